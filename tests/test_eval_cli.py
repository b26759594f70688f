"""`policy-assistant eval` as evaluators run it; and the second judge against a real server on loopback."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from typer.testing import CliRunner

import eval.cli as command
from eval.claims import Claim
from eval.evidence import passages
from eval.second import SecondJudge, read
from eval.shelf import Shelf
from index.documents import PolicyError

KINDS = "medical,no_such_document"


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: Path):  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    return lambda *arguments: runner.invoke(command.app, [*arguments, *(("--data", str(data)) if arguments[0] == "run" else ())])


def test_run_report_and_compare(cli, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    first = cli("run", "--kinds", KINDS)
    assert first.exit_code == 0, first.output
    folder = f"runs/assistant-dev-{KINDS.replace(',', '-')}"
    before = (tmp_path / folder / "answers.jsonl").read_bytes()
    again = cli("run", "--kinds", KINDS, "--json")
    assert (tmp_path / folder / "answers.jsonl").read_bytes() == before
    figures = json.loads(again.stdout)
    assert figures["run"]["kinds"] == ["medical", "no_such_document"]

    assert cli("report", folder).exit_code == 0
    pages = {name: (tmp_path / folder / name).read_bytes() for name in ("report.html", "report.json", "report.xml")}
    assert cli("report", folder).exit_code == 0
    assert pages == {name: (tmp_path / folder / name).read_bytes() for name in pages}

    assert cli("run", "--kinds", KINDS, "--system", "null-silent", "--name", "silent").exit_code == 0
    assert cli("compare", folder, folder).exit_code == 0
    worse = cli("compare", folder, "runs/silent", "--json")
    assert worse.exit_code == 4
    assert json.loads(worse.stdout)["regressed"]
    assert cli("compare", "runs/silent", folder).exit_code == 0
    assert cli("report", folder, "--against", "runs/silent").exit_code == 0
    assert "变对" in (tmp_path / folder / "report.html").read_text(encoding="utf-8")


def test_the_gate_is_for_the_run_that_the_baseline_is_of(cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    wrong = cli("run", "--kinds", KINDS, "--gate")
    assert isinstance(wrong.exception, PolicyError)
    monkeypatch.setattr(command, "BASELINE", tmp_path / "baseline.json")
    high = {"value": 1.0, "low": 0.999}
    (tmp_path / "baseline.json").write_text(json.dumps({"system": "null-silent", "split": "dev", "right where answerable": high}))
    fallen = cli("run", "--system", "null-silent", "--gate")
    assert fallen.exit_code == 4
    assert cli("run", "--system", "null-silent", "--record", "--gate").exit_code == 0
    assert json.loads((tmp_path / "baseline.json").read_text())["right where answerable"]["count"] == 0


class Scripted(BaseHTTPRequestHandler):
    """A model server that says what a test tells it."""

    replies: ClassVar[list[str]] = []
    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.asked.append(body["messages"][0]["content"])
        reply = json.dumps({"choices": [{"message": {"content": self.replies.pop(0)}}]}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    Scripted.replies, Scripted.asked = [], []
    http = ThreadingHTTPServer(("127.0.0.1", 0), Scripted)
    thread = threading.Thread(target=http.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{http.server_address[1]}/v1"
    http.shutdown()
    http.server_close()


def test_the_second_judge_asks_once_and_keeps_what_was_said(server: str, tmp_path: Path) -> None:
    shelf = Shelf.of_the_set()
    behind = passages(shelf, [c for c in [shelf.clause("jiaxing-2030", "jiaxing-2030/五/(二)/2")] if c])
    Scripted.replies += ["支持", "不支持。", "也许吧"]
    judge = SecondJudge(server, "tiny", tmp_path / "second.json")
    opinions = [judge.decide(Claim(text=text, citations=(1,)), behind) for text in ("甲", "乙", "丙")]
    assert opinions == ["SUPPORTED", "UNSUPPORTED", "unjudged"]
    assert "吸烟率" in Scripted.asked[0]
    later = SecondJudge(server, "tiny", tmp_path / "second.json")
    assert [later.decide(Claim(text=text, citations=(1,)), behind) for text in ("甲", "乙", "丙")] == opinions
    assert len(Scripted.asked) == 3


@pytest.mark.parametrize(
    ("words", "opinion"),
    [
        ("支持", "SUPPORTED"),
        ("不支持", "UNSUPPORTED"),
        ("<think>不支持？</think>支持", "SUPPORTED"),
        ("支持，但也不支持", "unjudged"),
        ("", "unjudged"),
    ],
)
def test_an_opinion_that_cannot_be_read_is_unjudged(words: str, opinion: str) -> None:
    assert read(words) == opinion


def test_the_second_judge_is_local(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"example\.com"):
        SecondJudge("https://example.com/v1", "x", tmp_path / "c.json")


def test_a_second_judge_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=r"127\.0\.0\.1:9"):
        SecondJudge("http://127.0.0.1:9/v1", "x", tmp_path / "c.json").decide(Claim(text="甲", citations=()), ())
