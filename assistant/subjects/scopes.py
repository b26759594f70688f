"""Which measure a question names: by its name, and by the text that its bracket closes.

"丽水烧秸秆这个事摊给了几家单位" names 蓝天碧水净土清废行动, whose text has the one sentence on 秸秆. The measures are held against each other: a question
that fits two of them equally well in part names neither, and one of whose words none of them has enough names none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answers import Question
from assistant.candidates import LEAST, PARTLY, SYNONYM
from assistant.question.roles import ASKS_LEAD, only_asks, without_roles
from assistant.subjects.units import units_named, without_units
from index.documents import Clause, Duty
from index.folding import fold_text
from index.library import Library
from index.lines import duty_brackets, sentences
from index.reading import bigrams
from index.units import unit_form

TEXT, HEADING = 0.85, 0.4
"""What a word counts for that the text of a measure has, or only what stands above it; one of its name counts whole."""
PAIRS = 0.5
"""What the question's pairs of characters count for beside its words: they hold across the words that a segmenter cuts."""
WHOLE = 0.3
"""What of a measure's score the whole of its text is, the rest being its best sentence."""
LEADS, LISTS = 0.1, 0.1
"""What it adds that a measure has a lead where one is asked for, and that it lists a unit that the question names."""
LEAST_SHARE, LEAST_SHARE_OF_FEW, FEW = 0.3, 0.5, 3
"""The share of a question's words that the measure it names must hold; of so few words, more: 养犬登记 names no measure that has 登记."""
LEAST_WEIGHT = 1.5
"""What the words of a question must count for together to name anything: 健康, which all measures have, names none."""
LEAST_SCORE, LEAST_MARGIN, AGREED_MARGIN, HELD = 0.6, 0.1, 0.2, 0.8
"""The score that it must have, and how much surer it must be than the next, unless both hold so much of the question."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A folded text with its pairs of characters."""

    folded: str
    pairs: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a duty is for: the name of its measure, the sentences that its bracket closes, all of them as one, and what stands above them."""

    duty: Duty
    name: _Text
    sentences: tuple[_Text, ...]
    whole: _Text
    above: _Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A measure that a question of so many words may name: the share of the words that it holds at one place, and its score."""

    duty: Duty
    words: int
    share: float
    score: float
    lists: bool
    """Whether it lists a unit that the question names."""

    @property
    def sure(self) -> bool:
        """Whether the measure holds enough of the question to be what it names."""
        return self.share >= (LEAST_SHARE_OF_FEW if self.words <= FEW else LEAST_SHARE) and self.score >= LEAST_SCORE


def measures_named(question: Question, duties: Sequence[Duty], library: Library, found: Clause | None = None) -> tuple[Duty, ...]:
    """The duties whose measure a question names: one, or two that hold nearly all of it; none where it names none.

    ``found`` is the clause whose sentence answers the question best: where that is the measure's too, less of the question need be held.
    """
    ranked = sorted(measures_ranked(question, duties, library), key=lambda named: -named.score)
    if not ranked:
        return ()
    first = ranked[0]
    alike = [named for named in ranked if named.score > first.score - LEAST_MARGIN]
    if mine := [named for named in alike if named.lists]:
        first, alike = mine[0], mine  # of measures named alike, those of the unit that is named
    agreed = found is not None and of_item(found) == of_item(library.clause(first.duty.clause_id))
    if not first.sure:
        apart = all(named.score <= first.score - AGREED_MARGIN for named in ranked[1:])
        return (first.duty,) if agreed and apart and first.share >= LEAST_SHARE else ()
    if len(alike) == 2 and all(named.share >= HELD for named in alike):
        return tuple(named.duty for named in alike)
    return (first.duty,) if agreed or len(alike) == 1 else ()


def of_item(clause: Clause) -> str:
    """The id of the item that a clause is part of."""
    return clause.parent or clause.id


def closing(duties: Sequence[Duty], clause: Clause, at: int) -> tuple[Duty, ...]:
    """The duty whose bracket closes the text at an offset of a clause's document: the first after it in its item; none where none does."""
    after = [d for d in duties if duty_brackets(d.quote) and d.start >= at and d.document_id == clause.document_id]
    first = min(after, key=lambda duty: duty.start, default=None)
    return (first,) if first and first.clause_id.startswith(of_item(clause)) else ()


def measures_ranked(question: Question, duties: Sequence[Duty], library: Library) -> Iterator[Named]:
    """Each duty with how surely a question names its measure."""
    asked = _Asked.of(question, duties, library)
    for scope in _scopes(duties, library) if asked.names_something else ():
        best = max((asked.held(scope, text) for text in (*scope.sentences, scope.name)), key=lambda held: held[0] + PAIRS * held[1])
        whole = asked.held(scope, scope.whole)
        lists = asked.lists(scope.duty)
        score = (1 - WHOLE) * (best[0] + PAIRS * best[1]) + WHOLE * (whole[0] + PAIRS * whole[1]) + asked.fits(scope.duty) + LISTS * lists
        yield Named(duty=scope.duty, words=len(asked.words), share=best[0], score=score, lists=lists)


