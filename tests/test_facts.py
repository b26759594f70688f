"""The readers of facts against lists that were labelled by reading; and how they are looked up."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from assistant.chat import Assistant
from index.documents import Document
from index.duties import duties, units_of
from index.folding import fold_text
from index.indicators import indicators, name_and_unit, value
from index.ledger import by_measure, by_name, by_unit, likeness
from index.targets import targets
from index.units import same_unit, successor, unit_form

LABELS = Path(__file__).parent / "labels"


def labels(name: str, id: str) -> list[dict[str, Any]]:
    rows = (json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["document_id"] == id]


def as_rows(facts: Iterable[Any]) -> list[dict[str, Any]]:
    return json.loads(json.dumps([asdict(fact) for fact in facts]))


@pytest.mark.parametrize(("id", "count"), [("lishui-action", 28), ("shenyang-2030", 71)])
def test_duties_in_brackets_are_exact(corpus: dict[str, Document], id: str, count: int) -> None:
    gold = [row for row in labels("duties", id) if not row.get("running")]
    found = {(duty["start"], duty["end"]): duty for duty in as_rows(duties(corpus[id]))}
    assert len(gold) == count
    for row in gold:
        duty = found[row["start"], row["end"]]
        assert {key: duty[key] for key in ("measure", "units", "lead", "lead_basis", "quote")} == {
            key: row[key] for key in ("measure", "units", "lead", "lead_basis", "quote")
        }


def test_only_labelled_statements_are_duties(corpus: dict[str, Document]) -> None:
    for id, doc in corpus.items():
        known = {row["start"] for row in labels("duties", id)}
        assert [duty.quote for duty in duties(doc) if duty.start not in known] == []


@pytest.mark.parametrize(("id", "count"), [("jiaxing-2030", 28), ("jiaxing-2027", 31), ("shenyang-2030", 17)])
def test_indicators_are_exact(corpus: dict[str, Document], id: str, count: int) -> None:
    gold = labels("indicators", id)
    found = as_rows(indicators(corpus[id]))
    assert len(found) == len(gold) == count
    for row, indicator in zip(gold, found, strict=True):
        assert {key: indicator[key] for key in row} == row


def test_targets_precision_and_recall(corpus: dict[str, Document]) -> None:
    matched = gold_count = found_count = 0
    for id, doc in corpus.items():
        gold, found = labels("targets", id), list(targets(doc))
        gold_count, found_count = gold_count + len(gold), found_count + len(found)
        free = {(t.start + t.quote.find(t.text), t.number, t.year, t.comparator) for t in found}
        for row in gold:
            at = row["start"] + row["quote"].find(row["text"])
            near = [t for t in free if abs(t[0] - at) <= 6 and t[1:] == (row["number"], row["year"], row["comparator"])]
            matched += bool(near)
            free -= set(near[:1])
    assert matched / found_count >= 0.97
    assert matched / gold_count >= 0.93


def test_facts_are_slices_of_their_document(corpus: dict[str, Document]) -> None:
    for doc in corpus.values():
        clauses = {clause.id: clause for clause in doc.outline.clauses}
        for fact in (*duties(doc), *indicators(doc), *targets(doc)):
            assert doc.text[fact.start : fact.end] == fact.quote
            assert clauses[fact.clause_id].start <= fact.start < fact.end <= clauses[fact.clause_id].end


def test_values() -> None:
    assert (value("28左右", ["2020"], "target").number, value("28左右", ["2020"], "target").comparator) == (28.0, "≈")
    assert value("≥82.5", ["2025"], "target").comparator == "≥"
    assert value("完成省下达任务", ["2020"], "target").number is None
    assert value("食品:≥96", ["2020"], "target").number == 96.0
    assert name_and_unit("新增省级及以上重点学科（专科）") == ("新增省级及以上重点学科（专科）", None)
    assert name_and_unit("城乡居民基本医疗保险政策范围内住院报销比例（含大病保险）（％）")[1] == "％"


def test_units_are_one_in_every_spelling_and_predecessors_are_not_merged() -> None:
    assert same_unit("市卫生健康委", "市衛生健康委")
    assert same_unit("市卫生健康委", "卫健委")
    assert same_unit("嘉兴市卫生健康委员会", "卫健委")
    assert same_unit("市委宣传部", "宣传部")
    assert not same_unit("市卫生计生委", "市卫生健康委")
    assert successor("市卫生计生委") == "卫生健康委"
    assert unit_form("沈阳出入境检验检疫局") == "沈阳出入境检验检疫局"
    assert units_of("各区、县(市)政府,各相关部门") == ("各区、县(市)政府", "各相关部门")


def test_looking_up(corpus: dict[str, Document]) -> None:
    found = duties(corpus["lishui-action"])
    assert len(by_unit(found, "教育局")) == 9
    assert [duty.measure for duty in by_unit(found, "市教育局", "lead")] == ["中國小健康促進行動"]
    assert len(by_unit(found, "市教育局", "participant")) == 8
    assert by_measure(found, "控烟限酒")[0].measure == "控煙限酒行動"
    assert by_name(indicators(corpus["jiaxing-2030"]), "居民健康素养水瓶")[0].name == "居民健康素养水平"
    assert likeness("", "x") == 0.0


def said(assistant: Assistant, question: str) -> str:
    return fold_text(assistant.ask(question).answer)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "嘉兴2018年纲要的指标表里，2015年哪些指标没有数值？",
            ("没有给出2015年数值的共 8 项", "国民体质监测合格率", "个人卫生支出占卫生总费用比重"),
        ),
        ("嘉兴2024年意见哪几个指标2023年没有数据？", ("没有给出2023年数值的共 1 项", "新增省级及以上重点学科")),
        ("嘉兴2024年意见哪些指标的单元格是合并的？", ("婴儿死亡率", "县域就诊率")),
        ("嘉兴纲要健康行为领域的指标有哪些？", ("「健康行为」类指标共 3 项", "经常参加体育锻炼人数比例")),
        ("嘉兴2024年意见健康水平类指标2027年目标都是多少？", ("2027年目标 82.7", "2027年目标 94.7", "2027年目标 42")),
        ("嘉兴2024年意见里约束性和预期性指标各几项？", ("约束性指标共 6 项", "预期性指标共 24 项,写作 25 行")),
        ("沈阳的指标表列了哪些指标，共多少个？", ("共列出 17 项指标,没有给出数值", "受污染耕地安全利用率")),
        ("嘉兴纲要2030年的指标目标值全部列出来", ("≥83.0", "≥43", "2030年目标 1000")),
    ],
)
def test_tables_are_read_as_a_whole(assistant: Assistant, question: str, words: tuple[str, ...]) -> None:
    answer = said(assistant, question)
    assert [word for word in words if fold_text(word) not in answer] == []


@pytest.mark.parametrize(
    ("question", "count", "word"),
    [
        ("嘉兴卫生健康现代化考核表：带硬约束的指标有哪些？", "约束性指标共 6 项", "预期性"),
        ("嘉兴哪些指标是预期性指标而不是约束性指标", "预期性指标共 24 项", "约束性"),
        ("嘉兴2024年意见除约束性以外的指标列出来", "预期性指标共 24 项", "约束性"),
        ("Which of Jiaxing's indicators are mandatory rather than merely anticipated?", "约束性指标共 6 项", "预期性"),
        ("嘉兴纲要里哪几项2030年写的是完成省下达任务", "2030年写作“完成省下达任务”的指标共 5 项", "孕产妇"),
        ("嘉兴2030年哪些指标要做到100%", "2030年写作“100”的指标共 4 项", "孕产妇"),
    ],
)
def test_rows_of_a_nature_or_a_value_are_told_and_no_others(assistant: Assistant, question: str, count: str, word: str) -> None:
    answer = said(assistant, question)
    assert fold_text(count) in answer
    assert word not in answer


def test_the_nature_of_one_indicator_is_not_a_list(assistant: Assistant) -> None:
    assert len(assistant.ask("嘉兴千人床位数的指标性质是什么").claims) == 1


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("187.04说的是嘉兴哪个指标", "法定报告传染病发病率(1/10万):2015年基数 187.04。"),
        ("嘉兴277.75亿是啥的数", "健康产业总规模(亿元):2015年基数 277.75。"),
        ("63.24%这个数据——嘉兴病人在基层看病的人次占比——是哪一年的基线？2030年要求提到多少", "2015年基数 63.24;2030年目标 ≥76"),
        ("2.88/10万是嘉兴哪一年的孕产妇死亡率", "2017年,全市人均期望寿命达82.1岁,孕产妇死亡率为2.88/10万"),
    ],
)
def test_a_quoted_number_is_told_with_what_it_is_and_its_year(assistant: Assistant, question: str, words: str) -> None:
    answer = said(assistant, question)
    assert fold_text(words) in answer
    assert "文件写的是" not in answer


def test_a_quoted_number_of_another_thing_is_not_found(assistant: Assistant) -> None:
    assert "国民体质" not in assistant.ask("嘉兴94.3%的吸烟率是哪一年的").answer


def test_a_table_without_values_has_none(assistant: Assistant) -> None:
    answer = assistant.ask("沈阳健康建设主要指标2020年、2030年的目标值分别是多少？")
    assert answer.status == "refused"
    assert "没有给出数值" in answer.answer


def test_one_indicator_is_not_the_table(assistant: Assistant) -> None:
    assert len(assistant.ask("嘉兴健康水平里人均预期寿命2027年的指标值是多少？").claims) == 1


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("丽水控烟限酒行动有几个责任单位？", ("写明的责任单位共 9 个",)),
        ("沈阳促进心理健康的责任部门有多少个？", ("写明的责任单位共 8 个", "没有写明由哪个单位牵头")),
        ("丽水方案里哪些行动不由市卫生健康委牵头？", ("不由市卫生健康委牵头的措施共 13 项", "道路交通安全综合治理行动")),
        ("丽水市公安局参与哪些行动但不牵头？", ("不由它牵头的措施共 3 项", "心理健康促进行动")),
        ("丽水28项行动分别由谁牵头？", ("写明牵头单位的措施共 28 项", "农产品绿色安全行动(由市农业农村局牵头)")),
        ("丽水市大数据局和市财政局共同参与的行动有哪些？", ("都参与的措施共 2 项", "智慧健康管理行动")),
        ("沈阳市卫生计生委单独负责的措施有哪些？", ("一家责任单位的措施共", "引导合理膳食")),
        ("丽水海关负责什么？", ("传染病及地方病防控行动",)),
        ("沈阳和丽水的心理健康工作由哪些部门负责？", ("市委政法委", "综治办")),
        ("嘉兴2024年意见里数字健康由哪个部门牵头？", ("没有写明各项任务的责任单位",)),
    ],
)
def test_units_are_counted_and_told_apart(assistant: Assistant, question: str, words: tuple[str, ...]) -> None:
    answer = said(assistant, question)
    assert [word for word in words if fold_text(word) not in answer] == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("征求意见稿第六部分讲了哪几件事？", ("做实妇幼健康服务", "完善健康促进与教育体系")),
        ("嘉兴2024年意见第八个行动包括哪些任务？", ("下共有 5 项任务", "探索“未来医院”发展")),
        ("嘉兴纲要健康素养提升行动下四项任务是什么？", ("下共有 4 项任务", "普及全民应急救护技能")),
        ("沈阳2020年要达到哪些目标？", ("建成体育公园100个", "力争达到5.5张", "位居全国副省级城市前列")),
        ("某市征求意见稿2025年的量化目标有哪些？", ("县域住院率达85%", "不少于5.5个", "90%以上")),
        ("征求意见稿的主要目标分哪两个年份，各是什么？", ("到2025年,健康xx建设取得明显成效", "到2030年,建立城乡一体")),
    ],
)
def test_lists_by_number_and_all_goals_of_a_year(assistant: Assistant, question: str, words: tuple[str, ...]) -> None:
    answer = said(assistant, question)
    assert [word for word in words if fold_text(word) not in answer] == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("嘉兴三级公立医院绩效考核西医类、中医类各定的什么目标？", ("A+级", "前50")),
        ("嘉兴2024年意见里家庭医生签约覆盖率是多少？", ("≥85", "45%以上")),
        ("嘉兴食品抽检覆盖率2030年要达到多少？", ("4.5批/千人",)),
    ],
)
def test_what_the_text_sets_stands_beside_a_row_or_in_its_place(assistant: Assistant, question: str, words: tuple[str, ...]) -> None:
    answer = said(assistant, question)
    assert [word for word in words if fold_text(word) not in answer] == []


def test_a_place_that_says_nothing_is_not_given_other_words(assistant: Assistant) -> None:
    answer = assistant.ask("嘉兴、沈阳、丽水对家庭医生分别怎么规定？")
    assert {citation.clause.document_id for citation in answer.citations} == {"jiaxing-2027", "shenyang-2030"}
    assert "里没有找到写这一点的条款" in answer.answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("嘉兴与沈阳的居民健康素养水平2030年目标对比", ("≥35", "「居民健康素养水平」(%):表中没有给出数值")),
        ("嘉兴两份文件对医师数的目标口径和数值分别是什么？", ("≥4.2", "≥3.3")),
        ("嘉兴和沈阳出生缺陷的目标各是什么？", ("下降20%以上", "1‰", "沈阳")),
        ("嘉兴2024年意见的指标体系分成哪些类别？", ("共分 6 类", "综合指数")),
    ],
)
def test_each_place_and_each_document_is_told(assistant: Assistant, question: str, words: tuple[str, ...]) -> None:
    answer = said(assistant, question)
    assert [word for word in words if fold_text(word) not in answer] == []


def test_an_office_that_no_measure_lists_is_said_to_be_in_none(assistant: Assistant) -> None:
    answer = assistant.ask("丽水市税务局负责什么？")
    assert answer.status == "refused"
    assert "没有丽水市税务局" in answer.answer


def test_who_leads_each_measure_is_not_guessed(assistant: Assistant) -> None:
    answer = assistant.ask("沈阳每项措施分别由谁牵头？")
    assert answer.status == "refused"
    assert "没有写明各项措施由哪个单位牵头" in answer.answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("沈阳双随机的一单、两库、一细则分别指什么？", ("随机抽查事项清单", "市场主体名录库", "抽查工作细则")),
        ("征求意见稿“做优普惠托育服务”都说了什么？", ("积极生育支持措施", "不少于5.5个")),
        ("征求意见稿的十个部分分别是什么？", ("主要目标", "建立完善组织保障体系")),
        ("征求意见稿提出的远期目标是什么？", ("到2030年,建立城乡一体",)),
        ("丽水生物医药产业发展行动的责任单位数量", ("写明的责任单位共 7 个",)),
    ],
)
def test_enumerations_and_clauses_are_told_whole(assistant: Assistant, question: str, words: tuple[str, ...]) -> None:
    answer = said(assistant, question)
    assert [word for word in words if fold_text(word) not in answer] == []


def test_a_question_about_one_thing_of_a_clause_is_not_told_the_whole(assistant: Assistant) -> None:
    answer = assistant.ask("征求意见稿的普惠托育服务每千人口要多少托位？")
    assert len(answer.claims) <= 3
    assert "不少于5.5个" in answer.answer


def test_measures_of_a_matter_are_not_those_of_another_heading(assistant: Assistant) -> None:
    answer = assistant.ask("嘉兴职业健康有哪些措施？").answer
    assert "保障措施" not in answer
    assert "职业" in answer


def test_the_blue_sky_action_has_thirteen_units(assistant: Assistant) -> None:
    assert "写明的责任单位共 13 个" in assistant.ask("沈阳蓝天行动涉及多少部门？").answer
