"""Questions that no policy should answer: distress, emergencies, one's own illness. What to say instead. Pure.

"不想活了怎么办" gets people and a telephone number, never a sentence out of a plan; the helpline is one that a document names. Words of policy
("抑郁症筛查政策", "急救体系建设目标") make the same subjects questions that plans do answer.
"""

import re
from typing import Literal

Care = Literal["distress", "emergency", "illness"]

_SOMEONE = r"(?:我|咱|俺|我们|自己|本人|我?(?:妈|爸|娘|爹|奶奶|爷爷|外婆|外公|姥姥|姥爷|老公|老婆|爱人|妻子|丈夫|儿子|女儿|闺女|孩子|娃|宝宝|小孩|婆婆|公公|同事|邻居|室友|朋友|对象|父亲|母亲)|家里人|家人|老人家?|有人|路人|他|她)"
_BODY = r"(?:头|胸|胸口|肚子|腹|腰|腿|脚|手|胳膊|背|脖子|嗓子|喉咙|牙|牙龈|眼睛?|耳朵?|鼻子?|嘴|脸|舌头|心脏|心口|胃|肝|肾|肺|皮肤|关节|膝盖|甲状腺|乳房|血压|血糖|伤口)"
_SYMPTOM = r"(?:疼|痛|酸|麻|肿|痒|胀|闷|晕|吐|泻|拉肚子|发烧|高烧|发热|咳嗽|咳|出血|流血|起疹|过敏|发红|有点红|抽筋|失眠|睡不着|心慌|心悸|恶心|便血|尿血|结节|囊肿|息肉|发麻|骨折|烫伤|扭伤|难受|不舒服)"
_DRUG = r"(?:布洛芬|阿司匹林|头孢|青霉素|阿莫西林|甲硝唑|二甲双胍|胰岛素|吗啡|安定|安眠药|降压药|降糖药|退烧药|止痛药|消炎药|抗生素|感冒药|避孕药|激素|偏方|中药|西药|药片|胶囊|缓释片|[一-鿿]{2,5}(?:霉素|西林|地平|沙坦|他汀|格雷|唑仑|洛尔|普利|布芬|酚|片|胶囊|颗粒|口服液|注射液))"
# A subject of policy: with one of these, illness and first aid are asked about in general.
POLICY = re.compile(
    r"政策|规划|方案|纲要|意见稿|文件|目标|体系|机制|指标|覆盖率|管理率|治疗率|死亡率|生存率|哪个部门|哪些部门|责任单位|责任部门|牵头|实施意见|行动|项目|普及率|配备率|比例|百分之|救治中心|医保|报销|补贴|(?:规定|安排|要求)|县级医院|热线是|"
    r"\b(?:policy|plan|target|programme|program|department|draft|Jiaxing|Lishui|Shenyang)\b",
    re.I,
)
_DISTRESS = re.compile(
    r"想死|不想活|活不下去|活够了|活着(?:没意思|没意义|太累|有什么意[思义])|撑不(?:下去|住)了|(?:想|要|打算|准备)(?:自杀|轻生|自残|寻短见|结束(?:生命|自己|这一切)|跳楼|跳河|割腕|上吊)|"
    r"割腕|遗书|一了百了|解脱算了|伤害自己|(?:多少|几)(?:片|颗|粒).{0,6}(?:会死|致死|能死)|怎么死|死了算了|没有?我(?:大家|他们|家人)?(?:会|都)?更好|药都攒|不想醒来|"
    r"kill (?:myself|himself|herself)|suicid|want to die|end (?:my|it all)|hurt(?:ing)? myself|no reason to live",
    re.I,
)
_EMERGENCY = re.compile(
    r"(?:胸口?|心口)[^,。?]{0,6}(?:剧痛|压榨|绞痛|很痛|好痛|痛得|疼得|闷得|痛|疼)|喘不(?:上|过)气|(?:上不来|没有?)气|呼吸(?:困难|不了|停)|昏(?:迷|过去|倒)|晕(?:倒|过去)|抽搐|口吐白沫|大出血|血(?:止不住|流不止|喷)|吐血|中风了|"
    r"嘴(?:角)?(?:歪|斜)|(?:说话|话)(?:说)?不清|(?:右|左|半边)(?:手|腿|身子?|脸)[^,。]{0,4}(?:抬不起|动不了|不能动|没劲|麻)|心梗|窒息|噎(?:住|到)|卡(?:住|喉|到)[^,。?]{0,8}(?:憋|紫|咳不出|喘)|憋(?:紫|得)|溺水|触电|"
    r"(?:误|喝|吞|吃)(?:食|服|喝|吃|了|下)?[^,。?]{0,6}(?:农药|百草枯|敌敌畏|老鼠药|洁厕|漂白|电池|汽油|毒)|中毒了|煤气中毒|没有?(?:呼吸|心跳|反应|意识)|叫不醒|心跳停|被(?:蛇|毒虫|马蜂|蜜蜂|狗)[^,。?]{0,4}(?:咬|蜇|叮)|"
    r"(?:嘴唇|喉咙|脸|舌头)[^,。?]{0,4}肿|从[^,。?]{0,8}(?:楼|高处|梯子)[^,。?]{0,6}(?:摔|掉|坠)|羊水破|要生了|^救命|"
    r"can(?:'t| not|not)? (?:barely |hardly )?breathe|barely breathe|chest pain|unconscious|choking|overdos|poison(?:ed|ing)|allergic reaction|bleeding (?:heavily|badly|a lot)|stroke|seizure|not breathing",
    re.I,
)
_ASKS_HELP = re.compile(
    r"怎么办|怎么救|救命|该怎么|要不要|怎么处理|先|现在|刚|突然|了[,，。!！]?$|出不来|what (?:should|do|can) (?:i|we) do|help|now", re.I
)
_ILLNESS = re.compile(
    rf"{_SOMEONE}[^。?]{{0,24}}(?:吃什么药|吃啥药|怎么治|要不要(?:吃药|打针|手术|住院|开刀)|用什么药|能不能(?:吃|喝|打|停|加|一起)|得了什么病|是什么病|是不是(?:得|癌|病))"
    rf"|{_SOMEONE}?[^。?]{{0,10}}{_BODY}[^。?,]{{0,6}}{_SYMPTOM}|{_SOMEONE}[^。?]{{0,12}}(?:发烧|咳嗽|拉肚子|失眠|过敏|起疹|怀孕)[^。?]{{0,20}}(?:怎么办|能|吗|要不要|吃)"
    rf"|(?:吃|用|喝)(?:什么|啥|哪种)(?:药|偏方)|(?:药|片|粒|毫克|克|剂量).{{0,8}}(?:怎么吃|吃几|一天几|最多|能不能|加到|加量|停药|能停)|{_DRUG}[^。?]{{0,20}}(?:几片|几粒|几次|多少|能不能|可以|能|停|加|一起|吃|喝|煮|没事|要不要)"
    r"|(?:一天|每天|一次)[^。?]{0,6}(?:吃|服|打)(?:几|多少)(?:片|粒|颗|支|次|毫克)|报告(?:说|上|写|显示)[^。?]{0,24}(?:是不是|癌|要不要|严重|怎么)|(?:哪个|什么)偏方|是不是(?:癌|肿瘤|得了)|要不要(?:马上)?(?:开刀|做手术|化疗)"
    r"|(?:safe|ok|okay) to take|can i (?:take|stop|drink|eat)|should i (?:take|stop)|(?:how many|what) (?:pills|tablets|mg|dose|dosage)|what medicine|diagnos|my (?:symptoms?|blood pressure|rash|fever)",
    re.I,
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
    if _DISTRESS.search(folded) and not re.search(r"(?:自杀|轻生)(?:率|预防|干预|高风险)", folded):
        return "distress"
    if POLICY.search(folded) and not re.search(rf"{_SOMEONE}[^。?]{{0,6}}{_SYMPTOM}|救命", folded):
        return None
    if _EMERGENCY.search(folded) and (_ASKS_HELP.search(folded) or re.search(_SOMEONE, folded)):
        return "emergency"
    return "illness" if _ILLNESS.search(folded) else None
