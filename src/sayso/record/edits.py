"""What an outlet changed in an article from one version to the next: told by the words, whatever was read in them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from sayso.article import BETWEEN, Article, Statement, written
from sayso.text.sentences import sentence

What = Literal["added", "cut", "altered"]
Field = Literal["words", "speaker", "act"]
Detail = Literal["headline", "byline", "day"]
Piece = tuple[Literal["same", "del", "ins"], str]

CUT = "cut by its outlet"  # what became of an id
_ALIKE = 50.0  # of 100, from which on two paragraphs in one place are one that was altered
_PAIRS = 2_500  # paragraphs beside each other that are compared one by one
_CELLS = 100_000_000  # bits of an alignment; what is longer is told as cut and added
_PLAIN = str.maketrans(
    dict(zip("‘’‚‛“”„‟«»–—−", '\'\'\'\'""""""---', strict=True)) | {"…": "...", "\u00ad": "", "\u200b": ""}
)
_TOKEN = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as a version has it; `act` is "not deny" for a negated one."""

    speakers: str
    cue: str
    content: str
    act: str

    def __str__(self) -> str:
        return f"{self.speakers} {self.cue}: {self.content}"


@dataclass(frozen=True, slots=True)
class StatementEdit:
    """A statement that was added, cut or altered, by its id; of an altered one `fields` tells what of it."""

    id: str
    what: What
    fields: tuple[Field, ...]
    before: Said | None
    after: Said | None


@dataclass(frozen=True, slots=True)
class DetailEdit:
    """A headline, byline or day of publication that became another."""

    detail: Detail
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Two paragraphs side by side; `what` is None where they are the same, one of the two empty where it is only in the
    other version."""

    what: What | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Edits:
    """What was changed; true where anything was. `paragraphs` are all of both versions, in order."""

    statements: tuple[StatementEdit, ...]
    details: tuple[DetailEdit, ...]
    paragraphs: tuple[Paragraph, ...]

    def __bool__(self) -> bool:
        return bool(self.details) or any(p.what for p in self.paragraphs)

    def __str__(self) -> str:
        """In words: "1 statement cut, 2 altered, headline altered"."""
        whats: tuple[What, ...] = ("cut", "altered", "added")
        counts = [(n, what) for what in whats if (n := sum(s.what == what for s in self.statements))]
        told = [f"{n} statement{'s' if n > 1 else ''} {what}" for n, what in counts[:1]]
        told += [f"{n} {what}" for n, what in counts[1:]]
        told += [f"{d.detail} altered" for d in self.details]
        return ", ".join(told) or "no statement, only the text"


def compare(before: Article, after: Article) -> Edits:
    """What was changed from one version of an article to the next, whose statements have the ids that last.

    Other spacing and other marks are no change. A statement is cut, added or altered only where its words are: one
    that is read otherwise in the same words is not.
    """
    return Edits(tuple(_statements(before, after)), tuple(_details(before, after)), tuple(_paragraphs(before, after)))


def folded(text: str) -> str:
    """A text on one line, its quotation marks and dashes plain."""
    return " ".join(text.translate(_PLAIN).split())


def still_says(text: str, cue: tuple[int, int], content: str, other: str) -> bool:
    """Whether the sentence around a cue and the words of its content stand in another text, which is folded."""
    return all(folded(x) in other for x in (sentence(text, *cue), *content.split(BETWEEN)))


def word_pieces(before: str, after: str) -> list[Piece]:
    """Two texts in one row: what both have, what only the first has (del), what only the second has (ins)."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    blocks = _same([folded(x) for x in old], [folded(x) for x in new])
    out: list[Piece] = []
    for (i, j, size), (i_next, j_next, _) in pairwise([(0, 0, 0), *blocks, (len(old), len(new), 0)]):
        both = zip(old[i : i + size], new[j : j + size], strict=True)
        out.append(("same", "".join(max(two, key=len) for two in both)))  # that of two which has a space behind it
        out.append(("del", "".join(old[i + size : i_next])))
        out.append(("ins", "".join(new[j + size : j_next])))
    return [(kind, words) for kind, words in out if words]


def _statements(before: Article, after: Article) -> Iterator[StatementEdit]:
    old, new = folded(before.text), folded(after.text)
    if old == new:
        return
    now = {s.id: s for s in after.statements}
    altered: list[StatementEdit] = []
    for s in before.statements:
        stays = still_says(before.text, _cue(s), written(s.content), new)
        if s.id in now:
            other = now.pop(s.id)
            stays = stays and still_says(after.text, _cue(other), written(other.content), old)
            one, two = _said(s, before), _said(other, after)
            fields = tuple(_fields(one, two, (old, new), stays=stays))
            altered += [StatementEdit(s.id, "altered", fields, one, two)] if fields else []
        elif not stays:
            yield StatementEdit(s.id, "cut", (), _said(s, before), None)
    yield from altered
    for s in now.values():
        if not still_says(after.text, _cue(s), written(s.content), old):
            yield StatementEdit(s.id, "added", (), None, _said(s, after))


