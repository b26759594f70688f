"""How surely a question names an indicator or a quantity of the text, from 0 to 1. Pure.

Two things are asked: how much of the question the name explains, and how much of the name the question holds. A word counts for as much as it
tells the names of the library apart: in "嘉兴千人床位数" 床位 counts, 数 hardly. A word that stands beside one which the name has belongs to what
is asked for, as 麻醉 in 麻醉医生数, and must be explained too; a thing before what the name has narrows it to another quantity, as 体育 in
体育产业规模. What stands elsewhere, or in a sentence that only tells ("我在做测算，需要…", "听说城里人动得少。"), may be talk.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import rjieba

from assistant.answers import Question
from index.documents import Indicator, Target
from index.folding import fold_text
from index.reading import parts, quantities

OF_NAME = 0.3
"""The share of the sureness that hangs on how much of the name the question holds."""
LEAST_OF_NAME, UNLIKE = 0.3, 0.7
"""The share of a name that a question must hold at least, and what is left of the sureness where it holds less."""
SAME_QUANTITY = 0.12
"""What it adds that both speak of each thousand, or both of each ten thousand."""
COMMON, TELLING = 0.15, 0.3
"""What a word counts for that nearly all names have, and more than which a word must count for to name anything."""
KNOWN, TALK, DONE = 0.8, 0.15, 0.3
"""What a word counts for that names have in other words only; what is left of one that no name has, away from what is named, or a verb."""
ALIKE = 0.5
"""How much of a word a name has that only speaks of the same people or place."""
THING = 1.0
"""What the name of a thing counts for, against a verb."""
OTHERS, NARROWER = 0.3, 0.6
"""What is left of the sureness where a question speaks of some people, or a kind, that the name leaves out; and where a thing before what is named is not in it."""
_EMPTY = frozenset((
    "市民", "居民", "老百姓", "群众", "水平", "保持", "提高", "比例", "比率", "占比", "比重", "份额", "做到", "想做到", "全部", "所有",
    "口径", "标准", "数值", "数字", "具体", "区别", "差别", "差异", "对比", "比较", "表述", "做法", "不同", "变化",
    "总", "控制", "达标", "压", "占", "定", "每千人", "每万人", "千人", "万人", "配备", "配置", "拥有", "拥有量", "数量", "规模", "总量", "增量", "总数", "个数", "数目", "平均", "岁数",
    "基数", "底数", "底子", "年底", "基期", "基线", "基准", "起点", "现状", "实际值", "目标值", "指标体系", "指标值", "性质", "属性",
    "约束性", "预期性", "患者", "病人", "病患", "人群", "当中", "其中", "之中", "后头", "后面", "前头", "里头", "上头",
))  # fmt: skip
# Some people, places or kinds only, in the words for each: what is said of one is not said of another.
OF_SOME = tuple(
    re.compile(words)
    for words in (
        r"男", r"(?<![子儿])女(?!儿)", r"新生儿", r"婴儿", r"儿童|学童|孩|娃|孙|婴幼儿|幼儿|囡|宝宝|学生|青少年|初中|高中|小学", r"老年|老人|长者|老头|老太|岁以上老", r"孕|产妇|产前",
        r"农村|农民|乡下|乡村|村民|行政村|城乡", r"(?<![座个两些哪2名该那本别])城市|城镇|城里|城乡|市区", r"残疾|残障", r"流动人口|外来人口|外地人|农民工", r"中医|中药|国医|中西医", r"民营|民办|社会办|私立",
        *(f"{organ}癌" for organ in ("肺", "肝", "胃", "肠", "乳腺?", "宫颈", "前列腺", "食[管道]", "鼻咽", "胰腺?")),
        *(f"(?:{disease})[^,。;]{{0,3}}(?:疫苗|接种)" for disease in ("流感", "hpv|宫颈癌", "新冠", "疱疹", "肺炎", "狂犬")),
    )
)  # fmt: skip
WHOLE = re.compile(r"全面?[覆复][盖蓋]|全部|所有")
"""A share in words."""
_COUNTED = re.compile(r"(?:多少|几)[个名家张所台块份项户支]?$")
_RATE = re.compile(r"([㐀-鿿]{2})(?:率|数(?![值字据]))(?<![指人总基系岁个位]数)(?<![比几概]率)")
_MEASURE = re.compile(r"[率数]|水平|比例|占比|比重|寿命|指数|面积|每[百千万]")
_ASKS = re.compile(r"[?]|多少|几|什么|哪|啥|吗|如何|怎")
_ONESELF = re.compile(r"\s*(?:我(?![市县省国区])|咱|俺|本人|听说|据说|请教|麻烦|打听|[^,:。]{1,8}问(?=:))")
_PIECE = re.compile(r"[^,:。!?;]+")
_JOINS = "的占里中内"
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PER = re.compile(r"每?[百千万]+(?:名|常住)?(?:人口|人)?(?=.{2})")
_CROWD = re.compile(r"(?<!\d)1(0{2,5})[个名]?(?:人|(?=里))")
_CROWDS = {2: "百", 3: "千", 4: "万", 5: "十万"}
_QUANTITY = re.compile(r"([百千万]|十万)(?:名|常住)?[人老儿]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word of a question: where it stands, what it counts for, what documents call it, whether any name has it.

    It is a ``thing`` where it names one and stands in a part that asks, ``told`` where its part does not ask.
    """

    word: str
    start: int
    end: int
    weight: float
    also: tuple[str, ...]
    known: bool
    thing: bool
    told: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of a question the names of indicators are held against, read once for all of them.

    It is ``spoken`` where its words stand in the order of Chinese; a question out of English is its names one after the other.
    """

    subject: str
    asking: str
    spoken: bool
    quantity: str
    words: tuple[_Word, ...]
    characters: frozenset[str]
    names: str

    @classmethod
    def of(cls, question: Question, names: str, part: str | None = None) -> "Asked":
        """A question, or a part of it, beside the names of a library; each thousand people of an earlier part count for a later one."""
        subject = fold_text(question.subject if part is None else part)
        asking = _asking(subject)
        words = tuple(
            _word(piece, span, subject, weight, question.also(term), names, told=not any(a <= span[0] < b for a, b in asking))
            for term, weight in question.terms.items()
            if term in subject and not term.isdecimal() and not _EMPTY & {term, *question.synonyms.get(term, ())}
            for piece, span in _placed(term, _pieces(term, names), subject, asking)
        )
        held = question.search_words if part is None else part
        return cls(
            subject=subject, asking=",".join(subject[a:b] for a, b in asking), spoken=question.language != "en", quantity=_quantity(subject) or _quantity(fold_text(question.subject)), words=words,
            characters=frozenset(fold_text(held)).union(*(other for word in words for other in word.also)), names=names,
        )  # fmt: skip


def named(fact: Indicator | Target, asked: Asked) -> float:
    """How surely a question names an indicator or a target, from 0 to 1."""
    written = fact.name if isinstance(fact, Indicator) else fact.subject
    name = fold_text(written)
    quantity = _quantity(name)
    if asked.quantity and quantity and asked.quantity != quantity:
        return 0.0  # each thousand is not each ten thousand
    held = [_holds(word, name + fold_text(fact.unit or "")) for word in asked.words]
    if not any(share >= 0.5 and word.weight > TELLING for word, share in zip(asked.words, held, strict=True)):
        return 0.0
    of_name = _of_name(name, asked)
    sure = _explained(asked, held) * (1 - OF_NAME + OF_NAME * of_name) * (1.0 if of_name >= LEAST_OF_NAME else UNLIKE)
    said = name if isinstance(fact, Indicator) else name + fold_text(fact.quote)
    if _other(said, asked):
        sure *= OTHERS
    elif _narrower(name, asked, held):
        sure *= NARROWER
    return min(1.0, sure * (1 + SAME_QUANTITY) if asked.quantity and quantity else sure)


def touches(text: str, asked: Asked) -> bool:
    """Whether a folded text has any telling word of a question, and speaks of no other people or places; of a question without words, any does."""
    words = [word for word in asked.words if not re.fullmatch(r"[\d.]+", word.word)]
    return not words or (not _other(text, asked) and any(word.weight > TELLING and _holds(word, text) >= 0.5 for word in words))


def _narrower(name: str, asked: Asked, held: Sequence[float]) -> bool:
    """Whether a thing that stands before what a name has, and so narrows it, is not in the name: 体育 before 产业规模."""
    covered = _covered(asked, held) if asked.spoken else frozenset[int]()
    return any(
        share < 0.5 and word.thing and _next(word, asked.subject) in covered and not (len(word.word) > 3 and word.word[-2:] in name)
        for word, share in zip(asked.words, held, strict=True)
    )


def _next(word: _Word, subject: str) -> int:
    """Where in a question the word after a word begins, with at most 的 or 占 between them."""
    after = word.end
    while after < len(subject) and subject[after] in _JOINS:
        after += 1
    return after


def _covered(asked: Asked, held: Sequence[float]) -> set[int]:
    """The places of a question's words that a name holds."""
    return {at for word, share in zip(asked.words, held, strict=True) if share >= 0.5 for at in range(word.start, word.end)}


