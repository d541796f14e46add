"""`sayso remove`: an article out of a record."""

from pathlib import Path

import click

from sayso.cli.open_record import RECORD, opened


@click.command("remove")
@RECORD
@click.argument("article")
@click.option("--why", help="Kept beside the article's address, which stays.")
def command(record: Path, article: str, why: str | None) -> None:
    """Take ARTICLE, by its address or id, out of RECORD with its pages, statements and actors. Nothing brings it back:
    its address is kept, and what is added later under it is left out."""
    with opened(record) as kept:
        if not kept.remove(article, why):
            raise click.ClickException(f"{record}: holds no article {article!r}: `sayso search` shows addresses")
    click.echo(f"removed {article}")
