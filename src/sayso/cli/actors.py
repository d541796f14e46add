"""`sayso actors`: the known actors of a record, why each is one, and what people say of that."""

import textwrap
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sayso.cli.linked import linked
from sayso.cli.listing import write_rows
from sayso.cli.opened import RECORD
from sayso.cli.output import Form, clean, output_options
from sayso.cli.terminal import say
from sayso.record import Record

_COLUMNS = ("id", "name", "titles", "affiliation", "type", "articles", "statements", "gender", "identifiers")
_WHY_COLUMNS = ("day", "outlet", "name", "titles", "why", "title", "key")
_NUMBER = click.IntRange(1, 2**63 - 1)


def _given(_context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Refuses a name or words that are nothing but white space."""
    if value is not None and not value.strip():
        raise click.BadParameter("is empty", param=parameter)
    return value


@click.command("actors")
@RECORD
@click.argument("name", nargs=-1)
@output_options
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="At most so many.")
@click.option("--explain", type=_NUMBER, metavar="ID", help="Print which articles' actors this one is, and why.")
@click.option("--merge", type=(_NUMBER, _NUMBER), metavar="ID OTHER", help="Make OTHER one with ID.")
@click.option("--split", type=_NUMBER, metavar="ID", help="Make who is ID in --article an actor of its own.")
@click.option("--article", metavar="KEY", callback=_given, help="An article's address or id, for --split.")
@click.option("--by", metavar="WHO", callback=_given, help="Who merges or splits: a name.")
@click.option("--why", metavar="TEXT", callback=_given, help="Why; kept beside it.")
def command(
    record: Path,
    name: tuple[str, ...],
    form: Form,
    limit: int,
    explain: int | None,
    merge: tuple[int, int] | None,
    split: int | None,
    article: str | None,
    by: str | None,
    why: str | None,
) -> None:
    """List the actors of RECORD across its articles, those first who say most; with NAME those who are called so.

    An actor is one person or body, whatever the article. Where two were taken for one, or one for two, --split and
    --merge correct that, and it stays so whatever is read later. ID is a number that the list shows; that of an actor
    who was merged goes on meaning the one that it is now.
    """
    _check(name, explain, merge, split, article, by, why)
    from sayso.links import by_hand  # it loads the lists of names, which `sayso --help` does not need

    with linked(record) as kept:
        if merge:
            click.echo(f"merged actor {merge[1]} into {by_hand.merge(kept, *merge, str(by), why)}")
        elif split is not None:
            click.echo(f"split off actor {by_hand.split(kept, split, str(article), str(by), why)}")
        elif explain is not None:
            rows = [{**asdict(m), "titles": "; ".join(m.titles)} for m in by_hand.explain(kept, explain)]
            write_rows(form, rows, _WHY_COLUMNS, _shown_why)
        else:
            _list(kept, " ".join(name), form, limit)


def _check(
    name: tuple[str, ...],
    explain: int | None,
    merge: tuple[int, int] | None,
    split: int | None,
    article: str | None,
    by: str | None,
    why: str | None,
) -> None:
    """Raises UsageError for what does not go together."""
    wanted = [x for x in (explain, merge, split) if x is not None]
    if len(wanted) > 1 or (wanted and name):
        raise click.UsageError("choose one: NAME, --explain, --merge or --split")
    if (split is None) != (article is None):
        raise click.UsageError("--split needs the --article in which it is another one, and only --split does")
    if merge is None and split is None and (by is not None or why is not None):
        raise click.UsageError("--by and --why are for --merge and --split")
    if (merge is not None or split is not None) and by is None:
        raise click.UsageError("say who corrects: --by NAME")


def _list(kept: Record, words: str, form: Form, limit: int) -> None:
    from sayso.links.by_hand import actors

    found = actors(kept, words, limit + 1)
    told = ({**asdict(a), "titles": "; ".join(a.titles)} for a in found[:limit])
    rows = [{**row, "identifiers": "; ".join(f"{k} {v}" for k, v in row["identifiers"].items())} for row in told]
    write_rows(form, rows, _COLUMNS, _shown)
    if len(found) > limit:
        say(f"there are more: --limit {min(10 * limit, 10_000)}, or a NAME")


def _shown(row: Mapping[str, Any]) -> str:
    """An actor as a person reads it: name and number, how much it says, what it is."""
    statements = f"{row['statements']} statement{'' if row['statements'] == 1 else 's'}"
    articles = f"{row['articles']} article{'' if row['articles'] == 1 else 's'}"
    about = (row["type"], row["titles"], row["affiliation"], row["identifiers"])
    body = textwrap.wrap(" · ".join(clean(x) for x in about if x), 92, initial_indent="    ", subsequent_indent="    ")
    return "\n".join([f"{clean(row['name'])}  {statements} in {articles}  #{row['id']}", *body, "", ""])


def _shown_why(row: Mapping[str, Any]) -> str:
    """An article's actor as a person reads it: what it is called there, why it is this one, where."""
    titles = f" ({clean(row['titles'])})" if row["titles"] else ""
    about = " · ".join(clean(x) for x in (row["day"], row["outlet"], row["title"], row["key"]) if x)
    lines = (
        x
        for text in (clean(row["why"]), about)
        for x in textwrap.wrap(text, 92, initial_indent="    ", subsequent_indent="    ")
    )
    return "\n".join([f"{clean(row['name'])}{titles}", *lines, "", ""])
