"""The suite's judge: what it lets pass and what it refuses, by excerpts of the real policies; and what it is made of."""

from decimal import Decimal

import pytest

from eval.claims import Claim, claims
from eval.evidence import passages
from eval.judge import Verdict, judge
from eval.shelf import Shelf
from index.reading import bare, negations, numbers_of_documents, organs, quantities, strength, years


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf.of_the_set()


def verdict(shelf: Shelf, text: str, *ids: str, **more: object) -> Verdict:
    clauses = [clause for id in ids if (clause := shelf.clause(id.partition("/")[0], id))]
    assert len(clauses) == len(ids)
    return judge(Claim(text=text, citations=tuple(range(1, len(ids) + 1)), **more), passages(shelf, clauses), count=len(ids))  # type: ignore[arg-type]


SMOKING = "jiaxing-2030/五/(二)/2"
ROW, HEADER = "jiaxing-2030/四/表/1", "jiaxing-2030/四/表/表头"


@pytest.mark.parametrize(
    "text",
    [
        "到2030年,15岁以上人群吸烟率降低到20%以下,实现重点公共场所全面禁烟。",
        "嘉兴到2030年把15岁以上人群的吸烟率降到20%以下",
        "嘉興到二〇三〇年,15歲以上人群吸煙率降低到百分之二十以下",
        "到２０３０年，１５岁以上人群吸烟率降低到２０％以下",
        "嘉兴要在2030年实现重点公共场所全面禁烟",
    ],
)
def test_what_the_clause_says_is_supported(shelf: Shelf, text: str) -> None:
    assert verdict(shelf, text, SMOKING).supported


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("到2030年,15岁以上人群吸烟率降低到25%以下", "number"),
        ("到2030年,15岁以上人群吸烟率降低到20%以上", "number"),
        ("到2030年,15岁以上人群吸烟率降低20%以下", "number"),
        ("到2030年,15岁以上人群吸烟率降低到20‰以下", "number"),
        ("到2025年,15岁以上人群吸烟率降低到20%以下", "number"),
        ("沈阳到2030年,15岁以上人群吸烟率降低到20%以下", "place"),
        ("嘉兴到2030年人群吸烟率降低到20%以下", "scope"),
        ("嘉兴要在2030年实现公共场所全面禁烟", "scope"),
        ("嘉兴到2030年不实现重点公共场所全面禁烟", "denial"),
        ("嘉兴力争到2030年实现重点公共场所全面禁烟", "firmness"),
        ("从2030年起,15岁以上人群吸烟率才降低到20%以下", "year"),
        ("到2030年,15岁以上人群吸烟率降低到20%以下,并对达标的学校给予奖金", "words"),
        ("文件写的是「15岁以上人群吸烟率降到20%以下」", "quote"),
        ("《健康杭州2030》要求吸烟率降低到20%以下", "document"),
    ],
)
def test_what_differs_is_refused_by_the_rule_for_it(shelf: Shelf, text: str, rule: str) -> None:
    found = verdict(shelf, text, SMOKING)
    assert not found.supported
    assert rule in found.objections
    assert found.reason


def test_a_table_value_keeps_its_year_and_its_role(shelf: Shelf) -> None:
    assert verdict(shelf, "嘉兴人均预期寿命2030年的目标是≥83.0岁", ROW, HEADER).supported
    assert not verdict(shelf, "嘉兴人均预期寿命2020年的目标是≥83.0岁", ROW, HEADER).supported
    assert not verdict(shelf, "嘉兴人均预期寿命2015年的目标是81.35岁", ROW, HEADER).supported
    assert not verdict(shelf, "嘉兴5岁以下儿童死亡率2030年为≥83.0", "jiaxing-2030/四/表/2", HEADER).supported


def test_a_merged_cell_is_not_said_of_one_year(shelf: Shelf) -> None:
    row, header = "jiaxing-2027/附件/表/10", "jiaxing-2027/附件/表/表头"
    assert verdict(shelf, "千人床位数目标≥6.1张，表中没有写明是2025年还是2027年的值", row, header).supported
    assert verdict(shelf, "千人床位数2027年的目标是≥6.1张", row, header).label == "UNSUPPORTED"


def test_who_leads_is_said_only_where_the_document_says_so(shelf: Shelf) -> None:
    lishui = next(d for d in shelf.books["lishui-action"].duties if "控煙" in d.measure)
    shenyang = next(d for d in shelf.books["shenyang-2030"].duties if len(d.units) > 2 and not d.lead)
    assert verdict(shelf, "丽水控烟限酒行动由市卫生健康委牵头", lishui.clause_id).supported
    assert "lead" in verdict(shelf, "丽水控烟限酒行动由市教育局牵头", lishui.clause_id).objections
    assert verdict(shelf, "丽水控烟限酒行动由市卫生健康委牵头，不是市教育局牵头", lishui.clause_id).supported
    assert "lead" in verdict(shelf, "丽水控烟限酒行动由市卫生健康委、市教育局参与，不是市卫生健康委牵头", lishui.clause_id).objections
    assert "lead" in verdict(shelf, f"沈阳这项工作由{shenyang.units[0]}牵头", shenyang.clause_id).objections


def test_who_leads_is_judged_by_the_measure_that_a_claim_names_beside_the_rule(shelf: Shelf) -> None:
    lishui = shelf.books["lishui-action"].duties
    rule = next(d for d in lishui if "健康素養" in d.measure)
    for measure, unit in (("飲用水鞏固提升行動", "市建設局"), ("中國小健康促進行動", "市教育局")):
        own = next(d for d in lishui if measure in d.measure)
        assert verdict(shelf, f"「{measure}」由{unit}牵头", own.clause_id, rule.clause_id).supported
        assert "lead" in verdict(shelf, f"「{measure}」由市卫生健康委牵头", own.clause_id, rule.clause_id).objections


