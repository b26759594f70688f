"""What of a question is asked: its words at the interrogative and behind it, in the part that asks. Pure.

A question names its matter first and asks of it last. In "丽水加装电梯，一楼住户不同意要怎么赔偿" the matter is 加装电梯; a sentence about that alone
holds nothing of what is asked, 赔偿.
"""

import re
from collections.abc import Iterable

from assistant.answers import asking_part

_INTERROGATIVE = re.compile(
    r"(\w)[不没]\1|有没有|能否|可否|是否|谁|什么|啥|哪|几|多少|多[大久长高远]|怎么|如何|怎样|咋|还是|(?:[吗么没不])(?=[?]|$)"
)
_PARTED = re.compile(r"[,。?!;:]")


def focus(subject: str, terms: Iterable[str]) -> tuple[str, ...]:
    """Those of a folded question's terms that say what it asks, in their order; where none stands there, the last of the part that asks.

    Of terms within each other the longest counts.
    """
    parts = [part for part in _PARTED.split(asking_part(subject)) if part.strip()] or [subject]
    part = next((part for part in reversed(parts) if _INTERROGATIVE.search(part)), parts[-1])
    there = [term for term in terms if term in part]
    found = sorted((part.rfind(term), term) for term in there if not any(term != other and term in other for other in there))
    at = max((match.start() for match in _INTERROGATIVE.finditer(part)), default=len(part))
    return tuple(term for start, term in found if start >= at) or tuple(term for _, term in found[-1:])
