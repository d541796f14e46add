"""Charts as SVG: a timeline, bars with their intervals, lines over months.

An SVG has classes and no style of its own, so that it fits under any content security policy; the page brings the CSS
(charts.css, beside this). Without CSS it is drawn in the colour of the text. What is told apart by colour is told apart
by shape or dash and by words, too.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import Literal

from sayso.text.characters import without_turns

WIDE = 960  # units of the view box
_LEFT = 250  # the labels' column
_RIGHT = 46  # half of a day’s words, which stand under or over the last place
_ROW = 26
_TOP = 34
_PLOT = 220  # a line chart's height
_NO_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHAPES = (
    "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0", "M-4,-4h8v8h-8z", "M0,-5l5,9h-10z", "M0,-5l5,5l-5,5l-5,-5z",
    "M0,5l5,-9h-10z", "M-5,-2h3v-3h4v3h3v4h-3v3h-4v-3h-3z",
)  # fmt: skip
_DASHES = ("none", "7 3", "2 3", "9 3 2 3", "4 4", "12 4")

MOST_SERIES = len(_SHAPES)  # that a line chart tells apart

Kind = Literal["said", "told", "repeat", "change"]
_MARKS: dict[Kind, tuple[str, str]] = {
    "said": ("shows it", _SHAPES[0]),
    "told": ("shows it, as told by another", _SHAPES[0]),
    "repeat": ("repeats another", _SHAPES[1]),
    "change": ("shows a change", _SHAPES[3]),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Something on a day, or between two days (ISO 8601); `text` tells it, `target` is the id of what it leads to."""

    first: str
    last: str
    kind: Kind
    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of a timeline, under the heading `group`."""

    group: str
    label: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its interval, where it has one; None is drawn as not known."""

    label: str
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Series:
    """The values of a line, one for each month; None where there is none."""

    label: str
    values: tuple[float | None, ...]


def timeline(title: str, lanes: Sequence[Lane]) -> str:
    """Lanes with their marks from the first day to the last; lanes of a group follow each other."""
    days = [date.fromisoformat(d).toordinal() for lane in lanes for m in lane.marks for d in (m.first, m.last)]
    if not days:
        return ""
    first, last = min(days), max(days)
    first, last = (first - 3, last + 3) if last - first < 7 else (first, last)

    def x(day: str | int) -> float:
        at = date.fromisoformat(day).toordinal() if isinstance(day, str) else day
        return _LEFT + 12 + (at - first) / (last - first) * (WIDE - _LEFT - _RIGHT - 12)

    body, y, group = [], _TOP, None
    for lane in lanes:
        if lane.group != group:
            y, group = y + _ROW, lane.group
            body.append(words_at(0, y, lane.group, "group", width=WIDE))
        y += _ROW
        body += [
            words_at(16, y, lane.label, "label", width=_LEFT - 16),
            line(_LEFT, y - 4, WIDE - _RIGHT, y - 4, "rule"),
        ]
        body += [_mark(m, x(m.first), x(m.last), y - 4) for m in sorted(lane.marks, key=_over)]
    ticks = [line(x(d), _TOP - 8, x(d), y + 8, "tick") + _tick(x(d), told) for d, told in _days(first, last)]
    used = {m.kind for lane in lanes for m in lane.marks}
    legend = [(told, _shape(shape, f"mark {kind}")) for kind, (told, shape) in _MARKS.items() if kind in used]
    desc = f"{len(lanes)} rows from {date.fromordinal(min(days))} to {date.fromordinal(max(days))}."
    return svg(title, desc, [*ticks, *body, *_legend(legend, y + 34)], y + 24 + _legend_height(legend))


