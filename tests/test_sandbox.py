"""Readers in a process of their own: what they are limited to, and that what ends them ends nothing else."""

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index import sandbox
from index.documents import PolicyError
from index.read import read

POLICY = "到2030年，居民健康素养水平达到35%以上。"


def child(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> Callable[[], sandbox.Extracted]:
    """A reader of its own in place of the one for PDFs; it begins where that would read the bytes."""
    (tmp_path / "made_up_reader.py").write_text(
        f"import os, sys, time\nfrom index.sandbox import Extracted, serve\ndef extract(data, name):\n    {code}\nserve(extract)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setitem(sandbox.READERS, ".pdf", "made_up_reader")
    return lambda: sandbox.extract(".pdf", b"%PDF-", "a.pdf")


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("time.sleep(60)", "太大或太复杂（读取超过 2 秒）.*拆分"),
        ("os.kill(os.getpid(), 11)", "太大或太复杂（读取进程被信号 11 终止）.*拆分"),
        ("bytearray(2 * 1024**3)", "太大或太复杂（读取超出内存限制 1024 MB"),
        ("f = lambda: f(); f()", "太大或太复杂"),
        ("1 / 0", "损坏或不合规范.*ZeroDivisionError.*重新下载"),
        ("import nothing_of_the_kind", "程序库没有装好.*重新安装"),
        ("return Extracted(text='健' * 20_000_001)", "太大或太复杂（文字超过 2000 万字）"),
    ],
)
def test_a_reader_that_fails_ends_alone(code: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 2 if "sleep" in code else 20)
    with pytest.raises(PolicyError, match=f"^a.pdf：.*{says}"):
        child(tmp_path, monkeypatch, code)()


def test_a_reader_is_limited_and_gets_neither_files_nor_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_KEY", "secret")
    code = (
        "import resource; print('noise'); limits = [resource.getrlimit(x)[0] for x in (resource.RLIMIT_CPU, resource.RLIMIT_AS)]; "
        "return Extracted(text=repr((limits, os.environ.get('API_KEY'), sorted(int(x) for x in os.listdir('/proc/self/fd'))[:-1])))"
    )
    with (tmp_path / "open.txt").open("wb") as file:
        os.set_inheritable(file.fileno(), True)
        if not sys.platform.startswith("linux"):
            pytest.skip("/proc is Linux's")
        assert child(tmp_path, monkeypatch, code)().text == repr(([30, 1024**3], None, [0, 1, 2]))


def test_hidden_pieces_are_listed_once_and_shortened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "return Extracted(text='x', hidden=('a', 'a', '  ', '健' * 300, *map(str, range(200))))"
    hidden = child(tmp_path, monkeypatch, code)().hidden
    assert hidden[:2] == ("a", "健" * 200 + "…")
    assert (len(hidden), hidden[-1]) == (101, "……另有 102 处")


def test_several_files_may_be_read_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<p>{POLICY}</p>", encoding="utf-8")
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(read(tmp_path / "a.html").text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [POLICY] * 4
