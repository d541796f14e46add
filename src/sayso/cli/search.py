"""`sayso search`: statements of a record by words, people, acts and days."""

import textwrap
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import click

from sayso.article import Act, Event, Kind, Sourcing, Stance
from sayso.cli.archives import RECORD_OR_DIR, archive_at, asked
from sayso.cli.linked import linked
from sayso.cli.listing import write_rows
from sayso.cli.nothing import say_nearest
from sayso.cli.opened import opened
from sayso.cli.output import Form, clean, output_options
from sayso.cli.reader_options import number
from sayso.cli.terminal import say
from sayso.record import Query, search
from sayso.record.search import GENDERS, UNKNOWN, Found
from sayso.record.typed_days import typed_days
from sayso.shown import doubt_of, speakers_of

_COLUMNS = (
    "id", "day", "outlet", "speakers", "source", "cue", "content", "addressees", "act", "negated", "stance", "sourcing",
    "kind", "event", "confidence", "sentence", "title", "url", "published", "corrected_by", "credit", "candidates",
    "actor_ids", "actors", "actor_types", "actor_identifiers",
)  # fmt: skip


def day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A day, as an option takes it: of a month or a year the last for an option that ends with "until", else the
    first."""
    if value is None:
        return None
    try:
        days = typed_days(value)
    except ValueError as error:
        raise click.BadParameter(f"{error}") from error
    return days.last if (parameter.name or "").endswith("until") else days.first


def one_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A single day, as an option takes it."""
    if value is None:
        return None
    try:
        days = typed_days(value)
    except ValueError as error:
        raise click.BadParameter(f"{error}") from error
    if days.first != days.last:
        raise click.BadParameter(f"{value!r} is more than a day: write one, as 5 March 2024 or 2024-03-05")
    return days.first


def month(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A month, as an option takes it."""
    if value in (None, UNKNOWN):
        return value
    try:
        days = typed_days(value or "")
        if days.first == days.last or days.first[:7] != days.last[:7]:
            raise ValueError
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is no month: write it as 2024-06, or {UNKNOWN}") from error
    return days.first[:7]


@click.command("search")
@RECORD_OR_DIR
@click.argument("words", nargs=-1)
@output_options
@click.option("--like", "text", metavar="TEXT", help="Of this meaning, in whatever words; the nearest come first.")
@click.option("--by", metavar="NAME", help="Said by somebody of this name, a part of it, or of this id.")
@click.option("--to", metavar="NAME", help="Said to somebody of this name.")
@click.option("--about", default="", metavar="WORDS", help="These words stand in what was said.")
@click.option(
    "--act", multiple=True, type=click.Choice(get_args(Act)), metavar="ACT", help="What was done; repeatable."
)
@click.option("--stance", multiple=True, type=click.Choice(get_args(Stance)), help="How the writer stands to it.")
@click.option("--kind", multiple=True, type=click.Choice(get_args(Kind)), help="In quotation marks, or not.")
@click.option(
    "--event",
    multiple=True,
    default=Query().event,
    show_default=True,
    type=click.Choice(get_args(Event)),
    help="Said, or thought by somebody of whom the writer tells it; repeatable.",
)
@click.option("--sourcing", multiple=True, type=click.Choice(get_args(Sourcing)), help="What the source is.")
@click.option("--gender", multiple=True, type=click.Choice(GENDERS), help="A person of this gender said it.")
@click.option("--outlet", metavar="NAME", help="In this outlet, or one with this in its name.")
@click.option("--since", callback=day, metavar="DAY", help="Said on this day or later (2024-06-21, June 2024, 2024).")
@click.option("--until", callback=day, metavar="DAY", help="Said on this day or earlier.")
@click.option("--published-since", callback=day, metavar="DAY", help="In an article of this day or later.")
@click.option("--published-until", callback=day, metavar="DAY", help="In an article of this day or earlier.")
@click.option("--month", callback=month, metavar="MONTH", help="In an article of this month (2024-06), or (unknown).")
@click.option("--counted", is_flag=True, help="Only what the audit counts: what each article's own sources say, once.")
@click.option("--copied", is_flag=True, help="In articles that repeat another's text.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), callback=number, default=0.0, help="At least as sure.")
@click.option(
    "--min-credit",
    type=click.FloatRange(0, 1),
    callback=number,
    default=0.0,
    help="By somebody who is named, and at least so likely to have said it.",
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="At most so many.")
@click.option("--after", metavar="KEY", help="Go on after the key that the page before told.")
def command(
    record: str, words: tuple[str, ...], form: Form, text: str | None, limit: int, after: str | None, **filters: Any
) -> None:
    """Find statements in the latest versions of RECORD's articles, or in a DIR that `sayso batch` wrote.

    All WORDS must stand in content, source or title; "two words" in quotation marks are a phrase, bridge* any word that
    begins so. A name is found by a part of it, and '"in quotation marks"' whole; outlet (unknown) is that of articles
    that tell none. The best come first; without words, or in a DIR, the latest. The day is that of saying, or else of
    the article.
    """
    if text is not None:
        if after:
            raise click.UsageError("--after does not go with --like: ask for more with --limit")
        if archive_at(record):
            raise click.UsageError(f"--like asks a record: `sayso add news.db {record}` makes one")
        rows = _near(Path(record), text, Query(words=joined(words), limit=limit, **filters))
        write_rows(form, rows, (*_COLUMNS, "similarity"), _shown)
        return
    found = _found(record, Query(words=joined(words), limit=limit + 1, after=after, **filters))
    write_rows(form, [{**f.row, "sentence": f.sentence} for f in found[:limit]], _COLUMNS, _shown)
    if len(found) > limit:
        say(f"there are more: --after '{found[limit - 1].key}'")


def _found(name: str, query: Query) -> list[Found]:
    """The statements that fit, in a record or in a folder of Parquet."""
    if archive := archive_at(name):
        from sayso import batch

        with asked():
            return batch.search(archive, query)
    with opened(Path(name)) as kept:
        found = search(kept, query)
        if not found and not query.after:
            say_nearest(kept, query)
        return found


def _near(record: Path, text: str, query: Query) -> list[dict[str, Any]]:
    """The rows of the statements that are nearest to a text in meaning."""
    from sayso.linking import like  # it loads the sentence encoder

    with linked(record) as kept:
        found = like(kept, text, query)
        if not found:
            say_nearest(kept, query, "statement of such a meaning")
        return [{**f.row, "sentence": f.sentence, "similarity": cosine} for f, cosine in found]


def joined(words: tuple[str, ...]) -> str:
    """The words as they were typed: one with spaces in it was in quotation marks."""
    return " ".join(f'"{w}"' if " " in w and '"' not in w else w for w in words if w.strip())


def _shown(row: Mapping[str, Any]) -> str:
    """A statement as a person reads it: who and when, what in its sentence, where."""
    what = f"not {row['act']}" if row["negated"] else row["act"]
    head = f"{clean(speakers_of(row))}  {what}  {row['day'] or ''}  {row['confidence']:.2f}  #{row['id']}"
    about = " · ".join(clean(x) for x in (row["outlet"], row["title"], row["url"]) if x)
    lines = (clean(x) for x in (doubt_of(row), row["sentence"]) if x)
    body = [x for t in lines for x in textwrap.wrap(t, 92, initial_indent="    ", subsequent_indent="    ")]
    return "\n".join([head, *body, f"    {about}", "", ""])
