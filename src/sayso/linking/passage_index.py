"""What was said, made ready to be found: by sequences of its words, and by its meaning."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import numpy as np

from sayso.attribution import Sentences
from sayso.attribution.decode import Floats
from sayso.linking.words import forms, shingles, words
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
    _forget(connection, article)
    latest = connection.execute("SELECT id, text FROM versions WHERE article = ? AND latest", (article,)).fetchone()
    if latest is None:
        return
    found = connection.execute(
        'SELECT s.id, s.content, x.start, x."end" FROM statements AS s JOIN spans AS x ON x.statement = s.id'
        " AND x.role = 'cue' AND x.position = 0 LEFT JOIN corrected AS c ON c.statement = s.id"
        " WHERE s.version = ? AND c.wrong IS NOT 1 ORDER BY s.id",
        (latest["id"],),
    ).fetchall()
    vector = cache(sentences.vector)  # one sentence often holds several statements
    for s in found:
        _insert(connection, s["id"], s["content"])
        around = vector(sentence(latest["text"], s["start"], s["end"]))
        vectors = (vector(x) + around for x in stretches(s["content"]))
        connection.executemany(
            "INSERT INTO vectors VALUES (?, ?, ?)", [(s["id"], n, _packed(v)) for n, v in enumerate(vectors)]
        )
    for start, end in _loose(connection, latest["id"], latest["text"]):
        words_of_it = latest["text"][start:end]
        made = connection.execute(
            'INSERT INTO quotations (version, start, "end", content) VALUES (?, ?, ?, ?)',
            (latest["id"], start, end, words_of_it),
        )
        _insert(connection, -(made.lastrowid or 0), words_of_it)


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
    found = [
        connection.execute(
            "SELECT passage FROM shingles WHERE hash = ? ORDER BY passage DESC LIMIT ?", (value, _COMMON)
        ).fetchall()
        for value in set(shingles(forms(text), SIZE))
    ]
    rare = [rows for rows in found if len(rows) < _COMMON]
    return Counter(row["passage"] for rows in (rare if any(rare) else found) for row in rows)


def _forget(connection: sqlite3.Connection, article: int) -> None:
    """Take out the passages of all versions of an article, and those that went."""
    of = "statement IN (SELECT s.id FROM statements AS s JOIN versions AS v ON v.id = s.version WHERE v.article = ?)"
    held = connection.execute(
        f"SELECT id, content FROM statements WHERE id IN (SELECT statement FROM vectors WHERE {of})", (article,)
    ).fetchall()
    for s in held:
        _delete(connection, s["id"], s["content"])
    connection.execute(f"DELETE FROM vectors WHERE {of}", (article,))
    connection.execute(
        "DELETE FROM quotations WHERE version IN (SELECT id FROM versions WHERE article = ?)", (article,)
    )
    for g in connection.execute("SELECT passage, content FROM gone").fetchall():
        _delete(connection, g["passage"], g["content"])
    connection.execute("DELETE FROM gone")


def _insert(connection: sqlite3.Connection, passage: int, content: str) -> None:
    connection.executemany("INSERT OR IGNORE INTO shingles VALUES (?, ?)", [(h, passage) for h in _kept(content)])


def _delete(connection: sqlite3.Connection, passage: int, content: str) -> None:
    connection.executemany(
        "DELETE FROM shingles WHERE hash = ? AND passage = ?", [(h, passage) for h in _kept(content)]
    )


def _packed(vector: Floats) -> bytes:
    """A vector at length 1 in 384 bytes."""
    packed: bytes = np.rint(vector * (127 / max(float(np.linalg.norm(vector)), 1e-6))).astype(np.int8).tobytes()
    return packed


def _kept(content: str) -> set[int]:
    """The shingles by which a passage is found."""
    every = shingles(forms(content), SIZE)
    return {min(every[i : i + _WINDOW]) for i in range(max(1, len(every) - _WINDOW + 1)) if every}


def _loose(connection: sqlite3.Connection, version: int, text: str) -> Iterator[tuple[int, int]]:
    """Outermost quotations of a text that stand in no statement's content, without their marks."""
    held = [
        (x["start"], x["end"])
        for x in connection.execute(
            'SELECT x.start, x."end" FROM spans AS x JOIN statements AS s ON s.id = x.statement'
            " WHERE s.version = ? AND x.role = 'content'",
            (version,),
        )
    ]
    for q in quotations(text):
        start, end = q.start + 1, q.end - 1 if q.closed else q.end
        inside = any(a <= start and end <= b for a, b in held)
        if q.depth == 0 and not inside and len(words(text[start:end])) >= _FEWEST:
            yield start, end
