"""The actors of articles joined to known actors: one for one person or body, whatever the article."""

import json
import sqlite3
from collections import Counter
from collections.abc import Hashable, Iterable

from sayso.actors.names import folded, names, part_of, same_person
from sayso.links.namesakes import (
    Choice,
    Known,
    Named,
    Words,
    bare,
    choose,
    is_name,
    is_telling,
    keys,
    lookups,
    roles,
    sort_of,
)
from sayso.record.rows import dumps

_NAMESAKES = 30  # known actors filed under one key that are looked at
_ENDS = 50  # oldest and newest of an actor's articles that tell what it is called, its titles, its company
_TITLES = 20  # titles of a known actor, the most frequent
_RARE = 5  # a longer name counts where the most frequent one is at most so many times as frequent

_MEMBERS = (
    "SELECT actor FROM (SELECT actor FROM actor_links WHERE known = :known ORDER BY actor LIMIT :ends)"
    " UNION SELECT actor FROM (SELECT actor FROM actor_links WHERE known = :known ORDER BY actor DESC LIMIT :ends)"
)
_Before = dict[str, list[sqlite3.Row]]  # an article's links that were, by name
_ACTOR = "SELECT a.*, v.text FROM actors AS a JOIN versions AS v ON v.id = a.version"


def link(connection: sqlite3.Connection, article: int) -> None:
    """Join the named actors of an article's latest version to known actors, and make known who is not.

    Who was joined before, by the same name and titles, stays joined to the same.
    """
    before = _part(connection, article)
    cast = _cast(connection, article)
    split = _split_by_hand(connection, article, cast)
    decided = {a.actor: c for a in cast if (c := split.get(a.actor) or _again(connection, a, before))}
    taken = {c.known: a.words for a in cast if (c := decided.get(a.actor)) and c.known is not None}
    company = {a.words: a.name for a in cast if is_telling(a.name, a.type)}
    for a in sorted(cast, key=lambda a: (-min(len(a.words), 2), a.actor)):
        choice = decided.get(a.actor)
        if choice is None:
            choice = _choose(connection, a, taken, {w: n for w, n in company.items() if w != a.words})
            if choice.known is None and before.get(a.name) and not a.identifiers:
                # Nobody fits better than who the article meant by this name before it was changed.
                choice = _stay(connection, before[a.name][0], before)
        known = join(connection, a, choice)
        taken.setdefault(known, a.words)
    found = connection.execute(
        "SELECT DISTINCT l.known FROM actor_links AS l JOIN actors AS a ON a.id = l.actor"
        " JOIN versions AS v ON v.id = a.version AND v.latest WHERE v.article = ?",
        (article,),
    ).fetchall()
    for row in found:
        describe(connection, row["known"])


def settle(connection: sqlite3.Connection) -> None:
    """Bring known actors up to date that lost an article's actor for good, when no article waits to be linked. Who is
    in no article any more is not known any more, unless a person said something of them."""
    if connection.execute("SELECT 1 FROM unlinked LIMIT 1").fetchone():
        return
    left = {row["known"] for row in connection.execute("SELECT known FROM left_links")}
    gone = "what = 'apart' AND article NOT IN (SELECT key FROM articles)"
    if left:
        for row in connection.execute(f"SELECT known, other FROM actor_corrections WHERE {gone}"):
            left |= {row["known"], row["other"]}
        connection.execute(f"DELETE FROM actor_corrections WHERE {gone}")
        connection.execute("DELETE FROM left_links")
    for known in sorted(left):
        if connection.execute("SELECT 1 FROM actor_links WHERE known = ? LIMIT 1", (known,)).fetchone():
            file_anew(connection, known)
            describe(connection, known)
        elif not connection.execute("SELECT 1 FROM actor_corrections WHERE ? IN (known, other)", (known,)).fetchone():
            connection.execute("DELETE FROM known_actors WHERE id = ?", (known,))


