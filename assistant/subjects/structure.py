"""Lists and counts that the build of a document answers: its actions, tasks, principles, parts.

"嘉兴2024年的意见安排了几个行动" counts the headings under 重点任务 that end in 行动 and names them; "第六部分有哪几条" what is under that heading.
"""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from assistant.answers import Question
from assistant.premises.premise import count_corrected, denial
from assistant.subjects.statements import Found, Span, Statement, counted
from index.documents import Clause
from index.folding import fold_text
from index.library import Library
from index.lines import sentences

# What is counted, and the classifiers that go with it.
_ASKS = re.compile(r"(?:哪|(?<!第)几|多少|列|分成|包括|都有)[几些个]?[大]?(?:个|项|条|类|种|部分|方面|章)?")
_NOUN = re.compile(r"行动(?!计划|纲要|规划|方案)|工程|任务|内容|大类|原则|部分|措施|方面|条|(?<!专)项|章|节|(?<=件)事|(?<=大)块|板块")
_DOING = re.compile(r"^(?:实施|开展|推进|加强|完善)(?=.{4})")
_SO_MANY = re.compile(
    r"(?<![第\d十])(?:[2-9二三四五六七八九十]|\d\d|十[一二三四五六七八九])[大个项条类节件]{1,2}(?=[^,。?]{0,4}(?:行动|工程|任务|措施|原则|部分|方面|内容|节|条|事))(?=.{0,12}(?:什么|哪|分别|叫|名|列)|[^,。?]{0,4}[?。]*$)"
)
# Read as it is asked: folding makes 25 of 十五 in 二十五.
_NTH = re.compile(r"第(?P<number>[一二三四五六七八九十]+|\d+)[大个個项項]?(?P<noun>部分|章|行动|行動|工程|大类|大類)")
_ALSO = {"事": "内容", "块": "部分", "板块": "部分"}
"""Other words for what is counted."""
_PARTED = ("部分", "方面", "大类", "章")
_PARTS_OF = re.compile(r"(?:行动|工程|任务)(?=[^,。?]{0,3}分)")
_STATES = re.compile(r"(?:一共|总共|共)(?:有|部署|安排|提出|列)?(?:了|有)?\d+大?[项个条类章]")
_NUMBER = re.compile(
    r"(?P<digits>\d{1,2})[.、．]|[（(](?P<paren>[一二三四五六七八九十]+)[）)]|第?(?P<han>[一二三四五六七八九十]+)(?:、|章|部分)"
)
_COUNTED = frozenset((
    "主要", "总体", "总", "阶段", "远期", "近期", "长期", "中期", "递进", "不同", "水平", "变化", "程度", "区别","部分", "章节", "条款", "内容", "分为", "总共", "一共", "文件", "文本", "全文", "健康", "健康指标",
))  # fmt: skip
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
    asks = _ASKS.search(asked) or _STATES.search(asked) or _SO_MANY.search(asked)
    if not question.documents or not asks:
        return None
    noun = (
        _NOUN.search(asked, asks.end(), asks.end() + NEAR) or _NOUN.search(asked, asks.start()) or _NOUN.search(fold_text(question.subject))
    )
    if noun is None:
        return None
    counted_as = _ALSO.get(noun.group(), noun.group())
    if (nth := _NTH.search(question.asked)) and (part := _nth(_parts(question, library), number_of(nth["number"]), fold_text(nth["noun"]))):
        return _listed(part, counted_as, question)
    titles = {library.abouts()[id].title for id in question.documents}
    best = max(
        ((_score(part, counted_as, question, titles), part.runs, -n, part) for n, part in enumerate(_parts(question, library))),
        key=lambda item: item[:3],
        default=None,
    )
    if best is None or best[0] < LEAST_SCORE:
        return None
    return _listed(best[3], counted_as, question)


