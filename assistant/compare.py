"""A comparison's second look at a place that did not answer: in the words of one that did, and for what is said without the form asked for. Pure.

"护士配备谁的目标更高，沈阳还是嘉兴" is answered by 沈阳 with 每千常住人口注册护士数; asked so, the other's table has 千人口注册护士数. A share that is asked for is
often not there, though the measure is: 開展國家衛生鄉鎮創建.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.answers import Answer, Claim, Question
from index.reading import bare, bigrams, parts, similarity

SAME = 0.5
"""How alike what another place says must be to the words in which it was asked for."""
LEAST = 4
"""Characters of the shortest words in which another place can be asked."""
_VALUE = re.compile(r"(?:达到|达|提高到?|提升到?|降低到?|下降到?|控制在|不[少低高]于|不超过|增加到?)?[≥≤<>]?\d.*$|(?:达到|达)[^,]*$")
_LETTERS = re.compile(r"[a-z]{3,}")
_TOPIC = re.compile(r"[:,。]|这件?事")
_ONLY_COMPARES = re.compile(r"哪[家个份座市边]|谁|各|分别|一样|区别|不同|相比|比")
_ROW = re.compile(r"^「?([^:」]{2,60}?)」?(?:\([^()]*\))?:")


def wordings(question: Question, answers: Sequence[Answer]) -> Iterator[str]:
    """The words in which the answers name what a question asks about: a name in Latin letters first, which is everybody's, then the likest."""
    asked = bigrams(question.subject)
    named = {words for answer in answers for claim in answer.claims if not claim.counted for words in _named(claim)}
    yield from sorted(set(_LETTERS.findall(bare(question.search_words))) & set(_LETTERS.findall(" ".join(named))))
    scored = sorted(((len(asked & bigrams(words)), words) for words in named), reverse=True)
    yield from (words for score, words in scored if score and len(words) >= LEAST)


def _named(claim: Claim) -> Iterator[str]:
    """What a claim speaks of, by its parts, without values; of a row its name."""
    text = bare(claim.text)
    if row := _ROW.match(text):
        yield row[1]
        return
    for start, end in parts(text):
        yield _VALUE.sub("", re.sub(r"^到?\d{4}年底?", "", text[start:end]))


def says_the_same(answer: Answer, words: str) -> bool:
    """Whether an answer speaks of what the words name: in like words, or by a name in Latin letters, which has no other."""
    letters = set(_LETTERS.findall(words))
    return any(
        similarity(words, named) >= SAME or letters & set(_LETTERS.findall(named)) for claim in answer.claims for named in _named(claim)
    )


def topic(question: Question) -> str:
    """What a comparison is about, where it says that first and then only asks which place does what: 放除颤仪：嘉兴与丽水，哪家给了台数; "" otherwise."""
    first, rest = [*_TOPIC.split(bare(question.asked), maxsplit=1), ""][:2]
    return first if _ONLY_COMPARES.search(rest) and any(term in first for term in question.terms) else ""


def loosely(question: Question) -> Question:
    """The question for whatever is said of what it asks about, in no form."""
    return replace(question, wants="text", asked=" ".join(question.terms))
