"""One folded form of a text for searching and comparing, with the way back to the offsets of its source.

「健康服務繼續最佳化，達到百分之二十」 and "健康服务继续优化,达到20%" fold to the same words. The folded form is never
shown: what readers see is a slice of the source, found through ``Folded.source``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from opencc import OpenCC

Edit = tuple[int, int, str]

PUNCTUATION = str.maketrans(
    {
        **{chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)},
        **dict(zip("，、；：？！（）〔〕［］【】《》〈〉“”‘’「」『』﹃﹄〝〞", ',,;:?!()()[][]<><>""""""""""""', strict=True)),
        **dict.fromkeys("—–－─〜～﹣−‐‑", "-"),
        **dict.fromkeys("·•‧・", "·"),
        "％": "%",
        "㎡": "平方米",
        "℃": "度",
        "。": "。",
    }
)
# Taiwan wordings that tw2sp leaves, or that machine conversion made of mainland words.
WORDS = {
    "最佳化": "优化",
    "套用": "应用",
    "中国小": "中小学",
    "爱滋": "艾滋",
    "公共运输工具": "公共交通工具",
    "网际网络": "互联网",
    "网际网路": "互联网",
    "资讯化": "信息化",
    "贮备": "储备",
    "帐户": "账户",
    "民众性": "群众性",
    "医师": "医生",
    "智慧": "智能",
    "m2": "平方米",
    "m²": "平方米",
    "百分点": "百分点",
}
# What tw2sp would turn into another word; these keep their letters and change their script only.
KEPT = (
    "線上", "线上", "程序", "文件", "函數", "介面", "指標", "核心", "影像", "建立", "檔案", "新增", "整合", "形勢", "互動", "區域性", "執行", "儲存", "即時",
)  # fmt: skip
DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
MEASURES = "个|项|家|种|类|条|所|名|人|次|张|台|块|岁|周岁|倍|件|年|天|小时|分钟|课时|公里|米|元|亩|处|支|套|批|门"

_TO_MAINLAND, _TO_SIMPLIFIED = OpenCC("tw2sp"), OpenCC("t2s")
_CHANGING = re.compile("[" + re.escape("".join(map(chr, PUNCTUATION))) + "]")
_WORD = re.compile("|".join(f"(?<![A-Za-z]){word}" if word[0].isascii() else word for word in WORDS))  # PM2.5 has no square metres
_HAN_RUN = re.compile(r"[㐀-鿿豈-﫿〇]+")
_KEPT = re.compile("(" + "|".join(KEPT) + ")")
# White space goes, but not between two numbers or Latin words: the cells 41, 41.5 are not 4141.5.
_SPACE = re.compile(r"(?<![A-Za-z0-9.%‰])[\s\u3000\u200b\ufeff]+|[\s\u3000\u200b\ufeff]+(?![A-Za-z0-9.≥≤<>-])")
_NUMERAL = "[零〇一二三四五六七八九十百千万亿两]"
_PERCENT = re.compile(f"(百|千)分之({_NUMERAL}+|[0-9.]+)(?:点({_NUMERAL}+))?")
_YEAR = re.compile(r"(?<![零〇一二三四五六七八九十])[一二][零〇九][零〇一二三四五六七八九]{2}(?=年)")
_COUNT = re.compile(f"(?<![第几数上成若0-9])({_NUMERAL}+)(?={MEASURES})")
_UPPER = re.compile("[A-Z]+")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, the span of the source that it stands for."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that the folded span [start, end) stands for."""
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    """Fold a text: script and wording, width, punctuation, white space, numerals, units; with the way back."""
    starts, ends = list(range(len(text))), list(range(1, len(text) + 1))
    for stage in _STAGES:
        edits = list(stage(text))
        for start, end, new in reversed(edits):
            first, last = (starts[start], ends[end - 1]) if end > start else (starts[start], starts[start])
            starts[start:end] = [first] * len(new)
            ends[start:end] = [last] * len(new)
        text = _apply(text, edits)
    return Folded(text, tuple(starts), tuple(ends))


@lru_cache(maxsize=65_536)
def fold_text(text: str) -> str:
    """The folded form alone."""
    for stage in _STAGES:
        text = _apply(text, stage(text))
    return text


