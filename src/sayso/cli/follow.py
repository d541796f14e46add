"""`sayso follow`: feeds and sitemaps that a record watches."""

from pathlib import Path

import click

from sayso.cli.open_record import RECORD, opened
from sayso.cli.output import clean


@click.command("follow")
@RECORD
@click.argument("feeds", nargs=-1, metavar="[FEED]...")
@click.option("--stop", is_flag=True, help="Watch these no longer.")
def command(record: Path, feeds: tuple[str, ...], stop: bool) -> None:
    """Watch FEEDs (RSS, Atom, JSON feeds and news sitemaps) for RECORD; `sayso update` adds what is new. Without any,
    list those that are watched."""
    with opened(record, new=not stop) as kept:
        if not feeds:
            for address in kept.feeds():
                click.echo(clean(address))
        for address in feeds:
            if not address.startswith(("http://", "https://")):
                raise click.UsageError(f"{address!r} is no address: feeds are watched by http:// or https://")
            done = kept.unfollow(address) if stop else kept.follow(address)
            told = (
                ("no longer watched" if done else "was not watched") if stop else ("watched" if done else "was watched")
            )
            click.echo(f"{clean(address)}: {told}")
