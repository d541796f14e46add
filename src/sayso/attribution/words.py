"""A text as the network's words: WordPiece ids, and what the uncased vocabulary does not see (case, quotation marks,
paragraphs)."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from tokenizers import Encoding, Tokenizer

from sayso.errors import TextTooLong
from sayso.text.quotes import paragraphs, quotations

Ints = npt.NDArray[np.int64]

CASES = ("lower", "title", "upper", "mixed", "digit", "other")
QUOTING = ("outside", "inside", "inside nested", "opening", "closing", "inside unclosed")
OUTSIDE, OPENING, CLOSING = (QUOTING.index(name) for name in ("outside", "opening", "closing"))
# The network meets one kind of double and one of single marks; `QUOTING` tells it which open and which close.
MAX_PIECES = 400_000  # of an article: what reading costs grows with these; a book of 400 pages has some 220,000
_PLAIN = str.maketrans({**dict.fromkeys("“”„‟«»＂", '"'), **dict.fromkeys("‘’‚‹›", "'"), "―": "—", "‑": "-"})
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")


@dataclass(frozen=True, slots=True)
class Words:
    """Words and marks of a text in order; all arrays have one entry a word, but `token_ids`.

    `starts` and `ends` are code points of the text; `first` (one longer) is where each word's pieces begin in
    `token_ids`; `case` and `quoting` index CASES and QUOTING; `paragraph` counts the text's paragraphs from 0.
    """

    starts: Ints
    ends: Ints
    token_ids: Ints
    first: Ints
    case: Ints
    quoting: Ints
    paragraph: Ints

    def __len__(self) -> int:
        return len(self.starts)


@cache
def tokenizer() -> Tokenizer:
    """The encoder's own WordPiece tokenizer, without truncation and padding."""
    return Tokenizer.from_str((files("sayso.attribution") / "weights" / "tokenizer.json").read_text("utf8"))


def word_pieces(text: str) -> list[int]:
    """The word pieces of a text as it stands, with the encoder's marks at both ends."""
    # The tokenizer takes no lone surrogates; what a reader would put in their place (U+FFFD) it leaves out itself.
    pieces: list[int] = tokenizer().encode(text.encode("utf8", "ignore").decode("utf8")).ids
    return pieces


def count(text: str) -> int:
    """How many word pieces a text has: some 22 in 100 characters of English, 100 in 100 brackets."""
    return len(_encoded(text))


def _encoded(text: str) -> Encoding:
    plain = text.translate(_PLAIN)
    if not plain.isascii():
        plain = plain.translate(_SURROGATES)
    return tokenizer().encode(plain, add_special_tokens=False)


def words(text: str) -> Words:
    """Split a text; lone surrogates are read as U+FFFD so that every offset stays where it was. Raises TextTooLong
    where it has more than MAX_PIECES."""
    encoded = _encoded(text)
    if len(encoded) > MAX_PIECES:
        raise TextTooLong("the text", f"has more than {MAX_PIECES:,} words, parts of words and marks: split it")
    pieces = np.array(encoded.ids, dtype=np.int64)
    offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    numbers = np.array(encoded.word_ids, dtype=np.int64)
    heads = np.flatnonzero(np.diff(numbers, prepend=-1)) if len(numbers) else np.zeros(0, np.int64)
    first = np.append(heads, len(pieces))
    starts = offsets[heads, 0]
    ends = offsets[first[1:] - 1, 1] if len(heads) else starts
    return Words(
        starts,
        ends,
        pieces,
        first,
        np.array([_case(text[s:e]) for s, e in zip(starts.tolist(), ends.tolist(), strict=True)], dtype=np.int64),
        _quoting(text, starts),
        _paragraph(text, starts),
    )


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word[:1].isdigit():
        return 4
    if not word.isalpha():
        return 5
    if word.istitle():
        return 1
    return 2 if word.isupper() else 3


def _paragraph(text: str, starts: Ints) -> Ints:
    begins = np.array([s for s, _ in paragraphs(text)], dtype=np.int64)
    return np.maximum(np.searchsorted(begins, starts, side="right") - 1, 0)


def _quoting(text: str, starts: Ints) -> Ints:
    out = np.zeros(len(starts), dtype=np.int64)
    for q in quotations(text):
        a, b = np.searchsorted(starts, (q.start, q.end))
        sure = q.closed or q.continued
        out[a:b] = (2 if q.depth else 1) if sure else 5
        if a < b:
            out[a] = OPENING
        if q.closed and b - a > 1:
            out[b - 1] = CLOSING
    return out
