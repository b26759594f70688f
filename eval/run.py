"""Ask a system every question and keep what it says: `runs/NAME/answers.jsonl`, with `run.json` beside it. Scoring is another step.

A run can be interrupted and goes on where it stopped; a question that fails is a row with its error. Questions are asked of a library
of the five documents alone, whatever the user's own holds; a question that names further documents gets a library with those too.
"""

import hashlib
import json
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import eval.questions as questions
from eval.questions import Row
from eval.shelf import DOCUMENTS
from eval.systems import Record, System
from index import build
from index.about import BUNDLED
from index.documents import PolicyError
from index.library import Library

PACKAGES = ("policy-assistant", "llama-index-core", "chromadb", "bm25s", "rjieba", "opencc", "numpy", "scipy")
ANSWERS, ABOUT = "answers.jsonl", "run.json"
STANDALONE = "#standalone"
"""A follow-up is asked a second time as the question that stands by itself, under its id with this."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run on disk: what it was, and its answers by the ids of their questions."""

    folder: Path
    about: dict[str, Any]
    answers: dict[str, Record]

    @property
    def name(self) -> str:
        return self.folder.name

    def rows(self) -> tuple[Row, ...]:
        """The questions of the run, of the set as it is now.

        Raises:
            PolicyError: the set is no longer the one that the run was made with.
        """
        rows = questions.load(self.about["split"], kinds=self.about["kinds"])
        if self.about["questions"] != hash_of(rows):
            raise PolicyError(f"题集在 {self.folder} 之后改过，不能再用现在的题评这一次的回答。请重新运行 eval run。")
        return rows


def run(
    make: Callable[[Library], System],
    rows: Sequence[Row],
    folder: Path,
    about: dict[str, Any],
    libraries: "Libraries",
    progress: Progress = lambda _done, _of: None,
) -> Run:
    """Ask every question that the folder does not have an answer to yet; each answer is written as soon as it is there.

    Raises:
        PolicyError: the folder holds a run of other settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _same_or_new(folder, about)
    path = folder / ANSWERS
    done = _answers(path)
    path.write_text("".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in done.values()), encoding="utf-8")
    tasks = [(row, key, turns) for row in rows for key, turns in _asked(row)]
    systems: dict[tuple[str, ...], System] = {}
    with path.open("a", encoding="utf-8") as out:
        for n, (row, key, turns) in enumerate(tasks, 1):
            if key not in done:
                if row.documents not in systems:
                    systems[row.documents] = make(libraries.of(row.documents))
                done[key] = _answer(systems[row.documents], key, turns)
                out.write(json.dumps(done[key], ensure_ascii=False) + "\n")
                out.flush()
            progress(n, len(tasks))
    return Run(folder=folder, about=about, answers=done)


def open_run(folder: Path) -> Run:
    """A run that was made before.

    Raises:
        PolicyError: there is none in the folder, or it cannot be read.
    """
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PolicyError(
            f"{folder} 不是一次评测（{ABOUT} 读不出来：{error}）。请用 eval run 产生的文件夹，如 runs/assistant-dev。"
        ) from error
    return Run(folder=folder, about=about, answers=_answers(folder / ANSWERS))


def about_run(system: str, split: str, kinds: Sequence[str], rows: Sequence[Row], model: str | None = None) -> dict[str, Any]:
    """What a run is: its settings, the hashes of the questions, the documents and the program, and the versions of packages."""
    return {
        "system": system, "model": model, "split": split, "kinds": list(kinds), "questions": hash_of(rows), "count": len(rows),
        "documents": {path.name: _sha(path) for path in sorted(BUNDLED.glob("*.txt"))},
        "program": program(), "python": platform.python_version(), "packages": {name: _version(name) for name in PACKAGES},
    }  # fmt: skip


def hash_of(rows: Sequence[Row]) -> str:
    """A hash of questions and their labels."""
    text = "\n".join(json.dumps(questions.as_json(row), ensure_ascii=False, sort_keys=True) for row in rows)
    return hashlib.sha256(text.encode()).hexdigest()


def program() -> str:
    """A hash of the code and data that answers come from."""
    root = Path(__file__).parent.parent
    parts = ("index", "assistant", "prompts")
    files = [path for part in parts for path in sorted((root / part).rglob("*")) if path.suffix in {".py", ".txt", ".json", ".toml"}]
    return hashlib.sha256("".join(_sha(path) for path in files).encode()).hexdigest()


class Libraries:
    """Libraries of the five documents, alone and with documents of the question set, built when first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: dict[tuple[str, ...], Library] = {}

    def of(self, documents: tuple[str, ...] = ()) -> Library:
        if documents not in self._open:
            data = self._folder / ("+".join(["five", *documents]))
            build.ingest([BUNDLED, *(DOCUMENTS / f"{id}.txt" for id in documents)], data)
            self._open[documents] = Library.open(data)
        return self._open[documents]


def _asked(row: Row) -> list[tuple[str, tuple[str, ...]]]:
    alone = [(row.id + STANDALONE, (row.question,))] if len(row.turns) > 1 else []
    return [(row.id, row.turns), *alone]


def _answer(system: System, key: str, turns: Sequence[str]) -> Record:
    start = time.perf_counter()
    try:
        said = system(turns)
    except Exception as error:  # whatever goes wrong in a system under test is a row of its run, counted as failed
        return {"id": key, "question": turns[-1], "status": "error", "error": f"{type(error).__name__}: {error}", "answer": ""}
    return {**said, "id": key, "wall_ms": round(1000 * (time.perf_counter() - start), 2)}


def _same_or_new(folder: Path, about: dict[str, Any]) -> None:
    path = folder / ABOUT
    if path.is_file():
        before = open_run(folder).about
        if changed := [name for name in about if before.get(name) != about[name]]:
            raise PolicyError(f"{folder} 里是另一次评测（{'、'.join(changed)} 不同）。请换一个 --name，或加 --again 从头来过。")
    else:
        path.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _answers(path: Path) -> dict[str, Record]:
    """The answers of a file; a last line that an interruption cut off is left out, and asked again."""
    found: dict[str, Record] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            answer = json.loads(line)
            found[answer["id"]] = answer
        except (ValueError, KeyError):
            continue
    return found


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
