"""Fit the confidence of extracted answers: `python -m eval.calibrate` prints the figures and writes assistant/calibration.json.

Logistic regression (ridge, by Newton's steps) on the development questions and those of eval/answerable.txt: given the features of what was found,
is the question one that the documents answer? Questions that facts answer take no part, for how sure an extraction is does not decide them; nor do
those for which nothing of the asked form and year was found, which are refused whatever their features. The threshold is the one
that loses least: refusing what can be answered and answering what cannot count the same, each by its share.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import confidence as sure
from assistant.chat import HITS
from assistant.confidence import FEATURES
from assistant.extract import evidence
from assistant.facts import facts
from assistant.settings import settings
from assistant.understand import understand
from eval.questions import load
from index.library import Library

RIDGE = 1.0
COST_OF_ANSWERING = 1.0
KINDS = (
    "fact", "target", "indicator", "duty", "provenance", "promise", "strength", "colloquial", "slips", "traditional", "near_miss", "out_of_scope",
)  # fmt: skip
"""Kinds of questions that are decided by how sure the extraction is."""
FURTHER = Path(__file__).parent / "answerable.txt"
"""Questions with + before those that the documents answer and - before those that they do not."""
TARGET = Path(sure.__file__).parent / "calibration.json"


def main() -> None:
    library = Library.open(settings().data)
    asked = [(row.question, row.answerable) for row in load("dev") if row.kind in KINDS]
    asked += [(line[2:], line[0] == "+") for line in FURTHER.read_text(encoding="utf-8").splitlines() if line[0] in "+-"]
    features, right, gated = _examples(library, asked)
    weights = fit(features[~gated], right[~gated])
    confidence = np.where(gated, 0.0, 1 / (1 + np.exp(-features @ weights)))
    threshold = best_threshold(confidence, right)
    fitted = {name: round(float(w), 4) for name, w in zip(("intercept", *FEATURES), weights, strict=True)}
    TARGET.write_text(json.dumps({**fitted, "threshold": round(threshold, 4)}, indent=1) + "\n", encoding="utf-8")
    enough = confidence >= threshold
    print(f"{len(right)} questions, {int(right.sum())} answerable, {int(gated.sum())} without the form or year; threshold {threshold:.3f}")
    print(f"answerable refused {np.mean(~enough[right == 1]):.1%}, others answered {np.mean(enough[right == 0]):.1%}")


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


def _examples(library: Library, asked: Sequence[tuple[str, bool]]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
    """The features of each question, whether the documents answer it, and whether form or year were not met."""
    features, right, gated = [], [], []
    for text, answerable in asked:
        question = understand(text, (), library.abouts())
        hits = library.search(question.search_words, HITS, question.documents)
        found = evidence(question, library, hits)
        if question.unknown_place or facts(question, library, found):
            continue
        features.append([1.0, *(found.features[name] for name in FEATURES)])
        right.append(float(answerable))
        gated.append(not (found.features["form"] and found.features["year"]))
    return np.array(features), np.array(right), np.array(gated)


if __name__ == "__main__":
    main()
