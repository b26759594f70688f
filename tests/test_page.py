"""The chat page in a real browser at the width of a desk and of a phone, and the HTML of its cards."""

import shutil
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING

import pytest

from assistant.answers import Answer, Citation, Turn
from assistant.chat import Assistant
from index.documents import About, Clause, Removed
from ui import cards, server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
WIDTHS = {"desk": (1280, 860), "phone": (390, 844)}
SMOKING = "嘉兴2030年吸烟率目标是多少？"
HOSTILE = '<img src="https://example.invalid/x" onerror="document.title=1"><b>粗</b>&amp; *星* $$x$$ `码` [a](javascript:1)'
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium: install chromium and fonts-noto-cjk")


def answer_with(words: str, noise: tuple[Removed, ...] = (), status: str = "征求意见稿", kind: str = "clause") -> Answer:
    """An answer whose only citation quotes a text that stands between 前。 and 后。"""
    text = f"前。{words}后。"
    clause = Clause(
        id="x/一/<1>", document_id="x", kind="table" if kind == "table" else "clause", path=("一、<节>",), title="", start=10,
        end=10 + len(text), text=text, noise=noise,
    )  # fmt: skip
    citation = Citation(n=1, clause=clause, about=About(title="<题>", status=status), start=12, end=12 + len(words))
    return Answer(
        question="问", standalone_question="问", language="zh-Hans", status="answered", reason=None, answer=f"甲。\n{words}[1]",
        citations=(citation,),
    )  # fmt: skip


def last(answer: Answer, header: str = "") -> str:
    return list(cards.answered(answer, "c1", lambda _: header))[-1]


def test_an_answer_comes_sentence_by_sentence_and_its_clauses_last() -> None:
    steps = list(cards.answered(answer_with("乙；丙。"), "c1", lambda _: ""))
    shown = [step.replace('<div class="answered"><div class="words">', "").removesuffix("</div></div>") for step in steps]
    link = '<a class="cite" href="#c1-1" title="查看出处">[1]</a>'
    assert shown[:3] == ["甲。", "甲。<br>乙；", f"甲。<br>乙；丙。{link}"]
    assert ["<details" in step for step in steps] == [False, False, False, True]
    assert "<mark>乙；丙。</mark>后。" in steps[-1]


def test_no_character_of_an_answer_is_lost_between_its_sentences(assistant: Assistant) -> None:
    for text in (assistant.ask(SMOKING).answer, "", "。", "甲。”乙！？[1][2]\n\n丙", "no stop\n[1]", "；；\n"):
        assert "".join(cards._sentences(text)) == text


def test_everything_from_a_document_is_escaped() -> None:
    shown = last(answer_with(HOSTILE))
    assert "<img" not in shown
    assert "<b>粗" not in shown
    for words in ("&lt;题&gt;", "一、&lt;节&gt;", "x/一/&lt;1&gt;", "<mark>&lt;img src=&quot;"):
        assert words in shown
    assert "<b>" not in cards.asked("<b>") + cards.said("<b>")


def test_cards_hold_no_line_break_which_would_end_the_html_for_markdown() -> None:
    for words in ("a\n\n# b", "a\r\n\r\n b", "a\u2028\u2028b", "a\x0b\x0cb\x85"):
        shown = last(answer_with(words))
        assert shown.splitlines() == [shown]
        assert "a<br>" in shown


def test_a_table_row_has_rules_between_its_cells_and_the_header_above() -> None:
    shown = last(answer_with("6\n\n居民健康素养水平(%)\n\n≥35", kind="table"), header="序号\n\n指标名称\n\n2030年")
    rule = '<span class="cell"></span>'
    assert f"<mark>6{rule}居民健康素养水平(%){rule}≥35</mark>" in shown
    assert f"表头：序号{rule}指标名称{rule}2030年" in shown


def test_noise_in_a_clause_is_shown_and_marked() -> None:
    noise = Removed(start=14, end=16, kind="noise", reason="广告")
    assert '<mark>室内<s title="原文杂字：广告">再櫻</s>公共场所</mark>' in last(answer_with("室内再櫻公共场所", (noise,)))


