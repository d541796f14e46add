"""Articles that repeat another's text, whole or in part; which of them was first, and how many sources they are."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sayso.linking import credits
from sayso.linking.words import shingles, words
from sayso.record import copies as kept
from sayso.record.copies import Copy
from sayso.record.versions import Text, latest_text, text_at
from sayso.text.quotes import quotations

# The share of its words that an article must have in common with another to repeat it. In PolNeAR train copies have
# half of them and more, other articles at most a fifth of what they do not quote.
SHARED = 0.25
_FEWEST = 30  # words that both must have; names with their titles alone make no copy
_SIZE = 5  # words of a shingle
# The sketch holds the shingles whose hash is 0 modulo the first of these that leaves enough; a multiple finds again
# what the ones after it keep.
_MODULI = (16, 8, 4, 2, 1)
_ENOUGH = 50
# What two sketches share, in number and of one of them, before the texts are compared.
_LEAST, _LEAST_SHARE = 2, 0.1
_COMPARED = 20  # versions that are compared word by word, those that share most of the sketch
_COMMON = 100  # versions that share a shingle; what more share is a phrase of the language or of an outlet
_SPOKEN = ("transcript", "speech")


@dataclass(frozen=True, slots=True)
class _Text:
    """The shingles of a text, in order, and of each of its words whether it stands in quotation marks."""

    shingles: list[int]
    quoted: list[bool]


def link(connection: sqlite3.Connection, article: int) -> None:
    """Find the articles that share text with one that is new, changed or gone, and settle who repeats whom.

    The sketch is that of Broder, "On the resemblance and containment of documents" (1997), which finds partial copies:
    shingles whose hash is 0 modulo a number. What it finds is compared word by word.
    """
    latest = latest_text(connection, article)
    touched = kept.shared_with(connection, article)
    # A version's text never changes, and so neither does what it shares with others: a reread needs no new search.
    if latest is None or not kept.is_sketched(connection, latest.id):
        kept.forget_shared(connection, article)
        if latest is not None:
            _find(connection, article, latest)
        touched |= _later(connection, article, is_there=latest is not None)
    agency = credits.agency(latest.text, latest.authors, latest.outlet) if latest else None
    kept.keep_agency(connection, article, agency)
    _settle(connection, {article, *touched})


def original(connection: sqlite3.Connection, article: int) -> int:
    """The article that this one repeats; itself where it repeats none."""
    found = kept.copy(connection, article)
    return found.original if found else article


def independent(connection: sqlite3.Connection, articles: Iterable[int]) -> int:
    """How many independent sources articles are: copies of one original are one, and so are articles that share text
    and credit the same agency."""
    group = {a: original(connection, a) for a in sorted(set(articles))}
    for article in group:
        for other in kept.same_agency(connection, article):
            if other in group:
                one, two = group[article], group[other]
                group = {a: one if of == two else of for a, of in group.items()}
    return len(set(group.values()))


def _later(connection: sqlite3.Connection, article: int, *, is_there: bool) -> set[int]:
    """Those that share text with an article and come after it: no others can repeat it."""
    moment = _moment(kept.published(connection, article), article) if is_there else ("", 0)
    return {s.other for s in kept.sharing(connection, article) if _moment(s.published, s.other) > moment}


def _find(connection: sqlite3.Connection, article: int, latest: Text) -> None:
    """Keep the sketch of an article's latest version, and the articles that it shares text with."""
    own = _read(latest.text)
    sketch = _sketch(own)
    for version in _candidates(connection, sketch):
        other = text_at(connection, version)
        # Who reports a speech may well repeat much of its transcript: that is no copy.
        if (latest.primary_source in _SPOKEN) != (other.primary_source in _SPOKEN):
            continue
        text = _read(other.text)
        here, there = _shares(own, text)
        words = min(here * len(own.quoted), there * len(text.quoted))
        if max(here, there) >= SHARED and words >= _FEWEST:
            kept.keep_shared(connection, (article, here), (other.article, there))
    kept.keep_sketch(connection, latest.id, sketch)


def _read(text: str) -> _Text:
    inside = bytearray(len(text))
    for q in quotations(text):
        if q.depth == 0:
            inside[q.start : q.end] = b"\1" * (q.end - q.start)
    found = words(text)
    return _Text(shingles([w.form for w in found], _SIZE), [bool(inside[w.start]) for w in found])


