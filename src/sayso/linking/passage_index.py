"""What was said, made ready to be found: by sequences of its words, and by its meaning."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import numpy as np

from sayso.attribution import Sentences
from sayso.attribution.decode import Floats
from sayso.linking.words import forms, shingles, words
from sayso.record import passage_index as index
from sayso.record.versions import latest_text
from sayso.text.quotes import quotations
from sayso.text.sentences import ends, sentence

SIZE = 4  # words of a shingle
# Of so many neighbouring shingles the least is kept, so that a sequence of SIZE + WINDOW - 1 words that two passages
# share is always found (winnowing: Schleimer, Wilkerson, Aiken, SIGMOD 2003).
_WINDOW = 3
_FEWEST = 4  # words of a quotation that is worth finding
_STRETCH = 400  # code points of a content that one vector stands for
_COMMON = 200  # passages that share a shingle; what more share is a phrase of the language


def link(connection: sqlite3.Connection, article: int, sentences: Sentences) -> None:
    """Make the passages of an article's latest version ready to be found, and no others of it."""
    for passage, content in index.take_out(connection, article):
        index.forget_shingles(connection, passage, _kept(content))
    latest = latest_text(connection, article)
    if latest is None:
        return
    vector = cache(sentences.vector)  # one sentence often holds several statements
    for s in index.said_in(connection, latest.id):
        index.keep_shingles(connection, s.id, _kept(s.content))
        around = vector(sentence(latest.text, s.start, s.end))
        index.keep_vectors(connection, s.id, (_packed(vector(x) + around) for x in stretches(s.content)))
    for start, end in _loose(latest.text, index.contents_in(connection, latest.id)):
        words_of_it = latest.text[start:end]
        passage = index.keep_quotation(connection, latest.id, (start, end), words_of_it)
        index.keep_shingles(connection, passage, _kept(words_of_it))


def stretches(content: str) -> list[str]:
    """The words of a content in stretches that one vector can stand for; a short content is one."""
    if len(content) <= _STRETCH:
        return [content]
    out = [""]
    borders = [0, *(m.end() for m in ends(content)), len(content)]
    for part in (content[a:b].strip() for a, b in pairwise(borders)):
        if out[-1] and len(out[-1]) + len(part) > _STRETCH:
            out.append("")
        out[-1] = f"{out[-1]} {part}".strip()
    return out


def sharing(connection: sqlite3.Connection, text: str) -> Counter[int]:
    """Passages that share sequences of words with a text, and how many; by a sequence that is everywhere some of them,
    and only where the text has no rarer one."""
    found = [index.holders(connection, value, _COMMON) for value in set(shingles(forms(text), SIZE))]
    rare = [some for some in found if len(some) < _COMMON]
    return Counter(passage for some in (rare if any(rare) else found) for passage in some)


def _packed(vector: Floats) -> bytes:
    """A vector at length 1 in 384 bytes."""
    packed: bytes = np.rint(vector * (127 / max(float(np.linalg.norm(vector)), 1e-6))).astype(np.int8).tobytes()
    return packed


def _kept(content: str) -> set[int]:
    """The shingles by which a passage is found."""
    every = shingles(forms(content), SIZE)
    return {min(every[i : i + _WINDOW]) for i in range(max(1, len(every) - _WINDOW + 1)) if every}


def _loose(text: str, held: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Outermost quotations of a text that stand in no statement's content (`held`), without their marks."""
    for q in quotations(text):
        start, end = q.start + 1, q.end - 1 if q.closed else q.end
        inside = any(a <= start and end <= b for a, b in held)
        if q.depth == 0 and not inside and len(words(text[start:end])) >= _FEWEST:
            yield start, end
