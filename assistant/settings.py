"""The settings: one small frozen object, out of `policy-assistant.toml` and POLICY_ASSISTANT_… (which goes before it)."""

from pathlib import Path

from platformdirs import user_data_path
from pydantic import BaseModel, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from index.documents import PolicyError


class StoreSettings(BaseModel, frozen=True, extra="forbid"):
    """Where vectors are kept: a Chroma server's address, or on disk where it is empty."""

    url: str | None = None


class Settings(BaseSettings):
    """`data` is the folder of the builds; `encoder` a sentence-transformers model in place of the built-in encoder."""

    model_config = SettingsConfigDict(
        env_prefix="POLICY_ASSISTANT_", env_nested_delimiter="__", toml_file="policy-assistant.toml", extra="forbid", frozen=True
    )

    data: Path = user_data_path("policy-assistant")
    encoder: str | None = None
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


def settings(data: Path | None = None) -> Settings:
    """The settings in force, with the data folder of the command line where one is given."""
    try:
        return Settings(data=data) if data else Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise PolicyError(f"设置 {name} 不对：{first['msg']}（{first.get('input')!r}）。请改 policy-assistant.toml 或环境变量。") from error
    except ValueError as error:
        raise PolicyError(f"policy-assistant.toml 读不懂：{error}。请改正。") from error
