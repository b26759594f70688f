"""The documents that questions are about, as the suite reads them: for looking up what a citation cites.

Made from the files themselves (the five, and those written for the set), not from the assistant's index, so that a run can be
scored on any machine and at any time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from index.about import BUNDLED
from index.build import read_document
from index.documents import Clause, Document, Duty, Indicator
from index.duties import duties
from index.indicators import indicators
from index.tables import table_groups

DOCUMENTS = Path(__file__).parent / "questions" / "documents"
"""Documents written for the question set, which a question may add to the library."""


@dataclass(frozen=True)
class Book:
    """A document with its facts. Those are read by the index's own readers; the questions' labels hold these to account."""

    document: Document

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        return duties(self.document)

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        """The indicators by the ids of their rows."""
        return {indicator.clause_id: indicator for indicator in indicators(self.document)}

    @cached_property
    def headers(self) -> dict[str, Clause]:
        """The header of each table row, by the row's id."""
        return {row.id: head for head, rows in table_groups(self.document.outline.clauses) if head for row in rows}

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.document.outline.clauses}


class Shelf:
    """Books by the id of their document."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.books = {document.id: Book(document) for document in documents}

    @classmethod
    def of_the_set(cls, folders: Sequence[Path] = (BUNDLED, DOCUMENTS)) -> "Shelf":
        """The five documents and those written for the questions."""
        return cls(read_document(path)[0] for folder in folders for path in sorted(folder.glob("*.txt")))

    @property
    def documents(self) -> dict[str, Document]:
        return {id: book.document for id, book in self.books.items()}

    def clause(self, document_id: str, clause_id: str) -> Clause | None:
        book = self.books.get(document_id)
        return book.clauses.get(clause_id) if book else None

    def at(self, document_id: str, start: int, end: int) -> tuple[Clause, ...]:
        """The clauses that a span of a document touches."""
        book = self.books.get(document_id)
        return tuple(c for c in book.document.outline.clauses if c.start < end and start < c.end) if book else ()

    def span(self, document_id: str, start: int, end: int) -> Clause:
        """A span outside of clauses (a heading, a title) as a clause of its own."""
        text = self.books[document_id].document.text[start:end]
        return Clause(
            id=f"{document_id}@{start}", document_id=document_id, kind="clause", path=(), title="", start=start, end=end, text=text
        )
