"""Facts looked up for the command line: filters, tables for people, JSON and CSV; and what is close where nothing was found."""

import csv
import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from index.documents import Duty, Indicator, PolicyError, Target
from index.folding import fold_text
from index.ledger import Role, by_measure, by_name, by_unit, close_names, likeness, of_year
from index.library import Library
from index.units import unit_form

Kind = Literal["duties", "indicators", "targets"]
SLIP = 0.6
"""How alike a mistyped unit must be to one of the documents: 教育居 is 教育局."""
ROLES: dict[str, Role] = {"lead": "lead", "牵头": "lead", "participant": "participant", "参与": "participant"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What rows must match; None for what does not matter."""

    documents: tuple[str, ...] | None = None
    jurisdiction: str | None = None
    unit: str | None = None
    measure: str | None = None
    name: str | None = None
    year: str | None = None
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The facts that match, and names that are close where none does."""

    facts: tuple[Duty | Indicator | Target, ...]
    close: tuple[str, ...] = ()


def look_up(library: Library, kind: Kind, filters: Filters) -> Rows:
    """The facts of a kind that match the filters.

    Raises:
        PolicyError: a document or role is unknown.
    """
    documents = _documents(library, filters)
    if kind == "duties":
        return _duties(library.store.duties(documents), filters)
    if kind == "indicators":
        return _indicators(library.store.indicators(documents), filters)
    return _targets(library.store.targets(documents), filters)


def as_json(fact: Duty | Indicator | Target) -> dict[str, Any]:
    """A fact as the contracts have it: the names of its fields, its place last."""
    row = asdict(fact)
    place = ("clause_id", "quote", "start", "end")
    return {**{key: value for key, value in row.items() if key not in place}, **{key: row[key] for key in place}}


def as_csv(facts: Sequence[Duty | Indicator | Target]) -> str:
    """Facts as CSV with a byte-order mark, so that spreadsheets read it as UTF-8; lists are joined with 、."""
    out = io.StringIO()
    rows = [{key: _cell(value) for key, value in as_json(fact).items()} for fact in facts]
    writer = csv.DictWriter(out, fieldnames=list(rows[0]) if rows else ["document_id"], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return "\ufeff" + out.getvalue()


def show(rows: Rows, kind: Kind, filters: Filters) -> None:
    """Facts as a table, or what was looked for and what is close."""
    out = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 160)
    if not rows.facts:
        asked = "，".join(f"{key}={value}" for key, value in asdict(filters).items() if value)
        out.print(
            escape(f"没有找到（查找条件：{asked or '无'}）。" + (f"相近的有：{'；'.join(rows.close)}。" if rows.close else "")),
            soft_wrap=True,
        )
        return
    columns = COLUMNS[kind]
    table = Table(box=None, pad_edge=False)
    for name, _ in columns:
        table.add_column(name, overflow="fold")
    for fact in rows.facts:
        table.add_row(*(escape(read(fact)) for _, read in columns))
    out.print(table)
    out.print(f"共 {len(rows.facts)} 条。")


def _documents(library: Library, filters: Filters) -> tuple[str, ...]:
    for id in filters.documents or ():
        library.document_exists(id)
    chosen = filters.documents or tuple(library.abouts())
    if filters.jurisdiction is None:
        return chosen
    wanted = fold_text(filters.jurisdiction)
    within = tuple(id for id in chosen if wanted and wanted in fold_text(library.abouts()[id].jurisdiction))
    if not within:
        known = "、".join(dict.fromkeys(a.jurisdiction for a in library.abouts().values() if a.jurisdiction))
        raise PolicyError(f"没有{filters.jurisdiction}的文件。现有地区：{known}。")
    return within


def _duties(duties: Sequence[Duty], filters: Filters) -> Rows:
    role = None
    if filters.role is not None:
        if filters.role not in ROLES:
            raise PolicyError(f"没有角色 {filters.role}。可用：{'、'.join(ROLES)}。")
        role = ROLES[filters.role]
    found = by_unit(duties, filters.unit, role) if filters.unit else tuple(duties)
    names = [u for duty in duties for u in duty.units] if filters.unit else [duty.measure for duty in duties]
    if (
        filters.unit
        and not found
        and (near := close_names(names, filters.unit, 1))
        and likeness(unit_form(filters.unit), unit_form(near[0])) >= SLIP
    ):
        found = by_unit(duties, near[0], role)
    if role and not filters.unit:
        found = tuple(duty for duty in found if (duty.lead is not None) == (role == "lead"))
    found = by_measure(found, filters.measure) if filters.measure else found
    asked = filters.unit or filters.measure
    return Rows(facts=found, close=close_names(names, asked) if asked and not found else ())


def _indicators(indicators: Sequence[Indicator], filters: Filters) -> Rows:
    found = by_name(indicators, filters.name) if filters.name else tuple(indicators)
    found = of_year(found, filters.year) if filters.year else found
    return Rows(facts=found, close=close_names([i.name for i in indicators], filters.name) if filters.name and not found else ())


def _targets(targets: Sequence[Target], filters: Filters) -> Rows:
    found = by_name(targets, filters.name) if filters.name else tuple(targets)
    found = tuple(t for t in found if t.year == filters.year) if filters.year else found
    return Rows(facts=found, close=close_names([t.subject for t in targets], filters.name) if filters.name and not found else ())


def _cell(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        parts = [f"{'/'.join(v['years'])}:{v['text']}{'' if v['certain'] else '(?)'}" if isinstance(v, dict) else str(v) for v in value]
        return "、".join(parts)
    text = "" if value is None else value
    # A cell that begins like a formula would be run by a spreadsheet.
    return f"'{text}" if isinstance(text, str) and text[:1] in "=+-@" and len(text) > 1 else text


def _values(indicator: Indicator) -> str:
    parts = [f"{'/'.join(v.years)}：{v.text}{'' if v.certain else '（年份不明）'}" for v in indicator.values]
    return "　".join(parts) or "文件未给出数值"


Column = tuple[str, Callable[[Any], str]]
COLUMNS: dict[Kind, tuple[Column, ...]] = {
    "duties": (
        ("措施", lambda f: f.measure),
        ("牵头", lambda f: f.lead or "未写明"),
        ("责任单位", lambda f: "、".join(f.units)),
        ("条款", lambda f: f.clause_id),
    ),
    "indicators": (
        ("指标", lambda f: f.name + (f"（{f.unit}）" if f.unit else "")),
        ("值", _values),
        ("性质", lambda f: f.nature or ""),
        ("条款", lambda f: f.clause_id),
    ),
    "targets": (
        ("对象", lambda f: f.subject),
        ("值", lambda f: f.text),
        ("年份", lambda f: f.year or "未写明"),
        ("力度", lambda f: f.strength or ""),
        ("条款", lambda f: f.clause_id),
    ),
}
