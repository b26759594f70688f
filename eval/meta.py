"""Who judges the judge: true claims changed in many ways, claims written by hand, and systems that say nothing.

Catch rate: the share of harmfully changed claims that are not SUPPORTED. False alarms: the share of harmlessly changed ones that are not.
Both by kind, with Wilson intervals (1927). The kinds of `kept_back` were written by someone who had not seen the judge, while it was tuned on
the others. The ablation says what each rule is for: rules object independently, so that leaving one out changes no other.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from eval.changes import HARMFUL, HARMLESS, NUMERIC, Change, Changed, Subject, sentence_of, subjects_of
from eval.claims import Claim
from eval.evidence import passages
from eval.judge import RULES, Verdict, judge
from eval.kept_back import KEPT_BACK
from eval.questions import Nugget, Row
from eval.shelf import Shelf
from eval.stats import Share, share
from index.documents import Clause
from index.folding import fold_text

BY_HAND = Path(__file__).parent / "judged" / "claims.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One claim that the judge should refuse (``harmful``) or let pass, and its verdict."""

    kind: str
    harmful: bool
    of: str
    before: str
    after: str
    verdict: Verdict

    @property
    def wrong(self) -> bool:
        return self.verdict.supported == self.harmful


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """How the judge did."""

    split: str
    changed: tuple[Trial, ...]
    kept_back: tuple[Trial, ...]
    by_hand: tuple[Trial, ...]


def meta(rows: Sequence[Row], shelf: Shelf, split: str) -> Meta:
    """Try the judge on all changes of the nuggets of some questions, and on the claims written by hand."""
    found = subjects(rows, shelf)
    return Meta(
        split=split, changed=tuple(trials(found, shelf)), kept_back=tuple(trials(found, shelf, harmful=KEPT_BACK, harmless={})),
        by_hand=tuple(by_hand(shelf, split)),
    )  # fmt: skip


def subjects(rows: Sequence[Row], shelf: Shelf) -> tuple[Subject, ...]:
    """The nuggets of answerable questions, and the sentences of their quotes, as true claims with the clauses behind them."""
    made: list[Subject] = []
    for row in rows:
        for nugget in row.nuggets if row.language != "en" else ():
            clauses = tuple(dict.fromkeys(c for n in _cited(row, nugget) for c in _clauses(shelf, row, n)))
            book = shelf.books[clauses[0].document_id]
            duties = [d for d in book.duties if d.clause_id in {c.id for c in clauses}]
            named = tuple(dict.fromkeys(fold_text(unit) for duty in duties for unit in duty.units))
            everyone = dict.fromkeys(fold_text(unit) for duty in book.duties for unit in duty.units)
            table = list(book.indicators.values())
            mine = [i for i in table if i.clause_id in {c.id for c in clauses}]
            subject = Subject(
                text=nugget.text, nugget=nugget, row=row, clauses=clauses, document=book.document, named=named,
                rows=(mine[0], table[(table.index(mine[0]) + 1) % len(table)]) if len(mine) == 1 else (),
                units=tuple(u for u in everyone if u not in named and not any(u in n or n in u for n in named)),
                lead=fold_text(next((d.lead for d in duties if d.lead), "") or ""),
            )  # fmt: skip
            made.append(subject)
            if (sentence := sentence_of(subject)) and sentence != nugget.text:
                made.append(replace(subject, text=sentence, nugget=replace(nugget, aliases=()), rows=()))
    return subjects_of(made)


def trials(
    subjects: Sequence[Subject],
    shelf: Shelf,
    *,
    harmful: Mapping[str, Change] = HARMFUL,
    harmless: Mapping[str, Change] = HARMLESS,
    seed: int = 20,
) -> list[Trial]:
    """Every change on every subject that it applies to, judged. The same seed gives the same changes."""
    found = []
    for n, subject in enumerate(subjects):
        others = tuple(subjects[(n + k) % len(subjects)] for k in (7, 31, 101))
        for kind, change in (*harmful.items(), *harmless.items()):
            made = change(replace(subject, others=others), Random(f"{seed} {kind} {subject.row.id} {subject.text}"))
            if made is None:
                continue
            changed = Changed(text=made) if isinstance(made, str) else made
            if changed.text == subject.text and changed.clauses is None and kind in harmful:
                continue
            cited = len(_cited(subject.row, subject.nugget))
            verdict = _judged(shelf, changed.text, changed.clauses or subject.clauses, cited)
            found.append(
                Trial(kind=kind, harmful=kind in harmful, of=subject.row.id, before=subject.text, after=changed.text, verdict=verdict)
            )
    return found


