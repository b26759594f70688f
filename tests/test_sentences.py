"""A model's words made sentences: marks, thoughts, lists, and what is held back until it is sure."""

import pytest

from assistant.local.sentences import Reader, Sentence


def read(text: str, size: int = 1, *, whole: bool = True) -> list[Sentence]:
    reader = Reader()
    found: list[Sentence] = []
    for at in range(0, len(text), size):
        for sentence in reader.feed(text[at : at + size]):
            found = [] if reader.restarted else found
            reader.restarted = False
            found.append(sentence)
    found = [] if reader.restarted else found
    return [*found, *reader.end(whole=whole)]


@pytest.mark.parametrize("size", [1, 2, 5, 1000])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吸烟率降到20%以下[1]。到2027年达到5.5张。[2][3]", [("吸烟率降到20%以下。", (1,)), ("到2027年达到5.5张。", (2, 3))]),
        ("吸烟率降到20%以下。【1】\n\n覆盖率90%。［2］", [("吸烟率降到20%以下。", (1,)), ("覆盖率90%。", (2,))]),
        ("一共三项。[1, 2]其余见后。[2-4]", [("一共三项。", (1, 2)), ("其余见后。", (2, 3, 4))]),
        ("具体如下：\n1. 建立制度。[1]\n2. **加强**监管[2]\n- 其他。[^3]", [("建立制度。", (1,)), ("加强监管", (2,)), ("其他。", (3,))]),
        ("<think>先想想。[1]</think>答案是20%。[1]", [("答案是20%。", (1,))]),
        ("没有说要想。先看条款。</think>\n答案是20%。[1]", [("答案是20%。", (1,))]),
        ("The rate is 5.5%. [1] It falls by 2030.[2]", [("The rate is 5.5%.", (1,)), ("It falls by 2030.", (2,))]),
        ("", []),
        ("[1][2]。。", []),
    ],
)
def test_sentences_are_the_same_however_the_words_come(text: str, expected: list[tuple[str, tuple[int, ...]]], size: int) -> None:
    assert [(s.text, s.numbers) for s in read(text, size)] == expected


@pytest.mark.parametrize("half", ["[1", "【1", "[", "[1, 2", " ［"])
def test_half_a_mark_at_the_end_is_no_words(half: str) -> None:
    assert [(s.text, s.numbers) for s in read(f"吸烟率降到20%以下{half}")] == [("吸烟率降到20%以下", ())]


def test_nothing_is_given_while_a_mark_may_still_follow() -> None:
    reader = Reader()
    assert list(reader.feed("吸烟率降到20%以下。")) == []
    assert list(reader.feed("[")) == []
    assert list(reader.feed("1")) == []
    assert list(reader.feed("]")) == []
    assert [s.numbers for s in reader.feed("另")] == [(1,)]


def test_what_was_cut_off_is_not_whole() -> None:
    assert [(s.text, s.whole) for s in read("第一句。[1]第二句说到一", whole=False)] == [("第一句。", True), ("第二句说到一", False)]


def test_a_thought_without_an_end_says_nothing() -> None:
    assert read("<think>吸烟率降到20%以下。[1]") == []


def test_what_has_no_end_is_noticed() -> None:
    reader = Reader()
    assert list(reader.feed("健康" * 300)) == []
    assert reader.endless
