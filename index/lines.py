"""Lines and sentences of a source text, as spans; and the slugs that name unnumbered paragraphs. Pure.

"实施国民营养计划。(责任部门:市卫生计生委)" is two sentences: a bracket that names who is responsible stands by itself.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents import Removed, without_noise

DUTY_WORDS = "责任单位|责任部门|責任單位|責任部門|牵头单位|牽頭單位|配合单位|配合單位|牵头部门|牽頭部門|责任分工|負責單位|负责单位"
_DUTY_OPENING = re.compile(rf"[(（\[［〔【]\s*(?:{DUTY_WORDS})")
_OPENING = re.compile(r"[(（\[［〔【]")
_UNLABELLED = re.compile(
    r"[^。\n]{2,20}(?:委|局|办|厅|部|部门|中心|政府|院|会|团|站|校)[^。\n]*?(?:牵头|牽頭|负责|負責|配合|参与|參與|参加)(?:落实)?$"
)
_LONGEST_BRACKET = 600
_NOT_TABS = " \n\r\f\v\u3000\xa0\u2028\u2029\x1c\x1d\x1e\x85"
_END = re.compile(r"[。！？!?；;]+[”’」』\"）)]*")
_OPEN, _CLOSE = "（(“「『〔[［《〈【", "）)”」』〕]］》〉】"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without the white space around it; ``reading`` is its text without noise."""

    start: int
    end: int
    reading: str


def lines(text: str, removed: Sequence[Removed] = ()) -> list[Line]:
    """The lines that are neither blank nor removed."""
    noise = tuple(span for span in removed if span.kind == "noise")
    gone = [span for span in removed if span.kind != "noise"]
    found, at = [], 0
    for raw in text.splitlines(keepends=True):
        # The tabs of a row are its empty cells: a first cell merged from above must not shift the others.
        space = _NOT_TABS if "\t" in raw.strip() else None
        start, end = at + len(raw) - len(raw.lstrip(space)), at + len(raw.rstrip(space))
        at += len(raw)
        if start < end and not any(span.start <= start and end <= span.end for span in gone):
            inside = tuple(span for span in noise if span.start < end and span.end > start)
            found.append(Line(start=start, end=end, reading=without_noise(text[start:end], start, inside)))
    return found


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a text, parted at 。！？； outside of quotes and brackets; they cover all but white space."""
    spans, at = [], 0
    for end in _ends(text):
        if end > at:
            start = at + len(text[at:end]) - len(text[at:end].lstrip())
            stop = at + len(text[at:end].rstrip())
            if start < stop:
                spans.append((start, stop))
            at = end
    return spans


def duty_brackets(text: str) -> list[tuple[int, int]]:
    """Spans of the brackets that name who is responsible, with what they nest: [责任部门:各区、县(市)政府,各相关部门].

    Those without a label end with what the units do: （省卫生健康委牵头，省医保局配合）.
    """
    found: list[tuple[int, int]] = []
    for match in _OPENING.finditer(text):
        if found and match.start() < found[-1][1]:
            continue
        opening = text[match.start()]
        closing = _CLOSE[_OPEN.index(opening)]
        depth = 0
        for i in range(match.start(), min(len(text), match.start() + _LONGEST_BRACKET)):
            depth += (text[i] == opening) - (text[i] == closing)
            if depth == 0:
                if _DUTY_OPENING.match(text, match.start()) or _UNLABELLED.match(text[match.start() + 1 : i].strip()):
                    found.append((match.start(), i + 1))
                break
    return found


def is_duty_bracket(text: str) -> bool:
    """Whether a text is a duty bracket and nothing else."""
    return duty_brackets(text) == [(0, len(text))]


def closes_with_duty(text: str) -> bool:
    """Whether a text ends with a duty bracket."""
    spans = duty_brackets(text)
    return bool(spans) and not text[spans[-1][1] :].strip(" 。;；")


def _ends(text: str) -> Iterator[int]:
    brackets = {i for span in duty_brackets(text) for i in span}
    stops = {m.end() for m in _END.finditer(text) if _balanced(text, m.start())} | brackets
    yield from sorted(stops | {i for i, c in enumerate(text) if c == "\n"} | {len(text)})


def _balanced(text: str, at: int) -> bool:
    """Whether no bracket or quote of the same line is open at a position (one that never closes does not count)."""
    line_start = text.rfind("\n", 0, at) + 1
    line_end = text.find("\n", at)
    rest = text[at : line_end if line_end >= 0 else len(text)][:200]
    depth: list[str] = []
    for c in text[max(line_start, at - 400) : at]:
        if c in _OPEN:
            depth.append(_CLOSE[_OPEN.index(c)])
        elif depth and c == depth[-1]:
            depth.pop()
        elif c in depth:
            del depth[depth.index(c) :]
    return not any(c in rest for c in depth)


def slug(reading: str, length: int = 12) -> str:
    """A name for an unnumbered paragraph, from its opening words: readable, and the same wherever the paragraph stands."""
    opening = re.split(r"[。！？!?；;：:]", reading.strip(), maxsplit=1)[0]
    return re.sub(r"[^\w‰%]", "", opening if len(opening) > 3 else reading)[:length] or "段"


def pieces(text: str, start: int, end: int, longest: int) -> list[tuple[int, int]]:
    """A span in pieces of about equal length, none longer than `longest`, parted at sentences where there are any."""
    if end - start <= longest:
        return [(start, end)]
    count = -(-(end - start) // longest)
    goal = (end - start) / count
    bounds = [start + b for _, b in sentences(text[start:end])]
    cuts, at = [], start
    for stop in [*bounds, end]:
        while stop - at > longest:
            reachable = [b for b in bounds if at < b <= at + longest]
            cut = min(reachable, key=lambda b: abs(b - at - goal)) if reachable else at + longest
            cuts.append((at, cut))
            at = cut
    cuts.append((at, end))
    trimmed = ((a + len(text[a:b]) - len(text[a:b].lstrip()), a + len(text[a:b].rstrip())) for a, b in cuts)
    return [(a, b) for a, b in trimmed if a < b]
