"""Answers out of facts: no model, no guess. What the ledger says is stated as it stands, with its span.

"嘉兴2030年人均预期寿命目标" is answered from the table's row and its header. An asked year that a table has not is not answered with another
year's value.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.answers import Question
from assistant.extract import Evidence
from assistant.origin import origin
from assistant.responsible import measure_duty, unit_duties
from assistant.statements import Found, Statement, span
from assistant.structure import structure
from index.documents import Indicator, Value
from index.folding import fold_text
from index.ledger import likeness
from index.library import Library

NAMED, LEAST_OF_NAME = 0.72, 0.35
"""How surely a question must name an indicator, and the share of its name's characters that the question must have at least."""
BESIDE = 0.6
"""As surely at least where another document's indicator is named."""
SAME_QUANTITY = 0.12
"""What it adds that both speak of each thousand, or both of each ten thousand."""
WHOLE_NAME, LEAST_OF_QUESTION = 0.8, 0.4
"""A question that holds so much of a name in one piece names it, if the name holds so much of the question."""
_EMPTY = frozenset(("做到", "想做到", "总", "控制", "达标", "压", "占", "定", "每千人", "每万人", "千人", "万人"))
_ASKS_COURSE = re.compile(r"从.{0,4}\d{4}年?.{0,4}(?:到|起)|各个?年|每年各|历年|这些年|怎么(?:变|走)|变化|一步步|逐步|升到|两份文件|前后")
_PER = re.compile(r"^每?[百千万]+(?:名|常住)?(?:人口|人)?(?=.{2})")
_QUANTITY = re.compile(r"([百千万]|十万)(?:名|常住)?[人老儿]")


def facts(question: Question, library: Library, evidence: Evidence) -> Found | None:
    """What the ledger says to a question; None where the question asks for no fact of it."""
    found = origin(question, library) or unit_duties(question, library)
    if found:
        return found
    if question.wants == "unit":
        return measure_duty(question, library, evidence)
    return structure(question, library) or (_indicators(question, library) if question.wants in ("number", "text") else None)


def _indicators(question: Question, library: Library) -> Found | None:
    """The rows of indicator tables that a question names, each document's best."""
    asked = _Asked.of(question)
    best: dict[str, tuple[float, Indicator]] = {}
    for indicator in library.store.indicators(question.documents):
        score = _named(indicator, asked)
        if score > best.get(indicator.document_id, (BESIDE, None))[0]:
            best[indicator.document_id] = (score, indicator)
    top = max((score for score, _ in best.values()), default=0.0)
    if top <= NAMED:
        return None
    years = [] if _ASKS_COURSE.search(fold_text(question.asked)) else [str(year) for year in question.years]
    rows = [row for score, row in best.values() if score >= top - 0.2]
    fitting = [row for row in rows if not years or any(set(years) & set(value.years) for value in row.values)]
    if not any(row.values for row in rows):
        set_in_text = any(likeness(row.name, target.subject) > 0.62 for row in rows for target in library.store.targets([row.document_id]))
        return None if set_in_text else Found(absent=f"文件的指标表只列出「{rows[0].name}」这一指标，没有给出数值。")
    if not fitting:
        there = sorted({year for row in rows for value in row.values for year in value.years})
        return Found(absent=f"文件的指标表列有「{rows[0].name}」，但只有{'、'.join(there)}年的值，没有{'、'.join(years)}年的。")
    return Found(statements=tuple(row_statement(library, row, years) for row in fitting if row.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What of a question the names of indicators are held against, folded once for all of them."""

    question: Question
    subject: str
    quantity: str
    characters: frozenset[str]
    weights: Mapping[str, float]

    @classmethod
    def of(cls, question: Question) -> "_Asked":
        subject = fold_text(question.subject)
        also = (word for term in question.terms for word in question.also(term))
        return cls(
            question=question, subject=re.sub(r"\W", "", subject), quantity=_quantity(subject),
            characters=frozenset(fold_text(question.search_words)).union(*also),
            weights={term: weight for term, weight in question.terms.items() if term not in _EMPTY},
        )  # fmt: skip


def _named(indicator: Indicator, asked: _Asked) -> float:
    """How surely a question names an indicator, from 0 to 1: by how much of the question its name holds, or of its name the question."""
    folded = fold_text(indicator.name)
    name = _PER.sub("", re.sub(r"\W", "", re.sub(r"\(.*\)$", "", folded)))
    quantity = _quantity(folded)
    if asked.quantity and quantity and asked.quantity != quantity:
        return 0.0  # each thousand is not each ten thousand
    of_name = sum(c in asked.characters for c in name) / len(name)
    words = fold_text(f"{indicator.name}{indicator.unit or ''}")
    held = sum(weight * _holds(term, words, asked.question) for term, weight in asked.weights.items())
    of_question = held / sum(asked.weights.values()) if asked.weights else 0.0
    is_head = any(len(term) > 2 and name.endswith(term) for term in asked.weights)
    by_question = 0.0
    if is_head or of_name >= LEAST_OF_NAME:
        same = SAME_QUANTITY if asked.quantity and quantity else 0.0
        by_question = min(1.0, 0.75 * of_question + 0.25 * of_name + same)
    whole = SequenceMatcher(None, name, asked.subject, autojunk=False).find_longest_match().size / len(name)
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


def row_statement(library: Library, row: Indicator, years: Sequence[str]) -> Statement:
    """A row of an indicator table in words, with the row and the header as its spans; its values of some years, or all."""
    spans = [span(library, row.clause_id, row.start, row.end)]
    if head := library.header_clause(row.clause_id):
        spans.append((head, head.start, head.end))
    chosen = [v for v in row.values if not years or set(years) & set(v.years)]
    unit = f"（{row.unit}）" if row.unit else ""
    nature = f"（{row.nature}）" if row.nature else ""
    return Statement(text=f"{row.name}{unit}：{'；'.join(_grouped(chosen))}{nature}。", spans=tuple(spans))


def _grouped(values: Sequence[Value]) -> list[str]:
    """The values in words, those of the same years together."""
    groups: dict[tuple[tuple[str, ...], bool], list[Value]] = {}
    for value in values:
        groups.setdefault((value.years, value.certain), []).append(value)
    said = []
    for (years, certain), group in groups.items():
        words = "，".join(value.text for value in group)
        role = {"target": "目标", "baseline": "基数", None: ""}[group[0].role]
        if certain:
            said.append(f"{'、'.join(years)}年{role} {words}" if years else f"{role} {words}")
        else:
            said.append(f"{words}（表中单元格合并，没有写明是{'、'.join(years[:-1])}年还是{years[-1]}年的值）")
    return said
