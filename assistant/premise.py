"""What a question takes for granted and the answer's clause says otherwise: "10课时" where the clause has 不少于7课时. Pure.

Only where the question states a value (not where it asks for one), the clause has one of the same unit in the words that the question speaks of,
and none that is equal. Who leads is compared in the same way.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.contrary import Correction, contrary
from assistant.roles import LEAD
from assistant.understand import districts
from index.documents import Duty
from index.folding import fold_text
from index.ledger import leads
from index.reading import bare, bigrams
from index.units import unit_form, unit_in

_UNITS = "课时|个百分点|%|‰|岁|分钟|小时|公里|平方米|张|名|人|家|个|台|块|所|项|条|批|种|类|亿元|万元|元|天|年内|次|倍"
_VALUE = re.compile(
    rf"(?P<before>≥|≤|>|<|不少于|不低于|不高于|不超过|至少|力争达到)?(?P<number>(?<![\d.每])\d+(?:\.\d+)?(?:-\d+)?)(?P<scale>[万亿]?)(?P<unit>{_UNITS})?(?P<after>及?以上|及?以下|以内|左右)?"
)
_LEADS = re.compile(
    rf"由(?P<by>[^,。?]{{2,14}}?)(?:来)?(?:{LEAD})|(?P<first>[^,。?的]{{2,12}}?)(?:来|在)?(?:{LEAD})|牵头(?:的)?(?:单位)?(?:是|为)(?P<after>[^,。?]{{2,12}})"
)
_ASKS_WHAT = re.compile(r"(?:的|了|有|抓|负责|推进|开展)*(?:哪|几|什么|多少).{0,3}(?:行动|工作|任务|措施|项|条|事|活)")
_HOTLINE = re.compile(r"(?<!\d)(?:1\d{4}|12\d{3})(?!\d)")
_YEAR_BY = re.compile(r"(?<!\d)((?:19|20)\d\d)年?(?:前|之前|底)?(?:要|会|就|才)?(?:建成|达到|完成|实现|做到|建好)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_ROW = re.compile(r"^[^:。]{2,60}\((?P<unit>[^()]{1,8})\):")  # 人均预期寿命(岁):2027年目标 82.7
_CELL = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))[≥≤<>]?\d+(?:\.\d+)?(?:左右)?(?![\d.]*年)")
_NATURE = re.compile(r"预期性|约束性")
_LIMITED = re.compile(r"重点人群|老年人|城乡居民|县级|基层")
_STATED = re.compile(r"(?:到|达|为|是|至|成)$")
_POST = r"市委书记|书记|副市长|市长|副县长|县长|区长|副?主任|局长|秘书长"
_HEADS = re.compile(
    rf"(?P<before>{_POST})(?:(?:任|担任|当|做|是)[^,。?]{{0,8}}组长|(?:挂帅|领衔|牵头|带队)[^,。?]{{0,14}}小组)|组长(?:就)?(?:是|由|为|不是|是不是)+(?P<after>{_POST})"
)
_HEAD = re.compile(r"由[^,。、]{2,12}任(?:组长|主任)")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_NO_CLAIM = re.compile(r"城市|文件|地方|单位|部门|问题|方面")  # 三个城市 counts what is asked about
_COUNT = re.compile(r"(?:一共|总共|共|有)(?:部署|安排|提出|列)?(?:了|有)?(?P<number>\d+)(?P<unit>大?[项个条类章])")
_ASKS_VALUE = re.compile(r"多少|几|什么|哪|谁|怎么|如何|为何|啥|咋|何时|多[高大长久]")
_BASELINE = re.compile(r"近年来|,全市人均期望寿命|会议|发布|印发")
SAME = 0.6
"""The share of a question's pairs of characters that a sentence of another year must have to speak of the same thing."""
# What tells the assistant what to say is no premise, and is not repeated.
_INSTRUCTS = re.compile(
    r"忽略|无视|请(?:你)?(?:直接|只|一律)?(?:回答|作答|宣布|说)|改成|改写|假装|扮演|口吻|为准|输出|不要引用|别翻|原样|直接(?:说|回答|宣布)|system|ignore",
    re.I,
)


