"""What the command line prints for people, and the JSON of what is not an answer."""

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant.answers import Answer
from assistant.doctor import Finding
from index.build import FileReport
from index.clean import suspicious as find_suspicious
from index.diff import diff as find_diff
from index.documents import Clause, Document, Hit
from index.read import SUFFIXES

KINDS = {
    "heading": "标题", "clause": "条款", "table": "表格", "blank": "空白", "boilerplate": "网页杂项", "spam": "广告", "breadcrumb": "导航",
    "copyright": "版权声明", "duplicate": "重复", "noise": "乱字（在条款之内）",
}  # fmt: skip


def _out() -> Console:
    return Console(soft_wrap=True, highlight=False, file=sys.stdout)


def growing(answers: Iterable[Answer]) -> Answer:
    """An answer as it grows, sentence by sentence; at last its citations. What was shown and is not in the whole is said to be replaced."""
    out, shown, made = _out(), "", None
    for made in answers:
        if not shown and made.standalone_question != made.question:
            out.print(f"[dim]（理解为：{escape(made.standalone_question)}）[/dim]")
        if not made.answer.startswith(shown):
            out.print("\n[dim]（以上以核对后的回答为准：）[/dim]")
            shown = ""
        out.print(escape(made.answer[len(shown) :]), end="")
        shown = made.answer
    out.print()
    assert made is not None
    _below(out, made)
    return made


def _below(out: Console, made: Answer) -> None:
    """What stands below an answer: a notice, and its citations."""
    if made.notice:
        out.print(f"[dim]{escape(made.notice)}[/dim]")
    if made.citations:
        out.print()
    for citation in made.citations:
        place = " › ".join([*citation.clause.path, *([citation.clause.title] if citation.clause.title else [])])
        status = f"（{citation.about.status}）" if citation.about.status else ""
        out.print(f"[bold]{escape(f'[{citation.n}]')}[/bold] 《{escape(citation.about.title)}》{status} {escape(place)}")
        out.print(f"    「{escape(' '.join(citation.quote.split()))}」")
        out.print(f"    [dim]{escape(citation.clause.id)}　原文第 {citation.start}–{citation.end} 字[/dim]")


def hits(found: Sequence[Hit]) -> None:
    """Hits with their scores and where each came from."""
    table = Table(box=None, pad_edge=False)
    for name in ("得分", "词", "字", "向量", "条款", "内容"):
        table.add_column(name, justify="right" if name in ("得分", "词", "字", "向量") else "left", overflow="fold")
    for hit in found:
        parts = [f"{hit.parts.get(name, 0):.1f}" for name in ("words", "characters", "vectors")]
        also = f"（另见 {'、'.join(hit.same)}）" if hit.same else ""
        words = " ".join(hit.clause.reading.split())
        table.add_row(f"{hit.score:.2f}", *parts, escape(hit.clause.id), escape(words[:60] + ("…" if len(words) > 60 else "") + also))
    Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 200).print(table if found else "没有找到。")


def hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "clause_id": hit.clause.id,
        "document_id": hit.clause.document_id,
        "path": list(hit.clause.path),
        "title": hit.clause.title,
        "score": round(hit.score, 4),
        "parts": {name: round(score, 4) for name, score in hit.parts.items()},
        "same": list(hit.same),
        "text": hit.clause.text,
        "reading": hit.clause.reading,
        "start": hit.clause.start,
        "end": hit.clause.end,
    }


def documents(chosen: Iterable[Document]) -> None:
    """What is known of documents; — where it is not."""
    out = _out()
    for document in chosen:
        about = document.about
        out.print(f"[bold]{document.id}[/bold]　《{escape(about.title)}》")
        known = (
            ("地区", about.jurisdiction),
            ("发文机关", about.issuer),
            ("文号", about.number),
            ("日期", about.issued),
            ("状态", about.status),
        )
        out.print("    " + "　".join(f"{name}：{escape(value) or '—'}" for name, value in known))
        out.print(f"    {len(document.outline.clauses)} 条条款　{len(document.text)} 字　{document.script}　sha256 {document.sha256[:12]}…")


