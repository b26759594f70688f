"""Lists and counts that the build of a document answers: its actions, tasks, principles, parts; the rows of its table of one nature.

"嘉兴2024年的意见安排了几个行动" counts the headings under 重点任务 that end in 行动 and names them; "约束性指标有几个" counts rows.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answers import Question
from assistant.statements import Found, Span, Statement, span
from index.documents import Clause, Indicator
from index.folding import fold_text
from index.library import Library
from index.lines import sentences

# What is counted, and the classifiers that go with it.
_ASKS = re.compile(r"(?:哪|几|多少|列|分成|包括|都有)[几些个]?[大]?(?:个|项|条|类|种|部分|方面|章)?")
_NOUN = re.compile(r"行动|工程|任务|大类|原则|部分|措施|方面|条|项|章")
_DOING = re.compile(r"^(?:实施|开展|推进|加强|完善)(?=.{4})")
_NATURE = re.compile(r"约束性|预期性")
_NUMBERING = re.compile(r"^[（(]?(?:[一二三四五六七八九十]+|\d+)[）)、.．]\s*|^第[一二三四五六七八九十]+[章节条]\s*")
LEAST_CHILDREN, MOST_CHILDREN = 2, 40
LEAST_SCORE = 1.0


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading, or the document itself, with what stands directly under it: titles, each with its first clause."""

    title: str
    children: tuple[tuple[str, Clause], ...]


def structure(question: Question, library: Library) -> Found | None:
    """The list or count that a question asks of a document's build; None where it asks for none."""
    asked = fold_text(question.asked)
    if not question.documents or not _ASKS.search(asked):
        return None
    if nature := _NATURE.search(asked):
        return _rows(question, library, nature.group())
    value = re.search(r"[“\"「]([^”\"」]{3,})[”\"」]", question.asked)
    if value and (found := _rows_with(question, library, value[1])):
        return found
    asks = _ASKS.search(asked)
    noun = _NOUN.search(asked, asks.start() if asks else 0) or _NOUN.search(asked)
    if noun is None:
        return None
    best = max(
        ((_score(part, noun.group(), question), n, part) for n, part in enumerate(_parts(question, library))),
        key=lambda item: (item[0], -item[1]),
        default=None,
    )
    if best is None or best[0] < LEAST_SCORE:
        return None
    return _listed(best[2], noun.group())


def _parts(question: Question, library: Library) -> list[_Part]:
    """All headings of the documents asked about with what is directly under them, outermost first."""
    found: list[_Part] = []
    for id in question.documents or ():
        clauses = library.store.clauses([*library.store.span(id)])
        groups: dict[tuple[str, ...], dict[str, Clause]] = {}
        for clause in clauses:
            if clause.kind == "table":
                continue
            names = (*clause.path, clause.title) if clause.title else clause.path
            for depth in range(len(names)):
                groups.setdefault(names[:depth], {}).setdefault(names[depth], clause)
        about = library.abouts()[id]
        found += [
            _Part(path[-1] if path else about.title, tuple(children.items()))
            for path, children in sorted(groups.items(), key=lambda item: len(item[0]))
            if LEAST_CHILDREN <= len(children) <= MOST_CHILDREN
        ]
    return found


def _score(part: _Part, noun: str, question: Question) -> float:
    """How surely a question asks for the children of a heading: their names end in what is counted, and it names the heading."""
    title, plain = fold_text(part.title), _DOING.sub("", fold_text(_plain(part.title)).replace('"', ""))
    wanted = [fold_text(child) for child, _ in part.children]
    of_kind = sum(noun in child[-14:] or noun in child[:3] for child in wanted) / len(wanted)
    asked = fold_text(question.asked)
    named = (
        1.5 if len(plain) > 3 and plain in asked.replace('"', "") else sum(term in title for term in question.terms if len(term) > 1) / 3
    )
    if noun in ("条", "项", "部分", "方面", "任务", "措施", "大类", "章", "原则") and noun not in title:
        return named if named >= 1.0 else 0.0
    if noun in ("原则", "任务", "措施") and noun in title:
        return named + 1.0
    return named + (1.0 if of_kind > 0.7 else 0.0) if of_kind > 0.7 else 0.0


def _listed(part: _Part, noun: str) -> Found:
    wanted = [(child, clause) for child, clause in part.children if noun in fold_text(child)] or list(part.children)
    counted = wanted if len(wanted) > 0.7 * len(part.children) or noun not in ("条", "项") else list(part.children)
    spans = [_opening(clause) for _, clause in counted]
    unit = noun if noun in ("条", "项", "大类", "章") else f"个{noun}" if noun in ("行动", "工程", "部分", "方面") else f"项{noun}"
    return _counted(f"「{_plain(part.title)}」下共有 {len(counted)} {unit}：", [_plain(child) for child, _ in counted], spans)


def _rows(question: Question, library: Library, nature: str) -> Found | None:
    rows = library.store.indicators(question.documents)
    every = [row for row in rows if row.nature]
    mine = [row for row in every if row.nature == nature]
    if not mine:
        return None
    return _counted_rows(library, f"{nature}指标共 {len(mine)} 项（核对了表中全部 {len({row.number for row in every})} 个指标）：", mine)


def _rows_with(question: Question, library: Library, words: str) -> Found | None:
    """The rows of a table that have some words for a value."""
    mine = [row for row in library.store.indicators(question.documents) if any(fold_text(words) == fold_text(v.text) for v in row.values)]
    if not mine:
        return None
    return _counted_rows(library, f"写作“{words}”的指标共 {len(mine)} 项：", mine)


def _counted_rows(library: Library, head: str, rows: Sequence[Indicator]) -> Found:
    return _counted(head, [row.name for row in rows], [span(library, row.clause_id, row.start, row.end) for row in rows])


def _counted(head: str, names: Sequence[str], spans: Sequence[Span]) -> Found:
    """A count over spans, and what it counts as a numbered list."""
    items = (Statement(text=f"{n}. {name}", spans=(at,)) for n, (name, at) in enumerate(zip(names, spans, strict=True), 1))
    return Found(statements=(Statement(text=head, spans=tuple(spans), counted=True), *items))


def _opening(clause: Clause) -> Span:
    """The first sentence of a clause, with its span."""
    first = next(iter(sentences(clause.text)), (0, len(clause.text)))
    return clause, clause.start + first[0], clause.start + first[1]


def _plain(title: str) -> str:
    """A title without its numbering."""
    return _NUMBERING.sub("", title).strip(" 。:：")
