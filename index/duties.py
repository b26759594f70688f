"""Who is responsible for which measure: 责任单位, 责任部门, 牵头单位, 配合单位, 由…负责, 领导小组. Pure.

"(责任部门:市卫生计生委、文广局)" at the end of a paragraph names the units of the measure that the paragraph opens with; it names no
lead. Who leads is read from a 牵头 or from a rule of the document ("列第一位的为牵头单位,下同"), never from the order alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.documents import Clause, Document, Duty
from index.folding import fold_text
from index.lines import DUTY_WORDS, duty_brackets, sentences
from index.tables import is_whole, table_groups, whole_cells

LEADING = ("牵头单位", "牽頭單位", "牵头部门", "牽頭部門")
_LABEL = re.compile(rf"({DUTY_WORDS})\s*[:：]\s*")
_LINE = re.compile(rf"(?:^|(?<=[。；;\n]))\s*({DUTY_WORDS})\s*[:：][^\n。]+", re.M)
_RULE = re.compile(
    r"(?:列|排)(?:在)?第一(?:位|个)?的[^,，。;；)）]{0,6}(?:牵头|牽頭)[^,，。;；)）]{0,6}(?:[,，]\s*下同)?|首位[^,，。;；)）]{0,6}(?:牵头|牽頭)[^,，。;；)）]{0,8}"
)
_NOT_A_UNIT = re.compile(r"第一|下同|首位|牵头单位$|牽頭單位$|^等$|^按职责|^按職責")
_DOING = re.compile(r"(牵头|牽頭|(?:按职责)?(?:分工)?负责|負責|配合|参与|參與|参加)(?:落实)?(?=[，,；;。]|$)")
_SEPARATOR = re.compile(r"[、，,；;]")
_ALL_DISTRICTS = re.compile(r"各(?:市|区|區|县|縣|地|乡镇|鄉鎮|镇|鎮|街道)$")
_TAIL = re.compile(r"(?:等(?:部门|单位|有关部门)?|负责|配合|按职责分工(?:负责)?|分工负责|共同负责)$")
_ORGAN = r"[^，,。；;、:：“”\s由]{2,40}?(?:部门|委员会|委|局|办公室|办|厅|部|院|中心|政府|小组|总队|支队|联合会|集团|公司|协会|站)"
# Running text that puts a unit in charge; the unit and, where there is one, the words that make it the lead.
IN_CHARGE: tuple[re.Pattern[str], ...] = (
    re.compile(
        rf"由(?P<lead>{_ORGAN}(?:[、和]{_ORGAN})*)(?P<basis>牵头)(?:[，,、]\s*(?P<others>(?:会同)?{_ORGAN}(?:[、和]{_ORGAN})*)(?:等)?(?:参与|参加|配合|协同))?"
    ),
    re.compile(rf"(?P<others>)(?<![一-鿿])(?P<lead>{_ORGAN})(?P<basis>牵头)(?!单位|部门|组建|作用)"),
    re.compile(rf"由(?P<units>{_ORGAN}(?:[、和]{_ORGAN})*)(?:具体)?负责"),
    re.compile(rf"(?:办公室|日常工作)设在(?P<units>{_ORGAN})"),
    re.compile(r"由(?P<lead>[^，,。；;、]{2,16}?)(?:担)?任(?P<basis>组长|主任|总指挥)"),
    re.compile(r"(?P<basis>组长|总指挥)由(?P<lead>[^，,。；;]{2,20}?)(?:兼任|担任|兼)"),
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A labelled list of units inside a bracket, a line or a row."""

    label: str
    units: tuple[str, ...]


def _units(parts: Sequence[_Part]) -> tuple[str, ...]:
    """All units of the parts, each once."""
    return tuple(dict.fromkeys(unit for part in parts for unit in part.units))


def duties(document: Document) -> tuple[Duty, ...]:
    """The duties of a document, in its order."""
    rule = _lead_rule(document)
    found: list[Duty] = []
    closed: dict[str, bool] = {}
    for clause in document.outline.clauses:
        item = clause.parent or clause.id
        for start, end, measure in _statements(clause, document.outline.clauses, closed.get(item, False)):
            found.append(_duty(document, clause, start, end, measure, rule))
            closed[item] = True
        found += _running(document, clause) if clause.kind == "clause" else ()
    found += _from_tables(document)
    return tuple(sorted(found, key=lambda duty: duty.start))


def units_of(text: str) -> tuple[str, ...]:
    """The names in a list of units, verbatim and in order; "各区、县(市)政府" is one."""
    parts, at = [], 0
    for match in [*_SEPARATOR.finditer(text), None]:
        end = match.start() if match else len(text)
        piece = text[at:end]
        if match and (_ALL_DISTRICTS.search(piece) or piece.count("(") > piece.count(")") or piece.count("（") > piece.count("）")):
            continue
        parts.append(_TAIL.sub("", piece.strip()).strip())
        at = end + 1
    return tuple(part for part in parts if part and not _NOT_A_UNIT.search(part))


def _statements(clause: Clause, clauses: Sequence[Clause], closed_before: bool) -> Iterator[tuple[int, int, str]]:
    """The brackets and labelled lines of a clause, each with the measure that it closes."""
    text = clause.text
    spans = duty_brackets(text)
    spans += [m.span() for m in _LINE.finditer(text) if not any(a <= m.start() < b for a, b in spans)]
    at = 0
    for start, end in sorted(spans):
        lead = len(text[start:end]) - len(text[start:end].lstrip())
        yield (
            clause.start + start + lead,
            clause.start + end,
            _measure(clause, clauses, text[at:start], first=at == 0, closed_before=closed_before),
        )
        at = end


