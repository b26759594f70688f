"""Indicators out of the rows of tables: name, unit, category, nature, and a value for each year. Pure.

A whole table says which value stands under which year. A flattened one has lost its empty and merged cells: in the row
"千人床位数（张）, 5.6, ≥6.1, 预期性" under 2023年, 2025年, 2027年 the value ≥6.1 may be that of 2025 or of 2027, and is kept
with both, marked uncertain.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.documents import Clause, Document, Indicator, Value
from index.folding import fold_text
from index.tables import is_whole, table_groups, whole_cells

Column = Literal["category", "serial", "name", "unit", "value", "nature", "other"]

# What a header cell (folded) says its column holds; the first that fits.
COLUMNS: tuple[tuple[Column, re.Pattern[str]], ...] = (
    ("serial", re.compile(r"^(?:序号|编号|no\.?)$")),
    ("nature", re.compile(r"性质|属性|指标类型|^类型$")),
    ("value", re.compile(r"(?:19|20)\d\d|基期|现状|基准|目标|规划值|完成值|[\"“]十[三四五]五|预期值|实际值|当前值")),
    ("category", re.compile(r"^(?:领域|类别|分类|维度|一级指标|指标类别|方面|板块|类型)$")),
    ("unit", re.compile(r"单位$|计量单位")),
    ("name", re.compile(r"指标|名称|项目|内容|主要")),
)
BASELINE = re.compile(r"基期|现状|基准|基础|实际|完成|当前")
NATURES: dict[str, Literal["预期性", "约束性"]] = {"预期性": "预期性", "约束性": "约束性", "预期": "预期性", "约束": "约束性"}
UNITS = re.compile(
    r"[%‰岁人名个张所家项元块台次件例份亩吨天种类座条处户支]$|万人|亿元|万元|平方米|公里|小时|分钟|/\d*[万亿]|1/10万|/10万|人/|米|千克|克$|分$|年$|倍"
)
COMPARATORS = {
    "≥": "≥", "≧": "≥", ">=": "≥", "不低于": "≥", "不少于": "≥", "至少": "≥", "≤": "≤", "≦": "≤", "<=": "≤", "不高于": "≤", "不超过": "≤",
    ">": ">", "高于": ">", "大于": ">", "<": "<", "低于": "<", "小于": "<", "约": "≈",
}  # fmt: skip
AFTER = {"左右": "≈", "及以上": "≥", "以上": "≥", "及以下": "≤", "以下": "≤", "以内": "≤"}
_NUMERIC = re.compile(
    rf"^(?:[^\d:：]{{1,12}}[:：])?\s*({'|'.join(map(re.escape, COMPARATORS))})?\s*(-?\d[\d,]*(?:\.\d+)?)\s*[^\d≥≤]{{0,6}}?({'|'.join(AFTER)})?\s*$"
)
_LABELLED = re.compile(r"^([^\d:：≥≤]{1,12})[:：]")
_VALUE_WORDS = re.compile(
    r"力争|完成|低于|高于|优于|提高|下降|降低|保持|稳定|达到|持续|巩固|提升|增加|减少|控制|左右|逐步|基本|全覆盖|不断|明显|待定|进入|位居|高水平|[—\-/]$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    """The columns of a table: their kinds, and the words of those that hold values."""

    kinds: tuple[Column, ...]
    words: tuple[str, ...]

    @property
    def values(self) -> tuple[int, ...]:
        return tuple(i for i, kind in enumerate(self.kinds) if kind == "value")


def indicators(document: Document) -> tuple[Indicator, ...]:
    """The indicators of a document's tables, in its order. Tables that are no tables of indicators give none."""
    found: list[Indicator] = []
    for head, rows in table_groups(document.outline.clauses):
        header = _header(head)
        if header is None and head is not None:
            continue
        if header is None:
            found += [_bare(row) for row in rows]
        elif _whole(rows):
            found += _from_whole(header, rows)
        else:
            found += _from_flattened(header, rows)
    return tuple(found)


