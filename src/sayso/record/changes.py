"""The articles that their outlets changed, version by version."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.article import Article
from sayso.record import rows
from sayso.record.edits import Edits, compare
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
