"""Who is responsible for a measure: its units, how many they are, what one of them has to do with it. Who leads is said only where the document says it.

"控烟谁牵头" is read from the bracket and, where the document has one, its rule that the first unit leads.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.answers import Question
from assistant.extract import Evidence
from assistant.premise import denial, lead_corrected
from assistant.statements import Found, Span, Statement, quoted, span
from assistant.understand import all_places
from index.documents import Duty
from index.folding import fold_text
from index.ledger import leads
from index.library import Library
from index.lines import duty_brackets
from index.reading import organs
from index.units import successor, unit_form, unit_in

_ASKS_LEAD = re.compile(r"牵头|主导|领头")
_TAKES_PART = re.compile(r"参与|参加|承担|负责|牵头|列入|列为|出现在")
_PART = re.compile(r"参与|参加|任务|干什么|做什么|干啥|职责|作用|角色|的份|责任|牵头|配合")
_WHETHER = re.compile(r"吗|是不是|是否|有没有|算不算|在不在")
_ASKS_WHO = re.compile(r"还有(?:哪|谁)|除了|哪(?:些|几|个)|谁")
_ASKS_HOW_MANY = re.compile(
    r"(?:多少|几)[个家]?(?:责任|参与|参加|配合|牵头)?(?:单位|部门|委办局)|(?:单位|部门)[^,。?]{0,8}?(?:多少|几)[个家]|\d+[个家](?:责任|参与|牵头)?(?:单位|部门)"
)
_ASKS_SUM = re.compile(r"(?:多少|几)家|(?:单位|部门)的?(?:数量|总数|个数)")
_ASKS_ORGAN = re.compile(
    r"(?:哪|什么|谁|多少|几)[^,。?]{0,6}(?:单位|部门|局|委)|(?:单位|部门|牵头)[^,。?]{0,6}(?:哪|什么|谁|多少|几)|(?:责任|牵头|主管)(?:单位|部门)|谁[^,。?]{0,4}牵头|由谁"
)
NAMES_WHO_ELSE = re.compile(r"除了|还有(?:哪|谁|什么)|(?:哪些|哪几[个家]|什么|多少)[^,。?]{0,2}(?:单位|部门|机构|局)")
_DOING = re.compile(r"^(?:实施|开展|推进|加强|完善|加大|促进|发展|提升|健全|强化)")
_NAMES_ORGAN = re.compile(r"牵头|组长|主任|责任(?:单位|部门)|[局委办厅](?:[^员一-鿿]|负责|牵头)|领导小组|部门(?:要|负责)")
SURE_SIZE, SURE_SHARE = 4, 0.6
"""Characters and share of a measure's name that a question must have in one piece to name it without a unit beside it."""
_ROLES = re.compile(r"牵头|主导|组长|主任|设在|龙头|骨干|主体|参与|参加|组成|负责")


def units_named(question: Question, duties: Sequence[Duty]) -> tuple[str, ...]:
    """The units of the duties that a question names, by their forms, those with the longest names first."""
    folded = fold_text(question.asked)
    forms = {unit_form(unit) for duty in duties for unit in duty.units}
    found: list[str] = []
    while unit := unit_in(folded, frozenset(forms)) or _unit_of_place(folded, forms):
        found.append(unit)
        forms = {form for form in forms if form not in unit}  # 编办 stands in 委编办, and is not named beside it
    return tuple(found)


def _unit_of_place(folded: str, forms: set[str]) -> str | None:
    """The unit that a question names without the place that its own name begins with: 银保监分局 for 丽水银保监分局."""
    return next((form for form in sorted(forms) if len(form) > 5 and form[2:] in folded and form[:2] in all_places()), None)


def other_units(question: Question) -> tuple[str, ...]:
    """The units that a question names and that no duty knows."""
    named = (form for _, _, form in organs(_TAKES_PART.sub(",", fold_text(question.asked))))
    return tuple(form for form in named if not re.search(r"哪|什么|部门|单位", form))


