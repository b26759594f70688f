"""What a question takes for granted and the answer's clause says otherwise: "10课时" where the clause has 不少于7课时. Pure.

The question's own claim is held against the sentence that answers it, slot by slot: a value with what it is the value of, its bounds and whether it
is a change; the year; who heads or houses something; the place; what is required, free, done (`contrary`). Who leads is compared in the same way.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.premises.alike import Correction
from assistant.premises.claimed import Value, claimed_years, instructs, of_document, values, without_places, written
from assistant.premises.contrary import FALLS, RISES, contrary
from assistant.premises.holders import head_corrected, seat_corrected
from assistant.premises.scope import counted
from assistant.question.mentions import districts
from index.folding import fold_text
from index.reading import BARE_YEAR, bare, bigrams

_HOTLINE = re.compile(r"(?<!\d)(?:1\d{4}|12\d{3})(?!\d)")
_BY = re.compile(r"(?:建成|达到|完成|实现|做到|建好)")
# 人均预期寿命(岁):2027年目标 82.7
_ROW = re.compile(r"^[^:。]{2,60}?(?:\((?P<unit>[^()]{1,8})\):|:(?=[^。]{0,60}(?:年(?:目标|基数)|表中单元格)))")
_CELL = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?!\d))[≥≤<>]?(?P<number>\d+(?:\.\d+)?)(?:左右)?(?![\d.]*年)")
_NOTE = re.compile(r"\((?:表中|预期性|约束性)[^()]*\)")
_NATURE = re.compile(r"预期性|约束性")
_LIMITED = re.compile(r"重点人群|老年人|城乡居民|县级|基层")
_PER_PLACE = re.compile(r"每(?:一|个)?(?:县|镇|乡|街道|村|社区|学校|医院|家庭|[户校院])|每[所家]")
_NO_CLAIM = re.compile(r"城市|文件|地方|单位|部门|问题|方面")  # 三个城市 counts what is asked about
_COUNT = re.compile(
    r"(?:一共|总共|共|有|部署|安排|提出|列|分|设|搞)(?:部署|安排|提出|列|出|成|为)?(?:了|有)?(?P<number>\d+)(?P<unit>大?[项个条类章]|大(?=行动|工程|任务|领域))"
)
_ASKS_VALUE = re.compile(r"多少|几|什么|哪|谁|怎么|如何|为何|啥|咋|何时|多[高大长久]")
_BASELINE = re.compile(r"近年来|,全市人均期望寿命|会议|发布|印发")
_OF_A_TIME = re.compile(r"多少|几(?!乎)|什么时候|哪一?年|何时|啥时|吗.*还是")
_ASKS_WHICH_YEAR = re.compile(r"[^;。?]*哪[一1]?年[^;。?]*")
_FILLER = re.compile(
    rf"听说|据说|打算|计划|规划|方案|文件|纲要|意见|提出|规定|要求|(?:以|之)?前|(?:放|定)在|期限|目标|{_BY.pattern}|[要把将在的了就才会能到是年底得让给]|\d+(?:\.\d+)?"
)
_UP, _DOWN = "提高|提升|上升|增加|增长|新增|扩大", "降低|下降|减少|压减|缩减|减"
_CHANGES, _COMES_TO = re.compile(rf"(?:{_UP}|{_DOWN})了?$"), re.compile(r"(?:到|至|达|为|是|只有|仅|才|只)$")
DENIES = "文件写的是"
SAME, SAME_LEAST = 0.6, 4
"""The share of the pairs of characters of what is claimed for a year that a sentence of another must have to speak of the same thing, and how many."""
SURER = 2
"""By how much more the words of another value must be those of a claimed one than the words of an equal value are."""
LONGEST_PART = 24
"""Characters of what a value is the value of that are quoted with it, where a sentence has several of its unit."""


def states_value(question: str) -> bool:
    """Whether a question states a value, the nature of an indicator, or a year of what it does not ask for, which a sentence may contradict."""
    asked = written(bare(question))
    if instructs(asked):
        return False
    return (
        any(value.unit or value.scale for value in values(asked))
        or bool(_NATURE.search(asked))
        or (len(set(claimed_years(asked))) == 1 and not _OF_A_TIME.search(asked))
    )


def corrected(question: str, sentence: str, place: str | None = None) -> Correction | None:
    """What of a question a sentence contradicts, the first of it; None where it states nothing, or nothing is contradicted.

    ``place`` is what the sentence's document is about ("" where that is masked, None where it is not known): what is said of others is no claim on it.
    """
    asked, said = written(of_document(bare(question), place)), written(bare(sentence))
    if instructs(asked):
        return None
    if row := _ROW.match(said):
        return (
            _nature(asked, said)
            or _of_row(asked, said, row)
            or counted(asked, [said[: row.end()].rstrip(":")])
            or _trend(asked, said, row)
            or (None if row["unit"] else _value(asked, said) or contrary(asked, sentence))
        )
    return (
        next((found for check in (_value, _change, _hotline, _year, head_corrected, seat_corrected) if (found := check(asked, said))), None)
        or _place(asked, sentence)
        or contrary(asked, sentence)
    )


def agrees(question: str, found: Correction, sentence: str, other: str) -> bool:
    """Whether another sentence says what a question claims and one contradicts: it has that value of what is as like, or that year."""
    asked = written(bare(question))
    mine = next((value for value in values(asked) if value.words == found.claimed), None)
    if mine is None:
        return bool(BARE_YEAR.fullmatch(found.claimed.removesuffix("年"))) and found.claimed in bare(other)
    least = max((share for share, _ in _likeness(mine, sentence)), default=SURER)
    return any(equal and share >= max(least, SURER) for share, equal in _likeness(mine, other))


def _likeness(mine: Value, sentence: str) -> list[tuple[int, bool]]:
    """For the values of a sentence or row that are of a value's unit: how like they are in what they are of, and whether they are equal to it."""
    said = written(bare(sentence))
    if row := _ROW.match(said):
        share = 3 * len(mine.part & frozenset(bigrams(row.group())))
        scale = _row_scale(row["unit"] or "")
        return [(share, Decimal(cell["number"]) * scale in mine.numbers) for cell in _CELL.finditer(said, row.end())]
    return [(mine.shared(value), value.equals(mine)) for value in values(said) if _comparable(mine, value)]


