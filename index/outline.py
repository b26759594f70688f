"""A source text cut into headings and clauses, with their paths and ids. Pure.

Lines are read in order against the numbering of official documents (``markers``). A marker opens a heading where the
line is one by itself, and an item where its text runs on: "1.普及健康文化理念。广泛传播…" is the clause
`jiaxing-2030/五/(一)/1` with the title "普及健康文化理念". Ids name the numbering, or the opening words where there is none, so they stay
when something else in the document changes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.clean import NUMBER, is_title
from index.documents import Clause, ClauseKind, Heading, Outline, Removed, without_noise
from index.folding import fold_text
from index.headings import LONGEST_TITLE, TITLE_END, TITLE_STOP, closes_with_duties, common_ending, is_bare_heading, run_in_title
from index.lines import Line, duty_brackets, is_duty_bracket, lines, pieces, sentences, slug
from index.markers import CHAPTERS, KINDS, MARKDOWN, Marker, marker
from index.tables import Table, tables

LONGEST_CLAUSE = 480
LONGEST_HEADING = 60
_ANNEX = re.compile(r"附[件表录]\s*[\d一二三四五六七八九十]*$")
_ANNEX_LIST = re.compile(r"(?:附件|抄送)[:：]")
_FORWARD = 3
"""How many numbers may be missing between two items."""


@dataclass(slots=True)
class _Node:
    """An open heading or item: its depth, the part of the ids it gives, and the words of the paths below it."""

    rank: float
    number: int
    id: str
    words: str
    item: str | None = None
    closed: bool = False
    """Whether a paragraph under it has ended with a duty bracket."""


@dataclass(slots=True)
class _Builder:
    document_id: str
    text: str
    noise: tuple[Removed, ...]
    stack: list[_Node] = field(default_factory=list)
    last: dict[int, int] = field(default_factory=dict)
    headings: list[Heading] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(node.words for node in self.stack)

    def id(self, part: str, under: str = "") -> str:
        """An id that is not taken yet, below the innermost open node or the one given."""
        parent = under or next((node.id for node in reversed(self.stack) if node.id), self.document_id)
        wanted = f"{parent}/{part}"
        count = self.used[wanted] = self.used.get(wanted, 0) + 1
        return wanted if count == 1 else f"{wanted}~{count}"

    def close(self, rank: float) -> None:
        """Close all open nodes at this depth and below it."""
        while self.stack and self.stack[-1].rank >= rank:
            self.stack.pop()

    def open(self, node: _Node) -> None:
        self.stack.append(node)
        if node.rank < len(KINDS):
            self.last[int(node.rank)] = node.number

    def clause(self, id: str, start: int, end: int, title: str, *, kind: ClauseKind = "clause", parent: str | None = None) -> None:
        """Add a clause, split at sentences where it is long; the first piece keeps the id and is the parent of the others."""
        for n, (a, b) in enumerate(pieces(self.text, start, end, LONGEST_CLAUSE)):
            self.clauses.append(
                Clause(
                    id=self.id(slug(self.reading(a, b)), under=id) if n else id,
                    document_id=self.document_id,
                    kind=kind,
                    path=self.path,
                    title=title,
                    start=a,
                    end=b,
                    text=self.text[a:b],
                    noise=self.noise_in(a, b),
                    parent=parent or (id if n else None),
                )
            )

    def noise_in(self, start: int, end: int) -> tuple[Removed, ...]:
        return tuple(span for span in self.noise if span.start < end and span.end > start)

    def reading(self, start: int, end: int) -> str:
        return without_noise(self.text[start:end], start, self.noise_in(start, end))


def outline(document_id: str, text: str, removed: Sequence[Removed]) -> Outline:
    """Cut a source text into headings and clauses; what neither covers is added to the removed spans as blank."""
    noise = tuple(span for span in removed if span.kind == "noise")
    found = lines(text, removed)
    builder = _Builder(document_id, text, noise)
    held = {table.first: table for table in tables(found)}
    body = _title(builder, found)
    endings = common_ending(found)
    regime = closes_with_duties(found)
    at = body
    while at < len(found):
        if table := held.get(at):
            _table(builder, found, table)
            at = table.last + 1
        else:
            at = _line(builder, found, at, endings, regime, held)
    return Outline(
        headings=tuple(builder.headings),
        clauses=tuple(builder.clauses),
        removed=_with_blanks(text, builder, removed),
        gaps=tuple(builder.gaps),
    )


def _title(builder: _Builder, found: list[Line]) -> int:
    """Read the lines above the first paragraph: the number is a clause, what looks like the title a heading of level 0.

    Returns the first line after them.
    """
    for at, line in enumerate(found[:8]):
        reading = fold_text(line.reading)
        if NUMBER.search(reading) and len(reading) <= 30:
            builder.clause(builder.id(slug(line.reading)), line.start, line.end, "")
        elif is_title(reading) and not reading.endswith(("。", ";", ":", "!")) and not marker(line.reading) and len(reading) <= 80:
            _document_title(builder, line)
        else:
            return at
    return min(8, len(found))


def _document_title(builder: _Builder, line: Line) -> None:
    builder.headings.append(Heading(id=builder.document_id, level=0, title=line.reading, start=line.start, end=line.end))


def _line(builder: _Builder, found: list[Line], at: int, ending: str, regime: bool, held: dict[int, Table]) -> int:
    """Read one line (with a duty bracket alone on the next); returns the next line to read."""
    line = found[at]
    end = at + 1
    while end < len(found) and end not in held and is_duty_bracket(found[end].reading):
        end += 1
    start, stop = line.start, found[end - 1].end
    mark = _accepted(builder, line.reading)
    following = found[end] if end < len(found) and end not in held else None
    if _ANNEX.match(line.reading) or MARKDOWN.match(line.reading):
        _annex(builder, line)
    elif mark is not None:
        rest = line.reading[mark.length :]
        title = run_in_title(rest, ending)
        if (end == at + 1 and _is_heading(builder, mark, rest, following)) or (end == at + 1 and end in held and _is_title(rest)):
            _heading(builder, line, mark)
        else:
            _item(builder, line, mark, title, start, stop)
    elif end == at + 1 and is_bare_heading(found, at, held):
        if not builder.last and TITLE_END.search(fold_text(line.reading)):
            _document_title(builder, line)
            return end
        builder.close(len(KINDS))
        _open_heading(builder, line, _Node(rank=len(KINDS), number=0, id="", words=line.reading.rstrip("：:")), slug(line.reading, 16))
    else:
        _paragraph(builder, found, at, start, stop, regime)
    return end


def _is_title(rest: str) -> bool:
    """Whether words over a table are its heading: short, and no more than one sentence."""
    stop = TITLE_STOP.search(rest)
    return len(rest) <= LONGEST_HEADING and (stop is None or stop.end() == len(rest))


def _accepted(builder: _Builder, reading: str) -> Marker | None:
    """The line's marker, unless its number does not fit the ones before: then it is body text that looks like one."""
    mark = marker(reading)
    if mark is None or mark.kind in CHAPTERS or mark.number == 1:
        return mark
    same = next((node.number for node in builder.stack if node.rank == mark.rank), None)
    before = [n for n in (same, builder.last.get(mark.rank)) if n is not None]
    if any(0 < mark.number - n <= _FORWARD for n in before):
        return mark
    rest = reading[mark.length :]
    fresh = same is None and not before
    return mark if fresh and mark.number <= 30 and len(rest) <= LONGEST_HEADING else None