def _cue(s: Statement) -> tuple[int, int]:
    return s.cue[0].start, s.cue[0].end


def _said(s: Statement, article: Article) -> Said:
    names = {a.id: a.name for a in article.actors}
    speakers = "; ".join(names[a] for a in s.speakers) or written(s.source) or "(no source)"
    return Said(speakers, written(s.cue), written(s.content), f"not {s.act}" if s.negated else s.act)


def _fields(before: Said, after: Said, texts: tuple[str, str], *, stays: bool) -> Iterator[Field]:
    """What differs of a statement, in the words of the two folded texts; of one whose sentence `stays` only the
    speaker can, by what stands elsewhere."""
    old, new = texts
    words = not stays and (
        folded(before.cue) != folded(after.cue)
        or any(folded(x) not in new for x in before.content.split(BETWEEN))
        or any(folded(x) not in old for x in after.content.split(BETWEEN))
    )
    if words:
        yield "words"
    one, two = folded(before.speakers), folded(after.speakers)
    if not _is_same_name(one, two) and (one not in new or two not in old):
        yield "speaker"
    if words and before.act != after.act:
        yield "act"


def _is_same_name(one: str, two: str) -> bool:
    """Whether one of two names is a part of the other: Dolan, Mira Dolan."""
    some, others = set(one.casefold().split()), set(two.casefold().split())
    return some <= others or others <= some


def _details(before: Article, after: Article) -> Iterator[DetailEdit]:
    """What is told of both versions, and otherwise; what only one tells was not found in the other."""
    told: tuple[tuple[Detail, str, str], ...] = (
        ("headline", before.title or "", after.title or ""),
        ("byline", ", ".join(before.authors), ", ".join(after.authors)),
        ("day", (before.published or "")[:10], (after.published or "")[:10]),
    )
    for detail, one, two in told:
        if one and two and folded(one).casefold() != folded(two).casefold():
            yield DetailEdit(detail, one, two)


def _paragraphs(before: Article, after: Article) -> Iterator[Paragraph]:
    """The paragraphs of both versions side by side, without the headline, which is a detail."""
    old, new = _lines(before), _lines(after)
    blocks = _same([folded(x) for x in old], [folded(x) for x in new])
    for (i, j, size), (i_next, j_next, _) in pairwise([(0, 0, 0), *blocks, (len(old), len(new), 0)]):
        yield from (Paragraph(None, *both) for both in zip(old[i : i + size], new[j : j + size], strict=True))
        yield from _between(old[i + size : i_next], new[j + size : j_next])


def _lines(article: Article) -> list[str]:
    lines = [line.strip() for line in article.text.split("\n") if folded(line)]
    is_headline = lines and article.title and folded(lines[0]) == folded(article.title)
    return lines[1:] if is_headline else lines


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Paragraphs of which none is the same: those most alike, in their order, are altered."""
    pairs = _paired(old, new) if len(old) * len(new) <= _PAIRS else []
    for (i, j), (i_next, j_next) in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
        yield from [Paragraph("altered", old[i], new[j])] if i >= 0 else []
        yield from (Paragraph("cut", x, "") for x in old[i + 1 : i_next])
        yield from (Paragraph("added", "", x) for x in new[j + 1 : j_next])


def _paired(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs that are most alike together, none of which crosses another."""
    best: list[list[tuple[float, list[tuple[int, int]]]]] = [[(0.0, [])] * (len(new) + 1)]
    for i, one in enumerate(old):
        row: list[tuple[float, list[tuple[int, int]]]] = [(0.0, [])]
        for j, two in enumerate(new):
            much, pairs = best[i][j]
            alike = fuzz.ratio(one, two, score_cutoff=_ALIKE)
            both = (much + alike, [*pairs, (i, j)]) if alike else (0.0, [])
            row.append(max(both, best[i][j + 1], row[j], key=lambda x: x[0]))
        best.append(row)
    return best[-1][-1][1]


def _same(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """Where two rows of words or paragraphs are the same: the places in both, and how many."""
    least = min(len(old), len(new))
    first = next((n for n in range(least) if old[n] != new[n]), least)
    last = next((n for n in range(least - first) if old[-1 - n] != new[-1 - n]), least - first)
    inner_old, inner_new = old[first : len(old) - last], new[first : len(new) - last]
    inner: list[tuple[int, int, int]] = []
    if 0 < len(inner_old) * len(inner_new) <= _CELLS:
        found = Indel.opcodes(inner_old, inner_new).as_matching_blocks()
        inner = [(b.a + first, b.b + first, b.size) for b in found if b.size]
    return [(0, 0, first), *inner, (len(old) - last, len(new) - last, last)]
