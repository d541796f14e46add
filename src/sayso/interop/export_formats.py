"""The formats of `sayso export`, each a function from articles to pieces of a file: sayso's own, and plugins'."""

import io
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import EntryPoint
from typing import Any

from sayso.article import Article
from sayso.errors import PluginError
from sayso.interop.rows import COLUMNS, rows
from sayso.plugins import installed, load, named, reason
from sayso.shown import as_json, csv_row

GROUP = "sayso.export_formats"
ExportFormat = Callable[[Iterable[Article]], Iterable[str | bytes]]


def jsonl(articles: Iterable[Article]) -> Iterator[str]:
    """A line of JSON an article."""
    return _lines(articles, lambda article: [article.to_dict()])


def csv(articles: Iterable[Article]) -> Iterator[str]:
    """A row a statement."""
    yield csv_row(COLUMNS)
    for article in articles:
        yield "".join(map(csv_row, rows(article)))


def parquet(articles: Iterable[Article]) -> Iterator[bytes]:
    """The rows that CSV has, as one Parquet file. Raises ImportError where pyarrow is missing."""
    try:
        from pyarrow import parquet
    except ImportError as error:
        raise ImportError("Parquet needs pyarrow: pip install 'sayso[batch]'") from error
    from sayso.interop import frames

    held = io.BytesIO()
    with parquet.ParquetWriter(held, frames.schema()) as out:
        for batch in frames.batches(articles):
            out.write_batch(batch)
            yield _taken(held)
    yield _taken(held)


def jsonld(articles: Iterable[Article]) -> Iterator[str]:
    """A line of JSON-LD an article."""
    from sayso.interop import jsonld

    return _lines(articles, lambda article: [jsonld.document(article)])


def annotations(articles: Iterable[Article]) -> Iterator[str]:
    """A line an article: its page of W3C Web Annotations."""
    from sayso.interop import annotations

    return _lines(articles, lambda article: [annotations.page(article)])


def ftm(articles: Iterable[Article]) -> Iterator[str]:
    """A line a FollowTheMoney entity."""
    from sayso.interop import ftm

    return _lines(articles, ftm.entities)


_OWN: dict[str, ExportFormat] = {
    "jsonl": jsonl, "csv": csv, "parquet": parquet, "jsonld": jsonld, "annotations": annotations, "ftm": ftm,
}  # fmt: skip


def export_formats() -> tuple[str, ...]:
    """The names of all formats."""
    return (*_OWN, *installed(GROUP, tuple(_OWN)))


def exported(form: str, articles: Iterable[Article]) -> Iterator[str | bytes]:
    """The articles in a format, piece by piece. Raises PluginError where a plugin fails."""
    return iter(_OWN[form](articles)) if form in _OWN else _plugged(installed(GROUP, tuple(_OWN))[form], articles)


def _plugged(point: EntryPoint, articles: Iterable[Article]) -> Iterator[str | bytes]:
    export: ExportFormat = load(point)
    given = _Given(articles)
    try:
        for piece in export(given):
            if not isinstance(piece, str | bytes):
                raise TypeError(f"it gives {type(piece).__name__}, and must give text or bytes")
            yield piece
    except (Exception, SystemExit) as error:
        if error is given.error:
            raise  # no fault of the plugin's
        raise PluginError(named(point), f"fails ({reason(error)}): mend it or uninstall it") from error


class _Given:
    """Articles, and what went wrong in making them."""

    error: BaseException | None = None

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles = articles

    def __iter__(self) -> Iterator[Article]:
        try:
            yield from self._articles
        except Exception as error:
            self.error = error
            raise


def _lines(articles: Iterable[Article], made: Callable[[Article], Iterable[dict[str, Any]]]) -> Iterator[str]:
    return ("".join(as_json(line) + "\n" for line in made(article)) for article in articles)


def _taken(held: io.BytesIO) -> bytes:
    """What was written since this was asked last."""
    piece = held.getvalue()
    held.seek(0)
    held.truncate()
    return piece
