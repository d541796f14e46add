"""How far people agree who judged the same statements, as `sayso correct --agreement` prints it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sayso.cli.output import Form
from sayso.cli.row_output import write_rows
from sayso.cli.terminal import say
from sayso.record import Record
from sayso.record.agreement import NEEDS, agreement
from sayso.render.grid import Column, Grid

_COLUMNS = ("field", "statements", "agreement", "alpha", "disagreements")
_GRID = Grid(
    (
        Column("Field", lambda f: f["field"], "name"),
        Column("Agree", lambda f: f"{f['agreement']:.0%}", "number"),
        Column("Alpha", lambda f: "" if f["alpha"] is None else f"{f['alpha']:.2f}", "number"),
        Column("Statements", lambda f: str(f["statements"]), "number"),
        Column("Of which they say different things", lambda f: "\n".join(map(_said, f["disagreements"]))),
    )
)


def write_agreement(form: Form, record: Record, key: str | None) -> None:
    """Print field by field how far people agree, with the statements of which they say different things."""
    found = agreement(record, key)
    rows = [
        {**asdict(f), "disagreements": [asdict(d) for d in found.disagreements if d.field == f.field]}
        for f in found.fields
        if f.statements
    ]
    write_rows(form, rows, _COLUMNS, _GRID, "How far people agree")
    if not rows:
        say("no statement was judged by two people yet: it takes another --by")
    elif not found.has_alpha:
        say(NEEDS)


def _said(d: Mapping[str, Any]) -> str:
    return f"#{d['statement']} " + "; ".join(f"{by}: {value or '(none)'}" for by, value in d["said"].items())