def _is_heading(builder: _Builder, mark: Marker, rest: str, following: Line | None) -> bool:
    """Whether a line with a marker is a heading by itself: short, one sentence at most, and with something under it."""
    if following is None or len(rest) > LONGEST_HEADING:
        return mark.kind in CHAPTERS
    after = _accepted(builder, following.reading)
    deeper = after is None or after.rank > mark.rank
    whole = TITLE_STOP.search(rest)
    if whole is None:
        return deeper or mark.kind in CHAPTERS
    return whole.end() == len(rest) and len(rest) <= LONGEST_TITLE and deeper


def _heading(builder: _Builder, line: Line, mark: Marker) -> None:
    open_before = next((node for node in builder.stack if node.rank == mark.rank), None)
    if mark.kind == "节" and open_before and mark.number <= open_before.number:
        builder.close(mark.rank - 1)
        builder.gaps.append(line.start)
    builder.close(mark.rank)
    _open_heading(builder, line, _Node(rank=mark.rank, number=mark.number, id="", words=line.reading.rstrip("。：:")), mark.label)


def _open_heading(builder: _Builder, line: Line, node: _Node, part: str) -> None:
    node.id = builder.id(part)
    builder.headings.append(Heading(id=node.id, level=len(builder.stack) + 1, title=line.reading, start=line.start, end=line.end))
    builder.open(node)


