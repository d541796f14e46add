"""Rows that verbs print, in every format."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

from sayso.cli.one_page import one_page
from sayso.cli.output import Form, put
from sayso.shown import as_json, csv_row, tame

_STYLE = (files("sayso.cli") / "page.css").read_text("utf8")


def write_rows(
    form: Form, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], shown: Callable[[Mapping[str, Any]], str]
) -> None:
    """Print rows of these columns; `shown` is a row as a person reads it in a terminal."""
    if form == "table":
        out = "".join(shown(row) for row in rows) or "Nothing found.\n"
    elif form == "json":
        out = as_json([{c: row[c] for c in columns} for row in rows], indent=1) + "\n"
    elif form == "jsonl":
        out = "".join(as_json({c: row[c] for c in columns}) + "\n" for row in rows)
    elif form == "csv":
        out = "".join(csv_row(values) for values in [tuple(columns), *(tuple(row[c] for c in columns) for row in rows)])
    else:
        out = _page(rows, columns)
    put(out)


def _page(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """One self-contained page: what each row tells, one under the other."""
    shown = "\n".join(_entry(row, columns) for row in rows) or "<p>Nothing found.</p>"
    return one_page("sayso", _STYLE, shown)


def _entry(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    told = ((c, row[c]) for c in columns if row[c] is not None and row[c] != "")
    return f"<dl>{''.join(f'<dt>{escape(c)}</dt><dd>{_plain(value)}</dd>' for c, value in told)}</dl>"


def _plain(value: Any) -> str:
    return escape(tame(str(value)))
