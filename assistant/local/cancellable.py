"""llama-index's HuggingFaceLLM with what its stream lacks.

It can be cancelled; a fault while generating reaches the reader, who would otherwise wait for ever; it says when it ends at the limit of length;
and a first token that the chat template writes is not written twice. Imports torch: only a model in this process needs it.
"""

import queue
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, Protocol

import torch
from llama_index.core.base.llms.types import ChatMessage, CompletionResponse
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.llms.huggingface import HuggingFaceLLM
from transformers import PreTrainedModel, PreTrainedTokenizerBase, StoppingCriteria, StoppingCriteriaList, TextIteratorStreamer

GATHER_S = 0.03


class Event(Protocol):
    """What can be asked whether it has happened."""

    def is_set(self) -> bool: ...


class CancellableLLM(HuggingFaceLLM):  # type: ignore[misc]
    """Streams with ``stream_chat(messages, cancelled=event)``: setting the event, or closing the stream, ends the generation."""

    _generating: ThreadPoolExecutor = PrivateAttr(default_factory=lambda: ThreadPoolExecutor(1, "generate"))

    @classmethod
    def over(cls, model: PreTrainedModel, tokenizer: PreTrainedTokenizerBase, context: int, answer_tokens: int) -> "CancellableLLM":
        """The LLM over a loaded model and its tokenizer."""

        def prompt(messages: Sequence[ChatMessage]) -> str:
            turns = [{"role": message.role.value, "content": message.content} for message in messages]
            # Models that may think aloud are asked not to; the templates of others take no notice of the name.
            return str(tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=True, enable_thinking=False))

        return cls(
            model=model, tokenizer=tokenizer, context_window=context, max_new_tokens=answer_tokens, is_chat_model=True,
            messages_to_prompt=prompt,
        )  # fmt: skip

    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> Iterator[CompletionResponse]:  # noqa: ARG002
        """The completion of a prompt that is formatted already, as it comes; the last response says why it ended."""
        inputs = self._tokenizer(prompt, return_tensors="pt", add_special_tokens=False).to(self._model.device)
        streamer = TextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True)
        stopping = _Cancelled(kwargs["cancelled"])
        faults: list[Exception] = []

        def generate() -> None:
            try:
                self._model.generate(
                    **inputs, streamer=streamer, max_new_tokens=self.max_new_tokens, do_sample=False,
                    stopping_criteria=StoppingCriteriaList([stopping]),
                )  # fmt: skip
            except Exception as error:  # raised again where the stream is read
                faults.append(error)
                streamer.end()

        # One thread for all generations: torch makes its own threads anew for each thread that computes.
        done = self._generating.submit(generate)
        text = ""
        try:
            for delta in _gathered(streamer):
                text += delta
                yield CompletionResponse(text=text, delta=delta)
            done.result()
            if faults:
                raise faults[0]
            reason = "length" if stopping.tokens >= self.max_new_tokens else "stop"
            yield CompletionResponse(text=text, delta="", raw={"finish_reason": reason})
        finally:
            stopping.closed = True
            done.result()


def _gathered(streamer: TextIteratorStreamer) -> Iterator[str]:
    """The words of a streamer, those of a moment together: what llama-index does for each piece would slow a quick model down."""
    ended = False
    while not ended:
        words = streamer.text_queue.get()
        time.sleep(GATHER_S if words else 0)
        pieces = [] if words is None else [words]
        ended = words is None
        with suppress(queue.Empty):
            while not ended:
                words = streamer.text_queue.get_nowait()
                ended = words is None
                pieces += [] if words is None else [words]
        if pieces:
            yield "".join(pieces)


class _Cancelled(StoppingCriteria):  # type: ignore[misc]
    """Ends a generation after the token at which its event is set or its stream is closed; counts the tokens."""

    def __init__(self, event: Event) -> None:
        self.event, self.closed, self.tokens = event, False, 0

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor, **_: Any) -> torch.Tensor:  # noqa: ARG002
        self.tokens += 1
        return torch.full((input_ids.shape[0],), self.closed or self.event.is_set(), device=input_ids.device, dtype=torch.bool)
