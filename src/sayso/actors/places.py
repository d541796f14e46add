"""States by the words that news has for them: names, capitals, seats of government, demonyms (lang/en/states.toml)."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from sayso.lang import by_language, lists, rule
from sayso.text.folding import without_diacritics

Use = Literal["name", "capital", "metonym", "demonym"]

# Where one state's word has two uses, the first counts: Singapore is a name before it is a capital.
_USES: dict[str, Use] = {"names": "name", "capital": "capital", "metonyms": "metonym", "demonyms": "demonym"}
_PEOPLE = rule("states", "people")
_APOSTROPHE = re.compile("[’‘ʻʼ]")


@dataclass(frozen=True, slots=True)
class Place:
    """The state that words stand for, and by which use of them; or the organization that they do (Brussels)."""

    code: str
    name: str
    use: Use
    organization: bool


def place(words: str) -> Place | None:
    """What words stand for that are written as a name or all in capitals; None where they tell no state."""
    plain = _plain(words)
    return _places().get(plain[4:] if plain[:4].lower() == "the " else plain)


def people(words: str) -> str | None:
    """What a state's people are called: Americans, for "the American people" and "all Americans"."""
    found = _PEOPLE.match(words)
    name = (found["many"] or f"{found['one']}s") if found else ""
    known = place(name) if found else None
    return name if known is not None and known.use == "demonym" else None


@by_language()
def _places() -> dict[str, Place]:
    """The places by their words: as they are written, in capitals, and both without diacritics."""
    from babel import Locale  # here, because it takes longer than all else, and many articles name no state

    raw = lists("states")
    ambiguous = frozenset(chain(*raw["ambiguous"].values()))
    found: dict[str, Place] = {}
    for word, known in _entries(raw, Locale("en").territories):
        for written in (_plain(word), without_diacritics(_plain(word))):
            if written not in ambiguous:
                found.setdefault(written, known)
                found.setdefault(written.upper(), known)
    return found


def _entries(raw: dict[str, Any], names: Mapping[str, str]) -> Iterator[tuple[str, Place]]:
    """Every word and what it stands for; of the same words those first that count."""
    for code, words in raw["organizations"].items():
        for word in words:
            yield word, Place(code, names[code], "metonym", True)
    for code, state in raw["states"].items():
        name = raw["printed"].get(code, names[code])
        for word in (names[code], name):
            yield word, Place(code, name, "name", False)
        for key, use in _USES.items():
            for word in state.get(key, ()):
                yield word, Place(code, name, use, False)


def _plain(words: str) -> str:
    """Words with one kind of space, apostrophe and composed letter."""
    return _APOSTROPHE.sub("'", " ".join(unicodedata.normalize("NFKC", words).split()))
