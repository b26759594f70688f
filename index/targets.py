"""Targets in running text: what quantity is to reach which value, by which year, and how firmly that is said. Pure.

"到2030年,15岁以上人群吸烟率降低到20%以下" sets 15岁以上人群吸烟率 ≤ 20 % for 2030. Ages, names with numbers in them ("15分钟健身圈") and
what was reached in the past are no targets.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.documents import Clause, Document, Target
from index.folding import number as numeral
from index.lines import duty_brackets

BEFORE = {
    "不少于": "≥", "不少於": "≥", "不低于": "≥", "不低於": "≥", "至少": "≥", "超过": ">", "超過": ">", "高于": ">", "大于": ">", "突破": ">",
    "不超过": "≤", "不超過": "≤", "不高于": "≤", "不高於": "≤", "不多于": "≤", "低于": "<", "低於": "<", "小于": "<", "约": "≈", "控制在": "≤",
}  # fmt: skip
AFTER = {"以上": "≥", "及以上": "≥", "以下": "≤", "及以下": "≤", "以内": "≤", "之内": "≤", "左右": "≈"}
CHANGES = {
    "提高": "+", "提升": "+", "增加": "+", "增长": "+", "上升": "+", "新增": "+",
    "降低": "-", "下降": "-", "减少": "-", "缩短": "-", "压缩": "-", "削减": "-",
}  # fmt: skip
STRENGTHS = (
    "力争",
    "力爭",
    "争取",
    "爭取",
    "争创",
    "爭創",
    "努力",
    "探索",
    "鼓励",
    "鼓勵",
    "支持",
    "促进",
    "促進",
    "推进",
    "推進",
    "确保",
    "確保",
)
UNITS = (
    "个百分点|個百分點|百分点|%|％|‰|批次?/千人|人/万车|份/百万人|人/万人|平方米|平方公里|公里|万元|亿元|元|课时|小时|分钟|张|块|台|套|辆|家|所|个|個|箇"
    "|名|人次|人|项|项次|类|种|件|例|份|处|座|床|支|岁|吨|亩|户|倍|条|次|门|场"
)
# Verbs that a value follows, and verbs of making that a number of things follows.
_REACH = (
    "(?:均|都|分别|累计|总体|基本|全部|稳定|逐步)?(?:力争|争取|力爭|爭取)?(?:达到|達到|达|達|降低到|降到|降至|下降到|下降至|提高到|提高至|提升到|提升至|增加到"
    "|增至|缩短至|缩短到|保持在|维持在|稳定在|控制在|累计达|为|至|提高|提升|增加|增长|上升|降低|下降|减少|缩短)"
)
_MAKE = (
    "建设|建設|建成|新建|改建|扩建|打造|创建|創建|争创|爭創|培育|培养|培訓|培训|新增|推出|推广|推廣|评选|完成|配备|配備|配置|建有|设置|設置|设立|拥有|至少有一?|开展|实现"
    "|实施|掌握|争取|遴选|选树|引进|引育|发展|建立|组建|认定|达标|布局|开设|發放|发放|服务|覆盖|支持|進入|储备|制定"
)
_NUMBER = r"\d[\d,]*(?:\.\d+)?(?:\s*[-–—~～至到]\s*\d[\d.]*)?"
_VALUE = re.compile(
    rf"(?P<before>{'|'.join(BEFORE)})?(?P<verb>配备|配備|设立|設立|有|建成|建设|建有)?\s*"
    rf"(?:(?P<number>{_NUMBER})\s*(?P<scale>[万亿萬億])?\s*(?P<unit>{UNITS})?(?P<after>及以上|以上|及以下|以下|以内|之内|左右)?(?P<per>/百万人|/万人|/千人)?"
    rf"|(?P<han>[一二两三四五六七八九十]+)(?P<hanunit>家|所|个|項|项|名|人|次|门|台)(?P<hanafter>以上)?)(?P<after2>以上|以下|以内)?"
)
_COVER = re.compile(r"(?:基本)?(?:实现|實現)?(?<!健)全(?:覆盖|覆蓋)(?!的(?!$|[，,。；;])|[、]|基础)")
_YEAR = re.compile(r"(?:到|至|截至)\s*((?:19|20)\d\d)\s*年|((?:19|20)\d\d)年(?:底|末)(?:前)?")
_PAST = re.compile(r"近年来|(?<![到至])(?:19|20)\d\d年(?!底|末|前)[,，]?全|已(?:经|达)|目前")
_STOP = "，,。；;：:\n"
_NOT_AFTER = re.compile(r"(?:第|每|近|等|前|约占|型|\d[.．]|[A-Za-z])$")
_LEADING = re.compile(
    rf"^(?:(?:到|至|截至)?(?:19|20)\d\d年(?:底|末|前)*|其中|全面|基本(?=实现|建成|建立|健全|完成)|进一步|确保|力争|争取|力爭|爭取|继续|鼓励|支持|巩固|鞏固|促进|推进|推進|深化|实现|實現|(?:全市)?(?:{_MAKE}))+(?:至少)?"
)
_MADE = re.compile(rf"(?:{_MAKE}|每年|至少)+(?:至少)?$")
_NEXT = re.compile(r"(?:[、，,和或及]|以及)+(?=(?:每[个年县所]|若干|至少|\d|[一二三四五六七八九十]+[个家所]).*)")
_TRAILING = re.compile(rf"(?:{_REACH}|{_MAKE}|实现|實現|城乡|基本|[的到在]|县（市）|县\(市\)|镇（街道）|镇\(街道\))+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A value in a piece of a sentence: its span in the clause, what it says, and the span of its piece."""

    start: int
    end: int
    comparator: str
    number: float | None
    unit: str | None
    first: int
    last: int


