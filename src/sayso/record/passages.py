"""Where in texts the words are that were looked for."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.record.query_syntax import Filter, Node, Phrase, Word, as_fts, leaves

Range = tuple[int, int]
_BEGIN, _END = "\x02", "\x03"  # around what was found
_NO_MARKS = {ord(_BEGIN): " ", ord(_END): " "}
_STEMS, _WRITTEN = "porter unicode61 remove_diacritics 2", "unicode61 remove_diacritics 2"


def hits(texts: Sequence[str], asked: Node) -> list[tuple[Range, ...]]:
    """Where in each text the words and phrases stand that are looked for: as the record's indexes find them."""
    terms = [replace(x, said=False) for x in leaves(asked) if not isinstance(x, Filter)]
    found: list[set[Range]] = [set() for _ in texts]
    stems = [x for x in terms if isinstance(x, Word) and not x.prefix]
    for tokenizer, some in ((_STEMS, stems), (_WRITTEN, [x for x in terms if x not in stems])):
        for n, ranges in _found(texts, some, tokenizer):
            found[n] |= ranges
    return [tuple(sorted(ranges)) for ranges in found]


def _found(texts: Sequence[str], terms: Sequence[Word | Phrase], tokenizer: str) -> Iterator[tuple[int, set[Range]]]:
    """The numbers of texts in which one of the terms stands, and where."""
    if not terms or not texts:
        return
    index = sqlite3.connect(":memory:")
    try:
        index.execute(f"CREATE VIRTUAL TABLE shown USING fts5 (text, tokenize = '{tokenizer}')")
        plain = (text.translate(_NO_MARKS).encode("utf-8", "replace").decode() for text in texts)
        index.executemany("INSERT INTO shown (rowid, text) VALUES (?, ?)", enumerate(plain))
        marked = "SELECT rowid, highlight(shown, 0, ?, ?) FROM shown WHERE shown MATCH ?"
        for n, text in index.execute(marked, (_BEGIN, _END, " OR ".join(map(as_fts, terms)))).fetchall():
            yield n, set(_marked(text))
    finally:
        index.close()


def _marked(text: str) -> Iterator[Range]:
    """The ranges between marks, in the text without them."""
    at = 0
    for piece in text.split(_BEGIN):
        inside, end, outside = piece.partition(_END)
        if end:
            yield at, at + len(inside)
        at += len(inside) + len(outside)
