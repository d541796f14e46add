"""Who speaks to whom, about whom and against whom, as a network."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.analysis.charts import WIDE, plain, svg, words_at
from sayso.record.act_counts import Relations
from sayso.render.chart import Chart
from sayso.render.grid import Column, Grid

AGAINST = ("accuse", "criticize", "oppose", "threaten")
_NODES, _EDGES, _SHOWN = 16, 40, 200
_MIDDLE, _ACROSS, _DOWN = (WIDE / 2, 290.0), 260.0, 230.0
_FIELDS = ("speaker_id", "speaker", "other_id", "other", "relation", "act", "statements")

_Way = Literal["to", "about", "against"]
_WORDS: dict[_Way, str] = {"to": "speaks to", "about": "speaks about", "against": "speaks against"}
_DASH: dict[_Way, str] = {"to": "none", "about": "2 4", "against": "9 4"}
_BENT: dict[_Way, float] = {"to": 0.12, "about": 0.26, "against": 0.4}


@dataclass(frozen=True, slots=True)
class _Edge:
    speaker: str
    other: str
    way: _Way
    count: int


def network(found: Sequence[Relations]) -> Chart:
    """The network of those who have most to do with each other; the table tells of more of them, the rows of all."""
    edges = _edges(found)
    largest = set(_largest(edges))
    drawn = [e for e in edges if {e.speaker, e.other} <= largest][:_EDGES]
    shown = [{"speaker": e.speaker, "way": e.way, "other": e.other, "count": e.count} for e in edges[:_SHOWN]]
    grid = Grid(
        (
            Column("Speaker", lambda r: r["speaker"], "name"),
            Column("What", lambda r: _WORDS[r["way"]]),
            Column("Whom", lambda r: r["other"], "name"),
            Column("Statements", lambda r: f"{r['count']:,}", "number"),
        )
    )
    rows = [
        dict(zip(_FIELDS, (r.speaker_id, r.speaker, r.other_id, r.other, r.relation, r.act, r.count), strict=True))
        for r in found
    ]
    notes = [f"Against: {', '.join(AGAINST[:-1])} and {AGAINST[-1]}. About: who is mentioned in what is said."]
    if len(drawn) < len(edges):
        notes.append(f"Drawn are {len(drawn)} of {len(edges):,}, those between who has most to do with others.")
    notes += [f"The table has the first {_SHOWN}; CSV and JSON have all."] if len(edges) > _SHOWN else []
    return Chart("Who speaks to and about whom", _draw(drawn), _FIELDS, rows, grid, shown, tuple(notes))


def _edges(found: Sequence[Relations]) -> list[_Edge]:
    """The most frequent first. What is said against somebody, to and about him, is counted once."""
    counts: Counter[tuple[str, str, _Way]] = Counter()
    against: dict[tuple[str, str, str], int] = {}
    for r in found:
        if r.act in AGAINST:
            key = (r.speaker, r.other, r.act)
            against[key] = max(against.get(key, 0), r.count)
        else:
            counts[r.speaker, r.other, r.relation] += r.count
    for (speaker, other, _), n in against.items():
        counts[speaker, other, "against"] += n
    return [_Edge(*key, n) for key, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))]


def _largest(edges: Sequence[_Edge]) -> list[str]:
    sizes: Counter[str] = Counter()
    for e in edges:
        sizes.update({e.speaker: e.count, e.other: e.count})
    return sorted(sizes, key=lambda name: (-sizes[name], name))[:_NODES]


def _draw(edges: Sequence[_Edge]) -> str:
    if not edges:
        return ""
    places = _places(edges)
    top = max(e.count for e in edges)
    body = [_arrow(e, places, top) for e in reversed(edges)]
    for name, (x, y) in places.items():
        side = (x - _MIDDLE[0]) / _ACROSS
        anchor = "middle" if abs(side) < 0.2 else "start" if side > 0 else "end"
        down = (24 if y > _MIDDLE[1] else -14) if anchor == "middle" else 5
        across = 0 if anchor == "middle" else math.copysign(14, side)
        body.append(f'<circle class="node" cx="{x:.1f}" cy="{y:.1f}" r="6"/>')
        body.append(words_at(x + across, y + down, name, f"label {anchor}", width=200))
    bottom = _MIDDLE[1] + _DOWN + 60
    for n, way in enumerate(way for way in _WORDS if any(e.way == way for e in edges)):
        x = 120 + n * 280
        body.append(_path(f"M{x},{bottom - 4}H{x + 40}", way, 3) + _tip(x + 48, bottom - 4, 0, way))
        body.append(words_at(x + 60, bottom, _WORDS[way], "value", width=200))
    told = "; ".join(f"{e.speaker} {_WORDS[e.way]} {e.other}: {e.count}" for e in edges[:5])
    return svg("Who speaks to and about whom", f"{len(places)} actors. {told}.", body, bottom + 20)


def _places(edges: Sequence[_Edge]) -> dict[str, tuple[float, float]]:
    """Places round an ellipse, those beside each other who have most to do with each other."""
    ties: Counter[frozenset[str]] = Counter()
    for e in edges:
        ties[frozenset((e.speaker, e.other))] += e.count
    left = _largest(edges)
    order = [left.pop(0)]
    while left:
        nearest = max(left, key=lambda name: (ties[frozenset((name, order[-1]))], -left.index(name)))
        left.remove(nearest)
        order.append(nearest)
    turns = [2 * math.pi * n / len(order) - math.pi / 2 for n in range(len(order))]
    return {
        name: (_MIDDLE[0] + _ACROSS * math.cos(turn), _MIDDLE[1] + _DOWN * math.sin(turn))
        for name, turn in zip(order, turns, strict=True)
    }


def _arrow(e: _Edge, places: dict[str, tuple[float, float]], top: int) -> str:
    """A curve from who speaks, its head before the other; those of different kinds, and the way back, lie apart."""
    (x1, y1), (x2, y2) = places[e.speaker], places[e.other]
    bent = _BENT[e.way] + (0.07 if e.speaker > e.other else 0.0)
    if (y2 - y1) * (_MIDDLE[0] - (x1 + x2) / 2) - (x2 - x1) * (_MIDDLE[1] - (y1 + y2) / 2) > 0:
        bent = -bent  # to the middle, where no names are
    over = ((x1 + x2) / 2 - (y2 - y1) * bent, (y1 + y2) / 2 + (x2 - x1) * bent)
    turn = math.atan2(y2 - over[1], x2 - over[0])
    end = (x2 - 18 * math.cos(turn), y2 - 18 * math.sin(turn))
    way = f"M{x1:.1f},{y1:.1f}Q{over[0]:.1f},{over[1]:.1f} {end[0]:.1f},{end[1]:.1f}"
    title = f"<title>{plain(f'{e.speaker} {_WORDS[e.way]} {e.other}: {e.count}')}</title>"
    width = 1.2 + 3.3 * math.sqrt(e.count / top)
    tip = _tip(x2 - 8 * math.cos(turn), y2 - 8 * math.sin(turn), math.degrees(turn), e.way)
    return f"<g>{_path(way, e.way, width)}{tip}{title}</g>"


def _path(way: str, kind: _Way, width: float) -> str:
    return (
        f'<path class="edge {kind}" d="{way}" fill="none" stroke="currentColor" stroke-width="{width:.1f}"'
        f' stroke-dasharray="{_DASH[kind]}"/>'
    )


def _tip(x: float, y: float, turn: float, kind: _Way) -> str:
    return f'<path class="tip {kind}" d="M0,0l-11,-5v10z" transform="translate({x:.1f} {y:.1f}) rotate({turn:.0f})"/>'
