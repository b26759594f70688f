"""Who is responsible for a measure: its units, how many they are, what one of them has to do with it. Who leads is said only where the document says it.

"控烟谁牵头" is read from the bracket and, where the document has one, its rule that the first unit leads.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers import Question
from assistant.candidates import Sentence
from assistant.extract import Evidence
from assistant.premises.holders import lead_corrected
from assistant.premises.premise import denial
from assistant.question.institutions import asks_institution, of_contract
from assistant.question.parts import parts
from assistant.question.roles import ASKS_LEAD, HELP, LEAD, asks_sum, asks_units
from assistant.subjects.scopes import closing, measures_named, names_something, share_held
from assistant.subjects.statements import Found, Span, Statement, quoted, span
from assistant.subjects.units import names_unit, other_units, units_named
from index.documents import Clause, Duty
from index.folding import fold_text
from index.ledger import leads
from index.library import Library
from index.lines import duty_brackets
from index.units import unit_form

_PART = re.compile(
    rf"{LEAD}|{HELP}|负责|任务|干什么|做什么|干啥|职责|作用|角色|的份|责任|位置|地位|身份|关系|干[嘛吗]|里[头面]|在内|名单|出面|主是[次副从辅]|头还是|还是[从副次]|列(?:进|入|在|上)|管不管|有没有份"
)
_WHETHER = re.compile(r"吗|是不是|是否|有没有|算不算|在不在|对吧|对不对|要不要|也(?:要|得|有|在|算|是)")
_ASKS_WHO = re.compile(r"还有(?:哪|谁)|除了|哪(?:些|几|个)|谁")
_ASKS_WHICH = re.compile(rf"谁|哪|(?:什么|啥|多少|几[个家]|些)[^,。?]{{0,2}}(?:单位|部门|机构|局)|{LEAD}|负责|责任|主管|管|which|who")
NAMES_WHO_ELSE = re.compile(r"除了|还有(?:哪|谁|什么)|(?:哪些|哪几[个家]|什么|多少)[^,。?]{0,2}(?:单位|部门|机构|局)")
_NAMES_ORGAN = re.compile(r"牵头|组长|主任|责任(?:单位|部门)|[局委办厅](?:[^员一-鿿]|负责|牵头)|领导小组|部门(?:要|负责)")
_ASKS_POST = re.compile(r"组长|副手|副职|副的|一把手|书记|[市县区]长")
_POST = re.compile(r"任[^,，。;；、]{0,4}(?:组长|組長|主任)(?=[,，])")
LEAST_OF_INSTITUTION = 0.4
"""The share of what a question names that a sentence must hold to say which institution does it."""
NO_DUTIES = "文件没有写明各项任务的责任单位，也没有写明由哪个单位牵头。"
NO_LEAD = "文件没有写明由哪个单位牵头。"
_ROLES = re.compile(r"牵头|主导|组长|主任|设在|龙头|骨干|主体|参与|参加|组成|负责|承担|提供|依托")


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


def names_measure(question: Question, library: Library) -> bool:
    """Whether a question names a measure."""
    return bool(measures_named(question, library.store.duties(question.documents), library))


def names_role(question: Question, library: Library) -> bool:
    """Whether a question names a unit and a measure, and asks what the one has to do with the other: 妇联参与妇幼健康行动吗."""
    folded = fold_text(question.asked)
    if not (_PART.search(folded) or _WHETHER.search(folded)):
        return False
    duties = library.store.duties(question.documents)
    return bool(units_named(question, duties) or other_units(question)) and bool(measures_named(question, duties, library))


def measure_duty(question: Question, library: Library, evidence: Evidence, *, near: Evidence | None = None) -> Found | None:
    """Who is responsible for the measure that a question names; whether units that it names are, or lead; and what else is said of roles.

    ``near`` is what answers the rest of a question that asks two things: the measure is the one that this is part of, where none is named.
    """
    duties = library.store.duties(question.documents)
    named = measures_named(question, duties, library, evidence.chosen[0].clause if evidence.answers else None)
    if not named and near and near.answers:
        named = closing(duties, near.chosen[0].clause, near.chosen[0].start)
    units = units_named(question, duties)
    others = () if units else other_units(question)
    if not named:
        return _nobody_named(question, duties, library, evidence)
    if (units or others) and not all(duty_brackets(duty.quote) for duty in named):
        return None
    statements = [statement for duty in named for statement in _of_measure(question, library, duty, duties, units or others)]
    return Found(statements=(*statements, *_roles_told(question, named[0], evidence)))


def duty_of(question: Question, library: Library, clause: Clause) -> Found | None:
    """Who is responsible for the measure that a clause is of, and what of it the units are that a question names; None where it is of none."""
    duties = library.store.duties((clause.document_id,))
    own = [duty for duty in duties if duty.clause_id == clause.id and duty_brackets(duty.quote)]
    units = units_named(question, duties) or other_units(question)
    return Found(statements=tuple(_of_measure(question, library, own[0], duties, units))) if len(own) == 1 else None


def _of_measure(question: Question, library: Library, duty: Duty, duties: Sequence[Duty], units: Sequence[str]) -> Sequence[Statement]:
    """What a duty says of who is responsible; before it, what it says of the units that a question names, or of the lead that it takes for granted."""
    told = _responsible(library, duty, [d for d in duties if d.document_id == duty.document_id])
    count = _how_many(library, duty) if asks_sum(fold_text(question.asked)) else []
    wrong = lead_corrected(question.asked, duty)
    roles = [Statement(text=_role(unit, duty), spans=told.spans) for unit in _asked_of(question, units, claimed=wrong is not None)]
    if wrong and not wrong.correct and told.text.endswith(NO_LEAD):
        return *roles, told, *count
    if wrong and (wrong.correct or not _speaks_of_lead(library, duty)):
        return Statement(text=denial([wrong]), spans=told.spans), *roles, told, *count
    if roles and duty.lead is None:
        told = replace(told, text=told.text.removesuffix(NO_LEAD))  # said of each unit before it
    return *roles, told, *count


def _asked_of(question: Question, units: Sequence[str], *, claimed: bool) -> Iterator[str]:
    """The units whose part a question asks for: those of a part that does not ask who; where a lead is ``claimed``, of one that speaks of no lead."""
    every = parts(question.standalone) if units else ()
    for unit in units:
        own = [part for part in every if names_unit(part, unit)] or [fold_text(question.asked)]
        if any(
            (not _ASKS_WHO.search(part) or (len(units) > 1 and not NAMES_WHO_ELSE.search(part)))
            and not (claimed and ASKS_LEAD.search(part))
            for part in own
        ):
            yield unit


def _nobody_named(question: Question, duties: Sequence[Duty], library: Library, evidence: Evidence) -> Found | None:
    """That the documents do not say who is responsible, where units are asked for, no measure is named and the sentence that answers names no unit."""
    first = evidence.chosen[0] if evidence.answers else None
    said = first.clause.line_of(first.start, first.end) if first else ""
    if (
        not question.documents
        or not _ASKS_WHICH.search(fold_text(question.asked))
        or not asks_units(fold_text(question.asked))
        or _tells_role(question, said, names_something(question, duties, library))
    ):
        return None
    if not any(duty_brackets(duty.quote) for duty in duties):
        return Found(absent=NO_DUTIES)
    return Found(absent="没有找到写明这件事由哪个单位负责的条款。")


def no_institution(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """That the documents do not say which institution does what a question asks, where the sentence that is likest holds too little of that."""
    if not evidence.answers:
        return None
    first, asked = evidence.chosen[0], fold_text(question.asked)
    said = fold_text(first.clause.line_of(first.start, first.end))
    says_role = (ASKS_LEAD.search(said) or not ASKS_LEAD.search(asked)) and of_contract(asked) <= of_contract(said)
    duties = library.store.duties(question.documents)
    asking = " ".join(part for part in re.split(r"[,。;:?!]", question.subject) if asks_institution(part))
    share = max(share_held(replace(question, subject=words), duties, library, said) for words in (asking, question.subject))
    if says_role and share >= LEAST_OF_INSTITUTION:
        return None
    return Found(absent="没有找到写明由哪家机构承担的条款。")


def _tells_role(question: Question, said: str, matter: bool) -> bool:
    """Whether a sentence says by itself who has the role that is asked for; of a bracket nobody knows what it closes.

    Its rule on who leads answers where a question names no ``matter``.
    """
    folded = fold_text(said)
    if duty_brackets(said):
        return not matter and "牵头" in folded
    return bool(_NAMES_ORGAN.search(folded)) or bool({*_ROLES.findall(folded)} & {*_ROLES.findall(fold_text(question.asked))})


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


def _roles_told(question: Question, duty: Duty, evidence: Evidence) -> list[Statement]:
    """The sentences that answer and say more of who does what than the duty: 由市长任组长、分管副市长任副组长."""
    if not evidence.answers:
        return []
    told = [
        s for s in evidence.chosen
        if s.clause.id == duty.clause_id and not duty_brackets(s.clause.line_of(s.start, s.end)) and _ROLES.search(fold_text(s.clause.line_of(s.start, s.end)))
    ]  # fmt: skip
    return [quoted(s.clause, s.start, _end_of_posts(s) if _ASKS_POST.search(fold_text(question.asked)) else s.end) for s in told]


def _end_of_posts(sentence: Sentence) -> int:
    """Where a sentence ends that is cut after the last post that it names: the members of a group are no posts."""
    text = sentence.clause.text[sentence.start - sentence.clause.start : sentence.end - sentence.clause.start]
    posts = [match.end() for match in _POST.finditer(text)]
    return sentence.start + posts[-1] if posts else sentence.end


def _speaks_of_lead(library: Library, duty: Duty) -> bool:
    """Whether the clause of a duty says somewhere that somebody leads something: then it cannot be said that it does not."""
    return "牵头" in fold_text(library.clause(duty.clause_id).reading)


def _responsible(library: Library, duty: Duty, duties: Sequence[Duty]) -> Statement:
    """The units of a duty in words; who leads only where the document says so."""
    spans = [span(library, duty.clause_id, duty.start, duty.end)]
    kind = next((w for w in ("责任部门", "責任部門", "责任单位", "責任單位", "牵头单位") if w in duty.quote), "责任单位")
    if duty.lead is None:
        units = "、".join(duty.units)
        tail = NO_LEAD if len(duty.units) > 1 and not _speaks_of_lead(library, duty) else ""
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
