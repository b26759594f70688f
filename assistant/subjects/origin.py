"""What a document says of itself: its number, who issued it and when, its standing, what it is based on, what is attached.

"嘉政办发〔2024〕5号是份什么文件" is answered from the lines at the head of that document; "这份方案定稿了吗" from its standing; a number that stands
behind another title, "X发〔2023〕1号", is the number of that other document.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from assistant.answers import Question
from assistant.subjects.masked import asks_masked
from assistant.subjects.statements import Found, Span, Statement, quoted
from index.folding import fold_text
from index.library import Library
from index.lines import sentences

Told = tuple[Statement, ...] | str
"""What a document says of itself, or in words that it does not."""
HEAD = 6
"""Clauses at the head of a document in which its number, issuer and date may stand."""
OPENING = 5
"""Clauses at the head of a document that say where it comes from."""
FOOT = 2
"""Clauses at its foot that say to whom it is copied."""
FOUND = 10
"""Hits among which a number of another document is looked for."""
_ASKS_NUMBER = re.compile(r"文号|发?文?字号|几号文|文件号|文件编号|第?(?:几|多少)号[?。]?$|有没有号")
_OF_ANOTHER = re.compile(r"依据|根据|落实|贯彻|按照|省里|国办|国务院|上级|上位")
_ASKS_BASIS = re.compile(
    r"(?:依据|根据|按照?|落实|贯彻|参照|遵照).{0,12}(?:哪|什么).{0,6}(?:文件|规定|政策|精神|规划|纲要)|上位文件|(?:依据|根据)(?:是|的是)?什么|"
    r"(?:依据|根据|落实|贯彻|参照)的?[^,。?]{0,10}(?:文件|规定|政策|规划|纲要|意见|通知)[^,。?]{0,6}(?:叫|是)(?:什么|啥|哪)"
)
_BASIS = re.compile(r"(?:根据|贯彻|落实|按照|依据)[^。]{0,16}<")
_ISSUING = r"(?:发|印发|发布|出台|制定|颁布|发文|成文|落款|公布)"
_ASKS_ISSUER = re.compile(
    rf"(?:谁|哪一?[个家]?(?:单位|部门|机关|机构|政府)).{{0,8}}{_ISSUING}|{_ISSUING}的?(?:单位|机关|机构|部门|人)|(?:是|由)(?![^,。?]*[哪几何谁])[^,。?]{{2,12}}?(?:联名|联合|共同|一起)?{_ISSUING}的"
)
_ASKS_DATE = re.compile(
    rf"(?:哪一?[年天日]|哪年哪月|什么时候|何时|几月|多会儿).{{0,8}}{_ISSUING}的?|(?:{_ISSUING}|网[页上站]|页面|标注|上传|登)[^,。?]{{0,6}}(?:日期|日子|时间|年份|哪一?[年天日]|什么时候|何时)|是哪一?年的[?。]?$|(?<![个些])年份"
)
_ASKS_WHAT = re.compile(
    r"(?:是|算|对应|指)的?(?:是)?(?:份|个|一份)?(?:什么|哪份|哪个)文件|关于(?:什么|啥|哪方面)的?|(?:讲|说)的?(?:是|了)?(?:什么|啥)(?:事|内容|的)?[?。]?$"
)
_ASKS_TITLE = re.compile(r"全称|全名|标题|题目|(?:正式|完整)的?(?:名称|名字)|^[\s的]*叫(?:什么|啥)(?:名字?)?[?。]?$")
_A_DOCUMENT = re.compile(r"文件|方案|意见|稿|规划|纲要|材料|那份|这份")
_ASKS_WHAT_IT_IS = re.compile(r"^[^,。?]*(?:是|叫)(?:个|一?份)?(?:什么|啥)(?:东西)?[?。]?$")
_ASKS_STANDING = re.compile(
    r"(?:文本|文件|材料)的?(?:性质|状态|效力|阶段)|什么状态|定稿|终稿|草稿|草案|初稿|正式|生效|现行|试行|失效|有效|废止|过期|作废|照着?(?:办|执行|做)|(?:已经?|开始|正在|何时|什么时候|哪[天年])[^,。?]{0,2}(?:实施|执行|施行)|已经?(?:印发|出台|下发|发布|实施|公布|执行)|印发实施|(?:印发|出台|下发|发布|实施|公布|执行)了(?:吗|没|么|吧)|"
    r"(?:能|可以|可不可以|能否|是否)[^,。?]{0,8}(?:依据|引用|援引|为准|算数|照办|照着办)|(?:作为|当作?|做)[^,。?]{0,6}依据"
)
_ASKS_VALIDITY = re.compile(r"生效|失效|有效|废止|过期|作废|现行")
_OF_DOCUMENTS = re.compile(
    r"文|省|国|市|县|政府|贯彻|落实|遵照|制定|发给|印给|施行|起草|提出|要求|规定|政策|依据|根据|参照|编制|精神|上级|上位|意见|规划|计划|方案|纲要|通知|发布|单位|部门|机关|日期|日子|时间|[年月]|阶段|谁|份|[发号]$|稿|[印颁下]发|^(?:出台|公布|实施|执行|生效|有效|废止|失效|正式|标题|新闻|报道|引用|援引|依据|对应|执法|新政|对外|宣传|算数|材料|说法|性质|效力|落款|署名|联名|联合|抄送|主送|状态|情况|状态|版本|全称|名称|名字|题目|附件|附|后面|本身|自己|网页|网上|网站|页面|标注|挂|上网|当成|作为|使用|属于|报一下|手头|手里|手上|库里|全部|所有|现有)$"
)
_ISSUED = re.compile(r"(?:19|20)\d\d年.{0,20}(?:发布|印发|制定|出台)")
_IN_FORCE = re.compile(r"现将.{2,40}印发|现?(?:提出|制定)(?:以下|本|如下)|特制定|印发给")
_OTHER_TITLE = re.compile(r"(《(?:[^《》]|《[^《》]*》)+》)\s*$")
_A_NUMBER = re.compile(r"[\[(](?:19|20)\d\d[\])]第?\d+号")
_ASKS_WHOSE = re.compile(r"文号|字号|(?:什么|哪一?[份个]|谁)[^,。?]{0,6}(?:文件|文|号|的)|的号")
_ASKS_SENT, _SENT = re.compile(r"主送|发给(?:谁|哪些)|(?<!抄)送给(?:谁|哪些)"), re.compile(r"^[^。]{4,80}:$")
_ASKS_COPIED, _COPIED = re.compile(r"抄送"), re.compile(r"抄送")
_ASKS_ATTACHED, _ATTACHED = (
    re.compile(r"附件(?:是|叫|的?(?:名称|名字|标题))|附(?:了|有|着|的是?)(?:些)?(?:什么|啥|哪)|(?:什么|哪些|几个)附件"),
    re.compile(r"^附件\d*:.{2}"),
)
_ASKS_APPROVED, _APPROVED = (
    re.compile(r"经[^,。?]{0,6}(?:谁|哪).{0,8}(?:同意|批准|审议)[^,。?]*"),
    re.compile(r"经.{2,10}(?:同意|批准|审议)"),
)


def origin(question: Question, library: Library) -> Found | None:
    """What the documents asked about say of themselves; None where something else is asked."""
    subject = question.subject
    matter = names_matter(question, library)
    if asks_masked(question, library) and (matter or not _asks_title(question)):
        return Found(absent="文件隐去了名称，没有写明是哪里、是哪一家。")
    if _asks_whose_number(question, library):
        return _number_of_another(question, library)
    if matter:
        return None
    asked = [say for say in _facets(subject) if say is not _title or _asks_title(question)]
    return _said(question, library, asked) if asked and question.documents else None


def names_matter(question: Question, library: Library) -> bool:
    """Whether a question names more than the document itself, and so is about something in it: a thing, or what the documents speak of doing."""
    titles = "".join(fold_text(library.abouts()[id].title) for id in question.documents or ())
    unseen = library.weight("\0")
    return any(
        (weight >= 1 or library.weight(term) < unseen) and term not in titles and not _OF_DOCUMENTS.search(term)
        for term, weight in question.terms.items()
        if len(term) > 1 and not term.isdecimal()
    )


def _asks_title(question: Question) -> bool:
    """Whether a question asks what a document is called, not what is masked in it."""
    return bool(_ASKS_TITLE.search(question.subject) and _A_DOCUMENT.search(fold_text(question.asked)))


def _asks_whose_number(question: Question, library: Library) -> bool:
    """Whether a question asks whose number it is that it has, and that is no document's of the library."""
    asked = fold_text(question.asked)
    for about in library.abouts().values():
        asked = asked.replace(fold_text(about.number), " ") if about.number else asked
    return bool(_A_NUMBER.search(asked) and _ASKS_WHOSE.search(asked))


