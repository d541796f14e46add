"""The words of a matter, and where they stand: in the forms that English gives them."""

import re
from dataclasses import dataclass

from sayso.text import folding

_TERM = re.compile(r'"([^"]*)"|(\S+)')  # a phrase, in its marks, or a word
_WORD = re.compile(r"[^\W_]+")  # as FTS5's tokenizer unicode61 takes them
_SHORTEST = 3  # letters of a word that has other forms
_VOWELS = "aeiou"
_HISSING = ("s", "x", "z", "ch", "sh")  # endings with "es" behind them


@dataclass(frozen=True, slots=True)
class Term:
    """Sequences of words, folded, of which one must stand there; the last word of each may go on where it is a
    `prefix`."""

    sequences: tuple[tuple[str, ...], ...]
    prefix: bool

    def stands_in(self, words: list[str]) -> bool:
        """Whether one of the sequences stands among the folded words of a text."""
        return any(self._at(words, s, n) for s in self.sequences for n in range(len(words) - len(s) + 1))

    def _at(self, words: list[str], sequence: tuple[str, ...], n: int) -> bool:
        found = words[n : n + len(sequence)]
        same = found[-1].startswith(sequence[-1]) if self.prefix else found[-1] == sequence[-1]
        return same and tuple(found[:-1]) == sequence[:-1]

    @property
    def query(self) -> str:
        """The term as FTS5 takes it."""
        return " OR ".join(f'"{" ".join(s)}"{"*" if self.prefix else ""}' for s in self.sequences)


@dataclass(frozen=True, slots=True)
class Matter:
    """What something is about: terms that all must stand in a text."""

    terms: tuple[Term, ...]

    @classmethod
    def of(cls, words: str) -> "Matter":
        """The matter of these words. A bare word stands for its forms too (ban: bans, banned, banning), "in quotation
        marks" only what is written, bridge* for all that begins so. Raises ValueError where there is no word."""
        found = (_term(m) for m in _TERM.finditer(words))
        terms = tuple(t for t in found if t)
        if not terms:
            raise ValueError("there is no word to look for")
        return cls(terms)

    def stands_in(self, text: str) -> bool:
        """Whether all terms stand in a text."""
        words = folded(text)
        return all(t.stands_in(words) for t in self.terms)

    def holds(self, word: str) -> bool:
        """Whether a word is one of those looked for."""
        return any(word in sequence for t in self.terms for sequence in t.sequences)


def _term(m: re.Match[str]) -> Term | None:
    words = folded(m[1] if m[1] is not None else m[2])
    if not words:
        return None
    prefix = m[0].endswith("*")
    last = [words[-1]] if prefix or m[1] is not None else forms(words[-1])
    return Term(tuple((*words[:-1], form) for form in last), prefix)


def folded(text: str) -> list[str]:
    """The words of a text without case and diacritics, as the record's full-text search compares them."""
    return _WORD.findall(folding.folded(text))


def forms(word: str) -> list[str]:
    """An English word's regular forms, and those of the words that it may be a regular form of."""
    if len(word) < _SHORTEST or not word.isalpha():
        return [word]
    bases = [word, *(b for b in _bases(word) if len(b) >= _SHORTEST)]
    return sorted({form for b in bases for form in _inflected(b)})


def _bases(word: str) -> list[str]:
    if word.endswith(("ies", "ied")):
        return [word[:-3] + "y"]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "news")):
        return [word[:-1], *([word[:-2]] if word.endswith("es") and word[:-2].endswith(_HISSING) else [])]
    for ending in ("ing", "ed"):
        stem = word.removesuffix(ending)
        if stem != word:
            doubled = [stem[:-1]] if stem[-2:-1] == stem[-1:] else []
            return [stem, stem + "e", *doubled]
    return []


def _inflected(word: str) -> list[str]:
    if word.endswith("y") and word[-2] not in _VOWELS:
        return [word, word[:-1] + "ies", word[:-1] + "ied", word + "ing"]
    plural = word + ("es" if word.endswith(_HISSING) else "s")
    if word.endswith("e"):
        return [word, plural, word + "d", word[:-1] + "ing"]
    short = word[-1] not in _VOWELS + "wxy" and word[-2] in _VOWELS and word[-3] not in _VOWELS
    return [word, plural, word + "ed", word + "ing", *([word + word[-1] + e for e in ("ed", "ing")] if short else [])]
