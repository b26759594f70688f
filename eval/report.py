"""The figures of a run as a table, as JSON and as JUnit XML. The same run gives the same bytes."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from xml.etree import ElementTree as Xml

from eval.metrics import HEADLINE, METRICS, Figures
from eval.run import Run
from eval.score import Judged, Result

KEPT = ("status", "reason", "answer", "mode", "model", "error")


def table(run: Run, found: Figures) -> str:
    """The figures as text: shares with Wilson's 95 % intervals, kinds of questions, causes of failure, milliseconds."""
    about = run.about
    lines = [f"{about['system']}  split {about['split']}  {about['count']} questions  headline: {HEADLINE} {found.headline}", ""]
    lines += [f"{metric.name:32} {found.shares[metric.name]}{'  (less is better)' if metric.less else ''}" for metric in METRICS]
    lines += [f"{'MRR':32} {found.mrr:6.3f}", f"{'nDCG@10':32} {found.ndcg:6.3f}"]
    lines += [f"{'milliseconds p50, p95':32} {found.p50_ms}, {found.p95_ms}", "", "right, by kind"]
    lines += [f"  {kind:30} {share}" for kind, share in found.kinds.items()]
    lines += ["", "what went wrong"]
    lines += [f"  {cause:30} {count}" for cause, count in found.causes.items()]
    return "\n".join(lines)


COLUMNS = (HEADLINE, "rightly refused", "faithful claims", "contradicted claims", "cites a gold clause", "recall@5")


def table_head() -> str:
    """The head of a Markdown table of systems."""
    return f"| system | {' | '.join(COLUMNS)} | p50 ms |\n|---|{'---|' * (len(COLUMNS) + 1)}"


def row_of(name: str, found: Figures) -> str:
    """A system's row of that table."""
    shares = [found.shares[column] for column in COLUMNS]
    cells = [f"{s.value:.1%} [{100 * s.low:.0f}, {100 * s.high:.0f}]" for s in shares]
    return f"| {name} | {' | '.join(cells)} | {found.p50_ms} |"


def as_json(run: Run, found: Figures, results: Sequence[Result]) -> dict[str, Any]:
    """The figures, their definitions, and how each question went."""
    return {
        "run": run.about,
        "headline": asdict(found.headline),
        "metrics": {
            m.name: {**asdict(found.shares[m.name]), "definition": m.definition, "source": m.source, "less_is_better": m.less} for m in METRICS
        },
        "mrr": found.mrr, "ndcg@10": found.ndcg, "p50_ms": found.p50_ms, "p95_ms": found.p95_ms,
        "kinds": {kind: asdict(share) for kind, share in found.kinds.items()},
        "causes": dict(found.causes), "verdicts": dict(found.verdicts),
        "questions": [result_json(result) for result in results],
    }  # fmt: skip


def result_json(result: Result) -> dict[str, Any]:
    """How one question went."""
    row = result.row
    return {
        "id": row.id, "parent_id": row.parent_id, "kind": row.kind, "split": row.split, "critical": row.critical, "question": row.question,
        "turns": list(row.turns), "answerable": row.answerable, "right": result.right, "cause": result.cause, "focus": round(result.focus, 4),
        **{name: result.answer.get(name) for name in KEPT},
        "claims": [_claim(judged) for judged in result.claims],
        "nuggets": [{"text": n.text, "vital": n.vital, "said": said} for n, said in zip(row.nuggets, result.nuggets, strict=True)],
        "forbidden": list(result.forbidden), "premise_corrected": result.premise_corrected, "ranks": list(result.ranks),
        "exact_quotes": list(result.exact_quotes), "standalone_right": result.standalone_right,
    }  # fmt: skip


def junit(run: Run, results: Sequence[Result]) -> str:
    """A test case a question, one suite a kind; what is not right is a failure, an error an error."""
    root = Xml.Element("testsuites", name=f"policy-assistant {run.about['system']} {run.about['split']}")
    kinds = dict.fromkeys(result.row.kind for result in results)
    for kind in kinds:
        of_kind = [result for result in results if result.row.kind == kind]
        failed, errors = sum(not r.right and not r.failed for r in of_kind), sum(r.failed for r in of_kind)
        suite = Xml.SubElement(root, "testsuite", name=kind, tests=str(len(of_kind)), failures=str(failed), errors=str(errors))
        for result in of_kind:
            seconds = f"{result.answer.get('timings_ms', {}).get('total', 0.0) / 1000:.3f}"
            case = Xml.SubElement(suite, "testcase", classname=kind, name=result.row.id, time=seconds)
            if not result.right:
                said = Xml.SubElement(case, "error" if result.failed else "failure", message=result.cause, type=result.cause)
                said.text = _printable(f"{result.row.question}\n{result.answer.get('error') or result.answer['answer']}")
    Xml.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="unicode") + "\n"


def dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _claim(judged: Judged) -> dict[str, Any]:
    return {
        "text": judged.claim.text, "citations": list(judged.claim.citations), "cited": asdict(judged.cited),
        "retrieved": {"label": judged.retrieved.label, "rule": judged.retrieved.rule, "reason": judged.retrieved.reason},
    }  # fmt: skip


def _printable(text: str) -> str:
    """Without the control characters that XML does not allow."""
    return "".join(c for c in text if c in "\n\t" or ord(c) >= 32)
