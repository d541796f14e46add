"""Many texts and pages read behind an answer: of each the article that it is, or why it is none. Nothing is kept in
the record."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from fastapi import HTTPException

from sayso import pages
from sayso.article import Article
from sayso.pages import Fetcher, Page
from sayso.web.reading import MAX_TEXT, Readings

MOST = 100  # texts and pages of a job
MAX_ALL = 20 * MAX_TEXT  # code points of all articles of a job: what came of it is held in memory
_log = logging.getLogger("sayso.web")


@dataclass(frozen=True, slots=True)
class Source:
    """What is to be read: one of the three."""

    text: str | None
    html: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one: its place among those that were given, from 1, and the article, or else the error."""

    position: int
    article: dict[str, Any] | None
    error: dict[str, Any] | None


def article_of(
    readings: Readings,
    source: Source,
    fetch: Callable[[str], Page] = pages.fetch,
    stop: threading.Event | None = None,
) -> Article:
    """The article of a source, not read yet; answers as `Readings` does."""
    if source.text is not None:
        return pages.read_text(source.text)
    if source.html is not None:
        return readings.pasted(source.html, html=True, stop=stop)
    return readings.at(str(source.url), fetch, stop)


class BulkReader:
    """Reads the sources of one job. Addresses are asked politely: robots.txt is obeyed, hosts are given pauses."""

    def __init__(self, readings: Readings, stop: threading.Event) -> None:
        self._readings = readings
        self._stop = stop
        self._fetcher = Fetcher(sleep=self._pause)
        self._left = MAX_ALL

    def read(self, position: int, source: Source) -> Result:
        """What came of one of them. Raises CancelledError where the job is to end."""
        try:
            article = article_of(self._readings, source, self._get, self._stop)
            if len(article.text) > self._left:
                raise HTTPException(413, f"All texts are longer than {MAX_ALL:,} characters: begin another job.")
            self._left -= len(article.text)
            return Result(position, self._readings.read(article, self._stop).to_dict(), None)
        except HTTPException as error:
            return _failed(position, error.status_code, str(error.detail))
        except CancelledError:
            raise
        except Exception:
            _log.exception("reading %s of a job", position)
            return _failed(position, 500, "Something is broken here; the server's log says what.")

    def _get(self, address: str) -> Page:
        page = self._fetcher.get(address)
        assert isinstance(page, Page)  # nothing was seen before
        return page

    def _pause(self, seconds: float) -> None:
        if self._stop.wait(seconds):
            raise CancelledError


def _failed(position: int, status: int, detail: str) -> Result:
    return Result(position, None, {"status": status, "title": HTTPStatus(status).phrase, "detail": detail})
