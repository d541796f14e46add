"""`sayso add`: pages into a record."""

from pathlib import Path
from typing import get_args

import click

from sayso.cli.archives import archive_in, asked
from sayso.cli.ingest import StoppableAdding, fetch_options, fetcher
from sayso.cli.open_record import RECORD, opened
from sayso.cli.reader_options import ReaderOptions, reader_options
from sayso.cli.search import day
from sayso.cli.terminal import progress
from sayso.pages import Primary, found
from sayso.pages.transcripts import PrimaryKind


@click.command("add")
@RECORD
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "--as",
    "kind",
    type=click.Choice(get_args(PrimaryKind)),
    help="What the pages are: a transcript of what several say, one person's speech, or a press release.",
)
@click.option("--speaker", metavar="NAME", help="With --as speech: who gave it, where the page does not say.")
@click.option("--outlet", metavar="NAME", help="Of a DIR: of this outlet, or one with this in its name.")
@click.option(
    "--since",
    callback=day,
    metavar="DAY",
    help="Of a DIR: published on this day or later (2024-06-21, June 2024, 2024).",
)
@click.option("--until", callback=day, metavar="DAY", help="Of a DIR: published on this day or earlier.")
@reader_options
@fetch_options
def command(
    record: Path,
    pages: tuple[str, ...],
    kind: PrimaryKind | None,
    speaker: str | None,
    outlet: str | None,
    since: str | None,
    until: str | None,
    reading: ReaderOptions,
    contact: str | None,
    pause: float,
    allow_private: bool,
) -> None:
    """Read pages into RECORD, a file that is made where there is none.

    PAGE is a file or folder (HTML, text, a saved page, a mail or mailbox, a Word document, captions), a pattern
    ("news/*.html"), an address, a feed or sitemap, an archive (WARC, WACZ, ZIP of all these), JSON lines or CSV, or -
    for stdin. What is there already stays; a page with another text makes a new version. What cannot be read is told,
    and noted in the record; the others go on, and the exit code is 1.

    \b
    With --as, pages are primary sources, which `sayso check` prefers to any report:
      --as transcript   each speaker's turn ("DOLAN: ...", "Q. ...", ">> ...", captions) is a statement
      --as speech       the whole text is what one person said
      --as release      is read like an article
    Their later versions are what the first was.

    PAGE can also be a DIR that `sayso batch` wrote: its articles are added with what was read in them, all of them or
    those of an --outlet and of the days --since and --until.
    """
    primary = _primary(kind, speaker)
    archives = [archive for name in pages if (archive := archive_in(name))]
    if (outlet or since or until) and not archives:
        raise click.UsageError("--outlet, --since and --until go with a DIR that `sayso batch` wrote")
    with opened(record, new=True) as kept:
        adding = StoppableAdding(kept, kept.begin("add", reading.make().engine), primary)
        for archive in archives:
            with asked():
                adding.take(archive.articles(since, until, outlet))
        pages = tuple(name for name in pages if name not in {a.address for a in archives})
        polite = fetcher(kept, contact, pause, allow_private)
        adding.all((item for name in pages for item in found(name, fetcher=polite)), reading, _size(pages))
        adding.link()
        adding.tell_changes()
    progress("")
    click.echo(adding.told())
    adding.finish(reading)


def _primary(kind: PrimaryKind | None, speaker: str | None) -> Primary | None:
    """What the pages are told to be."""
    if speaker is not None and kind != "speech":
        raise click.UsageError("--speaker NAME goes with --as speech: a transcript names its speakers itself")
    try:
        return Primary(kind, speaker) if kind else None
    except ValueError as error:
        raise click.UsageError(f"--speaker: {error}") from error


def _size(pages: tuple[str, ...]) -> int | None:
    """How many bytes the pages have together; None where that does not show before they are read."""
    try:
        files = [file for name in pages for file in (Path(name).rglob("*") if Path(name).is_dir() else (Path(name),))]
        packed = any(file.suffix in (".gz", ".zip", ".wacz") for file in files)
        return None if packed else sum(file.stat().st_size for file in files)
    except (OSError, ValueError):
        return None
