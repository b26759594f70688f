"""A second judge: a local model asked about the claims that the rules leave UNDECIDED. Its verdicts are reported apart and gate nothing.

It speaks to a server on this machine or in its own network in OpenAI's form (vLLM, llama.cpp, Ollama). What it was asked and said is kept by
the hash of the model and the prompt, so that a run is judged again without asking. A verdict that cannot be read is "unjudged".
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import httpx

from assistant.language import language
from assistant.local.server import local_address
from eval.claims import Claim
from eval.evidence import Passage
from index.documents import PolicyError
from prompts import render

Opinion = Literal["SUPPORTED", "UNSUPPORTED", "unjudged"]
SECONDS = 60.0


class SecondJudge:
    """Asks a model server; ``cache`` is a file of earlier verdicts."""

    def __init__(self, url: str, model: str, cache: Path) -> None:
        self.url, self.model = local_address(url, allow_public=False, setting="model.allow_public"), model
        self._cache = cache
        self._known: dict[str, str] = json.loads(cache.read_text(encoding="utf-8")) if cache.is_file() else {}

    def decide(self, claim: Claim, passages: Sequence[Passage]) -> Opinion:
        """The model's opinion on a claim.

        Raises:
            PolicyError: the server cannot be reached or does not answer as such servers do.
        """
        numbered = "\n".join(f"[{n}] {p.title} {' › '.join(p.clause.path)}：{p.clause.reading}" for n, p in enumerate(passages, 1))
        prompt = render("judge_en" if language(claim.text) == "en" else "judge", claim=claim.text, passages=numbered)
        key = hashlib.sha256(f"{self.model}\n{prompt}".encode()).hexdigest()
        if key not in self._known:
            self._known[key] = self._ask(prompt)
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            self._cache.write_text(json.dumps(self._known, ensure_ascii=False, indent=1), encoding="utf-8")
        return read(self._known[key])

    def _ask(self, prompt: str) -> str:
        body = {"model": self.model, "messages": [{"role": "user", "content": prompt}], "temperature": 0, "max_tokens": 16}
        try:
            response = httpx.post(f"{self.url}/chat/completions", json=body, timeout=SECONDS, trust_env=False)
            response.raise_for_status()
            return str(response.json()["choices"][0]["message"]["content"])
        except (httpx.HTTPError, ValueError, KeyError, IndexError, TypeError) as error:
            raise PolicyError(f"评判模型 {self.url} 没有给出回答（{type(error).__name__}）。请确认服务已启动，或去掉 --judge。") from error


def read(words: str) -> Opinion:
    """What a model's words decide; "unjudged" where they are neither or both."""
    text = words.rpartition("</think>")[2].lower()
    refuses = "不支持" in text or "unsupported" in text
    supports = "支持" in text.replace("不支持", "") or "supported" in text.replace("unsupported", "")
    if refuses == supports:
        return "unjudged"
    return "UNSUPPORTED" if refuses else "SUPPORTED"