def _sketch(text: _Text) -> set[int]:
    kept: set[int] = set()
    for modulus in _MODULI:
        kept = {h for h in text.shingles if h % modulus == 0}
        if len(kept) >= _ENOUGH:
            break
    return kept


def _candidates(connection: sqlite3.Connection, sketch: set[int]) -> list[int]:
    """Versions that share enough of a sketch to be compared, in the order of their ids."""
    holders = {h: kept.sketched_with(connection, h, _COMMON + 1) for h in sketch}
    rare = [found for found in holders.values() if len(found) <= _COMMON]
    # Where most of a text stands in so many others it is no phrase, but a dispatch that all the world prints.
    counted = rare if 2 * len(rare) >= len(holders) else holders.values()
    shared = Counter(version for found in counted for version in found)
    likeliest = sorted(shared, key=lambda v: (-shared[v], v))[:_COMPARED]
    return sorted(v for v in likeliest if shared[v] >= _LEAST and _is_near(connection, sketch, v, shared[v]))


def _is_near(connection: sqlite3.Connection, sketch: set[int], version: int, shared: int) -> bool:
    """Whether sketches that share so many shingles may be of texts that share enough."""
    other = kept.sketch(connection, version)
    coarser = max(_modulus(sketch), _modulus(other))
    fewest = min(sum(h % coarser == 0 for h in some) for some in (sketch, other))
    return shared >= _LEAST_SHARE * fewest


def _modulus(sketch: set[int]) -> int:
    return next(modulus for modulus in _MODULI if all(h % modulus == 0 for h in sketch))


def _shares(one: _Text, two: _Text) -> tuple[float, float]:
    """The share of each text's words that stand in the other too."""
    common = set(one.shingles).intersection(two.shingles)
    return _share(one, common), _share(two, common)


def _share(text: _Text, common: set[int]) -> float:
    """The share of a text's words that these shingles cover; or of the words outside quotation marks, where that is
    less: two who quote the same speech do not repeat each other."""
    covered = bytearray(len(text.quoted))
    for at, h in enumerate(text.shingles):
        if h in common:
            covered[at : at + _SIZE] = b"\1" * _SIZE
    plain = [c for c, quoted in zip(covered, text.quoted, strict=True) if not quoted]
    share = sum(covered) / len(covered) if covered else 0.0
    return min(share, sum(plain) / len(plain)) if plain else share


def _settle(connection: sqlite3.Connection, touched: set[int]) -> None:
    """Write whom articles repeat whose shared texts changed, and all that repeat something through them."""
    waiting = sorted(touched, reverse=True)
    done: set[int] = set()
    while waiting:
        article = waiting.pop()
        if article in done:
            continue
        done.add(article)
        before = original(connection, article)
        now = _keep(connection, article)
        if now != before:
            waiting += kept.family(connection, (before, article))


def _keep(connection: sqlite3.Connection, article: int) -> int:
    """Write whom an article repeats; gives the original."""
    found = _repeated(connection, article)
    if found is None:
        kept.keep_own(connection, article)
        return article
    nearest, share = found
    while (further := _repeated(connection, nearest)) is not None:
        nearest = further[0]
    kept.keep_copy(connection, Copy(article, nearest, share))
    return nearest


def _repeated(connection: sqlite3.Connection, article: int) -> tuple[int, float] | None:
    """The earlier article in which most of an article's words stand, and their share; None where that is too little."""
    found = kept.sharing(connection, article, SHARED)
    if not found:
        return None
    moment = _moment(kept.published(connection, article), article)
    others = [(-one.share, _moment(one.published, one.other)) for one in found]
    earlier = [(share, when) for share, when in others if when < moment]
    if not earlier:
        return None
    share, (_, nearest) = min(earlier)
    return nearest, -share


def _moment(published: str | None, article: int) -> tuple[str, int]:
    """By what articles are ordered: when they were published (UTC), and the order in which they were added. A day
    without a time stands behind all times of that day, and no date behind all dates."""
    try:
        when = datetime.fromisoformat(published or "")
        if when.year == 1970 and (published or "").startswith("1970-01-01"):  # what a clock that was not set tells
            return "~", article
        if len(published or "") <= len("2026-03-13"):
            return f"{when.date()}~", article
        return (when.astimezone(UTC) if when.tzinfo else when).replace(tzinfo=None).isoformat(), article
    except (ValueError, OverflowError):
        return "~", article