def _number_of_another(question: Question, library: Library) -> Found | None:
    """Whose number it is that a question has, where one of the documents cites the one that bears it."""
    asked = fold_text(question.asked)
    for hit in library.search(question.search_words, FOUND, question.documents):
        for a, b in sentences(hit.clause.text):
            for title, number in _cited_numbers(hit.clause.text[a:b]):
                if fold_text(number) in asked:
                    id = hit.clause.document_id
                    own = _number(library, id) if library.abouts()[id].number and _ASKS_NUMBER.search(asked) else ()
                    said = Statement(
                        text=f"{title}的文号是{number}，不是这份文件自己的文号。",
                        spans=((hit.clause, hit.clause.start + a, hit.clause.start + b),),
                    )
                    return Found(statements=(said, *(own if not isinstance(own, str) else ())))
    return None


def _cited_numbers(sentence: str) -> Iterator[tuple[str, str]]:
    """The titles that a sentence cites with their numbers behind them: 《…的意见》(X发〔2023〕1号)."""
    for match in re.finditer(r"[（(](?P<number>[^（()）]{3,24}?[号號])[)）]", sentence):
        if before := _OTHER_TITLE.search(sentence[: match.start()]):
            yield before[1], match["number"]


def _facets(subject: str) -> list[Callable[[Library, str], Told]]:
    """What is asked of a document as such; words that ask for one thing ask for no other."""
    found = []
    if _ASKS_NUMBER.search(subject) and _OF_ANOTHER.search(subject):
        return [_basis]
    for pattern, say in _FACETS:
        if pattern.search(subject):
            found.append(say)
            subject = pattern.sub(" ", subject)
    return found or ([_what] if _ASKS_WHAT_IT_IS.search(subject) else [])


