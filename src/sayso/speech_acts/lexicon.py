"""The cue lexicon: which words and constructions do what (lang/en/acts.toml), and a user's own, which wins."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from sayso.article import Act, Stance
from sayso.errors import LexiconError
from sayso.lang import by_language, lists

Content = Literal["infinitive", "question", "quote", "clause", "noun"]
# How strongly an entry is the head of its cue, strongest first: a user's own, a verb or construction, a noun, what only
# carries a noun ("voiced a ..."), a deed ("issued a statement" is none, by its noun), what only stands between speaker
# and words (a colon).
OWN, VERB, NOUN, WEAK, DEED, BETWEEN = range(6)
_PARTS = ("verbs", "nouns", "adjectives", "phrases")
_KEYS = {"act", "stance", "addressee", "content", "weak", "negated", "note", *_PARTS}


@dataclass(frozen=True, slots=True)
class Sense:
    """What words do: the act, the stance that they show, whether the one spoken to may be their object, the kind of
    content that they do it with (None: any), and whether they hold a negation."""

    act: Act
    stance: Stance = "neutral"
    addressee: bool = False
    content: Content | None = None
    negated: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A word or construction in its plain form with a sense; `rank` is one of OWN to BETWEEN."""

    words: tuple[str, ...]
    rank: int
    sense: Sense


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by their first word, irregular forms, all words of all entries, and the SHA-256 of the entries."""

    entries: Mapping[str, tuple[Entry, ...]]
    forms: Mapping[str, str]
    words: frozenset[str]
    sha256: str


def lexicon(own: Path | None = None) -> Lexicon:
    """The lexicon of sayso, with the entries of a user's file before its own.

    Raises LexiconError where the file cannot be read or has something that a lexicon does not have.
    """
    return _indexed((*_entries(_read(own), str(own), own=True), *_shipped())) if own else _indexed(_shipped())


@by_language()
def _shipped() -> tuple[Entry, ...]:
    return tuple(_entries(_raw(), "acts.toml", own=False))


@by_language(2)
def _indexed(found: tuple[Entry, ...]) -> Lexicon:
    by_first: dict[str, list[Entry]] = {}
    for entry in found:
        by_first.setdefault(entry.words[0], []).append(entry)
    digest = hashlib.sha256(repr((found, _raw()["forms"])).encode()).hexdigest()
    words = frozenset(w for entry in found for w in entry.words)
    return Lexicon({first: tuple(some) for first, some in by_first.items()}, _raw()["forms"], words, digest)


@by_language()
def _raw() -> dict[str, Any]:
    return lists("acts")


@dataclass(frozen=True, slots=True)
class ActDefinition:
    """What an act means, invented examples of it, and PLOVER's type of event for it, empty where it has none."""

    meaning: str
    examples: tuple[str, ...]
    plover: str


def acts() -> dict[str, ActDefinition]:
    """The acts in the order of the lexicon."""
    return {
        name: ActDefinition(told["meaning"], tuple(told["examples"]), told.get("plover", ""))
        for name, told in _raw()["acts"].items()
    }


def senses() -> list[tuple[Sense, dict[str, list[str]]]]:
    """The senses of the shipped lexicon with their words by part: verbs, nouns, adjectives, phrases."""
    return [(_sense(raw, "acts.toml"), {part: _split(raw, part) for part in _PARTS}) for raw in _raw()["sense"]]


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf8"))
    except OSError as error:
        raise LexiconError(path, f"{error.strerror or error}") from None
    except (ValueError, RecursionError) as error:
        raise LexiconError(path, f"is no TOML: {str(error).splitlines()[0]}") from None


def _entries(raw: Mapping[str, Any], where: str, *, own: bool) -> Iterator[Entry]:
    listed = raw.get("sense", [])
    if not isinstance(listed, list) or not all(isinstance(s, dict) for s in listed) or not listed:
        raise LexiconError(where, "has no [[sense]]; docs/acts.md shows one")
    for n, told in enumerate(listed, 1):
        sense = _sense(told, f"{where}: sense {n}")
        for part in _PARTS:
            rank = NOUN if part == "nouns" else VERB
            if told.get("weak", False):
                rank = BETWEEN if part == "phrases" else DEED if sense.act == "other" else WEAK
            for words in _split(told, part):
                yield Entry(tuple(words.split()), OWN if own else rank, sense)


def _sense(raw: Mapping[str, Any], where: str) -> Sense:
    if unknown := sorted(raw.keys() - _KEYS):
        raise LexiconError(where, f"there is no {unknown[0]!r}; there are {', '.join(sorted(_KEYS))}")
    _one_of(raw, "act", get_args(Act), where)
    _one_of({"stance": "neutral", **raw}, "stance", get_args(Stance), where)
    if "content" in raw:
        _one_of(raw, "content", get_args(Content), where)
    if not all(isinstance(raw.get(part, ""), str) for part in (*_PARTS, "note")):
        raise LexiconError(where, "words and note are strings")
    if not all(isinstance(raw.get(flag, False), bool) for flag in ("addressee", "weak", "negated")):
        raise LexiconError(where, "addressee, weak and negated are true or false")
    if not any(_split(raw, part) for part in _PARTS):
        raise LexiconError(where, "has no words: give it verbs, nouns, adjectives or phrases")
    return Sense(
        raw["act"], raw.get("stance", "neutral"), bool(raw.get("addressee")), raw.get("content"),
        bool(raw.get("negated")), raw.get("note", ""),
    )  # fmt: skip


def _one_of(raw: Mapping[str, Any], key: str, allowed: Sequence[str], where: str) -> None:
    if raw.get(key) not in allowed:
        raise LexiconError(where, f"{key} is {raw.get(key)!r}, not one of {', '.join(allowed)}")


def _split(raw: Mapping[str, Any], part: str) -> list[str]:
    words = str(raw.get(part, "")).lower()
    found = words.split("|") if part == "phrases" else words.split()
    return [" ".join(w.split()) for w in found if w.strip()]
