"""What is shown of a text: the sentences that something stands in, and where the words are that were looked for."""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.record.query_syntax import Filter, Node, Phrase, Word, as_fts, leaves

Range = tuple[int, int]
_SENTENCE = re.compile(r"[.!?][\"”’')]*\s+(?=[“\"‘'(\[]*[^\W\d_a-z])|\n")
# After these a full stop ends no sentence: "Mrs. Holm", "J. Holm".
_ABBREVIATED = re.compile(
    r"\b(?:Mrs?|Ms|Drs?|Prof|Sens?|Reps?|Govs?|Gen|Col|Capt|Lt|Sgt|Rev|Hon|St|Maj|Adm|No|vs|[^\W\d_a-z])\.$"
)
# After these it may end one: what is shown goes on, for a sentence more is better than half a name.
_MAY_GO_ON = re.compile(
    r"\b(?:Jr|Sr|Inc|Co|Corp|Ltd|Del|Det|Supt|Pres|Messrs|Mme|Mlle|Mt|Ft|Jan|Feb|Aug|Sept?|Oct|Nov|Dec|[ap]\.m|e\.g|i\.e)"
    r"\.$"
)
_AROUND = 400  # code points before and after a stretch in which its sentence is looked for
_LONGEST = 2000  # code points that are shown
_BEGIN, _END = "\x02", "\x03"  # around what was found
_NO_MARKS = {ord(_BEGIN): " ", ord(_END): " "}
_STEMS, _WRITTEN = "porter unicode61 remove_diacritics 2", "unicode61 remove_diacritics 2"


def sentence(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of the text, on one line."""
    begin = max(0, start - _AROUND)
    before = [m.end() for m in _ends(text, begin, start + 1) if m.end() <= start]
    after = next(_ends(text, end, end + _AROUND), None)
    return " ".join(text[before[-1] if before else begin : after.start() + 1 if after else end + _AROUND].split())


def passage(text: str, start: int, end: int) -> str:
    """The sentences around a stretch of the text, whole, on one line; with "…" where they are too long to be shown."""
    first = max(0, start - _AROUND)
    # The first letter tells that a sentence begins, behind what marks may stand before it.
    before = [m.end() for m in _whole_ends(text, first, start + 8) if m.end() <= start]
    begin = before[-1] if before else first
    after = (m.end() for m in _whole_ends(text, max(start, end - 4), end + _AROUND) if m.end() > end)
    last = next(after, end + _AROUND)
    is_cut = (not before and first > 0, last - begin > _LONGEST or (last == end + _AROUND and last < len(text)))
    words = text[begin : min(last, begin + _LONGEST)].split()
    shown = " ".join(words[is_cut[0] : len(words) - is_cut[1]])
    return f"{'… ' if is_cut[0] else ''}{shown}{' …' if is_cut[1] else ''}"


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


def _ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where sentences end in a stretch of the text."""
    found = _SENTENCE.finditer(text, start, end)
    return (m for m in found if not _ABBREVIATED.search(text, max(0, m.start() - 6), m.start() + 1))


def _whole_ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Where sentences surely end."""
    return (m for m in _ends(text, start, end) if not _MAY_GO_ON.search(text, max(0, m.start() - 7), m.start() + 1))