def document_json(document: Document, *, with_text: bool) -> dict[str, Any]:
    about = document.about
    return {
        "id": document.id,
        "title": about.title,
        **{name: getattr(about, name) or None for name in ("jurisdiction", "issuer", "number", "issued", "status")},
        "spans": {field: [start, end] for field, start, end in about.spans},
        "script": document.script,
        "sha256": document.sha256,
        "clauses": len(document.outline.clauses),
        **({"text": document.text} if with_text else {}),
    }


def coverage_json(document: Document) -> dict[str, Any]:
    """Where every character of the source went: each piece once, with the shares of each kind; noise lies inside clauses."""
    cut = document.outline
    pieces = [{"kind": "heading", "start": h.start, "end": h.end, "id": h.id} for h in cut.headings]
    pieces += [{"kind": c.kind, "start": c.start, "end": c.end, "id": c.id} for c in cut.clauses]
    pieces += [
        {"kind": "removed", "start": r.start, "end": r.end, "why": r.kind, "reason": r.reason} for r in cut.removed if r.kind != "noise"
    ]
    pieces.sort(key=lambda piece: int(str(piece["start"])))
    length = Counter[str]()
    for piece in pieces:
        length[str(piece.get("why", piece["kind"]))] += int(str(piece["end"])) - int(str(piece["start"]))
    return {
        "id": document.id,
        "characters": len(document.text),
        "shares": {kind: round(count / len(document.text), 4) for kind, count in length.most_common()},
        "pieces": pieces,
        "noise": [
            {"start": r.start, "end": r.end, "source": document.text[r.start : r.end], "reading": r.reading, "reason": r.reason}
            for r in cut.removed
            if r.kind == "noise"
        ],
        "lost_headings": list(cut.gaps),
    }


def coverage(document: Document, report: Mapping[str, Any]) -> None:
    out = _out()
    out.print(f"[bold]{document.id}[/bold]　{report['characters']} 字")
    for kind, share in report["shares"].items():
        out.print(f"    {share:7.2%}　{KINDS[kind]}")
    out.print("剔除的内容：")
    for piece in report["pieces"]:
        if piece["kind"] == "removed" and piece["why"] != "blank":
            words = " ".join(document.text[piece["start"] : piece["end"]].split())
            out.print(f"    {piece['start']}–{piece['end']}　{KINDS[piece['why']]}　{escape(piece['reason'])}　「{escape(words[:40])}」")
    for noise in report["noise"]:
        reading = f"「{noise['source']}」读作「{noise['reading']}」"
        out.print(f"    {noise['start']}–{noise['end']}　乱字{escape(reading)}　{escape(noise['reason'])}")
    for at in report["lost_headings"]:
        out.print(f"    第 {at} 字前疑缺一个章节标题：「{escape(' '.join(document.text[at : at + 24].split()))}…」")


def suspicious_json(document: Document) -> list[dict[str, Any]]:
    text = document.text
    return [
        {"start": start, "end": end, "text": text[start:end], "context": text[max(0, start - 8) : end + 8], "reason": reason}
        for start, end, reason in find_suspicious(text, document.outline.removed)
    ]


def suspicious(found: Sequence[Mapping[str, Any]]) -> None:
    out = _out()
    for entry in found:
        context = " ".join(entry["context"].split())
        out.print(f"{entry['start']}–{entry['end']}　「{escape(entry['text'])}」　…{escape(context)}…　{escape(entry['reason'])}")
    if not found:
        out.print("没有可疑的字。")


def clause_json(chosen: Clause, item: Sequence[Clause]) -> dict[str, Any]:
    return {
        "id": chosen.id,
        "document_id": chosen.document_id,
        "kind": chosen.kind,
        "path": list(chosen.path),
        "title": chosen.title,
        "text": chosen.text,
        "reading": chosen.reading,
        "start": chosen.start,
        "end": chosen.end,
        "parent": chosen.parent,
        "item": [part.id for part in item],
    }


