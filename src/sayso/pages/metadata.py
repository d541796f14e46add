"""What a page tells about its article: headline, outlet, authors, date, language."""

import calendar
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit

from sayso.pages import boilerplate_lines as lines
from sayso.pages import dates
from sayso.pages.blocks import collapsed, squashed
from sayso.pages.boilerplate_classes import is_a
from sayso.pages.dom import HEADINGS, INLINE, Element, walk
from sayso.pages.prune import is_comments

_ARTICLE = re.compile(r"\w*Article|BlogPosting|LiveBlogPosting|Report|\w+Posting")
_ORGANIZATION = re.compile(r"\w*Organization|Corporation")
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]{1,2}\s+")
_PUBLISHED = tuple(
    "article:published_time datepublished og:article:published_time og:published_time parsely-pub-date sailthru.date "
    "pubdate publishdate publish-date publication_date publication-date article.published dc.date dcterms.date "
    "dc.date.issued dcterms.created dcterms.issued citation_publication_date date originalpublicationdate".split()
)
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "dc.date.modified")
_AUTHORS = tuple(
    "author parsely-author byl sailthru.author dc.creator dcterms.creator article:author citation_author".split()
)
_OUTLETS = ("application-name", "apple-mobile-web-app-title", "dc.publisher", "twitter:site")
_DESCRIPTIONS = ("description", "og:description", "twitter:description")
# What browsers write into a page that they save, and SingleFile, which tells the day too.
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(?P<url>https?://\S+)"
    r"(?:\s+saved date:\s*(?P<date>\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4}))?"
)
_LABEL = re.compile(r"(?:(?:story|words|text|written|posted|reported)\s+)?by:?|(?:author|writer|reporter)s?:?", re.I)
_HEADINGS = ("h2", "h3", "b", "strong", "font", "div", "span", "td", "p")
_HEADLINE = 12  # letters; shorter words of the page may be in its title by chance
_HEAD = 2_000  # code points, in which that stands
_LONGEST = 400  # code points; more is no headline
_TITLE = 500  # code points; more is no title
_THINGS = 5_000  # objects of a JSON-LD document that are looked at
_BYLINE = 150  # code points; more than this names no authors
_NOBODY = frozenset(("admin", "administrator", "editor", "staff", *map(str.lower, calendar.day_name)))


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page tells; `headline` is the element that shows the title, where one does, `subtitles` the squashed
    texts by which it tells what the article is about. `url` is the address that
    the page was read from, else its own word for it."""

    url: str | None
    title: str | None
    headline: Element | None
    subtitles: frozenset[str]
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None
    updated: str | None
    language: str | None
    is_free: bool | None
    is_article: bool


def metadata(root: Element, url: str | None) -> Metadata:
    """Read the page's metadata: JSON-LD first, then meta tags, then what the page shows. From the whole tree, before
    anything is pruned."""
    linked, meta = _linked_data(root), _meta(root)
    url = url or _address(root, meta)
    page_title = collapsed(root.findtext(".//title") or "")[:_TITLE]
    outlet = _outlet(linked, meta, page_title, _site(url)) or _shown_outlet(root, page_title)
    told = [_text(linked.get("headline")), *_values(meta, ("og:title", "twitter:title")), page_title]
    headline = _headline(root, told, outlet)
    title = collapsed(headline.text_content()) if headline is not None else _without_outlet(_first(told), outlet)
    published = _published(root, linked, meta, url)
    lang = [root.get("lang"), root.get("xml:lang"), _text(linked.get("inLanguage")), *_values(meta, ("og:locale",))]
    outlet = outlet or _outlet_of(page_title, title) or ""
    return Metadata(
        url=url,
        title=title or None,
        headline=headline,
        subtitles=frozenset(map(squashed, (*_values(meta, _DESCRIPTIONS), _text(linked.get("description"))))) - {""},
        outlet=outlet or None,
        authors=_authors(root, linked, meta, {squashed(outlet), squashed(_name(linked.get("publisher")))}),
        published=published,
        updated=_updated(root, linked, meta, published),
        language=next((tag for tag in lang if tag), None),
        is_free=_is_free(linked),
        is_article=bool(linked),
    )


def saved(text: str) -> tuple[str | None, str | None]:
    """The address that a browser wrote into a page when it saved it, and when that was."""
    found = _SAVED.search(text[:_HEAD])
    if not found or not _is_address(found["url"]):
        return None, None
    try:
        day = datetime.strptime(found["date"] or "", "%a %b %d %Y %H:%M:%S GMT%z").isoformat()
    except ValueError:
        day = None
    return found["url"], day


def _address(root: Element, meta: dict[str, list[str]]) -> str | None:
    """The page's own word for its address; a site's front page is none."""
    linked = [e.get("href") or "" for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    return next((each for each in (*linked, *_values(meta, ("og:url",))) if _is_address(each)), None)


def _is_address(given: str) -> bool:
    try:
        found = urlsplit(given)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and bool(found.hostname) and len(found.path) > 1


def _site(url: str | None) -> str:
    """The letters of an address's host, without "www" and what follows its name: macrumors, nytimes."""
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url and _is_address(url) else ""
    names = [label for label in host.split(".")[:-1] if len(label) > 2 or host.count(".") == 1] or [host]
    return squashed(names[-1])


