"""Questions about an indicator table as a whole: its rows of a category or a nature, those without a value, all values of a year.

"约束性指标有几个" counts rows; "纲要的指标表2015年一列哪些是空的" looks at the column; "健康水平类指标2027年的目标" tells each row's value.
"""

import re
from collections.abc import Sequence

from assistant.answers import Question
from assistant.question.english import chinese
from assistant.subjects.indicators import row_statement
from assistant.subjects.statements import Found, Statement, counted, span
from index.documents import Indicator
from index.folding import fold_text
from index.ledger import is_blank
from index.library import Library

NATURES = ("约束性", "预期性")
_ASKS = re.compile(r"哪|(?<!第)几|多少|列|都|全部|所有|各|分别|分成|包括|什么|有没有|一共|总共|共")
_ASKS_ROWS = re.compile(
    r"指标(?:一共|总共|共)?(?:列|设|定)?(?:了|有)?(?:多少|几)[个项]|(?:多少|几)[个项](?:主要|重点|核心)?指标|指标(?:表|体系)?(?:里|中)?(?:一共|总共|共|都)?(?:列|设|包括|包含|有)(?:了|出|有)?(?:哪|什么)|哪[些几][个项]?(?:主要|重点|核心)?指标"
)
_ASKS_CATEGORIES = re.compile(r"(?:哪|几|多少)[些几]?[个大]*(?:类别|领域|类|方面|大类)|分[成为]?(?:了)?(?:哪|几)")
_TABLE = re.compile(r"指标|表[里中格]|一[列栏]")
_NATURE = re.compile(r"约束性|预期性")
# A nature that is named to set another off against it is not asked for: 不是预期性的, rather than merely anticipated.
_SET_OFF = re.compile(r"(?:不是|并非|而非|不算|不属于|除了?|除去|排除|非)(?:那些|只是|仅仅|仅|单单)?(?:约束性|预期性)")
_SET_OFF_ENGLISH = re.compile(
    r"\b(?:rather than|instead of|as opposed to|(?:and|but) not|other than|not (?:just|merely|only))\b[^,.;?]*", re.I
)
_ROWS = re.compile(r"哪|几[个项条]|多少[个项条]|列|所有|全部|分别|各|指标(?:都|主要|一共)?(?:有|是|包括)什么|有什么")
_GAP = re.compile(r"空|缺|没(?:有)?(?:给|写|填|列|数|值|基|\d{4})|未(?:给|填|列)|没有(?:[^,。?]{0,8})(?:数|值)")
_MERGED = re.compile(r"合并")
_VALUES = re.compile(r"目标|(?:数|指标|具体|基准|基期)值|数据|数值|多少")
_OF_TABLES = re.compile(
    r"指标|目标|领域|类|方面|数|值|单元格|合并|列|栏|表|空|缺|格|体系|全部|所有|约束|预期|主要|重点|附件|年|基[期准]|健康|现状|城市|建设|共"
)
_REACHED = re.compile(r"(?:到|是|为|写|达)[^,。?\d]{0,4}(?<![\d.])(\d+(?:\.\d+)?)(?![\d.]|[年项个条])")
SHORTEST = 3
"""Characters of the shortest words in a cell that a question can name."""


def tables(question: Question, library: Library) -> Found | None:
    """What a question asks of tables as such; None where it names one indicator, or asks for something else."""
    asked = fold_text(question.asked)
    if not question.documents or not (_ASKS.search(asked) or _VALUES.search(asked)):
        return None
    found = [_of_document(question, asked, library, id) for id in question.documents]
    statements = tuple(statement for part in found if part for statement in part.statements)
    return Found(statements=statements) if statements else next((part for part in found if part), None)


def _of_document(question: Question, asked: str, library: Library, id: str) -> Found | None:
    rows = library.store.indicators([id])
    if _ROWS.search(asked):
        reached = _reached(question, asked)
        if (same := _of_value(question, asked, library, rows, reached)) or reached:
            return same
    category = next((row.category for row in rows if row.category and fold_text(row.category) in asked), "")
    natures = _natures(question)
    if not rows or not (_TABLE.search(asked) or natures):
        return None
    if natures and not _ROWS.search(asked):
        return None  # of one indicator
    if not natures and _names_more(question, category):
        return None
    if natures and len(natures) < 2 and not category:
        return _of_nature(library, rows, next(iter(natures)))
    kept = [row for row in rows if not category or row.category == category]
    of = f"「{category}」类" if category else ""
    if natures:
        parts = [_of_nature(library, kept, nature) for nature in natures]
        return Found(statements=tuple(statement for part in parts if part for statement in part.statements))
    if _MERGED.search(asked):
        return _list(
            library, f"{of}单元格合并、没有写明是哪一年的值的指标共 {{}} 项：", [r for r in kept if not all(v.certain for v in r.values)]
        )
    if _GAP.search(asked):
        return _without_values(question, library, kept, of)
    years = [str(year) for year in question.years if any(str(year) in v.years for row in rows for v in row.values)]
    if _VALUES.search(asked) and (years or (category and not question.years)):
        return Found(statements=tuple(row_statement(library, row, years, years) for row in kept if _of_years(row, years)))
    if _VALUES.search(asked) and not any(row.values for row in rows) and not _ASKS_ROWS.search(asked):
        return Found(absent=f"文件的指标表只列出 {len(rows)} 项指标的名称，没有给出数值。")
    if not category and _ASKS_CATEGORIES.search(asked):
        return _categories(library, rows)
    if not _ASKS_ROWS.search(asked) and not category:
        return None
    tail = "" if any(row.values for row in rows) else "，没有给出数值"
    return _list(library, f"{of}指标共 {{}} 项：" if of else f"指标表共列出 {{}} 项指标{tail}：", _numbered(kept))


