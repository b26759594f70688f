"""The bilingual glossary: English phrases and what the Chinese documents call them, found in a text whatever their form. Pure.

An entry "smoke + ban" stands wherever a text has both. "Smoke-free centres" finds the entry "smoke-free center": hyphens, spelling and endings are put aside by rule (the Snowball stemmer), so that
glossary.txt has each phrase once. The longest phrase at each place counts; its very words before others of the same stems.
"""

import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from snowballstemmer import stemmer

from index.folding import fold_text

HERE = Path(__file__).parent
NEAR = 3
"""Words on either side of one that the glossary has only in phrases, among which the rest of such a phrase is looked for."""
Phrase = tuple[str, ...]
Together = tuple[frozenset[str], tuple[str, ...]]
"""The stems of words that mean something together, and what."""
WORD = re.compile(r"[a-z0-9]+(?:[’'.][a-z0-9]+)*%?", re.I)
# British spelling as American; what is no word any more is so on both sides.
_SPELLING = (
    (re.compile(r"(?<=[a-z]{2})is(?=e|ing|ation|able)"), "iz"),
    (re.compile(r"(?<=[a-z]{3})our"), "or"),
    (re.compile(r"ae|(?<=[a-z])oe(?=[a-z]{2})|^oe"), "e"),
    (re.compile(r"(?<=[a-z][tb])re(?=s?$)"), "er"),
    (re.compile(r"mme(?=s?$)"), "m"),
    (re.compile(r"(?<=defen|licen|offen)c(?=e)|(?<=practi)c(?=e)"), "s"),
    (re.compile(r"(?<=[a-z]l)l(?=ed$|ing$|ers?$|ors?$)|(?<=l)l(?=ment|ful)"), ""),
)
# Numbers in figures, and of how many: "per ten thousand residents" as "per 10000".
_COUNTING = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_NUMBERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<=\d),(?=\d{3})"), lambda _: ""),
    (re.compile(r"\b(?:(hundred|100|ten|10) )?thousand\b(?! yuan)", re.I), lambda found: {None: "1000", "ten": "10000", "10": "10000"}.get(found[1], "100000")),
    (re.compile(rf"\b(?:{_COUNTING.replace(' ', '|')})\b"), lambda found: str(_COUNTING.split().index(found[0]) + 1)),
    (re.compile(r"\b(?:for every|for each|out of every|every|per) (10*)(?: of the)?(?: (?:people|persons|residents|inhabitants|population|citizens|head))?(?= |$|\W)"), lambda found: f"per {found[1]}"),
)  # fmt: skip
# Forms that no rule gives.
_IRREGULAR = {form: word for word, forms in {
    "child": "children", "woman": "women", "man": "men", "tooth": "teeth", "foot": "feet", "mouse": "mice", "life": "lives", "lead": "led",
    "teach": "taught", "buy": "bought", "sell": "sold", "give": "gave given", "take": "took taken", "grow": "grew grown", "rise": "rose risen",
    "eat": "ate eaten", "drink": "drank drunk", "drive": "drove driven", "die": "dying", "build": "built", "pay": "paid", "keep": "kept", "bring": "brought",
    "fall": "fell fallen", "meet": "met", "run": "ran", "draw": "drew drawn", "write": "wrote written", "begin": "began begun", "hold": "held", "feel": "felt",
    "bureau": "bureaus bureaux", "bus": "buses", "crisis": "crises", "analysis": "analyses", "diagnosis": "diagnoses",
}.items() for form in forms.split()}  # fmt: skip
_STEMMER = stemmer("english")
# Who does: "hikers" are spoken of where hiking is.
_DOER = re.compile(r"(?<=[a-z]{4})(?:e?rs?|ors?|ists?)$")
# In what two forms of one word may differ; "collect" and "collective" have one stem too, and are two words.
_ENDINGS = frozenset(
    f"{double}{ending}" for double in ("", *"bdglmnprt")
    for ending in ("", "e", "y", "s", "es", "ies", "ied", "d", "ed", "ing", "ly", "ily", "er", "ers", "ion", "ions", "ate", "ates", "ated", "ating", "ation", "ations", "ment", "ments", "ness")
)  # fmt: skip

_TWO_WORDS = {"e", "y"}
"""Residence is no residency."""


@dataclass(frozen=True, slots=True)
class Term:
    """An English phrase as a text has it and what the documents call it, the best first."""

    english: str
    chinese: tuple[str, ...]

    @property
    def length(self) -> int:
        """How many words the phrase has."""
        return self.english.count(" ") + 1


def figures(text: str) -> str:
    """A text with its numbers in figures, and of how many each is: "seven places per 1,000 people" as "7 places per 1000"."""
    for pattern, written in _NUMBERS:
        text = pattern.sub(written, text)
    return text


