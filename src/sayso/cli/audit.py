"""`sayso audit`: how the outlets of a record use their sources."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.archives import RECORD_OR_DIR, archive_at, asked
from sayso.cli.linked import linked
from sayso.cli.listing import write_rows
from sayso.cli.output import Form, clean, output_options, put
from sayso.cli.search import day

if TYPE_CHECKING:
    from sayso.analysis.audit import Row

_COLUMNS = ("outlet", "month", "measure", "of", "value", "low", "high", "n")
_BY_MONTH = (
    ("statements", "", "STATEMENTS"), ("sourcing", "unnamed", "UNNAMED"), ("sourcing", "document", "DOCUMENTS"),
    ("kind", "direct", "DIRECT"), ("people", "women where told", "WOMEN"), ("copied", "", "COPIED"),
)  # fmt: skip
_BLOCKS = (
    ("sourcing", "sources"), ("kind", "kind"), ("people", "people"), ("words", "their words"),
    ("distancing", "distancing"), ("endorsing", "endorsing"), ("source", "most quoted"),
)  # fmt: skip


@click.command("audit")
@RECORD_OR_DIR
@click.option("--outlet", metavar="NAME", help="This outlet alone, or those with this in their name.")
@click.option("--since", callback=day, metavar="DAY", help="Articles of this day or later (2024-06-21).")
@click.option("--until", callback=day, metavar="DAY", help="Articles of this day or earlier.")
@output_options
def command(record: str, outlet: str | None, since: str | None, until: str | None, form: Form) -> None:
    """Tell how the outlets of RECORD, or of a DIR that `sayso batch` wrote, use their sources, by month: how many are
    unnamed, documents, quoted directly, women; whom they quote most, and what they keep a distance to.

    Shares come with the interval in which they lie with 95 % confidence, where there are at least 5 articles. --format
    html is one page with charts.
    """
    rows = _rows(record, outlet, since, until)
    if form == "table":
        put("\n".join(_blocks(rows)) + "\n" if rows else "Nothing found.\n")
    elif form == "html":
        from sayso.cli.audit_page import audit_page

        put(audit_page(rows))
    else:
        write_rows(form, [asdict(r) for r in rows], _COLUMNS, str)


def _rows(name: str, outlet: str | None, since: str | None, until: str | None) -> list["Row"]:
    """The figures of a record, or of a folder of Parquet."""
    if archive := archive_at(name):
        from sayso import batch

        with asked():
            return batch.audit(archive, outlet, since, until)
    from sayso.analysis.audit import audit

    with linked(Path(name)) as kept:
        return audit(kept, outlet, since, until)


def _blocks(rows: Sequence["Row"]) -> Iterator[str]:
    """A block of lines for each outlet: all months together, then one line a month."""
    from sayso.analysis.audit import ALL, figures

    for outlet, months in figures(rows).items():
        whole = months[ALL]
        articles = whole["articles", ""].n
        yield f"{'All outlets' if outlet == ALL else clean(outlet)}: {articles} article{'s' if articles != 1 else ''}"
        yield f"    {'statements an article':<23}{_told(whole['statements', ''], share=False)}"
        for measure, heading in _BLOCKS:
            told = [(of, r) for (name, of), r in whole.items() if name == measure and (r.value or measure == "people")]
            for n, (of, r) in enumerate(told):
                yield f"    {heading if n == 0 else '':<23}{clean(of):<26}{_told(r, share=True)}"
        yield f"    {'copied articles':<23}{_told(whole['copied', ''], share=True)}"
        yield "".join(("\n    ", f"{'MONTH':<12}{'ARTICLES':>9}", *(f"{head:>12}" for _, _, head in _BY_MONTH)))
        for month, told_by in months.items():
            if month != ALL:
                yield _month(month, told_by)
        yield ""


def _month(month: str, told: Mapping[tuple[str, str], "Row"]) -> str:
    from sayso.analysis.charts import number

    cells = [
        "-" if (value := told[measure, of].value) is None else number(value, share=measure != "statements")
        for measure, of, _ in _BY_MONTH
    ]
    return f"    {month:<12}{told['articles', ''].n:>9}" + "".join(f"{cell:>12}" for cell in cells)


def _told(r: "Row", *, share: bool) -> str:
    from sayso.analysis.charts import interval

    told = interval(r.value, r.low, r.high, share=share)
    unit = {"people": "people", "words": "words", "copied": "articles"}.get(r.measure, "statements")
    return f"{told:<26} of {r.n} {unit}" if share else told
