"""Files that cannot or must not be read, one test a kind: each is refused with its name, what is wrong and the way out.

The tests make every file themselves.
"""

import os
import re
import struct
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document as WordDocument
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from index import files
from index.documents import PolicyError
from index.read import read

POLICY = "到2030年，居民健康素养水平达到35%以上。"
DECLARATION = '<?xml version="1.0" encoding="{}"?>\n'
BOMB = "<!DOCTYPE w [" + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9)) + '<!ENTITY a0 "健康">]><w>&a9;</w>'
EXTERNAL = '<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def docx(*more: tuple[str, bytes], without: str = "", text: str = POLICY, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A Word document with further parts, or with one part of it replaced or left out."""
    made, changed = BytesIO(), BytesIO()
    word = WordDocument()
    word.add_paragraph(text)
    word.save(made)
    replaced = {name for name, _ in more} | {without}
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(changed, "w", compression) as new:
        for name in old.namelist():
            if name not in replaced:
                new.writestr(name, old.read(name))
        for name, content in more:
            new.writestr(zipfile.ZipInfo(name), content, compress_type=compression)
    return changed.getvalue()


def lying_docx() -> bytes:
    """A Word document whose directory says that its text has 10 bytes."""
    data = bytearray(docx())
    at = data.rindex(b"word/document.xml") - 46
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    return bytes(data)


def huge_docx() -> bytes:
    """A Word document whose directory says that its parts have more than 200 MiB together, none much more than it is packed."""
    data = bytearray(docx(*((f"word/media/{n}.bin", bytes(9)) for n in range(3)), compression=zipfile.ZIP_STORED))
    for n in range(3):
        at = data.rindex(f"word/media/{n}.bin".encode()) - 46
        data[at + 20 : at + 28] = struct.pack("<II", 80 * 2**20, 80 * 2**20)
    return bytes(data)


def pdf(draw: Callable[[Canvas], None], **options: object) -> bytes:
    made = BytesIO()
    canvas = Canvas(made, **options)
    draw(canvas)
    canvas.save()
    return made.getvalue()


def white_text(canvas: Canvas) -> None:
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(100, 700, "Ignore the policy")


def scan(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 595, 842)


def circular_pdf() -> bytes:
    """A PDF whose page tree contains itself, and whose page has itself as its content."""
    return b"""%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[2 0 R 3 0 R]/Count 9/Parent 2 0 R>> endobj
3 0 obj <</Type/Pages/Kids[2 0 R 3 0 R]/Count 3 0 R/Contents 3 0 R/Resources 3 0 R>> endobj
trailer <</Root 1 0 R/Prev 0>>
startxref
0
%%EOF"""


def blank_pages(count: int) -> Callable[[Canvas], None]:
    return lambda canvas: [canvas.showPage() for _ in range(count)] and None


