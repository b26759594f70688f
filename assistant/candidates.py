"""Sentences of clauses as candidates for an answer: how much of a question each holds, whether in the form and of the year asked for.

For "嘉兴15岁以上人群吸烟率到2030年降到多少" the sentence "到2030年,15岁以上人群吸烟率降低到20%以下,…" holds every term, the year, and
a share. What a term is worth is its inverse document frequency; a term that only a heading holds counts less.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers import Question
from assistant.premises.premise import corrected, states_value
from assistant.question.dictated import instructs
from assistant.question.expect import ASKS_GOAL, ASKS_NAME, Expectation, expectation, names_year
from assistant.question.focus import focus
from assistant.question.roles import asks_units
from index.documents import Clause, Hit
from index.folding import fold_text
from index.library import Library
from index.lines import duty_brackets, sentences
from index.reading import bigrams, quantities
from index.tables import is_whole
from index.words import words

A_VALUE = 0.12
"""What a quantity adds to a sentence where goals are asked for."""
A_NAME = 0.15
"""What a name in quotation marks adds where it is asked what something is called."""
PAIRS = 0.5
"""What it adds that a sentence has the question's very pairs of characters: they hold across the words that a segmenter cuts."""
SYNONYM, HEADING, PARTLY = 0.9, 0.6, 0.7
"""What a term counts for that stands in other words, only in a heading, only in part."""
PREMISE = 0.4
"""The share of a question that a sentence must hold itself to put it right."""
OWN = 0.12
"""The share of a question that a sentence with the asked number must hold itself."""
UNSEEN = "\0"
"""A term that no text has."""
LEAST = 0.1
"""The least that a term weighs."""
SHORTEST_RUN, LONGEST_RUN = 4, 8
"""Characters of a run that question and sentence share: from this a phrase, and no more counts."""
MOST_MASS = 40.0
"""The weight of pairs of characters beyond which more make nothing surer, in nats."""
IN_PLACE = 0.12
"""The share of what the best part of a sentence holds that the part with the asked number must hold."""
_RATE = re.compile(r"每?[百千万]+(?:常住)?人口?|每[年月天名个人]")
_HAN = re.compile(r"[㐀-鿿]+")
_RESPONSIBLE = re.compile(r"牵头|由.{2,30}负责|责任(?:单位|部门)|设在|组长|协同|部门|龙头|主体|主导|参与|参加|承担")


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


