"""Runs, scores, comparisons and reports: nothing is skipped, nothing is NaN, the same input gives the same bytes."""

import json
import math
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as Xml

import pytest

from eval import page, report
from eval.compare import compare
from eval.meta import ablation, by_hand, rates, refused, subjects, trials
from eval.metrics import HEADLINE, METRICS, figures
from eval.questions import KINDS, Row, load
from eval.run import ANSWERS, Libraries, Run, about_run, open_run, run
from eval.score import Cause, Result, score, score_one
from eval.shelf import Shelf
from eval.stats import bootstrap, holm, mcnemar, percentile, share
from eval.systems import NULL, SYSTEMS, Record, named
from index.documents import PolicyError
from index.library import Library

SOME = 12


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf.of_the_set()


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Libraries:
    return Libraries(tmp_path_factory.mktemp("libraries"))


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    """A few questions of many kinds, without those that need a library of their own."""
    every = [row for row in load("dev") if not row.documents and row.language != "en"]
    return tuple(every[:: len(every) // (8 * SOME)])


@pytest.fixture(scope="module")
def made(rows: tuple[Row, ...], libraries: Libraries, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(named("assistant"), rows, tmp_path_factory.mktemp("runs") / "a", about_run("assistant", "dev", (), rows), libraries)


@pytest.fixture(scope="module")
def results(made: Run, rows: tuple[Row, ...], shelf: Shelf) -> tuple[Result, ...]:
    return score(made, rows, shelf)


def answered(row: Row, answer: str, citations: Sequence[dict[str, object]] = ()) -> Record:
    return {"id": row.id, "question": row.question, "status": "answered", "reason": None, "answer": answer, "citations": list(citations)}


def citing(row: Row, shelf: Shelf, n: int = 0) -> dict[str, object]:
    gold = row.own[n]
    clause = shelf.at(gold.document_id, gold.start, gold.end)[0]
    return {"n": n + 1, "document_id": gold.document_id, "clause_id": clause.id, "quote": gold.quote, "start": gold.start, "end": gold.end}


@pytest.fixture(scope="module")
def smoking() -> Row:
    return next(row for row in load(kinds=("target",)) if "15岁以上人群吸烟率降低到20%以下" in row.evidence[0].quote and len(row.own) == 1)


def test_a_right_answer_is_right(smoking: Row, shelf: Shelf) -> None:
    found = score_one(smoking, answered(smoking, f"{smoking.own[0].quote}。[1]", [citing(smoking, shelf)]), shelf)
    assert found.right
    assert found.faithful
    assert found.exact_quotes == (1, 1)


@pytest.mark.parametrize("answer", ["", "据《“健康嘉兴2030”行动纲要》："])
def test_an_empty_answer_is_neither_faithful_nor_right(smoking: Row, shelf: Shelf, answer: str) -> None:
    found = score_one(smoking, answered(smoking, answer), shelf)
    assert not found.right
    assert not found.faithful
    assert figures([found]).shares["faithful claims"].of == 1
    assert figures([found]).shares["faithful answers"].value == 0.0


def test_a_changed_number_is_noticed(smoking: Row, shelf: Shelf) -> None:
    quote = smoking.own[0].quote.replace("20%", "25%")
    found = score_one(smoking, answered(smoking, f"{quote}。[1]", [citing(smoking, shelf)]), shelf)
    assert [judged.cited.label for judged in found.claims] == ["CONTRADICTED"]
    assert not found.right


def test_a_quote_that_is_not_the_documents_is_not_exact(smoking: Row, shelf: Shelf) -> None:
    cited = {**citing(smoking, shelf), "quote": "吸烟率降到20%"}
    assert score_one(smoking, answered(smoking, f"{smoking.own[0].quote}。[1]", [cited]), shelf).exact_quotes == (0, 1)


def test_forbidden_words_make_an_answer_wrong(smoking: Row, shelf: Shelf) -> None:
    row = replace(smoking, forbidden=("以下",))
    found = score_one(row, answered(row, f"{row.own[0].quote}。[1]", [citing(row, shelf)]), shelf)
    assert found.forbidden == ("以下",)
    assert not found.right


def test_refusals_and_errors_are_counted(smoking: Row, shelf: Shelf) -> None:
    refusal = {**answered(smoking, "没有。"), "status": "refused", "reason": "not_in_documents"}
    error = {"id": smoking.id, "question": "?", "status": "error", "error": "boom", "answer": ""}
    unanswerable = next(row for row in load() if not row.answerable and row.reasons == ("not_in_documents",))
    found = [score_one(smoking, refusal, shelf), score_one(smoking, error, shelf), score_one(unanswerable, refusal, shelf)]
    shares = figures(found).shares
    assert [result.right for result in found] == [False, False, True]
    assert (shares["over-refusal"].count, shares["over-refusal"].of) == (2, 2)
    assert (shares["errors"].count, shares["errors"].of) == (1, 3)
    assert found[1].cause == "error"


def test_a_premise_is_corrected_only_where_it_is_said_to_be_wrong(shelf: Shelf) -> None:
    row = next(
        r
        for r in load(kinds=("false_premise",))
        if r.premise and len(r.own) == 1 and shelf.at(r.own[0].document_id, r.own[0].start, r.own[0].end)
    )
    assert row.premise
    said = f"{row.own[0].quote}。[1]"
    silent = score_one(row, answered(row, said, [citing(row, shelf)]), shelf)
    corrected = score_one(row, answered(row, f"不是{row.premise.claimed}。\n{said}", [citing(row, shelf)]), shelf)
    assert (silent.premise_corrected, corrected.premise_corrected) == (False, True)


def test_no_figure_is_nan(results: tuple[Result, ...]) -> None:
    for found in (figures(results), figures(results[:1]), figures(())):
        assert [m.name for m in METRICS if not all(map(math.isfinite, (found.shares[m.name].value, found.shares[m.name].low)))] == []
        assert math.isfinite(found.mrr + found.ndcg + found.p50_ms)


def test_every_wrong_answer_has_a_cause(results: tuple[Result, ...]) -> None:
    assert all(bool(result.cause) != result.right for result in results)


def test_a_run_goes_on_where_it_stopped(rows: tuple[Row, ...], made: Run, libraries: Libraries, tmp_path: Path) -> None:
    few, about = rows[:SOME], about_run("assistant", "dev", (), rows[:SOME])
    run(named("assistant"), few, tmp_path, about, libraries)
    path = tmp_path / ANSWERS
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(lines[:5]) + "\n" + lines[5][:40], encoding="utf-8")
    asked: list[str] = []

    def make(library: Library):  # type: ignore[no-untyped-def]
        system = named("assistant")(library)
        return lambda turns: asked.append(turns[-1]) or system(turns)

    again = run(make, few, tmp_path, about, libraries)
    assert len(asked) == len(lines) - 5
    assert [json.loads(line)["id"] for line in path.read_text(encoding="utf-8").splitlines()] == list(again.answers)
    assert {id: a["answer"] for id, a in again.answers.items()} == {id: made.answers[id]["answer"] for id in again.answers}


def test_a_run_of_other_settings_is_not_mixed_in(rows: tuple[Row, ...], libraries: Libraries, tmp_path: Path) -> None:
    run(named("null-silent"), rows[:2], tmp_path, about_run("null-silent", "dev", (), rows[:2]), libraries)
    with pytest.raises(PolicyError, match="system"):
        run(named("null-refusing"), rows[:2], tmp_path, about_run("null-refusing", "dev", (), rows[:2]), libraries)


def test_what_fails_is_a_row(rows: tuple[Row, ...], libraries: Libraries, tmp_path: Path, shelf: Shelf) -> None:
    def broken(_turns: Sequence[str]) -> Record:
        raise RuntimeError("out of order")

    failed = run(lambda _: broken, rows[:3], tmp_path, about_run("broken", "dev", (), rows[:3]), libraries)
    found = score(failed, rows[:3], shelf)
    assert [result.cause for result in found] == ["error"] * 3
    assert "out of order" in found[0].answer["error"]


def test_a_folder_without_a_run_is_named(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match=re.escape(str(tmp_path))):
        open_run(tmp_path)


def test_null_systems_come_last(
    rows: tuple[Row, ...], libraries: Libraries, tmp_path: Path, shelf: Shelf, results: tuple[Result, ...]
) -> None:
    def headline(name: str) -> float:
        return figures(
            score(run(named(name), rows, tmp_path / name, about_run(name, "dev", (), rows), libraries), rows, shelf)
        ).headline.value

    real = {name: headline(name) for name in SYSTEMS if name != "assistant"} | {"assistant": figures(results).headline.value}
    null = {name: headline(name) for name in NULL}
    assert max(null.values()) < min(value for name, value in real.items() if name != "llama-index")
    assert max(real.values()) == real["assistant"]


def test_the_judge_catches_harm_and_lets_the_harmless_pass(shelf: Shelf) -> None:
    sample = subjects(load("dev")[::6], shelf)
    found = trials(sample, shelf)
    kinds = rates(found)
    harmful, harmless = [t for t in found if t.harmful], [t for t in found if not t.harmful]
    assert len({t.kind for t in harmful}) >= 20
    assert len(kinds) - len({t.kind for t in harmful}) >= 8
    assert refused(harmful).value >= 0.97
    assert refused(harmless).value <= 0.06
    assert trials(sample[:5], shelf) == trials(sample[:5], shelf)


def test_the_judge_holds_on_claims_written_by_hand(shelf: Shelf) -> None:
    kinds = rates(by_hand(shelf, "dev"))
    assert kinds["false, by hand"].value >= 0.8
    assert kinds["true, by hand"].value <= 0.08


def test_ablation_says_what_a_rule_alone_catches(shelf: Shelf) -> None:
    found = ablation(trials(subjects(load("dev")[::12], shelf), shelf))
    assert found["number"]["lost"]
    assert found["number"]["caught"].value < refused([t for t in trials(subjects(load("dev")[::12], shelf), shelf) if t.harmful]).value


def test_statistics() -> None:
    assert (share(8, 10).low, share(8, 10).high) == (0.4902, 0.9433)
    assert (share(0, 0).value, share(0, 0).low, share(0, 0).high) == (0.0, 0.0, 1.0)
    assert percentile([3, 1, 2, 4], 50) == 2
    assert mcnemar(0, 0) == 1.0
    assert mcnemar(5, 0) == pytest.approx(0.0625)
    assert mcnemar(1, 9) == pytest.approx(22 / 1024)
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06})
    clusters = {str(n): [float(n % 3 == 0)] * (1 + n % 2) for n in range(60)}
    mean, low, high = bootstrap(clusters)
    assert low < mean < high
    assert bootstrap(clusters) == (mean, low, high)
    assert bootstrap({"a": [0.0], "b": [0.0]}) == (0.0, 0.0, 0.0)