def clause(chosen: Clause, item: Sequence[Clause], document: Document, *, superseded: bool = False) -> None:
    """A clause with its headings above it, its place in the source, and the other parts of its item."""
    out = _out()
    out.print(f"《{escape(document.about.title)}》" + ("（旧版本，已被新导入的版本取代）" if superseded else ""))
    for depth, heading in enumerate(chosen.path):
        out.print(f"{'  ' * (depth + 1)}{escape(heading)}")
    out.print()
    out.print(escape(chosen.text))
    if chosen.reading != chosen.text:
        out.print(f"[dim]（去除乱字后：{escape(chosen.reading)}）[/dim]")
    out.print()
    out.print(f"[dim]{escape(chosen.id)}　原文第 {chosen.start}–{chosen.end} 字，共 {len(document.text)} 字[/dim]")
    others = [part.id for part in item if part.id != chosen.id]
    if others:
        out.print(f"[dim]同一条的其他部分：{escape('、'.join(others))}[/dim]")


def diff_json(old: Document, new: Document) -> dict[str, Any]:
    """What changed from one version to the next."""
    found = find_diff(old, new)
    return {
        "id": new.id,
        "from": old.sha256,
        "to": new.sha256,
        "added": [{"clause_id": c.id, "text": c.text} for c in found.added],
        "removed": [{"clause_id": c.id, "text": c.text} for c in found.removed],
        "changed": [{"clause_id": b.id, "before": a.text, "after": b.text} for a, b in found.changed],
        "facts": [{"kind": f.kind, "subject": f.subject, "before": f.before, "after": f.after} for f in found.facts],
    }


def diff(changes: Mapping[str, Any]) -> None:
    out, kinds = _out(), {"indicator": "指标", "duty": "责任单位", "target": "目标"}
    out.print(f"[bold]{changes['id']}[/bold]　{changes['from'][:12]}… → {changes['to'][:12]}…")
    for name, key in (("新增", "added"), ("删除", "removed")):
        for entry in changes[key]:
            out.print(f"{name}　{escape(entry['clause_id'])}　「{escape(' '.join(entry['text'].split())[:80])}」")
    for entry in changes["changed"]:
        out.print(f"改动　{escape(entry['clause_id'])}")
        out.print(f"    原：「{escape(' '.join(entry['before'].split()))}」")
        out.print(f"    新：「{escape(' '.join(entry['after'].split()))}」")
    for fact in changes["facts"]:
        before, after = fact["before"] or "（无）", fact["after"] or "（无）"
        out.print(f"{kinds[fact['kind']]}　{escape(fact['subject'])}：{escape(before)} → {escape(after)}")
    if not any(changes[key] for key in ("added", "removed", "changed", "facts")):
        out.print("条款和数值都没有变化。")


def ingested(reports: Sequence[FileReport], build: str, data: Path) -> None:
    """One line a file, and the build then in use."""
    out, changes = _out(), {"added": "新增", "updated": "更新", "unchanged": "未变", "failed": "失败"}
    for report in reports:
        if report.change == "failed":
            out.print(f"[red]失败[/red]　{escape(report.message)}")
        else:
            out.print(
                f"{changes[report.change]}　{escape(report.document_id)}　《{escape(report.title)}》　{report.clauses} 条条款{_left_out(report)}"
            )
            for piece in report.hidden:
                out.print(f"    隐藏文字，未收入：「{escape(' '.join(piece.split())[:60])}」")
    if not reports:
        out.print(f"没有可导入的文件（{'、'.join(SUFFIXES)}）。")
    if build:
        out.print(f"[dim]索引 {build}　{escape(str(data))}[/dim]")


def _left_out(report: FileReport) -> str:
    kinds = "、".join(f"{KINDS[kind]} {count}" for kind, count in report.removed.items())
    parts = [
        f"，剔除：{kinds}" if kinds else "",
        f"，可疑 {report.suspicious} 处（documents {report.document_id} --suspicious）" if report.suspicious else "",
    ]
    return "".join(parts)


def findings(found: Iterable[Finding]) -> None:
    out = _out()
    for finding in found:
        out.print(f"{'[green]好[/green]' if finding.well else '[red]坏[/red]'}　{finding.subject}：{escape(finding.state)}")
        if finding.remedy:
            out.print(f"      {escape(finding.remedy)}")


def finding_json(finding: Finding) -> dict[str, Any]:
    return {"subject": finding.subject, "well": finding.well, "state": finding.state, "remedy": finding.remedy}
