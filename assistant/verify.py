"""Every claim against its cited clauses, before it is shown, whatever made it. Pure.

A claim stands where each citation is a slice of its document inside its clause and where what it says is the clause's own words, or differs
in nothing that matters: every number with its unit, comparator, year and owner, places and dates, units of government and who leads,
denial and strength, and the names of things. "降低到20%以下" is not supported by a quote that says 25%, nor by one that says it of 2025.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answers import Citation, Claim
from assistant.language import language
from assistant.paraphrase import added, as_documents_say
from assistant.rendered import rendered
from assistant.understand import all_places
from index.lines import sentences
from index.reading import (
    SCALES,
    TITLE,
    Quantity,
    bare,
    dated,
    dates,
    documents_by_year,
    governing_years,
    negations,
    numbers_of_documents,
    organs,
    parts,
    quantities,
    similarity,
    strength,
    tokens,
    years,
)
from index.units import unit_form

ALIKE = 0.4
"""How much a part of a claim and a part of its clause must share for what differs in them to be a difference."""
SAME = 0.6
"""How much they must share to speak of the same thing at the same time."""
OWNER = 0.15
"""By how much more the words around another number may be like those around a claim's before the number is that one's."""
SLIGHTLY = 0.16
MISSING = 0.34
"""The share of a claim's names of things that may stand in other words."""
_DENIED = re.compile(
    r"(?:表中|文件)?没有(?:给出|列出|写|说|具体|另外标出|用)[^,。]*|[^,。]*看不出来?|不能直接相比|[,，]不是[^。]*。|文件没有写明[^。]*。?|没有写明[^。)）]*|责任单位里没有[^。]*。|是责任单位之一[,，]|不是牵头单位"
)
# Our own frames around facts: their measure is quoted, their row's name is the row's.
_OURS = re.compile(
    r"^(?:「|文件写的是|文号是|<|责任单位里|[^,。]{2,16}(?:是牵头单位|是责任单位之一)|其他责任单位|没有把|[^。]{2,60}:(?:[^。]*(?:基数|目标|合并)|[^。]*\d))"
)
_LEAD = re.compile(r"(?:由|^|[,。」》])([^,。由「」]{2,30}?)牵头(?!单位)|牵头(?:单位|部门)(?:是|为|:)([^,。]{2,30})")
_PRONOUNS = frozenset(("它", "它们", "其", "他们", "鼓励它们", "支持其", "由其", "该单位", "该部门"))
# 降低20% is a change, 降低到20% and 达到20% are levels.
_CHANGE = re.compile(r"(?:降|升|降低|下降|减少|压减|缩减|提高|提升|上升|增加|增长|新增|增)了?#$")
_LEVEL = re.compile(r"[到至达]了?#$")
_OPEN_YEAR = re.compile(r"\(表中单元格合并")
_EDGES = ',。;:\n 」》>()"'
_RULE = re.compile(r"第一(?:位|个)?的[^,。]{0,6}牵头")
_UNIT_OF = {"名": "人", "位": "人", "天": "日", **dict.fromkeys("家所项条户座处片套台辆支批种类门例份部块", "个")}
_BOTH = re.compile("(?:指标|目标|要求|任务)?(?:都|均|皆)")
_UNITS_COUNTED = re.compile(r"(?:责任|牵头|配合|参与)?(?:单位|部门)|[,:;。]|$")
_GENERAL = frozenset((
    "文件", "规定", "目标", "要求", "措施", "单位", "部门", "指标", "提出", "明确", "情况", "工作", "方面",
    "内容", "计划", "方案", "数值", "全市", "该市", "本市", "责任", "牵头", "期间", "水平", "比例", "时间",
))  # fmt: skip


Evidence = tuple[Quantity, str]
"""A number of a clause and its sentence."""


def verify(claims: Sequence[Claim], citations: Sequence[Citation]) -> tuple[Claim, ...]:
    """The claims of an answer made of the documents' words, each with its verdict."""
    by_number = {citation.n: citation for citation in citations}
    return tuple(replace(claim, verdict="unsupported" if fault(claim, by_number) else "supported") for claim in claims)


