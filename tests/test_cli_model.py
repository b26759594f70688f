"""The commands that take a model, as whole processes: results on stdout, loading on stderr, and an end without an abort."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from small_models import qwen3

from index.about import BUNDLED

SMOKING = "嘉兴2030年吸烟率目标是多少？"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = [path.read_text(encoding="utf-8") for path in sorted(BUNDLED.glob("*.txt"))]
    return qwen3(tmp_path_factory.mktemp("models") / "tiny", texts, vocabulary=2000, context=8192)


def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, "-m", "assistant.cli", *arguments], capture_output=True, text=True, timeout=200, check=False)


def test_ask_with_a_model_gives_json_on_stdout_and_says_that_the_model_was_no_use(data: Path, tiny: Path) -> None:
    made = run("ask", SMOKING, "--json", "--data", str(data), "--model", str(tiny))
    assert made.returncode == 0, made.stderr
    answer = json.loads(made.stdout)
    assert "20%以下" in answer["answer"]
    assert answer["model"] is None
    assert answer["notice"]
    assert {"prompt", "model", "total"} <= set(answer["timings_ms"])
    assert "正在载入模型" in made.stderr


def test_ask_without_a_model_has_the_names_of_the_contract_alone(data: Path) -> None:
    answer = json.loads(run("ask", SMOKING, "--json", "--data", str(data)).stdout)
    assert "notice" not in answer


def test_doctor_tries_the_model(data: Path, tiny: Path) -> None:
    made = run("doctor", "--json", "--data", str(data), "--model", str(tiny))
    findings = {finding["subject"]: finding for finding in json.loads(made.stdout)}
    assert findings["模型内存"]["well"]
    assert "tiny" in findings["本地模型"]["state"]
    assert "试问一句" in findings["本地模型"]["state"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--model", "no/such-model-here"), "no/such-model-here"),
        (("--model-url", "http://127.0.0.1:1/v1"), "--model NAME"),
        (("--model", "m", "--model-url", "https://8.8.8.8/v1"), "不在本机或内网"),
    ],
)
def test_a_model_that_cannot_be_used_is_one_line_that_names_it(data: Path, arguments: tuple[str, ...], told: str) -> None:
    made = run("ask", SMOKING, "--data", str(data), *arguments)
    assert made.returncode == 1
    assert told in made.stderr.splitlines()[-1]
    assert made.stdout == ""


def test_a_server_that_is_down_leaves_the_documents_words(data: Path) -> None:
    made = run("ask", SMOKING, "--data", str(data), "--model", "m", "--model-url", "http://127.0.0.1:1/v1")
    assert made.returncode == 0
    assert "20%以下" in made.stdout
    assert "以下直接引自文件" in made.stdout
