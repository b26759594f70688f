"""Bring drafts of questions into the set: `python -m eval.author DRAFT.jsonl [--add FILE.jsonl]`.

A draft is a row as `questions/README.md` says, but its evidence needs only `document_id` and `quote` (and `nth`, from 0, where
the quote stands several times in the document). The hash and the offsets are filled in here, the split is drawn from the
hash of the parent's id (40 % test) where it has none, and what is wrong is listed. Nothing is added while anything is wrong.
"""

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import eval.questions as questions
from eval.shelf import Shelf
from index.documents import Document

TEST_SHARE = 40
UNIQUE = 20
"""A shorter quote must stand once in its document, or say with ``nth`` where it is taken from."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("draft", type=Path)
    parser.add_argument("--add", type=Path, help="a file of the question set to add the rows to")
    options = parser.parse_args()
    known = Shelf.of_the_set().documents
    splits = {row.parent_id: row.split for row in questions.load()}
    rows, wrong = [], []
    for n, line in enumerate(options.draft.read_text(encoding="utf-8").splitlines(), 1):
        try:
            rows.append(questions.row(complete(json.loads(line), known, splits)))
        except (ValueError, TypeError, KeyError) as error:
            wrong.append(f"line {n}: {error!r}")
    wrong += questions.faults(rows, known)
    print("\n".join(wrong), file=sys.stderr)
    print(f"{len(rows)} rows read, {len(wrong)} faults", file=sys.stderr)
    if wrong:
        sys.exit(1)
    if options.add:
        with options.add.open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(questions.as_json(row), ensure_ascii=False) + "\n" for row in rows)


def complete(draft: dict[str, Any], documents: Mapping[str, Document], splits: Mapping[str, str]) -> dict[str, Any]:
    """A draft with the hashes and offsets of its quotes and with its split.

    Raises:
        ValueError: a quote does not stand in its document, or stands there more often than ``nth`` can tell.
    """
    evidence = [_placed(quote, documents) for quote in draft.get("evidence", [])]
    parent = draft.get("parent_id", draft["id"])
    return {**draft, "parent_id": parent, "split": draft.get("split") or splits.get(parent) or drawn(parent), "evidence": evidence}


def drawn(parent_id: str) -> str:
    """The split of a question: 40 % of parents are test, by the hash of their id."""
    return "test" if int(hashlib.sha256(parent_id.encode()).hexdigest(), 16) % 100 < TEST_SHARE else "dev"


def _placed(gold: dict[str, Any], documents: Mapping[str, Document]) -> dict[str, Any]:
    source = documents.get(gold["document_id"])
    if source is None:
        raise ValueError(f"no document {gold['document_id']}; there are {', '.join(documents)}")
    quote = gold["quote"]
    if "start" in gold:
        return gold
    found = [m.start() for m in re.finditer(re.escape(quote), source.text)] if quote else []
    nth = gold.get("nth", 0)
    if not found or nth >= len(found):
        raise ValueError(f"{gold['document_id']} does not hold {quote!r} {nth + 1} times, character by character")
    if len(found) > 1 and "nth" not in gold and len(quote) < UNIQUE:
        raise ValueError(f"{quote!r} stands {len(found)} times in {gold['document_id']}; quote more, or say which with nth (from 0)")
    made = {
        "document_id": gold["document_id"],
        "sha256": source.sha256,
        "quote": quote,
        "start": found[nth],
        "end": found[nth] + len(quote),
    }
    return {**made, "context": True} if gold.get("context") else made


if __name__ == "__main__":
    main()
