"""What a page tells about its article: headline, outlet, authors, date, language."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from itertools import chain, islice
from typing import Any

from sayso.article import Article
from sayso.lang import lists, pattern
from sayso.pages import boilerplate_lines as lines
from sayso.pages import dates
from sayso.pages.blocks import collapsed, squashed
from sayso.pages.boilerplate_classes import is_a
from sayso.pages.dom import HEADINGS, INLINE, Element, walk
from sayso.pages.prune import is_comments

_ARTICLE = re.compile(r"\w*Article|BlogPosting|LiveBlogPosting|Report|\w+Posting")
_SEPARATOR = re.compile(r"\s+[|–—·•»:-]{1,2}\s+")
_PIECES = re.compile(rf"{_SEPARATOR.pattern}|:\s+")
_RAW = lists("metadata")
_NAMES = {kind: names.split() for kind, names in _RAW["names"].items()}
_LABEL, _NOBODY = pattern(_RAW["label"]), pattern(_RAW["nobody"])
_ADDRESS = re.compile(r"https?://(?:[^/@\s]*@)?(?P<host>[^/\s:?#@\[\]]+)(?::\d+)?/[^?#\s]", re.I)
# What browsers write into a page that they save, and SingleFile, which tells the day too.
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(?P<url>https?://\S+)"
    r"(?:\s+saved date:\s*(?P<date>\w{3} \w{3} \d\d \d{4} \d\d:\d\d:\d\d GMT[+-]\d{4}))?"
)
_HEADINGS = ("h2", "h3", "b", "strong", "font", "div", "span", "td", "p")
_HEADLINE = 12  # letters; shorter words of the page may be in its title by chance
_HEAD = 2_000  # code points, in which that stands
_LONGEST = 400  # code points; more is no headline
_TITLE = 500  # code points; more is no title
_THINGS = 5_000  # objects of a JSON-LD document that are looked at
_BYLINE = 150  # code points; more than this names no authors


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the page tells: of its `article` all but the text; `headline` is the element that shows the title, where one
    does, `subtitles` the squashed texts by which it tells what the article is about. The article's address is where
    the page was read from, else the page's own word for it."""

    article: Article
    headline: Element | None
    subtitles: frozenset[str]
    is_free: bool | None
    is_article: bool


def metadata(root: Element, url: str | None, retrieved: str | None) -> Metadata:
    """Read the page's metadata: JSON-LD first, then meta tags, then what the page shows. From the whole tree, before
    anything is pruned."""
    linked = _linked_data(root)
    told = _told(root, linked)
    url = url or next((each for each in told["url"] if _ADDRESS.match(each)), None)
    page_title = collapsed(root.findtext(".//title") or "")[:_TITLE]
    outlet = _outlet(told, page_title, _site(url)) or _shown_outlet(root, page_title)
    headline = _headline(root, told["title"], page_title, outlet)
    title = collapsed(headline.text_content()) if headline is not None else _first([*told["title"], page_title])
    outlet = outlet or _outlet_of(page_title, title) or ""
    others = _in_other_parts(root)
    dated = list(_shown_dates(root, others))
    published = _published(dated, told["published"], url)
    authors = _listed(linked.get("author") or linked.get("creator"))
    outlets = {squashed(outlet), squashed(_name(linked.get("publisher")))}
    article = Article(
        id="",
        text="",
        url=url,
        title=title or None,
        outlet=outlet or None,
        authors=_authors(authors, told["authors"], _bylines(root, others), outlets),
        published=published,
        updated=_updated(dated, told["updated"], published),
        language=next(filter(None, (root.get("lang"), root.get("xml:lang"), *told["language"])), None),
        retrieved=retrieved,
    )
    subtitles = frozenset(map(squashed, told["description"])) - {""}
    return Metadata(article, headline, subtitles, _is_free(linked), bool(linked))


def saved(text: str) -> tuple[str | None, str | None]:
    """The address that a browser wrote into a page when it saved it, and when that was."""
    found = _SAVED.search(text[:_HEAD])
    if not found or not _ADDRESS.match(found["url"]):
        return None, None
    try:
        day = datetime.strptime(found["date"] or "", "%a %b %d %Y %H:%M:%S GMT%z").isoformat()
    except ValueError:
        day = None
    return found["url"], day


def _site(url: str | None) -> str:
    """The letters of an address's host, without "www" and what follows its name: macrumors, nytimes."""
    found = _ADDRESS.match(url or "")
    host = found["host"].lower().removeprefix("www.") if found else ""
    names = [label for label in host.split(".")[:-1] if len(label) > 2 or host.count(".") == 1] or [host]
    return squashed(names[-1])


