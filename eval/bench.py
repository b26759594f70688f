"""How long things take and how much memory: `python -m eval.bench` prints a table and writes `runs/bench.json`.

Builds are made in child processes, searches and answers are timed in this one, commands as whole processes. A search is
timed in turns with its floor, bm25s alone on the same tokens: "search / floor, p95, 1,000 documents: 2.10 ×, aim ≤ 3 ×".
Larger corpora are made up (`eval.made_up`). How good answers are is for `eval.run` and `eval.score` to say.
"""

import json
import math
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from eval import made_up
from eval.questions import load
from index.about import BUNDLED

PACKAGES, FLOOR = ("bm25s", "chromadb", "llama-index-core", "numpy", "scipy", "rjieba"), "floor (bm25s)"
K, COLD_RUNS, WARM_UP = 10, 5, 5
# The most that each thing may take; the first is in times the floor.
SEARCH_AIM, ASK_MS, BUILD_S, COLD_ASK_S, HELP_S = 3.0, 60.0, 8.0, 3.5, 0.8

Search = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured value with its unit, on how many documents, and the most that it was to be (None: nothing was aimed at)."""

    measure: str
    documents: int
    value: float
    unit: str
    aim: float | None = None

    @property
    def met(self) -> bool | None:
        return None if self.aim is None else self.value <= self.aim


def main(
    quick: Annotated[bool, typer.Option("--quick", help="The five bundled documents only.")] = False,
    documents: Annotated[str, typer.Option(help="How many made-up documents, one corpus for each number.")] = "1000,10000",
    questions: Annotated[int | None, typer.Option(help="Only so many questions, evenly spread.", min=1, show_default=False)] = None,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = Path("runs/bench.json"),
) -> None:
    """Time builds, searches, answers and cold starts; print a table and write it as JSON."""
    asked = spread([row.question for row in load() if row.language != "en" and not row.documents], questions)
    sizes = [] if quick else [int(size) for size in documents.split(",")]
    with TemporaryDirectory(prefix="policy-bench-") as folder:
        rows = [*five(Path(folder), asked), *(row for size in sizes for row in many(Path(folder), size, asked))]
    out.parent.mkdir(parents=True, exist_ok=True)
    figures = {"machine": machine(), "questions": len(asked), "rows": [{**asdict(row), "met": row.met} for row in rows]}
    out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print_table(rows, len(asked))
    say(f"written to {out}")


def five(folder: Path, asked: Sequence[str]) -> Iterable[Row]:
    """Everything there is to measure on the bundled documents."""
    from assistant.chat import Assistant
    from index.library import Library

    data = folder / "five"
    yield from build(BUNDLED, data, 5, BUILD_S)
    yield from searches(data, 5, asked, {"llama-index": llama_index_search()})
    say("5 documents: answers")
    taken = interleaved({"ask": Assistant(Library.open(data)).ask}, asked)["ask"]
    yield Row(measure="ask, p50", documents=5, value=percentile(taken, 50), unit="ms")
    yield Row(measure="ask, p95", documents=5, value=percentile(taken, 95), unit="ms", aim=ASK_MS)
    say("5 documents: cold starts")
    yield Row(measure="cold start, ask", documents=5, value=cold("ask", asked[0], "--data", str(data)), unit="s", aim=COLD_ASK_S)
    yield Row(measure="cold start, --help", documents=5, value=cold("--help"), unit="s", aim=HELP_S)


def many(folder: Path, size: int, asked: Sequence[str]) -> Iterable[Row]:
    """Build and searches on so many made-up documents, which are removed afterwards."""
    with TemporaryDirectory(dir=folder) as temporary:
        say(f"{size:,} documents: making them up")
        sources, data = Path(temporary) / "sources", Path(temporary) / "data"
        made_up.write(made_up.made_up(size), sources)
        yield from build(sources, data, size, None)
        yield from searches(data, size, asked, {})


def build(sources: Path, data: Path, size: int, aim: float | None) -> Iterable[Row]:
    """An ingestion: its seconds, the start of its process included, and its memory."""
    say(f"{size:,} documents: build")
    start = time.perf_counter()
    # Spawned, not forked: a fork would begin with the memory of this process.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        clauses, peak = pool.submit(build_in_child, sources, data).result()
    yield Row(measure="build", documents=size, value=time.perf_counter() - start, unit="s", aim=aim)
    yield Row(measure="build, peak memory", documents=size, value=peak, unit="MiB")
    yield Row(measure="build, clauses", documents=size, value=clauses, unit="clauses")


def build_in_child(sources: Path, data: Path) -> tuple[int, float]:
    """Ingest a folder; returns how many clauses there are and the peak memory. Runs in a process of its own."""
    from index.build import ingest

    start = time.perf_counter()

    def progress(step: str) -> None:
        if not step.startswith("读取"):  # one step a file
            say(f"{time.perf_counter() - start:8.1f} s  {step}")

    reports, _ = ingest([sources], data, progress=progress)
    if failed := [report.message for report in reports if report.change == "failed"]:
        raise RuntimeError(f"{len(failed)} files could not be read, the first: {failed[0]}")
    return sum(report.clauses for report in reports), peak_memory()


def peak_memory() -> float:
    """The most memory that this process has held, in MiB."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Not ru_maxrss: across vfork and exec, Linux lets it begin with the memory of the parent.
        return int(status.read_text(encoding="utf-8", errors="replace").partition("VmHWM:")[2].split()[0]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024


def searches(data: Path, size: int, asked: Sequence[str], baselines: dict[str, Search]) -> Iterable[Row]:
    """A search, its floor and the baselines: percentiles, and how many times the floor each takes."""
    from index.library import Library

    say(f"{size:,} documents: searches")
    library = Library.open(data)
    ways = {"search": lambda question: library.search(question, K), FLOOR: floor_search(data), **baselines}
    times = interleaved(ways, asked)
    for percent in (50, 95):
        took = {name: percentile(taken, percent) for name, taken in times.items()}
        yield from (Row(measure=f"{name}, p{percent}", documents=size, value=value, unit="ms") for name, value in took.items())
        for name, aim in {"search": SEARCH_AIM, **dict.fromkeys(baselines)}.items():
            yield Row(measure=f"{name} / floor, p{percent}", documents=size, value=took[name] / took[FLOOR], unit="×", aim=aim)


def floor_search(data: Path) -> Search:
    """Bm25s alone, in memory, on the tokens that the library indexes; cutting the question into tokens is included."""
    import bm25s

    from index.library import Library
    from index.make import search_text
    from index.words import Vocabulary, words

    # A library of its own: reading all clauses here must not leave them in the memory of the one that is timed.
    library = Library.open(data)
    vocabulary, abouts, count = Vocabulary(), library.abouts(), len(library.store)
    batches = (library.store.clauses(range(start, min(start + 1000, count))) for start in range(0, count, 1000))
    tokens = [vocabulary.add(words(search_text(abouts[clause.document_id], clause))) for batch in batches for clause in batch]
    model = bm25s.BM25(k1=1.2, b=0.75)
    model.index((tokens, dict(vocabulary.numbers)), create_empty_token=False, show_progress=False)

    def search(question: str) -> object:
        known = [word for word in words(question) if word in vocabulary.numbers]
        # bm25s refuses a question of which it knows no word.
        return model.retrieve([known], k=K, show_progress=False, backend_selection="numpy") if known else None

    return search


def llama_index_search() -> Search:
    """What llama-index does by default: SentenceSplitter and BM25Retriever, on the bundled documents."""
    from llama_index.core import Document
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.retrievers.bm25 import BM25Retriever

    nodes = SentenceSplitter().get_nodes_from_documents([Document(text=source.text) for source in made_up.bundled()])
    return BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=K).retrieve  # type: ignore[no-any-return]