def bars(title: str, values: Sequence[Bar], *, share: bool) -> str:
    """Horizontal bars with a whisker for each interval; shares (0 to 1) are told in per cent, on a scale to 100."""
    tops = [v for b in values for v in (b.value, b.high) if v is not None]
    top = 1.0 if share else round_up(max(tops, default=1.0))
    room = WIDE - _LEFT - _RIGHT - 190

    def x(value: float) -> float:
        return _LEFT + value / top * room

    body = []
    for n, b in enumerate(values):
        y = 8 + n * _ROW
        body.append(words_at(_LEFT - 10, y + 15, b.label, "label end", width=_LEFT - 10))
        body.append(line(_LEFT, y, _LEFT, y + _ROW, "axis"))
        told = interval(b.value, b.low, b.high, share=share)
        at = _LEFT + 8.0
        if b.value is not None:
            body.append(rect(_LEFT, y + 5, x(b.value) - _LEFT, 13, "bar"))
            at = x(max(b.value, b.high or 0)) + 8
        if b.low is not None and b.high is not None:
            body.append(line(x(b.low), y + 11.5, x(b.high), y + 11.5, "whisker"))
            body += [line(x(v), y + 7, x(v), y + 16, "whisker") for v in (b.low, b.high)]
        body.append(words_at(at, y + 16, told, "value", width=200))
    desc = "; ".join(f"{b.label}: {interval(b.value, b.low, b.high, share=share)}" for b in values)
    return svg(title, desc, body, 16 + len(values) * _ROW)


def lines(title: str, months: Sequence[str], series: Sequence[Series], *, share: bool) -> str:
    """A line for each series over months (2026-03); at most MOST_SERIES. A missing value breaks it."""
    found = [v for s in series for v in s.values if v is not None]
    top = 1.0 if share else round_up(max(found, default=1.0))
    left, bottom = 60, _TOP + _PLOT

    def at(n: int, value: float) -> tuple[float, float]:
        step = (WIDE - left - _RIGHT - 20) / max(len(months) - 1, 1)
        return left + 20 + n * step, bottom - value / top * _PLOT

    body = []
    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        y = bottom - part * _PLOT
        body += [
            line(left, y, WIDE - _RIGHT, y, "tick"),
            words_at(left - 8, y + 4, number(part * top, share), "value end"),
        ]
    every = -(-len(months) // 12)
    body += [words_at(at(n, 0)[0], bottom + 20, m, "value middle") for n, m in enumerate(months) if n % every == 0]
    for s, (one, shape, dash) in enumerate(zip(series, _SHAPES, _DASHES, strict=False)):
        points = [(m, v, *at(n, v)) for n, (m, v) in enumerate(zip(months, one.values, strict=True)) if v is not None]
        for run in _runs(one.values):
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (at(n, one.values[n] or 0.0) for n in run))
            drawn = f'fill="none" stroke="currentColor" stroke-dasharray="{dash}"'
            body.append(f'<polyline class="series s{s}" points="{path}" {drawn}/>')
        for month, v, x, y in points:
            told = f"{one.label}, {month}: {number(v, share)}"
            body.append(f'<g transform="translate({x:.1f} {y:.1f})">{_shape(shape, f"dot s{s}", told)}</g>')
    legend = [
        (one.label, line(-18, 0, 18, 0, f"series s{s}", dash) + _shape(shape, f"dot s{s}"))
        for s, (one, shape, dash) in enumerate(zip(series, _SHAPES, _DASHES, strict=False))
    ]
    rows = list(_legend(legend, bottom + 48))
    desc = f"{', '.join(s.label for s in series)}; {months[0]} to {months[-1]}." if months else ""
    return svg(title, desc, body + rows, bottom + 38 + _legend_height(legend))


def number(value: float, share: bool) -> str:
    """A value as people read it: a share in per cent, another to one place."""
    return f"{100 * value:.0f} %" if share else f"{value:.1f}"


def interval(value: float | None, low: float | None, high: float | None, *, share: bool) -> str:
    """A value and its interval in words."""
    if value is None:
        return "not known"
    told = number(value, share)
    return told if low is None or high is None else f"{told} ({number(low, share)} to {number(high, share)})"


def svg(title: str, desc: str, body: Sequence[str], height: float) -> str:
    # The parts of an image are nothing to a screen reader: what holds links is a group.
    role = "group" if any("<a " in x for x in body) else "img"
    # Without these attributes a page without CSS would show areas where there are lines.
    return (
        f'<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {height:.0f}" width="{WIDE}"'
        f' role="{role}" font-family="system-ui, sans-serif" font-size="14" fill="currentColor" stroke="none">'
        f"<title>{plain(title)}</title><desc>{plain(desc)}</desc>{''.join(body)}</svg>"
    )


