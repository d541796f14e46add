"""Pages with charts, and what prints them."""

import re
import sys
from html import escape
from importlib.resources import files

import click

_STYLE = "".join((files("sayso") / room / "charts.css").read_text("utf8") for room in ("cli", "links"))
_UNSEEN = re.compile("[\0\u202a-\u202e\u2066-\u2069]")


def page(title: str, body: str) -> str:
    """One self-contained page; `body` is HTML, `title` words."""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{plain(title)}</title>
<style>{_STYLE}</style>
</head>
<body>
{body}
</body>
</html>
"""


def put(text: str) -> None:
    """Write text to standard output, whatever characters it has."""
    if sys.stdout is None:
        raise click.ClickException("standard output is closed: there is nowhere to write to")
    click.echo(text.encode("utf-8", "replace"), nl=False)


def plain(text: object) -> str:
    """Page text as HTML can hold it: escaped, without what turns the line round."""
    return escape(_UNSEEN.sub("�", str(text)))


def link(url: str | None, words: str) -> str:
    """Words that lead to an address, where it is one of the web."""
    if not url or not url.startswith(("http://", "https://")):
        return plain(words)
    return f'<a href="{plain(url)}" rel="noreferrer noopener">{plain(words)}</a>'
