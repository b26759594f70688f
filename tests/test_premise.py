"""What a question claims, slot by slot, beside sentences and rows of the real policies: put right where it is otherwise, left alone where it is so."""

import pytest

from assistant.chat import Assistant
from assistant.premises.claimed import of_document, written
from assistant.premises.premise import corrected
from index.reading import bare

STAFF = "到2030年,15分钟基本医疗卫生服务圈基本形成,每千常住人口执业(助理)医师数达到4人,每千常住人口注册护士数达到5人。"
SUGAR = "落實35周歲以上首診免費測血糖制度,實施40歲以上人群糖尿病篩查項目。"
RESCUE = "到2030年,完成覆盖全市的紧急医学救援网络建设。"
CANCER = "到2030年,实现全人群全生命周期的慢性病健康管理,总体癌症5年生存率提高15%。"
TRAFFIC = "到2030年,实现道路交通万车死亡率下降30%。"
GROUP = "市政府成立沈阳市“健康沈阳”建设领导小组,由市长任组长、分管副市长任副组长,领导小组办公室设在市卫生计生委,负责综合协调及日常工作。"
THIRD = "5家县级中医医院全部达到三级水平。"
SHARE = "县级公立医院中三级医院占比（％）：2023年基数 34；2025年目标 37；2027年目标 40（约束性）。"
INDEX = "中医药发展指数：2027年目标 83（预期性）。"
INDUSTRY = "健康产业总规模（亿元）：2030年目标 1000。"
SIGNED = "重点人群家庭医生签约覆盖率（％）：≥85（表中单元格合并，没有写明是2023、2025年还是2027年的值）（约束性）。"
PAY = "完善公立医院薪酬制度改革配套政策，力争人员支出占业务支出比例达到45％以上。"
RANK = "到2027年，市级医院“国考”均达到A级及以上，嘉兴市第一医院、嘉兴市第二医院进入全国百强，努力缩小与省级医院的医疗能级差距。"
OWNERS = "积极引导民营医院发展,有序形成以公立为主导、以民营为补充的医疗格局。"
FIELDS = "到2030年,每万人拥有足球场地1.2块。"
MATERNAL = "全市居民健康水平持续提高,2017年,孕产妇死亡率为2.88/10万,婴儿死亡率为2.31‰。"
CLINICS = "到2030年,社区卫生服务中心和镇(街道)卫生院全部建立中医馆,100%的社区卫生服务站和村卫生室能提供中医药服务。"
BEDS = "到2020年,每万人口公办中医床位数力争达到5.5张(不含省属单位)。"
NURSING = "每千名老年人医疗机构康复护理床位数（张）：2025年目标 5.5；2027年目标 5.8（预期性）。"
DOCTORS = "千人口执业(助理)医师数（人）：2015年基数 2.15；2020年目标 ≥2.75；2030年目标 ≥3.3。"
VISITS = "基层医疗机构诊疗人次比例（%）：2030年目标 ≥76。"
SIGNING = "完善签约服务经费长效筹措机制，探索提高签约居民医保门诊报销比例、降低起付标准。"


