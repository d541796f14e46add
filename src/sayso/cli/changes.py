"""`sayso changes`: what was changed in articles after they came out."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sayso.cli.open_record import RECORD, opened
from sayso.cli.output import Form, clean, output_options, put
from sayso.cli.row_output import write_rows
from sayso.cli.terminal import marked, struck
from sayso.record import Change, changes
from sayso.record.edits import word_pieces

_COLUMNS = (
    "key", "title", "outlet", "version", "day", "told", "added", "part", "what", "statement", "fields", "before",
    "after",
)  # fmt: skip
_IN = " " * 4


@click.command("changes")
@RECORD
@click.argument("article", required=False)
@output_options
def command(record: Path, article: str | None, form: Form) -> None:
    """Show what outlets changed in articles after they came out: statements that were cut, altered or added, headline,
    byline and day, and the paragraphs; of ARTICLE, by its address or id, or of all.

    The day is that of which the page tells ("told"), else the one on which the change was found. What only another
    sayso reads otherwise is no change, nor are other spacing and other marks.
    """
    with opened(record) as kept:
        found = changes(kept, article)
        if form == "table":
            put("".join(_shown(c) for c in found) or "Nothing found.\n")
        elif form == "html":
            from sayso.cli.changes_page import changes_page

            put(changes_page(list(found)))
        else:
            write_rows(form, [row for c in found for row in _rows(c)], _COLUMNS, str, "Changes")


def _rows(c: Change) -> Iterator[dict[str, Any]]:
    """A row for each thing that was changed."""
    about = {
        "key": c.key, "title": c.title, "outlet": c.outlet, "version": c.number, "day": c.day, "told": c.told,
        "added": c.added, "statement": None, "fields": "",
    }  # fmt: skip
    for s in c.edits.statements:
        before, after = (str(x) if x else "" for x in (s.before, s.after))
        own = {"part": "statement", "statement": s.id, "fields": "; ".join(s.fields)}
        yield about | own | {"what": s.what, "before": before, "after": after}
    for d in c.edits.details:
        yield about | {"part": d.detail, "what": "altered", "before": d.before, "after": d.after}
    for p in c.edits.paragraphs:
        if p.what:
            yield about | {"part": "paragraph", "what": p.what, "before": p.before, "after": p.after}


def _shown(c: Change) -> str:
    """A change as a person reads it: the words that were cut [-struck-], those that came {+marked+}."""
    head = "  ".join(clean(x) for x in (c.title, c.outlet, c.key) if x)
    out = [f"{head}\n{clean(str(c))}\n"]
    for row in _rows(c):
        fields = f" ({row['fields']})" if row["fields"] else ""
        name = f"  #{row['statement']}" if row["statement"] else ""
        out.append(f"  {row['part']} {row['what']}{fields}{name}\n")
        out += [
            f"{line}\n"
            for line in textwrap.wrap(
                _compared(row["before"], row["after"]), 92, initial_indent=_IN, subsequent_indent=_IN
            )
        ]
    return "".join((*out, "\n"))


def _compared(before: str, after: str) -> str:
    made = {"same": clean, "del": struck, "ins": marked}
    return " ".join(made[kind](words) for kind, words in word_pieces(before, after))
