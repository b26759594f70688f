"""A follow-up made a question that stands by itself, out of the questions before it. Pure.

After "嘉兴2020年人均预期寿命的目标是多少？", "再往后，到2030年呢？" is "嘉兴2030年人均预期寿命的目标是多少？" and "这个归哪个部门？" is
"嘉兴人均预期寿命的目标，这个归哪个部门？". A question with a subject and a place of its own is a new topic and takes nothing over.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.folding import fold_text

# What opens a new topic: what stands before it is no part of the question.
_NEW_TOPIC = re.compile(
    r"^.{0,12}?(?:换个话题|换一个话题|另外(?:再)?问|再问一?个别的|说点别的|不说这个了|new topic)[，,。.！!：:\s]*", re.I
)
_OPENING = re.compile(r"^(?:那么|那|好的?|行|嗯|哦|ok|and|so|then|再往后|再|往后|接着|还有|到时候)[，,。\s]*", re.I)
# Words that stand for what was spoken of.
_POINTING = re.compile(
    r"这个|那个|这件|那件|这项|那项|这事|那事|这里头|这里面|其中|里头|里面|上述|该项|该指标|它|此事|具体|这些|那些|這個|那個|這件|這項|這裡|其中|\b(?:it|this|that|these|those|they)\b",
    re.I,
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|$|[^\d.%])")
_QUESTION_WORDS = re.compile(
    r"(?:是|要|会|有|定|达到|做到|控制在?)?(?:多少|几(?:个|家|张|成|岁)?|什么|哪些|哪个|哪几个|怎么(?:样)?|如何|吗|呢|啥|谁|多高|多大|是不是|有没有|何时|嗎|什麼)(?:部门|单位|安排|规定|要求|措施|管|办|做)?"
)
_ASKS_ONLY = re.compile(
    r"^(?:的)?(?:归|由|是|该)?(?:哪个|哪些|哪几个|什么|谁|多少|几|怎么|何时|哪一?年|到哪一?年|是不是|有没有|给多少|要多少)|牵头|负责|主责|配合|参与|部门|单位|要达到|什么时候"
)
# A unit and whether it takes part: 教育局参加吗？
_UNIT_ONLY = re.compile(
    r"^.{0,8}[局委办厅联会][也还]?是?(?:(?:要不要|是不是|有没有|算不算|参加|参与|牵头|负责|配合|没有?[？?]?$)[^,，。]{0,6}|呢[？?]?)$"
)
# What a number is, beside its year: 2023年的基数 after 托位2025年多少.
_ROLE = re.compile(r"基[数线准]|现状|起点|目标值?|实际|数字?值?|情况|水平")
_WHO = re.compile(r"(?:由|归|是)?(?:谁|哪[个些](?:部门|单位))(?:来)?(?:牵头|负责|主管|管)|责任单位是哪些")
_ASKS = re.compile(r"多少|几|什么|哪|谁|怎么|如何|吗|何时|啥|牵头|责任单位")
_PER = re.compile(r"每[百千万]+(?:名|常住)?(?:人口|人)?")
_RATE = re.compile(r"(?:[一-鿿]{2})?(?:合格|普及|覆盖|管理|治疗|接种|签约|达标|知晓)率")  # of whatever the follow-up names instead
_COUNTED = re.compile(r"[医护]|床位|药师|人员|机构|车")
LONGEST_SUBJECT = 40


@dataclass(frozen=True, slots=True)
class Read:
    """What of a question is needed to complete another: the names of its places, and whether it has a subject of its own."""

    places: tuple[str, ...]
    has_document: bool
    terms: tuple[str, ...]


def standalone(text: str, history: Sequence[str], read: Callable[[str], Read]) -> str:
    """The last question by itself. ``history`` are the questions before it, oldest first; ``read`` reads one question."""
    before = ""
    for turn in (*history, text):
        before = _complete(turn, before, read) if before else turn
    return before


def _complete(text: str, before: str, read: Callable[[str], Read]) -> str:
    """A question after the one before it, which stands by itself."""
    if match := _NEW_TOPIC.match(text):
        return text[match.end() :] or text
    years = _YEAR.findall(fold_text(text))
    bare = text
    while (shorter := _OPENING.sub("", bare)) not in (bare, ""):
        bare = shorter
    mine, theirs = read(bare), read(before)
    if mine.places and not mine.terms:
        changed = _replaced(before, theirs.places, mine.places[0])
        return _with_year(changed, years)
    if mine.has_document and mine.terms:
        return text
    if years and all(_ROLE.fullmatch(term) for term in mine.terms):
        return _with_year(before, years)
    if _points_back(bare, mine):
        return f"{_subject(before)}，{bare}"
    tail = who.group() if (who := _WHO.search(before)) and not _ASKS.search(re.sub(r"呢[？?]?$", "", bare)) else ""
    per = (
        found.group()
        if (found := _PER.search(before)) and re.search(r"呢[？?]?$", bare) and not _PER.search(bare) and _COUNTED.search(bare)
        else ""
    )
    rate = (
        what.group()
        if (what := _RATE.search(before)) and re.search(r"呢[？?]?$", bare) and "率" not in bare and len(mine.terms) == 1
        else ""
    )
    place = theirs.places[0] if theirs.places and not mine.places and not mine.has_document else ""
    year = f"{their[-1]}年" if not years and re.search(r"呢[？?]?$", text) and (their := _YEAR.findall(fold_text(before))) else ""
    whole = f"{per}{re.sub(r'呢[？?]?$', '', bare)}{tail or rate}" if tail or rate else f"{per}{bare}"
    return f"{place}{year}{whole}" if place or year or tail or rate or per else text


def _points_back(text: str, mine: Read) -> bool:
    """Whether a question has no subject of its own: it points to what was said, or only asks who, how much, when."""
    if mine.places:
        return False
    return bool(_POINTING.search(text) or _UNIT_ONLY.match(text)) or (len(mine.terms) < 2 and bool(_ASKS_ONLY.search(text)))


def _subject(question: str) -> str:
    """What a question is about, without its question words: 嘉兴2030年吸烟率目标 of 嘉兴2030年吸烟率目标是多少？"""
    last = re.split(r"[，,]", re.sub(r"[？?。！!]+$", "", question))
    kept = [part for part in (_QUESTION_WORDS.sub("", piece).strip() for piece in last) if part]
    return "，".join(kept)[:LONGEST_SUBJECT] or question


def _replaced(question: str, places: Sequence[str], place: str) -> str:
    return question.replace(places[0], place) if places and places[0] in question else place + question


def _with_year(question: str, years: Sequence[str]) -> str:
    """A question with its last year replaced by another, or with the year before it where it had none."""
    if not years:
        return question
    found = list(re.finditer(r"(?:19|20)\d\d|[１２][９０][０-９]{2}", question))
    if not found:
        return f"{years[0]}年{question}"
    last = found[-1]
    return question[: last.start()] + years[0] + question[last.end() :]