def resolved(connection: sqlite3.Connection, known: int) -> int:
    """The known actor that this one is: itself, or the one that people merged it into."""
    while row := connection.execute("SELECT merged FROM known_actors WHERE id = ?", (known,)).fetchone():
        if row["merged"] is None:
            break
        known = row["merged"]
    return known


def rows_of(connection: sqlite3.Connection, known: Iterable[int]) -> dict[int, sqlite3.Row]:
    """The rows of known actors, by their ids; of one that people merged, that of the one that it is now."""
    sql = "SELECT * FROM known_actors WHERE id = ?"
    return {k: connection.execute(sql, (resolved(connection, k),)).fetchone() for k in set(known)}


def join(connection: sqlite3.Connection, a: Named, choice: Choice) -> int:
    """Join an actor to the known actor that was chosen, to a new one where there is none; gives its id."""
    known = choice.known
    if known is None:
        made = connection.execute(
            "INSERT INTO known_actors (name, type, titles, identifiers) VALUES (?, ?, '[]', '{}')", (a.name, a.type)
        )
        known = made.lastrowid or 0
    connection.execute("INSERT OR REPLACE INTO actor_links VALUES (?, ?, ?)", (a.actor, known, choice.why))
    _file(connection, known, a)
    return known


def named(connection: sqlite3.Connection, actor: int) -> Named:
    """An actor of an article, by its row."""
    return _named(connection, connection.execute(f"{_ACTOR} WHERE a.id = ?", (actor,)).fetchone())


def describe(connection: sqlite3.Connection, known: int) -> None:
    """Bring name, titles and the like of a known actor up to date with what its articles say."""
    members = connection.execute(
        f"SELECT a.* FROM actors AS a WHERE a.id IN ({_MEMBERS}) ORDER BY a.id", {"known": known, "ends": _ENDS}
    ).fetchall()
    if not members:
        return
    identifiers: dict[str, Counter[str]] = {}
    identified = [m for m in members if m["identifiers"] != "{}"]
    for m in identified:
        for key, value in json.loads(m["identifiers"]).items():
            identifiers.setdefault(key, Counter())[value] += 1
    told = (
        _fullest([m["name"] for m in identified] or [bare(m["name"], m["type"]) for m in members]),
        _most(m["type"] for m in members if m["type"] != "unknown") or "unknown",
        dumps(_titles(members)),
        _most(m["affiliation"] for m in members),
        _most(m["gender"] for m in members),
        dumps({key: _most(values.elements()) for key, values in sorted(identifiers.items())}),
    )
    columns = ("name", "type", "titles", "affiliation", "gender", "identifiers")
    held = connection.execute(f"SELECT {', '.join(columns)} FROM known_actors WHERE id = ?", (known,)).fetchone()
    if tuple(held) != told:
        connection.execute(f"UPDATE known_actors SET {' = ?, '.join(columns)} = ? WHERE id = ?", (*told, known))


def file_anew(connection: sqlite3.Connection, known: int) -> None:
    """File a known actor under what its articles call it now, and nothing else."""
    members = connection.execute(
        f"{_ACTOR} WHERE a.id IN ({_MEMBERS}) ORDER BY a.id", {"known": known, "ends": _ENDS}
    ).fetchall()
    connection.execute("DELETE FROM known_names WHERE known = ?", (known,))
    for m in members:
        _file(connection, known, _named(connection, m))


def _part(connection: sqlite3.Connection, article: int) -> _Before:
    """Take an article's links apart, and tell what they were; also those that a reread took."""
    of = "SELECT a.id FROM actors AS a JOIN versions AS v ON v.id = a.version WHERE v.article = ?"
    connection.execute(
        "INSERT OR REPLACE INTO left_links SELECT v.article, a.name, a.titles, l.known, l.why FROM versions AS v"
        " JOIN actors AS a ON a.version = v.id JOIN actor_links AS l ON l.actor = a.id WHERE v.article = ?",
        (article,),
    )
    connection.execute(f"DELETE FROM actor_links WHERE actor IN ({of})", (article,))
    before: _Before = {}
    for row in connection.execute("SELECT * FROM left_links WHERE article = ? ORDER BY known", (article,)):
        before.setdefault(row["name"], []).append(row)
    return before


