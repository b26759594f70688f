"""The web server: the chat page at "/" and the API under "/api/", on one address.

``policy-assistant serve`` prints "网页与接口：http://127.0.0.1:7860 （按 Ctrl-C 停止）" on stderr and answers until it is stopped.
"""

import errno
import socket
import sys

import gradio as gr
import uvicorn
from fastapi import FastAPI

from assistant.chat import Assistant
from index.documents import PolicyError
from ui.api import create_api
from ui.look import CSS, FONTS, HEAD
from ui.page import create_page


def serve(assistant: Assistant, host: str, port: int) -> None:
    """Serve pages and API until interrupted.

    Raises:
        PolicyError: the address cannot be listened on; the message names it and the way out.
    """
    with listen(host, port) as listener:
        server = create_server(assistant)
        sys.stderr.write(f"网页与接口：{address(listener)} （按 Ctrl-C 停止）\n")
        sys.stderr.flush()
        server.run(sockets=[listener])


def create_server(assistant: Assistant) -> uvicorn.Server:
    """The server, not yet running."""
    return _Server(uvicorn.Config(create_app(assistant), log_level="warning", server_header=False))


class _Server(uvicorn.Server):
    """Stops at once: each open page holds a connection, for which the server would otherwise wait."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.close()
        await super().shutdown(sockets)


def create_app(assistant: Assistant) -> FastAPI:
    """The API with the chat page mounted beside it. The page takes no files, gives none, and keeps no record of runs."""
    theme = gr.themes.Default(primary_hue="blue", font=list(FONTS), font_mono=["ui-monospace", "Consolas", "monospace"])
    app: FastAPI = gr.mount_gradio_app(
        create_api(assistant), create_page(assistant), path="/", theme=theme, css=CSS, head=HEAD, footer_links=[], run_history=False,
        show_error=False, ssr_mode=False, enable_monitoring=False, pwa=False, mcp_server=False,
    )  # fmt: skip
    return app


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens on an address.

    Raises:
        PolicyError: the port is in use, not allowed or out of range, or the host is not one of this machine.
    """
    # Of the host, only "not an address of this machine" can be told: the system words it in a dozen ways.
    other = f"请换一个端口，例如：policy-assistant serve --port {8000 if port != 8000 else 8001}"
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=128)
    except OverflowError as error:
        raise PolicyError(f"端口 {port} 不在 0–65535 之内。{other}") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PolicyError(f"端口 {port} 已被占用。{other}") from error
        if error.errno == errno.EACCES:
            raise PolicyError(f"没有权限使用端口 {port}。{other}") from error
        raise PolicyError(f"{host} 不是本机的地址。请用 --host 127.0.0.1（只供本机）或 --host 0.0.0.0（供局域网）。") from error


def address(listener: socket.socket) -> str:
    """The URL to open in a browser on this machine."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{host}:{port}"
