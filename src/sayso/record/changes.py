"""The articles that their outlets changed, version by version."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.article import Article
from sayso.record import rows
from sayso.record.edits import CUT, Edits, compare
from sayso.record.record import Record, Run
from sayso.shown import day_of


@dataclass(frozen=True, slots=True)
class Change:
    """What an outlet changed in an article from the version before this `number` on. `day` is when: the page's own word
    for it where it is `told`, else the day on which the page was fetched or added, before which it was."""

    article: int
    key: str
    title: str | None
    outlet: str | None
    number: int
    added: str
    day: str
    told: bool
    edits: Edits

    def __str__(self) -> str:
        """In a line: "changed by its outlet on Saturday, 14 March 2026: 1 statement cut, 1 altered"."""
        when = f"{'' if self.told else ', found'} on {day_of(self.day)}"
        return f"changed by its outlet{when}: {self.edits}"


def changes(
    record: Record, key: str | None = None, *, run: Run | None = None, newest: int | None = None
) -> Iterator[Change]:
    """The changes of one article, by its address or id, or of all, in the order of articles; those that a run found; or
    so many of the newest, the last one first. A version that only another sayso read otherwise is none."""
    order = "v.article, v.number" if newest is None else "v.id DESC"
    found = record.connection.execute(
        "SELECT v.id, b.id AS before, v.article, v.number, v.added, a.key FROM versions AS v"
        " JOIN articles AS a ON a.id = v.article"
        " JOIN versions AS b ON b.article = v.article AND b.number = v.number - 1"
        f" WHERE v.edited AND (?1 IS NULL OR a.key = ?1) AND (?2 IS NULL OR v.run = ?2) ORDER BY {order} LIMIT ?3",
        (key, run and run.id, -1 if newest is None else newest),
    )
    for v in found.fetchall():
        before, after = (rows.article(record.connection, v[which]) for which in ("before", "id"))
        day, told = _day(before, after, v["added"])
        yield Change(
            v["article"], v["key"], after.title, after.outlet, v["number"], v["added"], day, told,
            compare(before, after),
        )  # fmt: skip


def _day(before: Article, after: Article, added: str) -> tuple[str, bool]:
    """The day of a change, and whether the page tells it: another one than the version before does, and no earlier than
    that was fetched."""
    if after.updated and after.updated != before.updated and _days(before.retrieved, after.updated) >= -1:
        return after.updated[:10], True
    return (after.retrieved or added)[:10], False


def _days(first: str | None, last: str) -> int:
    """The days between two moments, of whatever zones; 0 where one is none."""
    try:
        return (datetime.date.fromisoformat(last[:10]) - datetime.date.fromisoformat((first or "")[:10])).days
    except ValueError:
        return 0


@dataclass(frozen=True, slots=True)
class Cut:
    """A statement that an outlet cut from an article (`key`), by its id, and when the record had that."""

    id: str
    key: str
    outlet: str | None
    speakers: str
    cue: str
    content: str
    at: str


def cut(record: Record, name: str) -> list[Cut]:
    """What was cut by its outlet and was said by who alone of the known actors has this name."""
    found = record.connection.execute(
        "SELECT i.id, i.article AS key, v.outlet, i.speakers, i.cue, i.content, i.at FROM statement_ids AS i"
        " JOIN articles AS a ON a.key = i.article"
        " JOIN versions AS v ON v.article = a.id AND v.latest WHERE i.why = ?1 AND i.speakers = ?2 AND"
        " 1 = (SELECT count(*) FROM known_actors WHERE name = ?2 AND merged IS NULL AND moved IS NULL)",
        (CUT, name),
    )
    return [Cut(**row) for row in found]


def edited_key(record: Record, article: int) -> str | None:
    """The address or id of an article that its outlet changed; None where it did not."""
    found = record.connection.execute(
        "SELECT a.key FROM articles AS a JOIN versions AS v ON v.article = a.id WHERE a.id = ? AND v.edited", (article,)
    ).fetchone()
    return found["key"] if found else None


def first_added(record: Record, statement: str) -> str:
    """When the record first had the statement of an id."""
    moment: str = record.connection.execute(
        "SELECT min(v.added) FROM statements AS s JOIN versions AS v ON v.id = s.version WHERE s.permanent = ?",
        (statement,),
    ).fetchone()[0]
    return moment
