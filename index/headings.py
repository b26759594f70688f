"""How the headings of a document are written: its common endings, run-in titles, unnumbered ones. Pure.

In "20.促进医药产业发展工程大力发展医药产业。" the stop after the title was lost; its sisters all end with 工程, so the title is
"促进医药产业发展工程".
"""

import re
from collections.abc import Container, Sequence

from index.clean import is_sentence
from index.lines import Line, closes_with_duty, duty_brackets
from index.markers import marker

LONGEST_TITLE = 40
ENDINGS = ("工程", "行动", "行動", "计划", "計畫", "项目", "項目", "制度", "体系", "體系")
TITLE_STOP = re.compile(r"[。！!？?：:]|(?<=[^，,、])[;；]")
TITLE_END = re.compile(r"(?:规划|纲要|方案|意见|办法|计划|通知|决定|条例|规定|要点|细则)(?:[(（].{2,8}[)）])?[》\"”]?$")

# "到2030年,具体实现以下目标:" is a heading to the paragraphs after it; "各县(市、区)人民政府:" is a salutation.
_LIST_HEAD = re.compile(r"(?!各|.{0,8}(?:政府|部门|单位|委|局)[:：]$).{4,40}[:：]")


def run_in_title(rest: str, ending: str) -> str:
    """The title that an item opens with; a title whose stop was lost ends where its sisters end ("…工程大力发展…")."""
    stop = TITLE_STOP.search(rest)
    sentence = rest[: stop.start()] if stop else rest
    if ending and (cut := sentence.find(ending)) > 0 and sentence[cut + len(ending) :]:
        head = sentence[: cut + len(ending)]
        if len(head) <= LONGEST_TITLE and "，" not in head and "," not in head:
            return head
    return sentence if stop and len(sentence) <= LONGEST_TITLE and stop.end() < len(rest) else ""


def common_ending(found: Sequence[Line]) -> str:
    """The word that most numbered titles of a document end with (工程, 行动), or ""."""
    titles = [line.reading[mark.length :] for line in found if (mark := marker(line.reading))]
    heads = [re.split(r"[。：:]", title, maxsplit=1)[0] for title in titles]
    for ending in ENDINGS:
        if sum(head.endswith(ending) for head in heads) >= max(5, 0.2 * len(heads)):
            return ending
    return ""


def closes_with_duties(found: Sequence[Line]) -> bool:
    """Whether it is this document's way to close each measure with a duty bracket."""
    closed = [closes_with_duty(line.reading) for line in found if len(line.reading) > 60]
    return sum(closed) >= 10 and sum(closed) >= 0.6 * len(closed)


def is_bare_heading(found: Sequence[Line], at: int, tables: Container[int]) -> bool:
    """An unnumbered short line without a stop, over a paragraph or a table; or one with a colon, over what it announces."""
    reading = found[at].reading
    following = found[at + 1].reading if at + 1 < len(found) else ""
    if _LIST_HEAD.fullmatch(reading):
        return len(following) > 30 and is_sentence(following) and marker(following) is None
    if len(reading) > 30 or re.search(r"[，,。；;：:！？、]|\d{4}\s*年\s*\d{1,2}\s*月|〔", reading) or duty_brackets(reading):
        return False
    if at + 1 in tables:
        return True
    return (is_sentence(following) and len(following) > 30) or (marker(following) is not None and len(reading) >= 4)
