"""A file to its source text: which encoding it has, or why it cannot be read. Never a replacement character.

Told apart in this order: byte-order mark, strict UTF-8, then GB18030 against Big5. What the bytes cannot decide is
refused, since a text read in the wrong encoding is a text with other words.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from charset_normalizer import from_bytes

from index.documents import PolicyError

SUFFIXES = (".txt", ".md")
MAX_BYTES = 50 * 1024 * 1024
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
CONTROLS = frozenset(chr(c) for c in range(32)) - set("\t\n\r\f\v") | {"\x7f"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of a file as it stands there, with the encoding that it was read in and the hash of its bytes."""

    text: str
    encoding: str
    sha256: str


def read(path: Path) -> Source:
    """Read a text file.

    Raises:
        PolicyError: the file is missing, empty, too large, of an unknown kind, or its bytes are no text; the message
            names the file, the byte where there is one, and what to do.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise PolicyError(f"{path}：不支持的文件类型 {path.suffix or '（无扩展名）'}。请另存为 {'、'.join(SUFFIXES)} 后再导入。")
    try:
        if not path.is_file():
            raise PolicyError(f"{path}：没有这个文件，或它不是普通文件。请核对路径。")
        if path.stat().st_size > MAX_BYTES:
            raise PolicyError(f"{path}：文件超过 {MAX_BYTES // 2**20} MB。请拆分后再导入。")
        data = path.read_bytes()
    except OSError as error:
        raise PolicyError(f"{path}：无法读取（{error.strerror}）。请检查权限。") from error
    text, encoding = decode(data, str(path))
    return Source(text=text, encoding=encoding, sha256=sha256(data).hexdigest())


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Decode bytes to text and the encoding's name; ``name`` is for the error message."""
    if not data.strip(b" \t\r\n\x0b\x0c\xef\xbb\xbf"):
        raise PolicyError(f"{name}：文件是空的。请检查是否保存完整。")
    text, encoding = _decode(data, name)
    for position, char in enumerate(text):
        if char in CONTROLS:
            raise PolicyError(f"{name}：第 {position} 个字符是控制字符 U+{ord(char):04X}，这不像文本文件。请用文本编辑器另存为 UTF-8。")
    if not text.strip():
        raise PolicyError(f"{name}：文件里只有空白。请检查是否保存完整。")
    return text, encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _undecodable(name, data, len(mark) + _offending(error), encoding) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        at, broken = _offending(error), error
    if _is_damaged_utf8(data, at):
        raise _undecodable(name, data, at, "utf-8") from broken
    readings = {encoding: text for encoding in ("gb18030", "big5") if (text := _strict(data, encoding)) is not None}
    if not readings:
        raise _undecodable(name, data, at, "utf-8、gb18030、big5") from broken
    if len(readings) == 2:
        best = from_bytes(data, cp_isolation=["gb18030", "big5"]).best()
        if best is None:
            raise PolicyError(f"{name}：分不清是 GB18030 还是 Big5 编码。请另存为 UTF-8 后再导入。")
        encoding = "big5" if best.encoding.startswith("big5") else "gb18030"
        return readings[encoding], encoding
    encoding, text = readings.popitem()
    return text, encoding


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _offending(error: UnicodeDecodeError) -> int:
    """The byte that cannot stand where it does: after a character's first byte it is the one that does not continue it."""
    at = error.end if error.reason == "invalid continuation byte" else error.start
    return min(at, len(error.object) - 1)


def _is_damaged_utf8(data: bytes, at: int) -> bool:
    """Whether most of the bytes beyond ASCII are whole UTF-8 characters: damaged UTF-8 rather than another encoding."""
    whole = len(data[:at].decode("utf-8", "ignore").encode("utf-8")) + len(data[at:].decode("utf-8", "ignore").encode("utf-8"))
    ascii_only = sum(byte < 128 for byte in data)
    return (whole - ascii_only) > 0.6 * max(1, len(data) - ascii_only)


def _undecodable(name: str, data: bytes, at: int, encoding: str) -> PolicyError:
    return PolicyError(
        f"{name}：第 {at} 个字节（0x{data[at]:02X}）不能按 {encoding} 读出。请用文本编辑器打开原文件，另存为 UTF-8 后再导入。"
    )
