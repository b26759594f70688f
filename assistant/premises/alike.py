"""Where a question makes a claim, and which part of a sentence speaks of the same thing. Pure.

Of "嘉兴强制每家每户自备急救包" the claim is 强制, around it stands what it is made of, and the part 支持、鼓励居民家庭自备医疗急救包 is likest.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.premises.claimed import without_places
from assistant.question.everyday import phrases, thesaurus
from index.reading import bare, bigrams

SHARED, SHARE = 3, 0.3
"""How many pairs of characters a part must have of what is claimed, and which share of them, to speak of the same thing."""
NEARLY = 0.7
"""The share of what the likest part has of it that another must have to be meant as well."""
SHORTEST = 3
"""Pairs of characters around a claim with which it says by itself what it is about: 政府不鼓励 goes on about the part before."""
_OPEN = re.compile(r"还是|有没有|哪|什么时候|多少|几[个家项]|(?<!对)不(?:对)?$")
_WHETHER = re.compile(r"(?P<again>(?![是对])[一-鿿]{1,2})不(?P=again)")
_NOT, _WONDERS = re.compile(r"(?:(?<!是)(?<!会)不|没有?|未|(?P<is>不是)|并非|而非|不算)(?:什么|所谓的?)?$"), re.compile(r"[吗么嘛]")
_OF_A_THING = re.compile(r"^[一-鿿]{1,4}的[一-鿿]{2}")
_REFUSES = re.compile(r"不许|不准|禁止|不让")
_TAG = r"(?:是|对|真的?|这|没错|属实|是这样|靠谱)*(?:吗|吧|呢|么|啊|呀|对吧|对吗|是吧|是吗|对不对|是不是|没错吧|没错|真的假的|有没有这回事|是真的吗?|真的吗?)"
_TALK = re.compile(r"既然|听说|听人说|据说|难道|不是说|是不是|已经?|早就|早已|你们|我们|其实|到底|规定|要求|文件|[吗吧呢]$")
TAIL = re.compile(rf"(?:[,，]?{_TAG})?[?？。!！]*$")


@dataclass(frozen=True, slots=True)
class Correction:
    """What the question says, and what the clause says in its place, in its own words."""

    claimed: str
    correct: str


def made(claims: re.Pattern[str], asked: str) -> Iterator[re.Match[str]]:
    """Where a question makes a claim, and its part neither leaves open whether it is so nor says that it is not: 鼓励而不是强制."""
    return (
        claim
        for claim in claims.finditer(asked)
        if not _OPEN.search(_part(asked, claim))
        and not _WHETHER.search(asked[slice(*_bounds(asked, claim))])
        and not _is_question(asked, claim)
        and not is_denied(asked, claim)
    )


def around(asked: str, claim: re.Match[str]) -> str:
    """What a claim is about: the part of the question in which it stands without the claiming word; the whole question, where that says too little."""
    start, end = _bounds(asked, claim)
    part = asked[start : _start(claim)] + "," + asked[claim.end() : end]
    return part if len(bigrams(part)) >= SHORTEST else asked[: _start(claim)] + "," + asked[claim.end() :]


def in_words(asked: str, claim: re.Match[str]) -> str:
    """The claim in the question's words, to the end of its part."""
    return TAIL.sub("", re.sub(r"\(.*", "", asked[_start(claim) : _bounds(asked, claim)[1]]))


def likest(claimed: str, written: Sequence[str]) -> list[str]:
    """The parts of a sentence that speak of what is claimed, the likest first."""
    claimed = _TALK.sub(" ", without_places(TAIL.sub("", claimed)))
    found = sorted(((held(claimed, bare(part)), part.strip()) for part in written), key=lambda each: -each[0])
    pairs = len(bigrams(claimed))
    least = max(min(SHARED, pairs / 2), SHARE * pairs, NEARLY * found[0][0] if found else 0)
    return [part for shared, part in found if shared >= max(least, 1)]


def held(claimed: str, part: str) -> int:
    """How many pairs of characters a part has of what is claimed; an everyday phrase stands where the documents' word for it does."""
    there = bigrams(part)
    for phrase, called in _phrases(claimed):
        if any(word in part for word in called):
            there = there | bigrams(phrase)
    return len(bigrams(claimed) & there)


@lru_cache(maxsize=1024)
def _phrases(claimed: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The everyday phrases of what is claimed, each with what the documents call it."""
    return tuple((claimed[a:b], thesaurus()[claimed[a:b]]) for a, b in phrases(claimed))


def _part(asked: str, claim: re.Match[str]) -> str:
    """The part of a question in which a claim stands, without the claiming word itself."""
    start, end = _bounds(asked, claim)
    return asked[start : _start(claim)] + "," + asked[claim.end() : end]


def _bounds(asked: str, claim: re.Match[str]) -> tuple[int, int]:
    """Where the part of a question begins and ends in which a claim stands."""
    start = max(asked.rfind(mark, 0, claim.start()) for mark in ",。;?") + 1
    return start, min((at for mark in ",。;?" if (at := asked.find(mark, claim.end())) >= 0), default=len(asked))


def _is_question(asked: str, claim: re.Match[str]) -> bool:
    """Whether what looks like a denial asks: 给不给, 是不是."""
    at = _start(claim)
    return asked[at] == "不" and at > 0 and asked[at - 1] == asked[at + 1 : at + 2]


def is_denied(asked: str, claim: re.Match[str]) -> bool:
    """Whether a claim is denied: 而不是强制; 不是强制吗 is a way to claim it."""
    before, after = asked[: _start(claim)], asked[claim.end() : _bounds(asked, claim)[1]]
    if _REFUSES.fullmatch(claim.group()) and _OF_A_THING.search(after):
        return True  # 不许抽烟的环境 is a kind of place
    denial = _NOT.search(before)
    return bool(denial) and not (denial["is"] and _WONDERS.search(after)) if denial else False


def _start(claim: re.Match[str]) -> int:
    """Where the claiming words begin, without those that only show that they claim."""
    return claim.start("what") if "what" in claim.re.groupindex and claim["what"] else claim.start()
