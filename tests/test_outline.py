"""The outline of the real five and of made-up documents: every character in one place, ids that stay, numbering of all kinds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import document
from index.documents import Document


def made(text: str, id: str = "d") -> Document:
    return document(id, text, "", None, (), "made")


def spans(doc: Document) -> list[tuple[int, int]]:
    cut = doc.outline
    return sorted(
        [(h.start, h.end) for h in cut.headings]
        + [(c.start, c.end) for c in cut.clauses]
        + [(r.start, r.end) for r in cut.removed if r.kind != "noise"]
    )


def assert_whole(doc: Document) -> None:
    """Every character lies in exactly one heading, clause, table row or removed span; slices and ids are right."""
    at = 0
    for start, end in spans(doc):
        assert start == at, f"{doc.text[at:start]!r} lies nowhere or {doc.text[start:at]!r} twice"
        assert end > start
        at = end
    assert at == len(doc.text)
    ids = [clause.id for clause in doc.outline.clauses]
    assert len(ids) == len(set(ids))
    for clause in doc.outline.clauses:
        assert doc.text[clause.start : clause.end] == clause.text
        assert clause.text.strip(" \n\r\u3000") == clause.text
        assert clause.text.strip()
        assert clause.parent is None or clause.parent in ids
    for removed in doc.outline.removed:
        assert removed.kind != "blank" or not doc.text[removed.start : removed.end].strip()


@pytest.mark.parametrize("id", ["jiaxing-2030", "lishui-action", "shenyang-2030", "city-draft-2023", "jiaxing-2027"])
def test_every_character_of_the_real_documents_is_in_one_place(corpus: dict[str, Document], id: str) -> None:
    assert_whole(corpus[id])


MARKERS = ["第一章 ", "第二节 ", "一、", "二、", "（一）", "(二)", "1.", "2．", "3、", "(1)", "1)", "①", "", "", "", "# ", "附件"]
LINES = st.builds(
    lambda mark, text, indent, stop: indent + mark + text + stop,
    st.sampled_from(MARKERS),
    st.text(alphabet="健康医疗市民2030年,，、“”（）()%≥\t ", max_size=60),
    st.sampled_from(["", "  ", "\u3000\u3000", "\t"]),
    st.sampled_from(["", "。", "；", "：", "。(责任部门:市卫健委、教育局)", "\r"]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=30).map("\n".join))
def test_every_character_of_a_made_up_document_is_in_one_place(text: str) -> None:
    if text.strip():
        assert_whole(made(text))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=300))
def test_any_text_at_all_is_cut_without_loss(text: str) -> None:
    assert_whole(made(text))


def items(doc: Document, under: str) -> list[str]:
    """The last part of the ids of the items below a heading."""
    return [
        c.id.removeprefix(under + "/")
        for c in doc.outline.clauses
        if re.fullmatch(re.escape(under) + r"/\(?[\d一二三四五六七八九十]+\)?", c.id)
    ]


def test_jiaxing_2030_has_six_parts_eleven_actions_and_all_their_items(corpus: dict[str, Document]) -> None:
    doc = corpus["jiaxing-2030"]
    assert [h.title for h in doc.outline.headings if h.level == 1] == [
        "一、建设背景", "二、指导思想", "三、基本原则", "四、总体目标", "五、专项行动", "六、支撑与保障措施",
    ]  # fmt: skip
    actions = [h for h in doc.outline.headings if h.id.startswith("jiaxing-2030/五/")]
    assert [h.title[-2:] for h in actions] == ["行动"] * 11
    counts = [len(items(doc, action.id)) for action in actions]
    assert counts == [3, 4, 4, 6, 7, 3, 3, 4, 3, 4, 3]
    assert items(doc, "jiaxing-2030/六") == ["(一)", "(二)", "(三)", "(四)", "(五)", "(六)"]
    rows = [c for c in doc.outline.clauses if c.kind == "table" and c.title]
    assert [c.id.rsplit("/", 1)[1] for c in rows] == [str(n) for n in range(1, 29)]
    assert rows[26].title == "主要食品、药品、食用农产品质量安全抽检合格率(%)"
    assert rows[4].path[-1] == "健康水平"
    assert rows[5].path[-1] == "健康行为"


def test_lishui_has_each_of_its_28_actions_once_and_no_noise_in_a_reading(corpus: dict[str, Document]) -> None:
    doc = corpus["lishui-action"]
    actions = [c for c in doc.outline.clauses if re.fullmatch(r"lishui-action/二/\(.\)/\d+", c.id)]
    assert [int(c.id.rsplit("/", 1)[1]) for c in actions] == list(range(1, 29))
    assert all(c.title.endswith("行動") for c in actions)
    readings = "".join(c.reading for c in doc.outline.clauses)
    for noise in ("舉精剃紋", "霸晚匪", "酷朽轎", "體潤遷", "再櫻", "寒地棵", "牛堡灶充"):
        assert noise in doc.text
        assert noise not in readings
    assert "推廣“12320”24小時公共衛生公益熱線。" in readings
    assert next(h.title for h in doc.outline.headings if h.level == 2) == "(一)健康行為影響因素干預。"


def test_shenyang_has_20_projects_their_paragraphs_and_the_sections_of_chapter_three(corpus: dict[str, Document]) -> None:
    doc = corpus["shenyang-2030"]
    named = [h.title for h in doc.outline.headings] + [f"20.{c.title}" for c in doc.outline.clauses if c.id == "shenyang-2030/20"]
    projects = [title for title in named if re.match(r"\d+\..*工程$", title)]
    assert [int(title.split(".")[0]) for title in projects] == list(range(1, 21))
    assert projects[-1] == "20.促进医药产业发展工程"

    def paragraphs(id: str) -> int:
        return sum(c.id.startswith(id + "/") and c.parent is None for c in doc.outline.clauses)

    assert [paragraphs(f"shenyang-2030/{n}") for n in range(1, 12)] == [2, 4, 4, 2, 2, 1, 2, 5, 3, 3, 2]
    assert [paragraphs(f"shenyang-2030/第四节/{n}") for n in range(12, 17)] == [2, 1, 6, 4, 7]
    assert [paragraphs(f"shenyang-2030/{n}") for n in range(17, 20)] == [1, 1, 1]
    sections = [h.title for h in doc.outline.headings if h.id.startswith("shenyang-2030/第三章/第") and "节" in h.title]
    assert [title[:3] for title in sections] == ["第一节", "第二节", "第三节", "第四节", "第五节"]


def test_a_lost_section_heading_ends_the_section_before_it(corpus: dict[str, Document]) -> None:
    doc = corpus["shenyang-2030"]
    opening = next(c for c in doc.outline.clauses if c.text.startswith("促进健康事业与健康产业有机衔接"))
    assert opening.path == ()
    assert next(c for c in doc.outline.clauses if c.id.startswith("shenyang-2030/17/")).path == ("17.优化多元办医格局工程",)
    group = next(c for c in doc.outline.clauses if "市长任组长" in c.text)
    assert group.path == ()
    assert len(doc.outline.gaps) == 4


def test_the_draft_has_25_items_under_ten_parts(corpus: dict[str, Document]) -> None:
    doc = corpus["city-draft-2023"]
    assert sum(h.level == 1 for h in doc.outline.headings) == 10
    assert sum(bool(re.search(r"/\(.+\)$", c.id)) for c in doc.outline.clauses) == 25


def test_jiaxing_2027_has_40_items_under_nine_actions_and_its_annex_as_a_table(corpus: dict[str, Document]) -> None:
    doc = corpus["jiaxing-2027"]
    numbered = [c.id for c in doc.outline.clauses if re.fullmatch(r"jiaxing-2027/二/\(.\)/\d+", c.id)]
    assert [int(id.rsplit("/", 1)[1]) for id in numbered] == list(range(1, 41))
    assert sum(h.id.startswith("jiaxing-2027/二/(") for h in doc.outline.headings) == 9
    assert sum(c.id.startswith("jiaxing-2027/三/(") for c in doc.outline.clauses) == 4
    rows = [c for c in doc.outline.clauses if c.kind == "table" and c.title]
    assert [c.id for c in rows] == [f"jiaxing-2027/附件/表/{n}" for n in range(1, 31)]
    assert doc.outline.clauses[-1].text == "监委，市法院，市检察院。"


def test_run_in_headings_are_titles_and_the_clause_is_the_whole_item(corpus: dict[str, Document]) -> None:
    clause = next(c for c in corpus["jiaxing-2030"].outline.clauses if c.id == "jiaxing-2030/五/(一)/1")
    assert clause.title == "普及健康文化理念"
    assert clause.path == ("五、专项行动", "(一)健康文化普及行动")
    assert clause.text.startswith("1.普及健康文化理念。广泛传播医学")


def test_other_documents_numbering() -> None:
    doc = made(
        "第一条 为了保障健康，制定本办法。\n第二条 市、县人民政府负责。\n"
        "第三条 下列场所禁止吸烟：\n（一）学校；\n（二）医院：\n1.门诊；\n2.病房。\n第四条 本办法自公布之日起施行。"
    )
    ids = [c.id for c in doc.outline.clauses]
    assert ids[:2] == ["d/第一条", "d/第二条"]
    assert "d/第三条/(二)/2" in ids
    assert ids[-1] == "d/第四条"


def test_body_text_that_looks_like_a_heading_stays_body_text() -> None:
    doc = made(
        "一、目标\n到2030年，\n1.2块足球场地建成。\n一、二级医院全部达标。\n3.5批/千人的抽检率。\n(2005)条例继续施行。\n二、措施\n加强领导。"
    )
    assert [h.title for h in doc.outline.headings] == ["一、目标", "二、措施"]
    assert all(c.id.startswith(("d/一/", "d/二/")) for c in doc.outline.clauses)


def test_numbering_that_starts_again_and_numbers_that_run_on() -> None:
    again = made("一、甲方\n1.健康教育。开展宣传工作。\n2.控烟。推进立法。\n二、乙方\n1.健身。建设步道。\n2.营养。配备人员。")
    assert [c.id for c in again.outline.clauses] == ["d/一/1", "d/一/2", "d/二/1", "d/二/2"]
    on = made("（一）甲方\n1.健康教育。开展宣传工作。\n2.控烟。推进立法。\n（二）乙方\n3.健身。建设步道。\n4.营养。配备人员。")
    assert [c.id for c in on.outline.clauses] == ["d/(一)/1", "d/(一)/2", "d/(二)/3", "d/(二)/4"]


def test_a_document_without_any_outline_is_one_clause_a_paragraph() -> None:
    doc = made("本市卫生健康工作要点如下，请遵照执行。\n\n各单位要高度重视这项工作，抓好落实。\n各县要建立台账，定期报告进展情况。")
    assert len(doc.outline.clauses) == 3
    assert not doc.outline.headings


def test_long_clauses_are_split_at_sentences_and_know_their_first() -> None:
    doc = made("一、任务\n1.健身。" + "建设健身步道，完善公共体育设施，让市民就近锻炼。" * 60)
    parts = doc.outline.clauses
    assert len(parts) > 2
    assert max(len(p.text) for p in parts) <= 480
    assert all(p.text.endswith("。") for p in parts)
    assert parts[0].id == "d/一/1"
    assert {p.parent for p in parts[1:]} == {"d/一/1"}


def test_one_line_of_200_000_characters() -> None:
    assert_whole(made("健" * 200_000))
    assert_whole(made("健康。" * 66_000))


def test_ids_stay_when_a_paragraph_elsewhere_changes_or_is_added(corpus: dict[str, Document]) -> None:
    doc = corpus["shenyang-2030"]
    before = {c.text: c.id for c in doc.outline.clauses}
    changed = doc.text.replace("到2030年,全市出生人口性别比实现自然平衡。", "到2030年,出生人口性别比自然平衡。")
    added = doc.text.replace(
        "  引导合理膳食。", "  普及健康知识。定期开展讲座,发放宣传资料,提高知晓率。(责任部门:市卫生计生委)\n\n  引导合理膳食。"
    )
    for text in (changed, added):
        after = {c.text: c.id for c in made(text, "shenyang-2030").outline.clauses}
        assert {text: id for text, id in before.items() if text in after} == {text: after[text] for text in before if text in after}
        assert len(set(before) - set(after)) <= 1


def test_tables_with_tabs_and_bars_have_a_clause_a_row() -> None:
    doc = made("一、指标\n主要指标\n指标\t2025年\t2030年\n人均预期寿命\t81\t82\n吸烟率\t22%\t20%\n以上指标均为预期性。")
    rows = [c for c in doc.outline.clauses if c.kind == "table"]
    assert [r.title for r in rows] == ["", "人均预期寿命", "吸烟率"]
    bars = made("| 指标 | 2025 |\n|---|---|\n| 寿命 | 81 |\n")
    assert [c.title for c in bars.outline.clauses] == ["", "寿命"]
