"""What the ledger or the build of a document says, as statements on spans; the form in which facts are handed to composition."""

from dataclasses import dataclass

from index.documents import Clause
from index.library import Library

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


def span(library: Library, clause_id: str, start: int, end: int) -> Span:
    """A span of a clause that is known by its id."""
    return library.clause(clause_id), start, end
