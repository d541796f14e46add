"""`sayso batch`: archives of pages to Parquet."""

import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from sayso.cli.archives import NEEDS, asked
from sayso.cli.reader_options import ReaderOptions, reader_options
from sayso.cli.terminal import progress, say

if TYPE_CHECKING:
    from sayso.batch import Done, Shard


@click.command("batch")
@click.argument("inputs", nargs=-1, required=True, metavar="IN...")
@click.option("--out", required=True, metavar="DIR", help="Where the Parquet goes: a folder, or an address (s3://...).")
@click.option("--address", metavar="RAY", help="A Ray cluster ('auto', or host:port); without it, this machine alone.")
@reader_options
def command(inputs: tuple[str, ...], out: str, address: str | None, reading: ReaderOptions) -> None:
    """Read archives of pages into Parquet: articles, statements and actors by day of publication, and failures.

    IN is a WARC, a folder, a pattern, JSON lines, CSV, Parquet, or any file that `sayso read` reads, on this machine
    or at an address (s3://...). A run that was stopped goes on where it was when the same command is given again; what
    is there already is not read again. `sayso search`, `audit` and `positions` ask such a DIR, and `sayso add RECORD
    DIR` takes it into a record.
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
    with asked():
        shards, problems = batch.shards(inputs, out)
        for problem in problems:
            say(str(problem))
        made = {"engine": reading.make().engine.to_dict(), "min_confidence": reading.min_confidence}
        made["credit"] = reading.credit
        left, before = batch.pending(output, shards, made)
        counts = _Counts(len(shards), before)
        progress(counts.so_far())
        for each in batch.run(out, left, reading.make, made, reading.jobs, address) if left else ():
            if isinstance(each, batch.Shard):
                counts.lose(each)
            else:
                counts.add(each)
            progress(counts.so_far())
        batch.settle(output)
    progress("")
    click.echo(counts.told())
    sys.exit(1 if problems or counts.failures or reading.problems else 0)


class _Counts:
    """What came of a run so far, and of those `before` it that read some of the shards."""

    def __init__(self, shards: int, before: "Sequence[Done]") -> None:
        self._shards, self._before = shards, len(before)
        self._read = self._articles = self._statements = 0
        self.failures = self._failures_before = sum(d.failures for d in before)
        self._began = time.monotonic()

    def add(self, done: "Done") -> None:
        """Count a shard that was read."""
        self._read += 1
        self._articles += done.articles
        self._statements += done.statements
        self.failures += done.failures

    def lose(self, shard: "Shard") -> None:
        """Tell of a shard that could not be read."""
        files = shard.files[0].address + (f" and {len(shard.files) - 1} more" if len(shard.files) > 1 else "")
        say(f"{files}: not read, workers were killed again and again: run the same command with more memory")
        self.failures += 1

    def so_far(self) -> str:
        """How far it is, and how fast."""
        speed = self._articles / max(0.001, time.monotonic() - self._began)
        return f"{self._before + self._read} of {self._shards} shards, {self._articles} articles, {speed:.1f} a second"

    def told(self) -> str:
        """What came of it."""
        told = [_many(self._articles, "article"), _many(self._statements, "statement")]
        if failed := self.failures - self._failures_before:
            told.append(f"{failed} failed")
        if self._before:
            of_them = f" ({_many(self._failures_before, 'page')} failed)" if self._failures_before else ""
            told.append(f"{_many(self._before, 'shard')} there before{of_them}")
        return ", ".join(told)


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
