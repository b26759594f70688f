"""Which documents of the library are of a kind: drafts, those of a city or a year, those with a number. No document is read for it.

"这几份材料哪份是征求意见稿" is answered with the document that is one; "哪几份没有文号" with those at whose head no number stands.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from assistant.answers import Question
from assistant.question.mentions import places_of
from assistant.subjects.origin import draft, known, names_matter, opening, place_of, when
from assistant.subjects.statements import Found, Statement, counted
from index.documents import About
from index.folding import fold_text
from index.library import Library

_DOCUMENT = r"(?:文件|材料|政策|规划|方案|意见|纲要|通知|资料|文本)"
_ASKS_WHICH = re.compile(
    rf"哪(?:一|几|两)?份|(?:有|收录)[^,。?]{{0,6}}(?:哪些|什么|啥|几份|多少份?)[^,。?]{{0,8}}{_DOCUMENT}|{_DOCUMENT}(?:都|一共|总共)?(?:有|包括)?(?:哪些|几份|多少份)|哪(?:一|几|两)?[个些部]{_DOCUMENT}|(?:[\d一二三四五六七八九十两几]+|这些?|这几|现有|库里?)[份个]?{_DOCUMENT}[^。?]{{0,12}}哪|(?:有没有|有无)[^,。?]{{0,12}}{_DOCUMENT}|(?:有|收录了?)[^,。?]{{0,8}}{_DOCUMENT}(?:吗|么|没有?|$)"
)
_IN_ENGLISH = re.compile(
    r"\b(?:which|what|how many|any|list)\b[^?]*\b(?:documents?|papers?|polic(?:y|ies)|plans?)\b[^?]*\b(?:(?:do|can) you (?:have|hold|know|cover|search)|have you got|(?:in|are) (?:your|the|this) (?:library|collection|database))"
)
_CITED = re.compile(r"依据|根据|落实|贯彻|按|照|上级|上位|省里|国办|国务院|中央|国家|[\[(](?:19|20)\d\d[\])]第?\d+号")
"""It is a document that the library's own cite."""
_LACKS = re.compile(r"没(?!定|写)有?|无(?!锡)|缺|不带|未(?:写|标|注)明?|没写")
_DRAFT = re.compile(r"征求|征集|草案|草稿|(?:没有?|未|尚未)[^,。?]{0,3}(?:定稿|成文|生效|正式)|意见稿|讨论稿|不是(?:正式|定稿)")
_NUMBER = re.compile(r"文号|字号|编号")
_ASKS_ALL = re.compile(
    rf"(?:收录|库里|资料库|手[头里上]|你们?(?:这[里儿])?(?:都|一共|总共)?有|现有)[^。?]*{_DOCUMENT}|{_DOCUMENT}[^。?]*(?:收录|库里|手[头里上])"
)
_MASKED = re.compile(
    r"(?:地名|城市|名[字称]|市名)[^,。?]{0,8}(?:遮|隐|盖|掩|打码|抹|匿)|(?:遮|隐|盖|掩|抹)[^,。?]{0,6}(?:地名|城市|名)|没(?:写|说)[^,。?]{0,4}(?:哪|什么)[^,。?]{0,3}(?:市|城|地)|匿名"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年?(?:[^,。?]{0,4}(?:发|印|出台|公布|制定|的)|$)")

_LAST, _FIRST = re.compile(r"最(?:新|近|晚)|后(?:发|出)"), re.compile(r"最(?:早|先)|先(?:发|出)")


def asks_which(question: Question, library: Library) -> bool:
    """Whether a question asks which documents there are, or which are of a kind, and nothing that stands in them."""
    asked = fold_text(question.asked)
    which = _ASKS_WHICH.search(asked) or _asks_in_english(question)
    return bool(which) and not _CITED.search(asked) and not names_matter(question, library)


def _asks_in_english(question: Question) -> bool:
    return question.language == "en" and bool(_IN_ENGLISH.search(question.text.casefold()))


def catalogue(question: Question, library: Library) -> Found | None:
    """The documents that are of the kind that a question asks for; None where it asks for something that stands in them."""
    if not asks_which(question, library):
        return None
    asked = fold_text(question.asked)
    abouts = {id: about for id, about in library.abouts().items() if question.documents is None or id in question.documents}
    found = next((found for kind in _KINDS if (found := kind(asked, library, abouts)) is not None), None)
    if found is None and (_ASKS_ALL.search(asked) or _asks_in_english(question)):
        found = _all(library, abouts)
    if found is None:
        return None
    statements = tuple(found)
    return Found(statements=statements) if statements else Found(absent=f"现有的 {len(abouts)} 份文件里没有这样的。")


def _drafts(asked: str, library: Library, abouts: Mapping[str, About]) -> Iterator[Statement] | None:
    """The drafts."""
    if not _DRAFT.search(asked):
        return None
    return (draft(library, id) for id, about in abouts.items() if about.is_draft)


def _masked(asked: str, library: Library, abouts: Mapping[str, About]) -> Iterator[Statement] | None:
    """The documents that name no place of their own."""
    if not _MASKED.search(asked):
        return None
    return (
        Statement(text="这份文件没有写明地名。", spans=(opening(library, id),)) for id, about in abouts.items() if not about.jurisdiction
    )


def _numbered(asked: str, library: Library, abouts: Mapping[str, About]) -> Iterator[Statement] | None:
    """The documents with a number of their own, or those without."""
    if not _NUMBER.search(asked):
        return None
    numbers = {id: (about.number, place_of(library, id, about.number)) for id, about in abouts.items()}
    if _LACKS.search(asked):
        return (Statement(text="这份文件没有写明文号。", spans=(opening(library, id),)) for id, (_, at) in numbers.items() if at is None)
    return (Statement(text=f"文号是{number}。", spans=(at,)) for number, at in numbers.values() if at)


def _of_year(asked: str, library: Library, abouts: Mapping[str, About]) -> Iterator[Statement] | None:
    """The documents of a year."""
    if not (year := _YEAR.search(asked)):
        return None
    return (known(library, id, when(about.issued), about.issued) for id, about in abouts.items() if about.issued.startswith(year[1]))


def _of_date(asked: str, library: Library, abouts: Mapping[str, About]) -> Iterator[Statement] | None:
    """The latest or the earliest of the documents whose day or year is known."""
    if not (_LAST.search(asked) or _FIRST.search(asked)):
        return None
    dated = {id: about.issued for id, about in abouts.items() if about.issued}
    chosen = (max if _LAST.search(asked) else min)(dated.values(), default="")
    return (known(library, id, when(issued), issued) for id, issued in dated.items() if issued[:4] == chosen[:4])


def _of_place(asked: str, library: Library, abouts: Mapping[str, About]) -> Iterator[Statement] | None:
    """The documents about a place."""
    ids = next((ids for name, ids in places_of(abouts).items() if name in asked), None)
    if ids is None:
        return None
    return (Statement(text=f"《{abouts[id].title}》是{abouts[id].jurisdiction}的文件。", spans=(opening(library, id),)) for id in ids)


def _all(library: Library, abouts: Mapping[str, About]) -> Iterator[Statement]:
    """All documents that there are, counted."""
    names = [f"《{about.title}》（{about.jurisdiction or '没有写明地名'}）" for about in abouts.values()]
    return iter(counted(f"收录的文件共 {len(abouts)} 份：", names, [opening(library, id) for id in abouts]).statements)


_KINDS: tuple[Callable[[str, Library, Mapping[str, About]], Iterator[Statement] | None], ...] = (
    _masked,
    _drafts,
    _numbered,
    _of_year,
    _of_date,
    _of_place,
)
