"""Languages: for each a folder with the lists of words and patterns that rooms decide by. There is English."""

import re
import tomllib
from importlib.resources import files
from typing import Any


def lists(name: str) -> dict[str, Any]:
    """What `lang/en/NAME.toml` holds."""
    return tomllib.loads((files("sayso.lang") / "en" / f"{name}.toml").read_text("utf8"))


def pattern(rule: dict[str, Any]) -> re.Pattern[str]:
    """A rule's `pattern`, whose lines are one; without regard to case."""
    return re.compile(rule["pattern"].replace("\n", ""), re.I)