def interleaved(ways: dict[str, Search], asked: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each way on each question. They take turns, also at going first, so that all meet the same machine."""
    names = list(ways)
    times: dict[str, list[float]] = {name: [] for name in names}
    for n, question in enumerate([*spread(asked, WARM_UP), *asked]):
        for name in names[n % len(names) :] + names[: n % len(names)]:
            start = time.perf_counter()
            ways[name](question)
            times[name].append(1000 * (time.perf_counter() - start))
    return {name: taken[-len(asked) :] for name, taken in times.items()}


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile: the least of the values that so many percent of them do not exceed."""
    if not values or not 0 < percent <= 100:
        raise ValueError(f"percentile {percent} of {len(values)} values: there must be values, and 0 < percent <= 100")
    return sorted(values)[math.ceil(percent / 100 * len(values)) - 1]


def cold(*arguments: str) -> float:
    """Seconds of the command line as a whole process, the median of some runs."""
    # The settings of whoever runs this are not what is measured.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLICY_ASSISTANT_")}
    times = []
    for _ in range(COLD_RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "assistant.cli", *arguments], check=True, capture_output=True, env=environment)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def spread(items: Sequence[str], count: int | None) -> list[str]:
    """So many of the items, evenly spread; all where there are no more."""
    count = len(items) if count is None else min(count, len(items))
    return [items[i * len(items) // count] for i in range(count)]


def machine() -> dict[str, str | int]:
    """What it ran on."""
    here: dict[str, str | int] = {"system": platform.platform(), "cores": os.cpu_count() or 1, "python": platform.python_version()}
    return here | {name: version(name) for name in PACKAGES}


def print_table(rows: Sequence[Row], questions: int) -> None:
    from rich.console import Console
    from rich.table import Column, Table

    columns = (Column(name, justify="right") for name in ("documents", "value", "aim", "met"))
    table = Table("measured", *columns, title=f"{questions} questions")
    for row in rows:
        value = f"{row.value:,.0f}" if row.unit in ("MiB", "clauses") else f"{row.value:,.2f}"
        aim = "" if row.aim is None else f"≤ {row.aim:g} {row.unit}"
        table.add_row(row.measure, f"{row.documents:,}", f"{value} {row.unit}", aim, {None: "", True: "yes", False: "NO"}[row.met])
    Console().print(table, ", ".join(f"{name} {value}" for name, value in machine().items()), highlight=False)


def say(step: str) -> None:
    print(step, file=sys.stderr, flush=True)


if __name__ == "__main__":
    typer.run(main)
