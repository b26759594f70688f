"""llama-index's HuggingFaceLLM with what its stream lacks.

It can be cancelled; a fault while generating reaches the reader, who would otherwise wait for ever; it says when it ends at the limit of length;
and a first token that the chat template writes is not written twice. Imports torch: only a model in this process needs it.
"""

import threading
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import torch
from llama_index.core.base.llms.types import ChatMessage, CompletionResponse
from llama_index.llms.huggingface import HuggingFaceLLM
from transformers import PreTrainedModel, PreTrainedTokenizerBase, StoppingCriteria, StoppingCriteriaList, TextIteratorStreamer


class Event(Protocol):
    """What can be asked whether it has happened."""

    def is_set(self) -> bool: ...


class CancellableLLM(HuggingFaceLLM):  # type: ignore[misc]
    """Streams with ``stream_chat(messages, cancelled=event)``: setting the event, or closing the stream, ends the generation."""

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

        thread = threading.Thread(target=generate, name="generate", daemon=True)
        thread.start()
        text = ""
        try:
            for delta in streamer:
                text += delta
                yield CompletionResponse(text=text, delta=delta)
            thread.join()
            if faults:
                raise faults[0]
            reason = "length" if stopping.tokens >= self.max_new_tokens else "stop"
            yield CompletionResponse(text=text, delta="", raw={"finish_reason": reason})
        finally:
            stopping.closed = True
            thread.join()


class _Cancelled(StoppingCriteria):  # type: ignore[misc]
    """Ends a generation after the token at which its event is set or its stream is closed; counts the tokens."""

    def __init__(self, event: Event) -> None:
        self.event, self.closed, self.tokens = event, False, 0

    def __call__(self, input_ids: torch.Tensor, scores: torch.Tensor, **_: Any) -> torch.Tensor:  # noqa: ARG002
        self.tokens += 1
        return torch.full((input_ids.shape[0],), self.closed or self.event.is_set(), device=input_ids.device, dtype=torch.bool)
