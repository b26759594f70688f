"""Lists and counts that the build of a document answers: its actions, tasks, principles, parts; the rows of its table of one nature.

"嘉兴2024年的意见安排了几个行动" counts the headings under 重点任务 that end in 行动 and names them; "约束性指标有几个" counts rows.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from assistant.answers import Question
from assistant.premise import count_corrected, denial
from assistant.statements import Found, Span, Statement, span
from index.documents import Clause, Indicator
from index.folding import fold_text
from index.library import Library
from index.lines import sentences

# What is counted, and the classifiers that go with it.
_ASKS = re.compile(r"(?:哪|(?<!第)几|多少|列|分成|包括|都有)[几些个]?[大]?(?:个|项|条|类|种|部分|方面|章)?")
_NOUN = re.compile(r"行动(?!计划|纲要|规划|方案)|工程|任务|内容|大类|原则|部分|措施|方面|条|(?<!专)项|章")
_DOING = re.compile(r"^(?:实施|开展|推进|加强|完善)(?=.{4})")
_STATES = re.compile(r"(?:一共|总共|共)(?:有|部署|安排|提出|列)?(?:了|有)?\d+大?[项个条类章]")
_ASKS_ROWS = re.compile(r"指标(?:一共|总共|共)?(?:列|设|定)?(?:了|有)?(?:多少|几)[个项]|(?:多少|几)[个项](?:主要|重点|核心)?指标")
_NUMBER = re.compile(r"(?P<digits>\d{1,2})[.、．]|[（(](?P<paren>[一二三四五六七八九十]+)[）)]|(?P<han>[一二三四五六七八九十]+)、")
_GOALS = re.compile(r"(?:总体?|主要|阶段)[^,。?]{0,2}目标|主要(?:健康)?指标|总目标|想做到什么程度")
_DATED = re.compile(r"到((?:19|20)\d\d)年[,，]")
_COUNTED = frozenset((
    "主要", "总体", "总", "阶段", "递进", "不同", "水平", "变化", "程度", "区别","部分", "章节", "条款", "内容", "分为", "总共", "一共", "文件", "文本", "全文", "健康", "健康指标",
))  # fmt: skip
_NATURE = re.compile(r"约束性|预期性")
_NUMBERING = re.compile(r"^[（(]?(?:[一二三四五六七八九十]+|\d+)[）)、.．]\s*|^第[一二三四五六七八九十]+[章节条]\s*")
LEAST_CHILDREN, MOST_CHILDREN = 2, 40
LEAST_SCORE = 1.0
NEAR = 6
"""Within so many characters after how many, what is counted is named."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading, or the document itself, with what stands directly under it: titles, each with its first clause."""

    title: str
    children: tuple[tuple[str, Clause], ...]
    runs: bool = False
    """Whether they stand under several headings and are numbered on and on."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A heading or a title with its number, how that is written, and what is above it."""

    style: str
    number: int
    title: str
    path: tuple[str, ...]
    clause: Clause


def structure(question: Question, library: Library) -> Found | None:
    """The list or count that a question asks of a document's build; None where it asks for none."""
    asked = fold_text(question.asked)
    asks = _ASKS.search(asked) or _STATES.search(asked)
    if not question.documents or not asks:
        return None
    nature = _NATURE.search(asked)
    if nature or _ASKS_ROWS.search(asked):
        return _rows(question, library, nature.group() if nature else "")
    value = re.search(r"[“\"「]([^”\"」]{3,})[”\"」]", question.asked)
    if value and (found := _rows_with(question, library, value[1])):
        return found
    noun = (
        _NOUN.search(asked, asks.end(), asks.end() + NEAR) or _NOUN.search(asked, asks.start()) or _NOUN.search(fold_text(question.subject))
    )
    if noun is None:
        return None
    titles = {library.abouts()[id].title for id in question.documents}
    best = max(
        ((_score(part, noun.group(), question, titles), part.runs, -n, part) for n, part in enumerate(_parts(question, library))),
        key=lambda item: item[:3],
        default=None,
    )
    if best is None or best[0] < LEAST_SCORE:
        return None
    return _listed(best[3], noun.group(), question)


