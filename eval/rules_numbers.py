"""Rules on numbers: each stands there, as that indicator's, with its unit, comparator and year. Pure.

"女性吸烟率降到20%以下" beside "15岁以上人群吸烟率降低到20%以下" passes these rules (another finds the 女性); "降到25%以下" does not.
"""

import re
from decimal import Decimal

from eval.case import FIGURE, OPEN, Case, Finding
from eval.evidence import Passage
from index.reading import Quantity, bare, bigrams, dates, governing_years, parts, quantities, similarity, years

RIVAL = 0.12
"""By how much more the words around another number must be like those of a claim's, for the number to be that one's."""
_ARTICLES = ("年", "天", "个", "家", "项", "次", "名", "条", "种", "类", "份", "批", "")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+(?![位条项名批格个])")
_OF_WHICH = re.compile(r"(\d+)(?:项|个|条|家)[^,。]{0,10}?[中里](?=[,\d有的]),?[^。\d]{0,14}?(\d+)(?:项|个|条|家)")
_IN_ALL = re.compile(r"(?:一共|总共|共|共有|写作)\s*$")
_LISTED = re.compile(r"第\d{3,}")
_REACHED = re.compile(r"目前已|已经|已达|已为|现在已")
_SINCE = re.compile(r"\d{4}年(?:起|开始|以后|之后|以来)|才(?!能|干|智|艺|会)(?=[㐀-鿿]{2})")
# Down to 20% is not down by 20%.
_BY = re.compile(r"(?:降低|下降|提高|上升|增长|减少|增加|提升)(?:了|约)?#[^#]*$")
_TO = re.compile(r"(?:到|至|达|为)#[^#]*$")
_FIGURE_OR_WORDS = re.compile(r"\d+(?:\.\d+)?|[^\d]+|\.")
_UNIT_FORM = {
    "名": "人", "人次": "人次", "日": "天", "工作日": "个工作日", "星期": "周", "周岁": "岁", "百分点": "个百分点", "平方千米": "平方公里", "千米": "公里", "学时": "课时",
    **dict.fromkeys(("个", "家", "所", "处", "座", "项", "条", "门", "支", "种", "类", "大类", "批", ""), "个"),
}  # fmt: skip


def number(case: Case) -> Finding | None:
    """Each number stands in the clause, as that indicator's, with its unit, comparator and year."""
    evidence = [(q, sentence, passage) for passage in case.passages for q, sentence in passage.quantities]
    for q in quantities(case.asserted, case.claim.years):
        if fault := _number_fault(case, q, evidence):
            return fault
    counted = _OF_WHICH.search(case.asserted)
    if counted and int(counted[1]) < int(counted[2]):
        return "CONTRADICTED", f"{counted[2]} of {counted[1]}"
    there = case.said + case.frame
    for ordinal in _ORDINAL.findall(case.asserted):
        if ordinal not in there and not _LISTED.search(ordinal):
            return "CONTRADICTED", f"{ordinal} does not stand there"
    return _swapped(case)


def year(case: Case) -> Finding | None:
    """Each year that a claim names stands in the clause, its headings or its table's header."""
    there = case.said + case.frame
    for _, named in years(case.asserted):
        if named not in there:
            return "CONTRADICTED", f"{named}年 does not stand there"
    for a in case.aligned:
        if a.passage.indicator or OPEN.search(case.text):
            continue
        mine = governing_years(case.text, a.start, a.start + len(a.part)) or case.claim.years
        theirs = governing_years(a.sentence, len(a.before), len(a.before) + len(a.beside)) or a.passage.years_before(a.sentence)
        if mine and theirs and not set(mine) & set(theirs) and similarity(a.part, a.beside) > 0.3:
            return "CONTRADICTED", f"said of {'、'.join(mine)}, in the clause of {'、'.join(theirs)}"
    if (since := _SINCE.search(case.asserted)) and not _SINCE.search(case.window):
        return "CONTRADICTED", f"{since.group()}, where the clause gives a time by which"
    known = dates(there)
    for date in dates(case.asserted):
        if not any(date[1:] == other[1:] and date[0] in ("", other[0]) for other in known):
            return "CONTRADICTED", f"the date {'-'.join(str(part) for part in date if part)} does not stand there"
    for span in re.findall(r"[\"“]?(十[一二三四五]五)", case.text):
        if span not in there:
            return "CONTRADICTED", f"{span} does not stand there"
    return None


