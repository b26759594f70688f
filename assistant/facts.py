"""Answers out of indicators and duties: no model, no guess. What the ledger says is stated as it stands, with its span.

"嘉兴2030年人均预期寿命目标" is answered from the table's row and its header; "控烟谁牵头" from the bracket and, where the document has
one, its rule that the first unit leads. An asked year that a table has not is not answered with another year's value.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from assistant.answers import Question
from assistant.extract import Evidence
from assistant.premise import denial, lead_corrected
from assistant.statements import Found, Span, Statement
from assistant.structure import structure
from index.documents import Duty, Indicator, Value
from index.folding import fold_text
from index.ledger import Role, by_unit, leads, likeness
from index.library import Library
from index.lines import duty_brackets, sentences
from index.units import successor, unit_form, unit_in

NAMED, LEAST_OF_NAME = 0.72, 0.35
WHOLE_NAME, LEAST_OF_QUESTION = 0.8, 0.4
"""A question that holds so much of a name in one piece names it, if the name holds so much of the question."""
"""How surely a question must name an indicator, and the share of its name's characters that the question must have at least."""
_EMPTY = frozenset(("做到", "想做到", "总", "控制", "达标", "压", "占", "定", "每千人", "每万人", "千人", "万人"))
_ASKS_LIST = re.compile(r"哪些|哪几|多少[项个条]|几[项个条]|参与|参加|都有什么|一共|总共|分别")
_ASKS_LEAD = re.compile(r"牵头|主导|领头")
_ASKS_PART = re.compile(r"参与|配合|协同|参加")
_ASKS_COURSE = re.compile(r"从.{0,4}\d{4}年?.{0,4}(?:到|起)|各个?年|每年各|历年|这些年|怎么(?:变|走)|变化|一步步|逐步|升到|两份文件|前后")
_ASKS_WITHOUT = re.compile(r"没有?把|没(?:有)?(?:列|涉及|参与)|不(?:包括|包含|含|参与|涉及)|除外")
_ASKS_WHO = re.compile(r"还有(?:哪|谁)|除了|哪(?:些|几|个)|谁")
_ASKS_NUMBER = re.compile(r"文号|发文字号|几号文")

_OF_ANOTHER = re.compile(r"依据|根据|落实|贯彻|按照|省里|国办|国务院|上级|上位")
_ASKS_IDENTITY = re.compile(
    r"真名|真实名称|到底是哪|(?:是|指)(?:的)?(?:是)?(?:哪个?|哪座|什么)(?:市|城市|省|地方|字)|哪座城市|哪个城市|哪一?个省|隐去的|代表(?:的是)?(?:哪|什么)|什么字"
)
_ASKS_BASIS = re.compile(r"(?:依据|根据|按照?|落实|贯彻).{0,12}(?:哪|什么).{0,6}(?:文件|规定|政策|精神)|上位文件")
_BASIS = re.compile(r"(?:根据|贯彻|落实|按照|依据)[^。]{0,16}<")
_ASKS_ISSUED = re.compile(
    r"(?:谁|哪个?(?:单位|部门|机关|年|天)|哪一?年|什么时候|何时).{0,8}(?:发|印发|发布|出台|制定|颁布)的?|发文机关|印发日期|发布日期|(?:是|算)(?:份|个|一份)?什么文件|讲的?是什么"
)
_ISSUED = re.compile(r"(?:19|20)\d\d年.{0,20}(?:发布|印发|制定|出台)")
_PER = re.compile(r"^每?[百千万]+(?:名|常住)?(?:人口|人)?(?=.{2})")
_QUANTITY = re.compile(r"([百千万]|十万)(?:名|常住)?[人老儿]")
HEAD = 6
OPENING = 5
"""Clauses at the head of a document that say where it comes from."""


