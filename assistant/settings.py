"""The settings: one small frozen object, out of `policy-assistant.toml` and POLICY_ASSISTANT_… (which goes before it)."""

from pathlib import Path
from typing import Annotated, Literal

from platformdirs import user_data_path
from pydantic import BaseModel, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from index.documents import PolicyError


class StoreSettings(BaseModel, frozen=True, extra="forbid"):
    """Where vectors are kept: a Chroma server's address, or on disk where it is empty."""

    url: str | None = None


class ModelSettings(BaseModel, frozen=True, extra="forbid"):
    """The local open model: none without a `name`; behind a server where `url` names one, else in this process.

    `context` and `answer_tokens` are in tokens, at most what the model has; `waiting` is how many questions may wait for it.
    """

    name: str | None = None
    url: str | None = None
    allow_public: bool = False
    api_key: SecretStr = SecretStr("")
    hub: Literal["huggingface", "modelscope"] = "huggingface"
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    dtype: Literal["auto", "float32", "bfloat16", "float16", "4bit"] = "auto"
    context: Annotated[int, Field(ge=256)] = 8192
    answer_tokens: Annotated[int, Field(ge=16)] = 512
    timeout_s: Annotated[float, Field(gt=0)] = 60.0
    waiting: Annotated[int, Field(ge=1)] = 8


class Settings(BaseSettings):
    """`data` is the folder of the builds; `encoder` and `reranker` are models of sentence-transformers."""

    model_config = SettingsConfigDict(
        env_prefix="POLICY_ASSISTANT_", env_nested_delimiter="__", toml_file="policy-assistant.toml", extra="forbid", frozen=True
    )

    data: Path = user_data_path("policy-assistant")
    encoder: str | None = None
    reranker: str | None = None
    model: ModelSettings = ModelSettings()
    store: StoreSettings = StoreSettings()
    host: str = "127.0.0.1"
    port: int = 7860

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def settings(data: Path | None = None, *, model: str | None = None, model_url: str | None = None) -> Settings:
    """The settings in force, with the data folder and the model of the command line where they are given."""
    try:
        chosen = Settings(data=data) if data else Settings()
        asked: dict[str, str | None] = {name: value for name, value in (("name", model), ("url", model_url)) if value}
        if model and not model_url and Path(model).expanduser().is_dir():
            asked = {"name": model, "url": None}  # a folder is a model for this process, whatever server is set
        return chosen.model_copy(update={"model": chosen.model.model_copy(update=asked)}) if asked else chosen
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise PolicyError(f"设置 {name} 不对：{first['msg']}（{first.get('input')!r}）。请改 policy-assistant.toml 或环境变量。") from error
    except ValueError as error:
        raise PolicyError(f"policy-assistant.toml 读不懂：{error}。请改正。") from error
