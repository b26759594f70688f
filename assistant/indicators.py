"""Rows of indicator tables that a question names, with their values: as one name, by its parts, or as a search finds them.

"嘉兴2030年人均预期寿命目标" is answered from the table's row and its header. An asked year that a table has not is not answered with another
year's value.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Question
from assistant.extract import Evidence, one_of_several
from assistant.extract import evidence as evidence_for
from assistant.names import Asked, named
from assistant.premise import corrected, states_value
from assistant.statements import Found, Statement, quoted, sentence_at, span
from index.documents import Indicator, Target, Value
from index.folding import fold_text
from index.ledger import likeness
from index.library import Library
from index.reading import bare, bigrams

NAMED, MOST_OF_NAME = 0.69, 0.6
"""How surely a question must name an indicator, and the share of its name's characters that a sentence must have to give it a value."""
FOUND, FIRST_HITS = 0.5, 4
"""How surely at least a row that a search finds among the first."""
BESIDE, FURTHER = 0.6, 0.2
"""As surely at least where another document's indicator is named, and by how much less than that one."""
OUTRIGHT, NEXT = 0.95, 0.05
"""A row named less surely than the one is not told alone, if others are named as surely to within the other: 医师数 may be 执业 or 全科."""
IN_TEXT, SURER = 0.8, 0.1
"""How surely at least what the text sets is named beside a row, and by how much more surely before it answers in the row's place."""
HITS = 8
"""Clauses of another document in which what it says beside a row is looked for."""
_ASKS_COURSE = re.compile(
    r"\d{4}年?(?:到|至|-)\d{4}|从.{0,4}\d{4}年?.{0,4}(?:到|起)|各个?年|每年各|历年|这些年|怎么(?:变|走)|变化|一步步|逐步|升到|两份文件|前后"
)
_ASKS_SEVERAL = re.compile(r"两份|这两|两个文件|纲要.*意见|意见.*纲要|\d{4}年?.{0,12}\d{4}年|前后|新旧|比较|对比")
_AND = re.compile(r"[、和与跟及]|以及")
_ASKS_VALUE = re.compile(r"多少|几|目标|指标|[数率值]|水平|比例|比重|占比|规模|达到")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def puts_right(question: Question, library: Library, evidence: Evidence) -> bool:
    """Whether the sentence that answers contradicts a value that the question states; that is said, whoever is responsible."""
    first = evidence.chosen[0] if evidence.answers else None
    if first is None:
        return False
    place = library.abouts()[first.clause.document_id].jurisdiction
    return corrected(question.asked, first.clause.line_of(first.start, first.end), place) is not None


