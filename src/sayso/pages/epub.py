"""The chapters of an EPUB book: its pages in the order in which they are read."""

import io
import posixpath
import zipfile
from html import escape
from urllib.parse import unquote

from sayso.pages.document import DAMAGED

_MOST = 64 << 20  # bytes of all that is packed in a book
_PARTS = 2_000
_TEXT = 300  # letters; a page with fewer is a cover, or a title's
_CONTAINER = "META-INF/container.xml"


def chapters(data: bytes) -> list[bytes]:
    """The XHTML of a book's chapters, without covers and tables of contents. Raises ValueError, with the reason as its
    message, where the book is damaged, too large, locked or has none. The only chapter of a
    book has the book's title, where it tells none."""
    # Loaded here: lxml takes longer to import than `sayso --help` may take.
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    _check(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            root = etree.fromstring(packed.read(_CONTAINER), parser)
            (name, *_) = root.xpath("//*[local-name() = 'rootfile']/@full-path") or [""]
            book = etree.fromstring(packed.read(name), parser)
            items = {e.get("id"): e for e in book.iter("{*}item")}
            read = [items[e.get("idref")] for e in book.iter("{*}itemref") if e.get("idref") in items]
            names = [
                posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(e.get("href") or "")))
                for e in read
                if "nav" not in (e.get("properties") or "").split()
            ]
            found = [packed.read(each) for each in dict.fromkeys(names) if each in packed.namelist()]
    except DAMAGED as error:
        raise ValueError("is a damaged EPUB book: get it again") from error
    except RuntimeError as error:
        raise ValueError("is an EPUB book that opens with a password only: give its chapters as HTML") from error
    found = [each for each in found if _has_text(each)]
    (title, *_) = book.xpath("//*[local-name() = 'title']/text()") or [""]
    if len(found) == 1 and b"<title" not in found[0] and title.strip():
        found = [found[0].replace(b"<head>", f"<head><title>{escape(title)}</title>".encode(), 1)]
    return found


def _check(data: bytes) -> None:
    """Raises ValueError for a book that is damaged, locked or too large, before any of it is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            held = packed.infolist()
    except DAMAGED as error:
        raise ValueError("is a damaged EPUB book: get it again") from error
    if len(held) > _PARTS or sum(x.file_size for x in held) > _MOST:
        raise ValueError(f"is an EPUB book of more than {_MOST >> 20} MiB unpacked: give its chapters as HTML")
    if {"META-INF/encryption.xml", "META-INF/rights.xml"} <= {x.filename for x in held}:
        raise ValueError("is an EPUB book that is locked (DRM): give its chapters as HTML")


def _has_text(chapter: bytes) -> bool:
    from lxml import html

    try:
        body = html.fromstring(chapter).find(".//body")
    except (ValueError, SyntaxError):
        return False
    return body is not None and sum(map(str.isalpha, body.text_content())) >= _TEXT
