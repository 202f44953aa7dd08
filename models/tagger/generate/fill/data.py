"""Word lists: `[section]` headers, `key = words`; words are parted by spaces and `_` stands for a space."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "data"


def words(text: str) -> list[str]:
    return [word.replace("_", " ") for word in text.split()]


@cache
def sections(name: str) -> dict[str, dict[str, list[str]]]:
    """A file of `[section]` and `key = word word` lines."""
    found, current = {}, None
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line[1:-1], {})
        elif "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            current[key.strip()] = words(value)
    return found


@cache
def phrases(name: str) -> dict[str, list[str]]:
    """A file of `[section]` headers followed by one phrase a line, or several parted by ` / `."""
    found, current = {}, None
    for line in (FOLDER / name).read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            current = found.setdefault(line[1:-1], [])
        elif line.strip() and not line.startswith("# "):
            current += [part.strip() for part in line.split(" / ") if part.strip()]
    return found
