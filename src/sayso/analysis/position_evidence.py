"""Who holds what by which statement: nested ones under those that tell them, repeats told as such."""

import json
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sayso.analysis.position_labels import CONTRARY
from sayso.analysis.position_relation import SURE, Stands
from sayso.analysis.topic_query import folded
from sayso.linking.known_actors import rows_of
from sayso.record.headlines import in_headlines

Key = tuple[str | int, ...]
Rows = Mapping[int, sqlite3.Row]

# As a source that is led to nobody they name nobody: "they", "she's", "his".
_NOBODY = re.compile(
    r"(?:he|she|it|they|i|we|you|who|him|hers?|his|theirs?|them|its|mine|my|our|those|these|this|that)\b(?!\s\w)", re.I
)
_TELLING = frozenset(("assert", "confirm", "announce", "report", "believe", "criticize", "praise"))
_COMMITTING = frozenset(("promise", "threaten"))  # who says what he will do tells what he holds
_OTHERS_SHARE = 0.5  # of a content that tells what others said: then it is no more its speaker's own position
_SAME_NAME = frozenset(("named", "media"))  # whose name is one and the same in every article
_SHORTEST = 3  # letters of a word that tells whom a headline means
_ROWS = """
SELECT s.number AS id, s.id AS permanent, b.parent, s.when_start, s.when_end, s.act, s.negated, s.sourcing, s.source,
    s.event, s.cue, s.content, s.outlet, s.title, s.url, s.published, s.article, s.credit, t.thread, v.parts,
    coalesce(c.original, s.article) AS original,
    EXISTS (SELECT 1 FROM credit WHERE statement = s.number AND role = 'candidate') AS doubted,
    (SELECT min(start) FROM spans WHERE statement = s.number AND role = 'cue') AS start
FROM statement_view AS s JOIN statements AS b ON b.id = s.number JOIN versions AS v ON v.id = s.version
LEFT JOIN copies AS c ON c.article = s.article LEFT JOIN thread_statements AS t ON t.statement = s.number
WHERE s.number IN (SELECT value FROM json_each(?))
"""
_SPEAKERS = """
SELECT x.statement, a.name, a.titles, l.known FROM statement_actors AS x JOIN actors AS a ON a.id = x.actor
LEFT JOIN actor_links AS l ON l.actor = a.id
WHERE x.role = 'speaker' AND x.statement IN (SELECT value FROM json_each(?)) ORDER BY x.statement, x.position
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds it. `key` is the same for one actor: across articles where it is known who he is, or by his name; of
    those without a name only in one article and its copies."""

    key: Key
    name: str
    called: str
    known: str | None
    titles: tuple[str, ...]
    type: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_named(self) -> bool:
        """Whether he is the same in every article; whom none calls by a name is somebody else in each."""
        return len(self.key) == 1


@dataclass(frozen=True, slots=True)
class Held:
    """That somebody holds something by a statement (its row); how it stands to what is asked; by whom that is told,
    where by another; and which statement it only repeats."""

    holder: Holder
    stands: Stands
    row: sqlite3.Row
    told_by: str | None
    repeats: str | None = None

    @property
    def sure(self) -> bool:
        return self.stands.chance >= SURE and self.holder.is_named

    @property
    def days(self) -> tuple[str, str] | None:
        """First and last possible day that it was said on, or else the day of the article."""
        if self.row["when_start"]:
            return self.row["when_start"], self.row["when_end"]
        try:
            day = date.fromisoformat((self.row["published"] or "")[:10]).isoformat()
        except ValueError:
            return None
        return day, day


def all_held(connection: sqlite3.Connection, stands: Mapping[int, Stands]) -> list[Held]:
    """Who holds what by statements that stand so to what is asked, those first that others repeat."""
    rows = _with_parents(connection, set(stands))
    holders = _holders(connection, rows)
    held = []
    for number in sorted(stands.keys() & rows.keys()):
        row = rows[number]
        for holder in holders[number]:
            told = _told(holder, row, rows, holders)
            if told is None:
                continue
            own = stands[number]
            turned = replace(own, stand=CONTRARY.get(own.stand, own.stand)) if told[0] else own
            held.append(Held(holder, turned, row, told[1]))
    return _with_repeats(_without_tellers(connection, held, holders))


def _with_parents(connection: sqlite3.Connection, wanted: set[int]) -> dict[int, sqlite3.Row]:
    rows: dict[int, sqlite3.Row] = {}
    missing = wanted
    while missing:
        some = connection.execute(_ROWS, (json.dumps(sorted(missing)),)).fetchall()
        rows |= {row["id"]: row for row in some}
        missing = {row["parent"] for row in some if row["parent"] is not None} - rows.keys()
    return rows


