"""`sayso positions`: who is for a claim or topic, against it, or undecided, and since when."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.archives import RECORD_OR_DIR, archive_at, asked
from sayso.cli.empty_results import say_nearest
from sayso.cli.linked import linked
from sayso.cli.output import Form, clean, output_options, put
from sayso.cli.row_output import write_rows
from sayso.cli.search import day
from sayso.cli.terminal import say
from sayso.record import Query
from sayso.render.page import link, page, plain

if TYPE_CHECKING:
    from sayso.analysis.position_changes import PositionChange, Side
    from sayso.analysis.positions import Position, Shown

_COLUMNS = (
    "actor", "known", "type", "identifiers", "titles", "holding", "sure", "probability", "condition", "reason",
    "first", "last", "statements", "articles", "changed", "shown",
)  # fmt: skip
_NOTHING = "Nothing found: no statement shows what its speaker holds on this. A claim finds more than many words."
_CSV = (
    "actor", "known", "titles", "holding", "sure", "first", "last", "statements", "articles", "changed", "id", "day",
    "until", "act", "negated", "content", "sentence", "outlet", "title", "url", "told_by", "repeats", "credit",
    "probability", "condition", "reason", "type", "identifiers",
)  # fmt: skip


@click.command("positions")
@RECORD_OR_DIR
@click.option("--about", required=True, metavar="WORDS", help="A claim as a sentence, or the words of a topic.")
@click.option("--by", metavar="NAME", help="Only who has this in the name.")
@click.option("--since", callback=day, metavar="DAY", help="Said on this day or later (2024-06-21, June 2024, 2024).")
@click.option("--until", callback=day, metavar="DAY", help="Said on this day or earlier.")
@click.option("--svg", is_flag=True, help="Print the timeline alone, as SVG.")
@output_options
def command(
    record: str, about: str, by: str | None, since: str | None, until: str | None, svg: bool, form: Form
) -> None:
    """Show who is for WORDS, against, for it on a condition, undecided, or will not say; since when; what changed.

    WORDS are a claim written out ("the ferry should be closed"), or a topic, all words of which must stand in a
    statement: a word stands for its forms (ban: bans, banned), "in quotation marks" only for itself, bridge* for all
    that begins so. On a claim a network tells, which reads the 120 nearest statements; on a topic the acts. Each
    position comes with the statements that show it, how likely they do, and the reason; those less sure follow apart.
    As CSV there is a row for each statement. In a DIR that `sayso batch` wrote, who has one name is one actor, and the
    latest 2,000 articles that have the words are looked at.
    """
    try:
        found = _found(record, about, since, until, by)
    except ValueError as error:
        raise click.UsageError(f"--about {about!r}: {error}") from error
    if svg:
        put(_timeline(about, found) + "\n")
    elif form == "table":
        put(_table(found))
    elif form == "html":
        put(_page(about, found))
    elif form == "csv":
        write_rows(form, [row for p in found for row in _csv_rows(p)], _CSV, str, "Positions")
    else:
        write_rows(form, [asdict(p) for p in found], _COLUMNS, str, "Positions")


def _found(name: str, about: str, since: str | None, until: str | None, by: str | None) -> list["Position"]:
    """The positions in a record, or in a folder of Parquet."""
    if archive := archive_at(name):
        from sayso import batch

        with asked():
            found, articles = batch.positions(archive, about, since, until, by)
        if articles > batch.MOST:
            say(f"{articles:,} articles are about this, the latest {batch.MOST:,} were looked at: give more WORDS")
        return found
    from sayso.analysis.positions import positions

    with linked(Path(name)) as kept:
        found = positions(kept, about, since, until, by)
        if not found:
            say_nearest(kept, Query(about=about, by=by, since=since, until=until), "position")
        return found


def _csv_rows(p: "Position") -> Iterator[dict[str, object]]:
    told = asdict(p) | {
        "titles": "; ".join(p.titles),
        "identifiers": _identifiers(p),
        "changed": "; ".join(map(_change, p.changed)),
    }
    yield from ({**told, **asdict(s)} for s in p.shown)


def _identifiers(p: "Position") -> str:
    return "; ".join(" ".join(pair) for pair in p.identifiers.items())


def _change(c: "PositionChange") -> str:
    sides = (f"{s.holding} {s.day or 'day unknown'} (#{s.statement})" for s in (c.before, c.after))
    return f"{', then '.join(sides)}: {c.reason}"


def _counted(p: "Position") -> str:
    return f"{p.statements} in {p.articles} article{'s' if p.articles != 1 else ''}"


def _table(found: Sequence["Position"]) -> str:
    """A line for each position, below it the statements that show it; those that are not sure apart."""
    if not found:
        return f"{_NOTHING}\n"
    names = min(max(len("ACTOR"), *(len(clean(p.actor)) for p in found)), 32)
    head = f"{'ACTOR':<{names}}  {'HOLDING':<13}{'SINCE':<12}{'UNTIL':<12}{'STATEMENTS':<18}PROBABILITY"
    out = [head, *(line for p in found if p.sure for line in _lines(p, names))]
    if any(not p.sure for p in found):
        out += ["LESS SURE", *(line for p in found if not p.sure for line in _lines(p, names))]
    return "\n".join([*out, ""])


def _lines(p: "Position", names: int) -> Iterator[str]:
    from sayso.analysis.position_chart import about

    name = textwrap.shorten(clean(p.actor), names, placeholder=" …")
    days = f"{p.first or 'unknown':<12}{p.last or 'unknown':<12}"
    yield f"{name:<{names}}  {p.holding:<13}{days}{_counted(p):<18}{p.probability:.2f}"
    yield "    " + clean(p.reason)
    for c in p.changed:
        yield from _wrapped(f"changed: {_change(c)}", 4)
        yield from (x for s in (c.before, c.after) for x in _wrapped(f"{s.holding}: {s.words}", 8))
    for s in p.shown:
        yield "    " + "  ".join(clean(x) for x in about(s))
        yield from _wrapped(s.sentence, 8)
    yield ""


def _wrapped(text: str, indent: int) -> list[str]:
    return textwrap.wrap(clean(text), 88, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _timeline(about: str, found: Sequence["Position"]) -> str:
    from sayso.analysis.position_chart import position_chart

    return position_chart(about, found, lambda n, s: _anchor(n, s.id))


def _anchor(position: int, statement: str) -> str:
    """Where on the page a statement stands: it may show the positions of several actors."""
    return f"p{position}s{statement}"


def _page(about: str, found: Sequence["Position"]) -> str:
    """The timeline, a table of all positions, and each actor's statements."""
    if not found:
        return page(f"Positions: {about}", f"<h1>Positions: {plain(about)}</h1>\n<p>{_NOTHING}</p>")
    heads = "".join(
        f"<th>{x}</th>"
        for x in ("Actor", "Holding", "Since", "Until", "Statements", "Probability", "Reason", "Changed")
    )
    places = {(p.actor, p.known, s.id): _anchor(n, s.id) for n, p in enumerate(found) for s in p.shown}
    rows = "\n".join(_row(n, p, places) for n, p in enumerate(found))
    actors = [
        _head(held[0][1]) + "\n".join(_section(n, p) for n, p in held)
        for held in (list(some) for _, some in groupby(enumerate(found), key=lambda x: (x[1].actor, x[1].titles)))
    ]
    undated = len({s.id for p in found for s in p.shown if s.day is None})
    unseen = f"<figcaption>Of unknown day, and not drawn: {undated}.</figcaption>" if undated else ""
    body = f"""<h1>Positions: {plain(about)}</h1>
<p class="about">Who holds what, by the statements that show it, and how likely they do; what is less sure is marked
so, and comes last. Headlines, copies and threads that repeat a statement do not count again.</p>
<figure>{_timeline(about, found)}{unseen}</figure>
<div class="wide"><table class="listed">
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table></div>
"""
    return page(f"Positions: {about}", body + "\n".join(actors))


