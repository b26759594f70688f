"""Every claim against its cited clauses, before it is shown, whatever made it. Pure.

A claim stands where each citation is a slice of its document inside its clause and where what it says is the clause's own words, or differs
in nothing that matters: every number with its unit, comparator, year and owner, places and dates, units of government and who leads,
denial and strength, and the names of things. "降低到20%以下" is not supported by a quote that says 25%, nor by one that says it of 2025.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from assistant.answers import Citation, Claim
from assistant.checks.beside import Case
from assistant.checks.figures import numbers_stand
from assistant.checks.paraphrase import added, as_documents_say
from assistant.checks.rendered import rendered
from assistant.language import language
from assistant.question.mentions import all_places
from index.reading import (
    TITLE,
    bare,
    dated,
    dates,
    documents_by_year,
    governing_years,
    negations,
    numbers_of_documents,
    organs,
    parts,
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
MISSING = 0.34
"""The share of a claim's names of things that may stand in other words."""
# Our own frames around facts: their measure is quoted, their row's name is the row's.
_OURS = re.compile(
    r"^(?:「|文件写的是|文号是|<|责任单位里|[^,。]{2,16}(?:是牵头单位|是责任单位之一)|其他责任单位|没有把|[^。]{2,60}:(?:[^。]*(?:基数|目标|合并)|[^。]*\d))"
)
_LEAD = re.compile(
    r"(?:由|^|[,、。」》])([^,。由「」]{2,30}?)(?:牵头(?!单位|部门)|主导)|牵头(?:单位|部门)(?:是|为|有|包括|:)([^,。]{2,30})|"
    r"(?:由|^|[,。」》])([^,。由「」]{2,30}?)(?<!不)(?:是|为|作为|担任)牵头(?:单位|部门)"
)
_PRONOUNS = frozenset(("它", "它们", "其", "他们", "鼓励它们", "支持其", "由其", "该单位", "该部门"))
_NAMELESS = "(?:某市|xx市|征求意见稿)"
_ACROSS = re.compile(
    r"高于|低于|多于|少于|高出|领先|落后|一致|相同|一样|同样|相当|比[^,。]{1,16}(?:高|低|多|少|早|晚|严|快|慢)|[两三二2-5]市|[都均](?:为|是|要|达|定|提)"
)
_PAST = re.compile(r"\b(?:was|were|has|have|had|fell|rose|reached|achieved|became)\b", re.I)
_ORGAN = re.compile(r"[市省县区][一-鿿]{1,9}?(?:委员会|委(?!会|员)|局|办公室|办(?!法|公)|厅|残联|妇联|总工会)")
_RULE = re.compile(r"第一(?:位|个)?的[^,。]{0,6}牵头")
_GENERAL = frozenset((
    "文件", "规定", "目标", "要求", "措施", "单位", "部门", "指标", "提出", "明确", "情况", "工作", "方面",
    "内容", "计划", "方案", "数值", "全市", "该市", "本市", "责任", "牵头", "期间", "水平", "比例", "时间",
))  # fmt: skip


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
    if in_own_words and len(places := _cited_places(cited)) > 1:
        return _fault_of_places(claim, places)
    case = Case(as_documents_say(claim.text) if in_own_words else claim.text, tuple(cited), in_own_words)
    if in_own_words and language(claim.text) == "en":
        case = replace(case, claim=rendered(claim.text, case.sentences, f"{case.said}\n{case.around}"))
        if not case.claim:
            return "word"
        if _PAST.search(claim.text) and any(year > c.about.issued[:4] for c in cited for year in re.findall(r"\b20\d\d\b", claim.text)):
            return "tense"
    if case.is_verbatim:
        return ""
    wrong = next((name for name, check in _CHECKS if not check(case) and not (in_own_words and name == "name")), "")
    return wrong or (added(case.claim, case.sentences, case.around, rows=case.has_rows) if in_own_words else "")


def _cited_places(cited: Sequence[Citation]) -> dict[str, list[Citation]]:
    """The citations by the place that their documents are about, each place by the short name by which a sentence calls it."""
    places: dict[str, list[Citation]] = {}
    for citation in cited:
        name = re.sub(r"(?:省|市|县|区)$", "", bare(citation.about.jurisdiction or "")) or _NAMELESS
        places.setdefault(name, []).append(citation)
    return places


def _fault_of_places(claim: Claim, places: Mapping[str, list[Citation]]) -> str:
    """What is wrong with a claim on several places: what it says of each is held to that one's clauses; comparing them is the reader's part."""
    text = bare(claim.text)
    starts = sorted((match.start(), name) for name in places for match in re.finditer(name, text))
    if len({name for _, name in starts}) < len(places) or _ACROSS.search(text):
        return "place"
    ends = [at for at, _ in starts[1:]] + [len(text)]
    for n, ((at, name), end) in enumerate(zip(starts, ends, strict=True)):
        said = text[0 if not n else at : end].strip(",;、和而")
        cited = {citation.n: citation for citation in places[name]}
        if wrong := fault(replace(claim, text=said, citations=tuple(cited)), cited, in_own_words=True):
            return wrong
    return ""


def _quotes(case: Case) -> bool:
    """What stands in 「」 stands so in the clause or its headings, to the character."""
    exact = "".join("".join((c.clause.text, c.clause.reading, *c.clause.path, c.clause.title)) for c in case.cited)
    there = "".join(exact.split())
    return all(_stripped(quote) in there for quote in re.findall(r"「([^「」]+)」", case.claim))


def _times(case: Case) -> bool:
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


