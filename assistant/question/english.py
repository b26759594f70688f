"""An English question made the Chinese words that the documents would be searched with; and the gloss of an answer's key terms. No model.

"What is Jiaxing's target for life expectancy in 2030?" becomes "嘉兴市 目标 人均预期寿命 2030年 多少". What the glossary does not know is left
out. Quotations stay Chinese; the terms that were asked about are given with their English beneath the answer. How English asks and what it
takes for granted is read in asking_english.py.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.question.asking_english import asks, claims, of_asker, plain, points_back, second, states
from assistant.question.glossary import HERE, Term, Together, apart, figures, longest, others, scattered, stem, words_of
from index.folding import fold_text

_YEAR = re.compile(r"(?:19|20)\d\d")
_DECADE = re.compile(r"\b(?:by|at|before) the end of (?:the|this) decade\b|\bby the decade's end\b|\bthis decade\b", re.I)
# The 2018 outline: a document by its year or the year in its name, which is no year that is asked about.
_OF_YEAR = re.compile(
    r"\b((?:19|20)\d\d)[ -](?:[a-z]+ )?(draft|outline|opinions?|plan|document|paper|programme|program|scheme|annexe?|appendix|table|text)\b",
    re.I,
)
_UNITS = (
    (r"%|percent|per cent", "%"), (r"(?:percentage )?points?", "个百分点"), (r"class hours?|lessons?|class periods?", "课时"), (r"minutes?", "分钟"),
    (r"hours?", "小时"), (r"square met(?:er|re)s?", "平方米"), (r"beds?", "张"), (r"years of age|years old", "岁"),
)  # fmt: skip
_VALUE = re.compile(rf"(?<![\d.,])(\d+(?:\.\d+)?)[\s-]*({'|'.join(unit for unit, _ in _UNITS)})(?![a-z])", re.I)
# Numbers that a question states: an age, so many actions, so many of anything, or one without a unit.
_STATED = tuple((re.compile(pattern, re.I), written) for pattern, written in (
    (r"\b(?:expectancy|lifespan|lives?|longevity)\b[^?]*?\b(\d\d(?:\.\d+)?) years\b", "{}岁"),
    (r"\b(?:aged?|age of|starts? at|begins? at|from)\s+(\d{1,3})\b(?![\s,]*(?:%|\d|percent|to\b))", "{}岁"),
    (r"\b(\d{1,3})\s+(?:[a-z]+\s+)?(?:actions|measures|tasks|projects|programmes|chapters|sections|articles)\b", "一共{}项行动"),
    (r"(?<![\d.,])(?<!per )(?<!over )(?<!under )(?<!aged )(?<!top )(?<!grade )(\d+(?:\.\d+)?)\s+(?!cities|documents|plans|years|provinces|departments|agencies|months|days|weeks)(?:[a-z-]+\s+){0,3}?[a-z]+s\b", "{}个"),
    (r"\b(?:is|of|to|at|as|be|being|reach(?:es)?|hits?|only|just)\s+(\d+(?:\.\d+)?)(?![\d%.]*[\s-]*[a-z%\d])", "为{}"),
))  # fmt: skip
# Words of the glossary that say how is asked, not what for: that is read by itself.
_ASKED = frozenset(["牵头单位", "责任单位", "责任部门", "多少", "哪些", "牵头", "负责", "率", "以内", "以上", "以下", "不少于", "数量", "平均", "人群", "必须", "根据"])  # fmt: skip
_EMPTY = frozenset(["人数", "人群", "县域", "人", "每年", "每月", "岁", "年", "目标", "部门", "时间", "地方", "指标"])
"""Terms that name nothing by themselves: a question of them alone goes on from the one before."""
_OF_DOCUMENT = re.compile(r"文件|文号|印发|抄送")
_RANKS = frozenset(["水平", "计划", "实施", "基地", "根据", "国家", "全省", "省级", "政策", "执行", "温室气体"])
"""Terms that say nothing of their own where a document is asked for that another carries out, or what it is."""
_GOALS = re.compile(r"\b(?:goals|targets|objectives|aims|ambitions)\b", re.I)
"""The goals of a city, of nothing in particular."""
_PARTS = frozenset(["就业", "职责", "责任", "任务", "作用", "样板"])
"""Terms that say a unit's part where that is asked for: its job, its role."""
_COMMON = frozenset(["儿童", "妇女", "学生", "老年人", "居民", "患者", "青少年", "婴幼儿", "医院", "学校", "家庭", "社区", "疾病", "安全", "政策", "法规", "战略", "健康", "服务", "公众", "费用", "补贴", "支付", "提供", "规划"])  # fmt: skip
"""Terms of so many questions that they are not what one is about."""
# English that people who speak Chinese mix into it, and how it asks; HPV and app stay.
_RUN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z][a-z]+(?:-[a-z]+)*(?: [A-Za-z][a-z]+(?:-[a-z]+)*)*(?![A-Za-z0-9])|\bKPI\b")
_SHORT = re.compile(r"[A-Za-z][a-z]{1,3}")
_MIXED = {
    "who": "谁", "what": "什么", "which": "哪些", "when": "什么时候", "where": "哪里", "how": "怎么", "must": "必须", "support": "支持", "total": "总量", "target": "目标",
    "ratio": "比例", "rate": "率", "lead": "牵头", "leader": "牵头单位", "responsible": "责任", "deadline": "截止时间", "headcount": "人数", "database": "库", "kpi": "指标",
}  # fmt: skip
SUBJECT = 2
"""With so many other terms a question is about what they say, whatever else it names."""
_WHERE = re.compile(r".(?:市|省)$|征求意见稿|^(?:规划|纲要|实施意见|意见|文件)$")
_UNIT = re.compile(r"(?:(?<![协学社大动])会|(?<![乐干内全])部|[局委办厅联]|^市.*中心|海关|政府)$")
# What names a thing: a word with such an ending, or the object of such a preposition.
_NOUN = re.compile(
    r"(?:ism|itis|osis|oma|ectom(?:y|ies)|plasty|scopy|pathy|ology|iatry|emia|uria|algia|phobia|tions?|ments?|ness|ances?|ences?|ities|ity)$"
)
_MARKED = r"(?<![\w.])\d+\+\d+"
_NAME = r"(?<=[\w,] )[A-Z][a-z]{2,}"
_OBJECT_OF = r"\b(?:about|against|on|of|for|with|regarding|concerning|into)(?: (?:the|a|an|any|all|some|its|their|new|more|better))*"
_ENDS = r"(?= (?:in|among|at|and|or|during)\b|[?.,]|$)"
"""What follows a name in -ing: "about snoring in children", not "for bringing down"."""


