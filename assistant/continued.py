"""What a follow-up asks of what was just said, answered out of the clauses that the answer before it cited.

After "嘉兴的安宁疗护打算怎么搞" the question "哪几个县先试" is about the clause on 安宁疗护, though no word of it says so; after "2024年嘉兴意见有几个重点行动"
"第三个叫什么" asks for the third of the list. What is spoken of goes before what is found elsewhere, where it holds what the follow-up names.
"""

import re
from collections.abc import Sequence

from assistant.answers import Answer, Question
from assistant.extract import evidence
from assistant.question.expect import expectation
from assistant.question.followup import matter
from assistant.question.roles import asks_units
from assistant.subjects.masked import asks_masked
from assistant.subjects.responsible import duty_of
from assistant.subjects.scopes import names_something
from assistant.subjects.statements import Found, Span, Statement, quoted
from assistant.subjects.structure import number_of
from index.documents import Clause, Hit
from index.folding import fold_text
from index.library import Library

MOST_CLAUSES = 3
"""An answer that cites more clauses speaks of none of them."""
HELD, ALL_HELD = 0.6, 0.9
"""The share of a follow-up's words that a sentence of those clauses must hold; and where something was found elsewhere."""
_NTH = re.compile(r"第(?P<number>\d+|[一二三四五六七八九十]+)[个個项項条條类類大]|(?P<last>最[后後末][一1]?[个個项項条條])")


def continued(question: Question, base: Answer, before: Answer, library: Library) -> Found | None:
    """The answer to a follow-up in what was just said; None where it asks nothing of it, or ``base`` speaks of it already.

    ``base`` is the answer to the follow-up made whole, ``before`` the one to the question before it.
    """
    own = question.own
    if own is None or before.status != "answered" or base.reason not in (None, "not_in_documents") or asks_masked(own, library):
        return None
    if item := _item(own.asked, before):
        return Found(statements=(item,))
    spoken = [(citation.clause, citation.start, citation.end) for citation in before.citations]
    clauses = {clause.id: clause for clause, _, _ in spoken}
    if len(clauses) > MOST_CLAUSES or any(citation.clause.id in clauses for citation in base.citations):
        return None
    if asks_units(fold_text(own.asked)):
        documents = tuple({clause.document_id for clause in clauses.values()})
        of_it = not names_something(own, library.store.duties(documents), library)
        return duty_of(own, library, spoken[0][0]) if of_it else None
    if not matter(own.terms):
        return _of_the_form(own, spoken) if base.status != "answered" else None
    return _named_in(own, base, [*clauses.values()], library)


def _item(asked: str, before: Answer) -> Statement | None:
    """The item of a list that was just given which a follow-up asks for by its number, or as the last."""
    items = [claim for claim in before.claims if re.match(r"\d+\. ", claim.text)]
    match = _NTH.search(asked)
    if not items or match is None:
        return None
    number = number_of(match["number"]) if match["number"] else len(items)
    chosen = next((claim for claim in items if claim.text.startswith(f"{number}. ")), None)
    spans = tuple((c.clause, c.start, c.end) for c in before.citations if chosen and c.n in chosen.citations)
    return Statement(text=chosen.text.partition(" ")[2], spans=spans) if chosen else None


def _of_the_form(own: Question, spoken: Sequence[Span]) -> Found | None:
    """The sentence that was just cited, where it has what a follow-up asks for without naming anything: 到哪一年, 几家."""
    expected = expectation(fold_text(own.asked), own.wants, own.years)
    for clause, start, end in spoken:
        said = clause.reading_of(start, end)
        if expected.asked and expected.met(said) and expected.year_met(fold_text(said)):
            return Found(statements=(quoted(clause, start, end),))
    return None


def _named_in(own: Question, base: Answer, clauses: Sequence[Clause], library: Library) -> Found | None:
    """The sentences of the clauses that were just cited which hold what a follow-up names; of what was found elsewhere, only all of it goes before."""
    if base.status == "answered" and base.mode == "facts":
        return None
    found = evidence(own, library, [Hit(clause=clause, score=1.0, parts={}) for clause in clauses])
    least = ALL_HELD if base.status == "answered" else HELD
    if not found.answers or min(found.features["sentence"], found.features["named"]) < least:
        return None
    return Found(statements=tuple(quoted(s.clause, s.start, s.end) for s in found.chosen))