@pytest.mark.parametrize(("status", "label"), [("征求意见稿", "draft"), ("现行", "status")])
def test_the_status_of_a_document_is_shown(status: str, label: str) -> None:
    assert f'<span class="{label}">{status}</span>' in last(answer_with("乙", status=status))


def test_clauses_that_do_not_answer_say_so_and_are_listed_once(assistant: Assistant) -> None:
    answer = assistant.ask("丽水狂犬疫苗多少钱一针？")
    assert answer.nearest
    shown = last(answer)
    assert shown.count(cards.NOT_AN_ANSWER) >= len(answer.nearest)
    assert shown.count("<details") == len(answer.nearest)
    assert "<mark>" not in shown
    for citation in answer.nearest:
        assert shown.count(f"<code>{citation.clause.id}</code>") == 1
        assert f"（{citation.clause.id}）" not in shown


class Crafted(Assistant):
    """The real assistant, but for a question that gets a document full of HTML, a slow one, and one that breaks it."""

    def stream(
        self, text: str, history: Sequence[Turn] = (), *, documents: Sequence[str] | None = None, id: str | None = None,
        cancelled: threading.Event | None = None,
    ) -> Generator[Answer, None, None]:  # fmt: skip
        if text == "HTML":
            yield answer_with(HOSTILE)
        elif text == "慢":
            time.sleep(0.7)
            yield answer_with("慢答")
        elif text == "坏":
            raise RuntimeError("secret")
        else:
            yield from super().stream(text, history, documents=documents, id=id, cancelled=cancelled)


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    """A real server on a free port."""
    listener = server.listen("127.0.0.1", 0)
    running = server.create_server(Crafted(assistant.library))
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]})
    thread.start()
    yield server.address(listener)
    running.should_exit = True
    thread.join(20)
    assert not thread.is_alive()


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: install the extra [test]")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: "Browser", address: str) -> Iterator[Callable[[str], "Page"]]:
    """Opens the page at a width; at the end nothing may have been asked of another machine, and no script have failed."""
    asked: list[str] = []
    faults: list[str] = []
    contexts = []

    def open_page(width: str) -> "Page":
        size: ViewportSize = {"width": WIDTHS[width][0], "height": WIDTHS[width][1]}
        contexts.append(browser.new_context(viewport=size, locale="zh-CN" if width == "desk" else "en-US"))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(address)
        page.wait_for_selector("#question textarea")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert faults == []


def ask(page: "Page", question: str) -> None:
    """Send a question; once more where the answer before it was still on its way, as a reader would."""
    page.fill("#question textarea", question)
    for _ in range(5):
        page.click("#question .submit-button")
        for _ in range(20):  # a click may take a while to show; another one meanwhile would send the question twice
            page.wait_for_timeout(100)
            if page.input_value("#question textarea") == "":
                return
    raise AssertionError(f"{question!r} was not sent")


def messages(page: "Page") -> list[str]:
    return [str(text) for text in page.locator("#chat [data-testid=bot]").all_inner_texts()]


def overflowing(page: "Page") -> object:
    """What is wider than the page, or scrolls sideways in it."""
    return page.evaluate(
        """() => [document.documentElement, ...document.querySelectorAll(".gradio-container *")]
        .filter((e) => e.clientWidth && (e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible"
                       || e.getBoundingClientRect().right > innerWidth + 1))
        .filter((e) => !["TEXTAREA", "INPUT"].includes(e.tagName) && getComputedStyle(e).position !== "absolute")
        .map((e) => e.tagName + "." + e.className).slice(0, 5)"""
    )


