"""What a user typed to articles: files, standard input, addresses; one page or many JSON lines."""

import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from sayso.article import Article
from sayso.pages.errors import PageError
from sayso.pages.jsonl import is_array, is_json_line, json_objects, line_article
from sayso.pages.page import MAX_PAGE, Page
from sayso.pages.read import article

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.I)
_JSON_LINES = re.compile(r"\.(jsonl|ndjson)(\.gz)?$", re.I)
_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{\s*[\"}]")  # prose does not begin like that
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_JSON_TYPES = re.compile(r"application/(x-)?(jsonl|ndjson|jsonlines|json-lines)")
_SKIPPED = 8  # times MAX_PAGE: how much of an oversize line is read to find the next one


def sources(name: str, *, allow_private: bool = False) -> Iterator[Article | PageError]:
    """The articles of a file, of standard input ('-'), or of an http(s) address, in order.

    HTML and plain text give one, JSON lines one a line; gzip is unpacked. What cannot be read is yielded as a
    PageError, and the rest goes on. JSON lines are streamed. `allow_private` lets addresses of this machine and its
    network be fetched.
    """
    try:
        if not name.strip():
            raise PageError(repr(name), "is no file: give a path, an address, or - for standard input")
        if _ADDRESS.match(name):
            # Loaded here: only a user's address brings the network in.
            from sayso.pages.fetch import fetch

            page = fetch(name, allow_private=allow_private)
            yield from _articles(io.BytesIO(page.data), page)
        elif name == "-":
            if sys.stdin is None:
                raise PageError(name, "standard input is closed: nothing to read")
            yield from _articles(_unpacked(sys.stdin.buffer), _local(name))
        else:
            with Path(name).open("rb") as file:
                yield from _articles(_unpacked(file), _local(name))
    except PageError as error:
        yield error
    except (OSError, EOFError, zlib.error, ValueError) as error:
        yield PageError(name, _problem(error))


def _local(name: str) -> Page:
    return Page(b"", None, None, name, None, None)


def _unpacked(file: BinaryIO) -> BinaryIO:
    """The file, through gzip where its first bytes say so."""
    stream = file if isinstance(file, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, file))
    return cast(BinaryIO, gzip.open(stream, "rb")) if stream.peek(2).startswith(b"\x1f\x8b") else cast(BinaryIO, stream)


def _articles(stream: BinaryIO, page: Page) -> Iterator[Article | PageError]:
    """The articles in a stream; `page` tells where it came from."""
    read: list[bytes] = []
    first = b""
    while not first.strip() and sum(map(len, read)) <= MAX_PAGE and (first := stream.readline(MAX_PAGE + 1)):
        read.append(first)
    is_cut = len(first) > MAX_PAGE and bool(_OBJECT.match(first))
    if _is_json_lines(page) or is_cut or is_json_line(first):
        yield from _lines(read, stream, page)
        return
    data = b"".join(read)
    data += stream.read(max(0, MAX_PAGE + 1 - len(data)))
    if len(data) <= MAX_PAGE and page.media_type not in _HTML_TYPES and (_OBJECT.match(data) or is_array(data)):
        yield from _document(data, page)
    else:
        yield article(replace(page, data=data))


def _document(data: bytes, page: Page) -> Iterator[Article | PageError]:
    """The articles of a file that begins as JSON does: one of an object, many of an array or of lines."""
    try:
        found = json_objects(data)
    except ValueError as error:
        if any(map(is_json_line, data.splitlines())):
            yield from _lines([], io.BytesIO(data), page)
            return
        raise PageError(page.name, str(error)) from error
    for number, each in enumerate(found, 1):
        try:
            where = f"{page.name}:{number}" if len(found) > 1 else page.name
            yield replace(line_article(each, where), retrieved=page.retrieved)
        except PageError as error:
            yield error


def _is_json_lines(page: Page) -> bool:
    return bool(_JSON_TYPES.fullmatch(page.media_type) if page.media_type else _JSON_LINES.search(page.name))


def _lines(read: list[bytes], stream: BinaryIO, page: Page) -> Iterator[Article | PageError]:
    """The article of each line: of those `read` already, then of the rest of the stream."""
    count = 0
    for number, line in enumerate(chain(read, iter(lambda: stream.readline(MAX_PAGE + 1), b"")), 1):
        if not line.strip():
            continue
        count += 1
        try:
            yield replace(line_article(line, f"{page.name}:{number}"), retrieved=page.retrieved)
        except PageError as error:
            yield error
        if len(line) > MAX_PAGE and not line.endswith(b"\n"):
            _skip_line(stream, f"{page.name}:{number}")
    if not count:
        raise PageError(page.name, "is empty: nothing to read")


def _skip_line(stream: BinaryIO, where: str) -> None:
    """Read on to the next line."""
    for _ in range(_SKIPPED):
        if (rest := stream.readline(MAX_PAGE)).endswith(b"\n") or not rest:
            return
    raise PageError(where, "the line does not end: what follows is not read")


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
