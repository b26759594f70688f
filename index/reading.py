"""What a sentence says, in slots: its quantities with unit, comparator, year and owner; units of government; strength; negation. Pure.

"到2030年,15岁以上人群吸烟率降低到20%以下" holds the quantities
15岁 (at least) and 20% (at most), the second of the year 2030, with "吸烟率降低到" before it. All texts here are folded first, so that
script, width and numerals make no difference.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

import rjieba

import index.words  # noqa: F401  # its words of health policy make the segmenter cut as the index does
from index.folding import fold_text
from index.units import unit_form

# Comparators before and after a number, by what they mean.
BEFORE = {
    "≥": "at least", ">=": "at least", "不少于": "at least", "不低于": "at least", "不小于": "at least", "至少": "at least",
    "最少": "at least", "≤": "at most", "<=": "at most", "不高于": "at most", "不超过": "at most", "不大于": "at most",
    "不得低于": "at least", "不得少于": "at least", "不应低于": "at least", "不得高于": "at most", "不得超过": "at most", "不应超过": "at most",
    "不多于": "at most", "最多": "at most", "至多": "at most", ">": "more", "超过": "more", "高于": "more", "大于": "more",
    "多于": "more", "突破": "more", "<": "less", "低于": "less", "小于": "less", "少于": "less", "不足": "less", "约": "about",
    "大约": "about", "近": "nearly", "接近": "nearly",
}  # fmt: skip
AFTER = {
    "及以上": "at least", "以上": "at least", "或以上": "at least", "及以下": "at most", "以下": "at most", "以内": "at most",
    "之内": "at most", "左右": "about", "上下": "about",
}  # fmt: skip
SCALES = {"万": 10_000, "亿": 100_000_000, "千": 1000, "百": 100, "千万": 10_000_000, "百万": 1_000_000, "万亿": 10**12}
UNITS = (
    "个百分点|百分点|平方公里|平方千米|平方米|公里|千米|毫米水柱|米|课时|学时|小时|分钟|周岁|岁|人次|人|名|张|元|美元|亩|%|‰|倍|成|"
    "个工作日|工作日|天|日|周|星期|个月|月|年|季度|次|年级|级|期|届|位|户|家|所|辆|台|套|座|处|片|条|项|大类|类|种|批|个|门|支|例|克|毫克|克/日|度|吨|部|份|本|号|点|节|/10万|/万"
)  # fmt: skip
# How firmly a thing is said. What is said plainly (要, 将, 应) is its own class and needs no word.
STRENGTH = {
    "try": ("探索", "酌情"),
    "encourage": ("鼓励", "支持", "倡导", "提倡", "引导", "动员", "号召", "推荐", "建议", "扶持"),
    "strive": ("力争", "争取", "争创", "力求", "努力", "尽量", "尽可能", "原则上"),
    "must": ("必须", "严禁", "不得", "强制", "务必", "禁止", "不准"),
    "ensure": ("确保", "保证", "保障"),
}
NEGATION = re.compile(
    r"不再|不得|不能|不会|不是|不可|不予|不准|不要|不应|不宜|不必|无需|无须|毋须|并非|没有|尚未|从未|禁止|严禁|取消|停止|拒绝|免除|免于|不|未|没|无"
)
# Words with 不, 未, 无 in them that deny nothing.
NO_NEGATION = re.compile(
    r"不断|不仅|不但|不良|不同|不充分|不足|不动产|不孕|不育|不久|不定期|不明原因|不均衡|不平衡|不管|不论|不限于|不含|未病|未来|未成年|未婚|无烟|无障碍|无偿|无害化|"
    r"(?:并不是|并不|不是|不)(?:由[^,]{0,10})?牵头|无人|无菌|无创|无形|无线|无论|无纸化|无证|无缝|无痛|控烟|零跑腿"
)
# 2000亿 and 2000名 count something.
_COUNTS = "万亿个名家张台所元户例份人岁"
BARE_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?![\d{_COUNTS}])")  # whatever stands around it, so long as it is no digit
YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?=年|-|$|[^\d.%‰a-z{_COUNTS}]|年?版)")
TITLE = re.compile(r"<[^<>]{2,80}(?:<[^<>]*>[^<>]*)?>")
MARK = re.compile(r"\[\d+\]")
_COMPARATORS = re.compile("|".join(sorted(map(re.escape, BEFORE), key=len, reverse=True)))
_AFTER = "|".join(sorted(AFTER, key=len, reverse=True))
_SCALE = r"(?:万亿|千万|百万|亿|万|千(?!米|克)|百(?!分))?"
_QUANTITY = re.compile(
    rf"(?:(?P<before>{'|'.join(sorted(map(re.escape, BEFORE), key=len, reverse=True))})(?:(?<=至少|最少|最多|至多)[㐀-鿿]{{0,12}}?)?)?"
    rf"(?P<number>(?<![\d.a-z])\d+(?:,\d{{3}})*(?:\.\d+)?)(?P<scale>{_SCALE})(?P<unit>{UNITS})?(?P<after>{_AFTER})?"
)
_LEADING = re.compile(r"(?:(?<=^)|(?<=\n))\s*(?:\d{1,2}[.、)](?!\d)|[·•-](?!\d))\s*")
_ORDINAL = re.compile(r"第(?:\d+|[一二三四五六七八九十]+)")
_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日|(?P<year2>(?:19|20)\d\d)-(?P<month2>\d{1,2})-(?P<day2>\d{1,2})(?!\d)"
)
# 2024年意见 names a document, not a time that what follows speaks of.
_NAMED_BY_YEAR = re.compile(
    r"(?<!\d)((?:19|20)\d\d)年(?:的|发布的|印发的|出台的)?(?:那份|这份)?(?:实施意见|意见|行动纲要|纲要|规划|方案|文件|计划)(?!目标)"
)
_DOCUMENT_NUMBER = re.compile(r"[一-鿿x*]{0,8}[\[(]\d{4}[\])]\d+号|第\d+号")
_PARTS = re.compile(r"[,;。:!?\n]")
_STRENGTH = {word: name for name, words in STRENGTH.items() for word in words}
_STRENGTH_WORD = re.compile("|".join(sorted(_STRENGTH, key=len, reverse=True)))
# Words that contain a word of strength and are none: 支持性环境, 保障措施, 医疗保障, 健康引导员.
_NO_STRENGTH = re.compile(
    r"不得(?:低于|少于|高于|超过)|生育支持|支持(?:性|政策|体系|系统|中心|力度|能力|和保障|服务)|(?:医疗|社会|组织|经费|资金|政策|基本|服务|后勤|养老|制度|法制|条件|人才|投入|安全|供应|法治|健康|机制|权益|物资|血液|要素)保障|保障(?:措施|机制|体系|水平|制度|行动|工作|能力|政策|基金|局|性|条件|力度|待遇|房|卡|服务)|"
    r"努力程度|建议书|引导员|政府引导|导向|试点(?:城市|单位|工作|地区|县|医院|经验|项目|示范)|保证金|研究制定|支持、|社会支持|技术支持|政策支持|资金支持|生活习惯引导|舆论引导"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what belongs to it. ``value`` is scaled (5万 is 50000); ``years`` are those that govern it, "" where none does."""

    value: Decimal
    unit: str
    comparator: str
    start: int
    end: int
    years: tuple[str, ...] = ()
    owner: str = ""
    """The words before it (and a few after it), other numbers masked: what it is the number of."""
    label: str = ""
    """In a table cell with several values, what this one is of: 食品 of 食品:≥96."""

    @property
    def words(self) -> str:
        return f"{self.comparator} {self.value.normalize():f}{self.unit}".strip()


