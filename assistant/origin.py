"""What a document says of itself: its number, who issued it and when, what it is based on; and that a masked name is masked.

"嘉政办发〔2024〕5号是份什么文件" is answered from the lines at the head of that document.
"""

import re

from assistant.answers import Question
from assistant.statements import Found, Span, Statement, quoted
from index.folding import fold_text
from index.library import Library
from index.lines import sentences

HEAD = 6
"""Clauses at the head of a document in which its number, issuer and date may stand."""
OPENING = 5
"""Clauses at the head of a document that say where it comes from."""
_ASKS_NUMBER = re.compile(r"文号|发文字号|几号文|文件号|文件编号")
_OF_ANOTHER = re.compile(r"依据|根据|落实|贯彻|按照|省里|国办|国务院|上级|上位")
_ASKS_IDENTITY = re.compile(
    r"真名|真实名称|到底是哪|(?:是|指)(?:的)?(?:是)?(?:哪个?|哪座|什么)(?:市|城市|省|地方|字)|哪座城市|哪个城市|哪一?个省|隐去的|x[^,。?]{0,10}(?:是|指|叫)(?:的)?[^,。?]{0,4}(?:哪|什么)|代表(?:的是)?(?:哪|什么)|什么字"
)
_ASKS_BASIS = re.compile(r"(?:依据|根据|按照?|落实|贯彻|参照|遵照).{0,12}(?:哪|什么).{0,6}(?:文件|规定|政策|精神|规划|纲要)|上位文件")
_BASIS = re.compile(r"(?:根据|贯彻|落实|按照|依据)[^。]{0,16}<")
_ASKS_ISSUED = re.compile(
    r"(?:谁|哪个?(?:单位|部门|机关|年|天)|哪一?年|什么时候|何时).{0,8}(?:发|印发|发布|出台|制定|颁布)的?|发文机关|印发日期|发布日期|(?:是|算)(?:份|个|一份)?(?:什么|哪份|哪个)文件|是哪一?年的[?。]?$|关于(?:什么|啥|哪方面)的?|(?:讲|说)的?(?:是|了)?(?:什么|啥)(?:事|内容|的)?[?。]?$"
)
_OF_DOCUMENTS = re.compile(
    r"文|省|国|市|县|政府|规定|政策|依据|根据|参照|编制|精神|上级|上位|意见|规划|计划|方案|纲要|通知|印发|发布|单位|部门|机关|日期|年份|谁|份"
)
_ISSUED = re.compile(r"(?:19|20)\d\d年.{0,20}(?:发布|印发|制定|出台)")
_ASKS_OPENING = (
    (_ASKS_BASIS, _BASIS),
    (re.compile(r"主送|发给(?:谁|哪些)|送给(?:谁|哪些)"), re.compile(r"^[^。]{4,80}:$")),
    (re.compile(r"抄送"), re.compile(r"抄送")),
    (re.compile(r"经.{0,6}(?:谁|哪).{0,8}(?:同意|批准|审议)"), re.compile(r"经.{2,10}(?:同意|批准|审议)")),
    (_ASKS_ISSUED, _ISSUED),
)
"""What is asked of a document as such, and how the sentence at its head reads that says it."""


def origin(question: Question, library: Library) -> Found | None:
    """What the documents asked about say of themselves; None where something else is asked."""
    subject = question.subject
    if _ASKS_IDENTITY.search(fold_text(question.asked)) and _is_masked(question, library):
        return Found(absent="文件隐去了名称，没有写明是哪里、是哪一家。")
    if names_matter(question, library):
        return None
    if _ASKS_NUMBER.search(subject):
        return _opening(question, library, _BASIS) if _OF_ANOTHER.search(subject) else _number(question, library)
    pattern = next((said for asks, said in _ASKS_OPENING if asks.search(subject)), None)
    if pattern is None:
        return None
    return _opening(question, library, pattern) or (_identity(question, library) if pattern is _ISSUED else None)


def names_matter(question: Question, library: Library) -> bool:
    """Whether a question names more than the document itself, and so is about something in it."""
    titles = "".join(fold_text(library.abouts()[id].title) for id in question.documents or ())
    named = [
        term
        for term, weight in question.terms.items()
        if weight >= 1 and len(term) > 1 and term not in titles and not _OF_DOCUMENTS.search(term)
    ]
    return bool(named)


def _number(question: Question, library: Library) -> Found | None:
    """The numbers of the documents that a question is about; of the one whose title it speaks of, where it could be about several."""
    if not question.documents:
        return None
    statements = []
    for id in meant(question, library):
        if at := place_of(library, id, library.abouts()[id].number):
            statements.append(Statement(text=f"文号是{library.abouts()[id].number}。", spans=(at,)))
    return Found(statements=tuple(statements)) if statements else Found(absent="文件中没有写明文号。")


def _identity(question: Question, library: Library) -> Found | None:
    """What a document is, who issued it and when, as far as its own text says so."""
    statements = []
    for id in meant(question, library) if question.documents else ():
        about = library.abouts()[id]
        said = [
            (words, at)
            for words, value in (
                (f"文号是{about.number}", about.number),
                (f"由{about.issuer}发布", about.issuer),
                (f"发布日期是{about.issued}", about.issued),
            )
            if (at := place_of(library, id, value))
        ]
        if said:
            text = f"《{about.title}》" + "，".join(words for words, _ in said) + "。"
            statements.append(Statement(text=text, spans=tuple(dict.fromkeys(at for _, at in said))))
    return Found(statements=tuple(statements)) if statements else None


def place_of(library: Library, id: str, words: str) -> Span | None:
    """Where words stand at the head of a document, in a clause."""
    for clause in library.store.clauses([*library.store.span(id)][:HEAD]) if words else ():
        at = clause.text.find(words)
        if at >= 0:
            return clause, clause.start + at, clause.start + at + len(words)
    return None


def meant(question: Question, library: Library) -> list[str]:
    """The documents that a question is about; only that whose title has most of its words, where the titles tell them apart."""
    ids = list(question.documents or ())
    shared = {id: sum(term in fold_text(library.abouts()[id].title) for term in question.terms) for id in ids}
    most = max(shared.values(), default=0)
    return [id for id in ids if shared[id] == most]


def _opening(question: Question, library: Library, pattern: re.Pattern[str]) -> Found | None:
    """The sentence at the head of a document that says what it is based on, who issued it and when, or to whom it is sent."""
    statements = []
    for id in question.documents or ():
        for clause in library.store.clauses([*library.store.span(id)][:OPENING]):
            spans = [(clause.start + a, clause.start + b) for a, b in sentences(clause.text)]
            found = next(((a, b) for a, b in spans if pattern.search(fold_text(clause.reading_of(a, b)))), None)
            if found:
                statements.append(quoted(clause, *found))
                break
    return Found(statements=tuple(statements)) if statements else None


def _is_masked(question: Question, library: Library) -> bool:
    """Whether all documents that a question is about name no place of their own."""
    ids = question.documents or ()
    return bool(ids) and all(not library.abouts()[id].jurisdiction for id in ids)
