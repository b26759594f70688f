"""How surely a question names an indicator or a quantity of the text, from 0 to 1. Pure.

Two things are asked: how much of the question the name explains, and how much of the name the question holds. A word counts for as much as it
tells the names of the library apart: in "嘉兴千人床位数" 床位 counts, 数 hardly. A word that stands beside one which the name has belongs to what
is asked for, as 麻醉 in 麻醉医生数, and must be explained too; one that stands elsewhere, as in "我在做测算，需要…", may be talk.
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
THING = 1.0
"""What the name of a thing counts for, against a verb."""
OTHERS = 0.5
"""What is left of the sureness where a question speaks of some people, or a place, that the name leaves out."""
_EMPTY = frozenset((
    "市民", "居民", "老百姓", "群众", "水平", "保持", "提高", "比例", "占比", "比重", "做到", "想做到",
    "口径", "数值", "数字", "具体", "区别", "差别", "差异", "对比", "比较", "表述", "做法", "不同", "变化",
    "总", "控制", "达标", "压", "占", "定", "每千人", "每万人", "千人", "万人", "配备", "配置", "拥有", "拥有量", "数量", "规模", "总量",
    "基数", "基期", "基线", "基准", "起点", "现状", "实际值", "目标值", "指标体系", "指标值",
))  # fmt: skip
# Some people or places only, in the words for each: what is said of one is not said of another.
OF_SOME = tuple(
    re.compile(words)
    for words in (
        r"男", r"(?<![子儿])女(?!儿)", r"新生儿", r"婴儿", r"儿童|孩|娃|婴幼儿|幼儿|囡|宝宝|学生|青少年|初中|高中|小学", r"老年|老人|长者|老头|老太|岁以上老", r"孕|产妇|产前",
        r"农村|农民|乡下|乡村|村民|行政村|城乡", r"(?<![座个两些哪2名该那本别])城市|城镇|城里|城乡|市区", r"残疾|残障", r"流动人口|外来人口|外地人|农民工", r"中医|中药|国医|中西医", r"民营|民办|社会办|私立",
    )
)  # fmt: skip
_COUNTED = re.compile(r"(?:多少|几)[个名家张所台块份项户支]?$")
_RATE = re.compile(r"([㐀-鿿]{2})(?:(?<!比)率|数(?![值字据]))(?<![指人总基系岁个位]数)")
_MEASURE = re.compile(r"[率数]|水平|比例|占比|比重|寿命|指数|面积|每[百千万]")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_PER = re.compile(r"每?[百千万]+(?:名|常住)?(?:人口|人)?(?=.{2})")
_QUANTITY = re.compile(r"([百千万]|十万)(?:名|常住)?[人老儿]")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """A word of a question: where it stands, what it counts for, what documents call it, and whether any name has it."""

    word: str
    start: int
    weight: float
    also: tuple[str, ...]
    known: bool

    @property
    def end(self) -> int:
        return self.start + len(self.word)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of a question the names of indicators are held against, read once for all of them."""

    subject: str
    quantity: str
    words: tuple[_Word, ...]
    characters: frozenset[str]
    names: str

    @classmethod
    def of(cls, question: Question, names: str, part: str | None = None) -> "Asked":
        """A question, or a part of it, beside the names of a library; each thousand people of an earlier part count for a later one."""
        subject = fold_text(question.subject if part is None else part)
        words = tuple(
            _word(piece, subject, weight, question.also(term), names)
            for term, weight in question.terms.items()
            if term in subject and term not in _EMPTY and not term.isdecimal()
            for piece in _pieces(term, names)
        )
        held = question.search_words if part is None else part
        return cls(
            subject=subject, quantity=_quantity(subject) or _quantity(fold_text(question.subject)), words=words,
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
    return min(1.0, sure * (1 + SAME_QUANTITY) if asked.quantity and quantity else sure)


def of_another(text: str, asked: Asked) -> bool:
    """Whether a text cannot give the indicator that is asked for: it is for no such number of people, of no such rate, or of other people."""
    folded = fold_text(text)
    return _other(folded, asked) or bool(asked.quantity and asked.quantity not in _QUANTITY.findall(folded))


def _other(folded: str, asked: Asked) -> bool:
    """Whether what stands before the 率 or 数 that is asked for is not in a text, nor the people or places that it is of."""
    if _MEASURE.search(asked.subject) and any(some.search(asked.subject) and not some.search(folded) for some in OF_SOME):
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


def _word(term: str, subject: str, weight: float, also: tuple[str, ...], names: str) -> _Word:
    """A term of a question with what it counts for: the more, the fewer names have it. What is counted, or is a rate, counts as a thing."""
    start = subject.index(term)
    asked = bool(_COUNTED.search(subject[:start])) or subject[start + len(term) :].startswith("率")
    own = term in names and len(term) > 1
    other = not own and any(word in names for word in also)
    worth = _rarity(term, names) if own else KNOWN if other else DONE if weight < 1 and not asked else 1.0
    weight = max(weight, THING) if other or (asked and len(term) > 1) else weight
    return _Word(word=term, start=start, weight=weight * worth, also=also, known=own or other or asked)


def _pieces(term: str, names: str) -> list[str]:
    """A term, or the words that it is made of where names have one of those only: 癌症 and 病人 of 癌症病人."""
    pieces = [word for word in rjieba.cut_for_search(term, hmm=False) if word != term and len(word) > 1]
    return pieces if term not in names and any(word in names for word in pieces) else [term]


def _explained(asked: Asked, held: Sequence[float]) -> float:
    """The share of a question's words that a name explains, by what they count for."""
    covered = {at for word, share in zip(asked.words, held, strict=True) if share >= 0.5 for at in range(word.start, word.end)}
    every = explained = 0.0
    for word, share in zip(asked.words, held, strict=True):
        talk = share < 0.5 and not word.known and not _beside(word, asked.subject, covered)
        weight = word.weight * (TALK if talk else 1.0)
        every, explained = every + weight, explained + weight * share
    return explained / every if every else 0.0


def _beside(word: _Word, subject: str, covered: set[int]) -> bool:
    """Whether a word stands beside one that is explained, with at most 的 between them."""
    before, after = word.start - 1, word.end
    while before >= 0 and subject[before] == "的":
        before -= 1
    while after < len(subject) and subject[after] == "的":
        after += 1
    return before in covered or after in covered


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
    """千 of 每千人: the number of people that a rate is for; "" where there is none."""
    match = _QUANTITY.search(folded)
    return match[1] if match else ""


def _holds(word: _Word, name: str) -> float:
    """How much of a word a name has, in the same words or those of the documents."""
    if word.word in name or any(other in name or name in other for other in word.also):
        return 1.0
    pairs = [word.word[i : i + 2] for i in range(len(word.word) - 1)]
    return sum(pair in name for pair in pairs) / len(pairs) if pairs else 0.0