def _natures(question: Question) -> dict[str, None]:
    """The natures that a question asks for, in whatever words (硬指标, mandatory); of what it excludes, the other."""
    english = question.language == "en" and _SET_OFF_ENGLISH.search(question.text)
    asked = fold_text(chinese(_SET_OFF_ENGLISH.sub(" ", question.text)) if english else question.asked)
    everyday = (nature for words in question.synonyms.values() for nature in words if _NATURE.fullmatch(nature)) if not english else ()
    named = dict.fromkeys((*_NATURE.findall(asked), *everyday))
    off = set(_NATURE.findall("".join(_SET_OFF.findall(asked))))
    kept = dict.fromkeys(nature for nature in named if nature not in off)
    return kept or dict.fromkeys(nature for nature in NATURES if named and nature not in off)


def _of_nature(library: Library, rows: Sequence[Indicator], nature: str) -> Found | None:
    """The indicators of a nature. One of several rows is one: 达到四级以上的县 and 的医疗机构 have one number."""
    every, mine = len({row.number for row in rows if row.nature}), [row for row in rows if row.nature == nature]
    number = len(_numbered(mine))
    lines = f"，写作 {len(mine)} 行" if number < len(mine) else ""
    return _list(library, f"{nature}指标共 {number} 项{lines}（核对了表中全部 {every} 个指标）：", mine)


def _categories(library: Library, rows: Sequence[Indicator]) -> Found | None:
    """The categories of a table, each cited by its first row."""
    first = {row.category: row for row in reversed(rows) if row.category}
    found = [*reversed(first.values())]
    spans = [span(library, row.clause_id, row.start, row.end) for row in found]
    return counted(f"指标表的指标共分 {len(found)} 类：", [row.category or "" for row in found], spans) if len(found) > 1 else None


def _without_values(question: Question, library: Library, rows: Sequence[Indicator], of: str) -> Found | None:
    """The rows without a value for the years asked about, year by year; or that no row has any."""
    if not any(row.values for row in rows):
        return Found(absent=f"文件的指标表只列出 {len(rows)} 项指标的名称，没有给出数值。")
    said: list[Statement] = []
    for year in map(str, question.years):
        empty = [row for row in rows if not any(year in v.years and not is_blank(v) for v in row.values)]
        open_ = [row for row in rows if any(year in v.years and not v.certain for v in row.values)]
        also = f"；另有 {len(open_)} 项的单元格合并，没有写明是哪一年的值" if open_ else ""
        part = _list(library, f"{of}指标中没有给出{year}年数值的共 {{}} 项（核对了 {len(rows)} 行）{also}：", empty)
        said += part.statements if part and len(empty) < len(rows) else ()
    return Found(statements=tuple(said)) if said else None


def _names_more(question: Question, category: str) -> bool:
    """Whether a question names anything beside the table, its parts and the document."""
    named = (term for term, weight in question.terms.items() if len(term) > 1 and weight >= 1 and not term.isdecimal())
    return any(not _OF_TABLES.search(term) and term not in fold_text(category) for term in named)


def _of_years(row: Indicator, years: Sequence[str]) -> bool:
    return bool(row.values) and (not years or any(set(years) & set(v.years) for v in row.values))


def _reached(question: Question, asked: str) -> float | None:
    """The number that the indicators which a question asks for reach."""
    number = _REACHED.search(asked) if _TABLE.search(asked) and not _names_more(question, "") else None
    return float(number[1]) if number else None


def _of_value(question: Question, asked: str, library: Library, rows: Sequence[Indicator], reached: float | None) -> Found | None:
    """The rows whose cells, of the years asked about, have a number, or the words of one that a question names: 完成省下达任务."""
    years = [str(year) for year in question.years]
    cells = [(row, value) for row in rows for value in row.values if not years or set(years) & set(value.years)]
    found = [
        (row, value) for row, value in cells
        if (value.number is not None and value.number == reached)
        or (value.number is None and len(fold_text(value.text)) >= SHORTEST and fold_text(value.text) in asked)
    ]  # fmt: skip
    same = [(row, value) for row, value in found if fold_text(value.text) == fold_text(found[0][1].text)]
    of = f"{'、'.join(years)}年" if years and all(value.certain for _, value in same) else ""
    head = f"{of}写作“{found[0][1].text}”的指标共 {{}} 项：" if found else ""
    return _list(library, head, list(dict.fromkeys(row for row, _ in same))) if found else None


def _numbered(rows: Sequence[Indicator]) -> list[Indicator]:
    """One row of each number; all, where the table numbers none."""
    first = {row.number or row.name: row for row in reversed(rows)}
    return [*reversed(first.values())]


def _list(library: Library, head: str, rows: Sequence[Indicator]) -> Found | None:
    """The rows counted and named; None where there are none."""
    if not rows:
        return None
    return counted(head.format(len(rows)), [row.name for row in rows], [span(library, row.clause_id, row.start, row.end) for row in rows])
