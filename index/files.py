"""The bytes of one regular file, read once and whole; and whether they are of the kind that its name says.

Links, devices, pipes and folders are refused before they are opened: a link may lead out of what the user meant to
import, and a pipe would wait for ever. A file `方案.txt` that begins with "%PDF-" is refused with the name it should have.
"""

import os
import stat
from pathlib import Path

from index.documents import PolicyError

MAX_BYTES = 50 * 1024 * 1024
CHUNK = 1024 * 1024
TEXT = (".txt", ".md")
SUFFIXES = (*TEXT, ".html", ".htm", ".docx", ".pdf")

# What other kinds are called, and what to save them as.
SAVE_AS = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".dotm", ".wps", ".rtf", ".odt", ".pages"), ".docx"),
    **dict.fromkeys((".mht", ".mhtml", ".xhtml", ".shtml"), ".html"),
    **dict.fromkeys((".ofd", ".ceb", ".png", ".jpg", ".jpeg", ".tif", ".tiff"), ".pdf"),
}
# What files begin with: the kind in words, the suffix that goes with it, and the way out.
SIGNATURES = (
    (b"%PDF-", "PDF", ".pdf", "请把扩展名改为 .pdf 后再导入"),
    (b"PK\x03\x04", "ZIP 压缩包（如 .docx）", ".docx", "Word 文档请把扩展名改为 .docx，压缩包请先解压，再导入"),
    (b"PK\x05\x06", "空的 ZIP 压缩包", "", "请检查原文件是否保存完整"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "旧版 Office 文档（.doc）或加密的文档",
        "",
        "请用 Word 或 WPS 打开，去掉密码，另存为 .docx 后再导入",
    ),
    (b"{\\rtf", "RTF 文档", "", "请用 Word 或 WPS 打开，另存为 .docx 后再导入"),
)
PDF_WITHIN = 1024
"""A PDF may have bytes before its "%PDF-", but no more than this (ISO 32000-1, annex H.3.4.1)."""


def suffix_of(path: Path) -> str:
    """The lower-case suffix of a path, where files of that kind can be read; a PolicyError with the way out where not."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        wanted = SAVE_AS.get(suffix, "、".join(SUFFIXES))
        raise PolicyError(f"{path}：不支持的文件类型 {path.suffix or '（无扩展名）'}。请另存为 {wanted} 后再导入。")
    return suffix


def regular_file(path: Path) -> bytes:
    """All bytes of a regular file.

    Raises:
        PolicyError: it is missing, no regular file, empty, too large, not readable, or changes while it is read.
    """
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            raise PolicyError(f"{path}：这是符号链接，不是普通文件。请导入它指向的文件本身。")
        if not stat.S_ISREG(found.st_mode):
            raise PolicyError(f"{path}：没有这个文件，或它不是普通文件。请核对路径。")
        # The path may be replaced between the look and the opening: what was opened must be what was looked at.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        handle = os.open(path, flags)
        try:
            return _bytes(path, handle, found)
        finally:
            os.close(handle)
    except FileNotFoundError as error:
        raise PolicyError(f"{path}：没有这个文件，或它不是普通文件。请核对路径。") from error
    except (OSError, ValueError) as error:
        raise PolicyError(f"{path}：无法读取（{getattr(error, 'strerror', None) or error}）。请检查路径和权限。") from error


def check_kind(path: Path, suffix: str, data: bytes) -> None:
    """Refuse a file whose first bytes are not of the kind that its suffix says."""
    kind, belongs, remedy = next(((k, s, r) for start, k, s, r in SIGNATURES if data.startswith(start)), ("", "", ""))
    if suffix == ".pdf" and not kind and b"%PDF-" in data[:PDF_WITHIN]:
        return
    if kind and belongs != suffix:
        raise PolicyError(f"{path}：扩展名是 {suffix}，内容却是{kind}。{remedy}。")
    if not kind and suffix in (".pdf", ".docx"):
        raise PolicyError(f"{path}：扩展名是 {suffix}，内容却不是。文件可能下载不完整，或被改了名；请重新下载，或从原程序另存为 {suffix}。")


def _bytes(path: Path, handle: int, found: os.stat_result) -> bytes:
    before = os.fstat(handle)
    if not stat.S_ISREG(before.st_mode) or (before.st_dev, before.st_ino) != (found.st_dev, found.st_ino):
        raise _changed(path)
    if before.st_size > MAX_BYTES:
        raise PolicyError(f"{path}：文件超过 {MAX_BYTES // 2**20} MB。请拆分后再导入。")
    parts, size = [], 0
    while size <= before.st_size and (part := os.read(handle, CHUNK)):
        parts.append(part)
        size += len(part)
    after = os.fstat(handle)
    if size != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise _changed(path)
    if not size:
        raise PolicyError(f"{path}：文件是空的。请检查是否保存完整。")
    return b"".join(parts)


def _changed(path: Path) -> PolicyError:
    return PolicyError(f"{path}：文件在读取时被改动了。请等它写完后再导入。")
