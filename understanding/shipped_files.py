"""The files that ship inside this room: lists, examples, weights."""

from importlib.resources import files


def read_shipped(path: str) -> str:
    """Return the text of a file of this room, by its path from here: `intents/examples.toml`."""
    return files("understanding").joinpath(path).read_text(encoding="utf-8")
