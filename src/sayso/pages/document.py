"""Documents of office programs and printers: which a file is, told by what it holds and not by its name, and what it
tells before it is an article."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sayso.article import Article
from sayso.pages import dates
from sayso.pages.blocks import squashed
from sayso.pages.boilerplate_lines import by, is_sentence

DocumentKind = Literal["pdf", "word", "libre", "epub"]
# What reading a damaged ZIP file, or the XML in it, raises.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, KeyError, SyntaxError, EOFError, NotImplementedError,
    OSError, ValueError, OverflowError,
)  # fmt: skip
# What is no text and no document.
_BINARY = (
    (b"PK\x03\x04", "a ZIP file, damaged or empty"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP, WAV or AVI file"),
    (b"\x1f\x8b", "gzip inside gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"%!PS", "PostScript"),
    (b"\x7fELF", "a program"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive (unpack it, or make a ZIP of it)"),
    (b"Rar!\x1a", "a RAR archive (unpack it, or make a ZIP of it)"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
)
_ZIP = b"PK\x03\x04"
_WORD = "word/document.xml"
_AT = 30  # where the first name in a ZIP file stands
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_HEAD = re.compile(r"(\S[^–—\n]{2,89}?)\s*[–—-]{1,2}\s")  # "BRACKWATER, 8 September 2026 - "
_PIECES = re.compile(r"[,()]\s*")
_YEAR = re.compile(r"\D{0,9}((?:19|20)\d\d)-?(\d\d)-?(\d\d)")
_HALF = 183  # days
_LETTERS = 12  # fewer may begin another name by chance
_FIRST = 6  # paragraphs in which a dateline may stand
_MOST = 120  # code points; what is longer, or ends as a sentence does, stands above no title


def document_kind(data: bytes) -> DocumentKind | None:
    """What kind of document a file is, None where it is none that is read. Raises ValueError, with the reason
    as its message, for Word's old or locked ones."""
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(_ZIP):
        if data.startswith(b"mimetypeapplication/epub+zip", _AT):
            return "epub"
        if data.startswith(b"mimetypeapplication/vnd.oasis.opendocument.text", _AT):
            return "libre"
        return "word" if _WORD in _names(data) else None
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise ValueError("is an Office document that opens with a password only: save it without one")
        raise ValueError("is an old Word, Excel or Outlook file: save it as DOCX, CSV or EML")
    if data.startswith(b"{\\rtf"):
        raise ValueError("is an RTF document: save it as DOCX")
    return None


def _names(data: bytes) -> list[str]:
    """The names of what a ZIP file packs; of a damaged one as they stand in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return packed.namelist()
    except DAMAGED:
        return [_WORD] if _WORD.encode() in data else []


@dataclass(frozen=True, slots=True)
class Document:
    """The paragraphs of a document, its title first where it has one.

    `title` is None where nothing in it is marked as one. `problem` is what could not be read, in one line; None where
    all was.
    """

    paragraphs: tuple[str, ...]
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    url: str | None = None
    problem: str | None = None

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs)


def read_document(data: bytes) -> Document | None:
    """What a PDF or an Office file holds; None where it is neither. Raises ValueError, with the reason as its message,
    where it cannot be read."""
    kind = document_kind(data)
    if kind == "pdf":
        from sayso.pages.pdf import pdf_document

        return pdf_document(data)
    if kind in ("word", "libre"):
        from sayso.pages.office import office_document

        return office_document(data, is_word=kind == "word")
    return None


def document_article(document: Document, text: str, url: str | None) -> Article:
    """The article of a document, with what the document tells about it; `text` is its text. Raises ValueError as
    `plain_article` does."""
    from sayso.pages.plain import plain_article

    made = plain_article(text, url or document.url, document.title)
    return replace(made, authors=made.authors or document.authors, published=made.published or document.published)


def book_chapters(data: bytes) -> list[bytes]:
    """The XHTML of a book's chapters. Raises ValueError, with the reason as its message, where it has none."""
    from sayso.pages.epub import chapters

    if found := chapters(data):
        return found
    raise ValueError("is an EPUB book without text")


def known_binary(data: bytes) -> str | None:
    """What a file is that holds no text, where its first bytes tell."""
    return next((what for magic, what in _BINARY if data.startswith(magic)), None)


def document(
    paragraphs: list[str],
    *,
    title: str | None,
    named: str = "",
    author: str = "",
    made: str = "",
    url: str | None = None,
    problem: str | None = None,
) -> Document:
    """A document of its paragraphs, and what its file tells about itself.

    The name that a file gives is its title where a paragraph near its beginning says the same, else `title` is, a
    paragraph of it. Whoever a file names as its author wrote the article only where that name stands above it. The day
    on which a file was made is not the article's: it tells the year of a dateline without one, and no more.
    """
    known = squashed(named)
    top = [*paragraphs[:_FIRST], *([title] if title else [])]
    title = max((each for each in top if known and _is_title(squashed(each), known)), key=len, default=title)
    # A title may stand twice, above the letterhead and below it.
    titles = [i for i, each in enumerate(paragraphs) if each == title]
    at = max(i for i in titles if i < titles[0] + _FIRST) if titles else 0
    above, below = [each for each in paragraphs[:at] if each != title], paragraphs[at + 1 :] if title else paragraphs
    who = {squashed(each) for each in author.split(";")} - {""}
    shown = [each for each in (*above, *below[:_FIRST]) if squashed(each) in who]
    head = [title] if title else []
    return Document(
        paragraphs=(
            *head,
            *(x for x in above if _is_kept(x) and x not in shown),
            *(x for x in below if x not in shown),
        ),
        title=title,
        authors=tuple(dict.fromkeys(shown)),
        published=_dateline([*above, *below[:_FIRST]], made),
        url=url,
        problem=problem,
    )


def _is_title(words: str, known: str) -> bool:
    """Whether a paragraph is what a file is named, which may begin or end with the outlet's name."""
    return words == known or (len(words) >= _LETTERS and (known.startswith(words) or known.endswith(words)))


def _is_kept(line: str) -> bool:
    """Whether a line above the title is the article's: letterheads and labels are not, but tell the day."""
    return len(line) > _MOST or is_sentence(line) or bool(dates.held(line)) or bool(by(line))


def _dateline(lines: list[str], made: str) -> str | None:
    """The day in the first dateline: "BRACKWATER, 8 September 2026 - "; of one without a year, the last such day before
    the file was made."""
    heads = [found[1] for line in lines if (found := _HEAD.match(line))]
    if day := next((day for head in heads if (day := dates.held(head))), None):
        return day
    year = _YEAR.match(made)
    if not year:
        return None
    until = f"{year[1]}-{year[2]}-{year[3]}"
    told = [
        day
        for head in heads
        for piece in _PIECES.split(head)
        for each in (year[1], str(int(year[1]) - 1))
        if (day := dates.iso(f"{piece.strip()} {each}")) and _is_shortly(day, until)
    ]
    return next(iter(told), None)


def _is_shortly(day: str, until: str) -> bool:
    try:
        return 0 <= (date.fromisoformat(until) - date.fromisoformat(day)).days <= _HALF
    except ValueError:
        return False
