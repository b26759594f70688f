"""Rows of indicator tables, and quantities that the text sets, that a question names; with their values, or that they have none for the year.

"嘉兴2030年人均预期寿命目标" is answered from the table's row and its header, "沈阳减盐目标" from the sentence that sets 人均每日食盐摄入量. An asked
year that is not there is not answered with another year's value: the refusal says which years are.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answers import Question
from assistant.extract import Evidence, one_of_several
from assistant.extract import evidence as evidence_for
from assistant.names import Asked, named, of_another
from assistant.premise import corrected, states_value
from assistant.statements import Found, Statement, quoted, sentence_at, span
from index.documents import Indicator, Target, Value
from index.folding import fold_text
from index.ledger import likeness
from index.library import Library
from index.reading import bare, bigrams

Fact = Indicator | Target
NAMED, OUTRIGHT = 0.55, 0.75
"""How surely a question that asks for a value must name a fact; and how surely any question, whatever else is named nearly as well."""
APART = 0.1
"""By how much more surely than any other of its document what is not named outright must be named."""
MOST_OF_NAME = 0.6
"""The share of its name's characters that a sentence must have to give an indicator a value."""
FOUND, FIRST_HITS = 0.4, 4
"""How surely at least a fact that a search finds among the first."""
FURTHER, NEXT, CLEAR = 0.2, 0.08, 0.95
"""By how much less surely than the one another document's is named that is told too, and another of the same document, if the one is not clear."""
IN_TEXT, SURER = 0.7, 0.12
"""How surely at least what the text sets is named beside a row, and by how much more surely before it answers in the row's place."""
HITS = 8
"""Clauses of another document in which what it says beside a row is looked for."""
_ASKS_COURSE = re.compile(
    r"\d{4}年?(?:到|至|-)\d{4}|从.{0,4}\d{4}年?.{0,4}(?:到|起)|各个?年|每年各|历年|这些年|怎么(?:变|走)|变化|一步步|逐步|升到|两份文件|前后"
)
_ASKS_SEVERAL = re.compile(r"两份|这两|两个文件|纲要.*意见|意见.*纲要|\d{4}年?.{0,12}\d{4}年|前后|新旧|比较|对比")
_AND = re.compile(r"[、和与跟及]|以及")
_ASKS_VALUE = re.compile(r"多少|几|目标|指标|[数率值]|水平|比例|比重|占比|规模|达到|格|填|一[栏列行]")
_ASKS_ELSE = re.compile(
    r"怎么(?!定|说|写|变|填)|怎样|如何|哪些|哪里|哪儿|什么(?:样|时候|制度|措施|办法)|为什么|谁(?!的|.{0,6}[高低多少大小])|[能会]不[能会]|能[^,。?]{0,12}吗"
)
_ASKS_BASE = re.compile(r"基[数期线准]|起点|起步|现状|原来|原先")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# What a question asks for in so many words, and what a fact's unit or name must have then.
_KINDS = (
    (
        re.compile(r"多少钱|块钱|费用?(?:多少|几)|[几多]少?[万亿]?元|收费|收.{0,4}(?:多少|几)|罚"),
        re.compile(r"元|费|收入|支出|规模|免|半价"),
    ),
    (re.compile(r"百分之|几成|多少比例"), re.compile(r"[%‰]|率|比例|比重|占比|水平|全部|所有|百分点")),
    (re.compile(r"[多几]少?岁|多大岁数|活到"), re.compile(r"岁|寿命|年龄")),
)


def puts_right(question: Question, library: Library, evidence: Evidence) -> bool:
    """Whether the sentence that answers contradicts a value that the question states; that is said, whoever is responsible."""
    first = evidence.chosen[0] if evidence.answers else None
    if first is None:
        return False
    place = library.abouts()[first.clause.document_id].jurisdiction
    return corrected(question.asked, first.clause.line_of(first.start, first.end), place) is not None


