"""A record that a verb works on: opened, and its errors told in one line."""

import sqlite3
import textwrap
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from json import JSONDecodeError
from pathlib import Path

import click

from sayso.cli.output import clean
from sayso.cli.terminal import say
from sayso.errors import QueryError
from sayso.record import Record, RecordError, verify

RECORD = click.argument("record", type=click.Path(dir_okay=False, path_type=Path))


def tell_before_credit(record: Record) -> None:
    """Say that names were given before it was told how likely each is, where that is so."""
    if old := record.before_credit():
        say(
            f"{record.path}: {old} article{' was' if old == 1 else 's were'} read before credit, so no name tells how"
            f" likely it is: `sayso reread {record.path}` brings that"
        )


@contextmanager
def opened(path: Path, *, new: bool = False, aloud: bool = True) -> Iterator[Record]:
    """The record at a path; `aloud` it is told of articles that were read before credit."""
    try:
        record = Record(path, new=new)
        try:
            if aloud:
                tell_before_credit(record)
            yield record
        finally:
            record.close()
    except (QueryError, RecordError) as error:
        raise click.ClickException(clean(str(error))) from error
    except (sqlite3.DatabaseError, UnicodeDecodeError, JSONDecodeError, zlib.error) as error:
        # What a damaged page of the file says shows where it is read, in whatever is done with it.
        raise click.ClickException(_damaged(path, str(error))) from error
    except click.ClickException:
        raise
    except Exception as error:
        # A row that holds what nobody writes there may trip any rule; it is our fault only where the record is whole.
        if found := _first_damage(path):
            raise click.ClickException(_damaged(path, found)) from error
        raise


def _damaged(path: Path, reason: str) -> str:
    reason = textwrap.shorten(reason.replace("*** in database main ***", ""), 200, placeholder=" ...")
    return f"{path}: is damaged ({reason}): `sayso verify` tells where; restore a copy"


def _first_damage(path: Path) -> str | None:
    record = Record(path)
    try:
        return next(verify(record), None)
    finally:
        record.close()
