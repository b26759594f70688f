"""Rows of indicator tables, and quantities that the text sets, that a question names; with their values, or that they have none for the year.

"嘉兴2030年人均预期寿命目标" is answered from the table's row and its header, "沈阳减盐目标" from the sentence that sets 人均每日食盐摄入量. An asked
year that is not there is not answered with another year's value: the refusal says which years are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeGuard

from assistant.answers import Question
from assistant.extract import Evidence, one_of_several
from assistant.extract import evidence as evidence_for
from assistant.premises.premise import states_value
from assistant.subjects.chosen import SURER, Fact, asks_value, facts_named, kinds_asked, parts_named, puts_right
from assistant.subjects.names import WHOLE, Asked, named, of_another
from assistant.subjects.statements import Found, Statement, quoted, sentence_at, span
from index.documents import Indicator, Target, Value
from index.folding import fold_text
from index.ledger import likeness
from index.library import Library
from index.reading import BARE_YEAR, quantities

MOST_OF_NAME = 0.6
"""The share of its name's characters that a sentence must have to give an indicator a value."""
IN_TEXT = 0.7
"""How surely at least what the text sets is named beside a row."""
WORDED = 0.6
"""The share of a question for a number that a sentence without one must hold."""
HITS = 8
"""Clauses of another document in which what it says beside a row is looked for."""
_ASKS_COURSE = re.compile(
    r"\d{4}年?(?:到|至|-)\d{4}|从.{0,4}\d{4}年?.{0,4}(?:到|起)|各个?年|每年各|历年|这些年|怎么(?:变|走|升|降)|变化|一步步|逐步|升到|两份文件|前后"
)
_ASKS_SEVERAL = re.compile(r"两份|这两|两个文件|纲要.*意见|意见.*纲要|\d{4}年?.{0,12}\d{4}年|前后|新旧|比较|对比")
_ASKS_NUMBER = re.compile(r"多少|[是为到定]几(?!级|类)|(?<!哪)几[成个]")
_ASKS_BASE = re.compile(r"基[数期线准]|起点|起步|现状|原来|原先")


