"""What is installed, which build is in use, whether it is sound; what is wrong and how to mend it."""

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from assistant.chat import Assistant
from assistant.model import ModelFault, open_model
from assistant.settings import Settings
from index import build, make
from index.documents import PolicyError
from index.library import Library

CORE = ("chromadb", "llama-index-core", "bm25s", "rjieba", "opencc", "gradio")
EXTRAS = {"model": ("torch", "transformers", "sentence-transformers", "llama-index-llms-huggingface", "llama-index-llms-openai-like")}
TRIED = "吸烟率目标是多少？"
_REMEDY = "请确认模型服务已启动、名称正确；或去掉 --model，不用模型也能回答。"
_PROBE = """
import sys
from pathlib import Path
from index import vectors
print(vectors.client(Path(sys.argv[1]), sys.argv[2] or None).get_collection(sys.argv[3], embedding_function=None).count())
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: how it stands, and what to do where it is not well."""

    subject: str
    well: bool
    state: str
    remedy: str = ""


def examine(settings: Settings) -> list[Finding]:
    """Look at everything; the findings in the order in which one would mend them."""
    return [*_installed(), *_data(settings), *_build(settings), *_model(settings)]


def _installed() -> Iterator[Finding]:
    yield Finding(subject="Python", well=sys.version_info >= (3, 11), state=sys.version.split()[0])
    for name in CORE:
        found = _version(name)
        yield Finding(
            subject=name, well=found is not None, state=found or "没有安装", remedy="" if found else "请运行：pip install policy-assistant"
        )
    missing = [name for name in EXTRAS["model"] if _version(name) is None]
    state = "没有安装（不用模型也能回答）" if missing else "、".join(f"{n} {_version(n)}" for n in EXTRAS["model"])
    yield Finding(subject="模型组件", well=True, state=state, remedy="需要时运行：pip install 'policy-assistant[model]'" if missing else "")


def _data(settings: Settings) -> Iterator[Finding]:
    folder = settings.data
    existing = next((p for p in (folder, *folder.parents) if p.exists()), Path("/"))
    free = shutil.disk_usage(existing).free // 2**20
    remedy = "" if free > 200 else "请腾出空间，或用 --data 换一个磁盘。"
    yield Finding(subject="数据文件夹", well=free > 200, state=f"{folder}（剩余 {free} MB）", remedy=remedy)


def _build(settings: Settings) -> Iterator[Finding]:
    try:
        folder = build.current(settings.data)
        library = Library.open(settings.data, settings.encoder)
        made = library.manifest
        health = library.store.check()
        found = len(library.search("健康", 1))
    except PolicyError as error:
        yield Finding(subject="索引", well=False, state=str(error), remedy="请运行：policy-assistant ingest")
        return
    counts = made.counts
    sound = health == "ok" and len(library.store) == counts["clauses"]
    yield Finding(
        subject="索引",
        well=sound,
        state=f"{made.id}：{counts['documents']} 份文件，{counts['clauses']} 条条款，编码器 {made.fingerprint}，试查得 {found} 条",
        remedy="" if sound else "请运行：policy-assistant ingest --rebuild",
    )
    yield _chroma(folder / make.CHROMA, made.url, made.id, counts["clauses"])


def _chroma(folder: Path, url: str | None, collection: str, expected: int) -> Finding:
    """Chroma, tried in a process of its own, since a truncated segment can end the process that opens it."""
    run = subprocess.run(
        [sys.executable, "-c", _PROBE, str(folder), url or "", collection], capture_output=True, text=True, timeout=60, check=False
    )
    where = url or "本机"
    if run.returncode == 0 and run.stdout.strip() == str(expected):
        return Finding(subject="Chroma", well=True, state=f"{where}，{expected} 个向量")
    why = (
        run.stdout.strip() + " 个向量"
        if run.returncode == 0
        else (run.stderr.strip().splitlines() or [f"以状态 {run.returncode} 结束"])[-1]
    )
    return Finding(subject="Chroma", well=False, state=f"{where}：{why}", remedy="请运行：policy-assistant ingest --rebuild")


def _model(settings: Settings) -> Iterator[Finding]:
    """Which model would be used, whether it fits the memory, and what it says to one question."""
    chosen = settings.model
    if not chosen.name and not chosen.url:
        yield Finding(
            subject="本地模型",
            well=True,
            state="没有指定（不用模型也能回答）",
            remedy="要用时：--model 文件夹或名称，或加 --model-url 地址",
        )
        return
    if not chosen.url and (missing := [n for n in EXTRAS["model"] if _version(n) is None]):
        yield Finding(
            subject="本地模型", well=False, state=f"缺少 {'、'.join(missing)}", remedy="请运行：pip install 'policy-assistant[model]'"
        )
        return
    try:
        if not chosen.url:
            yield _room(settings)
        model = open_model(chosen)
        library = Library.open(settings.data, settings.encoder)
    except PolicyError as error:
        yield Finding(
            subject="本地模型", well=False, state=str(error), remedy="不用模型也能回答：去掉 --model，或改设置 model.name、model.url。"
        )
        return
    assert model is not None
    started = time.perf_counter()
    said, fault = 0, ""
    try:
        for words in model.stream("", TRIED):
            said += len(words)
    except ModelFault as error:
        fault = "" if error.fault == "length" else str(error)
    seconds = time.perf_counter() - started
    state = f"{model.name}（{model.where}，上下文 {model.context} 词元），试问一句，{seconds:.1f} 秒说了 {said} 字"
    yield Finding(
        subject="本地模型",
        well=not fault and said > 0,
        state=f"{state}，{fault}" if fault else state,
        remedy=_REMEDY if fault or not said else "",
    )
    if fault or not said:
        return
    answer = Assistant(library, model=model).ask(TRIED)
    state = "用模型的话作答，句句核对得上" if answer.mode == "model" else answer.notice
    yield Finding(
        subject="模型作答", well=True, state=state, remedy="" if answer.mode == "model" else "模型可能太小或不通中文；见 README 的推荐表。"
    )


def _room(settings: Settings) -> Finding:
    """Whether a model's weights fit the memory of its device."""
    from assistant.local.in_process import cached, choose_place, free_bytes, needed_bytes, size_on_disk

    chosen = settings.model
    name = str(Path(chosen.name or "").expanduser())
    folder = name if Path(name).is_dir() else cached(chosen.name or "")
    size = size_on_disk(folder) if folder else 0
    if not size:
        return Finding(subject="模型内存", well=True, state=f"{chosen.name} 还没有下载，大小未知；载入时下载")
    place = choose_place(chosen, size)
    needed, free = needed_bytes(size, place), free_bytes(place.device)
    state = f"约需 {needed / 2**30:.1f} GB，{place.device} 可用 {free / 2**30:.1f} GB（{place}）"
    return Finding(
        subject="模型内存",
        well=needed < free,
        state=state,
        remedy="" if needed < free else "请换小一些的模型，或设 model.dtype 为 bfloat16 或 4bit。",
    )


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