def _said(question: Question, library: Library, asked: Sequence[Callable[[Library, str], Told]]) -> Found | None:
    """What the documents that a question is about say to each thing that it asks of them; what they do not say is said to be missing."""
    statements: list[Statement] = []
    missing: list[str] = []
    for id in meant(question, library):
        found = [say(library, id) for say in asked]
        told = [statement for each in found if not isinstance(each, str) for statement in each]
        absent = [each for each in found if isinstance(each, str)]
        missing += absent
        if told and absent:
            told.append(Statement(text="".join(dict.fromkeys(absent)), spans=told[-1].spans))
        statements += told
    if not statements and not missing:
        return None
    return Found(statements=tuple(dict.fromkeys(statements)), absent="" if statements else "".join(dict.fromkeys(missing)))


def _number(library: Library, id: str) -> Told:
    """The number of a document, where it stands at its head."""
    number = library.abouts()[id].number
    at = place_of(library, id, number)
    return (Statement(text=f"文号是{number}。", spans=(at,)),) if at else "文件中没有写明文号。"


def _date(library: Library, id: str) -> Told:
    """When a document was issued: its own sentence, or what is known of it."""
    issued = library.abouts()[id].issued
    if library.abouts()[id].is_draft:
        return (draft(library, id),)
    if told := sentence_at_head(library, id, _ISSUED):
        return (told,)
    return (known(library, id, when(issued), issued),) if issued else "文件中没有写明发布日期。"


def when(issued: str) -> str:
    """The day or the year in which a document was issued, in words."""
    return f"{issued}年发布。" if re.fullmatch(r"\d{4}", issued) else f"发布日期是{issued}。"


