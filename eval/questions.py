"""The curated questions, and the check that their evidence stands in the documents.

Each row is documented in `questions/README.md`. A question is to be answered or to be refused; where it is to be answered, its
nuggets say what a right answer holds, and its evidence is quotes with their offsets in documents known by their hashes. For
"嘉兴2030年吸烟率目标是多少？" the one nugget has the slots 吸烟率, 2030, 20, %, 以下, each of which stands in its quote.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from index.documents import Clause, Document, PolicyError
from index.folding import fold_text

FOLDER = Path(__file__).parent / "questions"
KINDS = (
    "fact", "target", "indicator", "missing_cell", "duty", "role", "list", "comparison", "over_time", "provenance", "promise",
    "near_miss", "no_such_document", "false_premise", "strength", "mask", "draft", "traditional", "english", "colloquial", "slips",
    "follow_up", "injection_question", "injection_document", "out_of_scope", "medical",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A quote that answers, with its place in its document. ``context`` ones (a table's header, a rule) only complete another."""

    document_id: str
    sha256: str
    quote: str
    start: int
    end: int
    context: bool = False

    def in_clause(self, clause: Clause) -> bool:
        """Whether the clause holds any of the quote."""
        return self.touches(clause.document_id, clause.start, clause.end)

    def touches(self, document_id: str, start: int, end: int) -> bool:
        return self.document_id == document_id and self.start < end and start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Slots:
    """What a nugget binds together, in the document's words; "" where it has no such part."""

    place: str = ""
    indicator: str = ""
    year: str = ""
    value: str = ""
    unit: str = ""
    comparator: str = ""
    role: str = ""
    strength: str = ""

    def filled(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Nugget:
    """One thing that a right answer says. ``evidence`` are numbers of quotes, from 0; the first that is not context is its own."""

    text: str
    vital: bool = True
    aliases: tuple[str, ...] = ()
    slots: Slots = Slots()
    evidence: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Premise:
    """What a question takes for granted wrongly, and what the document says instead, in its words."""

    claimed: str
    correct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question of the set."""

    id: str
    parent_id: str
    split: str
    kind: str
    language: str
    turns: tuple[str, ...]
    question: str
    answerable: bool
    reasons: tuple[str, ...] = ()
    premise: Premise | None = None
    nuggets: tuple[Nugget, ...] = ()
    evidence: tuple[Gold, ...] = ()
    forbidden: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    critical: bool = False
    notes: str = ""

    @property
    def own(self) -> tuple[Gold, ...]:
        """The quotes that answer, without those that only complete them."""
        return tuple(gold for gold in self.evidence if not gold.context)


@dataclass
class _Seen:
    ids: set[str] = field(default_factory=set)
    splits: dict[str, str] = field(default_factory=dict)


def load(split: str = "all", folder: Path = FOLDER, kinds: Sequence[str] = ()) -> tuple[Row, ...]:
    """The questions of a split ("dev", "test" or "all") and of some kinds (all where none is named), in the order of the files.

    Raises:
        PolicyError: there is no such split or kind, or a line cannot be read; the message names it.
    """
    if split not in ("dev", "test", "all"):
        raise PolicyError(f"没有题组 {split}。可用：dev、test、all。")
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise PolicyError(f"没有题型 {unknown[0]}。可用：{'、'.join(KINDS)}。")
    found = (row for path in sorted(folder.glob("*.jsonl")) for row in read(path))
    return tuple(row for row in found if split in ("all", row.split) and (not kinds or row.kind in kinds))


def read(path: Path) -> list[Row]:
    """The questions of one file."""
    found = []
    for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(row(json.loads(line)))
        except (ValueError, TypeError, KeyError) as error:
            raise PolicyError(f"{path.name} 第 {n} 行不是一道题：{error}。各栏见 eval/questions/README.md。") from error
    return found


def row(values: dict[str, Any]) -> Row:
    """A question out of its JSON."""
    simple = {f.name: values[f.name] for f in fields(Row) if f.name in values}
    if unknown := set(values) - set(simple):
        raise ValueError(f"unknown field {min(unknown)}")
    for name in ("turns", "reasons", "forbidden", "documents"):
        simple[name] = tuple(simple.get(name, ()))
    simple["evidence"] = tuple(Gold(**gold) for gold in simple.get("evidence", ()))
    simple["nuggets"] = tuple(_nugget(nugget) for nugget in simple.get("nuggets", ()))
    simple["premise"] = Premise(**simple["premise"]) if simple.get("premise") else None
    return Row(**simple)


def as_json(question: Row) -> dict[str, Any]:
    """The JSON of a question, without what is empty."""
    values = asdict(question)
    values["nuggets"] = [{**asdict(nugget), "slots": nugget.slots.filled()} for nugget in question.nuggets]
    always = ("id", "parent_id", "split", "kind", "language", "turns", "question", "answerable", "nuggets", "evidence")
    return {name: value for name, value in values.items() if name in always or value}


def faults(rows: Sequence[Row], documents: Mapping[str, Document]) -> list[str]:
    """What is wrong with a question set: ids that repeat, parents in both splits, quotes not at their offsets, slots not in quotes."""
    seen = _Seen()
    return [f"{question.id}: {fault}" for question in rows for fault in _faults(question, documents, seen)]


def _faults(question: Row, documents: Mapping[str, Document], seen: _Seen) -> list[str]:
    found = []
    if question.id in seen.ids:
        found.append("the id stands twice")
    seen.ids.add(question.id)
    if seen.splits.setdefault(question.parent_id, question.split) != question.split:
        found.append(f"its parent {question.parent_id} is in both splits")
    if question.kind not in KINDS:
        found.append(f"no such kind: {question.kind}")
    if not question.turns or not all(question.turns) or not question.question:
        found.append("a question without words")
    if question.answerable != bool(question.own) or question.answerable != bool(question.nuggets):
        found.append(f"answerable is {question.answerable}, with {len(question.own)} quotes of its own and {len(question.nuggets)} nuggets")
    if question.answerable and not any(nugget.vital for nugget in question.nuggets):
        found.append("no nugget is vital")
    if not question.answerable and not question.reasons:
        found.append("not answerable, and no reason for a refusal")
    for gold in question.evidence:
        source = documents.get(gold.document_id)
        if source is None or source.sha256 != gold.sha256:
            found.append(f"{gold.document_id} is not the document that its quote was taken from")
        elif source.text[gold.start : gold.end] != gold.quote:
            found.append(f"the quote does not stand at {gold.start}–{gold.end} of {gold.document_id}")
    for nugget in question.nuggets:
        found += _nugget_faults(nugget, question, documents)
    return found


def _nugget_faults(nugget: Nugget, question: Row, documents: Mapping[str, Document]) -> list[str]:
    quotes = [question.evidence[n] for n in nugget.evidence if n < len(question.evidence)]
    if len(quotes) < len(nugget.evidence) or not any(not gold.context for gold in quotes):
        return [f"nugget {nugget.text!r} has no quote of its own"]
    there = _bare("".join(gold.quote for gold in quotes))
    abouts = [documents[gold.document_id].about for gold in quotes if gold.document_id in documents]
    places = _bare("".join(about.jurisdiction + about.title for about in abouts))
    return [
        f"slot {name} {value!r} of {nugget.text!r} does not stand in its quotes"
        for name, value in nugget.slots.filled().items()
        if _bare(value) not in there and not (name == "place" and _bare(value) in places)
    ]


def _bare(text: str) -> str:
    """Folded and without white space: how a slot is looked for in a quote."""
    return "".join(fold_text(text).split())


def _nugget(values: dict[str, Any]) -> Nugget:
    return Nugget(
        text=values["text"],
        vital=values.get("vital", True),
        aliases=tuple(values.get("aliases", ())),
        slots=Slots(**values.get("slots", {})),
        evidence=tuple(values["evidence"]),
    )
