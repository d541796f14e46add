"""Atom feeds (RFC 4287)."""

import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from fastapi import Request, Response

from sayso.record import Found, Record, changes
from sayso.record.changes import cut as cut_statements
from sayso.record.changes import edited_key, first_added
from sayso.shown import doubt_of, speakers_of
from sayso.web.responses import tagged

_ATOM = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # nor should hold: C1


@dataclass(frozen=True, slots=True)
class Entry:
    """`path` is the page of what it tells; `updated` ISO 8601."""

    path: str
    title: str
    author: str
    updated: str
    summary: str
    actors: str | None = None


def entries(record: Record, found: Iterable[Found]) -> list[Entry]:
    """The entries of statements, the last that came or was altered by its outlet first."""
    altered: dict[int, dict[str, str]] = {}
    made = []
    for one in found:
        article = one.row["article"]
        if article not in altered:
            altered[article] = _altered(record, article)
        made.append(_entry(record, one, altered[article].get(one.row["id"])))
    return sorted(made, key=lambda e: e.updated, reverse=True)


def cut(record: Record, name: str) -> list[Entry]:
    """The entries of what was cut by its outlet and was said by who alone of the known actors has this name."""
    return [
        Entry(
            f"/statements/{one.id}",
            f"Cut by its outlet: {one.speakers} {one.cue}: {short(one.content)}",
            one.outlet or one.speakers,
            one.at,
            f"It stands no more in {one.key}",
        )
        for one in cut_statements(record, name)
    ]


def _altered(record: Record, article: int) -> dict[str, str]:
    """The statements of an article that its outlet altered, and when the record had that."""
    key = edited_key(record, article)
    found = changes(record, key) if key else ()
    return {s.id: c.added for c in found for s in c.edits.statements if s.what == "altered"}


def _entry(record: Record, one: Found, altered: str | None) -> Entry:
    """The entry of a statement; `altered` is when its outlet was seen to have altered it."""
    row = one.row
    who = speakers_of(row)
    act = f"not {row['act']}" if row["negated"] else row["act"]
    title = f"{'Altered by its outlet: ' if altered else ''}{who} ({act}): {short(row['content'])}"
    summary = " · ".join(x for x in (doubt_of(row), one.sentence, row["outlet"], row["title"]) if x)
    return Entry(
        f"/statements/{row['id']}",
        title,
        row["outlet"] or row["speakers"] or row["source"] or "(no source)",
        altered or first_added(record, row["id"]),
        summary,
        row["actor_ids"],
    )


def short(text: str) -> str:
    """Words as a title has them."""
    return textwrap.shorten(text, 100, placeholder=" …")


def atom(request: Request, title: str, page: str, entries: Iterable[Entry]) -> Response:
    """The feed of what is on a page, named by its path and query; the newest entry comes first."""
    base = str(request.base_url).rstrip("/")
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _add(feed, "title", title)
    _add(feed, "id", base + page)
    ElementTree.SubElement(feed, "link", rel="self", href=_valid(str(request.url)))
    ElementTree.SubElement(feed, "link", rel="alternate", href=_valid(base + page))
    listed = list(entries)
    _add(feed, "updated", listed[0].updated if listed else "1970-01-01T00:00:00Z")
    for one in listed:
        told = ElementTree.SubElement(feed, "entry")
        _add(told, "title", one.title)
        _add(told, "id", base + one.path)
        ElementTree.SubElement(told, "link", rel="alternate", href=_valid(base + one.path))
        _add(told, "updated", one.updated)
        _add(ElementTree.SubElement(told, "author"), "name", one.author)
        _add(told, "summary", one.summary)
        for actor in (one.actors or "").split("; "):
            if actor:
                ElementTree.SubElement(told, "link", rel="related", href=f"{base}/actors/{actor}")
    data = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return tagged(request, Response(data, media_type="application/atom+xml"))


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = _valid(text)


def _valid(text: str) -> str:
    return _NO_XML.sub("�", text)