def _holders(connection: sqlite3.Connection, rows: Rows) -> dict[int, list[Holder]]:
    """The speakers of each statement, or else its source as it stands."""
    speakers = connection.execute(_SPEAKERS, (json.dumps(sorted(rows)),)).fetchall()
    known = rows_of(connection, (s["known"] for s in speakers if s["known"] is not None))
    found: dict[int, list[Holder]] = {number: [] for number in rows}
    for actor in speakers:
        row, name, one = rows[actor["statement"]], actor["name"], known.get(actor["known"])
        titles = json.loads(actor["titles"])
        if one:
            titles = [*json.loads(one["titles"]), *titles]
            holder = Holder(
                (one["id"],),
                one["name"],
                name,
                one["permanent"],
                tuple(titles),
                one["type"],
                json.loads(one["identifiers"]),
            )
        else:
            everywhere = row["sourcing"] in _SAME_NAME
            key: Key = (name.casefold(),) if everywhere else (name.casefold(), row["original"])
            holder = Holder(key, name, name, None, tuple(titles))
        found[row["id"]].append(holder)
    for number, row in rows.items():
        source = row["source"]
        if not found[number] and source and not _NOBODY.match(source):
            full_name = row["sourcing"] in _SAME_NAME and " " in source and source.istitle() and not row["doubted"]
            key = (source.casefold(),) if full_name else (source.casefold(), row["original"])
            found[number] = [Holder(key, source, source, None, ())]
    return found


def _told(
    holder: Holder, row: sqlite3.Row, rows: Rows, holders: Mapping[int, Sequence[Holder]]
) -> tuple[bool, str | None] | None:
    """How those around a nested statement tell it: whether turned round, and who does, where that is another; None
    where they do not tell it for true, or for the contrary of it."""
    turned, teller = False, None
    while row["parent"] in rows:
        row = rows[row["parent"]]
        own = holder.key in {h.key for h in holders[row["id"]]}
        if row["negated"]:
            return None
        if row["act"] == "deny":
            turned = not turned
        elif row["act"] not in _TELLING and not (own and row["act"] in _COMMITTING):
            return None
        if not own:
            teller = teller or " and ".join(h.name for h in holders[row["id"]]) or "somebody"
    return turned, teller


def _without_tellers(
    connection: sqlite3.Connection, held: list[Held], holders: Mapping[int, Sequence[Holder]]
) -> list[Held]:
    """Without sayings that mostly tell what others said or think: a report is no position of who makes it."""
    numbers = json.dumps(sorted({h.row["id"] for h in held}))
    spans: dict[int, list[sqlite3.Row]] = {}
    for x in connection.execute(
        'SELECT x.statement, x.start, x."end", s.parent FROM spans AS x JOIN statements AS s ON s.id = x.statement'
        " WHERE x.role = 'content' AND (s.id IN (SELECT value FROM json_each(?1))"
        " OR s.parent IN (SELECT value FROM json_each(?1)))",
        (numbers,),
    ):
        spans.setdefault(x["statement"], []).append(x)
    inner: dict[int, list[int]] = {}
    for number, some in spans.items():
        inner.setdefault(some[0]["parent"], []).append(number)
    by_others = _holders(connection, _with_parents(connection, {n for h in held for n in inner.get(h.row["id"], ())}))
    return [h for h in held if not _only_tells(h, inner.get(h.row["id"], []), spans, {**by_others, **holders})]


def _only_tells(
    h: Held, inner: list[int], spans: Mapping[int, list[sqlite3.Row]], holders: Mapping[int, Sequence[Holder]]
) -> bool:
    """Whether most of what is said is what others are told to have said."""
    others = [n for n in inner if holders.get(n) and h.holder.key not in {x.key for x in holders[n]}]
    own, told = (_places(spans, some) for some in ([h.row["id"]], others))
    return bool(own) and len(own & told) / len(own) > _OTHERS_SHARE


def _places(spans: Mapping[int, list[sqlite3.Row]], numbers: Iterable[int]) -> set[int]:
    return {place for n in numbers for x in spans.get(n, ()) for place in range(x["start"], x["end"])}


def _with_repeats(held: list[Held]) -> list[Held]:
    """Each with the statement that it repeats, if any: the body's, the original's, an earlier one of the same thread in
    the article."""
    first: dict[tuple[Key, str, int, str], str] = {}
    body: dict[tuple[int, str], list[Held]] = {}
    named: dict[Key, set[str]] = {}
    heads, out = [], []
    for h in sorted(held, key=lambda h: (h.row["article"] != h.row["original"], h.row["id"])):
        if any(start <= h.row["start"] < end for start, end in in_headlines(h.row["parts"])):
            heads.append(h)
            continue
        body.setdefault((h.row["article"], h.stands.stand), []).append(h)
        words = folded(" ".join((h.row["source"], h.holder.name, *h.holder.titles)))
        named.setdefault(h.holder.key, set()).update(words)
        out.append(_repeating(h, first))
    for h in heads:
        same = (b for b in body.get((h.row["article"], h.stands.stand), ()) if _is_same(h, b, named[b.holder.key]))
        again = next(same, None)
        out.append(replace(h, holder=again.holder, repeats=again.row["permanent"]) if again else _repeating(h, first))
    return out


def _repeating(h: Held, first: dict[tuple[Key, str, int, str], str]) -> Held:
    thread = h.row["thread"]
    marks = [" ".join(folded(h.row["content"])), *([f"thread {thread}"] if thread is not None else [])]
    keys = [(h.holder.key, h.stands.stand, h.row["original"], mark) for mark in marks]
    again = next((first[k] for k in keys if k in first), None)
    for k in keys:
        first.setdefault(k, h.row["permanent"] if again is None else again)
    return h if again is None else replace(h, repeats=again)


def _is_same(head: Held, body: Held, named: set[str]) -> bool:
    """Whether a headline's words can mean whom the body has: Minister, of Transport Minister Ilka Brandt."""
    words = {w for w in folded(head.row["source"]) if len(w) >= _SHORTEST}
    return head.holder.key == body.holder.key or (bool(words) and words <= named)