def chinese(question: str) -> str:
    """The question in the documents' words: where and of what, what it claims, its values and years, and how it asks."""
    asked = figures(question)
    stated = states(asked)
    text, further = _parts(plain(asked))
    text, terms = _without_asker(text)
    units = [(term.english, term.chinese[0]) for term in terms if _is_unit(term)]
    how = [*asks(text, names_unit=bool(units)), *further]
    claimed, saying = claims(text, units if how != ["牵头哪些行动"] else ()) if stated else ([], frozenset())
    together = [*apart(words_of(text)), *scattered(words_of(text), _not_known(text), listed("function"))]
    about = _about(terms, together, saying)
    where = _called([word for word in about if _WHERE.search(word)], asked)
    what = [word for word in about if not _WHERE.search(word)]
    dated = _DECADE.sub(" 2030 ", _OF_YEAR.sub(" ", text))
    years = [f"{year}年" for year in words_of(dated) if _YEAR.fullmatch(year)]
    told = frozenset[str]().union(*(stems for stems, _ in together))
    unknown = [*_named(text), *(_unknown(text) if len(set(what) - _EMPTY - _COMMON) < SUBJECT else ())]
    names = dict.fromkeys((*_han(text), *_kept(text, terms), *(word for word in unknown if stem(word) not in told)))
    if what == ["目标"] and where and _GOALS.search(text):
        what, how = ["总体目标"], []
    pointing = dict.fromkeys((*(["这个"] if not claimed and not set(what) - _EMPTY else []), *points_back(text)))
    what, how = _without_asking(what, how, {unit for _, unit in units})
    place = f"{' '.join(where)}，" if where and claimed else " ".join(where)  # what is claimed stands in a part by itself
    return " ".join(word for word in (place, *claimed, *what, *_values(dated, stated), *names, *years, *how, *pointing) if word)


