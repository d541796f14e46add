"""`sayso export`: a record as rows or as articles."""

from dataclasses import replace
from pathlib import Path

import click

from sayso.article import Article, Span
from sayso.cli.opened import RECORD, opened
from sayso.cli.output import writer


@click.command("export")
@RECORD
@click.option("--format", "form", type=click.Choice(("jsonl", "csv")), default="jsonl", show_default=True)
@click.option("--no-text", is_flag=True, help="Without the articles' text and the words of spans: offsets only.")
def command(record: Path, form: str, no_text: bool) -> None:
    """Write the latest version of every article of RECORD: a line of JSON an article, or a row of CSV a statement."""
    with opened(record) as kept, writer("csv" if form == "csv" else "jsonl") as write:
        for article in kept.articles():
            write(_without_text(article) if no_text else article)


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
