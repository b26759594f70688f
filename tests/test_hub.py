"""A hub name is fetched from the mirror that HF_ENDPOINT names: here a server on loopback that has one tiny model."""

import hashlib
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from small_models import qwen3

NAME, COMMIT = "mirror/tiny-qwen3", "0" * 40
ASK = """
import sys
from assistant.model import ModelFault, open_model
from assistant.settings import ModelSettings
model = open_model(ModelSettings(name=sys.argv[1], answer_tokens=16))
try:
    list(model.stream("", "吸烟率？"))
except ModelFault as fault:
    print(model.name, fault.fault)
"""


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[str]]]:
    folder = qwen3(tmp_path_factory.mktemp("hub") / "tiny", ["健康城市"], vocabulary=300)
    asked: list[str] = []

    class Hub(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.serve(body=False)

        def do_GET(self) -> None:
            self.serve(body=True)

        def serve(self, *, body: bool) -> None:
            asked.append(self.path)
            path = self.path.partition("?")[0]
            if re.fullmatch(rf"/api/models/{NAME}/tree/[^/]+/?", path):
                tree = [{"type": "file", "path": file.name, "size": file.stat().st_size, "oid": "0" * 40} for file in folder.iterdir()]
                self.send(json.dumps(tree).encode(), body=body)
                return
            if path.startswith(f"/api/models/{NAME}") and "/tree/" not in path:
                files = [{"rfilename": file.name} for file in folder.iterdir()]
                self.send(json.dumps({"id": NAME, "sha": COMMIT, "siblings": files}).encode(), body=body)
                return
            file = folder / path.rpartition("/")[2]
            if path.startswith(f"/{NAME}/resolve/") and file.is_file():
                self.send(file.read_bytes(), body=body)
            else:
                self.send_response(404)
                self.send_header("X-Error-Code", "EntryNotFound")
                self.send_header("X-Repo-Commit", COMMIT)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def send(self, content: bytes, *, body: bool) -> None:
            self.send_response(200)
            self.send_header("ETag", f'"{hashlib.sha256(content).hexdigest()}"')
            self.send_header("X-Repo-Commit", COMMIT)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if body:
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()


def test_a_hub_name_is_fetched_from_the_mirror_that_is_named(mirror: tuple[str, list[str]], tmp_path: Path) -> None:
    url, asked = mirror
    environment = {**os.environ, "HF_ENDPOINT": url, "HF_HOME": str(tmp_path), "NO_PROXY": "127.0.0.1"}
    environment.pop("HF_HUB_OFFLINE", None)
    run = subprocess.run([sys.executable, "-c", ASK, NAME], env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr[-2000:]
    assert run.stdout.split() == [NAME, "length"]
    assert any("model.safetensors" in path for path in asked)
    again = subprocess.run(
        [sys.executable, "-c", ASK, NAME], env={**environment, "HF_ENDPOINT": "http://127.0.0.1:9", "HF_HUB_OFFLINE": "1"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert again.returncode == 0, again.stderr[-2000:]
    assert again.stdout.split() == [NAME, "length"]  # what was fetched once is there without a network
