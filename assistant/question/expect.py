"""What a question asks for, and what a sentence must hold to give it: a sum, a place, a way, so many beds. Pure.

"每台补贴多少钱" needs a sum of money: a sentence about the same lifts without one does not answer. "里面装哪几样" needs things listed,
"怎么申请" a way, "到哪家医院" a hospital. What the question states itself is no answer to it: for "住院率定在85%，起步是百分之几"
the 85 % do not count.
"""

import re
from dataclasses import dataclass

from index import reading
from index.reading import bare, parts

_DIGITS = r"(?:\d[\d.,]*\s*(?:[-至到]\s*\d[\d.]*)?\s*[百千万亿多余]*\s*|[两二三四五六七八九十]+大?)"
_MANY = r"(?:多少|几(?!乎|年来|何))"


@dataclass(frozen=True, slots=True)
class Slot:
    """Something that is asked for: how a question asks for it, and what must stand in a sentence that gives it.

    A ``number`` must be one that the question does not state itself, in the part of the sentence that speaks of what is asked; the years and
    ages of a sentence are not looked at.
    """

    name: str
    asked: re.Pattern[str]
    held: re.Pattern[str]
    number: bool = False


def _slot(name: str, asked: str, held: str, *, number: bool = False) -> Slot:
    return Slot(name, re.compile(asked), re.compile(held), number)


