"""What a question takes for granted and the answer's clause says otherwise: "10课时" where the clause has 不少于7课时. Pure.

Only where the question states a value (not where it asks for one), the clause has one of the same unit in the words that the question speaks of,
and none that is equal. Who leads is compared in the same way.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.documents import Duty
from index.folding import fold_text
from index.ledger import leads
from index.units import unit_form, unit_in

_UNITS = "课时|个百分点|%|‰|岁|分钟|小时|公里|平方米|张|名|人|家|个|台|块|所|项|条|批|种|类|亿元|万元|元|天|年内|次|倍"
_VALUE = re.compile(
    rf"(?P<before>≥|≤|>|<|不少于|不低于|不高于|不超过|至少|力争达到)?(?P<number>(?<![\d.])\d+(?:\.\d+)?(?:-\d+)?)(?P<scale>[万亿]?)(?P<unit>{_UNITS})?(?P<after>以上|以下|以内|左右)?"
)
_LEADS = re.compile(
    r"由(?P<by>[^,。?]{2,14}?)(?:来)?牵头|(?P<first>[^,。?的]{2,12}?)(?:来|在)?牵头|牵头(?:的)?(?:单位)?(?:是|为)(?P<after>[^,。?]{2,12})"
)
_ASKS_WHAT = re.compile(r"(?:的|了|有|抓|负责|推进|开展)*(?:哪|几|什么|多少).{0,3}(?:行动|工作|任务|措施|项|条|事|活)")
_HOTLINE = re.compile(r"(?<!\d)(?:1\d{4}|12\d{3})(?!\d)")
_YEAR_BY = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?:前|之前|底)?(?:要|会|就|才)?(?:建成|达到|完成|实现|做到|建好)")
# What tells the assistant what to say is no premise, and is not repeated.
_INSTRUCTS = re.compile(
    r"忽略|无视|请(?:你)?(?:直接|只|一律)?(?:回答|作答|宣布|说)|改成|改写|假装|扮演|口吻|为准|输出|不要引用|别翻|原样|直接(?:说|回答|宣布)|system|ignore",
    re.I,
)
_NEAR = 14


@dataclass(frozen=True, slots=True)
class Correction:
    """What the question says, and what the clause says in its place, in its own words."""

    claimed: str
    correct: str


def corrected(question: str, sentence: str) -> Correction | None:
    """The first value of a question that a sentence contradicts; None where it states none, or nothing is contradicted."""
    asked, said = fold_text(question), fold_text(sentence)
    if _INSTRUCTS.search(asked):
        return None
    for value in _VALUE.finditer(asked):
        if not value["unit"]:
            continue
        same_unit = [
            v
            for v in _VALUE.finditer(said)
            if _kind(v) == _kind(value) or (value["scale"] and v["scale"] == value["scale"] and not v["unit"])
        ]
        if not same_unit or any(v["number"] == value["number"] for v in same_unit):
            continue
        nearest = max(same_unit, key=lambda v: _shared(asked, value, said, v))
        if len(same_unit) > 1 and _shared(asked, value, said, nearest) < 2:
            continue
        if _shared(asked, value, said, nearest) or value["unit"] in ("课时", "个百分点"):
            return Correction(value.group(), nearest.group())
    mine, theirs = _HOTLINE.findall(asked), _HOTLINE.findall(said)
    if mine and theirs and not set(mine) & set(theirs):
        return Correction(mine[0], theirs[0])
    if (year := _YEAR_BY.search(asked)) and (there := re.search(r"到((?:19|20)\d\d)年", said)) and year[1] not in said:
        return Correction(f"{year[1]}年", f"{there[1]}年")
    return None


def lead_corrected(question: str, duty: Duty) -> Correction | None:
    """The unit that a question says to lead, where the duty says that another does, or none."""
    asked = fold_text(question)
    match = _LEADS.search(asked)
    if not match or _INSTRUCTS.search(asked) or "还是" in asked or _ASKS_WHAT.match(asked, match.end()):
        return None
    words = next(group for group in match.groups() if group)
    if re.search(r"谁|哪|什么|是否", words):
        return None
    forms = frozenset(unit_form(unit) for unit in duty.units)
    named = unit_in(words, forms) or (unit_form(words.strip()) if re.search(r"[局委办厅]$|部门$", words.strip()) else None)
    if named is None or leads(duty, named):
        return None
    written = next((unit for unit in duty.units if unit_form(unit) == named), named)
    return Correction(f"{written}牵头", f"{duty.lead}牵头" if duty.lead else "")


def denial(corrections: Sequence[Correction]) -> str:
    """The corrections in words: 文件写的是不少于7课时，不是10课时。"""
    return "".join(f"文件写的是{c.correct}，不是{c.claimed}。" if c.correct else "文件没有写明由谁牵头。" for c in corrections)


def _kind(value: re.Match[str]) -> tuple[str, str]:
    """The scale and unit of a value; people and pieces are counted in several words."""
    return value["scale"], "个" if value["unit"] in ("个", "名", "人", "家", "所", "台", "块") else value["unit"] or ""


def _shared(asked: str, value: re.Match[str], said: str, other: re.Match[str]) -> int:
    """How many pairs of characters stand around both values."""
    one = asked[max(0, value.start() - _NEAR) : value.start()] + asked[value.end() : value.end() + _NEAR]
    two = said[max(0, other.start() - _NEAR) : other.start()] + said[other.end() : other.end() + _NEAR]
    return len({one[i : i + 2] for i in range(len(one) - 1)} & {two[i : i + 2] for i in range(len(two) - 1)})