def facts(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """What the ledger says to a question; None where the question asks for no fact of it."""
    if _ASKS_NUMBER.search(question.subject) and not _OF_ANOTHER.search(question.subject):
        return _number(question, library)
    if _ASKS_BASIS.search(question.subject):
        return _opening(question, library)
    if _ASKS_ISSUED.search(question.subject):
        return _opening(question, library) or _identity(question, library)
    if _ASKS_IDENTITY.search(question.standalone) and _is_masked(question, library):
        return Found(absent="文件隐去了名称，没有写明是哪里、是哪一家。")
    if question.wants == "unit" or _ASKS_LIST.search(question.subject) or _ASKS_LEAD.search(question.subject):
        found = _unit_duties(question, library)
        if found:
            return found
    if question.wants != "unit" and (listed := structure(question, library)):
        return listed
    if question.wants == "unit":
        return _measure_duty(question, library, evidence)
    return _indicators(question, library) if question.wants in ("number", "text") else None


def _is_masked(question: Question, library: Library) -> bool:
    """Whether all documents that a question is about name no place of their own."""
    ids = question.documents or ()
    return bool(ids) and all(not library.abouts()[id].jurisdiction for id in ids)


def _number(question: Question, library: Library) -> Found | None:
    """The numbers of the documents that a question is about; of the one whose title it speaks of, where it could be about several."""
    if not question.documents:
        return None
    statements = []
    for id in _meant(question, library):
        if at := _place_of(library, id, library.abouts()[id].number):
            statements.append(Statement(text=f"文号是{library.abouts()[id].number}。", spans=(at,)))
    return Found(statements=tuple(statements)) if statements else Found(absent="文件中没有写明文号。")


def _identity(question: Question, library: Library) -> Found | None:
    """What a document is, who issued it and when, as far as its own text says so."""
    statements = []
    for id in _meant(question, library) if question.documents else ():
        about = library.abouts()[id]
        said = [
            (words, at)
            for words, value in (
                (f"文号是{about.number}", about.number),
                (f"由{about.issuer}发布", about.issuer),
                (f"发布日期是{about.issued}", about.issued),
            )
            if (at := _place_of(library, id, value))
        ]
        if said:
            text = f"《{about.title}》" + "，".join(words for words, _ in said) + "。"
            statements.append(Statement(text=text, spans=tuple(dict.fromkeys(at for _, at in said))))
    return Found(statements=tuple(statements)) if statements else None


def _place_of(library: Library, id: str, words: str) -> Span | None:
    """Where words stand at the head of a document, in a clause."""
    for clause in library.store.clauses([*library.store.span(id)][:HEAD]) if words else ():
        at = clause.text.find(words)
        if at >= 0:
            return clause, clause.start + at, clause.start + at + len(words)
    return None


def _meant(question: Question, library: Library) -> list[str]:
    """The documents that a question is about; only that whose title has most of its words, where the titles tell them apart."""
    ids = list(question.documents or ())
    shared = {id: sum(term in fold_text(library.abouts()[id].title) for term in question.terms) for id in ids}
    most = max(shared.values(), default=0)
    return [id for id in ids if shared[id] == most]


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
        if _ASKS_WITHOUT.search(folded):
            mine = tuple(duty for duty in own if duty not in mine)
            words = f"没有把{_name(unit, own)}列为责任单位的措施共 {len(mine)} 项（核对了全部 {len(own)} 项写明责任单位的措施）："
        elif role == "lead" and own and not any(duty.lead for duty in own):
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
    if duty.lead_basis and "第一" in fold_text(duty.lead_basis):
        rule = next(d for d in duties if d.lead_basis == duty.lead_basis and duty.lead_basis in d.quote)
        spans += [] if rule is duty else [_span(library, rule.clause_id, rule.start, rule.end)]
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
    years = [] if _ASKS_COURSE.search(fold_text(question.standalone)) else [str(year) for year in question.years]
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
    """How surely a question names an indicator, from 0 to 1: by how much of the question its name holds, or of its name the question."""
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
    by_question = 0.75 * of_question + 0.25 * of_name if is_head or of_name >= LEAST_OF_NAME else 0.0
    asked = re.sub(r"\W", "", fold_text(question.subject))
    whole = SequenceMatcher(None, name, asked, autojunk=False).find_longest_match().size / len(name)
    return max(by_question, whole if len(name) > 3 and whole >= WHOLE_NAME and of_question >= LEAST_OF_QUESTION else 0.0)


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
