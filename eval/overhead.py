"""What the assistant adds to the time of a model in this process: `python -m eval.overhead FOLDER`.

In turns, on the same prompts: bare `generate` of transformers, and the same model through the assistant's line and llama-index. Two figures:
tokens per second against bare (aim: at least 0.95), and the time from the question to the model's first word less the model's own.
"""

import statistics
import time
from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.chat import Assistant
from assistant.model import LocalModel, ModelFault, open_model
from assistant.settings import ModelSettings, settings
from eval.questions import load
from index.library import Library

TOKENS = 128


def main(
    model: Annotated[str, typer.Argument(help="A model's folder or hub name.")],
    questions: Annotated[int, typer.Option(help="How many questions.", min=2)] = 12,
    data: Annotated[Path | None, typer.Option(help="The data folder with the build of the documents.", show_default=False)] = None,
) -> None:
    """Measure and print."""
    hosted = open_model(ModelSettings(name=model, answer_tokens=TOKENS, timeout_s=600))
    assert hosted is not None
    assistant = Assistant(Library.open(settings(data).data), model=hosted)
    prompts = _prompts(assistant, hosted, questions)
    ratios, added = [], []
    for n, (question, system, user) in enumerate(prompts):
        through = _hosted(hosted, system, user) if n % 2 else 0.0
        bare, bare_first = _bare(hosted, system, user)
        through = through or _hosted(hosted, system, user)
        first = _first_word(assistant, question)
        if n:  # the first turn warms up
            ratios.append(bare / through)
            added.append(1000 * (first - bare_first))
    typer.echo(f"{hosted.name} on {hosted.where}, {len(ratios)} questions, {TOKENS} tokens each")
    typer.echo(f"tokens per second against bare generate: median {statistics.median(ratios):.3f}, least {min(ratios):.3f} (aim ≥ 0.95)")
    typer.echo(f"question to first word, less the model's own: median {statistics.median(added):.0f} ms, most {max(added):.0f} ms")


def _prompts(assistant: Assistant, hosted: LocalModel, count: int) -> list[tuple[str, str, str]]:
    """Questions that are put to the model, with the prompts that they make."""
    found: list[tuple[str, str, str]] = []
    stream = hosted.stream

    def noting(system: str, user: str, *_: Any) -> Any:
        found.append((row.question, system, user))
        yield ""

    hosted.stream = noting  # type: ignore[assignment, method-assign]
    for row in load("dev"):
        if len(found) == count:
            break
        if len(row.turns) == 1:
            assistant.ask(row.question)
    hosted.stream = stream  # type: ignore[method-assign]
    return found


def _bare(hosted: LocalModel, system: str, user: str) -> tuple[float, float]:
    """Seconds of `generate` without anything around it, and of its first token alone."""
    llm: Any = hosted._hosted.llm
    messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
    text = llm._tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, enable_thinking=False)
    times = []
    for tokens in (1, TOKENS):
        started = time.perf_counter()
        inputs = llm._tokenizer(text, return_tensors="pt", add_special_tokens=False).to(llm._model.device)
        llm._model.generate(**inputs, max_new_tokens=tokens, do_sample=False)
        times.append(time.perf_counter() - started)
    return times[1], times[0]


def _hosted(hosted: LocalModel, system: str, user: str) -> float:
    """Seconds of the same through the line and llama-index."""
    started = time.perf_counter()
    with suppress(ModelFault):  # the limit of length, as with bare generate
        deque(hosted.stream(system, user), maxlen=0)
    return time.perf_counter() - started


def _first_word(assistant: Assistant, question: str) -> float:
    """Seconds from a question to the model's first word."""
    model, times = assistant.model, list[float]()
    assert isinstance(model, LocalModel)
    stream, started = model.stream, time.perf_counter()

    def timed(system: str, user: str, *others: Any) -> Any:
        for words in stream(system, user, *others):
            times.append(time.perf_counter() - started)
            yield words

    model.stream = timed  # type: ignore[assignment, method-assign]
    try:
        assistant.ask(question)
    finally:
        model.stream = stream  # type: ignore[method-assign]
    return times[0] if times else float("nan")


if __name__ == "__main__":
    typer.run(main)