def measure_named(question: Question, duties: Sequence[Duty]) -> Duty | None:
    """The duty whose measure a question names, beside units; None where it names none, or several alike."""
    asked = fold_text(question.subject)
    for unit in {fold_text(unit) for duty in duties for unit in duty.units}:
        asked = asked.replace(unit, " ").replace(unit.removeprefix("市"), " ")
    scored = sorted(((_named_share(asked, duty), n) for n, duty in enumerate(duties)), reverse=True)
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return duties[scored[0][1]]


def _bare_name(duty: Duty) -> str:
    """蓝天行动推进空气质量达标 of 实施“蓝天行动”,推进空气质量达标: the folded name of a measure without what is done."""
    return _DOING.sub("", re.sub(r"\W", "", fold_text(duty.measure))).removesuffix("行动").removesuffix("工程")


def _named_share(asked: str, duty: Duty) -> tuple[int, float]:
    """How many characters of a measure's name a question has in one piece, and the share of the name that they are; 0 where it is too little."""
    name = _bare_name(duty)
    match = SequenceMatcher(None, asked, name, autojunk=False).find_longest_match()
    share = match.size / max(len(name), 1)
    names = match.size >= 4 or (match.b == 0 and (match.size == 3 or (match.size == 2 and share >= 0.5)))
    return (match.size, share) if names else (0, 0.0)


def _stated_rule(duty: Duty) -> str:
    """The document's rule that the unit named first leads, if that is how it is known who does; "" otherwise."""
    basis = duty.lead_basis or ""
    return basis if "第一" in fold_text(basis) else ""


def lead_rule(library: Library, duty: Duty, duties: Sequence[Duty]) -> tuple[Span, ...]:
    """Where that rule stands; the duty's own bracket left out."""
    words = _stated_rule(duty)
    if not words:
        return ()
    rule = next(d for d in duties if d.lead_basis == words and words in d.quote)
    return () if rule is duty else (span(library, rule.clause_id, rule.start, rule.end),)


def written(unit: str, duties: Sequence[Duty]) -> str:
    """A unit's name as the documents write it, and who took over from it where that is known."""
    name = next((u for duty in duties for u in duty.units if unit_form(u) == unit), unit)
    later = successor(unit)
    return f"{name}（现多为{later}的前身）" if later else name


def names_role(question: Question, library: Library) -> bool:
    """Whether a question names a unit and a measure, and asks what the one has to do with the other: 妇联参与妇幼健康行动吗."""
    folded = fold_text(question.asked)
    if not (_PART.search(folded) or _WHETHER.search(folded)):
        return False
    duties = library.store.duties(question.documents)
    return bool(units_named(question, duties)) and measure_named(question, duties) is not None


def asks_how_many(question: Question) -> bool:
    """Whether a question asks how many units are responsible for something."""
    return bool(_ASKS_HOW_MANY.search(fold_text(question.asked)))


