"""Who is responsible: how questions ask for it in everyday words, which measure they name, and what is said where they name none."""

import pytest

from assistant.chat import Assistant
from assistant.question import roles
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
    ],
)
def test_lists_are_counted_however_they_are_asked_for(assistant: Assistant, question: str, words: str) -> None:
    assert words in assistant.ask(question).answer
