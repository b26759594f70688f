"""How a question speaks of who does what: whether it asks which units, how many, who leads; what of it only asks so. Pure.

"公筷公勺，谁来扛" asks which units are responsible, "摊给了几家单位" how many they are, "公安局为主、交通局打下手" has one lead and one help.
"""

import re

from assistant.question.institutions import asks_institution, without_pillars

# Words for the one that leads, for those that help and for having a thing to do; where a question says them, the documents say 牵头, 配合 and 负责.
LEAD = (
    "牵头|主导|领头|挑头|带头|打头阵|打头|领衔|挂帅|主抓|主责|主办|主管|主事|主力|主角|为主|挑大梁|当家|掌舵|老大|头儿|头把交椅|说了算|做主|"
    "一把抓|当头(?!年|天|月)|领队|负总责|总负责|领着|拿总|牵总|拎头|扛旗|扛大旗|扛大梁|唱主角|龙头老大"
)
HELP = "配合|参与|参加|协助|协办|协同|打下手|打配合|搭把手|搭手|帮手|帮忙|帮衬|配角|掺和|插手|沾边|露脸|上榜|出力|上阵|有份|边上|旁边|跑龙套|敲边鼓|殿后|打打下手|靠边站"
_DO = "负责|承担|承办|经办|操办|操持|张罗|分管|归口|对口|主持|落实|操心|担纲"
_ORGAN = "(?:单位|部门|委办局|局|委(?!员)|口子|条线|系统|衙门)"
_WHICH = r"(?:哪[一几些\d]?|什么|啥|几|多少)[个家]?"
# 哪家来办 asks for a unit, 哪家医院 for a hospital.
_HOUSE = "(?<!国)(?<!大)家(?!庭|长|人|里|属|具|用)(?!(?:(?![来管办抓做干弄负牵主领推盯])[^,。?的]){0,6}(?:院|校|店|企|公司|厂|机构|中心|站|所|园|馆|行|银))"
_HANDED = "(?:摊派?|指派|分派|派|摊|交|分|压|划|丢|甩|安排|落)(?:活|任务)?(?:给|到|在|归|由|了)+"
_TO_WHOM = rf"(?:谁|哪(?!里|儿|年|一年|天)|(?:几|多少){_HOUSE}|(?:什么|啥|几个){_ORGAN})"
# Who may, must or gets something is no unit; nor is who says, or is higher.
_WHO = (
    "(?<!对)(?<!向)(?<!帮)(?<!为)(?<![补发送免]给)谁(?!家|能|可以|才能|会得|容易|有|定|写|提|设|要求|规定|享受|符合|适合|需要|得|领(?!头|衔|着)|都|也|"
    ".{0,3}(?:高|低|多|少|大(?!梁)|小|快|慢|强|严|早|晚|好))"
)
_UNITS = re.compile(
    rf"{_WHICH}[^,。?]{{0,3}}{_ORGAN}(?!里)|(?:责任|权责|主管|主办|承办|经办|对口|归口|{HELP})(?:管理)?(?:单位|部门|局)|(?:{LEAD}|{HELP}|负责)的(?:单位|部门)?(?:都|还)?(?:有|是)?(?:谁|哪|呢)|(?:{_HANDED}|摊派){_TO_WHOM}|"
    rf"谁(?:来|是|在|要|去)?(?:{LEAD}|{HELP}|{_DO}|头|抓|管|做|干|办|扛|盯|挑|主)|(?:归|找)(?:谁|哪[几一\d]?{_HOUSE})|由(?:谁|哪[几一\d]?{_HOUSE})(?=[,。?]|$)|哪[几一\d]?{_HOUSE}[^,。?]{{0,2}}(?:{LEAD}|{HELP}|{_DO}|来|管|抓|做|干|办|[?。]|$)|"
    r"牵头|领头|挑头|领衔|挂帅|主抓|主责|挑大梁|打头阵|打下手|打配合|头把交椅|说了算|职责|主管|主导|组长(?!.{0,3}[叫名姓])|什么角色|老几|主还是辅|(?<![名个位])负责(?!(?:做|干|些)*什么)|归[^,。?]{0,12}管|"
    r"(?:起|发挥|扮演|担|承担|担任|负(?!责))[^。?]{0,4}(?:什么|啥|哪些)[^。?]{0,4}(?:作用|角色|责任|职责)|"
    r"还是(?:只|光)?(?:配合|参与|帮|协助|参加|搭把手|打下手)|的份(?:吗|儿|[?]|$)|[局委办厅联会](?:算不算|是不是|有没有|在不在|管不管|参不参)|"
    r"有[^,。?]{1,8}[局委办厅联会](?:没有|没|吗)|有.{1,9}[局委办厅]的(?:任务|事|份|活)|"
    rf"[局委办厅联会](?:也|还)?(?:是|算)?[^,。?]{{0,3}}(?:{LEAD}|{HELP})|which (?:department|agency)"
)
_QUESTION_WORD = re.compile(r"谁|哪|什么|啥|几|多少|吗|是不是|有没有|还是|who |which ")
_ANYONE = re.compile(rf"{_WHO}|哪[几一\d]?{_HOUSE}|(?:担任|担|负(?!责))[^。?]{{0,4}}(?:什么|啥|哪些)|who ")
_HOW_MANY = re.compile(
    rf"(?<!哪)(?:多少|几)[个家]?(?:责任|参与|参加|配合|牵头)?(?:单位|部门|委办局)|(?:单位|部门)[^,。?]{{0,8}}?(?<!哪)(?:多少|几)[个家]|\d+[个家](?:责任|参与|牵头)?(?:单位|部门)|"
    rf"(?:{_HANDED}|摊派|涉及|牵涉|牵扯)[到了]*几{_HOUSE}|(?<!哪)几{_HOUSE}(?:单位)?(?:在|来)?(?:一起|一块|共同|联手|参与|负责|管|干|办|抓)"
)
_SUM = re.compile(r"(?:多少|(?<!哪)几)家|(?:单位|部门)的?(?:数量|总数|个数)")
ASKS_LEAD = re.compile(rf"{LEAD}|组长|一把手")
# What only asks for units, for a list, or says that a thing is somebody's to do: it names nothing.
_ASKING = re.compile(
    rf"{_WHICH}[^,。?]{{0,3}}{_ORGAN}|哪[几一\d]?家|谁|{_HANDED}|(?:责任|权责|{LEAD}|{HELP}|{_DO})(?:管理)?(?:单位|部门)|{LEAD}|{HELP}|{_DO}|"
    r"要?做的?事|[这那][个件项块条摊]+(?:事儿?|活儿?|任务|工作)?|事儿|活儿|活计|差事|担子|摊子|名单|名字|头上|老几|角色|作用|职责|责任(?!制|保险)|除了|以外|还有|[1一]个人|单独|独自|单挑|"
    r"副?组长|副手|副职|一把手|(?:市委)?书记|副?市长|牵涉|涉及|对接|权责|等于|是不是|听说|说好|规划里?|文件里?|\d家|各家|"
    r"几[件项条桩副][事活]?|肩上|老百姓|领导[问要]|想问|请问|请教|咨询|问一?[下问]|麻烦|劳驾|烦请|帮[我忙]+|请(?!假)|核对|梳理|汇总|盘点|清点|整理|捋一?[捋下]?|拉一?[份个下]|列(?:一下|给我|出来?|为|入|表|举|进)|按顺序|逐[条项个]|一?条条|明细|台账|清单|一[共份下]|总共|合计|全部|所有|"
    r"事项|分工|分内|份内|职能|名称|一事|此事|处于|位置|地位|身份|扯上|关系|挂钩|出面|出现|进去|在不在|算不算|干[嘛吗]|里[头面]|在[里内]|凭什么|为什么|为啥"
)
_EMPTY = frozenset(
    [
        *"管抓搞弄扛干推盯办做修来出派归找去担放挂报局排活靠守配头项条个家种件类背领摊接挨列查拉捋念理份",
        *["工作", "任务", "措施", "行动", "项目", "干什么", "做什么", "在册", "规矩", "名下", "完整", "原文"],
    ]
)


