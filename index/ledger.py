"""Looking facts up: filters over indicators, duties and targets, by unit, measure, name and year. Pure.

Names are compared in their folded form, and near ones count: a slip of a character, a word left out.
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Literal, TypeVar

from index.documents import Duty, Indicator, Target, Value
from index.folding import fold_text
from index.units import unit_form

Role = Literal["lead", "participant"]
Fact = TypeVar("Fact", Duty, Indicator, Target)
NEAR = 0.55


def likeness(asked: str, name: str) -> float:
    """How alike two names are, from 0 to 1: 1 where one holds the other, else the Dice coefficient of their character pairs."""
    a, b = (re.sub(r"\W", "", fold_text(text)) for text in (asked, name))
    if not a or not b:
        return 0.0
    if a in b or b in a:
        return 1.0
    pairs_a, pairs_b = ({x + y for x, y in itertools.pairwise(t)} | set(t) for t in (a, b))
    return 2 * len(pairs_a & pairs_b) / (len(pairs_a) + len(pairs_b))


def by_unit(duties: Iterable[Duty], unit: str, role: Role | None = None) -> tuple[Duty, ...]:
    """The duties of a unit; with a role, those that it leads, or those in which it takes part without leading."""
    form = unit_form(unit)
    mine = (duty for duty in duties if any(unit_form(u) == form for u in duty.units))
    return tuple(duty for duty in mine if role is None or leads(duty, form) == (role == "lead"))


def leaders(duty: Duty) -> frozenset[str]:
    """The forms of the units that lead a duty; none where the document does not say it."""
    return frozenset(unit_form(unit) for unit in re.split(r"[、，,]", duty.lead)) if duty.lead else frozenset()


def leads(duty: Duty, form: str) -> bool:
    """Whether the unit of this form leads a duty, by itself or with others."""
    return form in leaders(duty)


def by_measure(duties: Iterable[Duty], words: str) -> tuple[Duty, ...]:
    """The duties whose measure is like these words, the likest first."""
    return _nearest(duties, words, lambda duty: duty.measure)


def by_name(facts: Iterable[Fact], words: str) -> tuple[Fact, ...]:
    """Indicators or targets with a name like these words, the likest first."""
    return _nearest(
        facts, words, lambda fact: fact.subject if isinstance(fact, Target) else fact.name if isinstance(fact, Indicator) else fact.measure
    )


def of_year(indicators: Iterable[Indicator], year: str) -> tuple[Indicator, ...]:
    """The indicators that have a value which belongs, or may belong, to a year."""
    return tuple(i for i in indicators if any(year in value.years for value in i.values))


def is_blank(value: Value) -> bool:
    """Whether a cell has a dash, or nothing, for a value."""
    return not re.sub(r"[\s—–/-]", "", value.text)


def close_names(names: Sequence[str], words: str, count: int = 5) -> tuple[str, ...]:
    """The names most like some words, for where nothing was found."""
    return tuple(sorted(dict.fromkeys(names), key=lambda name: -likeness(words, name))[:count])


def _nearest(facts: Iterable[Fact], words: str, name) -> tuple[Fact, ...]:  # type: ignore[no-untyped-def]  # a field of a Fact
    scored = [(likeness(words, name(fact)), fact) for fact in facts]
    best = max((score for score, _ in scored), default=0.0)
    floor = 1.0 if best == 1.0 else NEAR
    kept = [(score, n, fact) for n, (score, fact) in enumerate(scored) if score >= floor]
    return tuple(fact for _, _, fact in sorted(kept, key=lambda entry: (-entry[0], entry[1])))
