"""A thing that a question takes to be one place's, and only another's documents know by that name: "沈阳的“康养600”小镇什么时候开".

The documents' own coinages, which they put in quotation marks, and what the question itself puts in them are names; what any place may have is none.
"""

import re
from collections.abc import Iterator

import rjieba

from assistant.answers import Question
from assistant.premises.alike import Correction
from assistant.premises.premise import denial
from assistant.subjects.statements import Found, Span, Statement, quoted, sentence_at
from assistant.understand import names_document
from index.documents import About, Clause
from index.folding import fold_text
from index.library import Library

SHORTEST = 3
"""Characters of the shortest name."""
HITS = 8
"""Clauses in which a name is looked for."""
_QUOTED = re.compile(r'"([^"]{2,20})"')
_WHETHER = re.compile(r"有没有|是否|有无|会不会|要不要|([提写说搞建有])没\1|(?:吗|没有?)[?。!]*$")
_HEARD = re.compile(r"听说|据说|听人|都说|不是说|(?:真的?|对|是)(?:吗|吧)[?。!]*$")


def elsewhere(question: Question, library: Library) -> Found | None:
    """The sentence of another place that has the name, after the correction; None where the question names no place, where the asked documents have it, or it is only asked whether they do."""
    own = question.documents or ()
    asked = fold_text(question.asked)
    abouts = library.abouts()
    if not own or not names_document(question.asked, abouts) or question.compares or (_WHETHER.search(asked) and not _HEARD.search(asked)):
        return None
    place = _called(abouts[own[0]])
    titles = "\n".join(fold_text(about.title) for about in abouts.values())
    for name in (name for name in _names(asked, library) if name not in titles):
        if any(_called(abouts[id]) != place for id in own) or next(_holding(name, library, own), None):
            continue
        others = list(_holding(name, library, tuple(id for id in abouts if id not in own)))
        places = {_called(abouts[clause.document_id]) for clause in others}
        if len(places) == 1:
            said = quoted(*_sentence(name, others[0], library))
            wrong = Correction(f"{place}的“{name}”", f"{next(iter(places))}的“{name}”")
            return Found(statements=(Statement(text=denial([wrong]), spans=said.spans), said))
    return None


def _names(asked: str, library: Library) -> Iterator[str]:
    """The names in a folded question: what it quotes, and what documents do, the longest first."""
    mine = _QUOTED.findall(asked)
    yield from mine
    yield from (name for name in library.coined if name in asked and len(name) >= SHORTEST and name not in mine and not _is_word(name))


def _is_word(name: str) -> bool:
    """Whether a name is a word of the language, 一站式 or 守门人, and nobody's in particular."""
    return len(rjieba.cut(name, hmm=False)) == 1


def _holding(name: str, library: Library, documents: tuple[str, ...]) -> Iterator[Clause]:
    """The clauses of documents that hold a name, best first."""
    hits = library.search(name, HITS, documents) if documents else ()
    return (hit.clause for hit in hits if name in fold_text(hit.clause.reading))


def _sentence(name: str, clause: Clause, library: Library) -> Span:
    """The sentence of a clause that holds a name."""
    at = fold_text(clause.text).find(name)
    return sentence_at(library, clause.id, clause.start + max(at, 0))


def _called(about: About) -> str:
    """A document's place; its title, where the place is masked."""
    return about.jurisdiction or f"《{about.title}》"
