"""`sayso audit`: how the outlets of a record use their sources."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.archives import RECORD_OR_DIR, archive_at, asked
from sayso.cli.empty_results import say_nearest
from sayso.cli.linked import linked
from sayso.cli.output import Form, clean, output_options, put
from sayso.cli.row_output import write_rows
from sayso.cli.search import day
from sayso.render.grid import Column, Grid

if TYPE_CHECKING:
    from sayso.analysis.audit import Row
    from sayso.analysis.compare import Difference
    from sayso.record import Query

_BY_MONTH = (
    ("statements", "", "STATEMENTS"), ("sourcing", "unnamed", "UNNAMED"), ("sourcing", "document", "DOCUMENTS"),
    ("kind", "direct", "DIRECT"), ("people", "women where told", "WOMEN"), ("copied", "", "COPIED"),
)  # fmt: skip
_BLOCKS = (
    ("sourcing", "sources"), ("kind", "kind"), ("people", "people"), ("words", "their words"),
    ("distancing", "distancing"), ("endorsing", "endorsing"), ("source", "most quoted"),
)  # fmt: skip
_FIGURES = Grid(
    (
        Column("", lambda r: r["heading"], "name"),
        Column("Of", lambda r: r["of"]),
        Column("Share", lambda r: r["value"], "number"),
        Column("95 % interval", lambda r: r["between"], "number"),
        Column("Of so many", lambda r: r["size"], "number"),
        Column("An article", lambda r: r["article"], "number"),
        Column("In 1,000 words", lambda r: r["words"], "number"),
        Column("Search", lambda r: r["query"], "id"),
    )
)


def _in_month(head: str) -> Column:
    return Column(head, lambda r: r[head], "number")


_MONTHS = Grid(
    (
        Column("Month", lambda r: r["month"], "id"),
        Column("Articles", lambda r: r["articles"], "number"),
        *(_in_month(head) for _, _, head in _BY_MONTH),
    )
)


@click.command("audit")
@RECORD_OR_DIR
@click.option("--outlet", metavar="NAME", help='This outlet alone, or those with this in their name; or "the whole".')
@click.option(
    "--since", callback=day, metavar="DAY", help="Articles of this day or later (2024-06-21, June 2024, 2024)."
)
@click.option("--until", callback=day, metavar="DAY", help="Articles of this day or earlier.")
@click.option("--against", metavar="NAME", help="Compare with this outlet.")
@click.option("--against-since", callback=day, metavar="DAY", help="Compare with articles of this day or later.")
@click.option("--against-until", callback=day, metavar="DAY", help="Compare with articles of this day or earlier.")
@output_options
def command(record: str, form: Form, **given: str | None) -> None:
    """Tell how the outlets of RECORD, or of a DIR that `sayso batch` wrote, use their sources, by month: how many are
    unnamed, documents, quoted directly, women; whom they quote most, and what they keep a distance to.

    Shares come with the interval in which they lie with 95 % confidence, where there are at least 5 articles, and with
    rates: how many an article, and in 1,000 words. Each figure comes with the words of `sayso search` that find the
    statements behind it. --format html is one page with charts.

    --against tells how another outlet differs; with --against-since and --against-until it may be the same one in
    another month: what is not given of the second is as it is of the first. A difference comes with its 95 % interval.
    """
    from sayso.analysis.counts import chosen

    first = chosen(given["outlet"], given["since"], given["until"])
    if any(value for name, value in given.items() if name.startswith("against")):
        second = (given["against"], given["against_since"], given["against_until"])
        own = (given["outlet"], given["since"], given["until"])
        _compare(record, first, chosen(*(x or y for x, y in zip(second, own, strict=True))), form)
        return
    rows = _rows(record, first)
    if form == "table":
        put("\n".join(_blocks(record, rows)) + "\n" if rows else "Nothing found.\n")
    elif form == "html":
        from sayso.cli.audit_page import audit_page

        put(audit_page(record, rows))
    else:
        from sayso.analysis.audit import COLUMNS, as_told

        write_rows(form, [_reached(record, as_told(r, record)) for r in rows], COLUMNS, str, "Audit")


def _rows(name: str, query: "Query") -> list["Row"]:
    """The figures of a record, or of a folder of Parquet."""
    if archive := archive_at(name):
        from sayso import batch

        with asked():
            return batch.audit(archive, query.outlet, query.published_since, query.published_until)
    from sayso.analysis.audit import audit

    with linked(Path(name)) as kept:
        rows = audit(kept, query.outlet, query.published_since, query.published_until)
        if not rows:
            say_nearest(kept, query)
        return rows


def _compare(name: str, first: "Query", second: "Query", form: Form) -> None:
    """Tell how two selections differ."""
    from sayso.analysis.compare import COLUMNS, as_told

    rows = _differences(name, first, second)
    if form == "table":
        put("\n".join(_beside(name, rows)) + "\n" if rows else "Nothing found.\n")
    elif form == "html":
        from sayso.cli.audit_page import compare_page

        put(compare_page(name, rows))
    else:
        write_rows(form, [_reached(name, as_told(r, name)) for r in rows], COLUMNS, str, "Audit")


def _differences(name: str, first: "Query", second: "Query") -> list["Difference"]:
    if archive := archive_at(name):
        from sayso import batch

        with asked():
            return batch.compare(archive, first, second)
    from sayso.analysis.audit import audit
    from sayso.analysis.compare import compare

    with linked(Path(name)) as kept:
        rows = compare(kept, first, second)
        if not rows:
            for query in (first, second):
                if not audit(kept, query.outlet, query.published_since, query.published_until):
                    say_nearest(kept, query)
        return rows


def _reached(name: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row without addresses where no server shows what it is of."""
    return row if archive_at(name) is None else row | {x: None for x in row if x.startswith("address")}


