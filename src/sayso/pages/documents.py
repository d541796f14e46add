"""Documents: files that are one article and no text of their own, told by what they hold and not by their names."""

from collections.abc import Callable
from dataclasses import dataclass

from sayso.article import Article
from sayso.pages.docx import docx_article, is_docx
from sayso.pages.mail import is_mail, mail_article
from sayso.pages.page import Page

# The article of a document, and what is missing of it, if anything ("pages 3 to 9 are scans ..."). Raises ValueError,
# with the reason as its message, where it cannot be read: it is damaged, encrypted, too large, needs an extra.
Convert = Callable[[Page], tuple[Article, str | None]]


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of document: what tells it by a file's bytes, all of them or their beginning, and what converts it."""

    matches: Callable[[bytes], bool]
    convert: Convert


DOCUMENTS = (Document(is_docx, docx_article), Document(is_mail, mail_article))


def document(data: bytes) -> Document | None:
    """The kind of document that bytes are; None where they are none."""
    return next((kind for kind in DOCUMENTS if kind.matches(data)), None)
