"""``Assistant.ask``: the whole way from a question to a verified answer, readable as a story."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answers import Answer, Turn
from assistant.compose import Searched, compose, refuse, render
from assistant.extract import evidence
from assistant.facts import facts
from assistant.understand import understand
from assistant.verify import verify
from index.library import Library

HITS = 10


class Assistant:
    """Answers questions out of one library. It holds no state between questions: the history comes with each."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def ask(self, text: str, history: Sequence[Turn] = (), *, documents: Sequence[str] | None = None, id: str | None = None) -> Answer:
        """Answer a question.

        Args:
            text: the question, in Chinese of either script or in English.
            history: the earlier questions of the conversation, oldest first.
            documents: ids of the only documents to answer from; None for all.
            id: the caller's name for this question, given back in the answer.

        Raises:
            PolicyError: the question cannot be read, or a document id is unknown.
        """
        clock = _Clock()
        abouts = self.library.abouts()
        for document_id in documents or ():
            self.library.document_exists(document_id)
        question = understand(text, history, abouts, documents=documents)
        clock.lap("understand")
        hits = () if question.unknown_place else self.library.search(question.search_words, HITS, question.documents)
        clock.lap("search")
        found = evidence(question, self.library, hits)
        searched = self._searched(question.documents)
        known = None if question.unknown_place else facts(question, self.library, found)
        draft = compose(question, known, found, abouts, searched)
        clock.lap("compose")
        claims = verify(draft.claims, draft.citations)
        kept = tuple(claim for claim in claims if claim.verdict == "supported")
        if draft.status == "answered" and not kept:
            draft = refuse(question, "not_in_documents", found.hits, abouts, searched)
        elif len(kept) < len(claims):
            draft = replace(draft, claims=kept, answer=render(question, kept, draft.citations))
        else:
            draft = replace(draft, claims=kept)
        clock.lap("verify")
        return replace(draft, timings_ms=clock.laps(), build=self.library.manifest.id, id=id)

    def _searched(self, documents: Sequence[str] | None) -> Searched:
        ids = self.library.store.ids() if documents is None else documents
        return Searched(documents=len(ids), clauses=sum(len(self.library.store.span(id)) for id in ids))


class _Clock:
    """Milliseconds of each step."""

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._now, self._start = now, now()
        self._last, self._laps = self._start, dict[str, float]()

    def lap(self, name: str) -> None:
        now = self._now()
        self._laps[name] = round(1000 * (now - self._last), 2)
        self._last = now

    def laps(self) -> dict[str, float]:
        return {**self._laps, "total": round(1000 * (self._now() - self._start), 2)}
