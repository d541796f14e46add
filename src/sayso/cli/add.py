"""`sayso add`: pages into a record."""

from pathlib import Path

import click

from sayso.cli.adding import Adding, fetch_options, fetcher
from sayso.cli.opened import RECORD, opened
from sayso.cli.reader_options import Reading, reader_options
from sayso.cli.terminal import progress
from sayso.pages import found


@click.command("add")
@RECORD
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@reader_options
@fetch_options
def command(
    record: Path, pages: tuple[str, ...], reading: Reading, contact: str | None, pause: float, allow_private: bool
) -> None:
    """Read pages into RECORD, a file that is made where there is none.

    PAGE is a file or folder (HTML, text, Markdown), a pattern ("news/*.html"), an address, a feed or sitemap, WARC,
    JSON lines or CSV, or - for stdin. What is there already stays; a page with another text makes a new version. What
    cannot be read is told, and noted in the record; the others go on, and the exit code is 1.
    """
    with opened(record, new=True) as kept:
        adding = Adding(kept, kept.begin("add", reading.make().engine))
        polite = fetcher(kept, contact, pause, allow_private)
        adding.all((item for name in pages for item in found(name, fetcher=polite)), reading, _size(pages))
    progress("")
    click.echo(adding.told())
    adding.finish(reading)


def _size(pages: tuple[str, ...]) -> int | None:
    """How many bytes the pages have together; None where that does not show before they are read."""
    try:
        files = [file for name in pages for file in (Path(name).rglob("*") if Path(name).is_dir() else (Path(name),))]
        packed = any(file.suffix == ".gz" for file in files)
        return None if packed else sum(file.stat().st_size for file in files)
    except (OSError, ValueError):
        return None