def _without_asking(what: list[str], how: list[str], units: set[str]) -> tuple[list[str], list[str]]:
    """What is asked about and how, without the terms that only say how; a unit's part in nothing in particular is its part in all."""
    if any(_OF_DOCUMENT.search(word) for word in how):
        return [word for word in what if word not in _RANKS], how
    if how == ["职责是什么"]:
        what = [word for word in what if word not in _PARTS]
        return what, ["参与哪些行动"] if set(what) <= units else how
    return what, how


def _parts(question: str) -> tuple[str, list[str]]:
    """A question that asks who, without what it asks of a unit besides, and that in Chinese: "Who leads …, and is customs involved?"."""
    further = second(question)
    first = question.removesuffix(further)
    unit = next((term.chinese[0] for term in _terms(further) if _is_unit(term)), "")
    if not unit or not {*asks(first, names_unit=False)} & {"由谁牵头", "责任单位是哪些"}:
        return question, []
    return first, [f"，{unit}是不是参与"]


def _without_asker(question: str) -> tuple[str, list[Term]]:
    """A question and its terms without what it says first of the one who asks, but for the places; the whole, where what follows says too little."""
    first = of_asker(question)
    rest = question.strip().removeprefix(first)
    terms = _terms(rest)
    if first and sum(not _WHERE.search(term.chinese[0]) for term in terms) >= SUBJECT:
        return rest, [*(term for term in _terms(first) if _WHERE.search(term.chinese[0])), *terms]
    return question, _terms(question)


def _terms(question: str) -> list[Term]:
    """The terms of a question but for those that say how is asked."""
    return [term for term in chinese_of(question)[0] if not _asks(term)]


def _about(terms: Sequence[Term], together: Sequence[Together], saying: frozenset[str]) -> list[str]:
    """What terms are called, each once: words that mean something together first, and nothing that a claim says with its stems."""
    told = saying.union(*(stems for stems, _ in together))
    single = (term.chinese[0] for term in terms if not {stem(word) for word in term.english.split()} <= told)
    return list(dict.fromkeys((*(chinese[0] for _, chinese in together), *single)))


def _called(where: Sequence[str], asked: str) -> list[str]:
    """Places and documents, these with the year that a question calls them by: 2018纲要."""
    years = {kind.chinese[0]: year for year, noun in _OF_YEAR.findall(asked) for kind in chinese_of(noun)[0]}
    return [f"{years.get(word, '')}{word}" for word in where]


def gloss(question: str, answer: str) -> tuple[tuple[str, str], ...]:
    """The terms of a question that its answer speaks of, in either script: the Chinese and the English of each, once."""
    folded = fold_text(answer)
    found: dict[str, str] = {}
    for term in _terms(question):
        said = next((word for word in term.chinese if fold_text(word) in folded), None)
        if said:
            found.setdefault(said, term.english)
    return tuple(found.items())


def chinese_of(text: str) -> tuple[list[Term], list[str]]:
    """The terms of any English text, and its words that the glossary does not know."""
    words = words_of(text)
    found: list[Term] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        term = longest(words, at)
        if term and term.english not in listed("function"):
            found.append(term)
        elif words[at] not in listed("function") and not re.search(r"\d", words[at]):
            unknown.append(words[at])
        at += term.length if term else 1
    return found, unknown


def mixed(question: str) -> str:
    """A Chinese question with the English words in it in Chinese: "丽水 cancer 防治还有 who 要负责".

    Abbreviations stay, as documents have them; other words that the glossary does not know say nothing there.
    """
    return _RUN.sub(lambda run: _in_chinese(run.group()), question)


