"""Rows as a table: which columns it has, and how it stands in a page (in a terminal: `sayso.cli.terminal_table`)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sayso.render.page import link, plain

Row = Mapping[str, Any]
Kind = Literal["words", "name", "number", "id"]  # of an id nothing is ever cut


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading, and what it tells of a row: words as page text has them, empty for nothing."""

    head: str
    tell: Callable[[Row], str]
    kind: Kind = "words"


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns of a table; those that tell nothing of any row are left out."""

    columns: tuple[Column, ...]

    def filled(self, rows: Sequence[Row]) -> list[tuple[Column, list[str]]]:
        """The columns that tell something, with their cells."""
        told = [(column, [column.tell(row) for row in rows]) for column in self.columns]
        return [(column, cells) for column, cells in told if any(cells)]


def table(grid: Grid, rows: Sequence[Row], label: str) -> str:
    """The table as HTML; `label` names it for who does not see it."""
    filled = grid.filled(rows)
    heads = "".join(f'<th scope="col"{_classes(c)}>{plain(c.head)}</th>' for c, _ in filled)
    body = "\n".join(f"<tr>{''.join(_row(filled, n))}</tr>" for n in range(len(rows)))
    return f"""<div class="wide" role="group" aria-label="{plain(label)}" tabindex="0"><table class="listed">
<thead><tr>{heads}</tr></thead>
<tbody>
{body}
</tbody>
</table></div>"""


def _classes(column: Column) -> str:
    return "" if column.kind in ("words", "name") else f' class="{column.kind}"'


def _row(filled: Sequence[tuple[Column, list[str]]], n: int) -> Iterator[str]:
    """The cells of a row; the first names it."""
    yield from (_cell(column, cells[n], is_name=place == 0) for place, (column, cells) in enumerate(filled))


def _cell(column: Column, told: str, *, is_name: bool) -> str:
    classes = ' class="lines"' if "\n" in told else _classes(column)
    shown = link(told, told) if " " not in told else plain(told)
    return f'<th scope="row"{classes}>{shown}</th>' if is_name else f"<td{classes}>{shown}</td>"
