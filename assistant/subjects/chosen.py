"""Which rows of indicator tables and which quantities of the text a question names: as one name, by its parts, or as a search finds them. Pure.

"嘉兴千人医师数和护士数" names two rows; "沈阳减盐目标" the quantity 人均每日食盐摄入量 of the text. Where others are named nearly as well and none
outright, none is.
"""

import re
from collections.abc import Sequence

from assistant.answers import Question
from assistant.extract import Evidence
from assistant.premises.premise import corrected, states_value
from assistant.question.expect import Expectation, expectation
from assistant.subjects.names import Asked, named
from index.documents import Indicator, Target
from index.folding import fold_text
from index.library import Library
from index.reading import bare, bigrams

Fact = Indicator | Target
NAMED, OUTRIGHT = 0.55, 0.75
"""How surely a question that asks for a value must name a fact; and how surely any question, whatever else is named nearly as well."""
APART = 0.1
"""By how much more surely than any other of its document what is not named outright must be named."""
FOUND, FIRST_HITS = 0.4, 4
"""How surely at least a row that a search finds among the first."""
FURTHER, NEXT, CLEAR = 0.2, 0.08, 0.95
"""By how much less surely than the one another document's is named that is told too, and another of the same document, if the one is not clear."""
SURER = 0.12
"""By how much more surely than a row a quantity of the text must be named to go before it."""
_ROW = re.compile(r"指标[^,。?]{0,6}第(\d{1,2})[项行个条]|第(\d{1,2})[项行个条](?:主要|重点)?指标")
_AND = re.compile(r"[、和与跟及]|以及")
_ASKS_VALUE = re.compile(
    r"多少|几(?!点[^要措意建内]|时|月|号)|目标|指标|[数率值]|水平|比例|比重|占比|规模|每[百千万]+(?:名|常住)?人|达到|格|填|一[栏列行]"
)
_ASKS_ELSE = re.compile(
    r"怎么(?!定|说|写|变|走|升|降|填|要求|规定)|怎样|如何|哪些|哪里|哪儿|什么(?:样|时候|制度|措施|办法)|为什么|谁(?!的|.{0,6}[高低多少大小])|[能会]不[能会]|能[^,。?]{0,12}吗"
)
# What a question asks for in so many words, and what a fact's unit or name must have then.
_KINDS = (
    (
        re.compile(r"多少钱|块钱|费用?(?:多少|几)|[几多]少?[万亿]?元|收费|收.{0,4}(?:多少|几)|罚"),
        re.compile(r"元|费|收入|支出|规模|免|半价"),
    ),
    (re.compile(r"(?:多少|几)[个十百千]*亿"), re.compile(r"亿|元|规模|产值|投资|收入")),
    (re.compile(r"多少(?:公里|里路)|几公里"), re.compile(r"公里|千米|里程")),
    (re.compile(r"百分之|几成|多少比例|占(?:到|了)?(?:多少|多大|几成|几分)"), re.compile(r"[%‰]|率|比例|比重|占比|水平|全部|所有|百分点")),
    (re.compile(r"面积|几平|多少[平亩]|占地"), re.compile(r"面积|平方|亩|公顷")),
    (re.compile(r"(?:多少|几)个?人(?![均口数])"), re.compile(r"[人名位]|[率数量]|%|服务")),
    (re.compile(r"[多几]少?岁|多大岁数|活到"), re.compile(r"岁|寿命|年龄")),
)


def puts_right(question: Question, library: Library, evidence: Evidence) -> bool:
    """Whether the sentence that answers contradicts a value that the question states; that is said, whoever is responsible."""
    first = evidence.chosen[0] if evidence.answers else None
    if first is None:
        return False
    place = library.abouts()[first.clause.document_id].jurisdiction
    return corrected(question.asked, first.clause.line_of(first.start, first.end), place) is not None


def facts_named(question: Question, library: Library, evidence: Evidence) -> list[Fact]:
    """The facts that a question for a value, or with one, names, in the order of the documents; else the row that a search finds among the first."""
    if _ASKS_ELSE.search(question.asking) and not asks_value(question) and not states_value(question.asked):
        return []
    return _named(question, library) or _row_found(question, library, evidence)


def asks_value(question: Question) -> bool:
    """Whether a question asks for a value, and not how, where or by whom something is done."""
    asked = question.asking
    return question.wants == "number" or (bool(_ASKS_VALUE.search(asked)) and not _ASKS_ELSE.search(asked))


def kinds_asked(question: Question) -> list[re.Pattern[str]]:
    """What shows that something is of the kind that a question asks for in so many words."""
    asked = fold_text(question.asked)
    return [needed for asks, needed in _KINDS if asks.search(asked)]


def parts_named(question: Question, library: Library) -> list[Asked]:
    """What a question names by parts, 千人医师数 and 护士数 of "千人医师数和护士数分别多少"; none where it has one part only."""
    if not _ASKS_VALUE.search(bare(question.asked)):
        return []
    pieces = [piece for piece in _AND.split(bare(question.asked)) if any(term in piece for term in question.terms)]
    return [Asked.of(question, library.names, piece) for piece in pieces] if len(pieces) > 1 else []


