"""Statements as a person reads them in a terminal."""

import datetime
import os
import re
import shutil
import sys
import textwrap

from sayso.article import Article, Statement
from sayso.cli.output import clean

_STYLES = {"speaker": "1", "cue": "36", "faint": "2", "title": "1;4"}


def listing(article: Article) -> str:
    """Headline and day, then each statement: who, how, how sure; below it the words, nested ones indented."""
    width = max(40, min(shutil.get_terminal_size((88, 24)).columns, 100))
    day = day_of(article.published)
    about = " · ".join(clean(x) for x in (article.outlet, *article.authors, day) if x)
    lines = textwrap.wrap(clean(headline(article)), width)
    out = [_styled(line, "title") for line in lines] + ([_styled(about, "faint")] if about else [])
    if not article.statements:
        return "\n".join([*out, "", "No statements.", "", ""])
    names = {a.id: a.name for a in article.actors}
    depth: dict[str, int] = {}
    for s in in_reading_order(article.statements):
        depth[s.id] = depth[s.parent] + 1 if s.parent in depth else 0
        out += ["", *_lines(s, names, depth[s.id], width)]
    return "\n".join([*out, "", ""])


def in_reading_order(statements: tuple[Statement, ...]) -> list[Statement]:
    """Top ones as they come, each followed by those that stand inside it."""
    children: dict[str | None, list[Statement]] = {}
    for s in statements:
        children.setdefault(s.parent, []).append(s)
    out: list[Statement] = []
    todo = children.get(None, [])[::-1]
    while todo:
        s = todo.pop()
        out.append(s)
        todo += children.get(s.id, [])[::-1]
    return out


def _lines(s: Statement, names: dict[str, str], depth: int, width: int) -> list[str]:
    indent = "    " * min(depth, 6) + ("└ " if depth else "")
    body = " " * len(indent) + "    "
    cue = " … ".join(clean(x.text) for x in s.cue)
    # A quotation of several paragraphs stays in paragraphs.
    content = [clean(p) for p in " … ".join(x.text for x in s.content).splitlines() if p.strip()]
    sure = f"{s.confidence:.2f}"
    room = width - len(indent) - len(cue) - len(sure) - 4
    shown = textwrap.shorten(clean(who(s, names)), max(room, 24), placeholder=" …")
    head = f"{indent}{_styled(shown, 'speaker')}  {_styled(cue, 'cue')}  {_styled(sure, 'faint')}"
    room = max(width, len(body) + 24)
    return [head, *(x for p in content for x in textwrap.wrap(p, room, initial_indent=body, subsequent_indent=body))]


def who(s: Statement, names: dict[str, str]) -> str:
    """The source as it stands, with the speaker's name where that tells more."""
    source = " … ".join(x.text for x in s.source) or "(no source)"
    full = ", ".join(names[i] for i in s.speakers)
    if not full or all(names[i] in source for i in s.speakers):
        return source
    return full if re.sub(r"[’']s?$", "", source) in full else f"{full} ({source})"


def headline(article: Article) -> str:
    """The headline, or how the text begins."""
    return article.title or textwrap.shorten(article.text, 60, placeholder=" …") or "(no text)"


def day_of(published: str | None) -> str | None:
    """An ISO 8601 day or time as people write the day; None for None."""
    if not published:
        return None
    try:
        day = datetime.date.fromisoformat(published[:10])
    except ValueError:
        return clean(published)
    return f"{day:%A}, {day.day} {day:%B %Y}"


def _styled(text: str, style: str) -> str:
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\033[{_STYLES[style]}m{text}\033[0m"
