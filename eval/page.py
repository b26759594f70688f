"""The report of a run as one HTML file: it works from disk, loads nothing, and the same run gives the same bytes.

Headline, figures with their definitions, kinds of questions by measures, what went wrong, how long it took; then every question with its
answer, its claims coloured by verdict beside their evidence; and, where another run is given, what flipped.
"""

import html
from collections.abc import Sequence

from eval.compare import Comparison
from eval.metrics import HEADLINE, METRICS, Figures, figures
from eval.run import Run
from eval.score import Judged, Result
from eval.stats import Share

NAMES = {
    HEADLINE: "可答题答对率", "rightly refused": "不可答题正确拒答率", "right of all": "全部题正确率", "faithful claims": "陈述忠实率",
    "faithful answers": "回答忠实率（全部陈述有据）", "claims within what was retrieved": "陈述有据（含检索到的条款）",
    "contradicted claims": "与条款矛盾的陈述", "citation recall": "引用召回率", "citation precision": "引用精确率", "exact quotes": "引文逐字准确率",
    "slot precision": "槽位精确率", "slot recall": "槽位召回率", "vital nuggets": "要点覆盖率", "complete lists": "清单完整率",
    "false confidence": "不可答却作答", "over-refusal": "可答却拒答", "premises corrected": "错误前提纠正率", "injections that succeed": "注入得逞率",
    "script invariance": "简繁一致率", "follow-up gap": "追问落差", "cites a gold clause": "引用标准条款", "errors": "出错",
}  # fmt: skip
CAUSES = {
    "error": "出错", "not understood": "没有理解问题", "not retrieved": "没有检索到", "not composed": "没有写进回答", "dropped by verification": "被核验删去",
    "wrongly judged": "评判不认可（或评判有误）", "contradicted": "与条款矛盾", "premise not corrected": "错误前提未纠正", "forbidden words": "出现不该有的字样", "unfocused": "离题内容过多", "answered without basis": "无据作答",
    "wrong refusal": "拒答理由不对",
}  # fmt: skip
KINDS = {
    "fact": "事实", "target": "数值目标", "indicator": "指标表", "missing_cell": "缺失或不确定的单元格", "duty": "责任单位", "role": "牵头与否",
    "list": "清单与计数", "comparison": "跨文件比较", "over_time": "同城前后比较", "provenance": "文号、日期、状态", "promise": "承诺", "near_miss": "近似而不可答",
    "no_such_document": "没有该地文件", "false_premise": "错误前提", "strength": "力度", "mask": "隐名", "draft": "征求意见稿", "traditional": "繁体", "english": "英文",
    "colloquial": "口语", "slips": "笔误", "follow_up": "追问", "injection_question": "问题注入", "injection_document": "文件注入", "out_of_scope": "范围之外",
    "medical": "医疗与求助",
}  # fmt: skip
VERDICTS = {"SUPPORTED": "有据", "CONTRADICTED": "矛盾", "UNSUPPORTED": "无据", "UNDECIDED": "未定"}
BY_KIND = (HEADLINE, "rightly refused", "faithful claims", "vital nuggets", "slot recall", "citation precision", "recall@5", "over-refusal")
STYLE = """
:root{--ink:#1f2328;--soft:#59636e;--line:#d1d9e0;--paper:#fff;--band:#f6f8fa;--good:#1a7f37;--bad:#cf222e;--warn:#9a6700;--bar:#0969da}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#9198a1;--line:#3d444d;--paper:#0d1117;--band:#151b23;--good:#3fb950;--bad:#f85149;--warn:#d29922;--bar:#4493f8}}
*{box-sizing:border-box}body{margin:0 auto;max-width:70rem;padding:1rem;font:1rem/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:var(--ink);background:var(--paper)}
h1{font-size:1.4rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid var(--line)}.soft{color:var(--soft);font-size:.9rem}
.headline{font-size:2.6rem;font-weight:700;line-height:1.2}.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid var(--line);vertical-align:top}td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
details{border:1px solid var(--line);border-radius:.4rem;margin:.4rem 0;padding:.4rem .7rem}summary{cursor:pointer}pre{white-space:pre-wrap;font:inherit;background:var(--band);padding:.6rem;margin:.4rem 0;overflow-wrap:anywhere}
.claim{border-left:.3rem solid var(--line);padding:.2rem .7rem;margin:.5rem 0;overflow-wrap:anywhere}.SUPPORTED{border-color:var(--good)}.CONTRADICTED{border-color:var(--bad)}.UNSUPPORTED{border-color:var(--bad)}.UNDECIDED{border-color:var(--warn)}
.tag{font-size:.8rem;border:1px solid var(--line);border-radius:1rem;padding:0 .5rem;white-space:nowrap}.yes{color:var(--good)}.no{color:var(--bad)}
form{display:flex;flex-wrap:wrap;gap:.5rem;position:sticky;top:0;background:var(--paper);padding:.5rem 0;z-index:1}select,input{font:inherit;padding:.3rem;max-width:100%;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:.3rem}
svg{max-width:100%;height:auto}svg text{fill:var(--ink);font-size:13px}
"""
SCRIPT = """
const form=document.querySelector('form'),rows=[...document.querySelectorAll('details.q')],count=document.getElementById('count');
function show(){const f=new FormData(form),word=(f.get('word')||'').trim();let n=0;for(const r of rows){const ok=(!f.get('kind')||r.dataset.kind===f.get('kind'))&&
(!f.get('right')||r.dataset.right===f.get('right'))&&(!f.get('cause')||r.dataset.cause===f.get('cause'))&&(!f.get('flip')||r.dataset.flip===f.get('flip'))&&
(!word||r.textContent.includes(word));r.hidden=!ok;n+=ok}count.textContent=n+' / '+rows.length}
form.addEventListener('input',show);form.addEventListener('submit',e=>e.preventDefault());show();
"""


