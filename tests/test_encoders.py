"""An encoder and a reranker of sentence-transformers, built by the test, in real use: switching re-embeds into a new build while the old one serves."""

from pathlib import Path

import numpy as np
import pytest

from index import build
from index.documents import PolicyError
from index.library import Library
from index.rerank import Reranker

PLAN = "健康样例市行动计划\n\n一、控烟\n\n到2030年，15岁以上人群吸烟率降低到18%以下。\n\n二、体育\n\n每年举办全民健身活动100场。\n\n三、托育\n\n到2027年，每千人口托位数达到4.6个。\n"


def bert(folder: Path, *, labels: int) -> Path:
    """A tiny BERT over characters: an encoder with no labels, a cross-encoder with one."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertModel, BertTokenizerFast

    torch.manual_seed(0)
    folder.mkdir()
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *sorted(set(PLAN) - set(" \n"))]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    tokenizer = BertTokenizerFast(vocab={word: n for n, word in enumerate(words)})
    config = BertConfig(
        vocab_size=len(words), hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=64,
        max_position_embeddings=512, num_labels=max(labels, 1),
    )  # fmt: skip
    (BertForSequenceClassification if labels else BertModel)(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plans") / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_switching_the_encoder_makes_a_new_build_and_the_old_one_serves_on(tmp_path: Path, plan: Path) -> None:
    data, model = tmp_path / "data", bert(tmp_path / "encoder", labels=0)
    build.ingest([plan], data)
    old = Library.open(data)
    build.ingest([plan], data, encoder=str(model))
    new = Library.open(data)
    assert (old.manifest.encoder, new.manifest.encoder) == ("lsi", str(model))
    assert old.manifest.id != new.manifest.id
    assert "18%" in old.search("吸烟率目标", 1)[0].clause.text
    assert "18%" in new.search("吸烟率目标", 1)[0].clause.text
    assert new.search("吸烟率目标", 1)[0].parts["vectors"] != 0


def test_a_reranker_orders_hits_anew_and_deals_out_their_scores(tmp_path: Path, plan: Path) -> None:
    data = tmp_path / "data"
    build.ingest([plan], data)
    reranker = Reranker(str(bert(tmp_path / "reranker", labels=1)))
    plain, anew = Library.open(data), Library.open(data, reranker=reranker)
    before, after = plain.search("托位数", 3), anew.search("托位数", 3)
    assert {hit.clause.id for hit in before} == {hit.clause.id for hit in after}
    told = [hit.parts["reranker"] for hit in after]
    assert told == sorted(told, reverse=True)
    assert np.allclose(sorted(hit.score for hit in before), sorted(hit.score for hit in after))


@pytest.mark.parametrize("kind", ["encoder", "reranker"])
def test_weights_that_are_not_safetensors_are_refused(tmp_path: Path, plan: Path, kind: str) -> None:
    folder = bert(tmp_path / "bad", labels=int(kind == "reranker"))
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(PolicyError, match="safetensors"):
        Reranker(str(folder)) if kind == "reranker" else build.ingest([plan], tmp_path / "data", encoder=str(folder))