def _again(connection: sqlite3.Connection, a: Named, before: _Before) -> Choice | None:
    """Who one was before, by the same name and titles; unless identifiers were learned since. Whom a person merged one
    is also with other titles."""
    for row in before.get(a.name, ()):
        known = resolved(connection, row["known"])
        merged = connection.execute(
            "SELECT 1 FROM actor_corrections WHERE what = 'same' AND ? IN (known, other)", (known,)
        ).fetchone()
        if not merged:
            held = _load(connection, known, {known})
            learned = held is None or any(f"#{k}={value}" not in held.keys for k, value in a.identifiers.items())
            if learned or row["titles"] != dumps(a.titles):
                continue
        return _stay(connection, row, before)
    return None


def _stay(connection: sqlite3.Connection, row: sqlite3.Row, before: _Before) -> Choice:
    before[row["name"]].remove(row)
    connection.execute(
        "DELETE FROM left_links WHERE article = ? AND name = ? AND titles = ? AND known = ?",
        (row["article"], row["name"], row["titles"], row["known"]),
    )
    return Choice(resolved(connection, row["known"]), row["why"])


def _cast(connection: sqlite3.Connection, article: int) -> list[Named]:
    """The actors of an article's latest version that have names; places and documents only where they speak or are
    spoken to."""
    found = connection.execute(
        f"{_ACTOR} AND v.latest WHERE v.article = ? AND (a.type NOT IN ('place', 'document', 'group') OR EXISTS"
        " (SELECT 1 FROM statement_actors WHERE actor = a.id AND role IN ('speaker', 'addressee'))) ORDER BY a.id",
        (article,),
    ).fetchall()
    return [_named(connection, a) for a in found if is_name(a["name"], a["type"], json.loads(a["titles"]))]


def _named(connection: sqlite3.Connection, a: sqlite3.Row) -> Named:
    others: set[Words] = set()
    if a["type"] not in ("person", "unknown"):
        for m in connection.execute('SELECT start, "end" FROM mentions WHERE actor = ?', (a["id"],)):
            others |= {n.words for n in names(a["text"][m["start"] : m["end"]]) if is_name(n.text, "organization", ())}
    return Named(
        a["id"], a["name"], a["type"], tuple(json.loads(a["titles"])), a["affiliation"], a["gender"],
        json.loads(a["identifiers"]), frozenset(others - {folded(a["name"])}),
    )  # fmt: skip


def _split_by_hand(connection: sqlite3.Connection, article: int, cast: list[Named]) -> dict[int, Choice]:
    """The actors of an article that a person said who they are, or are not."""
    found = connection.execute(
        "SELECT c.name, c.other, c.who, c.at, c.why FROM actor_corrections AS c JOIN articles AS r ON r.key = c.article"
        " WHERE r.id = ? AND c.what = 'apart' ORDER BY c.id",
        (article,),
    )
    told: dict[int, Choice] = {}
    for c in found:
        actor = _called(folded(c["name"]), cast)
        if actor is None:
            continue
        # The one that was split off may have been merged since.
        merged = connection.execute(
            "SELECT who, at, why FROM actor_corrections WHERE what = 'same' AND other = ? ORDER BY id DESC LIMIT 1",
            (c["other"],),
        ).fetchone()
        why = said("merged", *merged) if merged else said("split off", c["who"], c["at"], c["why"])
        told[actor] = Choice(resolved(connection, c["other"]), why)
    return told


def said(what: str, who: str, at: str, why: str | None) -> str:
    """Why something is as it is that a person said: "merged by ada, 2026-03-12: one is the maiden name"."""
    return f"{what} by {who}, {at[:10]}" + (f": {why}" if why else "")


