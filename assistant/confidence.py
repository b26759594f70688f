"""How sure it is that what was found answers: a logistic regression over a few features, fitted by eval.calibrate.

A sentence that holds 90 % of the question in the best clause comes to about 0.9; what speaks of another year answers nothing.
"""

import json
import math
from functools import lru_cache
from pathlib import Path

FEATURES = ("sentence", "mass", "asked")
"""The share of the question that the best sentence holds; the weight of the pairs of characters that both have; the share that it holds of what is
asked, the words at the question's interrogative and behind it."""


def confidence(features: dict[str, float]) -> float:
    """The probability that a question with these features is answered by what was found (logistic regression; see eval.calibrate).

    What speaks of another year or has not the form that was asked for answers nothing, however near it is.
    """
    if not features["form"] or not features["year"]:
        return 0.0
    fitted = calibration()
    x = fitted["intercept"] + sum(fitted[name] * features[name] for name in FEATURES)
    return 1 / (1 + math.exp(-x))


@lru_cache(maxsize=1)
def calibration() -> dict[str, float]:
    """The fitted weights and the threshold."""
    fitted: dict[str, float] = json.loads((Path(__file__).parent / "calibration.json").read_text(encoding="utf-8"))
    return fitted
