"""What a question claims of a document: its values as they are written (七成 is 70%), and only the parts that speak of that document. Pure.

"北京每千人护士5.5人，嘉兴定多少？" claims nothing of 嘉兴; "嘉兴县级医院三级的要占一半吧" claims 50% of 县级医院三级的.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.question.mentions import all_places, districts
from index.folding import fold_text, number
from index.reading import AFTER, BEFORE, bigrams, years

_UNITS = "课时|学时|节|个百分点|%|‰|周岁|岁|分钟|个?小时|公里|个?平方米|个月|/10万|张|人次|人|名|位|家|个|台|块|所|处|座|支|辆|户|项|条|批|种|类|元|天|年内|次|倍"
# People and pieces are counted in several words.
_SAME = {
    **dict.fromkeys(("名", "人", "人次", "位", "家", "所", "台", "块", "处", "座", "支", "辆", "户"), "个"),
    "周岁": "岁", "学时": "课时", "节": "课时", "个小时": "小时", "个平方米": "平方米",
}  # fmt: skip
_MEASURES = frozenset(("%", "‰", "平方米", "岁", "个月", "元", "分钟", "小时", "公里", "天"))
"""Units that no other can stand for; how pieces are counted (5.5个 beds, 5.5张) is up to the speaker."""
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
# People say bounds in more words than documents do: 不能超过, 不会低于.
_BOUNDS = BEFORE | {
    f"不{may}{word}": limit
    for may in ("能", "可", "许", "会", "要")
    for word, limit in (("超过", "at most"), ("高于", "at most"), ("低于", "at least"), ("少于", "at least"))
}
_VALUE = re.compile(
    rf"(?P<before>{'|'.join(sorted(map(re.escape, _BOUNDS), key=len, reverse=True))})?(?:(?<=至少|最少|最多|至多)[一-鿿]{{0,6}}?)?(?P<number>(?<![\d.每第/a-z])\d+(?:\.\d+)?(?:[-~至到]\d+(?:\.\d+)?)?)"
    rf"(?P<scale>[万亿]?)(?P<unit>{_UNITS})?(?P<after>{'|'.join(sorted(AFTER, key=len, reverse=True))})?"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
# A number alone is a value where nothing follows that it could count or belong to.
_ALONE = re.compile(r"(?=$|/\d*[百千万]|[,。;:?!、(]|吧|吗|了|就|呢|么|啊|对|是|的?话|没错)")
# 1000个人摊上几个: the people that a rate is for.
_CROWD = re.compile(r"10{2,5}[个名]?人?(?:里|中|当中|(?<=人)[^,。?]{0,6}(?:几|多少))")
_NUMERAL = "[零一二三四五六七八九十百千两]"
_TENTHS = re.compile(r"(?<![第完建形达组])([一二三四五六七八九十两1-9])成(半|[一二三四五六七八九1-9])?(?![为立本果员功熟型长交绩不])")
_FRACTION = re.compile(rf"({_NUMERAL}+|万|\d+)分之({_NUMERAL}+|\d+(?:\.\d+)?)")
_SPOKEN = (
    (re.compile(r"(?<![每第建设各有\d])([一二三四五六])院(?![长区感士])"), r"第\1医院"),
    (re.compile(r"一半|半数|对半"), "50%"),
    (re.compile(r"半个百分点"), "0.5个百分点"),
    (re.compile(r"(?:一|1)刻钟"), "15分钟"),
    (re.compile(r"半个?(?:小时|钟头)"), "30分钟"),
    (re.compile(rf"({_NUMERAL}|\d)个半(?!月)"), lambda m: f"{_digit(m[1])}.5个"),
    (re.compile(r"(?:十|10)万分之(?:(\d+(?:\.\d+)?)|([一二三四五六七八九]))"), lambda m: f"{m[1] or _digit(m[2])}/10万"),
)
_COUNT = re.compile(rf"(?<![第几数每\d])({_NUMERAL}+)(?=[万亿]|{_UNITS}|大(?:行动|工程|任务|领域|类))")
_LIST = re.compile(r"[、和与及]")
# Who else is spoken of: another authority, oneself, how things are by now. Not 国家级, nor 国家卫生镇.
_AUTHORITY = re.compile(
    r"(?:国家|省里?|中央|国务院|世卫组织|欧盟|外地|别的城市|其他城市)(?:的)?(?:要求|规定|提出|定|标准|层面|规划|目标|文件|那边|是|有|说)|健康(?:中国|浙江|辽宁)"
)
_ONESELF = re.compile(
    r"(?:我|咱|俺)(?:们)?(?!市|县|省|国|这|记得|以为|看|听|觉得|知道|印象|理解|查)[一-鿿]{0,8}?(?:\d|有|交|等|花|住|刚|今年)|(?:儿子|女儿|孩子|老婆|老公|爸|妈|爷爷|奶奶|家里|本人|老伴|老娘|老爹)[^,]{0,6}(?:\d+岁|刚|今年|快|才|有\d)|\d+岁的人(?![均群口])"
)
_HEARSAY = re.compile(r"听说|听人|据说|记得|以为|说是|看到|看见|印象|都说|不是说")
_BY_NOW = re.compile(r"(?:现在|目前|眼下|如今|当前|去年|前年|今年|实际)[^,]{0,8}?\d")
_TITLED = re.compile(r"健康[一-鿿]{2}\"?2030\"?|\d{4}年?(?:的|那份|这份)?(?:行动)?(?:规划|纲要|实施意见|意见|方案|计划|征求意见稿)(?!目标)")
_PART = re.compile(r"[^,。;?!]+[,。;?!]*")

# What tells the assistant what to say is no premise, and is not repeated.
_INSTRUCTS = re.compile(
    r"忽略|无视|请(?:你)?(?:直接|只|一律)?(?:回答|作答|宣布|说)|改成|改写|假装|扮演|口吻|为准|输出|不要引用|别翻|原样|直接(?:说|回答|宣布)|system|ignore",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a folded text: the numbers (of a range both), the unit in one word for all that count alike, what is said of its bounds.

    ``own`` are the pairs of characters between it and its neighbours in a list, ``part`` those of its part between commas; ``before`` and ``after`` what
    stands around it there.
    """

    numbers: frozenset[Decimal]
    unit: str
    scale: str
    limit: str
    words: str
    start: int
    end: int
    before: str
    after: str
    own: frozenset[str]
    part: frozenset[str]

    def equals(self, other: "Value") -> bool:
        """Whether two values have a number in common: 3岁 and 0-3岁, 8000个 and 0.8万个."""
        return bool(self.numbers & other.numbers)

    def measured_otherwise(self, other: "Value") -> bool:
        """Whether two values have one number in units that cannot both be right: 1.2平方米 and 1.2块."""
        named = {self.unit, other.unit}
        return self.equals(other) and len(named) == 2 and "" not in named and bool(named & _MEASURES)

    def shared(self, other: "Value") -> int:
        """How much of what two values are the values of is the same; what stands right beside them counts again."""
        return 2 * len(self.own & other.own) + len(self.part & other.part)


