"""The shape of the house: imports run one way, files can be read in a sitting, and the question set stands."""

import ast
from pathlib import Path

import pytest

from eval.measure import percentile, share
from eval.questions import faults, load
from index.documents import Document
from prompts import render

ROOT = Path(__file__).parent.parent
PACKAGES = ("index", "prompts", "assistant", "eval", "ui")
MAY_IMPORT = {
    "index": set(),
    "prompts": set(),
    "assistant": {"index", "prompts"},
    "eval": {"assistant", "index"},
    "ui": {"assistant", "index", "eval"},
}


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    "path", [p for package in PACKAGES for p in sorted((ROOT / package).glob("*.py"))], ids=lambda p: f"{p.parent.name}/{p.name}"
)
def test_imports_run_one_way(path: Path) -> None:
    allowed = MAY_IMPORT[path.parent.name] | {path.parent.name}
    if path.name == "cli.py":
        allowed |= {"ui", "eval"}  # where the parts are put together
    assert imports(path) & set(PACKAGES) <= allowed


def test_only_language_imports_langdetect() -> None:
    assert [p.name for package in PACKAGES for p in (ROOT / package).glob("*.py") if "langdetect" in imports(p)] == ["language.py"]


def test_every_file_says_what_it_does() -> None:
    for path in (p for package in PACKAGES for p in (ROOT / package).glob("*.py")):
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_the_question_set_stands_in_the_documents(corpus: dict[str, Document]) -> None:
    rows = load()
    assert faults(rows, {id: d.text for id, d in corpus.items()}, {id: d.sha256 for id, d in corpus.items()}) == []
    assert len(rows) >= 60
    assert sum(not row.answerable for row in rows) >= 20


def test_shares_and_percentiles() -> None:
    assert share(8, 10) == {"count": 8, "of": 10, "share": 0.8, "low": 0.4902, "high": 0.9433}
    assert share(0, 0)["share"] == 0.0
    assert percentile([3, 1, 2, 4], 50) == 2
    assert percentile([], 95) == 0.0


def test_a_prompt_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        render("none")
