"""Passages in the manner of other places' plans, which the readers were not made on: other brackets, tables, levels of government."""

from index.build import document
from index.documents import Document, Duty, Indicator, Target
from index.duties import duties
from index.indicators import indicators
from index.targets import targets


def made(text: str) -> Document:
    return document("d", text, "", None, (), "plan")


def duty(text: str) -> list[Duty]:
    return list(duties(made(text)))


def indicator(text: str) -> list[Indicator]:
    return list(indicators(made(text)))


def target(text: str) -> list[Target]:
    return list(targets(made(text)))


def test_a_bracket_with_leading_and_supporting_units() -> None:
    [found] = duty(
        "一、任务\n（一）实施健康细胞工程。到2025年建成健康村120个。（牵头单位：市卫生健康委；配合单位：市教育局、市民政局、各县区政府）"
    )
    assert found.measure == "实施健康细胞工程"
    assert (found.lead, found.lead_basis) == ("市卫生健康委", "牵头单位")
    assert found.units == ("市卫生健康委", "市教育局", "市民政局", "各县区政府")


def test_square_and_hollow_brackets_of_a_province() -> None:
    text = "1.强化慢性病防治。推进示范区建设，落实分级管理。〔省卫生健康委牵头，省医保局、省财政厅配合〕\n2.改善供水。推进城乡供水一体化建设，提升水质。【责任单位：省水利厅、省住房城乡建设厅】"
    found = duty(text)
    assert found[-1].units == ("省水利厅", "省住房城乡建设厅")
    assert found[-1].lead is None
    assert found[0].lead == "省卫生健康委"


def test_lines_of_units_below_a_measure() -> None:
    text = "（三）普及健康知识\n建立科普专家库，开展健康讲座进社区活动，提高居民健康素养。\n牵头单位：县卫生健康局\n配合单位：县融媒体中心、县教育局\n（四）控烟行动\n推进无烟单位建设。\n责任单位：县卫生健康局、县文明办"
    found = duty(text)
    assert [d.units for d in found if "县文明办" in d.quote] == [("县卫生健康局", "县文明办")]
    assert any(d.lead == "县卫生健康局" for d in found)


def test_a_rule_that_the_first_unit_leads() -> None:
    text = (
        "一、工作任务\n1.合理膳食。推广减盐减油，开展食堂创建。（责任单位：区卫生健康局、区教育局，排在第一位的为牵头单位，下同）\n"
        "2.全民健身。建设健身步道，开放体育场馆。（责任单位：区文化体育局、区教育局）"
    )
    found = duty(text)
    assert [d.lead for d in found] == ["区卫生健康局", "区文化体育局"]
    assert found[1].lead_basis == "排在第一位的为牵头单位，下同"


def test_running_text_that_puts_somebody_in_charge() -> None:
    found = duty("成立健康山城建设领导小组，由市长任组长，办公室设在市卫生健康委，负责日常工作。宣传工作由市委宣传部负责。")
    assert any(d.lead == "市长" for d in found)
    assert any("市委宣传部" in d.units for d in found)


def test_a_table_with_base_and_target_columns() -> None:
    text = "主要指标\n序号\t指标名称\t单位\t2020年基期值\t2025年目标值\t指标属性\n1\t人均预期寿命\t岁\t78.6\t80左右\t预期性\n2\t每千人口执业（助理）医师数\t人\t2.9\t≥3.4\t约束性\n3\t居民健康素养水平\t%\t\t25\t预期性\n"
    first, second, third = indicator(text)
    assert (first.name, first.unit, first.nature) == ("人均预期寿命", "岁", "预期性")
    assert [(v.years, v.role, v.text) for v in first.values] == [(("2020",), "baseline", "78.6"), (("2025",), "target", "80左右")]
    assert second.values[1].comparator == "≥"
    assert second.nature == "约束性"
    assert [(v.years, v.text) for v in third.values] == [(("2025",), "25")]


