"""Lines that a layout broke joined to paragraphs, and cells to table rows: what the readers of all formats share. Pure.

"到2030年，居民健康素养水平" and "达到35%以上。" are one paragraph; "（一）总体要求" begins another.
"""

import re
from collections.abc import Sequence

from index.markers import marker

STOPS = ("。", "；", "：", "！", "？", "!", ";", ":", "?")
_WIDE = r"[⺀-〿㐀-鿿豈-﫿︰-﹏！-｠\U00020000-\U0003ffff‘’“”…—]"
# With all that str.splitlines() takes for the end of a line.
_SPACE = re.compile(r"[ \t\n\r\f\v\x1c-\x1e\x85\xa0\u2028\u2029]+")


def is_wide(char: str) -> bool:
    """Whether a character is Han or a full-width sign, beside which a line break or a gap is no space."""
    return re.match(_WIDE, char) is not None


def glue(first: str, second: str) -> str:
    """Two lines of one paragraph as one: Latin words stay apart, all else follows on."""
    space = " " if re.match(r"[A-Za-z,.]", first[-1:]) and re.match(r"[A-Za-z]", second) else ""
    return first + space + second


def soft_breaks(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a text with line breaks set by hand: a line goes on unless it ends or the next begins a statement."""
    joined: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        if joined and not joined[-1].endswith(STOPS) and marker(line) is None:
            joined[-1] = glue(joined[-1], line)
        else:
            joined.append(line)
    return joined


def spaced(text: str) -> str:
    """A text with each run of spaces, tabs and line ends one space; the full-width space, which is meant, stays."""
    return _SPACE.sub(" ", text).strip()


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows of a table as lines with tabs between the cells; rows and right-hand columns without any text are left out.

    A table of one column is no table: its cells become plain lines.
    """
    cells = [[spaced(cell) for cell in row] for row in rows]
    width = max((at + 1 for row in cells for at, cell in enumerate(row) if cell), default=0)
    return ["\t".join(row[:width] + [""] * (width - len(row))) for row in cells if any(row)]
