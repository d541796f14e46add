"""Primary sources: transcripts and speeches as articles whose parts are speakers' turns, and what stands in a turn."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sayso.article import Article, Part
from sayso.pages.blocks import collapsed, inserted
from sayso.pages.speaker_labels import FORMS, Label, Range, is_unspoken, label_at, labels, lines_of, name_line, words_of

PrimaryKind = Literal["transcript", "speech", "release"]

_NAME = 100  # code points; no speaker's name is longer
_LINE = re.compile(r"\S(?:[^\r\n]*\S)?")
_TAIL = 100  # code points; a stage direction has less


@dataclass(frozen=True, slots=True)
class Primary:
    """What sort of primary source a page is, and who gave the speech, where the page does not say.

    Raises ValueError for a name that cannot stand before a colon.
    """

    kind: PrimaryKind
    speaker: str | None = None

    def __post_init__(self) -> None:
        name = self.speaker
        if name is not None and (not name.strip() or len(name) > _NAME or re.search(r"[:\r\n]", name)):
            raise ValueError(f"a speaker's name is one line of up to {_NAME} characters without a colon")


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker's turn, as offsets: where it begins and ends, the words of its label that name the speaker (None where
    only a mark tells that another speaks), the mark that attributes, and its paragraphs without stage directions at
    their ends."""

    start: int
    end: int
    name: Range | None
    mark: Range
    words: tuple[Range, ...]


def turns(article: Article) -> list[Turn]:
    """The turns of an article: what stands in each of its parts that is one."""
    asides = [(p.start, p.end) for p in article.parts if p.kind in ("caption", "embed")]
    found = (_turn(article.text, p.start, p.end, asides) for p in article.parts if p.kind == "transcript turn")
    return [turn for turn in found if turn]


def turned(article: Article, told: Primary) -> Article:
    """The article with its turns as parts; captions and embeds may stand inside of them. Its text stays as it is.

    A speech is one turn, of whom its body begins with. Raises ValueError, with the reason as its
    message, where there is no turn.
    """
    lines = _body(article)
    if told.kind == "speech":
        starts = [lines[0][0]] if lines and _opens(article.text, lines, told.speaker) else []
        problem = 'its text does not begin with who speaks ("NAME: ...")'
    else:
        starts = [lines[n][0] for n in labels(article.text, lines)]
        problem = 'has no speaker\'s turn ("NAME: ...", "Q. ...", ">> ..."): add it as an article, or as a speech'
    ends = [line[1] for line in lines]
    parts = []
    for start, border in zip(starts, [*starts[1:], len(article.text) + 1], strict=False):
        parts.append(Part("transcript turn", start, ends[bisect_right(ends, border - 1) - 1]))
    made = with_turns(article, parts)
    if not turns(made):
        raise ValueError(problem)
    return made


def with_turns(article: Article, parts: Iterable[Part]) -> Article:
    """The article with those of the parts that hold words as its turns, and no others."""
    asides = [(p.start, p.end) for p in article.parts if p.kind in ("caption", "embed")]
    spoken = [p for p in parts if _turn(article.text, p.start, p.end, asides)]
    others = [p for p in article.parts if p.kind != "transcript turn"]
    return replace(article, parts=tuple(sorted([*others, *spoken], key=lambda p: (p.start, -p.end))))


def spoken_by(article: Article, speaker: str | None) -> Article:
    """A page's article as a speech, with "NAME: " put before its body where that does not begin with who speaks. NAME
    is the speaker that was told, else the page's only author.

    A statement's cue must stand in the text, so the text has a label that the page need not have. Raises ValueError
    where nobody tells who speaks.
    """
    lines = _body(article)
    if not lines or _opens(article.text, lines, speaker):
        return turned(article, Primary("speech", speaker))
    name = collapsed(speaker or (article.authors[0] if len(article.authors) == 1 else ""))
    if not name:
        raise ValueError("does not say who speaks: give --speaker NAME")
    return turned(inserted(article, lines[0][0], f"{name}: "), Primary("speech", name))


