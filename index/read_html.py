"""A web page to text: its visible paragraphs and tables, without the site around them.

A table cell over two rows is written in the first and empty in the second, so that no column shifts:

    类别        指标              2030年            健康水平⇥人均预期寿命⇥82.5岁
    健康水平    人均预期寿命      82.5岁      →     ⇥婴儿死亡率⇥≤3‰
      〃        婴儿死亡率        ≤3‰
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PageElement, PreformattedString

from index.documents import PolicyError
from index.encoding import BYTE_ORDER_MARKS, decode, strict
from index.html_styles import Look, Styles
from index.paragraphs import is_wide, spaced, table_lines
from index.sandbox import Extracted, serve

LEFT_OUT = frozenset(
    ("script", "style", "nav", "footer", "aside", "noscript", "head", "template", "iframe", "object", "svg", "canvas", "audio", "video",
     "select", "button", "textarea", "input")
)  # fmt: skip
INLINE = frozenset(
    ("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q",
     "rt", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "o:p", "st1:chsdate",
     "st1:personname")
)  # fmt: skip
ROW_GROUPS = ("thead", "tbody", "tfoot", "colgroup", "col")
# What pages call their encoding, as the WHATWG Encoding Standard reads the names.
CHARSETS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "csgb2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5", "csbig5"), "big5hkscs"),
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
}
LONGEST_CELL = 1000
"""Characters; a table with a longer cell lays out a page."""
MAX_SPAN = 1000
"""HTML Standard, 4.9.11: the most columns that a cell may span."""

_META = re.compile(rb"<meta[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_META_WITHIN = 8192
_BREAK = "\x1e"
_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")


def extract(data: bytes, name: str) -> Extracted:
    """The visible text of a page's bytes."""
    markup, encoding = _decoded(data, name)
    soup = BeautifulSoup(markup, "lxml")
    page = _Page(Styles(soup), _forms_left_out(soup))
    page.walk(soup, Look())
    page.flush()
    if not page.lines:
        found = f"（隐藏的文字有 {len(page.hidden)} 处）" if page.hidden else ""
        raise PolicyError(f"{name}：网页里没有看得见的文字{found}。请在浏览器中打开原网页，全选复制到文本文件，另存为 .txt 后再导入。")
    return Extracted(text="\n".join(page.lines), encoding=encoding, hidden=tuple(page.hidden))


@dataclass(slots=True)
class _Page:
    """A page being read: the lines so far, the inline text of the one being read, and the hidden pieces."""

    styles: Styles
    skipped: frozenset[int]
    lines: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def walk(self, node: PageElement, look: Look) -> None:
        """Read an element and all in it, given the look around it."""
        if isinstance(node, Comment):
            self.hide(node)
        elif isinstance(node, NavigableString):
            if look.hidden:
                self.hide(node)
            elif not isinstance(node, PreformattedString):
                self.inline.append(node)
        elif isinstance(node, Tag) and node.name not in LEFT_OUT and id(node) not in self.skipped:
            self._element(node, self.styles.look(node, look))

    def _element(self, tag: Tag, look: Look) -> None:
        if look.gone:
            self.hide(tag.get_text(" "))
            return
        if tag.name in ("br", "hr"):
            self.inline.append(_BREAK)
        elif tag.name == "pre":
            self.inline.append(_BREAK.join(["", *tag.get_text().splitlines(), ""]))
        elif tag.name == "table" and not _is_layout(tag):
            self.flush()
            self._table(tag, look)
        else:
            if tag.name not in INLINE:
                self.flush()
            for child in tag.children:
                self.walk(child, look)
            if tag.name not in INLINE:
                self.flush()

    def flush(self) -> None:
        """End the paragraph being read."""
        text = _SPACE.sub(_space, "".join(self.inline))
        self.lines += [line for part in text.split(_BREAK) if (line := part.strip())]
        self.inline.clear()

    def hide(self, text: str) -> None:
        if text.strip():
            self.hidden.append(spaced(text))

    def _table(self, table: Tag, look: Look) -> None:
        rows: list[list[_Cell]] = []
        for tag, inside in self._rows(table, look):
            if tag.name == "tr":
                cells = [(cell, self.styles.look(cell, inside)) for cell in tag.find_all(("td", "th"), recursive=False)]
                rows.append([_Cell(self._text(cell, seen), _span(cell, "colspan"), _span(cell, "rowspan")) for cell, seen in cells])
            else:
                self.walk(tag, inside)
                self.flush()
        self.lines += table_lines(grid(rows))

    def _rows(self, group: Tag, look: Look) -> Iterator[tuple[Tag, Look]]:
        """The rows of a table with the looks around their cells, and whatever else stands in it, such as the caption."""
        for tag in (child for child in group.children if isinstance(child, Tag)):
            inside = self.styles.look(tag, look)
            if inside.gone:
                self.hide(tag.get_text(" "))
            elif tag.name in ROW_GROUPS:
                yield from self._rows(tag, inside)
            else:
                yield tag, inside if tag.name == "tr" else look

    def _text(self, cell: Tag, look: Look) -> str:
        inner = _Page(self.styles, self.skipped, hidden=self.hidden)
        inner._element(cell, look)
        inner.flush()
        return " ".join(inner.lines)


