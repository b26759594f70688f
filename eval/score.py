"""One answer against its question: its claims judged, its nuggets looked for, and if it is not right, why.

Right means, where the documents answer: every vital nugget is said by a claim that its cited clauses support, nothing is contradicted,
nothing forbidden is printed, a wrong premise is corrected, and at least a third of the claims bear on the question (else pasting all that
was retrieved would be right). Where they do not: it is refused, for one of the reasons that the question
accepts. An error and an empty answer are wrong.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from eval.case import SILENT
from eval.claims import Claim, claims
from eval.evidence import Passage, passages
from eval.judge import Verdict, judge
from eval.questions import Row
from eval.run import STANDALONE, Run
from eval.said import says, slots_said
from eval.shelf import Shelf
from eval.systems import Record
from index.documents import Clause
from index.reading import bare, organs, quantities, strength, years

Cause = Literal[
    "", "error", "not understood", "not retrieved", "not composed", "dropped by verification", "wrongly judged", "contradicted",
    "premise not corrected",
    "forbidden words",
    "unfocused", "answered without basis", "wrong refusal",
]  # fmt: skip
FOCUS = 1 / 3
"""The least share of an answer's claims that must say a nugget or cite a clause with gold words."""
RETRIEVED_AT = 10
SLOT_RULES = frozenset(("number", "year", "table", "unit", "lead", "place", "firmness"))
_DENIAL = re.compile(r"不是|并非|而非|并不|有误|不对|不符|没有|未|not |rather than|incorrect")
_NO_WORDS = re.compile(r"[\s\"、,]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A claim with its verdict on what it cites, and on all that was retrieved; and how many of its citations it needs."""

    claim: Claim
    cited: Verdict
    retrieved: Verdict
    citations: int
    needed: int

    @property
    def states_slots(self) -> bool:
        text = bare(self.claim.text)
        return bool(quantities(text) or years(text) or organs(text) or strength(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """How one question went."""

    row: Row
    answer: Record
    claims: tuple[Judged, ...]
    nuggets: tuple[bool, ...]
    slots: tuple[int, int]
    """How many slots of the vital nuggets were said, of how many."""
    ranks: tuple[int, ...]
    """The ranks, from 1, of retrieved clauses with gold words."""
    gold_clauses: int
    exact_quotes: tuple[int, int]
    cites_gold: bool
    forbidden: tuple[str, ...]
    premise_corrected: bool | None
    focus: float
    """The share of claims that bear on the question."""
    right: bool
    cause: Cause
    standalone_right: bool | None = None

    @property
    def answered(self) -> bool:
        return bool(self.answer["status"] == "answered")

    @property
    def failed(self) -> bool:
        return bool(self.answer["status"] == "error")

    @property
    def faithful(self) -> bool:
        """Answered, with at least one claim, and all of them supported by what they cite."""
        return self.answered and bool(self.claims) and all(judged.cited.supported for judged in self.claims)


def score(run: Run, rows: Sequence[Row], shelf: Shelf) -> tuple[Result, ...]:
    """Every question of a run, in the order of the set; one without an answer is an error."""
    missing = {"status": "error", "error": "没有回答", "answer": ""}
    results = []
    for row in rows:
        result = score_one(row, run.answers.get(row.id, {**missing, "id": row.id, "question": row.question}), shelf)
        if len(row.turns) > 1 and (alone := run.answers.get(row.id + STANDALONE)):
            result = replace(result, standalone_right=score_one(row, alone, shelf).right)
        results.append(result)
    return tuple(results)


def score_one(row: Row, answer: Record, shelf: Shelf) -> Result:
    """One answer against its question."""
    answered = answer["status"] == "answered"
    by_number = {c["n"]: _clause(shelf, c) for c in answer.get("citations", [])}
    retrieved = [c for place in answer.get("retrieved", [])[:RETRIEVED_AT] if (c := _clause(shelf, place))]
    found = claims(answer["answer"]) if answered else ()
    judged = tuple(_judged(claim, by_number, retrieved, shelf, row) for claim in found)
    behind = [passages(shelf, [c for n in j.claim.citations if (c := by_number.get(n))]) for j in judged]
    said = tuple(
        any(says(nugget, j.claim, behind[n], row.question) for n, j in enumerate(judged) if j.cited.supported) for nugget in row.nuggets
    )
    said = tuple(hit or _counted(row, nugget.text, judged) for hit, nugget in zip(said, row.nuggets, strict=True))
    forbidden = tuple(word for word in row.forbidden if answered and _has(answer["answer"], word))
    corrected = _corrected(row, answer, said) if row.premise else None
    bearing = sum(_bears(row, j, by_number, behind[n]) for n, j in enumerate(judged))
    focus = bearing / len(judged) if judged else 0.0
    right = _right(row, answer, judged, said, forbidden, corrected) and (not row.answerable or focus >= FOCUS)
    return Result(
        row=row, answer=answer, claims=judged, nuggets=said, slots=_slots(row, judged, behind), ranks=_ranks(row, answer, shelf),
        gold_clauses=len({c.id for gold in row.own for c in shelf.at(gold.document_id, gold.start, gold.end)}),
        exact_quotes=_exact(answer, shelf), cites_gold=_cites_gold(row, answer), forbidden=forbidden, premise_corrected=corrected,
        focus=focus, right=right, cause="" if right else _cause(row, answer, judged, behind, said, shelf),
    )  # fmt: skip


def cited_passages(claim: Claim, answer: Record, shelf: Shelf) -> tuple[Passage, ...]:
    """The passages that a claim of an answer cites."""
    cited = [_clause(shelf, citation) for citation in answer.get("citations", []) if citation["n"] in claim.citations]
    return passages(shelf, [clause for clause in cited if clause])


def _judged(claim: Claim, by_number: dict[int, Clause | None], retrieved: Sequence[Clause], shelf: Shelf, row: Row) -> Judged:
    if not claim.citations and (silence := _silence(claim, shelf, row)):
        return Judged(claim=claim, cited=silence, retrieved=silence, citations=0, needed=0)
    clauses = [c for n in claim.citations if (c := by_number.get(n))]
    unknown = len(claim.citations) - len(clauses)
    cited = passages(shelf, clauses)
    count = len(claim.citations)
    verdict = judge(claim, cited, count=count)
    if unknown and verdict.supported:
        verdict = Verdict(label="UNSUPPORTED", rule="citation", reason="a citation number has no citation")
    everything = verdict if verdict.supported else judge(claim, passages(shelf, [*clauses, *retrieved]), count=count)
    needed = sum(_needed(claim, cited, n, count) for n in range(len(cited))) if verdict.supported else 0
    return Judged(claim=claim, cited=verdict, retrieved=everything, citations=max(count, 1), needed=needed + max(0, count - len(cited)))


def _silence(claim: Claim, shelf: Shelf, row: Row) -> Verdict | None:
    """That a named document says nothing of what was asked: true where the question's gold has nothing of it; None of other claims."""
    if not SILENT.search(bare(claim.text)):
        return None
    named = {id for id, document in shelf.documents.items() if bare(document.about.title) in bare(claim.text)}
    if not named:
        return None
    speak = named & {gold.document_id for gold in row.own}
    if speak:
        return Verdict(label="CONTRADICTED", rule="gold", reason=f"{'、'.join(sorted(speak))} does say it")
    return Verdict(label="SUPPORTED", rule="gold", reason="the question's gold has nothing of that document")


def _needed(claim: Claim, cited: tuple[Passage, ...], n: int, count: int) -> bool:
    """Whether a citation supports by itself, or the others do not support without it (citation precision, Gao et al. 2023)."""
    others = (*cited[:n], *cited[n + 1 :])
    return not others or judge(claim, [cited[n]], count=count).supported or not judge(claim, others, count=count).supported


def _right(
    row: Row, answer: Record, judged: Sequence[Judged], said: Sequence[bool], forbidden: Sequence[str], corrected: bool | None
) -> bool:
    if not row.answerable:
        reason = "clarify" if answer["status"] == "clarify" else answer.get("reason")
        return answer["status"] in ("refused", "clarify") and reason in row.reasons
    vital = all(hit for hit, nugget in zip(said, row.nuggets, strict=True) if nugget.vital)
    contradicted = any(j.cited.label == "CONTRADICTED" for j in judged)
    return answer["status"] == "answered" and vital and not contradicted and not forbidden and corrected is not False


def _bears(row: Row, judged: Judged, by_number: dict[int, Clause | None], behind: tuple[Passage, ...]) -> bool:
    """Whether a claim cites a clause with gold words, says a nugget, or says that a document is silent."""
    cited = [c for n in judged.claim.citations if (c := by_number.get(n))]
    if judged.cited.rule == "gold" or any(gold.in_clause(clause) for gold in row.evidence for clause in cited):
        return True
    return any(says(nugget, judged.claim, behind, row.question) for nugget in row.nuggets)


def _cause(
    row: Row, answer: Record, judged: Sequence[Judged], behind: Sequence[tuple[Passage, ...]], said: Sequence[bool], shelf: Shelf
) -> Cause:
    """The first step at which a wrong answer went wrong."""
    if answer["status"] == "error":
        return "error"
    if not row.answerable:
        return "answered without basis" if answer["status"] == "answered" else "wrong refusal"
    understood = answer.get("understood") or {}
    documents = understood.get("documents")
    gold = {g.document_id for g in row.own}
    if understood.get("unknown_place") or (documents is not None and not gold <= set(documents)):
        return "not understood"
    if answer["status"] != "answered" and answer.get("reason") in ("out_of_scope", "medical_advice", "unsafe"):
        return "not understood"
    missing = [nugget for nugget, hit in zip(row.nuggets, said, strict=True) if nugget.vital and not hit]
    dropped = [Claim(text=text, citations=()) for text in answer.get("dropped", [])]
    if any(says(nugget, claim, (), row.question) for nugget in missing for claim in dropped):
        return "dropped by verification"
    if any(says(nugget, j.claim, behind[n], row.question) for nugget in missing for n, j in enumerate(judged)):
        return "wrongly judged"
    if not missing:
        if any(j.cited.label == "CONTRADICTED" for j in judged):
            return "contradicted"
        if any(_has(answer["answer"], word) for word in row.forbidden):
            return "forbidden words"
        return "premise not corrected" if row.premise and not _corrected(row, answer, said) else "unfocused"
    places = [*answer.get("retrieved", []), *answer.get("citations", [])]
    if not any(g.touches(p["document_id"], p["start"], p["end"]) or _shares(g, p, shelf) for g in row.own for p in places):
        return "not retrieved"
    return "not composed"


def _shares(gold: Any, place: dict[str, Any], shelf: Shelf) -> bool:
    clause = _clause(shelf, place)
    return clause is not None and bool(gold.in_clause(clause))


def _counted(row: Row, text: str, judged: Sequence[Judged]) -> bool:
    """A nugget that counts a list is said by a supported claim with that count."""
    if row.kind != "list" or not (match := re.search(r"(\d+)(?:项|个|条|类|种|家|大类)", bare(text))):
        return False
    counts = [q for j in judged if j.cited.supported for q in quantities(bare(j.claim.text))]
    return any(str(q.value) == match[1] and q.unit in ("项", "个", "条", "类", "种", "家", "") for q in counts)


def _corrected(row: Row, answer: Record, said: Sequence[bool]) -> bool:
    """Whether the answer says what the document says, and that the premise is not so."""
    if answer["status"] != "answered" or row.premise is None:
        return False
    text = bare(answer["answer"])
    says_right = _has(text, row.premise.correct) or all(hit for hit, nugget in zip(said, row.nuggets, strict=True) if nugget.vital)
    return says_right and bool(_DENIAL.search(text))


def _slots(row: Row, judged: Sequence[Judged], behind: Sequence[tuple[Passage, ...]]) -> tuple[int, int]:
    """How many slots of the vital nuggets the claim that says most of each says, of how many there are."""
    said = of = 0
    for nugget in row.nuggets:
        if nugget.vital and (filled := len(nugget.slots.filled())):
            said += max((sum(slots_said(nugget, j.claim, behind[n], row.question).values()) for n, j in enumerate(judged)), default=0)
            of += filled
    return said, of


def _ranks(row: Row, answer: Record, shelf: Shelf) -> tuple[int, ...]:
    found = []
    for n, place in enumerate(answer.get("retrieved", [])[:RETRIEVED_AT], 1):
        clause = _clause(shelf, place)
        if clause and any(gold.in_clause(clause) for gold in row.own):
            found.append(n)
    return tuple(found)


def _exact(answer: Record, shelf: Shelf) -> tuple[int, int]:
    """How many citations quote their document to the character, of how many."""
    exact = 0
    for c in answer.get("citations", []):
        book = shelf.books.get(c["document_id"])
        clause = _clause(shelf, c)
        inside = clause is not None and clause.start <= c["start"] < c["end"] <= clause.end
        exact += bool(book and inside and book.document.text[c["start"] : c["end"]] == c["quote"])
    return exact, len(answer.get("citations", []))


def _cites_gold(row: Row, answer: Record) -> bool:
    return any(
        g.document_id == c["document_id"] and g.touches(c["document_id"], c["start"], c["end"])
        for g in row.own
        for c in answer.get("citations", [])
    )


def _clause(shelf: Shelf, place: dict[str, Any]) -> Clause | None:
    found = shelf.clause(place["document_id"], place["clause_id"])
    return found or next(iter(shelf.at(place["document_id"], place.get("start", 0), place.get("end", 0))), None)


def _has(text: str, word: str) -> bool:
    """Whether words stand in a text, white space and quotation marks aside; 30% does not stand in 2030."""
    wanted, there = (_NO_WORDS.sub("", bare(x)) for x in (word, text))
    return bool(re.search(rf"(?<!\d){re.escape(wanted)}" if wanted[:1].isdigit() else re.escape(wanted), there)) if wanted else word in text
