"""An answer as HTML: its sentences with [n] links, and below them a card for each clause that opens on a click.

The card of `jiaxing-2030/五/(二)/2` shows 《“健康嘉兴2030”行动纲要》, 现行, the headings above the clause, the whole clause
with "到2030年,15岁以上人群吸烟率降低到20%以下…" in a <mark>, its id and its place in the source. Pure.

Everything that comes from a document or a reader is escaped. The HTML holds no line break, so that the Markdown reader
of the chat takes it for one block and leaves the stars and dollar signs of the documents alone.
"""

import re
from collections.abc import Callable, Collection, Iterator
from html import escape
from itertools import pairwise

from assistant.answers import Answer, Citation
from index.documents import Clause

Header = Callable[[Clause], str]
"""The words of the header of the table that a row belongs to; "" where it has none."""

NOT_AN_ANSWER = "未作为答案"
_SENTENCE = re.compile(r"[^。！？；;\n]*(?:[。！？；;]+[”’」』）)]*|\n|$)(?:\[\d+\])*\n*")
_MARK = re.compile(r"\[(\d+)\]")


def asked(text: str) -> str:
    """A reader's own words."""
    return _block("asked", _text(text))


def said(text: str) -> str:
    """A message of ours without a source: a fault, or that the search goes on."""
    return _block("said", _text(text))


def partial(answer: Answer, name: str) -> str:
    """What a model has said so far and stands; its clauses come when it is whole."""
    return _block(answer.status, _understood(answer) + _linked(answer.answer, {citation.n for citation in answer.citations}, name))


def answered(answer: Answer, name: str, header: Header) -> Iterator[str]:
    """An answer sentence by sentence, and at last the cards of its clauses; a model's, which grew on the page, at once.

    Args:
        answer: what the assistant said.
        name: tells this answer's links from those of the others on the page.
        header: finds the header of a table's row, without which its figures say little.
    """
    before = _understood(answer) + (_block("notice", _text(answer.notice)) if answer.notice else "")
    numbers = {citation.n for citation in answer.citations}
    text = ""
    words = _without_listing(answer)
    for sentence in [words] if answer.mode == "model" else _sentences(words):
        text += sentence
        yield _block(answer.status, before + _linked(text, numbers, name))
    shown = [card(citation, f"{name}-{citation.n}", header, answers=True) for citation in answer.citations]
    shown += [card(citation, f"{name}-near-{citation.n}", header, answers=False) for citation in answer.nearest]
    if shown:
        yield _block(answer.status, before + _linked(text, numbers, name) + _block("cards", "".join(shown)))


def _understood(answer: Answer) -> str:
    understood = answer.standalone_question
    return f'<div class="understood">（理解为：{_text(understood)}）</div>' if understood != answer.question else ""


def card(citation: Citation, name: str, header: Header, *, answers: bool) -> str:
    """A clause that opens on a click, with the quote marked in it; one that does not answer says so and marks nothing."""
    clause, about = citation.clause, citation.about
    place = " › ".join([*clause.path, *([clause.title] if clause.title else [])])
    head = [
        f'<b class="n">[{citation.n}]</b>' if answers else "",
        f'<span class="title">《{_text(about.title)}》</span>',
        _label("draft" if about.is_draft else "status", about.status),
        _label("aside", "" if answers else NOT_AN_ANSWER),
        f'<span class="place">{_text(place)}</span>',
    ]
    columns = header(clause) if clause.kind == "table" else ""
    body = [
        _block("header", "表头：" + _text(columns, cells=True)) if columns else "",
        f'<blockquote class="{clause.kind}">{_clause(citation, marked=answers)}</blockquote>',
        _block("source", _source(citation)),
    ]
    kind = "cited" if answers else "near"
    return f'<details id="{name}" class="{kind}"><summary>{"".join(head)}</summary>{"".join(body)}</details>'


def _clause(citation: Citation, *, marked: bool) -> str:
    """The whole clause as the source has it: the quote in <mark>, the noise of a crawler in <s>."""
    clause = citation.clause
    noise = [(span.start, span.end, span.reason) for span in clause.noise]
    quote = (citation.start, citation.end) if marked else (clause.start, clause.start)
    cuts = sorted({clause.start, clause.end, *quote, *(at for start, end, _ in noise for at in (start, end))})
    cuts = [at for at in cuts if clause.start <= at <= clause.end]
    out = []
    for start, end in pairwise(cuts):
        piece = _text(clause.text[start - clause.start : end - clause.start], cells=clause.kind == "table")
        reason = next((why for first, last, why in noise if first <= start and end <= last), None)
        piece = piece if reason is None else f'<s title="原文杂字：{_text(reason)}">{piece}</s>'
        out.append(f"<mark>{piece}</mark>" if quote[0] <= start and end <= quote[1] else piece)
    return "".join(out).replace("</mark><mark>", "")


def _source(citation: Citation) -> str:
    """Number and date of the document where it has them, the clause's id, and where the quote stands."""
    known = "".join(f"{_text(word)}　" for word in (citation.about.number, citation.about.issued) if word)
    return f"{known}<code>{_text(citation.clause.id)}</code>　原文第 {citation.start}–{citation.end} 字"


def _without_listing(answer: Answer) -> str:
    """The words of an answer without its list of nearest clauses, which become cards."""
    ids = tuple(f"（{citation.clause.id}）" for citation in answer.nearest)
    return "\n".join(line for line in answer.answer.split("\n") if not (ids and line.startswith("·") and line.endswith(ids)))


def _sentences(text: str) -> list[str]:
    """A text cut after each sentence and its [n] marks, with the line breaks that follow."""
    return [piece for piece in _SENTENCE.findall(text) if piece]


def _linked(text: str, numbers: Collection[int], name: str) -> str:
    """The words of an answer, each [n] that has a card a link to it."""

    def link(match: re.Match[str]) -> str:
        n = match[1]
        return f'<a class="cite" href="#{name}-{n}" title="查看出处">[{n}]</a>' if int(n) in numbers else match[0]

    return f'<div class="words">{_MARK.sub(link, _text(text.rstrip()))}</div>'


def _text(text: str, *, cells: bool = False) -> str:
    """Escaped text on one line; blank lines between the cells of a table's row become a rule between them."""
    lines = re.split(r"[\r\n\v\f\x85\u2028\u2029]\s*", text)
    return ('<span class="cell"></span>' if cells else "<br>").join(escape(line) for line in lines)


def _label(name: str, text: str) -> str:
    return f'<span class="{name}">{_text(text)}</span>' if text else ""


def _block(name: str, inner: str) -> str:
    return f'<div class="{name}">{inner}</div>'
