"""What people say of known actors: two that are one, one that is two, what one is called. It always wins over what is
linked, and can be taken back."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sayso.linking import entity_linking
from sayso.linking.known_actors import actor_id, describe, merged_by
from sayso.record import (
    Record,
    RecordError,
    actor_links,
    correction_sets,
    known_actors,
    listed_actors,
    name_forms,
    said_of_actors,
)
from sayso.record.actor_links import Member
from sayso.record.corrections import saying
from sayso.record.known_actors import resolved
from sayso.record.listed_actors import Listed
from sayso.record.record import now
from sayso.record.rows import dumps
from sayso.record.said_of_actors import ActorCorrection, Said

_ID = re.compile("a[a-z0-9]{9,60}")


def number_of(record: Record, given: str) -> int:
    """The number of the known actor that has this id, or had this number before actors had ids.

    Raises RecordError where there is none.
    """
    text = given.strip().removeprefix("#")
    number = None
    if text.isascii() and text.isdigit() and len(text) < 19:
        number = int(text) if known_actors.id_of(record.connection, int(text)) is not None else None
    elif _ID.fullmatch(text):
        number = known_actors.number_of(record.connection, text)
    if number is None:
        raise _unknown(record, text if text.isprintable() and len(text) < 80 else "of this id")
    return number


def id_of(record: Record, number: int) -> str:
    """The permanent id of the known actor of this number.

    Raises RecordError where there is none.
    """
    permanent = known_actors.id_of(record.connection, number)
    if permanent is None:
        raise _unknown(record, str(number))
    return permanent


def _unknown(record: Record, shown: str) -> RecordError:
    return RecordError(record.path, f"holds no actor {shown}: `sayso actors {record.path}` shows their ids")


def merge(record: Record, known: int, other: int, by: str, why: str | None = None) -> int:
    """Make `other` one with `known`, as `merge_all` does."""
    return merge_all(record, known, [other], by, why)


def merge_all(record: Record, known: int, others: Sequence[int], by: str, why: str | None = None) -> int:
    """Make `others` one with `known`, to be taken back together; gives the number that all have from now on, which is
    that of `known` or of the one that it was merged into.

    Raises RecordError where they are one already.
    """
    with saying(record):
        said = begin(record, by, why)
        return [_merge(record, known, other, said) for other in others][-1]


def unmerge(record: Record, known: int, by: str) -> int:
    """Take back the last merge of a known actor, into another or of another into it; gives the number of the one that
    is apart again.

    Raises RecordError where nobody merged it.
    """
    with saying(record):
        last = said_of_actors.last_merge(record.connection, known)
        if last is None:
            raise RecordError(record.path, f"nobody merged actor {id_of(record, known)}: there is nothing to take back")
        _part(record.connection, last, dumps([by, now()]))
    return last.other


def withdraw(record: Record, number: int, withdrawn: str) -> None:
    """Take back what a set says of actors, in the transaction of who calls: merges and splits, and what one is."""
    connection = record.connection
    for one in said_of_actors.of_set(connection, number):
        if one.what == "same":
            _part(connection, one, withdrawn)
        else:
            said_of_actors.withdraw(connection, one.id, withdrawn)
    named = said_of_actors.split_off(connection, number)
    edited = said_of_actors.withdraw_edits(connection, number, withdrawn)
    if named:
        _decide_anew(connection, named)
    for known in edited:
        describe(connection, resolved(connection, known))


def split(record: Record, known: int, key: str, by: str, why: str | None = None) -> int:
    """Make a known actor of its own of the one that the article of this address or id takes for `known`; gives its
    number.

    Raises RecordError where there is no such article of it, or no other article is left to it.
    """
    with saying(record):
        one = resolved(record.connection, known)
        found = actor_links.in_article(record.connection, one, key)
        named = id_of(record, one)
        if not found:
            raise RecordError(record.path, f"no article {key!r} names actor {named}: --explain {named} lists them")
        if actor_links.count(record.connection, one) == len(found):  # of several in one article the first stays
            found = found[1:]
        if not found:
            raise RecordError(record.path, f"actor {named} is in this article alone: there is nothing to split")
        first = found[0]
        permanent = actor_id(record.connection, ("", first.rank), first.name)
        new = known_actors.new(record.connection, first.name, "unknown", permanent)
        said = begin(record, by, why)
        for named_so in found:
            said_of_actors.note(record.connection, "apart", one, new, key, named_so.name, said)
        _decide_anew(record.connection, (named_so.actor for named_so in found))
    return new


def edit(record: Record, known: int, values: dict[str, Any], by: str, why: str | None = None) -> None:
    """Say what a known actor is: its name, type, titles, affiliation, gender or identifiers."""
    with saying(record):
        _edit(record, known, values, begin(record, by, why))


def tell_apart(record: Record, known: int, other: int, by: str, why: str | None = None) -> None:
    """Say that two known actors are two, whatever is read later.

    Raises RecordError where people merged them, or they are one.
    """
    with saying(record):
        _tell_apart(record, known, other, begin(record, by, why))


def say(
    record: Record,
    known: int,
    values: dict[str, Any],
    same_as: int | None,
    not_same_as: Iterable[int],
    said: Said,
) -> Iterator[str]:
    """Say all this of a known actor, in the transaction of `saying`; what came of it, in words."""
    if values:
        _edit(record, known, values, said)
        yield f"{id_of(record, known)}: {', '.join(values)} as given"
    for other in not_same_as:
        _tell_apart(record, known, other, said)
        yield f"{id_of(record, known)}: not {id_of(record, other)}"
    if same_as is not None:
        _merge(record, same_as, known, said)
        yield f"{id_of(record, known)}: merged into {id_of(record, same_as)}"


def explain(record: Record, known: int) -> list[Member]:
    """The actors of articles that are this known one, oldest day first."""
    now_known = resolved(record.connection, known)
    return [
        replace(m, why=merged_by(record.connection, machine, now_known) or m.why)
        for m, machine in actor_links.members(record.connection, now_known)
    ]


def candidates(record: Record, known: int) -> list[Listed]:
    """Who a known actor may be, whose name alone does not tell it; and who may be this one."""
    found = actor_links.may_be(record.connection, known)
    numbers = sorted({resolved(record.connection, one) for one in found} - {known})
    return [a for number in numbers if (a := listed_actors.one(record.connection, number))]


def actors(record: Record, words: str = "", limit: int | None = None) -> list[Listed]:
    """The known actors who have these words in one of their names, those first who say most."""
    if not words.strip():
        return listed_actors.every(record.connection, limit)
    try:
        return listed_actors.called(record.connection, words, limit)
    except UnicodeEncodeError as error:
        raise RecordError(record.path, "the name is no valid Unicode: type it anew") from error


def begin(record: Record, by: str, why: str | None) -> Said:
    """A new set, in the transaction of `saying`."""
    at = now()
    return Said(by, at, why, correction_sets.begin(record.connection, by, at))


def _merge(record: Record, known: int, other: int, said: Said) -> int:
    one, two = resolved(record.connection, known), resolved(record.connection, other)
    ids = f"{id_of(record, known)} and {id_of(record, other)}"
    if one == two:
        raise RecordError(record.path, f"actors {ids} are one already: give two different ones")
    said_of_actors.note(record.connection, "same", one, two, None, None, said)
    known_actors.keep_merged(record.connection, two, one)
    _follow(record.connection, two)
    return one


def _part(connection: sqlite3.Connection, merged: ActorCorrection, withdrawn: str) -> None:
    """Take a merge back."""
    was = resolved(connection, merged.other)
    said_of_actors.withdraw(connection, merged.id, withdrawn)
    known_actors.keep_merged(connection, merged.other, None)
    _follow(connection, was)


def _follow(connection: sqlite3.Connection, was: int) -> None:
    """Join those who were taken for one known actor to whom they are by what people say now."""
    now_known = {machine: resolved(connection, machine) for machine in actor_links.machines(connection, was)}
    for machine, known in sorted(now_known.items()):
        actor_links.follow(connection, machine, known)
    for known in sorted({was, *now_known.values()}):
        describe(connection, known)


def _edit(record: Record, known: int, values: dict[str, Any], said: Said) -> None:
    one = resolved(record.connection, known)
    for field, value in values.items():
        said_of_actors.note_edit(record.connection, one, field, value, said)
    describe(record.connection, one)


def _tell_apart(record: Record, known: int, other: int, said: Said) -> None:
    one, two = resolved(record.connection, known), resolved(record.connection, other)
    if one == two:
        ids = f"{id_of(record, known)} and {id_of(record, other)}"
        raise RecordError(record.path, f"actors {ids} are one: --unmerge one of them, or --split an article off")
    said_of_actors.note_edit(record.connection, one, "not", two, said)


def _decide_anew(connection: sqlite3.Connection, actors: Iterable[int]) -> None:
    """Decide again who has the names of these actors."""
    for actor in actors:
        name_forms.reopen(connection, actor)
    entity_linking.link(connection, [])
