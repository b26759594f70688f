"""Answers out of facts: no model, no guess. What the ledger says is stated as it stands, with its span.

Each subject has its file; the first that a question belongs to answers it. "嘉兴2030年人均预期寿命目标" is a row of a table, "控烟谁牵头" a duty.
"""

from assistant.answers import Question
from assistant.extract import Evidence
from assistant.extract import evidence as read
from assistant.premises.elsewhere import elsewhere
from assistant.question.institutions import asks_institution
from assistant.question.parts import who_and_else
from assistant.subjects.catalogue import catalogue
from assistant.subjects.cells import cells
from assistant.subjects.chosen import puts_right
from assistant.subjects.counties import counties
from assistant.subjects.goals import goals
from assistant.subjects.indicators import indicators
from assistant.subjects.measures import unit_duties
from assistant.subjects.origin import origin
from assistant.subjects.responsible import measure_duty, names_measure, names_role, no_institution
from assistant.subjects.scopes import of_item
from assistant.subjects.standing import standing
from assistant.subjects.statements import Found, Statement, quoted
from assistant.subjects.structure import structure
from assistant.subjects.tables import tables
from index.folding import fold_text
from index.library import Library

NEAR = 10
"""Clauses that are read for what a question asks beside who does it."""
SURE = 0.4
"""How sure their sentences must be: nothing but their place ties them to the measure."""


def facts(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """What the ledger says to a question; None where the question asks for no fact of it."""
    found = (
        elsewhere(question, library)
        or cells(question, library)
        or catalogue(question, library)
        or standing(question, library)
        or origin(question, library)
        or counties(question, library)
        or unit_duties(question, library)
    )
    if found:
        return found
    if both := who_and_else(question, library.abouts()):
        found = _with_who(*both, question, library, evidence)
    return found or _of_one(question, library, evidence)


def _of_one(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """What the ledger says to a question that asks one thing: who does something, or how much, how many, what of it."""
    if (question.wants == "unit" or names_role(question, library)) and not puts_right(question, library, evidence):
        return measure_duty(question, library, evidence)
    if asks_institution(fold_text(question.asked)):
        return no_institution(question, library, evidence)
    return tables(question, library) or structure(question, library) or goals(question, library) or indicators(question, library, evidence)


def _with_who(who: Question, other: Question, question: Question, library: Library, evidence: Evidence) -> Found | None:
    """What a question asks beside who does it, and who does; None where the first is not said, or is said of another measure than the second."""
    near = read(other, library, library.search(other.search_words, NEAR, other.documents))
    known = _of_one(other, library, near)
    own = known.statements if known else [quoted(s.clause, s.start, s.end) for s in near.chosen] if near.confidence >= SURE else []
    if not own:
        return None
    units = measure_duty(who if names_measure(who, library) else question, library, evidence, near=near)
    if not units or not units.statements:
        absent = [Statement(text=units.absent, spans=own[0].spans)] if units and units.absent else []
        return Found(statements=(*own, *absent)) if absent else None
    item = of_item(units.statements[-1].spans[0][0])
    told = [statement for statement in own if any(clause.kind == "table" or of_item(clause) == item for clause, _, _ in statement.spans)]
    return Found(statements=(*(statement for statement in told if statement not in units.statements), *units.statements)) if told else None
