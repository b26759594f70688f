"""A build opened for reading: search its clauses, show them with their place in the source.

``Library.open(data).search("吸烟率目标", documents=("jiaxing-2030",))`` gives hits with their clause, their score and where
the score came from.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index import build, make, vectors
from index.documents import About, Clause, Document, Hit, PolicyError
from index.embed import BUILT_IN, Encoder, Loader, LsiEncoder, load
from index.folding import fold_text
from index.rerank import DEPTH, Reranker
from index.store import Store
from index.words import Bm25, characters, words

if TYPE_CHECKING:
    from llama_index.vector_stores.chroma import ChromaVectorStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What each kind of score counts for in the fused one; picked on the development questions."""

    words: float = 1.0
    characters: float = 0.6
    vectors: float = 0.3


class Library:
    """The documents of one build. It stays on its build when a newer one is switched in."""

    def __init__(self, folder: Path, encoder: str | None = None, loader: Loader = load, reranker: Reranker | None = None) -> None:
        self.manifest = build.manifest(folder)
        if encoder is not None and encoder != self.manifest.encoder:
            raise PolicyError(
                f"索引是用编码器 {self.manifest.encoder} 建的，现在要用 {encoder}。请运行：policy-assistant ingest --encoder {encoder}"
            )
        self._folder, self._loader, self._reranker = folder, loader, reranker
        self.store = Store(folder / make.STORE)

    @classmethod
    def open(cls, data: Path, encoder: str | None = None, loader: Loader = load, reranker: Reranker | None = None) -> "Library":
        """Open the build in use of a data folder.

        Raises:
            PolicyError: there is none, it is damaged, or it was made with another encoder; the message says what to run.
        """
        return cls(build.current(data), encoder, loader, reranker)

    @cached_property
    def _words(self) -> Bm25:
        return self._index(make.WORDS)

    @cached_property
    def _characters(self) -> Bm25:
        return self._index(make.CHARACTERS)

    @cached_property
    def _matrix(self) -> NDArray[np.float32]:
        try:
            return np.asarray(np.load(self._folder / make.VECTORS, mmap_mode="r"))  # type: ignore[no-any-return]
        except (OSError, ValueError) as error:
            raise self._damaged(make.VECTORS, error) from error

    @cached_property
    def _encoder(self) -> Encoder:
        if self.manifest.encoder == BUILT_IN:
            try:
                return LsiEncoder.open(self._folder / make.ENCODER)
            except (OSError, ValueError) as error:
                raise self._damaged(make.ENCODER, error) from error
        encoder = self._loader(self.manifest.encoder)
        if encoder.fingerprint != self.manifest.fingerprint:
            raise PolicyError(
                f"编码器 {self.manifest.encoder} 与建索引时不同（现为 {encoder.fingerprint}，当时为 {self.manifest.fingerprint}）。"
                f"请运行：policy-assistant ingest --encoder {self.manifest.encoder}"
            )
        return encoder

    @cached_property
    def _chroma(self) -> "ChromaVectorStore | None":
        if self.manifest.url is None and len(self.store) <= vectors.EXACT:
            return None
        return vectors.open_store(vectors.client(self._folder / make.CHROMA, self.manifest.url), self.manifest.id)

    @cached_property
    def names(self) -> str:
        """The folded names of all indicators and targets, a line each: how many have a word says how much it tells them apart."""
        return "\n".join(
            fold_text(name) for name in (*(i.name for i in self.store.indicators()), *(t.subject for t in self.store.targets()))
        )

    @cached_property
    def coined(self) -> tuple[str, ...]:
        """What documents put in quotation marks, folded, the longest first: names of their own."""
        clauses = (clause for id in self.store.ids() for clause in self.store.clauses(self.store.span(id)))
        found = {name for clause in clauses for name in re.findall(r'"([^",;]{2,20})"', fold_text(clause.reading))}
        return tuple(sorted(found, key=lambda name: (-len(name), name)))

    def abouts(self) -> dict[str, About]:
        """What is known of each document, by id, in order."""
        return self.store.abouts

    def document(self, id: str) -> Document:
        self.document_exists(id)
        return self.store.document(id)

    def versions(self, id: str) -> tuple[Document, ...]:
        """The earlier versions of a document, the one that was replaced last first."""
        self.document_exists(id)
        return tuple(build.document(v.document_id, v.text, v.sha256, v.about, v.noise, v.document_id) for v in self.store.versions(id))

    def earlier_clause(self, id: str, sha256: str = "") -> tuple[Clause, Document] | None:
        """A clause of an earlier version, of the one with this hash (or its beginning) or of the latest that has it."""
        document_id = id.partition("/")[0]
        for version in self.versions(document_id) if document_id in self.store.abouts else ():
            clause = next((c for c in version.outline.clauses if c.id == id), None)
            if clause and version.sha256.startswith(sha256):
                return clause, version
        return None

    def clause(self, id: str) -> Clause:
        """A clause by its id.

        Raises:
            PolicyError: there is none; the message names clauses whose ids begin in the same way.
        """
        found = self.store.clause(id)
        if found is None:
            near = [clause.id for clause in self.store.below(id)] or [c.id for c in self.store.below(id.rpartition("/")[0])]
            hint = f"相近的有：{'、'.join(near[:8])}。" if near else "请用 policy-assistant search 查找。"
            raise PolicyError(f"没有条款 {id}。{hint}")
        return found

    def item(self, id: str) -> list[Clause]:
        """A clause with the further clauses of the same item, in order."""
        clause = self.clause(id)
        first = clause if clause.parent is None else self.clause(clause.parent)
        return [first, *self.store.parts(first.id)]

    def header_clause(self, row_id: str) -> Clause | None:
        """The header of the table that a row belongs to, where the table has one."""
        return self.store.clause(f"{row_id.rpartition('/')[0]}/表头")

    def header(self, row: Clause) -> str:
        """The words of the header of the table that a row belongs to; "" where the table has none."""
        found = self.header_clause(row.id)
        return found.reading if found else ""

    @property
    def vocabulary(self) -> Collection[str]:
        """The words of all clauses and the pairs of their characters, folded."""
        return self._words.vocabulary.keys()

    def weight(self, term: str) -> float:
        """How much a term tells clauses apart: its inverse document frequency."""
        return self._words.weight(term)

    def search(self, question: str, k: int = 10, documents: Sequence[str] | None = None, weights: Weights | None = None) -> tuple[Hit, ...]:
        """The best k clauses for a question, in the named documents or in all.

        The score is the weighted sum of z-scores over the clauses that were searched: BM25 of words and bigrams, BM25
        of characters, cosine of vectors. Clauses with the same words are merged into the first. A reranker orders the first of them anew.
        """
        if self._reranker is None:
            return self._searched(question, k, documents, weights)
        return self._reranker.reordered(question, self._searched(question, max(k, DEPTH), documents, weights))[:k]

    def _searched(self, question: str, k: int, documents: Sequence[str] | None, weights: Weights | None) -> tuple[Hit, ...]:
        weights = weights or Weights()
        numbers = self._numbers(documents)
        if not len(numbers):
            return ()
        terms = words(question)
        every = len(numbers) == len(self.store)
        by_words, by_characters = self._words.scores(terms), self._characters.scores(characters(question))
        parts = {
            "words": by_words if every else by_words[numbers],
            "characters": by_characters if every else by_characters[numbers],
            "vectors": self._cosines(question, terms, numbers, documents) if weights.vectors else np.zeros(len(numbers), dtype=np.float32),
        }
        standard = {name: _z_scores(scores) for name, scores in parts.items()}
        fused = weights.words * standard["words"] + weights.characters * standard["characters"] + weights.vectors * standard["vectors"]
        fused = np.where(parts["words"] + parts["characters"] > 0, fused, -np.inf) if parts["characters"].any() else fused
        order = _largest(fused, k + 6)
        clauses = self.store.clauses([int(numbers[i]) for i in order])
        hits = (
            Hit(clause=clause, score=float(fused[i]), parts={name: float(scores[i]) for name, scores in standard.items()})
            for i, clause in zip(order, clauses, strict=True)
            if np.isfinite(fused[i])
        )
        return tuple(_merged(hits))[:k]

    def _numbers(self, documents: Sequence[str] | None) -> NDArray[np.int64]:
        if documents is None:
            return np.arange(len(self.store))
        for id in documents:
            self.document_exists(id)
        return np.concatenate([np.arange(s.start, s.stop) for s in map(self.store.span, documents)] or [np.arange(0)])

    def document_exists(self, id: str) -> None:
        if id not in self.store.abouts:
            raise PolicyError(f"没有文件 {id}。现有：{'、'.join(self.store.ids())}。")

    def _cosines(
        self, question: str, terms: Sequence[str], numbers: NDArray[np.int64], documents: Sequence[str] | None
    ) -> NDArray[np.float32]:
        encoder = self._encoder
        vector = encoder.encode_terms(terms) if isinstance(encoder, LsiEncoder) else encoder.encode([question])[0]
        if self._chroma is None:
            rows = self._matrix if len(numbers) == len(self._matrix) else self._matrix[numbers]
            # Not rows @ vector: for one vector the threads of BLAS cost up to ten times the product.
            return np.einsum("ij,j->i", rows, vector)  # type: ignore[no-any-return]
        found = dict(vectors.nearest(self._chroma, vector, documents))
        floor = min(found.values(), default=0.0)
        every = np.full(len(self.store), floor, dtype=np.float32)
        every[list(found)] = list(found.values())
        return every[numbers]

    def _index(self, name: str) -> Bm25:
        try:
            return Bm25.open(self._folder / name)
        except (OSError, ValueError, KeyError) as error:
            raise self._damaged(name, error) from error

    def _damaged(self, name: str, error: Exception) -> PolicyError:
        return PolicyError(f"索引 {self._folder} 的 {name} 损坏（{error}）。请运行：policy-assistant ingest --rebuild")


def _z_scores(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    spread = scores.std()
    return (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)


def _largest(scores: NDArray[np.float32], k: int) -> list[int]:
    if k >= len(scores):
        return [int(i) for i in np.argsort(-scores, kind="stable")]
    top = np.argpartition(-scores, k)[:k]
    return [int(i) for i in top[np.lexsort((top, -scores[top]))]]


def _merged(hits: Iterable[Hit]) -> Iterable[Hit]:
    """Hits with the same words in the same document merged into the best of them."""
    kept: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        key = (hit.clause.document_id, "".join(hit.clause.reading.split()))
        if key in kept:
            first = kept[key]
            kept[key] = Hit(clause=first.clause, score=first.score, parts=first.parts, same=(*first.same, hit.clause.id))
        else:
            kept[key] = hit
    return kept.values()
