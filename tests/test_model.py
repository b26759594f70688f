"""Models hosted for real: a tiny Qwen3 in this process and behind `transformers serve`; servers that fail in every way; the line of prompts."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from small_models import qwen3

from assistant.chat import Assistant
from assistant.local.server import is_local, local_address
from assistant.model import Hosted, LocalModel, ModelFault, open_model
from assistant.settings import ModelSettings
from index.about import BUNDLED
from index.documents import PolicyError

SMOKING = "嘉兴2030年吸烟率目标是多少？"
TRUE = "到2030年，嘉兴市15岁以上人群的吸烟率要降到20%以下。[1]"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = [path.read_text(encoding="utf-8") for path in sorted(BUNDLED.glob("*.txt"))]
    return qwen3(tmp_path_factory.mktemp("models") / "tiny-qwen3", texts, vocabulary=2000, context=8192)


# In this process


@pytest.fixture(scope="module")
def here(tiny: Path) -> Iterator[LocalModel]:
    told: list[str] = []
    model = open_model(ModelSettings(name=str(tiny), answer_tokens=24, context=100_000, timeout_s=60), told.append)
    assert model is not None
    assert "tiny-qwen3" in told[0]
    assert "已载入" in told[-1]
    yield model
    model.close()


def test_a_model_of_a_folder_runs_in_this_process(here: LocalModel) -> None:
    assert (here.name, here.context) == ("tiny-qwen3", 8192)
    assert here.where.startswith(("cpu", "cuda"))
    assert {"<|im_start|>", "<|im_end|>", "<|endoftext|>"} <= set(here.special_tokens)
    assert 0 < here.tokens("到2030年,15岁以上人群吸烟率") < 30
    with pytest.raises(ModelFault, match="长度上限"):
        list(here.stream("规则", "吸烟率？"))


def test_the_tiny_model_goes_the_whole_way_and_the_reader_has_the_documents_words(here: LocalModel, assistant: Assistant) -> None:
    shown = list(Assistant(assistant.library, model=here).stream(SMOKING))
    assert shown[-1].answer == assistant.ask(SMOKING).answer
    assert shown[-1].model is None
    assert shown[-1].notice


def test_closing_a_stream_ends_the_generation(tiny: Path) -> None:
    model = open_model(ModelSettings(name=str(tiny), answer_tokens=4000))
    assert model is not None
    words = model.stream("", "吸烟率？")
    next(words)
    words.close()
    started = time.monotonic()
    follow_up = model.stream("", "寿命？")  # the one model is free again at once
    next(follow_up)
    follow_up.close()
    assert time.monotonic() - started < 5
    model.close()


def test_a_fault_while_generating_reaches_the_reader(tiny: Path) -> None:
    model = open_model(ModelSettings(name=str(tiny), timeout_s=30))
    assert model is not None
    model._hosted.llm._model.generate = lambda **_: (_ for _ in ()).throw(RuntimeError("out of memory"))  # type: ignore[attr-defined]
    started = time.monotonic()
    with pytest.raises(ModelFault, match="RuntimeError"):
        list(model.stream("", "吸烟率？"))
    assert time.monotonic() - started < 5
    model.close()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda folder: (folder / "model.safetensors").rename(folder / "pytorch_model.bin"), "只接受 safetensors"),
        (lambda folder: (folder / "model.safetensors").write_bytes(b"broken"), "载入不了"),
        (lambda folder: (folder / "chat_template.jinja").unlink(), "没有对话模板"),
    ],
)
def test_a_folder_that_holds_no_usable_model_is_told(tmp_path: Path, change: Callable[[Path], object], told: str) -> None:
    folder = qwen3(tmp_path / "bad", ["健康"], vocabulary=300)
    change(folder)
    with pytest.raises(PolicyError, match=told):
        open_model(ModelSettings(name=str(folder)))


def test_a_model_with_code_of_its_own_is_not_run(tmp_path: Path) -> None:
    folder = qwen3(tmp_path / "coded", ["健康"], vocabulary=300)
    config = json.loads((folder / "config.json").read_text())
    config |= {"model_type": "own_kind", "architectures": ["Own"], "auto_map": {"AutoConfig": "own.C", "AutoModelForCausalLM": "own.M"}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "own.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    with pytest.raises(PolicyError, match="载入不了"):
        open_model(ModelSettings(name=str(folder)))
    assert not (tmp_path / "ran").exists()


def test_a_hub_name_that_cannot_be_fetched_is_told() -> None:
    with pytest.raises(PolicyError, match=r"nobody/no-such-model"):
        open_model(ModelSettings(name="nobody/no-such-model"))


# The line of prompts


class Slow:
    """An LLM that says each word after a while and notes the order in which prompts came to it."""

    def __init__(self, pause: float) -> None:
        self.pause, self.order, self.failures = pause, list[str](), 0

    def stream_chat(self, messages: Any, **_: Any) -> Iterator[Any]:
        self.order.append(messages[-1].content)
        if self.failures:
            self.failures -= 1
            raise ConnectionError
        for word in ("一", "二", "三"):
            time.sleep(self.pause)
            yield type("Response", (), {"delta": word, "raw": None})()


def hosted(llm: Any, **settings: Any) -> LocalModel:
    known = {"name": "slow", "context": 100, "answer_tokens": 10, "tokens": len, "finished": lambda _: "stop"} | settings
    return LocalModel(Hosted(llm=llm, **known))


def test_prompts_are_taken_in_their_order_and_no_more_than_may_wait() -> None:
    llm = Slow(0.25)
    model = hosted(llm, waiting=3)
    said: dict[str, str] = {}

    def ask(name: str) -> None:
        try:
            said[name] = "".join(model.stream("", name))
        except ModelFault as fault:
            said[name] = fault.fault

    threads = []
    for name in "abcdefg":
        threads.append(threading.Thread(target=ask, args=(name,)))
        threads[-1].start()
        time.sleep(0.01)
    for thread in threads:
        thread.join()
    assert llm.order == list("abcd")
    assert said == {**dict.fromkeys("abcd", "一二三"), **dict.fromkeys("efg", "busy")}


def test_who_waits_too_long_is_told_in_time_and_is_not_asked_for_later() -> None:
    llm = Slow(0.2)
    model = hosted(llm, seconds=0.3)
    first = model.stream("", "first")
    assert next(first) == "一"
    started = time.monotonic()
    with pytest.raises(ModelFault) as told:
        list(model.stream("", "second"))
    assert told.value.fault == "busy"
    assert 0.25 < time.monotonic() - started < 2
    first.close()
    time.sleep(0.3)
    assert llm.order == ["first"]


def test_one_retry_before_the_first_word_then_it_is_left_alone_for_a_while() -> None:
    llm = Slow(0)
    model = hosted(llm, tries=2)
    llm.failures = 1
    assert "".join(model.stream("", "a")) == "一二三"
    llm.failures = 100
    for _ in range(3):
        with pytest.raises(ModelFault, match="ConnectionError"):
            list(model.stream("", "b"))
    tried = len(llm.order)
    with pytest.raises(ModelFault) as told:
        list(model.stream("", "c"))
    assert told.value.fault == "resting"
    assert len(llm.order) == tried


# Behind a server


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture(scope="module")
def served(tiny: Path) -> Iterator[str]:
    """`transformers serve` with the tiny model, on loopback."""
    port = free_port()
    command = [
        str(Path(sys.executable).with_name("transformers")),
        "serve",
        str(tiny),
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--device",
        "cpu",
    ]
    with subprocess.Popen(
        command, env={**os.environ, "HF_HUB_OFFLINE": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            import httpx

            for _ in range(240):
                try:
                    if httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).status_code == 200:
                        break
                except httpx.HTTPError:
                    time.sleep(0.5)
            else:
                pytest.fail("transformers serve did not come up")
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()


def test_a_real_server_is_spoken_to_and_streams(served: str, tiny: Path, assistant: Assistant) -> None:
    model = open_model(ModelSettings(name=str(tiny), url=served, answer_tokens=16, timeout_s=60))
    assert model is not None
    pieces: list[str] = []
    with pytest.raises(ModelFault, match="长度上限"):
        pieces.extend(model.stream("规则", "吸烟率？"))
    made = Assistant(assistant.library, model=model).ask(SMOKING)
    assert made.answer == assistant.ask(SMOKING).answer
    assert made.notice
    model.close()


class Server(BaseHTTPRequestHandler):
    """A server in OpenAI's form that behaves as a test tells it."""

    behaviour = "good"
    asked = 0

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if self.path == "/tokenize":
            self.send_error(404) if self.behaviour != "counts" else self.reply({"count": len(body["prompt"])})
            return
        type(self).asked += 1
        if self.behaviour == "fails":
            self.send_error(500)
        elif self.behaviour == "redirects":
            self.send_response(307)
            self.send_header("location", "http://192.0.2.1/v1/chat/completions")
            self.end_headers()
        elif self.behaviour == "garbage":
            self.reply(None, b"<html>this is no stream</html>")
        else:
            self.stream()

    def stream(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.end_headers()
        try:
            for n, piece in enumerate([TRUE[i : i + 4] for i in range(0, len(TRUE), 4)] + ["全市还要实现重点公共场所全面禁烟。[1]"]):
                if n == 3 and self.behaviour == "hangs":
                    time.sleep(6)
                if n == 3 and self.behaviour == "breaks":
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                if n == 3 and self.behaviour == "spoils":
                    self.wfile.write(b"data: {not json\n\n")
                self.event({"content": piece})
            self.event({}, "stop")
            self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            pass  # the client went away

    def event(self, delta: dict[str, str], reason: str | None = None) -> None:
        chunk = {
            "id": "1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
        }
        self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        self.wfile.flush()

    def reply(self, value: Any, raw: bytes | None = None) -> None:
        body = raw if raw is not None else json.dumps(value).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def behaving() -> Iterator[Callable[[str], str]]:
    """Starts a server that behaves as named; gives its address."""
    running: list[ThreadingHTTPServer] = []

    def start(behaviour: str) -> str:
        handler = type("Handler", (Server,), {"behaviour": behaviour, "asked": 0})
        running.append(ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=running[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{running[-1].server_address[1]}/v1"

    yield start
    for server in running:
        server.shutdown()


def test_a_server_that_answers_is_heard(behaving: Callable[[str], str], assistant: Assistant) -> None:
    model = open_model(ModelSettings(name="m", url=behaving("good")))
    made = Assistant(assistant.library, model=model).ask(SMOKING)
    assert made.mode == "model"
    assert made.model == "m"
    assert "全面禁烟。[1]" in made.answer


@pytest.mark.parametrize("behaviour", ["fails", "redirects", "garbage", "hangs", "breaks", "spoils", "down"])
def test_whatever_a_server_does_the_documents_words_are_there_in_time(
    behaviour: str, behaving: Callable[[str], str], assistant: Assistant
) -> None:
    url = f"http://127.0.0.1:{free_port()}/v1" if behaviour == "down" else behaving(behaviour)
    model = open_model(ModelSettings(name="m", url=url, timeout_s=2))
    started = time.monotonic()
    made = Assistant(assistant.library, model=model).ask(SMOKING)
    assert time.monotonic() - started < 3
    assert made.answer == assistant.ask(SMOKING).answer
    assert made.mode != "model"
    assert made.notice


def test_tokens_are_counted_by_the_server_where_it_can(behaving: Callable[[str], str]) -> None:
    able, unable = (open_model(ModelSettings(name="m", url=behaving(b))) for b in ("counts", "good"))
    assert able
    assert unable
    assert able.tokens("吸烟率") == 3
    assert unable.tokens("吸烟率") >= 4


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://127.0.0.1:8000/v1", True), ("http://localhost:11434/v1", True), ("http://[::1]:8000/v1", True), ("http://192.168.1.20:8000/v1", True),
        ("http://10.1.2.3/v1", True), ("https://8.8.8.8/v1", False), ("http://user@1.1.1.1:80/v1", False), ("http://172.32.0.1/v1", False),
        ("ftp://127.0.0.1/v1", False), ("127.0.0.1:8000", False), ("http:///v1", False),
    ],
)  # fmt: skip
def test_only_local_addresses_are_spoken_to(url: str, local: bool) -> None:
    if local:
        assert local_address(url, allow_public=False, setting="x") == url.rstrip("/")
    else:
        with pytest.raises(PolicyError, match=r"127\.0\.0\.1"):
            local_address(url, allow_public=False, setting="x")


def test_a_public_address_is_spoken_to_only_when_that_is_set() -> None:
    assert local_address("https://8.8.8.8/v1/", allow_public=True, setting="x") == "https://8.8.8.8/v1"
    assert is_local("::ffff:10.0.0.1")
    assert not is_local("::ffff:8.8.8.8")


def test_a_server_without_a_model_name_is_told() -> None:
    with pytest.raises(PolicyError, match="--model NAME"):
        open_model(ModelSettings(url="http://127.0.0.1:1/v1"))


def test_a_model_that_ends_of_itself_was_not_stopped(behaving: Callable[[str], str], assistant: Assistant) -> None:
    model = open_model(ModelSettings(name="m", url=behaving("good")))
    stop = threading.Event()
    made = list(Assistant(assistant.library, model=model).stream(SMOKING, cancelled=stop))[-1]
    assert not stop.is_set()
    assert made.notice == ""
