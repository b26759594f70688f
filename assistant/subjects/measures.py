"""The measures of units, counted over all duties of a document: those that a unit takes part in or leads, those it has no part in, and who leads each.

"丽水市教育局参与哪些行动" counts over all brackets; "公安局参与但不牵头的" leaves out those that it leads; "28项行动分别由谁牵头" lists every lead.
"""

import re
from collections.abc import Iterable, Sequence

from assistant.answers import Question
from assistant.question.roles import HELP, LEAD
from assistant.subjects.responsible import NAMES_WHO_ELSE, NO_DUTIES, lead_rule
from assistant.subjects.scopes import measures_named, names_something
from assistant.subjects.statements import Found, Statement, counted, span
from assistant.subjects.units import other_units, units_named, written
from index.documents import Duty
from index.folding import fold_text
from index.ledger import by_unit, leads
from index.library import Library
from index.lines import duty_brackets
from index.units import unit_form

_ASKS_LIST = re.compile(
    r"哪些|哪几|多少[项个条件]|几[项个条件处桩摊样]|(?:行动|任务|措施|工作)有?多少|都有什么|一共|总共|分别|(?:哪一?[个项]|什么|啥)(?:行动|工程|工作|任务|措施|事)"
)
_ASKS_DOING = re.compile(r"(?:负责|承担|分管|管|做|干|牵头)(?:了|些|的|着)*(?:什么|啥)(?!角色|作用)")
_ASKS_EACH = re.compile(
    r"(?:全部|所有|各个?|每一?[个项条]|逐[个项条]|\d+[个项条])[^,。?]{0,8}(?:行动|工程|任务|措施|工作)[^,。?]{0,8}(?:谁|哪(?:个|些|家)|什么)[^,。?]{0,6}牵头|(?:各|每一?)[个项条]?(?:行动|工程|任务|措施)的牵头(?:单位|部门)?"
)
_ASKS_LEAD = re.compile(LEAD)
_NOT_LED = re.compile(r"牵头(?:的)?(?:单位|部门)?不是|(?:(?<!是)不|非|(?<!有)没有?)(?:是|由|归)?[^,。?有的]{0,12}?(?:牵头|主导|领头)")
_TAKES_PART = re.compile(rf"{LEAD}|{HELP}|承担|负责|列入|列为|出现在|名下|单挑")
_ONLY_TAKES_PART = re.compile(r"(?:参与|参加|配合|列)[^?]{0,8}?(?:不|没有?)(?:是|由)?[^,。?]{0,8}?牵头")
_ASKS_WITHOUT = re.compile(
    r"没有?把|没(?:有)?(?:列|涉及|参与)|不(?:包括|包含|含|参与|涉及)|除外|(?:行动|工程|措施|任务|工作)(?:里|中)?没有?[^,。?]{0,8}(?:$|[?。]|的[事份活])"
)
_OFFICE = re.compile(r"[局委办厅]$")
_TOGETHER = re.compile(r"共同|一起|联合|同时|都(?:有|要|在|参|是)")
_ALONE = re.compile(r"单独|独自|独家|单挑|独挑|[1一]个人|只由|仅由|只有[^,。?]{1,12}(?:一家|1家|1个)")


def unit_duties(question: Question, library: Library) -> Found | None:
    """The measures of the units that a question names, or of each unit that leads; or that the documents name no such unit."""
    folded = fold_text(question.asked)
    duties = library.store.duties(question.documents)
    if question.documents and _ASKS_EACH.search(folded):
        each = _of_all(_each_lead(library, own) for own in _by_document(duties))
        return each or (Found(absent="文件没有写明各项措施由哪个单位牵头。") if duties else None)
    takes_part, doing = bool(_TAKES_PART.search(folded)), bool(_ASKS_DOING.search(folded))
    listed = bool(_ASKS_LIST.search(folded)) and (takes_part or question.wants in ("unit", "list"))
    units = units_named(question, duties)
    if not (listed or doing or ((takes_part or units) and not names_something(question, duties, library))):
        return None
    if not units:
        of_one = not _ASKS_LIST.search(folded) and bool(measures_named(question, duties, library))
        return None if of_one else _no_such_unit(question, duties, folded)
    if NAMES_WHO_ELSE.search(folded) or measures_named(question, duties, library):
        return None
    together = len(units) > 1 and bool(_TOGETHER.search(folded))
    groups = [units] if together else [(unit,) for unit in units]
    return _of_all(_measures(library, own, group, folded) for own in _by_document(duties) for group in groups)


def _of_all(parts: Iterable[Sequence[Statement]]) -> Found | None:
    statements = tuple(statement for part in parts for statement in part)
    return Found(statements=statements) if statements else None


