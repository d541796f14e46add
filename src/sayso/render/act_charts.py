"""What was done by saying something, over time: columns of each month, and a map of acts by months."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.analysis.charts import WIDE, line, plain, rect, round_up, svg, words_at
from sayso.record.act_counts import ActCount
from sayso.render.chart import Chart
from sayso.render.grid import Column, Grid

_PERIODS = 24  # that a chart has room for
_MOST = 0.9  # of the statements must be of the last months for these to be shown one by one, and not years
_STACKED = 5  # acts that are told apart in a column
_OTHER = "others"
_LEFT, _TOP, _PLOT, _ROW = 60, 16, 220, 28
_FIELDS = ("month", "act", "statements")


@dataclass(frozen=True, slots=True)
class _Periods:
    """Counts by (act, period), the acts with the most first; `before` are earlier than there is room for, `undated` of
    no known day."""

    names: tuple[str, ...]
    acts: tuple[str, ...]
    counts: Counter[tuple[str, str]]
    before: int
    undated: int

    @property
    def notes(self) -> tuple[str, ...]:
        told = ((self.before, "earlier, and not drawn"), (self.undated, "of unknown day, and not drawn"))
        return tuple(f"{n:,} {'statement' if n == 1 else 'statements'} {words}." for n, words in told if n)


def timeline(counts: Sequence[ActCount]) -> Chart:
    """Columns of statements by month, or year, cut by what was done."""
    p = _periods(counts)
    kept = p.acts[:_STACKED] if len(p.acts) > _STACKED + 1 else p.acts
    merged: Counter[tuple[str, str]] = Counter()
    for (act, period), n in p.counts.items():
        merged[act if act in kept else _OTHER, period] += n
    acts = (*kept, _OTHER) if len(kept) < len(p.acts) else kept
    rows = [{"period": x, "all": sum(merged[a, x] for a in acts), **{a: merged[a, x] for a in acts}} for x in p.names]
    columns = [Column("Time", lambda r: r["period"], "name"), *(_number(a.capitalize(), a) for a in acts)]
    grid = Grid((*columns, _number("All", "all")))
    return Chart("Statements over time", _columns(p.names, acts, merged), _FIELDS, _rows(counts), grid,
                 [r for r in rows if r["all"]], p.notes)  # fmt: skip


def acts_map(counts: Sequence[ActCount]) -> Chart:
    """A map of acts by months, or years: the more statements, the darker."""
    p = _periods(counts)
    of = {a: {x: p.counts[a, x] for x in p.names} for a in p.acts}
    rows = [{"act": a, "all": sum(told.values()), **told} for a, told in of.items()]
    columns = [Column("Act", lambda r: r["act"], "name"), *(_number(x, x) for x in p.names)]
    grid = Grid((*columns, _number("All", "all")))
    return Chart("What was done, by month", _map(p), _FIELDS, _rows(counts), grid, rows, p.notes)


def _number(head: str, key: str) -> Column:
    tell: Callable[[Any], str] = lambda r: f"{r[key]:,}" if r[key] else ""  # noqa: E731
    return Column(head, tell, "number")


def _rows(counts: Sequence[ActCount]) -> list[dict[str, Any]]:
    return [{"month": c.month, "act": c.act, "statements": c.count} for c in counts]


def _periods(counts: Sequence[ActCount]) -> _Periods:
    """The last months from the first to the last, where nearly all is of these; else years."""
    dated = [(c.month, c.act, c.count) for c in counts if c.month and c.month[:4].isdigit() and c.month[5:7].isdigit()]
    every = sum(c.count for c in counts)
    undated = every - sum(n for _, _, n in dated)
    if not dated:
        return _Periods((), (), Counter(), 0, undated)
    last = max(m for m, _, _ in dated)
    end = 12 * int(last[:4]) + int(last[5:7]) - 1
    names = [f"{m // 12:04}-{m % 12 + 1:02}" for m in range(end - _PERIODS + 1, end + 1)]
    size = 7
    if sum(n for m, _, n in dated if m >= names[0]) < _MOST * sum(n for _, _, n in dated):
        names, size = [f"{y:04}" for y in range(int(last[:4]) - _PERIODS + 1, int(last[:4]) + 1)], 4
    found: Counter[tuple[str, str]] = Counter()
    for month, act, n in dated:
        found[act, month[:size]] += n
    kept = Counter({key: n for key, n in found.items() if key[1] >= names[0]})
    first = min(period for _, period in kept)
    by_act: Counter[str] = Counter()
    for (act, _), n in kept.items():
        by_act[act] += n
    acts = tuple(sorted(by_act, key=lambda a: (-by_act[a], a)))
    return _Periods(tuple(x for x in names if x >= first), acts, kept, found.total() - kept.total(), undated)


def _columns(names: Sequence[str], acts: Sequence[str], counts: Counter[tuple[str, str]]) -> str:
    """Columns, the first act lowest; each act has a number too, for who does not see its colour."""
    if not names:
        return ""
    top = round_up(max(sum(counts[a, x] for a in acts) for x in names))
    step, bottom = (WIDE - _LEFT) / len(names), _TOP + _PLOT
    width = min(step * 0.7, 56)
    body = [part for share in (0.0, 0.5, 1.0) for part in _scale(bottom - share * _PLOT, share * top)]
    every = -(-len(names) // 12)
    for n, name in enumerate(names):
        middle, y = _LEFT + (n + 0.5) * step, float(bottom)
        for s, act in enumerate(acts):
            if count := counts[act, name]:
                high = count / top * _PLOT
                y -= high
                title = f"<title>{plain(f'{name}, {act}: {count}')}</title>"
                body.append(f"<g>{_block(middle - width / 2, y, width, high, _stack(act, s))}{title}</g>")
                body += [words_at(middle, y + high / 2 + 4, str(s + 1), "count over middle")] if high > 16 else []
        body += [words_at(middle, bottom + 20, name, "value middle")] if n % every == 0 else []
    body += _legend(acts, bottom + 52)
    desc = f"{names[0]} to {names[-1]}; the figures are in the table."
    return svg("Statements over time", desc, body, bottom + 44 + 24 * -(-len(acts) // 3))


def _stack(act: str, place: int) -> str:
    return "stack" if act == _OTHER else f"stack s{place}"


def _scale(y: float, value: float) -> list[str]:
    return [line(_LEFT, y, WIDE, y, "tick"), words_at(_LEFT - 8, y + 4, f"{value:g}", "value end")]


def _legend(acts: Sequence[str], y: float) -> list[str]:
    body = []
    for s, act in enumerate(acts):
        x, down = _LEFT + s % 3 * 290, y + s // 3 * 24
        body += [_block(x, down - 13, 18, 16, _stack(act, s)), words_at(x + 9, down, str(s + 1), "count over middle")]
        body.append(words_at(x + 26, down, act, "value", width=240))
    return body


def _block(x: float, y: float, width: float, height: float, classes: str) -> str:
    return rect(x, y, width, height, classes).replace(' fill-opacity="0.35"', "")


def _map(p: _Periods) -> str:
    if not p.names:
        return ""
    left, top = 150, max(p.counts.values())
    step = min((WIDE - left - 70) / len(p.names), 90)
    every = -(-len(p.names) // 12)
    body = [words_at(left + (n + 0.5) * step, 20, x, "value middle") for n, x in enumerate(p.names) if n % every == 0]
    for r, act in enumerate(p.acts):
        y = 32 + r * _ROW
        body.append(words_at(left - 10, y + 18, act, "label end", width=left - 10))
        for n, name in enumerate(p.names):
            if count := p.counts[act, name]:
                share = 0.1 + 0.9 * (count / top) ** 0.5
                cell = rect(left + n * step + 1, y + 1, step - 2, _ROW - 2, "cell")
                shown = cell.replace('fill-opacity="0.35"', f'fill-opacity="{share:.2f}"')
                body.append(f"<g>{shown}<title>{plain(f'{act}, {name}: {count}')}</title></g>")
                classes = "count over middle" if share > 0.55 else "count middle"
                body.append(words_at(left + (n + 0.5) * step, y + 18, f"{count:,}", classes))
        total = sum(p.counts[act, x] for x in p.names)
        body.append(words_at(left + len(p.names) * step + 10, y + 18, f"{total:,}", "value"))
    desc = f"{len(p.acts)} acts, {p.names[0]} to {p.names[-1]}; the figures are in the table."
    return svg("What was done, by month", desc, body, 44 + len(p.acts) * _ROW)
