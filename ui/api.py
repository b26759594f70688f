"""The HTTP API: the same answers, hits, documents and clauses as the command line's --json.

``POST /api/ask {"question": "嘉兴2030年吸烟率目标是多少？"}`` gives an answer with its citations; put the earlier
``standalone_question`` into ``history`` and "那沈阳呢？" is understood. ``POST /api/ask/stream`` gives it as it grows. A fault is ``{"error": "…"}``: 422 where the
request can be mended, 404 where a document or clause is not there, 413 where the body is over 64 kB.
"""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Generator
from typing import Annotated, Any

from fastapi import FastAPI, HTTPException, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException as AnyHttpException

from assistant import printing
from assistant.answers import Answer, Turn, as_json
from assistant.chat import Assistant
from assistant.understand import understand
from index.documents import PolicyError
from ui.limits import BodyLimit

POLL_S = 0.2
# What pydantic says of a value, in the words of this API; its own words stand where a kind of fault is not listed.
FAULTS = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，请核对名称",
    "string_type": "应是文字",
    "string_unicode": "不是有效的文字",
    "tuple_type": "应是数组",
    "int_parsing": "应是整数",
    "greater_than_equal": "太小，至少是 {ge}",
    "less_than_equal": "太大，至多是 {le}",
    "json_invalid": "不是 JSON（{error}）",
    "model_attributes_type": '应是 JSON 对象，如 {{"question": "…"}}，并以 Content-Type: application/json 发送',
}
HTTP_FAULTS = {400: "请求体读不懂：应是 UTF-8 的 JSON。", 405: "这个地址不接受这种请求方法。"}


class Fault(BaseModel):
    """What is wrong, in words that its reader can act on."""

    error: str


class AskRequest(BaseModel):
    """A question, the earlier questions of the conversation (oldest first), and the only documents to answer from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Annotated[str, Field(examples=["嘉兴2030年吸烟率目标是多少？"])]
    history: tuple[str, ...] = ()
    documents: tuple[str, ...] | None = None

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(Turn(question=question) for question in self.history if question.strip())


def create_api(assistant: Assistant) -> FastAPI:
    """The API over one assistant. Its pages of documentation are left out, since they load scripts from elsewhere."""
    api = FastAPI(
        title="公共卫生政策问答", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", responses={422: {"model": Fault}}
    )  # fmt: skip
    api.add_middleware(BodyLimit)
    _report_faults(api)
    library = assistant.library

    @api.get("/api/health")
    def health() -> JSONResponse:
        """That the service answers, and from which build."""
        build, store = library.manifest.id, library.store
        return JSONResponse({"status": "ok", "build": build, "documents": len(store.ids()), "clauses": len(store)})

    @api.post("/api/ask")
    def ask(request: AskRequest) -> JSONResponse:
        """An answer, each statement with its clause; or a refusal with the nearest clauses."""
        return JSONResponse(as_json(assistant.ask(request.question, request.turns, documents=request.documents)))

    @api.post("/api/ask/stream")
    async def ask_stream(asked: AskRequest, request: Request) -> StreamingResponse:
        """The same answer as it grows, an object a line (NDJSON), each as /api/ask gives it; the last line is the whole."""
        cancelled = threading.Event()
        growing = assistant.stream(asked.question, asked.turns, documents=asked.documents, cancelled=cancelled)
        first = await _next(growing, request, cancelled)  # a fault of the request is told before the stream begins
        return StreamingResponse(_lines(first, growing, request, cancelled), media_type="application/x-ndjson")

    @api.get("/api/search")
    def search(q: str, k: Annotated[int, Query(ge=1, le=200)] = 10) -> JSONResponse:
        """The best k clauses for some words, with their scores; no answer."""
        question = understand(q, (), library.abouts())
        found = library.search(question.search_words or q, k, question.documents)
        return JSONResponse([printing.hit_json(hit) for hit in found])

    @api.get("/api/documents")
    def documents() -> JSONResponse:
        """What is known of each document."""
        return JSONResponse([printing.document_json(library.document(id), with_text=False) for id in library.abouts()])

    @api.get("/api/documents/{id}")
    def document(id: str) -> JSONResponse:
        """One document with its source text, which all offsets count in."""
        try:
            return JSONResponse(printing.document_json(library.document(id), with_text=True))
        except PolicyError as error:
            raise HTTPException(404, str(error)) from error

    @api.get("/api/clauses/{id:path}")
    def clause(id: str) -> JSONResponse:
        """A clause by its id, such as jiaxing-2030/五/(二)/2."""
        try:
            return JSONResponse(printing.clause_json(library.clause(id), library.item(id)))
        except PolicyError as error:
            raise HTTPException(404, str(error)) from error

    @api.api_route("/api/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
    def nothing(rest: str, request: Request) -> JSONResponse:
        # Without this the web page, which is mounted at "/", would answer, and in its own form.
        raise HTTPException(404, f"没有 {request.method} /api/{rest}。接口一览：/api/openapi.json")

    return api


async def _lines(
    answer: Answer | None, growing: Generator[Answer, None, None], request: Request, cancelled: threading.Event
) -> AsyncIterator[str]:
    """Answers as lines of JSON."""
    try:
        while answer is not None:
            yield json.dumps(as_json(answer), ensure_ascii=False) + "\n"
            answer = await _next(growing, request, cancelled)
    finally:
        cancelled.set()


async def _next(growing: Generator[Answer, None, None], request: Request, cancelled: threading.Event) -> Answer | None:
    """The next answer; None after the last. A reader who goes away stops the model, though it is in the middle of a sentence."""
    waiting = asyncio.get_running_loop().run_in_executor(None, next, growing, None)
    while not waiting.done():
        await asyncio.wait({waiting}, timeout=POLL_S)
        if not waiting.done() and await request.is_disconnected():
            cancelled.set()
    return await waiting


def _report_faults(api: FastAPI) -> None:
    """Every fault as {"error": text}, in words that its reader can act on."""

    @api.exception_handler(PolicyError)
    def policy(_: Request, error: PolicyError) -> JSONResponse:
        return JSONResponse({"error": str(error)}, 422)

    @api.exception_handler(RequestValidationError)
    def invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return JSONResponse({"error": "；".join(_fault(entry) for entry in error.errors()) + "。"}, 422)

    @api.exception_handler(AnyHttpException)
    def http(_: Request, error: AnyHttpException) -> JSONResponse:
        return JSONResponse({"error": HTTP_FAULTS.get(error.status_code, str(error.detail))}, error.status_code, headers=error.headers)

    @api.exception_handler(Exception)
    def unexpected(_: Request, error: Exception) -> JSONResponse:  # noqa: ARG001 (the server logs it)
        return JSONResponse({"error": "服务器内部出错，详情见服务器日志。"}, 500)


def _fault(entry: dict[str, Any]) -> str:
    """One fault of a request: history.0：应是文字."""
    kind = entry["type"]
    place = "" if kind == "json_invalid" else ".".join(str(part) for part in entry["loc"] if part not in ("body", "query"))
    return f"{place or '请求体'}：{FAULTS[kind].format(**entry.get('ctx', {})) if kind in FAULTS else entry['msg']}"