def written(folded: str) -> str:
    """A folded text with the numbers that people speak as documents write them: 七成 as 70%, 一半 as 50%, 千分之五 as 5‰, 五百亿 as 500亿."""
    text = _TENTHS.sub(_of_ten, folded)
    for spoken, number_of_it in _SPOKEN:
        text = spoken.sub(number_of_it, text)
    text = _FRACTION.sub(_share, text)
    return _COUNT.sub(lambda m: m[1] if (n := number(m[1])) is None else str(n), text)


def values(text: str) -> list[Value]:
    """The values of a text (see ``written``) in order: with a unit or a scale, or alone at an end. Years and ordinals are none."""
    found = [m for m in _VALUE.finditer(text) if _is_value(text, m)]
    return [_value(text, found, n) for n in range(len(found))]


def of_document(asked: str, place: str | None) -> str:
    """The folded question without the parts that speak of another place than a document's (None: not known), of another authority, or of the asker.

    A part without a place goes on about that of the part before it.
    """
    mine = _names(place) if place else frozenset[str]()
    kept: list[str] = []
    other = False
    for part in _PART.findall(asked):
        named = {name for name in all_places() if name in part} if place is not None else set()
        ours = any(name in part for name in mine) or (not place and bool(re.search(r"某市|征求意见稿|xx", part)))
        other = bool(named) and not ours if named or ours else other
        aside = _AUTHORITY.search(part) or (not _HEARSAY.search(part) and _ONESELF.search(part))
        if not other and (ours or not aside) and not (_BY_NOW.search(part) and not _planned(part)):
            kept.append(part)
    return "".join(kept)


