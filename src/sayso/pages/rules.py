"""Patterns of the room's lists, which say what each is for and what it must leave alone (`lang/en`)."""

import re
from typing import Any


def pattern(rule: dict[str, Any]) -> re.Pattern[str]:
    """A rule's pattern, whose lines are one; without regard to case."""
    return re.compile(rule["pattern"].replace("\n", ""), re.I)