@lru_cache(maxsize=16_384)
def bare(text: str) -> str:
    """A text folded, without citation marks, list marks and white space at its ends; 、 stays apart from the comma."""
    kept = MARK.sub("", _LEADING.sub("", text)).replace("、", "\ue000")
    return fold_text(kept).replace("\ue000", "、").strip()


def parts(folded: str) -> list[tuple[int, int]]:
    """Spans between commas, semicolons, colons and full stops: the smallest statements."""
    spans, at = [], 0
    for match in _PARTS.finditer(folded):
        if match.start() > at:
            spans.append((at, match.start()))
        at = match.end()
    return [*spans, (at, len(folded))] if at < len(folded) else spans


def years(folded: str) -> list[tuple[int, str]]:
    """The years of a text with their places; the 2030 of a plan's title is none."""
    without = TITLE.sub(lambda m: "\0" * len(m.group()), folded)
    for pattern in (_DOCUMENT_NUMBER, _NAMED_BY_YEAR):
        without = pattern.sub(lambda m: "\0" * len(m.group()), without)
    return [(m.start(), m[1]) for m in YEAR.finditer(without)]


def documents_by_year(folded: str) -> list[str]:
    """The years by which a text names documents: 2024 of 2024年的实施意见."""
    return _NAMED_BY_YEAR.findall(folded)