def fault(claim: Claim, by_number: dict[int, Citation], *, in_own_words: bool = False) -> str:
    """What is wrong with a claim, in a word; "" where it stands. A model's sentence is in its own words and may add nothing."""
    cited = [by_number[n] for n in claim.citations if n in by_number]
    if not cited or len(cited) < len(claim.citations) or not all(_is_slice(citation) for citation in cited):
        return "citation"
    if claim.counted:
        return "" if str(len(cited)) in re.findall(r"\d+", claim.text) else "count"
    case = _Case(as_documents_say(claim.text) if in_own_words else claim.text, tuple(cited), in_own_words)
    if in_own_words and language(claim.text) == "en":
        case = replace(case, claim=rendered(claim.text, case.sentences, f"{case.said}\n{case.around}"))
        if not case.claim:
            return "word"
    if case.is_verbatim:
        return ""
    wrong = next((name for name, check in _CHECKS if not check(case) and not (in_own_words and name == "name")), "")
    return wrong or (added(case.claim, case.sentences, case.around, rows=case.has_rows) if in_own_words else "")


@dataclass(frozen=True)
class _Case:
    """A claim beside what it cites, folded."""

    claim: str
    cited: tuple[Citation, ...]
    in_own_words: bool = False

    @cached_property
    def text(self) -> str:
        """What the claim asserts: without our list marks, and without what it denies or says to be unsaid."""
        return _DENIED.sub("。", bare(re.sub(r"^\d+\. ", "", self.claim)))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the cited clauses; a table row is one."""
        found: list[str] = []
        for clause in dict.fromkeys(citation.clause for citation in self.cited):
            reading = clause.reading
            spans = [(0, len(reading))] if clause.kind == "table" else sentences(reading)
            found += [bare(" ".join(reading[a:b].split())) for a, b in spans]
        return tuple(found)

    @cached_property
    def has_rows(self) -> bool:
        """Whether it cites rows of a table."""
        return any(citation.clause.kind == "table" for citation in self.cited)

    @cached_property
    def said(self) -> str:
        return "\n".join(self.sentences)

    @cached_property
    def around(self) -> str:
        """What stands around the cited clauses: headings, the document and what is known of it."""
        words: Iterable[str] = (
            w for c in self.cited for w in (*c.clause.path, c.clause.title, c.about.title, c.about.number, c.about.issued, c.about.issuer, c.about.jurisdiction)
        )  # fmt: skip
        return bare("\n".join(words))

    @cached_property
    def is_verbatim(self) -> bool:
        """Whether the claim is the words of what it quotes, from the beginning of a part on, so that nothing was cut off before them."""
        text = self.text.strip(" 。;,")
        for citation in self.cited:
            quote = bare(" ".join(citation.reading.split()))
            at = quote.find(text) if len(text) > 1 else -1
            after = quote[at + len(text) : at + len(text) + 1]
            if at >= 0 and (at == 0 or quote[at - 1] in _EDGES) and (not after or after in _EDGES):
                return not any(name for at_, name in strength(quote[:at]) if not re.search(r"[。;]", quote[at_:at]))
        return False

    @cached_property
    def beside(self) -> tuple[tuple[str, str], ...]:
        """Each part of the claim with the part of the clauses that it is most like."""
        every = [sentence[a:b] for sentence in self.sentences for a, b in parts(sentence)]
        mine = [self.text[a:b] for a, b in parts(self.text)]
        return tuple((part, max(every, key=lambda other: similarity(part, other), default="")) for part in mine)


def _quotes(case: _Case) -> bool:
    """What stands in 「」 stands so in the clause or its headings, to the character."""
    exact = "".join("".join((c.clause.text, c.clause.reading, *c.clause.path, c.clause.title)) for c in case.cited)
    there = "".join(exact.split())
    return all(_stripped(quote) in there for quote in re.findall(r"「([^「」]+)」", case.claim))


def _numbers(case: _Case) -> bool:
    """Each number stands there with its unit and comparator, of its year, as that thing's."""
    # A year in the header of a table is not "the year before" for the row after it.
    told = [(sentence, ()) for sentence in case.sentences] if case.has_rows else dated(case.sentences)
    evidence = [(q, sentence) for sentence, earlier in told for q in quantities(sentence, earlier)]
    said = (replace(q, years=()) if _OPEN_YEAR.match(case.text, q.end) else q for q in quantities(case.text))
    return all(_number_stands(case, q, evidence) for q in said if not (q.value == 1 and "一" in case.claim) and not _is_measure(case, q))


