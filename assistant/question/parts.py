"""A question that asks two things, of which one is who does it: the other by itself.

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

_PARTS = re.compile(r"(?:[^,，;；。?？!！.]|\.(?!\s|$))+[,，;；。?？!！.]*")
_NEXT = re.compile(r",?\s+(?:and|but)\s+(?=(?:who|which|what|how|when|by|does|do|is|are)\b)", re.I)
_ASKS = re.compile(r"多少|几(?!乎)|什么|啥|怎|如何|哪(?!个?部门|些?单位)|何时|多[久大高长]|百分之")
_WHO = re.compile(r"责任(?:单位|部门)是哪些|由谁牵头")


def asked_beside(question: Question, abouts: Mapping[str, About]) -> Question | None:
    """What a question asks, or states with a value, beside who does it; None where it asks or states nothing else, or asks who in the same words."""
    parts = [part for piece in _NEXT.split(question.standalone) for part in _PARTS.findall(piece) if re.search(r"\w", part)]
    if len(parts) < 2:
        return None
    read = [fold_text(understand(part, (), abouts, documents=question.documents).asked) for part in parts]
    others = [part for part in read if not asks_anyone(part)]
    if len(others) == len(read) or not any(_ASKS.search(part) or states_value(part) for part in others):
        return None
    whole = " ".join(without_roles(_WHO.sub(" ", part)) if asks_anyone(part) else part for part in read)
    other = understand(whole, (), abouts, documents=question.documents)
    return replace(other, text=question.text, language=question.language, standalone=question.standalone)
