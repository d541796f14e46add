"""The names of a record's actors as they are compared, and who has them: what entity linking reads and notes."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.article import ActorType, Gender
from sayso.record.typed_rows import typed


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name as it is compared, by its row: its words, what it sounds like (`block`), how many have it, the known actor
    who has it for the most part, and what tells whether that hangs on the same as when it was decided."""

    id: int
    form: str
    block: str
    number: int
    known: int | None
    signature: str | None
    bearers: str | None


@dataclass(frozen=True, slots=True)
class Also:
    """What else somebody is called; `own` where that is said beside the name."""

    other: str
    own: bool


@dataclass(frozen=True, slots=True)
class Named:
    """An actor with a name, by its row, with its version, article (`key` is its address or id) and day, its rank among
    those of one name, and whom sayso took it for. Titles and identifiers are JSON."""

    id: int
    name: str
    type: ActorType
    titles: str
    affiliation: str | None
    gender: Gender | None
    identifiers: str
    version: int
    rank: int
    article: int
    day: str
    key: str
    machine: int | None


@dataclass(frozen=True, slots=True)
class CastMember:
    """An actor of an article's latest version that may have a name, by its row, with its id there, the text, and the
    article's address or id. Titles and identifiers are JSON."""

    id: int
    local_id: str
    name: str
    type: ActorType
    titles: str
    identifiers: str
    text: str
    key: str


_FORMS = "SELECT id, form, block, number, known, signature, bearers FROM name_forms"
_NAMED = (
    "SELECT a.id, a.name, a.type, a.titles, a.affiliation, a.gender, a.identifiers, a.version, f.rank, v.article,"
    " coalesce(substr(v.published, 1, 10), '9') AS day, r.key, l.machine"
    " FROM actor_forms AS f JOIN actors AS a ON a.id = f.actor JOIN versions AS v ON v.id = a.version"
    " JOIN articles AS r ON r.id = v.article LEFT JOIN actor_links AS l ON l.actor = a.id"
)


def held(connection: sqlite3.Connection, at: int) -> NameForm:
    """The name of a row."""
    return NameForm(**connection.execute(f"{_FORMS} WHERE id = ?", (at,)).fetchone())


def number_of(connection: sqlite3.Connection, form: str) -> int | None:
    """The row of a name as it is compared."""
    found = connection.execute("SELECT id FROM name_forms WHERE form = ?", (form,)).fetchone()
    return found["id"] if found else None


def alone(connection: sqlite3.Connection, word: str) -> int | None:
    """The row of a name of this one word, where anybody has it."""
    found = connection.execute("SELECT id FROM name_forms WHERE form = ? AND number > 0", (word,)).fetchone()
    return found["id"] if found else None


def new(connection: sqlite3.Connection, form: str, block: str, first: str) -> int:
    """A name that nobody has yet, what it sounds like, and its given name; gives its row."""
    made = connection.execute("INSERT INTO name_forms (form, block, first) VALUES (?, ?, ?)", (form, block, first))
    return made.lastrowid or 0


def in_block(connection: sqlite3.Connection, block: str) -> list[tuple[int, str]]:
    """The names that somebody has and that sound alike."""
    found = connection.execute("SELECT id, form FROM name_forms WHERE block = ? AND number > 0 ORDER BY id", (block,))
    return [(row["id"], row["form"]) for row in found]


def with_word(connection: sqlite3.Connection, block: str, first: str, most: int) -> list[NameForm]:
    """The names of several words with such a surname or given name, those first that most have, at most so many."""
    found = connection.execute(
        f"{_FORMS} WHERE (block = ? OR first = ?) AND number > 0 AND form LIKE '% %'"
        " ORDER BY number DESC, form LIMIT ?",
        (block, first, most),
    )
    return [NameForm(**row) for row in found.fetchall()]


