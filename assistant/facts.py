"""Answers out of facts: no model, no guess. What the ledger says is stated as it stands, with its span.

Each subject has its file; the first that a question belongs to answers it. "嘉兴2030年人均预期寿命目标" is a row of a table, "控烟谁牵头" a duty.
"""

from assistant.answers import Question
from assistant.extract import Evidence
from assistant.subjects.catalogue import catalogue
from assistant.subjects.chosen import puts_right
from assistant.subjects.counties import counties
from assistant.subjects.goals import goals
from assistant.subjects.indicators import indicators
from assistant.subjects.measures import unit_duties
from assistant.subjects.origin import origin
from assistant.subjects.responsible import measure_duty, names_role
from assistant.subjects.standing import standing
from assistant.subjects.statements import Found
from assistant.subjects.structure import structure
from assistant.subjects.tables import tables
from index.library import Library


def facts(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """What the ledger says to a question; None where the question asks for no fact of it."""
    found = (
        catalogue(question, library)
        or standing(question, library)
        or origin(question, library)
        or counties(question, library)
        or unit_duties(question, library)
    )
    if found:
        return found
    if (question.wants == "unit" or names_role(question, library)) and not puts_right(question, library, evidence):
        return measure_duty(question, library, evidence)
    return tables(question, library) or structure(question, library) or goals(question, library) or indicators(question, library, evidence)
