"""Words as they are compared, and the sequences of them by which texts are found again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from sayso.lang import rule, table
from sayso.text.folding import without_diacritics

_JOINING = "\u00ad\u200b-\u200d\u2060\ufeff"  # invisible, and inside words only by typesetting
_LETTER = rf"[^\W_][\u0300-\u036f{_JOINING}]*"  # with the marks that stand on it
# Of the Unicode category Sc.
_CURRENCIES = (
    "$\u00a2-\u00a5\u058f\u060b\u07fe\u07ff\u09f2\u09f3\u09fb\u0af1\u0bf9\u0e3f\u17db\u20a0-\u20c0\ua838\ufdfc\ufe69"
    "\uff04\uffe0\uffe1\uffe5\uffe6"
)
_MINUS = r"(?<![^\s“\"‘'(\[])[-\u2212](?=\.?\d)"
_NUMBER = rf"(?:{_MINUS})?(?:\d+(?:[.,:]\d+)*|(?<![\w.])\.\d+)"
_WORD = re.compile(rf"{_NUMBER}|(?:{_LETTER})+(?:[’'ʼ](?:{_LETTER})+)*|[%&{_CURRENCIES}]")
_LEFT_OUT = re.compile(f"[{_JOINING}]")
_SIGNS = {"%": "percent", "&": "and", "$": "dollar", "£": "pound", "€": "euro", "¥": "yen", "₹": "rupee"}
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# What two spellings have in common: endings with what stands for them, and words.
_ENDINGS = tuple(
    (rule("spelling", name), one)
    for name, one in (("our", r"\1or"), ("re", r"\1er"), ("red", r"\1er"), ("ogue", r"\1og"), ("doubled", r"\1"))
)
_SINGLES, _ISE = table("spelling", "singles"), rule("spelling", "ise")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, `start` to `end` (code points), and the form in which it is compared: without case, diacritics
    and kinds of apostrophe, British and American spelling alike. What a hyphen joins are words of their own."""

    start: int
    end: int
    form: str


def words(text: str) -> list[Word]:
    """The words of a text, in order; numbers, and signs of money, percent and "and", are words."""
    return [Word(m.start(), m.end(), _form(m.group())) for m in _WORD.finditer(text)]


def forms(text: str) -> list[str]:
    """The forms of the words of a text, in order."""
    return [_form(word) for word in _WORD.findall(text)]


@lru_cache(1 << 16)
def _form(word: str) -> str:
    if word in _SIGNS:
        return _SIGNS[word]
    if word[0] in "-\u2212":
        return f"-{_form(word[1:])}"
    if word[0] == ".":
        return f"0{word}"
    if _THOUSANDS.fullmatch(word):
        return word.replace(",", "")
    plain = without_diacritics(_LEFT_OUT.sub("", word).replace("’", "'").replace("ʼ", "'"))
    plain = plain.casefold().translate(_LETTERS)
    plain = _SIGNS.get(plain, plain)
    stem, apostrophe, rest = plain.partition("'")
    return _spelling(stem) + apostrophe + rest


def _spelling(word: str) -> str:
    """The form that stands for both spellings of a word."""
    word = _SINGLES.get(word, word)
    for ending, one in _ENDINGS:
        word = ending.sub(one, word)
    return _ISE.sub(r"\1s", word)


def shingles(forms: Sequence[str], size: int) -> list[int]:
    """A hash (40 bits) of each sequence of `size` words, in order; none where there are fewer words."""
    return [
        int.from_bytes(blake2b(" ".join(forms[i : i + size]).encode("utf8", "replace"), digest_size=5).digest(), "big")
        for i in range(len(forms) - size + 1)
    ]
