"""The data types of the documents: what is known of one, its headings, clauses and removed spans, and a search hit.

All offsets count characters of the document's source text, which is never changed:
``document.text[clause.start:clause.end]`` is what the clause's citation shows, and ``clause.reading`` is the same
without the noise that a crawler left in it. For `jiaxing-2030/五/(二)/2`, the path is
("五、专项行动", "(二)健康素养提升行动") and the title "促进形成良好行为习惯".
"""

from dataclasses import dataclass, field
from typing import Literal

RemovedKind = Literal["blank", "boilerplate", "spam", "breadcrumb", "copyright", "duplicate", "noise"]
ClauseKind = Literal["clause", "table"]
Script = Literal["zh-Hans", "zh-Hant", "und"]


class PolicyError(Exception):
    """A fault that its reader can mend: the text names the offending value and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is known of a document; empty where its text does not say.

    ``spans`` names the fields that were read from the text itself, each with the span that says so.
    """

    title: str
    jurisdiction: str = ""
    issuer: str = ""
    number: str = ""
    issued: str = ""
    status: str = ""
    spans: tuple[tuple[str, int, int], ...] = ()

    @property
    def is_draft(self) -> bool:
        """Whether the document is not yet in force, by its own word."""
        return self.status in ("征求意见稿", "草案", "讨论稿", "送审稿")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """A span of the source that is not policy, with the reason for leaving it out.

    Kind "noise" lies inside a clause or heading and stays in its source span; ``reading`` is what stands for it in
    the reading ("" for characters that do not belong there). All other kinds lie outside of clauses and headings.
    """

    start: int
    end: int
    kind: RemovedKind
    reason: str
    reading: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading that stands on a line of its own; ``id`` is the part of the clause ids below it."""

    id: str
    level: int
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What one cites: an item, a paragraph or a table row.

    ``title`` is the run-in heading or the opening sentence where there is one. ``parent`` is the id of the first
    clause of the same item, where an item has several. ``noise`` lists what a crawler put into the text.
    """

    id: str
    document_id: str
    kind: ClauseKind
    path: tuple[str, ...]
    title: str
    start: int
    end: int
    text: str
    noise: tuple[Removed, ...] = ()
    parent: str | None = None

    @property
    def reading(self) -> str:
        """The text without its noise."""
        return self.reading_of(self.start, self.end)

    def reading_of(self, start: int, end: int) -> str:
        """The reading of a span of the document that lies inside this clause."""
        return without_noise(self.text[start - self.start : end - self.start], start, self.noise)

    def line_of(self, start: int, end: int) -> str:
        """The reading of a span on one line: what an answer's own words are made of."""
        return " ".join(self.reading_of(start, end).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A source text cut up: every character lies in exactly one heading, clause or removed span that is not noise."""

    headings: tuple[Heading, ...]
    clauses: tuple[Clause, ...]
    removed: tuple[Removed, ...]
    gaps: tuple[int, ...] = ()
    """Offsets where the numbering shows that a heading was lost."""


def without_noise(text: str, start: int, noise: tuple[Removed, ...]) -> str:
    """The reading of a piece of source that begins at offset ``start``: each noise span replaced by what stands for it."""
    out, at = [], 0
    for span in noise:
        first, last = span.start - start, span.end - start
        if last <= at or first >= len(text):
            continue
        out += [text[at : max(first, at)], span.reading if first >= at else ""]
        at = last
    return "".join(out) + text[at:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One policy document with its unchanged source text and its outline."""

    id: str
    about: About
    text: str
    sha256: str
    script: Script
    outline: Outline


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of an indicator: its words, and the number in them where there is one.

    ``years`` are those that it may belong to: one where the table says it (``certain``), several where merged cells lost
    their span. ``role`` is None where it may be either.
    """

    years: tuple[str, ...]
    role: Literal["baseline", "target"] | None
    text: str
    comparator: str | None = None
    number: float | None = None
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A row of an indicator table, with the span that it was read from. No values where the document gives none."""

    document_id: str
    number: str | None
    name: str
    unit: str | None
    category: str | None
    nature: Literal["预期性", "约束性"] | None
    values: tuple[Value, ...]
    clause_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Who is responsible for a measure, in the order of the document; ``lead`` only where the document says who leads.

    ``lead_basis`` are the words that say so: 牵头单位, or a rule such as "列第一位的为牵头单位,下同".
    """

    document_id: str
    measure: str
    units: tuple[str, ...]
    lead: str | None
    lead_basis: str | None
    clause_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A quantity that running text sets: its subject, value and words, the year and how firmly it is said."""

    document_id: str
    subject: str
    comparator: str
    text: str
    number: float | None
    unit: str | None
    year: str | None
    strength: str | None
    clause_id: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A clause that a search found. ``parts`` are the fused z-scores by where they came from: words, characters, vectors."""

    clause: Clause
    score: float
    parts: dict[str, float] = field(default_factory=dict)
    same: tuple[str, ...] = ()
    """Ids of further clauses with the same words."""
