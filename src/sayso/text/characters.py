"""Characters that other programs do not take, that a terminal obeys, and that turn a line round."""

import re
from typing import Any

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")  # C0 but for white space, DEL, C1
_TURNS_LINE = re.compile("[\u202a-\u202e\u2066-\u2069]")  # Unicode's bidirectional embeddings, overrides and isolates


def valid(text: str) -> str:
    """The text, equally long, with a question mark for each half of a surrogate pair: no UTF-8 has those."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def all_valid(value: Any) -> Any:
    """A value for JSON with all its texts so."""
    match value:
        case str():
            return valid(value)
        case dict():
            return {key: all_valid(x) for key, x in value.items()}
        case list():
            return [all_valid(x) for x in value]
    return value


def tame(text: str) -> str:
    """The text, equally long, with U+FFFD for each character that a terminal would obey."""
    return _CONTROLS.sub("�", text)


def escaped_controls(json_text: str) -> str:
    """JSON that says the same, with \\u escapes for what a terminal would obey."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)


def without_turns(text: str, instead: str = "") -> str:
    """The text without the characters that turn a line round, with `instead` in the place of each."""
    return _TURNS_LINE.sub(instead, text)
