"""`sayso changes`: what was changed in articles after they came out."""

import textwrap
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sayso.cli.listing import write_rows
from sayso.cli.opened import RECORD, opened
from sayso.cli.output import Form, clean, output_options
from sayso.record import changes

_COLUMNS = ("key", "title", "number", "added", "statement", "what", "speakers", "before", "after")


@click.command("changes")
@RECORD
@click.argument("article", required=False)
@output_options
def command(record: Path, article: str | None, form: Form) -> None:
    """Show which statements came, went or were reworded from one version of an article to the next: of ARTICLE, by its
    address or id, or of all."""
    with opened(record) as kept:
        write_rows(form, [asdict(c) for c in changes(kept, article)], _COLUMNS, _shown)


def _shown(row: Mapping[str, Any]) -> str:
    head = f"{row['what']}  {clean(row['speakers'])}  version {row['number']}, {row['added'][:10]}  {clean(row['key'])}"
    head += f"  #{row['statement']}"
    words = [f"{mark} {clean(row[side])}" for mark, side in (("-", "before"), ("+", "after")) if row[side]]
    wrapped = [x for w in words for x in textwrap.wrap(w, 92, initial_indent="    ", subsequent_indent="      ")]
    return "\n".join([head, *wrapped, "", ""])
