"""Articles as one self-contained page: statements marked in the text, their parts linked by hover and focus."""

from importlib.resources import files

from sayso.article import Actor, Article, Statement, headline, written
from sayso.render.page import END as PAGE_END
from sayso.render.page import link, plain, start
from sayso.shown import Stretch, days_of, done, doubt, in_reading_order, probable, stretches, ways, who, whom

_STYLE = (files("sayso.cli") / "page.css").read_text("utf8")
_SCRIPT = (files("sayso.cli") / "page.js").read_text("utf8")

START = (
    start("Who said what", _STYLE, "; script-src 'unsafe-inline'")
    + """<p class="key">Marked in the text: <span class="source">who said it</span>,
<span class="cue">the words that say so</span>, <span class="content">what was said</span>,
<span class="addressee">to whom</span>.
Point at a part, or move with the Tab key, to see what belongs together.</p>
"""
)
END = f"<script>{_SCRIPT}</script>\n{PAGE_END}"


def section(whole: Article, number: int, explain: bool = False, every: bool = False) -> str:
    """One article, the page's `number`th: its text with the marks, beside it the statements in order; with `explain`
    also what leads to who said them; without `every` those that are probably right."""
    article = whole if every else probable(whole)
    actors = {a.id: a for a in article.actors}
    about = " · ".join(x for x in (article.outlet, *article.authors, *days_of(article)) if x)
    ordered = in_reading_order(article.statements)
    listed = (
        "\n".join(_entry(s, actors, number, article.published, explain) for s in ordered) or "<li>No statements.</li>"
    )
    if more := len(whole.statements) - len(article.statements):
        listed += f"\n<li>{more} more, less likely: <code>--all</code> shows them.</li>"
    url = article.url or ""
    where = f" {link(url, url)}" if url.startswith(("http://", "https://")) else ""
    headed = any(p.kind == "headline" for p in article.parts)
    title = "" if headed else f"<h1>{plain(headline(article))}</h1>"
    return f"""<article>
<header>{title}<p class="about">{plain(about)}{where}</p></header>
<div class="text">{_marked(article, number)}</div>
<ol class="statements">
{listed}
</ol>
</article>
"""


def _marked(article: Article, number: int) -> str:
    """The text in paragraphs; each stretch between two borders of spans is an element that names its statements."""
    headlines = [p for p in article.parts if p.kind == "headline"]
    heads = {p.start: "<h1>" for p in headlines}
    tails = {p.end: "</h1>" for p in headlines}
    out: list[str] = []
    for x in stretches(article, (*heads, *tails)):
        out += [heads.get(x.start, ""), _stretch(x, number), tails.get(x.end, "")]
    return "".join(out).replace('</h1><br><br class="gap">', "</h1>")


def _stretch(x: Stretch, number: int) -> str:
    shown = plain(x.text).replace("\n\n", '<br><br class="gap">').replace("\n", "<br>")
    if not x.marks:
        return shown
    roles = " ".join(sorted({m.role for m in x.marks}))
    keys = " ".join(f"{number}-{m.statement}:{m.role}" for m in x.marks)
    return f'<span class="{roles}" data-of="{keys}">{shown}</span>'


def _entry(s: Statement, actors: dict[str, Actor], number: int, published: str | None, explain: bool) -> str:
    content = written(s.content)
    cue = written(s.cue)
    nested = " nested" if s.parent else ""
    notes = (doubt(s, actors), *(ways(s, actors) if explain else ()))
    credit = "".join(f"<small>{plain(x)}</small><br>" for x in notes if x)
    about = ", ".join(x for x in (done(s, published), s.kind, s.sourcing) if x)
    return (
        f'<li tabindex="0" class="statement{nested}" data-of="{number}-{s.id}">'
        f"<b>{plain(' '.join(who(s, actors)).strip())}</b> <i>{plain(cue)}</i> {plain(whom(s, actors))} "
        f"<small>{plain(about)}, {s.confidence:.2f}</small>"
        f"<p>{plain(content)}</p>{credit}</li>"
    )
