"""A PDF to text: the paragraphs that its lines make up, and its tables.

The file knows letters and their places, no paragraphs. Running headers and page numbers are left out, lines that the
layout broke are joined, and a ruled table stands in rows where it was:

    到2030年，居民健康素养水平
    达到35%以上。                 →     到2030年，居民健康素养水平达到35%以上。
              — 2 —
"""

import itertools
from collections.abc import Iterator, Sequence
from io import BytesIO

import pdfplumber
import pypdfium2
import pypdfium2.raw as pdfium

from index.documents import PolicyError
from index.paragraphs import table_lines
from index.pdf_lines import Line, line_of, paragraphs, without_running
from index.pdf_page import Char, Page, read_page
from index.pdf_tables import Grid, grids, rows_of
from index.radicals import without_radicals
from index.sandbox import Extracted, serve

MOST_PAGES = 500
UNREADABLE = 0.01
"""The share of characters without a place in Unicode from which a PDF is refused; below it they are signs such as bullets."""
SCANNED = 0.5
"""The share of pages that are pictures without text from which a PDF is refused."""


def extract(data: bytes, name: str) -> Extracted:
    """The visible text of a PDF."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
            raise PolicyError(f"{name}：PDF 加了密码，无法读取。请去掉密码，另存为一份再导入。") from error
        raise PolicyError(f"{name}：PDF 已损坏或不合规范，打不开。请重新下载，或用阅读器打开后“打印为 PDF”再导入。") from error
    count = len(document)
    if not count:
        raise PolicyError(f"{name}：PDF 里没有页面，可能已损坏。请重新下载，或用阅读器打开后“打印为 PDF”再导入。")
    if count > MOST_PAGES:
        raise PolicyError(f"{name}：PDF 有 {count} 页，超过 {MOST_PAGES} 页。请拆分后再导入。")
    lines, hidden, notes = _read(document, data, name)
    text = "\n".join(paragraphs(without_running(lines, count)))
    if not text:
        raise PolicyError(f"{name}：PDF 里没有看得见的文字（隐藏的有 {len(hidden)} 处）。请从原程序另存为一份再导入。")
    return Extracted(text=without_radicals(text), hidden=(*notes, *map(without_radicals, hidden)))


def _read(document: pypdfium2.PdfDocument, data: bytes, name: str) -> tuple[list[Line], list[str], list[str]]:
    """The lines of all pages, the hidden pieces, and notes on what could not be read."""
    lines: list[Line] = []
    hidden: list[str] = []
    pictures: list[int] = []
    letters = unreadable = 0
    ruled: pdfplumber.PDF | None = None
    for at in range(len(document)):
        page = read_page(document[at])
        written = sum(not char.text.isspace() for char in page.chars)
        letters, unreadable = letters + written, unreadable + page.unreadable
        if page.scanned and not written:
            pictures.append(at + 1)
        found: list[Grid] = []
        if page.ruled and written:
            # Only where lines are drawn can there be a table; looking for one takes far longer than reading the page.
            ruled = ruled or pdfplumber.open(BytesIO(data))
            found = grids(ruled.pages[at])
            ruled.pages[at].close()
        lines += _lines(at, page, found)
        hidden += _hidden(page)
    _check(name, len(document), letters, unreadable, pictures)
    notes = [f"（第 {'、'.join(map(str, pictures))} 页是图片，其中的文字没有读出）"] if pictures else []
    notes += [f"（有 {unreadable} 个字符的字体没有文字编码，没有读出）"] if unreadable else []
    return lines, hidden, notes


def _check(name: str, count: int, letters: int, unreadable: int, pictures: Sequence[int]) -> None:
    if not letters or len(pictures) > SCANNED * count:
        pages = f"（第 {'、'.join(map(str, pictures[:10]))} 页等）" if letters else ""
        raise PolicyError(
            f"{name}：PDF 是扫描件，页面{pages}是图片，没有文字层。请先做文字识别（OCR），另存为带文字的 PDF 或 .docx 后再导入。"
        )
    if unreadable > max(3.0, UNREADABLE * letters):
        raise PolicyError(
            f"{name}：PDF 的字体没有文字编码，{letters} 个字符中有 {unreadable} 个读不出来。请改用原 Word 文件，或做文字识别（OCR）后再导入。"
        )


def _lines(at: int, page: Page, found: Sequence[Grid]) -> Iterator[Line]:
    """The lines of a page in the order of the file, each table where its first character stands."""
    held: dict[Grid, list[Char]] = {grid: [] for grid in found}
    for char in page.chars:
        grid = _around(char, found)
        if grid and not char.hidden:
            held[grid].append(char)
    rows = {grid: rows for grid, chars in held.items() if chars and (rows := rows_of(grid, chars))}
    tables, written = list(rows), set[Grid]()
    visible = [char for char in page.chars if not char.hidden]
    for table, group in itertools.groupby(visible, key=lambda char: _around(char, tables)):
        if table is None:
            for chars in _split(list(group)):
                if line := line_of(at, chars, page.width, page.height):
                    yield line
        elif table not in written:
            written.add(table)
            yield Line(at, "", table.box, 0.0, 0.5, page.width, rows=tuple(table_lines(rows[table])))


def _around(char: Char, found: Sequence[Grid]) -> Grid | None:
    return next((grid for grid in found if grid.box.holds(char.box)), None)


def _split(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """The lines of a run of characters: parted where the file goes on in another row of the page."""
    line: list[Char] = []
    for char in chars:
        if char.text in "\r\n":
            continue
        before = next((c for c in reversed(line) if c.size), None)
        if before and char.size and not _same_row(before, char):
            yield line
            line = []
        line.append(char)
    yield line


def _same_row(before: Char, char: Char) -> bool:
    """Whether a character stands beside the one before it; brackets that were moved closer may overlap it."""
    return before.box.top <= char.box.middle[1] <= before.box.bottom and char.box.left >= before.box.left - before.size


def _hidden(page: Page) -> Iterator[str]:
    """The hidden pieces of a page."""
    for is_hidden, group in itertools.groupby((c for c in page.chars if c.text not in "\r\n"), key=lambda char: char.hidden):
        if is_hidden:
            yield "".join(char.text for char in group)


if __name__ == "__main__":
    serve(extract)
