"""A folder of Parquet where a verb takes one in a record's place."""

import re
from pathlib import Path
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
    return archive_at(folder) if (Path(folder) / "_done").is_dir() and (Path(folder) / "articles").is_dir() else None


def archive_at(name: str) -> "Archive | None":
    """The archive at a path or address; None where it is no folder, and so may be a record."""
    if not (Path(name).is_dir() or _ADDRESS.match(name)):
        return None
    try:
        from sayso.batch import Archive
    except ImportError as error:
        raise click.ClickException(f"{NEEDS} ({error.name} is missing)") from error
    from sayso.pages import PageError

    try:
        return Archive(name)
    except PageError as error:
        raise click.ClickException(str(error)) from error
