"""The tokens of a text, and BM25 over them: words with character bigrams, and single characters.

"15岁以上人群吸烟率" gives the words 15, 岁, 以上, 人群, 吸烟率, the bigrams 岁以, 以上, 上人 … and the characters. Words find what is
said in the same terms, bigrams what the segmenter cut otherwise, characters what was mistyped or abbreviated.
"""

import re
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path

import bm25s
import numpy as np
import rjieba
from numpy.typing import NDArray

from index.folding import fold_text

Scores = NDArray[np.float32]
LARGE, COMMON = 2_000, 0.2
"""In a library of more texts than this, a term that more than this share of them has tells none apart, and costs most."""
# Words of health policy that the segmenter does not know.
DOMAIN = (
    "托位",
    "托位数",
    "医共体",
    "医联体",
    "安宁疗护",
    "临终关怀",
    "卫健委",
    "家庭医生",
    "全科医生",
    "吸烟率",
    "控烟",
    "就诊率",
    "报销比例",
    "责任单位",
    "牵头单位",
)
for _word in DOMAIN:
    rjieba.add_word(_word, 20_000, "n")
_TERM = re.compile(r"[a-z0-9][a-z0-9.+%‰]*|[㐀-鿿]+")
_HAN = re.compile(r"[㐀-鿿]+")


def words(text: str) -> list[str]:
    """The words of a text (folded, cut for search, without punctuation) and the bigrams of its Han characters."""
    folded = fold_text(text)
    found = [word for word in rjieba.cut_for_search(folded, hmm=False) if _TERM.match(word)]
    for run in _HAN.findall(folded):
        found += [run[i : i + 2] for i in range(len(run) - 1)]
    return found


def characters(text: str) -> list[str]:
    """The single Han characters of a text, folded; Latin words and numbers whole."""
    found: list[str] = []
    for term in _TERM.findall(fold_text(text)):
        found += term if _HAN.match(term) else [term]
    return found


class Vocabulary:
    """Terms to numbers, in the order in which they were first seen."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def add(self, terms: Iterable[str]) -> "array[int]":
        """The numbers of terms; new ones are added."""
        numbers = self.numbers
        return array("i", [numbers.setdefault(term, len(numbers)) for term in terms])


class Bm25:
    """BM25 (Lucene's variant, k1 1.2, b 0.75: Robertson and Zaragoza 2009) over one kind of tokens."""

    def __init__(self, model: bm25s.BM25) -> None:
        self._model = model

    @classmethod
    def build(cls, texts: Sequence["array[int]"], vocabulary: Vocabulary, folder: Path) -> "Bm25":
        """Index token numbers and save them to a folder."""
        model = bm25s.BM25(k1=1.2, b=0.75)
        model.index((texts, dict(vocabulary.numbers)), create_empty_token=False, show_progress=False)
        model.save(str(folder), show_progress=False)
        return cls(model)

    @classmethod
    def open(cls, folder: Path) -> "Bm25":
        model = bm25s.BM25.load(str(folder), mmap=True, show_progress=False)
        # Plain views of the mapped files: numpy's memmap class costs more than the lookups themselves.
        model.scores = {name: np.asarray(part) if isinstance(part, np.memmap) else part for name, part in model.scores.items()}
        return cls(model)

    @property
    def vocabulary(self) -> dict[str, int]:
        return self._model.vocab_dict  # type: ignore[no-any-return]

    def __len__(self) -> int:
        return int(self._model.scores["num_docs"])

    def scores(self, terms: Iterable[str]) -> Scores:
        """The score of each text for the terms of a question; terms that no text has count for nothing."""
        known = [number for term in terms if (number := self.vocabulary.get(term)) is not None]
        if len(self) > LARGE:
            indptr, most = self._model.scores["indptr"], COMMON * len(self)
            known = [number for number in known if indptr[number + 1] - indptr[number] <= most] or known
        if not known:
            return np.zeros(len(self), dtype=np.float32)
        return self._model.get_scores_from_ids(known)  # type: ignore[no-any-return]

    def weight(self, term: str) -> float:
        """The inverse document frequency of a term, the greatest there is for one that no text has (in nats)."""
        number = self.vocabulary.get(term)
        indptr = self._model.scores["indptr"]
        count = 0 if number is None else int(indptr[number + 1] - indptr[number])
        return float(np.log(1 + (len(self) - count + 0.5) / (count + 0.5)))
