"""The frame of a self-contained page without scripts, in the dress of the web app."""

from html import escape
from importlib.resources import files

from sayso.text.characters import tame, valid, without_turns

_BASE = (files("sayso.render") / "base.css").read_text("utf8")
_PAGE = (files("sayso.render") / "page.css").read_text("utf8")
_CHARTS = (files("sayso.analysis") / "charts.css").read_text("utf8")


def page(title: str, body: str, style: str = "") -> str:
    """A page of HTML that loads nothing; `body` is HTML, `title` words, `style` CSS beyond what all pages have."""
    return f"{start(title, style)}{body}\n{END}"


def start(title: str, style: str = "", script_policy: str = "") -> str:
    """What stands before the body of a page; END stands behind it. It runs no script without a policy for them."""
    policy = f"default-src 'none'; style-src 'unsafe-inline'{script_policy}"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{plain(title)}</title>
<style>{_BASE}{_CHARTS}{_PAGE}{style}</style>
</head>
<body>
<header class="site"><span class="brand">sayso</span></header>
<main>
"""


END = "</main>\n</body>\n</html>\n"


def plain(text: object) -> str:
    """Page text as HTML can hold it: escaped, without halves of pairs, controls and what turns the line round."""
    return escape(tame(without_turns(valid(str(text)), "�")))


def link(url: str | None, words: str) -> str:
    """Words that lead to an address, where it is one of the web."""
    if not url or not url.startswith(("http://", "https://")):
        return plain(words)
    return f'<a href="{plain(url)}" rel="noreferrer noopener">{plain(words)}</a>'
