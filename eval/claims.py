"""An answer cut into claims: sentences, list items and table cells, each with the citations that stand by it and what it carries on.

"据《…》：\\n到2030年,吸烟率降低到20%以下。[1]又说一句。" gives two claims under that title: the first cites [1], the second nothing (Gao et al. 2023, ALCE,
judge sentences in the same way). A sentence before a mark of the same line takes that mark. A later claim without a year or a subject of
its own carries on those of the claim before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.lines import sentences
from index.reading import bare, years

LONGEST_SUBJECT = 60
_MARKS = re.compile(r"(?:\s*[\[【]\d+[\]】])+")
_NUMBERS = re.compile(r"\d+")
_ITEM = re.compile(r"^\s*(?:\d{1,2}[.、)]\s*|[·•*-]\s+)")
_SOURCE = re.compile(r"^(?:据|據|根據|根据|According to )\s*《(?P<title>.+)》(?P<status>（[^）]*）|\([^)]*\)| \([^)]*\))?[：:]\s*$")
_TERMS = re.compile(r"^(?:Key terms|用语)[:：]")
_ENOUGH = re.compile(r"[0-9A-Za-z㐀-鿿]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of an answer. ``title`` is that of the document it stands under, ``lead_in`` the line that opens its list."""

    text: str
    citations: tuple[int, ...]
    title: str = ""
    years: tuple[str, ...] = ()
    lead_in: str = ""


def claims(answer: str) -> tuple[Claim, ...]:
    """The claims of an answer, in order. Lines that only name the document are none; they are the title of what follows."""
    found: list[Claim] = []
    title, lead_in = "", ""
    carried: tuple[str, ...] = ()
    header: list[str] = []
    for line in answer.splitlines():
        if not line.strip():
            title, lead_in, header = title, "", []
            continue
        if _TERMS.match(line):
            continue
        if source := _SOURCE.match(line.strip()):
            title, lead_in, carried = source["title"], "", ()
            continue
        if line.lstrip().startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if not header or re.fullmatch(r"[\s|:-]+", line):
                header = header or cells
                continue
            found += _cells(header, cells, title)
            continue
        is_item = bool(_ITEM.match(line))
        subject = lead_in if is_item else ""
        for text, cited in _sentences(_ITEM.sub("", line)):
            named = tuple(year for _, year in years(bare(text)))
            found.append(Claim(text=text, citations=cited, title=title, years=() if named else carried, lead_in=subject))
            carried = named or carried
            subject = subject or _subject(text)
            if not is_item:
                lead_in = text if text.rstrip().endswith(("：", ":")) else ""
    return tuple(found)


def _sentences(line: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The sentences of a line with the numbers that they cite."""
    waiting: list[str] = []
    at = 0
    for match in [*_MARKS.finditer(line), None]:
        before = line[at : match.start()] if match else line[at:]
        cited = tuple(dict.fromkeys(int(n) for n in _NUMBERS.findall(match.group()))) if match else ()
        pieces = [before[a:b] for a, b in sentences(before)]
        at = match.end() if match else len(line)
        if match and not any(_ENOUGH.search(piece) for piece in pieces):
            continue
        if match and at < len(line) and line[at] in "。；;：:":
            pieces[-1] += line[at]
            at += 1
        waiting += [piece for piece in pieces if _ENOUGH.search(piece)]
        yield from ((piece.strip(), cited) for piece in waiting)
        waiting = []


def _subject(text: str) -> str:
    """What the first piece of a line names before its colon; the pieces after it go on about that."""
    before, colon, after = text.partition("：")
    return before + colon if colon and after and len(before) <= LONGEST_SUBJECT else ""


def _cells(header: list[str], cells: list[str], title: str) -> Iterator[Claim]:
    """One claim a cell: the row's name, the column's, and the cell."""
    name = _MARKS.sub("", cells[0])
    for column, cell in list(zip(header, cells, strict=False))[1:]:
        text = _MARKS.sub("", cell).strip()
        if _ENOUGH.search(text):
            cited = tuple(int(n) for mark in _MARKS.findall(cell) for n in _NUMBERS.findall(mark))
            yield Claim(text=f"{name}{column}：{text}", citations=cited, title=title)