def of_another(headings: str, sentence: str, asked: Asked) -> bool:
    """Whether a sentence cannot give the indicator that is asked for: it is for no such number of people, of no such rate, or of other people.

    A rate is one with what stands before it: the 覆盖率 of 食品抽检 is not that of 森林.
    """
    folded = fold_text(headings + sentence)
    if _other(folded, asked) or (asked.quantity and asked.quantity not in _QUANTITY.findall(folded)):
        return True
    return any(_of_other_rate(rate, fold_text(headings), fold_text(sentence), asked) for rate in _RATE.finditer(asked.subject))


def _of_other_rate(rate: re.Match[str], headings: str, sentence: str, asked: Asked) -> bool:
    """Whether none of the parts of a sentence that speak of a rate, nor its headings, has any of the things that a question sets before it; or it has neither the rate nor any number."""
    if rate[0].endswith("率") and rate[0] not in sentence and not WHOLE.search(sentence) and not quantities(sentence):
        return True
    own = [part for a, b in parts(sentence) if rate[0] in (part := sentence[a:b])]
    first = next(a for a, b in parts(asked.subject) if a <= rate.start() < b)
    before = [word for word in asked.words if len(word.word) > 1 and first <= word.start and word.end <= rate.start()]
    return bool(own and before) and all(_holds(word, part + headings) < 0.5 for word in before for part in own)


