"""What is known of each document of a folder (`corpus.toml`) and its reviewed errata (`errata.toml`).

A file that no `corpus.toml` lists is known by what its own text says at its head, and by nothing else.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from index.documents import About, Outline, PolicyError, Removed
from index.folding import fold_text

BUNDLED = Path(__file__).parent / "corpus"
HEAD, TAIL = 1_500, 600
"""Characters at either end of a text where it says what it is."""
_STATUS = re.compile(r"征求意见稿|公开征求意见|草案|讨论稿|送审稿|试行|已?废止")
_NUMBER = re.compile(r"^[ \t\u3000]*([^\s，。,]{2,12}[〔\[（(]\s*(?:19|20)\d\d\s*[〕\]）)]\s*第?\s*\d+\s*号)[ \t\u3000]*$", re.M)
_ISSUER = re.compile(
    r"^(?:中共)?(?!某|X|x|\*)[^\s，。、《》]{2,24}?(?:人民政府办公厅|人民政府办公室|人民政府|委员会办公室|委员会|办公室|办公厅|[厅局委])(?=关于|印发|$)"
)
_DATE = re.compile(
    r"^[ \t\u3000]*[（(]?((?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|[二〇○零一二三四五六七八九十]{4}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{1,3}日)[）)]?[ \t\u3000]*$",
    re.M,
)
_SIGNATURE = re.compile(
    r"^[ \t\u3000]*((?:中共)?(?!某|X|x|\*)[^\s，。；：、《》]{3,24}(?:政府|政府办公室|办公厅|委员会|[厅局委]))[ \t\u3000]*$", re.M
)
_PLACE = re.compile(
    r"^(?:中共)?((?!某|X|x|\*)[一-鿿]{2,7}?(?:省|自治区|市|自治州|地区|盟|县|旗|区))(?=委|人民政府|政府|卫生|医疗|教育|发展|办公)"
)
_FILLED = ("title", "jurisdiction", "issuer", "number", "issued", "status")


def known(folder: Path) -> dict[str, tuple[str, About]]:
    """The file names that a folder's `corpus.toml` lists, each with its document id and what is known of it."""
    path = folder / "corpus.toml"
    if not path.is_file():
        return {}
    names = set(_FILLED)
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
    """What a text says of itself at its head and its foot, with the spans that say so. Nothing is guessed.

    The title is its headings' before the first paragraph, else the first heading near the top, else the file's name (without
    a span). Number, issuer and date are whole lines, or the title's opening words; the place is the issuer's.
    """
    found: dict[str, tuple[str, int, int]] = {}
    titles = [heading for heading in outline.headings if heading.level == 0] or [h for h in outline.headings[:1] if h.start < 200]
    if titles:
        found["title"] = ("".join(heading.title for heading in titles), titles[0].start, titles[-1].end)
    title = found.get("title", (name, 0, 0))[0]
    if number := _NUMBER.search(text, 0, HEAD):
        found["number"] = (number[1], number.start(1), number.end(1))
    foot = max(0, len(text) - TAIL)
    if titles and (issuer := _ISSUER.match(title)):
        found["issuer"] = (issuer.group(), titles[0].start, titles[0].start + len(issuer.group()))
    elif signature := next(iter(_SIGNATURE.finditer(text, foot)), None):
        found["issuer"] = (signature[1], signature.start(1), signature.end(1))
    if date := next(iter([*_DATE.finditer(text, foot), *_DATE.finditer(text, 0, min(HEAD, foot))]), None):
        found["issued"] = ("".join(date[1].split()), date.start(1), date.end(1))
    if titles and (status := _STATUS.search(title)):
        at = text.find(status.group(), titles[0].start, titles[-1].end)
        if at >= 0:
            found["status"] = (status.group(), at, at + len(status.group()))
    if "issuer" in found and (place := _PLACE.match(fold_text(found["issuer"][0]))):
        found["jurisdiction"] = (place[1], found["issuer"][1], found["issuer"][2])
    spans = tuple((field, start, end) for field, (_, start, end) in found.items())
    values = {field: value for field, (value, _, _) in found.items()}
    return About(**{**values, "title": title}, spans=spans)


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path} 读不懂：{error}。请改正这一处。") from error
