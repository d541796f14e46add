"""A draft as one self-contained page: its quotations marked in the text, beside it what became of each."""

from collections.abc import Sequence
from html import escape
from importlib.resources import files

from sayso.article import Article
from sayso.checking.checked import Checked
from sayso.checking.draft import Quoted
from sayso.cli.one_page import one_page
from sayso.shown import tame

_STYLE = (files("sayso.cli") / "page.css").read_text("utf8")
_GOOD = ".text a { color: inherit; text-decoration-color: transparent; } .text a.doubtful { background: var(--lit); }"
Drafted = tuple[Article, Sequence[tuple[Quoted, Checked]]]


def draft_page(drafts: Sequence[Drafted]) -> str:
    """The page of drafts with the quotations that were checked; the doubtful ones are lit."""
    key = (
        "<p class='key'>Marked in the text: quotations; lit where one is doubtful. Each leads to what became of it.</p>"
    )
    return one_page(
        "Draft checked", f"{_STYLE}\n{_GOOD}", key + "".join(_section(*d, n) for n, d in enumerate(drafts, 1))
    )


def _section(article: Article, done: Sequence[tuple[Quoted, Checked]], number: int) -> str:
    ordered = sorted(done, key=lambda pair: pair[0].start)
    out: list[str] = []
    at = 0
    for n, (q, checked) in enumerate(ordered, 1):
        doubt = "content" if checked.stands else "content doubtful"
        out.append(_plain(article.text[at : q.start]))
        out.append(f'<a class="{doubt}" href="#q{number}-{n}">{_plain(article.text[q.start : q.end])}</a>')
        at = q.end
    text = "".join((*out, _plain(article.text[at:]))).replace("\n\n", '<br><br class="gap">').replace("\n", "<br>")
    listed = "\n".join(_entry(checked, f"q{number}-{n}") for n, (_, checked) in enumerate(ordered, 1))
    return (
        f'<article>\n<div class="text">{text}</div>\n'
        f'<ol class="statements">\n{listed or "<li>No quotations.</li>"}\n</ol>\n</article>\n'
    )


def _entry(checked: Checked, name: str) -> str:
    by = f" by <b>{_plain(checked.by)}</b>" if checked.by else ""
    lines = [f"{_plain(c.before) or '(nothing)'} → {_plain(c.after) or '(left out)'}" for c in checked.changes]
    lines += [f"{w.message}{f' “{_plain(w.text)}”' if w.text else ''}" for w in checked.warnings]
    first = checked.matches[0] if checked.matches else None
    if first:
        lines.append(f"{_plain(first.before)} <b>{_plain(first.text)}</b> {_plain(first.after)}")
        lines.append(f"<small>{_plain(first.url or first.article)}</small>")
    told = "".join(f"<p>{line}</p>" for line in lines)
    return f'<li id="{name}"><i>{checked.verdict}</i>{by}: {_plain(checked.quote)}{told}</li>'


def _plain(text: str) -> str:
    return escape(tame(text))
