"""`sayso threads`: who else reported the same utterance, who first, and in which words."""

import textwrap
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.empty_results import say_nearest
from sayso.cli.linked import linked
from sayso.cli.open_record import RECORD
from sayso.cli.output import Form, clean, output_options
from sayso.cli.row_output import write_rows
from sayso.cli.search import day, typed
from sayso.record import Query
from sayso.render.entries import thread as entry
from sayso.shown import chance, doubt_of, speakers_of

if TYPE_CHECKING:
    from sayso.linking import Thread

_COLUMNS = ("id", "loose", "articles", "independent", "speakers", "disputed", "fullest", "reports")
_FLAT = (
    "thread", "statement", "article", "url", "outlet", "title", "published", "day", "speakers", "source", "cue",
    "content", "kind", "act", "stance", "primary", "repeats", "changes", "cut", "chance", "credit", "candidates",
    "actor_ids", "actors", "actor_types", "actor_identifiers",
)  # fmt: skip


@click.command("threads")
@RECORD
@click.argument("words", nargs=-1)
@output_options
@click.option("--statement", metavar="ID", help="The thread of this statement.")
@click.option("--by", metavar="NAME", help="Said by somebody of this name, or a part of it.")
@click.option("--since", callback=day, metavar="DAY", help="Said on this day or later (2024-06-21, June 2024, 2024).")
@click.option("--until", callback=day, metavar="DAY", help="Said on this day or earlier.")
@click.option("--loose", is_flag=True, help="Also what is less sure: a thread may then have more than one utterance.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="At most so many.")
def command(
    record: Path, words: tuple[str, ...], form: Form, statement: str | None, loose: bool, limit: int, **filters: Any
) -> None:
    """Show what several articles of RECORD report as said at one occasion: in whose words, who printed it first, how
    many independent articles carry it, what each cut, added or changed, and where they disagree on who said it.

    WORDS choose the statements as for `sayso search`; without any, what most articles report comes first.
    """
    from sayso.linking import thread_of, threads  # they load the sentence encoder

    with linked(record) as kept:
        if statement is None:
            query = Query(words=typed(words), limit=limit, **filters)
            found = threads(kept, query, loose=loose)
            if not found:
                say_nearest(kept, query, "thread")
        else:
            own = thread_of(kept, statement, loose=loose)
            found = [own] if own else []
    if form == "csv":
        write_rows(form, [row for t in found for row in _flat(t)], _FLAT, _shown, "Threads")
    else:
        write_rows(form, [_row(t) for t in found], _COLUMNS, _shown, "Threads", entry)


def _row(thread: "Thread") -> dict[str, Any]:
    reports = [{**asdict(r), "changes": _changes(r.changes)} for r in thread.reports]
    return {**asdict(thread), "reports": reports}


def _changes(changes: Any) -> list[dict[str, str]] | None:
    return None if changes is None else [c.to_dict() for c in changes]


def _flat(thread: "Thread") -> list[dict[str, Any]]:
    """A row a report."""
    return [
        {**asdict(r), "thread": thread.id, "changes": _told(_changes(r.changes)), "cut": " … ".join(r.cut)}
        for r in thread.reports
    ]


def _told(changes: list[dict[str, str]] | None) -> str:
    return "; ".join(f"[-{c['from']}-] {{+{c['to']}+}}" for c in changes or ())


def _shown(row: Mapping[str, Any]) -> str:
    """A thread as a person reads it: how many carry it, and each report under the other."""
    independent = f", {row['independent']} independent" if row["independent"] != row["articles"] else ""
    who = (" or " if row["disputed"] else ", ").join(clean(s) for s in row["speakers"])
    dispute = "  [the articles disagree on who said it]" if row["disputed"] else ""
    loose = "  [loose: may be more than one utterance]" if row["loose"] else ""
    named = who or clean(row["reports"][0]["source"]) or "(no source)"
    number = f"#{row['id']}  " if row["id"] is not None else ""
    lines = [f"{number}{named}  {row['articles']} articles{independent}{dispute}{loose}"]
    stances = len({r["stance"] for r in row["reports"]}) > 1
    first = next((r["statement"] for r in row["reports"] if not r["primary"] and r["published"]), None)
    for r in row["reports"]:
        said = f"{clean(speakers_of(r))} {clean(r['cue'])}: {clean(r['content'])}"
        lines += textwrap.wrap(said, 92, initial_indent="    ", subsequent_indent="    ")
        notes = [_printed(r, is_first=r["statement"] == first), clean(doubt_of(r)), *_differences(r)]
        if stances and r["stance"] != "neutral":
            notes.append(f"{r['stance']}: {clean(r['cue'])}")
        if row["loose"] and r["chance"] is not None:
            notes.append(f"the same with a chance of {chance(r['chance'])}")
        for note in filter(None, notes):
            lines += textwrap.wrap(note, 92, initial_indent="      ", subsequent_indent="      ")
    return "\n".join([*lines, "", ""])


def _printed(r: Mapping[str, Any], *, is_first: bool) -> str:
    """Where a report was printed, and what it is: the first, a primary source, a copy."""
    about = " · ".join(clean(x) for x in (r["published"], r["outlet"], r["title"], r["url"]) if x)
    mark = "primary source · " if r["primary"] else f"copy of {clean(r['repeats'])} · " if r["repeats"] else ""
    return f"{'first · ' if is_first else ''}{mark}{about}  #{r['statement']}"


def _differences(r: Mapping[str, Any]) -> list[str]:
    """In what a report differs from the fullest quotation."""
    out = [clean(f"other words: {_told(r['changes'])}")] if r["changes"] else []
    return [*out, clean(f"cut: {' … '.join(r['cut'])}")] if r["cut"] else out
