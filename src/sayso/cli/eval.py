"""`sayso eval`: figures against hand-annotated articles."""

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from sayso.cli.reader_options import credit_option
from sayso.cli.terminal import say
from sayso.interop import brat
from sayso.scoring import Score, score, score_gap, score_meaning, score_speakers
from sayso.scoring.gap import COLUMNS, Example, example

_ROLES = ("cue", "source", "content")


class _Malformed(ValueError):
    """A file that is no gold or no prediction: which line, and what is wrong with it."""


@click.command("eval")
@click.argument("gold", type=click.Path(exists=True, allow_dash=True))
@click.option(
    "--predictions",
    type=click.Path(exists=True, dir_okay=False),
    help="Score what `sayso read --format jsonl` printed earlier instead of reading the texts now.",
)
@click.option("--split", metavar="S,S", help='Only the articles whose "split" is one of these.')
@click.option("--genre", metavar="G,G", help='Only the articles whose "genre" is one of these.')
@credit_option
@click.option("--include-none", is_flag=True, help="Score every cue, those too where there is nothing to record.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    gold: str,
    predictions: str | None,
    split: str | None,
    genre: str | None,
    credit: float | None,
    include_none: bool,
    as_json: bool,
) -> None:
    """Read the texts of GOLD and score what was found against its attributions.

    GOLD (a file, or - for stdin) holds one article a line (JSON lines, also gzipped): {"id", "text", "attributions":
    [{"cue": [[start, end], ...], "source": [...], "content": [...]}]}, offsets in code points, end exclusive.

    Where attributions say whose they are ("entities": [{"type": "person", "names": ["Ann Lee"]}], no names for
    somebody unnamed; also "negative": true, "sourcing": "named"), the speakers are scored too; where they say "act",
    "stance" or "negated", so are these, and in any case how many of the cues the lexicon knows.

    GOLD may also be a folder that was annotated in brat. It may be a table of GAP (gap-validation.tsv, also gzipped):
    then what is scored is whom pronouns refer to.
    """
    for option, given in (("--credit", credit is not None), ("--include-none", include_none)):
        if predictions and given:
            raise click.UsageError(f"{option} is for reading the texts now: leave it out with --predictions")
    problems: list[brat.Problem] = []
    try:
        articles = _annotated(gold, problems) if Path(gold).is_dir() else _articles(gold, "attributions")
        read = _articles(predictions, "statements") if predictions else None
        _belong_together(articles, read or {}, predictions)
        articles = _selected(_selected(articles, gold, "split", split), gold, "genre", genre)
    except _Malformed as error:
        click.echo(f"sayso: {error}", err=True)
        sys.exit(2)
    if read is None:
        read = _read(articles, credit, include_none)
    missing = len(articles.keys() - read.keys())
    if missing:
        click.echo(f"sayso: {predictions}: lacks {missing} of the {len(articles)} articles of {gold}", err=True)
    figures = _figures([(a, read.get(key, {})) for key, a in articles.items()])
    click.echo(json.dumps(figures, default=asdict) if as_json else _listing(figures))
    if problems:
        sys.exit(1)


def _annotated(folder: str, problems: list[brat.Problem]) -> dict[str, dict[str, Any]]:
    """The articles of a folder of brat's files by id; what is wrong in one is told, and the rest counts."""
    articles: dict[str, dict[str, Any]] = {}
    for found in brat.read(Path(folder)):
        if isinstance(found, brat.Problem):
            problems.append(found)
            say(str(found))
        else:
            articles[found["id"]] = found
    if not articles:
        raise _Malformed(f"{folder}: holds no article that was annotated in brat")
    return articles


def _articles(path: str, wanted: str) -> dict[str, dict[str, Any]]:
    """The articles of a file by id, checked. Predictions may hold `attributions` as gold does; an article of GAP's
    table holds its `example`."""
    out: dict[str, dict[str, Any]] = {}
    try:
        lines = list(_lines(path))
        table = wanted == "attributions" and lines[0].startswith("ID\t")
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    article = _row(line, number == 1) if table else _checked(json.loads(line), wanted)
                except (ValueError, RecursionError) as error:
                    raise _Malformed(f"{path}:{number}: {_reason(error)}") from error
                if article and out.setdefault(str(article["id"]), article) is not article:
                    raise _Malformed(f"{path}:{number}: the id {article['id']!r} stands twice")
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise _Malformed(f"{path}: cannot be read: {error}") from error
    if not out:
        raise _Malformed(f"{path}: holds no article")
    return out


def _row(line: str, first: bool) -> dict[str, Any]:
    """The article of a line of GAP's table; nothing for its first line, which names the columns."""
    if not first:
        row = example(line)
        return {"id": row.id, "text": row.text, "example": row}
    if line.rstrip("\r").split("\t") != COLUMNS:
        raise ValueError(f"does not name GAP's columns: {', '.join(COLUMNS)}")
    return {}


