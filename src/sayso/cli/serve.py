"""`sayso serve`: a record in a browser, and for other programs."""

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from sayso.cli.open_record import RECORD, tell_before_credit
from sayso.cli.terminal import say
from sayso.record import RecordError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from sayso.web import Settings

Webhooks = Literal["public", "private", "off"]
NEEDS = "this needs more than sayso itself: pip install 'sayso[web]'"


@click.command("serve")
@RECORD
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to bind to: 0.0.0.0 lets others in.")
@click.option("--port", type=click.IntRange(0, 65_535), default=8080, show_default=True, help="0 takes any free one.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Also answer to this name; repeatable.")
@click.option(
    "--webhooks",
    type=click.Choice(["public", "private", "off"]),
    default="public",
    show_default=True,
    help="Where webhooks may be sent: to public addresses, also to this machine and its network (private), or nowhere.",
)
def command(record: Path, host: str, port: int, names: tuple[str, ...], webhooks: Webhooks) -> None:
    """Open RECORD in a browser: read, search, check and correct; a JSON API at /api; Atom feeds.

    Only this machine reaches it, by localhost or 127.0.0.1. With another --host everybody who reaches that address may
    read and search; to correct one signs in, and it starts only when there are accounts (`sayso accounts`). Put it
    behind a server that speaks HTTPS, and tell by which --name that asks.
    """
    serve(record, host, port, names, webhooks)


def serve(
    record: Path,
    host: str = "127.0.0.1",
    port: int = 0,
    names: tuple[str, ...] = (),
    webhooks: Webhooks = "public",
    began: Callable[[str], None] | None = None,
) -> None:
    """Serve a record until Ctrl-C; `began` is told the address as soon as it is listened to."""
    try:
        import uvicorn

        from sayso.web import Settings
        from sayso.web.whole_requests import CONNECTIONS, WholeRequests
    except ImportError as error:
        raise click.ClickException(NEEDS) from error
    app = _app(record, Settings(host, tuple(name.lower() for name in names), webhooks))
    listening = _listening(host, port)
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    say(f"{record} is at {address} (Ctrl-C ends it)")
    if began:
        began(address)
    config = uvicorn.Config(
        app, http=WholeRequests, limit_concurrency=CONNECTIONS, log_level="warning", server_header=False,
        timeout_keep_alive=30,
    )  # fmt: skip
    server = uvicorn.Server(config)
    with listening, suppress(KeyboardInterrupt):
        server.run(sockets=[listening])


def _app(record: Path, settings: "Settings") -> "FastAPI":
    """The app of a record that may be served so."""
    from sayso.record.accounts import has_accounts
    from sayso.web import make_app

    try:
        app = make_app(record, settings)
        with app.state.site.connections.reading() as kept:
            tell_before_credit(kept)
            if not settings.is_local and not has_accounts(kept):
                raise click.ClickException(
                    f"{settings.host} lets others in, and {record} has no accounts: `sayso accounts {record} --add NAME"
                    " --role admin` makes one"
                )
    except RecordError as error:
        raise click.ClickException(str(error)) from error
    return app


def _listening(host: str, port: int) -> socket.socket:
    """A socket bound before anything is told, so that what hinders it is one line."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port} cannot be bound to ({error.strerror or error}): choose another --port or --host"
        ) from error
