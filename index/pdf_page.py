"""One page of a PDF: its characters with their places, and which of them nobody sees. The edge to pdfium.

Places count in points from the upper left corner of the page as it is shown, whichever way the file has it turned.
"""

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from index.hidden import SMALLEST_POINTS, is_white

INVISIBLE = 3
"""Text rendering mode 3 (ISO 32000-1, table 106): how a scan carries the text that was recognised in it."""
SCAN = 0.5
"""A picture that covers at least this share of a page is a scan of it."""
NEVER_TEXT = frozenset("\0\x02\ufffd\ufffe\uffff")


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: "Box") -> bool:
        """Whether the middle of the other lies in this one."""
        x, y = other.middle
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def area(self) -> float:
        return max(0.0, self.right - self.left) * max(0.0, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Char:
    """A character: its place, its size in points, and what is to be known of it. A line end has neither place nor size."""

    text: str
    box: Box
    size: float
    hidden: bool = False
    generated: bool = False
    """Whether pdfium put it there, a space for a gap or a line end, and not the file."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its size, its characters in the order of the file, and what else decides how it is read."""

    width: float
    height: float
    chars: tuple[Char, ...]
    ruled: bool
    """Whether lines are drawn on it, so that it may hold a table."""
    scanned: bool
    unreadable: int
    """How many of its characters have no place in Unicode: the font does not say what they are."""


def read_page(page: pypdfium2.PdfPage) -> Page:
    """Read the characters of a page, and whether anything but text is on it."""
    turned = _turned(page)
    width, height = turned.size
    objects = list(page.get_objects([pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    images = [turned.box(*item.get_bounds()) for item in objects if item.type == pdfium.FPDF_PAGEOBJ_IMAGE]
    paths = [item for item in objects if item.type == pdfium.FPDF_PAGEOBJ_PATH]
    grounds = images + [turned.box(*path.get_bounds()) for path in paths if _is_ground(path)]
    scanned = any(image.area >= SCAN * width * height for image in images)
    text = page.get_textpage()
    chars = tuple(_chars(text, turned, grounds, scanned))
    count = text.count_chars()
    missing = sum(
        pdfium.FPDFText_HasUnicodeMapError(text, at) == 1 or pdfium.FPDFText_GetUnicode(text, at) == 0xFFFD for at in range(count)
    )
    ruled = sum(pdfium.FPDFPath_CountSegments(path) for path in paths) >= 8
    return Page(width, height, chars, ruled, scanned, missing)


@dataclass(frozen=True, slots=True)
class _Turned:
    """From the coordinates of a file to those of the page as it is shown."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        across, up = self.right - self.left, self.top - self.bottom
        return (up, across) if self.rotation in (90, 270) else (across, up)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        if self.rotation == 90:
            return Box(bottom - self.bottom, left - self.left, top - self.bottom, right - self.left)
        if self.rotation == 180:
            return Box(self.right - right, bottom - self.bottom, self.right - left, top - self.bottom)
        if self.rotation == 270:
            return Box(self.top - top, self.right - right, self.top - bottom, self.right - left)
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)


def _turned(page: pypdfium2.PdfPage) -> _Turned:
    left, bottom, right, top = page.get_mediabox()
    return _Turned(min(left, right), min(bottom, top), max(left, right), max(bottom, top), page.get_rotation())


def _chars(text: pypdfium2.PdfTextPage, turned: _Turned, grounds: list[Box], scanned: bool) -> Iterator[Char]:
    place, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    looks: dict[int | None, tuple[float, bool, bool]] = {}
    high = 0
    for at in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        sign, high = _sign(high, code), 0
        if sign in NEVER_TEXT:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, at, place)
        box = turned.box(place.left, place.bottom, place.right, place.top)
        if sign in "\r\n" or pdfium.FPDFText_IsGenerated(text, at) == 1:
            yield Char(sign, box, 0.0, generated=True)
            continue
        run = pdfium.FPDFText_GetTextObject(text, at)
        key = ctypes.cast(run, ctypes.c_void_p).value
        if key not in looks:
            looks[key] = _look(text, at, run)
        size, unseen, invisible = looks[key]
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        box = _on_line(box, turned.box(x.value, y.value, x.value, y.value).top, size)
        white = unseen and not any(ground.holds(box) for ground in grounds)
        yield Char(sign, box, size, hidden=size <= SMALLEST_POINTS or white or (invisible and not scanned))


def _sign(high: int, code: int) -> str:
    """The character of a code; those beyond U+FFFF, as in rare names, come in two halves, of which the lower is ``code``."""
    if not 0xDC00 <= code < 0xE000:
        return chr(code)
    return chr(0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)) if high else "\ufffd"


def _look(text: pypdfium2.PdfTextPage, at: int, run: object) -> tuple[float, bool, bool]:
    """The size of a run of text in points, whether it is white or transparent, and whether it is not drawn at all."""
    matrix = pdfium.FS_MATRIX()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFText_GetMatrix(text, at, matrix)
    size = pdfium.FPDFText_GetFontSize(text, at) * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    coloured = pdfium.FPDFText_GetFillColor(text, at, red, green, blue, alpha)
    unseen = bool(coloured) and (alpha.value == 0 or is_white(red.value, green.value, blue.value))
    return size, unseen, pdfium.FPDFTextObj_GetTextRenderMode(run) == INVISIBLE


def _on_line(box: Box, baseline: float, size: float) -> Box:
    """A box as high as its line: for many fonts pdfium gives the ink alone, and that of 一 is flat."""
    return Box(box.left, min(box.top, baseline - 0.88 * size), box.right, max(box.bottom, baseline + 0.12 * size))


def _is_ground(path: pypdfium2.PdfObject) -> bool:
    """Whether a drawn shape is filled with a colour on which white text is seen."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke) or mode.value == pdfium.FPDF_FILLMODE_NONE:
        return False
    known = pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return not known or (alpha.value > 0 and not is_white(red.value, green.value, blue.value))
