"""`sayso eval`: figures against hand-annotated articles."""

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sayso.scoring import Score, score


@click.command("eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--predictions",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score what `sayso read --format jsonl` printed earlier instead of reading the texts now.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(gold: Path, predictions: Path | None, as_json: bool) -> None:
    """Read the texts of GOLD and score what was found against its attributions.

    GOLD holds one article a line (JSON lines, also gzipped): {"id", "text", "attributions": [{"cue": [[start, end],
    ...], "source": [...], "content": [...]}]}, offsets in code points, end exclusive.
    """
    try:
        articles = {str(a["id"]): a for a in _lines(gold)}
        read = {str(a["id"]): a for a in _lines(predictions)} if predictions else _read(articles)
        strangers = read.keys() - articles.keys()
        if strangers:
            raise ValueError(f"prediction for an article that {gold} lacks: {min(strangers)}")
        other = [key for key, a in read.items() if "text" in a and a["text"] != articles[key]["text"]]
        if other:
            raise ValueError(f"the text of {other[0]!r} differs from that in {gold}")
        figures = score((a["text"], a, read.get(key, {})) for key, a in articles.items())
    except (KeyError, TypeError, ValueError, OSError, EOFError) as error:
        what = f"lacks the key {error}" if isinstance(error, KeyError) else str(error)
        click.echo(f"sayso: {gold}: cannot be scored: {what}", err=True)
        sys.exit(2)
    click.echo(json.dumps(_plain(figures)) if as_json else _listing(figures))


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf8") as lines:
        for line in filter(str.strip, lines):
            yield json.loads(line)


def _read(articles: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    from sayso.reader import read_text

    return {key: read_text(a["text"]).to_dict() for key, a in articles.items()}


def _plain(figures: dict[str, Any]) -> dict[str, Any]:
    return {k: {"p": v.p, "r": v.r, "f1": v.f1} if isinstance(v, Score) else v for k, v in figures.items()}


def _listing(figures: dict[str, Any]) -> str:
    counts = "{articles} articles, {gold} gold, {predicted} predicted, {nested_left_out} nested left out"
    lines = [counts.format(**figures)]
    lines += [
        f"  {k:14} P {v.p:6.2f}  R {v.r:6.2f}  F1 {v.f1:6.2f}" for k, v in figures.items() if isinstance(v, Score)
    ]
    for kind, c in figures["recall_by_kind"].items():
        lines.append(f"  {kind:14} {c['gold']} gold, recall of cues {c['cue']}, relaxed {c['relaxed']}")
    if figures["calibration"]:
        ece, kept = figures["calibration"].values()
        lines.append(f"  calibration    ECE {ece}; right ones kept at 90 % precision {kept}")
    return "\n".join(lines)