def speaker_of(article: Article) -> str | None:
    """The name in the label of the first turn, where it can be told again."""
    first = next(iter(turns(article)), None)
    name = article.text[slice(*first.name)] if first and first.name else ""
    return name if 0 < len(name) <= _NAME else None


def parted(text: str) -> str:
    """A plain text with empty lines around the labels of its turns, so that no turn is taken for the next line of a
    wrapped paragraph."""
    lines = lines_of(text)
    pieces, at = [], 0
    for n, label in labels(text, lines).items():
        pieces += [text[at : lines[n][0]], "\n\n", text[lines[n][0] : label.end]]
        pieces += ["\n\n"] if label.end == lines[n][1] else []
        at = label.end
    return "".join([*pieces, text[at:]])


def without_false_headline(article: Article) -> Article:
    """The article of a plain text, whose first line was taken for a headline where it is a turn's ("Q. Who paid?")."""
    if not article.title or 0 not in labels(article.text, lines_of(article.text)):
        return article
    return replace(article, title=None, parts=tuple(p for p in article.parts if p.kind != "headline"))


def _body(article: Article) -> list[Range]:
    """The lines that no headline, caption or embed covers."""
    covered = sorted((p.start, p.end) for p in article.parts if p.kind in ("headline", "caption", "embed"))
    return [line for line in lines_of(article.text) if not _is_within(line[0], covered)]


def _is_within(at: int, ranges: Sequence[Range]) -> bool:
    k = bisect_right(ranges, (at, float("inf"))) - 1
    return k >= 0 and at < ranges[k][1]


def _opens(text: str, lines: Sequence[Range], speaker: str | None) -> bool:
    """Whether the body begins with a label: the speaker's where he is known, else a full name or one that is sure."""
    label = _label(text, *lines[0])
    words = words_of(text[slice(*label.name)]) if label and label.name else ()
    if speaker is not None:
        return bool(words) and words[-1:] == words_of(speaker)[-1:]
    return 0 in labels(text, lines) or (len(words) > 1 and label_at(text, *lines[0]) is not None)


def _label(text: str, start: int, end: int) -> Label | None:
    """The label of a line that is known to begin a turn: in doubt what stands before its first colon."""
    if label := label_at(text, start, end) or name_line(text, start, end):
        return label
    colon = text.find(":", start, min(end, start + _NAME + 1))
    return Label((start, colon), (colon, colon + 1), colon + 1) if colon > start else None


def _turn(text: str, start: int, end: int, asides: Sequence[Range]) -> Turn | None:
    """The turn in a part; None where nothing is said."""
    found = _LINE.match(text, start, end)
    label = _label(text, start, found.end()) if found else None
    if label is None:
        return None
    words = []
    for begin, stop in _paragraphs(text, label.end, end, asides):
        while opening := FORMS["opens"].match(text, begin, stop):
            begin = opening.end()
        while begin < stop and (closing := FORMS["closes"].search(text, max(begin, stop - _TAIL), stop)):
            stop = closing.start()
        if begin < stop:
            words.append((begin, stop))
    return Turn(start, end, label.name, label.mark, tuple(words)) if words else None


def _paragraphs(text: str, start: int, end: int, asides: Sequence[Range]) -> list[Range]:
    """The paragraphs that are spoken; lines without an empty one between are one."""
    out: list[Range] = []
    goes_on = False
    for found in _LINE.finditer(text, start, end):
        line = found.group()
        if _is_within(found.start(), asides) or is_unspoken(line):
            goes_on = False
            continue
        gap = text[out[-1][1] : found.start()] if goes_on else "\n\n"
        if gap.count("\n") > 1 or gap.count("\r") > 1 + gap.count("\n"):
            out.append(found.span())
        else:
            out[-1] = (out[-1][0], found.end())
        goes_on = True
    return out