def _row(n: int, p: "Position", places: Mapping[tuple[str, str | None, str], str]) -> str:
    changed = []
    for c in p.changed:
        sides = "; then ".join(_side(p, s, places) for s in (c.before, c.after))
        changed.append(f"{sides} ({plain(c.reason)})")
    days = "".join(f"<td>{plain(d or 'unknown')}</td>" for d in (p.first, p.last))
    held = f'<a href="#p{n}">{plain(_holding(p))}</a>'
    return (
        f"<tr><td>{plain(p.actor)}</td><td>{held}</td>{days}<td>{_counted(p)}</td><td>{p.probability:.2f}</td>"
        f"<td>{plain(p.reason)}</td><td>{'<br>'.join(changed)}</td></tr>"
    )


def _holding(p: "Position") -> str:
    condition = f" ({p.condition})" if p.condition else ""
    return f"{p.holding}{condition}{'' if p.sure else ', less sure'}"


def _side(p: "Position", side: "Side", places: Mapping[tuple[str, str | None, str], str]) -> str:
    told = plain(f"{side.holding}, {side.day or 'day unknown'}: {textwrap.shorten(side.words, 160, placeholder=' …')}")
    place = places.get((p.actor, p.known, side.statement))
    return f'<a href="#{place}">{told}</a>' if place else told


def _head(p: "Position") -> str:
    titles = f'<p class="about">{plain(", ".join(p.titles))}</p>\n' if p.titles else ""
    return f"<h2>{plain(p.actor)}</h2>\n{titles}"


def _section(n: int, p: "Position") -> str:
    entries = "\n".join(_entry(n, s) for s in p.shown)
    return f'<h3 id="p{n}">{plain(_holding(p))}</h3>\n<ul class="shown">\n{entries}\n</ul>'


def _entry(n: int, s: "Shown") -> str:
    from sayso.analysis.position_chart import about

    repeats = ' class="repeats"' if s.repeats is not None else ""
    told = " · ".join(plain(x) for x in about(s))
    where = f" · {link(s.url, title)}" if (title := s.title or s.url) else ""
    return f'<li id="{_anchor(n, s.id)}"{repeats}>{plain(s.sentence)}<br><small>{told}{where}</small></li>'