def _behind(record: str, query: "Query") -> str:
    """The command to which each line adds its words."""
    from sayso.record.query_words import command as told

    found = clean(told(query, record))
    return f"    the statements behind a figure: {found}, and the words in its line; of a month, --month"


def _blocks(record: str, rows: Sequence["Row"]) -> Iterator[str]:
    """A block for each outlet: all months together, then a line for each month."""
    from sayso.analysis.audit import ALL, figures
    from sayso.cli.terminal_table import terminal_table

    for outlet, months in figures(rows).items():
        whole = months[ALL]
        articles = whole["articles", ""]
        title = "All outlets" if outlet == ALL else clean(outlet)
        yield f"{title}: {articles.n} article{'s' if articles.n != 1 else ''}"
        yield f"{_behind(record, articles.query)}\n"
        told = [_figure("statements an article", "", whole["statements", ""])]
        for measure, heading in _BLOCKS:
            own = [(of, r) for (name, of), r in whole.items() if name == measure and (r.value or measure == "people")]
            told += [_figure(heading if n == 0 else "", of, r) for n, (of, r) in enumerate(own)]
        yield terminal_table(_FIGURES, [*told, _figure("copied articles", "", whole["copied", ""])])
        by_month = [_month(month, told_by) for month, told_by in months.items() if month != ALL]
        yield terminal_table(_MONTHS, by_month)


def _figure(heading: str, of: str, r: "Row") -> dict[str, str]:
    """A figure: its share and what it is of, its rates, and what finds the statements behind it."""
    from sayso.analysis.audit_view import narrowed, rates
    from sayso.analysis.charts import number

    share = r.measure != "statements"
    unit = {"people": "people", "words": "words", "copied": "articles"}.get(r.measure, "statements")
    value = "not known" if r.value is None else number(r.value, share)
    between = "" if r.low is None or r.high is None else f"{number(r.low, share)} to {number(r.high, share)}"
    an_article, words = rates(r)
    return {
        "heading": heading, "of": of, "value": value, "between": between, "size": f"{r.n} {unit}" if share else "",
        "article": an_article, "words": words, "query": narrowed(r.query),
    }  # fmt: skip


def _month(month: str, told: Mapping[tuple[str, str], "Row"]) -> dict[str, str]:
    from sayso.analysis.charts import number

    cells = {
        head: "-" if (value := told[measure, of].value) is None else number(value, share=measure != "statements")
        for measure, of, head in _BY_MONTH
    }
    return {"month": month, "articles": str(told["articles", ""].n), **cells}


def _beside(record: str, rows: Sequence["Difference"]) -> Iterator[str]:
    """Two selections: a block of lines for what belongs together, in each unit."""
    from sayso.analysis.audit_view import narrowed
    from sayso.analysis.compare_view import amount, comparison, difference

    view = comparison(rows)
    assert view is not None
    for mark, name, n, query in (
        ("A", view.first, view.articles.n, view.articles.query),
        ("B", view.second, view.articles.n_against, view.articles.query_against),
    ):
        yield f"{mark}: {clean(name)}, {n} article{'s' if n != 1 else ''}"
        yield _behind(record, query)
    if view.few:
        yield clean(view.few)
    for table in view.tables:
        yield f"\n{table.title:<49}{'A':>8}{'B':>10}    DIFFERENCE"
        for of, d in table.rows:
            told = f"{amount(d.value, d.unit):>8}{amount(d.against, d.unit):>10}    {difference(d):<30}"
            yield f"    {clean(of):<45}{told}{clean(narrowed(d.query))}".rstrip()
