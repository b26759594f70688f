"""Ingestion: files to documents to a new build made aside (`index.make`), checked, and switched in by one rename.

A data folder holds `builds/<id>/` and the file `current`, which names the build in use. A build is never changed; the
writer holds `lock`. Killed at any moment, the old build stays in use and the next ingestion clears what was left.
"""

import errno
import json
import os
import re
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout

from index import store
from index.about import about_from, errata, known
from index.clean import clean, suspicious
from index.documents import About, Document, PolicyError, Removed
from index.embed import BUILT_IN, Loader, load
from index.folding import is_traditional
from index.make import FORMAT, MANIFEST, STORE, Manifest, make, reader_version
from index.outline import outline
from index.read import SUFFIXES, read

LOCK_SECONDS = 4.0
UNREADABLE = "unreadable-"
Change = Literal["added", "updated", "unchanged", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What became of one file: the change, its document and clauses, or why it failed.

    ``removed`` counts the removed spans by kind, ``suspicious`` the runs of characters that somebody should look at;
    ``hidden`` is text that a reader of the file does not see.
    """

    path: str
    change: Change
    document_id: str = ""
    title: str = ""
    clauses: int = 0
    removed: dict[str, int] = field(default_factory=dict)
    suspicious: int = 0
    hidden: tuple[str, ...] = ()
    message: str = ""


def ingest(
    paths: Sequence[Path],
    data: Path,
    *,
    encoder: str | None = None,
    url: str | None = None,
    dry_run: bool = False,
    rebuild: bool = False,
    progress: Callable[[str], None] = lambda _: None,
    loader: Loader = load,
) -> tuple[list[FileReport], str]:
    """Add or update documents from files and folders; returns a report a file, and the id of the build then in use.

    Files that fail are reported and the others go on. Nothing is written where nothing changed, or with ``dry_run``.
    """
    reports, fresh = _read_all(paths, progress)
    if dry_run:
        return reports, ""
    data.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(data / "lock", timeout=LOCK_SECONDS):
            return _ingest(reports, fresh, data, encoder, url, rebuild, progress, loader)
    except Timeout as error:
        raise PolicyError(f"另一个导入正在写 {data}。请等它结束后再试（旧索引仍可查询）。") from error


def document(id: str, text: str, sha: str, about: About | None, corrections: tuple[Removed, ...], name: str) -> Document:
    """A source text made a document: cleaned, its errata applied, cut into clauses."""
    removed = tuple(sorted([*clean(text), *corrections], key=lambda span: (span.start, span.end)))
    cut = outline(id, text, removed)
    script: Literal["zh-Hans", "zh-Hant"] = "zh-Hant" if is_traditional(text) else "zh-Hans"
    return Document(id=id, about=about or about_from(cut, text, name), text=text, sha256=sha, script=script, outline=cut)


def current(data: Path) -> Path:
    """The folder of the build in use.

    Raises:
        PolicyError: there is none; the message says what to run.
    """
    folder = _pointed(data)
    if folder is None:
        raise PolicyError(f"{data} 里还没有索引。请先运行：policy-assistant ingest")
    if not (folder / MANIFEST).is_file():
        raise PolicyError(f"索引 {folder} 缺失或不完整。请运行：policy-assistant ingest")
    return folder


def _pointed(data: Path) -> Path | None:
    """The folder that ``current`` names, whether it is there or not; None where there is no ``current``."""
    pointer = data / "current"
    return data / "builds" / pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else None


def manifest(folder: Path) -> Manifest:
    """What a build says of itself; a PolicyError where it was made by another version of the program."""
    try:
        made = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise PolicyError(f"索引 {folder} 的 {MANIFEST} 读不懂。请运行：policy-assistant ingest") from error
    if made.format != FORMAT:
        raise PolicyError(f"索引 {folder} 是另一版本的程序建的（格式 {made.format}，需要 {FORMAT}）。请运行：policy-assistant ingest")
    return made


def _read_all(paths: Sequence[Path], progress: Callable[[str], None]) -> tuple[list[FileReport], dict[str, Document]]:
    reports: list[FileReport] = []
    fresh: dict[str, Document] = {}
    hashes: dict[str, str] = {}
    files = list(_files(paths))
    for n, path in enumerate(files, 1):
        done = 20 * n // len(files)
        progress(f"读取 {'█' * done}{'░' * (20 - done)} {n}/{len(files)} {path.name}")
        try:
            made, hidden = read_document(path)
            if twin := hashes.get(made.sha256):
                raise PolicyError(f"{path}：与 {twin} 内容相同，只需导入一份。")
            if made.id in fresh:
                raise PolicyError(f"{path}：文件名给出的编号 {made.id} 已被本次导入的另一个文件使用。请改名后再导入。")
        except PolicyError as error:
            reports.append(FileReport(path=str(path), change="failed", message=str(error)))
            continue
        fresh[made.id] = made
        hashes[made.sha256] = path.name
        cut = made.outline
        removed = Counter[str](span.kind for span in cut.removed if span.kind != "blank")
        reports.append(
            FileReport(
                path=str(path),
                change="added",
                document_id=made.id,
                title=made.about.title,
                clauses=len(cut.clauses),
                removed=dict(removed),
                suspicious=len(suspicious(made.text, cut.removed)),
                hidden=hidden,
            )
        )
    return reports, fresh


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.suffix.lower() in SUFFIXES and not p.name.startswith("."))
        else:
            yield path


def read_document(path: Path) -> tuple[Document, tuple[str, ...]]:
    """A file made a document, with what its `corpus.toml` and `errata.toml` say of it; and what is hidden in it, in words."""
    source = read(path)
    listed = known(path.parent).get(path.name)
    id = listed[0] if listed else re.sub(r"[^\w-]+", "-", path.stem).strip("-") or "document"
    corrections = errata(path.parent, id, source.text)
    made = document(id, source.text, source.sha256, listed[1] if listed else None, corrections, path.stem)
    return made, source.hidden


def _ingest(
    reports: list[FileReport],
    fresh: dict[str, Document],
    data: Path,
    encoder: str | None,
    url: str | None,
    rebuild: bool,
    progress: Callable[[str], None],
    loader: Loader,
) -> tuple[list[FileReport], str]:
    old, made = _old(data)
    documents = _kept(old, made) if old and made else {}
    reports = [_against(report, documents, fresh) for report in reports]
    fresh = {r.document_id: fresh[r.document_id] for r in reports if r.change in ("added", "updated", "unchanged")}
    name = encoder or (made.encoder if made else BUILT_IN)
    replaced = [_version(documents[r.document_id]) for r in reports if r.change == "updated"]
    versions = [*replaced, *(old.versions() if old else [])]
    documents |= fresh
    if not documents:
        return reports, made.id if made else ""
    healthy = (
        not rebuild
        and old is not None
        and made is not None
        and made.encoder == name
        and made.url == url
        and made.reader == reader_version()
    )
    if healthy and made and made.documents == {d.id: d.sha256 for d in documents.values()} and _sound(old, made):
        _clear(data, keep={made.id})
        return reports, made.id
    id = _new_id(documents.values(), name)
    folder = data / "builds" / id
    try:
        _clear(data, keep={made.id} if made else set())
        make(folder, list(documents.values()), versions, name, url, old, made, progress, loader)
    except BaseException as error:
        full = _disk_is_full(error) or shutil.disk_usage(data).free < 2**20
        shutil.rmtree(folder, ignore_errors=True)
        if full:
            raise PolicyError(f"磁盘已满，新索引没有写成；旧索引不受影响。请在 {data} 所在的磁盘腾出空间后再试。") from error
        raise
    if made is None:
        _set_aside(data)
    _switch(data, id)
    progress("完成")
    if url is None and made is not None and made.url is None:
        _clear(data, keep={id, made.id})
    return reports, id


def _old(data: Path) -> tuple[store.Store | None, Manifest | None]:
    """The store and manifest of the build in use; neither where there is none or it is damaged."""
    try:
        folder = current(data)
        made = manifest(folder)
        return store.Store(folder / STORE), made
    except PolicyError:
        return None, None


def _version(replaced: Document) -> store.Version:
    return store.Version(
        document_id=replaced.id, sha256=replaced.sha256, about=replaced.about, text=replaced.text, noise=_corrections(replaced)
    )  # fmt: skip


def _corrections(read: Document) -> tuple[Removed, ...]:
    """The noise that errata settled, not the comparison of copies."""
    found = clean(read.text)
    return tuple(r for r in read.outline.removed if r.kind == "noise" and r not in found)


def _kept(old: store.Store, made: Manifest) -> dict[str, Document]:
    documents = {}
    for kept in old.documents():
        if made.reader == reader_version():
            documents[kept.id] = kept
        else:
            documents[kept.id] = document(kept.id, kept.text, kept.sha256, kept.about, _corrections(kept), kept.id)
    return documents


def _against(report: FileReport, documents: dict[str, Document], fresh: dict[str, Document]) -> FileReport:
    """A file's report, once it is known what is there already."""
    if report.change == "failed":
        return report
    there = documents.get(report.document_id)
    sha = fresh[report.document_id].sha256
    twin = next((d.id for d in documents.values() if d.sha256 == sha and d.id != report.document_id), None)
    if twin:
        return replace(report, change="failed", message=f"{report.path}：与已有文件 {twin} 内容相同，没有重复导入。")
    if there is None:
        return report
    return replace(report, change="unchanged" if there.sha256 == sha else "updated")


def _sound(old: store.Store | None, made: Manifest) -> bool:
    return old is not None and old.check() == "ok" and len(old) == made.counts["clauses"]


def _new_id(documents: Iterable[Document], encoder: str) -> str:
    content = sha256("".join(f"{d.id}{d.sha256}" for d in documents).encode() + encoder.encode() + os.urandom(8)).hexdigest()[:8]
    return time.strftime("%Y%m%dT%H%M%S", time.gmtime()) + "-" + content


def _switch(data: Path, id: str) -> None:
    pointer = data / "current.new"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(id)
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(data / "current")


def _set_aside(data: Path) -> None:
    """Keep a build that could not be read, under a name that says so: it may hold documents that are nowhere else."""
    folder = _pointed(data)
    if folder and folder.is_dir():
        folder.rename(folder.with_name(UNREADABLE + folder.name))


def _clear(data: Path, keep: set[str]) -> None:
    """Delete builds that are neither in use nor the one before (which readers may still have open)."""
    folder, used = data / "builds", _pointed(data)
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in keep and path != used and not path.name.startswith(UNREADABLE):
            shutil.rmtree(path, ignore_errors=True)


def _disk_is_full(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, Exception) and re.search(r"disk is full|No space left|code: 13\b", str(error)):
            return True
        error = error.__cause__ or error.__context__
    return False
