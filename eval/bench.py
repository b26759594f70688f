"""How long things take and how much memory: `python -m eval.bench` prints a table and writes `runs/bench.json`.

Builds are made in child processes, searches and answers are timed in this one, commands as whole processes. A search is
timed in turns with its floor, bm25s alone on the same tokens: "search p95 / floor p95, 10,000 documents: 2.1, aim 3". Corpora larger than the
bundled one are made up (`eval.made_up`). How good answers are is measured by `eval.measure`.
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
from typing import TYPE_CHECKING, Annotated

import typer

from eval import made_up
from index.about import BUNDLED

if TYPE_CHECKING:
    from index.library import Library

QUESTIONS = Path(__file__).parent / "questions" / "core.jsonl"
PACKAGES = ("bm25s", "chromadb", "llama-index-core", "numpy", "scipy", "rjieba")
K = 10
COLD_RUNS = 5
WARM_UP = 5
Search = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """The most that each thing may take: times the floor, milliseconds, seconds."""

    search: float = 3.0
    ask_ms: float = 60.0
    build_s: float = 8.0
    cold_ask_s: float = 3.5
    help_s: float = 0.8


AIM = Aim()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build took in its child process; the peak is in MiB."""

    clauses: int
    peak: float


def main(
    quick: Annotated[bool, typer.Option("--quick", help="The five bundled documents only.")] = False,
    documents: Annotated[str, typer.Option(help="How many made-up documents, one corpus each.")] = "1000,10000",
    questions: Annotated[int | None, typer.Option(help="Only so many questions, evenly spread.", min=1, show_default=False)] = None,
    out: Annotated[Path, typer.Option(help="Where the figures go.")] = Path("runs/bench.json"),
) -> None:
    """Time builds, searches, answers and cold starts; print a table and write it as JSON."""
    asked = spread(load_questions(), questions)
    sizes = [] if quick else [int(size) for size in documents.split(",")]
    with TemporaryDirectory(prefix="policy-bench-") as folder:
        rows = [*five(Path(folder) / "five", asked), *(row for size in sizes for row in many(Path(folder) / str(size), size, asked))]
    out.parent.mkdir(parents=True, exist_ok=True)
    figures = {"machine": machine(), "questions": len(asked), "rows": [{**asdict(row), "met": row.met} for row in rows]}
    out.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print_table(rows, len(asked))
    say(f"Written to {out}")


def five(folder: Path, asked: Sequence[str]) -> Iterable[Row]:
    """Everything there is to measure on the bundled documents."""
    from assistant.chat import Assistant
    from index.library import Library

    yield from build(BUNDLED, folder, 5, AIM.build_s)
    library = Library.open(folder)
    yield from searches(library, 5, asked, {"llama-index": llama_index_search()})
    say("5 documents: answers")
    yield from percentiles("ask", 5, interleaved({"ask": Assistant(library).ask}, asked)["ask"], aims={95: AIM.ask_ms})
    yield from cold_starts(folder, asked[0])


def many(folder: Path, size: int, asked: Sequence[str]) -> Iterable[Row]:
    """Build and searches on so many made-up documents; their folder is removed afterwards."""
    from index.library import Library

    with TemporaryDirectory(dir=folder.parent) as temporary:
        say(f"{size:,} documents: making them up")
        sources, data = Path(temporary) / "sources", Path(temporary) / "data"
        made_up.write(made_up.made_up(size), sources)
        yield from build(sources, data, size, None)
        yield from searches(Library.open(data), size, asked, {})


def build(sources: Path, data: Path, size: int, aim: float | None) -> Iterable[Row]:
    """Seconds and MiB of an ingestion, start of its process included."""
    say(f"{size:,} documents: build")
    start = time.perf_counter()
    # Spawned, not forked: a fork would begin with the memory of this process.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        built = pool.submit(build_in_child, sources, data).result()
    seconds = time.perf_counter() - start
    yield Row(measure="clauses", documents=size, value=built.clauses, unit="clauses")
    yield Row(measure="build", documents=size, value=seconds, unit="s", aim=aim)
    yield Row(measure="build, peak memory", documents=size, value=built.peak, unit="MiB")


def build_in_child(sources: Path, data: Path) -> Built:
    """Ingest a folder. Runs in a process of its own."""
    from index.build import ingest

    start, last = time.perf_counter(), ""

    def progress(step: str) -> None:
        nonlocal last
        kind = step if step.isascii() else step.split(" ")[0] if step.endswith(".txt") else step
        if kind != last:
            say(f"  {time.perf_counter() - start:6.1f} s  {kind}")
        last = kind

    reports, _ = ingest([sources], data, progress=progress)
    if failed := [report.message for report in reports if report.change == "failed"]:
        raise RuntimeError(f"{len(failed)} files could not be read, the first: {failed[0]}")
    return Built(clauses=sum(report.clauses for report in reports), peak=peak_memory())


