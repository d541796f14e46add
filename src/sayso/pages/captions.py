"""Captions, WebVTT (W3C Candidate Recommendation, 2019) and SubRip: the words of a recording, by who speaks them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import accumulate, pairwise

from sayso.article import Article, Part
from sayso.pages.blocks import Block, article_id, collapsed, laid_out
from sayso.pages.language import language
from sayso.pages.page import MAX_TEXT, Page
from sayso.pages.speaker_labels import is_unspoken, labels
from sayso.pages.transcripts import with_turns

_NAME = re.compile(r"\.(vtt|srt)(\.gz)?$", re.I)
_TYPES = ("text/vtt", "application/x-subrip", "text/srt")
_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}(?=\s|$)")
_LIKE_TIMES = re.compile(r"[\d\s:.,]*-->")
_BEGINS = re.compile(rf"WEBVTT(?=\s|$)|\s*\d{{1,6}}[ \t]*(?:\r\n|\n|\r){_TIMES.pattern}")
_APART = re.compile(r"NOTE(?=\s|$)|(?:STYLE|REGION)\s*$")  # blocks that are no cues
_TAG = re.compile(
    r"<v(?:\.[^\s<>]*)?[ \t]+(?P<voice>[^<>]*)>|(?P<end></v>)|</?(?:[a-z][^<>]*)?>|<[\d:.]+>|\{\\[^{}\n]*\}"
)
_DASH = re.compile(r"[-–]\s*(?=[^\s\d-])")  # before each line of a dialogue
_ENDS = re.compile(r"[.?!…][\"”’)\]]*$")
_PAUSE = 3.0  # seconds after which a sentence begins a paragraph
_LONG, _LONGEST = 600, 2400  # code points after which a sentence, and any caption, begins one
_VOICE = 100  # code points; a longer annotation is no name
_TITLE = 200
_LINES = 100_000


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a caption: its second, whose voice it is marked as, and its words."""

    start: float
    end: float
    voice: str | None
    words: str


def is_captions(page: Page, text: str) -> bool:
    """Whether a page is captions: by its name or media type, or by how it begins."""
    if page.media_type in _TYPES or _BEGINS.match(text):
        return True
    return page.media_type is None and bool(_NAME.search(page.name))


def caption_article(text: str, url: str | None) -> Article:
    """An article of captions: the file's title, then paragraphs "NAME: words", or ">> words" where only a mark tells
    that another speaks; those are its parts of kind "transcript turn".

    Voices (<v NAME>), labels and dashes begin turns. Tags, settings, entities and notes are taken away, and lines that
    roll up through several captions stand once. Raises ValueError, with the reason as its message, where there are no
    captions, or a time cannot be read.
    """
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    is_vtt = rows[0].startswith("WEBVTT")
    title = collapsed(rows[0].removeprefix("WEBVTT")).lstrip("-–—:| ")[:_TITLE] if is_vtt else ""
    lines = _unrolled(list(_cues(rows, is_vtt)))
    if not lines:
        raise ValueError("holds no captions: a cue has a line like 00:00:01.000 --> 00:00:04.000 and its words")
    if len(lines) > _LINES or sum(len(line.words) for line in lines) > MAX_TEXT:
        raise ValueError(f"has more than {_LINES:,} lines or {MAX_TEXT:,} characters: split it")
    paragraphs = list(_paragraphs(lines))
    made, headline = laid_out([*([Block(title, "headline")] if title else []), *(Block(p) for _, p in paragraphs)])
    tag = language(made, None)
    article = Article(article_id(url, made), made, url=url, title=title or None, language=tag, parts=headline)
    return with_turns(article, _parts(paragraphs, len(title) + 2 if title else 0))


def _cues(rows: list[str], is_vtt: bool) -> Iterator[list[_Line]]:
    """The lines of each cue. Words behind an empty line are a SubRip cue's too, and none of a WebVTT's."""
    times: tuple[float, float] | None = None
    held: list[str] = []
    skips = False
    for n, row in enumerate(rows, 1):
        found = _TIMES.match(row)
        if not found and _LIKE_TIMES.match(row):
            raise ValueError(f"line {n} is no time range ({row.strip()[:40]!r}): mend it, or get the captions again")
        if found:
            if times:
                yield _worded(times, held[:-1] if held and held[-1].strip().isdigit() and not is_vtt else held)
            times, held, skips = (_seconds(found, 1), _seconds(found, 5)), [], False
        elif row == "":
            skips = is_vtt
        elif times and not skips and not (is_vtt and not held and _APART.match(row)):
            held.append(row)
    if times:
        yield _worded(times, held)