@dataclass(frozen=True, slots=True)
class _Cell:
    text: str
    colspan: int
    rowspan: int


def grid(rows: Iterable[Iterable[_Cell]]) -> list[list[str]]:
    """The cells of a table in their columns; a cell over several columns or rows has its text in the first, top left."""
    found: list[list[str]] = []
    above: dict[int, int] = {}  # column → rows that a cell above still takes
    for cells in rows:
        row: list[str] = []
        below: dict[int, int] = {}
        waiting = iter(cells)
        cell = next(waiting, None)
        while cell is not None or any(column >= len(row) for column in above):
            if above.get(len(row), 0) or cell is None:
                row.append("")
                continue
            below |= {len(row) + i: cell.rowspan for i in range(cell.colspan)}
            row += [cell.text, *[""] * (cell.colspan - 1)]
            cell = next(waiting, None)
        above = {column: left - 1 for column, left in (above | below).items() if left > 1}
        found.append(row)
    return found


def _span(cell: Tag, attribute: str) -> int:
    match = re.match(r"\s*(\d{1,6})", str(cell.get(attribute, "")))
    value = int(match[1]) if match else 1
    if attribute == "rowspan":
        return value or MAX_SPAN * MAX_SPAN  # 0 means: to the end of the table
    return min(max(value, 1), MAX_SPAN)


def _is_layout(table: Tag) -> bool:
    """Whether a table only places text on a page: tables in it, one column, one row, or a cell that holds an article."""
    rows = [row.find_all(("td", "th"), recursive=False) for row in table.find_all("tr")]
    if table.find("table") or len(rows) < 2 or max(map(len, rows)) < 2:
        return True
    return any(len(cell.get_text()) > LONGEST_CELL for row in rows for cell in row)


def _forms_left_out(soup: BeautifulSoup) -> frozenset[int]:
    """The search boxes and the like; a form around most of the page, as ASP.NET makes it, is no form to its readers."""
    whole = len(soup.get_text())
    return frozenset(id(form) for form in soup.find_all("form") if 2 * len(form.get_text()) < whole)


def _space(match: re.Match[str]) -> str:
    """What stands for a run of white space: nothing where a line of Chinese was broken in the markup, else one space."""
    text, (start, end) = match.string, match.span()
    wide = start > 0 and end < len(text) and is_wide(text[start - 1]) and is_wide(text[end])
    return "" if wide and "\n" in match.group() else " "


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    match = _META.search(data[:_META_WITHIN])
    declared = CHARSETS.get(match[1].decode("ascii", "replace").lower()) if match else None
    marked = data.startswith(tuple(mark for mark, _ in BYTE_ORDER_MARKS))
    # A page saved anew as UTF-8 often keeps the <meta> of before; Chinese in another encoding is hardly ever valid UTF-8.
    if declared and not marked and strict(data, "utf-8") is None and (text := strict(data, declared)) is not None:
        return text, declared
    return decode(data, name)


if __name__ == "__main__":
    serve(extract)