def value(text: str, years: Sequence[str], role: Literal["baseline", "target"] | None, *, certain: bool = True) -> Value:
    """A value with the number and comparator that its words hold, if they are no more than that."""
    match = _NUMERIC.match(fold_text(text))
    comparator = (COMPARATORS.get(match[1] or "") or AFTER.get(match[3] or "")) if match else None
    number = float(match[2].replace(",", "")) if match else None
    return Value(years=tuple(years), role=role, text=text, comparator=comparator, number=number, certain=certain)


def name_and_unit(cell: str) -> tuple[str, str | None]:
    """The name of an indicator without the unit in its last bracket: "5岁以下儿童死亡率(‰)" has the unit ‰."""
    match = re.match(r"^(.*\S)\s*[(（]([^()（）]{1,12})[)）]$", cell, re.S)
    if match and UNITS.search(fold_text(match[2])):
        return match[1].strip(), match[2].strip()
    return cell.strip(), None


def _header(head: Clause | None) -> _Header | None:
    if head is None:
        return None
    words = tuple(whole_cells(head.reading)) if is_whole(head.reading) else tuple(_cells(head.reading))
    kinds: tuple[Column, ...] = tuple(next((kind for kind, p in COLUMNS if p.search(fold_text(word))), "other") for word in words)
    header = _Header(kinds=kinds, words=words)
    return header if "name" in kinds and header.values else None


def _whole(rows: Sequence[Clause]) -> bool:
    return all(is_whole(row.reading) for row in rows)


def _cells(reading: str) -> list[str]:
    """The cells of a flattened row; a line of nothing but tabs between serial and name is an empty cell, and is kept as ""."""
    lines = reading.split("\n")
    return [" ".join(line.split()) for line in lines if line.strip() or (line.startswith("\t") and not line.strip())]


def _bare(row: Clause) -> Indicator:
    name, unit = name_and_unit(" ".join(row.reading.split()))
    return _indicator(row, row.start, row.end, number=None, name=name, unit=unit, category=None, nature=None, values=())


def _from_whole(header: _Header, rows: Sequence[Clause]) -> Iterator[Indicator]:
    category = None
    for row in rows:
        cells = whole_cells(row.reading)
        cells += [""] * (len(header.kinds) - len(cells))
        by_kind = {kind: cells[i] for i, kind in reversed([*enumerate(header.kinds)])}
        category = by_kind.get("category") or category
        name, unit = name_and_unit(by_kind.get("name", ""))
        if not name:
            continue
        columns = header.values
        values = tuple(value(cells[i], _years(header.words[i]), _role(header, n, (n,))) for n, i in enumerate(columns) if cells[i])
        yield _indicator(
            row, row.start, row.end, number=by_kind.get("serial") or None, name=name, unit=by_kind.get("unit") or unit, category=category,
            nature=NATURES.get(fold_text(by_kind.get("nature", ""))), values=values,
        )  # fmt: skip


