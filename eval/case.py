"""A claim and its passages laid side by side: each part of the claim beside the sentence, and the part of it, that say most of it. Pure.

"丽水的糖尿病筛查面向40岁以上人群" is laid beside "…,实施40岁以上人群糖尿病筛查项目" of its clause. The rules look at nothing else.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from assistant.question.mentions import all_places
from eval.claims import Claim
from eval.evidence import Passage
from index.folding import fold_text
from index.reading import TITLE, bare, bigrams, likeness, organs, parts, quantities, tokens

Label = Literal["SUPPORTED", "CONTRADICTED", "UNSUPPORTED", "UNDECIDED"]
Finding = tuple[Label, str]
"""What a rule objects: the verdict and the reason."""
FURTHER = 0.2
"""The share of a claim's pairs that a further sentence must add to stand beside it too."""

RESPONSIBLE = re.compile(r"责任|牵头|负责|单位|部门|配合|参与")
SILENT = re.compile(
    r"看不出|没有强制|没有找到|未说|没有(?:另外|写|用|单独)|(?:没有|沒有|未|并未|不)(?:明确|具体)?(?:写明|寫明|规定|說明|说明|给出|列出|提到|提及|写到|说|载明|写出|涉及|指明|注明|标明|明确|点明)|没有[^,。]{0,14}(?:数值|规定|内容|值|数字|百分比|目标)|文件未"
)
EXCLUDED = re.compile(
    r"不(?:在|属于|列入|包括|包含|含)|(?:单位|部门|名单)(?:里|中)?(?:都)?没有|没有把|没有(?:列入|列进|参与)|并不(?:在|参与)"
)
LEADS = re.compile(r"牵头|主导|领衔|总负责")
OPEN = re.compile(r"或|还是|没有写明|未写明|未注明|没有注明|不能确定|未说明|没有说明|合并|无法确定|看不出")
FIGURE = re.compile(r"\d+(?:\.\d+)?")
_DENIED = re.compile(r"(?:而)?(?:并)?(?:不是|非|并非)|rather than|not ")
_CONNECTING = re.compile(
    r"根据|按照|依据|规定|提出|要求|明确|指出|文件|方案|规划|纲要|意见|计划|目标值?|指标|其中|同时|此外|以及|并且|达到|具体|包括|分别|应当?|需要|属于|方面|情况|内容|一共|总共|共有|(?<!公)共(?=[\d\s])|进行|开展|实现|实施"
)


@dataclass(frozen=True)
class Aligned:
    """A part of a claim beside the sentence, and the part of it, that say most of it."""

    part: str
    start: int
    sentence: str
    passage: Passage
    beside: str
    before: str
    """What stands before ``beside`` in its sentence."""

    @property
    def verbatim(self) -> bool:
        return len(self.part) > 3 and self.part in self.sentence


