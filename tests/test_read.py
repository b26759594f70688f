"""Encodings told apart, and files that are no text refused with the place and the way out."""

from pathlib import Path

import pytest

from index.about import errata
from index.documents import PolicyError
from index.read import decode, read

SIMPLIFIED = "嘉兴市人民政府关于推进健康嘉兴行动的实施意见：到2030年，居民健康素养水平达到35%以上，全面建成健康城市。" * 3
TRADITIONAL = "麗水市人民政府關於推進健康麗水行動的實施意見：到2030年，全民健康素養水平大幅提升，健康環境更加優美。" * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (SIMPLIFIED, "utf-8"),
        (SIMPLIFIED, "gb18030"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "utf-8"),
        (SIMPLIFIED, "utf-8-sig"),
        (SIMPLIFIED, "utf-16"),
        (TRADITIONAL, "utf-16-be"),
    ],
)
def test_each_encoding_gives_the_text_back(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    if encoding == "utf-16-be":
        data = b"\xfe\xff" + data
    assert decode(data, "x.txt")[0] == text


def test_crlf_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一、目标\r\n到2030年。\r\n".encode())
    assert read(path).text == "一、目标\r\n到2030年。\r\n"


def test_damaged_utf8_is_refused_with_its_byte() -> None:
    data = bytearray(SIMPLIFIED.encode())
    data[90] = 0xFF
    with pytest.raises(PolicyError, match=r"x\.txt：第 90 个字节（0xFF）.*UTF-8"):
        decode(bytes(data), "x.txt")


def test_random_bytes_are_refused() -> None:
    import random

    data = random.Random(7).randbytes(5000)
    with pytest.raises(PolicyError, match=r"x\.txt"):
        decode(data, "x.txt")


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", "\ufeff".encode(), "\u3000\u3000\n".encode()])
def test_nothing_but_white_space_is_refused(data: bytes) -> None:
    with pytest.raises(PolicyError, match=r"x\.txt：.*空"):
        decode(data, "x.txt")


def test_control_characters_are_refused() -> None:
    with pytest.raises(PolicyError, match=r"第 2 个字符是控制字符 U\+0000"):
        decode(b"ab\x00cd", "x.txt")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("中国人民", "gb18030"), ("中國人民", "big5"), ("健康中國行動", "big5"), ("健康中國行動", "gb18030")],
)
def test_a_few_characters_tell_the_encoding(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "x.txt") == (text, encoding)


def test_what_fits_both_encodings_is_refused_rather_than_guessed() -> None:
    data = "健康".encode("gb18030")
    assert data.decode("big5") != "健康"
    with pytest.raises(PolicyError, match=r"x\.txt：分不清是 GB18030（GBK）还是 Big5 编码。请"):
        decode(data, "x.txt")


def test_direction_controls_are_refused_with_their_place() -> None:
    for sign in "\u202a\u202e\u2066\u2069":
        with pytest.raises(PolicyError, match=rf"第 3 个字符是改变显示方向的控制字符 U\+{ord(sign):04X}.*请"):
            decode(f"不得在{sign}室内".encode(), "x.txt")


def test_markup_in_a_text_file_is_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("<p>一、目标</p>", encoding="utf-8")
    source = read(tmp_path / "a.txt")
    assert (source.text, source.suffix, source.hidden) == ("<p>一、目标</p>", ".txt", ())


def test_a_missing_file_a_folder_and_another_kind_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"x")
    (tmp_path / "b.txt").mkdir()
    for name, words in (("none.txt", "没有这个文件"), ("a.doc", "不支持的文件类型 .doc"), ("b.txt", "没有这个文件，或它不是普通文件")):
        with pytest.raises(PolicyError, match=words):
            read(tmp_path / name)


def test_an_erratum_whose_words_are_gone_is_refused(tmp_path: Path) -> None:
    (tmp_path / "errata.toml").write_text(
        '[[erratum]]\ndocument = "d"\nstart = 2\nend = 4\nsource = "乱字"\nreading = ""\nreason = "x"\n', encoding="utf-8"
    )
    assert errata(tmp_path, "d", "健康乱字城市")[0].reading == ""
    with pytest.raises(PolicyError, match="第 2–4 字应为「乱字」，原文是「城市」"):
        errata(tmp_path, "d", "健康城市")