def _nth(parts: Sequence[_Part], number: int, noun: str) -> _Part | None:
    """The part whose own title has a number, 六、 for 第六部分 and （四）…行动 for 第四个行动; None where none has, or several."""
    found = []
    for part in parts:
        written = _NUMBER.match(part.title)
        digits = written and (written["digits"] or written["paren"] or written["han"])
        if digits and number_of(digits) == number:
            found += [part] if (noun in part.title if noun in ("行动", "工程") else bool(written and written["han"])) else []
    return found[0] if len(found) == 1 else None


def _parts(question: Question, library: Library) -> list[_Part]:
    """All headings of the documents asked about with what is directly under them, outermost first."""
    found: list[_Part] = []
    for id in question.documents or ():
        clauses = library.store.clauses([*library.store.span(id)])
        groups: dict[tuple[str, ...], dict[str, tuple[str, Clause]]] = {}
        for clause in clauses:
            if clause.kind == "table":
                continue
            names = (*clause.path, clause.title) if clause.title else clause.path
            for depth in range(len(names)):  # a title and the heading above the further clauses of its item are one
                groups.setdefault(names[:depth], {}).setdefault(_plain(names[depth]), (names[depth], clause))
        about = library.abouts()[id]
        found += [
            _Part(path[-1] if path else about.title, tuple(children.values()))
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
            style = next(kind for kind in ("digits", "paren", "han") if written[kind])
            yield _Numbered(style, number_of(written[style]), name, clause.path[:depth], clause)


def _style(title: str) -> str:
    """How the number of a title is written; "" where it has none."""
    written = _NUMBER.match(title)
    return next((kind for kind in ("digits", "paren", "han") if written[kind]), "") if written else ""


def number_of(written: str) -> int:
    """25 and 二十五 as 25."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
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
    if part.runs and noun in _PARTED:
        return 0.0  # a part is what stands directly under a heading
    if noun in _PARTED and (parted := _PARTS_OF.search(asked)):
        return 1.5 if parted.group() in title and part.title not in titles else 0.0
    if part.title in titles and noun in _PARTED and len({_style(child) for child, _ in part.children}) > 1:
        return 0.0  # headings that were lost leave what stood under them: how many parts there are is not known
    if part.title in titles and noun in ("部分", "章", "条", "项") and not names_more(question):
        return 1.5 if part.runs == (noun in ("条", "项")) else 0.0
    if noun in ("条", "项", "部分", "方面", "内容", "任务", "措施", "大类", "章", "节", "原则") and noun not in title:
        return named if named >= 1.0 else 0.0
    if noun in ("原则", "任务", "措施") and noun in title and not named and names_more(question):
        return 0.0  # 职业健康有哪些措施 asks for no 保障措施
    if noun in ("原则", "任务", "措施") and noun in title:
        return named + 1.0
    return named + (1.0 if of_kind > 0.7 else 0.0) if of_kind > 0.7 else 0.0


def names_more(question: Question) -> bool:
    """Whether a question names anything beside the document and what is counted."""
    return any(len(term) > 1 and weight >= 1 and term not in _COUNTED for term, weight in question.terms.items())


def _listed(part: _Part, noun: str, question: Question) -> Found:
    wanted = [(child, clause) for child, clause in part.children if noun in fold_text(child)] or list(part.children)
    kept = wanted if len(wanted) > len(part.children) / 2 else list(part.children)
    spans = [_opening(clause) for _, clause in kept]
    unit = noun if noun in ("条", "项", "大类", "章", "节") else f"个{noun}" if noun in ("行动", "工程", "部分", "方面") else f"项{noun}"
    found = counted(f"「{_plain(part.title)}」下共有 {len(kept)} {unit}：", [_plain(child) for child, _ in kept], spans)
    if wrong := count_corrected(question.asked, len(kept)):
        return Found(statements=(Statement(text=denial([wrong]), spans=tuple(spans), counted=True), *found.statements))
    return found


def _opening(clause: Clause) -> Span:
    """The first sentence of a clause, with its span."""
    first = next(iter(sentences(clause.text)), (0, len(clause.text)))
    return clause, clause.start + first[0], clause.start + first[1]


def _plain(title: str) -> str:
    """A title without its numbering."""
    return _NUMBERING.sub("", title).strip(" 。:：")
