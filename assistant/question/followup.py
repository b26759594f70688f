"""A follow-up made a question that stands by itself, out of the questions before it. Pure.

A question has places, documents, years, something that is asked about and something that is asked of it. What a follow-up names takes the
place of what was named before; what it leaves out is taken over: after "嘉兴2020年人均预期寿命的目标是多少？", "到2030年呢？" is "嘉兴2030年人均预期寿命的目标是多少？",
"沈阳的也报一下" is "沈阳2020年人均预期寿命的目标是多少？", and "这个归哪个部门？" is "嘉兴2020年人均预期寿命的目标，这个归哪个部门？". A question that names
a document and what it asks about takes nothing over.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from assistant.question.roles import HELP, LEAD

Stretch = tuple[int, int]

# What opens a new topic, and what puts a slip right: neither is part of the question.
_NEW_TOPIC = re.compile(
    r"^.{0,12}?(?:换个话题|换一个话题|另外(?:再)?问|再问一?个别的|说点别的|(?:先|就)?不(?:说|谈|聊|问|管)这个了?|new topic)[，,。.！!：:\s]*",
    re.I,
)
_SAYING = r"我?(?:刚才)?(?:是?想?要?(?:问|说|指|要|看|查|讲)的?(?:就)?是?|的?意思是)"
_NOT_THAT = re.compile(
    rf"^(?:{_SAYING}|我)?(?<![是要])(?:不是|不要|不问|别说)[^，,。？?]{{1,14}}[，,]\s*(?:而是|是|{_SAYING})|[，,](?:而)?不是[^，,。？?]{{1,14}}(?=[。.]?$)"
)
_OPENING = re.compile(
    r"^(?:(?:那么|那就|那(?![份个些件项事是])|行|嗯|哦|噢|ok|okay|and|so|then|no|sorry|好的?|再往后|再|往后|接着|还有(?!(?:什么|啥|哪|没有|别的|其他)?[呢吗？?]*$)|到时候|顺便|对了|等等|等一下|算了)"
    rf"(?=[\W]|[^\W\d])|不(?:对|是)?(?=[，,。！! ]|不?是?我)|(?:我|是我)?(?:问|说|讲|写|打)?错了|{_SAYING}(?=[^？?]))[，,。！!：:\s]*",
    re.I,
)
_MORE = re.compile(
    r"^(?:还有|别的|其[他它余]|另外|除此(?:之外|以外)|除了这[个些])(?:还有|的)?(?:别的|其[他它])?(?:什么|啥|哪些|没有|没|吗|呢|吧|么|指标|数字?|内容|措施|[，,？?。\s])*$|^what else\W*$|^anything else\W*$",
    re.I,
)
_CLOSER = re.compile(
    r"^(?:请|能|能不能|可以|麻烦)?(?:再|说|讲|写|更)*(?:具体|详细|展开|细)(?:一?[点些下]|来?说|讲|写|说说|讲讲|是什么|[一些吗呢么吧])*[，,。？?\s]*|^(?:more details?|in detail)\W*",
    re.I,
)
# Words that stand for what was spoken of.
_POINTING = re.compile(
    r"^(?:这|那|其|该|此)(?=[归由是要到得算有能会])|这个|那个|这件|那件|这项|那项|这事|那事|这里头|这里面|其中|里头|里面|上述|该项|该指标|它|此事|具体|这些|那些|這個|那個|這件|這項|這裡|其中|\b(?:it|this|that|these|those|they)\b",
    re.I,
)
_QUESTION_WORDS = re.compile(
    r"责任(?:单位|部门)是哪些|由谁牵头|(?:由|归|是|让)?谁(?:来|去)?(?:主抓|主管|管|抓|办|做)?|(?:是|要|会|有|定|达到|做到|控制在?)?(?:(?:多少|几)(?:[个家名张项条种台所块成岁人次])?|什么|哪些|哪个|哪几个|怎么(?:样)?|如何|吗|呢|啥|多高|多大|是不是|有没有|何时|嗎|什麼)(?:部门|单位|安排|规定|要求|措施|管|办|做)?"
)
# It begins with how it asks, or with a verb or preposition before it: 从几岁开始, 是到哪一年要达到的, 每年降几个点.
_ASKS_ONLY = re.compile(
    r"^(?:的|都|才|又|是|从|到|由|归|该|要|得|能|会|给|按|算|用|靠|拿|每[年月人]|[降升涨增减做建补]到?|准备|打算|计划)*"
    r"(?:哪个|哪些|哪几个|哪天|哪里|什么|啥|谁|多少|多[大久高长]|几|怎么|何时|哪一?年|是不是|有没有|干[嘛啥]|为什么|为啥)|牵头|负责|主责|配合|参与|部门|单位|要达到|什么时候"
)
# A unit and whether it takes part: 教育局参加吗？
_UNIT_ONLY = re.compile(
    r"^.{0,8}[局委办厅联会部关][也还]?是?(?:(?:要不要|是不是|有没有|算不算|主[是还]|头还|算|参加|参与|牵头|负责|配合|没有?[？?]?$)[^,，。]{0,6}|(?:的份)?呢[？?]?)$"
)
# What a number is, or who does what: asked of what was spoken of. What a document says of itself is asked of no measure.
_BASELINE = re.compile(r"基[数线准期]|底[数子]|现状|起点|实际|(?:现在|目前|眼下|如今)(?:是|有|到)?(?:多少|几|什么水平|啥水平)")
_ASKED_OF_IT = re.compile(
    rf"{_BASELINE.pattern}|目标值?|上限|下限|数[字值]?|情况|水平|指标|期限|{LEAD}|{HELP}|负责|责任|(?:(?:找|归|由)?(?:哪|什么)[一几个些]*)?(?:部门|单位|[局委办厅])|总共|一共|合计|名单|几家|增加|减少|提高|降低|上升|下降|变化|约束性|预期性|内容|依据|原话|原文|出处|哪条"
)
_OF_DOCUMENT = re.compile(r"文号|字号|发文|印发|发布|主送|抄送|稿|生效|现行")
_REQUEST = frozenset(
    [
        "报",
        "查",
        "查查",
        "看看",
        "说说",
        "讲讲",
        "列",
        "给出",
        "报一",
        "一样",
        "同样",
        "一并",
        "顺便",
        "麻烦",
        "再说",
        "也有",
        "提到",
        "怎样",
        "那边",
        "这边",
        "那儿",
        "那里",
        "份",
        "版",
        "方面",
    ]
)
_WHO = re.compile(
    r"(?:由|归|是)?(?:谁|哪[个些](?:部门|单位))(?:来)?(?:牵头|负责|主管|管)|责任单位是哪些|(?:由|归)(?:谁|哪[个些几]?(?:部门|单位|家|局))(?=[？?。]|$)|哪[个些几](?:部门|单位|局)(?:在|来)?(?:抓|办|主抓)"
)
_ASKS = re.compile(r"多少|几|什么|哪|谁|怎么|如何|吗|何时|啥|牵头|责任单位")
_PER = re.compile(r"每[百千万]+(?:名|常住)?(?:人口|人)?")
_RATE = re.compile(
    r"(?:规范|健康|抽检|监测|早期)?(?:合格|普及|覆盖|管理|治疗|接种|签约|达标|知晓)率"
)  # of whatever the follow-up names instead
_COUNTED = re.compile(r"[医护]|床位|药师|人员|机构|车")
_JOIN = re.compile(r"[和与跟及、，,的里\s]*")
_YEARS_JOINED = re.compile(r"年?[和与跟及、，,到至\s]*")
_AND_SO = re.compile(r"呢[？?]?$")
# Of a number that was asked for: which ones they are.
_WHICH_ONES = re.compile(r"^(?:都|分别|各|具体|又|到底)*(?:是|有|包括|指)(?:什么|啥|哪[些几][个条项]?|谁)(?:来着)?[呢呀啊]?[？?]*$")
_HOW_MANY = re.compile(r"多少|几")
# What was asked of a thing before does not go with what is asked of it now: who leads it, and by when it is built.
_ROLES = re.compile(r"(?:由|归|是)?(?:责任(?:单位|部门)|牵头(?:单位|部门)?|负责)")
_VALUE = re.compile(r"多少|几(?![个家](?:部门|单位))|何时|什么时候|哪一?年|多[久高大]")
LONGEST_SUBJECT = 40


@dataclass(frozen=True, slots=True)
class Read:
    """What of a question is needed to complete another: where it names places, documents and years, and its words for what is asked about.

    ``documents`` are those that it is about by itself; none where it names none.
    """

    text: str
    places: tuple[Stretch, ...]
    mentions: tuple[Stretch, ...]
    years: tuple[Stretch, ...]
    terms: tuple[str, ...]
    documents: tuple[str, ...]

    @property
    def matter(self) -> tuple[str, ...]:
        """The words that name something of which something can be asked."""
        return matter(self.terms)

    @property
    def named(self) -> tuple[Stretch, ...]:
        """Where it names what it is about, with what joins two names: 嘉兴24年的意见和沈阳."""
        joined: list[Stretch] = []
        for start, end in sorted((*self.places, *self.mentions)):
            if joined and _JOIN.fullmatch(self.text[joined[-1][1] : start]):
                start = joined.pop()[0]
            joined.append((start, end))
        return tuple(joined)

    @property
    def document(self) -> str:
        """How it calls the places and documents that it is about, as far as it does."""
        return "和".join(dict.fromkeys(self.text[start:end] for start, end in self.named))

    @property
    def year(self) -> str:
        """The years that it asks for: 2025年、2027年; "" where it asks for none."""
        return "、".join(dict.fromkeys(f"{self.text[start:end]}年" for start, end in self.years))


def matter(terms: Iterable[str]) -> tuple[str, ...]:
    """The terms that name something of which something can be asked: 床位, but not 数字, 牵头 or 文号."""
    return tuple(
        t for t in terms if t not in _REQUEST and not t.isdecimal() and not _ASKED_OF_IT.fullmatch(t) and not _OF_DOCUMENT.search(t)
    )


def own_words(text: str, read: Callable[[str], Read]) -> str:
    """What a follow-up says by itself, without what opens it; "" where it opens a new topic, asks for more, or is about what it names itself."""
    bare = _opened(text)
    if _NEW_TOPIC.match(text) or _MORE.match(bare) or _CLOSER.match(bare):
        return ""
    mine = read(bare)
    return "" if mine.places or mine.mentions else bare


def standalone(text: str, history: Sequence[str], read: Callable[[str], Read]) -> str:
    """The last question by itself. ``history`` are the questions before it, oldest first; ``read`` reads one question."""
    before = ""
    for turn in (*history, text):
        before = _complete(turn, before, read) if before else turn
    return before


def _complete(text: str, before: str, read: Callable[[str], Read]) -> str:
    """A question after the one before it, which stands by itself."""
    theirs = read(before)
    if match := _NEW_TOPIC.match(text):
        mine = read(text[match.end() :])
        return f"{'' if mine.document else theirs.document}{mine.text}" if mine.text else text
    bare = _opened(text)
    if _MORE.match(bare):
        return f"{_subject(before)}，还有哪些"
    if closer := _CLOSER.match(bare):
        return f"{_subject(before)}，{bare[closer.end() :] or '具体怎么规定的'}"
    if _WHICH_ONES.match(bare) and _HOW_MANY.search(before):
        return f"{re.sub('[？?。！!]+$', '', before)}，{bare}"
    mine = read(bare)
    if mine.places or mine.mentions:
        place = _place_taken_over(bare, mine, theirs, read)
        return f"{place}{text}" if mine.matter else _of_another(bare, mine, theirs, place)
    if mine.years and not mine.matter:
        if _ASKS.search(bare) and not _ASKS.search(before):
            return f"{_cut(before, theirs.years)}，{bare}"
        return _with_years(theirs, mine.year)
    if not mine.matter and _OF_DOCUMENT.search(bare):
        return f"{theirs.document}，{bare}"
    if _points_back(bare, mine):
        subject = _subject(_cut(before, theirs.years) if _BASELINE.search(bare) else before)
        return f"{_ROLES.sub('', subject).strip() or subject if _VALUE.search(bare) else subject}，{bare}"
    return _with_frame(text, bare, mine, theirs)


def _opened(text: str) -> str:
    """A follow-up without what opens it, and without what its asker takes back."""
    bare = _NOT_THAT.sub("", text) or text
    while (shorter := _OPENING.sub("", bare)) not in (bare, ""):
        bare = shorter
    return re.sub(r"^是(?!不是|否|谁|哪|什么|多少)", "", bare) if bare != text else bare


def _place_taken_over(bare: str, mine: Read, theirs: Read, read: Callable[[str], Read]) -> str:
    """The place of the question before it, where the document that a follow-up names may be that place's: 24年的意见, but not another's draft."""
    place = "" if mine.places else "和".join(dict.fromkeys(theirs.text[slice(*at)] for at in theirs.places))
    return place if not place or not mine.documents or set(read(place + bare).documents) <= set(mine.documents) else ""


def _of_another(bare: str, mine: Read, theirs: Read, place: str) -> str:
    """The question before it of the place or document that a follow-up names, of its year, and with what it asks of them."""
    if any(_OF_DOCUMENT.search(term) for term in mine.terms):
        return f"{place}{bare}"
    of_same_place = bool(mine.mentions and place)
    gone = [*theirs.named, *(theirs.years if mine.years or of_same_place else ())]
    at = min((start for start, _ in gone), default=0)
    new = f"{place}{mine.document}{mine.year}"
    whole = theirs.text[:at] + new + _cut(theirs.text[at:], [(a - at, b - at) for a, b in gone])
    asked = [term for term in mine.terms if _ASKED_OF_IT.fullmatch(term)]
    rest = _cut(bare, [*mine.places, *mine.mentions, *mine.years]).strip("的，, ")
    return f"{_subject(whole)}，{rest}" if asked and not all(term in theirs.text for term in asked) else whole


def _with_frame(text: str, bare: str, mine: Read, theirs: Read) -> str:
    """A follow-up that names something else, with the place, document, year and measure that it is asked of."""
    elliptic = bool(_AND_SO.search(bare)) or not _ASKS.search(bare)
    named = _AND_SO.sub("", bare)
    tail = who.group() if (who := _WHO.search(theirs.text)) and not _ASKS.search(named) else ""
    per = found.group() if elliptic and (found := _PER.search(theirs.text)) and not _PER.search(bare) and _COUNTED.search(bare) else ""
    rate = what.group() if elliptic and (what := _RATE.search(theirs.text)) and "率" not in bare and len(mine.terms) == 1 else ""
    frame = f"{theirs.document}{theirs.year if elliptic and not mine.years else ''}"
    whole = f"{per}{named}{tail or rate}" if tail or rate else f"{per}{bare}"
    return f"{frame}{whole}" if frame or tail or rate or per else text


def _points_back(text: str, mine: Read) -> bool:
    """Whether a question has no subject of its own: it points to what was said, or only asks who, how much, when."""
    return (
        not mine.matter
        or bool(_POINTING.search(text) or _UNIT_ONLY.match(text))
        or (len(mine.matter) < 2 and bool(_ASKS_ONLY.search(text)))
    )


def _subject(question: str) -> str:
    """What a question is about, without its question words: 嘉兴2030年吸烟率目标 of 嘉兴2030年吸烟率目标是多少？"""
    last = re.split(r"[，,]", re.sub(r"[？?。！!]+$", "", question))
    kept = [part for part in (_QUESTION_WORDS.sub("", piece).strip() for piece in last) if part]
    return "，".join(kept)[:LONGEST_SUBJECT] or question


def _with_years(theirs: Read, years: str) -> str:
    """A question with its years, those that stand together, replaced by others, or with the years before it where it had none."""
    if not theirs.years:
        return f"{years}{theirs.text}"
    start, end = theirs.years[-1]
    for earlier, until in reversed(theirs.years[:-1]):
        start = earlier if _YEARS_JOINED.fullmatch(theirs.text[until:start]) else start
    return f"{theirs.text[:start]}{years}{theirs.text[end:].removeprefix('年')}"


def _cut(text: str, spans: Iterable[Stretch]) -> str:
    """A text without some of it, nor the 年 or 里 that goes with what is left out."""
    for start, end in sorted(set(spans), reverse=True):
        text = text[:start] + re.sub(r"^[年里中]+", "", text[end:])
    return text
