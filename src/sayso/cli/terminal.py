"""What verbs tell a person beside the data: lines on stderr, and how far they are."""

import signal
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


class Stop:
    """While it is entered, Ctrl-C asks to stop after what is at hand, and SIGTERM ends all, workers too."""

    def __init__(self) -> None:
        self.asked = False

    def __enter__(self) -> None:
        signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
        self._heard = signal.signal(signal.SIGINT, self._ask)

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._heard)

    def _ask(self, *_: object) -> None:
        self.asked = True
