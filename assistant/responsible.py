"""Who is responsible: a unit's measures counted over all, and the units of a measure. Who leads is said only where the document says it.

"丽水市教育局参与哪些行动" counts over all brackets; "控烟谁牵头" is read from the bracket and, where the document has one, its rule that the first
unit leads.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.answers import Question
from assistant.extract import Evidence
from assistant.premise import denial, lead_corrected
from assistant.statements import Found, Span, Statement, span
from assistant.understand import all_places
from index.documents import Duty
from index.folding import fold_text
from index.ledger import Role, by_unit, leads
from index.library import Library
from index.lines import duty_brackets
from index.reading import organs
from index.units import successor, unit_form, unit_in

_ASKS_LIST = re.compile(
    r"哪些|哪几|多少[项个条]|几[项个条]|参与|参加|都有什么|一共|总共|分别|(?:哪一?[个项]|什么|啥)(?:行动|工程|工作|任务|措施|事)"
)
_ASKS_LEAD = re.compile(r"牵头|主导|领头")
_TAKES_PART = re.compile(r"参与|参加|承担|负责|牵头|列入|列为|出现在")
_PART = re.compile(r"参与|参加|任务|干什么|做什么|干啥|职责|作用|角色|的份|责任|牵头|配合")
_ASKS_WITHOUT = re.compile(r"没有?把|没(?:有)?(?:列|涉及|参与)|不(?:包括|包含|含|参与|涉及)|除外")
_ASKS_WHO = re.compile(r"还有(?:哪|谁)|除了|哪(?:些|几|个)|谁")
_ASKS_WHO_ELSE = re.compile(r"除了|还有(?:哪|谁|什么)|(?:哪些|哪几[个家]|什么|多少)[^,。?]{0,2}(?:单位|部门|机构|局)")
_DOING = re.compile(r"^(?:实施|开展|推进|加强|完善|加大|促进|发展|提升|健全|强化)")
_ROLES = re.compile(r"牵头|主导|组长|主任|设在|龙头|骨干|主体|参与|参加|组成|负责")


def unit_duties(question: Question, library: Library) -> Found | None:
    """The measures of a unit that the question names; or that the documents name no such unit."""
    folded = fold_text(question.asked)
    if not _ASKS_LIST.search(folded) or not (question.wants in ("unit", "list") or _TAKES_PART.search(folded)):
        return None
    duties = library.store.duties(question.documents)
    units = _units_named(question, duties)
    if not units:
        return _no_such_unit(question, duties)
    if _ASKS_WHO_ELSE.search(folded) or _measure_named(question, duties):
        return None
    unit = units[0]
    role: Role | None = "lead" if _ASKS_LEAD.search(folded) else None
    statements: list[Statement] = []
    for id in dict.fromkeys(duty.document_id for duty in duties):
        own = [duty for duty in duties if duty.document_id == id and duty_brackets(duty.quote)]
        statements += _measures(library, own, unit, role, without=bool(_ASKS_WITHOUT.search(folded)))
    return Found(statements=tuple(statements)) if statements else None


def _measures(library: Library, own: Sequence[Duty], unit: str, role: Role | None, *, without: bool) -> list[Statement]:
    """The measures of a unit in one document, counted over all of its brackets, as a count and a list; none where it has none."""
    mine, words = by_unit(own, unit, role), "牵头" if role else "参与"
    every = f"（核对了全部 {len(own)} 项写明责任单位的措施）"
    if without:
        listed = by_unit(own, unit)
        mine = tuple(duty for duty in own if duty not in listed)
        head = f"没有把{_name(unit, own)}列为责任单位的措施共 {len(mine)} 项{every}："
    elif role and own and not any(duty.lead for duty in own):
        mine = by_unit(own, unit)
        head = f"列有{_name(unit, mine)}的措施共 {len(mine)} 项；文件没有写明各项由哪个单位牵头："
    elif role and own and not mine:
        mine = by_unit(own, unit)
        head = f"没有写明由{_name(unit, mine)}牵头的措施{every}；列有它的措施共 {len(mine)} 项："
    else:
        head = f"{_name(unit, mine)}{words}的措施共 {len(mine)} 项{every}："
    if not mine:
        return []
    spans = tuple(span(library, duty.clause_id, duty.start, duty.end) for duty in mine)
    items = [_item(library, n, duty, own, unit) for n, duty in enumerate(mine, 1)]
    return [Statement(text=head, spans=spans, counted=True), *items]


def _units_named(question: Question, duties: Sequence[Duty]) -> tuple[str, ...]:
    """The units of the duties that a question names, by their forms, those with the longest names first."""
    folded = fold_text(question.asked)
    forms = {unit_form(unit) for duty in duties for unit in duty.units}
    found: list[str] = []
    while unit := unit_in(folded, frozenset(forms)) or _unit_of_place(folded, forms):
        found.append(unit)
        forms.discard(unit)
    return tuple(found)


def _unit_of_place(folded: str, forms: set[str]) -> str | None:
    """The unit that a question names without the place that its own name begins with: 银保监分局 for 丽水银保监分局."""
    return next((form for form in sorted(forms) if len(form) > 5 and form[2:] in folded and form[:2] in all_places()), None)


def _other_units(question: Question) -> tuple[str, ...]:
    """The units that a question names and that no duty knows."""
    named = (form for _, _, form in organs(_TAKES_PART.sub(",", fold_text(question.asked))))
    return tuple(form for form in named if not re.search(r"哪|什么|部门|单位", form))


def _no_such_unit(question: Question, duties: Sequence[Duty]) -> Found | None:
    """That a unit which a question names is responsible for nothing, as far as the documents say."""
    named = _other_units(question)
    if not named or not duties:
        return None
    return Found(absent=f"文件写明的责任单位里没有{named[0]}（核对了全部 {len(duties)} 项写明责任单位的措施）。")


def _measure_named(question: Question, duties: Sequence[Duty]) -> Duty | None:
    """The duty whose measure a question names, beside units; None where it names none, or several alike."""
    asked = fold_text(question.subject)
    for unit in {fold_text(unit) for duty in duties for unit in duty.units}:
        asked = asked.replace(unit, " ").replace(unit.removeprefix("市"), " ")
    scored = sorted(((_named_share(asked, duty), n) for n, duty in enumerate(duties)), reverse=True)
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return duties[scored[0][1]]


def _named_share(asked: str, duty: Duty) -> tuple[int, float]:
    """How many characters of a measure's name a question has in one piece, and the share of the name that they are; 0 where it is too little."""
    name = _DOING.sub("", re.sub(r"\W", "", fold_text(duty.measure))).removesuffix("行动").removesuffix("工程")
    match = SequenceMatcher(None, asked, name, autojunk=False).find_longest_match()
    share = match.size / max(len(name), 1)
    names = match.size >= 4 or (match.b == 0 and (match.size == 3 or (match.size == 2 and share >= 0.5)))
    return (match.size, share) if names else (0, 0.0)


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


