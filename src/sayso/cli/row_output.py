"""Rows that verbs print, in every format."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sayso.cli.output import Form, put
from sayso.render.grid import Grid
from sayso.shown import as_json, csv_row

Row = Mapping[str, Any]


def write_rows(
    form: Form,
    rows: Sequence[Row],
    columns: Sequence[str],
    shown: Callable[[Row], str] | Grid,
    title: str,
    entry: Callable[[Row], str] | None = None,
) -> None:
    """Print rows of these columns; `shown` is a row as a person reads it in a terminal, or the table that the rows are
    there and in a page. Without a table `entry` is a row in a page, which is headed by the title."""
    if form == "table":
        put(_listed(rows, shown) if rows else "Nothing found.\n")
    elif form == "json":
        put(as_json([{c: row[c] for c in columns} for row in rows], indent=1) + "\n")
    elif form == "jsonl":
        put("".join(as_json({c: row[c] for c in columns}) + "\n" for row in rows))
    elif form == "csv":
        put("".join(csv_row(v) for v in [tuple(columns), *(tuple(row[c] for c in columns) for row in rows)]))
    else:
        put(_page(rows, columns, shown, title, entry))


def _listed(rows: Sequence[Row], shown: Callable[[Row], str] | Grid) -> str:
    if isinstance(shown, Grid):
        from sayso.cli.terminal_table import terminal_table

        return terminal_table(shown, rows)
    return "".join(shown(row) for row in rows)


def _page(
    rows: Sequence[Row],
    columns: Sequence[str],
    shown: Callable[[Row], str] | Grid,
    title: str,
    entry: Callable[[Row], str] | None,
) -> str:
    """One self-contained page: the table, or the entries one under the other."""
    from sayso.render.entries import entry as any_row
    from sayso.render.grid import table
    from sayso.render.page import page, plain

    if not rows:
        body = "<p>Nothing found.</p>"
    elif isinstance(shown, Grid):
        body = table(shown, rows, title)
    else:
        body = "\n".join(entry(row) if entry else any_row(row, columns) for row in rows)
    return page(title, f"<h1>{plain(title)}</h1>\n{body}")