def _mark(m: Mark, x1: float, x2: float, y: float) -> str:
    days = line(x1, y, x2, y, f"days {m.kind}", width=3) if x2 - x1 > 1 else ""
    shape = _shape(_MARKS[m.kind][1], f"mark {m.kind}", m.text)
    at = f'<g transform="translate({(x1 + x2) / 2:.1f} {y:.1f})">{shape}</g>'
    return f'{days}<a href="#{plain(m.target)}">{at}</a>'


def _shape(path: str, classes: str, told: str = "") -> str:
    title = f"<title>{plain(told)}</title>" if told else ""
    fill = "none" if "told" in classes or "repeat" in classes else "currentColor"
    return f'<path class="{classes}" d="{path}" fill="{fill}" stroke="currentColor">{title}</path>'


def _legend(entries: Sequence[tuple[str, str]], y: float) -> Iterator[str]:
    """Drawn signs and what they mean, three in a row."""
    for n, (told, sign) in enumerate(entries):
        x, down = 24 + n % 3 * 310, y + n // 3 * 24
        yield f'<g transform="translate({x} {down - 4})">{sign}</g>{words_at(x + 26, down, told, "value", width=280)}'


def _legend_height(entries: Sequence[tuple[str, str]]) -> int:
    return 24 * -(-len(entries) // 3)


def _over(m: Mark) -> int:
    """What is drawn later lies over what is drawn before."""
    return ("repeat", "told", "said", "change").index(m.kind)


def _days(first: int, last: int) -> Iterator[tuple[int, str]]:
    """The days of a scale: of each month, or each year where these are too many, the first; else first and last."""
    starts = [d for d in (date.fromordinal(n) for n in range(first, last + 1)) if d.day == 1]
    if len(starts) > 12:
        starts = [d for d in starts if d.month == 1]
    if len(starts) > 12:
        starts = starts[:: -(-len(starts) // 12)]
    if len(starts) < 2:
        yield from ((n, date.fromordinal(n).isoformat()) for n in (first, last))
    else:
        yield from ((d.toordinal(), f"{d:%Y-%m}") for d in starts)


def _runs(values: Sequence[float | None]) -> list[list[int]]:
    """The places of values that follow each other without a gap."""
    runs: list[list[int]] = [[]]
    for n, v in enumerate(values):
        if v is None:
            runs.append([])
        else:
            runs[-1].append(n)
    return [r for r in runs if len(r) > 1]


def round_up(value: float) -> float:
    """The next number of 1, 2 or 5 and zeros."""
    size = 1.0
    while size < value:
        size *= 10
    return next(size * part for part in (0.1, 0.2, 0.5, 1.0) if size * part >= value)


def line(x1: float, y1: float, x2: float, y2: float, classes: str, dash: str = "none", width: float = 1) -> str:
    return (
        f'<line class="{classes}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="currentColor"'
        f' stroke-width="{width}" stroke-dasharray="{dash}"/>'
    )


def rect(x: float, y: float, width: float, height: float, classes: str) -> str:
    return (
        f'<rect class="{classes}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height}"'
        f' fill="currentColor" fill-opacity="0.35"/>'
    )


def _tick(x: float, told: str) -> str:
    return words_at(x, _TOP - 14, told, "value middle")


def words_at(x: float, y: float, words: str, classes: str, width: float = 120) -> str:
    """Words, cut where they would be wider than there is room; a pointer then shows them all."""
    anchor = {"end": "end", "middle": "middle"}.get(classes.split()[-1], "start")
    room = int(width / 7.2)
    shown = words if len(words) <= room else words[: room - 1].rstrip() + "…"
    title = f"<title>{plain(words)}</title>" if shown != words else ""
    return f'<text class="{classes}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{plain(shown)}{title}</text>'


def plain(text: str) -> str:
    """Page text as XML can hold it: escaped, without control characters and what turns the line round."""
    return escape(_NO_XML.sub("�", without_turns(text)))