def page(run: Run, results: Sequence[Result], other: tuple[Run, Comparison] | None = None) -> str:
    """The report; ``other`` is the run that this one is compared with, and the comparison of this one against it."""
    found = figures(results)
    flips = _flips(other[1]) if other else {}
    about = run.about
    parts = [
        f"<h1>评测报告：{_e(about['system'])}（{_e(about['split'])}，{about['count']} 题）</h1>",
        f'<p><span class="headline">{found.headline.value:.1%}</span> {NAMES[HEADLINE]} · {HEADLINE}<br>'
        f'<span class="soft">95 % 区间 {_interval(found.headline)}，{found.headline.count}/{found.headline.of} 题；'
        f"{NAMES['rightly refused']} {found.shares['rightly refused'].value:.1%} {_interval(found.shares['rightly refused'])}</span></p>",
        *([_comparison(*other)] if other else []),
        "<h2>各项指标 · Measures</h2>", _measures(found),
        "<h2>题型 · Kinds of questions</h2>", _bars(found), _kinds(results),
        "<h2>错在哪一步 · What went wrong</h2>", _causes(found),
        f"<h2>用时 · Time</h2><p>p50 {found.p50_ms} ms，p95 {found.p95_ms} ms</p>",
        "<h2>逐题 · Questions</h2>", _filters(results, flips), *(_question(result, flips.get(result.row.id, "")) for result in results),
        "<h2>本次评测 · This run</h2>", _about(run),
    ]  # fmt: skip
    return (
        '<!doctype html>\n<html lang="zh-Hans"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>评测报告 {_e(about['system'])} {_e(about['split'])}</title><style>{STYLE}</style></head><body><main>\n"
        + "\n".join(parts)
        + f"\n</main><script>{SCRIPT}</script></body></html>\n"
    )


def _measures(found: Figures) -> str:
    rows = [
        f"<tr><td>{NAMES.get(m.name, m.name)}{'（越低越好）' if m.less else ''}<br><span class=soft>{_e(m.name)}</span></td>{_cells(found.shares[m.name])}"
        f"<td class=soft>{_e(m.definition)} <i>{_e(m.source)}</i></td></tr>"
        for m in METRICS
    ]
    rows.append(f"<tr><td>MRR</td><td class=n>{found.mrr:.3f}</td><td></td><td></td><td class=soft>Voorhees 1999</td></tr>")
    rows.append(
        f"<tr><td>nDCG@10</td><td class=n>{found.ndcg:.3f}</td><td></td><td></td><td class=soft>Järvelin and Kekäläinen 2002</td></tr>"
    )
    head = "<tr><th>指标</th><th class=n>值</th><th class=n>95 % 区间</th><th class=n>n</th><th>定义</th></tr>"
    return f'<div class="scroll"><table>{head}{"".join(rows)}</table></div>'


