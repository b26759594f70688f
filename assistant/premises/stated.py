"""What a question states before it asks something else of it: "青少年要熟练掌握4项以上运动技能，谁负责这事？" states 4项以上. Pure.

The stated part is asked by itself, for the sentence that answers the question, a list of units, may not be the one that it contradicts.
"""

import re

from assistant.premises.contrary import claims
from assistant.premises.premise import states_value
from assistant.question.roles import LEAD
from index.reading import bare

_PART = re.compile(r"[^,，。;；:：?？!！]+")
_ASKS = re.compile(r"谁|哪|什么|啥|怎么|如何|多少|几[个家项]|负责|牵头|组长|为何|咋")
_ASKS_WHO = re.compile(r"谁|哪|什么|啥|几[个家]|多少")
_LEADS = re.compile(rf"[局委办厅联会](?:来|在|要|得)?(?:{LEAD})")
_ENOUGH = 6
"""Characters of the shortest part that says what it is about."""


def stated(question: str) -> str | None:
    """The part of a question that states a value, or claims something in words, where another part asks who, where or how; one that says who leads,
    whatever the others say. None where there is no such part."""
    parts = _PART.findall(question)
    leads = [part for part in parts if _LEADS.search(bare(part)) and not _ASKS_WHO.search(bare(part))]
    asking = [part for part in parts if _ASKS.search(bare(part)) and part not in leads]
    said = [part for part in parts if len(part) >= _ENOUGH and part not in asking and (states_value(part) or claims(bare(part)))]
    if len(parts) > 1 and len(leads) == 1:
        return f"{leads[0]}，对吗？"
    return f"{said[0]}，对吗？" if asking and len(said) == 1 else None
