"""Which indicator or quantity a question names: by abbreviations and everyday words, in tables and in text, and none where another is asked for."""

import pytest

from assistant.chat import Assistant
from assistant.subjects.names import Asked, named
from assistant.understand import understand
from index.folding import fold_text


def said(assistant: Assistant, question: str) -> str:
    return fold_text(assistant.ask(question).answer)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("嘉兴2030年U5MR上限？", "≤6"),
        ("沈阳减盐目标", "食盐摄入量降低20%"),
        ("嘉兴的GP每万人2015年几名", "2.08"),
        ("嘉兴重大NCD早死概率2025年定多少", "9.0"),
        ("嘉兴2017年的IMR实际值", "2.31‰"),
        ("我在做测算，需要嘉兴大健康产业2030年的目标，以亿元计", "1000"),
        ("嘉兴教人锻炼的那种体育指导员，一千人里要有多少", "3人以上"),
        ("嘉兴2024年指标体系第30项2025年的值", "中医药发展指数:2025年目标 81"),
        ("嘉兴意见里新增重点学科那行2023年的格子填了什么", "2023年基数 —"),
        ("嘉兴居民医保报销比例2023年是多少", "68"),
        ("丽水2022、2030两个年份，主要健康指标分别想到哪个档次", "高收入国家先进前列"),
        ("听说城里人现在动得少。嘉兴打算到2030年让多大比例的人养成锻炼的习惯？", "≥43"),
        ("12岁小孩蛀牙的比率，嘉兴到2030年想控制在几成几以内？", "25%以内"),
        ("2018年嘉兴纲要的表上，县域内看病比例2015年底数多少？", "表中没有给出2015年的数值"),
        ("嘉兴体育社团一万人几个", "每万人拥有体育社会组织3个"),
    ],
)
def test_indicators_and_targets_are_found_by_what_people_call_them(assistant: Assistant, question: str, words: str) -> None:
    assert fold_text(words) in said(assistant, question)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("护士配备谁的2030年目标更高，沈阳还是嘉兴？按每千人算", ("注册护士数达到5人", "≥4.0")),
        ("人均寿命嘉兴2017年实际多少、2030年目标多少", ("82.1岁", "≥83.0")),
        ("总体癌症5年生存率，嘉兴定的是多少", ("≥50", "提高15%")),
        ("嘉兴和沈阳两座城市2030年的吸烟率目标各是多少", ("20%以下", "吸烟率降低到20%。")),
    ],
)
def test_what_a_table_and_what_the_text_says_stand_together(assistant: Assistant, question: str, words: tuple[str, ...]) -> None:
    answer = said(assistant, question)
    assert [word for word in words if fold_text(word) not in answer] == []


@pytest.mark.parametrize(
    "question",
    [
        "沈阳婴儿死亡率2030年定的多少",
        "嘉兴每万人麻醉医生数",
        "沈阳每百万人CT台数",
        "嘉兴每千名儿童护士数要多少",
        "嘉兴护士离职率要控制在几",
        "嘉兴流动人口家庭医生签约率",
        "沈阳孕妇吸烟率目标",
        "嘉兴农村自来水普及率目标",
        "普惠托位在嘉兴一个月最高能收家长多少？",
        "嘉兴2027年肺癌五年生存率",
        "嘉兴2027年流感疫苗接种率多少",
        "嘉兴2030年体育产业规模多少亿",
        "嘉兴2030年森林覆盖率多少",
        "嘉兴2030年工伤死亡率",
        "嘉兴每万人口心理医生2030年几个",
        "嘉兴2027年家庭病床数",
        "丽水老人健康管理率",
    ],
)
def test_the_value_of_another_indicator_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "refused"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("嘉兴2025年健康产业总规模定多少亿", "只有2015、2020、2030年的值"),
        ("沈阳2020年15岁以上人群吸烟率多少", "定了2030年的目标,没有2020年的"),
        ("某市意见稿的县域住院率从百分之几起步", "没有写基数"),
        ("沈阳MMR的2030年目标值", "没有给出数值"),
    ],
)
def test_a_refusal_says_what_there_is_instead(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "refused"
    assert fold_text(words) in fold_text(answer.answer)


def test_talk_takes_nothing_from_a_name_and_a_word_beside_it_does(assistant: Assistant) -> None:
    library = assistant.library
    row = next(row for row in library.store.indicators(["jiaxing-2030"]) if "全科医师" in row.name)

    def surely(question: str) -> float:
        return named(row, Asked.of(understand(question, (), library.abouts()), library.names))

    plain = surely("嘉兴2030年万人全科医师数")
    assert surely("我在写论文，麻烦查一下嘉兴2030年万人全科医师数") > plain - 0.25
    assert surely("嘉兴2030年万人麻醉医师数") < plain - 0.3
    assert surely("嘉兴2030年千人全科医师数") == 0.0


def test_an_abbreviation_is_a_word_by_itself(assistant: Assistant) -> None:
    abouts = assistant.library.abouts()
    assert "le" in understand("LE嘉兴2027", (), abouts).synonyms
    assert "le" not in understand("嘉兴的table里有什么", (), abouts).synonyms
