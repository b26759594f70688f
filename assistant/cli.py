"""The command line, `policy-assistant`. Results on stdout, progress and faults on stderr.

This is where the parts are put together: it alone may import `ui` and `eval`, and what a command does not use it does not
import, so that `--help` is quick.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from eval.cli import app as evaluation

if TYPE_CHECKING:
    from assistant.chat import Assistant
    from assistant.lookup import Kind
    from assistant.settings import Settings
    from index.library import Library

app = typer.Typer(
    no_args_is_help=True,
    help="回答公共卫生政策问题，每句话都附条款。Answers questions on Chinese public-health policies, each statement with its clause.",
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)
app.add_typer(evaluation, name="eval")

Data = Annotated[Path | None, typer.Option("--data", help="数据文件夹。Folder of the index.", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON。")]
Documents = Annotated[
    list[str] | None, typer.Option("--document", "-d", help="只查这份文件，可多次。Only this document.", show_default=False)
]
ModelName = Annotated[
    str | None,
    typer.Option("--model", help="本地开放模型：文件夹、名称，或 --model-url 服务上的名称。A local open model.", show_default=False),
]
ModelUrl = Annotated[
    str | None, typer.Option("--model-url", help="OpenAI 形式的本地模型服务，如 http://127.0.0.1:8000/v1。", show_default=False)
]


def main() -> None:
    """Run the command line; faults that their reader can mend are one line on stderr."""
    from index.documents import PolicyError

    try:
        app()
    except PolicyError as error:
        _fault(str(error))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="问题。", show_default=False)] = None,
    as_json: Json = False,
    history: Annotated[Path | None, typer.Option(help="此前的问题：JSON 数组，或一行一个。", show_default=False)] = None,
    document: Documents = None,
    batch: Annotated[Path | None, typer.Option(help="成批提问：JSONL，每行 {id, question, history}。", show_default=False)] = None,
    out: Annotated[Path | None, typer.Option(help="成批回答写到这个文件。", show_default=False)] = None,
    fail_on_no_answer: Annotated[bool, typer.Option("--fail-on-no-answer", help="没有答案时以状态 3 结束。")] = False,
    model: ModelName = None,
    model_url: ModelUrl = None,
    data: Data = None,
) -> None:
    """问一个问题，得到附条款的回答。Ask one question, or many with --batch."""
    from assistant import batch as batches
    from assistant import printing
    from assistant.answers import as_json as answer_json

    if (question is None) == (batch is None):
        raise typer.BadParameter("请给出一个问题，或用 --batch FILE 成批提问（二者选一）。")
    if (batch is None) != (out is None):
        raise typer.BadParameter("--batch 与 --out 要一起用。")
    if question is not None and not question.strip():
        raise typer.BadParameter('问题是空的。例如：policy-assistant ask "嘉兴2030年吸烟率目标是多少？"')
    assistant = _assistant(_settings(data, model, model_url))
    if batch is not None and out is not None:
        failed = batches.run(assistant, batch, out, documents=document, progress=_progress)
        raise typer.Exit(1 if failed else 0)
    earlier = batches.turns(history)
    if as_json:
        answer = assistant.ask(question or "", earlier, documents=document)
        _print_json(answer_json(answer))
    else:
        answer = printing.growing(assistant.stream(question or "", earlier, documents=document))
    if fail_on_no_answer and answer.status != "answered":
        raise typer.Exit(3)


@app.command()
def chat(document: Documents = None, model: ModelName = None, model_url: ModelUrl = None, data: Data = None) -> None:
    """在终端里连续提问；Ctrl-C 停止正在说的回答。Ask in a terminal, one question after another; Ctrl-C stops an answer."""
    from assistant import printing
    from assistant.answers import Turn
    from index.documents import PolicyError

    assistant = _assistant(_settings(data, model, model_url))
    history: list[Turn] = []
    typer.echo("请输入问题；空行或 Ctrl-D 结束。", err=True)
    while True:
        try:
            question = input("> ").strip()
        except EOFError:
            return
        if not question:
            return
        try:
            answer = printing.growing(assistant.stream(question, history, documents=document))
        except PolicyError as error:
            _fault(str(error))
            continue
        except KeyboardInterrupt:
            typer.echo("（已停止）", err=True)
            continue
        history.append(Turn(question=answer.standalone_question))


@app.command()
def search(
    words: Annotated[str, typer.Argument(help="要找的词。")],
    as_json: Json = False,
    k: Annotated[int, typer.Option("-k", min=1, max=200, help="条数。")] = 10,
    document: Documents = None,
    data: Data = None,
) -> None:
    """查找条款，给出得分及其来源，不作回答。Clauses with scores, no answer."""
    from assistant import printing
    from assistant.understand import understand

    library = _library(_settings(data))
    question = understand(words, (), library.abouts(), documents=document)
    hits = library.search(question.search_words or words, k, question.documents)
    if as_json:
        _print_json([printing.hit_json(hit) for hit in hits])
    else:
        printing.hits(hits)


@app.command()
def documents(
    id: Annotated[str | None, typer.Argument(help="文件编号。", show_default=False)] = None,
    as_json: Json = False,
    text: Annotated[bool, typer.Option("--text", help="连同原文。")] = False,
    coverage: Annotated[bool, typer.Option("--coverage", help="原文每一字的去向：标题、条款、表格、剔除（及理由）。")] = False,
    suspicious: Annotated[bool, typer.Option("--suspicious", help="列出可疑的字，供人工核对。")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="与上一版本相比的变化。")] = False,
    data: Data = None,
) -> None:
    """列出文件，或查看一份文件。The documents, or one of them."""
    from assistant import printing
    from index.documents import PolicyError

    library = _library(_settings(data))
    if id is None and (coverage or suspicious or diff):
        raise typer.BadParameter("--coverage、--suspicious 和 --diff 要给出文件编号。")
    chosen = [library.document(name) for name in ([id] if id else library.abouts())]
    if diff:
        versions = library.versions(chosen[0].id)
        if not versions:
            raise PolicyError(f"{chosen[0].id} 只有一个版本，没有可比的。导入改过的同名文件后才有。")
        changes = printing.diff_json(versions[0], chosen[0])
        _print_json(changes) if as_json else printing.diff(changes)
    elif coverage:
        report = printing.coverage_json(chosen[0])
        _print_json(report) if as_json else printing.coverage(chosen[0], report)
    elif suspicious:
        found = printing.suspicious_json(chosen[0])
        _print_json(found) if as_json else printing.suspicious(found)
    elif as_json:
        _print_json([printing.document_json(document, with_text=text) for document in chosen])
    elif text:
        for document in chosen:
            sys.stdout.write(document.text)
    else:
        printing.documents(chosen)


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="条款编号。")],
    version: Annotated[str | None, typer.Option(help="旧版本的 sha256（可只写开头）。", show_default=False)] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """查看一条条款，及其标题和在原文中的位置。A clause with its headings and its place in the source."""
    from assistant import printing

    library = _library(_settings(data))
    earlier = library.earlier_clause(id, version or "") if version or library.store.clause(id) is None else None
    if earlier:
        clause, document = earlier
        item = [c for c in document.outline.clauses if (clause.parent or clause.id) in (c.id, c.parent)]
    else:
        clause, item = library.clause(id), library.item(id)
        document = library.document(clause.document_id)
    if as_json:
        _print_json({**printing.clause_json(clause, item), "sha256": document.sha256, "superseded": earlier is not None})
    else:
        printing.clause(clause, item, document, superseded=earlier is not None)


Csv = Annotated[bool, typer.Option("--csv", help="输出 CSV（UTF-8，可用表格软件打开）。")]
Jurisdiction = Annotated[str | None, typer.Option(help="地区。", show_default=False)]
Year = Annotated[str | None, typer.Option(help="年份。", show_default=False)]


@app.command()
def duties(
    unit: Annotated[str | None, typer.Option(help="单位，全称或简称。", show_default=False)] = None,
    measure: Annotated[str | None, typer.Option(help="措施的名称，可不全。", show_default=False)] = None,
    role: Annotated[str | None, typer.Option(help="lead（牵头）或 participant（参与）。", show_default=False)] = None,
    jurisdiction: Jurisdiction = None,
    document: Documents = None,
    as_json: Json = False,
    as_csv: Csv = False,
    data: Data = None,
) -> None:
    """查责任单位：一个单位的各项措施，或一项措施的各单位。Who is responsible for what."""
    _look_up("duties", data, as_json, as_csv, unit=unit, measure=measure, role=role, jurisdiction=jurisdiction, document=document)


@app.command()
def indicators(
    name: Annotated[str | None, typer.Option(help="指标名称，可不全。", show_default=False)] = None,
    year: Year = None,
    jurisdiction: Jurisdiction = None,
    document: Documents = None,
    as_json: Json = False,
    as_csv: Csv = False,
    data: Data = None,
) -> None:
    """查指标表里的指标和各年的值。Indicators and their values."""
    _look_up("indicators", data, as_json, as_csv, name=name, year=year, jurisdiction=jurisdiction, document=document)


@app.command()
def targets(
    name: Annotated[str | None, typer.Option(help="目标的对象，可不全。", show_default=False)] = None,
    year: Year = None,
    jurisdiction: Jurisdiction = None,
    document: Documents = None,
    as_json: Json = False,
    as_csv: Csv = False,
    data: Data = None,
) -> None:
    """查正文里的量化目标。Targets set in running text."""
    _look_up("targets", data, as_json, as_csv, name=name, year=year, jurisdiction=jurisdiction, document=document)


@app.command()
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="文件或文件夹；不给则导入随附的五份文件。", show_default=False)] = None,
    as_json: Json = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只看结果，不写入。")] = False,
    encoder: Annotated[
        str | None, typer.Option(help="编码模型（sentence-transformers 的文件夹或名称），或 lsi。", show_default=False)
    ] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="即使没有变化也重建索引。")] = False,
    data: Data = None,
) -> None:
    """导入或更新文件。Add or update documents; without paths, the five that come with the program."""
    from dataclasses import asdict

    from assistant import printing
    from index.about import BUNDLED
    from index.build import ingest as build

    chosen = _settings(data)
    reports, id = build(
        paths or [BUNDLED], chosen.data, encoder=encoder or chosen.encoder, url=chosen.store.url, dry_run=dry_run, rebuild=rebuild,
        progress=_progress,
    )  # fmt: skip
    if as_json:
        _print_json({"build": id, "files": [asdict(report) for report in reports]})
    else:
        printing.ingested(reports, id, chosen.data)
    if any(report.change == "failed" for report in reports) or not reports:
        raise typer.Exit(1)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="地址。", show_default=False)] = None,
    port: Annotated[int | None, typer.Option(help="端口。", show_default=False)] = None,
    model: ModelName = None,
    model_url: ModelUrl = None,
    data: Data = None,
) -> None:
    """启动网页和 HTTP 接口。Web page and HTTP API."""
    from ui.server import serve as start

    chosen = _settings(data, model, model_url)
    start(_assistant(chosen), host or chosen.host, port or chosen.port)


@app.command()
def doctor(as_json: Json = False, model: ModelName = None, model_url: ModelUrl = None, data: Data = None) -> None:
    """检查安装、索引和模型，说明毛病和修法。What is installed, which build, what is wrong and how to mend it."""
    from assistant import printing
    from assistant.doctor import examine

    findings = examine(_settings(data, model, model_url))
    if as_json:
        _print_json([printing.finding_json(finding) for finding in findings])
    else:
        printing.findings(findings)
    if any(not finding.well for finding in findings):
        raise typer.Exit(1)


def _look_up(kind: "Kind", data: Path | None, as_json: bool, as_csv: bool, *, document: list[str] | None, **filters: str | None) -> None:
    from assistant import lookup

    wanted = lookup.Filters(documents=tuple(document) if document else None, **filters)
    rows = lookup.look_up(_library(_settings(data)), kind, wanted)
    if as_json:
        _print_json([lookup.as_json(fact) for fact in rows.facts])
    elif as_csv:
        sys.stdout.write(lookup.as_csv(rows.facts))
    else:
        lookup.show(rows, kind, wanted)


def _settings(data: Path | None, model: str | None = None, model_url: str | None = None) -> "Settings":
    from assistant.settings import settings

    return settings(data, model=model, model_url=model_url)


def _assistant(chosen: "Settings") -> "Assistant":
    """The assistant over the build in use, with the model that the settings name, if they do."""
    from assistant.chat import Assistant
    from assistant.model import open_model

    return Assistant(_library(chosen), model=open_model(chosen.model, _say))


def _say(text: str) -> None:
    """Progress of what takes long, on stderr whether that is a terminal or a log."""
    sys.stderr.write(text)
    sys.stderr.flush()


def _library(settings: "Settings") -> "Library":
    from index.library import Library

    reranker = None
    if settings.reranker:
        from index.rerank import Reranker

        reranker = Reranker(settings.reranker)
    return Library.open(settings.data, settings.encoder, reranker=reranker)


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1 if sys.stdout.isatty() else None) + "\n")


def _progress(step: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\033[K{step}")
        sys.stderr.flush()
        if step == "完成":
            sys.stderr.write("\r\033[K")


def _fault(text: str) -> None:
    sys.stderr.write(f"错误：{text}\n")


if __name__ == "__main__":
    main()
