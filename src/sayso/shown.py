"""Articles and statements as people see them: the words about a statement, the text cut where spans begin and end, rows
of a spreadsheet, JSON; all without what a terminal would obey."""

import csv
import datetime
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Literal

from sayso.article import Actor, Article, Credit, Statement, When, written
from sayso.text.characters import escaped_controls, tame

Role = Literal["source", "cue", "content", "addressee"]
ROLES: tuple[Role, ...] = ("source", "cue", "content", "addressee")
PROBABLE = 0.5  # the confidence from which on people are shown a statement without asking for all
SURE = 0.9  # a speaker who is less likely than that is shown with how likely


def probable(article: Article) -> Article:
    """The article with the statements that are probably right, or that a person checked, and those they stand in."""
    of = {s.id: s for s in article.statements}
    kept: set[str] = set()
    for s in article.statements:
        one: Statement | None = s if s.confidence >= PROBABLE or s.corrected else None
        while one and one.id not in kept:
            kept.add(one.id)
            one = of.get(one.parent) if one.parent else None
    return replace(article, statements=tuple(s for s in article.statements if s.id in kept))


@dataclass(frozen=True, slots=True)
class Mark:
    """That a stretch of the text is a part of this statement."""

    statement: str
    role: Role


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of an article's text in which no span begins or ends. Of `marks` the one of the smallest span comes last:
    it is the one that is meant where several lie over each other."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...]


def stretches(article: Article, cuts: Iterable[int] = ()) -> Iterator[Stretch]:
    """The whole text in order, cut where spans begin and end, and at `cuts`."""
    borders = {0, len(article.text), *cuts}
    begin: dict[int, list[tuple[int, Mark]]] = {}
    for s in article.statements:
        for role in ROLES:
            for span in getattr(s, role):
                borders |= {span.start, span.end}
                begin.setdefault(span.start, []).append((span.end, Mark(s.id, role)))
    active: list[tuple[int, Mark]] = []
    for start, end in pairwise(sorted(borders)):
        active = sorted([a for a in active if a[0] > start] + begin.get(start, []), key=lambda a: -a[0])
        yield Stretch(start, end, article.text[start:end], tuple(mark for _, mark in active))


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


def who(s: Statement, actors: dict[str, Actor]) -> tuple[str, str]:
    """The speakers with title and affiliation, and how likely each is where that is less than SURE; or the source as it
    stands, with a mark for who is not known by name. Who it may be then, `doubt` tells."""
    source = written(s.source)
    if not s.speakers:
        return source or "(no source)", "[unresolved]" if source and not s.candidates else ""
    speakers = [actors[i] for i in s.speakers]
    if s.sourcing in ("unnamed", "collective"):
        return source or ", ".join(a.name for a in speakers), f"[{s.sourcing}]"
    likely = {c.actor: c.probability for c in s.credit}
    return "; ".join(f"{_titled(a)} {_beside(a.name, likely.get(a.id))}".rstrip() for a in speakers), ""


def doubt(s: Statement, actors: dict[str, Actor]) -> str:
    """Of a statement that nobody is credited with who may have said it, in words; else empty."""
    return "" if s.speakers else not_known(candidates(s, actors))


def not_known(candidates: str | None) -> str:
    """Who may have said it, from the cell of a table: "not known; perhaps Ada Holm (.55) or Ivo Marsh (.30)"; empty
    without candidates."""
    *first, last = (candidates or "").split("; ")
    before = f"{', '.join(first)} or " if first else ""
    return f"not known; perhaps {before}{last}" if last else ""


def candidates(s: Statement, actors: dict[str, Actor]) -> str:
    """Who else may have said it, as the cell of a table: "Ada Holm (.55); Ivo Marsh (.30)"."""
    return "; ".join(f"{actors[c.actor].name} ({chance(c.probability)})" for c in s.candidates)


def speakers_of(row: Mapping[str, Any]) -> str:
    """The speakers of a row with `speakers`, `source` and `credit`, and how likely the least likely is where that is
    less than SURE; or the source."""
    names, credit = row["speakers"], row["credit"]
    return f"{names} {_beside(names, credit)}".rstrip() if names else row["source"] or "(no source)"


def doubt_of(row: Mapping[str, Any]) -> str:
    """Of a row with `speakers` and `candidates` that names no speaker who it may be; else empty."""
    return "" if row["speakers"] else not_known(row["candidates"])


def unsure(credit: float | None) -> str:
    """What stands beside a speaker who is less likely than SURE, "(.71)"; empty for others."""
    return "" if credit is None or credit >= SURE else f"({chance(credit)})"


