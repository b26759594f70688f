"""Whether the numbers of a claim are those of its clauses: value, unit, comparator, year, and whose number it is. Pure.

"到2020年每万人口公办中医床位数力争达到5.5张" beside a clause that says so of beds and "4人" of doctors: a 4 before 张, or 5.5 before 人, is another's number. In a row
of a table a value belongs to its row, its column and, in a cell of several, to its label.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.checks.beside import Case
from assistant.checks.paraphrase import LIMIT
from index.reading import SCALES, Quantity, dated, organs, parts, quantities, similarity, years

OWNER = 0.15
"""By how much more the words around another number may be like those around a claim's before the number is that one's."""
NEXT = 6
SLIGHTLY = 0.16
Evidence = tuple[Quantity, str]
"""A number of a clause and its sentence."""
# 降低20% is a change, 降低到20% and 达到20% are levels.
_CHANGE = re.compile(r"(?:降|升|降低|下降|减少|压减|缩减|提高|提升|上升|增加|增长|新增|增)了?#$")
_LEVEL = re.compile(r"[到至达]了?#$")
_OPEN_YEAR = re.compile(r"\(表中单元格合并")
_UNIT_OF = {"名": "人", "位": "人", "天": "日", **dict.fromkeys("家所项条户座处片套台辆支批种类门例份部块", "个")}
_BOTH = re.compile("(?:指标|目标|要求|任务)?(?:都|均|皆)")
_UNITS_COUNTED = re.compile(r"(?:责任|牵头|配合|参与)?(?:单位|部门)|[,:;。]|$")


def numbers_stand(case: Case) -> bool:
    """Each number stands there with its unit and comparator, of its year, as that thing's."""
    # A year in the header of a table is not "the year before" for the row after it.
    told = [(sentence, ()) for sentence in case.sentences] if case.has_rows else dated(case.sentences)
    evidence = [(q, sentence) for sentence, earlier in told for q in quantities(sentence, earlier)]
    said = (replace(q, years=()) if _OPEN_YEAR.match(case.text, q.end) else q for q in quantities(case.text))
    return all(_number_stands(case, q, evidence) for q in said if not (q.value == 1 and "一" in case.claim) and not _is_measure(case, q))


def _number_stands(case: Case, q: Quantity, evidence: Sequence[Evidence]) -> bool:
    fitting = [(e, s) for e, s in evidence if e.value * _scale_of(s, case) == q.value and _same_slots(case, q, e, s)]
    fitting = fitting or [(e, s) for e, s in evidence if e.value == q.value and _same_slots(case, q, e, s)]
    if not fitting:
        return re.search(rf"(?<![\d.]){q.value.normalize():f}(?![\d.])", case.around) is not None and not q.unit
    if case.has_rows:
        return _of_its_column(case, q)
    others = [(e, s) for e, s in evidence if e.value != q.value and e.unit == q.unit and any(s == t for _, t in fitting)]
    by_owner = _closer(others, fitting, lambda e, _: _owners(q, e, either_side=case.in_own_words))
    mine, homes = _part_of(case.text, q), {_part_of(s, e, whole=True) for e, s in fitting}
    if not case.in_own_words or any(_part_of(s, e, whole=True) in homes for e, s in others):
        return by_owner <= OWNER
    # In other words the order changes: what counts is the part that a number stands in.
    by_part = _closer(others, fitting, lambda e, s: similarity(mine, _part_of(s, e)))
    return by_part <= 0 or (by_part + by_owner <= OWNER and (by_part <= SLIGHTLY or by_owner <= -SLIGHTLY))


def _closer(others: Sequence[Evidence], own: Sequence[Evidence], likeness: Callable[[Quantity, str], float]) -> float:
    """By how much another number is more like a claim's than its own in the clauses."""
    return max((likeness(e, s) for e, s in others), default=0.0) - max(likeness(e, s) for e, s in own)


def _part_of(text: str, q: Quantity, *, whole: bool = False) -> str:
    """The part of a sentence that a number stands in, with or without it."""
    span = next(((a, b) for a, b in parts(text) if a <= q.start < b), (0, len(text)))
    return text[span[0] : span[1]] if whole else text[span[0] : q.start] + text[q.end : span[1]]


def _is_measure(case: Case, q: Quantity) -> bool:
    """Whether a number is what others are counted by (每10万人), or counts the units that the clauses list."""
    if not case.in_own_words:
        return False
    lists = [len(organs(sentence)) for sentence in case.sentences if "责任" in sentence]
    listed = q.unit in ("家", "个") and q.value in lists and _UNITS_COUNTED.match(case.text, q.end)
    both = q.unit == "项" and _BOTH.match(case.text, q.end)
    return case.text[q.start - 1 : q.start] == "每" or bool(listed or both)