def share_held(question: Question, duties: Sequence[Duty], library: Library, said: str) -> float:
    """The share of what a question names, beside units, that a sentence holds."""
    return _Asked.of(question, duties, library).share(_text(said))


def names_something(question: Question, duties: Sequence[Duty], library: Library) -> bool:
    """Whether a question names anything beside units."""
    return _Asked.of(question, duties, library).names_something


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a question: what it counts for, what the documents call it, the pairs of characters of each."""

    word: str
    weight: float
    also: tuple[str, ...]
    pairs: tuple[frozenset[str], ...]

    def held(self, text: _Text) -> float:
        """How much of the word a text holds: the word, what the documents call it, some of its pairs."""
        if self.word in text.folded:
            return 1.0
        if any(also in text.folded for also in self.also):
            return SYNONYM
        return PARTLY * max((len(pairs & text.pairs) / len(pairs) for pairs in self.pairs if len(pairs) > 1), default=0.0)


@dataclass(frozen=True, slots=True)
class _Asked:
    """The words and pairs of a question that name something."""

    folded: str
    units: frozenset[str]
    words: tuple[_Word, ...]
    pairs: Mapping[str, float]

    @classmethod
    def of(cls, question: Question, duties: Sequence[Duty], library: Library) -> "_Asked":
        """The question without its units and without the words that only ask for them; pairs that no text has are no pairs."""
        subject = without_roles(without_units(fold_text(question.subject), duties))
        terms = {term: counts for term, counts in question.terms.items() if term in subject and not (term.isdecimal() or only_asks(term))}
        nowhere = library.weight("\0")
        words = (
            _Word(
                term,
                counts * max(library.weight(term), LEAST),
                question.also(term),
                tuple(frozenset(bigrams(name)) for name in (term, *question.also(term))),
            )
            for term, counts in terms.items()
            if counts == 1.0 or library.weight(term) < nowhere or question.also(term)  # a verb that no document has names nothing
        )
        pairs = {pair: rarity for pair in bigrams(subject) if not pair.isdecimal() and (rarity := library.weight(pair)) < nowhere}
        return cls(fold_text(question.asked), frozenset(units_named(question, duties)), tuple(words), pairs)

    @property
    def names_something(self) -> bool:
        """Whether the words count for enough together."""
        return sum(word.weight for word in self.words) >= LEAST_WEIGHT

    def share(self, text: _Text) -> float:
        """The share of the words that a text holds."""
        return sum(word.weight * word.held(text) for word in self.words) / max(sum(word.weight for word in self.words), 1e-6)

    def held(self, scope: _Scope, text: _Text) -> tuple[float, float]:
        """The shares of the words and of the pairs that a measure holds with so much of its text."""
        places = ((scope.name, 1.0), (text, TEXT), (scope.above, HEADING))
        words = sum(word.weight * max(counts * word.held(place) for place, counts in places) for word in self.words)
        pairs = sum(weight * max(pair in scope.name.pairs, TEXT * (pair in text.pairs)) for pair, weight in self.pairs.items())
        return words / max(sum(word.weight for word in self.words), 1e-6), pairs / max(sum(self.pairs.values()), 1e-6)

    def fits(self, duty: Duty) -> float:
        """What it adds that a duty has a lead where one is asked for."""
        return LEADS * bool(duty.lead and ASKS_LEAD.search(self.folded))

    def lists(self, duty: Duty) -> bool:
        """Whether a duty lists a unit that the question names."""
        return not self.units.isdisjoint(map(unit_form, duty.units))


def _scopes(duties: Sequence[Duty], library: Library) -> Iterator[_Scope]:
    """What each duty is for: in a bracket, the text of its item from the bracket before on; in running text, its measure's name only."""
    brackets = [duty for duty in duties if duty_brackets(duty.quote)]
    for duty in duties:
        clause = library.clause(duty.clause_id)
        closed = tuple(_closed(duty, brackets, library.item(clause.id))) if duty in brackets else ()
        whole = _Text(" ".join(text.folded for text in closed), frozenset().union(*(text.pairs for text in closed)))
        yield _Scope(duty, _text(duty.measure), closed, whole, _text(" ".join((*clause.path[-2:], clause.title))))


def _closed(duty: Duty, brackets: Sequence[Duty], item: Sequence[Clause]) -> Iterator[_Text]:
    """The sentences of an item that a bracket closes: those after the bracket before it."""
    ids = {clause.id for clause in item}
    before = max((d.end for d in brackets if d.clause_id in ids and d.end <= duty.start), default=item[0].start)
    return (text for clause in item for start, end, text in _sentences(clause) if before <= start and end <= duty.start)


@lru_cache(maxsize=4096)
def _sentences(clause: Clause) -> tuple[tuple[int, int, _Text], ...]:
    spans = ((clause.start + a, clause.start + b) for a, b in sentences(clause.text))
    return tuple((start, end, _text(clause.line_of(start, end))) for start, end in spans)


@lru_cache(maxsize=16_384)
def _text(written: str) -> _Text:
    folded = fold_text(written)
    return _Text(folded, frozenset(bigrams(folded)))