def _outlet(linked: dict[str, Any], meta: dict[str, list[str]], page_title: str, site: str) -> str:
    """The outlet's name as it writes it: what its address spells where something does ("Reuters", not the section that
    the page calls its site), else the first name that the page gives."""
    last = _SEPARATOR.split(page_title)[-1] if _SEPARATOR.search(page_title) else ""
    told = [*meta.get("og:site_name", []), last if _spells(last, site) else "", _name(linked.get("publisher"))]
    told = [text for text in (*told, *_values(meta, _OUTLETS)) if text and "://" not in text]
    spelt = [text for text in told if _letters(text) in (_letters(site), _letters(f"{site}com"))]
    # "detroitnews" is no more than the address again, and so is a handle.
    return _first((*(text for text in spelt if not text.islower() and text[0] != "@"), *told)).lstrip("@")


def _letters(name: str) -> str:
    return squashed(name).removeprefix("the")


def _spells(name: str, site: str) -> bool:
    """Whether a name begins as the site's does and holds its letters in their order: "The New York Times", nytimes."""
    words, given = _letters(name), iter(_letters(name))
    return bool(site) and words[:1] == _letters(site)[:1] and all(letter in given for letter in _letters(site))


def _linked_data(root: Element) -> dict[str, Any]:
    """The page's first JSON-LD object that is an article, with what it refers to by "@id" in the same document; empty
    where there is none."""
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                found = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            things = list(islice(_things(found), _THINGS))
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
    explicit = [words for text in told[:-1] if (words := squashed(text))]
    tops = [(e, words) for e in _tops(root) if (words := squashed(e.text_content())) not in ("", squashed(outlet))]
    tops = [(e, words) for e, words in tops if not is_a(e, "logo")]
    for element, words in tops:
        if any(words in each or each in words for each in explicit or known):
            rest = known[-1].removeprefix(words)  # "Harbor Post: Bridge opens", where the site's name is in large type
            shown = root.iter(*HEADINGS) if not explicit and len(rest) > len(words) else ()
            return next((e for e in shown if squashed(_short(e)) == rest), element)
    # Where the site's name is the <h1>, the article's title is a lesser heading.
    if (lesser := next((e for e in root.iter(*HEADINGS) if squashed(_short(e)) in explicit), None)) is not None:
        return lesser
    if tops and not explicit and len(tops) == 1:
        return tops[0][0]
    long = [(e, words) for e in root.iter(*_HEADINGS) if len(words := squashed(_short(e))) >= _HEADLINE]
    begins = (e for e, words in long if any(each.startswith(words) for each in known))
    ends = (e for e, words in long if any(each.endswith(words) for each in known))
    return next(chain(begins, ends, (e for e, _ in tops)), None)


def _tops(root: Element) -> Iterator[Element]:
    """The headings of the first rank: <h1>, and large type in old pages."""
    return (e for e in root.iter("h1", "font") if e.tag == "h1" or (e.get("size") or "") in ("5", "6", "7", "+2", "+3"))


def _short(element: Element) -> str:
    """The element's text, where it is short enough for a headline; its line breaks as bars."""
    text = ""
    for event, inner in walk(element):
        if event == "start":
            text += " | " if inner.tag == "br" else f"{'' if inner.tag in INLINE else ' '}{inner.text or ''}"
        elif inner is not element:
            text += inner.tail or ""
        if len(text) > _LONGEST:
            return ""
    return text


def _without_outlet(title: str, outlet: str) -> str:
    """The title without the outlet's name at its end."""
    pieces = _SEPARATOR.split(title)
    named = len(pieces) > 1 and squashed(pieces[-1]) == squashed(outlet)
    return title[: title.rindex(pieces[-1])].rstrip(" |–—·•»:-") if named else title


def _outlet_of(page_title: str, title: str) -> str | None:
    """What the page's title has beside the headline: "Bridge opens | Harbor Post", "Harbor Post: Bridge opens"."""
    before, _, rest = page_title.partition(title) if title else ("", "", "")
    if _SEPARATOR.match(rest):
        return _SEPARATOR.split(rest)[-1].strip() or None
    return _SEPARATOR.split(before)[0].rstrip(" |–—·•»:-") or None if re.search(r"[|–—·•»:-] $", before) else None


def _authors(root: Element, linked: dict[str, Any], meta: dict[str, list[str]], outlets: set[str]) -> tuple[str, ...]:
    """The authors that the page names, one by one; an outlet that names itself is none."""
    told = _listed(linked.get("author") or linked.get("creator"))
    names = list(map(_name, told))
    is_body = all(isinstance(each, dict) and _is_of(each, _ORGANIZATION) for each in told)
    in_meta, shown = _values(meta, _AUTHORS), _bylines(root)
    sources = [_people(texts, outlets) for texts in ([] if is_body else names, in_meta, shown, names)]
    # Systems keep who entered an article; who stands above it is who wrote it.
    if sources[2] and sources[0] and set(sources[2]) <= set(sources[1]) and not set(sources[2]) & set(sources[0]):
        return sources[2]
    several = len(sources[2]) > 1 and set(sources[0]) < set(sources[2])
    return sources[2] if several else next((people for people in sources if people), ())


