"""Shares with intervals, and paired comparisons. Nothing here is NaN: what cannot be computed is 0 of 0, with the widest interval."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

Z = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """A share with Wilson's 95 % interval (Wilson 1927)."""

    count: int
    of: int
    value: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.value:6.1%} [{self.low:.1%}, {self.high:.1%}] {self.count}/{self.of}"


def share(count: int, of: int) -> Share:
    """The share of count in of."""
    if not of:
        return Share(0, 0, 0.0, 0.0, 1.0)
    p, z2 = count / of, Z * Z / of
    middle, half = (p + z2 / 2) / (1 + z2), Z * math.sqrt(p * (1 - p) / of + z2 / of / 4) / (1 + z2)
    return Share(count, of, round(p, 4), round(max(0.0, middle - half), 4), round(min(1.0, middle + half), 4))


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least this percentage of values does not exceed (nearest rank); 0 of none."""
    ordered = sorted(values)
    return round(ordered[max(0, math.ceil(percent / 100 * len(ordered)) - 1)], 2) if ordered else 0.0


def mcnemar(better: int, worse: int) -> float:
    """The exact two-sided p of so many pairs that changed one way and the other (McNemar 1947, binomial form)."""
    n = better + worse
    if not n:
        return 1.0
    tail = float(sum(math.comb(n, k) for k in range(min(better, worse) + 1)) / 2**n)
    return min(1.0, 2 * tail)


def bootstrap(differences: Mapping[str, Sequence[float]], draws: int = 10_000, seed: int = 7) -> tuple[float, float, float]:
    """The mean of paired differences with its 95 % interval by a bootstrap over clusters (Efron 1979; percentile interval).

    ``differences`` are by cluster: the variants of one question are drawn together. The same seed gives the same interval.
    """
    sums = np.array([sum(d) for d in differences.values()], dtype=float)
    sizes = np.array([len(d) for d in differences.values()], dtype=float)
    if not len(sums):
        return 0.0, -1.0, 1.0
    drawn = np.random.default_rng(seed).integers(0, len(sums), size=(draws, len(sums)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return round(float(sums.sum() / sizes.sum()), 6), round(float(low), 6), round(float(high), 6)


def holm(p: Mapping[str, float]) -> dict[str, float]:
    """p values adjusted for their number (Holm 1979)."""
    adjusted: dict[str, float] = {}
    worst = 0.0
    for rank, (name, value) in enumerate(sorted(p.items(), key=lambda item: item[1])):
        worst = max(worst, min(1.0, (len(p) - rank) * value))
        adjusted[name] = worst
    return {name: adjusted[name] for name in p}
