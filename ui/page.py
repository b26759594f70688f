"""The chat page: a question, the answer sentence by sentence, and the clauses behind it, which open on a click.

A conversation lives in the page's state on the server, not in what the browser sends back: each Exchange keeps the
question as it was understood, which is the history of the next one. "嘉兴2030年吸烟率目标是多少？", then "那沈阳呢？".
"""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace

import gradio as gr

from assistant.answers import Answer, Turn
from assistant.chat import Assistant
from index.documents import PolicyError
from ui import cards

TITLE = "公共卫生政策问答"
ABOUT = "只依据收录的政策文件作答，每句话都附出处条款；文件没有写的，会直接说明。"
EXAMPLES = {
    "jiaxing-2030": "嘉兴2030年吸烟率目标是多少？",
    "lishui-action": "丽水控烟限酒行动由哪些部门负责？",
    "shenyang-2030": "沈阳2030年人均预期寿命达到多少岁？",
    "city-draft-2023": "某市征求意见稿对中医药有什么安排？",
}
PAUSE_S = 0.06
"""Between sentences, so that a reader sees the answer come."""

PAUSES = 15
"""A long list does not make its reader wait for more than these."""

LONGEST_INPUT = 20_000
"""Characters that the box takes: far more than a question may have, so that a long one is refused in words, and less
than a request may weigh."""

AT_ONCE = 8
"""How many questions are answered at the same time; the others wait."""

Message = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A question and what came back, as HTML; ``standalone`` is the question as understood, None after a fault."""

    question: str
    shown: str
    standalone: str | None = None

    @property
    def messages(self) -> list[Message]:
        mine = [{"role": "user", "content": cards.asked(self.question)}] if self.question.strip() else []
        return [*mine, {"role": "assistant", "content": self.shown}]


Conversation = tuple[Exchange, ...]
Shown = tuple[object, list[Message], Conversation]
"""What is in the box, in the chat, and in the page's state."""


def create_page(assistant: Assistant) -> gr.Blocks:
    """The page over one assistant."""

    answering: dict[str, threading.Event] = {}
    """What stops the answer that is on its way to a page, by the page's session."""

    def stop_answering(request: gr.Request) -> None:
        if cancelled := answering.pop(request.session_hash or "", None):
            cancelled.set()

    def answer(question: str, earlier: Conversation, request: gr.Request) -> Iterator[Shown]:
        stop_answering(request)
        cancelled = answering[request.session_hash or ""] = threading.Event()
        for n, exchange in enumerate(converse(assistant, question, earlier, cancelled)):
            if 0 < n < PAUSES:
                time.sleep(PAUSE_S)
            now = (*earlier, exchange)
            # The box is emptied once: what its reader types while the answer comes stays.
            yield gr.skip() if n else "", [message for one in now for message in one.messages], now

    def answer_example(event: gr.SelectData, earlier: Conversation, request: gr.Request) -> Iterator[Shown]:
        yield from answer(event.value["text"], earlier, request)

    examples = [{"text": text} for id, text in EXAMPLES.items() if id in assistant.library.abouts()]
    with gr.Blocks(title=TITLE, fill_height=True, analytics_enabled=False) as page:
        with gr.Row(elem_id="top"):
            gr.HTML(f"<h1>{TITLE}</h1><p>{ABOUT}</p>", elem_id="title")
            stop = gr.Button("停止", size="sm", scale=0, elem_id="stop", visible=assistant.model is not None)
            new = gr.Button("新对话", size="sm", scale=0, elem_id="new")
        conversation = gr.State(())
        chat = gr.Chatbot(
            elem_id="chat", show_label=False, scale=1, height="60vh", buttons=[], latex_delimiters=[], allow_tags=False, autoscroll=False,
            feedback_options=None, group_consecutive_messages=False, examples=examples, placeholder="可以这样问：",
        )  # fmt: skip
        box = gr.Textbox(
            elem_id="question", show_label=False, label="问题", placeholder="请输入问题，按回车发送", submit_btn="发送", autofocus=True,
            max_length=LONGEST_INPUT, max_lines=6,
        )  # fmt: skip
        outputs = [box, chat, conversation]
        asking = box.submit(
            answer, [box, conversation], outputs, api_visibility="private", show_progress="hidden", concurrency_limit=AT_ONCE
        )
        chosen = chat.example_select(
            answer_example, conversation, outputs, api_visibility="private", show_progress="hidden", concurrency_limit=AT_ONCE
        )
        gr.on(
            [new.click, chat.clear], lambda: ("", [], ()), None, outputs, cancels=[asking, chosen], api_visibility="private",
            show_progress="hidden",
        )  # fmt: skip
        # Cancelling alone waits for the next sentence; the model is to stop in the middle of one. What stands on the page stays.
        gr.on(
            [stop.click, new.click, chat.clear], stop_answering, None, None, queue=False, api_visibility="private", show_progress="hidden"
        )
        page.unload(stop_answering)
    return page


def converse(
    assistant: Assistant, question: str, earlier: Sequence[Exchange], cancelled: threading.Event | None = None
) -> Iterator[Exchange]:
    """One exchange as it grows: that the search goes on, the sentences of the answer, at last its clauses."""
    exchange = Exchange(question=question, shown=cards.said("正在查找……"))
    yield exchange
    history = tuple(Turn(question=one.standalone) for one in earlier if one.standalone)
    name = f"c{len(earlier) + 1}"
    made: Answer | None = None
    try:
        with closing(assistant.stream(question, history, cancelled=cancelled)) as growing:
            for made in growing:
                if made.mode == "model":
                    yield replace(exchange, shown=cards.partial(made, name), standalone=made.standalone_question)
    except PolicyError as error:
        yield replace(exchange, shown=cards.said(str(error)))
        return
    except Exception:
        logging.getLogger(__name__).exception("no answer to %r", question)
        yield replace(exchange, shown=cards.said("服务器内部出错，这个问题没有得到回答。请稍后再试。"))
        return
    assert made is not None
    for shown in cards.answered(made, name, assistant.library.header):
        yield replace(exchange, shown=shown, standalone=made.standalone_question)