def count_corrected(question: str, count: int) -> Correction | None:
    """The number that a question says a list to have, where it has another: 一共30项 where there are 28."""
    match = _COUNT.search(written(fold_text(question)))
    if not match or int(match["number"]) == count:
        return None
    unit = "个" if match["unit"] == "大" else match["unit"]
    return Correction(match["number"] + unit, f"{count}{unit}")


def _value(asked: str, said: str) -> Correction | None:
    """A value that the sentence has otherwise: of those of its unit, the one of the same thing."""
    theirs = values(said)
    for mine in values(asked) if theirs else ():
        same = [value for value in theirs if _comparable(mine, value)]
        if not same and (other := next((v for v in theirs if mine.measured_otherwise(v) and len(mine.part & v.part) >= SAME_LEAST), None)):
            return Correction(mine.words, other.words)
        if not same or _NO_CLAIM.match(asked, mine.end):
            continue
        shared = [mine.shared(value) for value in same]
        best = max(shared)
        likest = [value for value, share in zip(same, shared, strict=True) if share == best]
        equal = [share for value, share in zip(same, shared, strict=True) if value.equals(mine)]
        if equal:
            agreeing = next((value for value in likest if value.equals(mine)), None)
            if agreeing and _opposed(mine, agreeing):
                return Correction(mine.words, agreeing.words)
            if best < max(equal) + SURER:
                continue
        if len({value.numbers for value in likest}) == 1 and (best or mine.unit in ("课时", "个百分点")):
            return Correction(mine.words, _quoted(likest[0], whole=bool(equal)))
    return None


def _comparable(mine: Value, theirs: Value) -> bool:
    """Whether two values are of one unit; 80万 without one may count people, and so may 500亿 be money."""
    if mine.unit and theirs.unit:
        return mine.unit == theirs.unit
    return bool(mine.scale or theirs.scale) and (mine.unit or theirs.unit) in ("个", "元", "")


def _opposed(mine: Value, theirs: Value) -> bool:
    """Whether one is a least and the other a most."""
    least, most = ("at least", "more"), ("at most", "less")
    return (mine.limit in least and theirs.limit in most) or (mine.limit in most and theirs.limit in least)


def _quoted(value: Value, *, whole: bool) -> str:
    """A value in the sentence's words; with what it is the value of, where the claimed one is there too, of something else."""
    if not whole or len(value.before) > LONGEST_PART:
        return value.words
    return value.before + value.words + (value.after if len(value.before) < SAME_LEAST and len(value.after) < LONGEST_PART else "")


def _change(asked: str, said: str) -> Correction | None:
    """A level that is a change in the sentence, or the reverse: 到15% for 提高15%; 压到1.73人, where only 下降30% is said."""
    mine, theirs = values(asked), [value for value in values(said) if value.unit == "%"]
    for claim in mine:
        level, change = _COMES_TO.search(claim.before), _CHANGES.search(claim.before)
        for value in theirs:
            other, same = _CHANGES.search(value.before), value.unit == claim.unit and value.equals(claim)
            if (
                level
                and other
                and len(claim.part & value.part) >= 2
                and (same or (len(theirs) == 1 and len(values(said)) == len(mine) == 1))
            ):
                return Correction(level.group() + claim.words, other.group() + value.words)
            if change and same and re.search("到$", value.before):
                return Correction(change.group() + claim.words, f"{value.before[-3:]}{value.words}")
    return None


