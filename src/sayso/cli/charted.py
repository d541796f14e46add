"""Pages with charts."""

import re
from html import escape
from importlib.resources import files

from sayso.cli.one_page import one_page
from sayso.shown import tame

_STYLE = "".join((files("sayso") / room / "charts.css").read_text("utf8") for room in ("cli", "analysis"))
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069]")


def page(title: str, body: str) -> str:
    """One self-contained page; `body` is HTML, `title` words."""
    return one_page(plain(title), _STYLE, body)


def plain(text: object) -> str:
    """Page text as HTML can hold it: escaped, without what turns the line round."""
    return escape(tame(_UNSEEN.sub("�", str(text))))


def link(url: str | None, words: str) -> str:
    """Words that lead to an address, where it is one of the web."""
    if not url or not url.startswith(("http://", "https://")):
        return plain(words)
    return f'<a href="{plain(url)}" rel="noreferrer noopener">{plain(words)}</a>'
