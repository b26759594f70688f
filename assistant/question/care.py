"""Questions that no policy should answer: distress, emergencies, one's own illness, and what has nothing to do with health. Pure.

"不想活了怎么办" gets people and a telephone number, never a sentence out of a plan; the helpline is one that a document names. Words of policy
("抑郁症筛查政策", "急救体系建设目标") make the same subjects questions that plans do answer. How people speak of each stands in care.txt.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Literal

from assistant.question.care_english import care_in_english
from index.folding import fold_text

Care = Literal["distress", "emergency", "illness"]

HERE = Path(__file__).parent
GAP = "[^,。?!;]{0,8}"
"""What … stands for in care.txt, and what may stand between two words that belong together."""
NEXT = "[^,。?!;]{0,3}"
"""What may stand between them where they say little by themselves: 不想…活."""
WORDS: dict[Care, tuple[str, str]] = {
    "distress": (
        "如果您正想着伤害自己，请马上告诉身边的家人或朋友，不要一个人待着；情况紧急请拨打 120 或 110。您的感受可以被认真对待，也可以去就近医院的心理或精神科求助。",
        "If you are thinking of harming yourself, please tell someone near you now and do not stay alone; in an emergency call 120 or 110.",
    ),
    "emergency": (
        "这可能是急症：请立即拨打 120，或请身边的人帮忙送到最近的医院。政策文件不能代替急救。",
        "This may be an emergency: call 120 at once, or have somebody take you to the nearest hospital. A policy cannot replace first aid.",
    ),
    "illness": (
        "个人的病情和用药请咨询医生或药师；政策文件不提供诊疗建议。",
        "Please ask a doctor or pharmacist about your own illness or medicine; policies give no medical advice.",
    ),
}
# Kinds of what a body has: each is of its owner's, whoever asks.
BODILY = ("symptom", "drug", "finding", "state")
HELPLINE = re.compile(r"(?:热线|12320|12356)")
_ASKS = re.compile(r"吗|嘛|么|什么|啥|多少|几|哪|谁|有没有|是不是|怎么|如何|规定")
# A complaint with how long it has lasted is one's own: 咳了半个月.
_LASTING = r"了?[一两二三四五六七八九十半几好\d]+(?:个|多)*(?:天|周|星期|礼拜|月|晚|宿|年|小时)"
_ELSEWHERE_IN_ENGLISH = re.compile(
    r"\b(?:recipe|lawsuit|landlord|mortgage|passport|visa|(?:residence|work) permit|bitcoin|stock market|world cup|football (?:match|club|team|game|league|scores?)|president|election|movie|film|song|poem|joke|"
    r"javascript|python|translate|weather|rain|snow|restaurants?|hotpot|hotels?|flights?|taxi|train|rent|tax|divorce|tourist|sightseeing)\b",
    re.I,
)


def care(folded: str, *, of_a_document: bool = True) -> Care | None:
    """Which kind of care a folded question calls for, if any. One that is about a certain document's place asks less readily about a body of one's own."""
    if not re.search(r"[㐀-鿿]", folded):
        return care_in_english(folded)
    if _is_distress(_without("no distress", folded)):
        return "distress"
    ill = _is_illness(folded, of_a_document=of_a_document)
    if _says("policy", folded) and not (ill and _says("someone", folded)):
        return None
    if _is_emergency(folded, of_a_document=of_a_document):
        return "emergency"
    return "illness" if ill else None


def concern(folded: str) -> Care | None:
    """Which kind of care a folded question calls for that nothing answers and that is about no certain document: read more widely, since a refusal is its answer anyway."""
    if not re.search(r"[㐀-鿿]", folded):
        return care_in_english(folded, widely=True)
    near = _says("someone", folded)
    if near and _says("despair", _without("no distress", folded)):
        return "distress"
    bodily = any(_says(kind, folded) for kind in BODILY) or (near and (_says("body", folded) or _says("disease", folded)))
    return "illness" if bodily and not _says("public", folded) and not _says("policy", folded) else None


def elsewhere(folded: str) -> bool:
    """Whether a folded question is about something with which no health policy deals, whatever else it says: a poem, the stock market."""
    return _says("never", folded)


def of_everyday_life(folded: str) -> bool:
    """Whether a folded question speaks of weather, travel, money, the law, papers, school or leisure, and of nothing that has to do with health."""
    return (_says("elsewhere", folded) or bool(_ELSEWHERE_IN_ENGLISH.search(folded))) and not of_health(folded)


def of_health(folded: str) -> bool:
    """Whether a folded question speaks of health, or of what plans are made of."""
    return _says("health", folded) or bool(
        re.search(r"\b(?:health|hospital|smok|tobacco|medic|food safety|nutrition|disease|fitness|aed)", folded)
    )


def _is_distress(text: str) -> bool:
    """A wish to die, no wish to live, a life without sense, a jump from a height, or another sign of it."""
    pairs = (("wish", "dying"), ("life", "pointless"), ("height", "jumping"))
    return _says("distress", text) or _together("not", "living", text, gap=NEXT) or any(_together(one, other, text) for one, other in pairs)


def _is_emergency(folded: str, *, of_a_document: bool) -> bool:
    """A sign that cannot wait, or something harmful swallowed, of which somebody tells or for which help is asked."""
    if _says("not now", folded):
        return False
    text = _without("no emergency", folded)
    if not (_says("emergency", text) or _together("taken", "harmful", text) or _together("harmful", "taken", text)):
        return False
    return _says("help", folded) or _says("someone", folded) or not (of_a_document or _ASKS.search(folded))


def _is_illness(folded: str, *, of_a_document: bool) -> bool:
    """Something of a body, an illness or a medicine, and a wish for advice on it that only a doctor can give."""
    if _says("public", folded):
        return False
    bodily = any(_says(kind, folded) for kind in BODILY)
    near, ill = _says("someone", folded), _says("disease", folded)
    own = near or not of_a_document
    if _says("treat", folded) and (_says("drug", folded) or (own and (bodily or ill or near))):
        return True
    if re.search(rf"(?:{_words('symptom').pattern}){_LASTING}", folded):
        return True
    if of_a_document:
        return near and _says("advice", folded) and any(_says(kind, folded) for kind in BODILY if kind != "state")
    return ((ill or _says("state", folded)) and _says("doing", folded)) or (
        (bodily or _says("body", folded) or (ill and near)) and _says("advice", folded)
    )


def _says(kind: str, text: str) -> bool:
    return bool(_words(kind).search(text))


def _without(kind: str, text: str) -> str:
    return _words(kind).sub(" ", text)


def _together(one: str, other: str, text: str, gap: str = GAP) -> bool:
    """Whether a word of one kind stands before one of another in the same clause."""
    return bool(re.search(f"(?:{_words(one).pattern}){gap}(?:{_words(other).pattern})", text))


@lru_cache(maxsize=1)
def _vocabulary() -> dict[str, list[str]]:
    """The phrases of care.txt by kind, folded."""
    found: dict[str, list[str]] = {}
    for line in (HERE / "care.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line.strip("[]")
        elif line and not line.startswith("#"):
            found.setdefault(kind, []).extend(line.split())
    return found


@lru_cache(maxsize=32)
def _words(kind: str) -> re.Pattern[str]:
    """A pattern of the phrases of a kind, the longest first."""
    phrases = sorted(_vocabulary()[kind], key=len, reverse=True)
    return re.compile("|".join(GAP.join(re.escape(fold_text(part)) for part in phrase.split("…")) for phrase in phrases))