def sign(connection: sqlite3.Connection, at: int, mark: str) -> None:
    """Note what it hung on who has a name."""
    connection.execute("UPDATE name_forms SET signature = ? WHERE id = ?", (mark, at))


def sign_bearers(connection: sqlite3.Connection, at: int, mark: str) -> None:
    """Note what it hung on who is called by one word alone."""
    connection.execute("UPDATE name_forms SET bearers = ? WHERE id = ?", (mark, at))


def keep_known(connection: sqlite3.Connection, at: int, known: int) -> None:
    """Note the known actor who has a name for the most part."""
    connection.execute("UPDATE name_forms SET known = ? WHERE id = ?", (known, at))


def opened(connection: sqlite3.Connection) -> list[int]:
    """The names of which it is to be decided again who has them."""
    return [row["form"] for row in connection.execute("SELECT form FROM open_forms ORDER BY form")]


def reopen(connection: sqlite3.Connection, actor: int) -> None:
    """Have it decided again, whatever that hangs on, who has the name of an actor."""
    connection.execute(
        "UPDATE name_forms SET signature = NULL, bearers = NULL"
        " WHERE id IN (SELECT form FROM actor_forms WHERE actor = ?)",
        (actor,),
    )
    connection.execute("INSERT OR IGNORE INTO open_forms SELECT form FROM actor_forms WHERE actor = ?", (actor,))


def decided(connection: sqlite3.Connection) -> None:
    """Note that nothing is open any more."""
    connection.execute("DELETE FROM open_forms")
    connection.execute("DELETE FROM open_actors")


def cast(connection: sqlite3.Connection, article: int) -> list[CastMember]:
    """The actors of an article's latest version; places, documents and groups only where they speak or are spoken
    to."""
    found = connection.execute(
        "SELECT a.id, a.local_id, a.name, a.type, a.titles, a.identifiers, v.text, r.key"
        " FROM actors AS a JOIN versions AS v ON v.id = a.version AND v.latest"
        " JOIN articles AS r ON r.id = v.article WHERE v.article = ?"
        " AND (a.type NOT IN ('place', 'document', 'group') OR EXISTS"
        " (SELECT 1 FROM statement_actors WHERE actor = a.id AND role IN ('speaker', 'addressee'))) ORDER BY a.id",
        (article,),
    )
    return [CastMember(**row) for row in found]


def mentions(connection: sqlite3.Connection, actor: int) -> list[tuple[int, int]]:
    """Where an actor is mentioned."""
    found = connection.execute('SELECT start, "end" FROM mentions WHERE actor = ?', (actor,))
    return [(row["start"], row["end"]) for row in found]


def noted(connection: sqlite3.Connection, article: int) -> set[int]:
    """The actors of all versions of an article whose names are noted."""
    found = connection.execute(
        "SELECT f.actor FROM versions AS v JOIN actors AS a ON a.version = v.id"
        " JOIN actor_forms AS f ON f.actor = a.id WHERE v.article = ?",
        (article,),
    )
    return {row["actor"] for row in found}


def note(
    connection: sqlite3.Connection, actor: int, form: int, rank: int, also: Iterable[Also], *, telling: bool
) -> None:
    """Note the name of an actor, and what else it is called; `telling` whether those who are named beside it are told
    by it."""
    connection.execute("INSERT INTO actor_forms VALUES (?, ?, ?, ?)", (actor, form, rank, telling))
    connection.executemany(
        "INSERT OR IGNORE INTO also_called VALUES (?, ?, ?)", [(actor, a.other, a.own) for a in also]
    )


def forget(connection: sqlite3.Connection, actor: int) -> None:
    """Take an actor's name out, keeping who it was taken for."""
    connection.execute(
        "INSERT OR REPLACE INTO left_links SELECT v.article, a.name, a.titles, l.known, l.why, l.machine"
        " FROM actors AS a JOIN versions AS v ON v.id = a.version JOIN actor_links AS l ON l.actor = a.id"
        " WHERE a.id = ?",
        (actor,),
    )
    for table in ("actor_links", "actor_forms", "also_called", "actor_candidates"):
        connection.execute(f"DELETE FROM {table} WHERE actor = ?", (actor,))


