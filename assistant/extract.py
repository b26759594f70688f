"""Answers out of sentences of clauses: no model. Whether any says what a question asks, and which."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answers import Question
from assistant.candidates import Reader, Sentence
from assistant.confidence import FEATURES, calibration, confidence
from assistant.telling import ANYWHERE, choose
from assistant.understand import names_document
from index.documents import Hit
from index.folding import fold_text
from index.library import Library

READ = 8
"""Hits whose sentences are read."""
MOST_OF_A_YEAR = 2
MOST_WORDS = 12.0
"""The z-score of a clause's words beyond which more says nothing."""
A_LITTLE = 0.135
"""The share of any question that a sentence must hold: one word alone ties nothing to what is asked."""
ONE_OF_SEVERAL = 0.34
"""The share of a question about several places that a sentence of each must hold, of what any document could; with less it is of another matter."""


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
    several = one_of_several(question, library)
    reader = Reader.of(question, library, hits[:READ], several=several)
    if not hits or not reader.weights:
        return Evidence(chosen=(), confidence=0.0, features=dict.fromkeys((*FEATURES, "named", "form", "year"), 0.0), hits=tuple(hits))
    candidates = reader.candidates(hits[:READ])
    chosen = choose(reader, candidates)
    features = {**dict.fromkeys((*FEATURES, "named", "form", "year"), 0.0), **(reader.features(chosen[0]) if chosen else {})}
    features |= {"known": reader.known, "words": min(hits[0].parts.get("words", 0.0), MOST_WORDS) / MOST_WORDS}
    named = names_document(question.asked, library.abouts())
    least = ONE_OF_SEVERAL * features["known"] if several else A_LITTLE
    sure = features["sentence"] >= (least if named else ANYWHERE)
    return Evidence(chosen=chosen, confidence=confidence(features) if sure else 0.0, features=features, hits=tuple(hits))


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
