"""The encoder that turns texts into vectors: the built-in one, or a model of sentence-transformers.

The built-in one needs no download. It is latent semantic indexing (Deerwester et al. 1990): TF-IDF of the words and
bigrams of a build's own clauses, reduced by a truncated singular value decomposition, fitted when the build is made and stored with it.
"""

import json
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index.documents import PolicyError
from index.words import Vocabulary, words

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Vectors = NDArray[np.float32]
BUILT_IN = "lsi"
DIMENSIONS = 256
FITTED_ON = 4_000
"""Clauses, at most, that the decomposition is fitted on; the others are folded in (Berry, Dumais and O'Brien 1995)."""


class Encoder(Protocol):
    """Turns texts into rows of unit length. Two encoders with the same fingerprint give the same vectors."""

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> Vectors: ...


class LsiEncoder:
    """Latent semantic indexing over the words of one build."""

    def __init__(self, numbers: dict[str, int], weights: Vectors, projection: Vectors) -> None:
        self._numbers, self._weights, self._projection = numbers, weights, projection

    @property
    def fingerprint(self) -> str:
        return f"{BUILT_IN}:{sha256(np.ascontiguousarray(self._weights).tobytes()).hexdigest()[:12]}"

    @classmethod
    def fit(cls, texts: Sequence["array[int]"], vocabulary: Vocabulary) -> "LsiEncoder":
        """Fit on token numbers. Terms of a single text are left out: they tie it to nothing."""
        from scipy.linalg import eigh
        from scipy.sparse import diags

        counts = _counts(texts, len(vocabulary.numbers))
        frequency = np.bincount(counts.indices, minlength=counts.shape[1])
        kept = np.flatnonzero(frequency >= min(2, len(texts)))
        weights = (np.log((1 + len(texts)) / (1 + frequency[kept])) + 1).astype(np.float32)
        sample = np.linspace(0, len(texts) - 1, min(len(texts), FITTED_ON)).astype(int)
        matrix = _unit_rows(counts[sample][:, kept] @ diags(weights))
        # The right singular vectors, through the eigenvectors of the small side: exact, and the same on every run.
        rank = max(1, min(DIMENSIONS, len(sample)))
        values, left = eigh((matrix @ matrix.T).toarray(), subset_by_index=[len(sample) - rank, len(sample) - 1])
        solid = values > 1e-6 * max(values.max(), 1e-12)
        projection = (matrix.T @ left[:, solid]) / np.sqrt(values[solid])
        terms = list(vocabulary.numbers)
        numbers = {terms[number]: row for row, number in enumerate(kept)}
        return cls(numbers, weights, np.ascontiguousarray(projection, dtype=np.float32))

    def encode_tokens(self, texts: Sequence["array[int]"], vocabulary: Vocabulary) -> Vectors:
        """The vectors of the texts that it was fitted on, from their token numbers."""
        from scipy.sparse import diags

        kept = np.fromiter((vocabulary.numbers[term] for term in self._numbers), dtype=np.int64, count=len(self._numbers))
        rows = [
            _unit(np.asarray(_counts(texts[i : i + 4096], len(vocabulary.numbers))[:, kept] @ diags(self._weights) @ self._projection))
            for i in range(0, len(texts), 4096)
        ]
        return np.concatenate(rows).astype(np.float32)

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.array([self.encode_terms(words(text)) for text in texts], dtype=np.float32).reshape(len(texts), -1)

    def encode_terms(self, terms: Sequence[str]) -> Vectors:
        """The vector of a text whose words are known already."""
        counts = Counter(number for term in terms if (number := self._numbers.get(term)) is not None)
        if not counts:
            return np.zeros(self._projection.shape[1], dtype=np.float32)
        index = np.fromiter(counts, dtype=np.int64, count=len(counts))
        frequency = np.fromiter(counts.values(), dtype=np.float32, count=len(counts))
        row = ((1 + np.log(frequency)) * self._weights[index]) @ self._projection[index]
        return np.asarray(row / (np.linalg.norm(row) or 1.0), dtype=np.float32)

    def save(self, folder: Path) -> None:
        folder.mkdir()
        (folder / "terms.json").write_text(json.dumps(self._numbers, ensure_ascii=False), encoding="utf-8")
        np.save(folder / "weights.npy", self._weights)
        np.save(folder / "projection.npy", self._projection)

    @classmethod
    def open(cls, folder: Path) -> "LsiEncoder":
        numbers = json.loads((folder / "terms.json").read_text(encoding="utf-8"))
        return cls(numbers, np.load(folder / "weights.npy"), np.asarray(np.load(folder / "projection.npy", mmap_mode="r")))


class SentenceEncoder:
    """A model of sentence-transformers, by local folder or hub name. Safetensors only, no remote code."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise PolicyError(f"编码模型 {name} 需要 sentence-transformers。请运行：pip install 'policy-assistant[model]'") from error
        try:
            self._model = SentenceTransformer(name, trust_remote_code=False, model_kwargs={"use_safetensors": True})
        except (OSError, ValueError) as error:
            raise PolicyError(f"编码模型 {name} 打不开：{error}。请核对文件夹或名称；只接受 safetensors 权重。") from error
        self._name = name

    @property
    def fingerprint(self) -> str:
        probe = np.round(self.encode(["嘉兴市居民健康素养水平"]), 3)
        return f"{self._name}:{sha256(probe.tobytes()).hexdigest()[:12]}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(rows, dtype=np.float32)


def load(name: str) -> Encoder:
    """The encoder of sentence-transformers with a name (the built-in one is fitted or opened with a build)."""
    return SentenceEncoder(name)


Loader = Callable[[str], Encoder]


def _counts(texts: Sequence["array[int]"], terms: int) -> "csr_matrix":
    """Rows of 1 + ln(term frequency)."""
    from scipy.sparse import csr_matrix

    pairs = [np.unique(np.asarray(text, dtype=np.int32), return_counts=True) for text in texts]
    indptr = np.concatenate([[0], np.cumsum([len(numbers) for numbers, _ in pairs])])
    indices = np.concatenate([numbers for numbers, _ in pairs]) if pairs else np.zeros(0, dtype=np.int32)
    data = np.concatenate([1 + np.log(counts) for _, counts in pairs]).astype(np.float32) if pairs else np.zeros(0, dtype=np.float32)
    return csr_matrix((data, indices, indptr), shape=(len(texts), terms))


def _unit_rows(matrix: "csr_matrix") -> "csr_matrix":
    from scipy.sparse import diags

    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return diags(np.divide(1, norms, out=np.zeros_like(norms), where=norms > 0)) @ matrix


def _unit(rows: Vectors) -> Vectors:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(norms > 0, norms, 1)).astype(np.float32)
