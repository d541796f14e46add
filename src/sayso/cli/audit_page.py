"""An audit as one self-contained page with charts."""

import re
from collections.abc import Iterable, Mapping, Sequence

from sayso.analysis.audit import Row
from sayso.analysis.audit_view import BY_MONTH, HOW, Overview, RowsByFigure, Section, Table, overview, rates
from sayso.analysis.charts import Bar, bars, interval, number
from sayso.analysis.compare import Difference
from sayso.analysis.compare_view import HOW as COMPARED_HOW
from sayso.analysis.compare_view import DifferenceTable, amount, comparison, difference
from sayso.record.query_words import command
from sayso.render.page import page, plain

_CODE = re.compile("`(.+?)`")


def audit_page(record: str, rows: Sequence[Row]) -> str:
    """The page of the audit of a record, by its name."""
    view = overview(rows)
    if view is None:
        return page("Audit", "<h1>Audit</h1>\n<p>Nothing found.</p>")
    span = f", {view.months[0]} to {view.months[-1]}" if view.months else ""
    some = f"{len(view.outlets)} outlets" if len(view.outlets) > 1 else view.outlets[0]
    about = f"{view.whole['articles', ''].n} articles, {view.whole['sourcing', 'named'].n} statements"
    body = [
        f'<h1>How sources are used</h1>\n<p class="about">{plain(f"{some}: {about}{span}")}</p>',
        *(["<h2>Outlets beside each other</h2>", *(_bars(record, t) for t in view.compared)] if view.compared else []),
        _over_time(view),
        *(_section(record, section) for section in view.sections),
        _how(HOW),
    ]
    return page("How sources are used", "\n".join(body))


def compare_page(record: str, rows: Sequence[Difference]) -> str:
    """The page of a comparison in a record, by its name."""
    view = comparison(rows)
    if view is None:
        return page("Audit", "<h1>Audit</h1>\n<p>Nothing found.</p>")
    d = view.articles
    body = [
        "<h1>How two use their sources</h1>",
        f"<p>A: {plain(view.first)}, {d.n} article{'s' if d.n != 1 else ''}.<br>",
        f"B: {plain(view.second)}, {d.n_against} article{'s' if d.n_against != 1 else ''}.</p>",
        f"<p>{plain(view.few)}</p>" if view.few else "",
        *(_differences(record, t) for t in view.tables),
        _how((*COMPARED_HOW, *HOW)),
    ]
    return page("How two use their sources", "\n".join(body))


def _differences(record: str, table: DifferenceTable) -> str:
    heads = ("", "A", "B", "Difference", "The statements of A", "The statements of B")
    rows = (
        (of, amount(d.value, d.unit), amount(d.against, d.unit), difference(d), command(d.query, record),
         command(d.query_against, record))
        for of, d in table.rows
    )  # fmt: skip
    return f"<h3>{plain(table.title)}</h3>\n{_table(heads, rows, figures=2)}"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], figures: int) -> str:
    """A table whose first column names its rows; `figures` columns of numbers follow, and the last are commands."""
    kinds = ["", *[' class="figure"'] * figures, *[""] * (len(heads) - figures - 1)]
    head = "".join(f"<th{kind}>{plain(x)}</th>" for x, kind in zip(heads, kinds, strict=True))
    body = "\n".join(
        f"<tr>{''.join(f'<td{kind}>{_cell(x)}</td>' for x, kind in zip(row, kinds, strict=True))}</tr>" for row in rows
    )
    return f'<div class="wide"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>'


def _cell(told: str) -> str:
    return f"<code>{plain(told)}</code>" if told.startswith("sayso ") else plain(told)


def _how(words: Sequence[str]) -> str:
    return _CODE.sub(r"<code>\1</code>", "\n".join(["<h2>How it is counted</h2>", *(f"<p>{x}</p>" for x in words)]))


def _over_time(view: Overview) -> str:
    """Lines of the outlets with the most articles."""
    if not view.over_time:
        return ""
    most = len(view.largest)
    left = "" if most == len(view.outlets) else f"<p>Of the {most} outlets with the most articles.</p>\n"
    return f"<h2>Over time</h2>\n{left}" + "\n".join(_figure(x.title, x.svg) for x in view.over_time)


def _section(record: str, section: Section) -> str:
    """All that is told of an outlet."""
    articles, each, copied = (section.whole[m, ""] for m in ("articles", "statements", "copied"))
    about = (
        f"{articles.n} article{'s' if articles.n != 1 else ''}; their statements: {command(articles.query, record)};"
        f" statements an article: {interval(each.value, each.low, each.high, share=False)};"
        f" copied articles: {interval(copied.value, copied.low, copied.high, share=True)}"
    )
    head = f'<h2>{plain(section.name)}</h2>\n<p class="about">{plain(about)}</p>'
    return "\n".join([head, *(_bars(record, t) for t in section.tables), _months(section.months)])


def _bars(record: str, table: Table) -> str:
    """A chart, its rates, and what finds the statements behind it; how many the shares are of stands in its title, or
    where that differs, beside each."""
    sizes = {r.n for _, r in table.rows}
    drawn = [Bar(of if len(sizes) == 1 else f"{of} (of {r.n})", r.value, r.low, r.high) for of, r in table.rows]
    title = f"{table.title} (of {sizes.pop()})" if len(sizes) == 1 else table.title
    heads = ("", "An article", "In 1,000 words", "Statements", "Search")
    rows = ((of, *rates(r), str(r.statements), command(r.query, record)) for of, r in table.rows)
    more = f"<details><summary>Rates, and the statements</summary>\n{_table(heads, rows, figures=3)}\n</details>"
    return f"{_figure(title, bars(title, drawn, share=table.share))}\n{more}"


def _months(months: Mapping[str, RowsByFigure]) -> str:
    heads = "".join(f'<th class="figure">{plain(h)}</th>' for h in ("Articles", *(title for _, _, title in BY_MONTH)))
    rows = "\n".join(_month(month, told) for month, told in months.items())
    return f"""<h3>By month</h3>
<div class="wide"><table>
<thead><tr><th>Month</th>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table></div>"""


def _month(month: str, told: RowsByFigure) -> str:
    cells = [f'<td class="figure">{told["articles", ""].n}</td>']
    for measure, of, _ in BY_MONTH:
        value = told[measure, of].value
        shown = "–" if value is None else number(value, share=measure != "statements")
        cells.append(f'<td class="figure">{shown}</td>')
    return f"<tr><td>{plain(month)}</td>{''.join(cells)}</tr>"


def _figure(title: str, svg: str) -> str:
    return f"<h3>{plain(title)}</h3>\n<figure>{svg}</figure>"