@pytest.mark.parametrize(
    ("question", "sentence", "correct"),
    [
        ("嘉兴县级公立医院里三级医院2027年要占一半，对吧", SHARE, "40"),
        ("嘉兴县级公立医院里三级的占五成五？", SHARE, "2023年基数34;2025年目标37;2027年目标40"),
        ("嘉兴中医药发展指数2027年只有80？", INDEX, "83"),
        ("嘉兴健康产业折腾到2030年也就五百亿，对不对？", INDUSTRY, "1000"),
        ("嘉兴县级三级医院占比为什么要下降", SHARE, "2023年基数34;2025年目标37;2027年目标40"),
        ("为何沈阳每千人四名医生、四名护士？", STAFF, "每千常住人口注册护士数达到5人"),
        ("丽水满四十岁头一回看病才不收钱测血糖，那三十六岁的人得自费？", SUGAR, "落实35周岁以上首诊免费测血糖制度"),
        ("听说沈阳打算2025年前把覆盖全市的紧急医学救援网络建好，赶得及吗？", RESCUE, "2030年"),
        ("沈阳总体癌症5年生存率2030年要到15%，这么低？", CANCER, "提高15%"),
        ("沈阳要在2030年把每万辆车的交通死亡压到1.73人，靠谱吗？", TRAFFIC, "下降30%"),
        ("市委书记挂帅健康沈阳建设领导小组，副手又是谁？", GROUP, "由市长任组长"),
        ("健康沈阳领导小组的办公室设在市发改委，对吧？", GROUP, "设在市卫生计生委"),
        ("嘉兴人员支出占业务支出不能超过45%", PAY, "45%以上"),
        (
            "嘉兴一院、二院不是早进全国百强医院了么",
            RANK,
            "到2027年，市级医院“国考”均达到A级及以上，嘉兴市第一医院、嘉兴市第二医院进入全国百强",
        ),
        ("嘉兴以民营医院为主导、公立为补充，对不对", OWNERS, "有序形成以公立为主导、以民营为补充的医疗格局"),
        ("嘉兴签约居民起付标准要提高，对吧", SIGNING, "降低起付标准"),
        ("丽水首诊测血糖要自费，太贵", SUGAR, "落實35周歲以上首診免費測血糖制度"),
        ("我记得嘉兴2030年健康产业规模要冲到2000亿，是吧", INDUSTRY, "1000"),
        ("嘉兴每万人足球场1.2个平方米？", FIELDS, "1.2块"),
        ("嘉兴2017年孕产妇死亡率是十万分之9，对吗", MATERNAL, "2.88/10万"),
        ("嘉兴镇卫生院全部建中医馆是2025年就要完成的？", CLINICS, "2030年"),
        ("沈阳每万人口中医床位5.5张，那是2030年的目标？", BEDS, "2020年"),
        ("嘉兴老人康复护理床位每百名5.8张？", NURSING, "每千名老年人医疗机构康复护理床位数(张)"),
    ],
)
def test_each_slot_of_a_claim_is_put_right(question: str, sentence: str, correct: str) -> None:
    found = corrected(question, sentence)
    assert found is not None
    assert found.correct == correct


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("嘉兴县级公立医院里三级医院2027年要占四成，对吧", SHARE),
        ("嘉兴县级三级医院占比为什么要提高", SHARE),
        ("嘉兴健康产业到2030年要一千亿，对不对？", INDUSTRY),
        ("沈阳每千人四名医生、五名护士，护士反倒更多？", STAFF),
        ("丽水满三十五岁首诊免费测血糖，四十岁筛查糖尿病？", SUGAR),
        ("听说沈阳打算2030年前把覆盖全市的紧急医学救援网络建好", RESCUE),
        ("沈阳总体癌症5年生存率2030年要提高15%，这么少？", CANCER),
        ("市长挂帅健康沈阳建设领导小组，副手又是谁？", GROUP),
        ("健康沈阳领导小组的办公室设在市卫计委，对吧？", GROUP),
        ("要让七成的居民都签上家庭医生？", SIGNED),
        ("嘉兴5家县级中医医院2027年全部达到三级水平，对吧", THIRD),
        ("嘉兴签约居民起付标准要降低，对吧", SIGNING),
        ("嘉兴每个村至少2名执业医师，真的假的", DOCTORS),
        ("63.24%这个数据是哪一年的基线？2030年基层诊疗人次比例要求提到多少", VISITS),
        ("嘉兴每万人5.5个床位", "每万人口床位数达到5.5张。"),
    ],
)
def test_what_is_so_is_not_denied(question: str, sentence: str) -> None:
    assert corrected(question, sentence) is None


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("北京每千人护士5.5人，沈阳2030年定多少？", "沈阳市"),
        ("国家要求每千人护士6人，沈阳定多少？", "沈阳市"),
        ("嘉兴每千人口注册护士数4人，沈阳呢？", "沈阳市"),
        ("我们医院有300名护士，沈阳每千人护士数目标是多少？", "沈阳市"),
        ("沈阳现在每千人护士4.2人，要达到多少？", "沈阳市"),
    ],
)
def test_what_is_said_of_others_is_no_claim_on_a_document(question: str, place: str) -> None:
    assert corrected(question, STAFF, place) is None