def _number_stands(case: _Case, q: Quantity, evidence: Sequence[Evidence]) -> bool:
    fitting = [(e, s) for e, s in evidence if e.value * _scale_of(s, case) == q.value and _same_slots(case, q, e, s)]
    fitting = fitting or [(e, s) for e, s in evidence if e.value == q.value and _same_slots(case, q, e, s)]
    if not fitting:
        return re.search(rf"(?<![\d.]){q.value.normalize():f}(?![\d.])", case.around) is not None and not q.unit
    if case.has_rows:
        return _of_its_column(case, q)
    others = [(e, s) for e, s in evidence if e.value != q.value and e.unit == q.unit and any(s == t for _, t in fitting)]
    by_owner = _closer(others, fitting, lambda e, _: _owners(q, e, either_side=case.in_own_words))
    mine, homes = _part_of(case.text, q), {_part_of(s, e, whole=True) for e, s in fitting}
    if not case.in_own_words or any(_part_of(s, e, whole=True) in homes for e, s in others):
        return by_owner <= OWNER
    # In other words the order changes: what counts is the part that a number stands in.
    by_part = _closer(others, fitting, lambda e, s: similarity(mine, _part_of(s, e)))
    return by_part <= 0 or (by_part + by_owner <= OWNER and (by_part <= SLIGHTLY or by_owner <= -SLIGHTLY))


def _closer(others: Sequence[Evidence], own: Sequence[Evidence], likeness: Callable[[Quantity, str], float]) -> float:
    """By how much another number is more like a claim's than its own in the clauses."""
    return max((likeness(e, s) for e, s in others), default=0.0) - max(likeness(e, s) for e, s in own)


def _part_of(text: str, q: Quantity, *, whole: bool = False) -> str:
    """The part of a sentence that a number stands in, with or without it."""
    span = next(((a, b) for a, b in parts(text) if a <= q.start < b), (0, len(text)))
    return text[span[0] : span[1]] if whole else text[span[0] : q.start] + text[q.end : span[1]]


def _is_measure(case: _Case, q: Quantity) -> bool:
    """Whether a number is what others are counted by (每10万人), or counts the units that the clauses list."""
    if not case.in_own_words:
        return False
    lists = [len(organs(sentence)) for sentence in case.sentences if "责任" in sentence]
    listed = q.unit in ("家", "个") and q.value in lists and _UNITS_COUNTED.match(case.text, q.end)
    both = q.unit == "项" and _BOTH.match(case.text, q.end)
    return case.text[q.start - 1 : q.start] == "每" or bool(listed or both)


def _scale_of(row: str, case: _Case) -> int:
    """What the numbers of a table's row count, by the unit in brackets after its name: 亿 of 健康产业总规模(亿元)."""
    if not case.has_rows:
        return 1
    unit = re.search(r"\(([百千万亿]+)[^\d()]{1,4}\)", row)
    return SCALES.get(unit[1], 1) if unit else 1


def _same_slots(case: _Case, q: Quantity, e: Quantity, sentence: str) -> bool:
    units = {_UNIT_OF.get(unit, unit) for unit in (q.unit, e.unit) if unit}
    if len(units) > 1 or (q.unit and not e.unit and q.unit not in sentence + case.around):
        return False
    if e.unit and not q.unit and e.unit not in case.text:
        return False
    before = (_before(q), _before(e))
    if any(_CHANGE.search(one) and _LEVEL.search(other) for one, other in (before, before[::-1])):
        return False
    return q.comparator == e.comparator and not (q.years and e.years and not set(q.years) & set(e.years))


