"""A model's words, as they come, made sentences with the numbers of their clauses. Pure.

"吸烟率要降到20%以下[1]。到2027年…" gives the sentence "吸烟率要降到20%以下。" with the number 1 as soon as it is plain that no further mark follows.
Thoughts (<think>…</think>) are left out, list marks and bold type taken off, 【1】 and [1, 2] read as [1] and [1][2]; half a mark is held back.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

THINK, THOUGHT = "<think>", "</think>"
LONGEST = 400
"""Characters without an end: what goes on longer is no sentence but a model that cannot stop."""
_MARK = re.compile(r"\s*[\[【［〔]\s*\^?(\d{1,3}(?:\s*[,，、;；-]\s*\d{1,3})*)\s*[\]】］〕]")
# What may still become a mark: an open bracket with digits at the very end.
_HALF = re.compile(r"\s*[\[【［〔]\s*\^?[\d,，、;；\s-]{0,24}$")
_END = re.compile(r"[。！？!?；;]+[”’」』）)\"]*|(?<=[A-Za-z0-9%)\]】\"”])\.(?=\s|$|[\[【［])[\"”]?|\n+")
_LIST = re.compile(r"^\s*(?:[-*•·#>]+\s*|\(?\d{1,2}[.、)）](?!\d)\s*|[一二三四五六七八九十]{1,2}、\s*)+")
_BOLD = re.compile(r"\*\*|__|`+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks, the numbers in them, and whether it came to its end."""

    text: str
    numbers: tuple[int, ...]
    whole: bool = True


class Reader:
    """Takes a model's words piece by piece. ``restarted`` says that all before was a thought that had not been announced."""

    def __init__(self) -> None:
        self._waiting = ""
        self._thinking = False
        self.restarted = False
        self.endless = False

    def feed(self, words: str) -> Iterator[Sentence]:
        """The sentences that are complete with these words."""
        self._waiting += words
        self._leave_thoughts()
        while not self._thinking and (cut := self._first()):
            sentence, self._waiting = self._waiting[:cut], self._waiting[cut:]
            if made := _sentence(sentence, whole=True):
                yield made
        if not self._thinking and len(self._waiting) > LONGEST:
            self.endless = True

    def end(self, *, whole: bool) -> Iterator[Sentence]:
        """What is left when the model stops; ``whole`` where it stopped of itself."""
        rest = "" if self._thinking else _HALF.sub("", self._waiting)
        self._waiting = ""
        for piece in _pieces(rest):
            if made := _sentence(piece, whole=whole or bool(_END.search(piece))):
                yield made

    def _leave_thoughts(self) -> None:
        while True:
            if self._thinking:
                before, mark, after = self._waiting.partition(THOUGHT)
                if not mark:
                    self._waiting = before[-len(THOUGHT) :]  # it may be the beginning of the mark
                    return
                self._thinking, self._waiting = False, after
            elif THINK in self._waiting and (THOUGHT not in self._waiting or self._waiting.index(THINK) < self._waiting.index(THOUGHT)):
                before, _, after = self._waiting.partition(THINK)
                self._waiting, self._thinking = after, True
            elif THOUGHT in self._waiting:
                self._waiting, self.restarted = self._waiting.partition(THOUGHT)[2], True
            else:
                return

    def _first(self) -> int:
        """Where the first complete sentence with its marks ends; 0 where none is complete."""
        for end in _END.finditer(self._waiting):
            at = end.end()
            while mark := _MARK.match(self._waiting, at):
                at = mark.end()
            rest = self._waiting[at:]
            if not rest.strip() or _HALF.fullmatch(rest) or _starts_thought(rest):
                return 0  # a mark, or the rest of one, may follow
            if self._waiting[:at].strip():
                return at
        return 0


def _starts_thought(rest: str) -> bool:
    """Whether a text may be the beginning of a mark of thoughts."""
    return any(mark.startswith(rest) for mark in (THINK, THOUGHT))


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for end in _END.finditer(text):
        stop = end.end()
        while mark := _MARK.match(text, stop):
            stop = mark.end()
        if stop > at:
            yield text[at:stop]
            at = stop
    if text[at:].strip():
        yield text[at:]


def _sentence(text: str, *, whole: bool) -> Sentence | None:
    """A stretch as a sentence; None where it says nothing: a lead-in that ends in a colon, a heading, only marks."""
    if text.lstrip().startswith("#"):
        return None
    numbers = [int(n) for m in _MARK.finditer(text) for n in _listed(m[1])]
    text = "".join(c for c in text if unicodedata.category(c) != "Cf")  # what turns writing round, or has no width
    words = " ".join(_BOLD.sub("", _LIST.sub("", _MARK.sub("", text))).split())
    if not re.search(r"[㐀-鿿A-Za-z]", words) or words.rstrip("。.").endswith(("：", ":")):
        return None
    return Sentence(words, tuple(dict.fromkeys(numbers)), whole)


def _listed(numbers: str) -> Iterator[str]:
    """The numbers of a mark: 1, 2 and 3 of "1-3" and of "1, 2, 3"."""
    for part in re.split(r"[,，、;；]", numbers):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if dash and first and last and int(first) <= int(last) <= int(first) + 20:
            yield from map(str, range(int(first), int(last) + 1))
        elif first:
            yield first
