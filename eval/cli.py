"""`policy-assistant eval …`: run, report, compare, meta. Results on stdout, progress on stderr; what it writes goes to `runs/`."""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from eval.metrics import Figures
    from eval.run import Run
    from eval.score import Result
    from eval.shelf import Shelf

app = typer.Typer(no_args_is_help=True, help="评测。The evaluation suite.")
RUNS = Path("runs")
BASELINE = Path(__file__).parent / "baseline.json"
REGRESSION = 4

Split = Annotated[str, typer.Option(help="dev、test 或 all。")]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
Folder = Annotated[Path, typer.Argument(help="一次评测的文件夹，如 runs/assistant-dev。")]


@app.command("run")
def run_command(
    system: Annotated[
        str, typer.Option(help="被评的系统：assistant、no-facts、no-verification、no-encoder、bm25-sentence、llama-index、null-…。")
    ] = "assistant",
    split: Split = "dev",
    kinds: Annotated[str, typer.Option(help="只评这些题型，逗号分开。", show_default=False)] = "",
    name: Annotated[str, typer.Option(help="这次评测的名字；默认由系统、题组和题型组成。", show_default=False)] = "",
    again: Annotated[bool, typer.Option("--again", help="丢弃同名的评测，从头来过；否则接着没答完的题。")] = False,
    gate: Annotated[bool, typer.Option("--gate", help="低于记录的基线时以状态 4 结束。")] = False,
    record: Annotated[bool, typer.Option("--record", help="把这次的成绩记为基线。")] = False,
    model: Annotated[
        str | None, typer.Option("--model", help="助手所用的本地模型：文件夹、名称，或服务上的名称。", show_default=False)
    ] = None,
    model_url: Annotated[str | None, typer.Option("--model-url", help="本地模型服务的地址（OpenAI 形式）。", show_default=False)] = None,
    judge: Annotated[str, typer.Option(help="第二评判：本地模型服务的地址（OpenAI 形式），只判规则未定的陈述。", show_default=False)] = "",
    judge_model: Annotated[str, typer.Option(help="第二评判用的模型名。", show_default=False)] = "",
    as_json: Json = False,
    data: Annotated[Path | None, typer.Option("--data", help="评测所用索引的文件夹。", show_default=False)] = None,
) -> None:
    """逐题提问并评分。Ask every question and score the answers; an interrupted run goes on where it stopped."""
    import eval.questions as questions
    from assistant.model import open_model
    from assistant.settings import settings
    from eval.run import Libraries, about_run, run
    from eval.systems import named, speaking

    chosen = settings(model=model, model_url=model_url)
    speaker = open_model(chosen.model, sys.stderr.write) if model or model_url else None
    make = speaking(system, speaker) if speaker else named(system)
    wanted = tuple(kind.strip() for kind in kinds.split(",") if kind.strip())
    rows = questions.load(split, kinds=wanted)
    folder = RUNS / (name or "-".join((system, *([speaker.name.replace("/", "-")] if speaker else []), split, *wanted)))
    if again:
        shutil.rmtree(folder, ignore_errors=True)
    libraries = Libraries(settings(data).data / "eval")
    about = about_run(system, split, wanted, rows, speaker.name if speaker else None)
    with _bar() as progress:
        made = run(make, rows, folder, about, libraries, progress)
    found, results = _figures(made)
    _show(made, found, results, as_json, _second(made, results, judge, judge_model))
    sys.stderr.write(f"回答在 {folder}；网页报告：policy-assistant eval report {folder}\n")
    if record:
        _record(made, found)
    if gate and (fallen := _fallen(made, found)):
        sys.stderr.write("".join(f"退步：{line}\n" for line in fallen))
        raise typer.Exit(REGRESSION)


@app.command("systems")
def systems_command(
    split: Split = "test", null: Annotated[bool, typer.Option("--null", help="也评那些什么都不说的系统。")] = False
) -> None:
    """助手、缺少一部分的助手与基线，同一套题，一张表。The assistant, without a part, and baselines: the same questions, one table."""
    import eval.questions as questions
    from assistant.settings import settings
    from eval.report import row_of, table_head
    from eval.run import Libraries, about_run, run
    from eval.systems import NULL, SYSTEMS, named

    rows, libraries = questions.load(split), Libraries(settings().data / "eval")
    typer.echo(table_head())
    for name in (*SYSTEMS, *(NULL if null else ())):
        folder = RUNS / f"{name}-{split}"
        shutil.rmtree(folder, ignore_errors=True)
        with _bar() as progress:
            made = run(named(name), rows, folder, about_run(name, split, (), rows), libraries, progress)
        typer.echo(row_of(name, _figures(made)[0]))


