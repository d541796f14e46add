"""WARC files: the pages that a crawler kept, with their addresses and times."""

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, cast

from sayso.errors import PageError
from sayso.pages.dates import iso
from sayso.pages.fetch import kept_headers
from sayso.pages.page import MAX_PAGE, Page

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_TYPES = ("text/html", "application/xhtml+xml", "text/plain")
_PLAIN = re.compile(rb"(?![0-9A-Fa-f]{1,8}[;\r\n])[^\x00-\x08\x0e-\x1f]*")  # neither packed nor in chunks
_SNIFFED = 4096
_HEAD = 1024 * 1024  # bytes that the headers of an answer may take beside its page


def is_warc(first: bytes) -> bool:
    """Whether a file's first line is a WARC's."""
    return first.startswith((b"WARC/1.0", b"WARC/1.1"))


def warc_pages(first: bytes, stream: BinaryIO, page: Page) -> Iterator[Page | PageError]:
    """The pages of an archive whose `first` line was read already: of all answers of status 200 that are HTML or plain
    text. A record that cannot be read is told and the others go on; where the archive itself is damaged, that is told
    and ends it."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    count = 0
    archive = _Archive(first, stream)
    try:
        # Read whole before they are parsed: a record cut off by the file's end must not pass for a page.
        records = ArchiveIterator(cast(BinaryIO, archive), parse_http=False, auto_decode="none", stream_detect=False)
        for record in records:
            data = _block(record)
            is_answer = record.record_type == WarcRecordType.response and record.is_http
            if is_answer and (found := _capture(record, data, page)) is not None:
                count += 1
                yield found
        archive.check_end()
    except (OSError, EOFError, ValueError, zlib.error) as error:
        reason = archive.damage or error
        yield PageError(
            page.name, f"is a WARC that is damaged or cut off ({reason}): what follows is lost, get it again"
        )
    else:
        if not count:
            yield PageError(page.name, "is a WARC without pages: no answer of status 200 is HTML or plain text")


class _Archive:
    """The stream with its first line before it, as far as fastwarc asks of a file. It ends where the stream is damaged:
    fastwarc reads ahead, and would lose what came before an exception."""

    def __init__(self, first: bytes, stream: BinaryIO) -> None:
        self._first = first
        self._stream = cast(io.BufferedReader, stream)
        self._given = 0
        self._last = b""
        self.damage: Exception | None = None

    def read(self, size: int) -> bytes:
        data, self._first = self._first[:size], self._first[size:]
        if not data and self.damage is None:
            try:
                data = self._stream.read1(size)  # as far as it is good
            except (OSError, EOFError, zlib.error) as error:
                self.damage = error
        self._given += len(data)
        self._last = (self._last + data)[-4:]
        return data

    def tell(self) -> int:
        return self._given

    def check_end(self) -> None:
        """Raise EOFError where the stream is damaged, or does not end as a record must: fastwarc takes a record that
        was cut off after its headers for none."""
        if self.damage is not None or not self._last.endswith((b"\r\n\r\n", b"\n\n")):
            raise EOFError("it ends in a record")


def _block(record: "WarcRecord") -> bytes:
    """The record's bytes; none where they are too many. Raises EOFError where the archive ends before they do."""
    length = record.headers.get("Content-Length")
    left = record.content_length
    is_large = left > MAX_PAGE + _HEAD
    pieces: list[bytes] = []
    while left > 0 and (piece := record.reader.read(min(left, 1 << 20))):
        left -= len(piece)
        if not is_large:
            pieces.append(piece)
    if length is None or left > 0:
        raise EOFError("it ends in a record")
    return b"".join(pieces)


def _capture(record: "WarcRecord", data: bytes, page: Page) -> Page | PageError | None:
    """The page in a record; None where it holds none."""
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    name = f"{page.name}:{url}"
    if record.content_length > MAX_PAGE + _HEAD and not data:
        return PageError(name, f"is larger than {MAX_PAGE >> 20} MiB: give the article's own page")
    try:
        answer, body = _answer(data)
        head = answer.http_headers
        # A crawler fetches robots.txt for itself.
        if head is None or head.status_code != 200 or answer.http_content_type not in _TYPES or _is_robots(url):
            return None
        headers = kept_headers(head.items())
    except (OSError, ValueError) as error:
        return PageError(name, f"is damaged in the archive ({error}): get it again")
    if reason := record.headers.get("WARC-Truncated"):
        return PageError(name, f"was cut off when it was archived ({reason}): give the article's own page")
    return replace(
        page,
        data=body,
        url=url or None,
        media_type=answer.http_content_type,
        name=name,
        retrieved=iso(record.headers.get("WARC-Date") or ""),
        charset=answer.http_charset,
        headers=headers,
    )


def _answer(data: bytes) -> tuple["WarcRecord", bytes]:
    """An answer and its body without the encodings that its headers tell. Many programs write the body as they read it,
    decoded, under the headers that it came with. Raises OSError where it is damaged."""
    from fastwarc.warc import WarcRecord

    damage: OSError | None = None
    for decode in ("all", "transfer", "content", "none"):
        answer = WarcRecord()
        try:
            answer.set_bytes_content(data)
            answer.is_http = True
            answer.parse_http(auto_decode=decode)
            body = answer.reader.read(MAX_PAGE + 1)
        except OSError as error:
            damage = damage or error
            continue
        if damage is None or _PLAIN.fullmatch(body[:_SNIFFED]):
            return answer, body
    raise damage or OSError("it cannot be decoded")


def _is_robots(url: str) -> bool:
    return url.partition("://")[2].partition("/")[2] == "robots.txt"
