"""What a page tells about its article: headline, outlet, authors, date, language."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from sayso.pages import dates, lines, marks
from sayso.pages.dom import Element
from sayso.pages.layout import collapsed, squashed

_ARTICLE = re.compile(r"\w*Article|BlogPosting|LiveBlogPosting|Report|\w+Posting")
_ORGANIZATION = re.compile(r"\w*Organization|Corporation")
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]{1,2}\s+")
_PUBLISHED = tuple(
    "article:published_time datepublished og:article:published_time og:published_time parsely-pub-date sailthru.date "
    "pubdate publishdate publish-date publication_date publication-date article.published dc.date dcterms.date "
    "dc.date.issued dcterms.created dcterms.issued citation_publication_date date originalpublicationdate".split()
)
_AUTHORS = tuple(
    "author parsely-author byl sailthru.author dc.creator dcterms.creator article:author citation_author".split()
)
_OUTLETS = ("application-name", "apple-mobile-web-app-title", "dc.publisher", "twitter:site")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/-]|$)")
_HEADINGS = ("h2", "h3", "b", "strong", "font", "div", "span", "td", "p")
_HEADLINE = 12  # letters; shorter words of the page may be in its title by chance
_TITLE = 500  # code points; more is no title
_BYLINE = 150  # code points; more than this names no authors
_NOBODY = frozenset(("admin", "administrator", "editor", "staff"))


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page tells; `headline` is the element that shows the title, where one does."""

    title: str | None
    headline: Element | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    language: str | None
    is_free: bool | None


def metadata(root: Element, url: str | None) -> Metadata:
    """Read the page's metadata: JSON-LD first, then meta tags, then what the page shows. From the whole tree, before
    anything is pruned."""
    linked, meta = _linked_data(root), _meta(root)
    page_title = collapsed(root.findtext(".//title") or "")[:_TITLE]
    outlets = [*meta.get("og:site_name", []), _name(linked.get("publisher")), *_values(meta, _OUTLETS)]
    outlet = _first(outlets).lstrip("@") or _shown_outlet(root, page_title)
    told = [_text(linked.get("headline")), *_values(meta, ("og:title", "twitter:title")), page_title]
    headline = _headline(root, told, outlet)
    title = collapsed(headline.text_content()) if headline is not None else _without_outlet(_first(told), outlet)
    lang = [root.get("lang"), root.get("xml:lang"), _text(linked.get("inLanguage")), *_values(meta, ("og:locale",))]
    return Metadata(
        title=title or None,
        headline=headline,
        outlet=outlet or _outlet_of(page_title, title),
        authors=_authors(root, linked, meta, outlet),
        published=_published(root, linked, meta, url),
        language=next((tag for tag in lang if tag), None),
        is_free=_is_free(linked),
    )


def _linked_data(root: Element) -> dict[str, Any]:
    """The page's first JSON-LD object that is an article, with what it refers to by "@id" in the same document; empty
    where there is none."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                found = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            things = list(_things(found))
            for thing in things:
                if _is_of(thing, _ARTICLE):
                    known = {each["@id"]: each for each in things if isinstance(each.get("@id"), str)}
                    return {key: [_resolved(each, known) for each in _listed(thing[key])] for key in thing}
    return {}


def _is_free(linked: dict[str, Any]) -> bool | None:
    """Whether the page says that all may read it; None where it says neither."""
    told = str(next(iter(linked.get("isAccessibleForFree", [])), None)).rpartition("/")[2].lower()
    return {"true": True, "false": False}.get(told)


def _is_of(thing: dict[str, Any], kinds: re.Pattern[str]) -> bool:
    return any(isinstance(kind, str) and kinds.fullmatch(kind) for kind in _listed(thing.get("@type")))


def _resolved(given: Any, known: dict[str, dict[str, Any]]) -> Any:
    """What a JSON-LD value refers to by "@id", where it has no name of its own."""
    if isinstance(given, dict) and "name" not in given and isinstance(given.get("@id"), str):
        return known.get(given["@id"], given)
    return given


def _things(found: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document: its top, its lists, its graph."""
    for thing in _listed(found):
        if isinstance(thing, dict):
            yield thing
            inner = [each for key in ("@graph", "mainEntity", "mainEntityOfPage") for each in _listed(thing.get(key))]
            yield from (each for each in inner if isinstance(each, dict))


def _meta(root: Element) -> dict[str, list[str]]:
    """The contents of the page's meta tags by lower-case name."""
    found: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if content := collapsed(element.get("content") or ""):
            found.setdefault(name.lower(), []).append(content)
    return found


def _shown_outlet(root: Element, page_title: str) -> str:
    """The piece of the page's title that an <h1> shows, where another heading shows another piece: the site's name."""
    pieces = {squashed(piece): piece for piece in _SEPARATOR.split(page_title)}
    tops = [words for e in root.iter("h1") if (words := squashed(_short(e))) in pieces]
    others = [words for e in root.iter("h2", "h3") if (words := squashed(_short(e))) in pieces and words not in tops]
    return pieces[tops[0]] if len(tops) == 1 and others and len(others[0]) >= _HEADLINE else ""


