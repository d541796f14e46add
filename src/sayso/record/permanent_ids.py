"""Ids of statements that last: made of what stands in the article's text, kept from one reading to the next; and what
became of each."""

import json
import sqlite3
import textwrap
from base64 import b32encode
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from rapidfuzz import fuzz

from sayso.record.anchors import Anchor
from sayso.record.edits import CUT, folded, still_says

_LENGTH = 9  # digits after the s: 45 bits
_DIGITS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789abcdefghjkmnpqrstvwxyz")
_ALIKE = 80.0  # of 100, from which on two contents in one article are one statement's
_TOLD = 300  # characters of a content that messages tell

Range = tuple[int, int]
Pair = tuple[float, int, int, int]  # minus how alike, how far apart, the old one, the new one


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement as it stands in a version, by its row; `read` is where the first cue and the content stood before a
    person corrected them, `wrong` who marked it as no statement, and why."""

    number: int
    id: str | None
    cues: tuple[Range, ...]
    read: tuple[Range, Range]
    speakers: str
    cue: str
    content: str
    wrong: str | None


@dataclass(frozen=True, slots=True)
class ReadVersion:
    """What was read in a version: the article's key, the text, the statements; by which sayso and when."""

    article: str
    text: str
    statements: tuple[Standing, ...]
    engine: str
    at: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A statement that is none any more: when that came, and why. None of its words where its article was taken out."""

    id: str
    article: str
    speakers: str | None
    cue: str | None
    content: str | None
    at: str
    why: str

    def __str__(self) -> str:
        words = f"{self.speakers or '(no source)'} {self.cue}: {textwrap.shorten(self.content or '', _TOLD)}"
        said = f" It was: {words}" if self.content is not None else ""
        return f"Statement {self.id} is gone from {self.article}: {self.why} ({self.at[:10]}).{said}"


@dataclass(frozen=True, slots=True)
class Current:
    """A statement of a latest version: its id, its row, its article's. `wrong` tells that somebody marked it as no
    statement, if so."""

    id: str
    number: int
    article: int
    wrong: Gone | None


def find(connection: sqlite3.Connection, given: str) -> Current | Gone | None:
    """What an id leads to, or a number that a statement had before ids lasted; None where it was never given."""
    led = connection.execute(
        "WITH RECURSIVE led (id) AS (VALUES (?) UNION"
        " SELECT i.leads_to FROM statement_ids AS i JOIN led ON i.id = led.id WHERE i.leads_to IS NOT NULL)"
        " SELECT id FROM led",
        (given.strip().removeprefix("#").lower(),),
    ).fetchall()
    for row in led:
        if found := _current(connection, row["id"]):
            return found
    gone = connection.execute(
        "SELECT * FROM statement_ids WHERE id = ? AND leads_to IS NULL", (led[-1]["id"],)
    ).fetchone()
    return _gone(gone) if gone else None


def reading(connection: sqlite3.Connection, version: int) -> ReadVersion:
    """What is read in a version now, to be handed to `keep` when something else was read in its place."""
    v = connection.execute(
        "SELECT v.text, v.engine, a.key, r.started FROM versions AS v JOIN articles AS a ON a.id = v.article"
        " JOIN runs AS r ON r.id = v.run WHERE v.id = ?",
        (version,),
    ).fetchone()
    spans: dict[tuple[int, str], list[Range]] = {}
    for x in connection.execute(
        'SELECT x.statement, x.role, x.start, x."end" FROM spans AS x JOIN statements AS s ON s.id = x.statement'
        " WHERE s.version = ? AND x.role IN ('cue', 'content') ORDER BY x.statement, x.role, x.position",
        (version,),
    ):
        spans.setdefault((x["statement"], x["role"]), []).append((x["start"], x["end"]))
    found = connection.execute(f"{_STANDING} WHERE s.version = ? ORDER BY s.id", (version,))
    return ReadVersion(
        v["key"], v["text"], tuple(_standing(s, spans) for s in found), json.loads(v["engine"])["version"], v["started"]
    )


def keep(
    connection: sqlite3.Connection, version: int, before: ReadVersion | None = None, *, edited: bool = False
) -> None:
    """Give an id to each statement of a version that has none yet: the one that it had in the reading `before`, or had
    once; else a new one. What was read before and is not any more is noted with the reason; `edited` tells that the
    outlet changed the article since."""
    now = reading(connection, version)
    kept, merged = _matched(before, now) if before else ({}, {})
    for number, old in kept.items():
        _name(connection, number, old.id)
    if before:
        _note_gone(connection, before, now, kept, merged, folded(now.text) if edited else None)
    digests = _digests(now)
    for s in now.statements:
        if s.id is None and s.number not in kept:
            _name(connection, s.number, _former(connection, now.article, s) or _new(connection, digests[s.number]))
    for number, old in kept.items():
        other = _id(digests[number], _LENGTH)
        if not _is_given(connection, other):
            _redirect(connection, other, old.id, now, "what it would be called if it were read for the first time")


def take_out(connection: sqlite3.Connection, article: str, at: str, why: str | None) -> None:
    """Note that an article is taken out: its ids tell that, and nothing of what it said is kept."""
    reason = "the article was taken out" + (f": {why}" if why else "")
    connection.execute(
        "INSERT OR REPLACE INTO statement_ids SELECT DISTINCT s.permanent, a.key, NULL, NULL, NULL, NULL, ?, ?"
        " FROM statements AS s JOIN versions AS v ON v.id = s.version JOIN articles AS a ON a.id = v.article"
        " WHERE a.key = ?",
        (at, reason, article),
    )
    connection.execute(
        "UPDATE statement_ids SET speakers = NULL, cue = NULL, content = NULL WHERE article = ?", (article,)
    )


def note_taken_back(connection: sqlite3.Connection, number: int, at: str) -> None:
    """Note that a statement that a person found, by its row, goes because they took it back."""
    connection.execute(
        "INSERT OR REPLACE INTO statement_ids"
        f" SELECT t.permanent, a.key, NULL, t.speakers, t.cue, t.content, ?, 'taken back by who added it'"
        f" FROM ({_STANDING} WHERE s.id = ?) AS t JOIN statements AS s ON s.id = t.id"
        " JOIN versions AS v ON v.id = s.version JOIN articles AS a ON a.id = v.article",
        (at, number),
    )


def keep_all(connection: sqlite3.Connection) -> None:
    """Give ids to the statements of a record that has none; their numbers lead there."""
    versions = connection.execute("SELECT id, article FROM versions ORDER BY article, number").fetchall()
    before: dict[int, ReadVersion] = {}
    for v in versions:
        keep(connection, v["id"], before.get(v["article"]), edited=True)
        before = {v["article"]: reading(connection, v["id"])}
    connection.execute(
        "INSERT INTO statement_ids SELECT s.id, a.key, s.permanent, NULL, NULL, NULL, r.started,"
        " 'its number before ids lasted' FROM statements AS s JOIN versions AS v ON v.id = s.version"
        " JOIN articles AS a ON a.id = v.article JOIN runs AS r ON r.id = v.run"
    )


_STANDING = """
SELECT s.id, s.permanent, s.cue, s.content, c.machine, c.wrong, c.who, c.why, coalesce((
    SELECT group_concat(a.name, '; ') FROM (
        SELECT actor FROM statement_actors WHERE statement = s.id AND role = 'speaker' ORDER BY position
    ) AS x JOIN actors AS a ON a.id = x.actor
), s.source) AS speakers
FROM statements AS s LEFT JOIN corrected AS c ON c.statement = s.id
"""


def _standing(s: sqlite3.Row, spans: Mapping[tuple[int, str], list[Range]]) -> Standing:
    cues, contents = (tuple(spans.get((s["id"], role), ())) for role in ("cue", "content"))
    read = cues[0], contents[0] if contents else cues[0]
    if s["machine"]:
        machine = json.loads(s["machine"])
        read = _range(machine["cue"][0]), _range((machine["content"] or machine["cue"])[0])
    wrong = _marked_wrong(s) if s["wrong"] else None
    return Standing(s["id"], s["permanent"], cues, read, s["speakers"], s["cue"], s["content"], wrong)


def _marked_wrong(s: sqlite3.Row) -> str:
    return f"marked wrong by {s['who']}" + (f": {s['why']}" if s["why"] else "")


def _range(span: dict[str, Any]) -> Range:
    return span["start"], span["end"]


def _digests(now: ReadVersion) -> dict[int, str]:
    """What tells each statement from all others, in digits: its article, the exact words of its cue, which of the
    places in the text that have these words it is, and which of the statements at this cue."""
    there: Counter[tuple[str, int]] = Counter()
    out = {}
    for s in sorted(now.statements, key=lambda s: (s.read, s.number)):
        start, end = s.read[0]
        words = now.text[start:end]
        place = words, now.text.count(words, 0, start)
        told = json.dumps([now.article, *place, there[place]], ensure_ascii=False)
        out[s.number] = b32encode(sha256(told.encode()).digest()).decode().translate(_DIGITS)
        there[place] += 1
    return out


def _id(digest: str, length: int) -> str:
    return f"s{digest[:length]}"


def _new(connection: sqlite3.Connection, digest: str) -> str:
    """The shortest id of these digits that was never given: where two have the same first digits, who comes second
    has one more."""
    ids = (_id(digest, length) for length in range(_LENGTH, len(digest) + 1))
    return next(id for id in ids if not _is_given(connection, id))


def _is_given(connection: sqlite3.Connection, id: str) -> bool:
    found = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM statements WHERE permanent = ?1)"
        " OR EXISTS (SELECT 1 FROM statement_ids WHERE id = ?1)",
        (id,),
    ).fetchone()
    return bool(found[0])


def _former(connection: sqlite3.Connection, article: str, s: Standing) -> str | None:
    """The id of a statement that was gone from the article and is read again, with its words."""
    found = connection.execute(
        "SELECT id, content FROM statement_ids WHERE article = ? AND cue = ? ORDER BY id", (article, s.cue)
    ).fetchall()
    alike = [(fuzz.ratio(row["content"], s.content), row["id"]) for row in found]
    much, id = max(alike, default=(0.0, ""))
    if much < _ALIKE:
        return None
    connection.execute("DELETE FROM statement_ids WHERE id = ?", (id,))
    return id


def _name(connection: sqlite3.Connection, number: int, id: str | None) -> None:
    connection.execute("UPDATE statements SET permanent = ? WHERE id = ?", (id, number))


def _matched(before: ReadVersion, now: ReadVersion) -> tuple[dict[int, Standing], dict[int, int]]:
    """Which statement of the reading before each of this one is: one whose cue overlaps, else one of which the same was
    said; and of the others before, by their rows, those that a statement of this reading stands for as well."""
    old = {s.number: s for s in before.statements}
    pairs = sorted(_overlapping(before, now))
    kept = _taken(pairs, {})
    free = [s for s in now.statements if s.number not in kept]
    left = [s for s in before.statements if s.number not in kept.values()]
    kept = _taken(sorted(_alike(left, free)), kept)
    left = [s for s in left if s.number not in kept.values()]
    again = [*pairs, *sorted(_alike(left, now.statements))]
    merged = {o: n for _, _, o, n in reversed(again) if n in kept}
    return {n: old[o] for n, o in kept.items()}, {s.number: merged[s.number] for s in left if s.number in merged}


def _taken(pairs: Iterable[Pair], kept: Mapping[int, int]) -> dict[int, int]:
    """The new one and the old one of each pair whose two are in none before it."""
    out = dict(kept)
    taken = set(out.values())
    for _, _, o, n in pairs:
        if o not in taken and n not in out:
            out[n] = o
            taken.add(o)
    return out


def _overlapping(before: ReadVersion, now: ReadVersion) -> Iterable[Pair]:
    """Those whose cues overlap, the most alike in cue and content first."""
    for o in before.statements:
        cues = o.cues
        if before.text != now.text:
            found = (Anchor.of(before.text, *cue).find(now.text) for cue in cues)
            cues = tuple((x.start, x.end) for x in found if x)
        for n in now.statements:
            shared = sum(max(0, min(b, d) - max(a, c)) for a, b in cues for c, d in n.cues)
            if shared:
                cue = shared / (_size(cues) + _size(n.cues) - shared)
                yield -cue - fuzz.ratio(o.content, n.content) / 100, 0, o.number, n.number


def _size(ranges: Iterable[Range]) -> int:
    return sum(end - start for start, end in ranges)


def _alike(before: Iterable[Standing], now: Iterable[Standing]) -> Iterable[Pair]:
    some = list(now)
    for o in before:
        for n in some:
            if much := fuzz.ratio(o.content, n.content, score_cutoff=_ALIKE):
                yield -much, abs(o.read[0][0] - n.read[0][0]), o.number, n.number


def _note_gone(
    connection: sqlite3.Connection,
    before: ReadVersion,
    now: ReadVersion,
    kept: Mapping[int, Standing],
    merged: Mapping[int, int],
    edited: str | None,
) -> None:
    """Note what became of those of the reading before that no statement of this one is; `edited` is the folded text of
    this one where the outlet changed it."""
    stay = {s.number for s in kept.values()}
    for s in before.statements:
        if s.number not in stay:
            is_cut = edited is not None and not still_says(before.text, s.cues[0], s.content, edited)
            why = CUT if is_cut else f"not read any more by sayso {now.engine}"
            into = kept[merged[s.number]].id if s.number in merged and not s.wrong else None
            connection.execute(
                "INSERT OR REPLACE INTO statement_ids VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (s.id, now.article, into, s.speakers, s.cue, s.content, now.at, s.wrong or why),
            )


def _redirect(connection: sqlite3.Connection, id: str, to: str | None, now: ReadVersion, why: str) -> None:
    connection.execute(
        "INSERT INTO statement_ids VALUES (?, ?, ?, NULL, NULL, NULL, ?, ?)", (id, now.article, to, now.at, why)
    )


def _current(connection: sqlite3.Connection, id: str) -> Current | None:
    row = connection.execute(
        f"SELECT t.*, v.article, a.key, c.at FROM ({_STANDING} WHERE s.permanent = ?) AS t"
        " JOIN statements AS s ON s.id = t.id JOIN versions AS v ON v.id = s.version AND v.latest"
        " JOIN articles AS a ON a.id = v.article LEFT JOIN corrected AS c ON c.statement = s.id",
        (id,),
    ).fetchone()
    if row is None:
        return None
    words = row["speakers"], row["cue"], row["content"]
    wrong = Gone(id, row["key"], *words, row["at"], _marked_wrong(row)) if row["wrong"] else None
    return Current(id, row["id"], row["article"], wrong)


def _gone(row: sqlite3.Row) -> Gone:
    return Gone(*(row[k] for k in ("id", "article", "speakers", "cue", "content", "at", "why")))
