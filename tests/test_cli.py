"""The command line as a stranger uses it: contracts, exit status, bad input. Each test is a real run of a function of it."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.cli import app
from index.documents import PolicyError

ANSWER_KEYS = [
    "id", "question", "standalone_question", "language", "status", "reason", "answer", "claims", "citations", "nearest", "searched", "mode",
    "model", "timings_ms", "build",
]  # fmt: skip
CITATION_KEYS = ["n", "document_id", "document_title", "document_status", "clause_id", "path", "clause", "quote", "start", "end"]


def run(*arguments: str, data: Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, [*arguments, "--data", str(data)])
    assert result.exit_code == code, result.output
    return result.stdout


def run_json(*arguments: str, data: Path) -> Any:
    return json.loads(run(*arguments, "--json", data=data))


def test_ask_gives_a_cited_answer(data: Path) -> None:
    answer = run_json("ask", "嘉兴2030年吸烟率目标是多少？", data=data)
    assert list(answer) == ANSWER_KEYS
    assert answer["status"] == "answered"
    assert "20%以下" in answer["answer"]
    assert "[1]" in answer["answer"]
    assert list(answer["citations"][0]) == CITATION_KEYS
    citation = answer["citations"][0]
    [document] = run_json("documents", citation["document_id"], "--text", data=data)
    assert document["text"][citation["start"] : citation["end"]] == citation["quote"]
    assert citation["quote"] in citation["clause"]
    text = run("ask", "嘉兴2030年吸烟率目标是多少？", data=data)
    assert "jiaxing-2030/五/(二)/2" in text


def test_no_answer_is_status_3_only_when_asked_for(data: Path) -> None:
    run("ask", "杭州的吸烟率目标是多少？", data=data)
    run("ask", "杭州的吸烟率目标是多少？", "--fail-on-no-answer", data=data, code=3)


@pytest.mark.parametrize("question", ["", "   ", "\u3000\n"])
def test_an_empty_question_is_wrong_usage(data: Path, question: str) -> None:
    result = CliRunner().invoke(app, ["ask", question, "--data", str(data)])
    assert result.exit_code == 2


def test_history_from_a_file(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "history.json"
    path.write_text('["沈阳控烟限酒由哪个部门负责？"]', encoding="utf-8")
    answer = run_json("ask", "换成丽水呢？", "--history", str(path), data=data)
    assert answer["standalone_question"] == "丽水控烟限酒由哪个部门负责？"
    assert answer["citations"][0]["document_id"] == "lishui-action"


def test_batch_keeps_order_and_reports_bad_rows(data: Path, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        '{"id": "a", "question": "嘉兴2030年吸烟率目标是多少？"}',
        "not json",
        '{"id": "c"}',
        '{"id": "d", "question": "   "}',
        '{"id": "e", "question": "那丽水呢？", "history": ["嘉兴控烟怎么做？"]}',
        "[1]",
        '{"id": "g", "question": "x", "history": "y"}',
    ]
    source.write_text("\n".join(rows) + "\n", encoding="utf-8")
    run("ask", "--batch", str(source), "--out", str(target), data=data, code=1)
    out = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [row["id"] for row in out] == ["a", None, "c", "d", "e", None, "g"]
    assert [row.get("line") for row in out] == [None, 2, 3, 4, None, 6, 7]
    assert "第 2 行不是 JSON" in out[1]["error"]
    assert "缺少 question" in out[2]["error"]
    assert list(out[0]) == ANSWER_KEYS


def test_search_documents_show(data: Path) -> None:
    [hit, *_] = run_json("search", "嘉兴 足球场地", "-k", "3", data=data)
    assert hit["clause_id"] == "jiaxing-2030/五/(三)/1"
    assert set(hit["parts"]) == {"words", "characters", "vectors"}
    listed = run_json("documents", data=data)
    assert [d["id"] for d in listed] == ["city-draft-2023", "jiaxing-2027", "jiaxing-2030", "lishui-action", "shenyang-2030"]
    assert listed[4]["number"] is None
    assert listed[0]["status"] == "征求意见稿"
    shown = run_json("show", "lishui-action/二/(二)/7", data=data)
    assert len(shown["item"]) == 2
    assert "原文第" in run("show", "lishui-action/二/(二)/7", data=data)
    coverage = run_json("documents", "lishui-action", "--coverage", data=data)
    assert coverage["shares"]["duplicate"] > 0.4
    assert sum(p["end"] - p["start"] for p in coverage["pieces"]) == coverage["characters"]
    assert len(run_json("documents", "lishui-action", "--suspicious", data=data)) == 1
    assert "重复" in run("documents", "lishui-action", "--coverage", data=data)


def test_unknown_names_are_clear_errors(data: Path) -> None:
    for arguments, words in (
        (["show", "jiaxing-2030/五/(二)/99"], "jiaxing-2030/五/(二)/1"),
        (["documents", "nowhere"], "没有文件 nowhere"),
        (["ask", "吸烟", "--document", "nowhere"], "没有文件 nowhere"),
        (["ask", "健" * 5000], "5000 个字"),
        (["ask", "😀😀"], "没有可以检索的文字"),
    ):
        result = CliRunner().invoke(app, [*arguments, "--data", str(data)])
        assert isinstance(result.exception, PolicyError)
        assert words in str(result.exception)


def test_facts_are_looked_up(data: Path) -> None:
    rows = run_json("duties", "--document", "lishui-action", "--unit", "卫健委", data=data)
    assert list(rows[0]) == ["document_id", "measure", "units", "lead", "lead_basis", "clause_id", "quote", "start", "end"]
    assert all("市衛生健康委" in row["units"] for row in rows)
    assert len(run_json("duties", "--document", "lishui-action", "--unit", "教育局", "--role", "lead", data=data)) == 1
    [row] = run_json("indicators", "--name", "居民健康素养水平", "--document", "jiaxing-2030", data=data)
    assert row["values"][2] == {"years": ["2030"], "role": "target", "text": "≥35", "comparator": "≥", "number": 35.0, "certain": True}
    assert run_json("indicators", "--year", "2027", "--jurisdiction", "嘉兴", data=data)
    [target] = run_json("targets", "--name", "15岁以上人群吸烟率", "--document", "jiaxing-2030", data=data)
    assert (target["comparator"], target["number"], target["year"]) == ("≤", 20.0, "2030")
    assert len(run_json("duties", "--document", "lishui-action", "--unit", "教育居", data=data)) == 9
    text = run("targets", "--csv", data=data)
    assert text.startswith("\ufeffdocument_id,")
    assert "没有找到" in run("duties", "--unit", "不存在局", data=data)


def test_a_real_process_is_quick_and_keeps_its_streams_apart(data: Path, tmp_path: Path) -> None:
    began = time.monotonic()
    help = subprocess.run([sys.executable, "-m", "assistant.cli", "--help"], capture_output=True, text=True, check=True)
    assert "ask" in help.stdout
    assert time.monotonic() - began < 3
    missing = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "ask", "吸烟率", "--data", str(tmp_path / "no")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (missing.returncode, missing.stdout) == (1, "")
    assert "policy-assistant ingest" in missing.stderr
    made = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "ask", "嘉兴吸烟率目标", "--json", "--data", str(data)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(made.stdout)["status"] == "answered"
    assert made.stderr == ""


def test_doctor(data: Path, tmp_path: Path) -> None:
    findings = {finding["subject"]: finding for finding in run_json("doctor", data=data)}
    assert findings["索引"]["well"]
    assert findings["Chroma"]["well"]
    result = CliRunner().invoke(app, ["doctor", "--data", str(tmp_path)])
    assert result.exit_code == 1
    assert "policy-assistant ingest" in result.output
