"""Answers out of indicators and duties: no model, no guess. What the ledger says is stated as it stands, with its span.

"嘉兴2030年人均预期寿命目标" is answered from the table's row and its header; "控烟谁牵头" from the bracket and, where the document has
one, its rule that the first unit leads. An asked year that a table has not is not answered with another year's value.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers import Question
from assistant.extract import Evidence
from assistant.premise import denial, lead_corrected
from index.documents import Clause, Duty, Indicator, Value
from index.folding import fold_text
from index.ledger import Role, by_unit, leads, likeness
from index.library import Library
from index.lines import duty_brackets, sentences
from index.units import successor, unit_form, unit_in

Span = tuple[Clause, int, int]
NAMED, LEAST_OF_NAME = 0.72, 0.35
"""How surely a question must name an indicator, and the share of its name's characters that the question must have at least."""
_EMPTY = frozenset(("做到", "想做到", "总", "控制", "达标", "压", "占", "定", "每千人", "每万人", "千人", "万人"))
_ASKS_LIST = re.compile(r"哪些|哪几|多少[项个条]|几[项个条]|参与|参加|都有什么|一共|总共|分别")
_ASKS_LEAD = re.compile(r"牵头|主导|领头")
_ASKS_PART = re.compile(r"参与|配合|协同|参加")
_ASKS_WHO = re.compile(r"还有(?:哪|谁)|除了|哪(?:些|几|个)|谁")
_ASKS_NUMBER = re.compile(r"文号|发文字号|几号文")

_ASKS_BASIS = re.compile(r"(?:依据|根据|按照?|落实|贯彻).{0,12}(?:哪|什么).{0,6}(?:文件|规定|政策|精神)|上位文件")
_BASIS = re.compile(r"(?:根据|贯彻|落实|按照|依据)[^。]{0,16}<")
_ASKS_ISSUED = re.compile(
    r"(?:谁|哪个?(?:单位|部门|机关|年|天)|哪一?年|什么时候|何时).{0,8}(?:发|印发|发布|出台|制定|颁布)的?|发文机关|印发日期|发布日期"
)
_ISSUED = re.compile(r"(?:19|20)\d\d年.{0,20}(?:发布|印发|制定|出台)")
_PER = re.compile(r"^每?[百千万]+(?:名|常住)?(?:人口|人)?(?=.{2})")
_QUANTITY = re.compile(r"([百千万]|十万)(?:名|常住)?[人老儿]")
OPENING = 5
"""Clauses at the head of a document that say where it comes from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement out of the ledger and the spans that it stands on. ``counted`` says how many spans it counts."""

    text: str
    spans: tuple[Span, ...]
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The statements that answer; or, where the ledger shows that the documents do not, the reason in words."""

    statements: tuple[Statement, ...] = ()
    absent: str = ""


def facts(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """What the ledger says to a question; None where the question asks for no fact of it."""
    if _ASKS_NUMBER.search(question.subject):
        return _number(question, library)
    if _ASKS_BASIS.search(question.subject) or _ASKS_ISSUED.search(question.subject):
        return _opening(question, library)
    if question.wants == "unit" or _ASKS_LIST.search(question.subject) or _ASKS_LEAD.search(question.subject):
        found = _unit_duties(question, library)
        if found:
            return found
    if question.wants == "unit":
        return _measure_duty(question, library, evidence)
    return _indicators(question, library) if question.wants in ("number", "text") else None


def _number(question: Question, library: Library) -> Found | None:
    if not question.documents or len(question.documents) > 1:
        return None
    id = question.documents[0]
    number = library.abouts()[id].number
    for clause in library.store.clauses([*library.store.span(id)][:6]):
        at = clause.text.find(number) if number else -1
        if at >= 0:
            span = (clause, clause.start + at, clause.start + at + len(number))
            return Found(statements=(Statement(text=f"文号是{number}。", spans=(span,)),))
    return Found(absent="文件中没有写明文号。")


def _opening(question: Question, library: Library) -> Found | None:
    """The sentence at the head of a document that says what it is based on, or who issued it and when."""
    pattern = _BASIS if _ASKS_BASIS.search(question.subject) else _ISSUED
    statements = []
    for id in question.documents or ():
        for clause in library.store.clauses([*library.store.span(id)][:OPENING]):
            spans = [(clause.start + a, clause.start + b) for a, b in sentences(clause.text)]
            found = next(((a, b) for a, b in spans if pattern.search(fold_text(clause.reading_of(a, b)))), None)
            if found:
                statements.append(Statement(text=clause.line_of(*found), spans=((clause, *found),)))
                break
    return Found(statements=tuple(statements)) if statements else None


def _unit_duties(question: Question, library: Library) -> Found | None:
    """The measures of a unit that the question names."""
    duties = library.store.duties(question.documents)
    folded = fold_text(question.standalone)
    unit = unit_in(folded, frozenset(unit_form(u) for duty in duties for u in duty.units))
    if unit is None or not _ASKS_LIST.search(folded):
        return None
    role: Role | None = "lead" if _ASKS_LEAD.search(folded) else None
    statements: list[Statement] = []
    for id in dict.fromkeys(duty.document_id for duty in duties):
        own = [duty for duty in duties if duty.document_id == id and duty_brackets(duty.quote)]
        mine = by_unit(own, unit, role)
        if role == "lead" and own and not any(duty.lead for duty in own):
            mine = by_unit(own, unit)
            words = f"列有{_name(unit, mine)}的措施共 {len(mine)} 项；文件没有写明各项由哪个单位牵头："
        else:
            words = f"{_name(unit, mine)}{'牵头' if role == 'lead' else '参与'}的措施共 {len(mine)} 项（核对了全部 {len(own)} 项写明责任单位的措施）："
        if mine:
            spans = tuple(_span(library, duty.clause_id, duty.start, duty.end) for duty in mine)
            statements.append(Statement(text=words, spans=spans, counted=True))
            statements += [
                Statement(text=f"{n}. {duty.measure}{'（牵头）' if leads(duty, unit) else ''}", spans=(span,))
                for n, (duty, span) in enumerate(zip(mine, spans, strict=True), 1)
            ]
    return Found(statements=tuple(statements)) if statements else None


def _name(unit: str, duties: Sequence[Duty]) -> str:
    """A unit's name as the documents write it, and who took over from it where that is known."""
    written = next((u for duty in duties for u in duty.units if unit_form(u) == unit), unit)
    later = successor(unit)
    return f"{written}（现多为{later}的前身）" if later else written