def _outlet(told: dict[str, list[str]], page_title: str, site: str) -> str:
    """The outlet's name as it writes it: what its address spells where something does ("Reuters", not the section that
    the page calls its site), else the first name that the page gives."""
    last = _SEPARATOR.split(page_title)[-1] if _SEPARATOR.search(page_title) else ""
    given = (*told["site"], last if _spells(last, site) else "", *told["outlet"])
    names = [text for text in given if text and "://" not in text]
    spelt = [text for text in names if _letters(text) in (_letters(site), _letters(f"{site}com"))]
    # "detroitnews" is no more than the address again, and so is a handle.
    return _first((*(text for text in spelt if not text.islower() and text[0] != "@"), *names)).lstrip("@")


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
                if any(isinstance(kind, str) and _ARTICLE.fullmatch(kind) for kind in _listed(thing.get("@type"))):
                    known = {each["@id"]: each for each in things if isinstance(each.get("@id"), str)}
                    return {key: [_resolved(each, known) for each in _listed(thing[key])] for key in thing}
    return {}


def _is_free(linked: dict[str, Any]) -> bool | None:
    """Whether the page says that all may read it; None where it says neither."""
    told = str(next(iter(linked.get("isAccessibleForFree", [])), None)).rpartition("/")[2].lower()
    return {"true": True, "false": False}.get(told)


def _resolved(given: Any, known: dict[str, dict[str, Any]]) -> Any:
    """What a JSON-LD value refers to by "@id", where it has no name of its own."""
    if isinstance(given, dict) and "name" not in given and isinstance(given.get("@id"), str):
        return known.get(given["@id"], given)
    return given


