"""The numbers that Word writes before paragraphs by itself: "一、", "（二）", "3." are in no text of a .docx. Pure.

A paragraph names a list and a level; the list says how the level looks, as "（%1）" with chineseCounting, and the number
is how many paragraphs of that level came before (ECMA-376 part 1, 17.9).
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"),
    (4, "iv"), (1, "i"),
)  # fmt: skip
_DIGITS, _UNITS = "零一二三四五六七八九", ("", "十", "百", "千")


def chinese(value: int) -> str:
    """A number from 1 to 9999 as one counts: 21 is "二十一", 105 is "一百零五"."""
    digits = f"{value:d}"
    text = "".join(_DIGITS[int(d)] + _UNITS[len(digits) - i - 1] if d != "0" else "零" for i, d in enumerate(digits))
    while "零零" in text:
        text = text.replace("零零", "零")
    text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text


def letters(value: int) -> str:
    """1 is "a", 27 is "aa", as Word counts on."""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def roman(value: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (value // worth)
        value %= worth
    return text


def circled(value: int) -> str:
    return chr(ord("①") + value - 1) if value <= 20 else str(value)


FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand"), chinese),
    **dict.fromkeys(("japaneseCounting", "koreanDigital2"), chinese),
    "ideographDigital": lambda value: "".join("〇一二三四五六七八九"[int(d)] for d in str(value)),
    "ideographTraditional": lambda value: "甲乙丙丁戊己庚辛壬癸"[value - 1 : value] or str(value),
    "decimal": str,
    "decimalZero": lambda value: f"{value:02d}",
    "decimalFullWidth": lambda value: "".join("０１２３４５６７８９"[int(d)] for d in str(value)),
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "lowerLetter": letters,
    "upperLetter": lambda value: letters(value).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda value: roman(value).upper(),
}
"""Bullets and the forms that are not here leave the paragraph without a number."""
HIGHEST = 9_999


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    form: str
    text: str
    start: int


@dataclass(slots=True)
class Numbers:
    """The lists of a document and how far each has counted."""

    lists: dict[str, tuple[str, dict[int, _Level]]] = field(default_factory=dict)
    """By numId: the abstract list that it counts in, and its levels."""
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, numbering: _Element | None) -> "Numbers":
        numbers = cls()
        if numbering is None:
            return numbers
        abstract = {item.get(f"{W}abstractNumId", ""): _levels(item) for item in numbering.iter(f"{W}abstractNum")}
        for item in numbering.iter(f"{W}num"):
            id, key = item.get(f"{W}numId", ""), value(item, "abstractNumId")
            levels = dict(abstract.get(key, {}))
            for override in item.iter(f"{W}lvlOverride"):
                levels |= _levels(override)
                if start := value(override, "startOverride"):
                    numbers.restarts[id, int(override.get(f"{W}ilvl", "0"))] = int(start)
            numbers.lists[id] = (key, levels)
        return numbers

    def label(self, id: str, level: int) -> str:
        """Count one more paragraph of a list's level and give its number as Word shows it, or ""."""
        if id not in self.lists:
            return ""
        key, levels = self.lists[id]
        counts = self.counts.setdefault(key, {})
        start = levels[level].start if level in levels else 1
        counts[level] = self.restarts.pop((id, level), counts.get(level, start - 1) + 1)
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if level not in levels or levels[level].form not in FORMATS:
            return ""
        text = levels[level].text
        for other, described in levels.items():
            count = min(counts.get(other, described.start), HIGHEST)
            text = text.replace(f"%{other + 1}", FORMATS.get(described.form, str)(count) if count > 0 else "0")
        return text


def numbered(label: str, text: str) -> str:
    """A paragraph with its number: "一、目标", "1.建立制度" but "1. 2030年" and "第一章 总则"."""
    if not label or not text:
        return text
    runs_on = label[-1] in "、）)．。" or (label[-1] == "." and not text[0].isdigit())
    return label + ("" if runs_on else " ") + text


def value(element: _Element, name: str) -> str:
    """The value of an element's child, as in <w:start w:val="1"/>; "" where there is none."""
    child = element.find(f"{W}{name}")
    return "" if child is None else str(child.get(f"{W}val", ""))


def _levels(element: _Element) -> dict[int, _Level]:
    found = {}
    for level in element.findall(f"{W}lvl"):
        start = value(level, "start")
        found[int(level.get(f"{W}ilvl", "0"))] = _Level(
            form=value(level, "numFmt") or "decimal", text=value(level, "lvlText"), start=int(start) if start else 0
        )
    return found
