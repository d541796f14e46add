"""`sayso reread`: the articles of a record read again by the present reader."""

import sys
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

import click

from sayso.article import Article
from sayso.cli.open_record import RECORD, opened
from sayso.cli.reader_options import ReaderOptions, reader_options
from sayso.cli.terminal import Stop, progress, say
from sayso.pages import PageError
from sayso.parallel import read_all
from sayso.record import Record, Run, keep_reread, stored, to_reread


@click.command("reread")
@RECORD
@reader_options
@click.option(
    "--all", "every", is_flag=True, help="Also those that this reader read; for another --min-confidence or --credit."
)
def command(record: Path, reading: ReaderOptions, every: bool) -> None:
    """Read the articles of RECORD again, from their stored texts, where another version, model, lexicon or roster read
    them. Corrections stay, and win; statements keep their ids, and what is not read any more leaves the reason.
    Stopped, it goes on when it is run again."""
    with opened(record, aloud=False) as kept:
        engine = reading.make().engine
        versions = to_reread(kept, None if every else engine)
        rereading = _Rereading(kept, len(to_reread(kept, None)))
        if versions:
            rereading.all(kept.begin("reread", engine), versions, reading)
    progress("")
    click.echo(rereading.told())
    if rereading.stop.asked:
        say(f"stopped; what was reread is kept: run the same command again to go on ({record})")
        sys.exit(130)
    sys.exit(1 if rereading.counts["failed"] or reading.problems else 0)


class _Rereading:
    """One run that rereads. It stops after the article at hand where a person presses Ctrl-C."""

    def __init__(self, record: Record, known: int) -> None:
        self._record, self._known = record, known
        self._versions: deque[int] = deque()  # of each article that is being read
        self.stop = Stop()
        self.counts: Counter[str] = Counter()

    def told(self) -> str:
        """What came of it, in a line."""
        reread, failed = self.counts["reread"], self.counts["failed"]
        line = f"{reread} reread, {self._known - reread - failed} as they were"
        return f"{line}, {failed} failed" if failed else line

    def all(self, run: Run, versions: list[int], reading: ReaderOptions) -> None:
        """Reread these versions."""
        with self.stop:
            for item in read_all(self._articles(versions), reading.jobs, reading.make):
                self._keep(run, item)
                progress(f"{self.counts.total()} of {len(versions)} done")
                if self.stop.asked:
                    return
        self._record.end(run)

    def _articles(self, versions: list[int]) -> Iterator[Article]:
        for version in versions:
            article = None if self.stop.asked else stored(self._record, version)
            if article:
                self._versions.append(version)
                yield article

    def _keep(self, run: Run, item: Article | PageError) -> None:
        version = self._versions.popleft()
        if isinstance(item, PageError):
            self.counts["failed"] += 1
            say(str(item))
            self._record.fail(run, item.name, item.problem)
        else:
            self.counts["reread" if keep_reread(self._record, run, version, item) else "gone"] += 1
