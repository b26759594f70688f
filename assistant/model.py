"""A local open model as the assistant uses it: one stream of words for one prompt, within a time, one after another where it has to be.

``open_model`` gives a model of transformers in this process (`assistant.in_process`) or one behind an OpenAI-compatible server of the user's
own (`assistant.server`); both speak through llama-index's LLM interface. Whatever goes wrong on the way is a ``ModelFault``; the caller has an
answer without the model.
"""

import atexit
import logging
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from index.documents import PolicyError

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage, ChatResponse
    from llama_index.core.llms import LLM

    from assistant.settings import ModelSettings

Fault = Literal["busy", "slow", "down", "broken", "length", "resting"]
FAULTS: dict[Fault, tuple[str, str]] = {
    "busy": ("本地模型正忙，等候的问题太多", "the local model is busy with other questions"),
    "slow": ("本地模型没有在 {seconds:g} 秒内答完", "the local model did not answer within {seconds:g} s"),
    "down": ("本地模型没有回答（{why}）", "the local model did not answer: {why}"),
    "broken": ("本地模型的回答中途断开（{why}）", "the local model's answer broke off: {why}"),
    "length": ("本地模型的回答到了长度上限", "the local model's answer reached the limit of length"),
    "resting": ("本地模型接连出错，{seconds:g} 秒内不再尝试", "the local model failed several times and is left alone for {seconds:g} s"),
}
FAULTS_IN_A_ROW = 3
REST_S = 30.0
"""After so many faults in a row a model is left alone for so long: nobody waits for what is down."""
CLOSING_S = 2.0
POLL_S = 0.2


class ModelFault(PolicyError):
    """A model did not answer, or not to the end."""

    def __init__(self, fault: Fault, *, why: str = "", seconds: float = 0.0) -> None:
        chinese, english = (words.format(why=why, seconds=seconds) for words in FAULTS[fault])
        super().__init__(chinese)
        self.fault, self.english = fault, english


class Model(Protocol):
    """Says words to a prompt. ``context`` is how many tokens prompt and answer may have together."""

    @property
    def name(self) -> str: ...
    @property
    def context(self) -> int: ...
    @property
    def answer_tokens(self) -> int: ...
    @property
    def special_tokens(self) -> tuple[str, ...]: ...
    @property
    def seconds(self) -> float: ...
    def tokens(self, text: str) -> int: ...
    def stream(
        self, system: str, user: str, cancelled: threading.Event | None = None, until: float | None = None
    ) -> Generator[str, None, None]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """A model that llama-index speaks to, and what is known of it.

    ``at_once`` is how many prompts it answers at the same time and ``waiting`` how many may wait, in the order in which they came;
    ``tokens`` counts with its own tokenizer; ``finished`` reads from a response why it ended ("length": at the limit).
    """

    name: str
    llm: "LLM"
    context: int
    answer_tokens: int
    tokens: Callable[[str], int]
    finished: Callable[["ChatResponse"], str]
    special_tokens: tuple[str, ...] = ()
    at_once: int = 1
    waiting: int = 8
    seconds: float = 60.0
    tries: int = 1
    cancellable: bool = False
    """Whether its `stream_chat` takes an event ``cancelled``; else closing its stream is what stops it."""
    hang_up: Callable[[], None] = lambda: None
    """Ends what the calling thread still has open, once its stream is over."""
    where: str = ""
    """Device and number format, or address: what `doctor` says of it."""


class _Stop:
    """Says whether a generation is to end: its reader is gone, or the one who asked wants it to."""

    def __init__(self, asked: threading.Event | None) -> None:
        self._asked, self.gone = asked, False

    def is_set(self) -> bool:
        return self.gone or (self._asked is not None and self._asked.is_set())


@dataclass(slots=True)
class _Job:
    """One prompt in the line, and where its words go."""

    messages: "list[ChatMessage]"
    cancelled: _Stop
    begun: bool = False
    words: "queue.SimpleQueue[str | ModelFault | None]" = field(default_factory=queue.SimpleQueue)