def _selected(
    articles: dict[str, dict[str, Any]], path: str, field: str, wanted: str | None
) -> dict[str, dict[str, Any]]:
    """The articles whose `field` is one of those in `wanted`, with commas between; all without it."""
    if wanted is None:
        return articles
    kept = {key: a for key, a in articles.items() if a.get(field) in wanted.split(",")}
    if not kept:
        others = ", ".join(sorted({str(a[field]) for a in articles.values() if field in a}))
        raise _Malformed(f"{path}: no article has the {field} {wanted}; there is: {others or f'no {field} at all'}")
    return kept


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
    if wanted == "attributions":
        article.pop("statements", None)  # what was read in an article that was annotated later is no gold
        if not isinstance(article.get("text"), str):
            raise ValueError('has no "text"')
    for each in _objects({wanted: article.get("attributions"), **article}, wanted):
        for role in _ROLES:
            _check_spans(each.get(role) or [], article.get("text"))
        confidence = each.get("confidence", 1.0)
        if not isinstance(confidence, int | float) or not 0 <= confidence <= 1:
            raise ValueError(f"has a confidence that is no number from 0 to 1: {confidence!r}")
        _check_speakers(each)
    for actor in _objects({"actors": [], **article}, "actors"):
        if not all(isinstance(actor.get(key), str) for key in ("id", "name")):
            raise ValueError('has an actor without "id" or "name"')
        _check_spans(actor.setdefault("mentions", []), article.get("text"))
    return article


def _objects(article: dict[str, Any], field: str) -> list[dict[str, Any]]:
    listed = article.get(field)
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise ValueError(f'has no list of objects "{field}"')
    return listed


def _check_speakers(attribution: dict[str, Any]) -> None:
    for entity in _objects({**attribution, "entities": attribution.get("entities") or []}, "entities"):
        if not _are_words(entity.get("names")) or not isinstance(entity.get("wiki") or "", str):
            raise ValueError(f'has an entity without a list of "names", or with a "wiki" that is no title: {entity!r}')
    if not _are_words(attribution.get("speakers") or []):
        raise ValueError('has "speakers" that are no list of the ids of actors')


def _are_words(listed: Any) -> bool:
    return isinstance(listed, list) and all(isinstance(each, str) for each in listed)


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


def _read(articles: dict[str, dict[str, Any]], credit: float | None, include_none: bool) -> dict[str, dict[str, Any]]:
    from sayso.pages import read_text
    from sayso.reader import Reader

    reader = Reader(credit=credit, include_none=include_none)
    return {key: reader.read(read_text(a["text"])).to_dict() for key, a in articles.items()}


def _figures(pairs: list[tuple[dict[str, Any], dict[str, Any]]]) -> dict[str, Any]:
    """What there is to score in (gold article, read article): GAP's examples, or statements and their speakers."""
    examples = [(each, r) for a, r in pairs if isinstance(each := a.get("example"), Example)]
    if examples:
        return {"gap": score_gap(examples)}
    figures = score((a["text"], a, r) for a, r in pairs)
    if any(isinstance(each.get("entities"), list) for a, _ in pairs for each in a["attributions"]):
        figures["speakers"] = score_speakers((a["text"], a, r) for a, r in pairs)
    figures["meaning"] = score_meaning((a["text"], a) for a, _ in pairs)
    return figures


def _listing(figures: dict[str, Any]) -> str:
    if "gap" in figures:
        return _gap(figures["gap"])
    counts = "{articles} articles, {gold} gold, {predicted} predicted, {nested_left_out} nested left out"
    lines = [counts.format(**figures), *_prf(figures)]
    for kind, c in figures["recall_by_kind"].items():
        lines.append(f"  {kind:14} {c['gold']} gold, recall of cues {c['cue']}, relaxed {c['relaxed']}")
    if figures["calibration"]:
        ece, kept = figures["calibration"].values()
        lines.append(f"  calibration    ECE {ece}; right ones kept at 90 % precision {kept}")
    if "speakers" in figures:
        lines += _speakers(figures["speakers"])
    lines += _meaning(figures["meaning"])
    return "\n".join(lines)


def _prf(figures: dict[str, Any]) -> list[str]:
    return [f"  {k:14} P {v.p:6.2f}  R {v.r:6.2f}  F1 {v.f1:6.2f}" for k, v in figures.items() if isinstance(v, Score)]


def _speakers(figures: dict[str, Any]) -> list[str]:
    shares = {k: v for k, v in figures.items() if k not in ("articles", "gold", "named")}
    lines = [f"  {k:14} {'     -' if v is None else f'{v:6.2f}'}" for k, v in shares.items()]
    return ["speakers: {gold} gold, {named} of them with names".format(**figures), *lines]


def _meaning(figures: dict[str, Any]) -> list[str]:
    shares = {k: v for k, v in figures.items() if k != "cues" and v is not None}
    return [f"meaning: {figures['cues']} gold cues", *(f"  {k:14} {v:6.2f}" for k, v in shares.items())]


def _gap(figures: dict[str, Any]) -> str:
    ratio = "-"
    if figures["ratio"] is not None:
        low, high = figures["ratio_95"]
        ratio = f"{figures['ratio']:.3f} (95 %: {low:.3f} to {high:.3f})"
    lines = [f"gap: {figures['texts']} texts", *_prf(figures), f"  {'ratio':14} {ratio}, feminine F1 over masculine"]
    return "\n".join(lines)
