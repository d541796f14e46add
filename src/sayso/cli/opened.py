"""A record that a verb works on: opened, and its errors told in one line."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sayso.record import Record, RecordError

RECORD = click.argument("record", type=click.Path(dir_okay=False, path_type=Path))


@contextmanager
def opened(path: Path, *, new: bool = False) -> Iterator[Record]:
    """The record at a path."""
    try:
        record = Record(path, new=new)
        try:
            yield record
        finally:
            record.close()
    except RecordError as error:
        raise click.ClickException(str(error)) from error
