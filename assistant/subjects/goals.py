"""What a document sets as its goals on the whole, and all that it sets for a year: its goals, the values of its tables, the quantities of its text.

"嘉兴2020年的总体目标" is the sentence under 总体目标 that begins 到2020年; "沈阳2020年要达到哪些目标" all that is to be reached by 2020.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.answers import Question
from assistant.subjects.indicators import row_statement
from assistant.subjects.statements import Found, Statement, quoted, sentence_at
from assistant.subjects.structure import names_more
from index.documents import Clause
from index.folding import fold_text
from index.library import Library
from index.lines import sentences

_GOALS = re.compile(r"(?:总体?|主要|阶段|远期|近期|长期|中期)[^,。?]{0,2}目标|主要(?:健康)?指标|总目标|想做到什么程度")
_INDICATORS = re.compile(r"主要健康指标")
_OF_YEAR = re.compile(
    r"目标(?:都|分别|各)?(?:有|是|包括|为|列)(?:哪|什么)|(?:哪|什么)[些几]?[个项]?[^,。?]{0,6}(?:目标|指标)|(?:目标|指标)(?:值)?[^?]{0,6}(?:全部|所有|列)|(?:全部|所有|量化)[^,。?]{0,8}(?:目标|指标)|年的?(?:量化|具体)?目标[?。]*$|(?:要|想)?(?:实现|达到|做到)(?:什么|哪)"
)
_EVERY = re.compile(r"哪|全部|所有|列|量化|具体|都有|指标")
_ASKS = re.compile(r"什么|哪|各|分|怎么|如何")
_DATED = re.compile(r"到((?:19|20)\d\d)年底?[,，]")


def goals(question: Question, library: Library) -> Found | None:
    """What a document sets as its goals for the years that a question asks about; None where it asks for something of them."""
    asked = fold_text(question.asked)
    on_the_whole = _GOALS.search(asked)
    if not question.documents or not (on_the_whole or (question.years and _OF_YEAR.search(asked))):
        return None
    if names_more(question):
        return _of_indicators(question, library, asked)
    if not question.years and not _ASKS.search(asked):
        return None
    every = not on_the_whole and bool(_EVERY.search(asked))
    found = [_of_document(question, library, id, every) for id in question.documents]
    statements = [statement for part in found for statement in part]
    told = {year for year in question.years if any(f"{year}年" in fold_text(statement.text) for statement in statements)}
    return Found(statements=tuple(statements)) if statements and told == set(question.years) else None


def _of_indicators(question: Question, library: Library, asked: str) -> Found | None:
    """The goals in which 主要健康指标 stand, where a question asks after those, each year's; None where a year has none."""
    named = _INDICATORS.search(asked)
    dated = [goal for id in question.documents or () for clause in _clauses(library, id) for goal in _goals_of(clause, question)]
    said = [(year, goal) for year, goal in dated if named and named.group() in fold_text(goal.text)]
    return Found(statements=tuple(goal for _, goal in said)) if said and {year for year, _ in said} >= set(question.years) else None


def _of_document(question: Question, library: Library, id: str, every: bool) -> Sequence[Statement]:
    """The goals of a document; all that it sets for the years, where all is asked for."""
    said = [statement for clause in _clauses(library, id) for _, statement in _goals_of(clause, question)]
    if not every:
        return said
    years = [str(year) for year in question.years]
    rows = [row for row in library.store.indicators([id]) if any(set(years) & set(value.years) for value in row.values)]
    said += [row_statement(library, row, years, years) for row in rows]
    known = {statement.spans[0] for statement in said}
    return [*said, *(statement for statement in _set_for(library, id, years) if statement.spans[0] not in known)]


def _clauses(library: Library, id: str) -> Sequence[Clause]:
    return library.store.clauses([*library.store.span(id)])


def _goals_of(clause: Clause, question: Question) -> Iterator[tuple[int, Statement]]:
    """With their years, the sentences of a clause under 目标, or at the head of a document, that begin with an asked year, any where none is asked, and what follows them."""
    if clause.kind == "table" or not (re.search("目标|目標", "".join(clause.path)) or not clause.path):
        return
    year = 0
    for start, end in ((clause.start + a, clause.start + b) for a, b in sentences(clause.text)):
        said = fold_text(clause.line_of(start, end))
        dated = _DATED.match(said)
        year = int(dated[1]) if dated else year
        if year and (not question.years or year in question.years):
            yield year, quoted(clause, start, end)


def _set_for(library: Library, id: str, years: Sequence[str]) -> Iterator[Statement]:
    """The sentences of a document's text that set a quantity for one of the years, each once."""
    targets = [target for target in library.store.targets([id]) if target.year in years]
    for clause, start, end in dict.fromkeys(sentence_at(library, target.clause_id, target.start) for target in targets):
        yield quoted(clause, start, end)
