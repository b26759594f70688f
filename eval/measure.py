"""The assistant held against the question set: is the right clause found, cited, and is what cannot be answered refused.

recall@5 is the share of answerable questions for which a clause with gold words is among the first five; an error counts as
a failure everywhere. Shares come with Wilson's 95 % interval (Wilson 1927).
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.answers import Answer, Turn
from assistant.chat import HITS, Assistant
from assistant.understand import understand
from eval.questions import Row
from index.documents import PolicyError

Z = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one question went. ``rank`` is that of the first hit with gold words, from 1; 0 where none is among the hits."""

    id: str
    kind: str
    question: str
    answerable: bool
    rank: int
    answered: bool
    reason: str | None
    cites_clause: bool
    cites_words: bool
    milliseconds: float
    answer: str
    error: str = ""


def measure(
    assistant: Assistant, rows: Sequence[Row], progress: Callable[[str], None] = lambda _: None
) -> tuple[list[Result], dict[str, Any]]:
    """Ask every question; returns a result a question, and the figures."""
    results = []
    for n, row in enumerate(rows, 1):
        results.append(_ask(assistant, row))
        progress(f"{n}/{len(rows)}")
    return results, figures(results)


def figures(results: Sequence[Result]) -> dict[str, Any]:
    """Shares with their numbers and intervals, over all and by kind."""
    answerable = [r for r in results if r.answerable]
    unanswerable = [r for r in results if not r.answerable]
    kinds = sorted({r.kind for r in results})
    return {
        "recall@1": share(sum(r.rank == 1 for r in answerable), len(answerable)),
        "recall@5": share(sum(1 <= r.rank <= 5 for r in answerable), len(answerable)),
        "MRR": round(sum(1 / r.rank for r in answerable if r.rank) / max(1, len(answerable)), 4),
        "cites a gold clause": share(sum(r.cites_clause for r in answerable), len(answerable)),
        "cites gold words": share(sum(r.cites_words for r in answerable), len(answerable)),
        "answerable refused": share(sum(not r.answered for r in answerable), len(answerable)),
        "unanswerable answered": share(sum(r.answered for r in unanswerable), len(unanswerable)),
        "errors": sum(bool(r.error) for r in results),
        "ms p50": percentile([r.milliseconds for r in results], 50),
        "ms p95": percentile([r.milliseconds for r in results], 95),
        "kinds": {kind: _kind([r for r in results if r.kind == kind]) for kind in kinds},
    }


def share(count: int, of: int) -> dict[str, float | int]:
    """A share with Wilson's interval."""
    if not of:
        return {"count": 0, "of": 0, "share": 0.0, "low": 0.0, "high": 1.0}
    p, z2 = count / of, Z * Z / of
    middle, half = (p + z2 / 2) / (1 + z2), Z * math.sqrt(p * (1 - p) / of + z2 / of / 4) / (1 + z2)
    return {
        "count": count,
        "of": of,
        "share": round(p, 4),
        "low": round(max(0.0, middle - half), 4),
        "high": round(min(1.0, middle + half), 4),
    }


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least this percentage of values does not exceed (nearest rank)."""
    ordered = sorted(values)
    return round(ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)], 2) if ordered else 0.0


def table(found: dict[str, Any], split: str) -> str:
    """The figures as text."""
    lines = [f"split {split}"]
    for name, value in found.items():
        if isinstance(value, dict) and "share" in value:
            lines.append(f"{name:24} {value['share']:7.1%}  [{value['low']:.1%}, {value['high']:.1%}]  {value['count']}/{value['of']}")
        elif name != "kinds":
            lines.append(f"{name:24} {value}")
    lines.append(f"{'kind':20} {'n':>4}  right")
    lines += [
        f"{kind:20} {value['of']:4}  {value['share']:7.1%}  [{value['low']:.1%}, {value['high']:.1%}]"
        for kind, value in found["kinds"].items()
    ]
    return "\n".join(lines)


def write_rows(results: Sequence[Result], path: Path) -> None:
    """One result a line, as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(asdict(r), ensure_ascii=False) + "\n" for r in results), encoding="utf-8")


def _ask(assistant: Assistant, row: Row) -> Result:
    history = [Turn(question=turn) for turn in row.turns[:-1]]
    try:
        question = understand(row.turns[-1], history, assistant.library.abouts())
        hits = () if question.unknown_place else assistant.library.search(question.search_words, HITS, question.documents)
        answer = assistant.ask(row.turns[-1], history)
    except PolicyError as error:
        return Result(
            id=row.id, kind=row.kind, question=row.question, answerable=row.answerable, rank=0, answered=False, reason=None,
            cites_clause=False, cites_words=False, milliseconds=0.0, answer="", error=str(error),
        )  # fmt: skip
    rank = next((n for n, hit in enumerate(hits, 1) if any(gold.in_clause(hit.clause) for gold in row.evidence)), 0)
    return Result(
        id=row.id, kind=row.kind, question=row.question, answerable=row.answerable, rank=rank, answered=answer.status == "answered",
        reason=answer.reason, cites_clause=_cites(answer, row, words=False), cites_words=_cites(answer, row, words=True),
        milliseconds=answer.timings_ms["total"], answer=answer.answer,
    )  # fmt: skip


def _cites(answer: Answer, row: Row, *, words: bool) -> bool:
    return any(
        gold.touches(c.clause.document_id, c.start, c.end) if words else gold.in_clause(c.clause)
        for c in answer.citations
        for gold in row.evidence
    )


def _kind(results: Sequence[Result]) -> dict[str, float | int]:
    return share(sum(r.cites_clause if r.answerable else not r.answered for r in results), len(results))
