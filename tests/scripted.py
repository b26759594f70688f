"""A model that says what a test tells it, in pieces of any size; it keeps what it was asked and whether it was stopped."""

import threading
import time
from collections.abc import Generator, Sequence

from assistant.model import ModelFault


class Scripted:
    """Says ``answers`` one after another; a ModelFault among the pieces of an answer is raised there, a number is a pause in seconds."""

    name, context, answer_tokens, seconds = "scripted", 8192, 512, 60.0
    special_tokens = ("<|im_start|>", "<|im_end|>")

    def __init__(self, *answers: str | Sequence[str | float | ModelFault], size: int = 3) -> None:
        self.answers = [[a[i : i + size] for i in range(0, len(a), size)] if isinstance(a, str) else list(a) for a in answers]
        self.asked: list[tuple[str, str]] = []
        self.said: list[str] = []
        self.stopped = 0

    def tokens(self, text: str) -> int:
        return len(text)

    def stream(
        self, system: str, user: str, cancelled: threading.Event | None = None, until: float | None = None
    ) -> Generator[str, None, None]:
        self.asked.append((system, user))
        pieces = self.answers[min(len(self.asked), len(self.answers)) - 1]
        try:
            for piece in pieces:
                if cancelled and cancelled.is_set():
                    self.stopped += 1
                    return
                if until is not None and time.monotonic() > until:
                    raise ModelFault("slow", seconds=self.seconds)
                if isinstance(piece, ModelFault):
                    raise piece
                if isinstance(piece, float):
                    time.sleep(piece)
                else:
                    self.said.append(piece)
                    yield piece
        except GeneratorExit:
            self.stopped += 1
            raise
