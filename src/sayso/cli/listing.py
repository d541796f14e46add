"""Rows that verbs print, in every format."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

import click

from sayso.cli.output import Form
from sayso.shown import csv_row

_STYLE = (files("sayso.cli") / "page.css").read_text("utf8")


def write_rows(
    form: Form, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], shown: Callable[[Mapping[str, Any]], str]
) -> None:
    """Print rows of these columns; `shown` is a row as a person reads it in a terminal."""
    if form == "table":
        out = "".join(shown(row) for row in rows) or "Nothing found.\n"
    elif form == "json":
        out = json.dumps([{c: row[c] for c in columns} for row in rows], ensure_ascii=False, indent=1) + "\n"
    elif form == "jsonl":
        out = "".join(json.dumps({c: row[c] for c in columns}, ensure_ascii=False) + "\n" for row in rows)
    elif form == "csv":
        out = "".join(csv_row(values) for values in [tuple(columns), *(tuple(row[c] for c in columns) for row in rows)])
    else:
        out = _page(rows, columns)
    if sys.stdout is None:
        raise click.ClickException("standard output is closed: there is nowhere to write to")
    click.echo(out.encode("utf-8", "replace"), nl=False)


def _page(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> str:
    """One self-contained page: what each row tells, one under the other."""
    shown = "\n".join(_entry(row, columns) for row in rows) or "<p>Nothing found.</p>"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>sayso</title>
<style>{_STYLE}</style>
</head>
<body>
{shown}
</body>
</html>
"""


def _entry(row: Mapping[str, Any], columns: Sequence[str]) -> str:
    told = ((c, row[c]) for c in columns if row[c] is not None and row[c] != "")
    return f"<dl>{''.join(f'<dt>{escape(c)}</dt><dd>{_plain(value)}</dd>' for c, value in told)}</dl>"


def _plain(value: Any) -> str:
    return escape(str(value)).replace("\0", "�")
