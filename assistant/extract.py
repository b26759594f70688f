"""Answers out of sentences of clauses: no model. Which sentences say what a question asks, and whether any does.

For "嘉兴15岁以上人群吸烟率到2030年降到多少" the sentence "到2030年,15岁以上人群吸烟率降低到20%以下,…" holds every term, the year, and
a share. What a term is worth is its inverse document frequency; a term that only a heading holds counts less.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers import Question
from assistant.confidence import FEATURES, calibration, confidence
from assistant.dictated import instructs
from assistant.expect import ASKS_ALL, ASKS_GOAL, OPEN, Expectation, expectation, names_year
from assistant.premise import corrected, states_value
from assistant.roles import asks_units
from assistant.understand import names_document
from index.documents import Clause, Hit
from index.folding import fold_text
from index.library import Library
from index.lines import duty_brackets, sentences
from index.reading import bigrams, quantities
from index.tables import is_whole
from index.words import words

READ = 8
"""Hits whose sentences are read."""
MOST_SENTENCES, MOST_OF_A_CLAUSE = 3, 8
"""Sentences of an answer, and of one that tells a whole clause."""
OF_ITS_TITLE = 0.8
"""The share of an open question that a clause's title must hold for the whole clause to answer it."""
MOST_OF_A_YEAR = 2
AS_MUCH = 0.9
"""The share of what the best sentence holds that one of another document of the same city must hold to be told beside it."""
A_VALUE = 0.12
"""What a quantity adds to a sentence where goals are asked for."""
EQUAL = 0.95
"""An open question is answered by all sentences that hold nearly as much of it as the best."""
CLOSE = 0.15
"""A sentence that scores less than the best by so little may be the one that was meant, and is shown too."""
PAIRS = 0.5
"""What it adds that a sentence has the question's very pairs of characters: they hold across the words that a segmenter cuts."""
SYNONYM, HEADING, PARTLY = 0.9, 0.6, 0.7
"""What a term counts for that stands in other words, only in a heading, only in part."""
ONE_OF_SEVERAL = 0.34
"""The share of a question about several places that a sentence of each must hold, of what any document could; with less it is of another matter."""
ANYWHERE = 0.42
"""The share of a question that names no document which a sentence must hold: nothing else ties the two together."""
PREMISE = 0.4
"""The share of a question that a sentence must hold itself to put it right."""
OWN = 0.12
"""The share of a question that a sentence with the asked number must hold itself."""
_RESPONSIBLE = re.compile(r"牵头|由.{2,30}负责|责任(?:单位|部门)|设在|组长|协同|部门|龙头|主体|主导|参与|参加")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a clause as a candidate: its span, how much of each term it holds, and its score."""

    clause: Clause
    start: int
    end: int
    held: dict[str, float]
    coverage: float
    score: float
    form: bool
    year: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What was found for a question: the sentences that answer, best first; how sure it is that they do; what was near."""

    chosen: tuple[Sentence, ...]
    confidence: float
    features: dict[str, float]
    hits: tuple[Hit, ...]

    @property
    def answers(self) -> bool:
        """Whether it is surer than the calibrated threshold."""
        return bool(self.chosen) and self.confidence >= calibration()["threshold"]


def evidence(question: Question, library: Library, hits: Sequence[Hit]) -> Evidence:
    """Read the sentences of the best hits and choose those that together answer."""
    told_apart = {term: _weight(term, question, library) for term in question.terms}
    weights = {term: max(told_apart[term], 0.1) * counts for term, counts in question.terms.items()}
    total = sum(weights.values())
    if not hits or not total:
        return Evidence(chosen=(), confidence=0.0, features=dict.fromkeys((*FEATURES, "form", "year"), 0.0), hits=tuple(hits))
    expected = expectation(fold_text(question.asked), question.wants, question.years)
    reader = _Reader(question, expected, weights, bigrams(question.subject), states_value(question.asked), library)
    read = [(hit, reader.whole(hit.clause)) for hit in hits[:READ]]
    candidates = [sentence for hit, whole in read for sentence in reader.sentences(hit, whole, hits[0].score)]
    candidates.sort(key=lambda s: -s.score)
    chosen = reader.complement(candidates)
    unseen = library.weight("\0")
    features = {
        "sentence": chosen[0].coverage if chosen else 0.0,
        "clause": max(reader.share(whole) for _, whole in read),
        **{name: min(hits[0].parts.get(name, 0.0), 12.0) / 12 for name in ("words", "characters", "vectors")},
        "known": sum(w for t, w in weights.items() if told_apart[t] < unseen) / total,
        "form": float(bool(chosen) and chosen[0].form and reader.names_held(chosen[0])),
        "year": float(bool(chosen) and chosen[0].year),
    }
    named = names_document(question.asked, library.abouts())
    least = ONE_OF_SEVERAL * features["known"] if one_of_several(question, library) else 0.0
    sure = features["sentence"] >= (least if named else ANYWHERE)
    return Evidence(chosen=chosen, confidence=confidence(features) if sure else 0.0, features=features, hits=tuple(hits))


