"""How a search that is being typed may go on: by the names of actors and outlets, and by what can be chosen."""

import re
import sqlite3
from dataclasses import dataclass

from sayso.record.query_syntax import CHOICES, as_text
from sayso.record.record import Record
from sayso.text.folding import folded

_MOST = 8  # that are told
_SHORTEST = 2  # letters of a name without by: before it
# What is typed last: by:"Ada Ho, -to:ho, act:wa, or a part of a name.
_LAST = re.compile(r"(?P<no>-?)(?:(?P<key>[A-Za-z_-]+):)?(?P<part>[^\s\"()]*)$")
_IN_QUOTES = re.compile(r'(?P<no>-?)(?:(?P<key>[A-Za-z_-]+):)?=?"(?P<part>[^"]*)$')
_ACTORS = """
SELECT k.name, sum((SELECT count(*) FROM actor_links WHERE known = k.id)) AS n FROM known_actors AS k
WHERE k.merged IS NULL AND k.moved IS NULL AND instr(folded(k.name), :part)
GROUP BY k.name ORDER BY instr(' ' || folded(k.name), ' ' || :part) = 0, n DESC, k.name LIMIT :most
"""
# Where nobody is known across articles yet.
_NAMES = """
SELECT name, count(*) AS n FROM actors WHERE instr(folded(name), :part)
GROUP BY name COLLATE NOCASE ORDER BY instr(' ' || folded(name), ' ' || :part) = 0, n DESC, name LIMIT :most
"""
_OUTLETS = """
SELECT outlet AS name, count(*) AS n FROM versions WHERE latest AND instr(folded(outlet), :part)
GROUP BY outlet ORDER BY n DESC, outlet LIMIT :most
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is offered, in words; and the whole search with it."""

    told: str
    text: str


def suggestions(record: Record, text: str) -> list[Suggestion]:
    """How what is typed last may go on, the likeliest first; nothing where nothing is known that begins so."""
    m = (_IN_QUOTES if text.count('"') % 2 else _LAST).search(text)
    if not m:
        return []
    key, part = (m["key"] or "").lower().replace("-", "_"), m["part"]
    if key in CHOICES:
        values = [value for value in CHOICES[key] if value.startswith(part.lower())][:_MOST]
        return [Suggestion(value, f"{text[: m.start()]}{m['no']}{as_text(key, value)}") for value in values]
    if key not in ("", "by", "to", "outlet") or (not key and len(part) < _SHORTEST):
        return []
    names = _found(record, _OUTLETS, part) if key == "outlet" else _actors(record, part)
    before = text[: m.start()]
    return [
        Suggestion(name, f"{before if key else _without(before, name)}{m['no']}{as_text(key or 'by', name)}")
        for name in names
    ]


def _actors(record: Record, part: str) -> list[str]:
    return _found(record, _ACTORS, part) or _found(record, _NAMES, part)


def _found(record: Record, sql: str, part: str) -> list[str]:
    try:
        rows = record.connection.execute(sql, {"part": folded(part), "most": _MOST}).fetchall()
    except (sqlite3.Error, UnicodeEncodeError):  # no name has such letters
        return []
    return [row["name"] for row in rows]


def _without(before: str, name: str) -> str:
    """What stands before the last word, without the words that are a part of the name: "ferry Ada Ho"."""
    words = before.split()
    while words and folded(words[-1]) in folded(name).split():
        words.pop()
    return " ".join([*words, ""])