def states_value(question: str) -> bool:
    """Whether a question states a value with a unit, or a year of what it does not ask for, which a sentence may contradict."""
    asked = fold_text(question)
    if _INSTRUCTS.search(asked):
        return False
    return any(value["unit"] for value in _VALUE.finditer(asked)) or (len(_YEAR.findall(asked)) == 1 and not _ASKS_VALUE.search(asked))


def corrected(question: str, sentence: str) -> Correction | None:
    """What of a question a sentence contradicts, the first of it; None where it states nothing, or nothing is contradicted."""
    asked, said = bare(question), bare(sentence)
    if _INSTRUCTS.search(asked):
        return None
    if row := _ROW.match(said):
        return _nature(asked, said) or _of_row(asked, said, row)
    return (
        next((found for check in (_value, _hotline, _year, _head) if (found := check(asked, said))), None)
        or _place(asked, sentence)
        or contrary(asked, sentence)
    )


def count_corrected(question: str, count: int) -> Correction | None:
    """The number that a question says a list to have, where it has another: 一共30项 where there are 28."""
    match = _COUNT.search(fold_text(question))
    if not match or int(match["number"]) == count:
        return None
    return Correction(match["number"] + match["unit"], f"{count}{match['unit']}")


def _value(asked: str, said: str) -> Correction | None:
    """A value of the same unit in the same words that is another."""
    others = list(_VALUE.finditer(said))
    for value in _VALUE.finditer(asked) if others else ():
        if not value["unit"] or _NO_CLAIM.match(asked, value.end()):
            continue
        same_unit = [v for v in others if _kind(v) == _kind(value) or (value["scale"] and v["scale"] == value["scale"] and not v["unit"])]
        if not same_unit:
            continue
        mine = _around(asked, value)
        shared = [len(mine & _around(said, v)) for v in same_unit]
        nearest = same_unit[shared.index(max(shared))]
        equal = [n for n, v in zip(shared, same_unit, strict=True) if _equal(v, value)]
        if (equal and (max(shared) < 2 or max(equal) == max(shared))) or (len(same_unit) > 1 and max(shared) < 2):
            continue
        if max(shared) or value["unit"] in ("课时", "个百分点"):
            return Correction(value.group(), nearest.group())
    return None


def _of_row(asked: str, said: str, row: re.Match[str]) -> Correction | None:
    """The one value of a table row, whose unit its name says, where the question states another for the same year."""
    if any(limit not in asked for limit in _LIMITED.findall(said[: row.end()])):
        return None  # 重点人群家庭医生签约覆盖率 is not 家庭医生签约覆盖率
    values = {match.group() for match in _CELL.finditer(said, row.end())}
    unit = _VALUE.match("1" + row["unit"])
    if len(values) != 1 or unit is None:
        return None
    written = next(iter(values))
    number = re.sub(r"[^\d.]", "", written)
    for value in _VALUE.finditer(asked):
        same = (
            _kind(value) == _kind(unit)
            if value["unit"]
            else bool(_STATED.search(asked[: value.start()])) and not _YEAR.fullmatch(value["number"])
        )
        year = _YEAR.findall(asked[: value.start()])[-1:]
        if same and float(value["number"].split("-")[0]) != float(number) and all(y in said for y in year):
            return Correction(value.group(), written)
    return None


def _nature(asked: str, said: str) -> Correction | None:
    """Whether an indicator is expected or binding, where its row says the other."""
    mine, theirs = (_NATURE.findall(text) for text in (asked, said))
    return Correction(mine[0], theirs[0]) if len(mine) == 1 and len(theirs) == 1 and mine != theirs else None


def _hotline(asked: str, said: str) -> Correction | None:
    mine, theirs = _HOTLINE.findall(asked), _HOTLINE.findall(said)
    return Correction(mine[0], theirs[0]) if mine and theirs and not set(mine) & set(theirs) else None


