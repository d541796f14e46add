"""Statements as a person reads them in a terminal."""

import shutil
import textwrap
from collections.abc import Iterable

from sayso.article import Actor, Article, Statement, headline, written
from sayso.cli.output import clean
from sayso.cli.terminal import is_plain
from sayso.shown import days_of, done, doubt, in_reading_order, probable, ways, who, whom

_STYLES = {"speaker": "1", "cue": "36", "faint": "2", "title": "1;4"}


def listing(whole: Article, explain: bool = False, every: bool = False) -> str:
    """Headline and day, then each statement: who, how, how sure; below it the words, nested ones indented. With
    `explain` also what leads to who said it; without `every` what is probably right."""
    article = whole if every else probable(whole)
    width = max(40, min(shutil.get_terminal_size((88, 24)).columns, 100))
    about = " · ".join(clean(x) for x in (article.outlet, *article.authors, *days_of(article)) if x)
    lines = textwrap.wrap(clean(headline(article)), width)
    out = [_styled(line, "title") for line in lines] + ([_styled(about, "faint")] if about else [])
    if not whole.statements:
        return "\n".join([*out, "", "No statements.", "", ""])
    actors = {a.id: a for a in article.actors}
    depth: dict[str, int] = {}
    for s in in_reading_order(article.statements):
        depth[s.id] = depth[s.parent] + 1 if s.parent in depth else 0
        notes = (doubt(s, actors), done(s, article.published), *(ways(s, actors) if explain else ()))
        out += ["", *_lines(s, actors, depth[s.id], width, notes)]
    if more := len(whole.statements) - len(article.statements):
        out += ["", _styled(f"{more} more, less likely: --all shows {'it' if more == 1 else 'them'}", "faint")]
    return "\n".join([*out, "", ""])


def _lines(s: Statement, actors: dict[str, Actor], depth: int, width: int, notes: Iterable[str]) -> list[str]:
    indent = "    " * min(depth, 6) + ("└ " if depth else "")
    body = " " * len(indent) + "    "
    cue = clean(written(s.cue))
    # A quotation of several paragraphs stays in paragraphs.
    content = [clean(p) for p in written(s.content).splitlines() if p.strip()]
    sure = f"{s.confidence:.2f}"
    to = clean(whom(s, actors))
    speaker, mark = who(s, actors)
    room = width - len(indent) - len(cue) - len(to) - len(mark) - len(sure) - 8
    shown = textwrap.shorten(clean(speaker), max(room, 24), placeholder=" …")
    styles = ((shown, "speaker"), (mark, "faint"), (cue, "cue"), (to, "faint"), (sure, "faint"))
    parts = [_styled(text, style) for text, style in styles]
    head = indent + "  ".join(p for p in parts if p)
    room = max(width, len(body) + 24)
    words = [x for p in content for x in textwrap.wrap(p, room, initial_indent=body, subsequent_indent=body)]
    return [head, *words, *(body + _styled(clean(x), "faint") for x in notes if x)]


def _styled(text: str, style: str) -> str:
    if not text or is_plain():
        return text
    return f"\033[{_STYLES[style]}m{text}\033[0m"
