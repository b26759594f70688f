"""Does a claim say a nugget? By its slots where it has them, else by its words. Pure.

The nugget 嘉兴 / 15岁以上人群吸烟率 / 2030 / 20 % / 以下 is said by "到2030年,15岁以上人群吸烟率降低到20%以下" and by "吸烟率:2030年目标 20%以下", not by "降低到20%".
"""

import re
from collections.abc import Mapping
from decimal import Decimal

from eval.case import SILENT, Case, synonyms
from eval.claims import Claim
from eval.evidence import Passage
from eval.questions import Nugget
from index.reading import AFTER, BEFORE, STRENGTH, Quantity, bare, bigrams, quantities, similarity, strength, years
from index.units import unit_form

OF_INDICATOR, OF_WORDS, OF_WORDING, OF_VALUE = 0.6, 0.7, 0.8, 0.5
"""The share of an indicator's pairs of characters, of a nugget's words, of those of one of its wordings and of its value's pairs that a claim must hold."""
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
# What brings a value to a level, and what changes it by so much.
_LEVEL = re.compile(r"[到达为至]$|^达到")
_CHANGE = re.compile(r"(?:提高|提升|上升|增加|增长|降低|下降|减少)了?[\d一-十百]")


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
                level = bool(_LEVEL.search(folded)) and not _CHANGE.search(text)
                said[name] = folded in text or level or (wanted is not None and any(q.comparator == wanted for q in own))
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
    """Whether the claim says the nugget: each of its slots, or one of its wordings with the numbers, the year, the strength and the role of its slots."""
    slots = slots_said(nugget, claim, passages, question)
    absent = slots and SILENT.search(bare(nugget.text)) and SILENT.search(bare(claim.text))
    if (nugget.slots.value or absent) and all(slots.values()):
        return True  # that nothing is given is said in many words; of what, and for which year, the slots tell
    least = OF_WORDING if nugget.slots.value else OF_WORDS
    worded = any(_words_said(text, claim, passages, least) for text in (nugget.text, *nugget.aliases))
    return worded and _value_said(nugget, claim) and all(slots[name] for name in slots if name in _hard(nugget))


def _hard(nugget: Nugget) -> set[str]:
    """The slots that no other wording replaces: numbers with their units and bounds, years, strength, roles."""
    bound = bare(nugget.slots.comparator) in {*BEFORE, *AFTER}
    number = {"value", "unit"} if _NUMBER.fullmatch(bare(nugget.slots.value)) else set()
    return {"year", "strength", "role", *number, *({"comparator"} if bound else ())}


def _value_said(nugget: Nugget, claim: Claim) -> bool:
    """Whether a claim has at least half of the pairs of characters of a value in words, which tell it from others of its list, or is nearly a wording."""
    if not nugget.slots.value:
        return True
    text, pairs = bare(claim.text), bigrams(bare(nugget.slots.value))
    alike = any(similarity(bare(wording), text) >= OF_WORDING for wording in (nugget.text, *nugget.aliases))
    return alike or len(pairs & bigrams(text + bare(claim.lead_in))) >= OF_VALUE * len(pairs)


def _words_said(text: str, claim: Claim, passages: tuple[Passage, ...], least: float) -> bool:
    there = bare(claim.text) + bare(claim.lead_in) + bare(claim.title) + "".join(passage.frame for passage in passages)
    content = [word for part in Case(Claim(text=text, citations=()), (), 0).content for word, _ in part]
    if not content:
        return similarity(bare(text), bare(claim.text)) > 0.5
    held = [word for word in content if word in there or any(other in there for other in synonyms().get(word, ()))]
    return len(held) >= least * len(content)


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
