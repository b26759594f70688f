"""One form for what is the same, and the way back to the source."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.folding import fold, fold_text, is_traditional, number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("健康服務繼續最佳化", "健康服务继续优化"),
        ("網際網路+精準健康科普", "互联网＋精准健康科普"),
        ("腫瘤診療新技術套用及管理", "肿瘤诊疗新技术应用及管理"),
        ("中國小健康促進行動", "中小学健康促进行动"),
        ("實施居民營養改善計畫", "实施居民营养改善计划"),
        ("線上線下", "线上线下"),
        ("愛滋病、結核病", "艾滋病,结核病"),
        ("公共運輸工具全面禁菸", "公共交通工具全面禁烟"),
        ("達到百分之八十五點五", "达到85.5％"),
        ("百分之二十", "20%"),
        ("二〇三〇年", "2030年"),
        ("二十八项行动", "28 項行動"),
        ("人均体育场地面积（m²）", "人均体育场地面积(㎡)"),
        ("３０ 分鐘服務圈", "30分钟服务圈"),
        ("“15分钟健身圈”", "「15分鐘健身圈」"),
        ("市衛生健康委", "市卫生健康委"),
    ],
)
def test_the_same_words_fold_to_the_same_form(one: str, other: str) -> None:
    assert fold_text(one) == fold_text(other)


def test_simplified_words_are_left_alone() -> None:
    assert fold_text("按程序办理，一定程度上") == "按程序办理,一定程度上"
    assert fold_text("2027两个年份") == "2027两个年份"
    assert fold_text("十分重视，千万家庭，万一发生") == "十分重视,千万家庭,万一发生"


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="網際路最佳化健康服務２０三十年％，“” 中國小m²百分之點五个Ab\u3000", max_size=40))
def test_the_map_leads_back_and_both_ways_of_folding_agree(text: str) -> None:
    folded = fold(text)
    assert folded.text == fold_text(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    for i in range(len(folded.text)):
        start, end = folded.source(i, i + 1)
        assert 0 <= start < end <= len(text)
    assert list(folded.starts) == sorted(folded.starts)


def test_source_of_a_folded_word() -> None:
    text = "加强“網際網路+醫療健康”建設"
    folded = fold(text)
    at = folded.text.index("互联网")
    assert text[slice(*folded.source(at, at + 3))] == "網際網路"


@pytest.mark.parametrize(
    ("numeral", "value"), [("二十八", 28), ("十", 10), ("一百零二", 102), ("三万五千", 35000), ("二〇三〇", 2030), ("百", None)]
)
def test_numerals(numeral: str, value: int | None) -> None:
    assert number(numeral) == value


def test_scripts() -> None:
    assert is_traditional("麗水市人民政府關於推進健康麗水行動的實施意見")
    assert not is_traditional("嘉兴市人民政府关于推进健康嘉兴行动的实施意见")


def test_a_name_with_m2_in_it_has_no_square_metres() -> None:
    assert fold_text("PM2.5浓度") == "pm2.5浓度"
    assert fold_text("每人2.5m2") == fold_text("每人2.5㎡")
