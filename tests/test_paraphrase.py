"""Sentences such as models write, labelled by reading (`labels/model_sentences.jsonl`): how many true ones stand, and how many false ones do not.

`dev` is what the rules were fitted on, `test` was written by others and first measured when they stood. The floors lie a little below what was measured.
"""

import json
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest

from assistant.answers import Citation
from assistant.checks.rendered import rendered
from assistant.local.prompting import Passage
from assistant.local.sentences import Sentence
from assistant.local.speak import stated
from eval.shelf import Shelf
from index.documents import Clause

LABELS = Path(__file__).parent / "labels" / "model_sentences.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A sentence with the clauses that it cites, and whether they support it."""

    id: str
    set: str
    language: str
    clauses: tuple[str, ...]
    text: str
    faithful: bool
    kind: str


@lru_cache(maxsize=1)
def shelf() -> Shelf:
    return Shelf.of_the_set()


def labelled(chosen: str, language: str) -> list[Labelled]:
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    made = [Labelled(**{**row, "clauses": tuple(row["clauses"])}) for row in rows]
    return [row for row in made if row.set == chosen and row.language == language]


def clause(id: str) -> Clause:
    found = shelf().clause(id.partition("/")[0], id)
    assert found is not None, id
    return found


def stands(text: str, language: str, *clauses: Clause) -> bool:
    """Whether a reader is shown a sentence that cites these clauses."""
    rows = [c for c in clauses if not c.id.endswith("/表头")]
    passages = [
        Passage(n=n, clause=c, about=shelf().books[c.document_id].document.about, header=shelf().books[c.document_id].headers.get(c.id))
        for n, c in enumerate(rows or clauses, 1)
    ]
    return stated(Sentence(text, tuple(p.n for p in passages)), passages, "zh-Hans" if language == "zh" else "en") is not None


# (set, language, least share of the faithful that stand, least share of the unfaithful that do not)
FLOORS = [("test", "zh", 0.94, 0.985), ("dev", "zh", 0.90, 0.96), ("dev", "en", 0.45, 0.98)]


@pytest.mark.parametrize(("chosen", "language", "true", "false"), FLOORS)
def test_true_sentences_stand_and_false_ones_do_not(chosen: str, language: str, true: float, false: float) -> None:
    rows = labelled(chosen, language)
    started = time.perf_counter()
    shown = {row.id: stands(row.text, language, *map(clause, row.clauses)) for row in rows}
    assert (time.perf_counter() - started) / len(rows) < 0.05
    faithful = [shown[row.id] for row in rows if row.faithful]
    unfaithful = [shown[row.id] for row in rows if not row.faithful]
    assert len(faithful) >= 100
    assert len(unfaithful) >= 100
    assert sum(faithful) >= true * len(faithful), f"{sum(faithful)} of {len(faithful)}"
    assert sum(not seen for seen in unfaithful) >= false * len(unfaithful), f"{sum(unfaithful)} of {len(unfaithful)} got through"


SMOKING, HEALTH_FUND = "jiaxing-2030/五/(二)/2", "jiaxing-2027/附件/表/24"


@pytest.mark.parametrize(
    ("id", "text", "true"),
    [
        (SMOKING, "嘉兴市要在2030年把15岁以上人群的吸烟率降至20%以内。", True),
        (SMOKING, "嘉兴市要在2030年把人群吸烟率降至20%以内。", False),  # 15岁以上 is left out
        (SMOKING, "嘉兴市要在2030年使15岁以上人群的吸烟率降低20%。", False),  # a change, where the clause has a level
        (SMOKING, "嘉兴市已经把15岁以上人群的吸烟率降到20%以下。", False),
        (SMOKING, "嘉兴市要在2030年实现公共场所全面禁烟。", False),  # 重点公共场所
        (HEALTH_FUND, "嘉兴市总体癌症五年生存率2027年的目标为50%或更高，这是预期性指标。", True),
        (HEALTH_FUND, "嘉兴市总体癌症五年生存率2025年的目标为50%或更高。", False),  # of another column
        (HEALTH_FUND, "嘉兴市总体癌症五年生存率是约束性指标。", False),
        ("jiaxing-2027/附件/表/21", "嘉兴市居民的家庭医生签约覆盖率要求不低于85%，为约束性指标。", False),  # of 重点人群
        ("jiaxing-2027/附件/表/21", "嘉兴市重点人群家庭医生签约覆盖率要求不低于85%，为约束性指标。", True),
        ("shenyang-2030/第三章/第三节/2", "沈阳将重点建设30个国家级、10个省级和100个市级临床重点专科。", False),
    ],
)  # fmt: skip
def test_what_a_sentence_of_ones_own_may_say(id: str, text: str, true: bool) -> None:
    assert stands(text, "zh", clause(id)) is true


def test_an_english_sentence_is_rendered_in_the_clauses_terms() -> None:
    about = shelf().books["jiaxing-2030"].document.about
    cited = Citation(n=1, clause=clause(SMOKING), about=about, start=clause(SMOKING).start, end=clause(SMOKING).end)
    text = "By 2030, Jiaxing plans to bring the smoking rate among people aged 15 and over below 20%."
    made = rendered(text, (cited.reading,), f"{cited.reading}嘉兴市")
    assert all(word in made for word in ("2030年", "嘉兴", "吸烟率", "15岁以上", "不高于20%"))
    assert rendered("Wizards conjure dragons beneath castles.", (cited.reading,), cited.reading) == ""


HOSPICE, TOBACCO, VILLAGE = "jiaxing-2027/二/(七)/30", "lishui-action/二/(一)/4", "jiaxing-2027/二/(二)/8"


@pytest.mark.parametrize(
    ("id", "text", "true"),
    [
        (HOSPICE, "Jiaxing encourages private medical institutions to provide hospice care.", True),
        (HOSPICE, "Jiaxing requires private medical institutions to provide hospice care.", False),
        (HOSPICE, "Jiaxing discourages private medical institutions from providing hospice care.", False),
        (HOSPICE, "Each county is to have one standardised hospice ward.", True),
        (HOSPICE, "Each county is to have two standardised hospice wards.", False),
        (HOSPICE, "Each county has completed one standardised hospice ward.", False),
        (TOBACCO, "Lishui will push forward tobacco control legislation.", True),
        (TOBACCO, "Lishui has completed tobacco control legislation.", False),
        (TOBACCO, "Lishui does not prohibit the sale of tobacco products to minors.", False),
        (TOBACCO, "Lishui will ban smoking in some indoor public places only.", False),
        (SMOKING, "Jiaxing will prohibit smoking in all public places by 2030.", False),  # 重点公共场所
        (SMOKING, "By 2030, the smoking rate among people aged 15 and over will increase to 20%.", False),
        (VILLAGE, "Village-level medical institutions should have at most one licensed doctor.", False),
    ],
)
def test_what_an_english_sentence_of_ones_own_may_say(id: str, text: str, true: bool) -> None:
    assert stands(text, "en", clause(id)) is true