def measure_duty(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """Who is responsible for the measure that was found; whether units that the question names are, or lead; and what else is said of roles."""
    duties = library.store.duties(question.documents)
    units = units_named(question, duties)
    others = () if units else other_units(question)
    duty = (measure_named(question, duties) if units or others else _surely_named(question, duties)) or _duty_found(
        question, duties, evidence
    )
    if duty is None and question.documents and not any(duty_brackets(duty.quote) for duty in duties):
        return _no_duties(question, evidence)
    if duty is None or not duty.units or ((units or others) and not duty_brackets(duty.quote)):
        return None
    statements = [_responsible(library, duty, [d for d in duties if d.document_id == duty.document_id])]
    if asks_how_many(question) or _ASKS_SUM.search(fold_text(question.asked)):
        statements += _how_many(library, duty)
    wrong = lead_corrected(question.asked, duty)
    if wrong and (wrong.correct or not _speaks_of_lead(library, duty)):
        statements.insert(0, Statement(text=denial([wrong]), spans=statements[0].spans))
    elif not _ASKS_WHO.search(question.subject):
        named = [Statement(text=_role(unit, duty), spans=statements[0].spans) for unit in units or others]
        statements = [*named, *statements]
    return Found(statements=(*statements, *_roles_told(duty, evidence)))


def _surely_named(question: Question, duties: Sequence[Duty]) -> Duty | None:
    """The duty of whose measure's name a question has the most, or the beginning, in one piece."""
    duty = measure_named(question, duties)
    if duty is None:
        return None
    asked = fold_text(question.subject)
    size, share = _named_share(asked, duty)
    opening = _bare_name(duty)[:SURE_SIZE]
    return duty if size >= SURE_SIZE and (share >= SURE_SHARE or opening in re.sub(r"\W", "", asked)) else None


def _no_duties(question: Question, evidence: Evidence) -> Found | None:
    """That a document names no unit for any of its measures, where a unit is asked for and the sentence that answers names none."""
    if not _ASKS_ORGAN.search(fold_text(question.asked)):
        return None
    first = evidence.chosen[0] if evidence.answers else None
    if first and _NAMES_ORGAN.search(fold_text(first.clause.line_of(first.start, first.end))):
        return None
    return Found(absent="文件没有写明各项任务的责任单位，也没有写明由哪个单位牵头。")


def _how_many(library: Library, duty: Duty) -> list[Statement]:
    """How many units are responsible for a measure, each cited where it is named."""
    clause, at, spans = library.clause(duty.clause_id), duty.start, []
    for unit in duty.units:
        found = clause.text.find(unit, at - clause.start, duty.end - clause.start)
        if found < 0:
            return []
        at = clause.start + found + len(unit)
        spans.append((clause, at - len(unit), at))
    return [Statement(text=f"「{duty.measure}」写明的责任单位共 {len(spans)} 个。", spans=tuple(spans), counted=True)]


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
    return [quoted(s.clause, s.start, s.end) for s in told]


def _speaks_of_lead(library: Library, duty: Duty) -> bool:
    """Whether the clause of a duty says somewhere that somebody leads something: then it cannot be said that it does not."""
    return "牵头" in fold_text(library.clause(duty.clause_id).reading)


def _responsible(library: Library, duty: Duty, duties: Sequence[Duty]) -> Statement:
    """The units of a duty in words; who leads only where the document says so."""
    spans = [span(library, duty.clause_id, duty.start, duty.end)]
    kind = next((w for w in ("责任部门", "責任部門", "责任单位", "責任單位", "牵头单位") if w in duty.quote), "责任单位")
    if duty.lead is None:
        units = "、".join(duty.units)
        tail = "文件没有写明由哪个单位牵头。" if len(duty.units) > 1 and not _speaks_of_lead(library, duty) else ""
        return Statement(text=f"「{duty.measure}」的{fold_text(kind)}是：{units}。{tail}", spans=tuple(spans))
    if duty.lead_basis and re.search(r"组长|主任|总指挥", duty.lead_basis):
        return Statement(text=f"「{duty.measure}」：{duty.lead_basis}。", spans=tuple(spans))
    others = "、".join(unit for unit in duty.units if unit not in duty.lead.split("、"))
    spans += lead_rule(library, duty, duties)
    basis = f"（文件规定「{rule}」）" if (rule := _stated_rule(duty)) else ""
    rest = f"其他责任单位：{others}。" if others else ""
    return Statement(text=f"「{duty.measure}」由{duty.lead}牵头{basis}。{rest}", spans=tuple(spans))


def _role(unit: str, duty: Duty) -> str:
    """Whether a unit is among those of a duty, and whether it leads, in words."""
    name = next((name for name in duty.units if unit_form(name) == unit), None)
    if name is None:
        return f"责任单位里没有{unit}。"
    if duty.lead is None:
        return f"{name}是责任单位之一，文件没有写明由谁牵头。"
    return f"{name}是牵头单位。" if leads(duty, unit) else f"{name}是责任单位之一，不是牵头单位。"