def _scale_of(row: str, case: Case) -> int:
    """What the numbers of a table's row count, by the unit in brackets after its name: 亿 of 健康产业总规模(亿元)."""
    if not case.has_rows:
        return 1
    unit = re.search(r"\(([百千万亿]+)[^\d()]{1,4}\)", row)
    return SCALES.get(unit[1], 1) if unit else 1


def _same_slots(case: Case, q: Quantity, e: Quantity, sentence: str) -> bool:
    units = {_UNIT_OF.get(unit, unit) for unit in (q.unit, e.unit) if unit}
    if len(units) > 1 or (q.unit and not e.unit and q.unit not in sentence + case.around):
        return False
    if e.unit and not q.unit and e.unit not in case.text:
        return False
    before = (_before(q), _before(e))
    if any(_CHANGE.search(one) and _LEVEL.search(other) for one, other in (before, before[::-1])):
        return False
    return q.comparator == e.comparator and not (q.years and e.years and not set(q.years) & set(e.years))


def _before(q: Quantity) -> str:
    """The words before a number, and the number as #."""
    return q.owner.rpartition("#")[0] + "#"


def _of_its_column(case: Case, q: Quantity) -> bool:
    """Whether a value stands in the row that the claim names, and may stand under its year there."""
    rows = [s for c, s in zip(dict.fromkeys(c.clause for c in case.cited), case.sentences, strict=False) if c.kind == "table"]
    header = next(([year for _, year in years(row)] for row in rows if len(years(row)) > 1), [])
    holding = [row for row in rows if len(years(row)) < 2 and any(_is_value(v, q, row, case) for v in _values(row))]
    named = {row: similarity(_row_name(row), _part_of(case.text, q)) for row in rows if len(years(row)) < 2}
    if case.in_own_words:
        holding = [row for row in holding if not any(limit not in case.text for limit in LIMIT.findall(_row_name(row)))]
        if not holding and any(_is_value(v, q, row, case) for row in named for v in _values(row)):
            return False  # 重点人群 or 公立 of the row's name is left out
    if case.in_own_words and holding and max(named.values()) > max(named[row] for row in holding) + OWNER:
        return False
    return not holding or any(_in_column(case, q, row, header) for row in holding)


def _is_value(v: Quantity, q: Quantity, row: str, case: Case) -> bool:
    return q.value in (v.value, v.value * _scale_of(row, case))


def _in_column(case: Case, q: Quantity, row: str, header: Sequence[str]) -> bool:
    """Whether a value of a flattened row may stand under its year: with fewer values than years, each may be of several."""
    values = _values(row)
    labels = [label for v in values if (label := v.label) and label in case.text[: q.start]]
    nearest = max(labels, key=lambda label: case.text.rfind(label, 0, q.start), default="")
    values = [v for v in values if v.label in ("", nearest) or not nearest]
    if not any(_is_value(v, q, row, case) for v in values):
        return False
    unit = re.search(r"\(([^()]{1,8})\)[^()]*$", row)
    if q.unit and unit and not any(v.unit for v in values) and q.unit not in unit[1]:
        return False
    if not header or not q.years or len(values) > len(header):
        return True
    spare = len(header) - len(values)
    return bool({year for i, v in enumerate(values) if _is_value(v, q, row, case) for year in header[i : i + spare + 1]} & set(q.years))


def _values(row: str) -> list[Quantity]:
    """The quantities after a row's name, which ends with its unit in brackets; in a cell of several, each with what it is of."""
    found = (v for v in quantities(row) if v.start >= row.rfind(")") + 1)
    return [replace(v, label=m[1]) if (m := re.search(r"([一-鿿]+):$", row[: v.start])) else v for v in found]


def _row_name(row: str) -> str:
    return re.sub(r"^\d+", "", row[: row.rfind(")") + 1] or row)


def _owners(q: Quantity, e: Quantity, *, either_side: bool = False) -> float:
    """How much the words around two numbers are alike, those right after them above all; or wherever they stand, where the order may change."""
    (left, after), (other_left, other_after) = (x.owner.rpartition("#")[::2] for x in (q, e))
    before = similarity(left[-14:], other_left[-14:])
    alike = 0.4 * before + 0.6 * similarity(after, other_after) if len(after) > 1 and len(other_after) > 1 else before
    if not either_side:
        return alike
    # 10个国家级 and 国家级10个 are one.
    turned = similarity(after[:NEXT], other_left[-NEXT:]) if len(other_after) < 2 else 0.0
    turned = max(turned, similarity(left[-NEXT:], other_after[:NEXT]) if len(after) < 2 else 0.0)
    return max(alike, turned, similarity(left[-14:] + after, other_left[-14:] + other_after))
