"""Questions that no policy should answer: distress, emergencies, one's own illness. What to say instead. Pure.

"不想活了怎么办" gets people and a telephone number, never a sentence out of a plan; the helpline is one that a document names.
"""

import re
from typing import Literal

Care = Literal["distress", "emergency", "illness"]

# In the folded question; the first that fits.
KINDS: tuple[tuple[Care, re.Pattern[str]], ...] = (
    ("distress", re.compile(r"想死|不想活|活不下去|活着没意思|(?:想|要|打算)(?:自杀|轻生|自残|结束生命)|割腕|伤害自己|kill myself|suicid")),
    (
        "emergency",
        re.compile(
            r"(?:胸口?(?:很|剧)?痛|喘不上气|呼吸困难|昏迷|晕倒|抽搐|大出血|吐血|中风了|心梗了?|窒息|溺水|误食|中毒了|没有?呼吸|心跳停)(?!.{0,8}(?:率|规划|防治|行动|中心|目标|救治))"
            r".{0,10}(?:怎么办|怎么救|救命|该怎么|要不要)|^救命"
        ),
    ),
    (
        "illness",
        re.compile(
            r"(?:我|我妈|我爸|孩子|宝宝|老人|家人|父亲|母亲|老公|老婆|奶奶|爷爷).{0,14}(?:吃什么药|吃啥药|怎么治|要不要(?:吃药|打针|手术|住院)|用什么药|能不能(?:吃|喝|打)|得了什么病|是什么病|发烧|头[疼痛]|咳嗽)"
            r"|(?:吃|用)(?:什么|啥|哪种)药|药.{0,4}(?:剂量|怎么吃|吃几)"
        ),
    ),
)
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
HELPLINE = re.compile(r"(?:热线|12320|12356)")


def care(folded: str) -> Care | None:
    """Which kind of care a folded question calls for, if any."""
    return next((kind for kind, pattern in KINDS if pattern.search(folded)), None)
