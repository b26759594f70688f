"""Whether the ZIP and the XML of a .docx are safe to unpack and parse, before any of it is.

Ten kilobytes of ZIP can hold ten gigabytes of zeros, and ten lines of a DOCTYPE a billion words. Word writes neither, nor
names that lead out of the folder, nor archives in archives; each is refused by its name.
"""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from index.documents import PolicyError

MOST_PARTS = 5_000
MOST_BYTES = 200 * 1024 * 1024
RATIO, RATIO_FROM = 200, 1024 * 1024
"""A part may be this many times larger than packed, once it has that many bytes. XML of tables alike comes to about 50."""
CHUNK = 1024 * 1024
ARCHIVES = (".zip", ".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".jar", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".cab")
ARCHIVE_STARTS = (b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
# Pictures are not parsed; the SVG that drawing programs write begins with a DOCTYPE.
NOT_PARSED = "word/media/"

_LEADS_OUT = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)|\0")


def check_package(data: bytes, name: str) -> None:
    """Refuse a package that is damaged or made to do harm.

    Raises:
        PolicyError: with the part and what is wrong with it.
    """
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            _check_directory(parts, name)
            left = MOST_BYTES
            for part in parts:
                left -= _check_part(package, part, left, name)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise PolicyError(f"{name}：.docx 的压缩包已损坏或不完整（{error}）。请重新下载，或用 Word 或 WPS 打开后另存为 .docx。") from error


def _check_directory(parts: list[ZipInfo], name: str) -> None:
    names = [part.orig_filename for part in parts]
    if len(parts) > MOST_PARTS:
        raise _bomb(name, f"有 {len(parts)} 个部分")
    for part, inner in zip(parts, names, strict=True):
        if _LEADS_OUT.search(inner):
            raise PolicyError(f"{name}：压缩包里的路径 {inner!r} 指向包外，可能是恶意文件。请用 Word 或 WPS 打开原文件，另存为 .docx。")
        if part.flag_bits & 1:
            raise PolicyError(f"{name}：压缩包的 {inner} 加了密码。请去掉密码，另存为 .docx 后再导入。")
        if inner.lower().endswith(ARCHIVES):
            raise _nested(name, inner)
        if part.file_size > RATIO_FROM and part.file_size > RATIO * max(1, part.compress_size):
            raise _bomb(name, f"{inner} 解压后是原来的 {part.file_size // max(1, part.compress_size)} 倍")
    if (total := sum(part.file_size for part in parts)) > MOST_BYTES:
        raise _bomb(name, f"解压后有 {total // 2**20} MB")
    if twice := next((inner for inner in names if names.count(inner) > 1), None):
        raise PolicyError(f"{name}：压缩包里有两个 {twice}，说不清哪个是正文。请用 Word 或 WPS 打开，另存为 .docx。")
    if "[Content_Types].xml" not in names:
        raise PolicyError(f"{name}：这是 ZIP 压缩包，但不是 Word 文档。请先解压，再导入里面的文件。")


def _check_part(package: ZipFile, part: ZipInfo, left: int, name: str) -> int:
    """Read a part piece by piece, whatever size it claims; returns its bytes."""
    size, parsed, content = 0, not part.filename.startswith(NOT_PARSED), bytearray()
    with package.open(part) as file:
        while chunk := file.read(CHUNK):
            if not size and chunk.startswith(ARCHIVE_STARTS):
                raise _nested(name, part.filename)
            size += len(chunk)
            if size > left:
                raise _bomb(name, f"解压后超过 {MOST_BYTES // 2**20} MB")
            # Without the zero bytes, UTF-16 and UTF-32 read like ASCII here.
            content += chunk.replace(b"\0", b"") if parsed else b""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise PolicyError(f"{name}：{part.filename} 里有 DOCTYPE（实体声明），可能是恶意文件。请用 Word 或 WPS 打开原文件，另存为 .docx。")
    return size


def _nested(name: str, inner: str) -> PolicyError:
    return PolicyError(
        f"{name}：文档里还有压缩包 {inner}（如嵌入的表格或附件）。请在 Word 或 WPS 中删去嵌入的对象，另存为 .docx；附件另行导入。"
    )


def _bomb(name: str, what: str) -> PolicyError:
    return PolicyError(f"{name}：压缩包解开后太大（{what}），可能是压缩炸弹。请核对文件来源；确是文档，请拆分后另存为 .docx。")
