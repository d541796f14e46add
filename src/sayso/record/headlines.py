"""Headlines that say again what their article's body says."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.article import Part, headlines

_WORD = re.compile(r"[^\W_]+")
_SHORTEST = 4  # letters of a word that tells what is said
_SHARE = 0.5  # of such words that must stand in what the body says


@dataclass(frozen=True, slots=True)
class Utterance:
    """A statement of an article: what was said, whether its headline says so, and the thread that it belongs to."""

    id: int
    content: str
    headline: bool
    thread: int | None


def repeated(statements: Sequence[Utterance]) -> Mapping[int, int]:
    """The headline's statements that one of the body's says again, by id: one of its thread, else the first in whose
    content half of the words of four letters and more stand (all words, where there are none so long)."""
    body = [s for s in statements if not s.headline]
    forms = {s.id: _words(s.content) for s in body}
    found = {}
    for head in (s for s in statements if s.headline):
        threaded = (s.id for s in body if head.thread is not None and s.thread == head.thread)
        words = {w for w in _words(head.content) if len(w) >= _SHORTEST} or _words(head.content)
        worded = (s.id for s in body if words and len(words & forms[s.id]) >= _SHARE * len(words))
        again = next(threaded, None) or next(worded, None)
        if again is not None:
            found[head.id] = again
    return found


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def in_headlines(parts: str) -> list[tuple[int, int]]:
    """Where the headlines of a text stand, by a version's parts (JSON)."""
    return headlines(Part.from_dict(p) for p in json.loads(parts))
