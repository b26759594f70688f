"""Whether a question asks for a name that a document masks: XX, ***, 某市, X西. Nobody fills it in; it is said to be masked.

"征求意见稿里的某市到底是哪个城市" asks so, and "两个“XX市”的妇幼要冲三甲，哪两个市"; "要扶持哪个南药实验场" is answered with 支持XX南药实验场发展, as it stands.
"""

import re

from assistant.answers import Question
from assistant.question.mentions import all_places
from index.folding import fold_text
from index.library import Library

_ASKS_IDENTITY = re.compile(
    r"真名|真实名称|全[名称]|到底是哪|(?:是|指)(?:的)?(?:是)?(?:哪个?|哪座|什么)(?:市|城|省|地方|字)|哪一?座城|哪个城市|哪一?个[省市]|隐去的|x[^,。?]{0,10}(?:是|指|叫)(?:的)?[^,。?]{0,4}(?:哪|什么)|[那这]个?市是(?:哪|谁)|代表(?:的是)?(?:哪|什么)|什么字|"
    # The kind of a masked name, asked for again: 两个"XX市"…哪两个市.
    r"x{2,}[^?]*?(?P<kind>市|省|县|区|医院|大学|学院|保健院|实验场|基地)[^?]*哪[一二两三几\d]*[个座家所处]?[^,。?]{0,2}(?P=kind)|"
    r"\b(?:which|what) (?:city|town|place|province|county)\b|\b(?:real|actual|true) name|behind the (?:mask|x)|\bstands? for\b"
)
_WHETHER_IT_IS = re.compile(r"(?:是不是|是否|不?就?是|指的?是?)(?:不是)?(?P<name>[^\W\d]{2,4}?)市?(?:吗|吧|呢|嘛|[?]|$)")


def asks_masked(question: Question, library: Library) -> bool:
    """Whether a question asks for a name that the documents mask."""
    return _is_masked(question, library) and _asks_name(f"{fold_text(question.asked)} {_english(question)}")


def _asks_name(asked: str) -> bool:
    """Whether a question asks whose name is masked, or whether it is one that it offers: 是不是湛江."""
    return bool(_ASKS_IDENTITY.search(asked)) or any(match["name"] in all_places() for match in _WHETHER_IT_IS.finditer(asked))


def _english(question: Question) -> str:
    """The question as it was asked, where that was in English."""
    return question.text.casefold() if question.language == "en" else ""


def _is_masked(question: Question, library: Library) -> bool:
    """Whether all documents that a question is about name no place of their own."""
    ids = question.documents or ()
    return bool(ids) and all(not library.abouts()[id].jurisdiction for id in ids)