def goals(question: Question, library: Library) -> Found | None:
    """What a document sets as its goals on the whole for the years that a question asks about; None where it asks for something of them."""
    if not question.documents or not question.years or not _GOALS.search(fold_text(question.asked)) or _names_more(question):
        return None
    statements = []
    for clause in (clause for id in question.documents for clause in library.store.clauses([*library.store.span(id)])):
        if clause.kind == "table" or not (re.search("目标|目標", "".join(clause.path)) or not clause.path):
            continue
        year = 0
        for start, end in ((clause.start + a, clause.start + b) for a, b in sentences(clause.text)):
            said = fold_text(clause.line_of(start, end))
            year = int(dated[1]) if (dated := _DATED.match(said)) else year
            if year in question.years and (dated or ("主要健康指标" in said and "指标" in question.asked)):
                statements.append(Statement(text=clause.line_of(start, end), spans=((clause, start, end),)))
    told = {year for year in question.years if any(f"{year}年" in fold_text(statement.text) for statement in statements)}
    return Found(statements=tuple(statements)) if told == set(question.years) else None


def _parts(question: Question, library: Library) -> list[_Part]:
    """All headings of the documents asked about with what is directly under them, outermost first."""
    found: list[_Part] = []
    for id in question.documents or ():
        clauses = library.store.clauses([*library.store.span(id)])
        groups: dict[tuple[str, ...], dict[str, Clause]] = {}
        for clause in clauses:
            if clause.kind == "table":
                continue
            names = (*clause.path, clause.title) if clause.title else clause.path
            for depth in range(len(names)):
                groups.setdefault(names[:depth], {}).setdefault(names[depth], clause)
        about = library.abouts()[id]
        found += [
            _Part(path[-1] if path else about.title, tuple(children.items()))
            for path, children in sorted(groups.items(), key=lambda item: len(item[0]))
            if LEAST_CHILDREN <= len(children) <= MOST_CHILDREN
        ]
        found += _running(about.title, clauses)
    return found


def _running(title: str, clauses: Sequence[Clause]) -> list[_Part]:
    """What is numbered on and on under several headings, each as one list: the 28 actions of Lishui, the 25 articles of the draft."""
    lists: dict[str, list[list[_Numbered]]] = {}
    for item in (item for clause in clauses if clause.kind != "table" for item in _numbered(clause)):
        runs = lists.setdefault(item.style, [[]])
        if item.number == 1 and runs[-1] and item.title != runs[-1][0].title:
            runs.append([item])
        elif item.number == len(runs[-1]) + 1:
            runs[-1].append(item)
    return [
        _Part(_above([item.path for item in run]) or title, tuple((item.title, item.clause) for item in run), runs=True)
        for runs in lists.values()
        for run in runs
        if LEAST_CHILDREN <= len(run) <= MOST_CHILDREN and len({item.path for item in run}) > 1
    ]


def _numbered(clause: Clause) -> Iterator[_Numbered]:
    """The headings above a clause and its own title that have a number, each with the way that it is written."""
    for depth, name in enumerate((*clause.path, clause.title)):
        written = _NUMBER.match(name) or (_NUMBER.match(clause.id.rsplit("/", 1)[-1] + ".") if depth == len(clause.path) and name else None)
        if written:
            digits = written["digits"] or written["paren"] or written["han"]
            style = next(kind for kind in ("digits", "paren", "han") if written[kind])
            yield _Numbered(style, int(digits) if digits.isdigit() else _numeral(digits), name, clause.path[:depth], clause)


def _numeral(han: str) -> int:
    """二十五 as 25."""
    tens, ten, ones = han.rpartition("十")
    before, after = ("_一二三四五六七八九".find(digit) if digit else 0 for digit in (tens, ones))
    return 10 * (before or 1) * bool(ten) + after


def _above(paths: Sequence[tuple[str, ...]]) -> str:
    """The last heading that all have above them; "" where they have none."""
    shared = [names[0] for names in zip(*paths, strict=False) if len(set(names)) == 1]
    return shared[-1] if shared else ""


