"""A reranker: a cross-encoder of sentence-transformers that reads question and clause together and orders the best hits anew.

`BAAI/bge-reranker-v2-m3` or a local folder, as the setting `reranker`. Safetensors only, no remote code. Without one, hits stay as searched.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from index.documents import Hit, PolicyError

DEPTH = 30
"""Hits that are read again."""
LONGEST_CLAUSE = 1200
"""Characters of a clause that a cross-encoder is given; what lies beyond is beyond most of them."""


class Reranker:
    """A cross-encoder by local folder or hub name."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import CrossEncoder
        except ImportError as error:
            raise PolicyError(f"重排模型 {name} 需要 sentence-transformers。请运行：pip install 'policy-assistant[model]'") from error
        try:
            self._model = CrossEncoder(name, trust_remote_code=False, model_kwargs={"use_safetensors": True})
        except (OSError, ValueError) as error:
            raise PolicyError(f"重排模型 {name} 打不开：{error}。请核对文件夹或名称；只接受 safetensors 权重。") from error

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers a question; higher is better, on no fixed scale."""
        found = self._model.predict([(question, text) for text in texts], show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(found, dtype=np.float32).reshape(len(texts))

    def reordered(self, question: str, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The hits in the model's order. The fused scores are dealt out anew in that order, so that what is calibrated on them holds."""
        if not hits:
            return ()
        told = self.scores(question, [" ".join((*h.clause.path, h.clause.title, h.clause.reading))[:LONGEST_CLAUSE] for h in hits])
        order = np.argsort(-told, kind="stable")
        dealt = sorted((hit.score for hit in hits), reverse=True)
        return tuple(
            replace(hits[i], score=score, parts={**hits[i].parts, "reranker": float(told[i])})
            for i, score in zip(order, dealt, strict=True)
        )