def _headline(root: Element, told: list[str], outlet: str) -> Element | None:
    """The heading that shows the title: the first <h1> that the metadata knows, else the first that is not the site's
    name, else another heading that the metadata knows."""
    known = [words for text in told if (words := squashed(text))]
    tops = [(e, words) for e in root.iter("h1") if (words := squashed(e.text_content())) not in ("", squashed(outlet))]
    tops = [(e, words) for e, words in tops if not marks.is_logo(e)]
    for element, words in tops:
        if any(words in each or each in words for each in known):
            return element
    if tops:
        return tops[0][0]
    return next((e for e in root.iter(*_HEADINGS) if _begins(known, squashed(_short(e)))), None)


def _begins(known: list[str], words: str) -> bool:
    return len(words) >= _HEADLINE and any(each.startswith(words) for each in known)


def _short(element: Element) -> str:
    """The element's text, where it is short enough for a headline."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > 400:
            return ""
    return text


def _without_outlet(title: str, outlet: str) -> str:
    """The title without the outlet's name at its end."""
    pieces = _SEPARATOR.split(title)
    named = len(pieces) > 1 and squashed(pieces[-1]) == squashed(outlet)
    return title[: title.rindex(pieces[-1])].rstrip(" |–—·•»:-") if named else title


def _outlet_of(page_title: str, title: str) -> str | None:
    """What the page's title has after the headline: "Bridge reopens | The Harbor Post"."""
    rest = page_title[len(title) :] if title and page_title.startswith(title) else ""
    return _SEPARATOR.split(rest)[-1].strip() or None if _SEPARATOR.match(rest) else None


def _authors(root: Element, linked: dict[str, Any], meta: dict[str, list[str]], outlet: str) -> tuple[str, ...]:
    told = _listed(linked.get("author") or linked.get("creator"))
    nobody = all(isinstance(each, dict) and _is_of(each, _ORGANIZATION) for each in told)
    people = [] if nobody else list(map(_name, told))
    in_meta = _values(meta, _AUTHORS)
    # A newspaper may name itself as the author; who stands above the text says more.
    own = [[text for text in source if squashed(text) != squashed(outlet)] for source in (people, in_meta)]
    for source in (*own, _bylines(root), list(map(_name, told)), in_meta):
        texts = [text for text in source if text and "://" not in text and len(text) < _BYLINE]
        found = [name for text in texts for name in lines.names(text) if name.lower() not in _NOBODY]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _bylines(root: Element) -> list[str]:
    """What the page shows as its authors: each element that is marked as one, else the first that is named so."""
    elements = [e for e in root.iter("a", "span", "p", "div", "address", "h4", "li") if not _in_other_part(e)]
    marked = [e for e in elements if e.get("rel") == "author" or "author" in (e.get("itemprop") or "")]
    named = [e for e in elements if marks.is_author(e)]
    texts = [text for e in marked or named if (text := _names(e))][: None if marked else 1]
    return texts or [text for e in elements if lines.by(text := collapsed(_short(e)))][:1]


def _names(element: Element) -> str:
    """The element's text up to its first bar, where that may be names."""
    text = collapsed(_short(element))
    first = lines.pieces(text)[0] if 2 < len(text) < _BYLINE and lines.pieces(text) else ""
    return first if lines.is_names(first) else ""


def _in_other_part(element: Element) -> bool:
    """Whether the element tells about something else than the page's article."""
    return any(
        e.tag in ("aside", "footer", "nav") or marks.is_comments(e) or marks.is_teasers(e)
        for e in (element, *element.iterancestors())
    )


def _published(root: Element, linked: dict[str, Any], meta: dict[str, list[str]], url: str | None) -> str | None:
    told = [_text(linked.get("datePublished")), *_values(meta, _PUBLISHED), *_shown_dates(root)]
    if found := next((day for text in told if text and (day := dates.iso(text))), None):
        return found
    in_address = _IN_ADDRESS.search(url or "") or _IN_ADDRESS.search(_first(_values(meta, ("og:url",))))
    return dates.iso("{}-{:0>2}-{:0>2}".format(*in_address.groups())) if in_address else None


def _shown_dates(root: Element) -> Iterator[str]:
    """The dates that the page shows where articles show theirs."""
    times = [e for e in root.iter("time") if not _in_other_part(e)]
    marked = [e for e in times if "datePublished" in (e.get("itemprop") or "") or e.get("pubdate") is not None]
    for element in [*marked, *times]:
        yield from (element.get("datetime") or "", collapsed(_short(element)))
    for element in root.iter("span", "p", "div", "abbr", "td", "font"):
        if marks.is_byline(element) and not _in_other_part(element):
            yield from (element.get("content") or "", *lines.pieces(collapsed(_short(element))))


def _values(meta: dict[str, list[str]], keys: Iterable[str]) -> list[str]:
    return [value for key in keys for value in meta.get(key, [])]


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _text(given: Any) -> str:
    """A JSON-LD text, or the first of its list; many pages escape theirs as if it were HTML."""
    given = given[0] if isinstance(given, list) and given else given
    return collapsed(unescape(given)) if isinstance(given, str) else ""


def _name(given: Any) -> str:
    """The name of a JSON-LD person or organization, also where it is given as mere text."""
    given = given[0] if isinstance(given, list) and given else given
    return _text(given.get("name") if isinstance(given, dict) else given)