def asks_units(folded: str) -> bool:
    """Whether a folded question asks which unit is responsible, or leads, or what one has to do with something."""
    return any(_UNITS.search(part) or asks_how_many(part) for part in _of_duties(folded))


def asks_anyone(folded: str) -> bool:
    """Whether it asks who does something, be that a unit that is responsible or anybody else: 由谁来举办."""
    return any(_ANYONE.search(part) for part in _of_duties(folded)) or asks_units(folded)


def _of_duties(folded: str) -> list[str]:
    """The parts of a question that may ask for units; where one asks for an institution, only those that ask by themselves."""
    if not asks_institution(folded):
        return [folded]
    parts = re.findall(r"[^,。;?!]+[,。;?!]?", folded)
    return [part for part in parts if _QUESTION_WORD.search(part) and not asks_institution(part)]


def asks_how_many(folded: str) -> bool:
    """Whether it asks how many units are responsible for something."""
    return bool(_HOW_MANY.search(folded))


def asks_sum(folded: str) -> bool:
    """Whether it asks for a number of units, once it is known that it asks for units."""
    return asks_how_many(folded) or bool(_SUM.search(folded))


def without_roles(folded: str) -> str:
    """A folded question without the words that only ask for units, or for what a network rests on."""
    return without_pillars(_ASKING.sub(" ", folded))


def only_asks(word: str) -> bool:
    """Whether a word says no more than that somebody does something."""
    return word in _EMPTY
