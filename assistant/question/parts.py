"""A question that asks two things, of which one is who does it: each by itself.

"沈阳道路交通死亡率要降几成，由谁负责" asks besides how far it is to fall, and so does "谁管沈阳的道路交通安全？死亡率降多少"; "公筷公勺，谁来扛" asks one thing.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant.answers import Question
from assistant.premises.premise import states_value
from assistant.question.roles import asks_anyone, without_roles
from assistant.understand import understand
from index.documents import About
from index.folding import fold_text

_PARTS = re.compile(r"(?:[^,，;；。?？!！.–—]|\.(?!\s|$))+[,，;；。?？!！.–—]*")
_NEXT = re.compile(r",?\s+(?:and|but)\s+(?=(?:who|which|what|how|when|by|does|do|is|are)\b)", re.I)
_ASKS = re.compile(r"多少|几(?!乎)|什么|啥|怎|如何|哪(?!个?部门|些?单位)|何时|多[久大高长]|百分之|目标|标准")
_WHO = re.compile(r"责任(?:单位|部门)是哪些|由谁牵头")


def parts(question: Question, abouts: Mapping[str, About]) -> tuple[str, ...]:
    """The parts of a question that end in a mark or go on with another question, folded and in Chinese."""
    pieces = [part for piece in _NEXT.split(question.standalone) for part in _PARTS.findall(piece) if re.search(r"\w", part)]
    return tuple(fold_text(understand(part, (), abouts, documents=question.documents).asked) for part in pieces)


def who_and_else(question: Question, abouts: Mapping[str, About]) -> tuple[Question, Question] | None:
    """The part of a question that asks who does something, and with its words what else it asks or states with a value; None where it is one question."""
    read = parts(question, abouts)
    others = [part for part in read if not asks_anyone(part)]
    if len(others) in (0, len(read)) or not any(_ASKS.search(part) or states_value(part) for part in others):
        return None
    who = " ".join(part for part in read if asks_anyone(part))
    rest = " ".join(without_roles(_WHO.sub(" ", part)) if asks_anyone(part) else part for part in read)
    return _part(who, question, abouts), _part(rest, question, abouts)


def _part(words: str, question: Question, abouts: Mapping[str, About]) -> Question:
    """A part of a question understood by itself, of its documents."""
    part = understand(words, (), abouts, documents=question.documents)
    return replace(part, text=question.text, language=question.language, standalone=question.standalone)
