"""What is pasted or named by its address, read at once and not kept: bounded in size, time and number."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLong
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import islice

from fastapi import HTTPException

from sayso import pages
from sayso.article import Article
from sayso.attribution import count
from sayso.pages import Found, Page, PageError
from sayso.pages.zips import Unpacking
from sayso.reader import Reader

MAX_TEXT = 100_000  # code points
MAX_PIECES = 40_000  # word pieces; prose of that many code points has some 22,000
MAX_PAGE = 4 << 20  # bytes of a page that is fetched
MAX_ITEMS = 50  # articles of a file that was sent, and parts of it that cannot be read
_UNPACKED = 64 << 20  # bytes of all that lies in it
_WAITING = 4  # that may wait for the one that is being read; and pages in which an article is looked for at once
_PATIENCE = 30.0  # seconds
_LOOKS = 1.0  # seconds after which who waits for a place looks whether to go on


class Readings:
    """One reader, loaded when it is first needed; what is not kept is read in a thread of its own."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "sayso-reader")
        self._places = threading.BoundedSemaphore(1 + _WAITING)
        self._searches = threading.BoundedSemaphore(_WAITING)
        self._reader: Reader | None = None
        self._loading = threading.Lock()

    def reader(self) -> Reader:
        """What reads."""
        with self._loading:
            if self._reader is None:
                self._reader = Reader()
            return self._reader

    def read(self, article: Article, stop: threading.Event | None = None) -> Article:
        """The article with its statements. Answers 413 where it is too long, 422 where it is in a language of which
        nothing is read, 503 where too many wait or it takes too long. Who gives a `stop` waits until there is a place,
        and is read for no longer than that is not set: raises CancelledError then."""
        if len(article.text) > MAX_TEXT:
            raise HTTPException(413, f"The text is longer than {MAX_TEXT:,} characters: give a part of it.")
        if count(article.text) > MAX_PIECES:
            raise HTTPException(
                413, f"The text has more than {MAX_PIECES:,} words, parts of words and marks: give a part of it."
            )
        if not pages.is_english(article):
            raise HTTPException(422, f"This is in {article.language}, not English: no statements are read in it.")
        given_up = threading.Event()
        _take(self._places, stop, "Too many texts wait to be read: try again in a minute.")
        try:
            task = self._thread.submit(self._read, article, [given_up, *([stop] if stop else [])])
        except BaseException:
            self._places.release()
            raise
        task.add_done_callback(self._leave)
        try:
            return task.result(_PATIENCE)
        except TooLong as error:
            task.cancel()
            given_up.set()
            raise HTTPException(503, "Reading this takes too long: give a shorter text.") from error

    def at(
        self, address: str, fetch: Callable[[str], Page] = pages.fetch, stop: threading.Event | None = None
    ) -> Article:
        """The article at an address, not read yet. Answers 422 where there is none, or it may not be asked for, 503
        where too many are looked for: who gives a `stop` waits."""
        with self._found(stop):
            page = fetch(address)
            if len(page.data) > MAX_PAGE:
                raise PageError(address, f"is larger than {MAX_PAGE >> 20} MiB: paste the article's text")
            return pages.article(page)

    def pasted(self, text: str, *, html: bool, stop: threading.Event | None = None) -> Article:
        """The article of what was pasted, not read yet; that it is HTML is told, or shows. Answers 422 where there is
        none in it, 503 where too many are looked for: who gives a `stop` waits."""
        media_type = "text/html" if html else None
        page = Page(text.encode("utf-8", "replace"), None, media_type, "what was pasted", None, "utf-8")
        with self._found(stop):
            return replace(pages.article(page), page_sha256=None)

    def inside(self, data: bytes, name: str) -> list[Article | PageError]:
        """The articles in a file that was sent or a text that was pasted, not read yet, and what cannot be read of it,
        as `sayso read` finds them; answers as `pasted` does."""
        with self._found():
            items = pages.in_file(BytesIO(data), name, unpacking=Unpacking(left=[_UNPACKED, MAX_ITEMS]))
            found = list(islice(items, MAX_ITEMS + 1))
        if len(found) > MAX_ITEMS:
            found[MAX_ITEMS] = PageError(name, f"holds more than {MAX_ITEMS} articles: the rest is not read")
        return [replace(item.article, page_sha256=None) if isinstance(item, Found) else item for item in found]

    def uploaded(self, data: bytes) -> Article:
        """The article of a file that was sent, not read yet; answers as `pasted` does."""
        with self._found():
            return replace(pages.article(Page(data, None, None, "the file", None, None)), page_sha256=None)

    @contextmanager
    def _found(self, stop: threading.Event | None = None) -> Iterator[None]:
        _take(self._searches, stop, "Too many pages are looked at: try again in a minute.")
        try:
            yield
        except PageError as error:
            raise HTTPException(422, str(error)) from error
        finally:
            self._searches.release()

    def close(self) -> None:
        """Read no more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _read(self, article: Article, ends: Sequence[threading.Event]) -> Article:
        return self.reader().read(article, partial(_go_on, ends))

    def _leave(self, _: "Future[Article]") -> None:
        self._places.release()


def _take(places: threading.BoundedSemaphore, stop: threading.Event | None, problem: str) -> None:
    if stop is None and not places.acquire(blocking=False):
        raise HTTPException(503, problem, {"Retry-After": "30"})
    while stop is not None and not places.acquire(timeout=_LOOKS):
        _go_on([stop])


def _go_on(ends: Sequence[threading.Event]) -> None:
    """Nothing, while somebody waits for the text that is being read; else its reading ends."""
    if any(end.is_set() for end in ends):
        raise CancelledError
