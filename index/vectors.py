"""The vectors of a build's clauses: in a matrix for exact search, and in Chroma through llama-index's vector store.

Up to ``EXACT`` clauses the product with the whole matrix is both exact and quicker than any index, most of all where
a search is restricted to some documents. Above that, and where a Chroma server is set, Chroma finds the nearest.
Chroma can be made again from the matrix and the store; it is never the only copy of anything.
"""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from index.documents import Clause, PolicyError
from index.embed import Vectors

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from llama_index.vector_stores.chroma import ChromaVectorStore

EXACT = 500_000
BATCH = 5_000
"""Chroma takes at most 5,461 rows a call."""
NEAREST = 200

os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")


def client(folder: Path, url: str | None) -> "ClientAPI":
    """A Chroma client: of a server where one is set, else of a folder."""
    import chromadb

    settings = chromadb.Settings(anonymized_telemetry=False)
    if url is None:
        return chromadb.PersistentClient(path=str(folder), settings=settings)
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise PolicyError(f"store.url = {url} 不是网址。请写成 http://127.0.0.1:8000 这样的形式。")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        return chromadb.HttpClient(host=parts.hostname, port=port, ssl=parts.scheme == "https", settings=settings)
    except Exception as error:  # chromadb raises ValueError, httpx and its own errors alike
        raise PolicyError(f"连不上 Chroma 服务 {url}（{error}）。请先启动：chroma run --host {parts.hostname} --port {port}") from error


def write(chroma: "ClientAPI", collection: str, clauses: Iterable[Clause], vectors: Vectors) -> int:
    """Write clauses with their citations and vectors to a new collection; returns how many it holds."""
    from llama_index.core.schema import TextNode
    from llama_index.vector_stores.chroma import ChromaVectorStore

    made = chroma.create_collection(collection, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None)
    store = ChromaVectorStore(chroma_collection=made)
    batch: list[TextNode] = []
    for n, clause in enumerate(clauses):
        node = TextNode(id_=clause.id, text=clause.reading, metadata=_citation(clause, n), embedding=vectors[n].tolist())
        batch.append(node)
        if len(batch) == BATCH:
            store.add(batch)
            batch = []
    if batch:
        store.add(batch)
    return int(made.count())


def open_store(chroma: "ClientAPI", collection: str) -> "ChromaVectorStore":
    """The llama-index vector store over a build's collection, to search or to build a retriever on."""
    from llama_index.vector_stores.chroma import ChromaVectorStore

    return ChromaVectorStore(chroma_collection=chroma.get_collection(collection, embedding_function=None))


def nearest(store: "ChromaVectorStore", vector: Vectors, documents: Sequence[str] | None) -> list[tuple[int, float]]:
    """The numbers of the nearest clauses and their cosines."""
    from llama_index.core.vector_stores import FilterOperator, MetadataFilter, MetadataFilters, VectorStoreQuery

    filters = None
    if documents is not None:
        filters = MetadataFilters(filters=[MetadataFilter(key="document_id", value=list(documents), operator=FilterOperator.IN)])
    query = VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=NEAREST, filters=filters)
    result = store.query(query)
    # llama-index gives exp(-distance); Chroma's distance is 1 - cosine.
    cosines = [1 + float(np.log(score)) for score in result.similarities or []]
    return [(int(node.metadata["n"]), cosine) for node, cosine in zip(result.nodes or [], cosines, strict=True)]


def _citation(clause: Clause, n: int) -> dict[str, Any]:
    return {
        "n": n,
        "document_id": clause.document_id,
        "path": " > ".join(clause.path),
        "title": clause.title,
        "start": clause.start,
        "end": clause.end,
    }