_SUM = r"\d[\d.,]*\s*(?:[百千万亿]*(?:美?元|块钱)|[百千万]*亿)"
_WHEN = r"(?:19|20)\d\d年|(?<!\d)\d{1,2}月|年底|每[年季月周天]|年度|定期|逐年"
# What money is given or taken for; errands that one runs oneself; what one goes somewhere for.
_PAID = "(?<!免)费|价格?|门?票|款|薪|工资|津贴|补贴|补助|奖金|奖励|投资|经费|预算|资金|面值|起付线|罚|补|奖|缴|收(?!入|治|集|录|养|住|学)"
_ERRANDS = "申请|领|报名|预约|兑换|下载|补办|办理|登记|签|注册|挂号|缴|交费|登录|投诉|举报|联系|加入|报销|考证|考取|报考"
_DONE_THERE = "领|办|做|看|打|查|申请|报|买|补|学|测|体检|接种"
_GRANT = "(?:补贴|补助|奖金|奖励|津贴|工资|优惠|补偿|红包)"
# What one fails to do, or is found not to do.
_UNMET = "(?:断缴|不(?:交|做|参加|同意|及格|合格|达标|遵守|配合|整改)|没(?:交|做|参加|达标|及格|完成)|低于|违反|违规|拒绝)"
# Each line: what is asked for; how a question asks, in its folded form; what an answering sentence holds.
SLOTS: tuple[Slot, ...] = (
    _slot("telephone", r"电话|热线.{0,4}(?:号|多少)|号码|打(?:什么|哪个)(?:号|电话)", r"\d{5,}|\d{3,4}-\d{3,}"),
    _slot("address", r"邮箱|邮件|网址|网站是|公众号|(?:寄|递交|反馈)(?:给|到|往|去)(?:哪|谁|什么)", r"@|www\.|http|公众号|[邮函]寄|寄[送至到]"),
    # No document of this kind names a person.
    _slot("person", r"(?:[长人员师生]|主任|书记|谁)(?:的)?(?:叫什么|名字)|姓名|姓什么", r"(?!)"),
    _slot("post", r"(?:主任|[院局所校处队]长)(?:是|由|叫)?谁|谁(?:当|任|做|是)[^,。?]{0,6}(?:主任|[院局所校处队]长)", r"主任|[院局所校处队]长"),
    _slot("basis", r"(?:依据|根据|按照?|落实|贯彻).{0,10}(?:哪|什么).{0,6}(?:文件|规定|政策)", r"(?:根据|贯彻|落实|按照|依据)[^。]{0,14}<"),
    # A number in brackets behind a title is that of another document.
    _slot("document number", r"^(?!.*(?:落实|依据|根据|贯彻|引用|提[到及]|国[家务办]|省)).*(?:文号|发文字号)", r"(?:^|[^一-龥(])[一-龥x]{2,8}[\[(]\d{4}[\])]\d+号"),
    _slot(
        "free",
        r"(?:要|用|得|会)(?:不要)?(?:花|掏|出|交|付)?(?:自己)?钱(?:吗|不|么|[?]|$)|(?:收费|收钱|免费|要钱|花钱|掏钱|自费|白给|白做)(?:吗|么|不|还是|[?]|$)|(?P<pay>[收要花掏交付免])不(?P=pay)[钱费]",
        rf"{_SUM}|半价|免费|收费|自费|自付|报销|无偿|补[助贴]",
    ),
    _slot("price", rf"{_MANY}[个块]?钱(?!补|发|奖|罚)|(?:便宜|优惠|减免){_MANY}|几折", rf"{_SUM}|半价|免费", number=True),
    _slot(
        "sum",
        rf"(?:多少|几)[百千万亿]*元|[交缴付](?:纳)?{_MANY}(?![个家人次名])|几[百千](?!人|名|个|家|所|张|万)|^(?!.*(?:场|绿地|田)).*{_MANY}块(?!地)|{_MANY}(?:补贴|补助|奖金|经费|资金)|(?:{_PAID})(?!占)[^,。?;占率比]{{0,6}}{_MANY}(?![成分个名人家所张项次台位])",
        _SUM,
        number=True,
    ),
    _slot(
        "penalty",
        rf"罚|拘留|坐牢|判刑|什么后果|吊销|征信|扣[几多]|{_UNMET}[^,。?;]{{0,10}}(?:怎么办|咋办|(?:会|要)?(?:怎么?样|咋样)|怎么处理)",
        r"罚|处分|拘|刑|追究|违法|禁止|不得|严禁|吊销|惩戒|问责|召回|退出",
    ),
    _slot("exchange", r"积分[^,。?;]{0,8}(?:换|兑|存|花)|(?:换|兑|存|花)[^,。?;]{0,2}积分|(?:换|兑换?)成?(?:什么|啥|点)", r"[兑交]换|兑|换取"),
    _slot("payer", r"(?:钱|费用?|款)(?:由|归|该)?谁|谁(?:来|给|该)?(?:出钱|出资|掏|付|买单|垫)", r"承担|出资|财政|资金|经费|投入|报销|自付|免费|支付"),
    _slot(
        "grant",
        rf"(?:有没有|有|[给发]不[给发]|给|发|领到?)(?:[^,。?;有]{{0,4}}){_GRANT}(?:吗|么|没有?|不|[?]|$)",
        rf"{_GRANT}|资助|救助|待遇|激励|免|半价|减|薪酬|经费|补",
    ),
    _slot("frequency", rf"多久[^,。?;]{{0,5}}[一1][次回趟]|{_MANY}[次回趟]|隔多久|每隔", r"\d+次|每(?:半?年|\d+年|季|月|周|天|学期)|年度|定期|逐年"),
    _slot("hours", r"几点(?![要措意建内任安规原])|周[末六日]|星期[六日天]|节假日|营业时间|开放时间", r"\d点|\d+小时|周[末一二三四五六日]|节假日|工作日|时段"),
    _slot("duration", r"多久(?![^,。?;]{0,5}[一1][次回趟])|多长时间(?!.{0,6}[一1]次)|几(?:天|个月|分钟|小时)|(?<![这近未后前哪])几年", r"\d+\s*(?:分钟|小时|天|日|周|个月|年)|每[年季月周天]|年度|定期|长期"),
    _slot("beginning", r"(?:哪[一1]?[天日年]|几[月时]|什么时候|啥时候|何时)[^,。?;]{0,4}(?:开工|动工|开建|启用|投用|开业|开张)", r"开工|动工|开建|启用|投用|投入使用|启动"),
    _slot("date", r"哪[一1]?[天日年]|几月|几号|几时|什么时候|啥时候|何时|截止|期限", _WHEN),
    _slot("share", r"百分之几|百分之多少|[多几]少?个?百分点|几成|几分之几|多少比例|多大比例", r"\d\s*(?:%|‰|成|个百分点)|全覆盖|全部|所有|每个|半数|一半|\d分之|/", number=True),
    _slot("age", r"(?:多少|几|多大)[^,。?]{0,2}岁|(?<!\d)岁以上.*多少|多大(?:年[纪龄]|的?(?:[^,。?的]{0,3}(?:孩|娃|人|童|生|女)))|年龄", r"\d\s*(?:周)?岁|\d年级"),
    _slot("area", rf"面积[^,。?;]{{0,8}}(?:多[少大]|几)|多大(?:的)?(?:面积|地方|地块)|占地多|{_MANY}(?:平|亩|公顷)", r"\d\s*(?:万)?(?:平方|亩|公顷)", number=True),
    _slot("distance", r"多远|几公里|多少[米里公]", r"\d\s*(?:公里|千米|米|分钟)", number=True),
    _slot("grade", r"几[级等](?!以)", r"[一二三四五六\d][级等]"),
    _slot(
        "standing",
        r"(?:什么|哪个|哪种|啥)(?:样的)?(?:水平|档次|位置|名次|等级|级别|层次)|排(?:名|到|在|进|第)+.{0,3}几|第几",
        r"水平|[级等]|位居|前列|先进|领先|优于|前\d|第\d|百强|标准",
    ),
    _slot("baseline", r"(?:(?:起步|基[数期线]|起点|原来|原先|早先|当初|(?<!年)以前)[^,。?;]{0,10}|(?:现在|目前|眼下|如今)(?:是|有|的|到了?|做到)*)(?:多[少大高]|几)", r"从|由.{1,12}[提升降增]|[已现]|基[数期线]"),
    _slot("way", rf"(?:怎么|如何|咋|怎样)(?:去|样)?(?:能|才能)?(?:个)?(?:{_ERRANDS})", r"通过|凭|持[^续]|登录|拨打|提交|填写|扫码|网上|小程序|窗口|申请|一站式"),
    _slot("papers", r"(?:带|要|需要|凭|什么|哪些|啥)[^,。?;]{0,4}(?:证件?|材料|手续|资格|条件)(?!是?由|.{0,2}评)(?=[?,。;才]|$|[^,。?;]{0,3}(?:[?,。;]|$))", r"证|材料|手续|凭|条件|资格|要求"),
    _slot(
        "counter",
        r"(?:[去到上往在]|找)(?:哪(?:里|儿|家|个)?|什么地方)[^,。?;]{0,4}(?:领取?|办理?(?![成好公管学])|报名|查询?|申领|补办|咨询|投诉|举报)|(?:[去到上往])哪(?:里|儿|家|个)[^,。?;]{0,2}(?:机构|单位|地方|窗口|部门|医院)(?=[?,。]|$)",
        r"窗口|网上|小程序|平台|热线|定点|指定|凭|发放|领取|申领|办理|公布|公开|服务[圈站点]|就近",
    ),
    _slot(
        "site",
        r"(?:迁|搬|建|盖|开|设|选址|落户|坐落)(?:到|在|去|往|至)(?:了)?(?:哪|什么地方|啥地方)",
        r"位于|坐落|选址|落户|[迁搬移]至|[迁搬移]到|依托|在[^,。;]{1,16}(?:建|设|配|放|立|布局)|[建设]在|布局|[院所站室馆厅园店场校][^,。;]{0,6}(?:设立|建立|建有|配)",
    ),
    _slot("place", rf"(?:去|到|上|往|(?<![划定卡摆现差落点距别题板势因同处])在)(?:哪[里儿]?|什么地方)(?:去)?(?:能|可以)?(?:{_DONE_THERE}|$|[?,])|哪个位置", r"[院所站室馆厅园店]|中心|窗口|机构|场所|社区|街道|[镇乡村路]|网上|基地"),
    _slot("street", r"地址|门牌|哪条[街路]|哪个(?:街道|小区)|哪[个些几](?:区|县|镇|乡|村)(?!域)", r"(?<![各每全本乡城农行])[㐀-鿿a-z]{2}(?:区|县|街|路|镇|村|乡)(?![级域辖域民卫内属生])|大道|\d+号"),
    _slot("contents", r"(?:装|放|配|备|含|里[面头]有)(?:着|有|了)?(?:些)?(?:什么|啥|哪些|哪几[样种])", r"包[括含]|、[^,。;]*(?:、|和|及|与|等)"),
    _slot("several", r"哪[三四五六七八九十3-9]\d?[^,。?;]", r"、|包括|分为|分别|[:;]"),
    _slot("hospital", r"(?:哪[一几]?[家个所]?|(?<!为)什么)医院", r"医院|中心|院区"),
    _slot("prize", r"(?:什么|哪些|多少)奖|有奖", r"奖"),
    _slot("book", r"(?:什么|哪)[一些个]?[本套种]?(?:版本|教材|课本|书)", r"教材|课本|读本|书|版"),
    _slot("schooling", r"(?:什么|哪[种些个级]|啥)[^,。?;]{0,2}(?:学历|职称|文凭|资质)|(?:学历|职称|文凭|资质)(?:有|是)?(?:什么|啥)?要求", r"学历|职称|毕业|本科|专科(?!医|以)|持证|资[格质]"),
    _slot("things", r"哪(?:[几两][^,。?;]|[俩仨])|分别(?:是|指)(?:什么|啥|哪)", r"、|包括|分为|分别|[:;]|和|与|以及"),
)  # fmt: skip
# Measures that count alike, for an asker does not know the document's: 几间 may be answered with 20家, but not with 20名; 几个 with either.
ALIKE = ("名人位", "个家所间座处项种类条门户套样级大", "次趟", "节堂课", "针剂", "张床", "块片", "台辆部", "支件", "例份")
OF_AMOUNTS = "课时|小时|分钟|公里|平方米|万人|亿元|倍|米|亩|吨|天"
"""Measures of amounts: what is counted piece by piece is not given in them, nor they in pieces."""
MEASURES = f"{OF_AMOUNTS}|[{''.join(ALIKE)}]|本|层"
# What stands behind 几 and is no measure, or one that a slot of its own asks for.
_NO_MEASURE = "乎何时点号岁年月日周成十百千万亿许多经"
_COUNT = re.compile(
    rf"(?:(?:多少|(?<!哪)几)[百千万亿多]*\s*(?:大(?=[类项块]))?(?P<measure>{MEASURES})|(?<![哪这那好十前近后头])几(?P<other>[㐀-鿿])(?<![{_NO_MEASURE}]))"
    r"(?!钱|岁|来(?!自)|头)(?P<thing>[㐀-鿿]{2})?"
)
# What looks like a number in a sentence and counts nothing that one could ask for.
_YEARS = re.compile(r"(?:19|20)\d\d(?:年(?:底|前)?)?")
_NO_NUMBER = re.compile(
    r"\d+(?:-\d+)?(?:周)?岁|第\d+|(?<!\d)1(?:批|系列|定|体|些|步|致|流|线|般|起|同|律|旦)|[\[(]\d{4}[\])]\d+号|5年生存率"
)
_STATED = re.compile(r"免费|半价|\d[\d.]*\s*(?:%|‰|个百分点|[百千万亿]*[一-龥])?")
_IN_WORDS = r"翻番|翻一番|全覆盖|全面覆盖|全部|半数|一半|减半|归零|清零"
_PARTED = re.compile(r"[?。!]")
NUMBER = Slot(
    "number",
    re.compile(_MANY),
    re.compile(rf"\d|[两二三四五六七八九十]+(?:大|个|项|类|种|级|位|张|家|所|次|倍|成)|{_IN_WORDS}"),
    number=True,
)
"""A number of anything."""
_ASKS_FREELY = re.compile(r"吗|是不是|有没有|能不能|会不会|要不要|什么|怎么|如何|哪")
_MEASURED = re.compile(r"多少|几|比例|百分之|多[大高久长]")
_HOW = re.compile(r"[什啥]么?样|怎么?样|什么程度|怎么变|如何变")
_DOUBTS = re.compile(r"到底|究竟|是不是|还是|真的|属实|对吗|对不对|没错|准确|听说|据说|[吗吧]")
"""A question that doubts what it states may be answered with just that."""
SHORTEST = 4
"""Characters of the shortest question."""
OPEN = re.compile(
    r"(?:有|做|采取|包括)(?:了)?(?:什么|哪些|啥)(?:安排|措施|规定|要求|打算|计划|内容|办法|支持|服务|政策|好处)?|怎么(?:做|办|管|防|治|安排|规定|支持|发展|推进|保障)|哪些(?:方面|事|措施|安排|服务)|从哪儿?来"
)
"""How a question asks for all that is planned of something, not for one thing."""
ASKS_ALL = re.compile(
    r"(?:说|讲|写|提|规定|部署|安排)(?:了|到|过)?(?:些|哪些)?(?:什么|啥|哪些)|怎么(?:说|讲|写|规定|安排|部署|要求)|(?:有|做|提出|采取|包括)(?:了)?(?:什么|哪些|啥)(?:具体)?(?:安排|措施|举措|规定|要求|打算|计划|内容|办法|说法|表述|部署)"
)
"""How it asks for whatever is said of something."""
ASKS_NAME = re.compile(
    r"叫(?:[它做作]{0,2})?(?:个)?(?:什么|啥)|(?:什么|啥)(?:名字|名称|名儿|名头|牌子|品牌|代号)|(?:名字|名称|品牌|牌子)(?:是|叫|有)"
)
"""How it asks what something is called."""
ASKS_GOAL = re.compile(r"目标|指标|量化|具体数|数字|达到")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What an answer must hold: all of the slots of one of the questions in a question; nothing where it does not say."""

    asked: tuple[tuple[Slot, ...], ...]
    stated: frozenset[str]
    years: tuple[int, ...]

    @property
    def lists(self) -> bool:
        """Whether several things are asked for."""
        return any(slot.name in ("contents", "several", "things") for slot in self.slots)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All slots that are asked for."""
        return tuple(slot for slots in self.asked for slot in slots)

    def met(self, sentence: str) -> bool:
        """Whether a sentence holds what is asked for."""
        said = bare(sentence)
        return not self.asked or any(all(self._holds(slot, said) for slot in slots) for slots in self.asked)

    def met_by_row(self, unit: str, values: str) -> bool:
        """Whether the values of a table's row are what is asked for; any words are, and numbers of its unit."""
        said = bare(values)
        if not re.search(r"\d", said) or not unit:
            return bool(not self.asked or said)
        return not self.asked or any(
            all(not slot.number or bool(slot.held.search(f"1{bare(unit)}")) for slot in slots) for slots in self.asked
        )

    def numbered_parts(self, sentence: str) -> tuple[str, ...]:
        """The parts of a sentence that hold a number that is asked for; none where no number is."""
        numbers = [slot for slot in self.slots if slot.number]
        said = bare(sentence)
        return tuple(said[a:b] for a, b in parts(said) if any(self._holds(slot, said[a:b]) for slot in numbers)) if numbers else ()

    def year_met(self, folded: str) -> bool:
        """Whether a folded text speaks of one of the years asked for."""
        return not self.years or any(str(year) in folded for year in self.years)

    def _holds(self, slot: Slot, said: str) -> bool:
        if not slot.number:
            return bool(slot.held.search(said))
        new = _NO_NUMBER.sub(" ", _YEARS.sub(" ", said))
        for stated in self.stated:
            new = re.sub(rf"(?<![\d.]){re.escape(stated)}(?!\d|\.\d)", " ", new)
        return bool(slot.held.search(new))


