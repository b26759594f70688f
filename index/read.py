"""A file to its source text, which citations then count in; or why it cannot be read.

Plain text is the file's own characters. From a page, a Word file or a PDF the text is extracted: a paragraph a line, a
table row a line with tabs between its cells, and what its reader could not see left out and kept for the report. Those
three are read by a process of their own (``sandbox``), since a file made to do harm can make its parser run for ever.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from index.encoding import check_characters, decode
from index.files import SUFFIXES, TEXT, check_kind, regular_file, suffix_of
from index.sandbox import extract

__all__ = ["SUFFIXES", "Source", "decode", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The text of a file, with the encoding that it was read in, the hash of its bytes, and what was left out as hidden.

    ``encoding`` of a DOCX or PDF is "", as it has none of its own.
    """

    text: str
    encoding: str
    sha256: str
    suffix: str = ".txt"
    hidden: tuple[str, ...] = ()
    """Pieces of text that a reader of the file does not see, and other parts that could not be read."""


def read(path: Path) -> Source:
    """Read a file of one of the ``SUFFIXES``.

    Raises:
        PolicyError: the file is missing, empty, too large, damaged, of another kind than its name says, or holds no
            text; the message names the file, the place where there is one, and what to do.
    """
    suffix = suffix_of(path)
    data = regular_file(path)
    check_kind(path, suffix, data)
    if suffix in TEXT:
        text, encoding = decode(data, str(path))
        hidden: tuple[str, ...] = ()
    else:
        extracted = extract(suffix, data, str(path))
        text, encoding, hidden = extracted.text, extracted.encoding, extracted.hidden
        check_characters(text, str(path))
    return Source(text=text, encoding=encoding, sha256=sha256(data).hexdigest(), suffix=suffix, hidden=hidden)