def _before(q: Quantity) -> str:
    """The words before a number, and the number as #."""
    return q.owner.rpartition("#")[0] + "#"


def _of_its_column(case: _Case, q: Quantity) -> bool:
    """Whether a value stands in the row that the claim names, and may stand under its year there."""
    rows = [s for c, s in zip(dict.fromkeys(c.clause for c in case.cited), case.sentences, strict=False) if c.kind == "table"]
    header = next(([year for _, year in years(row)] for row in rows if len(years(row)) > 1), [])
    holding = [row for row in rows if len(years(row)) < 2 and any(_is_value(v, q, row, case) for v in _values(row))]
    named = {row: similarity(_row_name(row), _part_of(case.text, q)) for row in rows if len(years(row)) < 2}
    if case.in_own_words and holding and max(named.values()) > max(named[row] for row in holding) + OWNER:
        return False
    return not holding or any(_in_column(case, q, row, header) for row in holding)


def _is_value(v: Quantity, q: Quantity, row: str, case: _Case) -> bool:
    return q.value in (v.value, v.value * _scale_of(row, case))


def _in_column(case: _Case, q: Quantity, row: str, header: Sequence[str]) -> bool:
    """Whether a value of a flattened row may stand under its year: with fewer values than years, each may be of several."""
    values = _values(row)
    labels = [label for v in values if (label := v.label) and label in case.text[: q.start]]
    nearest = max(labels, key=lambda label: case.text.rfind(label, 0, q.start), default="")
    values = [v for v in values if v.label in ("", nearest) or not nearest]
    if not any(_is_value(v, q, row, case) for v in values):
        return False
    unit = re.search(r"\(([^()]{1,8})\)[^()]*$", row)
    if q.unit and unit and not any(v.unit for v in values) and q.unit not in unit[1]:
        return False
    if not header or not q.years or len(values) > len(header):
        return True
    spare = len(header) - len(values)
    return bool({year for i, v in enumerate(values) if _is_value(v, q, row, case) for year in header[i : i + spare + 1]} & set(q.years))


def _values(row: str) -> list[Quantity]:
    """The quantities after a row's name, which ends with its unit in brackets; in a cell of several, each with what it is of."""
    found = (v for v in quantities(row) if v.start >= row.rfind(")") + 1)
    return [replace(v, label=m[1]) if (m := re.search(r"([一-鿿]+):$", row[: v.start])) else v for v in found]


def _row_name(row: str) -> str:
    return re.sub(r"^\d+", "", row[: row.rfind(")") + 1] or row)


def _times(case: _Case) -> bool:
    """Each year, day and document number of the claim stands there, and each part speaks of the time that its clause speaks of."""
    there = case.said + case.around
    known = {date[1:] for date in dates(there)}
    if not all(date[1:] in known for date in dates(case.text)) or not all(number in there for number in numbers_of_documents(case.text)):
        return False
    issued = bare("\n".join(f"{c.about.issued} {c.about.number} {c.about.title}" for c in case.cited))
    if not all(year in issued for year in documents_by_year(case.text)) or not all(year in there for _, year in years(case.text)):
        return False
    if case.has_rows:
        return True
    for a, b in parts(case.text):
        mine = governing_years(case.text, a, b)
        theirs = _times_of_like(case, case.text[a:b]) if mine else []
        if theirs and not any(set(mine) & set(years) for years in theirs):
            return False
    return True


def _times_of_like(case: _Case, part: str) -> list[tuple[str, ...]]:
    """The years of the parts of the clauses that say the same as a part of the claim; those of none are left out."""
    found = []
    for sentence, earlier in dated(case.sentences):
        for a, b in parts(sentence):
            if similarity(part, sentence[a:b]) > SAME and (theirs := governing_years(sentence, a, b) or earlier):
                found.append(theirs)
    return found


def _places(case: _Case) -> bool:
    there = case.said + case.around
    text = TITLE.sub("", case.text)
    return all(name in there for name in _named_places(text))


