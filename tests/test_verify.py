"""Verification: what is said is what the clause says, in every slot; and how well it holds over many changed claims."""

import re
from random import Random

import pytest

from assistant.answers import Citation, Claim
from assistant.subjects.indicators import row_statement
from assistant.verify import fault
from eval.changes import HARMFUL, Changed
from eval.meta import subjects
from eval.questions import load
from eval.shelf import Shelf
from index.documents import Clause
from index.library import Library

# The kinds of change that verification must catch.
KINDS = (
    "number from elsewhere", "numbers swapped", "year", "city", "unit", "comparator", "unit of government", "lead and participant",
    "lead invented", "strength raised", "negation", "quote by one character", "citation moved", "mask filled", "document number",
)  # fmt: skip


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    return Shelf.of_the_set()


def faulty(shelf: Shelf, text: str, *clauses: Clause) -> str:
    headers = [shelf.books[c.document_id].headers[c.id] for c in clauses if c.id in shelf.books[c.document_id].headers]
    cited = {
        n: Citation(n=n, clause=c, about=shelf.books[c.document_id].document.about, start=c.start, end=c.end)
        for n, c in enumerate(dict.fromkeys((*clauses, *headers)), 1)
    }
    return fault(Claim(text=text, citations=tuple(cited)), cited)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("到2030年,15岁以上人群吸烟率降低到20%以下", ""),
        ("嘉兴到2030年15岁以上人群吸烟率降到20%以下", ""),
        ("到2030年,15岁以上人群吸烟率降低到25%以下", "number"),
        ("到2030年,15岁以上人群吸烟率降低到20%", "number"),
        ("到2025年,15岁以上人群吸烟率降低到20%以下", "number"),
        ("沈阳到2030年15岁以上人群吸烟率降到20%以下", "place"),
        ("由市教育局牵头,到2030年15岁以上人群吸烟率降到20%以下", "unit"),
        ("力争到2030年实现重点公共场所全面禁烟", "denial or strength"),
        ("到2030年不实现重点公共场所全面禁烟", "denial or strength"),
        ("「15岁以上人群吸烟率降到20%以下」", "quote"),
        ("文件写的是20%以下，不是30%。", ""),
    ],
)
def test_each_slot_is_held_to_the_clause(shelf: Shelf, text: str, wrong: str) -> None:
    clause = shelf.clause("jiaxing-2030", "jiaxing-2030/五/(二)/2")
    assert clause is not None
    assert faulty(shelf, text, clause) == wrong


def test_every_row_of_the_indicator_tables_passes_when_stated_in_full(library: Library, shelf: Shelf) -> None:
    rows = [row for row in library.store.indicators(None) if row.values]
    stated = [row_statement(library, row, []) for row in rows]
    assert len(stated) > 50
    assert [s.text for s in stated if faulty(shelf, s.text, *(clause for clause, _, _ in s.spans))] == []


def test_words_cut_off_before_a_comparator_or_after_a_strength_are_not_verbatim(shelf: Shelf) -> None:
    clause = next(c for c in shelf.books["shenyang-2030"].document.outline.clauses if "力争达到5.5张" in c.reading)
    assert faulty(shelf, "到2020年,每万人口公办中医床位数力争达到5.5张", clause) == ""
    assert faulty(shelf, "到2020年,每万人口公办中医床位数达到5.5张", clause) != ""


def test_changed_claims_are_caught_and_true_ones_pass(shelf: Shelf) -> None:
    every = [s for s in subjects(load("dev"), shelf) if not any("@" in c.id for c in s.clauses) and s.row.kind != "list"]
    every = [
        s for s in every if not re.search("[,，](?:不是|不在|没有)", s.text)
    ]  # what a clause does not say is no claim about it, but a correction
    true = [(s, faulty(shelf, s.text, *s.clauses)) for s in every]
    refused = sum(bool(wrong) for _, wrong in true)
    caught = tried = 0
    for subject, wrong in true:
        for kind in KINDS if not wrong else ():
            made = HARMFUL[kind](subject, Random(f"{kind} {subject.text}"))
            changed = Changed(text=made) if isinstance(made, str) else made
            if changed is None or (changed.text == subject.text and changed.clauses is None):
                continue
            tried += 1
            caught += bool(faulty(shelf, changed.text, *(changed.clauses or subject.clauses)))
    assert tried >= 3000
    assert caught / tried >= 0.98
    assert refused / len(true) <= 0.02
