"""Does a claim say a nugget? By its slots where it has them, else by its words. Pure.

The nugget 嘉兴 / 15岁以上人群吸烟率 / 2030 / 20 % / 以下 is said by "到2030年,15岁以上人群吸烟率降低到20%以下" and by "吸烟率:2030年目标 20%以下", not by "降低到20%".
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from eval.case import Case, synonyms
from eval.claims import Claim
from eval.evidence import Passage
from eval.questions import Nugget
from index.reading import AFTER, BEFORE, STRENGTH, Quantity, bare, bigrams, quantities, similarity, strength, years
from index.units import unit_form

OF_INDICATOR, OF_WORDS = 0.6, 0.7
"""The share of an indicator's pairs of characters, and of a nugget's words, that a claim must hold."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def slots_said(nugget: Nugget, claim: Claim, passages: tuple[Passage, ...], question: str) -> Mapping[str, bool]:
    """For each filled slot of a nugget, whether the claim says it. ``question`` is what was asked: a year in it need not be repeated."""
    text = bare(claim.text)
    around = text + "\n" + bare(claim.lead_in) + "\n" + bare(claim.title) + "\n" + "\n".join(passage.frame for passage in passages)
    slots = nugget.slots
    here = quantities(text, claim.years)
    value = bare(slots.value)
    number = Decimal(_NUMBER.search(value).group()) if _NUMBER.fullmatch(value) else None  # type: ignore[union-attr]
    own = [q for q in here if number is not None and _same_number(q, number, bare(slots.unit))]
    said: dict[str, bool] = {}
    for name, word in slots.filled().items():
        folded = bare(word)
        match name:
            case "value":
                said[name] = bool(own) if number is not None else _stands(folded, text + bare(claim.title))
            case "unit":
                said[name] = any(q.unit and q.unit in folded for q in own) or folded in around
            case "comparator":
                wanted = BEFORE.get(folded) or AFTER.get(folded)
                said[name] = folded in text or (wanted is not None and any(q.comparator == wanted for q in own))
            case "year":
                said[name] = _year_said(folded, own, text, claim, question)
            case "indicator":
                pairs = bigrams(folded)
                said[name] = len(pairs & bigrams(around)) >= OF_INDICATOR * len(pairs) or folded in around
            case "place":
                said[name] = folded.removesuffix("市") in around
            case "strength":
                classes = {c for c, known in STRENGTH.items() if any(k in folded for k in known)}
                said[name] = folded in text or bool(classes & {c for _, c in strength(text)})
            case _:  # role: who leads is responsible too, but not the other way round
                said[name] = folded in text or bool(re.search("牵头" if "牵头" in folded else "牵头|责任|负责|配合|参与", text))
    return said


def says(nugget: Nugget, claim: Claim, passages: tuple[Passage, ...], question: str) -> bool:
    """Whether the claim says the nugget."""
    slots = slots_said(nugget, claim, passages, question)
    if nugget.slots.value:
        return all(slots.values())
    return any(_words_said(text, claim, passages) for text in (nugget.text, *nugget.aliases)) and all(
        slots[name] for name in slots if name in ("strength", "year")
    )


def _words_said(text: str, claim: Claim, passages: tuple[Passage, ...]) -> bool:
    there = bare(claim.text) + bare(claim.lead_in) + bare(claim.title) + "".join(passage.frame for passage in passages)
    content = [word for part in Case(Claim(text=text, citations=()), (), 0).content for word, _ in part]
    if not content:
        return similarity(bare(text), bare(claim.text)) > 0.5
    held = [word for word in content if word in there or any(other in there for other in synonyms().get(word, ()))]
    return len(held) >= OF_WORDS * len(content)


def _same_number(q: Quantity, number: Decimal, unit: str) -> bool:
    scales = {"万": 10_000, "亿": 100_000_000}
    scale = next((factor for name, factor in scales.items() if unit.startswith(name)), 1)
    return q.value in (number, number * scale)


def _stands(value: str, text: str) -> bool:
    """Whether words stand in a text, names of units also in their other forms."""
    squeezed = re.sub(r"[\s,、。;\"]", "", text)
    if re.sub(r"[\s,、。;\"]", "", value) in squeezed:
        return True
    form = unit_form(value)
    return form != value and form in squeezed


def _year_said(year: str, own: list[Quantity], text: str, claim: Claim, question: str) -> bool:
    if any(year in q.years for q in own):
        return True
    named = [named for _, named in years(text)] or list(claim.years)
    return year in named or (not named and year in question) or year in text