def _named_places(text: str) -> Iterator[str]:
    for word, _ in tokens(text):
        name = re.sub(r"[省市]$", "", word)
        if len(name) > 1 and name in all_places():
            yield name


def _units(case: _Case) -> bool:
    """Each unit of government is named there; and one leads only where that is said, or where the rule says so and it stands first."""
    there = [form for sentence in case.sentences for _, _, form in organs(sentence)]
    written = (case.said + case.around).replace("人民政府", "政府")
    for start, end, form in organs(case.text):
        name = case.text[start:end].replace("人民政府", "政府")
        if form not in there and name not in written and not any(form in k or k in form for k in there if len(k) > 2):
            return False
    leads = {unit_form(name.strip()) for m in _LEAD.finditer(case.said) for name in re.split("[、和]", m[1] or m[2] or "")}
    for match in _LEAD.finditer(case.text):
        named = [unit_form(name.strip()) for name in re.split("[、和]", match[1] or match[2]) if name.strip()]
        ruled = bool(_RULE.search(case.said)) and bool(named) and any(named[0].endswith(first) for first in _firsts(case))
        named = [name for name in named if name not in _PRONOUNS]
        if not ruled and not all(any(n in lead or lead in n for lead in leads) for n in named):
            return False
    return True


def _firsts(case: _Case) -> set[str]:
    """The units named first by the cited clauses; where the claim is about one of several (the rule is another's), by that one alone."""
    found: list[tuple[float, str]] = []
    for clause in dict.fromkeys(citation.clause for citation in case.cited):
        match = re.search(r"责任(?:单位|部门):\s*([^、,;)]+)", bare(" ".join(clause.reading.split())))
        if match:
            measure = bare(clause.title or clause.reading.partition("。")[0])
            found.append((1.0 if measure in case.text else similarity(measure, case.text), unit_form(match[1].strip())))
    best = max((likeness for likeness, _ in found), default=0.0)
    return {form for likeness, form in found if likeness == best}


def _denial_and_strength(case: _Case) -> bool:
    """What is denied is denied there, what is encouraged is not required, and the reverse."""
    mine = {name for _, name in strength(case.text)} - {"ensure"}
    for part, other in case.beside:
        if similarity(part, other) < ALIKE:
            continue
        if bool(negations(part)) != bool(negations(other)):
            return False
        if not {name for _, name in strength(part)} - {"ensure"} <= {name for _, name in strength(case.said)}:
            return False
        if not {name for _, name in strength(other)} - {"ensure"} <= mine:
            return False
    return bool(negations(case.said)) or not negations(case.text)


def _names(case: _Case) -> bool:
    """Most names of things that the claim speaks of stand there."""
    if _OURS.search(case.text):
        return True
    there = case.said + case.around
    words = [word for word, tag in tokens(TITLE.sub("", case.text)) if len(word) > 1 and tag[0] in "nj" and word not in _GENERAL]
    absent = [word for word in words if word not in there and re.fullmatch(r"[㐀-鿿]+", word)]
    return len(absent) <= MISSING * len(words)


_CHECKS = (
    ("quote", _quotes), ("number", _numbers), ("time", _times), ("place", _places), ("unit", _units), ("denial or strength", _denial_and_strength),
    ("name", _names),
)  # fmt: skip


def _owners(q: Quantity, e: Quantity, *, either_side: bool = False) -> float:
    """How much the words around two numbers are alike, those right after them above all; or wherever they stand, where the order may change."""
    (left, after), (other_left, other_after) = (x.owner.rpartition("#")[::2] for x in (q, e))
    before = similarity(left[-14:], other_left[-14:])
    alike = 0.4 * before + 0.6 * similarity(after, other_after) if len(after) > 1 and len(other_after) > 1 else before
    return max(alike, similarity(left[-14:] + after, other_left[-14:] + other_after)) if either_side else alike


def _stripped(text: str) -> str:
    return "".join(text.split())


def _is_slice(citation: Citation) -> bool:
    clause = citation.clause
    return clause.start <= citation.start < citation.end <= clause.end and bool(citation.quote.strip())
