"""A draft as one self-contained page: its quotations marked in the text, beside it what became of each."""

from collections.abc import Sequence
from importlib.resources import files

from sayso.article import Article
from sayso.checking.checked import Checked
from sayso.checking.draft import Quoted
from sayso.render.page import page, plain

_STYLE = (files("sayso.cli") / "page.css").read_text("utf8")
_GOOD = ".text a { color: inherit; text-decoration-color: transparent; } .text a.doubtful { background: var(--lit); }"
Drafted = tuple[Article, Sequence[tuple[Quoted, Checked]]]


def draft_page(drafts: Sequence[Drafted]) -> str:
    """The page of drafts with the quotations that were checked; the doubtful ones are lit."""
    key = (
        "<p class='key'>Marked in the text: quotations; lit where one is doubtful. Each leads to what became of it.</p>"
    )
    return page("Draft checked", key + "".join(_section(*d, n) for n, d in enumerate(drafts, 1)), _STYLE + _GOOD)


def _section(article: Article, done: Sequence[tuple[Quoted, Checked]], number: int) -> str:
    ordered = sorted(done, key=lambda pair: pair[0].start)
    out: list[str] = []
    at = 0
    for n, (q, checked) in enumerate(ordered, 1):
        doubt = "content" if checked.stands else "content doubtful"
        out.append(plain(article.text[at : q.start]))
        out.append(f'<a class="{doubt}" href="#q{number}-{n}">{plain(article.text[q.start : q.end])}</a>')
        at = q.end
    text = "".join((*out, plain(article.text[at:]))).replace("\n\n", '<br><br class="gap">').replace("\n", "<br>")
    listed = "\n".join(_entry(checked, f"q{number}-{n}") for n, (_, checked) in enumerate(ordered, 1))
    return (
        f'<article>\n<div class="text">{text}</div>\n'
        f'<ol class="statements">\n{listed or "<li>No quotations.</li>"}\n</ol>\n</article>\n'
    )


def _entry(checked: Checked, name: str) -> str:
    by = f" by <b>{plain(checked.by)}</b>" if checked.by else ""
    lines = [f"{plain(c.before) or '(nothing)'} → {plain(c.after) or '(left out)'}" for c in checked.changes]
    lines += [f"{w.message}{f' “{plain(w.text)}”' if w.text else ''}" for w in checked.warnings]
    first = checked.matches[0] if checked.matches else None
    if first:
        lines.append(f"{plain(first.before)} <b>{plain(first.text)}</b> {plain(first.after)}")
        lines.append(f"<small>{plain(first.url or first.article)}</small>")
    told = "".join(f"<p>{line}</p>" for line in lines)
    return f'<li id="{name}"><i>{checked.verdict}</i>{by}: {plain(checked.quote)}{told}</li>'
