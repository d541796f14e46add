"""The appearances of actors in articles, as they are weighed against each other; read once in a run of linking."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from sayso.actors.names import folded, part_of, same_person
from sayso.linking.entity_matching import Appearance, Words, given_keys
from sayso.linking.known_actors import by_whom
from sayso.record import actor_links, name_forms, said_of_actors
from sayso.record.name_forms import Also, Named

_KIN = 100  # names of one surname and given name, of which each is compared with each
_SOME = 50  # of those who have one name, so many tell who has it


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
            for form, rank, actor in name_forms.in_article(self._connection, key):
                out[form].append((rank, actor))
        return out

    def block(self, block: str) -> list[tuple[int, Words]]:
        """The names whose surnames sound alike."""
        if block not in self._blocks:
            found = name_forms.in_block(self._connection, block)
            self._blocks[block] = [(number, tuple(form.split())) for number, form in found]
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

    def also(self, at: int) -> list[Also]:
        """What else articles call those of one name."""
        return name_forms.also_called(self._connection, self.some(at))

    def some(self, at: int) -> list[int]:
        """Those of one name by whom it is decided who has it: the same on any machine, whatever came first."""
        some = {*name_forms.of_name(self._connection, at, _SOME), *self._fixed_actors.get(at, ())}
        return [actor for _, actor in sorted(some)]

    def of(self, actors: Iterable[int]) -> list[Appearance]:
        """The appearances of actors, in this order."""
        order = list(actors)
        made = {a.id: self._appearance(a) for a in name_forms.named(self._connection, order)}
        return [made[actor] for actor in order]

    def _appearance(self, a: Named) -> Appearance:
        known = a.machine
        if known is None:
            known = actor_links.machine_left(self._connection, a.article, a.name, a.titles)
        return Appearance(
            a.id, a.article, (a.day, a.rank), a.name, a.type, tuple(json.loads(a.titles)),
            a.affiliation, a.gender, json.loads(a.identifiers), partial(self._company, a.version, a.id),
            known, self._fixed_as(a),
        )  # fmt: skip

    def _company(self, version: int, actor: int) -> frozenset[str]:
        """The full names that an article has beside one."""
        if version not in self._beside:
            self._beside[version] = name_forms.telling(self._connection, version)
        beside = self._beside[version]
        return frozenset(beside.values()) - {beside.get(actor, "")}

    def _fixed_as(self, a: Named) -> int | None:
        """Whom a person said an article's actor is: the one that has the name which was split off, or another form of
        it where nobody has it."""
        own = folded(a.name)
        for words, known, why in self._fixed.get(a.key, ()):
            if own == words or (not self._is_told(a.version, words) and _alike(own, words)):
                self.why_fixed[a.id] = why
                return known
        return None

    def _is_told(self, version: int, words: Words) -> bool:
        return any(folded(name) == words for name in name_forms.names_in(self._connection, version))


def _alike(own: Words, words: Words) -> bool:
    return same_person(own, words) or part_of(own, words) or part_of(words, own)


def _fixed(connection: sqlite3.Connection) -> dict[str, list[tuple[Words, int, str]]]:
    """Whom a person said that one of this name is in an article, and why, by the article's key; the last word first."""
    out: dict[str, list[tuple[Words, int, str]]] = defaultdict(list)
    for one in said_of_actors.apart(connection):
        why = by_whom("split off", one.who, one.at, one.why)
        out[one.article or ""].append((folded(one.name or ""), one.other, why))
    return out
