"""Requests whose body is too large are refused before anyone reads them.

FastAPI's own limit answers in plain English text; here the fault is JSON as everywhere in the API. A question is a few hundred
bytes. A body is held back until it has come in whole, so that one sent in pieces and
without a length is refused as well: ``curl -d @big.json …/api/ask`` gets 413 and ``{"error": "请求体超过 64 kB。…"}``.
"""

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 64 * 1024


class BodyLimit:
    """ASGI middleware around a whole application, uploads of the web page included."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST) -> None:
        self._app, self._largest = app, largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = await self._body(receive) if _declared(scope) <= self._largest else None
        if body is None:
            text = f"请求体超过 {self._largest // 1024} kB。请只发问题和此前的问题。"
            await JSONResponse({"error": text}, status_code=413, headers={"connection": "close"})(scope, receive, send)
            return
        await self._app(scope, _replayed(body, receive), send)

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole body; None where it is too large."""
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self._largest:
                return None
            if not message.get("more_body", False):
                return bytes(body)


def _declared(scope: Scope) -> int:
    """The length that a request says it has; 0 where it says none that is a number."""
    value = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(value) if value.isdigit() else 0


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A receive that gives the body in one piece, and after it what the client does next."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return waiting.pop() if waiting else await receive()

    return again
