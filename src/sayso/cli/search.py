"""`sayso search`: statements of a record by words, people, acts and days."""

import getpass
import shlex
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, get_args

import click

from sayso.article import Act, Event, Kind, Sourcing, Stance
from sayso.cli.archives import RECORD_OR_DIR, archive_at, asked
from sayso.cli.chart import write_chart
from sayso.cli.empty_results import say_nearest
from sayso.cli.linked import linked
from sayso.cli.open_record import opened
from sayso.cli.output import Form, clean, output_options
from sayso.cli.reader_options import number
from sayso.cli.row_output import write_rows
from sayso.cli.terminal import is_plain, say
from sayso.errors import QueryError
from sayso.record import Query, search
from sayso.record.facets import less_likely
from sayso.record.passages import hits
from sayso.record.query import asked_for
from sayso.record.query_syntax import GENDERS, UNKNOWN, parse
from sayso.record.query_words import as_typed
from sayso.record.saved_searches import forget_search, save_search, saved_search, saved_searches
from sayso.record.search import Found
from sayso.record.typed_days import Days, typed_days
from sayso.render.entries import statement
from sayso.render.grid import Column, Grid
from sayso.shown import PROBABLE, doubt_of, speakers_of

_COLUMNS = (
    "id", "day", "outlet", "speakers", "source", "cue", "content", "addressees", "act", "negated", "stance", "sourcing",
    "kind", "event", "confidence", "sentence", "title", "url", "published", "corrected_by", "credit", "candidates",
    "actor_ids", "actors", "actor_types", "actor_identifiers",
)  # fmt: skip
_SAVED = Grid(
    (
        Column("Name", lambda s: s["name"], "name"),
        Column("Words", lambda s: s["words"]),
        Column("By", lambda s: s["who"]),
        Column("Day", lambda s: s["at"][:10], "id"),
    )
)

# What stands around a hit while its line is made, as no text may have it then.
_BEGIN, _END = "⟦", "⟧"
_NO_MARKS = {ord(_BEGIN): "[", ord(_END): "]"}


class Unreadable(click.ClickException):
    """A search that cannot be read as it is typed: one line, and wrong usage."""

    exit_code = 2


def day(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A day, as an option takes it: of a month or a year the last for an option that ends with "until", else the
    first."""
    if value is None:
        return None
    days = _meant(value)
    return days.last if (parameter.name or "").endswith("until") else days.first


def one_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A single day, as an option takes it."""
    if value is None:
        return None
    days = _meant(value)
    if days.first != days.last:
        raise click.BadParameter(f"{value!r} is more than a day: write one, as 5 March 2024 or 2024-03-05")
    return days.first


def _meant(value: str) -> Days:
    try:
        return typed_days(value)
    except ValueError as error:
        raise click.BadParameter(f"{error}") from error


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
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    callback=number,
    help=f"At least as sure; without it {PROBABLE}, or all of what is --counted.",
)
@click.option("--all", "every", is_flag=True, help="Also what is less likely a statement: --min-confidence 0.")
@click.option(
    "--min-credit",
    type=click.FloatRange(0, 1),
    callback=number,
    default=0.0,
    help="By somebody who is named, and at least so likely to have said it.",
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="At most so many.")
@click.option("--save", metavar="NAME", help="Keep this search in the record under a name.")
@click.option("--saved", metavar="NAME", help="Find what the search of this name asks for, and fits the rest.")
@click.option("--list-saved", is_flag=True, help="List the searches that have a name.")
@click.option("--forget", metavar="NAME", help="Take out the search of this name.")
@click.option(
    "--chart",
    type=click.Choice(("timeline", "acts", "network")),
    help="Count instead: what was done in each month, or who speaks to and about whom.",
)
@click.option("--svg", is_flag=True, help="Print the picture of --chart alone, as SVG.")
@click.option("--png", is_flag=True, help="Print the picture of --chart alone, as PNG.")
@click.option("--after", metavar="KEY", help="Go on after the key that the page before told.")
def command(
    record: str,
    words: tuple[str, ...],
    form: Form,
    text: str | None,
    limit: int,
    after: str | None,
    save: str | None,
    saved: str | None,
    list_saved: bool,
    forget: str | None,
    every: bool,
    chart: str | None,
    svg: bool,
    png: bool,
    **filters: Any,
) -> None:
    """Find statements in the latest versions of RECORD's articles, or in a DIR that `sayso batch` wrote.

    All WORDS must stand, in any of their forms, in what was said, who said it, the verb or the title: deny finds
    denied. "Two words" in quotation marks are looked for as they stand, bridge* is any word that begins so, -bridge
    stands nowhere, and OR is between two of which one is enough. The options may stand among the words: by:holm
    -by:"Ada Holm" to:dolan about:ferry act:deny since:2024 until:2024-03. Give it all in one pair of marks: 'ferry
    -bridge by:"Ada Holm"'.

    A name is found by a part of it, and '"in quotation marks"' (by:="Ada Holm") whole; outlet (unknown) is that of
    articles that tell none. The best come first; without words, or in a DIR, the latest. In a DIR a word is found only
    as it is written. The day is that of saying, or else of the article.
    """
    if every:
        filters["min_confidence"] = 0.0
    if list_saved or forget is not None:
        _of_saved(Path(record), form, forget)
        return
    asked = typed(words if saved is None else (*words, _words_of(Path(record), saved)))
    query = Query(words=asked, limit=limit, after=after, **filters)
    if chart is not None or svg or png:
        _draw(record, form, query, chart, text, svg, png)
        return
    if save is not None:
        _save(Path(record), save, query)
    if text is None:
        _tell(record, form, query)
    else:
        _tell_near(record, form, query, text)


