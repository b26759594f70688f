"""Ingestion killed at random moments: the old build answers, nothing is lost or doubled, the next ingestion goes through.

The default run kills a few; `pytest tests/test_crash.py --kills 100` (make crash) runs the whole loop.
"""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from index import build
from index.library import Library


def plan(folder: Path, n: int) -> Path:
    path = folder / f"plan-{n}.txt"
    path.write_text(f"健康第{n}号城市实施方案\n一、目标\n到2030年，第{n}号城市建设健康食堂{n + 100}家，群众满意。\n", encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_killed_at_any_moment(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    data = tmp_path / "data"
    dice = random.Random(20261124)
    build.ingest([plan(tmp_path, 0)], data)
    known = {"plan-0"}
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "assistant.cli", "ingest", "--rebuild", str(plan(tmp_path, 0)), "--data", str(data)], check=True)
    whole = time.monotonic() - began
    for n in range(1, request.config.getoption("--kills") + 1):
        command = [sys.executable, "-m", "assistant.cli", "ingest", str(plan(tmp_path, n)), "--data", str(data)]
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.uniform(0, 1.1 * whole))
        child.send_signal(signal.SIGKILL)
        child.wait()
        library = Library.open(data)
        ids = list(library.abouts())
        assert len(ids) == len(set(ids))
        assert known <= set(ids) <= known | {f"plan-{n}"}
        known = set(ids)
        assert library.store.check() == "ok"
        assert library.search("第0号城市健康食堂", documents=["plan-0"])[0].clause.document_id == "plan-0"
    reports, id = build.ingest([plan(tmp_path, 9999)], data)
    assert [r.change for r in reports] == ["added"]
    assert set(Library.open(data).abouts()) == known | {"plan-9999"}
    assert len(list((data / "builds").iterdir())) <= 2
    assert id == Library.open(data).manifest.id
