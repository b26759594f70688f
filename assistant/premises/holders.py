"""Who a question takes to hold a role and the documents give it to another: to lead a measure, to head a group, to house an office. Pure.

"市委书记挂帅健康沈阳领导小组" beside 由市长任组长 is put right with that; so is 办公室设在市发改委 beside 设在市卫生计生委.
"""

import re

from assistant.premises.alike import Correction
from assistant.premises.claimed import instructs
from assistant.question.roles import HELP, LEAD
from index.documents import Duty
from index.folding import fold_text
from index.ledger import leads
from index.reading import bigrams, organs
from index.units import unit_form, unit_in

_LEADS = re.compile(
    r"由(?P<by>[^,。?]{2,14}?)(?:来)?牵头|(?P<first>[^,。?的]{2,12}?)(?:来|在)?牵头|牵头(?:的)?(?:单位)?(?:是|为)(?P<after>[^,。?]{2,12})"
)
_LEADING = re.compile(LEAD)
_DOES_FIRST = re.compile(rf"(?:负责|管|干|抓)(?=[,、][^,、。?]{{2,12}}(?:{HELP}))")  # who does a thing leads, where another helps
_ASKS_WHAT = re.compile(r"(?:的|了|有|抓|负责|推进|开展)*(?:哪|几|什么|多少).{0,3}(?:行动|工作|任务|措施|项|条|事|活)")
_POST = r"市委书记|区委书记|县委书记|书记|副市长|市长|副县长|县长|区长|副?主任|局长|秘书长"
_ACTS = r"(?:来|亲自|本人)?(?:任|担任|出任|兼任|兼|当|做|是)"
_HEADS = re.compile(
    rf"(?P<before>{_POST}){_ACTS}[^,。?]{{0,8}}?(?P<office>副?组长)|(?P<chief>{_POST})(?:来|亲自)?(?:挂帅|坐镇|领衔)|"
    rf"(?P<office2>副?组长)(?:就|该|应该)?(?:是|由|为|不是|是不是)+(?:[一-鿿]{{0,8}}?)(?P<after>{_POST})"
)
_HOLDS = re.compile(r"(?:由|[、,])(?P<holder>[^,、。由]{2,14}?)(?:任|兼任|担任)(?P<office>副?组长)")
# The head of a government is its mayor.
_HEAD_OF_GOVERNMENT = re.compile(r"政府主要(?:领导|负责人)|政府一把手")
_SEAT = re.compile(r"(?:设|放|挂|挂靠)(?:在|到)(?P<at>[^,。?;]{2,14})")


def head_corrected(asked: str, said: str) -> Correction | None:
    """Who is said to head a group, where another does: 市委书记 for 由政府主要领导任组长."""
    mine = _HEADS.search(asked)
    if not mine:
        return None
    post, office = mine["before"] or mine["chief"] or mine["after"], mine["office"] or mine["office2"] or "组长"
    theirs = next((held for held in _HOLDS.finditer(said) if held["office"] == office), None)
    if not theirs or re.search(rf"(?<!副){post}", theirs["holder"]) or (post == "市长" and _HEAD_OF_GOVERNMENT.search(theirs["holder"])):
        return None
    return Correction(f"{post}任{office}", theirs.group().strip("、,"))


def seat_corrected(asked: str, said: str) -> Correction | None:
    """The unit that something is said to be set up at, where it is at another: 办公室设在市发改委."""
    mine, theirs = _SEAT.search(asked), _SEAT.search(said)
    claimed, there = ({form for _, _, form in organs(seat["at"])} if seat else set() for seat in (mine, theirs))
    if not mine or not theirs or not claimed or not there or any(a in b or b in a for a in claimed for b in there):
        return None
    return Correction(re.sub(r"(?:吧|吗|的|了|呢)+$", "", mine.group()), theirs.group())


def lead_corrected(question: str, duty: Duty) -> Correction | None:
    """The unit that a question says to lead, where the duty says that another does, or none."""
    asked = fold_text(question)
    if head := head_corrected(asked, fold_text(duty.lead_basis or "")):
        return head
    asked = _LEADING.sub("牵头", _DOES_FIRST.sub("牵头", asked))
    match = _LEADS.search(asked)
    if (
        not match
        or not bigrams(fold_text(duty.measure)) & bigrams(asked)
        or instructs(asked)
        or "还是" in asked
        or _ASKS_WHAT.match(asked, match.end())
    ):
        return None
    words = re.split("由|是", next(group for group in match.groups() if group))[-1]
    if re.search(r"谁|哪|什么|是否", words):
        return None
    forms = frozenset(unit_form(unit) for unit in duty.units)
    unit = unit_in(words, forms) or (unit_form(words.strip()) if re.search(r"[局委办厅]$|部门$", words.strip()) else None)
    if unit is None or leads(duty, unit):
        return None
    written = next((name for name in duty.units if unit_form(name) == unit), unit)
    return Correction(f"{written}牵头", f"{duty.lead}牵头" if duty.lead else "")