def _annex(builder: _Builder, line: Line) -> None:
    match = MARKDOWN.match(line.reading)
    rank = -7 + len(match[1]) if match else -1
    words = line.reading[match.end() :] if match else line.reading
    builder.close(rank)
    builder.last.clear()
    _open_heading(builder, line, _Node(rank=rank, number=0, id="", words=words), slug(words))


def _item(builder: _Builder, line: Line, mark: Marker, title: str, start: int, stop: int) -> None:
    builder.close(mark.rank)
    id = builder.id(mark.label)
    builder.clause(id, start, stop, title)
    words = line.reading[: mark.length] + (title or slug(line.reading[mark.length :]))
    closed = bool(duty_brackets(builder.text[start:stop]))
    builder.open(_Node(rank=mark.rank, number=mark.number, id=id, words=words, item=id, closed=closed))


def _paragraph(builder: _Builder, found: list[Line], at: int, start: int, stop: int, regime: bool) -> None:
    reading = builder.text[start:stop]
    closes = bool(duty_brackets(reading))
    inner = builder.stack[-1] if builder.stack else None
    if regime and inner and inner.closed and not closes and len(reading) > 60:
        _lost_heading(builder, found, at)
        inner = builder.stack[-1] if builder.stack else None
    if _ANNEX_LIST.match(reading):
        builder.close(0)
        inner = None
    sentence_spans = sentences(reading)
    first = reading[slice(*sentence_spans[0])] if sentence_spans else reading
    title = first.rstrip("。;；") if len(sentence_spans) > 1 and len(first) <= 20 and first.endswith("。") else ""
    part = slug(builder.reading(start, stop))
    parent = inner.item if inner else None
    builder.clause(builder.id(part), start, stop, title, parent=parent)
    for node in builder.stack:
        node.closed = node.closed or closes


def _lost_heading(builder: _Builder, found: list[Line], at: int) -> None:
    """A paragraph without duties after one that closed with them opens a section whose heading is lost.

    The open section has ended, so the path no longer names it; the chapter has ended too where the next section's number starts again.
    """
    builder.gaps.append(found[at].start)
    section = KINDS.index("节")
    open_section = next((node for node in builder.stack if node.rank == section), None)
    marks = (marker(line.reading) for line in found[at:])
    following = next((mark for mark in marks if mark and mark.kind in CHAPTERS), None)
    restarts = open_section and following and following.kind == "节" and following.number <= open_section.number
    builder.close(KINDS.index("章") if restarts else section)


def _table(builder: _Builder, found: list[Line], table: Table) -> None:
    builder.close(len(KINDS))
    depth = len(builder.stack)
    if table.caption is not None and table.caption >= table.first:
        line = found[table.caption]
        _open_heading(builder, line, _Node(rank=len(KINDS), number=0, id="", words=line.reading), "表")
    else:
        builder.open(_Node(rank=len(KINDS), number=0, id=builder.id("表"), words="表"))
    caption_depth = len(builder.stack)
    for row in table.rows:
        start, end = found[row.first].start, found[row.last].end
        if row.kind == "category":
            del builder.stack[caption_depth:]
        part = row.serial or ("表头" if row.kind == "header" else slug(row.name, 24))
        builder.clause(builder.id(part), start, end, row.name if row.kind == "row" else "", kind="table")
        if row.kind == "category":
            builder.stack.append(_Node(rank=len(KINDS) + 1, number=0, id="", words=row.cells[0]))
    del builder.stack[depth:]


def _with_blanks(text: str, builder: _Builder, removed: Sequence[Removed]) -> tuple[Removed, ...]:
    taken = sorted(
        [(h.start, h.end) for h in builder.headings]
        + [(c.start, c.end) for c in builder.clauses]
        + [(r.start, r.end) for r in removed if r.kind != "noise"]
    )
    blanks, at = [], 0
    for start, end in [*taken, (len(text), len(text))]:
        if at < start:
            assert not text[at:start].strip(), f"lost text at {at}: {text[at:start]!r}"
            blanks.append(Removed(start=at, end=start, kind="blank", reason="段落之间的空白"))
        at = max(at, end)
    return tuple(sorted([*removed, *blanks], key=lambda span: (span.start, span.end)))
