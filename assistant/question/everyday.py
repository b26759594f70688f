"""Everyday words and what the documents call the same thing: the thesaurus, and the phrases of it that a question holds. Pure.

"学校操场好进去走两圈伐" holds 学校操场 and 走两圈, which the documents call 体育场地设施 and 向社会开放.
"""

from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import rjieba

from index.folding import fold_text

THESAURUS = Path(__file__).parent / "thesaurus.txt"
WHOLE = 3
"""Characters of a word that no phrase may cut (慢性病 is no 性病), and of a phrase that may cut a shorter one."""


@lru_cache(maxsize=1)
def thesaurus() -> dict[str, tuple[str, ...]]:
    """Everyday words, each with what the documents call the same thing; a phrase that stands twice has the words of both entries."""
    entries: dict[str, tuple[str, ...]] = {}
    for line in THESAURUS.read_text(encoding="utf-8").splitlines():
        everyday, sign, terms = line.partition("=")
        if sign and not line.startswith("#"):
            phrase = fold_text(everyday.strip())
            entries[phrase] = tuple(dict.fromkeys((*entries.get(phrase, ()), *(fold_text(term.strip()) for term in terms.split("|")))))
    return entries


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