def _named(question: Question, library: Library) -> list[Fact]:
    """The facts that a question names, by document: as one name, or each of its parts, where those are names by themselves."""
    facts = _facts(question, library)
    if numbered := _numbered(question, facts, Asked.of(question, library.names)):
        return numbered
    whole = _best(facts, Asked.of(question, library.names), question)
    top = max((score + _timely(fact, question) for score, fact in whole), default=0.0)
    found = [fact for score, fact in whole if score + _timely(fact, question) >= top - FURTHER]
    for part in parts_named(question, library):
        found += [fact for _, fact in _best(facts, part, question) if fact not in found]
    found += [fact for fact in facts if fact not in found and any(_sister(fact, other, question) for other in found)]
    order = {id: n for n, id in enumerate(dict.fromkeys(fact.document_id for fact in facts))}
    return sorted(found, key=lambda fact: (order[fact.document_id], fact.start))


def _numbered(question: Question, facts: Sequence[Fact], asked: Asked) -> list[Fact]:
    """The rows that a question calls by their number in the table, 指标体系第7项; of several documents those that it also names."""
    number = _ROW.search(fold_text(question.asked))
    rows: list[Fact] = [fact for fact in facts if number and isinstance(fact, Indicator) and fact.number == (number[1] or number[2])]
    rows = [row for row in rows if _timely(row, question)] or rows
    return [row for row in rows if named(row, asked) > FURTHER] or (rows if len({row.document_id for row in rows}) == 1 else [])


def _facts(question: Question, library: Library) -> list[Fact]:
    """The rows and targets of the documents asked about that are of the kind that is asked for: no share for a sum of money."""
    kinds, expected = kinds_asked(question), expectation(fold_text(question.asked), question.wants, question.years)
    every: list[Fact] = [*library.store.indicators(question.documents), *library.store.targets(question.documents)]
    return [fact for fact in every if all(kind.search(_kind(fact)) for kind in kinds) and _gives(fact, expected)]


def _gives(fact: Fact, expected: Expectation) -> bool:
    """Whether a fact is what is asked for: a quantity's words, or a row by its unit."""
    if isinstance(fact, Target):
        return expected.met(fact.quote)
    return not fact.values or expected.met_by_row(fact.unit or "", " ".join(value.text for value in fact.values))


def _kind(fact: Fact) -> str:
    """A fact's name and unit, which show what it measures; of what no number is given, the words in its place."""
    return fold_text(f"{fact.name}{fact.unit or ''}" if isinstance(fact, Indicator) else f"{fact.subject}{fact.unit or '100%'}")


def _best(facts: Sequence[Fact], asked: Asked, question: Question) -> list[tuple[float, Fact]]:
    """Each document's fact that is named most surely, with how surely; those next to it too. One of an asked year goes before others.

    None, where it is not named surely, or not apart from others and not outright.
    """
    least = NAMED if asks_value(question) else OUTRIGHT
    every: dict[str, list[tuple[float, Fact]]] = {}
    for fact in facts:
        if (sure := named(fact, asked)) > 0:
            every.setdefault(fact.document_id, []).append((sure, fact))
    kept: list[tuple[float, Fact]] = []
    for scored in every.values():
        scored.sort(key=lambda entry: -(entry[0] + _timely(entry[1], question) - SURER * isinstance(entry[1], Target)))
        sure, best = scored[0]
        others = [score for score, fact in scored[1:] if _timely(fact, question) and score < sure - NEXT]
        if sure > OUTRIGHT or (sure > least and sure >= max(others, default=0.0) + APART):
            least_next = sure - NEXT if sure < CLEAR else sure
            kept += [(score, fact) for score, fact in scored if fact is best or (score >= least_next and type(fact) is type(best))]
    return kept


def _row_found(question: Question, library: Library, evidence: Evidence) -> list[Fact]:
    """The rows that a search finds among the first, where no sentence answers, nor puts right what is stated, and the question names it less surely."""
    states = question.wants != "number" and states_value(question.asked)
    if not evidence.hits or not (states or asks_value(question)) or (states and puts_right(question, library, evidence)):
        return []
    first = {hit.clause.id for hit in evidence.hits[:FIRST_HITS]}
    asked = Asked.of(question, library.names)
    found = [(named(fact, asked), fact) for fact in _facts(question, library) if fact.clause_id in first and isinstance(fact, Indicator)]
    least = max(FOUND, evidence.chosen[0].coverage if evidence.answers and not states else 0.0)
    best = max(found, key=lambda entry: entry[0] + _timely(entry[1], question), default=(0.0, None))
    return [fact for score, fact in found if score == best[0] > least]


def _timely(fact: Fact, question: Question) -> float:
    """What it adds that a fact has a value for an asked year, or that none is asked for."""
    there = {year for value in fact.values for year in value.years} if isinstance(fact, Indicator) else {fact.year}
    return FURTHER if not question.years or any(str(year) in there for year in question.years) else 0.0


def _sister(row: Fact, named: Fact, question: Question) -> bool:
    """Whether a row is another part of the indicator that a question names as a whole: 中医类 beside 西医类 of one ranking."""
    if isinstance(row, Target) or isinstance(named, Target):
        return False
    (whole, _, part), (other, _, kind) = row.name.rpartition(" "), named.name.rpartition(" ")
    if not whole or whole != other or row.document_id != named.document_id:
        return False
    asked, own = bigrams(fold_text(question.asked)), bigrams(fold_text(kind)) - bigrams(fold_text(part))
    return not own & asked or bool((bigrams(fold_text(part)) - bigrams(fold_text(kind))) & asked)