def _seconds(found: re.Match[str], first: int) -> float:
    hours, minutes, seconds, parts = found.group(*range(first, first + 4))
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int((parts or "0").ljust(3, "0")) / 1000


def _worded(times: tuple[float, float], rows: list[str]) -> list[_Line]:
    """A cue's lines, without tags, by voice."""
    out: list[_Line] = []
    voice: str | None = None
    for row in "\n".join(rows).replace("\0", "\ufffd").split("\n"):
        at, words = 0, ""
        for tag in _TAG.finditer(row):
            words += row[at : tag.start()]
            at = tag.end()
            if tag["voice"] is not None or tag["end"]:
                out.append(_Line(*times, voice, collapsed(unescape(words))))
                words = ""
                voice = _voice(tag["voice"] or "")
        out.append(_Line(*times, voice, collapsed(unescape(words + row[at:]))))
    return [line for line in out if line.words]


def _voice(annotation: str) -> str | None:
    name = collapsed(unescape(annotation).replace(":", " "))
    return name if 0 < len(name) <= _VOICE else None


def _unrolled(cues: list[list[_Line]]) -> list[_Line]:
    """The lines in a row. Where a third of the cues begin with the lines that the one before ends with, they roll up,
    and such lines are told once; elsewhere who says "No." twice says it twice."""
    said = [cue for cue in cues if cue]
    again = [_overlap(one, other) for one, other in pairwise(said)]
    if not any(again) or 3 * sum(map(bool, again)) < len(again):
        return [line for cue in said for line in cue]
    return [line for cue, count in zip(said, [0, *again], strict=True) for line in cue[count:]]


def _overlap(one: list[_Line], other: list[_Line]) -> int:
    """How many lines at the end of a cue stand again at the beginning of the next, which follows at once."""
    a, b = [(x.voice, x.words) for x in one], [(x.voice, x.words) for x in other]
    follows = other[0].start <= one[0].end + 0.1
    return next((n for n in range(min(len(a), len(b)), 0, -1) if a[-n:] == b[:n]), 0) if follows else 0


def _paragraphs(lines: list[_Line]) -> Iterator[tuple[str, str]]:
    """The paragraphs, and what each is: the beginning of a turn ("turn"), what goes on, stage directions too ("more"),
    or words of nobody who is told ("loose")."""
    what, words, last = "loose", "", lines[0]
    for line, (begins, added) in zip(
        lines, _voiced(lines) if any(x.voice for x in lines) else _labelled(lines), strict=True
    ):
        is_whole = bool(_ENDS.search(words)) and (len(words) > _LONG or line.start > last.end + _PAUSE)
        if words and (begins or is_whole or len(words) > _LONGEST or is_unspoken(last.words)):
            yield what, words
            what, words = "more", ""
        what = begins or what
        words = f"{words} {added}" if words else added
        last = line
    yield what, words


def _voiced(lines: list[_Line]) -> Iterator[tuple[str, str]]:
    """What each line begins, if anything, and its words with the label of its voice, where that is another one."""
    speaker: str | None = None
    for line in lines:
        if is_unspoken(line.words) or line.voice == speaker:
            yield "more" if is_unspoken(line.words) else "", line.words
        else:
            yield ("turn", f"{line.voice}: {line.words}") if line.voice else ("loose", line.words)
            speaker = line.voice


def _labelled(lines: list[_Line]) -> Iterator[tuple[str, str]]:
    """What each line begins, if anything, and its words from the label on."""
    plain = [_DASH.sub("", line.words, count=1) if _DASH.match(line.words) else line.words for line in lines]
    ends = list(accumulate(len(words) + 1 for words in plain))
    text, ranges = "\n".join(plain), [(end - len(words) - 1, end - 1) for words, end in zip(plain, ends, strict=True)]
    found = labels(text, ranges)
    for n, (line, words) in enumerate(zip(lines, plain, strict=True)):
        label = found.get(n)
        if label and label.name:
            yield "turn", text[label.name[0] : ranges[n][1]]
        elif label or words != line.words:
            yield "turn", f">> {text[label.end : ranges[n][1]] if label else words}"
        else:
            yield "more" if is_unspoken(words) else "", words


def _parts(paragraphs: Iterable[tuple[str, str]], at: int) -> list[Part]:
    """The turns; the first paragraph stands at the offset `at`."""
    found: list[Part] = []
    goes_on = False
    for what, words in paragraphs:
        goes_on = what == "turn" or (goes_on and what == "more")
        if goes_on:
            start = at if what == "turn" else found.pop().start
            found.append(Part("transcript turn", start, at + len(words)))
        at += len(words) + 2
    return found