def _from_tables(document: Document) -> Iterator[Duty]:
    """Rows of tables whose header names who leads or is responsible (任务分工表)."""
    for head, rows in table_groups(document.outline.clauses):
        words = [fold_text(word) for word in whole_cells(head.reading)] if head and is_whole(head.reading) else []
        units = {i: word for i, word in enumerate(words) if re.search(DUTY_WORDS, word)}
        task = next((i for i, word in enumerate(words) if re.search(r"任务|措施|事项|内容|工作|项目|目标", word) and i not in units), None)
        if not units or task is None:
            continue
        for row in rows:
            cells = whole_cells(row.reading) + [""] * len(words)
            parts = [_Part(word, units_of(cells[i])) for i, word in units.items()]
            leading = next((p for p in parts if p.units and any(label in p.label for label in LEADING)), None)
            named = _units(parts)
            if named:
                yield Duty(
                    document_id=document.id, measure=cells[task], units=named, lead="、".join(leading.units) if leading else None,
                    lead_basis=leading.label if leading else None, clause_id=row.id, quote=row.text, start=row.start, end=row.end,
                )  # fmt: skip


def _measure(clause: Clause, clauses: Sequence[Clause], before: str, *, first: bool, closed_before: bool) -> str:
    """The heading or opening sentence of what a statement of duties closes."""
    opener = clause
    if first and clause.parent and not closed_before:
        opener = next(c for c in clauses if c.id == clause.parent)
        before = opener.text
    elif first and not before.strip():
        return re.sub(r"^.{0,6}?[、.．)）]\s*", "", clause.path[-1]) if clause.path else ""
    if first and opener.title and (opener is clause or not closed_before) and opener.title in opener.text[: len(opener.title) + 12]:
        return opener.title
    opening = before.strip()
    spans = sentences(opening)
    return opening[slice(*spans[0])].rstrip("。；;") if spans else opener.title


def _duty(document: Document, clause: Clause, start: int, end: int, measure: str, rule: tuple[str, int] | None) -> Duty:
    quote = document.text[start:end]
    parts = _parts(clause.reading_of(start, end))
    units = _units(parts)
    leading = next((part for part in parts if part.label in LEADING and part.units), None)
    lead = basis = None
    if leading:
        lead, basis = "、".join(leading.units), leading.label
    elif rule and start >= rule[1] and units:
        lead, basis = units[0], rule[0]
    return Duty(
        document_id=document.id, measure=" ".join(measure.split()), units=units, lead=lead, lead_basis=basis, clause_id=clause.id,
        quote=quote, start=start, end=end,
    )  # fmt: skip


def _parts(statement: str) -> list[_Part]:
    inner = statement.strip()
    if inner[:1] in "(（[［〔【":
        inner = inner[1:-1]
    labels = [*_LABEL.finditer(inner)]
    if not labels:
        return _unlabelled(inner)
    ends = [*(m.start() for m in labels[1:]), len(inner)]
    return [_Part(m[1], units_of(inner[m.end() : end].strip().rstrip("；;，,。"))) for m, end in zip(labels, ends, strict=True)]


def _unlabelled(inner: str) -> list[_Part]:
    """The parts of "省卫生健康委牵头，省医保局、省财政厅配合": those that lead, and the others."""
    parts, at = [], 0
    for match in _DOING.finditer(inner):
        label = "牵头单位" if match[1] in ("牵头", "牽頭") else "责任单位"
        parts.append(_Part(label, units_of(inner[at : match.start()].strip("，,；; "))))
        at = match.end()
    return [*parts, *([_Part("责任单位", units_of(inner[at:].strip("，,；; ")))] if inner[at:].strip("，,；;。 ") else [])]


def _lead_rule(document: Document) -> tuple[str, int] | None:
    """The document's rule that the first unit leads, and from where on it holds."""
    match = _RULE.search(document.text)
    if not match:
        return None
    inside = next((c for c in document.outline.clauses if c.start <= match.start() < c.end), None)
    return (match.group(), inside.start) if inside else None


def _running(document: Document, clause: Clause) -> Iterator[Duty]:
    """Sentences of running text that put somebody in charge."""
    brackets = duty_brackets(clause.text)
    for a, b in sentences(clause.text):
        if any(x <= a < y for x, y in brackets):
            continue
        sentence = clause.text[a:b]
        taken: list[tuple[int, int]] = []
        for pattern in IN_CHARGE:
            match = pattern.search(sentence)
            if (
                match is None
                or any(a < match.end() and match.start() < b for a, b in taken)
                or fold_text(sentence[: match.start()]).endswith(("鼓励", "支持", "引导"))
            ):
                continue
            groups = match.groupdict()
            named = [groups.get(name) or "" for name in ("lead", "units", "others")]
            units = tuple(u for name in named for u in units_of(re.sub(r"^会同|和", lambda m: "、" if m.group() == "和" else "", name)))
            yield Duty(
                document_id=document.id, measure=_subject(sentence, match.start(), clause), units=units, lead=groups.get("lead"),
                lead_basis=match.group() if groups.get("lead") else None, clause_id=clause.id, quote=sentence, start=clause.start + a, end=clause.start + b,
            )  # fmt: skip
            taken.append(match.span())


def _subject(sentence: str, at: int, clause: Clause) -> str:
    """What somebody is in charge of: the group or office named before, else the clause's own title."""
    named = re.findall(r"[^，,。；;、]{2,24}?(?:领导小组|工作小组|工作专班|指挥部|办公室|委员会|工作机制)", sentence)
    named = [re.sub(r"^.*?(?:成立|建立|设立|组建|参与的)", "", name) for name in named]
    return named[0] if named else clause.title or sentence[:at].strip("，, ") or sentence.rstrip("。；;")
