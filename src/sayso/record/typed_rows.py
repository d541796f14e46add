"""Rows as what they hold: SQLite knows no truth values, and tells 0 and 1."""

import sqlite3
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def typed(of: type[T], row: sqlite3.Row) -> T:
    """A row as one of a data class whose fields are the row's columns."""
    told = dict(row)
    kind: Any = of
    for name in _truths(kind):
        if told[name] is not None:
            told[name] = bool(told[name])
    return of(**told)


@cache
def _truths(of: Any) -> tuple[str, ...]:
    return tuple(f.name for f in fields(of) if f.type is bool or f.type == bool | None)