def _issuer(library: Library, id: str) -> Told:
    """Who issued a document."""
    issuer = library.abouts()[id].issuer
    if told := sentence_at_head(library, id, _ISSUED):
        return (told,)
    return (known(library, id, f"由{issuer}印发。", issuer),) if issuer else "文件中没有写明发文单位。"


def _title(library: Library, id: str) -> Told:
    """What a document is called."""
    about = library.abouts()[id]
    return (known(library, id, f"《{about.title}》是文件的标题。", about.title),)


def _what(library: Library, id: str) -> Told:
    """What a document is: its title and number, who issued it, when."""
    about = library.abouts()[id]
    said = [
        words
        for words, value in (
            (f"文号是{about.number}", about.number),
            (f"由{about.issuer}发布", about.issuer),
            (when(about.issued).rstrip("。"), about.issued),
        )
        if value
    ]
    return (
        (known(library, id, f"《{about.title}》{'，'.join(said)}。", about.number or about.issuer),)
        if said
        else "文件中没有写明发文单位和日期。"
    )


def standing(library: Library, id: str) -> Told:
    """Whether a document is a draft; of any other, the sentence at its head by which it is issued."""
    about = library.abouts()[id]
    if about.is_draft:
        return (draft(library, id),)
    told = sentence_at_head(library, id, _IN_FORCE)
    return (told,) if told else "文件中没有写明是否已经正式印发。"


def draft(library: Library, id: str) -> Statement:
    """That a document is a draft, and of which year."""
    about = library.abouts()[id]
    year = f"{about.issued[:4]}年的" if about.issued else ""
    return known(library, id, f"这份文件是{year}{about.status}。", about.status)


def _validity(library: Library, id: str) -> Told:
    """Of a draft that it is one; no other document here says until when it is in force."""
    return standing(library, id) if library.abouts()[id].is_draft else "文件中没有写明有效期，也没有写明是否已经废止。"


def _at_head(pattern: re.Pattern[str]) -> Callable[[Library, str], Told]:
    """What the sentence at the head of a document says that reads so; nothing where there is none."""

    def say(library: Library, id: str) -> Told:
        told = sentence_at_head(library, id, pattern)
        return (told,) if told else ()

    return say


def _attached(library: Library, id: str) -> Told:
    """What is attached to a document, as it says before its annexes."""
    for clause in library.store.clauses([*library.store.span(id)]):
        for a, b in sentences(clause.text):
            if _ATTACHED.search(fold_text(clause.text[a:b])):
                return (quoted(clause, clause.start + a, clause.start + b),)
    return "文件中没有写明有附件。"


_basis = _at_head(_BASIS)
_FACETS = (
    (_ASKS_BASIS, _basis),
    (_ASKS_ATTACHED, _attached),
    (_ASKS_TITLE, _title),
    (_ASKS_SENT, _at_head(_SENT)),
    (_ASKS_COPIED, _at_head(_COPIED)),
    (_ASKS_APPROVED, _at_head(_APPROVED)),
    (_ASKS_NUMBER, _number),
    (_ASKS_ISSUER, _issuer),
    (_ASKS_DATE, _date),
    (_ASKS_VALIDITY, _validity),
    (_ASKS_STANDING, standing),
    (_ASKS_WHAT, _what),
)


def known(library: Library, id: str, text: str, value: str) -> Statement:
    """What is known of a document, on the place at its head that says it, else on its first clause, whose citation carries what is known."""
    return Statement(text=text, spans=(place_of(library, id, value) or opening(library, id),))


def opening(library: Library, id: str) -> Span:
    """The first clause of a document."""
    clause = next(iter(library.store.clauses([*library.store.span(id)][:1])))
    return clause, clause.start, clause.end


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


def sentence_at_head(library: Library, id: str, pattern: re.Pattern[str]) -> Statement | None:
    """The first sentence at the head of a document that reads so, or at its foot."""
    every = [*library.store.span(id)]
    for clause in library.store.clauses([*every[:OPENING], *every[OPENING:][-FOOT:]]):
        for a, b in sentences(clause.text):
            start, end = clause.start + a, clause.start + b
            if pattern.search(fold_text(clause.reading_of(start, end))):
                return quoted(clause, start, end)
    return None
