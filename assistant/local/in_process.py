"""An open model of transformers in this process, by local folder or hub name: device, number format, loading, cancelling.

Safetensors only and no code of the model's own. `Qwen/Qwen3-4B-Instruct-2507` takes about 8 GB in bfloat16; hub names are fetched by
huggingface_hub (HF_ENDPOINT names a mirror) or, with `model.hub = "modelscope"`, from ModelScope.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.model import Hosted
from index.documents import PolicyError

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatResponse
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

    from assistant.settings import ModelSettings

EXTRA = "请运行：pip install 'policy-assistant[model]'"
FILES = ["*.safetensors", "*.json", "*.txt", "*.jinja", "*.model"]
"""What is fetched of a model: no weights that are pickled, and no code."""
ROOM = 1.2
"""What a model takes in memory, in sizes of its weights: weights, and what generating keeps."""
Progress = Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a model runs and in which number format; ``four_bit`` where its weights are quantised on loading."""

    device: str
    dtype: str
    four_bit: bool = False

    def __str__(self) -> str:
        return f"{self.device}，{'4 位' if self.four_bit else self.dtype}"


def open_here(name: str, chosen: "ModelSettings", progress: Progress = lambda _: None) -> Hosted:
    """Load a model into this process.

    Raises:
        PolicyError: the packages are missing, or the model cannot be loaded; the message says what to do.
    """
    try:
        import torch
        from safetensors import SafetensorError
        from transformers import AutoModelForCausalLM, AutoTokenizer
    except ImportError as error:
        raise PolicyError(f"在本程序里运行模型 {name} 需要 transformers 和 torch。{EXTRA}") from error
    progress(f"正在准备模型 {name}……\n")
    folder = fetched(name, chosen.hub)
    place = choose_place(chosen, size_on_disk(folder))
    progress(f"正在载入模型 {name}（{place}）……\n")
    options: dict[str, Any] = {"dtype": getattr(torch, place.dtype), "use_safetensors": True, "trust_remote_code": False}
    if place.four_bit:
        from transformers import BitsAndBytesConfig

        options |= {
            "quantization_config": BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=torch.bfloat16)
        }
    if place.device == "cuda":
        options |= {"device_map": "auto"}
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, trust_remote_code=False)
        model = AutoModelForCausalLM.from_pretrained(folder, **options)
    except (OSError, ValueError, ImportError, RuntimeError, SafetensorError) as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise PolicyError(f"模型 {name} 载入不了：{why}。请核对文件夹或名称；只接受 safetensors 权重，不运行模型自带的代码。") from error
    if tokenizer.chat_template is None:
        raise PolicyError(f"模型 {name} 没有对话模板，不能用来问答。请用名称里带 Instruct 或 Chat 的模型。")
    if place.device != "cuda":
        model.to(place.device)
    model.eval()
    progress(f"模型 {name} 已载入。\n")
    return _hosted(name, model, tokenizer, place, chosen)


def choose_place(chosen: "ModelSettings", size: int) -> Place:
    """The device and the number format: as set, else the GPU where there is one, in 4 bits only where bfloat16 has no room there.

    On a CPU float32 is the quickest format; bfloat16 where that has no room. ``size`` is that of the weights on disk, 0 where it is not known.
    """
    import torch

    device = chosen.device
    if device == "auto":
        device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
    if device == "cuda" and not torch.cuda.is_available():
        raise PolicyError("设置 model.device 是 cuda，但没有可用的 GPU。请改为 auto 或 cpu。")
    if chosen.dtype == "4bit" and (device != "cuda" or not four_bit_installed()):
        raise PolicyError(
            "设置 model.dtype 是 4bit，这要有 GPU 和 bitsandbytes。请运行：pip install 'policy-assistant[four-bit]'，或改为 auto。"
        )
    if chosen.dtype not in ("auto", "4bit"):
        return Place(device=device, dtype=chosen.dtype)
    half = "bfloat16" if device != "cuda" or torch.cuda.is_bf16_supported() else "float16"
    if device == "cuda":
        tight = size * ROOM > free_bytes("cuda") and four_bit_installed()
        return Place(device=device, dtype=half, four_bit=chosen.dtype == "4bit" or tight)
    wide = device == "cpu" and 2 * size * ROOM < free_bytes("cpu")
    return Place(device=device, dtype="float32" if wide else half)


