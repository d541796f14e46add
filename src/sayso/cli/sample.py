"""`sayso sample`: statements to be judged by hand, and how many of them are right."""

import sys
import textwrap
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sayso.cli.open_record import RECORD, opened
from sayso.cli.output import Form, clean, output_options
from sayso.cli.row_output import write_rows
from sayso.cli.terminal import say
from sayso.record import precision, read_judged, sample
from sayso.render.entries import statement
from sayso.render.grid import Column, Grid
from sayso.shown import doubt_of, speakers_of

_COLUMNS = (
    "id", "right", "sentence", "speakers", "content", "source", "cue", "addressees", "act", "negated", "stance",
    "sourcing", "kind", "confidence", "corrected_by", "day", "outlet", "title", "url",
    "credit", "candidates",
)  # fmt: skip
_FIGURES = ("of", "value", "right", "judged", "precision", "low", "high")
_GRID = Grid(
    (
        Column("Of", lambda p: "all" if p["of"] == "all" else f"{p['of']} {p['value']}", "name"),
        Column("Right", lambda p: f"{p['precision']:.1%}", "number"),
        Column("95 % interval", lambda p: f"{p['low']:.1%} to {p['high']:.1%}", "number"),
        Column("Of so many judged", lambda p: f"{p['right']} of {p['judged']}", "number"),
    )
)


@click.command("sample")
@RECORD
@click.option("--size", type=click.IntRange(1, 100_000), help="How many statements; 50 without it.")
@click.option("--seed", type=int, help="Another number draws other statements; 1 without it.")
@click.option(
    "--judged",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="Print the precision that a judged sample tells; - is stdin.",
)
@output_options
def command(record: Path, size: int | None, seed: int | None, judged: str | None, form: Form) -> None:
    """Draw a random sample of RECORD's statements, to be judged by hand.

    Write it to a file (`--csv > sample.csv`), put yes or no in the column "right" of each row, and give it back with
    --judged: that prints which share is right, with its 95 % interval, of all and of each act and sourcing with at
    least 10 judged. Rows whose "right" is empty are left out.
    """
    if judged and not (size is None and seed is None):
        raise click.UsageError("--size and --seed are for drawing: leave them out with --judged")
    with opened(record) as kept:
        if judged:
            sys.exit(_figures(form, judged))
        rows = [{**row, "right": ""} for row in sample(kept, size or 50, 1 if seed is None else seed)]
    write_rows(form, rows, _COLUMNS, _shown, "To be judged", statement)


def _figures(form: Form, judged: str) -> int:
    """Print what a judged sample tells; gives the exit code."""
    with click.open_file(judged, "rb") as file:
        told, bad = read_judged(file.read(), judged)
    for line in bad:
        say(line)
    if not told:
        raise click.ClickException(f'{judged}: no row is judged: write yes or no in the column "right"')
    write_rows(form, [asdict(p) for p in precision(told)], _FIGURES, _GRID, "How many are right")
    return 1 if bad else 0


def _shown(row: Mapping[str, Any]) -> str:
    """A statement as a person judges it."""
    what = f"not {row['act']}" if row["negated"] else row["act"]
    lines = (*filter(None, [clean(doubt_of(row))]), clean(row["sentence"]), f"= {clean(row['content'])}")
    body = [x for t in lines for x in textwrap.wrap(t, 92, initial_indent="    ", subsequent_indent="    ")]
    return "\n".join([f"#{row['id']}  {clean(speakers_of(row))}  {what}", *body, "", ""])
