"""`sayso export`: a record as rows, as articles, for other people's tools, or as training data."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from sayso.article import Article, Span
from sayso.cli.open_record import opened
from sayso.cli.output import put
from sayso.cli.terminal import say
from sayso.errors import PluginError
from sayso.interop.export_formats import export_formats, exported
from sayso.shown import as_json

_BRAT = "brat"  # a folder, no stream of pieces


@click.command("export")
@click.argument("record", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice((*export_formats(), _BRAT)), default="jsonl", show_default=True)
@click.option("--out", "folder", type=click.Path(file_okay=False, path_type=Path), help="For brat: the new folder.")
@click.option("--no-text", is_flag=True, help="Without the articles' text and the words of spans: offsets only.")
@click.option(
    "--corrections",
    is_flag=True,
    help="Only what people corrected, or annotated in a folder of brat's files, as training data in PolNeAR's shape.",
)
def command(record: Path, form: str, folder: Path | None, no_text: bool, corrections: bool) -> None:
    """Write the latest version of every article of RECORD: a line of JSON an article (also as schema.org's JSON-LD, as
    W3C Web Annotations, or a line a FollowTheMoney entity), a row of CSV or Parquet a statement, or a folder for brat;
    or in a format that a plugin brings.
    Corrected statements are as people put them, and those marked wrong are left out."""
    _fit_together(form, folder, no_text, corrections)
    if os.path.isdir(record):  # noqa: PTH112 (Path.is_dir fails where a name is too long)
        if not corrections:
            raise click.UsageError(f"{record} is a folder: give --corrections to read the brat files in it")
        _annotated(record)
        return
    with opened(record) as kept:
        if corrections:
            from sayso.record import lessons

            for lesson in lessons(kept):
                click.echo(as_json(lesson))
            return
        from sayso.linking.canonical import canonical

        articles = (_without_text(a) if no_text else a for a in canonical(kept, kept.articles()))
        if folder:
            _brat(articles, folder)
            return
        try:
            for piece in exported(form, articles):
                put(piece)
        except (ImportError, PluginError) as error:
            raise click.ClickException(str(error)) from error


def _fit_together(form: str, folder: Path | None, no_text: bool, corrections: bool) -> None:
    if corrections and (form != "jsonl" or no_text):
        raise click.UsageError("--corrections are JSON lines with their text")
    if (form == _BRAT) != bool(folder):
        raise click.UsageError("--format brat writes files into a folder: give both it and --out FOLDER")
    if form == _BRAT and no_text:
        raise click.UsageError("brat shows the articles' text: leave --no-text out")


def _brat(articles: Iterable[Article], folder: Path) -> None:
    from sayso.interop import brat

    try:
        count = brat.write(articles, folder)
    except FileExistsError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{folder}: {count} articles", err=True)


def _annotated(folder: Path) -> None:
    """What people annotated in a folder of brat's files, as training data."""
    from sayso.interop import brat

    articles = problems = 0
    for found in brat.read(folder):
        if isinstance(found, brat.Problem):
            problems += 1
            say(str(found))
        else:
            articles += 1
            put(as_json({**found, "wrong": []}) + "\n")
    if not articles and not problems:
        raise click.ClickException(f"{folder}: holds no .ann file of brat's")
    if problems:
        raise SystemExit(1)


def _without_text(article: Article) -> Article:
    """The article with every word of its text left out; spans keep their offsets."""
    return replace(
        article,
        text="",
        statements=tuple(
            replace(
                s,
                cue=_bare(s.cue),
                source=_bare(s.source),
                content=_bare(s.content),
                addressee=_bare(s.addressee),
                when=s.when and replace(s.when, span=s.when.span and replace(s.when.span, text="")),
                via=s.via and replace(s.via, span=replace(s.via.span, text="")),
                credit=tuple(replace(c, way=_bare(c.way)) for c in s.credit),
                candidates=tuple(replace(c, way=_bare(c.way)) for c in s.candidates),
            )
            for s in article.statements
        ),
        actors=tuple(replace(a, mentions=_bare(a.mentions)) for a in article.actors),
    )


def _bare(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(replace(x, text="") for x in spans)
