"""Who is responsible: how questions ask for it in everyday words, which measure they name, and what is said where they name none."""

import pytest

from assistant.answers import Turn
from assistant.chat import Assistant
from assistant.question import roles
from assistant.question.institutions import asks_institution
from assistant.question.parts import parts
from index.folding import fold_text
from index.units import abbreviated


@pytest.mark.parametrize(
    "question",
    [
        "公筷公勺，谁来扛",
        "这项摊给了几家单位",
        "装电梯的活儿派给谁了",
        "谁挂帅搞生物医药",
        "归口哪家",
        "海关算主力还是帮手",
        "落在哪几家头上",
        "归哪两家",
    ],
)
def test_units_are_asked_for_in_everyday_words(question: str) -> None:
    assert roles.asks_anyone(fold_text(question))


@pytest.mark.parametrize(
    "question",
    [
        "谁能免费测血糖",
        "补贴发给谁",
        "自付比例压到多少",
        "安排了几个行动",
        "支持哪几家妇幼保健院创三甲",
        "上限划在哪里",
        "建几家三甲医院",
        "领导小组负责做什么",
    ],
)
def test_other_questions_with_such_words_ask_for_no_unit(question: str) -> None:
    assert not roles.asks_anyone(fold_text(question))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("丽水烧秸秆这个事摊给了几家单位", ("藍天碧水淨土清廢行動」由市生態環境局牵头", "共 10 个")),
        ("小区里老楼装电梯的活儿，丽水派给谁了", ("綠色環境打造行動」由市生態環境局牵头",)),
        ("丽水学生近视谁挑大梁？", ("由市教育局牵头",)),
        ("儿童玩具质量沈阳谁来盯", ("市工商局、质监局",)),
        ("丽水海关在防传染病里头算主力还是帮手", ("麗水海關是责任单位之一，不是牵头单位。",)),
        ("丽水无烟机关建设里烟草局排老几，是老大吗", ("市菸草專賣局是责任单位之一，不是牵头单位。",)),
        ("沈阳垃圾分类这个差事落在哪几家头上", ("“卫生脏点”", "城管局")),
        ("沈阳搞健康教育，说好的工作机制里由哪个系统牵头呢", ("由卫生计生部门牵头",)),
        ("沈阳气象局要干什么活", ("气象局参与的措施共 1 项", "蓝天行动")),
        ("丽水28项行动里教育局挂帅的有几项", ("市教育局牵头的措施共 1 项",)),
    ],
)
def test_a_measure_is_named_by_what_its_bracket_closes(assistant: Assistant, question: str, words: tuple[str, ...]) -> None:
    answer = assistant.ask(question).answer
    assert all(word in answer for word in words)