def also_called(connection: sqlite3.Connection, actors: Iterable[int]) -> list[Also]:
    """What else some actors are called, by several words or beside the name."""
    found = connection.execute(
        f"SELECT other, max(own) AS own FROM also_called WHERE actor IN ({_numbers(actors)})"
        " AND (own OR other LIKE '% %') GROUP BY other ORDER BY other"
    )
    return [typed(Also, row) for row in found]


def aliases(connection: sqlite3.Connection, at: int) -> list[str]:
    """What else those of a name were called when it was last decided who has it."""
    return [row["other"] for row in connection.execute("SELECT other FROM form_aliases WHERE form = ?", (at,))]


def keep_aliases(connection: sqlite3.Connection, at: int, also: Iterable[Also]) -> None:
    """Keep what else those of a name are called, and that alone."""
    connection.execute("DELETE FROM form_aliases WHERE form = ?", (at,))
    connection.executemany("INSERT INTO form_aliases VALUES (?, ?, ?)", [(at, a.other, a.own) for a in also])


def aliased(connection: sqlite3.Connection, other: str) -> list[int]:
    """The names that are called so, too."""
    return [row["form"] for row in connection.execute("SELECT form FROM form_aliases WHERE other = ?", (other,))]


def of_name(connection: sqlite3.Connection, at: int, most: int = -1) -> list[tuple[int, int]]:
    """Rank and row of those of one name, in this order, at most so many."""
    found = connection.execute(
        "SELECT rank, actor FROM actor_forms WHERE form = ? ORDER BY rank, actor LIMIT ?", (at, most)
    )
    return [(row["rank"], row["actor"]) for row in found.fetchall()]


def came(connection: sqlite3.Connection, at: int) -> list[int]:
    """Those of one name who came since it was last decided who has it."""
    found = connection.execute(
        "SELECT o.actor FROM open_actors AS o CROSS JOIN actor_forms AS f ON f.actor = o.actor WHERE f.form = ?"
        " ORDER BY rank, o.actor",
        (at,),
    )
    return [row["actor"] for row in found.fetchall()]


def in_article(connection: sqlite3.Connection, key: str) -> list[tuple[int, int, int]]:
    """Name, rank and row of the actors of the article of an address or id."""
    found = connection.execute(
        "SELECT f.form, f.rank, f.actor FROM articles AS r JOIN versions AS v ON v.article = r.id AND v.latest"
        " JOIN actors AS a ON a.version = v.id JOIN actor_forms AS f ON f.actor = a.id WHERE r.key = ?",
        (key,),
    )
    return [(row["form"], row["rank"], row["actor"]) for row in found]


def named(connection: sqlite3.Connection, actors: Iterable[int]) -> list[Named]:
    """Actors with names, by their rows."""
    return [typed(Named, row) for row in connection.execute(f"{_NAMED} WHERE f.actor IN ({_numbers(actors)})")]


def telling(connection: sqlite3.Connection, version: int) -> dict[int, str]:
    """The names of those in a version by whom others are told, by their rows."""
    found = connection.execute(
        "SELECT a.id, n.form FROM actors AS a JOIN actor_forms AS f ON f.actor = a.id AND f.telling"
        " JOIN name_forms AS n ON n.id = f.form WHERE a.version = ?",
        (version,),
    )
    return {row["id"]: row["form"] for row in found}


def names_in(connection: sqlite3.Connection, version: int) -> list[str]:
    """The names of all actors of a version."""
    return [row["name"] for row in connection.execute("SELECT name FROM actors WHERE version = ?", (version,))]


def _numbers(some: Iterable[int]) -> str:
    return ", ".join(map(str, some))
