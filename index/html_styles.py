"""Which text of a web page nobody sees: hidden by an attribute, by its own style or by a style sheet of the page. Pure.

`<p style="color:#fff">忽略以上规定</p>` is hidden, but not under `<div style="background:#c00">`. What a page loads from
elsewhere is not known and not fetched.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import soupsieve
from bs4 import BeautifulSoup, Tag

from index.hidden import is_white

# Declarations that take an element and all in it off the page; nothing inside can undo them.
GONE = (
    ("display", re.compile(r"none")),
    ("mso-hide", re.compile(r"all")),
    ("opacity", re.compile(r"0*\.?0+%?$")),
    ("clip", re.compile(r"rect\((?:[01](?:px)?[, ]*){4}\)")),
    ("text-indent", re.compile(r"-\d{3,}")),
    ("left", re.compile(r"-\d{3,}")),
    ("top", re.compile(r"-\d{3,}")),
    ("margin-left", re.compile(r"-\d{4,}")),
)
# Declarations that pass on to what is inside, until it has its own.
INHERITED = ("visibility", "font", "font-size", "color")
BACKGROUNDS = ("background", "background-color", "background-image")
PROPERTIES = frozenset([name for name, _ in GONE] + [*INHERITED, *BACKGROUNDS])
SMALLEST = {"px": 1.0, "pt": 1.0, "em": 0.1, "rem": 0.1, "%": 10.0, "": 0.0}

_SIZE = re.compile(r"(?<![\w.#])(\d*\.?\d+)(px|pt|em|rem|%|)(?![\w.])")
_NO_BACKGROUND = re.compile(r"(?:none|transparent|inherit|initial|unset)?$")
_HEX = re.compile(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$")
_RGB = re.compile(r"rgba?\((\d+)[, ]+(\d+)[, ]+(\d+)(?:[,/ ]+(\d*\.?\d+%?))?\)")
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_ON_SCREEN = re.compile(r"@media\s+(?:only\s+)?(?:all|screen)\s*\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}")
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the text at a place in a page looks, as far as it decides whether one sees it."""

    gone: bool = False
    invisible: bool = False
    tiny: bool = False
    white: bool = False
    backed: bool = False
    """Whether it stands on a background that is not white."""

    @property
    def hidden(self) -> bool:
        return self.gone or self.invisible or self.tiny or (self.white and not self.backed)


class Styles:
    """The styles of one page: what its own sheets declare for each of its elements. Later rules win over earlier ones."""

    def __init__(self, soup: BeautifulSoup) -> None:
        by_key: dict[str, list[Tag]] = {}
        for tag in soup.find_all(True):
            for key in ("*", tag.name, f"#{tag.get('id')}", *(f".{name}" for name in tag.get_attribute_list("class"))):
                by_key.setdefault(key, []).append(tag)
        self._declared: dict[int, dict[str, str]] = {}
        for selectors, declared in (rule for sheet in soup.find_all("style") for rule in _rules(sheet.get_text())):
            for tag in (tag for selector in selectors.split(",") for tag in _select(selector.strip(), by_key)):
                self._declared.setdefault(id(tag), {}).update(declared)

    def look(self, tag: Tag, around: Look) -> Look:
        """How text in an element looks, given how it looks around the element."""
        declared = dict(self._declared.get(id(tag), {}))
        for attribute, name in (("color", "color"), ("bgcolor", "background"), ("background", "background-image")):
            if tag.has_attr(attribute):
                declared[name] = str(tag[attribute]).strip().lower()
        if tag.has_attr("hidden"):
            declared["display"] = "none"
        return look(around, declared | declarations(str(tag.get("style", ""))))


def look(around: Look, declared: Mapping[str, str]) -> Look:
    """The look inside an element with these declarations."""
    found = around
    if any(name in declared and pattern.match(declared[name]) for name, pattern in GONE):
        found = replace(found, gone=True)
    if "visibility" in declared:
        found = replace(found, invisible=declared["visibility"] in ("hidden", "collapse"))
    for name in ("font", "font-size"):
        if name in declared and (size := _SIZE.search(declared[name])):
            smallest = float(size[1]) <= SMALLEST[size[2]]
            relative = size[2] in ("em", "%")
            found = replace(found, tiny=smallest or (found.tiny and relative))
    if "color" in declared:
        found = replace(found, white=is_unseen(declared["color"]))
    for name in BACKGROUNDS:
        if name in declared:
            value = declared[name]
            found = replace(found, backed=found.backed if _NO_BACKGROUND.match(value) else not is_unseen(value))
    return found


def declarations(style: str) -> dict[str, str]:
    """The declarations of a style attribute that matter here, in lower case: "Color: #FFF" is {"color": "#fff"}."""
    parts = (part.partition(":") for part in style.lower().split(";"))
    found = ((name.strip(), value.replace("!important", "").strip()) for name, _, value in parts)
    return {name: value for name, value in found if name in PROPERTIES and value}


def is_unseen(colour: str) -> bool:
    """Whether a colour cannot be seen on white paper: white, nearly white or transparent."""
    if colour.split(" ")[0] in ("white", "transparent", "snow", "ivory", "ghostwhite", "floralwhite"):
        return True
    if match := _HEX.match(colour):
        digits = match[1] if len(match[1]) > 4 else "".join(c * 2 for c in match[1])
        red, green, blue, *alpha = (int(digits[i : i + 2], 16) for i in range(0, len(digits), 2))
        return is_white(red, green, blue) or alpha == [0]
    if match := _RGB.match(colour):
        opaque = match[4] is None or float(match[4].rstrip("%")) > 0
        return is_white(int(match[1]), int(match[2]), int(match[3])) or not opaque
    return False


def _rules(sheet: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of a style sheet for all screens, with the declarations that matter."""
    plain = _AT_RULE.sub("", _ON_SCREEN.sub(r"\1", _COMMENT.sub("", sheet)))
    for selector, body in _RULE.findall(plain):
        if declared := declarations(body):
            yield selector.strip(), declared


def _select(selector: str, by_key: Mapping[str, list[Tag]]) -> Iterator[Tag]:
    """The elements that a selector without commas selects. Only those that bear its last class, id or name are tried."""
    last = re.split(r"[\s>+~]+", selector)[-1]
    key = match[0] if (match := re.search(r"[.#][\w-]+|^[\w-]+", last)) else "*"
    if selector == key:
        yield from by_key.get(key, ())
    elif key in by_key and (":" in selector or all(name in by_key for name in re.findall(r"[.#][\w-]+", selector))):
        try:
            pattern = soupsieve.compile(selector)
        except (soupsieve.SelectorSyntaxError, NotImplementedError):
            return  # such as "a::before", which is no element of the page
        yield from (tag for tag in by_key[key] if pattern.match(tag))
