"""Formats of pages that plugins bring, in the group `sayso.page_formats`."""

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import EntryPoint
from typing import Any, BinaryIO, Protocol, cast

from sayso.errors import PageError, PluginError
from sayso.pages.page import Page
from sayso.plugins import installed, load, named, reason, tell

GROUP = "sayso.page_formats"
BEGINNING = 32_768  # bytes by which a format is told


class PageFormat(Protocol):
    """A format of pages: a module, or another object, with these two functions."""

    def matches(self, beginning: bytes) -> bool:
        """Whether a file is in this format, by its first 32 KiB."""

    def articles(self, file: BinaryIO) -> Iterable[Mapping[str, Any]]:
        """The articles of such a file, each with the keys of a JSON line: `text`, and what is known of `title`,
        `published`, `url`, `outlet`, `authors` and `id`. A ValueError says what is wrong with the file."""


@cache
def page_formats() -> tuple[tuple[EntryPoint, PageFormat], ...]:
    """The formats of plugins, in the order of their names. What cannot be loaded is told, once, and left out."""
    found = []
    for point in installed(GROUP).values():
        try:
            found.append((point, cast(PageFormat, load(point, "matches", "articles"))))
        except PluginError as error:
            tell(error)
    return tuple(found)


def begun(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """What a stream begins with, and the stream from there; nothing where there is no plugin to be told by it."""
    if not page_formats():
        return b"", stream
    beginning = stream.read(BEGINNING)
    if (stream.fileobj if isinstance(stream, gzip.GzipFile) else stream).seekable():
        stream.seek(0)
        return beginning, stream
    return beginning, cast(BinaryIO, io.BufferedReader(_Again(beginning, stream)))


def plugged_rows(beginning: bytes, stream: BinaryIO, page: Page) -> Iterator[tuple[str, bytes] | PageError] | None:
    """Each article of a stream as a JSON line, and where it stands ("FILE:12"), by the first plugin whose format it is
    in; None where it is in none. A plugin that fails is told, and what follows of the stream is not read by it."""
    for point, format in page_formats():
        try:
            is_meant = bool(format.matches(beginning[:BEGINNING]))
        except (Exception, SystemExit) as error:
            tell(PluginError(named(point), f"fails at `matches` ({reason(error)}): mend it or uninstall it"))
            continue
        if is_meant:
            return _lines(point, format, stream, page)
    return None


def _lines(
    point: EntryPoint, format: PageFormat, stream: BinaryIO, page: Page
) -> Iterator[tuple[str, bytes] | PageError]:
    number, known = 0, {"url": page.url} if page.url else {}
    try:
        for number, told in enumerate(format.articles(stream), 1):
            yield f"{page.name}:{number}", json.dumps({**known, **told}).encode()
    except (OSError, EOFError, zlib.error):
        raise  # the stream's
    except ValueError as error:
        yield PageError(page.name, f"{error} ({named(point)} says so)")
    except (Exception, SystemExit) as error:
        yield PageError(page.name, f"{named(point)} fails on it ({reason(error)}): mend it or uninstall it")
    else:
        if not number:
            yield PageError(page.name, f"holds no articles ({named(point)} says so)")


class _Again(io.RawIOBase):
    """A stream that cannot be gone back in, from its beginning, which was read."""

    def __init__(self, beginning: bytes, stream: BinaryIO) -> None:
        self._beginning, self._stream = io.BytesIO(beginning), stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._beginning.read(len(buffer)) or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