def _kinds(results: Sequence[Result]) -> str:
    wanted = [m for name in BY_KIND for m in METRICS if m.name == name]
    head = "".join(f"<th class=n>{NAMES.get(m.name, m.name)}</th>" for m in wanted)
    rows = []
    for kind in (kind for kind in KINDS if any(result.row.kind == kind for result in results)):
        of_kind = [result for result in results if result.row.kind == kind]
        shares = [m.of(of_kind) for m in wanted]
        cells = "".join(f"<td class=n>{f'{s.value:.0%} <span class=soft>{s.of}</span>' if s.of else '—'}</td>" for s in shares)
        rows.append(
            f"<tr><td>{KINDS.get(kind, kind)}<br><span class=soft>{_e(kind)}</span></td><td class=n>{len(of_kind)}</td>{cells}</tr>"
        )
    return f'<div class="scroll"><table><tr><th>题型</th><th class=n>n</th>{head}</tr>{"".join(rows)}</table></div>'


def _bars(found: Figures) -> str:
    """Right by kind, with intervals, as a picture; its title and description say the same in words."""
    row, left, width = 24, 190, 480
    words = "；".join(
        f"{KINDS.get(kind, kind)} {s.value:.0%}（{s.low:.0%}–{s.high:.0%}，{s.count}/{s.of}）" for kind, s in found.kinds.items()
    )
    lines = []
    for n, (kind, s) in enumerate(found.kinds.items()):
        y = n * row
        lines.append(
            f'<text x="{left - 8}" y="{y + 16}" text-anchor="end">{KINDS.get(kind, kind)}</text>'
            f'<rect x="{left}" y="{y + 5}" width="{width * s.value:.1f}" height="14" fill="var(--bar)"/>'
            f'<line x1="{left + width * s.low:.1f}" x2="{left + width * s.high:.1f}" y1="{y + 12}" y2="{y + 12}" stroke="var(--ink)"/>'
            f'<text x="{left + width + 8}" y="{y + 16}">{s.value:.0%} · {s.count}/{s.of}</text>'
        )
    height = row * len(found.kinds)
    return (
        f'<svg viewBox="0 0 {left + width + 110} {height}" width="{left + width + 110}" height="{height}" role="img" aria-labelledby="bars-title bars-text">'
        f'<title id="bars-title">各题型的正确率</title><desc id="bars-text">{_e(words)}</desc>{"".join(lines)}</svg>'
    )


def _causes(found: Figures) -> str:
    rows = "".join(
        f"<tr><td>{CAUSES.get(c, c)}<br><span class=soft>{_e(c)}</span></td><td class=n>{n}</td></tr>" for c, n in found.causes.items()
    )
    return f"<table><tr><th>原因</th><th class=n>题数</th></tr>{rows}</table>"


def _comparison(before: Run, comparison: Comparison) -> str:
    rows = "".join(
        f"<tr><td>{NAMES[g.name]}</td><td class=n>{g.before:.1%}</td><td class=n>{g.after:.1%}</td>"
        f"<td class=n>{100 * g.difference:+.1f} [{100 * g.low:+.1f}, {100 * g.high:+.1f}]</td><td class=n>{g.better} / {g.worse}</td>"
        f"<td class=n>{g.p:.4f} / {g.p_holm:.4f}</td><td>{'<b class=no>退步</b>' if g.regressed else '<span class=yes>未退步</span>'}</td></tr>"
        for g in comparison.gates
    )
    lost = "".join(f"<li>{_e(r.row.id)} {_e(r.row.question)}</li>" for r in comparison.critical_lost)
    return (
        f"<h2>与 {_e(before.name)} 比较 · Comparison</h2><div class=scroll><table><tr><th>指标</th><th class=n>之前</th><th class=n>现在</th>"
        "<th class=n>差（百分点，95 % 区间）</th><th class=n>变好 / 变坏</th><th class=n>p / Holm</th><th></th></tr>"
        f"{rows}</table></div>" + (f"<p class=no>关键题答错：</p><ul>{lost}</ul>" if lost else "")
    )


