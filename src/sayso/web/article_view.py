"""An article as its page shows it: the text in paragraphs with its statements marked, and the statements in order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.article import Actor, Article, Statement, written
from sayso.shown import Stretch, done, doubt, in_reading_order, stretches, ways, who, whom

_BREAK = re.compile(r"\n+")
_DEEPEST = 4  # levels that are set in


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text. `of` names its statements and their roles, the one that is meant last; where its own role
    is a cue, `entry` is that statement. `begins` are the statements whose cue begins here."""

    text: str
    roles: str
    of: str
    entry: str | None
    begins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`tag` is h1 for the headline, else p; `kind` that of the article's part; `gap` the line breaks after it."""

    tag: str
    kind: str
    pieces: tuple[Piece, ...]
    gap: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in the list; `depth` tells how deep it stands inside of others, `doubt`
    who may have said it where nobody is credited, `ways` what leads to each who may."""

    depth: int
    who: str
    unsure: str
    doubt: str
    cue: str
    whom: str
    content: str
    done: str
    ways: list[str]
    statement: Statement


def paragraphs(article: Article) -> list[Paragraph]:
    """The text, cut where lines end. All its characters are in it once, in order: of what is selected on the page the
    words are those of the text."""
    kinds = [(p.start, p.end, str(p.kind)) for p in article.parts]
    if not any(kind == "headline" for _, _, kind in kinds) and article.title:
        first = len(article.title)
        kinds += [(0, first, "headline")] if article.text[: first + 1].rstrip("\n") == article.title else []
    lines = list(_lines(article.text))
    found = list(stretches(article, (place for line in lines for place in line)))
    out: list[Paragraph] = []
    begun: set[str] = set()
    for start, end, after in lines:
        kind = next((kind for first, last, kind in kinds if first <= start < last), "body")
        tag = "h1" if kind == "headline" and not any(p.tag == "h1" for p in out) else "p"
        while found and found[0].start < start:
            found.pop(0)
        pieces = []
        while found and found[0].end <= end:
            pieces.append(_piece(found.pop(0), begun))
        out.append(Paragraph(tag, kind, tuple(pieces), article.text[end:after]))
    return out


def entries(article: Article) -> list[Entry]:
    """The statements in reading order, each followed by those inside it."""
    actors = {a.id: a for a in article.actors}
    depths: dict[str, int] = {}
    out = []
    for s in in_reading_order(article.statements):
        depths[s.id] = depths[s.parent] + 1 if s.parent in depths else 0
        out.append(_entry(s, actors, min(depths[s.id], _DEEPEST), article.published))
    return out


def _entry(s: Statement, actors: dict[str, Actor], depth: int, published: str | None) -> Entry:
    speaker, unsure = who(s, actors)
    cue, content = written(s.cue), written(s.content)
    return Entry(
        depth, speaker, unsure.strip("[]"), doubt(s, actors), cue, whom(s, actors), content,
        done(s, published), ways(s, actors), s,
    )  # fmt: skip


def _lines(text: str) -> Iterator[tuple[int, int, int]]:
    """Where each line begins and ends, and where the breaks after it end. An empty text has none."""
    start = 0
    for m in _BREAK.finditer(text):
        yield start, m.start(), m.end()
        start = m.end()
    if start < len(text):
        yield start, len(text), len(text)


def _piece(x: Stretch, begun: set[str]) -> Piece:
    roles = {m.role for m in x.marks}
    inner = ["inner"] if sum(m.role == "content" for m in x.marks) > 1 else []
    begins = [m.statement for m in x.marks if m.role == "cue" and m.statement not in begun]
    begun.update(begins)
    of = " ".join(f"{m.statement}:{m.role}" for m in x.marks)
    entry = x.marks[-1].statement if x.marks and x.marks[-1].role == "cue" else None
    return Piece(x.text, " ".join([*sorted(roles), *inner]), of, entry, tuple(begins))