def _from_flattened(header: _Header, rows: Sequence[Clause]) -> list[Indicator]:
    parsed = [(row, sub) for row in rows for sub in _sub_rows(row)]
    columns = len(header.values)
    short = [sub.values for _, sub in parsed if 0 < len(_grouped(sub.values)) < columns]
    # A table whose short rows all lack just one value, and begin with a goal, has empty baselines and no merged cells.
    no_baseline = all(len(_grouped(v)) == columns - 1 and not (_is_bare(v[0]) and any(not _is_bare(x) for x in v[1:])) for v in short)
    found: list[Indicator] = []
    shared = ""
    for row, sub in parsed:
        shared = sub.name if not sub.continued else shared
        name, unit = name_and_unit(f"{shared} {sub.sub_name}".strip() if sub.sub_name else shared)
        category = row.path[-1] if row.path and len(row.path) > 1 else None
        found.append(
            _indicator(
                row, row.start + sub.start, row.start + sub.end, number=sub.number, name=name, unit=unit, category=category, nature=sub.nature,
                values=tuple(_values(header, sub.values, no_baseline=no_baseline)),
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _SubRow:
    """One indicator of a row: its words, and its span inside the row. ``continued`` shares the name of the one before."""

    number: str
    name: str
    sub_name: str
    continued: bool
    values: tuple[str, ...]
    nature: Literal["预期性", "约束性"] | None
    start: int
    end: int


def _sub_rows(row: Clause) -> list[_SubRow]:
    number, *cells = _cells(row.reading) or [""]
    blank = bool(cells) and cells[0] == ""
    cells = [cell for cell in cells if cell]
    name, rest = ("", cells) if blank else (cells[0], cells[1:])
    found: list[_SubRow] = []
    group: list[str] = []
    at = 0
    for n, cell in enumerate(rest):
        group.append(cell)
        last = n + 1 == len(rest)
        if cell in NATURES or last:
            nature = NATURES.get(group[-1])
            body = group[:-1] if nature else group
            sub_name = body[0] if len(body) > 1 and _is_name(body[0]) else ""
            end = len(row.text) if last else row.text.index(cell, row.text.index(group[0], at) if group else at) + len(cell)
            start = 0 if not found else row.text.index(group[0], at)
            found.append(
                _SubRow(
                    number=number, name=name, sub_name=sub_name, continued=blank or bool(found), values=tuple(body[1:] if sub_name else body),
                    nature=nature, start=start, end=end,
                )
            )  # fmt: skip
            at, group = end, []
    return found or [_SubRow(number=number, name=name, sub_name="", continued=blank, values=(), nature=None, start=0, end=len(row.text))]


def _is_name(cell: str) -> bool:
    """Whether a cell names a sub-row: it has a unit, or no word or figure of a value."""
    if _LABELLED.match(cell):
        return False
    return name_and_unit(cell)[1] is not None or not (_VALUE_WORDS.search(cell) or re.search(r"\d", cell))


def _is_bare(cell: str) -> bool:
    """Whether a cell is a plain figure, as a baseline is (or says that there is none)."""
    return bool(re.fullmatch(r"[\d.,]+|[—\-/]+", fold_text(cell)))


def _grouped(cells: Sequence[str]) -> list[list[str]]:
    """Cells of several lines put together again: "食品:…, 药品:…, 食品:…, 药品:…" is two cells of two lines."""
    labels = [m[1] if (m := _LABELLED.match(cell)) else None for cell in cells]
    if not labels or None in labels:
        return [[cell] for cell in cells]
    size = labels.index(labels[0], 1) if labels.count(labels[0]) > 1 else len(labels)
    return [list(cells[i : i + size]) for i in range(0, len(cells), size)]


def _values(header: _Header, cells: Sequence[str], *, no_baseline: bool) -> Iterator[Value]:
    groups = _grouped(cells)
    columns = len(header.values)
    for n, group in enumerate(groups):
        first, last = n, n + columns - len(groups)
        if last < first:
            first = last = min(n, columns - 1)
        elif last > first and no_baseline:
            first = last
        elif last > first and _is_bare(groups[0][0]) and len(groups) > 1:
            # A plain figure before a goal is the baseline; the goal spans what is left.
            first, last = (0, 0) if n == 0 else (max(1, first), last)
        years = [year for i in range(first, last + 1) for year in _years(header.words[header.values[i]])]
        role = _role(header, first, range(first, last + 1))
        yield from (value(cell, years, role, certain=first == last) for cell in group)


def _years(words: str) -> tuple[str, ...]:
    return tuple(_YEAR.findall(words))


def _role(header: _Header, first: int, columns: Sequence[int]) -> Literal["baseline", "target"] | None:
    """The first column of values is the baseline, where there are later ones; what may be either is neither."""
    words = [header.words[header.values[i]] for i in columns]
    if len(columns) == 1 and (BASELINE.search(words[0]) or (first == 0 and len(header.values) > 1 and "目标" not in words[0])):
        return "baseline"
    return None if first == 0 and len(columns) > 1 else "target"


def _indicator(
    row: Clause,
    start: int,
    end: int,
    *,
    number: str | None,
    name: str,
    unit: str | None,
    category: str | None,
    nature: Literal["预期性", "约束性"] | None,
    values: tuple[Value, ...],
) -> Indicator:
    return Indicator(
        document_id=row.document_id, number=number, name=" ".join(name.split()), unit=unit, category=category, nature=nature, values=values,
        clause_id=row.id, quote=row.text[start - row.start : end - row.start], start=start, end=end,
    )  # fmt: skip