def test_clusters_widen_the_interval() -> None:
    apart = {str(n): [float(n % 2)] for n in range(40)}
    together = {str(n): [float(n % 2)] * 10 for n in range(4)}
    assert bootstrap(together)[2] - bootstrap(together)[1] > bootstrap(apart)[2] - bootstrap(apart)[1]


def test_a_run_is_not_worse_than_itself(results: tuple[Result, ...]) -> None:
    found = compare(results, results)
    assert not found.regressed
    assert (found.gained, found.lost) == ((), ())
    assert [gate.difference for gate in found.gates] == [0.0, 0.0]


def test_a_lost_critical_question_is_a_regression(results: tuple[Result, ...]) -> None:
    n = next(n for n, result in enumerate(results) if result.right)
    critical = replace(results[n], row=replace(results[n].row, critical=True))
    before, after = list(results), list(results)
    before[n], after[n] = critical, replace(critical, right=False, cause="not composed")
    found = compare(before, after)
    assert found.regressed
    assert [result.row.id for result in found.critical_lost] == [critical.row.id]
    assert not compare(after, before).regressed


def test_runs_over_other_questions_are_not_compared(results: tuple[Result, ...]) -> None:
    with pytest.raises(PolicyError, match="题不同"):
        compare(results, results[1:])