def dates(folded: str) -> list[tuple[str, int, int]]:
    """Days as (year or "", month, day): 2018年7月5日 and 2018-07-05 are one."""
    found = [(m["year"] or m["year2"] or "", int(m["month"] or m["month2"]), int(m["day"] or m["day2"])) for m in _DATE.finditer(folded)]
    return [date for date in found if 1 <= date[1] <= 12 and 1 <= date[2] <= 31]


@lru_cache(maxsize=16_384)
def quantities(folded: str, carried: tuple[str, ...] = ()) -> tuple[Quantity, ...]:
    """The quantities of a folded text in order, years and document numbers not among them.

    ``carried`` are the years in force before the text. A list such as "2022年、2030年分别达到30%、35%" gives each number its own.
    """
    masked = _masked(folded)
    found = []
    for m in _QUANTITY.finditer(masked):
        unit, scale = m["unit"] or "", m["scale"] or ""
        value = Decimal(m["number"].replace(",", "")) * SCALES.get(scale, 1)
        comparator = BEFORE.get(m["before"] or "", "") or AFTER.get(m["after"] or "", "")
        found.append(Quantity(value, unit, comparator, m.start(), m.end()))
    return tuple(_bound(folded, _shared(folded, found), carried))


def numbers_of_documents(folded: str) -> list[str]:
    """Document numbers such as 嘉委发(2018)17号, by their end with two letters of the issuer's: 委发(2018)17号."""
    return [re.sub(r"^.*?(.{0,2}[\[(])", r"\1", m.group()) for m in _DOCUMENT_NUMBER.finditer(folded)]


def governing_years(sentence: str, at: int, until: int) -> tuple[str, ...]:
    """The years that a stretch of a sentence speaks of: those in it, else the last one before it."""
    named = years(sentence)
    inside = tuple(year for place, year in named if at <= place < until)
    return inside or tuple(year for place, year in named if place < at)[-1:]


