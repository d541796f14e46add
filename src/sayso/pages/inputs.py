"""What a user typed to articles: files, folders, patterns, standard input, addresses."""

import gzip
import io
import re
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from sayso.article import Article
from sayso.errors import PageError
from sayso.pages.fetch import fetch
from sayso.pages.fetcher import Fetcher, NotModified
from sayso.pages.folders import folder_files, is_pattern, pattern_files
from sayso.pages.formats import articles, unpacked
from sayso.pages.page import Found, Page
from sayso.pages.zips import Unpacking

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.I)
_PACKED = ("application/gzip", "application/x-gzip")


def sources(name: str, *, allow_private: bool = False) -> Iterator[Article | PageError]:
    """The articles of what a user typed, in order: all that `found` takes.

    What cannot be read is yielded as a PageError, and the rest goes on. `allow_private` lets addresses of this machine
    and its network be fetched.
    """
    for each in found(name, allow_private=allow_private):
        yield each.article if isinstance(each, Found) else each


def found(name: str, *, fetcher: Fetcher | None = None, allow_private: bool = False) -> Iterator[Found | PageError]:
    """The articles of what a user typed, in order, each with the page that it was made from: of a file, a folder, a
    glob pattern, standard input ('-') or an http(s) address.

    HTML and plain text give one article; JSON lines and CSV one a row; a WARC one a page; a feed or sitemap those of
    its entries, which are fetched. Files may be gzipped; rows and archives are streamed. What cannot be read is
    yielded as a PageError, and the rest goes on. A page that has not changed since the fetcher's `seen` gives nothing.

    All is fetched by the `fetcher`. Without one, an address that the user typed is fetched as it stands, and what a
    feed lists by a new Fetcher; `allow_private` then lets addresses of this machine and its network be fetched.
    """
    try:
        if not name.strip():
            raise PageError(repr(name), "is no file: give a path, an address, or - for standard input")
        if _ADDRESS.match(name):
            yield from _at_address(name, fetcher, allow_private)
        elif name == "-":
            if sys.stdin is None:
                raise PageError(name, "standard input is closed: nothing to read")
            local = fetcher or Fetcher(allow_private=allow_private)
            yield from articles(unpacked(sys.stdin.buffer), _local(name), local)
        elif Path(name).is_dir():
            for path in folder_files(Path(name)):
                # Without a fetcher: nobody gave the addresses that a feed among many files may hold.
                yield from [path] if isinstance(path, PageError) else _in_file(str(path), None)
        elif is_pattern(name) and not Path(name).exists():
            for path in pattern_files(name):
                yield from _in_file(str(path), None)
        else:
            yield from _in_file(name, fetcher or Fetcher(allow_private=allow_private))
    except PageError as error:
        yield error
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield PageError(name, _problem(error))


def _at_address(name: str, fetcher: Fetcher | None, allow_private: bool) -> Iterator[Found | PageError]:
    page = fetcher.get(name, feeds=True) if fetcher else fetch(name, allow_private=allow_private, accept="feed")
    if isinstance(page, NotModified):
        return
    if page.media_type in _PACKED:
        page = replace(page, media_type=None)  # what is in it shows when it is unpacked
    yield from articles(unpacked(io.BytesIO(page.data)), page, fetcher or Fetcher(allow_private=allow_private))


def _in_file(name: str, fetcher: Fetcher | None) -> Iterator[Found | PageError]:
    try:
        with Path(name).open("rb") as file:
            yield from in_file(file, name, fetcher=fetcher)
    except (OSError, ValueError) as error:
        yield PageError(name, _problem(error))


def in_file(
    file: BinaryIO,
    name: str,
    *,
    fetcher: Fetcher | None = None,
    wanted: Callable[[int], bool] = lambda number: True,
    unpacking: Unpacking | None = None,
) -> Iterator[Found | PageError]:
    """The articles of an open file, as `found` gives them; of an archive or rows only those whose number, from 0, is
    `wanted`. Without a fetcher, a feed is an error, but for entries whose text stands in it. `unpacking` is what may be
    unpacked."""
    try:
        yield from articles(unpacked(file), _local(name), fetcher, wanted, unpacking)
    except PageError as error:
        yield error
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield PageError(name, _problem(error))


def _local(name: str) -> Page:
    return Page(b"", None, None, name, None, None)


def _problem(error: Exception) -> str:
    """What happened and what to do, from what the system or gzip says."""
    match error:
        case FileNotFoundError():
            return "no such file: check the path; addresses begin with https:// or http://"
        case IsADirectoryError():
            return "is a directory: give the files in it"
        case PermissionError():
            return "may not be read: check its permissions"
        case gzip.BadGzipFile() | EOFError() | zlib.error():
            return f"is damaged gzip ({error}): unpack it by hand or get it again"
        case OSError():
            return f"cannot be read ({error.strerror or error})"
    return f"cannot be read ({error})"
