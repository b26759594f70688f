"""The curated questions, and the check that their evidence stands in the documents.

Each row is documented in `questions/README.md`. A question is right to answer or to refuse; where it is to be answered, its
evidence is a quote with its offsets in a document known by its hash.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.documents import Clause, PolicyError

FOLDER = Path(__file__).parent / "questions"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A quote that answers, with its place in its document."""

    document_id: str
    sha256: str
    quote: str
    start: int
    end: int

    def in_clause(self, clause: Clause) -> bool:
        """Whether the clause holds any of the quote."""
        return self.touches(clause.document_id, clause.start, clause.end)

    def touches(self, document_id: str, start: int, end: int) -> bool:
        return self.document_id == document_id and self.start < end and start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question of the set."""

    id: str
    parent_id: str
    split: str
    kind: str
    language: str
    turns: tuple[str, ...]
    question: str
    answerable: bool
    evidence: tuple[Gold, ...]
    notes: str = ""


def load(split: str = "all", folder: Path = FOLDER) -> tuple[Row, ...]:
    """The questions of a split ("dev", "test" or "all"), in the order of the files."""
    if split not in ("dev", "test", "all"):
        raise PolicyError(f"没有题组 {split}。可用：dev、test、all。")
    rows = (_row(json.loads(line)) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(row for row in rows if split in ("all", row.split))


def faults(rows: Sequence[Row], texts: Mapping[str, str], hashes: Mapping[str, str]) -> list[str]:
    """What is wrong with a question set: ids that repeat, parents in both splits, quotes that do not stand at their offsets."""
    found = []
    seen: set[str] = set()
    splits: dict[str, str] = {}
    for row in rows:
        if row.id in seen:
            found.append(f"{row.id}: the id stands twice")
        seen.add(row.id)
        if splits.setdefault(row.parent_id, row.split) != row.split:
            found.append(f"{row.id}: its parent {row.parent_id} is in both splits")
        if row.answerable != bool(row.evidence):
            found.append(f"{row.id}: answerable is {row.answerable}, with {len(row.evidence)} quotes")
        for gold in row.evidence:
            if hashes.get(gold.document_id) != gold.sha256:
                found.append(f"{row.id}: {gold.document_id} is not the document that its quote was taken from")
            elif texts[gold.document_id][gold.start : gold.end] != gold.quote:
                found.append(f"{row.id}: the quote does not stand at {gold.start}–{gold.end} of {gold.document_id}")
    return found


def _row(values: dict[str, Any]) -> Row:
    evidence = tuple(Gold(**gold) for gold in values.pop("evidence"))
    return Row(**{**values, "turns": tuple(values["turns"]), "evidence": evidence})
