"""Which of the candidate sentences answer together: the best, and others that say as much or what it leaves out.

"沈阳减盐目标" is answered by the sentence of the clause that sets 20 %, not by the one that praises less salt; "征求意见稿怎么说托育的" by the whole clause.
"""

from collections.abc import Sequence
from dataclasses import replace

from assistant.candidates import Reader, Sentence
from assistant.question.expect import ASKS_ALL, ASKS_GOAL, OPEN, names_year
from index.folding import fold_text
from index.lines import sentences
from index.reading import bigrams, quantities

MOST_SENTENCES, MOST_OF_A_CLAUSE = 3, 8
"""Sentences of an answer, and of one that tells a whole clause."""
OF_ITS_TITLE = 0.8
"""The share of an open question that a clause's title must hold for the whole clause to answer it."""
OF_THE_PRAISE = 0.4
"""The share of what the best sentence holds that one with a value or a year must hold to be the goal that is asked for."""
AS_MUCH = 0.9
"""The share of what the best sentence holds that one of another document of the same city must hold to be told beside it."""
EQUAL = 0.95
"""An open question is answered by all sentences that hold nearly as much of it as the best."""
CLOSE = 0.15
"""A sentence that scores less than the best by so little may be the one that was meant, and is shown too."""
ANYWHERE = 0.6
"""The share of a question that names no document which a sentence must hold: nothing else ties the two together."""


def choose(reader: Reader, candidates: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The best sentence, and others where they are nearly as good or hold terms that the ones before do not."""
    if not candidates:
        return ()
    first = _continued(reader, _of_goal(reader, candidates))
    if whole := _clause_on_it(reader, first, candidates):
        return whole
    asked, number = fold_text(reader.question.asked), any(slot.number for slot in reader.expected.slots)
    chosen, held = [first], dict(first.held)
    for sentence in candidates:
        if sentence.start == first.start and sentence.clause.id == first.clause.id:
            continue
        if len(chosen) == MOST_SENTENCES:
            break
        if sentence.form < first.form or sentence.year < first.year:
            continue
        more = {term: max(share, sentence.held[term]) for term, share in held.items()}
        sister = sentence.clause.id == first.clause.id and sentence.coverage >= 0.8 * first.coverage > 0.3
        equal = OPEN.search(asked) and sentence.coverage >= EQUAL * first.coverage > 0.3
        close = sentence.score >= first.score - CLOSE and (not number or sentence.clause.document_id != first.clause.document_id)
        if reader.share(more) - reader.share(held) >= 0.2 or (reader.question.wants == "list" and sister) or equal or close:
            chosen.append(sentence)
            held = more
    chosen += _elsewhere(reader, first, candidates) if len({s.clause.document_id for s in chosen}) == 1 else []
    return (first, *sorted(chosen[1:], key=lambda s: (s.clause.document_id != first.clause.document_id, s.start)))


def _of_goal(reader: Reader, candidates: Sequence[Sentence]) -> Sentence:
    """The best sentence; where a goal is asked for, the one of its clause that sets a value or a year rather than the one that praises it."""
    first = candidates[0]
    if not ASKS_GOAL.search(fold_text(reader.question.asked)) or _sets_goal(first):
        return first
    own = (
        s for s in candidates
        if s.clause.id == first.clause.id and s.coverage >= OF_THE_PRAISE * first.coverage and s.form >= first.form and s.year >= first.year and _sets_goal(s)
    )  # fmt: skip
    return next(own, first)


def _sets_goal(sentence: Sentence) -> bool:
    """Whether a sentence sets a value or names the year of a goal."""
    folded = fold_text(sentence.clause.reading_of(sentence.start, sentence.end))
    return bool(quantities(folded)) or names_year(folded)


def _continued(reader: Reader, sentence: Sentence) -> Sentence:
    """A sentence with what follows its semicolon and still speaks of what a question lists: “一单”指…;“两库”指…."""
    text, end = sentence.clause.text, sentence.end - sentence.clause.start
    if reader.question.wants != "list" and not reader.expected.lists:
        return sentence
    for a, b in sentences(text):
        if a >= end and text[:end].rstrip().endswith((";", "；")) and reader.pairs.keys() & bigrams(fold_text(text[a:b])):
            end = b
    return replace(sentence, end=sentence.clause.start + end)


def _clause_on_it(reader: Reader, first: Sentence, candidates: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """All sentences of the best one's clause, where its title is what an open question asks about: 征求意见稿怎么说托育的."""
    title = fold_text(first.clause.title)
    if (
        not ASKS_ALL.search(fold_text(reader.question.asked))
        or not title
        or reader.question.years
        or reader.share(reader.held(title)) < OF_ITS_TITLE
    ):
        return ()
    own = sorted((s for s in candidates if s.clause.id == first.clause.id and s.form >= first.form), key=lambda s: s.start)
    return tuple(own) if 1 < len(own) <= MOST_OF_A_CLAUSE else ()


def _elsewhere(reader: Reader, first: Sentence, candidates: Sequence[Sentence]) -> list[Sentence]:
    """The best sentence of another document that the question is about, where it holds as much: the outline of 2018 beside that of 2024."""
    fitting = (
        s for s in candidates
        if s.clause.document_id != first.clause.document_id and s.coverage >= max(AS_MUCH * first.coverage, ANYWHERE) and s.form >= first.form and s.year >= first.year
    )  # fmt: skip
    return [s for s in [next(fitting, None)] if s] if reader.question.documents else []