def _planned(part: str) -> bool:
    """Whether a part that speaks of today speaks of what is to be all the same."""
    return bool(re.search(r"要|应|得|目标|规定|定在|定为|定了|规划|计划|打算", part))


def claimed_years(asked: str) -> list[str]:
    """The years that a folded question speaks of, those of titles and names of documents left out."""
    return [year for _, year in years(_TITLED.sub("", asked))]


def of_oneself(asked: str) -> bool:
    """Whether a folded question speaks of its asker or the asker's family: what they do not have or do is no claim."""
    return bool(_ONESELF.search(asked) and not _HEARSAY.search(asked))


def instructs(asked: str) -> bool:
    """Whether a folded question tells the assistant what to say: that is no premise, and is not repeated."""
    return bool(_INSTRUCTS.search(asked))


def without_places(folded: str) -> str:
    """A folded text without the names of provinces and cities, which say of whom something is claimed, and not what."""
    for name in all_places():
        folded = folded.replace(name, " ")
    return folded


def _names(place: str) -> frozenset[str]:
    """What a place and those in it are called."""
    full = fold_text(place)
    return frozenset({re.sub(r"[省市县区]$", "", full), *districts().get(full, ())})


def _is_value(text: str, m: re.Match[str]) -> bool:
    if (
        _CROWD.match(text, m.start())
        or text[m.end() :].startswith(("年", "月", "日", "号"))
        or (not m["unit"] and not m["scale"] and all(map(_YEAR.fullmatch, re.split("[-~至到]", m["number"]))))
    ):
        return False
    return bool(m["unit"] or m["scale"] or _ALONE.match(text, m.end()))


def _value(text: str, found: list[re.Match[str]], n: int) -> Value:
    m = found[n]
    start = max(text.rfind(mark, 0, m.start()) for mark in ",。;?") + 1
    end = min((at for mark in ",。;?" if (at := text.find(mark, m.end())) >= 0), default=len(text))
    left, right = max(start, found[n - 1].end() if n else 0), min(end, found[n + 1].start() if n + 1 < len(found) else end)
    if left > start:  # 5名医生、4名护士: what follows 5 up to the mark is its own
        left = next((at.end() for at in _LIST.finditer(text, left, m.start())), left)
    if right < end:
        right = next((at.start() for at in _LIST.finditer(text, m.end(), right)), right)
    numbers = frozenset(Decimal(x) * _SCALES[m["scale"]] for x in re.split(r"[-~至到]", m["number"]))
    unit = m["unit"] or ""
    if ranked := text[: m.start()].endswith("前") and unit in ("", "名", "位", "家") and not m["scale"]:
        unit = "前"
    return Value(
        numbers=numbers, unit=_SAME.get(unit, unit), scale=m["scale"], limit=_BOUNDS.get(m["before"] or "", "") or AFTER.get(m["after"] or "", ""),
        words=("前" if ranked else "") + _in_words(m), start=m.start(), end=m.end(), before=text[left : m.start()], after=text[m.end() : right],
        own=_pairs(text[left : m.start()], text[m.end() : right]), part=_pairs(text[start : m.start()], text[m.end() : end]),
    )  # fmt: skip


def _pairs(*texts: str) -> frozenset[str]:
    """The pairs of characters of texts, numbers and years left out."""
    return frozenset(pair for text in texts for pair in bigrams(text) if not pair[0].isdigit())


def _in_words(m: re.Match[str]) -> str:
    """A value as one would write it: 60万人 where folding has made it 600000人."""
    digits = m["number"]
    if m["scale"] or not digits.isdecimal() or int(digits) < 10_000 or int(digits) % 10_000:
        return m.group()
    return f"{m['before'] or ''}{int(digits) // 10_000}万{m['unit'] or ''}{m['after'] or ''}"


def _of_ten(m: re.Match[str]) -> str:
    tens = _digit(m[1])
    more = 5 if m[2] == "半" else _digit(m[2]) if m[2] else 0
    return f"{10 * tens + more}%"


def _share(m: re.Match[str]) -> str:
    whole = 10_000 if m[1] == "万" else _digit(m[1])
    if not whole:
        return m.group()
    share = Decimal(_digit(m[2]) if not re.match(r"\d", m[2]) else m[2]) * 100 / whole
    return f"{round(share, 2).normalize():f}%"


def _digit(numeral: str) -> int:
    return int(numeral) if numeral.isdecimal() else number(numeral) or 0
