"""``Assistant.ask``: the whole way from a question to a verified answer, readable as a story.

An answer without a model is there first and decides whether the documents answer at all; a model, where there is one, may then say it in its
own words, which ``Assistant.stream`` gives sentence by sentence.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from assistant.answers import Answer, Claim, Question, Trace, Turn
from assistant.compare import loosely, says_the_same, topic, wordings
from assistant.compose import Searched, after, comfort, compose, is_denial, merge, refuse, render, told, with_gloss
from assistant.continued import continued
from assistant.extract import evidence, evidence_of_years
from assistant.facts import facts
from assistant.local.prompting import grounding, passages
from assistant.local.rewrite import rewritten
from assistant.local.speak import completed, say, speak
from assistant.model import Model
from assistant.premises.stated import stated
from assistant.question.care import HELPLINE, Care, care, concern
from assistant.question.spelling import Speller
from assistant.subjects.catalogue import asks_which
from assistant.understand import understand
from assistant.verify import verify
from index.documents import Clause
from index.folding import fold_text
from index.library import Library, Weights

HITS = 10
MOST_PLACES = 6
TURNS = 3
"""Questions before a follow-up that are answered again to know what it goes on from."""
WORDINGS = 2
"""Wordings of one place's answer in which another is asked again."""
PHRASED = 6
"""An answer of more statements is a list, and a list is best as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Which parts are at work; all of them, but where one is to be measured by leaving it out."""

    facts: bool = True
    verification: bool = True
    encoder: bool = True


