"""What is known of each document of a folder (`corpus.toml`) and its reviewed errata (`errata.toml`).

A file that no `corpus.toml` lists is known by what its own text says at its head, and by nothing else.
"""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

from index.documents import About, Outline, PolicyError, Removed
from index.folding import fold_text

BUNDLED = Path(__file__).parent / "corpus"
_STATUS = re.compile(r"征求意见稿|公开征求意见|草案|讨论稿|送审稿|试行")
_NUMBER = re.compile(r"^[^\s，。,]{2,12}[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*第?\s*\d+\s*号$")
_PLACE = re.compile(
    r"^(?:中共)?((?!某|X|x|\*)[一-鿿]{2,7}?(?:省|自治区|市|自治州|地区|盟|县|旗|区))(?:委|人民政府|政府|卫生|医疗|教育|发展|办公)"
)


def known(folder: Path) -> dict[str, tuple[str, About]]:
    """The file names that a folder's `corpus.toml` lists, each with its document id and what is known of it."""
    path = folder / "corpus.toml"
    if not path.is_file():
        return {}
    names = {f.name for f in fields(About)}
    entries: dict[str, tuple[str, About]] = {}
    for id, entry in _toml(path).items():
        if not isinstance(entry, dict) or not isinstance(entry.get("file"), str) or not isinstance(entry.get("title"), str):
            raise PolicyError(f"{path}：[{id}] 缺少 file 或 title。请补上。")
        if unknown := set(entry) - names - {"file"}:
            raise PolicyError(f"{path}：[{id}] 有不认识的项 {'、'.join(sorted(unknown))}。可用：{'、'.join(sorted(names))}。")
        entries[entry["file"]] = (id, About(**{k: v for k, v in entry.items() if k != "file"}))
    return entries


def errata(folder: Path, document_id: str, text: str) -> tuple[Removed, ...]:
    """The reviewed errata of a document, as noise spans.

    Raises:
        PolicyError: an erratum's words do not stand at its offsets in the text, so that it was made for another text.
    """
    path = folder / "errata.toml"
    if not path.is_file():
        return ()
    found = []
    for entry in _toml(path).get("erratum", []):
        if entry["document"] != document_id:
            continue
        start, end = entry["start"], entry["end"]
        if text[start:end] != entry["source"]:
            raise PolicyError(
                f"{path}：{document_id} 第 {start}–{end} 字应为「{entry['source']}」，原文是「{text[start:end]}」。请重新核对。"
            )
        found.append(Removed(start=start, end=end, kind="noise", reason=entry["reason"], reading=entry["reading"]))
    return tuple(found)


def about_from(outline: Outline, text: str, name: str) -> About:
    """What a text says of itself at its head: title, number, place, status. Nothing is guessed."""
    titles = [heading.title for heading in outline.headings if heading.level == 0]
    title = "".join(titles) or next((heading.title for heading in outline.headings[:1] if heading.start < 200), "") or name
    head = [line.strip() for line in text[:1500].splitlines() if line.strip()]
    number = next((line for line in head if _NUMBER.match(line)), "")
    folded = fold_text(title)
    place = _PLACE.match(folded)
    status = _STATUS.search(folded)
    return About(title=title, jurisdiction=place[1] if place else "", number=number, status=status.group() if status else "")


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path} 读不懂：{error}。请改正这一处。") from error