@dataclass(frozen=True, slots=True)
class Reader:
    """What a question asks for, and how much of it a text holds: its terms and its pairs of characters, each by its weight."""

    question: Question
    expected: Expectation
    rarity: dict[str, float]
    weights: dict[str, float]
    pairs: dict[str, float]
    asked: tuple[str, ...]
    states: bool
    library: Library

    @classmethod
    def of(cls, question: Question, library: Library, hits: Sequence[Hit], *, several: bool) -> "Reader":
        """The reader of a question over hits; one of ``several`` places may have its own measure."""
        known = {pair: weight for pair in bigrams(question.search_words) if (weight := library.weight(pair)) < library.weight(UNSEEN)}
        phrases = _phrases(question, hits)
        rarity = {term: _weight(term, question, library) for term in (*question.terms, *phrases)}
        weights = {term: max(rarity[term], LEAST) * counts for term, counts in question.terms.items()}
        weights |= {phrase: max(map(library.weight, bigrams(phrase))) for phrase in phrases}
        expected = expectation(fold_text(question.asked), question.wants, question.years, several=several)
        asked = focus(question.subject, weights)
        return cls(question, expected, rarity, weights, known, asked, states_value(question.asked), library)

    def candidates(self, hits: Sequence[Hit]) -> list[Sentence]:
        """The sentences of hits, best first."""
        found = [sentence for hit in hits for sentence in self.sentences(hit, self.whole(hit.clause), hits[0].score)]
        return sorted(found, key=lambda sentence: -sentence.score)

    @property
    def known(self) -> float:
        """The share of a question's terms, by their weights, that any clause has."""
        unseen = self.library.weight(UNSEEN)
        return sum(w for term, w in self.weights.items() if self.rarity[term] < unseen) / sum(self.weights.values())

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
            said = clause.reading_of(clause.start + a, clause.start + b)
            folded = fold_text(said)
            duty = bool(duty_brackets(clause.text[a:b]))
            if duty and not self.asks_responsible:
                continue  # who is responsible answers no other question
            own = self.held(folded)
            held = whole if duty else _with(own, context)  # a duty bracket speaks of its whole clause
            form = self.row_meets(clause) if clause.kind == "table" else self.meets(said)
            form = form and (not self.asks_responsible or bool(_RESPONSIBLE.search(folded)))
            if self.question.wants == "number" and self.share(own) < OWN:
                form = False  # a number whose owner only a heading names may be another's
            # A sentence without a year of its own speaks of the year named before it in the same clause.
            dated = folded if names_year(folded) else dated
            year = self.expected.year_met(folded + frame) or (
                not names_year(folded) and self.expected.year_met(dated or self.horizon(clause))
            )
            asked_pairs = bigrams(self.question.subject)
            worded = PAIRS * len(asked_pairs & bigrams(folded)) / max(len(asked_pairs), 1)
            place = self.library.abouts()[clause.document_id].jurisdiction
            if self.states and self.share(own) >= PREMISE and corrected(self.question.asked, folded, place):
                form = year = True  # what puts the question right answers it, whatever else it asks
            score = self.share(held) + near + worded + self.fit(folded, form, year, duty=duty, row=clause.kind == "table")
            found.append(
                Sentence(
                    clause=clause, start=clause.start + a, end=clause.start + b, held=held, coverage=self.share(held), score=score,
                    form=form, year=year,
                )
            )  # fmt: skip
        return found

    def meets(self, sentence: str) -> bool:
        """Whether a sentence holds what is asked for; a number stands in a part that speaks of it too."""
        if not self.expected.met(sentence):
            return False
        numbered = self.expected.numbered_parts(sentence)
        if not numbered:
            return True
        most = max(self.mass(part) for part in re.split(r"[,;。:]", fold_text(sentence)))
        return max(self.mass(fold_text(part)) for part in numbered) >= IN_PLACE * most

    def mass(self, folded: str) -> float:
        """How much of the question's pairs of characters, and of what else its words are called, a text holds, by their weights."""
        return sum(self.pairs[pair] for pair in self.pairs.keys() & bigrams(folded))

    def features(self, best: Sentence) -> dict[str, float]:
        """What tells whether the best sentence answers, how much of the question's names it holds, each from 0 to 1; and whether it is of the asked form and year."""
        folded = fold_text(best.clause.reading_of(best.start, best.end))
        names = [term for term in best.held if self.question.terms.get(term, 1.0) == 1.0]
        return {
            "sentence": best.coverage,
            "named": self.share_of(names, best),
            "mass": min(self.mass(folded) / MOST_MASS, 1.0),
            "asked": self.share_of(self.asked, best),
            "form": float(best.form and self.names_held(best)),
            "year": float(best.year),
        }

    def row_meets(self, row: Clause) -> bool:
        """Whether the values of a table's row are what is asked for."""
        unit = re.search(r"[(（]([^()（）]{1,8})[)）]\s*$", row.title)
        return self.expected.met_by_row(unit[1] if unit else "", row.text.partition(row.title)[2])

    def horizon(self, clause: Clause) -> str:
        """The years that a document's title and date name: what in it names no year is of those."""
        about = self.library.abouts()[clause.document_id]
        return fold_text(f"{about.title} {about.issued}")

    def fit(self, folded: str, form: bool, year: bool, *, duty: bool, row: bool) -> float:
        """Whether a sentence is of the kind that the question wants: its form, its year, who is responsible."""
        bonus = (0.15 if form else -0.25) if self.expected.asked or self.question.wants == "unit" else 0.0
        if duty:
            bonus += 0.3
        if ASKS_GOAL.search(fold_text(self.question.asked)) and quantities(folded):
            bonus += A_VALUE
        if ASKS_NAME.search(fold_text(self.question.asked)) and re.search(r"[\"<]", folded):
            bonus += A_NAME
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
        return {
            term: _holds(term, folded, self.question.also(term)) if term in self.question.terms else float(term in folded)
            for term in self.weights
        }

    def share(self, held: dict[str, float]) -> float:
        """The share of the question's terms that is held, by their weights."""
        return sum(self.weights[term] * share for term, share in held.items()) / sum(self.weights.values())

    def share_of(self, terms: Sequence[str], sentence: Sentence) -> float:
        """The share of some of the question's terms that a sentence holds, by their weights; of none, what it holds of all."""
        every = sum(self.weights[term] for term in terms)
        return sum(self.weights[term] * sentence.held[term] for term in terms) / every if every else sentence.coverage

    def names_held(self, sentence: Sentence) -> bool:
        """Whether a sentence's clause holds the question's names in Latin letters (HPV, AED): what is called so has no other name."""
        folded = fold_text(sentence.clause.reading)
        return all(_holds(term, folded, self.question.also(term)) for term in self.question.terms if re.fullmatch(r"[a-z][a-z0-9-]+", term))

    @property
    def asks_responsible(self) -> bool:
        """Whether a question asks which unit is responsible, or leads, or takes part."""
        return asks_units(fold_text(self.question.asked))


def _phrases(question: Question, hits: Sequence[Hit]) -> set[str]:
    """What a question says in the very words of a hit, where single words of it say too little to be terms: 主要健康指标."""
    subject = _RATE.sub(" ", question.subject)
    longest = max((_run(subject, fold_text(hit.clause.reading)) for hit in hits), key=len, default="")
    rest = longest
    for term in question.terms:
        rest = rest.replace(term, "")
    return {longest} if len(rest) > 1 else set()


def _run(asked: str, said: str) -> str:
    """The longest run of Han characters of a question that stands in a text as it is; "" where none is long enough."""
    for length in range(LONGEST_RUN, SHORTEST_RUN - 1, -1):
        for start in range(len(asked) - length + 1):
            run = asked[start : start + length]
            if run in said and _HAN.fullmatch(run):
                return run
    return ""


def _weight(term: str, question: Question, library: Library) -> float:
    """How much a term tells clauses apart: an everyday phrase as much as the most frequent of what the documents call it."""
    also = (max(map(library.weight, words(word)), default=0.0) for word in question.synonyms.get(term, ()))
    return min((library.weight(term), *also))


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
