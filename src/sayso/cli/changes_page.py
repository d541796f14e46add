"""What outlets changed, as one self-contained page: old and new side by side."""

from collections.abc import Sequence

from sayso.record import Change
from sayso.record.edits import word_pieces
from sayso.render.page import link, page, plain


def changes_page(found: Sequence[Change]) -> str:
    """The page of changes, in their order."""
    shown = "\n".join(map(_section, found)) or "<p>Nothing found.</p>"
    return page("Changed by its outlet", f"<h1>Changed by their outlets</h1>\n{shown}")


def _section(c: Change) -> str:
    rows = [(f"Statement {s.what}", str(s.before or ""), str(s.after or "")) for s in c.edits.statements]
    rows += [(d.detail.capitalize(), d.before, d.after) for d in c.edits.details]
    rows += [(f"Paragraph {p.what}", p.before, p.after) for p in c.edits.paragraphs if p.what]
    listed = "\n".join(
        f"<tr><th style='white-space: nowrap'>{name}</th>{_cells(before, after)}</tr>" for name, before, after in rows
    )
    where = link(c.key, c.title or c.key)
    return (
        f"<h2>{where}</h2>\n<p>{plain(', '.join(x for x in (c.outlet, str(c)) if x))}</p>\n"
        f"<table><tr><th></th><th>Before</th><th>After</th></tr>\n{listed}\n</table>"
    )


def _cells(before: str, after: str) -> str:
    pieces = word_pieces(before, after)
    old = "".join(f"<del>{plain(x)}</del>" if kind == "del" else plain(x) for kind, x in pieces if kind != "ins")
    new = "".join(f"<ins>{plain(x)}</ins>" if kind == "ins" else plain(x) for kind, x in pieces if kind != "del")
    return f"<td>{old}</td><td>{new}</td>"
