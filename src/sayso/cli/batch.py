"""`sayso batch`: archives of pages to Parquet."""

import sys
import time
from typing import TYPE_CHECKING

import click

from sayso.cli.archives import NEEDS
from sayso.cli.reader_options import Reading, reader_options
from sayso.cli.terminal import progress, say

if TYPE_CHECKING:
    from sayso.batch import Done


@click.command("batch")
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option("--out", required=True, metavar="DIR", help="Where the Parquet goes: a folder, or an address (s3://...).")
@click.option("--address", metavar="RAY", help="A Ray cluster ('auto', or host:port); without it, this machine alone.")
@reader_options
def command(inputs: tuple[str, ...], out: str, address: str | None, reading: Reading) -> None:
    """Read archives of pages into Parquet: articles, statements and actors by day of publication, and failures.

    IN is a WARC, a folder, a pattern, JSON lines, CSV or Parquet, on this machine or at an address (s3://...). A run
    that was stopped goes on where it was when the same command is given again; what is there already is not read again.
    `sayso search`, `audit` and `positions` ask such a DIR, and `sayso add RECORD DIR` takes it into a record.
    """
    try:
        from sayso import batch
    except ImportError as error:
        raise click.ClickException(f"{NEEDS} ({error.name} is missing)") from error
    from sayso.pages import PageError

    try:
        output = batch.Output(out)
    except PageError as error:
        raise click.UsageError(f"--out {error}") from error
    shards, problems = batch.shards(inputs)
    for problem in problems:
        say(str(problem))
    made = {"engine": reading.make().engine.to_dict(), "min_confidence": reading.min_confidence}
    left = batch.pending(output, shards, made)
    progress(f"{len(left)} of {len(shards)} shards to read")
    counts = _Counts(len(shards), len(shards) - len(left))
    lost = 0
    for each in batch.run(out, left, reading.make, made, reading.jobs, address) if left else ():
        if isinstance(each, batch.Shard):
            lost += 1
            files = each.files[0].address + (f" and {len(each.files) - 1} more" if len(each.files) > 1 else "")
            say(f"{files}: not read, workers were killed again and again: run the same command with more memory")
        else:
            counts.add(each)
            progress(counts.so_far())
    batch.settle(output)
    progress("")
    click.echo(counts.told())
    sys.exit(1 if problems or lost or counts.failures or reading.problems else 0)


class _Counts:
    """What came of a run so far."""

    def __init__(self, shards: int, before: int) -> None:
        self._shards, self._before = shards, before
        self._done = self._articles = self._statements = self.failures = 0
        self._began = time.monotonic()

    def add(self, done: "Done") -> None:
        self._done += 1
        self._articles += done.articles
        self._statements += done.statements
        self.failures += done.failures

    def so_far(self) -> str:
        speed = self._articles / max(0.001, time.monotonic() - self._began)
        return f"{self._before + self._done} of {self._shards} shards, {self._articles} articles, {speed:.1f} a second"

    def told(self) -> str:
        before = f", {self._before} shards were there" if self._before else ""
        failed = f", {self.failures} failed" if self.failures else ""
        return f"{self._articles} articles, {self._statements} statements{failed}{before}"
