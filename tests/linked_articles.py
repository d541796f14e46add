"""Invented articles of several outlets on one matter, for a record with its links."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from sayso import Page, Reader, pages
from sayso.linking import update
from sayso.record import Record

SAID = "We found cracks in five of the old pillars and none of them can be mended"
ALTERED = SAID.replace("five", "six")
GAZETTE = f"""Bridge stays shut

LISSET (Reuters) — Harbour commissioner Mira Dolan told reporters on Friday that the bridge was far too weak for heavy \
lorries. “{SAID},” Dolan said.

Tomas Ruud, the mayor of Lisset, denied that any money was missing from the repair fund. He warned that the ferry \
could not carry every lorry of the island."""
HERALD = GAZETTE.replace("Bridge stays shut", "No lorries on the bridge") + "\n\nThe council meets on Monday."
OBSERVER = f"""Doubts about the bridge

The old bridge of Lisset will not open this year. “{ALTERED},” harbour commissioner Mira Dolan argued on Friday."""
COURIER = f"""Mayor speaks on pillars

Lisset waited for news of its bridge. “{SAID},” mayor Tomas Ruud said on Friday."""
HOSTILE = f"""<script>alert(1)</script> & more

The harbour office wrote a letter. “{SAID},” Mira Dolan said <b>on Friday</b>.

Mira Dolan added that “<img src=x onerror=alert(2)> stands on every sign of the bridge tonight”."""
ARTICLES = (
    ("https://gazette.example/bridge", "Gazette", "2026-03-13T08:00:00Z", GAZETTE),
    ("https://herald.example/lorries", "Herald", "2026-03-13T12:00:00Z", HERALD),
    ("https://observer.example/doubts", "Observer", "2026-03-14", OBSERVER),
    ("https://courier.example/mayor", "Courier", "2026-03-14", COURIER),
    ("javascript:alert(3)", '"><img src=x onerror=alert(4)>', "2026-03-14", HOSTILE),
)


def linked(path: Path, reader: Reader) -> Path:
    """A record of these articles, with their links."""
    record = Record(path, new=True)
    for url, outlet, published, text in ARTICLES:
        add(record, reader, url, outlet, published, text)
    update(record)
    record.close()
    return path


def add(record: Record, reader: Reader, url: str, outlet: str, published: str, text: str, kind: Any = None) -> None:
    page = Page(text.encode(), url, "text/plain", url, "2026-03-15T08:00:00Z", "utf-8")
    title = text.partition("\n")[0]
    made = replace(pages.read_text(text), url=url, title=title, published=published, outlet=outlet)
    record.add(record.begin("test", reader.engine), page, reader.read(made), kind)
