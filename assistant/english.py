"""An English question made the Chinese words that the documents would be searched with; and the gloss of an answer's key terms. No model.

"What is Jiaxing's target for life expectancy in 2030?" becomes "嘉兴 2030年 人均预期寿命 目标 多少". What the glossary does not know is left
out. Quotations stay Chinese; the terms that were asked about are given with their English beneath the answer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from index.folding import fold_text

HERE = Path(__file__).parent
WORD = re.compile(r"[a-z0-9]+(?:['’.-][a-z0-9]+)*%?", re.I)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_UNITS = ((r"%|percent|per cent", "%"), (r"percentage points?", "个百分点"), (r"class hours?|lessons?", "课时"), (r"minutes?", "分钟"))
_VALUE = re.compile(rf"(?<![\d.,])(\d+(?:\.\d+)?)[\s-]*({'|'.join(unit for unit, _ in _UNITS)})(?![a-z])", re.I)
# Who asks for whom is no mother or father of a policy.
_KIN = re.compile(
    r"\b(?:my|our|his|her)\s+(?:mother|father|mum|mom|dad|wife|husband|sister|brother|uncle|aunt)(?:\s+(?:has|is|had))?\b", re.I
)
# How a question asks, and the Chinese that asks so.
ASKS = (
    (re.compile(r"\b(?:how many|which|what)(?: of [^,?]{0,30}?)?(?: health)? (?:actions?|measures?|tasks?)\b.{0,30}\bl(?:ed by|eads?)\b", re.I), "牵头哪些行动"),
    (re.compile(r"\bwho (?:leads|heads|chairs)|lead (?:unit|agency|department|body)|\bled by\b|\bthe lead\b|(?:unit|agency|department|body|bureau)s? (?:leading|that leads|that heads|heading)\b", re.I), "由谁牵头"),
    (re.compile(r"\b(?:which|what) (?:\w+ )?(?:departments?|agenc(?:y|ies)|bod(?:y|ies)|units?|bureaus?|authorit(?:y|ies))|\bwho (?:is|are)|\bwho\b.{0,20}\b(?:deals? with|handles?|manages?|oversees?|takes care of)|in charge|responsible", re.I), "责任单位是哪些"),
    (re.compile(r"\bhow (?:many|much)|what (?:share|percentage|proportion|rate|number|level|size)|\brate\b|\btarget\b|\bhow (?:high|low|large|big|old|far|long)|from what age|what age", re.I), "多少"),
    (re.compile(r"\bwhen\b|\bwhat year|\bby when|\bsince when", re.I), "什么时候"),
    (re.compile(r"\bwhich (?:one )?of (?:the|these|your)\b[^?]{0,12}\bdocuments?\b", re.I), "哪份文件"),
    (re.compile(r"\bwhich (?:ones|provincial|national|document)|\bbased on\b", re.I), "依据哪份文件"),
    (re.compile(r"\bwhich\b|\bwhat are\b|\blist\b|\bname the\b", re.I), "哪些"),
)  # fmt: skip
# Words of the glossary that say how is asked, not what for; ASKS says it already.
_ASKED = frozenset({"牵头单位", "责任单位", "责任部门", "多少", "哪些", "牵头", "负责"})
FUNCTION = frozenset([
    "the", "a", "an", "of", "is", "are", "was", "were", "be", "been", "being", "to", "and", "or", "for", "in", "on", "at",
    "by", "from", "with", "as", "that", "this", "these", "those", "it", "its", "do", "does", "did", "can", "could", "would",
    "will", "shall", "should", "may", "might", "must", "have", "has", "had", "i", "you", "he", "she", "we", "they", "my",
    "your", "our", "their", "his", "her", "there", "here", "what", "which", "who", "whom", "whose", "when", "where", "why",
    "how", "any", "some", "all", "much", "many", "more", "most", "than", "then", "so", "if", "but", "not", "no", "one", "s",
    "t", "about", "into", "over", "under", "out", "up", "down", "per", "also", "just", "only", "such", "very", "really",
])  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """An English phrase of a question and what the documents call it, the best first."""

    english: str
    chinese: tuple[str, ...]


def chinese(question: str) -> str:
    """The question in the documents' words: its terms in order, its values and years, and how it asks."""
    question = _KIN.sub(" ", question)
    years = " ".join(f"{word}年" for word in WORD.findall(question) if _YEAR.match(word))
    about = (term.chinese[0] for term in _terms(question))
    kept = " ".join([*about, *_values(question), *_han(question), *_kept(question)])
    asks = next((words for pattern, words in ASKS if pattern.search(question)), "")
    return " ".join(part for part in (kept, years, asks) if part)


