"""Which spans of a source text are not policy, each with its kind and the reason. Nothing is deleted. Pure.

A crawled page brings notices, breadcrumbs, spam and copyright lines around a document, sometimes the document twice.
"当前位置:首页>政策法规 > 市委、市政府文件" is a breadcrumb. Where the same paragraph stands twice, the second copy is
removed, and what only the first has in the middle of the same words is noise.
"""

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

import rjieba

from index.documents import Removed, RemovedKind
from index.folding import fold, fold_text
from index.lines import Line, lines
from index.markers import marker

# What a page says around a document; searched in the folded line.
PAGE_LINES: tuple[tuple[RemovedKind, str, re.Pattern[str]], ...] = (
    ("boilerplate", "网页提示", re.compile(r"adobe flash|flash player|启用javascript|浏览器版本|建议使用.{0,12}浏览器")),
    ("breadcrumb", "网页位置导航", re.compile(r"^(?:您?(?:现在|当前)?所?在?的?位置|当前位置|首页)[:>»]|^首页>")),
    ("boilerplate", "网页的来源、日期、浏览次数行", re.compile(r"^[\[<(]?(?:信息|文章|稿件)?来源:.*(?:日期|时间|浏览|阅读|点击)")),
    (
        "boilerplate",
        "网页的日期或浏览次数行",
        re.compile(r"^(?:(?:发布|更新|发表)(?:日期|时间)|(?:浏览|阅读|点击)(?:次数|量|数)):.{0,40}$"),
    ),
    ("copyright", "版权声明", re.compile(r"版权(?:声明|所有|归)|copyright|©|icp备|公网安备|网站标识码")),
    (
        "boilerplate",
        "网页的按钮或链接",
        re.compile(
            r"^(?:打印本?页?|关闭(?:本页|窗口)?|收藏|分享到?|返回(?:顶部|首页)|[上下]一[篇条]|扫一扫|我要(?:回帖|纠错)|网站地图|无障碍"
            r"|相关(?:词条|链接|阅读|文章|新闻|推荐)|热门(?:词条|文章|推荐)|联[系络]我们|更多(?:推荐|关于).{0,30}|字体:?.{0,12})$"
        ),
    ),
    ("boilerplate", "网页的按钮或链接", re.compile(r"^(?:点击|长按|扫码|微信).{0,20}(?:微信|关注|下载|二维码|站长)")),
    ("spam", "与文件无关的广告", re.compile(r"在线观看|博彩|彩票|开奖|娱乐城|代开发票|优惠券")),
    ("boilerplate", "只有符号的行", re.compile(r"^[{}|=#*_<>/\\]+$")),
)
LONGEST_PAGE_LINE = 120
TITLE_WORDS = re.compile(r"关于|通知|意见|方案|规划|纲要|办法|决定|计划|条例|规定|公告|批复|报告|要点|细则|行动|征求意见|草案")
ISSUER = re.compile(r"(?:政府|委员会|办公厅|办公室|[厅局委部院])$")
NUMBER = re.compile(r"[〔\[(（【]\s*(?:19|20)\d\d\s*[〕\])）】]\s*第?\s*\d+\s*号")
DATE = re.compile(r"(?:19|20)\d\d\s*[年.-]\s*\d{1,2}\s*[月.-]\s*\d{1,2}")
# A repeated block is one of at least two lines in a row with this many characters, or one line with that many.
BLOCK, LONE_LINE = 80, 120
ALIKE = 0.9


def clean(text: str) -> tuple[Removed, ...]:
    """The removed spans of a text in order: page lines, repeated copies, and noise inside what stays."""
    removed = sorted([*_page_lines(text), *_copies(text)], key=lambda span: (span.start, span.end))
    return tuple(removed)


def is_title(line: str) -> bool:
    """Whether a line above a document's first paragraph may be its title, number, issuer or date."""
    return bool(TITLE_WORDS.search(line) or ISSUER.search(line) or NUMBER.search(line) or DATE.search(line))


def is_sentence(line: str) -> bool:
    """Whether a line ends as a sentence does (a salutation and a duty bracket count too)."""
    return line.rstrip('"”’').endswith(("。", "；", ";", "：", ":", "！", ")", "）", "]", "］", "〕"))


def _page_lines(text: str) -> Iterator[Removed]:
    found = lines(text)
    folded = [fold_text(line.reading) for line in found]
    verdicts = [_page_line(line) if len(line) <= LONGEST_PAGE_LINE else None for line in folded]
    body = [i for i, line in enumerate(folded) if not verdicts[i] and (is_sentence(line) or marker(found[i].reading))]
    first, last = (body[0], body[-1]) if body else (0, len(found))
    ended = False
    for i, line in enumerate(found):
        verdict = verdicts[i]
        if i < first and not verdict and not is_title(folded[i]):
            verdict = ("spam", "在正文之前，不是标题、文号、机关或日期")
        elif i > last:
            ended = ended or verdict is not None
            if ended and not verdict:
                verdict = ("spam", "夹在网页结尾的行之间")
        if verdict:
            yield Removed(start=line.start, end=line.end, kind=verdict[0], reason=verdict[1])


