"""Which runs of a Word document nobody sees, by their own properties or those of the styles they stand under. Pure.

White letters are hidden on paper, and are the header of a table in a cell with a blue ground.
"""

from collections.abc import Iterator

from lxml.etree import _Element

from index.docx_numbers import W
from index.hidden import SMALLEST_POINTS, is_white

_NO_GROUND = ("", "auto", "none", "white")
_OFF = ("0", "false", "off")
_SHAPE_FILL = ("solidFill", "gradFill", "pattFill", "blipFill")


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, styles: _Element) -> None:
        self._by_id = {str(style.get(f"{W}styleId")): style for style in styles.iter(f"{W}style")}
        self._defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._paragraph = next(
            (id for id, s in self._by_id.items() if s.get(f"{W}type") == "paragraph" and s.get(f"{W}default") in ("1", "true", "on")), ""
        )

    def is_hidden(self, run: _Element) -> bool:
        """Whether a run is marked as hidden, too small to be read, or white on white."""
        found = {name: self._property(run, name) for name in ("vanish", "sz", "color")}
        vanish, size, colour = found["vanish"], _val(found["sz"]), _val(found["color"])
        if vanish is not None and vanish.get(f"{W}val", "1") not in _OFF:
            return True
        # Word counts sizes in half points.
        if size.isdigit() and int(size) <= 2 * SMALLEST_POINTS:
            return True
        return _is_white(colour) and not self._has_ground(run)

    def numbering(self, paragraph: _Element) -> tuple[str, int] | None:
        """The list and the level that a paragraph is counted in, of its own or by its style."""
        for properties in (paragraph.find(f"{W}pPr"), *(s.find(f"{W}pPr") for s in self._chain(self._style_of(paragraph)))):
            found = None if properties is None else properties.find(f"{W}numPr/{W}numId")
            if found is not None and properties is not None:
                level = _val(properties.find(f"{W}numPr/{W}ilvl"))
                return _val(found), int(level) if level.isdigit() else 0
        return None

    def is_contents(self, paragraph: _Element) -> bool:
        """Whether a paragraph is a line of the table of contents, which repeats the headings with page numbers."""
        style = self._by_id.get(self._style_of(paragraph))
        return style is not None and _val(style.find(f"{W}name")).lower().startswith("toc ")

    def _style_of(self, paragraph: _Element) -> str:
        return _val(paragraph.find(f"{W}pPr/{W}pStyle")) or self._paragraph

    def _chain(self, id: str) -> Iterator[_Element]:
        """A style and those that it is based on."""
        seen = set()
        while id in self._by_id and id not in seen:
            seen.add(id)
            yield self._by_id[id]
            id = _val(self._by_id[id].find(f"{W}basedOn"))

    def _property(self, run: _Element, name: str) -> _Element | None:
        """A property of a run: its own, its style's, its paragraph's style's, or the document's."""
        paragraph = next(run.iterancestors(f"{W}p"), None)
        styles = [*self._chain(_val(run.find(f"{W}rPr/{W}rStyle")))]
        styles += [] if paragraph is None else self._chain(self._style_of(paragraph))
        sources = (run.find(f"{W}rPr"), *(style.find(f"{W}rPr") for style in styles), self._defaults)
        return next((found for source in sources if source is not None and (found := source.find(f"{W}{name}")) is not None), None)

    def _has_ground(self, run: _Element) -> bool:
        """Whether the run, its paragraph, cell, table or text box has a ground that is not white."""
        shading, highlight = self._property(run, "shd"), self._property(run, "highlight")
        if _fills(shading) or _val(highlight) not in _NO_GROUND:
            return True
        for around in run.iterancestors():
            kind = around.tag.rpartition("}")[2] if isinstance(around.tag, str) else ""
            if kind == "p" and any(_fills(s.find(f"{W}pPr/{W}shd")) for s in (around, *self._chain(self._style_of(around)))):
                return True
            if kind == "tc" and _fills(around.find(f"{W}tcPr/{W}shd")):
                return True
            if kind == "tbl" and self._table_has_ground(around):
                return True
            if kind == "wsp" and any(around.find(f"{{*}}spPr/{{*}}{fill}") is not None for fill in _SHAPE_FILL):
                return True
            if around.get("fillcolor", "white") not in ("white", "#fff", "#ffffff", "none"):
                return True
        return False

    def _table_has_ground(self, table: _Element) -> bool:
        styles = self._chain(_val(table.find(f"{W}tblPr/{W}tblStyle")))
        return _fills(table.find(f"{W}tblPr/{W}shd")) or any(_fills(shading) for style in styles for shading in style.iter(f"{W}shd"))


def _val(element: _Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val", ""))


def _fills(shading: _Element | None) -> bool:
    if shading is None:
        return False
    fill = str(shading.get(f"{W}fill", ""))
    return (fill not in _NO_GROUND and not _is_white(fill)) or _val(shading) == "solid"


def _is_white(colour: str) -> bool:
    if len(colour) != 6 or any(c not in "0123456789abcdefABCDEF" for c in colour):
        return False
    return is_white(int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16))
