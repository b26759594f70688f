"""What a question takes for granted of a document as such, and the document says otherwise: that a draft is in force, that it is of another year.

"某市那份方案已经印发了，哪天起执行？" is put right with 征求意见稿, "嘉兴的行动纲要是2020年印发的吧" with 嘉委发〔2018〕17号.
"""

import re

from assistant.answers import Question
from assistant.premises.alike import Correction
from assistant.premises.premise import denial
from assistant.subjects.origin import meant, names_matter, opening, place_of
from assistant.subjects.statements import Found, Span, Statement, quoted
from index.documents import About
from index.folding import fold_text
from index.library import Library

_MADE = r"印发|出台|发布|下发|颁布|公布"
_IN_FORCE = re.compile(
    rf"(?:(?:已经?|早就?|都已?|正式|业已)[^,。?]{{0,4}}?(?:{_MADE}|施行|生效|执行|实施|定稿|通过)|(?:{_MADE}|定稿|生效|通过)(?=了)|正式(?:文件|方案|规定|政策))"
)
_NOT_YET = re.compile(rf"(?:没有?|未|尚未|还没)[^,。?]{{0,4}}(?:{_MADE}|施行|生效|执行|实施|定稿|通过)")
_OF_YEAR = re.compile(rf"(?P<year>(?:19|20)\d\d)年(?:\d+月)?(?:\d+日)?(?:才|就|正式|由[^,。?]{{2,12}})?(?:{_MADE}|制定|发的)")


def standing(question: Question, library: Library) -> Found | None:
    """What a question about a document as such has wrong about its standing or its year; None where it has nothing wrong, or is about something in it."""
    ids = meant(question, library) if question.documents else []
    if len(ids) != 1 or names_matter(question, library):
        return None
    about = library.abouts()[ids[0]]
    if found := in_force(question.asked, about):
        return Found(statements=(Statement(text=denial([found]), spans=(opening(library, ids[0]),)),))
    claimed = _OF_YEAR.search(fold_text(question.asked))
    if claimed is None or not about.issued or claimed["year"] == about.issued[:4]:
        return None
    at = _dated(library, ids[0], about)
    if at is None:
        return None
    said = quoted(*at)
    return Found(statements=(Statement(text=denial([Correction(claimed.group(), said.text.rstrip("。"))]), spans=said.spans),))


def in_force(asked: str, about: About) -> Correction | None:
    """That a draft is taken to be issued or in force: it is 征求意见稿, and not final."""
    folded = fold_text(asked)
    claim = _IN_FORCE.search(folded) if about.is_draft and not _NOT_YET.search(folded) else None
    return Correction("定稿", about.status) if claim else None


def _dated(library: Library, id: str, about: About) -> Span | None:
    """Where the head of a document says its year: its number, or that it was issued then."""
    year = about.issued[:4]
    return place_of(library, id, about.number) if year in about.number else place_of(library, id, f"{year}年")
