"""Words that a quotation must not lose: numbers, negations and names."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from sayso.lang import table
from sayso.lang import words as listed
from sayso.linking.words import words

Telling = Literal["negation", "number", "name"]

NUMBERS, MULTIPLES = table("critical_words", "numbers"), table("critical_words", "multiples")
_AMOUNTS = listed("critical_words", "amounts")
_WEAK = listed("critical_words", "weak")
_MONEY = listed("critical_words", "money")
_NEGATIONS = listed("critical_words", "negations")
_PREFIXES = listed("critical_words", "prefixes")
LIGHT = listed("critical_words", "light")
_CAPITAL = re.compile(r"(?<=[\w,;] )[^\W\d_a-z][\w’']*")
_LOWER = re.compile(r"\b[a-z][\w’']*")


def telling(
    some: Sequence[str], others: Sequence[str], names: Iterable[str], other_names: Iterable[str]
) -> set[Telling]:
    """Which telling words some words of the one text have that those in their place in the other have not, or the other
    way round."""
    out: set[Telling] = set()
    if _negated(some) != _negated(others) or _opposed(some, others):
        out.add("negation")
    if _numbers(some, others) != _numbers(others, some):
        out.add("number")
    if set(names) != set(other_names):
        out.add("name")
    return out


def contradicts(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one text denies and the other does not, or both tell numbers and no same one."""
    numbers = [{n for f in forms if _is_number(n := NUMBERS.get(f, f))} for forms in (some, others)]
    denied = [_negated([f.replace("'", "") for f in forms]) % 2 for forms in (some, others)]
    return denied[0] != denied[1] or bool(all(numbers) and not numbers[0] & numbers[1])


def denies(forms: Iterable[str]) -> bool:
    """Whether a negation is among words."""
    return any(f in _NEGATIONS for f in forms)


def is_money(form: str) -> bool:
    """Whether a word is a currency or its sign."""
    return form in _MONEY or (len(form) == 1 and unicodedata.category(form) == "Sc")


def is_numeral(form: str) -> bool:
    """Whether a form is a number in digits, also one below zero or with its unit."""
    return form.removeprefix("-")[:1].isdigit()


def _negated(forms: Sequence[str]) -> int:
    return sum(f in _NEGATIONS for f in forms)


def _opposed(some: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one has a word with a prefix that negates, and the other has it without: likely, unlikely."""
    return any(
        longer == prefix + shorter
        for a in some
        for b in others
        if abs(len(a) - len(b)) in (2, 3, 4)
        for shorter, longer in [sorted((a, b), key=len)]
        if len(shorter) > 3
        for prefix in _PREFIXES
    )


def _numbers(forms: Sequence[str], others: Sequence[str]) -> list[str]:
    weak = any(_is_number(f) or f in _WEAK for f in others)
    money = any(map(is_money, others))
    return sorted(f for f in forms if _is_number(f) or (weak and f in _WEAK) or (money and is_money(f)))


def _is_number(form: str) -> bool:
    return (is_numeral(form) and form != "1") or form in _AMOUNTS or (form in MULTIPLES and len(form) > 2)


@lru_cache(64)
def name_forms(text: str) -> frozenset[str]:
    """The words, in the form of `sayso.linking.words` without apostrophes, that a text writes with a capital within
    sentences and nowhere without one."""

    def forms(pattern: re.Pattern[str]) -> set[str]:
        return {w.form.replace("'", "") for m in set(pattern.findall(text)) for w in words(m)}

    return frozenset(forms(_CAPITAL) - forms(_LOWER))