def _things(found: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document: its top, its lists, its graph."""
    tops = [thing for thing in _listed(found) if isinstance(thing, dict)]
    return (each for top in tops for each in (top, *_listed(top.get("@graph"))) if isinstance(each, dict))


def _told(root: Element, linked: dict[str, Any]) -> dict[str, list[str]]:
    """What the page declares of each kind, in the order of lang/en/metadata.toml; the address also by its link."""
    found = defaultdict(list, {f"ld:{key}": list(map(_name, given)) for key, given in linked.items()})
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        found[name.lower()].append(collapsed(element.get("content") or ""))
    told = {kind: [text for name in names for text in found.get(name, ()) if text] for kind, names in _NAMES.items()}
    canonical = [e.get("href") or "" for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    return told | {"url": [*canonical, *told["url"]]}


def _shown_outlet(root: Element, page_title: str) -> str:
    """The piece of the page's title that the largest type shows, where a lesser heading shows another: the site's
    name."""
    pieces = {squashed(piece): piece for piece in _PIECES.split(page_title)}
    tops = {words for e in _tops(root) if (words := squashed(_short(e))) in pieces}
    lesser = (words for e in root.iter(*HEADINGS) if (words := squashed(_short(e))) in pieces and words not in tops)
    return pieces[tops.pop()] if len(tops) == 1 and len(next(lesser, "")) >= _HEADLINE else ""


def _headline(root: Element, told: list[str], page_title: str, outlet: str) -> Element | None:
    """The heading that shows the title: the first <h1> that the metadata knows, else the first that is not the site's
    name, else another heading that the metadata knows."""
    explicit = [words for text in told if (words := squashed(text))]
    known = [*explicit, *filter(None, [squashed(page_title)])]
    own = squashed(outlet)
    tops = [(e, words) for e in _tops(root) if (words := squashed(e.text_content())) not in ("", own)]

    def long() -> Iterator[tuple[Element, str]]:
        for e in root.iter(*_HEADINGS):
            if len(words := squashed(_short(e))) >= _HEADLINE and words != own:
                yield e, words

    found = chain(
        (e for e, words in tops if any(words in each or each in words for each in explicit or known)),
        # Where the site's name is the <h1>, the article's title is a lesser heading.
        (e for e in root.iter(*HEADINGS) if squashed(_short(e)) in explicit),
        (e for e, words in long() if any(each.startswith(words) for each in known)),
        (e for e, words in long() if any(each.endswith(words) for each in known)),
        (e for e, _ in tops),
    )
    return next(found, None)


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


def _outlet_of(page_title: str, title: str) -> str | None:
    """What the page's title has beside the headline: "Bridge opens | Harbor Post", "Harbor Post: Bridge opens"."""
    before, _, rest = page_title.partition(title) if title else ("", "", "")
    if _SEPARATOR.match(rest):
        return _SEPARATOR.split(rest)[-1].strip() or None
    return _SEPARATOR.split(before)[0].rstrip(" |–—·•»:-") or None if re.search(r"[|–—·•»:-] $", before) else None


def _authors(given: list[Any], meta: list[str], bylines: list[str], outlets: set[str]) -> tuple[str, ...]:
    """The authors that the page names, one by one; an outlet that names itself is none."""
    named, in_meta, shown = (_people(texts, outlets) for texts in (map(_name, given), meta, bylines))
    told = () if all(isinstance(each, dict) and "Organization" in str(each.get("@type")) for each in given) else named
    # Systems keep who entered an article; who stands above it is who wrote it.
    is_entered = bool(shown and told) and set(shown) <= set(in_meta) and not set(shown) & set(told)
    if is_entered or (len(shown) > 1 and set(told) < set(shown)):
        return shown
    return told or in_meta or shown or named


def _people(texts: Iterable[str], outlets: set[str]) -> tuple[str, ...]:
    given = [text for text in texts if text and "://" not in text and len(text) < _BYLINE]
    found = [name for text in given for name in lines.names(text) if not _NOBODY.fullmatch(name)]
    named = [name for name in found if squashed(name) not in outlets]
    sections = [name for name in named[1:] if any(squashed(name).startswith(each) for each in outlets if each)]
    return tuple(dict.fromkeys(name for name in named if name not in sections))


def _bylines(root: Element, others: set[Element]) -> list[str]:
    """What the page shows as its authors: each element that is marked as one, else the first that is named so."""
    elements = [e for e in root.iter("a", "span", "p", "div", "address", "h4", "li") if e not in others]
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


def _in_other_parts(root: Element) -> set[Element]:
    """The elements that tell about something else than the page's article."""
    found: set[Element] = set()
    for e in root.iter():
        # An article's <footer> may tell who wrote it.
        is_foot = e.tag == "footer" and next(e.iterancestors("article"), None) is None
        if e.getparent() in found or e.tag in ("aside", "nav") or is_foot or is_comments(e) or is_a(e, "teasers"):
            found.add(e)
    return found


def _published(dated: list[str], told: list[str], url: str | None) -> str | None:
    """The day of publication where the outlet is: what the page declares, moved by a day where that is told in UTC or
    without a zone and the page shows the day before or after."""
    declared = [day for text in told if (day := dates.iso(text))]
    shown = [day for text in dated if not lines.is_update(text) and (day := dates.iso(text) or dates.held(text))]
    in_address = dates.in_address(url or "")
    if not declared:
        return next(iter(shown), in_address)
    first = declared[0]
    others = [each for each in (*declared[1:], *shown) if abs(_days(each, first)) <= 1]
    # One clock with two zones tells no zone.
    if not any(_is_utc(each) and each[:19] == first[:19] for each in declared):
        return first
    zoned = [each for each in others if not _is_utc(each)]
    if zoned and all(_days(each, first) for each in zoned):
        return zoned[0]
    return in_address if not zoned and in_address and _days(first, in_address) == 1 else first


def _updated(dated: list[str], told: list[str], published: str | None) -> str | None:
    """When the article was last changed, where the page tells another moment than that of its publication."""
    found = (day for text in (*told, *filter(lines.is_update, dated)) if (day := dates.iso(text) or dates.held(text)))
    return next((day for day in found if not published or (day != published and day[:10] >= published[:10])), None)


def local(published: str, shown: str | None) -> str:
    """The day of publication where the outlet is, by the day that stands above the text."""
    return shown if shown and _is_utc(published) and abs(_days(shown, published)) == 1 else published


def _is_utc(day: str) -> bool:
    """Whether a time is told in UTC, or without a zone; a bare day is neither."""
    return "T" in day and not datetime.fromisoformat(day).utcoffset()


def _days(one: str, other: str) -> int:
    return (datetime.fromisoformat(one[:10]) - datetime.fromisoformat(other[:10])).days


def _shown_dates(root: Element, others: set[Element]) -> Iterator[str]:
    """The dates that the page shows where articles show theirs."""
    times = [e for e in root.iter("time") if e not in others]
    marked = [e for e in times if "datePublished" in (e.get("itemprop") or "") or e.get("pubdate") is not None]
    for element in [*marked, *times]:
        yield from (element.get("datetime") or "", collapsed(_short(element)))
    for element in root.iter("span", "p", "div", "abbr", "td", "font"):
        if element not in others and is_a(element, "byline"):
            yield from (element.get("content") or "", *lines.pieces(collapsed(_short(element))))


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def _listed(given: Any) -> list[Any]:
    return given if isinstance(given, list) else [given]


def _name(given: Any) -> str:
    """A JSON-LD text, or the name of a person or organization, or the first of its list; many pages escape theirs as if
    they were HTML."""
    given = given[0] if isinstance(given, list) and given else given
    given = given.get("name") if isinstance(given, dict) else given
    return collapsed(unescape(given)) if isinstance(given, str) else ""
