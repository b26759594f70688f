"""The HTTP API over the five documents: what it gives is what the command line gives, and every fault is one JSON line."""

import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from assistant import printing
from assistant.answers import Turn, as_json
from assistant.chat import Assistant
from index.documents import PolicyError
from ui import server
from ui.limits import LARGEST

SMOKING = "嘉兴2030年吸烟率目标是多少？"


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    """A client of the whole application, so that the page at "/" cannot hide a fault of the API."""
    with TestClient(server.create_app(assistant), raise_server_exceptions=False) as client:
        yield client


def same(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without what differs from one run to the next."""
    return {**answer, "timings_ms": sorted(answer["timings_ms"])}


def test_health(client: TestClient, assistant: Assistant) -> None:
    library = assistant.library
    expected = {"status": "ok", "build": library.manifest.id, "documents": 5, "clauses": len(library.store)}
    assert client.get("/api/health").json() == expected


@pytest.mark.parametrize(
    ("question", "history", "documents"),
    [
        (SMOKING, [], None),
        ("那沈阳呢？", ["嘉兴2030年人均预期寿命是多少？"], None),
        ("吸菸率目標是多少？", [], ["jiaxing-2030", "shenyang-2030"]),
        ("北京的吸烟率目标是多少？", [], None),
        ("What is Jiaxing's target for 2030?", [" "], None),
    ],
)
def test_an_answer_is_that_of_the_assistant(
    client: TestClient, assistant: Assistant, question: str, history: list[str], documents: list[str] | None
) -> None:
    got = client.post("/api/ask", json={"question": question, "history": history, "documents": documents})
    turns = tuple(Turn(question=earlier) for earlier in history if earlier.strip())
    assert got.status_code == 200
    assert same(got.json()) == same(json.loads(json.dumps(as_json(assistant.ask(question, turns, documents=documents)))))


def test_quotes_are_slices_of_the_document_that_the_api_gives(client: TestClient) -> None:
    citations = client.post("/api/ask", json={"question": SMOKING}).json()["citations"]
    assert citations
    for citation in citations:
        text = client.get(f"/api/documents/{citation['document_id']}").json()["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_search(client: TestClient, assistant: Assistant) -> None:
    hits = client.get("/api/search", params={"q": "控烟", "k": 3}).json()
    assert len(hits) == 3
    assert any("控烟" in hit["reading"] or "控煙" in hit["reading"] for hit in hits)
    only = client.get("/api/search", params={"q": "沈阳 控烟"}).json()
    assert len(only) == 10
    assert {hit["document_id"] for hit in only} == {"shenyang-2030"}
    found = assistant.library.clause(hits[0]["clause_id"])
    assert (hits[0]["start"], hits[0]["end"], hits[0]["text"]) == (found.start, found.end, found.text)


def test_documents(client: TestClient, assistant: Assistant) -> None:
    listed = client.get("/api/documents").json()
    assert [document["id"] for document in listed] == list(assistant.library.abouts())
    assert all("text" not in document for document in listed)
    one = client.get("/api/documents/lishui-action").json()
    assert one == printing.document_json(assistant.library.document("lishui-action"), with_text=True)


def test_every_clause_by_its_id(client: TestClient, assistant: Assistant) -> None:
    """Ids hold slashes, brackets and Chinese; each comes back whole, however much of it is percent-encoded."""
    library = assistant.library
    clauses = library.store.clauses(range(len(library.store)))
    for n, clause in enumerate(clauses):
        got = client.get("/api/clauses/" + quote(clause.id, safe="/" if n % 2 else ""))
        assert got.json() == printing.clause_json(clause, library.item(clause.id)), clause.id


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "words"),
    [
        ("POST", "/api/ask", {"question": "  "}, 422, "问题是空的"),
        ("POST", "/api/ask", {"question": "？！"}, 422, "没有可以检索的文字"),
        ("POST", "/api/ask", {"question": "问" * 3000}, 422, "3000"),
        ("POST", "/api/ask", {"question": SMOKING, "documents": ["nope"]}, 422, "没有文件 nope"),
        ("POST", "/api/ask", {}, 422, "question：缺少"),
        ("POST", "/api/ask", {"question": 1, "history": [2]}, 422, "history.0：应是文字"),
        ("POST", "/api/ask", {"question": SMOKING, "history": "嘉兴"}, 422, "history：应是数组"),
        ("POST", "/api/ask", {"question": SMOKING, "document": ["lishui-action"]}, 422, "document：没有这一项"),
        ("POST", "/api/ask", [SMOKING], 422, "请求体：应是 JSON 对象"),
        ("GET", "/api/search", None, 422, "q：缺少"),
        ("GET", "/api/search?q=", None, 422, "问题是空的"),
        ("GET", "/api/search?q=控烟&k=0", None, 422, "k：太小，至少是 1"),
        ("GET", "/api/search?q=控烟&k=999", None, 422, "k：太大，至多是 200"),
        ("GET", "/api/search?q=控烟&k=x", None, 422, "k：应是整数"),
        ("GET", "/api/documents/nope", None, 404, "没有文件 nope"),
        ("GET", "/api/clauses/jiaxing-2030/五/(二)/99", None, 404, "jiaxing-2030/五/(二)/2"),
        ("GET", "/api/clauses/", None, 404, "没有条款"),
        ("GET", "/api/answers", None, 404, "没有 GET /api/answers"),
        ("PUT", "/api/ask", {"question": SMOKING}, 404, "没有 PUT /api/ask"),
    ],
)
def test_a_fault_says_what_is_wrong(client: TestClient, method: str, path: str, body: object, status: int, words: str) -> None:
    got = client.request(method, path, json=body) if body is not None else client.request(method, path)
    assert got.status_code == status
    assert list(got.json()) == ["error"]
    assert words in got.json()["error"]


@pytest.mark.parametrize("body", [b'{"question"', b'{"question": "\xff"}', b""])
def test_a_body_that_cannot_be_read_is_a_fault(client: TestClient, body: bytes) -> None:
    got = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert got.status_code in (400, 422)
    assert "请求体" in got.json()["error"]


def test_a_body_that_is_too_large_is_refused_with_a_length_or_without(client: TestClient) -> None:
    body = json.dumps({"question": SMOKING, "history": ["x" * LARGEST]}).encode()
    pieces = (body[at : at + 10_000] for at in range(0, len(body), 10_000))
    for content in (body, pieces):
        got = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
        assert got.status_code == 413
        assert "64 kB" in got.json()["error"]
    assert client.post("/gradio_api/upload", files={"files": b"x" * LARGEST}).status_code == 413


def test_a_body_just_below_the_limit_is_read(client: TestClient) -> None:
    body = json.dumps({"question": SMOKING, "history": [""]}).encode()
    body = body.replace(b'""', b'"' + b" " * (LARGEST - len(body)) + b'"')
    assert len(body) == LARGEST
    got = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert got.json()["status"] == "answered"


def test_half_a_character_in_a_question_does_no_harm(client: TestClient) -> None:
    got = client.post("/api/ask", content=rb'{"question": "\ud800' + SMOKING.encode() + b'"}', headers={"content-type": "application/json"})
    assert got.status_code in (200, 422)


def test_an_unforeseen_fault_shows_nothing_of_itself(client: TestClient, assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(type(assistant), "ask", broken)
    got = client.post("/api/ask", json={"question": SMOKING})
    assert (got.status_code, got.json()) == (500, {"error": "服务器内部出错，详情见服务器日志。"})


def test_many_at_once_get_each_their_own_answer(client: TestClient, assistant: Assistant) -> None:
    questions = [SMOKING, "沈阳2030年人均预期寿命是多少？", "丽水控烟限酒行动由哪些部门负责？", "北京的吸烟率目标是多少？"] * 8
    expected = {question: same(json.loads(json.dumps(as_json(assistant.ask(question))))) for question in set(questions)}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda question: client.post("/api/ask", json={"question": question}).json(), questions))
    assert [same(answer) for answer in answers] == [expected[question] for question in questions]


def test_nothing_but_the_page_and_the_api_is_served(client: TestClient) -> None:
    """No list of the page's functions, no files, and no pages of documentation, which load scripts from elsewhere."""
    assert client.get("/gradio_api/info").json() == {"named_endpoints": {}, "unnamed_endpoints": {}}
    assert client.get(f"/gradio_api/file={__file__}").status_code == 403
    assert client.get("/docs").status_code == 404
    assert client.get("/monitoring").status_code == 403
    assert "/api/clauses/{id}" in client.get("/api/openapi.json").json()["paths"]


def test_a_port_in_use_is_named_with_the_way_out(assistant: Assistant) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PolicyError, match=rf"端口 {port} 已被占用.*--port \d+"):
            server.serve(assistant, "127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "port", "words"), [("127.0.0.1", 70000, "70000"), ("192.0.2.1", 0, "192.0.2.1.*--host"), ("not a host", 0, "--host")]
)
def test_an_address_that_cannot_be_listened_on(host: str, port: int, words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        server.listen(host, port)


def test_the_address_that_is_shown_can_be_opened() -> None:
    with server.listen("0.0.0.0", 0) as listener:
        assert server.address(listener) == f"http://127.0.0.1:{listener.getsockname()[1]}"