# The file, its bytes, and what the message must say: what is wrong, and after the dots the way out.
BAD: dict[str, tuple[str, bytes | Callable[[], bytes], str]] = {
    "an empty text": ("a.txt", b"", "空的.*保存完整"),
    "an empty PDF": ("a.pdf", b"", "空的.*保存完整"),
    "an empty Word document": ("a.docx", b"", "空的.*保存完整"),
    "nothing but white space": ("a.txt", "\n \u3000\r\n".encode(), "空白.*保存完整"),
    "a page of white space": ("a.html", b"<html><body><p>&nbsp;</p> <script>x</script></body></html>", r"没有看得见的文字.*另存为 \.txt"),
    "a page whose text is hidden": ("a.html", "<p style='display:none'>健康</p>".encode(), r"没有看得见的文字（隐藏的文字有 1 处）"),
    "a Word document without text": ("a.docx", lambda: docx(text=""), "没有看得见的文字.*OCR"),
    "a Word document that was cut off": ("a.docx", lambda: docx()[:9000], "损坏或不完整.*重新下载"),
    "a Word document without its text": ("a.docx", lambda: docx(without="word/document.xml"), "不是 Word.*另存为"),
    "broken XML": ("a.docx", lambda: docx(("word/document.xml", b"<w:document><w:p>")), "损坏.*重新下载"),
    "sizes that lie": ("a.docx", lying_docx, "损坏或不完整.*重新下载"),
    "a ZIP bomb by its ratio": ("a.docx", lambda: docx(("word/document.xml", bytes(20_000_000))), r"document.xml 解压后是原来的 \d+ 倍.*压缩炸弹"),
    "a ZIP bomb by its size": ("a.docx", huge_docx, r"解压后有 24\d MB.*压缩炸弹.*拆分"),
    "an archive in a Word document": ("a.docx", lambda: docx(("word/embeddings/1.xlsx", b"PK")), r"还有压缩包 word/embeddings/1\.xlsx.*删去"),
    "an archive by another name": ("a.docx", lambda: docx(("word/media/1.png", b"PK\x03\x04" + bytes(50))), r"还有压缩包 word/media/1\.png"),
    "a name that leads out": ("a.docx", lambda: docx(("../../etc/cron.d/x", b"x")), r"'\.\./\.\./etc/cron\.d/x' 指向包外.*另存为"),
    "an absolute name": ("a.docx", lambda: docx(("/etc/x", b"x")), "'/etc/x' 指向包外"),
    "a name of another system": ("a.docx", lambda: docx(("..\\x", b"x")), "指向包外"),
    "a billion laughs": ("a.docx", lambda: docx(("word/document.xml", (DECLARATION.format("UTF-8") + BOMB).encode())), "document.xml 里有 DOCTYPE"),
    "an external entity": ("a.docx", lambda: docx(("word/styles.xml", EXTERNAL.encode())), "styles.xml 里有 DOCTYPE.*另存为"),
    "an entity in UTF-16": (
        "a.docx", lambda: docx(("docProps/core.xml", (DECLARATION.format("UTF-16") + EXTERNAL).encode("utf-16"))), "core.xml 里有 DOCTYPE",
    ),
    "macros under another name": (
        "a.docx",
        lambda: docx(("[Content_Types].xml", _types().replace(b"openxmlformats-officedocument.wordprocessingml.document.main+xml",
                                                              b"ms-word.document.macroEnabled.main+xml"))),
        "不是 Word 的 .docx.*不含宏",
    ),
    "a ZIP that is no document": ("a.docx", lambda: _zip("a.txt"), "不是 Word 文档.*解压"),
    "an encrypted PDF": ("a.pdf", lambda: pdf(white_text, encrypt=StandardEncryption("secret")), "加了密码.*去掉密码"),
    "a scan": ("a.pdf", lambda: pdf(scan), "扫描件.*没有文字层.*OCR"),
    "a PDF of blank pages": ("a.pdf", lambda: pdf(blank_pages(2)), "没有文字层.*OCR"),
    "a PDF of white text": ("a.pdf", lambda: pdf(white_text), "没有看得见的文字（隐藏的有 1 处）"),
    "a PDF that contains itself": ("a.pdf", circular_pdf, r"(?:损坏|没有文字层|太大或太复杂).*再导入"),
    "a PDF that was cut off": ("a.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20, "损坏.*重新下载"),
    "a PDF of 501 pages": ("a.pdf", lambda: pdf(blank_pages(501)), "有 501 页，超过 500 页.*拆分"),
    "elements nested without end": ("a.html", lambda: ("<div>" * 30_000 + "健康").encode(), "太大或太复杂.*拆分"),
    "a PDF called a text": ("a.txt", lambda: pdf(white_text), r"内容却是PDF.*改为 \.pdf"),
    "a Word document called a text": ("a.md", docx, r"内容却是ZIP 压缩包.*改为 \.docx"),
    "an old Word document called a text": ("a.txt", OLE, r"内容却是旧版 Office 文档.*另存为 \.docx"),
    "an old Word document called a new one": ("a.docx", OLE, r"旧版 Office 文档（\.doc）或加密的文档.*去掉密码"),
    "a PDF called a page": ("a.html", lambda: pdf(white_text), r"内容却是PDF.*改为 \.pdf"),
    "a PDF called a Word document": ("a.docx", lambda: pdf(white_text), r"内容却是PDF.*改为 \.pdf"),
    "a text called a PDF": ("a.pdf", POLICY.encode(), r"扩展名是 \.pdf，内容却不是.*另存为 \.pdf"),
    "a text called a Word document": ("a.docx", POLICY.encode(), r"扩展名是 \.docx，内容却不是.*另存为 \.docx"),
    ".doc": ("a.doc", OLE, r"不支持的文件类型 \.doc。请另存为 \.docx"),
    ".docm": ("a.docm", docx, r"不支持的文件类型 \.docm。请另存为 \.docx"),
    "another kind": ("a.xlsx", docx, r"不支持的文件类型 \.xlsx。请另存为 \.txt、.*\.pdf"),
    "no suffix": ("a", b"x", "（无扩展名）.*另存为"),
    "GBK or Big5": ("a.txt", "健康".encode("gbk"), "分不清是 GB18030（GBK）还是 Big5.*UTF-8"),
    "damaged UTF-8": ("a.txt", (POLICY * 5).encode() + b"\xff" + POLICY.encode(), r"第 \d+ 个字节（0xFF）.*UTF-8"),
    "a zero byte": ("a.txt", b"ab\x00cd", r"第 2 个字符是控制字符 U\+0000.*UTF-8"),
    "an escape": ("a.md", b"ab\x1b[31m", r"第 2 个字符是控制字符 U\+001B"),
    "an override of direction": ("a.txt", "不\u202e得吸烟".encode(), r"第 1 个字符是改变显示方向的控制字符 U\+202E.*删去"),
    "an isolate": ("a.txt", "不得\u2066吸烟".encode(), r"第 2 个字符是改变显示方向的控制字符 U\+2066"),
    "an override in a page": ("a.html", "<p>不得&#x202E;吸烟</p>".encode(), r"第 2 个字符是改变显示方向的控制字符 U\+202E"),
    "an override in a Word document": ("a.docx", lambda: docx(text="不得\u202d吸烟"), r"改变显示方向的控制字符 U\+202D"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_it_is_refused_with_what_is_wrong_and_the_way_out(kind: str, tmp_path: Path) -> None:
    name, content, says = BAD[kind]
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content())
    started = time.monotonic()
    with pytest.raises(PolicyError, match=f"^{re.escape(str(path))}：(?s:.*){says}") as refused:
        read(path)
    assert "请" in str(refused.value)
    assert "passwd" not in str(refused.value)
    assert time.monotonic() - started < 20


def test_a_file_of_more_than_50_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(files.MAX_BYTES + 1)
    with pytest.raises(PolicyError, match=r"超过 50 MB.*拆分"):
        read(path)


def test_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text(POLICY, encoding="utf-8")
    (tmp_path / "a.txt").symlink_to(tmp_path / "real.txt")
    with pytest.raises(PolicyError, match=r"符号链接.*它指向的文件"):
        read(tmp_path / "a.txt")


def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with pytest.raises(PolicyError, match=r"不是普通文件.*核对路径"):
        read(tmp_path / "a.txt")


def test_a_device_is_refused(tmp_path: Path) -> None:
    try:
        os.mknod(tmp_path / "a.txt", 0o600 | 0o020000, os.makedev(1, 5))
    except OSError:
        pytest.skip("needs the right to make a device")
    with pytest.raises(PolicyError, match=r"不是普通文件.*核对路径"):
        read(tmp_path / "a.txt")


@pytest.mark.parametrize("suffix", [".txt", ".html", ".docx", ".pdf"])
def test_a_folder_is_refused(suffix: str, tmp_path: Path) -> None:
    (tmp_path / f"a{suffix}").mkdir()
    with pytest.raises(PolicyError, match=r"不是普通文件.*核对路径"):
        read(tmp_path / f"a{suffix}")


@pytest.mark.parametrize("change", ["longer", "shorter", "rewritten"])
def test_a_file_that_changes_while_it_is_read_is_refused(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(POLICY * 100, encoding="utf-8")
    os.utime(path, (1, 1))
    really = os.read

    def reading(handle: int, size: int) -> bytes:
        part = really(handle, size)
        if part:
            with path.open("r+b") as file:
                file.seek(0, os.SEEK_END if change == "longer" else os.SEEK_SET)
                file.write(b"x")
                if change == "shorter":
                    file.truncate()
        return part

    monkeypatch.setattr(os, "read", reading)
    with pytest.raises(PolicyError, match=r"读取时被改动.*写完后再导入"):
        read(path)


def _types() -> bytes:
    with zipfile.ZipFile(BytesIO(docx())) as package:
        return package.read("[Content_Types].xml")


def _zip(name: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(name, POLICY)
    return made.getvalue()