def _page_line(folded: str) -> tuple[RemovedKind, str] | None:
    return next(((kind, reason) for kind, reason, pattern in PAGE_LINES if pattern.search(folded)), None)


def _copies(text: str) -> Iterator[Removed]:
    """Second copies of blocks, and the noise that comparing the two shows in the first."""
    found = lines(text)
    pairs = list(_twins(found))
    for block in _blocks(pairs):
        if not _is_copy(found, block):
            continue
        for i, j in block:
            yield Removed(start=found[j].start, end=found[j].end, kind="duplicate", reason=f"与第 {found[i].start} 字起的一段重复")
            yield from _inserted(text, found[i], found[j])


def _is_copy(found: list[Line], block: list[tuple[int, int]]) -> bool:
    """Whether a block of twins was copied: long enough, and all but a fifth of its lines the same to the letter.

    Lines that differ in a digit are two statements, not two copies.
    """
    differing = [(found[i].reading, found[j].reading) for i, j in block if found[i].reading != found[j].reading]
    if 5 * len(differing) > len(block) or any(re.findall(r"\d+", a) != re.findall(r"\d+", b) for a, b in differing):
        return False
    length = sum(found[j].end - found[j].start for _, j in block)
    return length >= (BLOCK if len(block) > 1 else LONE_LINE) or _same_title(found, block)


def _same_title(found: list[Line], block: list[tuple[int, int]]) -> bool:
    (i, j) = block[0]
    return len(block) == 1 and j == i + 1 and j < 5 and is_title(found[j].reading)


def _twins(found: list[Line]) -> Iterator[tuple[int, int]]:
    """Pairs of lines with the same words, or nearly so where they are long; short ones only as the next of a pair."""
    grams = [Counter(zip(line.reading, line.reading[1:], strict=False)) for line in found]
    seen: dict[str, int] = {}
    buckets: dict[str, list[int]] = {}
    previous = -2
    for j, line in enumerate(found):
        twin = seen.get(line.reading)
        if previous >= 0 and previous + 1 < j and _alike(grams[previous + 1], grams[j]):
            twin = previous + 1
        if twin is None and len(line.reading) > 40:
            near = {i for key in _keys(line.reading) for i in buckets.get(key, [])}
            twin = next((i for i in sorted(near) if _alike(grams[i], grams[j])), None)
        if twin is not None and (len(line.reading) > 40 or twin in (previous + 1, j - 1)):
            yield twin, j
            previous = twin
            continue
        previous = -2
        seen.setdefault(line.reading, j)
        for key in _keys(line.reading):
            buckets.setdefault(key, []).append(j)


def _keys(reading: str) -> list[str]:
    """Pieces that near copies share, whichever of them the noise falls into."""
    return [reading[i : i + 10] for i in range(0, min(len(reading), 200) - 9)]


def _alike(a: Counter[tuple[str, str]], b: Counter[tuple[str, str]]) -> bool:
    return 2 * (a & b).total() >= ALIKE * (a.total() + b.total()) > 0


def _blocks(pairs: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    block: list[tuple[int, int]] = []
    for pair in pairs:
        if block and (pair[0] != block[-1][0] + 1 or pair[1] != block[-1][1] + 1):
            yield block
            block = []
        block.append(pair)
    if block:
        yield block


def _inserted(text: str, kept: Line, copy: Line) -> Iterator[Removed]:
    """What stands in the kept line in the middle of the copy's words."""
    a, b = text[kept.start : kept.end], text[copy.start : copy.end]
    if a == b:
        return
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag in ("delete", "replace"):
            reason = f"另一份同文无此字（第 {copy.start + k} 字处）"
            yield Removed(start=kept.start + i, end=kept.start + j, kind="noise", reason=reason, reading=b[k:m])


def suspicious(text: str, removed: tuple[Removed, ...]) -> list[tuple[int, int, str]]:
    """Spans that a person should look at: runs of characters that make no word and stand nowhere else in the text.

    Returns spans with the reason. They are proposals; a reviewed erratum settles each.
    """
    known = [(span.start, span.end) for span in removed]
    folded = fold(text)
    counts = Counter(folded.text)
    proposals = []
    at = 0
    run: list[tuple[int, int]] = []
    for word in [*rjieba.cut(folded.text, hmm=False), ""]:
        single = len(word) == 1 and "一" <= word <= "鿿"
        if single:
            run.append((at, at + 1))
        else:
            rare = [span for span in run if counts[folded.text[span[0]]] <= 2]
            if len(run) >= 3 and len(rare) >= 2:
                start, end = folded.source(run[0][0], run[-1][1])
                if not any(a < end and start < b for a, b in known):
                    proposals.append((start, end, "这些字连在一起不成词，且在全文中少见"))
            run = []
        at += len(word)
    for match in re.finditer("[\ufffd\u200b-\u200f\u202a-\u202e\u2060-\u2069\ue000-\uf8ff⺀-⿟]", text):
        proposals.append((*match.span(), f"不应出现的字符 U+{ord(match.group()[0]):04X}"))
    return sorted(proposals)
