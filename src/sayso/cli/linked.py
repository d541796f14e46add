"""A record whose links are asked for: brought up to date first."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.cli.open_record import opened
from sayso.cli.terminal import progress
from sayso.record import Record


@contextmanager
def linked(path: Path) -> Iterator[Record]:
    """The record at a path, with the links of all its articles."""
    with opened(path) as record:
        link(record)
        yield record


def link(record: Record) -> None:
    """Make the links that a record lacks; shows how far it is."""
    from sayso.linking import update  # it loads the sentence encoder

    update(record, lambda done, left: progress(f"{done} linked, {left} to go"))
    progress("")
