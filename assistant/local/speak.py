"""What a model says, held to the clauses sentence by sentence before anyone sees it.

A sentence stands where verification lets it stand on the clauses that it cites; one that fails gives way to the clause's own sentence or is
dropped. What facts were looked up stays said. Where too little is left of what the model said, the answer without a model is given instead.
"""

import logging
import re
import threading
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

from assistant.answers import Answer, Citation, Claim, Question
from assistant.language import language, traditional
from assistant.local.prompting import Grounding, Passage
from assistant.local.sentences import Reader, Sentence
from assistant.model import Model, ModelFault
from assistant.subjects.statements import Span, Statement, quoted
from assistant.verify import fault
from index.documents import About, Clause
from index.lines import sentences
from index.reading import bare, negations, organs, parts, quantities, similarity

MOST = 8
"""Sentences at most; a model that goes on is stopped."""
REPEATS = 2
"""So often may a model say what it has said before until it is stopped."""
ALIKE = 0.4
"""How like a failed sentence the clause's own must be to stand in its place."""
KEPT = 0.5
"""The share of what a model says that must stand; below it the answer without a model is better."""
STOPPED = ("已按要求停止", "stopped as asked")
NOTICES = {
    "fault": ("{why}，以下直接引自文件。", "This is quoted from the documents: {why}."),
    "unsupported": (
        "本地模型说的话大多在条款里核对不上，以下直接引自文件。",
        "Most of what the local model said is not in the clauses; this is quoted from the documents.",
    ),
    "language": (
        "本地模型没有用提问的语言作答，以下直接引自文件。",
        "The local model answered in another language; this is quoted from the documents.",
    ),
    "empty": ("本地模型没有说话，以下直接引自文件。", "The local model said nothing; this is quoted from the documents."),
    "room": (
        "条款放不进本地模型的上下文，以下直接引自文件。",
        "The clauses do not fit the local model's context; this is quoted from the documents.",
    ),
    "unfinished": ("（{why}，未说完的部分已略去。）", "({why}; what was left unfinished is omitted.)"),
}