def table(case: Case) -> Finding | None:
    """A value of a table row is said of the years that the table gives it; where merged cells leave the year open, so does the claim."""
    rows = [p.indicator for p in case.passages if p.indicator and p.indicator.values]
    if not rows or len(rows) < sum(p.header == "" or p.clause.kind == "table" for p in case.passages) - len(
        [p for p in case.passages if not p.indicator]
    ):
        return None
    for q in quantities(case.asserted, case.claim.years):
        values = [v for row in rows for v in row.values if v.number is not None and Decimal(str(v.number)) == q.value]
        if not values or not q.years:
            continue
        if not any(set(q.years) <= set(v.years) or not v.years for v in values):
            return "CONTRADICTED", f"the table gives {q.words} for {'、'.join(values[0].years)}, not for {'、'.join(q.years)}"
        near = case.asserted[max(0, q.start - 10) : q.start]
        fitting = [v for v in values if set(q.years) <= set(v.years)]
        if fitting and all(v.role == "baseline" for v in fitting) and "目标" in near:
            return "CONTRADICTED", f"{q.words} is where the table starts from, not a target"
        if fitting and all(v.role == "target" for v in fitting) and _REACHED.search(case.asserted):
            return "CONTRADICTED", f"{q.words} is a target, not what there is"
        open_ones = [v for v in values if not v.certain and set(q.years) <= set(v.years)]
        if open_ones and len(open_ones) == len(values) and not (OPEN.search(case.text) or set(q.years) >= set(open_ones[0].years)):
            return "UNSUPPORTED", f"the table does not say whether {q.words} is for {'、'.join(open_ones[0].years)}"
    return None


def _number_fault(case: Case, q: Quantity, evidence: list[tuple[Quantity, str, Passage]]) -> Finding | None:
    """What is wrong with one number of a claim: it stands nowhere, or only in other slots, or it is another's."""
    if q.value == 1 and not q.comparator and q.unit in _ARTICLES and "一" in case.claim.text:
        return None  # 一家, 一年: more an article than a number
    if _IN_ALL.search(case.asserted[: q.start]) and _counts(case, q):
        return None
    same = [(e, s, p) for e, s, p in evidence if e.value == q.value]
    if not same:
        if _counts(case, q):
            return None
        if re.search(rf"(?<![\d.]){q.value.normalize():f}(?![\d.])", case.frame) and q.unit in case.frame:
            return None
        near = max(evidence, key=lambda item: _owner_likeness(q, item[0]), default=None)
        if near and _owner_likeness(q, near[0]) > 0.35:
            return "CONTRADICTED", f"{q.words} is not there; the clause says {near[0].words}"
        return "UNSUPPORTED", f"{q.words} is not there"
    faults = [_slot_fault(case, q, *item) for item in same]
    if all(faults):
        return faults[0]
    rest = [item for item, fault in zip(same, faults, strict=True) if not fault]
    if any(p.indicator for _, _, p in rest):
        return _label_fault(case, q, [e for e, _, p in rest if p.indicator], [e for e, _, p in evidence if p.indicator])
    around = case.asserted[max(0, q.start - 5) : q.end + 4].split(",")
    if any(_FIGURE_OR_WORDS.search(piece) and len(piece) > 5 and piece in s for piece in around for _, s, _ in rest):
        return None  # it stands in the same words there
    own = max(_owner_likeness(q, e) for e, _, _ in rest)
    rivals = [e for e, s, _ in evidence if e.value != q.value and any(s == t for _, t, _ in rest) and e.unit == q.unit]
    rival = max(rivals, key=lambda e: _owner_likeness(q, e), default=None)
    if rival and _owner_likeness(q, rival) > own + RIVAL:
        return "CONTRADICTED", f"{q.words} is another's; of this the clause says {rival.words}"
    return None


def _label_fault(case: Case, q: Quantity, own: list[Quantity], row: list[Quantity]) -> Finding | None:
    """A table cell with several values gives each to its own: 食品 ≥96, 药品 ≥98. Otherwise a row has one owner."""
    labels = {e.label for e in row if e.label}
    near = case.asserted[max(0, q.start - 12) : q.start]
    said = [label for label in labels if label in near]
    if said and (last := max(said, key=near.rfind)) not in {e.label for e in own}:
        return "CONTRADICTED", f"{q.words} is said of {last}, in the table of {'、'.join(sorted({e.label for e in own if e.label}))}"
    return None