def indicators(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """The facts that a question names, each document's best; several of a document, where it names several."""
    facts = _named(question, library) or _found(question, library, evidence)
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


def _another(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """That the documents do not give a value, where the sentences found are of another quantity than the one that is asked for."""
    if not evidence.answers or not _asks_value(question) or (states_value(question.asked) and puts_right(question, library, evidence)):
        return None
    asked, kinds = Asked.of(question, library.names), _kinds(question)
    texts = ["".join((*s.clause.path, s.clause.title, s.clause.line_of(s.start, s.end))) for s in evidence.chosen]
    other = (of_another(text, asked) or not all(kind.search(fold_text(text)) for kind in kinds) for text in texts)
    return Found(absent="找到的条款写的是别的数量。") if all(other) else None


def _of_text(question: Question, library: Library, evidence: Evidence, targets: Sequence[Target]) -> Found | None:
    """The sentences that set the quantities which a question names; or that they set none for its years, and no baseline."""
    if not targets or (evidence.answers and puts_right(question, library, evidence)):
        return None
    years = [str(year) for year in question.years]
    there = sorted({target.year for target in targets if target.year})
    fitting = [target for target in targets if not years or target.year in years]
    names = "、".join(dict.fromkeys(f"「{target.subject}」" for target in targets))
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
    places = dict.fromkeys(sentence_at(library, target.clause_id, target.start) for target in fitting)
    return Found(statements=tuple(quoted(*place) for place in places))


def _set_in_text(question: Question, library: Library, rows: Sequence[Indicator], years: Sequence[str]) -> tuple[list[Statement], bool]:
    """What the text of the rows' documents sets for a quantity of the same name, another value than the rows'; and whether that is named more surely."""
    asked = [Asked.of(question, library.names), *_parts(question, library)]

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
    places = dict.fromkeys(sentence_at(library, target.clause_id, target.start) for target in found)
    return [quoted(*place) for place in places], surer


def _named(question: Question, library: Library) -> list[Fact]:
    """The facts that a question names, by document: as one name, or each of its parts, where those are names by themselves."""
    facts = _facts(question, library)
    whole = _best(facts, Asked.of(question, library.names), question)
    top = max((score for score, _ in whole), default=0.0)
    found = [fact for score, fact in whole if score >= top - FURTHER]
    for part in _parts(question, library):
        found += [fact for _, fact in _best(facts, part, question) if fact not in found]
    found += [fact for fact in facts if fact not in found and any(_sister(fact, other, question) for other in found)]
    order = {id: n for n, id in enumerate(dict.fromkeys(fact.document_id for fact in facts))}
    return sorted(found, key=lambda fact: (order[fact.document_id], fact.start))


def _facts(question: Question, library: Library) -> list[Fact]:
    """The rows and targets of the documents asked about that are of the kind that is asked for: no share for a sum of money."""
    kinds = _kinds(question)
    every: list[Fact] = [*library.store.indicators(question.documents), *library.store.targets(question.documents)]
    return [fact for fact in every if all(kind.search(_kind(fact)) for kind in kinds)]


def _kinds(question: Question) -> list[re.Pattern[str]]:
    """What shows that something is of the kind that a question asks for in so many words."""
    asked = fold_text(question.asked)
    return [needed for asks, needed in _KINDS if asks.search(asked)]


def _kind(fact: Fact) -> str:
    """A fact's name and unit, which show what it measures; of what no number is given, the words in its place."""
    return fold_text(f"{fact.name}{fact.unit or ''}" if isinstance(fact, Indicator) else f"{fact.subject}{fact.unit or '100%'}")


def _asks_value(question: Question) -> bool:
    """Whether a question asks for a value, and not how, where or by whom something is done."""
    asked = bare(question.asked)
    return question.wants == "number" or (bool(_ASKS_VALUE.search(asked)) and not _ASKS_ELSE.search(asked))


def _found(question: Question, library: Library, evidence: Evidence) -> list[Fact]:
    """The rows that a search finds among the first, where no sentence answers, nor puts right what is stated, and the question names it less surely."""
    states = question.wants != "number" and states_value(question.asked)
    if not evidence.hits or not (states or _asks_value(question)) or (states and puts_right(question, library, evidence)):
        return []
    first = {hit.clause.id for hit in evidence.hits[:FIRST_HITS]}
    asked = Asked.of(question, library.names)
    found = [(named(fact, asked), fact) for fact in _facts(question, library) if fact.clause_id in first and isinstance(fact, Indicator)]
    least = max(FOUND, evidence.chosen[0].coverage if evidence.answers and not states else 0.0)
    top = max((score for score, _ in found), default=0.0)
    return [fact for score, fact in found if score == top > least]


def _best(facts: Sequence[Fact], asked: Asked, question: Question) -> list[tuple[float, Fact]]:
    """Each document's fact that is named most surely, with how surely; those next to it too. One of an asked year goes before others.

    None, where it is not named surely, or not apart from others and not outright.
    """
    years = {str(year) for year in question.years}
    least = NAMED if _asks_value(question) else OUTRIGHT
    every: dict[str, list[tuple[float, bool, Fact]]] = {}
    for fact in facts:
        there = {year for value in fact.values for year in value.years} if isinstance(fact, Indicator) else {fact.year}
        if (sure := named(fact, asked)) > 0:
            every.setdefault(fact.document_id, []).append((sure, not years or bool(years & there), fact))
    kept: list[tuple[float, Fact]] = []
    for scored in every.values():
        scored.sort(key=lambda entry: -(entry[0] + FURTHER * entry[1] - SURER * isinstance(entry[2], Target)))
        sure, _, best = scored[0]
        others = [score for score, fits, fact in scored[1:] if fits and score < sure - NEXT]
        if sure > OUTRIGHT or (sure > least and sure >= max(others, default=0.0) + APART):
            least_next = sure - NEXT if sure < CLEAR else sure
            kept += [(score, fact) for score, _, fact in scored if fact is best or (score >= least_next and type(fact) is type(best))]
    return kept


def _parts(question: Question, library: Library) -> list[Asked]:
    """What a question names by parts, 千人医师数 and 护士数 of "千人医师数和护士数分别多少"; none where it has one part only."""
    if not _ASKS_VALUE.search(bare(question.asked)):
        return []
    pieces = [piece for piece in _AND.split(bare(question.asked)) if any(term in piece for term in question.terms)]
    return [Asked.of(question, library.names, piece) for piece in pieces] if len(pieces) > 1 else []


def _said_in_text(rows: Sequence[Indicator], years: Sequence[str], evidence: Evidence) -> bool:
    """Whether the sentence that answers gives an indicator for an asked year that the table has not: 2017年,全市人均期望寿命达82.1岁."""
    if not evidence.answers:
        return False
    said = _line(evidence)
    return any(year in said for year in years) and any(sum(c in said for c in row.name) >= MOST_OF_NAME * len(row.name) for row in rows)


def _sister(row: Fact, named: Fact, question: Question) -> bool:
    """Whether a row is another part of the indicator that a question names as a whole: 中医类 beside 西医类 of one ranking."""
    if isinstance(row, Target) or isinstance(named, Target):
        return False
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
