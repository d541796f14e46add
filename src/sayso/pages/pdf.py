"""The text of a PDF: its paragraphs in reading order, its title, day, author and address."""

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sayso.pages.document import Document, document
from sayso.pages.page import MAX_TEXT
from sayso.pages.pdf_asides import body_size, note_marks, without_asides, without_marks, without_notes
from sayso.pages.pdf_layout import PdfPage, Segment, flows, gutter_of, rejoined, without_furniture
from sayso.pages.pdf_paragraphs import Paragraph, paragraphs

NEEDS = "is a PDF, and reading it needs pypdfium2: pip install 'sayso[pdf]'"
_PROGRAM = Path(__file__).with_name("pdf_segments.py")
_MOST_PAGES = 300
_TIME = 120  # seconds, of which the program itself takes half at most
_DAMAGED = "is a damaged PDF, or one that takes more than 500 MiB or a minute to open: print it to a new PDF"
_SCANNED = (
    "is a PDF of pictures without text, such as a scan: make its text with a program for recognizing text (OCR), which "
    "sayso is not"
)
_LOCKED = "is a PDF that opens with a password only: save it without one"
_LARGER = 1.12  # times the body's type is a heading's
_HEADLINE = 4  # words; larger type with fewer may be the outlet's name


def pdf_document(data: bytes) -> Document:
    """What a PDF holds, of its first 300 pages. Raises ValueError, with the reason as its message, where it is damaged,
    locked, without text, or pypdfium2 is not installed."""
    told = _opened(data)
    pages = [
        PdfPage(n, page["width"], page["height"], tuple(Segment(n, *each) for each in page["segments"]))
        for n, page in enumerate(told["pages"])
        if page["segments"]
    ]
    if not pages:
        raise ValueError(_SCANNED)
    pages, url = without_furniture(pages)
    found = _paragraphs(pages)
    return document(
        [each.text for each in found],
        title=_title(found),
        named=told["told"].get("Title", ""),
        author=told["told"].get("Author", ""),
        made=told["told"].get("CreationDate", ""),
        url=url,
        problem=_problem(told),
    )


def _paragraphs(pages: list[PdfPage]) -> list[Paragraph]:
    """The paragraphs of the text, then what stands beside it and in its footnotes."""
    body = body_size(pages)
    pages, beside = without_asides([rejoined(page) for page in pages])
    marks = note_marks(pages, body)
    text: list[list[Segment]] = []
    gutter: float | None = None
    for page in (without_marks(page, marks, body) for page in pages):
        gutter = gutter_of(page.segments) or gutter
        for flow in flows(page.segments, gutter):
            lines, notes = without_notes(flow, body)
            text += [lines] if lines else []
            beside += notes
    return [each for part in (text, *([aside] for aside in beside)) if part for each in paragraphs(part)]


def _opened(data: bytes) -> dict[str, Any]:
    """What pdf_segments.py tells of a file."""
    if find_spec("pypdfium2") is None:
        raise ValueError(NEEDS)
    try:
        done = subprocess.run(
            [sys.executable, "-P", str(_PROGRAM), str(_MOST_PAGES), str(MAX_TEXT)],
            input=data,
            capture_output=True,
            timeout=_TIME,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ValueError(_DAMAGED) from error
    told: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {"problem": "damaged"}
    if problem := told.get("problem"):
        raise ValueError(_LOCKED if problem == "password" else _DAMAGED)
    return told


def _problem(told: dict[str, Any]) -> str | None:
    """What was not read of a PDF, in one line."""
    count, read = told["count"], len(told["pages"])
    if read < count:
        return f"is a PDF of {count:,} pages: the first {read} are read; cut out the pages with the article"
    lost = [n for n, page in enumerate(told["pages"], 1) if page["segments"] is None]
    return f"is a damaged PDF: page {lost[0]} of {count} cannot be read" if lost else None


def _title(found: list[Paragraph]) -> str | None:
    """The paragraph of the first page in the largest type, of several words if there is one."""
    first = [each for each in found if each.page == found[0].page]
    body = max({each.size for each in found}, key=lambda size: sum(len(p.text) for p in found if p.size == size))
    large = [each for each in first if each.size > _LARGER * body]
    several = [each for each in large if len(each.text.split()) >= _HEADLINE]
    return max(several or large, key=lambda each: each.size).text if large else None