def indicators(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """The rows of indicator tables that a question names, each document's best; several of a document, where it names several."""
    rows = _rows_named(question, library) or _row_found(question, library, evidence)
    if not rows:
        return None
    years = [] if _ASKS_COURSE.search(fold_text(question.asked)) else [str(year) for year in question.years]
    fitting = [row for row in rows if not years or any(set(years) & set(value.years) for value in row.values)]
    if not any(row.values for row in rows):
        set_in_text = any(likeness(row.name, target.subject) > 0.62 for row in rows for target in library.store.targets([row.document_id]))
        names, these = "、".join(f"「{row.name}」" for row in rows), "这些" if len(rows) > 1 else "这一"
        if one_of_several(question, library) and not set_in_text:
            return Found(statements=tuple(row_statement(library, row, []) for row in rows))
        return None if set_in_text else Found(absent=f"文件的指标表只列出{names}{these}指标，没有给出数值。")
    if not fitting:
        if _said_in_text(rows, years, evidence):
            return None
        there = sorted({year for row in rows for value in row.values for year in value.years})
        return Found(absent=f"文件的指标表列有「{rows[0].name}」，但只有{'、'.join(there)}年的值，没有{'、'.join(years)}年的。")
    asked = [str(year) for year in question.years] if _ASKS_COURSE.search(fold_text(question.asked)) else years
    in_text, surer = _set_in_text(question, library, fitting, years)
    if surer:
        return None
    statements = [row_statement(library, row, years, asked) for row in fitting if row.values]
    return Found(statements=(*statements, *in_text, *_beside(question, fitting, library)))


def _set_in_text(question: Question, library: Library, rows: Sequence[Indicator], years: Sequence[str]) -> tuple[list[Statement], bool]:
    """What the text of the rows' documents sets for a quantity of the same name, another value than the rows'; and whether that is named more surely."""
    asked = [Asked.of(question), *_parts(question)]

    def surely(fact: Indicator | Target) -> float:
        return max(named(fact, part) for part in asked)

    least = max(IN_TEXT, *(surely(row) for row in rows))
    known = {value.number for row in rows for value in row.values}
    found = [
        target
        for target in library.store.targets(list(dict.fromkeys(row.document_id for row in rows)))
        if target.number not in known and (not years or target.year in (None, *years)) and surely(target) >= least
    ]
    surer = any(surely(target) > max(surely(row) for row in rows) + SURER for target in found)
    places = dict.fromkeys(sentence_at(library, target.clause_id, target.start) for target in found)
    return [quoted(*place) for place in places], surer


def _rows_named(question: Question, library: Library) -> list[Indicator]:
    """The rows that a question names, by document: as one name, or each of its parts, where those are names by themselves."""
    indicators = library.store.indicators(question.documents)
    whole = _best(indicators, Asked.of(question))
    top = max((score for score, _ in whole), default=0.0)
    rows = [row for score, row in whole if score >= top - FURTHER] if top > NAMED else []
    for part in _parts(question):
        named = [row for score, row in _best(indicators, part) if score > NAMED]
        rows += [row for row in named if row not in rows]
    rows += [row for row in indicators if row not in rows and any(_sister(row, other, question) for other in rows)]
    order = {id: n for n, id in enumerate(dict.fromkeys(row.document_id for row in indicators))}
    return sorted(rows, key=lambda row: (order[row.document_id], row.start))


def _row_found(question: Question, library: Library, evidence: Evidence) -> list[Indicator]:
    """The rows that a search finds among the first, where no sentence answers, nor puts right what is stated, and the question names it less surely."""
    states = question.wants != "number" and states_value(question.asked)
    if not evidence.hits or not (states or question.wants == "number") or (states and puts_right(question, library, evidence)):
        return []
    first = {hit.clause.id for hit in evidence.hits[:FIRST_HITS]}
    asked = Asked.of(question)
    found = [(named(row, asked), row) for row in library.store.indicators(question.documents) if row.clause_id in first]
    least = max(FOUND, evidence.chosen[0].coverage if evidence.answers and not states else 0.0)
    top = max((score for score, _ in found), default=0.0)
    return [row for score, row in found if score == top > least]


def _best(indicators: Sequence[Indicator], asked: Asked) -> list[tuple[float, Indicator]]:
    """Each document's row that is named most surely, with how surely; those next to it too, where none is named outright."""
    scored = [(score, row) for row in indicators if (score := named(row, asked)) > BESIDE]
    best: dict[str, tuple[float, Indicator]] = {}
    for score, row in scored:
        if score > best.get(row.document_id, (0.0, row))[0]:
            best[row.document_id] = (score, row)
    open_ = {id for id, (score, _) in best.items() if score < OUTRIGHT}
    next_ = [(score, row) for score, row in scored if row.document_id in open_ and score >= best[row.document_id][0] - NEXT]
    return [*best.values(), *(pair for pair in next_ if pair not in best.values())]


def _parts(question: Question) -> list[Asked]:
    """What a question names by parts, 千人医师数 and 护士数 of "千人医师数和护士数分别多少"; none where it has one part only."""
    if not _ASKS_VALUE.search(bare(question.asked)):
        return []
    pieces = [piece for piece in _AND.split(bare(question.asked)) if any(term in piece for term in question.terms)]
    return [Asked.of(question, piece) for piece in pieces] if len(pieces) > 1 else []


def _said_in_text(rows: Sequence[Indicator], years: Sequence[str], evidence: Evidence) -> bool:
    """Whether the sentence that answers gives an indicator for an asked year that the table has not: 2017年,全市人均期望寿命达82.1岁."""
    if not evidence.answers:
        return False
    said = _line(evidence)
    return any(year in said for year in years) and any(sum(c in said for c in row.name) >= MOST_OF_NAME * len(row.name) for row in rows)


def _sister(row: Indicator, named: Indicator, question: Question) -> bool:
    """Whether a row is another part of the indicator that a question names as a whole: 中医类 beside 西医类 of one ranking."""
    (whole, _, part), (other, _, kind) = row.name.rpartition(" "), named.name.rpartition(" ")
    if not whole or whole != other or row.document_id != named.document_id:
        return False
    asked, own = bigrams(fold_text(question.asked)), bigrams(fold_text(kind)) - bigrams(fold_text(part))
    return not own & asked or bool((bigrams(fold_text(part)) - bigrams(fold_text(kind))) & asked)


def _beside(question: Question, rows: Sequence[Indicator], library: Library) -> list[Statement]:
    """What another document's text says, where a question asks after several and only one has a row."""
    if not _ASKS_SEVERAL.search(fold_text(question.asked)):
        return []
    told = {row.document_id for row in rows}
    found = []
    for id in (id for id in question.documents or () if id not in told):
        own = replace(question, documents=(id,), years=())
        said = evidence_for(own, library, library.search(question.search_words, HITS, [id]))
        if said.answers and any(sum(c in _line(said) for c in row.name) >= MOST_OF_NAME * len(row.name) for row in rows):
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
    columns = _YEARS.findall(fold_text(library.header(spans[0][0])))
    absent = [year for year in asked or years if year in columns and not any(year in v.years for v in row.values)]
    gap = f"；表中没有给出{'、'.join(absent)}年的数值" if absent else ""
    if not row.values:
        return Statement(text=f"「{row.name}」{unit}：表中没有给出数值。", spans=tuple(spans))
    return Statement(text=f"{row.name}{unit}：{'；'.join(_grouped(chosen))}{gap}{nature}。", spans=tuple(spans))


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