def _swapped(case: Case) -> Finding | None:
    """The words of a sentence with its numbers in other places."""
    for start, end in [(0, len(case.asserted)), *parts(case.asserted)]:
        part = case.asserted[start:end].strip(",")
        here = FIGURE.findall(part)
        if not here or len(part) < 8 or any(part in sentence for sentence in case.said.split("\n")):
            continue
        pattern = (
            "("
            + ")(".join(r"\d+(?:\.\d+)?" if FIGURE.fullmatch(piece) else re.escape(piece) for piece in _FIGURE_OR_WORDS.findall(part))
            + ")"
        )
        for sentence in case.said.split("\n"):
            if match := re.search(r"(?<![\d.])" + pattern + r"(?![\d.])", sentence):
                there = FIGURE.findall(match.group())
                return "CONTRADICTED", f"{'、'.join(here)} where the clause has {'、'.join(there)}"
    return None


def _slot_fault(case: Case, q: Quantity, e: Quantity, sentence: str, passage: Passage) -> Finding | None:
    around = sentence + passage.frame
    if q.unit != e.unit and _UNIT_FORM.get(q.unit, q.unit) != _UNIT_FORM.get(e.unit, e.unit):
        if e.unit and not (not q.unit and e.unit in case.text + bare(case.claim.lead_in)):
            return "CONTRADICTED", f"{q.words} where the clause says {e.words}"
        if q.unit and not e.unit and q.unit not in around:
            return "CONTRADICTED", f"the unit of {q.words} does not stand there"
    if q.comparator != e.comparator and not _said_otherwise(case.text, q, e.comparator):
        return "CONTRADICTED", f"{q.words} where the clause says {e.words}"
    if (_is_change(q) and not _is_change(e)) or (_is_level(q) and _is_change(e)):
        return (
            "CONTRADICTED",
            f"{'by' if _is_change(q) else 'to'} {q.words}, where the clause says {'to' if _is_change(q) else 'by'} {e.words}",
        )
    if q.years and e.years and not set(q.years) & set(e.years):
        return "CONTRADICTED", f"{q.words} is said of {'、'.join(q.years)}, in the clause of {'、'.join(e.years)}"
    return None


def _is_change(q: Quantity) -> bool:
    return bool(_BY.search(q.owner))


def _is_level(q: Quantity) -> bool:
    return bool(_TO.search(q.owner))


def _said_otherwise(text: str, q: Quantity, comparator: str) -> bool:
    """Whether the comparator is said in words that do not touch the number: 控制在…以内, 下限, 不低于这一水平."""
    around = text[max(0, q.start - 8) : q.end + 8]
    return {"at least": "下限", "at most": "上限"}.get(comparator, "\0") in around


def _counts(case: Case, q: Quantity) -> bool:
    """Whether a number counts what is cited, or what its passages list."""
    if q.comparator or q.unit not in ("项", "个", "条", "类", "大类", "种", "家", "名", ""):
        return False
    totals = frozenset().union(*(p.totals for p in case.passages))
    listed = {len(duty.units) for p in case.passages for duty in p.duties}
    enumerated = {len(re.split(r"[、,]|和|及", part)) for sentence in case.window.split("\n") for part in re.split(r"[。;:]", sentence)}
    duties = {d.clause_id for p in case.passages for d in p.duties}
    return (
        int(q.value) == q.value
        and int(q.value) > 0
        and int(q.value) in {case.count, len(case.passages), len(duties), *listed, *enumerated, *totals}
    )


def _owner_likeness(q: Quantity, e: Quantity) -> float:
    """How much what stands around two numbers is alike: right after them ("30个省级"), else before; nearer words count more."""
    (left, after), (other_left, other_after) = (x.owner.rpartition("#")[::2] for x in (q, e))
    near, other_near = left.rpartition("#")[2] or left, other_left.rpartition("#")[2] or other_left
    alike = 0.6 * similarity(near[-8:], other_near[-8:]) + 0.4 * similarity(left, other_left)
    # 中心100%设立 for 100%的中心设立, and 5名医师 for 医师达到5名
    turned = max(0.0 if len(after) > 1 else _held(other_after, near), 0.0 if len(other_after) > 1 else _held(after, other_near))
    if len(after) > 1 and len(other_after) > 1:
        return max(0.4 * alike + 0.6 * similarity(after, other_after), turned)
    return max(alike, turned)


def _held(short: str, text: str) -> float:
    """How much of what stands at one side of a number stands at the other side of another."""
    pairs = bigrams(short)
    return 0.9 * len(pairs & bigrams(text)) / len(pairs) if len(pairs) > 2 else 0.0
