"""What a quoted number is: the row of a table whose cell holds it, or the sentence that does, with its year.

"187.04说的是嘉兴哪个指标" is answered with the row 法定报告传染病发病率 and its value of 2015; "63.24%是哪一年的基线，2030年要求多少" with the values
of both years; "2.88/10万是哪年的" with the sentence of the text.
"""

import re
from decimal import Decimal

from assistant.answers import Question
from assistant.subjects.indicators import row_statement
from assistant.subjects.names import Asked, touches
from assistant.subjects.statements import Found, quoted
from index.documents import Value
from index.folding import fold_text
from index.library import Library
from index.lines import sentences

_OF_WHAT = re.compile(
    r"(?:哪|什么|啥)[一1个项条种]{0,2}(?:的)?(?:指标|数据|数值|数字|数|东西|意思|基[线数期]|现状)|(?:说|指|讲|代表|对应)的?是?[^,。?]{0,6}(?:哪|什么|啥)"
)
_OF_WHEN = re.compile(r"哪[一1个]?年|几几年|何年|何时|[什啥]么?时候")
_EITHER = re.compile(r"\d{4}年?[^,。?]{0,6}还是[^,。?]{0,4}\d{4}")
_NUMBER = re.compile(r"(?<![\d.第每])(?!(?:19|20)\d\d(?![\d.]))\d+(?:\.\d+)?(?![\d.]|年|月)")


def cells(question: Question, library: Library) -> Found | None:
    """The row or the sentence that holds a number which a question quotes, of the things that it names, where it asks what or of which year that is.

    None where it asks for something else, or where the number stands in several or in none.
    """
    asked = fold_text(question.asked)
    either = _EITHER.search(asked)
    numbers = {Decimal(number) for number in _NUMBER.findall(asked)}
    if not numbers or not (either or _OF_WHAT.search(asked) or _OF_WHEN.search(asked)):
        return None
    names = Asked.of(question, library.names)
    rows = [row for row in library.store.indicators(question.documents) if touches(fold_text(f"{row.name}{row.unit or ''}"), names)]
    holding = [(row, [value for value in row.values if _number(value) in numbers]) for row in rows]
    holding = [(row, values) for row, values in holding if values]
    if len(holding) == 1:
        row, values = holding[0]
        years = [year for value in values for year in value.years]
        also = () if either else [str(year) for year in question.years if any(str(year) in value.years for value in row.values)]
        return Found(statements=(row_statement(library, row, [*years, *also]),))
    return None if holding else _sentence(question, library, numbers, names)


def _sentence(question: Question, library: Library, numbers: set[Decimal], names: Asked) -> Found | None:
    """The sentence of the documents that holds a number with a point, of the things that a question names; None where not one does."""
    found = [
        quoted(clause, clause.start + a, clause.start + b)
        for id in question.documents or ()
        for clause in library.store.clauses([*library.store.span(id)])
        if clause.kind == "clause"
        for a, b in sentences(clause.text)
        if _pointed(clause.text[a:b]) & numbers and touches(fold_text(clause.text[a:b]), names)
    ]
    return Found(statements=tuple(found)) if len(found) == 1 else None


def _pointed(text: str) -> set[Decimal]:
    """The numbers of a text that have a decimal point: those of others are of too many things."""
    return {Decimal(number) for number in re.findall(r"(?<![\d.])\d+\.\d+(?![\d.])", fold_text(text))}


def _number(value: Value) -> Decimal | None:
    """The number that a cell holds, as it is written."""
    return None if value.number is None else Decimal(str(value.number))
