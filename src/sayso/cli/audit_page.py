"""An audit as one self-contained page with charts."""

import re
from collections.abc import Mapping, Sequence

from sayso.analysis.audit import Row
from sayso.analysis.audit_view import BY_MONTH, HOW, Overview, Section, Table, Told, overview
from sayso.analysis.charts import Bar, bars, interval, number
from sayso.cli.charted import page, plain

_CODE = re.compile("`(.+?)`")


def audit_page(rows: Sequence[Row]) -> str:
    """The page of an audit's rows."""
    view = overview(rows)
    if view is None:
        return page("Audit", "<h1>Audit</h1>\n<p>Nothing found.</p>")
    span = f", {view.months[0]} to {view.months[-1]}" if view.months else ""
    some = f"{len(view.outlets)} outlets" if len(view.outlets) > 1 else view.outlets[0]
    about = f"{view.whole['articles', ''].n} articles, {view.whole['sourcing', 'named'].n} statements"
    how = _CODE.sub(r"<code>\1</code>", "\n".join(f"<p>{words}</p>" for words in HOW))
    body = [
        f'<h1>How sources are used</h1>\n<p class="about">{plain(f"{some}: {about}{span}")}</p>',
        *(["<h2>Outlets beside each other</h2>", *map(_bars, view.compared)] if view.compared else []),
        _over_time(view),
        *map(_section, view.sections),
        f"<h2>How it is counted</h2>\n{how}",
    ]
    return page("How sources are used", "\n".join(body))


def _over_time(view: Overview) -> str:
    """Lines of the outlets with the most articles."""
    if not view.over_time:
        return ""
    most = len(view.largest)
    left = "" if most == len(view.outlets) else f"<p>Of the {most} outlets with the most articles.</p>\n"
    return f"<h2>Over time</h2>\n{left}" + "\n".join(_figure(x.title, x.svg) for x in view.over_time)


def _section(section: Section) -> str:
    """All that is told of an outlet."""
    articles, each, copied = (section.whole[m, ""] for m in ("articles", "statements", "copied"))
    about = (
        f"{articles.n} article{'s' if articles.n != 1 else ''};"
        f" statements an article: {interval(each.value, each.low, each.high, share=False)};"
        f" copied articles: {interval(copied.value, copied.low, copied.high, share=True)}"
    )
    head = f'<h2>{plain(section.name)}</h2>\n<p class="about">{plain(about)}</p>'
    return "\n".join([head, *map(_bars, section.tables), _months(section.months)])


def _bars(table: Table) -> str:
    """A chart; how many the shares are of stands in its title, or where that differs, beside each."""
    sizes = {r.n for _, r in table.rows}
    drawn = [Bar(of if len(sizes) == 1 else f"{of} (of {r.n})", r.value, r.low, r.high) for of, r in table.rows]
    title = f"{table.title} (of {sizes.pop()})" if len(sizes) == 1 else table.title
    return _figure(title, bars(title, drawn, share=table.share))


def _months(months: Mapping[str, Told]) -> str:
    heads = "".join(f'<th class="figure">{plain(h)}</th>' for h in ("Articles", *(title for _, _, title in BY_MONTH)))
    rows = "\n".join(_month(month, told) for month, told in months.items())
    return f"""<h3>By month</h3>
<div class="wide"><table>
<thead><tr><th>Month</th>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table></div>"""


def _month(month: str, told: Told) -> str:
    cells = [f'<td class="figure">{told["articles", ""].n}</td>']
    for measure, of, _ in BY_MONTH:
        value = told[measure, of].value
        shown = "–" if value is None else number(value, share=measure != "statements")
        cells.append(f'<td class="figure">{shown}</td>')
    return f"<tr><td>{plain(month)}</td>{''.join(cells)}</tr>"


def _figure(title: str, svg: str) -> str:
    return f"<h3>{plain(title)}</h3>\n<figure>{svg}</figure>"