@needs_browser
@pytest.mark.parametrize("width", WIDTHS)
def test_a_question_is_answered_and_its_clause_opened(opened: Callable[[str], "Page"], width: str) -> None:
    page = opened(width)
    page.wait_for_selector("#chat .example >> nth=3")
    page.wait_for_function("document.documentElement.lang === 'zh-Hans'")
    assert overflowing(page) == []
    ask(page, SMOKING)
    page.wait_for_selector("#chat details.cited")
    assert "20%以下" in messages(page)[0]
    assert page.locator("#chat details[open]").count() == 0
    page.click("#chat .words a.cite")
    quote = page.locator("#chat details[open] mark")
    assert "15岁以上人群吸烟率降低到20%以下" in quote.inner_text()
    card = page.locator("#chat details[open]").inner_text()
    for words in ("“健康嘉兴2030”行动纲要", "现行", "(二)健康素养提升行动", "jiaxing-2030/五/(二)/2", "原文第"):
        assert words in card
    assert overflowing(page) == []


@needs_browser
@pytest.mark.parametrize("width", WIDTHS)
def test_a_conversation_goes_on_and_starts_anew(opened: Callable[[str], "Page"], width: str) -> None:
    page = opened(width)
    page.click("#chat .example >> nth=2")
    page.wait_for_selector("#chat details")
    ask(page, "   ")
    page.wait_for_selector("#chat .said:has-text('问题是空的')")
    ask(page, "那嘉兴呢？")
    page.wait_for_selector("#chat .understood:has-text('嘉兴2030年人均预期寿命')")
    page.wait_for_selector("#chat details[id^=c3-]")
    top = page.locator("#chat [data-testid=user]").last.bounding_box()
    assert top is not None
    assert 0 <= top["y"] < WIDTHS[width][1]  # the new question is in sight, and so is the beginning of its answer
    assert overflowing(page) == []
    page.click("#new")
    page.wait_for_selector("#chat .example")
    assert messages(page) == []
    ask(page, "那嘉兴呢？")
    page.wait_for_selector("#chat [data-testid=bot] .words, #chat .said:not(:has-text('正在查找'))")
    assert page.locator("#chat .understood").count() == 0


@needs_browser
def test_a_refusal_shows_the_nearest_clauses_as_no_answer(opened: Callable[[str], "Page"]) -> None:
    page = opened("phone")
    ask(page, "丽水狂犬疫苗多少钱一针？")
    page.wait_for_selector("#chat details.near .aside")
    page.click("#chat details.near summary")
    assert page.locator("#chat details.near[open] blockquote").inner_text()
    assert page.locator("#chat mark").count() == 0
    assert overflowing(page) == []


@needs_browser
def test_html_of_a_document_or_a_reader_is_text(opened: Callable[[str], "Page"]) -> None:
    page = opened("phone")
    ask(page, "HTML")
    page.click("#chat details.cited summary")
    assert page.locator("#chat mark").inner_text() == HOSTILE
    assert HOSTILE in messages(page)[0]
    ask(page, f"嘉兴吸烟率{HOSTILE}")
    page.wait_for_selector("#chat [data-testid=user] >> nth=1")
    assert page.locator("#chat .asked").last.inner_text() == f"嘉兴吸烟率{HOSTILE}"
    assert page.locator("#chat img, #chat .katex, #chat em, #chat [href^=javascript]").count() == 0
    assert page.title() == "公共卫生政策问答"
    assert overflowing(page) == []


@needs_browser
def test_an_unforeseen_fault_is_told_in_words(opened: Callable[[str], "Page"]) -> None:
    page = opened("desk")
    ask(page, "坏")
    page.wait_for_selector("#chat .said:has-text('服务器内部出错')")
    assert "secret" not in page.content()
    ask(page, SMOKING)
    page.wait_for_selector("#chat details.cited")


@needs_browser
def test_while_an_answer_is_on_its_way_one_may_type_or_start_anew(opened: Callable[[str], "Page"]) -> None:
    page = opened("desk")
    ask(page, "慢")
    page.fill("#question textarea", SMOKING)
    page.wait_for_selector("#chat details.cited")
    assert page.input_value("#question textarea") == SMOKING
    ask(page, "慢")
    page.wait_for_selector("#chat .said:has-text('正在查找')")
    page.click("#new")
    page.wait_for_selector("#chat .example")
    page.wait_for_timeout(1000)
    assert messages(page) == []
    ask(page, SMOKING)
    page.wait_for_selector("#chat details#c1-1")
