"""Fixtures: the five real documents, and a library and an assistant over a real build of them."""

import os
from pathlib import Path

import pytest

from assistant.chat import Assistant
from index import build
from index.about import BUNDLED, errata, known
from index.documents import Document
from index.library import Library
from index.read import read

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["HF_HUB_OFFLINE"] = "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--kills", type=int, default=6, help="how many ingestions the crash test kills (100 for the full loop)")


def real(id: str) -> Document:
    """One of the five documents, read as ingestion reads it."""
    source = read(BUNDLED / f"{id}.txt")
    about = known(BUNDLED)[f"{id}.txt"][1]
    return build.document(id, source.text, source.sha256, about, errata(BUNDLED, id, source.text), id)


@pytest.fixture(scope="session")
def corpus() -> dict[str, Document]:
    return {id: real(id) for id, _ in known(BUNDLED).values()}


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a build of the five documents."""
    folder = tmp_path_factory.mktemp("data")
    build.ingest([BUNDLED], folder)
    return folder


@pytest.fixture(scope="session")
def library(data: Path) -> Library:
    return Library.open(data)


@pytest.fixture(scope="session")
def assistant(library: Library) -> Assistant:
    return Assistant(library)