class LocalModel:
    """A hosted model with its line of prompts. Threads take them in order; closing a stream stops its generation."""

    def __init__(self, hosted: Hosted) -> None:
        self._hosted = hosted
        self._line: queue.Queue[_Job] = queue.Queue(maxsize=hosted.waiting)
        self._in_a_row, self._rests_until = 0, 0.0
        self._closing = threading.Event()
        self._workers = [threading.Thread(target=self._work, name=f"model-{n}", daemon=True) for n in range(hosted.at_once)]
        for worker in self._workers:
            worker.start()
        atexit.register(self.close)  # an interpreter that ends while torch computes aborts

    def close(self) -> None:
        """Stop what is being said, and the threads that say it."""
        self._closing.set()
        for worker in self._workers:
            worker.join(CLOSING_S)

    @property
    def name(self) -> str:
        return self._hosted.name

    @property
    def where(self) -> str:
        return self._hosted.where

    @property
    def context(self) -> int:
        return self._hosted.context

    @property
    def answer_tokens(self) -> int:
        return self._hosted.answer_tokens

    @property
    def special_tokens(self) -> tuple[str, ...]:
        return self._hosted.special_tokens

    @property
    def seconds(self) -> float:
        return self._hosted.seconds

    def tokens(self, text: str) -> int:
        return self._hosted.tokens(text)

    def stream(
        self, system: str, user: str, cancelled: threading.Event | None = None, until: float | None = None
    ) -> Generator[str, None, None]:
        """The words of an answer as they come; closing the iterator, or setting the event from another thread, stops the model.

        ``until`` is when the time is over, of `time.monotonic`; the model's own limit from now where it is None.

        Raises:
            ModelFault: the line is full, nothing came in time, the model failed, or the answer broke off at the limit of length.
        """
        from llama_index.core.base.llms.types import ChatMessage, MessageRole

        now = time.monotonic()
        if now < self._rests_until:
            raise ModelFault("resting", seconds=REST_S)
        rules = [ChatMessage(role=MessageRole.SYSTEM, content=system)] if system else []
        job = _Job([*rules, ChatMessage(role=MessageRole.USER, content=user)], cancelled=_Stop(cancelled))
        try:
            self._line.put_nowait(job)
        except queue.Full:
            raise ModelFault("busy") from None
        try:
            yield from self._words(job, now + self._hosted.seconds if until is None else until)
        except ModelFault as fault:
            self._count(fault)
            raise
        else:
            self._count(None)
        finally:
            job.cancelled.gone = True

    def _words(self, job: _Job, deadline: float) -> Iterator[str]:
        while not job.cancelled.is_set():
            left = deadline - time.monotonic()
            if left <= 0:
                raise ModelFault("slow" if job.begun else "busy", seconds=self._hosted.seconds)
            try:
                said = job.words.get(timeout=min(left, POLL_S))
            except queue.Empty:
                continue
            if said is None:
                return
            if isinstance(said, ModelFault):
                raise said
            yield said

    def _count(self, fault: ModelFault | None) -> None:
        """Count the faults in a row; an answer that is too long is none."""
        bad = fault is not None and fault.fault in ("slow", "down", "broken")
        self._in_a_row = self._in_a_row + 1 if bad else 0
        if self._in_a_row >= FAULTS_IN_A_ROW:
            self._in_a_row, self._rests_until = 0, time.monotonic() + REST_S

    def _work(self) -> None:
        while not self._closing.is_set():
            try:
                job = self._line.get(timeout=POLL_S)
            except queue.Empty:
                continue
            if not job.cancelled.is_set():
                job.begun = True
                job.words.put(self._say(job))

    def _say(self, job: _Job) -> ModelFault | None:
        """Put the words of a job where they go; how it ended. A model that fails before its first word is tried again."""
        begun = False
        for left in reversed(range(self._hosted.tries)):
            try:
                for text in self._generate(job):
                    begun = True
                    job.words.put(text)
                return None
            except ModelFault as fault:
                return fault
            except Exception as error:  # of whatever library hosts it; a worker has to live on
                logging.getLogger(__name__).info("model %s failed", self.name, exc_info=True)
                if begun or not left or job.cancelled.is_set():
                    return ModelFault("broken" if begun else "down", why=type(error).__name__)
        return None

    def _generate(self, job: _Job) -> Iterator[str]:
        last = None
        cancelling = {"cancelled": job.cancelled} if self._hosted.cancellable else {}
        try:
            for last in self._hosted.llm.stream_chat(job.messages, **cancelling):
                if job.cancelled.is_set() or self._closing.is_set():
                    return
                if last.delta:
                    yield last.delta
        finally:
            self._hosted.hang_up()
        if last is not None and self._hosted.finished(last) == "length":
            raise ModelFault("length")


def open_model(chosen: "ModelSettings", progress: Callable[[str], object] = lambda _: None) -> LocalModel | None:
    """The model that the settings name; None where they name none.

    Raises:
        PolicyError: it cannot be loaded, or its server may not be used; the message says what to do.
    """
    if chosen.url and not chosen.name:
        raise PolicyError(f"模型服务 {chosen.url} 上用哪个模型？请给出 --model NAME（或设 model.name）。")
    if not chosen.name:
        return None
    if chosen.url:
        from assistant.local.server import open_server

        return LocalModel(open_server(chosen.url, chosen.name, chosen))
    from assistant.local.in_process import open_here

    return LocalModel(open_here(chosen.name, chosen, progress))
