"""Pages: files, folders, addresses, feeds, mails, documents, archives, captions, rows and pasted text to articles; the
one guarded way to fetch an address."""

from sayso.errors import PageError
from sayso.pages.extract import article, primary
from sayso.pages.fetch import fetch
from sayso.pages.fetcher import Fetcher, NotModified
from sayso.pages.inputs import found, in_file, sources
from sayso.pages.language import is_english
from sayso.pages.page import MAX_PAGE, MAX_TEXT, Found, Page
from sayso.pages.plain import read_text
from sayso.pages.plugged import PageFormat
from sayso.pages.post import check_address, post
from sayso.pages.public_hosts import is_public
from sayso.pages.transcripts import Primary, Turn, turns

__all__ = [
    "MAX_PAGE",
    "MAX_TEXT",
    "Fetcher",
    "Found",
    "NotModified",
    "Page",
    "PageError",
    "PageFormat",
    "Primary",
    "Turn",
    "article",
    "check_address",
    "fetch",
    "found",
    "in_file",
    "is_english",
    "is_public",
    "post",
    "primary",
    "read_text",
    "sources",
    "turns",
]
