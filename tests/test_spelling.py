"""Slips of the keyboard: what is put right by the documents' words, what is left as it is; that neither a slip nor a question's script changes its answer."""

import random
from collections import defaultdict

import pytest
import rjieba
from opencc import OpenCC
from pypinyin import lazy_pinyin

from assistant.answers import Answer
from assistant.chat import Assistant
from assistant.question.spelling import Speller
from assistant.understand import asking
from eval.questions import load
from index.library import Library

SLIPS = 150
SAME = 0.9
# The 3,755 characters of everyday use (GB 2312, first level).
EVERYDAY = [bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF) if (row, cell) < (0xD7, 0xFA)]


@pytest.fixture(scope="module")
def speller(library: Library) -> Speller:
    return Speller.of(library)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("嘉兴的吸咽率目标", "嘉兴的吸烟率目标"),
        ("麗水每千人護土數", "麗水每千人護士數"),
        ("家挺医生怎么签约", "家庭医生怎么签约"),
        ("儿童近是率降多少", "儿童近视率降多少"),
        ("农药残流治理归谁管", "农药残留治理归谁管"),
        ("沈鸯的癌症筛察", "沈阳的癌症筛查"),
        ("行动刚要的文号", "行动纲要的文号"),
        ("到2O30年要多少", "到2030年要多少"),
        ("嘉兴yi疗急救包每家几个", "嘉兴医疗急救包每家几个"),
        ("嘉興jia庭醫生", "嘉興家庭醫生"),
    ],
)
def test_a_character_of_like_sound_or_shape_is_put_right(speller: Speller, written: str, meant: str) -> None:
    assert speller.corrected(written) == meant


@pytest.mark.parametrize(
    "question",
    [
        "嘉兴一院的重症床位",
        "卒中中心依托哪级医院",
        "嘉兴AED每万人几台，HPV疫苗和B超呢",
        "另一家大医院还认吗",
        "给不给补贴？",
        "丽水查糖尿病从多大岁数的人查起",
        "某市征求意见稿定的目标",
        "精分患者的治疗率",
        "糖醋排骨怎么做才好吃",
        "What does Lishui plan?",
    ],
)
def test_what_is_no_slip_stays(speller: Speller, question: str) -> None:
    assert speller.corrected(question) == question


def test_questions_without_slips_stay_as_they_are(speller: Speller) -> None:
    rows = [row for row in load("dev") if row.kind != "slips"]
    assert [row.id for row in rows if speller.corrected(row.question) != row.question] == []


def test_a_slip_of_sound_changes_no_answer(assistant: Assistant) -> None:
    """One character of a random word exchanged for a random one of its sound, so that it is no word: the same clauses, the same verdict."""
    random.seed(20)
    of_sound = defaultdict(list)
    for character in EVERYDAY:
        of_sound[lazy_pinyin(character)[0]].append(character)
    questions = [row.question for row in load("dev", kinds=("fact", "target", "indicator", "duty", "list", "promise")) if row.answerable]
    slipped = [(question, made) for question in questions if (made := _slipped(question, of_sound))]
    chosen = random.sample(slipped, SLIPS)
    same = sum(_places(assistant.ask(question)) == _places(assistant.ask(made)) for question, made in chosen)
    assert same >= SAME * SLIPS


def test_the_script_of_a_question_changes_no_answer(assistant: Assistant) -> None:
    """Every fifth development question in Simplified characters, in Traditional ones: the same clauses, the same verdict."""
    to_traditional = OpenCC("s2t")
    rows = [row for row in load("dev") if row.language == "zh-Hans" and len(row.turns) == 1 and not row.documents][::5]
    different = [
        row.id for row in rows if _places(assistant.ask(row.question)) != _places(assistant.ask(to_traditional.convert(row.question)))
    ]
    assert len(rows) > 100
    assert different == []


def _slipped(question: str, of_sound: dict[str, list[str]]) -> str | None:
    at, words = 0, []
    for word in rjieba.cut(question, hmm=False):
        if len(word) > 1 and word not in asking() and all("一" <= c <= "鿿" for c in word):
            words.append((at, word))
        at += len(word)
    for at, word in random.sample(words, len(words)):
        n = random.randrange(len(word))
        for other in random.sample(of_sound[lazy_pinyin(word[n])[0]], len(of_sound[lazy_pinyin(word[n])[0]])):
            made = word[:n] + other + word[n + 1 :]
            if other != word[n] and rjieba.cut(made, hmm=False) != [made]:
                return question[:at] + made + question[at + len(word) :]
    return None


def _places(answer: Answer) -> tuple[str, frozenset[str]]:
    return answer.status, frozenset(citation.clause.id for citation in answer.citations) if answer.status == "answered" else frozenset()
