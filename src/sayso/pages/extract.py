"""One page to one article, whatever kind of page it is."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sayso.article import Article
from sayso.errors import PageError
from sayso.pages import feeds
from sayso.pages.charset import decode, is_marked
from sayso.pages.document import (
    Document,
    book_chapters,
    document_article,
    document_kind,
    known_binary,
    read_document,
)
from sayso.pages.mail import is_mail, mail_article
from sayso.pages.page import MAX_PAGE, MAX_TEXT, Found, Page
from sayso.pages.transcripts import Primary, parted, spoken_by, turned, turns, with_turns, without_false_headline

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_HTML_NAME = re.compile(r"\.(x?html?|shtml|php|aspx?|jsp|amp)$", re.I)
_TEXT_NAME = re.compile(r"\.(txt|text|md|markdown)$", re.I)
_MARKDOWN_NAME = re.compile(r"\.(md|markdown)$", re.I)
_HTML = re.compile(r"<(!doctype html|html|head|body|meta|title|article|div|main|section|p|table|h1)\b", re.I)
_BREAK = re.compile(r"<br\s{0,9}/?>", re.I)
_END = re.compile(rb"(?<=\n)[ \t]*(?:\((?:END|ENDS)\)|-30-|###)[ \t]*\r?\n")  # of an agency's article
_ARTICLE = 200  # bytes; what is shorter is no article of its own
_SNIFFED = 4096
ROW = "application/x-ndjson"  # the media type of a page that is a row of a file
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")


def article(page: Page) -> Article:
    """The article of a page of HTML, plain text or captions. Raises PageError where the page is empty, binary, too
    large, a wall against robots, without an article, or stops at a paywall."""
    with _refused(page):
        first, *more = _parts(page) if document_kind(page.data) == "epub" else [page]
        if more:
            raise ValueError(f"is an EPUB book of {len(more) + 1} chapters: give them one by one, or add the file")
    made, problem = _article(first, None)
    if problem:
        raise PageError(page.name, problem)
    return made


def articles_of(page: Page) -> Iterator[Found | PageError]:
    """The article of a page, and what is missing of it: of one that stops at a paywall, its beginning is given. A text
    in which agencies' ends part articles is as many pages, and so is a book. Raises PageError as `article` does."""
    parts = _parts(page)
    if len(parts) > 1:
        for number, part in enumerate(parts, 1):
            try:  # without the address: two articles of one would be two versions of one
                yield from articles_of(replace(part, name=f"{page.name}:{number}", url=None))
            except PageError as error:
                yield error
        return
    made, problem = _article(parts[0], None)
    yield Found(made, page)
    if problem:
        yield PageError(page.name, problem)


def _parts(page: Page) -> list[Page]:
    """A plain text's articles, without the lines that end them, or a book's chapters; the page itself where it has
    one."""
    with _refused(page):
        kind = document_kind(page.data)
        if kind == "epub" and len(page.data) <= MAX_PAGE:
            return [replace(page, data=data, media_type="application/xhtml+xml") for data in book_chapters(page.data)]
    if kind or is_mail(page.data) or _is_html(page, page.data[:_SNIFFED].decode("latin-1")):
        return [page]
    parts = [part for part in _END.split(page.data) if len(part.strip()) >= _ARTICLE]
    return [replace(page, data=part) for part in parts] if len(parts) > 1 else [page]


@contextmanager
def _refused(page: Page) -> Iterator[None]:
    """A ValueError is why the page is refused."""
    try:
        yield
    except ValueError as error:
        raise PageError(page.name, str(error)) from error


def primary(found: Found, told: Primary) -> Found:
    """What was found, as the primary source that it is told to be, with its speakers' turns as parts. The text of a
    JSON line or a row stays as it is; the text of a page that is a speech begins with who speaks.

    Raises PageError where it has no turn, or nobody tells who speaks.
    """
    if told.kind == "release":
        return found
    if found.page.media_type != ROW:
        return replace(found, article=_article(found.page, told)[0])
    with _refused(found.page):
        return replace(found, article=turned(found.article, told))


def _article(page: Page, told: Primary | None) -> tuple[Article, str | None]:
    if not page.data.strip():
        raise PageError(page.name, "is empty: nothing to read")
    if len(page.data) > MAX_PAGE:
        raise PageError(page.name, f"is larger than {MAX_PAGE >> 20} MiB: give the article's own page")
    with _refused(page):
        made, problem = _converted(page, told)
    if not made.text:
        raise PageError(page.name, "no article text found: give the page of one article")
    if len(made.text) > MAX_TEXT:
        raise PageError(page.name, f"its text is longer than {MAX_TEXT:,} characters: split it")
    digest = hashlib.sha256(page.data).hexdigest()
    return replace(made, retrieved=page.retrieved or made.retrieved, page_sha256=digest), problem


def _converted(page: Page, told: Primary | None) -> tuple[Article, str | None]:
    """The article of a page, and what is missing of it. Raises ValueError where there is none."""
    if is_mail(page.data):
        made, problem = mail_article(page)
        return (_told(made, told) if told and made.text else made), problem
    document = read_document(page.data)
    text = document.text if document else _text(page)
    if kind := feeds.kind(text):
        raise ValueError(f"is a {kind}: give the page of one of its articles")
    return _made(page, text, told, document)


def _made(page: Page, text: str, told: Primary | None, document: Document | None) -> tuple[Article, str | None]:
    """The article of a page's text, and what is missing of it. Raises ValueError where there is none."""
    # Loaded here: lxml takes longer to import than `sayso --help` may take.
    from sayso.pages.captions import caption_article, is_captions
    from sayso.pages.html import html_article
    from sayso.pages.plain import plain_article, unmarked

    problem = None
    if document is None and is_captions(page, text):
        made = caption_article(text, page.url)
        if told and told.kind == "transcript" and turns(made):
            return made, None
        made = with_turns(made, ())
    else:
        if document is None and _MARKDOWN_NAME.search(page.name):
            text = unmarked(text)
        is_html = document is None and _is_html(page, text)
        if told and told.kind == "transcript":
            # Each turn is a paragraph of its own, also where only a line break parts them. What is cut is too long.
            text = _BREAK.sub("<br><br>", text) if is_html else parted(text[: 2 * MAX_TEXT + 1])
        if document:
            made, problem = document_article(document, text, page.url), document.problem
        else:
            made, problem = html_article(text, page.url) if is_html else (plain_article(text, page.url), None)
        if told and not is_html:
            made = without_false_headline(made)
    if told is None or not made.text:
        return made, problem
    return _told(made, told), problem


def _told(made: Article, told: Primary) -> Article:
    return spoken_by(made, told.speaker) if told.kind == "speech" else turned(made, told)


def _text(page: Page) -> str:
    if what := known_binary(page.data):
        raise ValueError(f"is {what}: give HTML, plain text or JSON lines")
    wide = is_marked(page.data) or (page.charset or "").lower().startswith("utf-16")
    text = decode(page.data, page.charset)
    has_controls = len(_CONTROLS.findall(text[:_SNIFFED])) > len(text[:_SNIFFED]) / 50
    if has_controls or (b"\0" in page.data and not wide):
        raise ValueError("is binary (it holds control characters): give HTML, plain text or JSON lines")
    return text


def _is_html(page: Page, text: str) -> bool:
    if page.media_type:
        return page.media_type in _HTML_TYPES
    if _TEXT_NAME.search(page.name):
        return False
    return bool(_HTML_NAME.search(page.name) or _HTML.search(text[:_SNIFFED]))
