"""A question that asks two things, of which one is who does it: each by itself.

"沈阳道路交通死亡率要降几成，由谁负责" asks besides how far it is to fall, and so does "谁管沈阳的道路交通安全？死亡率降多少"; "公筷公勺，谁来扛" asks one thing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answers import Question
from assistant.language import language
from assistant.premises.premise import states_value
from assistant.question.english import chinese
from assistant.question.glossary import figures
from assistant.question.roles import asks_anyone, without_roles
from assistant.understand import understand
from index.documents import About
from index.folding import fold_text

_PARTS = re.compile(r"(?:[^,，;；。?？!！.–—]|\.(?!\s|$))+[,，;；。?？!！.–—]*")
_NEXT = re.compile(r",?\s+(?:and|but)\s+(?=(?:who|which|what|how|when|by|does|do|is|are)\b)", re.I)
_ASKS = re.compile(r"多少|几(?!乎)|什么|啥|怎|如何|哪(?!个?部门|些?单位)|何时|多[久大高长]|百分之|目标|标准")
_WHO = re.compile(r"责任(?:单位|部门)是哪些|由谁牵头")


# An English part asks by such words, or states a value; without, it names what the next one asks about: "Nursery places in Jiaxing – who leads?".
_ENGLISH = re.compile(
    r"\b(?:how|what|when|which|where|who|whose|is|are|do|does|did|will|should|must|can|has|have|right|correct|true)\b|\d", re.I
)


def parts(question: str) -> tuple[str, ...]:
    """The parts of a question that end in a mark or go on with another question, folded and in Chinese."""
    pieces = [part for piece in _NEXT.split(question) for part in _PARTS.findall(piece) if re.search(r"\w", part)]
    if language(question) != "en":
        return tuple(map(fold_text, pieces))
    return tuple(fold_text(chinese(part)) for part in _joined(pieces))


def _joined(pieces: Sequence[str]) -> list[str]:
    """English parts with those that only name what is asked about put before the one that asks it."""
    found: list[str] = []
    topic = ""
    for piece in pieces:
        if _ENGLISH.search(figures(piece)) or (found and not topic):
            found.append(f"{topic}{piece}")
            topic = ""
        else:
            topic += f"{piece} "
    return [*found, topic] if topic else found


def who_and_else(question: Question, abouts: Mapping[str, About]) -> tuple[Question, Question] | None:
    """The part of a question that asks who does something, and with its words what else it asks or states with a value; None where it is one question.

    A follow-up asks what it asks itself: what was asked before it is only what it is about.
    """
    if not (_asks_two(parts(question.text)) and _asks_two(read := parts(question.standalone))):
        return None
    who = " ".join(part for part in read if asks_anyone(part))
    rest = " ".join(without_roles(_WHO.sub(" ", part)) if asks_anyone(part) else part for part in read)
    return _part(who, question, abouts), _part(rest, question, abouts)


def _asks_two(read: Sequence[str]) -> bool:
    """Whether of the parts of a question some ask who, and others ask something else or state a value."""
    others = [part for part in read if not asks_anyone(part)]
    return 0 < len(others) < len(read) and any(_ASKS.search(part) or states_value(part) for part in others)


def _part(words: str, question: Question, abouts: Mapping[str, About]) -> Question:
    """A part of a question understood by itself, of its documents."""
    part = understand(words, (), abouts, documents=question.documents)
    return replace(part, text=question.text, language=question.language, standalone=question.standalone)
