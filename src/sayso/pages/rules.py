"""The rules of the room: patterns and words, each with what it is for and what it must leave alone, in data/."""

import re
import tomllib
from importlib.resources import files
from typing import Any


def rules(name: str) -> dict[str, Any]:
    """The tables of a data file."""
    return tomllib.loads((files("sayso.pages") / "data" / f"{name}.toml").read_text("utf8"))


def pattern(rule: dict[str, Any]) -> re.Pattern[str]:
    """A rule's pattern, whose lines are one; without regard to case."""
    return re.compile(rule["pattern"].replace("\n", ""), re.I)