def test_a_heading_without_a_narrowing_word_speaks_of_all(shelf: Shelf) -> None:
    own = next(d for d in shelf.books["shenyang-2030"].duties if d.measure == "提升中医药服务能力")
    assert verdict(shelf, "「提升中医药服务能力」的责任部门是：市卫生计生委。", own.clause_id).supported


def test_a_mask_is_never_filled_in(shelf: Shelf) -> None:
    clause = next(c for c in shelf.books["city-draft-2023"].document.outline.clauses if "XX市" in c.reading)
    sentence = next(s for s in clause.reading.split("。") if "XX市" in s)
    assert verdict(shelf, sentence, clause.id).supported
    assert not verdict(shelf, sentence.replace("XX市", "湛江市"), clause.id).supported


def test_a_claim_under_another_documents_title_is_contradicted(shelf: Shelf) -> None:
    found = verdict(shelf, "到2030年,15岁以上人群吸烟率降低到20%以下", SMOKING, title="“健康沈阳2030”行动规划")
    assert found.label == "CONTRADICTED"
    assert "document" in found.objections


def test_a_claim_without_a_passage_is_unsupported() -> None:
    assert judge(Claim(text="吸烟有害健康", citations=()), ()).label == "UNSUPPORTED"


def test_claims_are_sentences_items_and_cells() -> None:
    text = (
        "据《“健康嘉兴2030”行动纲要》：\n到2030年,吸烟率降到20%以下。[1]全市还要无烟。\n"
        "共2项[2][3]：\n1. 甲行动[2]\n2. 乙行动[3]\n万人口医师数（人）：2015年2.08；2030年>3.5。[4]"
    )
    found = claims(text)
    assert [claim.citations for claim in found] == [(1,), (), (2, 3), (2,), (3,), (4,), (4,)]
    assert {claim.title for claim in found} == {"“健康嘉兴2030”行动纲要"}
    assert found[1].years == ("2030",)
    assert found[3].lead_in == "共2项："
    assert found[6].lead_in == "万人口医师数（人）："


def test_a_table_gives_a_claim_a_cell() -> None:
    found = claims("| 城市 | 2030年吸烟率 |\n|---|---|\n| 嘉兴 | 20%以下[1] |\n| 沈阳 | 20%[2] |")
    assert [(claim.text, claim.citations) for claim in found] == [("嘉兴2030年吸烟率：20%以下", (1,)), ("沈阳2030年吸烟率：20%", (2,))]


def test_an_empty_answer_has_no_claims() -> None:
    assert claims("") == ()
    assert claims("据《某规划》：\n\n") == ()


def test_quantities_are_read_with_all_that_belongs_to_them() -> None:
    found = quantities(bare("到2022年和2030年，居民健康素养水平分别不低于22%和30%，托位数达到5万个左右"))
    assert [(q.value, q.unit, q.comparator, q.years) for q in found] == [
        (Decimal(22), "%", "at least", ("2022",)),
        (Decimal(30), "%", "at least", ("2030",)),
        (Decimal(50000), "个", "about", ("2022", "2030")),
    ]
    assert quantities(bare("嘉委发〔2018〕17号，第3条，2018年7月5日，《健康嘉兴2030》")) == ()
    assert [q.comparator for q in quantities(bare("城市、农村达标率为95%、90%以上"))] == ["at least", "at least"]


def test_a_row_read_by_year_and_a_count_of_what_is_cited_are_no_changed_numbers(shelf: Shelf) -> None:
    row = next(i for i in shelf.books["jiaxing-2027"].indicators.values() if i.name.startswith("重大慢性病过早死亡率"))
    header = "jiaxing-2027/附件/表/表头"
    more = {"lead_in": "重大慢性病过早死亡率（％）："}
    assert verdict(shelf, "2025年目标 9.0；", row.clause_id, header, **more).supported
    assert "number" in verdict(shelf, "2025年目标 9.1；", row.clause_id, header, **more).objections
    binding = [i.clause_id for i in shelf.books["jiaxing-2027"].indicators.values() if i.nature == "约束性"]
    assert verdict(shelf, f"约束性指标共 {len(binding)} 项", *binding).supported
    assert not verdict(shelf, f"约束性指标共 {len(binding) + 2} 项", *binding).supported


def test_other_slots_are_read() -> None:
    assert [form for _, _, form in organs(bare("由市卫生健康委、教育局牵头，妇联配合"))] == ["卫生健康委", "教育局", "妇联"]
    assert [name for _, name in strength(bare("鼓励社会办医，力争建成，医疗保障局支持性环境"))] == ["encourage", "strive"]
    assert negations(bare("不少于3个，不断完善无障碍环境")) == []
    assert negations(bare("严禁举债，不再收费")) == ["严禁", "不再"]
    assert [year for _, year in years(bare("《健康嘉兴2030》到2025年，2024年的实施意见"))] == ["2025"]
    assert numbers_of_documents(bare("文号是X发〔2023〕1号")) == ["x发(2023)1号"]


def test_that_one_unit_is_not_said_to_lead_is_wrong_only_of_the_one_that_does(shelf: Shelf) -> None:
    road, units = "lishui-action/二/(二)/11", organs("市公安局、市委宣传部")
    assert len(units) == 2
    assert verdict(shelf, "没有写明由市委宣传部牵头的措施", road).supported
    assert verdict(shelf, "没有写明由市公安局牵头的措施", road).rule == "lead"
    assert verdict(shelf, "文件没有写明由哪个单位牵头", road).rule == "lead"
