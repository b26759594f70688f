"""Answers: cited to the character, of the asked kind and year, or a refusal that says why."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.answers import Answer, Citation, Claim, Turn
from assistant.chat import Assistant
from assistant.language import language
from assistant.understand import understand
from assistant.verify import verify
from index.documents import PolicyError
from index.library import Library


def assert_cited(answer: Answer, library: Library) -> None:
    """Every claim has citations; every quote is a slice of its document that lies inside its clause."""
    numbers = {citation.n for citation in answer.citations}
    for claim in answer.claims:
        assert claim.citations
        assert set(claim.citations) <= numbers
        assert claim.verdict == "supported"
    for citation in (*answer.citations, *answer.nearest):
        document = library.document(citation.clause.document_id)
        assert document.text[citation.start : citation.end] == citation.quote
        assert citation.clause.start <= citation.start < citation.end <= citation.clause.end
        assert library.clause(citation.clause.id) == citation.clause


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        ("嘉兴每万人要有几块足球场？", "jiaxing-2030", "1.2块"),
        ("沈阳中小学一学期上多少课时的健康教育课？", "shenyang-2030", "不少于7课时"),
        ("瀋陽公辦中醫床位每萬人要達到多少張？", "shenyang-2030", "力争达到5.5张"),
        ("丽水给多大年纪的人首诊免费测血糖？", "lishui-action", "35周歲以上"),
        ("征求意见稿里县域住院率要达到多少？", "city-draft-2023", "85%"),
        ("嘉兴2027年居民健康素养水平目标", "jiaxing-2027", "2027年目标 42"),
        ("嘉兴到2030年的人均预期寿命", "jiaxing-2030", "2030年目标 ≥83.0"),
    ],
)
def test_what_the_plans_say(assistant: Assistant, question: str, document: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert words in answer.answer
    assert answer.citations[0].clause.document_id == document
    assert_cited(answer, assistant.library)


def test_a_draft_says_that_it_is_one(assistant: Assistant) -> None:
    assert "征求意见稿，尚未定稿" in assistant.ask("征求意见稿里县域住院率要达到多少？").answer


def test_who_leads_is_read_and_never_guessed(assistant: Assistant) -> None:
    lishui = assistant.ask("丽水控烟限酒行动由谁牵头？")
    assert "由市衛生健康委牵头" in lishui.answer
    assert "列第一位的為牽頭單位" in lishui.answer
    shenyang = assistant.ask("沈阳控烟限酒由谁牵头？")
    assert "市卫生计生委、教育局" in shenyang.answer
    assert "文件没有写明由哪个单位牵头" in shenyang.answer
    for answer in (lishui, shenyang):
        assert_cited(answer, assistant.library)
    assert assistant.ask("征求意见稿里普惠托育由哪个部门牵头？").status == "refused"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("丽水市体育中心在中小学健康促进行动中起什么作用？", "市體育中心是责任单位之一，不是牵头单位。"),
        ("沈阳市教育局在促进心理健康这件事上担什么责任？", "教育局是责任单位之一，文件没有写明由谁牵头。"),
        ("丽水市税务局在健康保障惠民行动里负责什么？", "责任单位里没有丽水市税务局。"),
        ("丽水健康保障惠民行动中，银保监分局和医保局谁牵头、谁参加？", "健康保障惠民行動」由市醫保局牵头"),
        ("丽水市妇联参与妇幼健康行动吗？", "市婦聯是责任单位之一，不是牵头单位。"),
        ("健康沈阳建设领导小组的副组长由谁担任？", "分管副市长任副组长"),
    ],
)
def test_what_a_unit_does_in_a_measure(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert words in answer.answer
    assert_cited(answer, assistant.library)


def test_a_unit_that_no_document_names_is_said_to_be_named_nowhere(assistant: Assistant) -> None:
    answer = assistant.ask("丽水市税务局参与哪些行动？")
    assert answer.status == "refused"
    assert "责任单位里没有丽水市税务局" in answer.answer


def test_who_heads_a_group_says_nothing_of_a_units_part_in_a_measure(assistant: Assistant) -> None:
    assert "领导小组" not in assistant.ask("嘉兴市卫健委在控烟中负责什么？").answer


def test_a_sentence_that_is_nearly_as_good_is_shown_too(assistant: Assistant) -> None:
    answer = assistant.ask("嘉兴家家户户都要备急救包吗？")
    assert "实现每个家庭配备1个医疗急救包" in answer.answer


def test_a_units_measures_are_counted_over_all(assistant: Assistant) -> None:
    answer = assistant.ask("丽水市教育局参与哪些行动，一共多少项？")
    assert "共 9 项（核对了全部 28 项" in answer.answer
    assert len(answer.citations) == 9
    assert_cited(answer, assistant.library)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("嘉兴2027年的千人医师数和千人护士数分别是多少？", ("千人医师数（人）：≥4.2", "千人护士数（人）：≥4.6")),
        ("嘉兴2030年孕产妇死亡率和5岁以下儿童死亡率的目标是多少？", ("2030年目标 ≤9", "2030年目标 ≤6")),
        ("嘉兴2018年的纲要和2024年的意见对个人卫生支出比重分别怎么要求？", ("2030年目标 25左右", "≤25")),
        ("嘉兴市民在县里看病的比例2030年目标是多少？", ("县域内就诊率（%）：2030年目标 ≥92",)),
        ("2017年嘉兴人均期望寿命是多少岁？", ("2017年,全市人均期望寿命达82.1岁",)),
        ("癌症五年生存率，嘉兴2030年的纲要目标和2027年的目标分别是什么？", ("2027年目标 ≥50", "总体癌症5年生存率提高15%")),
        ("嘉兴国家卫生镇的创建比例，从2015年到2030年再到2024年新文件，要求怎么变？", ("2030年目标 ≥60", "实现国家级卫生镇全覆盖")),
        ("全国三级公立医院绩效考核，嘉兴的医院要考到什么名次？", ("A+级力争保持在2个及以上", "力争进入全国前50")),
        ("嘉兴食品、药品抽检合格率2015年和2030年各是多少？", ("2030年目标 食品:≥97", "表中没有给出2015年的数值")),
    ],
)
def test_several_indicators_and_documents_are_each_told(assistant: Assistant, question: str, words: tuple[str, ...]) -> None:
    answer = assistant.ask(question)
    assert all(word in answer.answer for word in words), answer.answer
    assert_cited(answer, assistant.library)


def test_what_only_stands_beside_an_indicator_is_no_indicator(assistant: Assistant) -> None:
    assert "门诊报销比例" in assistant.ask("嘉兴签了家庭医生,门诊报销会不会多报一点?").answer


def test_merged_cells_are_said_to_be_uncertain(assistant: Assistant) -> None:
    answer = assistant.ask("嘉兴千人床位数2027年的目标是多少？")
    assert "≥6.1（表中单元格合并，没有写明是2025年还是2027年的值）" in answer.answer


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("杭州2030年吸烟率目标是多少？", "no_such_document"),
        ("苏州谁负责控烟？", "no_such_document"),
        ("嘉兴2035年人均预期寿命目标是多少？", "not_in_documents"),
        ("嘉兴2020年15岁以上人群吸烟率目标是多少？", "not_in_documents"),
        ("沈阳2030年孕产妇死亡率目标是多少？", "not_in_documents"),
        ("丽水老小区加装电梯每台补贴多少钱？", "not_in_documents"),
        ("嘉兴健康热线电话是多少？", "not_in_documents"),
        ("糖醋排骨怎么做才好吃？", "out_of_scope"),
    ],
)
def test_what_the_plans_do_not_say(assistant: Assistant, question: str, reason: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.reason) == ("refused", reason)
    assert answer.claims == answer.citations == ()
    assert_cited(answer, assistant.library)


def test_a_refusal_shows_what_was_searched_and_what_is_near(assistant: Assistant) -> None:
    answer = assistant.ask("嘉兴2035年人均预期寿命目标是多少？")
    assert answer.searched_documents == 2
    assert "没有2035年的" in answer.answer
    assert any(c.clause.title.startswith("人均预期寿命") for c in answer.nearest)


@pytest.mark.parametrize(
    "variants",
    [
        (
            "嘉兴2030年15岁以上人群吸烟率目标是多少？",
            "嘉興2030年15歲以上人群吸煙率目標是多少？",
            "嘉兴２０３０年１５岁以上人群吸烟率目标是多少?",
        ),
        ("丽水控烟由谁牵头？", "麗水控煙由誰牽頭？"),
        ("沈阳人均每日食盐摄入量降低多少？", "瀋陽人均每日食鹽攝入量降低多少？"),
    ],
)
def test_the_script_makes_no_difference(assistant: Assistant, variants: tuple[str, ...]) -> None:
    answers = [assistant.ask(question) for question in variants]
    assert len({tuple(c.clause.id for c in answer.citations) for answer in answers}) == 1
    assert {answer.status for answer in answers} == {"answered"}


def test_our_own_words_are_in_the_askers_script_and_quotes_in_the_documents(assistant: Assistant) -> None:
    answer = assistant.ask("瀋陽人均每日食鹽攝入量降低多少？")
    assert answer.answer.startswith("據《“健康沈阳2030”行动规划》")


def test_history_carries_the_place(assistant: Assistant) -> None:
    history = [Turn(question="嘉兴控烟怎么做？")]
    assert assistant.ask("那丽水呢？", history).standalone_question == "丽水控烟怎么做？"
    assert assistant.ask("心理健康方面呢？", history).standalone_question.startswith("嘉兴")
    assert assistant.ask("某市征求意见稿对中医药有什么安排？", history).citations[0].clause.document_id == "city-draft-2023"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("疫苗", "zh-Hans"),
        ("長者健康", "zh-Hant"),
        ("Who leads tobacco control in Lishui?", "en"),
        ("Hello", "en"),
        ("123", "und"),
        ("ワクチン", "ja"),
        ("백신", "ko"),
    ],
)
def test_language(text: str, tag: str) -> None:
    assert language(text) == tag


def test_the_year_that_a_document_is_called_by_is_not_the_year_asked_for(assistant: Assistant) -> None:
    abouts = assistant.library.abouts()
    question = understand("2024年那份实施意见里嘉兴怎么做安宁疗护？", (), abouts)
    assert question.documents == ("jiaxing-2027",)
    assert question.years == ()
    assert understand("健康嘉兴2030行动纲要的原则", (), abouts).years == ()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_question_is_answered_refused_or_a_clear_error(assistant: Assistant, text: str) -> None:
    try:
        answer = assistant.ask(text)
    except PolicyError:
        return
    assert answer.status in ("answered", "refused")
    assert_cited(answer, assistant.library)


@pytest.mark.parametrize("text", ["吸烟\x00率\x1b[31m嘉兴", "嘉兴smoking吸烟率目标２０３０", "嘉兴吸烟率😀目标是多少", "嘉兴吸烟率" * 350])
def test_odd_questions(assistant: Assistant, text: str) -> None:
    assert assistant.ask(text).status in ("answered", "refused")


def test_verify_holds_numbers_to_their_quotes(assistant: Assistant) -> None:
    clause = assistant.library.clause("jiaxing-2030/五/(二)/2")
    at = clause.text.index("到2030年,15岁")
    citation = Citation(
        n=1, clause=clause, about=assistant.library.abouts()["jiaxing-2030"], start=clause.start + at, end=clause.start + at + 26
    )
    claims = [
        Claim(text="15岁以上人群吸烟率降低到20%以下", citations=(1,)),
        Claim(text="15岁以上人群吸烟率降低到25%以下", citations=(1,)),
        Claim(text="吸烟率降低", citations=(2,)),
        Claim(text="吸烟率降低", citations=()),
    ]
    assert [claim.verdict for claim in verify(claims, [citation])] == ["supported", "unsupported", "unsupported", "unsupported"]


@pytest.mark.parametrize("asks", ["参与哪些行动", "牵头哪些行动"])
def test_a_list_has_as_many_items_as_it_says(assistant: Assistant, asks: str) -> None:
    for unit in ("市教育局", "市财政局", "市卫生健康委", "市民政局", "市体育中心"):
        answer = assistant.ask(f"丽水{unit}{asks}").answer
        said = re.search(r"共 (\d+) 项(?:（核对|\[)", answer)
        assert said is not None, answer
        assert len(re.findall(r"^\d+\. ", answer, re.M)) == int(said[1])
    assert "没有写明由市財政局牵头" in assistant.ask("丽水市财政局牵头哪些行动").answer