def test_a_markdown_table() -> None:
    [one, _] = indicator(
        "| 指标 | 2022年 | 2030年 |\n|---|---|---|\n| 15岁以上人群吸烟率（%） | <24.5 | <20 |\n| 千人床位数（张） | 6.5 | 7.5 |\n"
    )
    assert (one.name, one.unit) == ("15岁以上人群吸烟率", "%")
    assert [(v.comparator, v.number) for v in one.values] == [("<", 24.5), ("<", 20.0)]


def test_a_flattened_table_whose_baselines_are_missing() -> None:
    cells = ["健康山城主要指标", "序号", "指标", "2020年", "2025年", "2030年"]
    cells += ["1", "人均预期寿命(岁)", "77.9", "79", "80", "2", "婴儿死亡率(‰)", "≤5.5", "≤5", "3", "居民健康素养水平(%)", "≥25", "≥30"]
    found = indicator(
        "一、目标\n到2030年，各项指标达到先进水平。\n" + "\n".join(cells) + "\n二、措施\n加强领导，落实责任，确保各项任务完成。"
    )
    assert [i.name for i in found] == ["人均预期寿命", "婴儿死亡率", "居民健康素养水平"]
    assert [v.years for v in found[1].values] == [("2025",), ("2030",)]


def test_a_table_that_is_no_table_of_indicators_gives_none() -> None:
    assert indicator("联系人\t电话\t单位\n张某\t1234567\t市卫健委\n李某\t7654321\t市教育局\n") == []


def test_targets_of_other_plans() -> None:
    text = (
        "一、目标\n到2025年，全市人均预期寿命达到80.5岁，孕产妇死亡率控制在10/10万以内，每千人口拥有3岁以下婴幼儿托位数达到4.5个。"
        "力争到2030年建成三级医院6家以上。2020年全市共有医院86家。推进10分钟健身圈建设，65岁以上老年人健康管理率不低于72%。经费比上年增长8%。"
    )
    found = {t.subject: t for t in target(text)}
    assert found["全市人均预期寿命"].number == 80.5
    assert found["每千人口拥有3岁以下婴幼儿托位数"].year == "2025"
    hospital = next(t for t in found.values() if t.text.startswith("6家"))
    assert (hospital.comparator, hospital.year, hospital.strength) == ("≥", "2030", "力争")
    assert found["65岁以上老年人健康管理率"].comparator == "≥"
    assert not any("86" in t.text or "10分钟" in t.text for t in found.values())


def test_targets_are_not_read_out_of_ages_names_and_numbers_of_documents() -> None:
    assert (
        target(
            "为贯彻《国务院关于实施健康中国行动的意见》（国发〔2019〕13号），为65岁以上老年人和3岁以下婴幼儿提供服务，推广“三减三健”和“互联网+”。"
        )
        == []
    )


def test_a_task_table_names_who_leads() -> None:
    text = "重点任务分工表\n序号\t重点任务\t牵头单位\t配合单位\n1\t健康食堂建设\t市卫生健康委\t市市场监管局、市教育局\n2\t健身步道建设\t市体育局\t市自然资源局\n"
    found = duty(text)
    assert [(d.measure, d.lead, d.units) for d in found] == [
        ("健康食堂建设", "市卫生健康委", ("市卫生健康委", "市市场监管局", "市教育局")),
        ("健身步道建设", "市体育局", ("市体育局", "市自然资源局")),
    ]


def test_an_item_over_a_table_stays_an_item() -> None:
    text = "（一）普及健康知识。建立健康科普专家库，开展活动。（牵头单位：市卫生健康委；配合单位：市教育局）\n指标\t2020年\t2025年\n居民健康素养水平（%）\t21\t26\n人均预期寿命（岁）\t78\t79\n"
    assert [d.lead for d in duty(text)] == ["市卫生健康委"]
    assert [i.name for i in indicator(text)] == ["居民健康素养水平", "人均预期寿命"]
