"""A folder of Parquet where a verb takes one in a record's place."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sayso.batch import Archive

# Of a record, or a folder or address that `sayso batch` wrote to.
RECORD_OR_DIR = click.argument("record", metavar="RECORD|DIR")
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.I)
NEEDS = "Archives need Ray, pyarrow and DuckDB: pip install 'sayso[batch]'"


def archive_in(folder: str) -> "Archive | None":
    """The archive that a folder is; None where `sayso batch` did not write it."""
    return archive_at(folder) if is_folder(f"{folder}/_done") else None


def is_folder(name: str) -> bool:
    """Whether there is a folder of this name; there is none where no file could have such a name."""
    return os.path.isdir(name)  # noqa: PTH112 (Path.is_dir fails where a name is too long)


def archive_at(name: str) -> "Archive | None":
    """The archive at a path or address; None where it is no folder, and so may be a record."""
    if not (is_folder(name) or _ADDRESS.match(name)):
        return None
    try:
        from sayso.batch import Archive
    except ImportError as error:
        raise click.ClickException(f"{NEEDS} ({error.name} is missing)") from error
    with asked():
        return Archive(name)


@contextmanager
def asked() -> Iterator[None]:
    """What cannot be read or asked, in one line."""
    from sayso.pages import PageError

    try:
        yield
    except PageError as error:
        raise click.ClickException(str(error)) from error
