"""Two runs over the same questions, pair by pair: did anything get worse, and which questions flipped.

The gates are the headline and the rightly refused; their p values are McNemar's exact ones, adjusted by Holm, their intervals from a
bootstrap clustered on the parents of questions. It is a regression where the lower end of an interval is below -2 points, or where a
critical question that was right is no longer.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from eval.score import Result
from eval.stats import bootstrap, holm, mcnemar
from index.documents import PolicyError

WORST = -0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One share of run B less that of run A, over the pairs."""

    name: str
    pairs: int
    before: float
    after: float
    better: int
    worse: int
    p: float
    p_holm: float
    difference: float
    low: float
    high: float

    @property
    def regressed(self) -> bool:
        """Whether B may be worse than A by more than two points, something having become worse at all."""
        return self.worse > 0 and self.low < WORST


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """B against A."""

    gates: tuple[Gate, ...]
    gained: tuple[Result, ...]
    lost: tuple[Result, ...]
    """Questions that flipped, as run B answers them."""

    @property
    def critical_lost(self) -> tuple[Result, ...]:
        return tuple(result for result in self.lost if result.row.critical)

    @property
    def regressed(self) -> bool:
        return bool(self.critical_lost) or any(gate.regressed for gate in self.gates)


def compare(a: Sequence[Result], b: Sequence[Result]) -> Comparison:
    """Run B against run A.

    Raises:
        PolicyError: they are not over the same questions.
    """
    before, after = {r.row.id: r for r in a}, {r.row.id: r for r in b}
    if before.keys() != after.keys():
        only = sorted(before.keys() ^ after.keys())
        raise PolicyError(f"两次评测的题不同（如 {only[0]}），不能逐题比较。请用相同的 --split 和 --kinds 重新运行。")
    gates = [
        _gate("right where answerable", [(before[id], after[id]) for id in before if before[id].row.answerable]),
        _gate("rightly refused", [(before[id], after[id]) for id in before if not before[id].row.answerable]),
    ]
    adjusted = holm({gate.name: gate.p for gate in gates})
    return Comparison(
        gates=tuple(replace(gate, p_holm=adjusted[gate.name]) for gate in gates),
        gained=tuple(after[id] for id in before if after[id].right and not before[id].right),
        lost=tuple(after[id] for id in before if before[id].right and not after[id].right),
    )


def table(comparison: Comparison) -> str:
    """The comparison as text."""
    lines = []
    for g in comparison.gates:
        lines.append(
            f"{g.name:24} {g.before:6.1%} -> {g.after:6.1%}  {100 * g.difference:+.1f} [{100 * g.low:+.1f}, {100 * g.high:+.1f}] points, "
            f"n {g.pairs}, better {g.better}, worse {g.worse}, p {g.p:.4f} (Holm {g.p_holm:.4f})" + ("  REGRESSION" if g.regressed else "")
        )
    for mark, results in (("+", comparison.gained), ("-", comparison.lost)):
        lines += [f"{mark} {r.row.id}{' (critical)' if r.row.critical else ''}  {r.row.question}  {r.cause}" for r in results]
    return "\n".join(lines)


def _gate(name: str, pairs: Sequence[tuple[Result, Result]]) -> Gate:
    better = sum(b.right and not a.right for a, b in pairs)
    worse = sum(a.right and not b.right for a, b in pairs)
    clusters: dict[str, list[float]] = defaultdict(list)
    for a, b in pairs:
        clusters[a.row.parent_id].append(float(b.right) - float(a.right))
    difference, low, high = bootstrap(clusters)
    n = max(len(pairs), 1)
    return Gate(
        name=name, pairs=len(pairs), before=sum(a.right for a, _ in pairs) / n, after=sum(b.right for _, b in pairs) / n,
        better=better, worse=worse, p=mcnemar(better, worse), p_holm=1.0, difference=difference, low=low, high=high,
    )  # fmt: skip