def test_reports_are_the_same_bytes_each_time(made: Run, results: tuple[Result, ...], rows: tuple[Row, ...], shelf: Shelf) -> None:
    again = score(made, rows, shelf)
    other = (made, compare(results, results))
    assert page.page(made, results, other) == page.page(made, again, other)
    assert report.dumps(report.as_json(made, figures(results), results)) == report.dumps(report.as_json(made, figures(again), again))


def test_the_page_loads_nothing_and_escapes_what_was_asked(made: Run, results: tuple[Result, ...]) -> None:
    row = replace(results[0].row, turns=("<script>alert(1)</script>",))
    text = page.page(made, (replace(results[0], row=row), *results[1:]))
    assert "<script>alert(1)" not in text
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import|https?://""", text)
    assert 'role="img"' in text
    assert "<desc" in text
    assert text.count('<details class="q"') == len(results)


def test_the_page_names_every_cause_and_kind() -> None:
    assert set(get_args(Cause)) - {""} == set(page.CAUSES)
    assert set(page.KINDS) == set(KINDS)


def test_junit_has_a_case_a_question(made: Run, results: tuple[Result, ...]) -> None:
    root = Xml.fromstring(report.junit(made, results))
    cases = list(root.iter("testcase"))
    assert len(cases) == len(results)
    assert sum(case.find("failure") is not None for case in cases) == sum(not result.right for result in results)


def test_json_has_no_nan(made: Run, results: tuple[Result, ...]) -> None:
    text = report.dumps(report.as_json(made, figures(results), results))
    assert json.loads(text, parse_constant=pytest.fail)["metrics"][HEADLINE]["of"] == sum(result.row.answerable for result in results)


def test_an_unknown_system_is_named() -> None:
    with pytest.raises(PolicyError, match="oracle"):
        named("oracle")