def dated(sentences: Iterable[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Sentences that follow each other, each with the last year named before it."""
    earlier: tuple[str, ...] = ()
    for sentence in sentences:
        yield sentence, earlier
        earlier = tuple(year for _, year in years(sentence))[-1:] or earlier


def strength(folded: str) -> list[tuple[int, str]]:
    """The words of strength with their places, as classes."""
    without = _NO_STRENGTH.sub(lambda m: "\0" * len(m.group()), folded)
    return [(m.start(), _STRENGTH[m.group()]) for m in _STRENGTH_WORD.finditer(without)]


@lru_cache(maxsize=16_384)
def tokens(folded: str) -> tuple[tuple[str, str], ...]:
    """Words with their tags."""
    return tuple(rjieba.tag(folded, hmm=False))


def negations(folded: str) -> list[str]:
    """The words that deny; those that are part of a comparator (不少于) or of a term (不良) do not count."""
    return NEGATION.findall(NO_NEGATION.sub("", _COMPARATORS.sub("", folded)))


def bigrams(folded: str) -> set[str]:
    """Pairs of neighbouring Han characters, and Latin words and numbers whole."""
    pairs = {run[i : i + 2] for run in re.findall(r"[㐀-鿿]+", folded) for i in range(len(run) - 1)}
    return pairs | set(re.findall(r"[a-z]+|\d+(?:\.\d+)?", folded))


def likeness(one: set[str], other: set[str]) -> float:
    """Dice's coefficient of two sets of pairs."""
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def similarity(one: str, other: str) -> float:
    """How alike two folded texts are, from 0 to 1, by their pairs."""
    return likeness(bigrams(one), bigrams(other))


def likest_parts(folded: str, sentences: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each part of a text with the part of some sentences that it is most like; "" where there are none."""
    every = [sentence[a:b] for sentence in sentences for a, b in parts(sentence)]
    mine = [folded[a:b] for a, b in parts(folded)]
    return tuple((part, max(every, key=lambda other: similarity(part, other), default="")) for part in mine)


def organs(folded: str) -> list[tuple[int, int, str]]:
    """The units of government that a text names: their spans, and the forms under which they are compared."""
    without = TITLE.sub(lambda m: "\0" * len(m.group()), folded)
    found = []
    for piece in re.finditer(r"[^、,;。:()\[\]\s\"\0]+", without):
        at = piece.start()
        for part in _AROUND_ORGANS.split(piece.group()):
            start = folded.index(part, at) if part else at
            at = start + len(part)
            words = _DOING.sub("", part)
            if match := _LEVELLED.search(words) or _BARE.fullmatch(words):
                first = start + match.start()
                found.append((first, first + len(match.group()), unit_form(match.group())))
    return found


_AROUND_ORGANS = re.compile(r"根据|按照|依据|和|与|及|由|是|有|包括|为|在|把|将|归|给|也|列|除|还|的(?=市|省|县|区)")
_SUFFIX = r"(?:委员会|委|(?<![布格大全结定僵棋残])局|办公室|办|厅|残联|妇联|工商联|科协|工会|团市委|红十字会|海关|总队|支队|联合会|集团|公司|部门|宣传部|组织部|统战部|工作部)"
_DOING = re.compile(r"(?:担任|兼任|任副?组长|任组长|副?组长|主任|牵头|负责|配合|参与|参加|主导|协同|会同|落实|等|等部门|等单位|共同)+$")
_LEVELLED = re.compile(rf"(?:[一-鿿]{{2}}市|[省市县区州])(?!场|级|民|域|政(?!府|协))[一-鿿]{{1,10}}?{_SUFFIX}$")
_BARE = re.compile(
    rf"(?!全|本|各|有关|相关|主管|多|跨|责任|牵头|配合|其他|上述|政府|多个|哪|.*(?:的|提出|各级|要求|意见|文件|领导小组))[一-鿿]{{1,12}}{_SUFFIX}|残联|妇联|科协|总工会|红十字会|海关"
)


def _masked(folded: str) -> str:
    """The text with what looks like a quantity and is none blanked out, each character for one."""
    blank = lambda m: "\0" * len(m.group())  # noqa: E731
    masked = _LEADING.sub(blank, folded)
    for pattern in (MARK, TITLE, _DOCUMENT_NUMBER, _ORDINAL, _DATE):
        masked = pattern.sub(blank, masked)
    return re.sub(r"(?<!\d)(?:19|20)\d\d(?:年版|年|(?=-(?:19|20)\d\d))", blank, masked)


def _shared(folded: str, found: list[Quantity]) -> list[Quantity]:
    """A comparator before the first or after the last number of a list holds for all: "95%、90%以上" is at least both."""
    made = list(found)
    for n, q in enumerate(found):
        if not q.comparator:
            others = [o for k, o in enumerate(found) if k != n and o.comparator and o.unit == q.unit and _in_list(folded, found, k, n)]
            others = [o for o in others if not YEAR.search(folded, min(o.end, q.end), max(o.start, q.start))]  # each year has its own
            first = [o for o in others if o.start < q.start and not re.search(_AFTER, folded[o.start : o.end])]
            last = [o for o in others if o.start > q.start and re.search(_AFTER, folded[o.start : o.end])]
            if first or last:
                made[n] = replace(q, comparator=(first or last)[-1].comparator)
    return made


def _bound(folded: str, found: list[Quantity], carried: tuple[str, ...]) -> Iterator[Quantity]:
    """The quantities with their years and owners."""
    named = years(folded)
    for n, q in enumerate(found):
        sentence = folded.rfind("。", 0, q.start) + 1
        governing = _years_before(folded, named, q, found, n, sentence) or carried or _years_after(folded, named, q)
        yield Quantity(q.value, q.unit, q.comparator, q.start, q.end, governing, _owner(folded, found, n, sentence))


def _years_before(folded: str, named: list[tuple[int, str]], q: Quantity, found: list[Quantity], n: int, sentence: int) -> tuple[str, ...]:
    before = [(at, year) for at, year in named if sentence <= at < q.start]
    if not before:
        return ()
    group = [before[-1]]
    for at, year in reversed(before[:-1]):
        if not re.fullmatch(r"年?(?:[,、和及与]|以及)", folded[at + 4 : group[0][0]]):
            break
        group.insert(0, (at, year))
    if len(group) > 1:
        after = [k for k in range(len(found)) if found[k].start > group[-1][0] and _in_list(folded, found, k, n)]
        if len(after) == len(group) and n in after:
            return (group[after.index(n)][1],)
    return tuple(year for _, year in group)


def _in_list(folded: str, found: list[Quantity], k: int, n: int) -> bool:
    """Whether two quantities stand in one list: only numbers and 、和, between them; cells of a table have a space only."""
    a, b = sorted((k, n))
    if any(not folded[x.end : y.start].strip() for x, y in pairwise(found[a : b + 1])):
        return False
    between = re.sub(r"[、,和及与]|以及|达到|到|至", "", folded[found[a].end : found[b].start])
    return a == b or not re.sub(r"[\d.%‰]+|" + UNITS + r"|\W", "", between)


def _years_after(folded: str, named: list[tuple[int, str]], q: Quantity) -> tuple[str, ...]:
    """A year in brackets, or in the same part, after a number that none governs."""
    stop = min((m.start() for m in re.finditer(r"[,;。\n]", folded) if m.start() >= q.end), default=len(folded))
    return tuple(year for at, year in named if q.end <= at < stop)[:1]


def _owner(folded: str, found: list[Quantity], n: int, sentence: int) -> str:
    q = found[n]
    left, right = folded[max(sentence, q.start - 24) : q.start], folded[q.end : q.end + 9]
    if (listed := _respectively(folded, found, n, sentence)) is not None:
        left = listed
    return (
        re.sub(r"(?<!\d)(?:19|20)\d\d年?|[\d.]+", "#", left) + "#" + re.split(r"[,;。、\d]", right.replace('"', "").removeprefix("的"))[0]
    )


def _respectively(folded: str, found: list[Quantity], n: int, sentence: int) -> str | None:
    """For "A、B和C分别达到1、2、3" the item that the n-th number belongs to."""
    at = folded.rfind("分别", sentence, found[n].start)
    if at < 0:
        return None
    after = [k for k in range(len(found)) if found[k].start > at and _in_list(folded, found, k, n)]
    head = re.split(r"[,;:。]", folded[sentence:at])[-1]
    items = re.split(r"[、和及与]|以及", head)
    if len(after) < 2 or len(items) < len(after):
        return None
    return items[-len(after) :][after.index(n)]