def _people(texts: Iterable[str], outlets: set[str]) -> tuple[str, ...]:
    given = [text for text in texts if text and "://" not in text and len(text) < _BYLINE]
    given = [text for text in given if squashed(text) not in outlets]
    found = [name for text in given for name in lines.names(text) if name.lower() not in _NOBODY]
    named = [name for name in found if squashed(name) not in outlets]
    sections = [name for name in named[1:] if any(squashed(name).startswith(each) for each in outlets if each)]
    return tuple(dict.fromkeys(name for name in named if name not in sections))


def _bylines(root: Element) -> list[str]:
    """What the page shows as its authors: each element that is marked as one, else the first that is named so."""
    elements = [e for e in root.iter("a", "span", "p", "div", "address", "h4", "li") if not _in_other_part(e)]
    marked = [e for e in elements if e.get("rel") == "author" or "author" in (e.get("itemprop") or "")]
    named = (text for e in elements if is_a(e, "author") and (text := _names(e)))
    shown = (piece for e in elements for piece in lines.pieces(collapsed(_short(e))) if lines.by(piece))
    return [text for e in marked if (text := _names(e))] or list(islice(chain(named, shown), 1))


def _names(element: Element) -> str:
    """The first of the element's pieces between bars that is no label and no date, where that may be names."""
    text = collapsed(_short(element))
    some = lines.pieces(text) if 2 < len(text) < _BYLINE else []
    first = next((each for each in some if not _LABEL.fullmatch(each) and not dates.held(each)), "")
    return first if lines.is_names(first) else ""


def _in_other_part(element: Element) -> bool:
    """Whether the element tells about something else than the page's article."""
    chain = [element, *element.iterancestors()]
    in_article = any(e.tag == "article" for e in chain)  # whose <footer> may tell who wrote it
    return any(
        e.tag in ("aside", "nav") or (e.tag == "footer" and not in_article) or is_comments(e) or is_a(e, "teasers")
        for e in chain
    )


def _published(root: Element, linked: dict[str, Any], meta: dict[str, list[str]], url: str | None) -> str | None:
    """The day of publication where the outlet is: what the page declares, moved by a day where that is told in UTC or
    without a zone and the page shows the day before or after."""
    told = [_text(linked.get("datePublished")), *_values(meta, _PUBLISHED)]
    declared = [day for text in told if text and (day := dates.iso(text))]
    dated = [text for text in _shown_dates(root) if not lines.is_update(text)]
    shown = [day for text in dated if (day := dates.iso(text) or dates.held(text))]
    in_address = dates.in_address(url or "")
    if not declared:
        return next(iter(shown), in_address)
    first = declared[0]
    others = [each for each in (*declared[1:], *shown) if abs(_days(each, first)) <= 1]
    # One clock with two zones tells no zone.
    if not any(_is_utc(each) and each[:19] == first[:19] for each in declared):
        return first
    zoned = [each for each in others if not _is_utc(each) and each[:19] != first[:19]]
    if zoned and all(_days(each, first) for each in zoned):
        return zoned[0]
    return in_address if not zoned and in_address and _days(first, in_address) == 1 else first


def _updated(root: Element, linked: dict[str, Any], meta: dict[str, list[str]], published: str | None) -> str | None:
    """When the article was last changed, where the page tells another moment than that of its publication."""
    told = [_text(linked.get("dateModified")), *_values(meta, _UPDATED)]
    told += [line for line in _shown_dates(root) if lines.is_update(line)]
    found = (day for text in told if text and (day := dates.iso(text) or dates.held(text)))
    return next((day for day in found if not published or (day != published and day[:10] >= published[:10])), None)


def local(published: str, shown: str | None) -> str:
    """The day of publication where the outlet is, by the day that stands above the text."""
    return shown if shown and _is_utc(published) and abs(_days(shown, published)) == 1 else published


def _is_utc(day: str) -> bool:
    """Whether a time is told in UTC, or without a zone; a bare day is neither."""
    return "T" in day and not datetime.fromisoformat(day).utcoffset()


def _days(one: str, other: str) -> int:
    return (datetime.fromisoformat(one[:10]) - datetime.fromisoformat(other[:10])).days


def _shown_dates(root: Element) -> Iterator[str]:
    """The dates that the page shows where articles show theirs."""
    times = [e for e in root.iter("time") if not _in_other_part(e)]
    marked = [e for e in times if "datePublished" in (e.get("itemprop") or "") or e.get("pubdate") is not None]
    for element in [*marked, *times]:
        yield from (element.get("datetime") or "", collapsed(_short(element)))
    for element in root.iter("span", "p", "div", "abbr", "td", "font"):
        if is_a(element, "byline") and not _in_other_part(element):
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
