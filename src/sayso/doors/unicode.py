"""Text that every other program takes."""

from typing import Any


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
