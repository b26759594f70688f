"""Where a ruled table stands on a page of a PDF, and its rows. pdfplumber finds the lines, the words come from pdfium.

pdfplumber gives a cell over two rows once, with None below it: that is the empty cell of the rows to come.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pdfplumber.page import Page as RuledPage

from index.paragraphs import glue, is_wide
from index.pdf_page import Box, Char

LONGEST_CELL = 1000
"""Characters; a frame with a longer cell is drawn around text that is no table."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The place of a table, and the cells of its rows; None where a cell from the left or from above goes on."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


def grids(page: RuledPage) -> list[Grid]:
    """The tables of a page that have at least two rows and two columns."""
    left, top = page.bbox[:2]

    def shown(box: tuple[float, float, float, float]) -> Box:
        return Box(box[0] - left, box[1] - top, box[2] - left, box[3] - top)

    found = []
    for table in page.find_tables():
        rows = tuple(tuple(shown(cell) if cell else None for cell in row.cells) for row in table.rows)
        if len(rows) >= 2 and max(map(len, rows)) >= 2:
            found.append(Grid(shown(table.bbox), rows))
    return found


def rows_of(grid: Grid, chars: Sequence[Char]) -> list[list[str]] | None:
    """The words of a table's cells, from the characters that lie in it; None where it is a frame around running text."""
    cells = [cell for row in grid.rows for cell in row if cell]
    inside: dict[Box, list[Char]] = {cell: [] for cell in cells}
    for char in chars:
        inside[min(cells, key=lambda cell: _distance(cell, char.box))].append(char)
    texts = {cell: _text(cell, held) for cell, held in inside.items()}
    if max(map(len, texts.values())) > LONGEST_CELL or sum(map(bool, texts.values())) < 3:
        return None
    return [[texts[cell] if cell else "" for cell in row] for row in grid.rows]


def _distance(cell: Box, box: Box) -> float:
    x, y = box.middle
    return max(cell.left - x, 0, x - cell.right) + max(cell.top - y, 0, y - cell.bottom)


def _text(cell: Box, chars: Sequence[Char]) -> str:
    """The words of a cell; a line that reaches its right edge goes on in the next, others are parted by a space."""
    text, before = "", None
    for char in chars:
        if before and not char.text.isspace() and abs(char.box.middle[1] - before.box.middle[1]) > char.size / 2:
            full = cell.right - before.box.right < 2 * char.size
            text = glue(text.rstrip(), char.text) if full else f"{text} {char.text}"
        elif not (char.generated and before and is_wide(before.text)):
            text += char.text
        before = before if char.text.isspace() else char
    return text.strip()
