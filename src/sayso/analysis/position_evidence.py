"""Who holds what by which statement: nested ones under those that tell them, repeats told as such."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sayso.analysis.position_labels import CONTRARY
from sayso.analysis.position_relation import SURE, Stands
from sayso.analysis.topic_query import folded
from sayso.lang import rule
from sayso.record.evidence import Content, Evidence, contents, evidence
from sayso.record.headlines import in_headlines
from sayso.record.known_actors import known_actors
from sayso.record.speakers import speakers

Key = tuple[str | int, ...]
Rows = Mapping[int, Evidence]

_NOBODY = rule("position_evidence", "nobody")
_TELLING = frozenset(("assert", "confirm", "announce", "report", "believe", "criticize", "praise"))
_COMMITTING = frozenset(("promise", "threaten"))  # who says what he will do tells what he holds
_OTHERS_SHARE = 0.5  # of a content that tells what others said: then it is no more its speaker's own position
_SAME_NAME = frozenset(("named", "media"))  # whose name is one and the same in every article
_SHORTEST = 3  # letters of a word that tells whom a headline means


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
    row: Evidence
    told_by: str | None
    repeats: str | None = None

    @property
    def sure(self) -> bool:
        return self.stands.chance >= SURE and self.holder.is_named

    @property
    def days(self) -> tuple[str, str] | None:
        """First and last possible day that it was said on, or else the day of the article."""
        if self.row.when_start:
            return self.row.when_start, self.row.when_end or self.row.when_start
        try:
            day = date.fromisoformat((self.row.published or "")[:10]).isoformat()
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


def _with_parents(connection: sqlite3.Connection, wanted: set[int]) -> dict[int, Evidence]:
    rows: dict[int, Evidence] = {}
    missing = wanted
    while missing:
        some = evidence(connection, missing)
        rows |= {row.id: row for row in some}
        missing = {row.parent for row in some if row.parent is not None} - rows.keys()
    return rows


def _holders(connection: sqlite3.Connection, rows: Rows) -> dict[int, list[Holder]]:
    """The speakers of each statement, or else its source as it stands."""
    said_by = speakers(connection, rows)
    known = known_actors(connection, (s.known for s in said_by if s.known is not None))
    found: dict[int, list[Holder]] = {number: [] for number in rows}
    for actor in said_by:
        row, name, one, titles = rows[actor.statement], actor.name, known.get(actor.known or 0), actor.titles
        if one:
            titles = (*one.titles, *titles)
            holder = Holder((one.id,), one.name, name, one.permanent, titles, one.type, one.identifiers)
        else:
            everywhere = row.sourcing in _SAME_NAME
            key: Key = (name.casefold(),) if everywhere else (name.casefold(), row.original)
            holder = Holder(key, name, name, None, titles)
        found[row.id].append(holder)
    for number, row in rows.items():
        source = row.source
        if not found[number] and source and not _NOBODY.match(source):
            full_name = row.sourcing in _SAME_NAME and " " in source and source.istitle() and not row.doubted
            key = (source.casefold(),) if full_name else (source.casefold(), row.original)
            found[number] = [Holder(key, source, source, None, ())]
    return found


def _told(
    holder: Holder, row: Evidence, rows: Rows, holders: Mapping[int, Sequence[Holder]]
) -> tuple[bool, str | None] | None:
    """How those around a nested statement tell it: whether turned round, and who does, where that is another; None
    where they do not tell it for true, or for the contrary of it."""
    turned, teller = False, None
    while row.parent is not None and row.parent in rows:
        row = rows[row.parent]
        own = holder.key in {h.key for h in holders[row.id]}
        if row.negated:
            return None
        if row.act == "deny":
            turned = not turned
        elif row.act not in _TELLING and not (own and row.act in _COMMITTING):
            return None
        if not own:
            teller = teller or " and ".join(h.name for h in holders[row.id]) or "somebody"
    return turned, teller


def _without_tellers(
    connection: sqlite3.Connection, held: list[Held], holders: Mapping[int, Sequence[Holder]]
) -> list[Held]:
    """Without sayings that mostly tell what others said or think: a report is no position of who makes it."""
    spans: dict[int, list[Content]] = {}
    for x in contents(connection, {h.row.id for h in held}):
        spans.setdefault(x.statement, []).append(x)
    inner: dict[int | None, list[int]] = {}
    for number, some in spans.items():
        inner.setdefault(some[0].parent, []).append(number)
    by_others = _holders(connection, _with_parents(connection, {n for h in held for n in inner.get(h.row.id, ())}))
    return [h for h in held if not _only_tells(h, inner.get(h.row.id, []), spans, {**by_others, **holders})]


def _only_tells(
    h: Held, inner: list[int], spans: Mapping[int, list[Content]], holders: Mapping[int, Sequence[Holder]]
) -> bool:
    """Whether most of what is said is what others are told to have said."""
    others = [n for n in inner if holders.get(n) and h.holder.key not in {x.key for x in holders[n]}]
    own, told = (_places(spans, some) for some in ([h.row.id], others))
    return bool(own) and len(own & told) / len(own) > _OTHERS_SHARE


def _places(spans: Mapping[int, list[Content]], numbers: Iterable[int]) -> set[int]:
    return {place for n in numbers for x in spans.get(n, ()) for place in range(x.start, x.end)}


def _with_repeats(held: list[Held]) -> list[Held]:
    """Each with the statement that it repeats, if any: the body's, the original's, an earlier one of the same thread in
    the article."""
    first: dict[tuple[Key, str, int, str], str] = {}
    body: dict[tuple[int, str], list[Held]] = {}
    named: dict[Key, set[str]] = {}
    heads, out = [], []
    for h in sorted(held, key=lambda h: (h.row.article != h.row.original, h.row.id)):
        if any(start <= h.row.start < end for start, end in in_headlines(h.row.parts)):
            heads.append(h)
            continue
        body.setdefault((h.row.article, h.stands.stand), []).append(h)
        words = folded(" ".join((h.row.source, h.holder.name, *h.holder.titles)))
        named.setdefault(h.holder.key, set()).update(words)
        out.append(_repeating(h, first))
    for h in heads:
        same = (b for b in body.get((h.row.article, h.stands.stand), ()) if _is_same(h, b, named[b.holder.key]))
        again = next(same, None)
        out.append(replace(h, holder=again.holder, repeats=again.row.permanent) if again else _repeating(h, first))
    return out


def _repeating(h: Held, first: dict[tuple[Key, str, int, str], str]) -> Held:
    thread = h.row.thread
    marks = [" ".join(folded(h.row.content)), *([f"thread {thread}"] if thread is not None else [])]
    keys = [(h.holder.key, h.stands.stand, h.row.original, mark) for mark in marks]
    again = next((first[k] for k in keys if k in first), None)
    for k in keys:
        first.setdefault(k, h.row.permanent if again is None else again)
    return h if again is None else replace(h, repeats=again)


def _is_same(head: Held, body: Held, named: set[str]) -> bool:
    """Whether a headline's words can mean whom the body has: Minister, of Transport Minister Ilka Brandt."""
    words = {w for w in folded(head.row.source) if len(w) >= _SHORTEST}
    return head.holder.key == body.holder.key or (bool(words) and words <= named)