def indicators(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """The facts that a question names, each document's best; several of a document, where it names several."""
    facts = facts_named(question, library, evidence)
    rows = [fact for fact in facts if isinstance(fact, Indicator)]
    if not facts:
        return _another(question, library, evidence)
    if not rows:
        return _of_text(question, library, evidence, [fact for fact in facts if isinstance(fact, Target)])
    years = [] if _ASKS_COURSE.search(fold_text(question.asked)) else [str(year) for year in question.years]
    fitting = [row for row in rows if not years or any(set(years) & set(value.years) for value in row.values)]
    if not any(row.values for row in rows):
        set_in_text = any(likeness(row.name, target.subject) > 0.62 for row in rows for target in library.store.targets([row.document_id]))
        names, these = "、".join(f"「{row.name}」" for row in rows), "这些" if len(rows) > 1 else "这一"
        if one_of_several(question, library) and not set_in_text:
            return Found(statements=tuple(row_statement(library, row, []) for row in rows))
        return None if set_in_text else Found(absent=f"文件的指标表只列出{names}{these}指标，没有给出数值。")
    if not fitting:
        if in_text := _of_other_years(question, rows, library, evidence):
            return Found(statements=tuple(in_text))
        if empty := [row for row in rows if row.values and set(years) <= set(_columns(library, row))]:
            return Found(statements=tuple(row_statement(library, row, [], years) for row in empty))
        there = sorted({year for row in rows for value in row.values for year in value.years})
        return Found(absent=f"文件的指标表列有「{rows[0].name}」，但只有{'、'.join(there)}年的值，没有{'、'.join(years)}年的。")
    asked = [str(year) for year in question.years] if _ASKS_COURSE.search(fold_text(question.asked)) else years
    in_text, surer = _set_in_text(question, library, fitting, years)
    if surer:
        return None
    in_text += _sentences(library, [fact for fact in facts if _without_row(fact, rows) and (not years or fact.year in years)])
    statements = [row_statement(library, row, years, asked) for row in fitting if row.values]
    return Found(
        statements=(*statements, *in_text, *_of_other_years(question, rows, library, evidence), *_beside(question, fitting, library))
    )


def _another(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """That the documents do not give a value, where the sentences found are of another quantity than the one that is asked for."""
    if not evidence.answers or not asks_value(question) or (states_value(question.asked) and puts_right(question, library, evidence)):
        return None
    asked, kinds = Asked.of(question, library.names), kinds_asked(question)
    strict = _ASKS_NUMBER.search(question.asking)
    read = [(s.coverage, "".join((*s.clause.path, s.clause.title)), s.clause.line_of(s.start, s.end)) for s in evidence.chosen]
    other = (
        of_another(headings, sentence, asked)
        or not all(kind.search(fold_text(headings + sentence)) for kind in kinds)
        or (strict and coverage < WORDED and not WHOLE.search(sentence) and not quantities(fold_text(headings + sentence)))
        for coverage, headings, sentence in read
    )
    return Found(absent="找到的条款写的是别的数量。") if all(other) else None


def _of_text(question: Question, library: Library, evidence: Evidence, targets: Sequence[Target]) -> Found | None:
    """The sentences that set the quantities which a question names; or that they set none for its years, and no baseline."""
    if not targets or (evidence.answers and (question.wants != "number" or puts_right(question, library, evidence))):
        return None
    years = [str(year) for year in question.years]
    there = sorted({target.year for target in targets if target.year})
    fitting = [target for target in targets if not years or target.year in years]
    names = "、".join(dict.fromkeys(f"「{target.subject}」" for target in targets))
    if fitting and not set(years) <= {target.year for target in fitting} and evidence.answers:
        return None  # its sentences may speak of the other years
    if not fitting:
        if (
            not there
            or len(there) < len({target.subject for target in targets})
            or (evidence.answers and any(year in _line(evidence) for year in years))
        ):
            return None
        return Found(absent=f"文件只给{names}定了{'、'.join(there)}年的目标，没有{'、'.join(years)}年的。")
    if _ASKS_BASE.search(fold_text(question.asked)):
        return Found(absent=f"文件给{names}定了目标，没有写基数。")
    return Found(statements=tuple(_sentences(library, fitting)))


def _set_in_text(question: Question, library: Library, rows: Sequence[Indicator], years: Sequence[str]) -> tuple[list[Statement], bool]:
    """What the text of the rows' documents sets for a quantity of the same name, another value than the rows'; and whether that is named more surely."""
    asked = [Asked.of(question, library.names), *parts_named(question, library)]

    def surely(fact: Fact) -> float:
        return max(named(fact, part) for part in asked)

    least = max(IN_TEXT, *(surely(row) for row in rows))
    known = {value.number for row in rows for value in row.values}
    found = [
        target
        for target in library.store.targets(list(dict.fromkeys(row.document_id for row in rows)))
        if target.number not in known and (not years or target.year in (None, *years)) and surely(target) >= least
    ]
    surer = any(surely(target) > max(surely(row) for row in rows) + SURER for target in found)
    return _sentences(library, found), surer


def _without_row(fact: Fact, rows: Sequence[Indicator]) -> TypeGuard[Target]:
    """Whether a fact is a quantity that the text sets of a document of which no row is named."""
    return isinstance(fact, Target) and fact.document_id not in {row.document_id for row in rows}


def _sentences(library: Library, targets: Sequence[Target]) -> list[Statement]:
    """The sentences that set quantities, each once."""
    places = dict.fromkeys(sentence_at(library, target.clause_id, target.start) for target in targets)
    return [quoted(*place) for place in places]


def _of_other_years(question: Question, rows: Sequence[Indicator], library: Library, evidence: Evidence) -> list[Statement]:
    """The sentences that give a row's indicator for an asked year that no row has: 2017年,全市人均期望寿命达82.1岁."""
    there = {year for row in rows for value in row.values for year in value.years}
    found: dict[Statement, None] = {}
    for year in (year for year in question.years if str(year) not in there):
        said = evidence_for(replace(question, years=(year,)), library, evidence.hits)
        if said.answers and str(year) in _line(said) and _speaks_of(rows, said):
            found[quoted(said.chosen[0].clause, said.chosen[0].start, said.chosen[0].end)] = None
    return list(found)


def _speaks_of(rows: Sequence[Indicator], evidence: Evidence) -> bool:
    """Whether the sentence that answers has most of the name of one of the rows."""
    said = _line(evidence)
    return any(sum(c in said for c in row.name) >= MOST_OF_NAME * len(row.name) for row in rows)


def _beside(question: Question, rows: Sequence[Indicator], library: Library) -> list[Statement]:
    """What another document's text says, where a question asks after several and only one has a row."""
    if not _ASKS_SEVERAL.search(fold_text(question.asked)):
        return []
    told = {row.document_id for row in rows}
    found = []
    for id in (id for id in question.documents or () if id not in told):
        own = replace(question, documents=(id,), years=())
        said = evidence_for(own, library, library.search(question.search_words, HITS, [id]))
        if said.answers and _speaks_of(rows, said):
            first = said.chosen[0]
            found.append(quoted(first.clause, first.start, first.end))
    return found


def _line(evidence: Evidence) -> str:
    """The folded sentence that answers best."""
    first = evidence.chosen[0]
    return fold_text(first.clause.line_of(first.start, first.end))


def row_statement(library: Library, row: Indicator, years: Sequence[str], asked: Sequence[str] = ()) -> Statement:
    """A row of an indicator table in words, with the row and the header as its spans; its values of some years, or all.

    That a column of an asked year is empty is said: 表中没有给出2015年的数值.
    """
    spans = [span(library, row.clause_id, row.start, row.end)]
    if head := library.header_clause(row.clause_id):
        spans.append((head, head.start, head.end))
    chosen = [v for v in row.values if not years or set(years) & set(v.years)]
    unit = f"（{row.unit}）" if row.unit else ""
    nature = f"（{row.nature}）" if row.nature else ""
    columns = _columns(library, row)
    absent = [year for year in asked or years if year in columns and not any(year in v.years for v in row.values)]
    gap = f"；表中没有给出{'、'.join(absent)}年的数值" if absent else ""
    if not row.values:
        return Statement(text=f"「{row.name}」{unit}：表中没有给出数值。", spans=tuple(spans))
    return Statement(text=f"{row.name}{unit}：{'；'.join(_grouped(chosen))}{gap}{nature}。", spans=tuple(spans))


def _columns(library: Library, row: Indicator) -> list[str]:
    """The years that the header of a row's table has columns for."""
    return BARE_YEAR.findall(fold_text(library.header(library.clause(row.clause_id))))


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
