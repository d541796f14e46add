"""The text of a Word document (DOCX), told by what it holds and not by its name."""

import io
import zipfile
import zlib

from sayso.article import Article
from sayso.pages.page import Page

_ZIP = b"PK\x03\x04"
_BODY = b"word/document.xml"
_MOST = 64 << 20  # bytes of all that is packed in a document
_PARTS = 2_000
NEEDS = "is a Word document, and reading it needs python-docx: pip install 'sayso[docx]'"
_TEXT = ".//w:t[not(ancestor::w:moveFrom)] | .//w:tab | .//w:br | .//w:cr"


def is_docx(data: bytes) -> bool:
    """Whether a file is a Word document. The names of what is packed stand in it as they are."""
    return data.startswith(_ZIP) and _BODY in data


def docx_article(page: Page) -> tuple[Article, str | None]:
    """The article of a Word document, of which nothing is missing. Raises ValueError, with the reason as its message,
    where it is damaged, too large, or python-docx is not installed."""
    from sayso.pages.plain import plain_article

    return plain_article(_text(page.data), page.url), None


def _text(data: bytes) -> str:
    """The paragraphs, tables too, as changes that are tracked would leave them; an empty line between."""
    try:
        from docx import Document
        from docx.oxml.ns import qn
    except ImportError as error:
        raise ValueError(NEEDS) from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            held = packed.infolist()
        if len(held) > _PARTS or sum(x.file_size for x in held) > _MOST:
            raise ValueError(f"is a Word document of more than {_MOST >> 20} MiB unpacked: give its text alone")
        body = Document(io.BytesIO(data)).element.body
        found = [
            "".join(t.text or "" if t.tag == qn("w:t") else " " for t in p.xpath(_TEXT))
            for p in body.iter(qn("w:p"))
            if not p.xpath("ancestor::*[local-name() = 'Fallback']")
        ]
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        SyntaxError,
        EOFError,
        NotImplementedError,
        AttributeError,
    ) as error:
        raise ValueError("is a damaged Word document: open it and save it again") from error
    return "\n\n".join(line.strip() for line in found if line.strip())