@app.command("report")
def report_command(
    folder: Folder,
    against: Annotated[Path | None, typer.Option(help="与这一次评测比较。", show_default=False)] = None,
    as_json: Json = False,
) -> None:
    """给一次评测重新评分，写出网页、JSON 和 JUnit 报告。Score a run again without asking anything; write report.html, .json, .xml."""
    from eval import page, report
    from eval.compare import compare
    from eval.run import open_run

    made = open_run(folder)
    found, results = _figures(made)
    before = open_run(against) if against else None
    other = (before, compare(_figures(before)[1], results)) if before else None
    (folder / "report.html").write_text(page.page(made, results, other), encoding="utf-8")
    (folder / "report.json").write_text(report.dumps(report.as_json(made, found, results)), encoding="utf-8")
    (folder / "report.xml").write_text(report.junit(made, results), encoding="utf-8")
    _show(made, found, results, as_json, "")
    sys.stderr.write(f"已写出 {folder}/report.html、report.json、report.xml\n")


@app.command("compare")
def compare_command(
    a: Folder,
    b: Annotated[Path, typer.Argument(help="后一次评测的文件夹。")],
    as_json: Json = False,
) -> None:
    """逐题比较两次评测；退步时以状态 4 结束。Compare run B with run A, pair by pair; exit status 4 on a regression."""
    from dataclasses import asdict

    from eval.compare import compare, table
    from eval.run import open_run

    found = compare(_figures(open_run(a))[1], _figures(open_run(b))[1])
    if as_json:
        flips = {"gained": [r.row.id for r in found.gained], "lost": [r.row.id for r in found.lost]}
        critical = [r.row.id for r in found.critical_lost]
        _print({"gates": [asdict(g) for g in found.gates], **flips, "critical_lost": critical, "regressed": found.regressed})
    else:
        typer.echo(table(found))
    if found.regressed:
        raise typer.Exit(REGRESSION)


@app.command("meta")
def meta_command(split: Split = "dev", as_json: Json = False) -> None:
    """评判者是否可信：对真陈述作有害与无害的改动，看评判怎么说。Try the judge on changed claims and on claims written by hand."""
    import eval.questions as questions
    from eval.meta import as_json as meta_json
    from eval.meta import meta, table

    found = meta(questions.load(split), _shelf(), split)
    if as_json:
        _print(meta_json(found))
    else:
        typer.echo(table(found))


@lru_cache(maxsize=1)
def _shelf() -> "Shelf":
    """The documents of the set, read once however many runs are scored."""
    from eval.shelf import Shelf

    return Shelf.of_the_set()


def _figures(made: "Run") -> "tuple[Figures, Sequence[Result]]":
    from eval.metrics import figures
    from eval.score import score

    results = score(made, made.rows(), _shelf())
    return figures(results), results


def _show(made: "Run", found: "Figures", results: "Sequence[Result]", as_json: bool, second: str) -> None:
    from eval import report

    if as_json:
        _print(report.as_json(made, found, results))
    else:
        typer.echo(report.table(made, found) + second)


def _second(made: "Run", results: "Sequence[Result]", url: str, model: str) -> str:
    """What the second judge says of the claims that the rules left open, as lines of their own."""
    if not url:
        return ""
    from collections import Counter

    from eval.score import cited_passages
    from eval.second import SecondJudge

    judge, shelf = SecondJudge(url, model, made.folder / "second.json"), _shelf()
    undecided = [(j.claim, cited_passages(j.claim, r.answer, shelf)) for r in results for j in r.claims if j.cited.label == "UNDECIDED"]
    counts = Counter(judge.decide(claim, behind) for claim, behind in undecided)
    said = "、".join(f"{name} {counts[name]}" for name in ("SUPPORTED", "UNSUPPORTED", "unjudged"))
    return f"\n\nsecond judge {model}, of {len(undecided)} undecided claims (it changes no figure above): {said}"


def _record(made: "Run", found: "Figures") -> None:
    from dataclasses import asdict

    kept = {name: asdict(found.shares[name]) for name in ("right where answerable", "rightly refused")}
    BASELINE.write_text(
        json.dumps({"system": made.about["system"], "split": made.about["split"], **kept}, indent=1) + "\n", encoding="utf-8"
    )


def _fallen(made: "Run", found: "Figures") -> list[str]:
    """What fell below the recorded baseline by more than the baseline's interval."""
    from index.documents import PolicyError

    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    if (made.about["system"], made.about["split"], made.about["kinds"]) != (baseline["system"], baseline["split"], []):
        raise PolicyError(f"基线是 {baseline['system']}、{baseline['split']} 全部题型的，不能用来衡量这次评测。")
    names = [name for name in baseline if name not in ("system", "split")]
    return [
        f"{name} {found.shares[name].value:.1%}，基线 {baseline[name]['value']:.1%}，下限 {baseline[name]['low']:.1%}"
        for name in names
        if found.shares[name].value < baseline[name]["low"]
    ]


class _bar:
    """A progress bar with counts and the time left on stderr, where that is a terminal."""

    def __enter__(self) -> Callable[[int, int], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True)
        columns = (TextColumn("提问"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console, disable=not console.is_terminal)
        self._progress.start()
        task = self._progress.add_task("提问", total=None)
        return lambda done, of: self._progress.update(task, completed=done, total=of)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()


def _print(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1 if sys.stdout.isatty() else None) + "\n")
