"""Reading a file in a process of its own, under limits of time and memory.

A page of a megabyte can open a hundred thousand tables one inside another, a PDF can point at itself: no check of the
bytes finds all that parsers stumble over. Here the worst that such a file can do is to end its own process. The parent
hands over the bytes on standard input and gets back one JSON object: the text, or the error for the user.
"""

import contextlib
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from index.documents import PolicyError

READERS = {".html": "index.read_html", ".htm": "index.read_html", ".docx": "index.read_docx", ".pdf": "index.read_pdf"}
SECONDS = 30
MEMORY = 1024**3
LONGEST = 20_000_000
"""Characters; a text that long comes from a file made to fill the disk (a page of print has about a thousand)."""
DEEPEST = 10_000
"""Calls one inside another; old pages nest some hundred elements, since they never close their <font>."""
HIDDEN_PIECES, HIDDEN_LENGTH = 100, 200
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "PYTHONPATH", "SYSTEMROOT", "TEMP", "TMPDIR")
"""Of the environment: what Python needs to start. Keys and tokens stay behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The text of a file, its encoding ("" where it has none), and the pieces left out because nobody sees them."""

    text: str
    encoding: str = ""
    hidden: tuple[str, ...] = ()


def extract(suffix: str, data: bytes, name: str) -> Extracted:
    """Have the reader for a suffix extract the text of a file's bytes.

    Raises:
        PolicyError: the reader's own, or that it took too much time or memory, or could make nothing of the file.
    """
    command = [sys.executable, "-m", READERS[suffix], name]
    environment = {key: os.environ[key] for key in PASSED_ON if key in os.environ}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, cwd=Path(__file__).parent.parent, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_much(name, f"读取超过 {SECONDS} 秒") from error
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    if done.returncode < 0:
        raise _too_much(name, f"读取进程被信号 {-done.returncode} 终止")
    if last.startswith(("MemoryError", "RecursionError")):
        raise _too_much(name, f"读取超出内存限制 {MEMORY // 2**20} MB 或嵌套太深")
    if last.startswith(("ImportError", "ModuleNotFoundError")):
        raise PolicyError(f"{name}：读取 {suffix} 所需的程序库没有装好（{last[:200]}）。请重新安装本程序后再导入。")
    if done.returncode:
        raise PolicyError(f"{name}：文件已损坏或不合规范，读不出来（{last[:200]}）。请重新下载，或用原程序打开后另存为一份再导入。")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise PolicyError(answer["error"])
    return Extracted(text=answer["text"], encoding=answer["encoding"], hidden=tuple(answer["hidden"]))


def serve(reader: Callable[[bytes, str], Extracted]) -> None:
    """The child's side: read the bytes of standard input under the limits, and print the outcome as JSON.

    Other faults than a PolicyError end the process with their traceback, whose last line the parent reads.
    """
    name = sys.argv[1]
    _limit()
    logging.disable(logging.CRITICAL)
    sys.setrecursionlimit(DEEPEST)
    answer: dict[str, object]
    try:
        # What a library prints must not come between the JSON.
        with contextlib.redirect_stdout(sys.stderr):
            found = reader(sys.stdin.buffer.read(), name)
        if len(found.text) > LONGEST:
            raise _too_much(name, f"文字超过 {LONGEST // 10_000} 万字")
        answer = asdict(found) | {"hidden": _shortened(found.hidden)}
    except PolicyError as error:
        answer = {"error": str(error)}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


def _limit() -> None:
    """Limit this process; where the platform has no such limits, the parent's clock is the only one."""
    try:
        import resource
    except ImportError:
        return
    wanted = {resource.RLIMIT_CPU: SECONDS, resource.RLIMIT_AS: MEMORY, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
    for limit, most in wanted.items():
        hard = resource.getrlimit(limit)[1]
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # macOS knows RLIMIT_AS but refuses to set it.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (allowed, allowed))


def _shortened(hidden: tuple[str, ...]) -> list[str]:
    """The pieces in a length fit for a report, each once; white space in them made one space."""
    pieces = list(dict.fromkeys(line for piece in hidden if (line := " ".join(piece.split()))))
    short = [piece if len(piece) <= HIDDEN_LENGTH else piece[:HIDDEN_LENGTH] + "…" for piece in pieces[:HIDDEN_PIECES]]
    return short + ([f"……另有 {len(pieces) - HIDDEN_PIECES} 处"] if len(pieces) > HIDDEN_PIECES else [])


def _too_much(name: str, what: str) -> PolicyError:
    return PolicyError(f"{name}：文件太大或太复杂（{what}）。请拆分，或从原程序另存为纯文本 .txt 后再导入。")
