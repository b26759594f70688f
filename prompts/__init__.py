"""Prompts as text files with $names, and ``render`` to fill them in."""

from pathlib import Path
from string import Template


def render(name: str, **values: str) -> str:
    """The prompt of a file `<name>.txt` with its $names filled in.

    Raises:
        KeyError: a name has no value.
        FileNotFoundError: there is no such prompt.
    """
    return Template((Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8")).substitute(values)
