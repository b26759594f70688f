"""The shape of the house: imports run one way, files can be read in a sitting, and the question set stands."""

import ast
from pathlib import Path

import pytest

from prompts import render

ROOT = Path(__file__).parent.parent
PACKAGES = ("index", "prompts", "assistant", "eval", "ui")
MAY_IMPORT = {
    "index": set(),
    "prompts": set(),
    "assistant": {"index", "prompts"},
    "eval": {"assistant", "index", "prompts"},
    "ui": {"assistant", "index", "eval"},
}


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    names += [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {name.partition(".")[0] for name in names}


FILES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    allowed = MAY_IMPORT[package] | {package}
    if path.name == "cli.py":
        allowed |= {"ui", "eval"}  # where the parts are put together
    assert imports(path) & set(PACKAGES) <= allowed


def test_only_language_imports_langdetect() -> None:
    assert [path.name for path in FILES if "langdetect" in imports(path)] == ["language.py"]


def test_every_file_says_what_it_does() -> None:
    for path in FILES:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_a_prompt_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        render("none")