def is_traditional(text: str) -> bool:
    """Whether a text is written in Traditional characters: simplifying changes more of it than the reverse would."""
    changed = sum(a != b for a, b in zip(_TO_SIMPLIFIED.convert(text), text, strict=False))
    return bool(changed > 0.02 * sum(map(len, _HAN_RUN.findall(text))))


def number(numeral: str) -> int | None:
    """The value of a Chinese numeral ("二十八" is 28, "二〇三〇" is 2030); None where it is not one."""
    if all(c in DIGITS for c in numeral):
        return int("".join(str(DIGITS[c]) for c in numeral)) if numeral else None
    total, section, digit = 0, 0, None
    for c in numeral:
        if c in DIGITS:
            if digit:
                return None
            digit = DIGITS[c]
        elif c not in SCALES:
            return None
        elif SCALES[c] >= 10_000:
            section += digit or 0
            if not section:
                return None
            total, section, digit = (total + section) * SCALES[c], 0, None
        else:
            if digit is None and (c != "十" or section):
                return None
            section, digit = section + (1 if digit is None else digit) * SCALES[c], None
    return total + section + (digit or 0)


def _apply(text: str, edits: Iterator[Edit] | list[Edit]) -> str:
    out, at = [], 0
    for start, end, new in edits:
        out += [text[at:start], new]
        at = end
    return "".join(out) + text[at:] if out else text


def _marks(text: str) -> Iterator[Edit]:
    for match in _CHANGING.finditer(text):
        yield match.start(), match.end(), match.group().translate(PUNCTUATION)


def _script(text: str) -> Iterator[Edit]:
    """Traditional runs to Simplified with mainland wording; Simplified runs are left alone (tw2sp would harm them)."""
    for run in _HAN_RUN.finditer(text):
        if _TO_SIMPLIFIED.convert(run.group()) == run.group():
            continue
        at = run.start()
        for part in _KEPT.split(run.group()):
            new = (_TO_SIMPLIFIED if part in KEPT else _TO_MAINLAND).convert(part)
            if new != part:
                yield from _differences(part, new, at)
            at += len(part)


def _differences(old: str, new: str, at: int) -> Iterator[Edit]:
    if len(old) == len(new):
        yield from ((at + i, at + i + 1, b) for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)
        return
    simple = _TO_SIMPLIFIED.convert(old)
    i = k = 0
    for block in SequenceMatcher(None, simple, new, autojunk=False).get_matching_blocks():
        # One character alone between differences belongs to the differing phrase: 网际网路 is 互联网, not 互联 and 网.
        if block.size == 1 and (block.a, block.b) != (i, k):
            continue
        if (i, k) != (block.a, block.b):
            yield at + i, at + block.a, new[k : block.b]
        for n in range(block.size):
            if old[block.a + n] != new[block.b + n]:
                yield at + block.a + n, at + block.a + n + 1, new[block.b + n]
        i, k = block.a + block.size, block.b + block.size


def _spaces(text: str) -> Iterator[Edit]:
    return ((m.start(), m.end(), "") for m in _SPACE.finditer(text))


def _words(text: str) -> Iterator[Edit]:
    return ((m.start(), m.end(), WORDS[m.group()]) for m in _WORD.finditer(text))


def _percentages(text: str) -> Iterator[Edit]:
    for m in _PERCENT.finditer(text):
        whole = m[2] if m[2][0] in "0123456789" else number(m[2])
        decimals = "." + "".join(str(DIGITS.get(c, "")) for c in m[3]) if m[3] else ""
        if whole is not None:
            yield m.start(), m.end(), f"{whole}{decimals}{'%' if m[1] == '百' else '‰'}"


def _years(text: str) -> Iterator[Edit]:
    return ((m.start(), m.end(), str(number(m.group()))) for m in _YEAR.finditer(text))


def _counts(text: str) -> Iterator[Edit]:
    for m in _COUNT.finditer(text):
        value = number(m[1])
        if value is not None and m[1] not in ("十", "百", "千", "万", "千万", "百万"):
            yield m.start(), m.end(), str(value)


def _case(text: str) -> Iterator[Edit]:
    return ((m.start(), m.end(), m.group().lower()) for m in _UPPER.finditer(text))


_STAGES: tuple[Callable[[str], Iterator[Edit]], ...] = (
    _marks,
    _script,
    _spaces,
    _case,
    _words,
    _percentages,
    _years,
    _counts,
)
