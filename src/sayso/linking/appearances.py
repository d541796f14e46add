"""The appearances of actors in articles, as they are weighed against each other; read once in a run of linking."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from sayso.actors.names import folded, part_of, same_person
from sayso.linking.entity_matching import Appearance, Words, given_keys
from sayso.linking.known_actors import by_whom

_KIN = 100  # names of one surname and given name, of which each is compared with each
_SOME = 50  # of those who have one name, so many tell who has it
_NAMED = (
    "SELECT f.rank, a.*, v.article, coalesce(substr(v.published, 1, 10), '9') AS day, r.key, l.machine"
    " FROM actor_forms AS f JOIN actors AS a ON a.id = f.actor JOIN versions AS v ON v.id = a.version"
    " JOIN articles AS r ON r.id = v.article LEFT JOIN actor_links AS l ON l.actor = a.id"
)


class Appearances:
    """What a record holds of those who have names. `why_fixed` tells of those read so far whom a person said who they
    are, by their rows."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._beside: dict[int, dict[int, str]] = {}
        self._by_given: dict[str, dict[str, list[tuple[int, Words]]]] = {}
        self._blocks: dict[str, list[tuple[int, Words]]] = {}
        self._fixed = _fixed(connection)
        self._fixed_actors = self._in_fixed()
        self.why_fixed: dict[int, str] = {}

    def _in_fixed(self) -> dict[int, list[tuple[int, int]]]:
        """Those in articles of whose actors a person said who they are, by their names."""
        out: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for key in self._fixed:
            for row in self._connection.execute(
                "SELECT f.form, f.rank, f.actor FROM articles AS r JOIN versions AS v ON v.article = r.id AND v.latest"
                " JOIN actors AS a ON a.version = v.id JOIN actor_forms AS f ON f.actor = a.id WHERE r.key = ?",
                (key,),
            ):
                out[row["form"]].append((row["rank"], row["actor"]))
        return out

    def block(self, block: str) -> list[tuple[int, Words]]:
        """The names whose surnames sound alike."""
        if block not in self._blocks:
            found = self._connection.execute(
                "SELECT id, form FROM name_forms WHERE block = ? AND number > 0 ORDER BY id", (block,)
            )
            self._blocks[block] = [(row["id"], tuple(row["form"].split())) for row in found]
        return self._blocks[block]

    def near(self, words: Words, block: str) -> list[tuple[int, Words]]:
        """Those names of a surname that can be compared with one; where very many can, only some with each other."""
        if block not in self._by_given:
            index: dict[str, list[tuple[int, Words]]] = defaultdict(list)
            for at, other in sorted(self.block(block), key=lambda x: x[1]):
                for key in given_keys(other):
                    index[key].append((at, other))
            self._by_given[block] = {key: some[:_KIN] for key, some in index.items()}
        index = self._by_given[block]
        groups = [index.get(key, []) for key in sorted(given_keys(words))]
        gone = all(other != words for _, other in self.block(block))  # what was joined with it is decided anew
        found = {at: other for group in groups if gone or any(o == words for _, o in group) for at, other in group}
        return sorted(found.items())

    def also(self, at: int) -> list[sqlite3.Row]:
        """What else articles call those of one name."""
        some = ", ".join(map(str, self.some(at)))
        return self._connection.execute(
            f"SELECT other, max(own) AS own FROM also_called WHERE actor IN ({some})"
            " AND (own OR other LIKE '% %') GROUP BY other ORDER BY other"
        ).fetchall()

    def held(self, at: int) -> sqlite3.Row:
        """The row of a name."""
        row: sqlite3.Row = self._connection.execute("SELECT * FROM name_forms WHERE id = ?", (at,)).fetchone()
        return row

    def some(self, at: int) -> list[int]:
        """Those of one name by whom it is decided who has it: the same on any machine, whatever came first."""
        found = self._connection.execute(
            "SELECT rank, actor FROM actor_forms WHERE form = ? ORDER BY rank, actor LIMIT ?", (at, _SOME)
        )
        some = {*((row["rank"], row["actor"]) for row in found), *self._fixed_actors.get(at, ())}
        return [actor for _, actor in sorted(some)]

    def of(self, actors: Iterable[int]) -> list[Appearance]:
        """The appearances of actors, in this order."""
        order = list(actors)
        found = self._connection.execute(f"{_NAMED} WHERE f.actor IN ({', '.join(map(str, order))})").fetchall()
        made = {row["id"]: self._appearance(row) for row in found}
        return [made[actor] for actor in order]

    def _appearance(self, a: sqlite3.Row) -> Appearance:
        known = a["machine"]
        if known is None:
            left = self._connection.execute(
                "SELECT machine FROM left_links WHERE article = ? AND name = ? ORDER BY titles <> ?, machine LIMIT 1",
                (a["article"], a["name"], a["titles"]),
            ).fetchone()
            known = left["machine"] if left else None
        return Appearance(
            a["id"], a["article"], (a["day"], a["rank"]), a["name"], a["type"], tuple(json.loads(a["titles"])),
            a["affiliation"], a["gender"], json.loads(a["identifiers"]), partial(self._company, a["version"], a["id"]),
            known, self._fixed_as(a),
        )  # fmt: skip

    def _company(self, version: int, actor: int) -> frozenset[str]:
        """The full names that an article has beside one."""
        if version not in self._beside:
            found = self._connection.execute(
                "SELECT a.id, n.form FROM actors AS a JOIN actor_forms AS f ON f.actor = a.id AND f.telling"
                " JOIN name_forms AS n ON n.id = f.form WHERE a.version = ?",
                (version,),
            )
            self._beside[version] = {row["id"]: row["form"] for row in found}
        beside = self._beside[version]
        return frozenset(beside.values()) - {beside.get(actor, "")}

    def _fixed_as(self, a: sqlite3.Row) -> int | None:
        """Whom a person said an article's actor is: the one that has the name which was split off, or another form of
        it where nobody has it."""
        own = folded(a["name"])
        for words, known, why in self._fixed.get(a["key"], ()):
            if own == words or (not self._is_told(a["version"], words) and _alike(own, words)):
                self.why_fixed[a["id"]] = why
                return known
        return None

    def _is_told(self, version: int, words: Words) -> bool:
        found = self._connection.execute("SELECT name FROM actors WHERE version = ?", (version,))
        return any(folded(row["name"]) == words for row in found)


def _alike(own: Words, words: Words) -> bool:
    return same_person(own, words) or part_of(own, words) or part_of(words, own)


def _fixed(connection: sqlite3.Connection) -> dict[str, list[tuple[Words, int, str]]]:
    """Whom a person said that one of this name is in an article, and why, by the article's key; the last word first."""
    out: dict[str, list[tuple[Words, int, str]]] = defaultdict(list)
    for row in connection.execute(
        "SELECT article, name, other, who, at, why FROM actor_corrections WHERE what = 'apart' AND withdrawn IS NULL"
        " ORDER BY id DESC"
    ):
        why = by_whom("split off", row["who"], row["at"], row["why"])
        out[row["article"]].append((folded(row["name"]), row["other"], why))
    return out
