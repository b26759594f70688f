"""What a question asks for, and whether a sentence holds it."""

import pytest

from assistant.chat import Assistant
from assistant.question.expect import expectation
from assistant.question.focus import focus
from assistant.question.frame import without_frame
from assistant.understand import WANTS
from index.folding import fold_text


def _met(question: str, sentence: str) -> bool:
    folded = fold_text(question)
    wants = next((wants for wants, pattern in WANTS if pattern.search(folded)), "text")
    return expectation(folded, wants, ()).met(sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("残疾人健身能便宜多少", "在特定时段向特定人群发放体育消费券,残疾人享受半价或免费健身"),
        ("每学期至少上几节健康课", "普通中小学每学期开设健康教育课不少于7课时。"),
        ("要蓋幾間旗艦中醫館", "建成20家以上基层“旗舰”中医馆，100家以上“中医阁”。"),
        ("一年给多少人体检", "优化体检项目，年体检人数达到80万以上。"),
        ("培养体系分几个阶段", "基本建成院校教育、毕业后教育、继续教育三阶段有机衔接的培养体系。"),
        ("消防设施覆盖多少", "到2030年,城乡公共消防设施实现全覆盖。"),
        ("多久评估一次", "对实施效果进行年度评估。"),
        ("多大岁数能免费测血糖", "落实35周岁以上首诊免费测血糖制度"),
        ("听说每千人要4名医生，到底是几名", "每千常住人口执业(助理)医师数达到4人"),
        ("提到了哪个档次", "主要健康指标达到高收入国家水平。"),
        ("有哪几类场所要无烟", "开展医疗卫生机构、学校、机关和公共交通系统四类场所无烟环境建设"),
        ("做窝沟封闭要花钱吗", "推广适龄儿童免费窝沟封闭"),
        ("2030年男孩女孩比例要到什么样", "到2030年,全市出生人口性别比实现自然平衡。"),
        ("采购用的是几票制", "全面推行和完善公立医疗机构药品采购“两票制”"),
        ("踢球的场地，2030年要做到一万人几块", "到2030年,每万人拥有足球场地1.2块。"),
        ("上门服务有没有补贴", "建立残疾人基本型辅助器具补贴制度。"),
    ],
)
def test_a_sentence_that_holds_what_is_asked_for_meets_it(question: str, sentence: str) -> None:
    assert _met(question, sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("抓到一次罚几百", "建立“无人机监查+视频监查+地面巡查”的秸秆禁烧监管新模式。"),
        ("要几级残疾证才行", "残疾人享受半价或免费健身"),
        ("县域住院率定在85%，起步的时候是百分之几", "到2025年县域住院率达85%。"),
        ("里面该装哪几样", "支持、鼓励居民家庭自备医疗急救包"),
        ("一个月最高能收家长多少", "普惠性托位数占比不低于80%。"),
        ("一年可以测几次", "落实35周岁以上首诊免费测血糖制度"),
        ("要支持百分之几的镇卫生院", "支持20家以上镇卫生院达到二级医院能力水平。"),
        ("要到哪家医院做", "推广适龄儿童免费窝沟封闭"),
        ("积分怎么兑换", "试行居民健康教育积分制管理，打造权威健康教育平台。"),
        ("疫苗打几针", "实施适龄女生HPV疫苗免费接种项目"),
        ("低收费是收几块钱", "推行公共体育设施免费或低收费开放"),
        ("是哪一年发的文号", "根据《〈“健康辽宁2030”行动纲要〉的通知》(辽委发〔2016〕51号)精神"),
        ("急救车多少分钟内必须到", "实现每个家庭配备1个医疗急救包"),
        ("救援直升机有几架", "强化航空（医学）救援基地建设，提升紧急医学救援能力。"),
        ("每家最低配几个管精神卫生的", "二级以上中医医院设立治未病科，配备治未病健康服务指导员"),
        ("健身志愿者有没有补贴", "面向大学生和社会人士招募全民健身志愿服务队伍"),
        ("体育公园哪年开工", "到2020年,全市建成体育公园100个"),
        ("去哪里领医疗急救包", "实现每个家庭配备1个医疗急救包"),
        ("药费由谁来付", "推进“送药上山”“24小时网订店送”等便民行动。"),
        ("不同意装电梯怎么办", "推进老旧小区加装电梯,进一步完善无障碍设施"),
        ("指导员要什么职称", "配备治未病健康服务指导员"),
        ("中医馆周末开不开", "社区卫生服务中心和镇(街道)卫生院全部建立中医馆"),
    ],
)
def test_a_sentence_about_the_same_thing_without_what_is_asked_for_does_not(question: str, sentence: str) -> None:
    assert not _met(question, sentence)


