"""`sayso eval`: figures against hand-annotated articles."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from typing import Any

import click

from sayso.scoring import Score, score

_ROLES = ("cue", "source", "content")


class _Malformed(ValueError):
    """A file that is no gold or no prediction: which line, and what is wrong with it."""


@click.command("eval")
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option(
    "--predictions",
    type=click.Path(exists=True, dir_okay=False),
    help="Score what `sayso read --format jsonl` printed earlier instead of reading the texts now.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(gold: str, predictions: str | None, as_json: bool) -> None:
    """Read the texts of GOLD and score what was found against its attributions.

    GOLD (a file, or - for stdin) holds one article a line (JSON lines, also gzipped): {"id", "text", "attributions":
    [{"cue": [[start, end], ...], "source": [...], "content": [...]}]}, offsets in code points, end exclusive.
    """
    try:
        articles = _articles(gold, "attributions")
        read = _articles(predictions, "statements") if predictions else _read(articles)
        _belong_together(articles, read, predictions)
    except _Malformed as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(2)
    missing = len(articles.keys() - read.keys())
    if missing:
        click.echo(f"sayso: {predictions}: lacks {missing} of the {len(articles)} articles of {gold}", err=True)
    figures = score((a["text"], a, read.get(key, {})) for key, a in articles.items())
    click.echo(json.dumps(_plain(figures)) if as_json else _listing(figures))


def _articles(path: str, wanted: str) -> dict[str, dict[str, Any]]:
    """The articles of a file by id, checked. Predictions may hold `attributions` as gold does."""
    out: dict[str, dict[str, Any]] = {}
    try:
        for number, line in enumerate(_lines(path), 1):
            if line.strip():
                try:
                    article = _checked(json.loads(line), wanted)
                except (ValueError, RecursionError) as error:
                    raise _Malformed(f"{path}:{number}: {_reason(error)}") from error
                if out.setdefault(str(article["id"]), article) is not article:
                    raise _Malformed(f"{path}:{number}: the id {article['id']!r} stands twice")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise _Malformed(f"{path}: cannot be read: {error}") from error
    if not out:
        raise _Malformed(f"{path}: holds no article")
    return out


def _lines(path: str) -> Iterator[str]:
    with click.open_file(path, "rb") as raw:
        data = raw.read()
    plain = gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
    yield from plain.decode("utf-8-sig").split("\n")


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return "is no JSON object of one line; `sayso read --format jsonl` prints such lines"
    return "is nested too deep" if isinstance(error, RecursionError) else str(error)


def _checked(article: Any, wanted: str) -> dict[str, Any]:
    """Raises ValueError for what is no annotated article."""
    if not isinstance(article, dict) or not isinstance(article.get("id"), str | int):
        raise ValueError('is no object with an "id"')
    if wanted == "attributions" and not isinstance(article.get("text"), str):
        raise ValueError('has no "text"')
    listed = article.get(wanted, article.get("attributions"))
    if not isinstance(listed, list) or not all(isinstance(a, dict) for a in listed):
        raise ValueError(f'has no list of objects "{wanted}"')
    for each in listed:
        for role in _ROLES:
            _check_spans(each.get(role) or [], article.get("text"))
        confidence = each.get("confidence", 1.0)
        if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
            raise ValueError(f"has a confidence that is no number from 0 to 1: {confidence!r}")
    return article


def _check_spans(spans: Any, text: Any) -> None:
    length = len(text) if isinstance(text, str) else sys.maxsize
    for span in spans if isinstance(spans, list) else [spans]:
        pair = [span.get("start"), span.get("end")] if isinstance(span, dict) else span
        if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(n, int) for n in pair)):
            raise ValueError(f"has a span that is no [start, end]: {span!r}")
        if not 0 <= pair[0] <= pair[1] <= length:
            raise ValueError(f"has a span outside its text: {span!r}")


def _belong_together(gold: dict[str, dict[str, Any]], read: dict[str, dict[str, Any]], path: str | None) -> None:
    for key, article in read.items():
        if key not in gold:
            raise _Malformed(f"{path}: the article {key!r} is not in the gold file")
        if article.get("text", gold[key]["text"]) != gold[key]["text"]:
            raise _Malformed(f"{path}: the text of {key!r} differs from the gold one")


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
