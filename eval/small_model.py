"""A small Chinese model made in minutes out of the documents themselves, to see real, fluent text go through streaming and verification.

`python -m eval.small_model runs/small-model --minutes 8` trains a Qwen3 of a few million parameters on the prompts that the assistant makes for the
development questions, each with its answer without a model, and saves it as a folder for `--model`. It has learned the documents' sentences by
heart, half understands the prompt, and errs fluently: good for trying the machinery, useless as a source.
"""

import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.chat import Assistant
from assistant.local.prompting import grounding, passages
from assistant.settings import settings
from assistant.understand import understand
from eval.questions import load
from index.about import BUNDLED
from index.library import Library

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

CONTEXT, ANSWER = 1024, 160
WORDS, WIDTH, LAYERS = 4000, 256, 4
BATCH, RATE = 4, 1.5e-3
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SPECIAL = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")


def main(
    out: Annotated[Path, typer.Argument(help="The folder of the model.")],
    minutes: Annotated[float, typer.Option(help="How long to train.")] = 8.0,
    data: Annotated[Path | None, typer.Option(help="The data folder with the build of the documents.", show_default=False)] = None,
) -> None:
    """Train a small model and save it."""
    import torch
    from transformers import Qwen3Config, Qwen3ForCausalLM

    torch.manual_seed(0)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    tokenizer = byte_level_bpe([path.read_text(encoding="utf-8") for path in sorted(BUNDLED.glob("*.txt"))], WORDS)
    texts = [tokenizer(text, add_special_tokens=False)["input_ids"][:CONTEXT] for text in conversations(settings(data).data, tokenizer)]
    config = Qwen3Config(
        vocab_size=len(tokenizer), hidden_size=WIDTH, intermediate_size=3 * WIDTH, num_hidden_layers=LAYERS, num_attention_heads=4,
        num_key_value_heads=2, head_dim=64, max_position_embeddings=CONTEXT, tie_word_embeddings=True,
        eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id, bos_token_id=None,
    )  # fmt: skip
    model = Qwen3ForCausalLM(config).to(device)
    loss, steps = train(model, texts, 60 * minutes, device)
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)
    size = sum(parameter.numel() for parameter in model.parameters())
    typer.echo(f"{out}: {size / 1e6:.1f} M parameters, {len(texts)} conversations, {steps} steps, loss {loss:.2f}, {device}")


def conversations(data: Path, tokenizer: "PreTrainedTokenizerBase") -> list[str]:
    """The development questions that are answered without a model, each as the prompt that a model gets and that answer with its marks."""
    library = Library.open(data)
    assistant, abouts = Assistant(library), library.abouts()
    made = []
    for row in load("dev"):
        base = assistant.ask(row.question)
        if base.status != "answered" or len(base.claims) > 3 or not base.language.startswith("zh"):
            continue
        near = passages(base, [(hit.clause, abouts[hit.clause.document_id]) for hit in base.trace.hits], library.header_clause)
        room = CONTEXT - ANSWER
        ground = grounding(understand(row.question, (), abouts), base, near, room, lambda text: len(tokenizer(text)["input_ids"]), SPECIAL)
        if ground is None:
            continue
        number = {passage.clause.id: passage.n for passage in ground.passages}
        cited = {c.n: number.get(c.clause.id) for c in base.citations}
        answer = "".join(c.text.rstrip("。") + "".join(f"[{cited[n]}]" for n in c.citations if cited[n]) + "。" for c in base.claims)
        turns = [
            {"role": "system", "content": ground.system},
            {"role": "user", "content": ground.user},
            {"role": "assistant", "content": answer},
        ]
        made.append(str(tokenizer.apply_chat_template(turns, tokenize=False)))
    return made


def train(model: Any, texts: Sequence[list[int]], seconds: float, device: str) -> tuple[float, int]:
    """Train on token numbers until the time is over; the last loss and the number of steps."""
    import torch

    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    shuffled, order, steps, loss = random.Random(0), list(range(len(texts))), 0, float("nan")
    until = time.monotonic() + seconds
    model.train()
    while time.monotonic() < until:
        shuffled.shuffle(order)
        for at in range(0, len(order), BATCH):
            left = (until - time.monotonic()) / seconds
            if left <= 0:
                break
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, (steps + 1) / 20) * max(0.05, left)
            batch = [torch.tensor(texts[i]) for i in order[at : at + BATCH]]
            padded = torch.nn.utils.rnn.pad_sequence(batch, batch_first=True).to(device)
            mask = torch.nn.utils.rnn.pad_sequence([torch.ones_like(t) for t in batch], batch_first=True).to(device)
            out = model(input_ids=padded, attention_mask=mask, labels=padded.masked_fill(mask == 0, -100))
            out.loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            steps, loss = steps + 1, float(out.loss.detach())
    model.eval()
    return loss, steps


def byte_level_bpe(texts: Sequence[str], size: int) -> "PreTrainedTokenizerBase":
    """A byte-level BPE learned from some texts, with a chat template of Qwen's form."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(
        texts, trainers.BpeTrainer(vocab_size=size, special_tokens=list(SPECIAL), initial_alphabet=alphabet, show_progress=False)
    )
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=made, eos_token="<|im_end|>", pad_token="<|endoftext|>")
    tokenizer.add_special_tokens({"additional_special_tokens": ["<|im_start|>"]})
    tokenizer.chat_template = TEMPLATE
    return tokenizer


if __name__ == "__main__":
    typer.run(main)
