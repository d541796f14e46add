"""Rows that verbs print, in every format."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib.resources import files
from typing import Any

import click

from sayso.cli.output import Form, csv_row

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
    """One self-contained page with a table."""
    head = "".join(f"<th>{escape(c)}</th>" for c in columns)
    body = "\n".join(f"<tr>{''.join(f'<td>{_cell(row[c])}</td>' for c in columns)}</tr>" for row in rows)
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
<table><thead><tr>{head}</tr></thead>
<tbody>
{body}
</tbody></table>
</body>
</html>
"""


def _cell(value: Any) -> str:
    return "" if value is None else escape(str(value)).replace("\0", "�")