def names_role(question: Question, library: Library) -> bool:
    """Whether a question names a unit and a measure, and asks what the one has to do with the other: 妇联参与妇幼健康行动吗."""
    if not _PART.search(fold_text(question.asked)):
        return False
    duties = library.store.duties(question.documents)
    return bool(_units_named(question, duties)) and _measure_named(question, duties) is not None


def measure_duty(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """Who is responsible for the measure that was found; whether units that the question names are, or lead; and what else is said of roles."""
    duties = library.store.duties(question.documents)
    units = _units_named(question, duties)
    others = () if units else _other_units(question)
    duty = (_measure_named(question, duties) if units or others else None) or _duty_found(question, duties, evidence)
    if duty is None or not duty.units or ((units or others) and not duty_brackets(duty.quote)):
        return None
    statements = [_responsible(library, duty, [d for d in duties if d.document_id == duty.document_id])]
    if wrong := lead_corrected(question.asked, duty):
        statements.insert(0, Statement(text=denial([wrong]), spans=statements[0].spans))
    elif not _ASKS_WHO.search(question.subject):
        named = [Statement(text=_role(unit, duty), spans=statements[0].spans) for unit in units or others]
        statements = [*named, *statements]
    return Found(statements=(*statements, *_roles_told(duty, evidence)))


def _duty_found(question: Question, duties: Sequence[Duty], evidence: Evidence) -> Duty | None:
    """The duty of the sentence that answers best, or of its clause."""
    if not evidence.answers:
        return None
    chosen = evidence.chosen[0]
    own = [d for d in duties if d.document_id == chosen.clause.document_id]
    near = [d for d in own if d.start <= chosen.start < d.end or chosen.start <= d.start < chosen.end]
    within = [d for d in own if d.clause_id == chosen.clause.id]
    duty = next((d for d in (*near, *within) if d.lead), None) if _ASKS_LEAD.search(question.subject) else None
    return duty or next(iter(near), None)


def _roles_told(duty: Duty, evidence: Evidence) -> list[Statement]:
    """The sentences that answer and say more of who does what than the duty: 由市长任组长、分管副市长任副组长."""
    if not evidence.answers:
        return []
    told = [
        s for s in evidence.chosen
        if s.clause.id == duty.clause_id and not duty_brackets(s.clause.line_of(s.start, s.end)) and _ROLES.search(fold_text(s.clause.line_of(s.start, s.end)))
    ]  # fmt: skip
    return [Statement(text=s.clause.line_of(s.start, s.end), spans=((s.clause, s.start, s.end),)) for s in told]


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


def _role(unit: str, duty: Duty) -> str:
    """Whether a unit is among those of a duty, and whether it leads, in words."""
    written = next((name for name in duty.units if unit_form(name) == unit), None)
    if written is None:
        return f"责任单位里没有{unit}。"
    if duty.lead is None:
        return f"{written}是责任单位之一，文件没有写明由谁牵头。"
    return f"{written}是牵头单位。" if leads(duty, unit) else f"{written}是责任单位之一，不是牵头单位。"