def peak_memory() -> float:
    """The most memory that this process held so far, in MiB."""
    status = Path("/proc/self/status")
    if status.is_file():
        # Not ru_maxrss: on Linux it begins, across vfork and exec, with the memory of the parent.
        line = next(line for line in status.read_text(encoding="ascii", errors="replace").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1024**2 if sys.platform == "darwin" else peak / 1024


def searches(library: "Library", size: int, asked: Sequence[str], baselines: dict[str, Search]) -> Iterable[Row]:
    """Percentiles of a search, its floor and the baselines, and how many times the floor each takes."""
    say(f"{size:,} documents: index of the floor")
    floor = floor_search(library)
    say(f"{size:,} documents: searches")
    times = interleaved({"search": lambda question: library.search(question, K), "floor (bm25s)": floor, **baselines}, asked)
    for name, measured in times.items():
        yield from percentiles(name, size, measured)
    for name in times:
        for percent in (50, 95):
            ratio = percentile(times[name], percent) / percentile(times["floor (bm25s)"], percent)
            if name != "floor (bm25s)":
                aim = AIM.search if name == "search" else None
                yield Row(measure=f"{name} p{percent} / floor p{percent}", documents=size, value=ratio, unit="×", aim=aim)


def floor_search(library: "Library") -> Search:
    """Bm25s alone, in memory, on the tokens that the library indexes; cutting the question into tokens is included."""
    import bm25s

    from index.build import search_text
    from index.words import Vocabulary, words

    vocabulary = Vocabulary()
    tokens = [vocabulary.add(words(search_text(d.about, clause))) for d in library.store.documents() for clause in d.outline.clauses]
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

    texts = [Document(text=source.text, id_=source.id) for source in made_up.bundled()]
    retriever = BM25Retriever.from_defaults(nodes=SentenceSplitter().get_nodes_from_documents(texts), similarity_top_k=K)
    return retriever.retrieve  # type: ignore[no-any-return]


def interleaved(searches: dict[str, Search], asked: Sequence[str]) -> dict[str, list[float]]:
    """Milliseconds of each search on each question. They take turns, and turns at going first, so that all meet the same machine."""
    names = list(searches)
    times: dict[str, list[float]] = {name: [] for name in names}
    for question in spread(asked, WARM_UP):
        for search in searches.values():
            search(question)
    for n, question in enumerate(asked):
        for name in names[n % len(names) :] + names[: n % len(names)]:
            start = time.perf_counter()
            searches[name](question)
            times[name].append(1000 * (time.perf_counter() - start))
    return times


def percentiles(name: str, size: int, times: Sequence[float], aims: dict[int, float] | None = None) -> Iterable[Row]:
    for percent in (50, 95):
        yield Row(measure=f"{name} p{percent}", documents=size, value=percentile(times, percent), unit="ms", aim=(aims or {}).get(percent))


def percentile(values: Sequence[float], percent: float) -> float:
    """The nearest-rank percentile: the least value that so many percent of all do not exceed."""
    if not values or not 0 < percent <= 100:
        raise ValueError(f"percentile {percent} of {len(values)} values: there must be values, and 0 < percent <= 100")
    return sorted(values)[math.ceil(percent / 100 * len(values)) - 1]


def cold_starts(data: Path, question: str) -> Iterable[Row]:
    """Medians of whole processes: a question answered, and the help."""
    say(f"5 documents: cold starts, {COLD_RUNS} runs each")
    ask = ("ask", question, "--data", str(data))
    yield Row(measure="cold start, ask", documents=5, value=statistics.median(cold(ask)), unit="s", aim=AIM.cold_ask_s)
    yield Row(measure="cold start, --help", documents=5, value=statistics.median(cold(("--help",))), unit="s", aim=AIM.help_s)


def cold(arguments: Sequence[str]) -> list[float]:
    """Seconds of runs of the command line, each a process of its own."""
    # The settings of whoever runs this are not what is measured.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLICY_ASSISTANT_")}
    times = []
    for _ in range(COLD_RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "assistant.cli", *arguments], check=True, capture_output=True, env=environment)
        times.append(time.perf_counter() - start)
    return times


def load_questions() -> list[str]:
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines if line.strip()]


def spread(items: Sequence[str], count: int | None) -> list[str]:
    """So many of the items, evenly spread; all where there are no more."""
    if count is None or count >= len(items):
        return list(items)
    return [items[i * len(items) // count] for i in range(count)]


def machine() -> dict[str, str | int]:
    """What it ran on."""
    versions = {name: version(name) for name in PACKAGES}
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return {"system": platform.platform(), "cores": cores, "python": platform.python_version(), **versions}


def print_table(rows: Sequence[Row], questions: int) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("measured", title=f"{questions} questions")
    for name in ("documents", "value", "aim", "met"):
        table.add_column(name, justify="right")
    for row in rows:
        aim = "" if row.aim is None else f"≤ {row.aim:g} {row.unit}"
        met = {None: "", True: "yes", False: "NO"}[row.met]
        table.add_row(row.measure, f"{row.documents:,}", f"{number(row)} {row.unit}", aim, met)
    console = Console()
    console.print(table)
    console.print(", ".join(f"{name} {value}" for name, value in machine().items()), highlight=False)


def number(row: Row) -> str:
    return f"{row.value:,.0f}" if row.unit in ("MiB", "clauses") else f"{row.value:,.2f}"


def say(step: str) -> None:
    sys.stderr.write(f"{step}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    typer.run(main)
