"""How a question asks for what no duty has: which hospital, firm or level of institution does something, and what a network rests on. Pure.

"依托哪家医院布局", "谁是网底、谁是骨干", "由哪家公司承建" ask for no unit of government; the sentences say it, or nothing does.
"""

import re

_INSTITUTION = (
    "(?:医院|院[区校所系]|高校|学校|大学|学院|幼儿园|企业|公司|厂家?|银行|药店|养老院|卫生[院室站所]|诊所|实验室|基地|平台|团队|医生|专家|社区|村|镇|街道|园区|店|"
    "(?<=[类级种])(?:医疗)?(?:卫生)?机构|机构(?=来?(?:[当作做兜打承]|是)))"
)
# What a network or a system rests on, in the documents' words and in others.
_PILLAR = "(?:骨干|依托|网底|龙头(?!老大)|主体|基础|底座|核心|牵引|补充|中坚|引领|支撑|纽带|阵地|载体|后盾|兜底|打底|居中)"
_CONTRACT = "承建|施工|中标|承包|供货|开发商|运营商|代建"
_WHICH = r"(?:哪|什么|啥)[一两几些\d]?[家个所类种级座]?"
_WHO = r"(?:谁|(?:哪|什么|啥|何)[一几些\d]?[家个所类种级]?(?:医院|机构|单位|人)?)"
_ASKS = re.compile(
    rf"{_WHICH}[^,。?的布局委部管负抓牵来办]{{0,4}}?{_INSTITUTION}|{_INSTITUTION}的?(?:是|有)?哪[一两几\d]?[家所](?=[,。?]|$)|"
    rf"{_WHO}(?:才|来|该)?(?:是|当|为|作为?|做|算|充当|担当)?{_PILLAR}(?!设施|性|药|建设)|{_PILLAR}(?:力量|作用)?(?:是|由|靠|指)+{_WHO}|"
    rf"以{_WHO}[^,。?]{{0,4}}为|(?:依托|依靠|借助){_WHO}|(?<!可)靠(?:谁|哪)|{_CONTRACT}"
)
# A pillar that is asked for, and so names nothing: 谁是网底, 做后盾的.
_ASKED_PILLAR = re.compile(rf"(?<=[是当做作为、的,各])(?:{_PILLAR}|挑大梁)(?=的|[、,。?]|是|$)|{_PILLAR}(?=是谁|是哪)|依托(?=哪|谁|什么)")


def asks_institution(folded: str) -> bool:
    """Whether a folded question asks for a hospital, a firm or what a network rests on rather than for a unit."""
    return bool(_ASKS.search(folded))


def of_contract(folded: str) -> set[str]:
    """The words of a folded text for who builds or runs something by contract."""
    return set(re.findall(_CONTRACT, folded))


def without_pillars(folded: str) -> str:
    """A folded question without the pillars that it asks for."""
    return _ASKED_PILLAR.sub(" ", folded)