def words_of(text: str) -> list[str]:
    """The words of an English text in small letters, those joined by hyphens apart, without the 's of possession; numbers in figures."""
    plain = re.sub(r"n't\b", " not", text.lower().replace("’", "'"))
    return [re.sub(r"'s?$", "", match.group()) for match in WORD.finditer(figures(plain))]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A word in small letters without its ending and its British spelling: "centres" as "center", "vaccinating" as "vaccin"."""
    return str(_STEMMER.stemWord(_american(word)))


@lru_cache(maxsize=65_536)
def _american(word: str) -> str:
    word = _IRREGULAR.get(word, word)
    for pattern, american in _SPELLING:
        word = pattern.sub(american, word)
    return word


def longest(words: Sequence[str], at: int) -> Term | None:
    """The longest phrase of the glossary that begins at a word; None where none does."""
    exact, stems, _, most = _glossary()
    for length in range(min(most, len(words) - at), 0, -1):
        said = tuple(words[at : at + length])
        alike = exact.get(said) or _nearest(said, stems.get(tuple(stem(word) for word in said), ()))
        if alike:
            return Term(" ".join(said), alike)
    doing = _DOER.sub("", words[at])
    alike = _nearest((doing,), stems.get((stem(doing),), ())) if doing != words[at] else ()
    return Term(words[at], alike) if alike else None


def apart(words: Sequence[str]) -> list[Together]:
    """What words that stand apart in a text mean together, "smoke + ban" of "where is smoking to be banned"; with the stems of these."""
    text = f" {' '.join(stem(word) for word in words)} "
    return [
        (frozenset(" ".join(parts).split()), chinese) for parts, chinese in _glossary()[2] if all(f" {part} " in text for part in parts)
    ]


def scattered(words: Sequence[str], unknown: Iterable[str], empty: Container[str]) -> list[Together]:
    """What words mean that the glossary has only in phrases, where the others of such a phrase stand nearby, in any order and form.

    "Are tired drivers stopped" holds "driving while tired" by ``unknown`` tired; ``empty`` words of a phrase need not. With the stems of its words.
    """
    found: list[Together] = []
    for word in dict.fromkeys(unknown):
        at = words.index(word)
        near = {_root(other): stem(other) for other in words[max(at - NEAR, 0) : at + NEAR + 1]}
        fitting = [
            (len(roots), phrase) for phrase in _phrases_by_root().get(_root(word), ())
            if len(roots := {_root(part) for part in phrase if part not in empty}) > 1 and roots <= near.keys()
        ]  # fmt: skip
        if fitting:
            phrase = max(fitting)[1]
            found.append((frozenset(near[_root(part)] for part in phrase if part not in empty), _glossary()[0][phrase]))
    return found


def _root(word: str) -> str:
    """What words of one kin share: driver, driving, drive; bacteria, bacterial."""
    return re.sub(r"[aeiy]+$", "", stem(_DOER.sub("", word)))


@lru_cache(maxsize=1)
def _phrases_by_root() -> dict[str, list[Phrase]]:
    """The phrases of several words by the root of each."""
    found: dict[str, list[Phrase]] = {}
    for phrase in _glossary()[0]:
        for word in phrase if len(phrase) > 1 else ():
            found.setdefault(_root(word), []).append(phrase)
    return found


@lru_cache(maxsize=1)
def others() -> dict[str, tuple[str, ...]]:
    """What documents call a thing beside the Chinese that its phrases are put into first, by that, all folded: 采供血 may be 血站."""
    exact, _, together, _ = _glossary()
    found: dict[str, dict[str, None]] = {}
    for chinese in (*exact.values(), *(chinese for _, chinese in together)):
        found.setdefault(fold_text(chinese[0]), {}).update(dict.fromkeys(map(fold_text, chinese[1:])))
    return {first: tuple(rest) for first, rest in found.items() if rest}


def _nearest(said: Phrase, alike: Sequence[tuple[Phrase, tuple[str, ...]]]) -> tuple[str, ...]:
    """What the phrase means that is likest of those with the same stems: "pensioners" is of "pensioner", not of "pension"."""
    likest: tuple[int, tuple[str, ...]] = (0, ())
    for phrase, chinese in alike:
        mine, other = (" ".join(_american(word) for word in words) for words in (said, phrase))
        shared = next((n for n, (a, b) in enumerate(zip(mine, other, strict=False)) if a != b), min(len(mine), len(other)))
        ends = {mine[shared:], other[shared:]}
        if shared > likest[0] and (len(said) > 1 or (ends <= _ENDINGS and ends != _TWO_WORDS)):
            likest = (shared, chinese)
    return likest[1]


@lru_cache(maxsize=1)
def _glossary() -> tuple[
    dict[Phrase, tuple[str, ...]], dict[Phrase, list[tuple[Phrase, tuple[str, ...]]]], list[tuple[list[str], tuple[str, ...]]], int
]:
    """What each phrase means; the phrases by the stems of their words; what words apart mean; and how many words the longest phrase has."""
    exact: dict[Phrase, tuple[str, ...]] = {}
    stems: dict[Phrase, list[tuple[Phrase, tuple[str, ...]]]] = {}
    together: list[tuple[list[str], tuple[str, ...]]] = []
    for line in (HERE / "glossary.txt").read_text(encoding="utf-8").splitlines():
        left, sign, right = line.partition(" = ")
        chinese = tuple(word.strip() for word in right.split("|"))
        for phrase in left.split("|") if sign and not line.startswith("#") else ():
            if "+" in phrase:
                together.append(([" ".join(stem(word) for word in words_of(part)) for part in phrase.split("+")], chinese))
                continue
            words = tuple(words_of(phrase))
            exact.setdefault(words, chinese)
            stems.setdefault(tuple(stem(word) for word in words), []).append((words, chinese))
    return exact, stems, together, max(len(words) for words in exact)