class Case:
    """A claim with its passages, laid side by side once for all rules."""

    def __init__(self, claim: Claim, passages: Sequence[Passage], count: int) -> None:
        self.claim, self.passages, self.count = claim, passages, count
        self.text = bare(claim.text)
        self.frame = "\n".join(passage.frame for passage in passages)
        self.said = "\n".join(sentence for passage in passages for sentence in passage.sentences)

    @cached_property
    def parts(self) -> list[tuple[int, str]]:
        """The parts of the claim that assert something: not what it denies ("不是10课时") nor the title of a document."""
        return [(a, self.text[a:b]) for a, b in parts(self.text) if not _DENIED.match(self.text[a:b])]

    @cached_property
    def asserted(self) -> str:
        return "".join(part + "," for _, part in self.parts)

    @cached_property
    def aligned(self) -> tuple[Aligned, ...]:
        return tuple(found for start, part in self.parts if (found := self._beside(part, start)))

    @cached_property
    def window(self) -> str:
        """The sentences that the claim stands beside, each once: those of its parts, what names who is responsible, and a further one that
        holds much of what they do not."""
        beside = dict.fromkeys(aligned.sentence for aligned in self.aligned)
        every = [sentence for passage in self.passages for sentence in passage.sentences]
        if RESPONSIBLE.search(self.text):
            beside |= dict.fromkeys(sentence for sentence in every if RESPONSIBLE.search(sentence))
        open_pairs = bigrams(self.text) - bigrams("\n".join(beside))
        further = max(every, key=lambda sentence: len(open_pairs & bigrams(sentence)), default="")
        if len(open_pairs & bigrams(further)) >= FURTHER * max(1, len(bigrams(self.text))):
            beside[further] = None
        return "\n".join(beside)

    @cached_property
    def content(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The words of each part that carry meaning, with their tags; units of government, numbers and what holds a sentence together aside."""
        found = []
        for _, part in self.parts:
            if SILENT.search(part):
                continue
            text = TITLE.sub("", part)
            words: dict[str, str] = {}
            spans = [(start, end) for start, end, _ in organs(text)] + [(q.start, q.end) for q in quantities(text)]
            for start, end in sorted(spans, reverse=True):
                text = text[:start] + " " + text[end:]
            text = place_pattern().sub(" ", text)
            for word, tag in tokens(_CONNECTING.sub(" ", text)):
                core = word.strip("的由和与及到为在对将把被等并从以是向让给也都还每")
                if len(core) > 1 and core not in generic() and re.search(r"[㐀-鿿a-z]", core):
                    words.setdefault(core, tag)
            found.append(tuple(words.items()))
        return tuple(found)

    @cached_property
    def there(self) -> str:
        """The window and its frame without white space, where words are looked for; of who is responsible, the whole clauses."""
        return "".join(((self.said if RESPONSIBLE.search(self.text) else self.window) + self.frame).split())

    def _beside(self, part: str, start: int) -> Aligned | None:
        pairs = bigrams(part)
        whole = bigrams(self.text)
        best: tuple[float, Passage, str] | None = None
        for passage in self.passages:
            for sentence in passage.sentences:
                there = bigrams(sentence)
                score = len(pairs & there) / max(1, len(pairs)) + 0.5 * len(whole & there) / max(1, len(whole)) + (part in sentence)
                if best is None or score > best[0]:
                    best = score, passage, sentence
        if best is None:
            return None
        _, passage, sentence = best
        spans = parts(sentence)
        figures = set(FIGURE.findall(part))

        def alike(span: tuple[int, int]) -> float:
            there = sentence[span[0] : span[1]]
            return likeness(pairs, bigrams(there)) + 0.3 * len(figures & set(FIGURE.findall(there)))

        a, b = max(spans, key=alike) if spans else (0, len(sentence))
        if part in sentence:
            at = sentence.index(part)
            a, b = max((s for s in spans if s[0] < at + len(part) and at < s[1]), key=lambda s: s[1] - s[0], default=(a, b))
        return Aligned(part, start, sentence, passage, sentence[a:b], sentence[:a])


@lru_cache(maxsize=1)
def place_pattern() -> re.Pattern[str]:
    names = sorted((name for name in all_places() if len(name) > 1), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(names)})(?![州县]级)")


@lru_cache(maxsize=1)
def synonyms() -> dict[str, tuple[str, ...]]:
    """Words that say the same in such documents: eval/synonyms.txt, a group a line."""
    found: dict[str, tuple[str, ...]] = {}
    for line in (Path(__file__).parent / "synonyms.txt").read_text(encoding="utf-8").splitlines():
        group = tuple(fold_text(word) for word in line.split())
        if not line.startswith("#"):
            for word in group:
                found[word] = (*found.get(word, ()), *(other for other in group if other != word))
    return found


@lru_cache(maxsize=1)
def generic() -> frozenset[str]:
    """Words that say nothing of their own: eval/generic.txt."""
    lines = (Path(__file__).parent / "generic.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def abbreviates(short: str, text: str) -> bool:
    """Whether the characters of a short name stand in the text in their order and close together: 卫健委 in 卫生健康委."""
    if not 2 <= len(short) <= 8 or not re.fullmatch(r"[㐀-鿿]+", short):
        return False
    gap = "[㐀-鿿]{0,2}" if len(short) > 2 else "[㐀-鿿]{0,1}"
    return bool(re.search(gap.join(short), text))