def _called(words: Words, cast: list[Named]) -> int | None:
    """The one actor that has this name, or else another form of it."""
    exact = [a.actor for a in cast if a.words == words]
    near = [a.actor for a in cast if same_person(a.words, words) or part_of(a.words, words) or part_of(words, a.words)]
    found = exact[:1] or near
    return found[0] if len(found) == 1 else None


def _choose(connection: sqlite3.Connection, a: Named, taken: dict[int, Words], company: dict[Words, str]) -> Choice:
    owners: dict[int, set[int]] = {}
    for key in sorted(lookups(a)):
        for row in connection.execute(
            "SELECT known FROM known_names WHERE name = ? ORDER BY known LIMIT ?", (key, _NAMESAKES)
        ):
            owners.setdefault(resolved(connection, row["known"]), set()).add(row["known"])
    # Two persons whom an article tells apart are two, unless both have the same full name there.
    twin = a.sort == "body" or a.identifiers
    free = [k for k in sorted(owners) if k not in taken or twin or (len(a.words) > 1 and taken[k] == a.words)]
    candidates = [k for known in free if (k := _load(connection, known, {known, *owners[known]}))]
    return choose(a, candidates, lambda known: _met(connection, known, company))


def _load(connection: sqlite3.Connection, known: int, filed: set[int]) -> Known | None:
    """A known actor with what it, and those merged into it, are filed under."""
    k = connection.execute("SELECT * FROM known_actors WHERE id = ?", (known,)).fetchone()
    if k is None:
        return None
    marks = ", ".join("?" * len(filed))
    found = connection.execute(f"SELECT name FROM known_names WHERE known IN ({marks})", tuple(filed))
    held = frozenset(roles(json.loads(k["titles"]), k["affiliation"]))
    sort = sort_of(k["name"], k["type"], k["titles"] != "[]" or k["gender"] is not None)
    return Known(known, k["name"], sort, held, k["gender"], frozenset(row["name"] for row in found))


def _met(connection: sqlite3.Connection, known: int, company: dict[Words, str]) -> list[str]:
    """Those of the company whom articles of a known actor name too."""
    if not company:
        return []
    found = connection.execute(
        "SELECT DISTINCT b.name FROM actors AS a JOIN actors AS b ON b.version = a.version AND b.id <> a.id"
        f" WHERE a.id IN ({_MEMBERS})",
        {"known": known, "ends": _ENDS},
    )
    return sorted({company[words] for row in found if (words := folded(row["name"])) in company})


def _file(connection: sqlite3.Connection, known: int, a: Named) -> None:
    name = " ".join(a.words)
    short = connection.execute(
        "SELECT 1 FROM known_names WHERE known = ? AND name IN (?, ?)", (known, f"~{name}", f"({name})")
    ).fetchone()
    # Who was found by a short name is not to be found by it alone from now on.
    found = sorted(keys(a) - {name} if short else keys(a))
    connection.executemany("INSERT OR IGNORE INTO known_names VALUES (?, ?)", [(key, known) for key in found])


def _fullest(called: list[str]) -> str:
    """The fullest of the names that are not rare, in its most frequent spelling."""
    counts = Counter(called)
    whole = {n: c for n, c in counts.items() if len(n.split()) > 1} or dict(counts)
    often = max(whole.values())
    usual = [n for n, c in whole.items() if c * _RARE >= often]
    return max(usual, key=lambda n: (min(len(n.split()), 4), not n.isupper(), counts[n], -called.index(n)))


def _titles(members: list[sqlite3.Row]) -> list[str]:
    """The titles of all articles, most frequent first, each in its most frequent spelling."""
    spellings: dict[Hashable, Counter[str]] = {}
    for m in (m for m in members if m["titles"] != "[]"):
        for title in json.loads(m["titles"]):
            spellings.setdefault(folded(title), Counter())[title] += 1
    ranked = sorted(spellings.values(), key=lambda c: -c.total())
    return [c.most_common(1)[0][0] for c in ranked[:_TITLES]]


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value, the first of several."""
    counts = Counter(v for v in values if v)
    return counts.most_common(1)[0][0] if counts else None