@pytest.mark.parametrize(
    "question", ["丽水人口普查谁牵头", "丽水旅游民宿评级哪个单位牵头", "沈阳公务员体检由谁牵头", "沈阳医院停车难归谁管"]
)
def test_a_matter_of_no_measure_has_no_units(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "refused"
    assert "没有找到写明这件事由哪个单位负责的条款" in answer.answer


@pytest.mark.parametrize(
    "question", ["沈阳要压低车祸死亡率。公安局为主、交通局打下手，规划是这么写的吗？", "沈阳是公安局领着交通局管道路交通安全吗"]
)
def test_who_leads_is_not_taken_from_the_question(assistant: Assistant, question: str) -> None:
    """Nobody is said to lead; that is said once, with the units."""
    answer = assistant.ask(question).answer
    assert answer.count("没有写明") == 1
    assert "市公安局、交通局。文件没有写明由哪个单位牵头。" in answer


def test_units_are_known_by_some_of_their_characters() -> None:
    forms = ("烟草专卖局", "交通运输局", "农业农村局", "财政局")
    assert [abbreviated(short, forms) for short in ("烟草局管吗", "市交通局", "农业局", "政府局")] == [*forms[:3], None]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("丽水维护全生命周期健康有几个行动", "下共有 4 个行动"),
        ("丽水的行动分几大块，都叫什么", "下共有 7 个部分"),
        ("沈阳第三章有哪几节", "下共有 5 节"),
        ("嘉兴2024那份意见，九大行动报一下名", "下共有 9 个行动"),
        ("卫健委在丽水一个人挑头的有几个行动", "市衛生健康委牵头的措施共 15 项"),
        ("沈阳卫计委单挑的任务有多少", "一家责任单位的措施共"),
        ("丽水妇联和残联都有份的行动", "都参与的措施共"),
        ("查一下沈阳林业局挂责任的事项，一条条报", "林业局参与的措施共 4 项"),
        ("丽水市经信局参与的工作，按顺序说", "市經信局参与的措施共"),
        ("请核对：丽水市公安局被列为责任单位的行动", "市公安局参与的措施共"),
        ("民政局在丽水有没有牵头的行动", "没有写明由市民政局牵头的措施"),
        ("丽水教育局是不是只牵头一个行动", "市教育局牵头的措施共 1 项"),
        ("丽水哪些行动没卫健委的事", "没有把市衛生健康委列为责任单位的措施共"),
        ("教育部门在丽水牵头哪个行动", "市教育局牵头的措施共 1 项"),
    ],
)
def test_lists_are_counted_however_they_are_asked_for(assistant: Assistant, question: str, words: str) -> None:
    assert words in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("水利局在丽水农村供水达标一事上，是头还是从？", "市水利局是责任单位之一，不是牵头单位。"),
        ("丽水癌症防治把妇联列进去了没？那科协呢？", "市婦聯是责任单位之一，不是牵头单位。"),
        ("丽水高铁办怎么也跟控烟扯上关系了，它在里头干嘛？", "麗水高鐵辦是责任单位之一"),
        ("丽水老旧小区加装电梯，住建部门牵头吗？", "市建設局是责任单位之一，不是牵头单位。"),
        ("沈阳心理健康这块，有哪些部门要出力？公安也算吗", "公安局是责任单位之一"),
        ("丽水农产品安全是公安局牵头吧，市场监管局呢？", "市市場監管局是责任单位之一"),
        ("丽水两癌筛查谁牵头？妇联有份吗？", "市婦聯是责任单位之一"),
    ],
)
def test_what_a_unit_has_to_do_with_a_measure(assistant: Assistant, question: str, words: str) -> None:
    assert words in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("沈阳的健康教育一学期至少10课时吧？这事由谁负责？", ("不少于7课时", "市教育局、市委教科工委、市残联")),
        ("丽水近视率每年要降多少，由谁来抓？", ("1個百分點以上", "由市教育局牵头")),
        ("谁管沈阳的道路交通安全？死亡率要降几成", ("下降30%", "市公安局、交通局")),
        ("嘉兴高血压规范管理率要达到多少，哪个部门负责？", ("70%以上", "没有写明各项任务的责任单位")),
        ("Shenyang expects teenagers to be good at four sports or more, right? Who is responsible for that?", ("2项以上", "市体育局")),
        ("Road safety in Lishui – which agency is in the driving seat, and does the Party propaganda department have any part in it?", ("由市公安局牵头", "市委宣傳部是责任单位之一")),
    ],
)  # fmt: skip
def test_a_question_that_asks_two_things_is_answered_twice(assistant: Assistant, question: str, words: tuple[str, ...]) -> None:
    answer = assistant.ask(question).answer
    assert all(word in answer for word in words)


def test_what_was_asked_before_is_not_answered_again(assistant: Assistant) -> None:
    answer = assistant.ask("谁负责", [Turn(question="沈阳减盐目标是多少")]).answer
    assert "市卫生计生委" in answer
    assert "20%" not in answer


def test_a_topic_that_stands_before_an_english_question_is_part_of_it() -> None:
    assert len(parts("Nursery places in Jiaxing – which bureau takes the lead on them?")) == 1


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("嘉兴疾控体系里谁是网底、谁是骨干？", "以疾控机构为骨干、医疗机构为依托、基层医疗卫生机构为网底"),
        ("征求意见稿的应急医院靠哪家来建？按原文报。", "依托XX医科大学附属第二医院"),
        ("嘉兴的眼科医院依托哪家医院布局", "依托嘉兴市中医医院布局眼科医院"),
        ("中医预防保健三层架构，嘉兴各由哪级机构领头、居中、打底", "以市级中医院为龙头"),
        ("征求意见稿里谁来承担村里人的基本公共卫生服务", "全市村卫生站承担起"),
    ],
)
def test_what_no_duty_has_is_told_by_the_sentences(assistant: Assistant, question: str, words: str) -> None:
    assert words in assistant.ask(question).answer


@pytest.mark.parametrize(
    "question",
    ["征求意见稿中血液透析由哪家医院承担", "丽水医养康疗中心规划多少张床位，由哪家单位承建？", "嘉兴骨髓移植在哪家医院做"],
)
def test_an_institution_that_no_sentence_names_is_not_guessed(assistant: Assistant, question: str) -> None:
    assert asks_institution(fold_text(question))
    assert assistant.ask(question).status == "refused"
