"""A model's answer on the page and over the API: it grows sentence by sentence, and stops when its reader wants it to."""

import json
import shutil
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from scripted import Scripted

from assistant.chat import Assistant
from ui import server

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or ""
SMOKING = "嘉兴2030年吸烟率目标是多少？"
TRUE = "到2030年，嘉兴市15岁以上人群的吸烟率要降到20%以下。[1]"
ANOTHER = "全市还要实现重点公共场所全面禁烟。[1]"
SLOW = [TRUE, "全市", 1.0, ANOTHER.removeprefix("全市"), "健康", *([0.25, "健康"] * 60)]


@pytest.fixture
def model() -> Scripted:
    return Scripted(SLOW)


@pytest.fixture
def address(assistant: Assistant, model: Scripted) -> Iterator[str]:
    listener = server.listen("127.0.0.1", 0)
    running = server.create_server(Assistant(assistant.library, model=model))  # type: ignore[arg-type]
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    yield server.address(listener)
    running.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


@pytest.fixture
def page(address: str) -> Iterator["Page"]:
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: install the extra [test]")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        opened = browser.new_page(viewport={"width": 390, "height": 844})
        opened.set_default_timeout(15_000)
        opened.goto(address)
        opened.wait_for_selector("#question textarea")
        yield opened
        browser.close()


def eventually(true: object, seconds: float = 8.0) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(not CHROMIUM, reason="no chromium")
def test_sentences_appear_one_by_one_and_stop_stops_the_model(page: "Page", model: Scripted) -> None:
    page.fill("#question textarea", SMOKING)
    page.click("#question .submit-button")
    page.wait_for_function("document.querySelector('#chat')?.innerText.includes('20%以下')")
    first = page.locator("#chat [data-testid=bot]").last.inner_text()
    assert "全面禁烟" not in first  # it has not been said yet
    page.wait_for_function("document.querySelector('#chat').innerText.includes('全面禁烟')")
    page.click("#stop")
    assert eventually(lambda: model.stopped == 1)
    said = len(model.said)
    time.sleep(0.8)
    assert len(model.said) == said < len(SLOW)
    assert "20%以下" in page.locator("#chat [data-testid=bot]").last.inner_text()


def test_the_api_streams_lines_and_a_reader_who_leaves_stops_the_model(address: str, model: Scripted) -> None:
    import httpx

    with httpx.stream("POST", f"{address}/api/ask/stream", json={"question": SMOKING}, trust_env=False, timeout=20) as response:
        assert response.headers["content-type"].startswith("application/x-ndjson")
        lines = response.iter_lines()
        first, second = json.loads(next(lines)), json.loads(next(lines))
    assert "20%以下" in first["answer"]
    assert "全面禁烟" not in first["answer"]
    assert second["answer"].startswith(first["answer"])
    assert "全面禁烟" in second["answer"]
    assert eventually(lambda: model.stopped == 1)


def test_a_bad_question_is_told_before_a_stream_begins(address: str) -> None:
    import httpx

    told = httpx.post(f"{address}/api/ask/stream", json={"question": "？", "documents": ["none"]}, trust_env=False)
    assert told.status_code == 422
    assert "none" in told.json()["error"]
