"""Charts of what `sayso search` finds: the table behind one, a page, or the picture alone."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.empty_results import say_nearest
from sayso.cli.linked import linked
from sayso.cli.output import Form, clean, put, standard_output
from sayso.cli.terminal import say
from sayso.record import Query

if TYPE_CHECKING:
    from sayso.render.chart import Chart


def write_chart(form: Form, record: Path, query: Query, kind: str, picture: str | None) -> None:
    """Print the chart of a kind: as a `picture`, "svg" or "png", or else the figures behind it."""
    from sayso.render.chart import NEEDS, as_png, as_svg
    from sayso.render.charts import KINDS

    with linked(record) as kept:
        count, draw = KINDS[kind]
        made = draw(count(kept, query))
        if not made.rows:
            say_nearest(kept, query)
    if picture is None:
        _write(form, made)
    elif not made.svg:
        raise click.ClickException("there is nothing to draw")
    elif picture == "svg":
        put(as_svg(made.svg))
    elif sys.stdout.isatty():
        raise click.ClickException("a terminal shows no picture: write it to a file with > FILE.png")
    else:
        try:
            standard_output().write(as_png(made.svg))
        except ImportError as error:
            raise click.ClickException(NEEDS) from error


def _write(form: Form, made: "Chart") -> None:
    from sayso.cli.row_output import write_rows

    if form == "html":
        from sayso.render.chart import figure
        from sayso.render.page import page, plain

        put(page(made.title, f"<h1>{plain(made.title)}</h1>\n{figure(made)}"))
    elif form == "table":
        write_rows(form, made.shown, (), made.grid, made.title)
        for note in made.notes if made.shown else ():
            say(clean(note))
    else:
        write_rows(form, made.rows, made.fields, made.grid, made.title)
