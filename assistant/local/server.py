"""An open model behind an OpenAI-compatible server on the user's own machines: vLLM, llama.cpp, Ollama, `transformers serve`.

The promise is that questions stay local: an address outside the loopback and private ranges is refused unless `model.allow_public` is set,
redirects are not followed and proxies of the environment are not used.
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.model import Hosted
from index.documents import PolicyError

if TYPE_CHECKING:
    import httpx
    from llama_index.core.base.llms.types import ChatResponse

    from assistant.settings import ModelSettings

LOCAL = tuple(
    ipaddress.ip_network(network)
    for network in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10")
)
COUNTING_S, SLOW_COUNT_S = 1.0, 0.2
"""How long counting may take, and from when on it is too slow to be used at all: it comes out of the reader's time."""
AT_ONCE = 8
TOKENS_A_CHARACTER = 1.5
"""What a character counts for where the server does not count tokens: more than in any tokenizer that knows Chinese."""


def open_server(url: str, name: str, chosen: "ModelSettings") -> Hosted:
    """A model of a server; nothing is sent before the first question.

    Raises:
        PolicyError: the address is not local, or the packages are missing.
    """
    import httpx

    address = local_address(url, allow_public=chosen.allow_public, setting="model.allow_public")
    try:
        from llama_index.llms.openai_like import OpenAILike
    except ImportError as error:
        raise PolicyError("连接模型服务需要 llama-index-llms-openai-like。请运行：pip install 'policy-assistant[model]'") from error
    open_here = threading.local()  # llama-index keeps no hold of the response, and one that is dropped goes on until it is collected
    client = httpx.Client(
        trust_env=False, follow_redirects=False, event_hooks={"response": [lambda got: setattr(open_here, "response", got)]}
    )

    def hang_up() -> None:
        if response := open_here.__dict__.pop("response", None):
            response.close()

    key = chosen.api_key.get_secret_value() or "none"
    llm = OpenAILike(
        model=name, api_base=address, api_key=key, is_chat_model=True, context_window=chosen.context, max_tokens=min(chosen.answer_tokens, chosen.context // 2),
        temperature=0.0, timeout=chosen.timeout_s, max_retries=0, http_client=client,
    )  # fmt: skip
    return Hosted(
        name=name, llm=llm, context=chosen.context, answer_tokens=min(chosen.answer_tokens, chosen.context // 2),
        tokens=_counter(address, name, client), finished=_finished, at_once=AT_ONCE, waiting=chosen.waiting, seconds=chosen.timeout_s,
        tries=2, hang_up=hang_up, where=address,
    )  # fmt: skip


def local_address(url: str, *, allow_public: bool, setting: str) -> str:
    """An address without its last slash, if it is this machine's or a private network's.

    Raises:
        PolicyError: it is none, cannot be resolved, or lies elsewhere; ``setting`` is what would allow that.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 80
    except ValueError as error:
        raise PolicyError(f"模型服务的地址 {url} 不是网址（{error}）。例如：http://127.0.0.1:8000/v1") from error
    if parts.scheme not in ("http", "https") or not host:
        raise PolicyError(f"模型服务的地址 {url} 不是网址。例如：http://127.0.0.1:8000/v1")
    if not allow_public:
        try:
            found = {info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        except (OSError, ValueError) as error:
            raise PolicyError(f"模型服务的地址 {url} 找不到（{error}）。请核对主机名。") from error
        outside = sorted(address for address in found if not is_local(str(address)))
        if outside:
            raise PolicyError(
                f"模型服务的地址 {url} 不在本机或内网（{outside[0]}），问题会传到外面。请用本地的服务，如 http://127.0.0.1:8000/v1；确要如此，请设 {setting} = true。"
            )
    return url.rstrip("/")


def is_local(address: str) -> bool:
    """Whether an IP address is of the loopback, private or link-local ranges."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(parsed, "ipv4_mapped", None) or parsed
    return any(mapped in network for network in LOCAL if network.version == mapped.version)


def _finished(response: "ChatResponse") -> str:
    choices = getattr(response.raw, "choices", None)
    return str(choices[0].finish_reason or "") if choices else ""


def _counter(address: str, name: str, client: "httpx.Client") -> Callable[[str], int]:
    """Counts tokens with the server's own tokenizer where it has a /tokenize (vLLM, llama.cpp), else from above by characters."""
    import httpx

    root = address.removesuffix("/v1")
    able = True

    def count(text: str) -> int:
        nonlocal able
        if able:
            with suppress(httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError):
                started = time.monotonic()
                told = client.post(f"{root}/tokenize", json={"model": name, "prompt": text, "content": text}, timeout=COUNTING_S)
                found = told.raise_for_status().json()
                able = time.monotonic() - started < SLOW_COUNT_S
                return int(found["count"] if "count" in found else len(found["tokens"]))
            able = False
        return int(len(text) * TOKENS_A_CHARACTER) + 1

    return count
