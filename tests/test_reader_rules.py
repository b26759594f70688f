"""The rules of the readers one by one: which styles hide text, what radicals stand for, how Word's numbers are written."""

import pytest

from index.docx_numbers import chinese, letters, numbered, roman
from index.html_styles import Look, declarations, look
from index.radicals import without_radicals


@pytest.mark.parametrize(
    ("style", "hidden"),
    [
        ("display:none", True),
        ("VISIBILITY: Hidden", True),
        ("font-size:0.8pt", True),
        ("font:1px/1 SimSun", True),
        ("color:#FEFEFE", True),
        ("color: rgba(0, 0, 0, 0)", True),
        ("color:white;background:#c00", False),
        ("color:#fff;background-color:#fff", True),
        ("opacity:0", True),
        ("opacity:0.5", False),
        ("position:absolute;left:-9999px", True),
        ("font-size:14px;color:#333", False),
        ("margin:0;font-size:12pt", False),
    ],
)
def test_which_styles_hide_text(style: str, hidden: bool) -> None:
    assert look(Look(), declarations(style)).hidden is hidden


def test_what_is_inside_hidden_text_may_be_seen_again() -> None:
    around = look(Look(), declarations("font-size:0;visibility:hidden;color:#fff"))
    assert not look(around, declarations("font-size:14px;visibility:visible;color:#000")).hidden
    assert look(look(Look(), declarations("display:none")), declarations("display:block")).hidden


def test_radicals_become_the_characters_that_were_meant() -> None:
    assert without_radicals("第⼗三条（一）①⺠政部⻔⻅⻓") == "第十三条（一）①民政部门见长"


@pytest.mark.parametrize(
    ("value", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (105, "一百零五"), (110, "一百一十"), (2030, "二千零三十")]
)
def test_chinese_numbers(value: int, words: str) -> None:
    assert chinese(value) == words


def test_other_numbers() -> None:
    assert (letters(1), letters(27), roman(14)) == ("a", "aa", "xiv")
    assert numbered("第一章", "总则") == "第一章 总则"