def _of_row(asked: str, said: str, row: re.Match[str]) -> Correction | None:
    """The values of a table row, whose unit its name says, where the question states another for the same year, or for none of them."""
    if any(limit not in asked for limit in _LIMITED.findall(said[: row.end()])):
        return None  # 重点人群家庭医生签约覆盖率 is not 家庭医生签约覆盖率
    if _PER_PLACE.search(asked) and not _PER_PLACE.search(said):
        return None  # so many in each village are no row of so many for each thousand
    body = said[row.end() :].rstrip("。").split(";")
    for mine in values(_ASKS_WHICH_YEAR.sub("", asked)):
        if BARE_YEAR.fullmatch(mine.words) or not _of_unit(mine, row["unit"] or ""):
            continue
        year = (claimed_years(asked[: mine.start]) or claimed_years(asked))[-1:]
        cells = [_NOTE.sub("", cell) for cell in body if not year or year[0] in cell or not BARE_YEAR.search(cell)]
        found = [cell for each in cells for cell in _CELL.finditer(each)]
        if not found or any(Decimal(cell["number"]) * _row_scale(row["unit"] or "") in mine.numbers for cell in found):
            continue
        return Correction(mine.words, found[0].group() if len(found) == 1 else ";".join(cells))
    return None


def _trend(asked: str, said: str, row: re.Match[str]) -> Correction | None:
    """That a row's values fall, where the question has them rise, or the reverse."""
    body = _NOTE.sub("", said[row.end() :]).rstrip("。")
    found = [Decimal(cell["number"]) for cell in _CELL.finditer(body)]
    if len(found) < 2 or "还是" in asked or found != sorted(found, reverse=found[0] > found[-1]) or found[0] == found[-1]:
        return None
    mine, theirs = (RISES, FALLS) if found[0] > found[-1] else (FALLS, RISES)
    claim = mine.search(asked)
    return Correction(claim.group(), body) if claim and claim.group() not in row.group() and not theirs.search(asked) else None


def _of_unit(value: Value, unit: str) -> bool:
    """Whether a value can be one of a row whose unit is so."""
    if not unit or "/" in unit:
        return value.unit in ("", "个")
    there = next(iter(values("1" + unit)), None)
    return not value.unit or there is None or value.unit == there.unit


def _row_scale(unit: str) -> int:
    return {"万": 10_000, "亿": 100_000_000}.get(unit[:1], 1)


def _nature(asked: str, said: str) -> Correction | None:
    """Whether an indicator is expected or binding, where its row says the other."""
    mine, theirs = (_NATURE.findall(text) for text in (asked, said))
    return Correction(mine[0], theirs[0]) if len(mine) == 1 and len(theirs) == 1 and mine != theirs else None


def _hotline(asked: str, said: str) -> Correction | None:
    mine, theirs = _HOTLINE.findall(asked), _HOTLINE.findall(said)
    return Correction(mine[0], theirs[0]) if mine and theirs and not set(mine) & set(theirs) else None


def _year(asked: str, said: str) -> Correction | None:
    """The year of what is claimed, where the sentence has the same of another."""
    mine, there = claimed_years(asked), claimed_years(said)
    if len(set(mine)) != 1 or not there or mine[0] in there or _BASELINE.search(said):
        return None
    claim = next((part for part in re.split(r"[,。;?!]", asked) if mine[0] in part), "")
    by = _BY.search(claim) and len(set(there)) == 1
    if _OF_A_TIME.search(asked) or (_ASKS_VALUE.search(claim) and not by):
        return None
    thing = _named(claim)
    thing = thing if len(thing) >= SAME_LEAST else _named(asked)  # 那是2030年的目标 goes on about the part before
    held = sum(pair in said for pair in thing)
    valued = any(
        value.unit != "岁" and value.equals(other) and value.unit == other.unit and value.own & other.own
        for value in values(claim)
        for other in values(said)
    )
    if (held >= SAME_LEAST and held >= SAME * len(thing)) or (valued and len(set(there)) == 1):
        return Correction(f"{mine[0]}年", f"{_year_of(thing, said, there)}年")
    return None


def _named(claim: str) -> list[str]:
    """The pairs of characters of what is claimed for a year, without what only says that it is to be."""
    return [pair for piece in _FILLER.split(without_places(claim)) for pair in bigrams(piece)]


def _year_of(thing: Sequence[str], said: str, there: Sequence[str]) -> str:
    """The year that governs the part of a sentence that has most of a thing."""
    parts = re.split(r"[,;。]", said)
    likest = max(range(len(parts)), key=lambda n: sum(pair in parts[n] for pair in thing))
    return (claimed_years(",".join(parts[: likest + 1])) or list(there))[-1]


def _place(asked: str, sentence: str) -> Correction | None:
    """A county that a question names, where the sentence names others: the part of it that does."""
    counties = sorted({name for names in districts().values() for name in names}, key=len, reverse=True)
    mine = next((name for name in counties if name in asked), "")
    for part in re.split(r"[,，。;；]", sentence) if mine and mine not in fold_text(sentence) else ():
        if any(name in fold_text(part) for name in counties):
            named = re.search(rf"{mine}[市县区]?", asked)
            return Correction(named.group() if named else mine, part)
    return None


def denial(corrections: Sequence[Correction]) -> str:
    """The corrections in words: 文件写的是不少于7课时，不是10课时。"""
    return "".join(f"{DENIES}{c.correct}，不是{c.claimed}。" if c.correct else "文件没有写明由谁牵头。" for c in corrections)