def targets(document: Document) -> tuple[Target, ...]:
    """The targets of a document's paragraphs and items, in its order."""
    found: list[Target] = []
    for clause in document.outline.clauses:
        if clause.kind == "clause":
            found += _in_clause(document, clause)
    return tuple(found)


def _in_clause(document: Document, clause: Clause) -> Iterator[Target]:
    text = _blank_out(clause)
    for a, b in _full_sentences(text):
        if _PAST.search(text[a:b]):
            continue
        running = False
        for first, last in _pieces(text, a, b):
            accepted = [value for value in _values(text, first, last) if _is_target(text, value, running)]
            running = running or bool(accepted)
            for value in accepted:
                subject = _subject(clause.text, value, max([first, *(v.end for v in accepted if v.end <= value.start)]))
                if subject:
                    yield _target(document, clause, text, value, subject, a)


def _target(document: Document, clause: Clause, text: str, value: _Found, subject: str, sentence: int) -> Target:
    years = [m[1] or m[2] for m in _YEAR.finditer(text, sentence, value.end)] or [
        m[1] or m[2] for m in _YEAR.finditer("".join(clause.path[-1:]))
    ]
    piece = text[value.first : value.start]
    quote_start = value.first + len(piece) - len(_strip_year(piece))
    return Target(
        document_id=document.id,
        subject=subject,
        comparator=value.comparator,
        text=clause.text[value.start : value.end],
        number=value.number,
        unit=value.unit,
        year=years[-1] if years else None,
        strength=next((word for word in STRENGTHS if word in piece + text[value.start : value.end]), None),
        clause_id=clause.id,
        quote=clause.text[quote_start : value.last],
        start=clause.start + quote_start,
        end=clause.start + value.last,
    )


def _blank_out(clause: Clause) -> str:
    """The text with what holds no targets made blank, offsets kept: duty brackets, document numbers, quoted names."""
    text = clause.text
    spans = duty_brackets(text)
    spans += [m.span() for m in re.finditer(r"〔\d{4}〕\d+号|《[^》]*》|“[^”]*\d[^”]*”|「[^」]*\d[^」]*」", text)]
    spans += [(0, m.end()) for m in [re.match(r"\s*[（(]?[\d一二三四五六七八九十]{1,3}[)）]?[.．、]", text)] if m]
    for a, b in spans:
        text = text[:a] + " " * (b - a) + text[b:]
    return text