def _score(part: _Part, noun: str, question: Question, titles: Set[str]) -> float:
    """How surely a question asks for the children of a heading: their names end in what is counted, and it names the heading."""
    title, plain = fold_text(part.title), _DOING.sub("", fold_text(_plain(part.title)).replace('"', ""))
    wanted = [fold_text(child) for child, _ in part.children]
    of_kind = sum(noun in child[-14:] or noun in child[:3] for child in wanted) / len(wanted)
    asked = fold_text(question.asked)
    named = (
        1.5 if len(plain) > 3 and plain in asked.replace('"', "") else sum(term in title for term in question.terms if len(term) > 1) / 3
    )
    if part.runs and noun in ("部分", "方面", "大类", "章"):
        return 0.0  # a part is what stands directly under a heading
    if part.title in titles and noun in ("部分", "章", "条", "项") and not _names_more(question):
        return 1.5 if part.runs == (noun in ("条", "项")) else 0.0
    if noun in ("条", "项", "部分", "方面", "内容", "任务", "措施", "大类", "章", "原则") and noun not in title:
        return named if named >= 1.0 else 0.0
    if noun in ("原则", "任务", "措施") and noun in title:
        return named + 1.0
    return named + (1.0 if of_kind > 0.7 else 0.0) if of_kind > 0.7 else 0.0


def _names_more(question: Question) -> bool:
    """Whether a question names anything beside the document and what is counted."""
    return any(len(term) > 1 and weight >= 1 and term not in _COUNTED for term, weight in question.terms.items())


def _listed(part: _Part, noun: str, question: Question) -> Found:
    wanted = [(child, clause) for child, clause in part.children if noun in fold_text(child)] or list(part.children)
    counted = wanted if len(wanted) > 0.7 * len(part.children) or noun not in ("条", "项") else list(part.children)
    spans = [_opening(clause) for _, clause in counted]
    unit = noun if noun in ("条", "项", "大类", "章") else f"个{noun}" if noun in ("行动", "工程", "部分", "方面") else f"项{noun}"
    found = _counted(f"「{_plain(part.title)}」下共有 {len(counted)} {unit}：", [_plain(child) for child, _ in counted], spans)
    if wrong := count_corrected(question.asked, len(counted)):
        return Found(statements=(Statement(text=denial([wrong]), spans=tuple(spans), counted=True), *found.statements))
    return found


def _rows(question: Question, library: Library, nature: str) -> Found | None:
    rows = library.store.indicators(question.documents)
    every = [row for row in rows if row.nature]
    mine = [row for row in every if row.nature == nature]
    if not nature:
        numbered = {(row.document_id, row.number): row for row in reversed(rows)}
        mine = [row for row in reversed(numbered.values()) if row.number]
        return (
            _counted_rows(library, f"指标表共列出 {len(mine)} 项指标：", mine)
            if mine and len({row.document_id for row in mine}) == 1
            else None
        )
    if not mine:
        return None
    return _counted_rows(library, f"{nature}指标共 {len(mine)} 项（核对了表中全部 {len({row.number for row in every})} 个指标）：", mine)


def _rows_with(question: Question, library: Library, words: str) -> Found | None:
    """The rows of a table that have some words for a value."""
    mine = [row for row in library.store.indicators(question.documents) if any(fold_text(words) == fold_text(v.text) for v in row.values)]
    if not mine:
        return None
    return _counted_rows(library, f"写作“{words}”的指标共 {len(mine)} 项：", mine)


def _counted_rows(library: Library, head: str, rows: Sequence[Indicator]) -> Found:
    return _counted(head, [row.name for row in rows], [span(library, row.clause_id, row.start, row.end) for row in rows])


def _counted(head: str, names: Sequence[str], spans: Sequence[Span]) -> Found:
    """A count over spans, and what it counts as a numbered list."""
    items = (Statement(text=f"{n}. {name}", spans=(at,)) for n, (name, at) in enumerate(zip(names, spans, strict=True), 1))
    return Found(statements=(Statement(text=head, spans=tuple(spans), counted=True), *items))


def _opening(clause: Clause) -> Span:
    """The first sentence of a clause, with its span."""
    first = next(iter(sentences(clause.text)), (0, len(clause.text)))
    return clause, clause.start + first[0], clause.start + first[1]


def _plain(title: str) -> str:
    """A title without its numbering."""
    return _NUMBERING.sub("", title).strip(" 。:：")