@pytest.mark.parametrize(
    "question",
    [
        "田里点把火烧秸秆，丽水抓到一次罚几百？",
        "想在沈阳享受残疾人半价健身，要几级残疾证才行？",
        "某市意见稿把县域住院率定在85%，起步的时候是百分之几？",
        "嘉兴16岁及以下孩子的近视率，2030年要控制到百分之几？",  # the number of the sentence is another's
        "嘉兴急救车多少分钟内必须到",
        "沈阳名中医评选多久评一次",  # nor is the quantity that the text sets for it
        "嘉兴护士一个月工资多少",
        "嘉兴安宁疗护病区有多少张床",
    ],
)
def test_what_is_not_said_of_a_thing_is_refused(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "refused"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("沈阳的“一单两库一细则”，两库是哪俩", ["“两库”指市场主体名录库、执法检查人员名录库"]),
        ("丽水本地农产品的牌子叫什么", ["“麗水山耕”“麗水香茶”"]),
        ("沈阳减盐目标", ["人均每日食盐摄入量降低20%"]),  # not the sentence that praises less salt
        ("2022到2030，丽水把自己的主要健康指标从哪个档次提到了哪个档次", ["高收入國家水平", "高收入國家先進前列"]),
        ("沈阳2030规划里说的健康医疗大数据应用，落实的是国办哪个文号的文件？", ["国办发〔2016〕47号"]),
    ],
)
def test_the_sentence_that_says_what_is_asked_is_told(assistant: Assistant, question: str, said: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert all(words in answer.answer for words in said)


@pytest.mark.parametrize(
    ("question", "terms", "asked"),
    [
        ("健康副校长是谁任命的", ("健康", "副校长", "任命"), ("任命",)),
        ("家里有老人,养老院和护理院哪个有补贴", ("老人", "养老院", "护理院", "补贴"), ("补贴",)),
        ("残疾人健身要收费吗?我在外地上班", ("残疾人", "健身", "收费", "外地", "上班"), ("收费",)),
        ("癌症晚期能不能申请安乐死", ("癌症", "癌症晚期", "申请", "安乐死"), ("申请", "安乐死")),
    ],
)
def test_what_is_asked_stands_at_the_interrogative_and_behind_it(question: str, terms: tuple[str, ...], asked: tuple[str, ...]) -> None:
    assert focus(question, terms) == asked


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("评估护理床位的缺口时,能不能假定每个县区至少有一所护理院", "每个县区至少有一所护理院"),
        ("广播里听见一句,人放到乡下去用,写没写", "人放到乡下去用,写没写"),
        ("人力资源部在问:新来的本科医生都要规培吗", "新来的本科医生都要规培吗"),
        ("写论文要用,有吗", "写论文要用,有吗"),  # nothing would be left
        ("做2025年的托育图表要用:每千人托位定多少", "做2025年的托育图表要用:每千人托位定多少"),  # its year is asked for
    ],
)
def test_why_somebody_asks_is_no_part_of_what_is_asked(question: str, left: str) -> None:
    assert without_frame(question).strip() == left
