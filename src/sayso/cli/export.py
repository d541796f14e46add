"""`sayso export`: a record as rows, as articles, or as training data."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import click

from sayso.article import Article, Span
from sayso.cli.opened import RECORD, opened
from sayso.cli.output import COLUMNS, rows, standard_output, writer
from sayso.record import lessons


@click.command("export")
@RECORD
@click.option("--format", "form", type=click.Choice(("jsonl", "csv", "parquet")), default="jsonl", show_default=True)
@click.option("--no-text", is_flag=True, help="Without the articles' text and the words of spans: offsets only.")
@click.option("--corrections", is_flag=True, help="Only what people corrected, as training data in PolNeAR's shape.")
def command(record: Path, form: str, no_text: bool, corrections: bool) -> None:
    """Write the latest version of every article of RECORD: a line of JSON an article, or a row of CSV or Parquet a
    statement. Corrected statements are as people put them, and those marked wrong are left out."""
    if corrections and (form != "jsonl" or no_text):
        raise click.UsageError("--corrections are JSON lines with their text")
    with opened(record) as kept:
        if corrections:
            for lesson in lessons(kept):
                click.echo(json.dumps(lesson, ensure_ascii=False))
            return
        articles = (_without_text(a) if no_text else a for a in kept.articles())
        if form == "parquet":
            _parquet(articles)
            return
        with writer("csv" if form == "csv" else "jsonl") as write:
            for article in articles:
                write(article)


def _parquet(articles: Iterable[Article]) -> None:
    """The rows that CSV has, as one Parquet file on standard output."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise click.ClickException("Parquet needs pyarrow: pip install 'sayso[batch]'") from error
    stream = standard_output()
    kinds = {
        "negated": pyarrow.bool_(),
        "confidence": pyarrow.float64(),
        "start": pyarrow.int64(),
        "end": pyarrow.int64(),
    }
    schema = pyarrow.schema([(column, kinds.get(column, pyarrow.string())) for column in COLUMNS])
    with parquet.ParquetWriter(stream, schema) as out:
        for article in articles:
            made = [dict(zip(COLUMNS, row, strict=True)) for row in rows(article)]
            out.write_table(pyarrow.Table.from_pylist(made, schema=schema))


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
            )
            for s in article.statements
        ),
        actors=tuple(replace(a, mentions=_bare(a.mentions)) for a in article.actors),
    )


def _bare(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(replace(x, text="") for x in spans)
