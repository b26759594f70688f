"""A build made in a folder of its own: store, word indexes, encoder, vectors, Chroma, manifest; checked before it is used.

What a build's folder holds is named here; when one is made and switched in is for `index.build` to say.
"""

import json
import os
from array import array
from collections.abc import Callable
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from index import store, vectors
from index.documents import About, Clause, Document, PolicyError
from index.embed import BUILT_IN, Encoder, Loader, LsiEncoder, Vectors
from index.words import Bm25, Vocabulary, characters, words

FORMAT = 4
STORE, WORDS, CHARACTERS, ENCODER, VECTORS, CHROMA, MANIFEST = (
    "library.sqlite", "words", "characters", "encoder", "vectors.npy", "chroma", "manifest.json",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a build is made of."""

    id: str
    format: int
    reader: str
    encoder: str
    fingerprint: str
    counts: dict[str, int]
    documents: dict[str, str]
    versions: dict[str, str]
    url: str | None = None


def search_text(about: About, clause: Clause) -> str:
    """The words that find a clause: its own, its headings', its document's title. Nothing finds a table's header by itself."""
    if clause.kind == "table" and not clause.title:
        return ""
    title = "" if clause.reading.find(clause.title, 0, 80) >= 0 else clause.title
    return "\n".join((about.jurisdiction, about.title, *clause.path, title, clause.reading))


def make(
    folder: Path,
    documents: list[Document],
    versions: list[store.Version],
    encoder: str,
    url: str | None,
    old: store.Store | None,
    made: Manifest | None,
    progress: Callable[[str], None],
    loader: Loader,
) -> None:
    """Make a build in a new folder and check it; the manifest comes last and marks it as whole.

    Vectors that an encoder independent of the corpus made for the old build are taken over.
    """
    folder.mkdir(parents=True)
    progress("写入条款")
    store.write(folder / STORE, documents, versions)
    clauses = [clause for d in documents for clause in d.outline.clauses]
    texts = [search_text(d.about, clause) for d in documents for clause in d.outline.clauses]
    progress("建立词索引")
    vocabulary, letters = Vocabulary(), Vocabulary()
    tokens = [vocabulary.add(words(text)) for text in texts]
    word_index = Bm25.build(tokens, vocabulary, folder / WORDS)
    character_index = Bm25.build([letters.add(characters(text)) for text in texts], letters, folder / CHARACTERS)
    progress("计算向量")
    matrix, fingerprint = _vectors(folder, encoder, texts, tokens, vocabulary, old, made, loader)
    np.save(folder / VECTORS, matrix)
    progress("写入 Chroma")
    chroma = vectors.client(folder / CHROMA, url)
    count = vectors.write(chroma, folder.name, clauses, matrix)
    written = store.Store(folder / STORE)
    counts = {
        "documents": len(written.ids()),
        "clauses": len(written),
        "vectors": count,
        "words": len(word_index),
        "characters": len(character_index),
    }
    _check(counts, written, word_index, chroma, folder.name, texts, matrix)
    kept = Manifest(
        id=folder.name, format=FORMAT, reader=reader_version(), encoder=encoder, fingerprint=fingerprint, counts=counts,
        documents={d.id: d.sha256 for d in documents}, versions=_versions(), url=url,
    )  # fmt: skip
    (folder / MANIFEST).write_text(json.dumps(asdict(kept), ensure_ascii=False, indent=1), encoding="utf-8")
    _sync(folder)


def _vectors(
    folder: Path,
    name: str,
    texts: list[str],
    tokens: "list[array[int]]",
    vocabulary: Vocabulary,
    old: store.Store | None,
    made: Manifest | None,
    loader: Loader,
) -> tuple[Vectors, str]:
    """The vectors of all clauses; those that an encoder independent of the corpus made before are taken over."""
    if name == BUILT_IN:
        fitted = LsiEncoder.fit(tokens, vocabulary)
        fitted.save(folder / ENCODER)
        return fitted.encode_tokens(tokens, vocabulary), fitted.fingerprint
    model = loader(name)
    fingerprint = model.fingerprint
    before = _vectors_before(folder, old, made) if made and made.fingerprint == fingerprint else {}
    missing = [i for i, text in enumerate(texts) if text not in before]
    embedded = dict(zip(missing, _encode(model, [texts[i] for i in missing]), strict=True))
    return np.stack([embedded[i] if i in embedded else before[text] for i, text in enumerate(texts)]), fingerprint


def _vectors_before(folder: Path, old: store.Store | None, made: Manifest | None) -> dict[str, Vectors]:
    if old is None or made is None:
        return {}
    rows = np.load(folder.parent / made.id / VECTORS, mmap_mode="r")
    texts = (search_text(d.about, clause) for d in old.documents() for clause in d.outline.clauses)
    return dict(zip(texts, rows, strict=True))


def _encode(model: Encoder, texts: list[str]) -> list[Vectors]:
    return list(model.encode(texts)) if texts else []


def _check(
    counts: dict[str, int], written: store.Store, word_index: Bm25, chroma: Any, collection: str, texts: list[str], matrix: Vectors
) -> None:
    """Hold a new build against itself before it is used: its counts agree, and a clause is found by its own words and vector."""
    if len({counts[kind] for kind in ("clauses", "vectors", "words", "characters")}) != 1 or written.check() != "ok":
        raise PolicyError(f"新索引的数目对不上（{counts}），没有启用。请重新运行：policy-assistant ingest")
    probe = max(range(len(texts)), key=lambda i: len(texts[i])) if len(texts) < 5_000 else len(texts) // 2
    by_words = word_index.scores(words(texts[probe]))
    store_view = vectors.open_store(chroma, collection)
    by_vector = dict(vectors.nearest(store_view, matrix[probe], None))
    if by_words[probe] < by_words.max() or not by_vector or (matrix[probe].any() and max(by_vector.values()) < 0.99):
        raise PolicyError("新索引找不到自己的条款，没有启用。请重新运行：policy-assistant ingest")


def reader_version() -> str:
    """A hash of the code that reads documents; a build made by other code is read anew."""
    here = Path(__file__).parent
    parts = (
        "about", "clean", "docx_numbers", "docx_package", "docx_styles", "duties", "encoding", "files", "folding", "headings", "hidden", "html_styles",
        "indicators", "lines", "markers", "outline", "paragraphs", "pdf_lines", "pdf_page", "pdf_tables", "radicals", "read", "read_docx", "read_html",
        "read_pdf", "sandbox", "tables", "targets",
    )  # fmt: skip
    return sha256(b"".join((here / f"{part}.py").read_bytes() for part in parts)).hexdigest()[:12]


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _versions() -> dict[str, str]:
    return {name: version(name) for name in ("chromadb", "llama-index-core", "bm25s", "rjieba", "opencc")}