def by_hand(shelf: Shelf, split: str = "all", path: Path = BY_HAND) -> list[Trial]:
    """The claims written by hand, true and false, with what the judge says of them."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if split not in ("all", row["split"]):
            continue
        clauses = tuple(c for id in row["clauses"] if (c := shelf.clause(id.partition("/")[0], id)))
        kind, harmful = ("true, by hand", False) if row["supported"] else ("false, by hand", True)
        verdict = _judged(shelf, row["text"], clauses, len(clauses))
        found.append(Trial(kind=kind, harmful=harmful, of=row["id"], before=row["why"], after=row["text"], verdict=verdict))
    return found


def rates(trials: Iterable[Trial]) -> dict[str, Share]:
    """By kind, the share caught of harmful changes and the share refused of harmless ones."""
    groups: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        groups[trial.kind].append(trial)
    return {kind: refused(group) for kind, group in groups.items()}


def refused(trials: Sequence[Trial]) -> Share:
    return share(sum(not trial.verdict.supported for trial in trials), len(trials))


def ablation(trials: Sequence[Trial]) -> dict[str, dict[str, Any]]:
    """What each rule is for: the catch rate and the false alarms without it, and the kinds that it alone catches."""
    found: dict[str, dict[str, Any]] = {}
    for name, _ in RULES:
        lost: dict[str, int] = defaultdict(int)
        for trial in trials:
            if trial.harmful and trial.verdict.objections == (name,):
                lost[trial.kind] += 1
        without = [[any(o != name for o in t.verdict.objections) for t in trials if t.harmful is harmful] for harmful in (True, False)]
        found[name] = {
            "caught": share(sum(without[0]), len(without[0])),
            "false alarms": share(sum(without[1]), len(without[1])),
            "lost": dict(sorted(lost.items(), key=lambda item: -item[1])),
        }
    return found


def table(found: Meta) -> str:
    """The figures as text."""
    harmful, harmless = [t for t in found.changed if t.harmful], [t for t in found.changed if not t.harmful]
    lines = [f"split {found.split}", "", "caught, of harmful changes"]
    lines += _lines(rates(harmful))
    lines += [f"  {'numeric kinds':30} {refused([t for t in harmful if t.kind in NUMERIC])}", f"  {'all':30} {refused(harmful)}"]
    lines += ["", "caught, of kinds kept back while the judge was tuned (rules for them were added afterwards; see docs/LOG.md)"]
    lines += [*_lines(rates(found.kept_back)), f"  {'all':30} {refused(found.kept_back)}", "", "false alarms, of harmless changes"]
    lines += [*_lines(rates(harmless)), f"  {'all':30} {refused(harmless)}", "", "claims written by hand: caught, and false alarms"]
    lines += [*_lines(rates(found.by_hand)), "", "without a rule: caught, false alarms, and what it alone catches"]
    for name, values in ablation((*found.changed, *found.kept_back)).items():
        alone = "、".join(f"{kind} {count}" for kind, count in list(values["lost"].items())[:4])
        lines.append(f"  {name:14} {values['caught'].value:6.1%} {values['false alarms'].value:6.1%}  {alone}")
    return "\n".join(lines)


def as_json(found: Meta) -> dict[str, Any]:
    """The figures, and every trial that went wrong."""
    wrong = [t for t in (*found.changed, *found.kept_back, *found.by_hand) if t.wrong]
    return {
        "split": found.split,
        "harmful": {kind: asdict(s) for kind, s in rates(t for t in found.changed if t.harmful).items()},
        "kept back": {kind: asdict(s) for kind, s in rates(found.kept_back).items()},
        "harmless": {kind: asdict(s) for kind, s in rates(t for t in found.changed if not t.harmful).items()},
        "by hand": {kind: asdict(s) for kind, s in rates(found.by_hand).items()},
        "ablation": {
            name: {"caught": asdict(v["caught"]), "false alarms": asdict(v["false alarms"]), "lost": v["lost"]}
            for name, v in ablation((*found.changed, *found.kept_back)).items()
        },
        "wrong": [{"kind": t.kind, "of": t.of, "before": t.before, "after": t.after, "verdict": asdict(t.verdict)} for t in wrong],
    }


def _lines(found: Mapping[str, Share]) -> list[str]:
    return [f"  {kind:30} {s}" for kind, s in found.items()]


def _judged(shelf: Shelf, text: str, clauses: tuple[Clause, ...], cited: int) -> Verdict:
    return judge(Claim(text=text, citations=tuple(range(1, cited + 1))), passages(shelf, clauses), count=cited)


def _cited(row: Row, nugget: Nugget) -> list[int]:
    """The quotes that a nugget's claim would cite: its own, and where it counts a list those of all items."""
    counts = row.kind == "list" and re.search(r"(?:\d+|[二两三四五六七八九十]+)(?:项|个|类|种|条|大)", nugget.text)
    return [n for n, gold in enumerate(row.evidence) if not gold.context] if counts else list(nugget.evidence)


def _clauses(shelf: Shelf, row: Row, n: int) -> tuple[Clause, ...]:
    gold = row.evidence[n]
    return shelf.at(gold.document_id, gold.start, gold.end) or (shelf.span(gold.document_id, gold.start, gold.end),)
