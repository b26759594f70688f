"""The readers of facts against lists that were labelled by reading; and how they are looked up."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from index.documents import Document
from index.duties import duties, units_of
from index.indicators import indicators, name_and_unit, value
from index.ledger import by_measure, by_name, by_unit, likeness
from index.targets import targets
from index.units import same_unit, successor, unit_form

LABELS = Path(__file__).parent / "labels"


def labels(name: str, id: str) -> list[dict[str, Any]]:
    rows = (json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["document_id"] == id]


def as_rows(facts: Iterable[Any]) -> list[dict[str, Any]]:
    return json.loads(json.dumps([asdict(fact) for fact in facts]))


@pytest.mark.parametrize(("id", "count"), [("lishui-action", 28), ("shenyang-2030", 71)])
def test_duties_in_brackets_are_exact(corpus: dict[str, Document], id: str, count: int) -> None:
    gold = [row for row in labels("duties", id) if not row.get("running")]
    found = {(duty["start"], duty["end"]): duty for duty in as_rows(duties(corpus[id]))}
    assert len(gold) == count
    for row in gold:
        duty = found[row["start"], row["end"]]
        assert {key: duty[key] for key in ("measure", "units", "lead", "lead_basis", "quote")} == {
            key: row[key] for key in ("measure", "units", "lead", "lead_basis", "quote")
        }


def test_only_labelled_statements_are_duties(corpus: dict[str, Document]) -> None:
    for id, doc in corpus.items():
        known = {row["start"] for row in labels("duties", id)}
        assert [duty.quote for duty in duties(doc) if duty.start not in known] == []


@pytest.mark.parametrize(("id", "count"), [("jiaxing-2030", 28), ("jiaxing-2027", 31), ("shenyang-2030", 17)])
def test_indicators_are_exact(corpus: dict[str, Document], id: str, count: int) -> None:
    gold = labels("indicators", id)
    found = as_rows(indicators(corpus[id]))
    assert len(found) == len(gold) == count
    for row, indicator in zip(gold, found, strict=True):
        assert {key: indicator[key] for key in row} == row


def test_targets_precision_and_recall(corpus: dict[str, Document]) -> None:
    matched = gold_count = found_count = 0
    for id, doc in corpus.items():
        gold, found = labels("targets", id), list(targets(doc))
        gold_count, found_count = gold_count + len(gold), found_count + len(found)
        free = {(t.start + t.quote.find(t.text), t.number, t.year, t.comparator) for t in found}
        for row in gold:
            at = row["start"] + row["quote"].find(row["text"])
            near = [t for t in free if abs(t[0] - at) <= 6 and t[1:] == (row["number"], row["year"], row["comparator"])]
            matched += bool(near)
            free -= set(near[:1])
    assert matched / found_count >= 0.97
    assert matched / gold_count >= 0.93


def test_facts_are_slices_of_their_document(corpus: dict[str, Document]) -> None:
    for doc in corpus.values():
        clauses = {clause.id: clause for clause in doc.outline.clauses}
        for fact in (*duties(doc), *indicators(doc), *targets(doc)):
            assert doc.text[fact.start : fact.end] == fact.quote
            assert clauses[fact.clause_id].start <= fact.start < fact.end <= clauses[fact.clause_id].end


def test_values() -> None:
    assert (value("28左右", ["2020"], "target").number, value("28左右", ["2020"], "target").comparator) == (28.0, "≈")
    assert value("≥82.5", ["2025"], "target").comparator == "≥"
    assert value("完成省下达任务", ["2020"], "target").number is None
    assert value("食品:≥96", ["2020"], "target").number == 96.0
    assert name_and_unit("新增省级及以上重点学科（专科）") == ("新增省级及以上重点学科（专科）", None)
    assert name_and_unit("城乡居民基本医疗保险政策范围内住院报销比例（含大病保险）（％）")[1] == "％"


def test_units_are_one_in_every_spelling_and_predecessors_are_not_merged() -> None:
    assert same_unit("市卫生健康委", "市衛生健康委")
    assert same_unit("市卫生健康委", "卫健委")
    assert same_unit("嘉兴市卫生健康委员会", "卫健委")
    assert same_unit("市委宣传部", "宣传部")
    assert not same_unit("市卫生计生委", "市卫生健康委")
    assert successor("市卫生计生委") == "卫生健康委"
    assert unit_form("沈阳出入境检验检疫局") == "沈阳出入境检验检疫局"
    assert units_of("各区、县(市)政府,各相关部门") == ("各区、县(市)政府", "各相关部门")


def test_looking_up(corpus: dict[str, Document]) -> None:
    found = duties(corpus["lishui-action"])
    assert len(by_unit(found, "教育局")) == 9
    assert [duty.measure for duty in by_unit(found, "市教育局", "lead")] == ["中國小健康促進行動"]
    assert len(by_unit(found, "市教育局", "participant")) == 8
    assert by_measure(found, "控烟限酒")[0].measure == "控煙限酒行動"
    assert by_name(indicators(corpus["jiaxing-2030"]), "居民健康素养水瓶")[0].name == "居民健康素养水平"
    assert likeness("", "x") == 0.0
