"""`sayso open`: one's own record in a browser, without anything to choose."""

import threading
import webbrowser
from pathlib import Path

import click

from sayso.cli.serve import NEEDS, serve
from sayso.cli.terminal import say
from sayso.record import Record, RecordError


@click.command("open")
@click.option("--no-browser", is_flag=True, help="Only tell the address.")
def command(no_browser: bool) -> None:
    """Open your own record in a browser: add articles there, search, check and correct.

    It is the file news.db in your data folder, and is made where there is none. Only this machine reaches it; Ctrl-C
    ends it.
    """
    record = _own()
    try:
        record.parent.mkdir(parents=True, exist_ok=True)
        Record(record, new=True).close()
    except OSError as error:
        raise click.ClickException(f"{record}: cannot be made ({error.strerror or error})") from error
    except RecordError as error:
        raise click.ClickException(str(error)) from error
    serve(record, port=0, began=None if no_browser else _show)


def _own() -> Path:
    """The record in the user's data folder."""
    try:
        from platformdirs import user_data_path
    except ImportError as error:
        raise click.ClickException(NEEDS) from error
    return user_data_path("sayso", appauthor=False) / "news.db"


def _show(address: str) -> None:
    """Open a browser, which may take its time: the server does not wait for it."""

    def show() -> None:
        if not webbrowser.open(address):
            say(f"no browser was found: open {address}")

    threading.Thread(target=show, daemon=True).start()
