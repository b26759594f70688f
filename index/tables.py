"""Where a text holds a table, and its rows: whole (tabs or Markdown bars) or flattened to a cell a line. Pure.

Copied from a web page, a table of indicators becomes one short line a cell: "1", "人均预期寿命(岁)", "81.35", "≥82.5",
"≥83.0". The serial numbers tell the rows apart; what stands before the first is the header.
"""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.documents import Clause
from index.lines import Line
from index.markers import marker

RowKind = Literal["header", "category", "row"]

SHORTEST = 8
"""Cells, at least, that make a flattened table."""
LONGEST_CELL = 48
_NO_CELL = re.compile(r"[。；;！]|[：:]$|^附[件表录]\s*\d*$|^(?:抄送|附件|附表|注|备注|来源|联系人)[:：]|，.*，")
_FIGURE = re.compile(r"\d|[(（][^()（）]*[)）]\s*$|[%％‰]")
_CAPTION = re.compile(r"指标|目标|一览|清单|分工|任务|表$|体系|数据")
_SERIAL = re.compile(r"\d{1,3}$")
_WHOLE, _WIDE = re.compile(r"[^\t]*\t.*\S|\|.*\|"), re.compile(r"[^\t]*\t[^\t]*\t|\|.*\|")
_RULE = re.compile(r"[\s|:+-]+$")
_TEXT = re.compile(r"[^\d≥≤><%％‰—-]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: its lines (indices into the document's lines), its cells' words, and its serial number if any."""

    kind: RowKind
    first: int
    last: int
    cells: tuple[str, ...]
    serial: str = ""

    @property
    def name(self) -> str:
        """The words that name the row: its first cell that is no number."""
        first = [bool(_SERIAL.match(cell)) for cell in self.cells[:3]] + [True] * 3
        at = 0 if first[0] else 1 if first[1] and not first[2] and _TEXT.match(self.cells[2]) else -1
        return next((cell for cell in self.cells[at + 1 :] if cell and not _SERIAL.match(cell)), "".join(self.cells[:1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: the lines that it takes, the line of its caption if one stands above it, and its rows in order."""

    first: int
    last: int
    caption: int | None
    rows: tuple[Row, ...]


def tables(lines: Sequence[Line]) -> list[Table]:
    """The tables among the lines of a document."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        whole = _run(lines, at, lambda line: bool(_WHOLE.match(line.reading)))
        cells = _run(lines, at, _is_cell)
        wide = any(_WIDE.match(line.reading) for line in lines[at:whole])
        if whole - at >= (2 if wide else 3):
            found.append(_whole_table(lines, at, whole))
            at = whole
        elif cells - at >= SHORTEST and _figures(lines[at:cells]):
            found.append(_flattened_table(lines, at, cells))
            at = cells
        else:
            at = cells if cells - at >= SHORTEST else at + 1
    return found


def _run(lines: Sequence[Line], at: int, belongs: Callable[[Line], bool]) -> int:
    while at < len(lines) and belongs(lines[at]):
        at += 1
    return at


def _is_cell(line: Line) -> bool:
    reading = line.reading
    if len(reading) > LONGEST_CELL or _NO_CELL.search(reading) or _WHOLE.match(reading):
        return False
    mark = marker(reading)
    return mark is None or mark.kind in ("1)",) or bool(re.match(r"\d+(?:[.．、]\d|岁|%|％)", reading))


def _figures(cells: Sequence[Line]) -> bool:
    return sum(bool(_FIGURE.search(line.reading)) for line in cells) >= len(cells) / 3


def _whole_table(lines: Sequence[Line], first: int, end: int) -> Table:
    rows: list[Row] = []
    for i in range(first, end):
        reading = lines[i].reading
        cells = tuple(whole_cells(reading))
        if _RULE.match(reading) and rows:
            rows[-1] = replace(rows[-1], last=i)
            continue
        serial = next((cell for cell in cells[:2] if _SERIAL.match(cell)), "")
        rows.append(Row(kind="header" if not rows else "row", first=i, last=i, cells=cells, serial=serial))
    return Table(first=first, last=end - 1, caption=_caption(lines, first - 1), rows=tuple(rows))


def _flattened_table(lines: Sequence[Line], first: int, end: int) -> Table:
    caption = first if _CAPTION.search(lines[first].reading) and not _FIGURE.search(lines[first].reading[-3:]) else None
    start = first if caption is None else first + 1
    serials = _serials(lines, start, end)
    if not serials:
        rows = [Row(kind="row", first=i, last=i, cells=(lines[i].reading,)) for i in range(start, end)]
        return Table(first=first, last=end - 1, caption=caption, rows=tuple(rows))
    rows = []
    starts = [*serials, end]
    before = _category(lines, start, serials[0], None)
    if start < serials[0] - before:
        rows.append(_row("header", lines, start, serials[0] - before))
    if before:
        rows.append(_row("category", lines, serials[0] - before, serials[0]))
    width = max(b - a for a, b in itertools.pairwise(serials)) if len(serials) > 1 else 0
    for a, b in itertools.pairwise(starts):
        tail = _category(lines, a + 2, b, width) if b < end else 0
        rows.append(_row("row", lines, a, b - tail))
        if tail:
            rows.append(_row("category", lines, b - tail, b))
    return Table(first=first, last=end - 1, caption=caption, rows=tuple(rows))


def _row(kind: RowKind, lines: Sequence[Line], first: int, end: int) -> Row:
    cells = tuple(line.reading for line in lines[first:end])
    return Row(kind=kind, first=first, last=end - 1, cells=cells, serial=cells[0] if kind == "row" else "")


def _serials(lines: Sequence[Line], start: int, end: int) -> list[int]:
    """Lines that hold the serial numbers 1, 2, 3 …, each followed by a name."""
    found: list[int] = []
    for i in range(start, end - 1):
        if lines[i].reading == str(len(found) + 1) and _TEXT.search(lines[i + 1].reading[:2]):
            found.append(i)
    return found if len(found) >= 3 else []


def _category(lines: Sequence[Line], start: int, end: int, width: int | None) -> int:
    """1 where the last cell before a serial number is the next rows' category, not a value of the row before; else 0.

    A category is short and has no figure; it is words where the row's other values are figures, or words that only
    stand here.
    """
    if end - 1 <= start and width is not None:
        return 0
    last = lines[end - 1].reading
    if len(last) > 8 or not _TEXT.match(last):
        return 0
    if width is None:
        return 1
    return int(sum(line.reading == last for line in lines) == 1)


def _caption(lines: Sequence[Line], at: int) -> int | None:
    if at >= 0 and len(lines[at].reading) <= LONGEST_CELL and _CAPTION.search(lines[at].reading):
        return at if not re.search(r"[。；：]", lines[at].reading) else None
    return None


def table_groups(clauses: Sequence[Clause]) -> Iterator[tuple[Clause | None, list[Clause]]]:
    """The tables of a document: each with its header, if it has one, and its rows."""
    groups: dict[str, list[Clause]] = {}
    for clause in clauses:
        if clause.kind == "table":
            groups.setdefault(clause.id.rpartition("/")[0], []).append(clause)
    for table, parts in groups.items():
        head = next((part for part in parts if part.id == f"{table}/表头"), None)
        yield head, [part for part in parts if part.title]


def is_whole(reading: str) -> bool:
    """Whether a row has its cells on one line, parted by tabs or bars."""
    return ("\t" in reading.strip() and "\n" not in reading.strip()) or "|" in reading


def whole_cells(reading: str) -> list[str]:
    """The cells of a row on one line, empty ones too."""
    line = reading.strip("\n")
    return [cell.strip() for cell in (line.strip().strip("|").split("|") if "|" in line else line.split("\t"))]
