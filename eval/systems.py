"""What can be put to the test: the assistant, the assistant with a part left out, simple baselines, and systems that say nothing.

Each is a function of a question's turns to an answer's JSON (the names of `assistant.answers.as_json`) with a few fields more: what
was retrieved, which documents the question was taken to be about, and what verification dropped.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.answers import Answer, Citation, Turn, as_json
from assistant.chat import Assistant, Parts
from assistant.language import language
from assistant.model import Model
from index.documents import Clause, PolicyError
from index.library import Library, Weights
from index.lines import sentences
from index.words import words

Record = dict[str, Any]
System = Callable[[Sequence[str]], Record]
RETRIEVED = 10


def assistant(library: Library, parts: Parts | None = None, model: Model | None = None) -> System:
    """The assistant, all of it or without a part; in a model's words where there is one."""
    asked = Assistant(library, parts, model)

    def ask(turns: Sequence[str]) -> Record:
        return record(asked.ask(turns[-1], [Turn(question=turn) for turn in turns[:-1]]))

    return ask


def bm25_sentence(library: Library) -> System:
    """The best sentence of the best clause by BM25 over words; it always answers."""

    def ask(turns: Sequence[str]) -> Record:
        hits = library.search(turns[-1], RETRIEVED, weights=Weights(words=1.0, characters=0.0, vectors=0.0))
        return _best_sentence(library, turns, [hit.clause for hit in hits[:1]], [hit.clause for hit in hits])

    return ask


def llama_index(library: Library) -> System:
    """llama-index as it comes: its sentence splitter and its BM25 retriever; the best sentence of its nodes, since no model is at hand."""
    try:
        from llama_index.core import Document as Text
        from llama_index.core.node_parser import SentenceSplitter
        from llama_index.retrievers.bm25 import BM25Retriever
    except ImportError as error:
        raise PolicyError(f"缺少 {error.name}。请安装：pip install llama-index-retrievers-bm25") from error
    texts = [Text(text=document.text, id_=document.id) for document in library.store.documents()]
    nodes = SentenceSplitter().get_nodes_from_documents(texts)
    retriever = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=2)

    def ask(turns: Sequence[str]) -> Record:
        touched: list[Clause] = []
        for found in retriever.retrieve(turns[-1]):
            start, end = found.node.start_char_idx or 0, found.node.end_char_idx or 0
            clauses = library.store.clauses(list(library.store.span(found.node.ref_doc_id)))
            touched += [clause for clause in clauses if clause.start < end and start < clause.end]
        return _best_sentence(library, turns, touched, touched)

    return ask


def silent(library: Library) -> System:
    """Says nothing, and calls it an answer."""
    return lambda turns: _record(library, turns, "", ())


def refusing(library: Library) -> System:
    """Refuses whatever is asked."""
    return lambda turns: {**_record(library, turns, "现有文件没有回答这个问题。", ()), "status": "refused", "reason": "not_in_documents"}


def echoing(library: Library) -> System:
    """Gives the question back as the answer."""
    return lambda turns: _record(library, turns, re.sub(r"[?？]", "。", turns[-1]), ())


def pasting(library: Library) -> System:
    """Pastes all that was retrieved."""

    def ask(turns: Sequence[str]) -> Record:
        hits = library.search(turns[-1], RETRIEVED)
        about = library.abouts()
        cited = tuple(
            Citation(n=n, clause=h.clause, about=about[h.clause.document_id], start=h.clause.start, end=h.clause.end)
            for n, h in enumerate(hits, 1)
        )
        return _record(library, turns, "\n".join(f"{c.reading}[{c.n}]" for c in cited), cited, [hit.clause for hit in hits])

    return ask


def elsewhere(library: Library) -> System:
    """Answers another question than the one that was asked, truly."""
    others = ("丽水控烟由谁牵头？", "嘉兴2030年人均预期寿命的目标是多少？")
    asked = Assistant(library)

    def ask(turns: Sequence[str]) -> Record:
        other = others[0] if "丽水" not in turns[-1] else others[1]
        answer = record(asked.ask(other))
        return {**answer, "question": turns[-1], "standalone_question": turns[-1]}

    return ask


SYSTEMS: Mapping[str, Callable[[Library], System]] = {
    "assistant": assistant,
    "no-facts": lambda library: assistant(library, Parts(facts=False)),
    "no-verification": lambda library: assistant(library, Parts(verification=False)),
    "no-encoder": lambda library: assistant(library, Parts(encoder=False)),
    "bm25-sentence": bm25_sentence,
    "llama-index": llama_index,
}
NULL: Mapping[str, Callable[[Library], System]] = {
    "null-silent": silent,
    "null-refusing": refusing,
    "null-echoing": echoing,
    "null-pasting": pasting,
    "null-elsewhere": elsewhere,
}


def named(name: str) -> Callable[[Library], System]:
    """A system by its name.

    Raises:
        PolicyError: there is none; the message lists them.
    """
    known = {**SYSTEMS, **NULL}
    if name not in known:
        raise PolicyError(f"没有系统 {name}。可用：{'、'.join(known)}。")
    return known[name]


def speaking(system: str, model: Model) -> Callable[[Library], System]:
    """The assistant in the words of a model.

    Raises:
        PolicyError: another system than the assistant is asked for; none of the others speaks through a model.
    """
    if system != "assistant":
        raise PolicyError(f"--model 只用于系统 assistant，不能用于 {system}。")
    return lambda library: assistant(library, model=model)


def record(answer: Answer) -> Record:
    """An answer as a run keeps it."""
    trace = answer.trace
    return {
        **as_json(answer),
        "retrieved": [_place(hit.clause) for hit in trace.hits],
        "understood": {"documents": list(trace.documents) if trace.documents is not None else None, "unknown_place": trace.unknown_place},
        "dropped": [*(claim.text for claim in trace.dropped), *trace.refused],
    }


def _best_sentence(library: Library, turns: Sequence[str], clauses: Sequence[Clause], retrieved: Sequence[Clause]) -> Record:
    """The sentence of some clauses that holds most of the question's words, by their weights."""
    asked = set(words(turns[-1]))
    spans = [(c, c.start + a, c.start + b) for c in clauses for a, b in sentences(c.text) or [(0, len(c.text))]]
    if not spans:
        return _record(library, turns, "", ())
    best = max(spans, key=lambda s: sum(library.weight(w) for w in asked & set(words(s[0].reading_of(s[1], s[2])))))
    said = Citation(n=1, clause=best[0], about=library.abouts()[best[0].document_id], start=best[1], end=best[2])
    return _record(library, turns, f"{said.reading}[1]", (said,), retrieved)


def _record(library: Library, turns: Sequence[str], text: str, citations: tuple[Citation, ...], retrieved: Sequence[Clause] = ()) -> Record:
    answer = Answer(
        question=turns[-1], standalone_question=turns[-1], language=language(turns[-1]), status="answered", reason=None, answer=text,
        citations=citations, timings_ms={"total": 0.0}, build=library.manifest.id,
    )  # fmt: skip
    return {**record(replace(answer)), "retrieved": [_place(clause) for clause in retrieved]}


def _place(clause: Clause) -> dict[str, Any]:
    return {"document_id": clause.document_id, "clause_id": clause.id, "start": clause.start, "end": clause.end}