def _measure_duty(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """Who is responsible for the measure that was found; and whether a unit that the question names is, or leads."""
    if not evidence.answers:
        return None
    chosen = evidence.chosen[0]
    duties = library.store.duties([chosen.clause.document_id])
    near = [d for d in duties if d.start <= chosen.start < d.end or chosen.start <= d.start < chosen.end]
    within = [d for d in duties if d.clause_id == chosen.clause.id]
    duty = next((d for d in (*near, *within) if d.lead), None) if _ASKS_LEAD.search(question.subject) else None
    duty = duty or next(iter(near), None)
    if duty is None or not duty.units:
        return None
    statements = [_responsible(library, duty, duties)]
    if wrong := lead_corrected(question.standalone, duty):
        statements.insert(0, Statement(text=denial([wrong]), spans=statements[0].spans))
    elif named := _named_unit(question, duty, duties):
        statements.insert(0, Statement(text=named, spans=statements[0].spans))
    return Found(statements=tuple(statements))


def _responsible(library: Library, duty: Duty, duties: Sequence[Duty]) -> Statement:
    """The units of a duty in words; who leads only where the document says so."""
    spans = [_span(library, duty.clause_id, duty.start, duty.end)]
    kind = next((w for w in ("责任部门", "責任部門", "责任单位", "責任單位", "牵头单位") if w in duty.quote), "责任单位")
    if duty.lead is None:
        units = "、".join(duty.units)
        tail = "文件没有写明由哪个单位牵头。" if len(duty.units) > 1 else ""
        return Statement(text=f"「{duty.measure}」的{fold_text(kind)}是：{units}。{tail}", spans=tuple(spans))
    if duty.lead_basis and re.search(r"组长|主任|总指挥", duty.lead_basis):
        return Statement(text=f"「{duty.measure}」：{duty.lead_basis}。", spans=tuple(spans))
    others = "、".join(unit for unit in duty.units if unit not in duty.lead.split("、"))
    basis = ""
    if duty.lead_basis and duty.lead_basis not in duty.quote:
        rule = next(d for d in duties if d.lead_basis == duty.lead_basis and duty.lead_basis in d.quote)
        spans.append(_span(library, rule.clause_id, rule.start, rule.end))
        basis = f"（文件规定「{duty.lead_basis}」）"
    rest = f"其他责任单位：{others}。" if others else ""
    return Statement(text=f"「{duty.measure}」由{duty.lead}牵头{basis}。{rest}", spans=tuple(spans))


def _named_unit(question: Question, duty: Duty, duties: Sequence[Duty]) -> str | None:
    """Whether a unit that the question names is among those of a duty, in words; None where it names none."""
    everyone = frozenset(unit_form(unit) for d in duties for unit in d.units)
    form = unit_in(fold_text(question.standalone), everyone)
    if form is None or _ASKS_WHO.search(question.subject):
        return None
    written = next((unit for unit in duty.units if unit_form(unit) == form), None)
    if written is None:
        return f"责任单位里没有{form}。"
    if duty.lead is None:
        return f"{written}是责任单位之一，文件没有写明由谁牵头。"
    return f"{written}是牵头单位。" if leads(duty, form) else f"{written}是责任单位之一，不是牵头单位。"


def _indicators(question: Question, library: Library) -> Found | None:
    """The rows of indicator tables that a question names, each document's best."""
    best: dict[str, tuple[float, Indicator]] = {}
    for indicator in library.store.indicators(question.documents):
        score = _named(indicator, question)
        if score > best.get(indicator.document_id, (NAMED, None))[0]:
            best[indicator.document_id] = (score, indicator)
    if not best:
        return None
    years = [str(year) for year in question.years]
    top = max(score for score, _ in best.values())
    rows = [row for score, row in best.values() if score >= top - 0.2]
    fitting = [row for row in rows if not years or any(set(years) & set(value.years) for value in row.values)]
    if not any(row.values for row in rows):
        set_in_text = any(likeness(row.name, target.subject) > 0.62 for row in rows for target in library.store.targets([row.document_id]))
        return None if set_in_text else Found(absent=f"文件的指标表只列出「{rows[0].name}」这一指标，没有给出数值。")
    if not fitting:
        there = sorted({year for row in rows for value in row.values for year in value.years})
        return Found(absent=f"文件的指标表列有「{rows[0].name}」，但只有{'、'.join(there)}年的值，没有{'、'.join(years)}年的。")
    return Found(statements=tuple(_row(library, row, years) for row in fitting if row.values))


def _named(indicator: Indicator, question: Question) -> float:
    """How surely a question names an indicator, from 0 to 1: mostly by how much of the question its name holds."""
    name = _PER.sub("", re.sub(r"\W", "", re.sub(r"\(.*\)$", "", fold_text(indicator.name))))
    per, theirs = _QUANTITY.search(fold_text(question.subject)), _QUANTITY.search(fold_text(indicator.name))
    if per and theirs and per[1] != theirs[1]:
        return 0.0  # each thousand is not each ten thousand
    there = set(fold_text(question.search_words))
    of_name = sum(c in there for c in name) / len(name)
    weights = {term: weight for term, weight in question.terms.items() if term not in _EMPTY}
    words = fold_text(f"{indicator.name}{indicator.unit or ''}")
    held = sum(w * _holds(term, words, question) for term, w in weights.items())
    of_question = held / sum(weights.values()) if weights else 0.0
    is_head = any(len(term) > 2 and name.endswith(term) for term in weights)
    return 0.75 * of_question + 0.25 * of_name if is_head or of_name >= LEAST_OF_NAME else 0.0


def _holds(term: str, name: str, question: Question) -> float:
    if term in name:
        return 1.0
    if any(word in name or name in word for word in question.also(term)):
        return 1.0
    pairs = [term[i : i + 2] for i in range(len(term) - 1)]
    return sum(pair in name for pair in pairs) / len(pairs) if pairs else 0.0


def _row(library: Library, row: Indicator, years: Sequence[str]) -> Statement:
    spans = [_span(library, row.clause_id, row.start, row.end)]
    if head := library.header_clause(row.clause_id):
        spans.append((head, head.start, head.end))
    chosen = [v for v in row.values if not years or set(years) & set(v.years)]
    unit = f"（{row.unit}）" if row.unit else ""
    nature = f"（{row.nature}）" if row.nature else ""
    return Statement(text=f"{row.name}{unit}：{'；'.join(_grouped(chosen))}{nature}。", spans=tuple(spans))


def _grouped(values: Sequence[Value]) -> list[str]:
    """The values in words, those of the same years together."""
    groups: dict[tuple[tuple[str, ...], bool], list[Value]] = {}
    for value in values:
        groups.setdefault((value.years, value.certain), []).append(value)
    said = []
    for (years, certain), group in groups.items():
        words = "，".join(value.text for value in group)
        role = {"target": "目标", "baseline": "基数", None: ""}[group[0].role]
        if certain:
            said.append(f"{'、'.join(years)}年{role} {words}" if years else f"{role} {words}")
        else:
            said.append(f"{words}（表中单元格合并，没有写明是{'、'.join(years[:-1])}年还是{years[-1]}年的值）")
    return said


def _span(library: Library, clause_id: str, start: int, end: int) -> Span:
    return library.clause(clause_id), start, end
