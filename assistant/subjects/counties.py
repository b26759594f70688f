"""What the documents say of a district or county by name: the sentences that name it, and hold what else a question names.

"嘉政办发〔2024〕5号点了海宁的名，要支持它干什么" is answered with every sentence that names 海宁市; of one that no document names, that is said.
"""

import re
from collections.abc import Iterator

from assistant.answers import Question
from assistant.question.mentions import districts
from assistant.question.roles import only_asks
from assistant.subjects.statements import Found, Statement, quoted
from index.folding import fold_text
from index.library import Library
from index.lines import sentences

MOST_SENTENCES = 6
"""Sentences of an answer; a county that more name is no subject by itself."""
_ONLY_NAMES = re.compile(r"^(?:点名|提名|名字|名|提及|支持|鼓励|[区县市]|打算|试点|争创|创建|推广|推动|推进|发展)$")
"""What a question may say of a county without naming anything: that it is named, or supported in something."""


def counties(question: Question, library: Library) -> Found | None:
    """What the documents say of the one county that a question names; None where it names none, or asks something that they say of no county."""
    ids = question.documents or ()
    named = {name for id in ids for name in districts().get(library.abouts()[id].jurisdiction, ()) if name in fold_text(question.asked)}
    if len(named) != 1 or question.compares:
        return None
    (county,) = named
    matter = [t for t, weight in question.terms.items() if weight >= 1 and not only_asks(t) and not _ONLY_NAMES.match(t)]
    told = [said for said in _naming(county, question, library) if all(_says(term, said, question) for term in matter)]
    if not matter and not told:
        return Found(absent=f"文件里没有提到{county}。")
    return Found(statements=tuple(told)) if 0 < len(told) <= MOST_SENTENCES else None


def _naming(county: str, question: Question, library: Library) -> Iterator[Statement]:
    """The sentences of the documents asked about that name a county."""
    for id in question.documents or ():
        for clause in library.store.clauses([*library.store.span(id)]):
            for a, b in sentences(clause.text):
                if county in fold_text(clause.reading_of(clause.start + a, clause.start + b)):
                    yield quoted(clause, clause.start + a, clause.start + b)


def _says(term: str, said: Statement, question: Question) -> bool:
    """Whether a sentence, under its headings, has a term or what the documents call it."""
    clause = said.spans[0][0]
    folded = fold_text(" ".join((*clause.path, clause.title, said.text)))
    return any(word in folded for word in (term, *question.also(term)))
