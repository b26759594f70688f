"""A model's English sentence in the words of the clauses that it cites, so that it can be held to them like any other. Pure.

"By 2030, Jiaxing intends to bring the smoking rate among people aged 15 and above down to below 20%" beside its clause becomes
"2030年。嘉兴 吸烟率 15岁以上 不高于20%". Terms go through the glossary, each as the alternative that the clause has; a number takes its
unit from the clause where the English has none. A sentence with words that the glossary does not know cannot be checked and does not stand.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from assistant.checks.paraphrase import stands
from assistant.question.english import chinese_of, listed
from assistant.question.glossary import Term
from index.reading import Quantity, quantities

UNKNOWN = 0.1
"""The share of words that the glossary may lack."""
_BEFORE = {
    "at least|no less than|not less than|no fewer than|no lower than|not lower than|not below|a minimum of|minimum of|over|more than|above|exceed(?:s|ing)?|greater than": "不低于",
    "at most|no more than|not more than|no higher than|not higher than|not exceed(?:ing)?|not to exceed|within|below|under|less than|fewer than|lower than|up to|a maximum of": "不高于",
    "about|around|approximately|roughly|some|nearly": "约",
}  # fmt: skip
_AFTER = {
    "or more|or above|and above|or higher|and higher|or over|and over|or older|and older|or better|\\+": "以上",
    "or less|or below|and below|or lower|or fewer|or under|and under": "以下",
    "or so": "左右",
}
_UNITS = {
    "%|percent|per cent": "%", "percentage points?": "个百分点", "‰|per mille|per thousand": "‰", "yuan|rmb|cny": "元", "minutes?": "分钟", "class hours?|lessons?|periods?": "课时",
    "square met(?:er|re)s?": "平方米", "beds?": "张", "years? old|years? of age|year-olds?|-year-olds?": "岁",
}  # fmt: skip
_SCALES = {"thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_NUMBER = re.compile(
    rf"(?:(?P<before>{'|'.join(_BEFORE)})\s+)?(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:\s*(?P<scale>thousand|million|billion))?"
    rf"(?:[\s-]*(?P<unit>{'|'.join(_UNITS)})(?![a-z]))?(?:\s+(?:(?P<middle>(?!and\b|or\b|in\b|by\b)\w+)\s+)?(?P<after>{'|'.join(_AFTER)}))?"
    rf"(?:\s+(?:in|by|for)\s+(?:the end of\s+)?(?P<year>(?:19|20)\d\d)\b)?",
    re.I,
)
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNTED = re.compile(
    rf"\b(?:(?:{'|'.join(_WORDS[1:])})\b(?!-)|one\b(?=\s+(?:{'|'.join(_UNITS)})(?![a-z]))|(?:(?<=least )|(?<=most )|(?<=than ))one\b)", re.I
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PER = re.compile(r"\b(?:per|for every|out of every)\s+(?:1,?000|10,?000|100,?000|million|thousand|hundred|100)\b|(?<=\d)/100,?000", re.I)
_PER_NAMES = {
    "1000": "每千",
    "10000": "每万",
    "100000": "每10万",
    "thousand": "每千",
    "million": "每百万",
    "hundred": "每百",
    "100": "每百",
}
# How firmly, and whether at all: an English word is one class, whatever the glossary makes of it.
_FIRMLY = (
    (re.compile(r"\bstriv(?:e|es|ing)\b|\bendeavou?rs?\b|\btry(?:ing)? to\b|\btries to\b|\bseeks? to\b", re.I), "力争"),
    (re.compile(r"\bencourag(?:e|es|ed|ing)\b|\bsupport(?:s|ed|ing)?\b|\bguid(?:e|es|ing)\b|\badvocat(?:e|es|ing)\b|\bpromot(?:e|es|ing) the idea\b", re.I), "鼓励"),
    (re.compile(r"\bexplor(?:e|es|ing)\b|\bpilot(?:s|ing)\b", re.I), "探索"),
    (re.compile(r"\bmust\b|\bforbid(?:s|den)?\b|\bprohibit(?:s|ed|ing)?\b|\bbann?(?:s|ed|ing)?\b|\bmandatory\b|\bcompulsory\b", re.I), "必须"),
)  # fmt: skip
_TURNS = (
    (re.compile(r"\b(?:rais(?:e|es|ed|ing)|ris(?:e|es|ing)|increas(?:e|es|ed|ing)|grow(?:s|ing)?|goes up|go up|up from|boost(?:s|ing)?|expand(?:s|ing)?)\b", re.I), "提高"),
    (re.compile(r"\b(?:reduc(?:e|es|ed|ing)|lower(?:s|ed|ing)?|cut(?:s|ting)?|decreas(?:e|es|ed|ing)|fall(?:s|ing)?|drop(?:s|ping)?|declin(?:e|es|ing)|down from|goes down|curb(?:s|ing)?)\b", re.I), "降低"),
)  # fmt: skip
# Twice denied is allowed, which is not the ban of the clause.
_ALLOWED = re.compile(r"\b(?:not|never|no longer|without)\s+(?:\w+ing\s+)?(?:forbid|prohibit|bann?|restrict)\w*", re.I)
# What is said to be done, and of all: FUNCTION words in English, but not in the clause.
_DONE = re.compile(r"\b(?:has|have)\s+(?:already\s+|now\s+|been\s+)*\w+(?:ed|en|ilt|et|one|ade|ought)\b|\balready\b", re.I)
_ALL = re.compile(r"\b(?:all|any)\s+(?:of\s+)?(?:the\s+)?(?!levels?\b|kinds\b|types\b|over\b)(?=(?P<what>[a-z][a-z' -]+))", re.I)
_LIMITS = (
    (re.compile(r"\b(?:only|merely|solely|just)\b", re.I), "只"),
    (re.compile(r"\bsome\b", re.I), "部分"),
    (re.compile(r"\b(?:and|or) (?:above|higher|over)\b", re.I), "以上"),
    (re.compile(r"\b(?:and|or) (?:below|lower|under)\b", re.I), "以下"),
)
_NEGATION = re.compile(
    r"\b(?:not|no longer|never|without|neither|nor|none|cannot)\b(?! (?:less|more|fewer|higher|lower|below|exceed|to exceed))", re.I
)
_LEADS = re.compile(
    r"\b(?:is|are)?\s*(?:led|headed) by\b|\bleads?\b|\blead (?:unit|agency|department|body|role)\b|\btakes? the lead\b|\bin the lead\b|\bin charge\b",
    re.I,
)


def rendered(claim: str, sentences: Sequence[str], there: str) -> str:
    """The claim in Chinese terms beside the folded sentences of its clauses; "" where too many of its words are unknown."""
    known = [q for sentence in sentences for q in quantities(sentence)]
    parts = [
        _part(part, known, there)
        for part in re.split(r"(?<!\d)[,;:]|[,;:](?!\d)|\band\b(?! (?:over|above|older|more|higher|below|under|lower)\b)(?=[^.]*\d)", claim)
    ]
    unknown = sum(missing for _, missing, _ in parts)
    words = sum(count for _, _, count in parts)
    if unknown > UNKNOWN * words:
        return ""
    return "。".join(part for part, _, _ in parts if part)


def _part(text: str, known: Sequence[Quantity], there: str) -> tuple[str, int, int]:
    """A part in Chinese, how many of its words the glossary lacks, and how many words it has that say something."""
    said: list[str] = []
    rest = _COUNTED.sub(lambda match: str(_WORDS.index(match[0].lower()) + 1), text)
    for match in _PER.finditer(rest):
        said.append(
            next((name for key, name in _PER_NAMES.items() if re.sub(r"\D", "", match.group()) == key or key in match.group().lower()), "")
        )
    rest = _PER.sub(" ", rest)
    found = [match for match in _NUMBER.finditer(rest) if not _YEAR.fullmatch(match["number"])]
    numbers = [_number(match, known) for match in found]
    for match in reversed(found):
        rest = f"{rest[: match.start()]} {match['middle'] or ''} {rest[match.end() :]}"
    said += [f"{year}年" for year in _YEAR.findall(rest)]
    rest = _YEAR.sub(" ", rest)
    said += ["已经"] * bool(_DONE.search(rest))
    said += [word for pattern, word in _LIMITS if pattern.search(rest)]
    said += [f"所有{_there(terms[0], there)}" for match in _ALL.finditer(rest) if (terms := chinese_of(match["what"])[0])]
    said += ["允许"] * bool(_ALLOWED.search(rest))
    rest = _ALLOWED.sub(" ", rest)
    said += [word for pattern, word in _FIRMLY if pattern.search(rest)]
    for pattern, _ in _FIRMLY:
        rest = pattern.sub(" ", rest)
    said += [word for pattern, word in _TURNS if pattern.search(rest)]
    if _NEGATION.search(rest):
        said.append("不")
    han = re.findall(r"[㐀-鿿]{2,}", rest)
    terms, unknown = chinese_of(rest)
    words = [_there(term, there) for term in terms]
    unknown = [word for word in unknown if word not in listed("plain")]
    subject = " ".join((*said, *(word for word in words if word not in ("岁", "年", "人群")), *han))
    if _LEADS.search(rest) and (units := [word for word in (*words, *han) if re.search(r"(?:委|局|办|厅|会|部门|中心|政府)$", word)]):
        subject = f"{subject},由{units[0]}牵头"
    return " ".join((subject, *numbers)), len(unknown), len(words) + len(unknown)


def _there(term: Term, there: str) -> str:
    """What the clauses call a term, or the best word for it where they do not speak of it."""
    return next((word for word in term.chinese if stands(word, there)), term.chinese[0])


def _number(match: re.Match[str], known: Sequence[Quantity]) -> str:
    """A number with its comparator and unit as Chinese writes them; the unit of the clause's number of the same value where English gives none."""
    try:
        value = Decimal(match["number"].replace(",", "")) * _SCALES.get((match["scale"] or "").lower(), 1)
    except InvalidOperation:
        return ""
    unit = next((name for pattern, name in _UNITS.items() if match["unit"] and re.fullmatch(pattern, match["unit"], re.I)), "")
    same = next((q for q in known if q.value == value and (not unit or q.unit == unit)), None)
    unit = unit or (same.unit if same else "")
    before = next((name for pattern, name in _BEFORE.items() if match["before"] and re.fullmatch(pattern, match["before"], re.I)), "")
    after = next((name for pattern, name in _AFTER.items() if match["after"] and re.fullmatch(pattern, match["after"], re.I)), "")
    year = f"{match['year']}年" if match["year"] else ""
    return f"{year}{before}{value.normalize():f}{unit}{after}"
