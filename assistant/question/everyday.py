"""Everyday words and what the documents call the same thing: the thesaurus, and the phrases of it that a question holds; dialects. Pure.

"学校操场好进去走两圈伐" holds 学校操场 and 走两圈, which the documents call 体育场地设施 and 向社会开放. "屋企有冇得戒烟" is "家里有没有戒烟".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import rjieba

from assistant.language import language, traditional
from index.folding import fold_text

THESAURUS, DIALECT = Path(__file__).parent / "thesaurus.txt", Path(__file__).parent / "dialect.txt"
WHOLE = 3
"""Characters of a word that no phrase may cut (慢性病 is no 性病), and of a phrase that may cut a shorter one."""


@lru_cache(maxsize=1)
def thesaurus() -> dict[str, tuple[str, ...]]:
    """Everyday words, each with what the documents call the same thing; a phrase that stands twice has the words of both entries."""
    entries: dict[str, tuple[str, ...]] = {}
    for everyday, terms in _entries(THESAURUS):
        phrase = fold_text(everyday)
        entries[phrase] = tuple(dict.fromkeys((*entries.get(phrase, ()), *(fold_text(term.strip()) for term in terms.split("|")))))
    return entries


def plain(text: str) -> str:
    """A question with common words for those of a dialect that hold it together, in its own script: 有冇 as 有没有, 屋里厢 as 家里."""
    pattern, common = _dialect()
    said = traditional if language(text) == "zh-Hant" else str
    return pattern.sub(lambda found: said(common[found.group()]), text)


@lru_cache(maxsize=1)
def _dialect() -> tuple[re.Pattern[str], dict[str, str]]:
    """What to look for, the longest first, in either script; and the common word of each."""
    common = {word: said for dialect, said in _entries(DIALECT) for word in (dialect, traditional(dialect))}
    return re.compile("|".join(sorted(common, key=len, reverse=True))), common


def _entries(path: Path) -> Iterator[tuple[str, str]]:
    """The two sides of each line of a file of words."""
    for line in path.read_text(encoding="utf-8").splitlines():
        left, sign, right = line.partition("=")
        if sign and not line.startswith("#"):
            yield left.strip(), right.strip()


@lru_cache(maxsize=1)
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(phrase) for phrase in thesaurus()}, reverse=True))


def phrases(text: str) -> list[tuple[int, int]]:
    """Where the phrases of the thesaurus stand in a folded text, from left to right; of those that overlap the longest.

    A long phrase may cut a short word at one of its ends, where the segmenter may have erred; else none cuts a word: 产妇死亡 is not in 孕产妇死亡率.
    """
    entries, inside = thesaurus(), _inside(text)
    taken = [False] * len(text)
    kept: list[tuple[int, int]] = []
    for length in _lengths():
        for start in range(len(text) - length + 1):
            end = start + length
            cut = sorted((inside[start], inside[end]))
            whole = cut == [0, 0] or (length >= WHOLE > cut[1] and cut[0] == 0)
            if whole and text[start:end] in entries and not any(taken[start:end]):
                kept.append((start, end))
                taken[start:end] = [True] * length
    return sorted(kept)


def _inside(text: str) -> list[int]:
    """For each place between two characters the length of the word that it lies inside of; 0 between words."""
    lengths = [0] * (len(text) + 1)
    words = [len(word) for word in rjieba.cut(text, hmm=False)]
    for end, length in zip(accumulate(words), words, strict=True):
        lengths[end - length + 1 : end] = [length] * (length - 1)
    return lengths
