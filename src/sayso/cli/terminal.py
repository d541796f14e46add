"""What verbs tell a person beside the data: lines on stderr, and how far they are."""

import sys

import click

from sayso.cli.output import clean


def say(line: str) -> None:
    """One line on stderr."""
    progress("")
    click.echo(f"sayso: {clean(line)}", err=True)


def progress(told: str) -> None:
    """Show how far it is, where a person looks on and the listing does not show it."""
    if sys.stderr is not None and sys.stderr.isatty() and not sys.stdout.isatty():
        click.echo(f"\r\033[K{told}", err=True, nl=False)
