"""A chart with the table behind it, and as a file to take along."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sayso.render.grid import Grid, table
from sayso.render.page import plain

NEEDS = "a picture as PNG needs what draws it: pip install 'sayso[pictures]'; SVG needs nothing"
_BASE = (files("sayso.render") / "base.css").read_text("utf8")
_STYLE = (files("sayso.analysis") / "charts.css").read_text("utf8")
_VALUE = re.compile(r"(--[\w]+): ([^;]+);")
_LARGER = 2  # pixels of a PNG for one of the SVG


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing as SVG, empty where there is nothing to draw; the `rows` behind it with the names of their fields, and
    the same as a table that people read; `notes` tell what is not drawn."""

    title: str
    svg: str
    fields: tuple[str, ...]
    rows: Sequence[Mapping[str, Any]]
    grid: Grid
    shown: Sequence[Mapping[str, Any]]
    notes: tuple[str, ...] = ()


def figure(chart: Chart) -> str:
    """The chart and the table behind it as HTML."""
    if not chart.shown:
        return "<p>Nothing found.</p>"
    notes = "".join(f'<p class="about">{plain(note)}</p>\n' for note in chart.notes)
    name = plain(chart.title)
    drawn = f'<figure class="drawn" role="group" aria-label="{name}" tabindex="0">{chart.svg}</figure>\n'
    told = f"<summary>These figures as a table</summary>\n{table(chart.grid, chart.shown, chart.title)}"
    return f"{drawn if chart.svg else ''}{notes}<details>{told}\n</details>"


def as_svg(svg: str) -> str:
    """A drawing as a file that shows its colours by itself, on white paper."""
    start = svg.index(">") + 1
    return f'{svg[:start]}<style>{_light()}</style><rect width="100%" height="100%" fill="#ffffff"/>{svg[start:]}\n'


def as_png(svg: str) -> bytes:
    """A drawing as PNG. Raises ImportError where the extra "pictures" is not installed: NEEDS tells what to do."""
    import resvg_py

    made: bytes = bytes(resvg_py.svg_to_bytes(svg_string=as_svg(svg), zoom=_LARGER, background="#ffffff"))
    return made


def _light() -> str:
    """The style of charts with the colours of a light page in the place of their names: few programs know these."""
    values: dict[str, str] = {}
    for name, value in _VALUE.findall(_BASE + _STYLE):
        values.setdefault(name, value)
    rules = " ".join(line for line in _STYLE.splitlines() if line.startswith("svg.chart") and ":focus" not in line)
    return re.sub(r"var\((--\w+)\)", lambda found: values[found[1]], rules)