def _times_of_like(case: Case, part: str) -> list[tuple[str, ...]]:
    """The years of the parts of the clauses that say the same as a part of the claim; those of none are left out."""
    found = []
    for sentence, earlier in dated(case.sentences):
        for a, b in parts(sentence):
            if similarity(part, sentence[a:b]) > SAME and (theirs := governing_years(sentence, a, b) or earlier):
                found.append(theirs)
    return found


def _places(case: Case) -> bool:
    there = case.said + case.around
    text = TITLE.sub("", case.text)
    return all(name in there for name in _named_places(text))


def _named_places(text: str) -> Iterator[str]:
    for word, _ in tokens(text):
        name = re.sub(r"[省市]$", "", word)
        if len(name) > 1 and name in all_places():
            yield name


def _units(case: Case) -> bool:
    """Each unit of government is named there; and one leads only where that is said, or where the rule says so and it stands first."""
    there = [form for sentence in case.sentences for _, _, form in organs(sentence)]
    written = (case.said + case.around).replace("人民政府", "政府")
    for start, end, form in organs(case.text):
        name = case.text[start:end].replace("人民政府", "政府")
        if form not in there and name not in written and not any(form in k or k in form for k in there if len(k) > 2):
            return False
    leads = {form for match in _LEAD.finditer(case.said) for form in _led_by(match)}
    for match in _LEAD.finditer(case.text):
        named = _led_by(match)
        ruled = bool(_RULE.search(case.said)) and len(named) == 1 and any(named[0].endswith(first) for first in _firsts(case))
        named = [name for name in named if name not in _PRONOUNS]
        if not ruled and not all(any(n in lead or lead in n for lead in leads) for n in named):
            return False
    return not case.in_own_words or all(_leads(form, leads, case) for form in _named_beside_lead(case))


def _leads(form: str, leads: Set[str], case: Case) -> bool:
    """Whether a unit leads by the words of the clauses, or by the rule that the first does."""
    by_rule = bool(_RULE.search(case.said)) and any(form.endswith(first) for first in _firsts(case))
    return by_rule or any(form in lead or lead in form for lead in leads)


def _named_beside_lead(case: Case) -> list[str]:
    """The units that a claim names where it speaks of leading, or right before: 市教育局位列第一位,是牵头单位."""
    spans = parts(case.text)
    found: list[str] = []
    for n, (a, b) in enumerate(spans):
        if re.search("牵头|主导|领衔", case.text[a:b]) and not re.search("不是牵头|谁牵头|哪个单位", case.text[a:b]):
            here = re.split("其他|其余|参与|配合", case.text[a:b])[0]
            before = case.text[slice(*spans[n - 1])] if n else ""
            found += _ORGAN.findall(here) or (_ORGAN.findall(before) if "单位" in here else [])
    return [unit_form(name) for name in found]


def _led_by(match: re.Match[str]) -> list[str]:
    """The units that a match of `_LEAD` names, by their forms."""
    words = match[1] or match[2] or match[3] or ""
    if "主导" in match.group() and not _ORGAN.search(words):
        return []  # 公立为主导 is said of a way, not of a unit
    return [unit_form(name) for part in re.split("[、和与及]|以及", words) if (name := re.sub("^[以由]", "", part.strip()))]


def _firsts(case: Case) -> set[str]:
    """The units named first by the cited clauses; where the claim is about one of several (the rule is another's), by that one alone."""
    found: list[tuple[float, str]] = []
    for clause in dict.fromkeys(citation.clause for citation in case.cited):
        match = re.search(r"责任(?:单位|部门):\s*([^、,;)]+)", bare(" ".join(clause.reading.split())))
        if match:
            measure = bare(clause.title or clause.reading.partition("。")[0])
            found.append((1.0 if measure in case.text else similarity(measure, case.text), unit_form(match[1].strip())))
    best = max((likeness for likeness, _ in found), default=0.0)
    return {form for likeness, form in found if likeness == best}


def _denial_and_strength(case: Case) -> bool:
    """What is denied is denied there, what is encouraged is not required, and the reverse."""
    mine = {name for _, name in strength(case.text)} - {"ensure"}
    for part, other in case.beside:
        if similarity(part, other) < ALIKE:
            continue
        mine_denied, theirs_denied = len(negations(part)), len(negations(other))
        if bool(mine_denied) != bool(theirs_denied) or (case.in_own_words and mine_denied % 2 != theirs_denied % 2):
            return False
        if not {name for _, name in strength(part)} - {"ensure"} <= {name for _, name in strength(case.said)}:
            return False
        if not {name for _, name in strength(other)} - {"ensure"} <= mine:
            return False
    return bool(negations(case.said)) or not negations(case.text)


def _names(case: Case) -> bool:
    """Most names of things that the claim speaks of stand there."""
    if _OURS.search(case.text):
        return True
    there = case.said + case.around
    words = [word for word, tag in tokens(TITLE.sub("", case.text)) if len(word) > 1 and tag[0] in "nj" and word not in _GENERAL]
    absent = [word for word in words if word not in there and re.fullmatch(r"[㐀-鿿]+", word)]
    return len(absent) <= MISSING * len(words)


_CHECKS = (
    ("quote", _quotes), ("number", numbers_stand), ("time", _times), ("place", _places), ("unit", _units), ("denial or strength", _denial_and_strength),
    ("name", _names),
)  # fmt: skip


def _stripped(text: str) -> str:
    return "".join(text.split())


def _is_slice(citation: Citation) -> bool:
    clause = citation.clause
    return clause.start <= citation.start < citation.end <= clause.end and bool(citation.quote.strip())
