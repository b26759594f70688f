"""The data types of a conversation: Turn, Question, Citation, Claim, Answer; and their JSON, whose names others build on."""

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from index.documents import About, Clause, Hit
from index.folding import fold_text

Status = Literal["answered", "refused", "clarify"]
Reason = Literal["not_in_documents", "no_such_document", "out_of_scope", "medical_advice", "unsafe"]
Mode = Literal["facts", "extract", "model"]
Verdict = Literal["supported", "unsupported"]
Wants = Literal["number", "unit", "list", "text"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """An earlier question of the conversation, as it was understood."""

    question: str


def asking_part(folded: str) -> str:
    """The sentences of a folded question that end in a question mark or in 吗; all of them, where none does."""
    asking = [sentence for sentence in re.findall(r"[^。!?;]+[。!?;]?", folded) if re.search(r"[?]$|吗[。!;]?$", sentence)]
    return "".join(asking) or folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as it was understood.

    ``standalone`` is the question by itself as its asker sees it, ``asked`` the same in Chinese;
    ``documents`` are those it is about, or None for all; ``subject`` is the folded question without their names, ``terms``
    its words that say what is asked, each with what it counts for; ``synonyms`` what documents call words of it;
    ``unknown_place`` a place that it names and no document covers; ``compares`` whether it sets the documents against each other.
    """

    text: str
    standalone: str
    asked: str
    language: str
    documents: tuple[str, ...] | None
    unknown_place: str | None
    years: tuple[int, ...]
    wants: Wants
    subject: str
    terms: dict[str, float]
    synonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    compares: bool = False
    own: "Question | None" = None

    @property
    def asking(self) -> str:
        """The folded sentences of the question that ask, without those that only tell: 医院招了几个人。规培是人人都得参加吗？"""
        return asking_part(fold_text(self.asked))

    @property
    def search_words(self) -> str:
        """What is searched for: the subject, and what else its words are called."""
        return " ".join([self.subject, *(word for words in self.synonyms.values() for word in words)])

    def also(self, term: str) -> tuple[str, ...]:
        """What the documents call a term, or the phrase of the question that it is part of."""
        return tuple(word for phrase, words in self.synonyms.items() if term in phrase or phrase in term for word in words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quote: a slice of its document that lies inside its clause."""

    n: int
    clause: Clause
    about: About
    start: int
    end: int

    @property
    def quote(self) -> str:
        return self.clause.text[self.start - self.clause.start : self.end - self.clause.start]

    @property
    def reading(self) -> str:
        """The quote without noise, on one line."""
        return self.clause.line_of(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of an answer, the numbers of its citations, and whether they support it.

    A ``counted`` claim says how many its citations are; what it was counted among is the ledger's, not a quote's.
    """

    text: str
    citations: tuple[int, ...]
    verdict: Verdict = "supported"
    counted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """How an answer came about: which documents it was taken to be about, what was found, which claims verification dropped.

    ``left_out`` are the clauses that a model could not be shown for want of room, ``refused`` what it said and nobody saw.
    """

    documents: tuple[str, ...] | None = None
    unknown_place: str | None = None
    hits: tuple[Hit, ...] = ()
    dropped: tuple[Claim, ...] = ()
    left_out: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said back. ``answer`` holds [1] marks; ``nearest`` are clauses that do not answer, with a refusal; ``notice`` says in the asker's
    language that a model was to speak and did not, or not to the end.

    ``because`` says why the documents do not answer, where the ledger knows. ``trace`` is for those who evaluate; it is not part of the JSON.
    """

    question: str
    standalone_question: str
    language: str
    status: Status
    reason: Reason | None
    answer: str
    claims: tuple[Claim, ...] = ()
    citations: tuple[Citation, ...] = ()
    nearest: tuple[Citation, ...] = ()
    searched_documents: int = 0
    searched_clauses: int = 0
    mode: Mode = "extract"
    model: str | None = None
    notice: str = ""
    because: str = ""
    timings_ms: dict[str, float] = field(default_factory=dict)
    build: str = ""
    id: str | None = None
    trace: Trace = Trace()


def as_json(answer: Answer) -> dict[str, Any]:
    """An answer as the command line, the API and the batch give it."""
    return {
        "id": answer.id,
        "question": answer.question,
        "standalone_question": answer.standalone_question,
        "language": answer.language,
        "status": answer.status,
        "reason": answer.reason,
        "answer": answer.answer,
        "claims": [{"text": c.text, "citations": list(c.citations), "verdict": c.verdict} for c in answer.claims],
        "citations": [_citation(c) for c in answer.citations],
        "nearest": [_citation(c) for c in answer.nearest],
        "searched": {"documents": answer.searched_documents, "clauses": answer.searched_clauses},
        "mode": answer.mode,
        "model": answer.model,
        **({"notice": answer.notice} if answer.notice else {}),
        "timings_ms": answer.timings_ms,
        "build": answer.build,
    }


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "document_id": citation.clause.document_id,
        "document_title": citation.about.title,
        "document_status": citation.about.status,
        "clause_id": citation.clause.id,
        "path": list(citation.clause.path),
        "clause": citation.clause.text,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
    }