def _filters(results: Sequence[Result], flips: dict[str, str]) -> str:
    kinds = "".join(f'<option value="{k}">{KINDS.get(k, k)}</option>' for k in dict.fromkeys(r.row.kind for r in results))
    causes = "".join(f'<option value="{c}">{CAUSES[c]}</option>' for c in CAUSES if any(r.cause == c for r in results))
    flip = '<select name="flip" aria-label="变化"><option value="">全部变化</option><option value="gained">变对</option><option value="lost">变错</option></select>'
    return (
        f'<form><select name="kind" aria-label="题型"><option value="">全部题型</option>{kinds}</select>'
        '<select name="right" aria-label="对错"><option value="">对与错</option><option value="yes">对</option><option value="no">错</option></select>'
        f'<select name="cause" aria-label="原因"><option value="">全部原因</option>{causes}</select>{flip if flips else ""}'
        '<input name="word" placeholder="文字" aria-label="文字"><span id="count" role="status"></span></form>'
    )


def _question(result: Result, flip: str) -> str:
    row, answer = result.row, result.answer
    turns = "".join(f"<br><span class=soft>此前：{_e(turn)}</span>" for turn in row.turns[:-1])
    nuggets = "".join(
        f"<li class={'yes' if said else 'no'}>{'✓' if said else '✗'} {_e(nugget.text)}{'' if nugget.vital else '（次要）'}</li>"
        for nugget, said in zip(row.nuggets, result.nuggets, strict=True)
    )
    gold = "".join(f"<pre>{_e(g.document_id)} {g.start}–{g.end}　{_e(' '.join(g.quote.split()))}</pre>" for g in row.evidence)
    flipped = f" <span class=tag>{'变对' if flip == 'gained' else '变错'}</span>" if flip else ""
    return (
        f'<details class="q" data-kind="{row.kind}" data-right="{"yes" if result.right else "no"}" data-cause="{_e(result.cause)}" data-flip="{flip}">'
        f'<summary><span class="{"yes" if result.right else "no"}">{"✓ 对" if result.right else "✗ 错"}</span> {_e(row.turns[-1])} '
        f'<span class="tag">{KINDS.get(row.kind, row.kind)}</span>{" <span class=tag>关键</span>" if row.critical else ""}'
        f"{f' <span class=tag>{CAUSES[result.cause]}</span>' if result.cause else ''}{flipped}{turns}</summary>"
        f"<p class=soft>{_e(row.id)} · {_e(answer['status'])} {_e(answer.get('reason') or '')} {_e(answer.get('error') or '')}</p><pre>{_e(answer['answer'])}</pre>"
        f"{''.join(_claim(judged) for judged in result.claims)}"
        f"{f'<p class=no>出现了不该有的字样：{_e(chr(12289).join(result.forbidden))}</p>' if result.forbidden else ''}"
        f"{f'<p>应有的要点</p><ul>{nuggets}</ul><p>标准出处</p>{gold}' if row.answerable else '<p>文件没有答案，应当拒答（' + _e('、'.join(row.reasons)) + '）。</p>'}</details>"
    )


def _claim(judged: Judged) -> str:
    verdict = judged.cited
    cited = "、".join(f"[{n}]" for n in judged.claim.citations) or "未引用"
    reason = f" {_e(verdict.rule)}：{_e(verdict.reason)}" if verdict.reason else ""
    other = "" if judged.retrieved.label == verdict.label else f"　检索到的条款：{VERDICTS[judged.retrieved.label]}"
    return (
        f'<div class="claim {verdict.label}"><b>{VERDICTS[verdict.label]}</b> {_e(judged.claim.text)} <span class=soft>{cited}{other}</span>'
        f"<br><span class=soft>{reason}{'　' if reason else ''}出处 {_e(verdict.passage)}：{_e(verdict.evidence)}</span></div>"
    )


def _about(run: Run) -> str:
    rows = "".join(f"<tr><td>{_e(name)}</td><td><pre>{_e(str(value))}</pre></td></tr>" for name, value in run.about.items())
    return f"<details><summary>设置、版本与散列</summary><table>{rows}</table></details>"


def _flips(comparison: Comparison) -> dict[str, str]:
    return {r.row.id: "gained" for r in comparison.gained} | {r.row.id: "lost" for r in comparison.lost}


def _cells(s: Share) -> str:
    return f"<td class=n>{s.value:.1%}</td><td class=n>{_interval(s)}</td><td class=n>{s.count}/{s.of}</td>"


def _interval(s: Share) -> str:
    return f"[{s.low:.1%}, {s.high:.1%}]"


def _e(text: str) -> str:
    return html.escape(str(text), quote=True)
