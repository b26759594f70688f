"""A Word document to text: its paragraphs with the numbers that Word shows, and its tables, in their order.

What a reader sees in the end counts: insertions that are still marked are in, deletions are not; nor are the table of
contents, comments, headers and footers. python-docx opens the package; the paragraphs are walked here, since its own walk
passes over content controls, insertions and text boxes, and with them over their words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from lxml import etree
from lxml.etree import _Element

from index.documents import PolicyError
from index.docx_numbers import Numbers, W, numbered, value
from index.docx_package import check_package
from index.docx_styles import Styles
from index.paragraphs import soft_breaks, spaced, table_lines
from index.sandbox import Extracted, serve

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Around paragraphs, rows, cells or runs, without being text themselves.
WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
# Words that are not in the document any more, or stand there a second time.
NOT_READ = frozenset((f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}rt", f"{COMPATIBLE}Fallback"))
TEXT_BOX = f"{W}txbxContent"
SIGNS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}br": "\n", f"{W}noBreakHyphen": "-"}


def extract(data: bytes, name: str) -> Extracted:
    """The visible text of a .docx."""
    check_package(data, name)
    try:
        document = Document(BytesIO(data))
    except (KeyError, ValueError) as error:
        raise PolicyError(f"{name}：不是 Word 的 .docx 文档（{error}）。请用 Word 或 WPS 打开，另存为普通的 .docx（不含宏）。") from error
    part = document.part
    reader = _Reader(Styles(document.styles.element), Numbers.of(_numbering(part)))
    lines = list(reader.blocks(document.element.body))
    for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
        lines += [line for note in _notes(part, kind) for line in reader.blocks(note)]
    if not any(lines):
        hidden = f"（隐藏的文字有 {len(reader.hidden)} 处）" if reader.hidden else ""
        raise PolicyError(f"{name}：文档里没有看得见的文字{hidden}。如果正文是图片，请先做文字识别（OCR），另存为 .docx 后再导入。")
    return Extracted(text="\n".join(lines), hidden=tuple(reader.hidden))


@dataclass(slots=True)
class _Reader:
    """What reading a document needs: its styles, how far its lists have counted, and the hidden pieces so far."""

    styles: Styles
    numbers: Numbers
    hidden: list[str] = field(default_factory=list)

    def blocks(self, parent: _Element) -> Iterator[str]:
        """The lines of the paragraphs and tables in a body, a cell or a text box."""
        for child in _children(parent):
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)

    def _paragraph(self, paragraph: _Element) -> Iterator[str]:
        if self.styles.is_contents(paragraph):
            return
        boxes: list[_Element] = []
        text = "".join(self._pieces(paragraph, boxes))
        list_and_level = self.styles.numbering(paragraph)
        label = self.numbers.label(*list_and_level) if list_and_level else ""
        lines = soft_breaks([spaced(line) for line in text.split("\n")])
        yield from [numbered(label, line) if not at else line for at, line in enumerate(lines)]
        for box in boxes:
            yield from self.blocks(box)

    def _pieces(self, parent: _Element, boxes: list[_Element]) -> Iterator[str]:
        """The text of the runs in a paragraph; the text boxes that are anchored in it are put aside."""
        for child in parent:
            if child.tag == TEXT_BOX:
                boxes.append(child)
            elif child.tag in (f"{W}r", f"{MATH}r"):
                text = "".join(self._run(child, boxes))
                if text.strip() and self.styles.is_hidden(child):
                    self.hidden.append(spaced(text))
                else:
                    yield text
            elif isinstance(child.tag, str) and child.tag not in NOT_READ:
                yield from self._pieces(child, boxes)

    def _run(self, run: _Element, boxes: list[_Element]) -> Iterator[str]:
        for child in run:
            if child.tag in (f"{W}t", f"{MATH}t"):
                yield child.text or ""
            elif child.tag in SIGNS:
                # A page or a column that ends within a sentence does not end it.
                yield SIGNS[child.tag] if child.get(f"{W}type", "textWrapping") == "textWrapping" else ""
            elif isinstance(child.tag, str) and child.tag not in NOT_READ:
                yield from self._pieces(child, boxes)

    def _table(self, table: _Element) -> Iterator[str]:
        rows = [row for row in _children(table) if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None]
        cells = [[cell for cell in _children(row) if cell.tag == f"{W}tc"] for row in rows]
        if max(map(len, cells), default=0) < 2:
            for cell in (cell for row in cells for cell in row):
                yield from self.blocks(cell)
        else:
            yield from table_lines([self._row(row, inside) for row, inside in zip(rows, cells, strict=True)])

    def _row(self, row: _Element, cells: list[_Element]) -> list[str]:
        """The cells of a row in their columns; one that goes on from the left or from above is empty."""
        columns = [""] * _number(row.find(f"{W}trPr"), "gridBefore", 0)
        for cell in cells:
            properties = cell.find(f"{W}tcPr")
            text = " ".join(self.blocks(cell))
            columns += ["" if _goes_on(properties) else text, *[""] * (_number(properties, "gridSpan", 1) - 1)]
        return columns


def _children(parent: _Element) -> Iterator[_Element]:
    """The children of an element, those in wrappers included; a table of contents is passed over."""
    for child in parent:
        if child.tag == f"{W}sdt" and child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery[@{W}val='Table of Contents']") is not None:
            continue
        if child.tag in WRAPPERS:
            yield from _children(child)
        elif child.tag == f"{COMPATIBLE}AlternateContent":
            yield from (inner for choice in child.findall(f"{COMPATIBLE}Choice") for inner in _children(choice))
        else:
            yield child


def _goes_on(properties: _Element | None) -> bool:
    merges = [] if properties is None else [properties.find(f"{W}{name}") for name in ("vMerge", "hMerge")]
    return any(merge is not None and merge.get(f"{W}val", "continue") == "continue" for merge in merges)


def _number(properties: _Element | None, name: str, default: int) -> int:
    found = "" if properties is None else value(properties, name)
    return min(int(found), 1000) if found.isdigit() else default


def _numbering(part: Part) -> _Element | None:
    related = _related(part, RELATIONSHIP_TYPE.NUMBERING)
    return None if related is None else _parsed(related.blob)


def _notes(part: Part, kind: str) -> Iterator[_Element]:
    """The footnotes or endnotes of a document, without the lines that part them from the page."""
    related = _related(part, kind)
    if related is not None:
        yield from (note for note in _parsed(related.blob) if note.get(f"{W}type", "normal") == "normal")


def _related(part: Part, kind: str) -> Part | None:
    return next((relation.target_part for relation in part.rels.values() if relation.reltype == kind and not relation.is_external), None)


def _parsed(blob: bytes) -> _Element:
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


if __name__ == "__main__":
    serve(extract)