def _weight(term: str, question: Question, library: Library) -> float:
    """How much a term tells clauses apart: an everyday phrase as much as the most frequent of what the documents call it."""
    also = (max(map(library.weight, words(word)), default=0.0) for word in question.synonyms.get(term, ()))
    return min((library.weight(term), *also))


def one_of_several(question: Question, library: Library) -> bool:
    """Whether the documents asked about are those of one place of several that a question names."""
    asked = fold_text(question.asked)
    mine = {library.abouts()[id].jurisdiction for id in question.documents or ()}
    others = {fold_text(about.jurisdiction).removesuffix("市") for about in library.abouts().values() if about.jurisdiction not in mine}
    return any(place and place in asked for place in others)


def evidence_of_years(question: Question, library: Library, hits: Sequence[Hit]) -> Evidence:
    """The evidence of a question about two or three years, of each year by itself, so that none drowns another."""
    each = [evidence(replace(question, years=(year,)), library, hits) for year in question.years]
    answering = [found for found in each if found.answers]
    if len(answering) < len(each):
        return evidence(question, library, hits)
    chosen = {(s.clause.id, s.start): s for found in answering for s in found.chosen[:MOST_OF_A_YEAR]}
    return replace(min(answering, key=lambda found: found.confidence), chosen=tuple(chosen.values()))


