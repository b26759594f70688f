"""Builds: what is in one, that the old one stays until the new one is whole, one writer, a Chroma server, a full disk."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock

from index import build, make, vectors
from index.about import BUNDLED
from index.diff import diff
from index.documents import PolicyError
from index.embed import Vectors
from index.library import Library

PLAN = "云岭市人民政府关于推进健康云岭行动的实施方案\n一、目标\n到2030年，全市居民健康素养水平达到40%以上，主要健康指标达到全省先进水平。\n二、措施\n1.健康食堂。建设示范健康食堂120家，推广低盐饮食。\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "yunling.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


class Hashing:
    """An encoder that does not depend on the corpus, and counts what it embeds."""

    def __init__(self, name: str) -> None:
        self.fingerprint = f"hashing:{name}"
        self.embedded: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.embedded += texts
        rows = np.array([np.random.default_rng(sum(text.encode())).normal(size=16) for text in texts], dtype=np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_build_holds_its_documents_three_times_over(library: Library) -> None:
    counts = library.manifest.counts
    assert counts["documents"] == 5
    assert counts["clauses"] == counts["vectors"] == counts["words"] == counts["characters"] == len(library.store)
    folder = library._folder
    collection = vectors.client(folder / make.CHROMA, None).get_collection(library.manifest.id, embedding_function=None)
    row = collection.get(ids=["jiaxing-2030/五/(二)/2"], include=["metadatas", "documents"])
    metadata, text = row["metadatas"][0], row["documents"][0]
    assert library.document("jiaxing-2030").text[metadata["start"] : metadata["end"]] == text
    assert metadata["path"] == "五、专项行动 > (二)健康素养提升行动"


def test_ingesting_again_changes_nothing_and_a_changed_file_is_a_new_build(tmp_path: Path, plan: Path) -> None:
    data = tmp_path / "data"
    reports, first = build.ingest([plan], data)
    assert [r.change for r in reports] == ["added"]
    assert build.ingest([plan], data)[1] == first
    old = Library.open(data)
    plan.write_text(PLAN.replace("40%", "45%"), encoding="utf-8")
    reports, second = build.ingest([plan], data)
    assert [r.change for r in reports] == ["updated"]
    assert second != first
    assert "40%" in old.search("健康素养水平")[0].clause.text
    assert "45%" in Library.open(data).search("健康素养水平")[0].clause.text


def test_adding_a_document_changes_no_id_of_another(tmp_path: Path, plan: Path, library: Library) -> None:
    data = tmp_path / "data"
    build.ingest([BUNDLED, plan], data)
    both = Library.open(data)
    for id in library.abouts():
        assert [c.id for c in both.document(id).outline.clauses] == [c.id for c in library.document(id).outline.clauses]
    assert both.abouts()["yunling"].jurisdiction == "云岭市"
    assert both.search("示范健康食堂", documents=["yunling"])[0].clause.id == "yunling/二/1"


def test_files_that_fail_are_reported_and_the_others_go_on(tmp_path: Path, plan: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "twin.txt").write_bytes(plan.read_bytes())
    reports, _ = build.ingest([tmp_path / "empty.txt", plan, tmp_path / "twin.txt", tmp_path / "none"], tmp_path / "data")
    assert [r.change for r in reports] == ["failed", "added", "failed", "failed"]
    assert "empty.txt" in reports[0].message
    assert "内容相同" in reports[2].message
    assert len(Library.open(tmp_path / "data").store) > 0


def test_what_a_text_says_of_itself_is_read_with_its_span(tmp_path: Path) -> None:
    text = (
        "云岭市人民政府办公室关于推进健康云岭建设的实施意见（征求意见稿）\n云政办发〔2023〕8号\n各县（区）人民政府：\n"
        "为提高群众健康水平，经市政府同意，制定本意见。\n一、目标\n到2030年，主要指标达到先进水平。\n二、措施\n加强领导，落实责任，抓好宣传。\n"
        "云岭市人民政府办公室\n2023年5月6日\n"
    )
    path = tmp_path / "yl.txt"
    path.write_text(text, encoding="utf-8")
    build.ingest([path], tmp_path / "data")
    about = Library.open(tmp_path / "data").abouts()["yl"]
    assert (about.number, about.issued, about.status) == ("云政办发〔2023〕8号", "2023年5月6日", "征求意见稿")
    assert (about.issuer, about.jurisdiction) == ("云岭市人民政府办公室", "云岭市")
    assert {field for field, _, _ in about.spans} == {"title", "number", "issuer", "issued", "status", "jurisdiction"}
    for field, start, end in about.spans:
        assert field == "jurisdiction" or getattr(about, field) in text[start:end]


def test_nothing_is_said_of_a_text_that_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("某市委某市人民政府要求各单位抓好卫生健康工作，做好宣传，落实责任。\n各单位要定期报告进展情况。\n", encoding="utf-8")
    build.ingest([path], tmp_path / "data")
    about = Library.open(tmp_path / "data").abouts()["notes"]
    assert (about.title, about.jurisdiction, about.issuer, about.number, about.issued, about.status) == ("notes", "", "", "", "", "")


def test_dry_run_writes_nothing(tmp_path: Path, plan: Path) -> None:
    reports, id = build.ingest([plan], tmp_path / "data", dry_run=True)
    assert reports[0].clauses == 2
    assert id == ""
    assert not (tmp_path / "data").exists()


def test_a_second_writer_gets_a_clear_message_within_five_seconds(tmp_path: Path, plan: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    with FileLock(data / "lock"):
        began = time.monotonic()
        with pytest.raises(PolicyError, match="另一个导入正在写"):
            build.ingest([plan], data)
        assert time.monotonic() - began < 5


def test_missing_and_damaged_builds_say_what_to_run(tmp_path: Path, data: Path) -> None:
    with pytest.raises(PolicyError, match=r"还没有索引.*policy-assistant ingest"):
        Library.open(tmp_path / "nowhere")
    for name, words in ((make.STORE, "损坏或缺失"), (make.MANIFEST, "缺失或不完整"), (make.VECTORS, "损坏"), (make.WORDS, "损坏")):
        copy = tmp_path / name.replace(".", "-")
        shutil.copytree(data, copy)
        target = build.current(copy) / name
        if target.is_dir():
            shutil.rmtree(target)
        elif name == make.MANIFEST:
            target.unlink()
        else:
            target.write_bytes(b"garbage")
        with pytest.raises(PolicyError, match=rf"{words}.*policy-assistant ingest"):
            Library.open(copy).search("健康")


def test_a_damaged_build_is_made_again(tmp_path: Path, plan: Path) -> None:
    data = tmp_path / "data"
    build.ingest([plan], data)
    (build.current(data) / make.STORE).write_bytes(b"garbage")
    damaged = build.current(data).name
    build.ingest([plan], data)
    assert Library.open(data).search("健康食堂")
    build.ingest([plan], data, rebuild=True)
    assert (data / "builds" / f"unreadable-{damaged}").is_dir()


def test_unchanged_documents_are_not_embedded_again(tmp_path: Path, plan: Path) -> None:
    made: list[Hashing] = []

    def loader(name: str) -> Hashing:
        made.append(Hashing(name))
        return made[-1]

    data = tmp_path / "data"
    build.ingest([plan], data, encoder="m", loader=loader)
    other = tmp_path / "other.txt"
    other.write_text("关于开展控烟工作的通知\n一、要求\n全市公共场所禁止吸烟，违者依法处理。\n", encoding="utf-8")
    build.ingest([other], data, loader=loader)
    assert made[-1].embedded
    assert not any("示范健康食堂" in text for text in made[-1].embedded)
    assert Library.open(data, loader=loader).search("健康食堂")
    with pytest.raises(PolicyError, match="ingest --encoder n"):
        Library.open(data, encoder="n")


def test_a_full_disk_says_so_and_leaves_the_old_build(tmp_path: Path, plan: Path) -> None:
    mount = tmp_path / "small"
    mount.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(mount)], capture_output=True).returncode:
        pytest.skip("a small file system can only be mounted by root")
    try:
        data = mount / "data"
        _, id = build.ingest([plan], data)
        with pytest.raises(PolicyError, match=r"磁盘已满.*旧索引不受影响"):
            build.ingest([BUNDLED], data)
        assert Library.open(data).manifest.id == id
        assert Library.open(data).search("健康食堂")
        assert [p.name for p in (data / "builds").iterdir()] == [id]
    finally:
        subprocess.run(["umount", "--lazy", str(mount)], check=False)


@pytest.fixture
def chroma_server(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        str(Path(sys.executable).parent / "chroma"),
        "run",
        "--path",
        str(tmp_path / "server"),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(150):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(10)


def test_a_chroma_server_holds_the_vectors(tmp_path: Path, plan: Path, chroma_server: str) -> None:
    data = tmp_path / "data"
    _, id = build.ingest([plan], data, url=chroma_server)
    assert vectors.client(tmp_path, chroma_server).get_collection(id, embedding_function=None).count() == len(Library.open(data).store)
    found = Library.open(data).search("示范健康食堂有多少家", documents=["yunling"])
    assert found[0].clause.id == "yunling/二/1"
    assert not (build.current(data) / make.CHROMA).exists()


def test_a_chroma_server_that_is_down_is_a_clear_error(tmp_path: Path, plan: Path) -> None:
    with pytest.raises(PolicyError, match=r"连不上 Chroma 服务.*chroma run"):
        build.ingest([plan], tmp_path / "data", url="http://127.0.0.1:9")
    with pytest.raises(PolicyError, match="不是网址"):
        build.ingest([plan], tmp_path / "data", url="somewhere")


def test_an_old_version_is_kept_and_compared(tmp_path: Path, plan: Path) -> None:
    data = tmp_path / "data"
    build.ingest([plan], data)
    before = Library.open(data).clause("yunling/二/1")
    plan.write_text(
        PLAN.replace("120家", "150家").replace("一、目标\n到2030年，", "一、目标\n力争到2030年，") + "2.健康步道。建设步道20公里。\n",
        encoding="utf-8",
    )
    build.ingest([plan], data)
    library = Library.open(data)
    [old] = library.versions("yunling")
    found = diff(old, library.document("yunling"))
    assert [clause.id for clause in found.added] == ["yunling/一/力争到2030年全市居民", "yunling/二/2"]
    assert len(found.removed) == 1
    assert ("yunling/二/1", "yunling/二/1") in [(a.id, b.id) for a, b in found.changed]
    assert any((f.subject, f.before, f.after) == ("示范健康食堂", "120家", "150家") for f in found.facts)
    kept = library.earlier_clause("yunling/二/1", old.sha256[:8])
    assert kept is not None
    assert kept[0] == before
    plan.write_text(PLAN, encoding="utf-8")
    build.ingest([plan], data)
    assert len(Library.open(data).versions("yunling")) == 2