def _by_document(duties: Sequence[Duty]) -> list[list[Duty]]:
    """The duties in brackets, those of each document together."""
    ids = dict.fromkeys(duty.document_id for duty in duties)
    return [[duty for duty in duties if duty.document_id == id and duty_brackets(duty.quote)] for id in ids]


def _no_such_unit(question: Question, duties: Sequence[Duty], folded: str) -> Found | None:
    """That a unit which a question names is responsible for nothing, as far as the documents say; of what is no office, where a list is asked for."""
    named = [unit for unit in other_units(question) if _ASKS_LIST.search(folded) or _OFFICE.search(unit)]
    if not named:
        return None
    if not any(duty_brackets(duty.quote) for duty in duties):
        return Found(absent=NO_DUTIES) if question.documents else None
    return Found(absent=f"文件写明的责任单位里没有{named[0]}（核对了全部 {len(duties)} 项写明责任单位的措施）。")


def _each_lead(library: Library, own: Sequence[Duty]) -> Sequence[Statement]:
    """Every measure of a document with the unit that leads it; none where the document says of none who does."""
    led = [duty for duty in own if duty.lead]
    if not led:
        return ()
    spans = [span(library, duty.clause_id, duty.start, duty.end) for duty in led]
    head = Statement(
        text=f"写明牵头单位的措施共 {len(led)} 项（核对了全部 {len(own)} 项写明责任单位的措施）：", spans=tuple(spans), counted=True
    )
    return head, *(_item(library, n, duty, own, unit_form(duty.lead or "")) for n, duty in enumerate(led, 1))


def _measures(library: Library, own: Sequence[Duty], units: Sequence[str], folded: str) -> Sequence[Statement]:
    """The measures of a unit in one document, or of several together, counted over all of its brackets; none where there are none."""
    mine, head = _chosen(own, units, folded)
    if not mine:
        return ()
    spans = [span(library, duty.clause_id, duty.start, duty.end) for duty in mine]
    if len(units) > 1:
        return counted(head, [duty.measure for duty in mine], spans).statements
    items = [_item(library, n, duty, own, units[0]) for n, duty in enumerate(mine, 1)]
    return Statement(text=head, spans=tuple(spans), counted=True), *items


def _chosen(own: Sequence[Duty], units: Sequence[str], folded: str) -> tuple[tuple[Duty, ...], str]:
    """Which measures of a document are asked for, and how many they are, in words."""
    unit, every = units[0], f"（核对了全部 {len(own)} 项写明责任单位的措施）"
    listed = by_unit(own, unit)
    name = written(unit, listed or own)
    if len(units) > 1:
        shared = tuple(duty for duty in listed if all(duty in by_unit(own, other) for other in units))
        return shared, f"{'、'.join(written(other, shared) for other in units)}都参与的措施共 {len(shared)} 项{every}："
    if _ASKS_WITHOUT.search(folded):
        rest = tuple(duty for duty in own if duty not in listed)
        return rest, f"没有把{name}列为责任单位的措施共 {len(rest)} 项{every}："
    if _ALONE.search(folded) and not _ASKS_LEAD.search(folded):
        alone = tuple(duty for duty in listed if len(duty.units) == 1)
        return alone, f"只列有{name}一家责任单位的措施共 {len(alone)} 项{every}："
    if not _ASKS_LEAD.search(folded):
        return listed, f"{name}参与的措施共 {len(listed)} 项{every}："
    if own and not any(duty.lead for duty in own):
        return listed, f"列有{name}的措施共 {len(listed)} 项；文件没有写明各项由哪个单位牵头："
    led = by_unit(own, unit, "lead")
    if _ONLY_TAKES_PART.search(folded):
        others = by_unit(own, unit, "participant")
        return others, f"列有{name}、但不由它牵头的措施共 {len(others)} 项{every}："
    if _NOT_LED.search(folded):
        others = tuple(duty for duty in own if duty.lead and duty not in led)
        return others, f"不由{name}牵头的措施共 {len(others)} 项{every}："
    if not led:
        return listed, f"没有写明由{name}牵头的措施{every}；列有它的措施共 {len(listed)} 项："
    return led, f"{name}牵头的措施共 {len(led)} 项{every}："


def _item(library: Library, n: int, duty: Duty, duties: Sequence[Duty], unit: str) -> Statement:
    """A measure of a list, and that the unit leads it where it does, with the rule that says so."""
    own = span(library, duty.clause_id, duty.start, duty.end)
    if not leads(duty, unit):
        return Statement(text=f"{n}. {duty.measure}", spans=(own,))
    return Statement(text=f"{n}. {duty.measure}（由{written(unit, [duty])}牵头）", spans=(own, *lead_rule(library, duty, duties)))
