"""`sayso read`: pages in, statements out."""

import errno
import signal
import sys
from collections.abc import Iterable, Iterator
from functools import partial

import click

from sayso.article import Article
from sayso.cli.output import Form, output_options, writer
from sayso.cli.reader_options import ReaderOptions, reader_options
from sayso.cli.terminal import progress, say
from sayso.pages import PageError, is_english, sources
from sayso.parallel import name_of, read_all


@click.command("read")
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@output_options
@reader_options
@click.option(
    "--events", "as_events", is_flag=True, help="With --format csv: a row is a verbal event, with its PLOVER type."
)
@click.option(
    "--include-none",
    is_flag=True,
    help="Print every cue that may be one, with the event `none` where there is nothing to record: a deed, a speaker's "
    "own mind in his own words.",
)
@click.option(
    "--explain", is_flag=True, help="With --format table or html: the words that lead to each who may have said it."
)
@click.option(
    "--all",
    "every",
    is_flag=True,
    help="With --format table or html: also what is less likely a statement. The other "
    "formats always have all; so has what --min-confidence or --include-none asks for.",
)
@click.option("--allow-private", is_flag=True, help="Fetch addresses on private networks and this machine too.")
def command(
    pages: tuple[str, ...],
    form: Form,
    reading: ReaderOptions,
    as_events: bool,
    include_none: bool,
    explain: bool,
    every: bool,
    allow_private: bool,
) -> None:
    """Read pages and print who said what.

    PAGE is a file or folder (HTML, text, a saved page, a mail or mailbox, a Word document, captions), a pattern
    ("news/*.html"), an address, a feed or sitemap, an archive (WARC, WACZ, ZIP of all these), JSON lines or CSV, or -
    for stdin. What it is, its content tells. What cannot be read is told on stderr in one line; the others go on, and
    the exit code is 1.
    """
    # Ended from outside, the workers end too.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    if as_events and form != "csv":
        raise click.UsageError("--events are rows of CSV: add --csv")
    if explain and form not in ("table", "html"):
        raise click.UsageError("--explain is for people: add --format table or html (JSON has the way of each credit)")
    make = partial(reading.make, include_none=True) if include_none else reading.make
    every = every or include_none or reading.min_confidence is not None
    failed, done = reading.problems, 0
    try:
        with writer(form, as_events, explain, every) as write:
            for item in read_all(_found(pages, allow_private), reading.jobs, make):
                if isinstance(item, PageError):
                    failed += 1
                    say(str(item))
                else:
                    done += 1
                    write(item)
                progress(f"{done} read, {failed} failed")
    except OSError as error:
        if error.errno == errno.EPIPE:
            raise  # whoever reads has seen enough; Click ends quietly
        raise click.ClickException(f"the output cannot be written: {error.strerror or error}") from error
    progress("")
    sys.exit(1 if failed else 0)


def _found(names: Iterable[str], allow_private: bool) -> Iterator[Article | PageError]:
    """The articles of all pages; one in another language is told, and goes on without statements."""
    for name in names:
        for item in sources(name, allow_private=allow_private):
            if isinstance(item, Article) and not is_english(item):
                say(f"{name}: in {item.language}, not English: no statements were read ({name_of(item)})")
            yield item