@dataclass(frozen=True, slots=True)
class _Reader:
    question: Question
    expected: Expectation
    weights: dict[str, float]
    pairs: set[str]
    states: bool
    library: Library

    def sentences(self, hit: Hit, whole: dict[str, float], best: float) -> list[Sentence]:
        """The sentences of a hit, which as a whole holds so much of each term, as candidates. A run-in title by itself is none."""
        clause = hit.clause
        if clause.kind == "table" and not is_whole(clause.reading):
            return []  # its columns are lost: only the ledger says which value is whose
        context = self.held(_headings(clause))
        frame = fold_text(self.library.header(clause)) if clause.kind == "table" else _headings(clause)
        spans = [(0, len(clause.text))] if clause.kind == "table" else sentences(clause.text)
        near = 0.3 * self.share(whole) + 0.25 * max(hit.score, 0) / max(best, 1e-6)
        found = []
        dated = ""
        for a, b in spans:
            if instructs(clause.text[a:b]):
                continue  # said to us, not to the city
            if len(spans) > 1 and clause.title and b - a <= len(clause.title) + 8 and clause.title in clause.text[a:b]:
                continue
            folded = fold_text(clause.reading_of(clause.start + a, clause.start + b))
            duty = bool(duty_brackets(clause.text[a:b]))
            if duty and not self.asks_responsible:
                continue  # who is responsible answers no other question
            own = self.held(folded)
            held = whole if duty else _with(own, context)  # a duty bracket speaks of its whole clause
            values = fold_text(clause.text[a:b].partition(clause.title)[2]) if clause.kind == "table" else folded
            form = self.expected.form_met(values, row=clause.kind == "table") and (
                not self.asks_responsible or bool(_RESPONSIBLE.search(folded))
            )
            if self.question.wants == "number" and self.share(own) < OWN:
                form = False  # a number whose owner only a heading names may be another's
            # A sentence without a year of its own speaks of the year named before it in the same clause.
            dated = folded if names_year(folded) else dated
            year = self.expected.year_met(folded + frame) or (not names_year(folded) and self.expected.year_met(dated))
            worded = PAIRS * len(self.pairs & bigrams(folded)) / max(len(self.pairs), 1)
            if (
                self.states
                and self.share(own) >= PREMISE
                and corrected(self.question.asked, folded, self.library.abouts()[clause.document_id].jurisdiction)
            ):
                form = year = True  # what puts the question right answers it, whatever else it asks
            score = self.share(held) + near + worded + self.fit(folded, form, year, duty=duty, row=clause.kind == "table")
            found.append(
                Sentence(
                    clause=clause, start=clause.start + a, end=clause.start + b, held=held, coverage=self.share(held), score=score,
                    form=form, year=year,
                )
            )  # fmt: skip
        return found

    def fit(self, folded: str, form: bool, year: bool, *, duty: bool, row: bool) -> float:
        """Whether a sentence is of the kind that the question wants: its form, its year, who is responsible."""
        bonus = (0.15 if form else -0.25) if self.expected.forms or self.question.wants == "unit" else 0.0
        if duty:
            bonus += 0.3
        if ASKS_GOAL.search(fold_text(self.question.asked)) and quantities(folded):
            bonus += A_VALUE
        if row and self.question.wants in ("text", "list"):
            bonus -= 0.4
        if self.expected.years:
            bonus += (0.15 if year else -0.2) + (0.2 if self.expected.year_met(folded) else 0.0)
        return bonus

    def whole(self, clause: Clause) -> dict[str, float]:
        """How much of each term a clause holds, under its headings."""
        return _with(self.held(fold_text(clause.reading)), self.held(_headings(clause)))

    def held(self, folded: str) -> dict[str, float]:
        """How much of each term a text holds, from 0 to 1."""
        return {term: _holds(term, folded, self.question.also(term)) for term in self.question.terms}

    def share(self, held: dict[str, float]) -> float:
        """The share of the question's terms that is held, by their weights."""
        return sum(self.weights[term] * share for term, share in held.items()) / sum(self.weights.values())

    def names_held(self, sentence: Sentence) -> bool:
        """Whether a sentence's clause holds the question's names in Latin letters (HPV, AED): what is called so has no other name."""
        folded = fold_text(sentence.clause.reading)
        return all(_holds(term, folded, self.question.also(term)) for term in self.question.terms if re.fullmatch(r"[a-z][a-z0-9-]+", term))

    def complement(self, candidates: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """The best sentence, and others where they are nearly as good or hold terms that the ones before do not."""
        if not candidates:
            return ()
        first = self.continued(candidates[0])
        if whole := self.clause_on_it(first, candidates):
            return whole
        chosen, held = [first], dict(first.held)
        for sentence in candidates[1:]:
            if len(chosen) == MOST_SENTENCES:
                break
            if sentence.form < first.form or sentence.year < first.year:
                continue
            more = {term: max(share, sentence.held[term]) for term, share in held.items()}
            sister = sentence.clause.id == first.clause.id and sentence.coverage >= 0.8 * first.coverage > 0.3
            equal = self.is_open and sentence.coverage >= EQUAL * first.coverage > 0.3
            close = sentence.score >= first.score - CLOSE
            if self.share(more) - self.share(held) >= 0.2 or (self.question.wants == "list" and sister) or equal or close:
                chosen.append(sentence)
                held = more
        chosen += self.elsewhere(first, candidates) if len({s.clause.document_id for s in chosen}) == 1 else []
        return (first, *sorted(chosen[1:], key=lambda s: (s.clause.document_id != first.clause.document_id, s.start)))

    def continued(self, sentence: Sentence) -> Sentence:
        """A sentence with what follows its semicolon and still speaks of what a question lists: “一单”指…;“两库”指…."""
        text, end = sentence.clause.text, sentence.end - sentence.clause.start
        if self.question.wants != "list":
            return sentence
        for a, b in sentences(text):
            if a >= end and text[:end].rstrip().endswith((";", "；")) and self.pairs & bigrams(fold_text(text[a:b])):
                end = b
        return replace(sentence, end=sentence.clause.start + end)

    def clause_on_it(self, first: Sentence, candidates: Sequence[Sentence]) -> tuple[Sentence, ...]:
        """All sentences of the best one's clause, where its title is what an open question asks about: 征求意见稿怎么说托育的."""
        title = fold_text(first.clause.title)
        if not self.asks_all or not title or self.question.years or self.share(self.held(title)) < OF_ITS_TITLE:
            return ()
        own = sorted((s for s in candidates if s.clause.id == first.clause.id and s.form >= first.form), key=lambda s: s.start)
        return tuple(own) if 1 < len(own) <= MOST_OF_A_CLAUSE else ()

    def elsewhere(self, first: Sentence, candidates: Sequence[Sentence]) -> list[Sentence]:
        """The best sentence of another document that the question is about, where it holds as much: the outline of 2018 beside that of 2024."""
        fitting = (
            s for s in candidates
            if s.clause.document_id != first.clause.document_id and s.coverage >= max(AS_MUCH * first.coverage, ANYWHERE) and s.form >= first.form and s.year >= first.year
        )  # fmt: skip
        return [s for s in [next(fitting, None)] if s] if self.question.documents else []

    @property
    def asks_responsible(self) -> bool:
        """Whether a question asks which unit is responsible, or leads, or takes part."""
        return asks_units(fold_text(self.question.asked))

    @property
    def asks_all(self) -> bool:
        """Whether a question asks for whatever is said of something."""
        return bool(ASKS_ALL.search(fold_text(self.question.asked)))

    @property
    def is_open(self) -> bool:
        """Whether a question asks for all that is planned of something, not for one thing."""
        return bool(OPEN.search(fold_text(self.question.asked)))


def _headings(clause: Clause) -> str:
    return fold_text(" ".join((*clause.path, clause.title)))


def _holds(term: str, folded: str, synonyms: Sequence[str]) -> float:
    if term in folded:
        return 1.0
    if any(word in folded for word in synonyms):
        return SYNONYM
    pairs = [term[i : i + 2] for i in range(len(term) - 1)]
    return PARTLY * sum(pair in folded for pair in pairs) / len(pairs) if len(pairs) > 1 else 0.0


def _with(held: dict[str, float], context: dict[str, float]) -> dict[str, float]:
    return {term: max(share, HEADING * context[term]) for term, share in held.items()}