def _other(folded: str, asked: Asked) -> bool:
    """Whether what stands before the 率 or 数 that is asked for is not in a text, nor the people or places that it is of."""
    if _MEASURE.search(asked.subject) and any(some.search(asked.asking) and not some.search(folded) for some in OF_SOME):
        return True
    held = [word for word in asked.words if _holds(word, folded) > 0.5]
    for match in _RATE.finditer(asked.subject):
        start, end = match.span(1)
        named = match.group().endswith("率") or any(
            word.start <= start and end <= word.end for word in asked.words
        )  # 写的数 counts nothing
        if named and match[1] not in folded and not any(word.start < end and start < word.end for word in held):
            return True
    return False


def _asking(subject: str) -> list[tuple[int, int]]:
    """The sentences of a question's subject that ask, without the parts that tell of the asker; all of it, where none does."""
    sentences = (match.span() for match in re.finditer(r"[^。!?;]+[。!?;]?", subject))
    asking = [span for span in sentences if _ASKS.search(subject, *span)] or [(0, len(subject))]
    pieces = [match.span() for a, b in asking for match in _PIECE.finditer(subject, a, b)]
    return [(a, b) for a, b in pieces if not _ONESELF.match(subject, a, b) or _ASKS.search(subject, a, b)] or asking


def _placed(term: str, pieces: Sequence[str], subject: str, asking: Sequence[tuple[int, int]]) -> list[tuple[str, tuple[int, int]]]:
    """The pieces of a term and where they stand, in a sentence that asks where it can; together they take all of its place."""
    places = (subject.find(term, a, b) for a, b in asking)
    start = next((at for at in places if at >= 0), subject.index(term))
    firsts = [0, *(term.index(piece) for piece in pieces[1:])]
    lasts = [*(term.index(piece) + len(piece) for piece in pieces[:-1]), len(term)]
    return [(piece, (start + a, start + b)) for piece, a, b in zip(pieces, firsts, lasts, strict=True)]