def _beside(name: str, credit: float | None) -> str:
    """What stands beside a name that is not sure; nothing beside "media reports", which is no name."""
    return "" if name[:1].islower() else unsure(credit)


def chance(probability: float) -> str:
    """A probability as it stands beside a name: .55, 1.00."""
    return f"{probability:.2f}".removeprefix("0")


def least(s: Statement) -> float | None:
    """How likely the least likely of the speakers is; None where nobody is credited, or that was not told."""
    return min((c.probability for c in s.credit), default=None)


def ways(s: Statement, actors: dict[str, Actor]) -> list[str]:
    """For each speaker, and each who may be one, how likely he is and the words that lead to him, with their places."""
    some = (("", s.credit), ("perhaps " if not s.speakers else "else perhaps ", s.candidates))
    return [f"{word}{_way(c, actors)}" for word, credits in some for c in credits]


def _way(c: Credit, actors: dict[str, Actor]) -> str:
    steps = " → ".join(f"“{x.text}” [{x.start}:{x.end}]" for x in c.way)
    return f"{actors[c.actor].name} ({chance(c.probability)}){': ' if steps else ''}{steps}"


def done(s: Statement, published: str | None) -> str:
    """What was done by saying it, when, and how the writer stands to it, where that is more than that it was said.
    Beside a day that the text tells by "on Friday" stands from which day that was worked out."""
    act = "" if s.act == "assert" and not s.negated else f"not {s.act}" if s.negated else s.act
    stance = "" if s.stance == "neutral" else s.stance
    return " · ".join(x for x in (act, stance, _days(s.when, published) if s.when else "") if x)


def _days(when: When, published: str | None) -> str:
    origin = counted_from(when.span.text if when.span else "", published)
    return f"{_in_words(when)} ({origin})" if origin else _in_words(when)


def _in_words(when: When) -> str:
    first, last = (datetime.date.fromisoformat(day) for day in (when.start, when.end))
    if first == last:
        return f"{first:%A}, {first.day} {first:%B %Y}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year}"
    if (
        first.day == 1
        and (last + datetime.timedelta(1)).day == 1
        and (first.year, first.month) == (last.year, last.month)
    ):
        return f"{first:%B %Y}"
    return f"{first.day} {first:%B %Y} to {last.day} {last:%B %Y}"


def counted_from(words: str, published: str | None) -> str:
    """What the words of a day were worked out from, where they do not tell it by themselves: "“on Friday”, from the
    article’s day 2024-03-05"; else empty."""
    if not words or not published or re.search(r"\d{4}", words):
        return ""
    return f"“{words}”, from the article’s day {published[:10]}"


def _titled(a: Actor) -> str:
    title = a.titles[0] if a.titles else ""
    known = a.affiliation is None or a.affiliation in title or a.affiliation == a.name
    return ", ".join(x for x in (a.name, title, "" if known else a.affiliation) if x)


def whom(s: Statement, actors: dict[str, Actor]) -> str:
    """To whom and through what, in words; empty where the text does not tell."""
    to = " and ".join(x.text for x in s.addressee) or ", ".join(actors[i].name for i in s.addressees)
    via = s.via.span.text if s.via else ""
    return "  ".join(x for x in (to and f"to {to}", via and f"via {via}") if x)


def days_of(article: Article) -> tuple[str, ...]:
    """The day of publication as people write it, and that of a later change."""
    published, updated = day_of(article.published), day_of(article.updated)
    changed = f"updated {updated}" if updated and updated != published else None
    return tuple(x for x in (published, changed) if x)


def day_of(published: str | None) -> str | None:
    """An ISO 8601 day or time as people write the day; None for None."""
    if not published:
        return None
    try:
        day = datetime.date.fromisoformat(published[:10])
    except ValueError:
        return published
    return f"{day:%A}, {day.day} {day:%B %Y}"


def as_json(value: Any, indent: int | None = None, separators: tuple[str, str] | None = None) -> str:
    """The value as JSON, which loses nothing: with \\u escapes for what a terminal would obey, and throughout where
    its text is no valid Unicode."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent, separators=separators)
    return escaped_controls(text)


def csv_row(values: tuple[Any, ...]) -> str:
    """A line of CSV; a cell that a spreadsheet would take for a formula is made text, and what a terminal would obey
    stands as U+FFFD."""
    line = io.StringIO()
    csv.writer(line).writerow([_defused(v) if isinstance(v, str) else v for v in values])
    return line.getvalue()


def _defused(text: str) -> str:
    """Page text that a spreadsheet takes for text: a formula's first character gets an apostrophe before it."""
    return tame("'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text)
