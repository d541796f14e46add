"""Words that a quotation must not lose: numbers, negations and names."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from sayso.linking.words import words

Telling = Literal["negation", "number", "name"]

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {
    **{word: str(n) for n, word in enumerate(f"{_UNITS} eighteen nineteen".split())},
    **{word: str(10 * n) for n, word in enumerate(_TENS.split(), 2)},
}
MULTIPLES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9,
    "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_AMOUNTS = frozenset("hundreds thousands millions billions trillions dozen dozens half twice thrice".split())
# They are numbers only where another number stands in their place.
_WEAK = frozenset("1 first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth quarter".split())
_MONEY = frozenset("dollar dollars pound pounds euro euros yen rupee rupees".split())
_NEGATIONS = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot non hardly scarcely barely unless aint arent"
    " cant couldnt darent didnt doesnt dont hadnt hasnt havent isnt mightnt mustnt neednt oughtnt shant shouldnt wasnt"
    " werent wont wouldnt".split()
)
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "anti")
# Words that carry little meaning by themselves.
LIGHT = frozenset(
    "a an the and or but if of to in on at by for from with as that this these those it its he she they we i you his"
    " her their our my your him them us me is are was were be been being has have had do does did will would can could"
    " should may might must so than then there here what which who whom when where how all any some more most very just"
    " also only about into over after before up out said say says im ive id youre hes shes its were theyre thats theres"
    " well ill youll hell shell theyll weve youve theyve dont doesnt didnt isnt arent wasnt not no because like know"
    " think going get got go want really lot thing things people make way yes am".split()
)
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