def _word(term: str, span: tuple[int, int], subject: str, weight: float, also: tuple[str, ...], names: str, *, told: bool) -> _Word:
    """A term of a question with what it counts for: the more, the fewer names have it. What is counted, or is a rate, counts as a thing."""
    start, end = span
    asked = bool(_COUNTED.search(subject[:start])) or subject[end:].startswith("率")
    own = term in names and len(term) > 1
    other = not own and any(word in names for word in also)
    worth = _rarity(term, names) if own else KNOWN if other else DONE if weight < 1 and not asked else 1.0
    weight = max(weight, THING) if other or (asked and len(term) > 1) else weight
    thing = weight >= THING and len(term) > 1
    return _Word(
        word=term, start=start, end=end, weight=weight * worth, also=also, known=own or other or asked, thing=thing and not told, told=told
    )


def _pieces(term: str, names: str) -> list[str]:
    """A term, or the words that it is made of where names have one of those only: 癌症 and 病人 of 癌症病人."""
    pieces = [word for word in rjieba.cut_for_search(term, hmm=False) if word != term and len(word) > 1]
    return pieces if term not in names and any(word in names for word in pieces) else [term]


def _explained(asked: Asked, held: Sequence[float]) -> float:
    """The share of a question's words that a name explains, by what they count for."""
    covered = _covered(asked, held)
    every = explained = 0.0
    for word, share in zip(asked.words, held, strict=True):
        talk = share < 0.5 and not word.known and (word.told or not _beside(word, asked.subject, covered))
        weight = word.weight * (TALK if talk else 1.0)
        every, explained = every + weight, explained + weight * share
    return explained / every if every else 0.0


def _beside(word: _Word, subject: str, covered: set[int]) -> bool:
    """Whether a word stands beside one that is explained, with at most 的 or 占 between them."""
    before = word.start - 1
    while before >= 0 and subject[before] in _JOINS:
        before -= 1
    return before in covered or _next(word, subject) in covered


def _of_name(name: str, asked: Asked) -> float:
    """The share of a name that a question holds, by what its words count for."""
    every = held = 0.0
    for word in _words_of(name):
        weight = _rarity(word, asked.names)
        share = 1.0 if word in asked.subject else sum(c in asked.characters for c in word) / len(word) if len(word) > 1 else 0.0
        every, held = every + weight, held + weight * share
    return held / every if every else 0.0


@lru_cache(maxsize=20_000)
def _words_of(name: str) -> tuple[str, ...]:
    """The words of a folded name, without what it is for each thousand of and what stands in brackets."""
    return tuple(word for word in rjieba.cut(_PER.sub("", _BRACKETS.sub("", name) or name), hmm=False) if re.match(r"\w", word))


@lru_cache(maxsize=20_000)
def _rarity(word: str, names: str) -> float:
    """How much a word tells the names of a library apart, from COMMON to 1: its inverse document frequency among them."""
    every = names.count("\n") + 1
    return max(COMMON, math.log((every + 1) / (names.count(word) + 1)) / math.log(every + 1))


def _quantity(folded: str) -> str:
    """千 of 每千人, or of 1000个人: the number of people that a rate is for; "" where there is none."""
    match = _QUANTITY.search(_CROWD.sub(lambda crowd: _CROWDS[len(crowd[1])] + "人", folded))
    return match[1] if match else ""


def _holds(word: _Word, name: str) -> float:
    """How much of a word a name has, in the same words, those of the documents, or another for the same people or place."""
    if word.word in name or any(other in name or name in other for other in word.also):
        return 1.0
    pairs = [word.word[i : i + 2] for i in range(len(word.word) - 1)]
    alike = ALIKE if any(some.search(word.word) and some.search(name) for some in OF_SOME) else 0.0
    return max(alike, sum(pair in name for pair in pairs) / len(pairs) if pairs else 0.0)
