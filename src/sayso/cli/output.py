"""The output options that verbs share, and what writes articles in each format."""

import itertools
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, BinaryIO, Literal

import click

from sayso.article import Article
from sayso.cli.events import COLUMNS as EVENT_COLUMNS
from sayso.cli.events import events
from sayso.interop.rows import COLUMNS, rows
from sayso.shown import as_json, csv_row

Form = Literal["table", "json", "jsonl", "csv", "html"]
FORMS = ("table", "json", "jsonl", "csv", "html")


def output_options(function: Callable[..., None]) -> Callable[..., None]:
    """Adds `--format`, `--nl` and `--csv`; the function gets the outcome as its argument `form`."""

    @click.option("--format", "form", type=click.Choice(FORMS), help="Default: table in a terminal, else json.")
    @click.option("--nl", is_flag=True, help="Shorthand for --format jsonl.")
    @click.option("--csv", "as_csv", is_flag=True, help="Shorthand for --format csv.")
    @wraps(function)
    def chosen(form: Form | None, nl: bool, as_csv: bool, **others: Any) -> None:
        named = {form, "jsonl" if nl else None, "csv" if as_csv else None} - {None}
        if len(named) > 1:
            raise click.UsageError(f"choose one format: {' or '.join(sorted(map(str, named)))}")
        default = "table" if sys.stdout is not None and sys.stdout.isatty() else "json"
        function(form=named.pop() if named else default, **others)

    return chosen


@contextmanager
def writer(
    form: Form, as_events: bool = False, explain: bool = False, every: bool = False
) -> Iterator[Callable[[Article], None]]:
    """A function that writes one article to stdout; what the format puts around them is written too. As CSV a row is a
    statement, or a verbal event; a table or a page can `explain` who said it, and shows what is probable or `every`
    statement."""
    out = standard_output()
    if form == "table":
        from sayso.cli.table import listing

        yield lambda article: _put(out, listing(article, explain, every))
    elif form == "html":
        from sayso.cli.html import END, START, section

        _put(out, START)
        numbers = itertools.count(1)
        yield lambda article: _put(out, section(article, next(numbers), explain, every))
        _put(out, END)
    elif form == "csv":
        columns, made = (EVENT_COLUMNS, events) if as_events else (COLUMNS, rows)
        _put(out, csv_row(columns))
        yield lambda article: _put(out, "".join(csv_row(r) for r in made(article)))
    elif form == "jsonl":
        yield lambda article: _put(out, as_json(article.to_dict()) + "\n")
    else:
        with _json(out) as write:
            yield write


@contextmanager
def _json(out: Any) -> Iterator[Callable[[Article], None]]:
    """One article is an object, several are an array of objects."""
    held: list[str] = []
    count = 0

    def write(article: Article) -> None:
        nonlocal count
        count += 1
        if held:
            _put(out, ("[\n" if count == 2 else ",\n") + held.pop())
        held.append(as_json(article.to_dict(), indent=1))

    yield write
    if count > 1:
        _put(out, ",\n" + held.pop() + "\n]\n")
    elif held:
        _put(out, held.pop() + "\n")
    else:
        _put(out, "[]\n")


def clean(text: str) -> str:
    """Page text without what could steer a terminal; white space is one space, what is invisible is left out."""
    kinds = ((c, unicodedata.category(c)) for c in " ".join(text.split()))
    return "".join("�" if kind in ("Cc", "Cs", "Co", "Cn") else c for c, kind in kinds if kind != "Cf")


def standard_output() -> BinaryIO:
    """Where verbs write to; told in one line where it is closed."""
    if sys.stdout is None:
        raise click.ClickException("standard output is closed: there is nowhere to write to")
    return sys.stdout.buffer


def put(text: str | bytes) -> None:
    """Write text to standard output, whatever characters it has."""
    standard_output()
    click.echo(text.encode("utf-8", "replace") if isinstance(text, str) else text, nl=False)


def _put(out: BinaryIO, text: str) -> None:
    out.write(text.encode("utf-8", "replace"))
    out.flush()
