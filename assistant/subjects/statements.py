"""What the ledger or the build of a document says, as statements on spans; the form in which facts are handed to composition."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Clause
from index.library import Library
from index.lines import sentences

Span = tuple[Clause, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement and the spans that it stands on. ``counted`` says how many spans it counts."""

    text: str
    spans: tuple[Span, ...]
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The statements that answer; or, where the ledger shows that the documents do not, the reason in words."""

    statements: tuple[Statement, ...] = ()
    absent: str = ""


def quoted(clause: Clause, start: int, end: int) -> Statement:
    """A stretch of a clause in its own words."""
    return Statement(text=clause.line_of(start, end), spans=((clause, start, end),))


def span(library: Library, clause_id: str, start: int, end: int) -> Span:
    """A span of a clause that is known by its id."""
    return library.clause(clause_id), start, end


def sentence_at(library: Library, clause_id: str, start: int) -> Span:
    """The sentence of a clause that an offset of its document lies in."""
    clause = library.clause(clause_id)
    spans = ((clause.start + a, clause.start + b) for a, b in sentences(clause.text))
    return clause, *next(((a, b) for a, b in spans if a <= start < b), (clause.start, clause.end))


def counted(head: str, names: Sequence[str], spans: Sequence[Span]) -> Found:
    """A count over spans, and what it counts as a numbered list."""
    items = (Statement(text=f"{n}. {name}", spans=(at,)) for n, (name, at) in enumerate(zip(names, spans, strict=True), 1))
    return Found(statements=(Statement(text=head, spans=tuple(spans), counted=True), *items))
