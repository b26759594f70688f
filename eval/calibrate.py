"""Fit the confidence of extracted answers: `python -m eval.calibrate` prints the figures and writes assistant/calibration.json.

Logistic regression (ridge, by Newton's steps) on the development questions: given the features of what was found, is the
question one that the documents answer? Only those for which something of the asked form and year was found take part; the
others are refused whatever their features. The threshold is the one that loses least: refusing what can be answered and
answering what cannot count the same, each by its share.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import assistant.extract as extract
from assistant.chat import HITS
from assistant.confidence import FEATURES
from assistant.settings import settings
from assistant.understand import understand
from eval.questions import Row, load
from index.library import Library

RIDGE = 1.0
COST_OF_ANSWERING = 1.0
KINDS = ("fact", "target", "indicator", "duty", "provenance", "near_miss", "out_of_scope")
"""Kinds of questions that are decided by how sure the extraction is."""
TARGET = Path(extract.__file__).parent / "calibration.json"


def main() -> None:
    library = Library.open(settings().data)
    features, right, gated = _examples(library, [row for row in load("dev") if row.kind in KINDS])
    weights = fit(features[~gated], right[~gated])
    confidence = np.where(gated, 0.0, 1 / (1 + np.exp(-features @ weights)))
    threshold = best_threshold(confidence, right)
    fitted = {name: round(float(w), 4) for name, w in zip(("intercept", *FEATURES), weights, strict=True)}
    TARGET.write_text(json.dumps({**fitted, "threshold": round(threshold, 4)}, indent=1) + "\n", encoding="utf-8")
    sure = confidence >= threshold
    print(
        f"{len(right)} dev questions, {int(right.sum())} answerable, {int(gated.sum())} without the form or year; threshold {threshold:.3f}"
    )
    print(f"answerable refused {np.mean(~sure[right == 1]):.1%}, others answered {np.mean(sure[right == 0]):.1%}")


def fit(features: NDArray[np.float64], right: NDArray[np.float64], steps: int = 50) -> NDArray[np.float64]:
    """Ridge logistic regression with balanced classes; the first column is the intercept and is not penalised."""
    weights = np.zeros(features.shape[1])
    balance = np.where(right == 1, 0.5 / max(right.sum(), 1), 0.5 / max((1 - right).sum(), 1)) * len(right)
    penalty = np.diag([0.0] + [RIDGE] * (features.shape[1] - 1))
    for _ in range(steps):
        p = 1 / (1 + np.exp(-features @ weights))
        gradient = features.T @ (balance * (p - right)) + penalty @ weights
        hessian = (features * (balance * p * (1 - p))[:, None]).T @ features + penalty + 1e-9 * np.eye(len(weights))
        weights = weights - np.linalg.solve(hessian, gradient)
    return weights


def best_threshold(confidence: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """The threshold with the least cost, in the middle of the confidences that part it from the next."""
    ordered = np.unique(confidence)
    cuts = (ordered[1:] + ordered[:-1]) / 2
    costs = [np.mean(confidence[right == 1] < cut) + COST_OF_ANSWERING * np.mean(confidence[right == 0] >= cut) for cut in cuts]
    return float(cuts[int(np.argmin(costs))]) if len(cuts) else 0.5


def _examples(library: Library, rows: Sequence[Row]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """The features of each question, whether the documents answer it, and whether form or year were not met."""
    features, right, gated = [], [], []
    for row in rows:
        question = understand(row.question, (), library.abouts())
        hits = library.search(question.search_words, HITS, question.documents)
        found = extract.evidence(question, library, hits)
        features.append([1.0, *(found.features[name] for name in FEATURES)])
        right.append(float(row.answerable))
        gated.append(not (found.features["form"] and found.features["year"]))
    return np.array(features), np.array(right), np.array(gated)


if __name__ == "__main__":
    main()
