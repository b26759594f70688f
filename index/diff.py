"""What changed between two versions of a document: clauses added, changed, removed, and facts whose value changed. Pure.

Clauses are told by their ids, which stay where the text around them changes; facts by what they are of.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from index.documents import Clause, Document
from index.duties import duties
from index.indicators import indicators
from index.targets import targets


@dataclass(frozen=True, slots=True, kw_only=True)
class FactChange:
    """A fact that reads otherwise: what it is of, and its words before and after (None where it was not there)."""

    kind: str
    subject: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """The differences of two versions; ``changed`` holds pairs of the old and the new clause."""

    added: tuple[Clause, ...]
    removed: tuple[Clause, ...]
    changed: tuple[tuple[Clause, Clause], ...]
    facts: tuple[FactChange, ...]


def diff(old: Document, new: Document) -> Diff:
    """Compare two versions of a document."""
    before = {clause.id: clause for clause in old.outline.clauses}
    after = {clause.id: clause for clause in new.outline.clauses}
    return Diff(
        added=tuple(clause for id, clause in after.items() if id not in before),
        removed=tuple(clause for id, clause in before.items() if id not in after),
        changed=tuple((before[id], clause) for id, clause in after.items() if id in before and before[id].reading != clause.reading),
        facts=tuple(change for kind, read in _FACTS.items() for change in _changes(kind, read(old), read(new))),
    )


def _changes(kind: str, old: dict[str, str], new: dict[str, str]) -> Iterable[FactChange]:
    for subject in dict.fromkeys([*old, *new]):
        if old.get(subject) != new.get(subject):
            yield FactChange(kind=kind, subject=subject, before=old.get(subject), after=new.get(subject))


def _keyed(facts: Iterable[Any], key: Callable[[Any], str], words: Callable[[Any], str]) -> dict[str, str]:
    return {key(fact): words(fact) for fact in facts}


_FACTS: dict[str, Callable[[Document], dict[str, str]]] = {
    "indicator": lambda d: _keyed(
        indicators(d),
        lambda f: f.name,
        lambda f: "；".join(f"{'/'.join(v.years)} {v.text}" for v in f.values) + (f"（{f.nature}）" if f.nature else ""),
    ),
    "duty": lambda d: _keyed(duties(d), lambda f: f.measure, lambda f: "、".join(f.units) + (f"（牵头：{f.lead}）" if f.lead else "")),
    "target": lambda d: _keyed(targets(d), lambda f: f.subject + (f"（{f.year}）" if f.year else ""), lambda f: f.text),
}
