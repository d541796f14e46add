"""Draws what is right against what is wrong as one asks for more: python docs/curves.py SHARED, by hand.

SHARED holds `data` and `eval`, as the gate takes them. Into docs/figures goes `credit.svg`: of the statements found on
each set the share credited rightly against that put down to somebody else, for thresholds of credit from 0 to .95; and
`confidence.svg`: how many of the readers' statements are found against how many of those shown are ones, for
confidences from .25 to .9. Both are printed too.
"""

import gzip
import importlib
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pictures import label, svg

import sayso
from sayso.scoring import score_speakers

FOLDER = Path(__file__).parent / "figures"
SETS = {
    "PolNeAR dev": "polnear/dev_speakers_all.jsonl.gz",
    "world news": "news/dev.jsonl.gz",
    "pages": "pages/labels.jsonl.gz",
}
CREDITS = (0.0, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
CONFIDENCES = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9)
KINDS = ("source", "cue", "content")  # classes of the pictures' style: three colours
DASHES = ("none", "7 3", "2 3")
WIDE, HIGH, LEFT, TOP = 420, 260, 60, 20

Record = dict[str, Any]
Point = tuple[float, float]


def main() -> None:
    shared = Path(sys.argv[1])
    sys.path.insert(0, str(shared / "eval"))
    gold = {name: _lines(shared / "data" / path) for name, path in SETS.items()}
    for articles in gold.values():
        for a in articles:
            a.setdefault("url", a.get("file"))
            a.setdefault("id", a["url"])
    read = {name: [_read(a, every=name == "PolNeAR dev") for a in gold[name]] for name in SETS}
    curves = {
        name: [_right(name, gold[name], [_credited(r, least) for r in read[name]]) for least in CREDITS]
        for name in SETS
    }
    draw("credit", "put down to somebody else, %", "credited rightly, %", curves, CREDITS)
    shown = {
        name: [(f["precision"], f["found"]) for c in CONFIDENCES if (f := _score(gold[name], read[name], c))]
        for name in ("world news", "pages")
    }
    draw("confidence", "of those shown a statement, %", "of the statements shown, %", shown, CONFIDENCES)


def _lines(path: Path) -> list[Record]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def _read(a: Record, every: bool) -> Record:
    given = replace(
        sayso.pages.read_text(a["text"]), url=a["url"], title=a.get("title"), published=a.get("published"),
        outlet=a.get("outlet"), authors=tuple(a.get("authors") or ()),
    )  # fmt: skip
    return {**_reader(every).read(given).to_dict(), "id": a["id"]}


@cache
def _reader(every: bool) -> sayso.Reader:
    """PolNeAR marks what is nothing to record too: for it every cue is read."""
    return sayso.Reader(min_confidence=None if every else min(CONFIDENCES), include_none=every, credit=0)


def _credited(record: Record, least: float) -> Record:
    """The record with those speakers alone whose credit is enough."""
    names = {a["id"]: a["name"] for a in record["actors"]}

    def kept(s: Record) -> list[str]:
        return [c["actor"] for c in s["credit"] if c["probability"] >= least or names[c["actor"]][:1].islower()]

    return {**record, "statements": [{**s, "speakers": kept(s)} for s in record["statements"]]}


def _right(name: str, gold: Sequence[Record], read: Sequence[Record]) -> Point:
    if name == "PolNeAR dev":
        found = score_speakers((g["text"], g, r) for g, r in zip(gold, read, strict=True))
    else:
        found = _score(gold, read, 0.0)
    return found["wrong_name"], found["speaker"]


def _score(gold: Sequence[Record], read: Sequence[Record], least: float) -> Record:
    score: Callable[..., Record] = importlib.import_module("score_pages").score
    return score(gold, "-", read, least)


def draw(name: str, across: str, up: str, curves: dict[str, list[Point]], steps: Sequence[float]) -> None:
    """A line a set, through a point for every step; print the points."""
    points = [p for line in curves.values() for p in line]
    (left, right), (low, high) = _ends([x for x, _ in points]), _ends([y for _, y in points])
    parts = list(_grid(left, right, low, high, across, up))
    for n, (of, line) in enumerate(curves.items()):
        at = [(LEFT + WIDE * (x - left) / (right - left), TOP + HIGH * (high - y) / (high - low)) for x, y in line]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in at)
        parts.append(f'<path d="M{path}" fill="none" stroke="currentColor" stroke-dasharray="{DASHES[n]}"/>')
        parts += [f'<circle class="{KINDS[n]}" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>' for x, y in at]
        parts.append(f'<circle class="{KINDS[n]}" cx="{LEFT + 16}" cy="{TOP + HIGH + 62 + 18 * n}" r="4"/>')
        parts.append(label(LEFT + 28, TOP + HIGH + 66 + 18 * n, of, "small"))
        print(of, name, *(f"{step:g}: {y:g} / {x:g};" for step, (x, y) in zip(steps, line, strict=True)))
    FOLDER.mkdir(exist_ok=True)
    told = f"{up} against {across}, by {name}"
    (FOLDER / f"{name}.svg").write_text(svg(LEFT + WIDE + 20, TOP + HIGH + 110, told, parts), "utf8")


def _ends(values: Sequence[float]) -> tuple[float, float]:
    step = 1 if max(values) - min(values) < 15 else 5
    return step * (min(values) // step), step * (max(values) // step + 1)


def _grid(left: float, right: float, low: float, high: float, across: str, up: str) -> list[str]:
    parts = []
    for n in range(5):
        x, y = left + n * (right - left) / 4, low + n * (high - low) / 4
        px, py = LEFT + WIDE * n / 4, TOP + HIGH * (4 - n) / 4
        parts.append(
            f'<path class="line" stroke-opacity=".3" d="M{LEFT} {py:g}H{LEFT + WIDE}M{px:g} {TOP}V{TOP + HIGH}"/>'
        )
        parts += [
            label(px, TOP + HIGH + 18, f"{x:g}", "faint", "middle"),
            label(LEFT - 8, py + 4, f"{y:g}", "faint", "end"),
        ]
    middle = TOP + HIGH / 2
    turned = f'transform="translate(16 {middle:g}) rotate(-90)"'
    parts.append(label(LEFT + WIDE / 2, TOP + HIGH + 40, across, "faint", "middle"))
    return [*parts, f'<text class="faint" text-anchor="middle" {turned}>{up}</text>']


if __name__ == "__main__":
    main()