def names_year(folded: str) -> bool:
    """Whether a folded text names any year."""
    return bool(reading.years(folded))


def expectation(folded_question: str, wants: str, years: tuple[int, ...], *, several: bool = False) -> Expectation:
    """Read what a folded question asks for; of two questions in one, the answer may be to either.

    Of ``several`` places each may count in its own measure: lessons here, a share there.
    """
    each = [part for part in _PARTED.split(folded_question) if len(part) > SHORTEST] or [folded_question]
    read = [tuple(_slots(part)) for part in each]
    asked = tuple(slots for slots in read if slots)
    if any(_ASKS_FREELY.search(part) and not _MEASURED.search(part) for part, slots in zip(each, read, strict=True) if not slots):
        asked = ()
    elif not asked and wants == "number" and not _HOW.search(folded_question):
        asked = ((NUMBER,),)
    if several:
        asked = tuple(tuple(NUMBER if slot.number else slot for slot in slots) for slots in asked)
    stated = () if _DOUBTS.search(folded_question) else _STATED.findall(_YEARS.sub(" ", folded_question))
    return Expectation(asked=asked, stated=frozenset(stated), years=years)


def _slots(part: str) -> list[Slot]:
    """The slots that a question asks for."""
    found = [slot for slot in SLOTS if slot.asked.search(part)]
    if not found and (count := _COUNT.search(part)):
        found.append(_counted(count["measure"] or count["other"], count["thing"]))
    return found


def _counted(measure: str, thing: str | None) -> Slot:
    """A number of a measure or one like it; documents leave it out before the thing (三阶段) or after its name (体检人数达到80万以上)."""
    if measure == "个":
        alike = "".join(ALIKE).replace("级", "")  # 二级医院 counts nothing
    else:
        alike = "" if re.fullmatch(OF_AMOUNTS, measure) else next((group for group in ALIKE if measure[0] in group), "") + "个"
    units = "|".join(dict.fromkeys((measure, *alike, *([thing] if thing else []))))
    return Slot(measure, _COUNT, re.compile(rf"{_DIGITS}(?:{units}|(?=以上|以下|以内|左右|[,。;)]|$))|{_IN_WORDS}"), number=True)
