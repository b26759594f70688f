"""The benchmark: its made-up documents, its percentiles, and a quick run from end to end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from eval.bench import Row, interleaved, percentile, spread
from eval.made_up import MOST, made_up, write
from index.build import ingest


def test_made_up_documents_are_distinct_and_the_same_for_a_seed() -> None:
    documents = list(made_up(60, seed=7))
    assert documents == list(made_up(60, seed=7))
    assert documents != list(made_up(60, seed=8))
    for part in (
        [document.name for document in documents],
        [document.text for document in documents],
        [document.text.splitlines()[0] for document in documents],
    ):
        assert len(set(part)) == 60


def test_made_up_documents_name_no_real_place_of_ours() -> None:
    assert not any(place in document.text for document in made_up(60) for place in ("嘉兴", "沈阳", "丽水", "XX"))


@pytest.mark.parametrize("count", [-1, MOST + 1])
def test_more_made_up_documents_than_there_are_titles_are_refused(count: int) -> None:
    with pytest.raises(ValueError, match=str(count)):
        next(made_up(count))


def test_made_up_documents_are_read_as_policies_are(tmp_path: Path) -> None:
    assert write(made_up(40), tmp_path / "sources") == 40
    reports, build = ingest([tmp_path / "sources"], tmp_path / "data", dry_run=True)
    assert build == ""
    assert [report.change for report in reports] == ["added"] * 40
    assert min(report.clauses for report in reports) >= 8
    assert len({report.title for report in reports}) == 40
    assert all("市人民政府" in report.title for report in reports)


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([5.0], 50, 5.0),
        ([4.0, 1.0, 3.0, 2.0], 50, 2.0),
        ([15.0, 20.0, 35.0, 40.0, 50.0], 40, 20.0),  # the worked example of nearest rank in Wikipedia's "Percentile"
        ([15.0, 20.0, 35.0, 40.0, 50.0], 100, 50.0),
        ([float(n) for n in range(1, 101)], 95, 95.0),
        ([float(n) for n in range(1, 21)], 95, 19.0),
    ],
)
def test_percentile_is_the_nearest_rank(values: list[float], percent: float, expected: float) -> None:
    assert percentile(values, percent) == expected


@pytest.mark.parametrize(("values", "percent"), [([], 50), ([1.0], 0), ([1.0], 101)])
def test_percentile_of_nothing_or_out_of_range_is_refused(values: list[float], percent: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(values, percent)


def test_a_row_says_whether_its_aim_was_met() -> None:
    assert Row(measure="build", documents=5, value=8.0, unit="s", aim=8.0).met is True
    assert Row(measure="build", documents=5, value=8.1, unit="s", aim=8.0).met is False
    assert Row(measure="build", documents=5, value=8.1, unit="s").met is None


def test_interleaved_ways_are_asked_the_same_and_take_turns_at_going_first() -> None:
    calls: list[tuple[str, str]] = []
    questions = [str(n) for n in range(10)]
    times = interleaved(
        {"a": lambda question: calls.append(("a", question)), "b": lambda question: calls.append(("b", question))}, questions
    )
    assert {name: len(taken) for name, taken in times.items()} == {"a": 10, "b": 10}
    assert [question for name, question in calls if name == "a"] == [question for name, question in calls if name == "b"]
    assert {name for name, _ in calls[::2]} == {"a", "b"}


def test_spread_takes_from_all_over() -> None:
    assert spread(["a", "b", "c", "d", "e", "f"], 3) == ["a", "c", "e"]
    assert spread(["a", "b"], 5) == spread(["a", "b"], None) == ["a", "b"]


@pytest.mark.slow
def test_a_quick_run_writes_every_row(tmp_path: Path) -> None:
    out = tmp_path / "runs" / "bench.json"
    command = [sys.executable, "-m", "eval.bench", "--quick", "--questions", "8", "--out", str(out)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=Path(__file__).parents[1], timeout=120)
    assert run.returncode == 0, run.stderr
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["questions"] == 8
    assert {"cores", "python", "bm25s", "chromadb", "llama-index-core"} <= set(figures["machine"])
    rows = {row["measure"]: row for row in figures["rows"]}
    searched = {f"{name}, p{percent}" for name in ("search", "floor (bm25s)", "llama-index") for percent in (50, 95)}
    ratios = {f"{name} / floor, p{percent}" for name in ("search", "llama-index") for percent in (50, 95)}
    others = {"build", "build, peak memory", "build, clauses", "ask, p50", "ask, p95", "cold start, ask", "cold start, --help"}
    assert set(rows) == searched | ratios | others
    assert all(row["documents"] == 5 and row["value"] > 0 and row["unit"] for row in rows.values())
    aims = {name: row["aim"] for name, row in rows.items() if row["aim"] is not None}
    assert aims == {
        "build": 8, "search / floor, p50": 3, "search / floor, p95": 3, "ask, p95": 60, "cold start, ask": 3.5, "cold start, --help": 0.8,
    }  # fmt: skip
    assert all(row["met"] == (row["value"] <= row["aim"]) for row in rows.values() if row["aim"] is not None)
    assert rows["build, clauses"]["value"] > 300
    assert all(name in run.stdout for name in ("documents", "aim", "met", "build, peak"))
