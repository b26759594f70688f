"""Small models that the tests build: real configurations, random weights, a tokenizer of their own with a chat template."""

from collections.abc import Iterable
from pathlib import Path

from eval.small_model import byte_level_bpe


def qwen3(folder: Path, texts: Iterable[str], *, vocabulary: int = 600, width: int = 32, layers: int = 2, context: int = 4096) -> Path:
    """A tiny Qwen3 of random weights, saved to a folder as a user would have it. It has no word for the end and speaks to the limit."""
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(0)
    words = byte_level_bpe(list(texts), vocabulary)
    config = Qwen3Config(
        vocab_size=len(words), hidden_size=width, intermediate_size=2 * width, num_hidden_layers=layers, num_attention_heads=4,
        num_key_value_heads=2, head_dim=max(8, width // 4), max_position_embeddings=context, tie_word_embeddings=True,
        eos_token_id=None, pad_token_id=words.pad_token_id, bos_token_id=None,
    )  # fmt: skip
    Qwen3ForCausalLM(config).save_pretrained(folder)
    words.save_pretrained(folder)
    return folder
