"""`sayso update`: what is new in the feeds that a record watches."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from sayso.cli.ingest import StoppableAdding, fetch_options, fetcher
from sayso.cli.open_record import RECORD, opened
from sayso.cli.reader_options import ReaderOptions, reader_options
from sayso.cli.terminal import progress
from sayso.pages import Fetcher, Found, PageError, found
from sayso.record import Record
from sayso.record.ingest import OUTCOMES


@click.command("update")
@RECORD
@reader_options
@fetch_options
@click.option("--format", "form", type=click.Choice(("table", "jsonl")), default="table", help="How the summary looks.")
def command(
    record: Path, reading: ReaderOptions, contact: str | None, pause: float, allow_private: bool, form: str
) -> None:
    """Add what is new in the feeds that RECORD watches; made for cron. Prints a summary."""
    with opened(record) as kept:
        feeds = kept.feeds()
        if not feeds:
            raise click.ClickException(f"{record}: watches no feed: `sayso follow {record} FEED` does that")
        adding = StoppableAdding(kept, kept.begin("update", reading.make().engine))
        adding.all(_new(kept, feeds, fetcher(kept, contact, pause, allow_private)), reading)
        adding.link()
        adding.tell_changes()
    progress("")
    counts = {o: adding.counts[o] for o in OUTCOMES}
    click.echo(
        json.dumps({"feeds": len(feeds), **counts}) if form == "jsonl" else f"{len(feeds)} feeds: {adding.told()}"
    )
    adding.finish(reading)


def _new(record: Record, feeds: list[str], polite: Fetcher) -> Iterator[Found | PageError]:
    for address in feeds:
        yield from found(address, fetcher=polite)
        record.checked(address)
