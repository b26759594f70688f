"""The numbering of Chinese official documents: what opens a line as a heading or an item, and how deep it stands. Pure.

"（二）健康素养提升行动" opens with the marker "(二)", number 2, one level below "五、专项行动".
"""

import re
from dataclasses import dataclass

from index.folding import number

_N = "[零〇一二三四五六七八九十百]+"

# From the outermost to the innermost, as 国家行政机关公文格式 orders them; each with the form of its label in ids.
MARKERS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("编", re.compile(rf"第({_N}|\d+)(?:编|篇|部分)"), "第{}编"),
    ("章", re.compile(rf"第({_N}|\d+)章"), "第{}章"),
    ("节", re.compile(rf"第({_N}|\d+)节"), "第{}节"),
    ("条", re.compile(rf"第({_N}|\d+)条"), "第{}条"),
    ("一、", re.compile(rf"({_N})[、．.]"), "{}"),
    ("(一)", re.compile(rf"[(（]({_N})[)）][、.．]?"), "({})"),
    ("1.", re.compile(r"(\d{1,3})(?:[.．](?!\d)|、)"), "{}"),
    ("(1)", re.compile(r"[(（](\d{1,2})[)）][、.．]?"), "({})"),
    ("1)", re.compile(r"(\d{1,2})[)）]"), "{})"),
    ("①", re.compile(r"([①-⑳])"), "{}"),
)
KINDS = tuple(kind for kind, _, _ in MARKERS)
CHAPTERS = ("编", "章", "节")
"""Kinds whose headings are known by their own word, whatever number they bear."""
MARKDOWN = re.compile(r"(#{1,6})\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """The opening of a line: its kind, number, label in ids, and how many characters of the line it takes."""

    kind: str
    number: int
    label: str
    length: int

    @property
    def rank(self) -> int:
        return KINDS.index(self.kind)


def marker(line: str) -> Marker | None:
    """The marker that a line opens with, if any. Whether it is one is for the outline to say: "一、二级医院" is not."""
    for kind, pattern, form in MARKERS:
        if match := pattern.match(line):
            value = _value(match[1])
            rest = line[match.end() :].lstrip()
            if value is None or (not rest and kind not in CHAPTERS):
                return None
            if kind == "一、" and re.match(rf"{_N}(?:级|类|线|期|甲|等|批)", rest):
                return None
            return Marker(kind=kind, number=value, label=form.format(match[1]), length=len(line) - len(rest))
    return None


def _value(digits: str) -> int | None:
    if digits.isascii():
        return int(digits)
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    return number(digits)