def test_spoken_numbers_are_read_as_written_ones() -> None:
    spoken = "七成、八成五、一半、三分之一、千分之五、五百亿、一刻钟、两个半、上三节"
    assert written(bare(spoken)) == "70%、85%、50%、33.33%、5‰、500亿、15分钟、2.5个、上3节"
    assert written(bare("三成立、每百名、几十个、第一院")) == "三成立、每百名、几十个、第一院"


def test_a_part_without_a_place_goes_on_about_the_last_one() -> None:
    assert of_document(bare("北京每千人护士5人，医生4人，嘉兴呢？"), "嘉兴市") == "嘉兴呢?"


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("某市2023年那份方案早就正式出台了，从哪天起执行？", "文件写的是征求意见稿，不是定稿。"),
        ("嘉兴那份健康2030行动纲要是2020年印发的吧？", "文件写的是嘉委发〔2018〕17号，不是2020年印发。"),
    ],
)
def test_the_standing_of_a_document_is_put_right(assistant: Assistant, question: str, said: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.claims[0].text) == ("answered", said)


def test_the_statement_that_says_otherwise_is_corrected_wherever_it_stands(assistant: Assistant) -> None:
    answer = assistant.ask("嘉兴市家庭医生签约率定了七成，完成得了吗")
    texts = [claim.text for claim in answer.claims]
    at = texts.index("文件写的是45%以上，不是70%。")
    assert "45%以上" in texts[at + 1]


def test_a_true_claim_in_one_statement_is_not_denied_by_another(assistant: Assistant) -> None:
    answer = assistant.ask("嘉兴2030年人均预期寿命想到83岁，靠什么？")
    assert "不是" not in answer.answer


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (
            "沈阳说要让青少年熟练掌握4项以上运动技能，谁负责这事？",
            ("文件写的是2项以上，不是4项以上。", "「广泛开展全民健身活动」的责任部门是"),
        ),
        (
            "丽水抓控烟叫烟草专卖局当头，不是叫猫看鱼么？卫健委就在边上打打下手？",
            ("文件写的是市衛生健康委牵头，不是市菸草專賣局牵头。", "控煙限酒行動"),
        ),
        ("嘉兴12岁孩子蛀牙率要控制在10%以内，由哪个口子管？", ("文件写的是25%以内，不是10%以内。", "12岁儿童患龋齿率控制在25%以内")),
    ],
)
def test_what_is_stated_before_another_question_is_put_right_first(assistant: Assistant, question: str, texts: tuple[str, str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.claims[0].text == texts[0]
    assert texts[1] in answer.answer


def test_a_name_that_only_another_place_has_is_said_to_be_its(assistant: Assistant) -> None:
    answer = assistant.ask("沈阳要当“华东康养核心基地”，具体建的是什么小镇？")
    assert answer.claims[0].text == "文件写的是丽水市的“华东康养核心基地”，不是沈阳市的“华东康养核心基地”。"
    assert {citation.clause.document_id for citation in answer.citations} == {"lishui-action"}


@pytest.mark.parametrize("question", ["沈阳有没有“健心客厅”？", "丽水的健康细胞怎么建？", "健康嘉兴2030的目标是什么？"])
def test_a_name_is_not_said_to_be_another_places_where_it_is_asked_for_or_is_its_own(assistant: Assistant, question: str) -> None:
    assert "不是" not in assistant.ask(question).answer


def test_a_name_is_anothers_only_where_a_place_is_named(assistant: Assistant) -> None:
    assert "不是" not in assistant.ask("“健心客厅”是哪座城市的心理服务招牌？").answer