def _full_sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in re.finditer(r"[。！？\n]|$", text):
        if match.start() > at:
            yield at, match.start()
        at = match.end()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The pieces of a sentence between commas and semicolons outside of brackets."""
    depth, at = 0, start
    for i in range(start, end):
        depth += (text[i] in "(（") - (text[i] in ")）")
        if text[i] in _STOP and depth <= 0 and not (text[i] == "," and text[i - 1 : i].isdigit() and text[i + 1 : i + 4].isdigit()):
            yield at, i
            at = i + 1
    yield at, end


def _values(text: str, first: int, last: int) -> Iterator[_Found]:
    for match in _VALUE.finditer(text, first, last):
        found = _value(text, match, first, last)
        if found:
            yield found
    for match in _COVER.finditer(text, first, last):
        if not re.match(r"(?:的)?基[础礎]", text[match.end() :]):
            start = match.end() - 3
            yield _Found(start=start, end=match.end(), comparator="=", number=None, unit=None, first=first, last=last)


def _value(text: str, match: re.Match[str], first: int, last: int) -> _Found | None:
    unit = match["unit"] or match["hanunit"]
    start = match.start()
    if match["before"] is None and match["verb"]:
        start = match.end("verb")
    if (unit is None and not match["scale"]) or _NOT_AFTER.search(text[first:start]):
        return None
    after = match["after"] or match["after2"] or match["hanafter"]
    if match["han"] and not (match["before"] == "至少" or match["hanafter"]):
        return None
    before = text[first:start]
    if unit == "岁" and after and re.match(r"[一-鿿]", text[match.end() : last]):
        return None
    if (unit in ("岁", "分钟", "小时") and not re.search(rf"{_REACH}$", before)) or (unit == "年"):
        return None
    tail = text[match.end() : last]
    if re.match(r"[^，,。]{0,12}基础上", tail) or (unit == "人" and re.match(r"群|口", tail)):
        return None
    change = next((verb for verb in CHANGES if before.endswith(verb)), None)
    if change:
        start -= len(change)
    comparator = CHANGES.get(change or "") or BEFORE.get(match["before"] or "") or AFTER.get(after or "") or "="
    if match["before"] == "控制在" and after is None:
        comparator = "≤"
    digits = match["number"]
    value = float(re.split(r"[-–—~～至到]", digits)[0].replace(",", "")) if digits else float(numeral(match["han"]) or 0)
    per = match["per"] or ""
    end = match.end()
    scale = (match["scale"] or "").replace("萬", "万").replace("億", "亿")
    return _Found(
        start=start, end=end, comparator=comparator, number=value, unit=(scale + (unit or "").replace("％", "%") + per) or None, first=first, last=last
    )  # fmt: skip


def _is_target(text: str, value: _Found, running: bool) -> bool:
    """Whether a value is set, not only named: it is compared, reached, made, or goes on a list of such."""
    before, after = text[value.first : value.start], text[value.end : value.last]
    if value.number is None:
        return True
    if value.comparator != "=":
        return True
    if re.search(rf"{_REACH}\s*$", before):
        return True
    if re.search(rf"(?:{_MAKE})", before):
        return True
    if value.unit in ("%", "‰") and (after.strip() or re.search(r"率|比例|占比|比重", before)):
        return True
    return running or bool(re.match(r".{2,20}(?:全部|均|都)达到", after))


def _subject(source: str, value: _Found, after_last: int) -> str:
    """What the value is of: what is made, where a verb of making stands before it; else the words before it, else those after.

    After another value of the same piece, what stands between them belongs to that one: "100%的社区卫生服务中心和85%的镇卫生院".
    """
    region = _strip_year(source[after_last : value.start]).strip()
    after = re.sub(rf"^(?:{_NUMBER}(?:{UNITS})(?:以上)?)+", "", source[value.end : value.last].strip().lstrip("的"))
    after = _whole_brackets(_NEXT.split(after, maxsplit=1)[0].strip(" 、和"))
    listed = after_last > value.first and (not region or region[-1] in "、和或及,，")
    if len(after) >= 2 and value.number is not None and (listed or _MADE.search(region)):
        return after
    before = re.sub(r"^.*(?:[（(]即|按(?=室))", "", _TRAILING.sub("", region))
    before = _whole_brackets(_LEADING.sub("", before).strip(" 的、和或及"))
    if len(re.sub(r"^(?:每[个所家年個][^，,]{0,12}|全市|各[^，,]{0,6}|基本)", "", before)) >= 2:
        return re.sub(r"(?<=.)每年$", "", before)
    return after or before


def _whole_brackets(words: str) -> str:
    """Words without a bracket or quote at either end that has no partner in them."""
    for opening, closing in ("()", "（）", "“”", "「」"):
        if words.count(opening) < words.count(closing):
            words = words.rstrip(closing) if words.endswith(closing) else words
        if words.count(opening) > words.count(closing):
            words = words.lstrip(opening) if words.startswith(opening) else words
    return words


def _strip_year(piece: str) -> str:
    return re.sub(r"^\s*(?:(?:到|至|截至)?\s*(?:19|20)\d\d\s*年(?:底|末)?(?:前)?[,，]?)", "", piece).lstrip()