def _in_chinese(run: str) -> str:
    """A few English words that stand in a Chinese question."""
    words = words_of(run)
    first = longest(words, 0)
    if _SHORT.fullmatch(run) and run.lower() not in _MIXED and (first is None or run.upper() in first.chinese[0]):
        return run
    said: dict[str, None] = {}
    while words:
        term = longest(words, 0)
        said[_MIXED.get(words[0]) or (term.chinese[0] if term else "")] = None
        words = words[term.length if term else 1 :]
    return "".join(said)


def also(made: str) -> dict[str, tuple[str, ...]]:
    """The words of a question made Chinese here, in its folded text, for which documents have others, each with these."""
    return {word: others()[word] for word in made.split() if word in others()}


def is_english(text: str) -> bool:
    """Whether most of the words of a text are English, as far as the glossary goes."""
    words = [word for word in words_of(text) if not re.search(r"\d", word)]
    return 2 * len(chinese_of(text)[1]) < len(words)


def _asks(term: Term) -> bool:
    """Whether a term says how is asked, or is a year, which the question has anyhow."""
    return term.chinese[0] in _ASKED or bool(re.fullmatch(r"到?\d{4}年", term.chinese[0]))


def _is_unit(term: Term) -> bool:
    """Whether a term is a unit by its name: 市教育局."""
    return bool(_UNIT.search(term.chinese[0])) and len(term.chinese[0]) > 2


def _han(question: str) -> list[str]:
    """Chinese words that the question itself holds, such as 市生态环境局."""
    return re.findall(r"[㐀-鿿]{2,}", question)


def _values(question: str, stated: bool) -> Iterator[str]:
    """Values with their units: 10课时 of "10 class hours"; where the question states them, numbers without a unit too."""
    said = set()
    for match in _VALUE.finditer(question):
        said.add(match[1])
        yield match[1] + next(chinese for unit, chinese in _UNITS if re.fullmatch(unit, match[2], re.I))
    for pattern, written in _STATED if stated else ():
        for match in pattern.finditer(question):
            if match[1] not in said and not _YEAR.fullmatch(match[1]):
                said.add(match[1])
                yield written.format(match[1])


def _kept(question: str, terms: Sequence[Term]) -> list[str]:
    """What is written in figures with signs (1+5), and names in capitals, numbers with letters and telephone numbers that the glossary does not know, which documents write in the same way."""
    known = {word for term in terms for word in term.english.split()}
    kept = re.findall(r"\b(?:[A-Z][A-Z0-9]+(?:-[A-Z0-9]+)*|\d{5,})\b", question)
    return [*re.findall(_MARKED, question), *(word for word in kept if not set(words_of(word)) <= known)]


def _unknown(question: str) -> list[str]:
    """Names that the glossary does not know, as they are: a question that asks about one is not answered with the rest of it."""
    return [
        word
        for word in _not_known(question)
        if _NOUN.search(word) or re.search(rf"{_OBJECT_OF} {re.escape(word)}(?:(?<!ing)\b|{_ENDS})", question, re.I)
    ]


def _not_known(question: str) -> list[str]:
    """The words that the glossary does not know and that say something of their own."""
    return [word for word in chinese_of(question)[1] if word not in listed("plain") and not {word, stem(word)} & listed("general")]


def _named(question: str) -> list[str]:
    """Names of persons, firms and things that the glossary does not know: words with a capital where most have none."""
    names = {word.lower() for word in re.findall(_NAME, question)}
    return [word for word in _not_known(question) if word in names] if 2 * len(names) < len(words_of(question)) else []


@cache
def listed(kind: str) -> frozenset[str]:
    """The words of plain_english.txt that are of a kind: function, plain or general."""
    parts = re.split(r"^\[(\w+)\]$", (HERE / "plain_english.txt").read_text(encoding="utf-8"), flags=re.M)
    lines = parts[parts.index(kind) + 1].splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