class Assistant:
    """Answers questions out of one library. It holds no state between questions: the history comes with each."""

    def __init__(self, library: Library, parts: Parts | None = None, model: Model | None = None) -> None:
        self.library, self.model = library, model
        self.parts = parts or Parts()
        self._weights = Weights() if self.parts.encoder else Weights(vectors=0.0)

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
        return deque(self.stream(text, history, documents=documents, id=id), maxlen=1)[0]

    def stream(
        self, text: str, history: Sequence[Turn] = (), *, documents: Sequence[str] | None = None, id: str | None = None,
        cancelled: threading.Event | None = None,
    ) -> Generator[Answer, None, None]:  # fmt: skip
        """The answer as it grows, verified as far as it goes; the last is the whole.

        Takes and raises what ``ask`` does. Closing the iterator stops the model; so does setting ``cancelled`` in another thread.
        """
        clock = _Clock()
        for document_id in documents or ():
            self.library.document_exists(document_id)
        until = time.monotonic() + self.model.seconds if self.model else None
        question = self._understood(text, history, documents, cancelled, until)
        clock.lap("understand")
        base, silent = self._in_conversation(question, history, documents, clock)
        for answer, whole in self._spoken(question, base, silent, clock, cancelled, until) if self._speaks(base) else ((base, True),):
            words = with_gloss(question, answer.answer) if whole and answer.status == "answered" else answer.answer
            yield replace(answer, answer=words, timings_ms=clock.laps(), build=self.library.manifest.id, id=id)

    def _understood(
        self, text: str, history: Sequence[Turn], documents: Sequence[str] | None, cancelled: threading.Event | None, until: float | None
    ) -> Question:
        """The question; a follow-up that no rule completes is put to the model, whose rewriting may add nothing that was not said before."""
        abouts = self.library.abouts()
        question = understand(text, history, abouts, documents=documents, spelled=self._speller.corrected)
        lost = history and question.documents is None and question.standalone == question.text
        if self.model and lost and (whole := rewritten(self.model, text, history, cancelled, until)):
            return replace(understand(whole, (), abouts, documents=documents), text=question.text)
        return question

    @cached_property
    def _speller(self) -> Speller:
        return Speller.of(self.library)

    def _in_conversation(
        self, question: Question, history: Sequence[Turn], documents: Sequence[str] | None, clock: "_Clock"
    ) -> tuple[Answer, tuple[str, ...]]:
        """The answer without a model to a question after others: in what was just said, where a follow-up asks something of it."""
        base, silent = self._base(question, clock)
        if not (history and question.own and self.parts.facts):
            return base, silent
        earlier = history[-TURNS:-1]
        asked = understand(history[-1].question, earlier, self.library.abouts(), documents=documents, spelled=self._speller.corrected)
        before, _ = self._in_conversation(asked, earlier, documents, clock)
        found = continued(question, base, before, self.library)
        if found is None:
            return base, silent
        draft = told(question, "facts", found.statements, self.library.abouts(), self._searched(question.documents))
        kept, dropped = self._verified(draft)
        if not kept:
            return base, silent
        trace = replace(base.trace, dropped=dropped)
        return replace(draft, claims=kept, answer=render(question, kept, draft.citations), trace=trace), ()

    def _base(self, question: Question, clock: "_Clock") -> tuple[Answer, tuple[str, ...]]:
        """The answer without a model, and the titles of the documents that it is about and that say nothing."""
        if kind := care(fold_text(question.text), of_a_document=question.documents is not None):
            return self._comfort(question, kind), ()
        answer, silent = self._with_premise(question, clock)
        unanswered = answer.reason in ("not_in_documents", "out_of_scope") and question.documents is None
        if unanswered and question.asked and (kind := concern(fold_text(question.text))):
            return self._comfort(question, kind), ()
        return answer, silent

    def _comfort(self, question: Question, kind: Care) -> Answer:
        helplines = self._helplines() if kind == "distress" else ()
        return comfort(question, kind, helplines, self.library.abouts(), self._searched(None))

    def _with_premise(self, question: Question, clock: "_Clock") -> tuple[Answer, tuple[str, ...]]:
        """What the documents say, after what puts right a part of the question that it takes for granted, where something does."""
        answer, silent = self._looked_up(question, clock)
        part = None if question.compares else stated(question.asked)
        if part is None or any(is_denial(claim) for claim in answer.claims):
            return answer, silent
        asked = understand(part, (), self.library.abouts(), documents=question.documents)
        premise, _ = self._looked_up(replace(asked, text=question.text, language=question.language), clock)
        if not premise.claims or not is_denial(premise.claims[0]):
            return answer, silent
        return after(question, replace(premise, claims=premise.claims[:2]), answer, self._searched(question.documents)), silent

    def _looked_up(self, question: Question, clock: "_Clock") -> tuple[Answer, tuple[str, ...]]:
        """What the documents of each place say, and the titles of those that say nothing."""
        places = self._places(question)
        parts = [(titles, self._answer(replace(question, documents=ids), clock)) for titles, ids in places]
        if len(parts) == 1:
            return parts[0][1], ()
        answering = [part for part in parts if part[1].status == "answered"]
        if not answering:
            return self._answer(question, clock), ()
        if question.documents:
            parts = [
                (titles, self._second_look(question, ids, part, answering, clock))
                for (titles, part), (_, ids) in zip(parts, places, strict=True)
            ]
        shown = parts if question.documents else answering
        answer = merge(question, shown, self._searched(question.documents))
        answer = replace(answer, trace=_together([part.trace for _, part in parts], question))
        return answer, tuple(titles for titles, part in shown if part.status != "answered")

    def _second_look(
        self, question: Question, ids: tuple[str, ...] | None, part: Answer, answering: Sequence[tuple[str, Answer]], clock: "_Clock"
    ) -> Answer:
        """The answer for a place of a comparison that did not answer, in the words of one that did or in no form; as it was where neither helps."""
        if part.status == "answered":
            return part
        for words in islice(wordings(question, [answer for _, answer in answering]), WORDINGS):
            asked = understand(f"{words}{'多少' if question.wants == 'number' else ''}", (), self.library.abouts(), documents=ids)
            again = self._answer(replace(asked, years=question.years, language=question.language), clock)
            if again.status == "answered" and says_the_same(again, words):
                return again
        abouts = self.library.abouts()
        of_one = len({abouts[id].jurisdiction for id in question.documents or ()}) == 1
        # Of two plans of one city each has its own years.
        looser = [replace(question, documents=ids, years=())] if of_one and question.years else []
        if about := topic(question):
            asked = understand(f"{about}怎么规定", (), abouts, documents=ids)
            looser.append(replace(asked, years=question.years, language=question.language))
        tried = (self._answer(again, clock) for again in (*looser, replace(loosely(question), documents=ids)))
        return next((answer for answer in tried if answer.status == "answered"), part)

    def _speaks(self, base: Answer) -> bool:
        """Whether a model is to phrase an answer: there is one, the documents do answer, and it is no list."""
        if self.model is None or base.status != "answered" or not base.language.startswith(("zh", "en")):
            return False
        return len(base.claims) <= PHRASED and not any(claim.counted for claim in base.claims)

    def _spoken(
        self,
        question: Question,
        base: Answer,
        silent: Sequence[str],
        clock: "_Clock",
        cancelled: threading.Event | None,
        until: float | None,
    ) -> Iterator[tuple[Answer, bool]]:
        """The answer in a model's words as it grows, and whether it is whole: at last all of it, or the one without a model where too little stood."""
        assert self.model is not None
        abouts = self.library.abouts()
        near = passages(base, [(hit.clause, abouts[hit.clause.document_id]) for hit in base.trace.hits], self.library.header_clause)
        room = self.model.context - self.model.answer_tokens
        ground = grounding(question, base, near, room, self.model.tokens, self.model.special_tokens)
        clock.lap("prompt")
        if ground is None:
            yield replace(base, notice=say(question.language, "room")), True
            return
        searched = self._searched(question.documents)
        with closing(speak(self.model, ground, question, cancelled, until)) as growing:
            for spoken in growing:
                trace = replace(base.trace, left_out=ground.left_out, refused=spoken.dropped)
                if spoken.statements:
                    clock.once("first_sentence")
                    answer = told(question, "model", spoken.statements, abouts, searched)
                    yield replace(answer, model=self.model.name, trace=trace), False
        clock.lap("model")
        notice = spoken.notice(question.language)
        if not spoken.suffices:
            yield replace(base, notice=notice, trace=trace), True
            return
        answer = told(question, "model", completed(spoken, base), abouts, searched, silent)
        yield replace(answer, model=self.model.name, notice=notice, trace=trace), True

    def _answer(self, question: Question, clock: "_Clock") -> Answer:
        """The verified answer to a question over the documents that it is about."""
        abouts = self.library.abouts()
        hits = () if question.unknown_place else self.library.search(question.search_words, HITS, question.documents, self._weights)
        clock.lap("search")
        found = (evidence_of_years if 2 <= len(question.years) <= 3 else evidence)(question, self.library, hits)
        searched = self._searched(question.documents)
        known = facts(question, self.library, found) if self.parts.facts and not question.unknown_place else None
        draft = compose(question, known, found, abouts, searched)
        clock.lap("compose")
        kept, dropped = self._verified(draft)
        if draft.status == "answered" and not kept:
            draft = refuse(question, "not_in_documents", found.hits, abouts, searched)
        elif dropped:
            draft = replace(draft, claims=kept, answer=render(question, kept, draft.citations))
        clock.lap("verify")
        return replace(draft, trace=Trace(documents=question.documents, unknown_place=question.unknown_place, hits=hits, dropped=dropped))

    def _verified(self, draft: Answer) -> tuple[tuple[Claim, ...], tuple[Claim, ...]]:
        """The claims of a draft that its citations support, and those that they do not."""
        claims = verify(draft.claims, draft.citations) if self.parts.verification else draft.claims
        return tuple(c for c in claims if c.verdict == "supported"), tuple(c for c in claims if c.verdict != "supported")

    def _places(self, question: Question) -> list[tuple[str, tuple[str, ...] | None]]:
        """The documents of a question by place, where it is about several; each is asked by itself, so that none drowns another.

        With more places than one would read, all are searched at once; so are all where it asks which documents there are.
        """
        abouts = self.library.abouts()
        if asks_which(question, self.library):
            return [("", question.documents)]
        groups: dict[str, list[str]] = {}
        of_one = len({abouts[id].jurisdiction for id in question.documents or abouts}) == 1
        for id in question.documents or abouts:
            apart = question.compares and of_one
            groups.setdefault(id if apart else abouts[id].jurisdiction or id, []).append(id)
        if len(groups) == 1 or len(groups) > MOST_PLACES or question.unknown_place:
            return [("", question.documents)]
        return [("、".join(f"《{abouts[id].title}》" for id in ids), tuple(ids)) for ids in groups.values()]

    def _helplines(self) -> tuple[Clause, ...]:
        """Clauses that name a helpline."""
        hits = self.library.search("心理 公益热线 12320 心理援助热线", 3)
        return tuple(hit.clause for hit in hits if HELPLINE.search(hit.clause.reading))[:1]

    def _searched(self, documents: Sequence[str] | None) -> Searched:
        ids = self.library.store.ids() if documents is None else documents
        return Searched(documents=len(ids), clauses=sum(len(self.library.store.span(id)) for id in ids))


def _together(traces: Sequence[Trace], question: Question) -> Trace:
    """One trace of an answer that was made for each place by itself."""
    hits = tuple(hit for trace in traces for hit in trace.hits)
    dropped = tuple(claim for trace in traces for claim in trace.dropped)
    return Trace(documents=question.documents, unknown_place=question.unknown_place, hits=hits, dropped=dropped)


class _Clock:
    """Milliseconds of each step."""

    def __init__(self, now: Callable[[], float] = time.perf_counter) -> None:
        self._now, self._start = now, now()
        self._last, self._laps = self._start, dict[str, float]()

    def lap(self, name: str) -> None:
        now = self._now()
        self._laps[name] = round(self._laps.get(name, 0.0) + 1000 * (now - self._last), 2)
        self._last = now

    def once(self, name: str) -> None:
        """Milliseconds from the beginning, the first time only."""
        self._laps.setdefault(name, round(1000 * (self._now() - self._start), 2))

    def laps(self) -> dict[str, float]:
        return {**self._laps, "total": round(1000 * (self._now() - self._start), 2)}
