"""A table in a terminal, as wide as that is; where it is piped, in plain words and spaces."""

import io
import shutil
from collections.abc import Sequence
from typing import Any

from sayso.cli.output import clean
from sayso.cli.terminal import is_plain
from sayso.render.grid import Column, Grid, Row

_PIPED = 100  # columns where nobody tells how many there are
_WORDS = 16  # columns that words are given at least
_STYLES = {"name": "bold", "id": "cyan"}


def terminal_table(grid: Grid, rows: Sequence[Row]) -> str:
    """The rows under their headings. Words are wrapped; names break only where there is no other way, ids and numbers
    never: a terminal that is too narrow for them wraps the line itself."""
    from rich.console import Console
    from rich.table import Table

    plain = is_plain()
    filled = [(column, [_lines(cell) for cell in cells]) for column, cells in grid.filled(rows)]
    needed = [_needed(column, cells) for column, cells in filled]
    width = max(shutil.get_terminal_size((_PIPED, 24)).columns, sum(needed) + 2 * len(needed))
    drawn: Any = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for (column, _), least in zip(filled, needed, strict=True):
        drawn.add_column(
            column.head.upper(), min_width=least, no_wrap=column.kind in ("id", "number"), overflow="fold",
            justify="right" if column.kind == "number" else "left", style=_STYLES.get(column.kind, ""),
        )  # fmt: skip
    from rich.text import Text

    for n in range(len(rows)):
        drawn.add_row(*(Text(cells[n]) for _, cells in filled))
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=not plain, color_system=None if plain else "standard",
                      legacy_windows=False)  # fmt: skip
    console.print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def _lines(cell: str) -> str:
    return "\n".join(clean(line) for line in cell.splitlines())


def _needed(column: Column, cells: Sequence[str]) -> int:
    """How wide a column must be at least."""
    longest = max(len(line) for cell in (column.head, *cells) for line in cell.split("\n"))
    return longest if column.kind in ("id", "number") else min(longest, _WORDS)
