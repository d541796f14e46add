"""How far people agree who judged the same statements, as `sayso correct --agreement` prints it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sayso.cli.listing import write_rows
from sayso.cli.output import Form, clean
from sayso.cli.terminal import say
from sayso.record import Record
from sayso.record.agreement import NEEDS, agreement

_COLUMNS = ("field", "statements", "agreement", "alpha", "disagreements")


def write_agreement(form: Form, record: Record, key: str | None) -> None:
    """Print field by field how far people agree, with the statements of which they say different things."""
    found = agreement(record, key)
    rows = [
        {**asdict(f), "disagreements": [asdict(d) for d in found.disagreements if d.field == f.field]}
        for f in found.fields
        if f.statements
    ]
    write_rows(form, rows, _COLUMNS, _shown)
    if not rows:
        say("no statement was judged by two people yet: it takes another --by")
    elif not found.has_alpha:
        say(NEEDS)


def _shown(row: Mapping[str, Any]) -> str:
    many = f"{row['statements']} statement{'s' if row['statements'] != 1 else ''}"
    alpha = "" if row["alpha"] is None else f"  alpha {row['alpha']:.2f}"
    lines = [f"{row['field']:<10}  {row['agreement']:4.0%} agree{alpha}  {many}"]
    for d in row["disagreements"]:
        said = "; ".join(f"{clean(by)}: {clean(value) or '(none)'}" for by, value in d["said"].items())
        lines.append(f"    #{d['statement']}  {said}")
    return "\n".join(lines) + "\n"
