"""How surely a question names an indicator or a quantity of the text, from 0 to 1. Pure.

"嘉兴千人床位数" names 千人床位数, and not 每千名老年人…床位数: what it is for each thousand of counts, and so does how much of each name the other holds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.answers import Question
from index.documents import Indicator, Target
from index.folding import fold_text

LEAST_OF_NAME = 0.35
"""The share of a name's characters that a question must have at least, where it has not the end of the name."""
SAME_QUANTITY = 0.12
"""What it adds that both speak of each thousand, or both of each ten thousand."""
WHOLE_NAME, LEAST_OF_QUESTION = 0.8, 0.4
"""A question that holds so much of a name in one piece names it, if the name holds so much of the question."""
_EMPTY = frozenset((
    "市民", "居民", "老百姓", "群众", "水平", "保持", "提高", "比例", "占比", "比重", "做到", "想做到",
    "口径", "数值", "数字", "具体", "区别", "差别", "差异", "对比", "比较", "表述", "做法", "不同", "变化",
    "总", "控制", "达标", "压", "占", "定", "每千人", "每万人", "千人", "万人",
))  # fmt: skip
_GENERIC = frozenset(("健康", "卫生", "医疗", "服务", "指标"))
"""Words that so many indicators have that they name none."""
_PER = re.compile(r"^每?[百千万]+(?:名|常住)?(?:人口|人)?(?=.{2})")
_QUANTITY = re.compile(r"([百千万]|十万)(?:名|常住)?[人老儿]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of a question the names of indicators are held against, folded once for all of them."""

    question: Question
    subject: str
    quantity: str
    characters: frozenset[str]
    weights: Mapping[str, float]

    @classmethod
    def of(cls, question: Question, part: str | None = None) -> "Asked":
        """A question, or a part of it; each thousand people of an earlier part count for a later one."""
        subject = fold_text(question.subject if part is None else part)
        terms = {term: weight for term, weight in question.terms.items() if term in subject and term not in _EMPTY and not term.isdecimal()}
        also = [word for term in terms for word in question.also(term)]
        words = question.search_words if part is None else part
        return cls(
            question=question, subject=re.sub(r"\W", "", subject), quantity=_quantity(subject) or _quantity(fold_text(question.subject)),
            characters=frozenset(fold_text(words)).union(*also), weights=terms,
        )  # fmt: skip


def named(fact: Indicator | Target, asked: Asked) -> float:
    """How surely a question names an indicator, from 0 to 1: by how much of the question its name holds, or of its name the question."""
    written = fact.name if isinstance(fact, Indicator) else fact.subject
    folded = fold_text(written)
    name = _PER.sub("", re.sub(r"\W", "", re.sub(r"\(.*\)$", "", folded)))
    quantity = _quantity(folded)
    if asked.quantity and quantity and asked.quantity != quantity:
        return 0.0  # each thousand is not each ten thousand
    of_name = sum(c in asked.characters for c in name) / max(len(name), 1)
    words = fold_text(f"{written}{fact.unit or ''}")
    held = sum(weight * _holds(term, words, asked.question) for term, weight in asked.weights.items())
    of_question = held / sum(asked.weights.values()) if asked.weights else 0.0
    is_head = any(
        name.endswith((term, f"{term}数", f"{term}率")) for term, weight in asked.weights.items() if len(term) > 1 and weight >= 1
    )
    by_question = 0.0
    if (is_head or of_name >= LEAST_OF_NAME) and any(
        term not in _GENERIC and _holds(term, words, asked.question) for term in asked.weights
    ):
        same = SAME_QUANTITY if asked.quantity and quantity else 0.0
        by_question = min(1.0, 0.75 * of_question + 0.25 * of_name + same)
    whole = SequenceMatcher(None, name, asked.subject, autojunk=False).find_longest_match().size / max(len(name), 1)
    return max(by_question, whole if len(name) > 3 and whole >= WHOLE_NAME and of_question >= LEAST_OF_QUESTION else 0.0)


def _quantity(folded: str) -> str:
    """千 of 每千人: the number of people that a rate is for; "" where there is none."""
    match = _QUANTITY.search(folded)
    return match[1] if match else ""


def _holds(term: str, name: str, question: Question) -> float:
    if term in name:
        return 1.0
    if any(word in name or name in word for word in question.also(term)):
        return 1.0
    pairs = [term[i : i + 2] for i in range(len(term) - 1)]
    return sum(pair in name for pair in pairs) / len(pairs) if pairs else 0.0
