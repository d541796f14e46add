"""ZIP files of pages: what is packed in them, bounded in number, size and depth."""

import io
import json
import lzma
import re
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from sayso.errors import PageError
from sayso.pages.blocks import collapsed
from sayso.pages.folders import is_article, without_beside
from sayso.pages.hints import Hints
from sayso.pages.page import MAX_PAGE, Page

MAX_DEPTH = 4  # a ZIP of mails with ZIPs of PDFs is 3 deep
MAX_UNPACKED = 4 << 30  # bytes of all that one file holds, however deep
MAX_FILES = 100_000
_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_DENSE, _SUSPECT = 200, 1 << 20  # times its packed size; bytes: text packs to a tenth, and a bomb to a thousandth
_WHOLE = ("word/document.xml", "META-INF/container.xml")  # in a Word document, in an EPUB
_LIBRE, _SORT = b"application/vnd.oasis.opendocument.text", 60  # what LibreOffice's text documents say they are
_REFUSED = (
    ("xl/workbook.xml", "is a spreadsheet (XLSX): save it as CSV"),
    ("xl/workbook.bin", "is a spreadsheet (XLSB): save it as CSV"),
    ("ppt/presentation.xml", "is a presentation (PPTX): save it as PDF"),
    ("META-INF/manifest.xml", "is an OpenDocument file, and no text: save it as PDF"),
)
_LISTED = "pages/pages.jsonl"  # the pages of a WACZ, where it lists them
_ABOUT = "datapackage.json"  # what every WACZ has, beside WARCs in archive/
_ARCHIVE = re.compile(r"archive/[^/]+\.warc(?:\.gz)?", re.I)
DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, NotImplementedError)


@dataclass(slots=True)
class Unpacking:
    """How deep a page lies in what a user gave, and what may still be unpacked there."""

    depth: int = 0
    left: list[int] = field(default_factory=lambda: [MAX_UNPACKED, MAX_FILES])

    def deeper(self, name: str, size: int) -> "Unpacking":
        """For what lies in it, of so many bytes. Raises PageError where it is too deep or too much."""
        self.left[0] -= size
        self.left[1] -= 1
        if self.depth == MAX_DEPTH:
            raise PageError(name, f"lies more than {MAX_DEPTH} deep in other files: unpack these and give it by itself")
        if min(self.left) < 0:
            raise TooMuch(
                name, f"lies in more than {MAX_UNPACKED >> 30} GiB or {MAX_FILES:,} files in one: give them as a folder"
            )
        return Unpacking(self.depth + 1, self.left)


class TooMuch(PageError):
    """More than is unpacked of one file: what follows is not read."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A file in a ZIP, open; `unpacking` is how deep it lies."""

    name: str
    stream: BinaryIO
    unpacking: Unpacking


def is_zip(first: bytes) -> bool:
    """Whether a file begins as a ZIP file does."""
    return first.startswith(_MAGIC)


@contextmanager
def whole(read: list[bytes], stream: BinaryIO) -> Iterator[BinaryIO]:
    """A stream of which some was `read`, as one in which one can go back: a ZIP's list of files is at its end."""
    if isinstance(getattr(stream, "raw", None), (io.FileIO, io.BytesIO)) and stream.seekable():
        stream.seek(0)
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        copy.writelines(read)
        left = MAX_UNPACKED - copy.tell()
        while left > 0 and (piece := stream.read(min(left, 1 << 20))):
            left -= copy.write(piece)
        copy.seek(0)
        yield cast(BinaryIO, copy)


def is_document(file: BinaryIO, name: str) -> bool:
    """Whether a ZIP file is one document, and no files of their own: also where it is so damaged that its list cannot
    be read. Raises PageError for documents that are not read."""
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
            sort = packed.read("mimetype")[:_SORT] if "mimetype" in names else b""
    except DAMAGE:
        return True
    if sort.startswith(_LIBRE):
        return True
    if reason := next((reason for part, reason in _REFUSED if part in names), None):
        raise PageError(name, reason)
    return any(part in names for part in _WHOLE)


def packed(file: BinaryIO, page: Page, unpacking: Unpacking) -> Iterator[Packed | PageError]:
    """The files in a ZIP that can be articles by their names, and open; of a WACZ its WARCs. One that cannot be read is
    told, and the others go on."""
    with zipfile.ZipFile(file) as archive:
        for info in _articles(archive.infolist()):
            name = f"{page.name}:{info.filename}"
            try:
                inside = unpacking.deeper(name, _size(info, name))
                with archive.open(info) as stream:
                    yield Packed(name, cast(BinaryIO, stream), inside)
            except TooMuch as error:
                yield error
                return
            except PageError as error:
                yield error
            except DAMAGE as error:
                yield PageError(name, f"is damaged in the ZIP file ({error}): get it again")


def listed(file: BinaryIO) -> dict[str, Hints]:
    """What a WACZ tells of its pages, by their addresses; nothing of another ZIP."""
    with zipfile.ZipFile(file) as archive:
        try:
            with archive.open(_LISTED) as stream:
                lines = stream.read(MAX_PAGE).splitlines()
        except (*DAMAGE, KeyError):
            return {}
    found: dict[str, Hints] = {}
    for line in lines:
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(told, dict) and isinstance(told.get("url"), str) and isinstance(told.get("title"), str):
            found[told["url"]] = Hints(title=collapsed(told["title"]) or None)
    return found


def _articles(infos: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    archives = [info for info in infos if _ARCHIVE.fullmatch(info.filename)]
    if archives and any(info.filename in (_LISTED, _ABOUT) for info in infos):
        return archives
    kept = set(without_beside(info.filename for info in infos))
    return [
        info
        for info in infos
        if info.filename in kept
        and not info.is_dir()
        and all(is_article(part) for part in PurePosixPath(info.filename).parts)
        and not info.filename.startswith("__MACOSX/")
    ]


def _size(info: zipfile.ZipInfo, name: str) -> int:
    """How large a file is when it is unpacked. Raises PageError where it should not be."""
    if info.flag_bits & 1:
        raise PageError(name, "is encrypted: unpack it with its password, and give that")
    if info.file_size > max(_SUSPECT, _DENSE * info.compress_size):
        raise PageError(name, f"would be {info.file_size >> 20} MiB unpacked, as a ZIP bomb is: it is not unpacked")
    return info.file_size
