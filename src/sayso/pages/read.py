"""One page to one article, whatever kind of page it is."""

import hashlib
import re
from dataclasses import replace

from sayso.article import Article
from sayso.pages import feeds
from sayso.pages.charset import decode, is_marked
from sayso.pages.errors import PageError
from sayso.pages.page import MAX_PAGE, MAX_TEXT, Page

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP, Word or EPUB file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP, WAV or AVI file"),
    (b"\x1f\x8b", "gzip inside gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"{\\rtf", "an RTF file"),
    (b"%!PS", "PostScript"),
    (b"\x7fELF", "a program"),
)
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_HTML_NAME = re.compile(r"\.(x?html?|shtml|php|aspx?|jsp|amp)$", re.I)
_TEXT_NAME = re.compile(r"\.(txt|text|md|markdown)$", re.I)
_MARKDOWN_NAME = re.compile(r"\.(md|markdown)$", re.I)
_HTML = re.compile(r"<(!doctype html|html|head|body|meta|title|article|div|main|section|p|table|h1)\b", re.I)
_SNIFFED = 4096
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")


def article(page: Page) -> Article:
    """The article of a page of HTML or plain text. Raises PageError where the page is empty, binary, too large, a wall
    against robots, or without an article."""
    if not page.data.strip():
        raise PageError(page.name, "is empty: nothing to read")
    if len(page.data) > MAX_PAGE:
        raise PageError(page.name, f"is larger than {MAX_PAGE >> 20} MiB: give the article's own page")
    text = _text(page)
    if kind := feeds.kind(text):
        raise PageError(page.name, f"is a {kind}: give the page of one of its articles")
    # Loaded here: lxml takes longer to import than `sayso --help` may take.
    from sayso.pages.html import html_article
    from sayso.pages.plain import plain_article, unmarked

    if _MARKDOWN_NAME.search(page.name):
        text = unmarked(text)
    try:
        made = (html_article if _is_html(page, text) else plain_article)(text, page.url)
    except ValueError as error:
        raise PageError(page.name, str(error)) from error
    if not made.text:
        raise PageError(page.name, "no article text found: give the page of one article")
    if len(made.text) > MAX_TEXT:
        raise PageError(page.name, f"its text is longer than {MAX_TEXT:,} characters: split it")
    return replace(made, retrieved=page.retrieved, page_sha256=hashlib.sha256(page.data).hexdigest())


def _text(page: Page) -> str:
    for magic, what in _MAGIC:
        if page.data.startswith(magic):
            raise PageError(page.name, f"is {what}: give HTML, plain text or JSON lines")
    wide = is_marked(page.data) or (page.charset or "").lower().startswith("utf-16")
    if b"\0" in page.data and not wide:
        raise PageError(page.name, "is binary (it holds NUL bytes): give HTML, plain text or JSON lines")
    text = decode(page.data, page.charset)
    if len(_CONTROLS.findall(text[:_SNIFFED])) > len(text[:_SNIFFED]) / 50:
        raise PageError(page.name, "is binary (it holds control characters): give HTML, plain text or JSON lines")
    return text


def _is_html(page: Page, text: str) -> bool:
    if page.media_type:
        return page.media_type in _HTML_TYPES
    if _TEXT_NAME.search(page.name):
        return False
    return bool(_HTML_NAME.search(page.name) or _HTML.search(text[:_SNIFFED]))