# What is left of marks, tables and decoration: no words of an answer.
_RESIDUE = re.compile(
    r"[\[\]【】［］|`#*<>]|（\s*）|\(\s*\)|[⁰¹²³⁴-⁹]|百分之(?![\d一二三四五六七八九十百零两])|[\U0001F000-\U0001FAFF☀-➿]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What stands of what a model has said so far.

    ``said`` counts its sentences, ``kept`` those that stood; the clauses' own in place of others are in the statements too. ``why`` says why it ended badly, if it did.
    """

    statements: tuple[Statement, ...] = ()
    said: int = 0
    kept: int = 0
    foreign: int = 0
    dropped: tuple[str, ...] = ()
    why: str = ""

    @property
    def suffices(self) -> bool:
        return self.kept > 0 and self.kept >= KEPT * self.said

    def notice(self, asked_in: str) -> str:
        """Why the answer without a model is given, or what is missing of the model's; "" where nothing is to be said."""
        if self.suffices:
            return say(asked_in, "unfinished", why=self.why) if self.why else ""
        if self.why:
            return say(asked_in, "fault", why=self.why)
        return say(asked_in, "empty" if not self.said else "language" if 2 * self.foreign > self.said else "unsupported")


def say(asked_in: str, key: str, *, why: str = "") -> str:
    """One of our notices in the asker's language."""
    chinese, english = NOTICES[key]
    words = (chinese if asked_in.startswith("zh") else english).format(why=why)
    return traditional(words) if asked_in == "zh-Hant" else words


def speak(
    model: Model, ground: Grounding, question: Question, cancelled: threading.Event | None = None, until: float | None = None
) -> Generator[Spoken, None, None]:
    """What stands of a model's answer, anew after each sentence; the last is the whole.

    Closing the iterator stops the model, and so does the event, which another thread may set; what had been said by then, or until the time is
    over, stands.
    """
    cancelled = cancelled or threading.Event()
    spoken, reader, seen = Spoken(), Reader(), dict[str, int]()
    why, whole = "", True
    with closing(model.stream(ground.system, ground.user, cancelled, until)) as words:
        try:
            for piece in words:
                if cancelled.is_set():
                    break
                for sentence in reader.feed(piece):
                    if reader.restarted:
                        spoken, seen, reader.restarted = Spoken(), {}, False
                    spoken = _with(spoken, sentence, ground.passages, question, seen)
                    yield spoken
                if reader.endless or len(spoken.statements) >= MOST or max(seen.values(), default=0) > REPEATS:
                    whole = False
                    break
        except ModelFault as error:
            why, whole = str(error) if question.language.startswith("zh") else error.english, False
    if cancelled.is_set():
        why, whole = STOPPED[not question.language.startswith("zh")], False
    if reader.restarted:
        spoken, seen = Spoken(), {}
    for sentence in reader.end(whole=whole):
        if sentence.whole:
            spoken = _with(spoken, sentence, ground.passages, question, seen)
    yield replace(spoken, why=why)


def completed(spoken: Spoken, base: Answer) -> tuple[Statement, ...]:
    """The model's statements with the looked-up facts, or each document's leading sentence, that it passed over."""
    known = statements_of(base)
    leading = {statement.spans[0][0].document_id: statement for statement in reversed(known)}
    wanted = known if base.mode == "facts" else [statement for statement in known if statement in leading.values()]
    missing = [statement for statement in wanted if not _covers(_told_of(statement, spoken), statement.text)]
    first = [statement for statement in missing if negations(bare(statement.text))]
    return (*first, *spoken.statements, *(statement for statement in missing if statement not in first))


def _told_of(statement: Statement, spoken: Spoken) -> str:
    """What was told on the document that a statement is of; a number told of another city does not stand for it."""
    document = statement.spans[0][0].document_id
    return "\n".join(s.text for s in spoken.statements if any(span[0].document_id == document for span in s.spans))


def statements_of(answer: Answer) -> tuple[Statement, ...]:
    """The claims of an answer with the spans that they stand on."""
    at = {citation.n: (citation.clause, citation.start, citation.end) for citation in answer.citations}
    return tuple(Statement(text=c.text, spans=tuple(at[n] for n in c.citations), counted=c.counted) for c in answer.claims)


def _covers(told: str, text: str) -> bool:
    """Whether what was told has every number, unit of government and denial of a statement."""
    mine, theirs = bare(text), bare(told)
    numbers = {(q.value, q.comparator) for q in quantities(theirs)}
    units = {form for _, _, form in organs(theirs)}
    return (
        all((q.value, q.comparator) in numbers for q in quantities(mine))
        and all(form in units for _, _, form in organs(mine))
        and (not negations(mine) or bool(negations(theirs)))
        and (bool(quantities(mine) or organs(mine)) or any(similarity(mine, theirs[a:b]) > ALIKE for a, b in parts(theirs)))
    )


def _with(spoken: Spoken, sentence: Sentence, passages: Sequence[Passage], question: Question, seen: dict[str, int]) -> Spoken:
    """What stands with one sentence more."""
    key = bare(sentence.text)
    seen[key] = seen.get(key, 0) + 1
    if seen[key] > 1:
        return spoken
    if not _in_language(sentence.text, question.language):
        return replace(spoken, said=spoken.said + 1, foreign=spoken.foreign + 1, dropped=(*spoken.dropped, sentence.text))
    try:
        stands = stated(sentence, passages, question.language)
    except Exception:  # a sentence that cannot even be read is none that stands
        logging.getLogger(__name__).exception("verification failed on %r", sentence.text)
        stands = None
    if stands:
        return replace(spoken, said=spoken.said + 1, kept=spoken.kept + 1, statements=(*spoken.statements, stands))
    own = _own_sentence(sentence, passages)
    said = [bare(statement.text) for statement in spoken.statements]
    if own and not any(bare(own.text) in other or other in bare(own.text) for other in said):
        spoken = replace(spoken, statements=(*spoken.statements, own))
    return replace(spoken, said=spoken.said + 1, dropped=(*spoken.dropped, sentence.text))


def stated(sentence: Sentence, passages: Sequence[Passage], asked_in: str) -> Statement | None:
    """A sentence on the clauses that support it: those that it cites, or, where it cites none of those shown, the one that does; None where none do."""
    if not _balanced(sentence.text) or _stutters(sentence.text) or _RESIDUE.search(sentence.text):
        return None
    text = traditional(sentence.text) if asked_in == "zh-Hant" and language(sentence.text) == "zh-Hans" else sentence.text
    by_number = {passage.n: passage for passage in passages}
    named = [by_number[n] for n in sentence.numbers if n in by_number]
    likely = sorted(passages, key=lambda passage: -_likeness(text, passage))[:3]
    for group in [named] if named else [[passage] for passage in likely]:
        for with_others in (False, True):
            citations = _citations(group, with_others=with_others)
            if not fault(Claim(text=text, citations=tuple(citations)), citations, in_own_words=True):
                return Statement(text=text, spans=tuple(_quote(text, citation) for citation in citations.values()))
    return None


def _citations(group: Sequence[Passage], *, with_others: bool) -> dict[int, Citation]:
    """The clauses of passages as citations: a row with its header, and, if wanted, with what is cited beside it."""
    clauses: dict[str, tuple[Clause, About]] = {}
    for passage in group:
        others = passage.beside if with_others else ()
        for clause in (passage.clause, *((passage.header,) if passage.header else ()), *others):
            clauses.setdefault(clause.id, (clause, passage.about))
    return {
        n: Citation(n=n, clause=clause, about=about, start=clause.start, end=clause.end)
        for n, (clause, about) in enumerate(clauses.values(), 1)
    }


def _quote(text: str, citation: Citation) -> Span:
    """The sentences of a clause that a claim stands on, from the first to the last of those that its parts are most like."""
    clause = citation.clause
    spans = [] if clause.kind == "table" else sentences(clause.text)
    if len(spans) < 2:
        return clause, clause.start, clause.end
    folded = [bare(clause.reading_of(clause.start + a, clause.start + b)) for a, b in spans]
    mine = bare(text)
    best = {max(range(len(folded)), key=lambda i, part=mine[a:b]: _share(part, folded[i])) for a, b in parts(mine)}  # type: ignore[misc]
    chosen = [spans[i] for i in range(min(best), max(best) + 1)]
    return clause, clause.start + chosen[0][0], clause.start + chosen[-1][1]


def _share(part: str, sentence: str) -> float:
    """How much of a part's pairs of characters a sentence has."""
    pairs = {part[i : i + 2] for i in range(len(part) - 1)}
    return sum(pair in sentence for pair in pairs) / len(pairs) if pairs else 0.0


def _own_sentence(sentence: Sentence, passages: Sequence[Passage]) -> Statement | None:
    """The sentence of the cited clauses (or of all, where none is cited) that is most like a failed one, if any is like it."""
    named = [passage for passage in passages if passage.n in sentence.numbers] or passages
    mine = bare(sentence.text)
    found = [
        (
            similarity(mine, bare(p.clause.reading_of(p.clause.start + a, p.clause.start + b))),
            p.clause,
            p.clause.start + a,
            p.clause.start + b,
        )
        for p in named
        if p.clause.kind != "table"
        for a, b in sentences(p.clause.text)
    ]
    likeness, clause, start, end = max(found, key=lambda one: one[0], default=(0.0, None, 0, 0))
    return quoted(clause, start, end) if clause and likeness >= ALIKE else None


def _balanced(text: str) -> bool:
    """Whether each bracket and quotation mark that opens is closed: half a quotation is none."""
    return all(text.count(opening) == text.count(closing) for opening, closing in ("「」", "《》", "（）", "()", "“”", "【】", "[]"))


def _stutters(text: str) -> bool:
    """Whether a sentence lists the same thing twice, as a model does that has lost its way."""
    listed = [item for item in re.split(r"[、，,；;]", bare(text)) if len(item) > 1]
    return len(set(listed)) < len(listed)


def _likeness(text: str, passage: Passage) -> float:
    return _share(bare(text), bare(passage.clause.reading))


def _in_language(text: str, asked_in: str) -> bool:
    """Whether a sentence is in Chinese where that was asked in, in Latin letters where not; names and terms of the other may stand in it."""
    han, latin = len(re.findall(r"[㐀-鿿]", text)), len(re.findall(r"[A-Za-z]", text))
    return 4 * han >= latin if asked_in.startswith("zh") else latin > han
