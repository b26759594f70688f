"""The lines of a PDF's pages made paragraphs: what repeats on the pages left out, what the layout broke joined. Pure.

A line that ends before the right margin ends its paragraph. One that fills its line goes on in the next, over the end of
the page too, unless the next is indented as paragraphs begin in that document.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index.markers import marker
from index.paragraphs import STOPS, glue, is_wide, spaced
from index.pdf_page import Box, Char

EDGE = 0.12
"""The share of a page's height, above and below, where running headers and page numbers stand."""
REPEATED = 0.4
"""The share of pages on which a running header stands; left and right pages may have each their own."""
MARGIN = 2.0
"""In letters: a line may end that much before the right margin, since no line begins with a stop or splits a number."""
WITHIN = 0.7
"""The share of a page's width that a line must reach to show where its right margin is."""
INDENT = (1.2, 3.2)
"""In letters: how much the first line of a paragraph is set in; two by GB/T 9704."""
# By its dashes or words even where it stands once; a bare number only where it repeats, as it may be the cell of a table.
_PAGE_NUMBER = re.compile(r"[-—–－]\s*\d{1,4}\s*[-—–－]|第?\s*\d{1,4}\s*页(?:[/／,，\s]*共\s*\d{1,4}\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page, or a table in its place (``rows``); ``page`` counts from 0, ``depth`` is its share of the height."""

    page: int
    text: str
    box: Box
    size: float
    depth: float
    width: float
    """Of the page."""
    rows: tuple[str, ...] = ()


def line_of(page: int, chars: Sequence[Char], width: float, height: float) -> Line | None:
    """The line that characters make, if any can be seen."""
    seen = [char for char in chars if not char.text.isspace()]
    if not seen:
        return None
    text = "".join("" if _is_justification(chars, at) else char.text for at, char in enumerate(chars))
    edges = zip(*((c.box.left, c.box.top, c.box.right, c.box.bottom) for c in seen), strict=True)
    lefts, tops, rights, bottoms = edges
    box = Box(min(lefts), min(tops), max(rights), max(bottoms))
    size = sorted(char.size for char in seen)[len(seen) // 2]
    return Line(page, spaced(text), box, size, box.middle[1] / max(height, 1.0), width)


def without_running(lines: Sequence[Line], pages: int) -> list[Line]:
    """The lines without page numbers, and without those that stand at the same edge of most pages."""
    seen = {(line.page, place) for line in lines if (place := _place(line))}
    pages_with = Counter(place for _, place in seen)
    often = max(2.0, REPEATED * pages)
    return [line for line in lines if not ((place := _place(line)) and (pages_with[place] >= often or _PAGE_NUMBER.fullmatch(line.text)))]


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs of the lines of all pages, and the rows of their tables."""
    margins = {width: _margins([line for line in lines if line.width == width]) for width in {line.width for line in lines}}
    found: list[str] = []
    before: Line | None = None
    for line in lines:
        if line.rows:
            found += line.rows
        elif before and not before.rows and before.width == line.width and _goes_on(before, line, margins[line.width]):
            found[-1] = glue(found[-1], line.text)
        else:
            found.append(line.text)
        before = line
    return found


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float
    indents: bool
    """Whether paragraphs begin with an indent."""


def _margins(lines: Sequence[Line]) -> _Margins:
    """Where the lines of the pages of one width begin and end: those that are long show it, whatever is centred or short."""
    texts = [line for line in lines if not line.rows]
    longest = max((line.box.right - line.box.left for line in texts), default=0.0)
    long = [line for line in texts if line.box.right - line.box.left > 0.8 * longest and line.box.right > WITHIN * line.width]
    if not long:
        return _Margins(0.0, float("inf"), indents=False)
    right = sorted(line.box.right for line in long)[-1 - len(long) // 10]
    left = sorted(line.box.left for line in long)[len(long) // 10]
    first = [b for a, b in itertools.pairwise(texts) if a.box.right < right - MARGIN * a.size and b in long]
    set_in = sum(INDENT[0] <= (line.box.left - left) / line.size <= INDENT[1] for line in first)
    return _Margins(left, right, indents=2 * set_in > len(first))


def _goes_on(line: Line, following: Line, margins: _Margins) -> bool:
    """Whether the paragraph of a line goes on in the following one."""
    if line.box.right < margins.right - MARGIN * line.size or abs(line.size - following.size) > 0.15 * line.size:
        return False
    if margins.indents:
        return following.box.left < margins.left + INDENT[0] * following.size
    return not line.text.endswith(STOPS) and marker(following.text) is None


def _place(line: Line) -> tuple[str, int] | None:
    """What a line at the edge of a page says but for its digits, and how far down it stands; None in the middle of the page."""
    if line.rows or EDGE < line.depth < 1 - EDGE:
        return None
    return re.sub(r"\d+", "#", re.sub(r"\s", "", line.text)), round(line.box.top / 3)


def _is_justification(chars: Sequence[Char], at: int) -> bool:
    """Whether a character is a space that pdfium made of the gap between letters of a justified line of Chinese."""
    if not chars[at].generated or not 0 < at < len(chars) - 1:
        return False
    before, after = chars[at - 1], chars[at + 1]
    return (is_wide(before.text) or is_wide(after.text)) and after.box.left - before.box.right < 0.9 * before.size
