"""The chapters of an EPUB book: its pages in the order in which they are read."""

import io
import posixpath
import zipfile
from html import escape
from urllib.parse import unquote

from sayso.pages.dates import iso
from sayso.pages.document import DAMAGED
from sayso.pages.dom import Element

_MOST = 64 << 20  # bytes of all that is packed in a book
_PARTS = 2_000
_TEXT = 300  # letters; a page with fewer is a cover, or a title's
_CONTAINER = "META-INF/container.xml"


def chapters(data: bytes) -> list[bytes]:
    """The XHTML of a book's chapters, without covers and tables of contents. Raises ValueError, with the reason as its
    message, where the book is damaged, too large, locked or has none. What the book tells about itself stands in the
    head of each chapter: its authors, its day, and its title where it has one chapter."""
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
            pages = [packed.read(each) for each in dict.fromkeys(names) if each in packed.namelist()]
    except DAMAGED as error:
        raise ValueError("is a damaged EPUB book: get it again") from error
    except RuntimeError as error:
        raise ValueError("is an EPUB book that opens with a password only: give its chapters as HTML") from error
    found = [each for each in pages if _has_text(each)]
    told = _about(book, b"".join(pages).decode("utf-8", "replace"))
    (title, *_) = book.xpath("//*[local-name() = 'title']/text()") or [""]
    if len(found) == 1 and b"<title" not in found[0] and title.strip():
        told = f"<title>{escape(title)}</title>{told}"
    return [each.replace(b"<head>", f"<head>{told}".encode(), 1) for each in found]


def _about(book: Element, text: str) -> str:
    """The authors and the day of a book, as a page's head tells them. Programs name as the author who has the account:
    he is one only where the book shows his name. When a file was made is no day of publication."""
    names = [" ".join((e.text or "").split()) for e in book.iter("{*}creator")]
    told = "".join(f'<meta name="author" content="{escape(name)}"/>' for name in names if name and name in text)
    made = {(e.text or "")[:10] for e in book.iter("{*}meta") if e.get("property") == "dcterms:modified"}
    days = [day for e in book.iter("{*}date") if (day := iso(e.text or "")) and day[:10] not in made]
    return told + (f'<meta name="dc.date" content="{days[0]}"/>' if days else "")


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
