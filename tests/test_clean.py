"""What a crawled page adds to a document is marked with its reason, and nothing else is."""

from index.clean import clean, suspicious
from index.documents import Document

BODY = "为推进健康城市建设，制定本方案，请认真贯彻执行。\n一、目标\n到2030年，健康素养水平持续提高，主要指标达到先进水平。\n"


def kinds(text: str) -> dict[str, str]:
    return {text[r.start : r.end]: r.kind for r in clean(text)}


def test_page_lines_around_a_document() -> None:
    text = (
        "您当前的位置：首页 > 政务公开 > 政策文件\n关于推进健康城市建设的通知\n【来源：市卫健委　发布日期：2020-01-02　浏览次数：33】\n"
        + BODY
        + "打印本页\n上一篇\n版权所有：某某网 京ICP备0000号\n"
    )
    assert kinds(text) == {
        "您当前的位置：首页 > 政务公开 > 政策文件": "breadcrumb",
        "【来源：市卫健委　发布日期：2020-01-02　浏览次数：33】": "boilerplate",
        "打印本页": "boilerplate",
        "上一篇": "boilerplate",
        "版权所有：某某网 京ICP备0000号": "copyright",
    }


def test_spam_before_the_salutation_and_after_the_end() -> None:
    text = "哪里的海鲜自助最好吃?\n各区人民政府：\n" + BODY + "}\n精彩节目任你看\n联系我们\n"
    assert kinds(text)["哪里的海鲜自助最好吃?"] == "spam"
    assert kinds(text)["精彩节目任你看"] == "spam"
    assert "各区人民政府：" not in kinds(text)


def test_a_document_that_ends_with_a_table_or_a_date_keeps_it() -> None:
    text = BODY + "健康市人民政府\n2020年1月2日\n附件\n指标\n1\n吸烟率(%)\n20\n"
    assert kinds(text) == {}


def test_the_second_copy_is_removed_and_shows_the_noise_in_the_first() -> None:
    paragraph = "建立健全心理健康服务网络，推广公共卫生公益热线，完善心理健康服务机构和功能，规范发展社会心理服务。"
    other = "加强健身步道、体育公园和社区运动场建设，推进各类体育场地设施向社会开放共享，打造健身圈，方便群众锻炼。"
    more = [paragraph.replace("心理", name) for name in ("口腔", "职业", "老年", "妇幼")]
    first = "\n".join([paragraph.replace("公益热线", "公益热牛堡灶充线"), other, *more])
    second = "\n".join([paragraph, other, *more])
    found = clean(first + "\n" + second)
    assert [r.kind for r in found].count("duplicate") == 6
    noise = [r for r in found if r.kind == "noise"]
    assert [(first[r.start : r.end], r.reading) for r in noise] == [("牛堡灶充", "")]
    assert all(r.start >= len(first) for r in found if r.kind == "duplicate")


def test_two_statements_that_differ_in_a_number_are_not_copies() -> None:
    a = (
        "到2025年，全市每千人口拥有三岁以下婴幼儿托位数不少于4.5个，建成一批示范性托育服务机构，托育服务体系基本形成，群众满意度明显提高，服务质量持续改善。"
        * 2
    )
    text = a + "\n" + a.replace("4.5", "5.5").replace("2025", "2030")
    assert clean(text) == ()


def test_repeated_short_lines_are_not_copies() -> None:
    text = "一、甲方面的工作安排如下所述。\n（责任单位：市卫健委、市教育局）\n二、乙方面的工作安排如下所述。\n（责任单位：市卫健委、市教育局）\n"
    assert clean(text) == ()


def test_suspicious_runs_of_the_real_crawl_are_proposed(corpus: dict[str, Document]) -> None:
    text = corpus["lishui-action"].text
    found = [text[a:b] for a, b, _ in suspicious(text, clean(text))]
    for noise in ("剃紋", "匪", "朽轎", "潤遷"):
        assert any(noise in run for run in found)
    assert len(found) <= 8


def test_errata_settle_what_was_proposed(corpus: dict[str, Document]) -> None:
    doc = corpus["lishui-action"]
    left = [doc.text[a:b] for a, b, _ in suspicious(doc.text, doc.outline.removed)]
    assert left == ["涉鎘等"]