def _year(asked: str, said: str) -> Correction | None:
    """The year by which something is to be done, or in which a value that both say is to be reached."""
    there = _YEAR.findall(said)
    by = _YEAR_BY.search(asked)
    if by and there and by[1] not in there:
        return Correction(f"{by[1]}年", f"{there[0]}年")
    mine = _YEAR.findall(asked)
    if len(mine) != 1 or len(set(there)) != 1 or mine[0] in there or re.search(r"多少|几|什么时候|哪一?年", asked):
        return None
    claimed = bigrams(re.sub(r"\d+年?", "", asked))
    if not _ASKS_VALUE.search(asked) and len(claimed & bigrams(said)) >= SAME * len(claimed) and not _BASELINE.search(said):
        return Correction(f"{mine[0]}年", f"{there[0]}年")
    both = {v.group() for v in _VALUE.finditer(asked) if v["unit"] and v["unit"] != "岁"} & {v.group() for v in _VALUE.finditer(said)}
    return Correction(f"{mine[0]}年", f"{there[0]}年") if both else None


def _head(asked: str, said: str) -> Correction | None:
    """Who is said to head a group, where another does: 市委书记 for 由政府主要领导任组长."""
    mine, theirs = _HEADS.search(asked), _HEAD.search(said)
    post = (mine["before"] or mine["after"]) if mine else ""
    return Correction(f"{post}任组长", theirs.group()) if post and theirs and post not in theirs.group() else None


def _place(asked: str, sentence: str) -> Correction | None:
    """A county that a question names, where the sentence names others: the part of it that does."""
    counties = sorted({name for names in districts().values() for name in names}, key=len, reverse=True)
    mine = next((name for name in counties if name in asked), "")
    for part in re.split(r"[,，。;；]", sentence) if mine and mine not in fold_text(sentence) else ():
        if any(name in fold_text(part) for name in counties):
            named = re.search(rf"{mine}[市县区]?", asked)
            return Correction(named.group() if named else mine, part)
    return None


def lead_corrected(question: str, duty: Duty) -> Correction | None:
    """The unit that a question says to lead, where the duty says that another does, or none."""
    asked = fold_text(question)
    if head := _head(asked, fold_text(duty.lead_basis or "")):
        return head
    match = _LEADS.search(asked)
    if not match or _INSTRUCTS.search(asked) or "还是" in asked or _ASKS_WHAT.match(asked, match.end()):
        return None
    words = re.split("由|是", next(group for group in match.groups() if group))[-1]
    if re.search(r"谁|哪|什么|是否", words):
        return None
    forms = frozenset(unit_form(unit) for unit in duty.units)
    unit = unit_in(words, forms) or (unit_form(words.strip()) if re.search(r"[局委办厅]$|部门$", words.strip()) else None)
    if unit is None or leads(duty, unit):
        return None
    written = next((name for name in duty.units if unit_form(name) == unit), unit)
    return Correction(f"{written}牵头", f"{duty.lead}牵头" if duty.lead else "")


def denial(corrections: Sequence[Correction]) -> str:
    """The corrections in words: 文件写的是不少于7课时，不是10课时。"""
    return "".join(f"文件写的是{c.correct}，不是{c.claimed}。" if c.correct else "文件没有写明由谁牵头。" for c in corrections)


def _kind(value: re.Match[str]) -> str:
    """The unit of a value; people and pieces are counted in several words."""
    return "个" if value["unit"] in ("个", "名", "人", "家", "所", "台", "块") else value["unit"] or ""


def _equal(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two values have a number in common: 3岁 and 0-3岁, 8000个 and 0.8万个."""
    return bool(_numbers(one) & _numbers(other))


def _numbers(value: re.Match[str]) -> set[Decimal]:
    """The numbers of a value, scaled."""
    return {Decimal(number) * _SCALES[value["scale"]] for number in value["number"].split("-")}


def _around(text: str, value: re.Match[str]) -> set[str]:
    """The pairs of characters around a value, in its part between commas: what it is the value of."""
    start = max(text.rfind(mark, 0, value.start()) for mark in ",。;") + 1
    end = min((at for mark in ",。;" if (at := text.find(mark, value.end())) >= 0), default=len(text))
    return bigrams(text[start : value.start()]) | bigrams(text[value.end() : end])
