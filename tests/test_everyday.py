"""Everyday phrases: read whole, never out of the middle of a word, worth what the documents call them."""

import pytest

from assistant.chat import Assistant
from assistant.question.care import Care, care
from assistant.question.everyday import phrases, plain, thesaurus
from assistant.understand import understand
from index.folding import fold_text
from index.library import Library


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("学校操场好进去走两圈伐", ["学校操场", "走两圈"]),
        ("孕产妇死亡率是多少", []),  # 产妇死亡 would begin inside 孕产妇
        ("慢性病怎么管", []),
        ("想戒烟去哪里", ["想戒烟"]),  # not 戒烟 in it
    ],
)
def test_phrases_are_whole_and_the_longest(question: str, read: list[str]) -> None:
    assert [question[a:b] for a, b in phrases(question)] == read


def test_every_entry_says_something_else_and_is_folded() -> None:
    for phrase, words in thesaurus().items():
        assert phrase == fold_text(phrase)
        assert words
        assert all(words)


def test_a_phrase_that_stands_twice_has_the_words_of_both() -> None:
    assert {"社会体育指导员"} <= set(thesaurus()["健身教练"])
    assert len(thesaurus()["药价"]) > 2


@pytest.mark.parametrize("question", ["嘉兴学校操场能进去走两圈吗", "嘉兴1000个人配几个教锻炼的"])
def test_a_phrase_is_a_term_of_full_weight_and_its_words_are_none(question: str, library: Library) -> None:
    terms = understand(question, (), library.abouts()).terms
    assert all(terms[question[a:b]] >= 1 for a, b in phrases(question) if not question[a:b].startswith("1000"))
    assert not {"圈", "走", "教", "1000"} & set(terms)


@pytest.mark.parametrize(
    ("question", "common"),
    [
        ("丽水边个部门管控烟", "丽水谁部门管控烟"),
        ("麗水有冇戒菸", "麗水有沒有戒菸"),
        ("屋里厢有伐", "家里有吗"),
        ("市食药监局管什么", "市食药监局管什么"),
    ],
)
def test_a_dialects_words_are_read_as_the_common_ones_in_their_script(question: str, common: str) -> None:
    assert plain(question) == common


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("嘉兴学校的操场，街坊能不能进去走两圈", "100%向社会开放"),
        ("嘉兴司机犯困开车有没有人管", "疲劳驾驶"),
        ("嘉兴上班族做操的事有没有提", "工间操"),
        ("住养老院的话，嘉兴有大夫定期来看吗", "健康巡诊"),
        ("屋企老豆成日食烟，丽水有冇得帮佢戒", "戒菸服務"),
        ("有没有人帮阿拉老头子戒烟，香烟吃了一世了，丽水", "戒菸服務"),
        ("会跑的医院开上山，丽水有伐", "流動醫院"),
        ("楼底下撸串儿那烟呛得没法开窗，沈阳到底治不治", "露天烧烤"),
        ("隐名的那座城市打算弄几个省级重点专科", "25个"),
    ],
)
def test_everyday_questions_find_the_documents_words(question: str, words: str, assistant: Assistant) -> None:
    assert words in assistant.ask(question).answer


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("刚才打除草剂没留神咽下去一小口，现在直犯恶心，咋整？", "emergency"),
        ("娃误喝了洗衣液，吐泡泡了", "emergency"),
        ("老头子半拉身子没知觉，话也讲不清爽", "emergency"),
        ("洞里掏粪池的两个人下去就没动静了", "emergency"),
        ("手被绞肉机绞了，骨头都看见", "emergency"),
        ("爬梯子换灯泡摔下来，背动不了", "emergency"),
        ("俺这几天老起夜，一晚上五六趟，啥毛病", "illness"),
        ("怀孕四个月能不能坐飞机", "illness"),
        ("蚊子咬的包肿成鸡蛋大，抹点啥", "illness"),
        ("I take warfarin and a herbalist here in Jiaxing has given me danshen. Is it OK to take both?", "illness"),
        ("农药残留的菜谁管", None),
        ("化工厂爆炸怎么防范", None),
        ("每万人配几台救心的机器", None),
        ("精神病人治病能免费吗", None),
        ("学校里学生晕倒了有人会急救吗", None),
        ("牙齿窝沟封闭要钱吗", None),
    ],
)
def test_a_body_of_ones_own_is_heard_however_it_is_said(question: str, kind: Care | None) -> None:
    assert care(fold_text(question), of_a_document=False) == kind
