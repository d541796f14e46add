"""Statements as a person reads them in a terminal."""

import datetime
import os
import shutil
import sys
import textwrap

from sayso.article import Actor, Article, Statement, When, headline
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
    actors = {a.id: a for a in article.actors}
    depth: dict[str, int] = {}
    for s in in_reading_order(article.statements):
        depth[s.id] = depth[s.parent] + 1 if s.parent in depth else 0
        out += ["", *_lines(s, actors, depth[s.id], width)]
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


def _lines(s: Statement, actors: dict[str, Actor], depth: int, width: int) -> list[str]:
    indent = "    " * min(depth, 6) + ("└ " if depth else "")
    body = " " * len(indent) + "    "
    cue = " … ".join(clean(x.text) for x in s.cue)
    # A quotation of several paragraphs stays in paragraphs.
    content = [clean(p) for p in " … ".join(x.text for x in s.content).splitlines() if p.strip()]
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
    told = clean(done(s))
    return [head, *words, *([body + _styled(told, "faint")] if told else [])]


def who(s: Statement, actors: dict[str, Actor]) -> tuple[str, str]:
    """The speakers with title and affiliation, or the source as it stands with a mark for who is not known by name."""
    source = " … ".join(x.text for x in s.source)
    if not s.speakers:
        return (source, "[unresolved]") if source else ("(no source)", "")
    speakers = [actors[i] for i in s.speakers]
    if s.sourcing in ("unnamed", "collective"):
        return source or ", ".join(a.name for a in speakers), f"[{s.sourcing}]"
    return "; ".join(_titled(a) for a in speakers), ""


def done(s: Statement) -> str:
    """What was done by saying it, when, and how the writer stands to it, where that is more than that it was said."""
    act = "" if s.act == "assert" and not s.negated else f"not {s.act}" if s.negated else s.act
    stance = "" if s.stance == "neutral" else s.stance
    return " · ".join(x for x in (act, stance, _days(s.when) if s.when else "") if x)


def _days(when: When) -> str:
    first, last = (datetime.date.fromisoformat(day) for day in (when.start, when.end))
    if first == last:
        return f"{first:%A}, {first.day} {first:%B %Y}"
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def _titled(a: Actor) -> str:
    title = a.titles[0] if a.titles else ""
    known = a.affiliation is None or a.affiliation in title or a.affiliation == a.name
    return ", ".join(x for x in (a.name, title, "" if known else a.affiliation) if x)


def whom(s: Statement, actors: dict[str, Actor]) -> str:
    """To whom and through what, in words; empty where the text does not tell."""
    to = " and ".join(x.text for x in s.addressee) or ", ".join(actors[i].name for i in s.addressees)
    via = s.via.span.text if s.via else ""
    return "  ".join(x for x in (to and f"to {to}", via and f"via {via}") if x)


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
    if not text or not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return text
    return f"\033[{_STYLES[style]}m{text}\033[0m"