def _draw(record: str, form: Form, query: Query, chart: str | None, text: str | None, svg: bool, png: bool) -> None:
    """Print a chart of what fits, or the picture of it alone."""
    if (svg or png) and (chart is None or svg == png):
        raise click.UsageError("--svg or --png is the picture of a --chart: choose one")
    if chart is None or text is not None or query.after or archive_at(record):
        raise click.UsageError("--chart is of all that is found in a record: leave --like and --after out")
    write_chart(form, Path(record), query, chart, "svg" if svg else "png" if png else None)


def _tell(record: str, form: Form, query: Query) -> None:
    """Print the statements that fit; on stderr how to go on, and how many are left out because they are probably
    none."""
    found, less_likely = _found(record, replace(query, limit=query.limit + 1))
    rows = [{**f.row, "sentence": f.sentence} for f in found[: query.limit]]
    shown = rows if form != "table" or is_plain() else _marked(rows, query)
    write_rows(form, shown, _COLUMNS, _shown, "Statements", statement)
    if len(found) > query.limit:
        say(f"there are more: --after '{found[query.limit - 1].key}'")
    if less_likely:
        say(f"{less_likely:,} more, less likely: --all shows {'it' if less_likely == 1 else 'them'}")


def _tell_near(record: str, form: Form, query: Query, text: str) -> None:
    """Print the statements that are nearest to a text in meaning."""
    if query.after:
        raise click.UsageError("--after does not go with --like: ask for more with --limit")
    if archive_at(record):
        raise click.UsageError(f"--like asks a record: `sayso add news.db {record}` makes one")
    rows = _near(Path(record), text, query)
    write_rows(form, rows, (*_COLUMNS, "similarity"), _shown, "Statements", statement)


def _words_of(record: Path, name: str) -> str:
    with opened(record, aloud=False) as kept:
        return f"({saved_search(kept, name).words})"


def _save(record: Path, name: str, query: Query) -> None:
    with opened(record, aloud=False) as kept:
        save_search(kept, name, as_typed(query), _user())
    say(f"saved: `sayso search {shlex.quote(str(record))} --saved {shlex.quote(name)}` finds it again")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container nobody may have this number
        return "(unknown)"


def _of_saved(record: Path, form: Form, forget: str | None) -> None:
    """List the saved searches, without one that is to be forgotten."""
    with opened(record, aloud=False) as kept:
        if forget is not None:
            forget_search(kept, forget)
        rows = [asdict(one) for one in saved_searches(kept)]
    write_rows(form, rows, ("name", "words", "who", "at"), _SAVED, "Saved searches")


def _found(name: str, query: Query) -> tuple[list[Found], int]:
    """The statements that fit, in a record or in a folder of Parquet; and on the first page of what was found, where
    no confidence was asked for, how many more are less likely."""
    asks_more = query.min_confidence is None and not query.after
    if archive := archive_at(name):
        from sayso import batch

        with asked():
            found = batch.search(archive, query)
            return found, batch.less_likely(archive, query) if found and asks_more else 0
    with opened(Path(name)) as kept:
        found = search(kept, query)
        if not found and not query.after:
            say_nearest(kept, query)  # it tells that too
        return found, less_likely(kept, query) if found and asks_more else 0


def _near(record: Path, text: str, query: Query) -> list[dict[str, Any]]:
    """The rows of the statements that are nearest to a text in meaning."""
    from sayso.linking import like  # it loads the sentence encoder

    with linked(record) as kept:
        found = like(kept, text, query)
        if not found:
            say_nearest(kept, query, "statement of such a meaning")
        return [{**f.row, "sentence": f.sentence, "similarity": cosine} for f, cosine in found]


def typed(words: Sequence[str]) -> str:
    """The words as they were typed, which can be read."""
    text = " ".join(words)
    try:
        parse(text)
    except QueryError as error:
        raise Unreadable(clean(str(error))) from error
    return text


def _marked(rows: Sequence[dict[str, Any]], query: Query) -> list[dict[str, Any]]:
    """The rows with marks, for a terminal, around what was looked for in their sentences."""
    texts = [clean(row["sentence"]).translate(_NO_MARKS) for row in rows]
    out = []
    for row, text, ranges in zip(rows, texts, hits(texts, asked_for(query)), strict=True):
        for start, end in reversed(ranges):
            text = f"{text[:start]}{_BEGIN}{text[start:end]}{_END}{text[end:]}"
        out.append({**row, "sentence": text})
    return out


def _shown(row: Mapping[str, Any]) -> str:
    """A statement as a person reads it: who and when, what in its sentence, where."""
    what = f"not {row['act']}" if row["negated"] else row["act"]
    head = f"{clean(speakers_of(row))}  {what}  {row['day'] or ''}  {row['confidence']:.2f}  #{row['id']}"
    about = " · ".join(clean(x) for x in (row["outlet"], row["title"], row["url"]) if x)
    lines = (clean(x) for x in (doubt_of(row), row["sentence"]) if x)
    body = [x for t in lines for x in textwrap.wrap(t, 92, initial_indent="    ", subsequent_indent="    ")]
    shown = "\n".join([head, *body, f"    {about}", "", ""])
    return shown.replace(_BEGIN, "\033[1m").replace(_END, "\033[22m")