def gloss(question: str, answer: str) -> tuple[tuple[str, str], ...]:
    """The terms of a question that its answer speaks of, in either script: the Chinese and the English of each, once."""
    folded = fold_text(answer)
    found: dict[str, str] = {}
    for term in _terms(question):
        said = next((word for word in term.chinese if fold_text(word) in folded), None)
        if said:
            found.setdefault(said, term.english)
    return tuple(found.items())


def chinese_of(text: str) -> tuple[list[Term], list[str]]:
    """The terms of any English text, and its words that the glossary does not know."""
    words = [re.sub(r"'s$", "", match.group().lower().replace("’", "'")) for match in WORD.finditer(text)]
    found: list[Term] = []
    unknown: list[str] = []
    at = 0
    while at < len(words):
        term, length = _longest(words, at)
        if term:
            found.append(term)
        elif words[at] not in FUNCTION and not re.search(r"\d", words[at]):
            unknown.append(words[at])
        at += length
    return found, unknown


def _asks(term: Term) -> bool:
    """Whether a term says how is asked, or is a year, which the question has anyhow."""
    return term.chinese[0] in _ASKED or bool(re.fullmatch(r"到?\d{4}年", term.chinese[0]))


def _terms(question: str) -> Iterator[Term]:
    """The phrases of a question that the glossary knows, the longest at each place, but for those that say how is asked."""
    return (term for term in chinese_of(question)[0] if not _asks(term))


def _longest(words: list[str], at: int) -> tuple[Term | None, int]:
    """The longest phrase of the glossary that begins at a word, and its length in words; None and one where none does."""
    known, longest = _glossary()
    for length in range(min(longest, len(words) - at), 0, -1):
        phrase = " ".join(words[at : at + length])
        found = known.get(phrase) or known.get(_singular(phrase))
        if found and not (length == 1 and phrase in FUNCTION):
            return Term(phrase, found), length
    return None, 1


def _singular(phrase: str) -> str:
    """A phrase with its last word in the singular, as far as spelling tells."""
    for end, new in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("s", "")):
        if phrase.endswith(end) and not phrase.endswith("ss"):
            return phrase[: -len(end)] + new
    return phrase


def _han(question: str) -> list[str]:
    """Chinese words that the question itself holds, such as 市生态环境局."""
    return re.findall(r"[㐀-鿿]{2,}", question)


def _values(question: str) -> list[str]:
    """Values with their units: 10课时 of "10 class hours"."""
    return [
        number + next(chinese for unit, chinese in _UNITS if re.fullmatch(unit, word, re.I)) for number, word in _VALUE.findall(question)
    ]


def _kept(question: str) -> list[str]:
    """Names in capitals, numbers with letters and telephone numbers, which documents write in the same way: AED, PET-CT, 12320."""
    return [word for word in re.findall(r"\b(?:[A-Z][A-Z0-9-]+|\d{5,})\b", question) if len(word) > 1]


@lru_cache(maxsize=1)
def _glossary() -> tuple[dict[str, tuple[str, ...]], int]:
    """English phrases with their Chinese, and how many words the longest has."""
    known: dict[str, tuple[str, ...]] = {}
    for line in (HERE / "glossary.txt").read_text(encoding="utf-8").splitlines():
        left, sign, right = line.partition("=")
        if sign and not line.startswith("#"):
            words = tuple(word.strip() for word in right.split("|") if word.strip())
            for phrase in left.split("|"):
                known.setdefault(" ".join(WORD.findall(phrase.lower().replace("’", "'"))), words)
    return known, max((phrase.count(" ") + 1 for phrase in known), default=1)
