"""The question set: every quote where it says, every slot in its quote, enough of every kind, no parent in both splits."""

from collections import Counter
from dataclasses import replace

import pytest

from eval.author import complete, drawn
from eval.questions import KINDS, Nugget, Slots, as_json, faults, load, row
from eval.shelf import Shelf
from index.documents import Document, PolicyError


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return Shelf.of_the_set().documents


def test_every_quote_and_slot_stands_in_the_documents(documents: dict[str, Document]) -> None:
    assert faults(load(), documents) == []


def test_there_are_enough_of_every_kind() -> None:
    rows = load()
    counts = Counter(question.kind for question in rows)
    assert len(rows) >= 400
    assert {kind: counts[kind] for kind in KINDS if counts[kind] < 20} == {}
    assert 0.35 <= sum(question.split == "test" for question in rows) / len(rows) <= 0.45


def test_near_misses_have_answerable_twins() -> None:
    """Who refuses whatever is close to a near miss loses its twin: at least half of the near misses have one."""
    answerable = {question.parent_id for question in load() if question.answerable}
    near = [question for question in load(kinds=("near_miss",)) if not question.answerable]
    assert sum(question.parent_id in answerable for question in near) >= len(near) / 2


def test_follow_ups_have_two_to_five_turns() -> None:
    assert {len(question.turns) for question in load(kinds=("follow_up",))} <= {2, 3, 4, 5}


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda q: replace(q, evidence=(replace(q.evidence[0], start=q.evidence[0].start + 1),)), "does not stand at"),
        (lambda q: replace(q, evidence=(replace(q.evidence[0], sha256="0" * 64),)), "is not the document"),
        (lambda q: replace(q, answerable=False), "answerable is False"),
        (lambda q: replace(q, kind="riddle"), "no such kind"),
        (lambda q: replace(q, nuggets=(Nugget(text="错", slots=Slots(value="999"), evidence=(0,)),)), "slot value '999'"),
        (lambda q: replace(q, nuggets=(replace(q.nuggets[0], vital=False),)), "no nugget is vital"),
    ],
)
def test_what_is_wrong_with_a_question_is_found(harm, fault: str, documents: dict[str, Document]) -> None:  # type: ignore[no-untyped-def]
    good = next(q for q in load(kinds=("target",)) if len(q.evidence) == 1 and len(q.nuggets) == 1)
    assert faults([good], documents) == []
    assert any(fault in found for found in faults([harm(good)], documents))


def test_ids_and_parents_are_checked(documents: dict[str, Document]) -> None:
    good = load(kinds=("out_of_scope",))[0]
    other = replace(good, id="other", split="test" if good.split == "dev" else "dev")
    assert any("stands twice" in fault for fault in faults([good, good], documents))
    assert any("in both splits" in fault for fault in faults([good, other], documents))


def test_a_question_is_its_json() -> None:
    assert [row(as_json(question)) for question in load()] == list(load())


def test_a_draft_gets_its_offsets(documents: dict[str, Document]) -> None:
    quote = "15岁以上人群吸烟率降低到20%以下"
    draft = {"id": "x", "evidence": [{"document_id": "jiaxing-2030", "quote": quote}]}
    placed = complete(draft, documents, {})["evidence"][0]
    assert documents["jiaxing-2030"].text[placed["start"] : placed["end"]] == quote
    assert complete(draft, documents, {"x": "test"})["split"] == "test"
    with pytest.raises(ValueError, match="does not hold"):
        complete({"id": "x", "evidence": [{"document_id": "jiaxing-2030", "quote": "吸烟率降低到3%"}]}, documents, {})


def test_splits_are_drawn_by_the_parents_id() -> None:
    assert drawn("a") == drawn("a")
    assert 0.3 < sum(drawn(f"q-{n}") == "test" for n in range(1000)) / 1000 < 0.5


def test_an_unknown_split_or_kind_is_named() -> None:
    with pytest.raises(PolicyError, match="train"):
        load("train")
    with pytest.raises(PolicyError, match="riddle"):
        load(kinds=("riddle",))
