"""Who is responsible: a unit's measures counted over all, and the units of a measure. Who leads is said only where the document says it.

"丽水市教育局参与哪些行动" counts over all brackets; "控烟谁牵头" is read from the bracket and, where the document has one, its rule that the first
unit leads.
"""

import re
from collections.abc import Sequence

from assistant.answers import Question
from assistant.extract import Evidence
from assistant.premise import denial, lead_corrected
from assistant.statements import Found, Span, Statement, span
from index.documents import Duty
from index.folding import fold_text
from index.ledger import Role, by_unit, leads
from index.library import Library
from index.lines import duty_brackets
from index.units import successor, unit_form, unit_in

_ASKS_LIST = re.compile(r"哪些|哪几|多少[项个条]|几[项个条]|参与|参加|都有什么|一共|总共|分别")
_ASKS_LEAD = re.compile(r"牵头|主导|领头")
_ASKS_WITHOUT = re.compile(r"没有?把|没(?:有)?(?:列|涉及|参与)|不(?:包括|包含|含|参与|涉及)|除外")
_ASKS_WHO = re.compile(r"还有(?:哪|谁)|除了|哪(?:些|几|个)|谁")


def unit_duties(question: Question, library: Library) -> Found | None:
    """The measures of a unit that the question names."""
    if not (question.wants == "unit" or _ASKS_LIST.search(question.subject) or _ASKS_LEAD.search(question.subject)):
        return None
    duties = library.store.duties(question.documents)
    folded = fold_text(question.asked)
    unit = unit_in(folded, frozenset(unit_form(u) for duty in duties for u in duty.units))
    if unit is None or not _ASKS_LIST.search(folded):
        return None
    role: Role | None = "lead" if _ASKS_LEAD.search(folded) else None
    statements: list[Statement] = []
    for id in dict.fromkeys(duty.document_id for duty in duties):
        own = [duty for duty in duties if duty.document_id == id and duty_brackets(duty.quote)]
        mine = by_unit(own, unit, role)
        if _ASKS_WITHOUT.search(folded):
            mine = tuple(duty for duty in own if duty not in mine)
            words = f"没有把{_name(unit, own)}列为责任单位的措施共 {len(mine)} 项（核对了全部 {len(own)} 项写明责任单位的措施）："
        elif role == "lead" and own and not any(duty.lead for duty in own):
            mine = by_unit(own, unit)
            words = f"列有{_name(unit, mine)}的措施共 {len(mine)} 项；文件没有写明各项由哪个单位牵头："
        elif role == "lead" and own and not mine and not _names_measure(question, own):
            mine = by_unit(own, unit)
            words = (
                f"没有写明由{_name(unit, mine)}牵头的措施（核对了全部 {len(own)} 项写明责任单位的措施）；列有它的措施共 {len(mine)} 项："
            )
        else:
            words = f"{_name(unit, mine)}{'牵头' if role == 'lead' else '参与'}的措施共 {len(mine)} 项（核对了全部 {len(own)} 项写明责任单位的措施）："
        if mine:
            spans = tuple(span(library, duty.clause_id, duty.start, duty.end) for duty in mine)
            statements.append(Statement(text=words, spans=spans, counted=True))
            statements += [_item(library, n, duty, own, unit) for n, duty in enumerate(mine, 1)]
    return Found(statements=tuple(statements)) if statements else None


def _names_measure(question: Question, duties: Sequence[Duty]) -> bool:
    """Whether a question names one of the measures, beside the unit; then it is about who leads that."""
    measures = "\n".join(fold_text(duty.measure) for duty in duties)
    return any(weight >= 1 and term in measures for term, weight in question.terms.items())


def _item(library: Library, n: int, duty: Duty, duties: Sequence[Duty], unit: str) -> Statement:
    """A measure of a list, and that the unit leads it where it does, with the rule that says so."""
    own = span(library, duty.clause_id, duty.start, duty.end)
    if not leads(duty, unit):
        return Statement(text=f"{n}. {duty.measure}", spans=(own,))
    return Statement(text=f"{n}. {duty.measure}（由{_name(unit, [duty])}牵头）", spans=(own, *_rule(library, duty, duties)))


def _stated_rule(duty: Duty) -> str:
    """The document's rule that the unit named first leads, if that is how it is known who does; "" otherwise."""
    basis = duty.lead_basis or ""
    return basis if "第一" in fold_text(basis) else ""


def _rule(library: Library, duty: Duty, duties: Sequence[Duty]) -> tuple[Span, ...]:
    """Where that rule stands; the duty's own bracket left out."""
    words = _stated_rule(duty)
    if not words:
        return ()
    rule = next(d for d in duties if d.lead_basis == words and words in d.quote)
    return () if rule is duty else (span(library, rule.clause_id, rule.start, rule.end),)


def _name(unit: str, duties: Sequence[Duty]) -> str:
    """A unit's name as the documents write it, and who took over from it where that is known."""
    written = next((u for duty in duties for u in duty.units if unit_form(u) == unit), unit)
    later = successor(unit)
    return f"{written}（现多为{later}的前身）" if later else written


def measure_duty(question: Question, library: Library, evidence: Evidence) -> Found | None:
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
    if wrong := lead_corrected(question.asked, duty):
        statements.insert(0, Statement(text=denial([wrong]), spans=statements[0].spans))
    elif named := _named_unit(question, duty, duties):
        statements.insert(0, Statement(text=named, spans=statements[0].spans))
    return Found(statements=tuple(statements))


def _responsible(library: Library, duty: Duty, duties: Sequence[Duty]) -> Statement:
    """The units of a duty in words; who leads only where the document says so."""
    spans = [span(library, duty.clause_id, duty.start, duty.end)]
    kind = next((w for w in ("责任部门", "責任部門", "责任单位", "責任單位", "牵头单位") if w in duty.quote), "责任单位")
    if duty.lead is None:
        units = "、".join(duty.units)
        tail = "文件没有写明由哪个单位牵头。" if len(duty.units) > 1 else ""
        return Statement(text=f"「{duty.measure}」的{fold_text(kind)}是：{units}。{tail}", spans=tuple(spans))
    if duty.lead_basis and re.search(r"组长|主任|总指挥", duty.lead_basis):
        return Statement(text=f"「{duty.measure}」：{duty.lead_basis}。", spans=tuple(spans))
    others = "、".join(unit for unit in duty.units if unit not in duty.lead.split("、"))
    spans += _rule(library, duty, duties)
    basis = f"（文件规定「{rule}」）" if (rule := _stated_rule(duty)) else ""
    rest = f"其他责任单位：{others}。" if others else ""
    return Statement(text=f"「{duty.measure}」由{duty.lead}牵头{basis}。{rest}", spans=tuple(spans))


def _named_unit(question: Question, duty: Duty, duties: Sequence[Duty]) -> str | None:
    """Whether a unit that the question names is among those of a duty, in words; None where it names none."""
    everyone = frozenset(unit_form(unit) for d in duties for unit in d.units)
    form = unit_in(fold_text(question.asked), everyone)
    if form is None or _ASKS_WHO.search(question.subject):
        return None
    written = next((unit for unit in duty.units if unit_form(unit) == form), None)
    if written is None:
        return f"责任单位里没有{form}。"
    if duty.lead is None:
        return f"{written}是责任单位之一，文件没有写明由谁牵头。"
    return f"{written}是牵头单位。" if leads(duty, form) else f"{written}是责任单位之一，不是牵头单位。"
