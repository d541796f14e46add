"""Statements of speakers' turns, beside those that the network finds inside of them."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from sayso.article import Span, Statement
from sayso.attribution.statements import AttributionResult
from sayso.pages import Turn, turns

# The confidence of a turn's statement: what is labelled so is nearly always a turn, and its content ends with it.
_SURE = 0.99


def with_turns(reading: AttributionResult) -> AttributionResult:
    """The reading with a direct statement for each part of the article that is a speaker's turn: its source are the
    label's words that name the speaker, its cue the mark that attributes, its content the turn's paragraphs.

    What the network found in a turn's words stands inside of that statement, and ends with the turn; what it took for a
    statement at a turn's label is left out. An article without such parts is left as it is.
    """
    found = turns(reading.article)
    if not found:
        return reading
    text = reading.article.text
    said = [_statement(text, f"turn {n}", turn) for n, turn in enumerate(found)]
    places = {s.id: _place(found, s.cue[0].start) for s in reading.statements}
    kept = {}
    for s in reading.statements:
        content = _within(text, s.content, *_stretch(found, places[s.id], s.cue[0].start, len(text)))
        if content and not _is_label(found, places[s.id], s.cue[0].start):
            kept[s.id] = replace(s, content=content)
    parents = {s.id: s.parent for s in reading.statements}
    for key, s in kept.items():
        outer, place = s.parent, places[key]
        while outer is not None and (outer not in kept or places[outer] != place):
            outer = parents[outer]
        kept[key] = replace(s, parent=said[place].id if outer is None and place is not None else outer)
    return replace(reading, statements=numbered([*said, *kept.values()]))


def _place(found: Sequence[Turn], at: int) -> int | None:
    """The number of the turn that an offset lies in."""
    k = bisect_right(found, at, key=lambda turn: turn.start) - 1
    return k if k >= 0 and at < found[k].end else None


def _is_label(found: Sequence[Turn], place: int | None, at: int) -> bool:
    return place is not None and at < found[place].words[0][0]


def _stretch(found: Sequence[Turn], place: int | None, at: int, end: int) -> tuple[int, int]:
    """From where to where the words go on that an offset stands in: those of its turn, or those between turns."""
    if place is not None:
        return found[place].words[0][0], found[place].end
    k = bisect_right(found, at, key=lambda turn: turn.start)
    return found[k - 1].end if k else 0, found[k].start if k < len(found) else end


def _within(text: str, spans: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """The spans as far as they lie in a stretch."""
    out = []
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        while last > first and text[last - 1].isspace():
            last -= 1
        while first < last and text[first].isspace():
            first += 1
        if first < last:
            out.append(Span.of(text, first, last))
    return tuple(out)


def numbered(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements in the order of their cues, with ids in that order."""
    ordered = sorted(statements, key=lambda s: s.cue[0].start)
    ids: dict[str | None, str] = {s.id: f"s{n}" for n, s in enumerate(ordered, 1)}
    return tuple(replace(s, id=ids[s.id], parent=ids.get(s.parent)) for s in ordered)


def _statement(text: str, key: str, turn: Turn) -> Statement:
    return Statement(
        id=key,
        cue=(Span.of(text, *turn.mark),),
        source=(Span.of(text, *turn.name),) if turn.name else (),
        content=tuple(Span.of(text, *words) for words in turn.words),
        kind="direct",
        confidence=_SURE,
    )