def needed_bytes(size: int, place: Place) -> int:
    """About how much memory a model takes, from the size of its 16-bit weights on disk."""
    share = 0.3 if place.four_bit else 2.0 if place.dtype == "float32" else 1.0
    return int(size * share * ROOM)


def free_bytes(device: str) -> int:
    """The free memory of a device."""
    import os

    import torch

    if device == "cuda":
        return sum(torch.cuda.mem_get_info(n)[0] for n in range(torch.cuda.device_count()))
    available = Path("/proc/meminfo")
    if available.is_file():
        lines = dict(line.split(":") for line in available.read_text(encoding="ascii").splitlines())
        return int(lines["MemAvailable"].split()[0]) * 1024
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def four_bit_installed() -> bool:
    from importlib.util import find_spec

    return find_spec("bitsandbytes") is not None


def fetched(name: str, hub: str) -> str:
    """The folder of a model: itself, or what was fetched of a hub name, so that its size is known before it is loaded.

    Raises:
        PolicyError: the hub has no such model, or cannot be reached; ModelScope is asked for and not installed.
    """
    if Path(name).expanduser().is_dir():
        return str(Path(name).expanduser())
    if hub != "modelscope":
        return _from_hub(name)
    try:
        from modelscope import snapshot_download
    except ImportError as error:
        raise PolicyError(
            "从 ModelScope 取模型需要 modelscope。请运行：pip install 'policy-assistant[modelscope]'，或先把模型下载到文件夹。"
        ) from error
    try:
        return str(snapshot_download(name, ignore_file_pattern=[r".*\.(?:bin|pt|pth|py|gguf)$"]))
    except Exception as error:  # modelscope raises whatever its HTTP client does
        raise PolicyError(f"从 ModelScope 取不到模型 {name}（{type(error).__name__}）。请核对名称和网络。") from error


def _from_hub(name: str, *, offline: bool = False) -> str:
    from huggingface_hub import snapshot_download

    try:
        return str(snapshot_download(name, allow_patterns=FILES, local_files_only=offline))
    except Exception as error:  # of the hub's client, and of the HTTP client under it
        raise PolicyError(f"取不到模型 {name}（{type(error).__name__}）。请核对文件夹或名称、网络，或用 HF_ENDPOINT 指定镜像。") from error


def cached(name: str) -> str | None:
    """The folder of a hub name that was fetched before; None where it was not."""
    try:
        return _from_hub(name, offline=True)
    except PolicyError:
        return None


def size_on_disk(folder: str) -> int:
    """The size of a model's weights on disk; 0 where they are not there yet."""
    return sum(path.stat().st_size for path in Path(folder).glob("*.safetensors")) if Path(folder).is_dir() else 0


def _hosted(name: str, model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase", place: Place, chosen: "ModelSettings") -> Hosted:
    from assistant.local.cancellable import CancellableLLM

    limit = min(chosen.context, int(getattr(model.config, "max_position_embeddings", None) or chosen.context))
    answer_tokens = min(chosen.answer_tokens, limit // 2)
    return Hosted(
        name=Path(name).name if Path(name).is_dir() else name,
        llm=CancellableLLM.over(model, tokenizer, limit, answer_tokens),
        context=limit,
        answer_tokens=answer_tokens,
        tokens=lambda text: len(tokenizer(text, add_special_tokens=False)["input_ids"]),
        finished=_finished,
        special_tokens=tuple(dict.fromkeys((*tokenizer.all_special_tokens, *(t.content for t in tokenizer.added_tokens_decoder.values())))),
        waiting=chosen.waiting,
        seconds=chosen.timeout_s,
        cancellable=True,
        where=str(place),
    )


def _finished(response: "ChatResponse") -> str:
    return str((response.raw or {}).get("finish_reason", ""))
