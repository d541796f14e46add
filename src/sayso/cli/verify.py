"""`sayso verify`: whether a record is whole."""

import sys
from pathlib import Path

import click

from sayso.cli.open_record import RECORD, opened
from sayso.cli.output import clean
from sayso.record import verify


@click.command("verify")
@RECORD
def command(record: Path) -> None:
    """Check RECORD: every span against its text, every hash against its bytes, every row against those it points to.

    Prints what is off, a line each, and then exits with 1.
    """
    with opened(record) as kept:
        off = list(verify(kept))
    for line in off:
        click.echo(clean(line))
    if off:
        sys.exit(1)
    click.echo(f"{record}: whole")
