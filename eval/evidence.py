"""Clauses as evidence: their sentences and quantities, and what stands around them: headings, document, place, table header, duties. Pure.

The row "1 人均预期寿命(岁) 81.35 ≥82.5 ≥83.0" gives the quantities 81.35岁 of 2015, at least 82.5岁 of 2020, at least 83岁 of 2030.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from eval.shelf import Shelf
from index.documents import Clause, Duty, Indicator
from index.ledger import leaders
from index.lines import duty_brackets, sentences
from index.reading import SCALES, Quantity, bare, dated, organs, quantities, tokens
from index.units import unit_form

_LABEL = re.compile(r"[^㐀-鿿]")
_ROW_UNIT = re.compile(r"^1(?=/)")


@dataclass(frozen=True)
class Passage:
    """A clause as evidence, with what stands around it."""

    clause: Clause
    title: str
    place: str
    status: str
    number: str
    issued: str
    issuer: str
    header: str = ""
    duties: tuple[Duty, ...] = ()
    indicator: Indicator | None = None
    frequencies: Mapping[str, int] = field(default_factory=dict)
    """In how many clauses of all documents a word stands."""
    totals: frozenset[int] = frozenset()
    """How many duties and indicators the whole document has."""

    @cached_property
    def quantities(self) -> tuple[tuple[Quantity, str], ...]:
        """The quantities with the sentences that hold them; a table row's by its values, each with its years and the row's unit."""
        if self.indicator and self.indicator.values:
            of_values = list(_of_row(self.indicator))
            known = {q.value for q in of_values}
            others = [replace(q, unit="") for q in quantities(self.sentences[0]) if q.value not in known]
            return tuple((q, self.sentences[0]) for q in (*of_values, *others))
        return tuple((q, sentence) for sentence, earlier in dated(self.sentences) for q in quantities(sentence, earlier))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The folded sentences; a table row is one."""
        reading = self.clause.reading
        if self.clause.kind == "table":
            return (bare(" ".join(reading.split())),)
        return tuple(bare(reading[a:b]) for a, b in sentences(reading)) or (bare(reading),)

    def years_before(self, sentence: str) -> tuple[str, ...]:
        """The last year that stands before a sentence in the same clause."""
        return next((earlier for other, earlier in dated(self.sentences) if other == sentence), ())

    @cached_property
    def frame(self) -> str:
        """Folded: the headings, the document and what is known of it, the table's header."""
        around = (
            *self.clause.path,
            self.clause.title,
            self.title,
            self.place,
            self.status,
            self.number,
            self.issued,
            self.issuer,
            self.header,
        )
        return bare("\n".join(around))

    @cached_property
    def units(self) -> frozenset[str]:
        """The forms of the units that it names."""
        named = {unit_form(unit) for duty in self.duties for unit in duty.units}
        return frozenset(named | {form for sentence in self.sentences for _, _, form in organs(sentence)})

    @cached_property
    def leads(self) -> frozenset[str]:
        """The forms of the units of which the document says that they lead."""
        said = {form for duty in self.duties for form in leaders(duty)}
        for sentence in self.sentences:
            for match in re.finditer(r"由([^,。;]*?)牵头|牵头(?:单位|部门):([^;。)]+)|([^,。;]*?)牵头", sentence):
                said |= {form for _, _, form in organs(next(group for group in match.groups() if group is not None))}
        return frozenset(said)


def passages(shelf: Shelf, clauses: Iterable[Clause]) -> tuple[Passage, ...]:
    """Clauses of the shelf's documents as passages, each once."""
    return tuple(_passage(shelf, clause) for clause in dict.fromkeys(clauses) if clause.document_id in shelf.books)


@lru_cache(maxsize=8192)
def _passage(shelf: Shelf, clause: Clause) -> Passage:
    book = shelf.books[clause.document_id]
    about = book.document.about
    header = book.headers.get(clause.id)
    return Passage(
        clause=clause, title=about.title, place=about.jurisdiction, status=about.status, number=about.number, issued=about.issued,
        issuer=about.issuer, header=" ".join(header.reading.split()) if header else "",
        duties=tuple(d for d in book.duties if d.clause_id == clause.id), indicator=book.indicators.get(clause.id),
        frequencies=_frequencies(shelf),
        totals=frozenset((len(book.duties), sum(bool(duty_brackets(d.quote)) for d in book.duties), len(book.indicators), len({i.number for i in book.indicators.values()}))),
    )  # fmt: skip


@lru_cache(maxsize=4)
def _frequencies(shelf: Shelf) -> Counter[str]:
    clauses = (bare(clause.reading) for book in shelf.books.values() for clause in book.document.outline.clauses)
    return Counter(word for text in clauses for word in {word for word, _ in tokens(text)})


def _of_row(row: Indicator) -> Iterator[Quantity]:
    """The quantities of a table row: those in its name, and its values."""
    yield from quantities(bare(row.name))
    unit = _ROW_UNIT.sub("", bare(row.unit or ""))
    scale = next((name for name in SCALES if unit.startswith(name)), "")
    for value in row.values:
        text = bare(value.text)
        for q in quantities(text):
            number = q.value if q.unit else q.value * SCALES.get(scale, 1)
            yield replace(
                q,
                value=number,
                unit=q.unit or unit.removeprefix(scale),
                years=value.years,
                owner=bare(row.name) + text[: q.start] + "#",
                label=_LABEL.sub("", text[: q.start]),
            )
