"""Where what an article says was seen elsewhere: whose text it repeats, who repeats it, who else reports the same."""

from dataclasses import dataclass

from sayso.linking.related import related
from sayso.record import Record
from sayso.record.copies import agency, copies_of, copy
from sayso.record.threads import InThread, in_threads
from sayso.record.versions import Brief, briefs

_MORE = 8  # articles on the same matter
_COPIES = 20


@dataclass(frozen=True, slots=True)
class Shared:
    """An article that shares text: the share, 0 to 1, of the copy's words that stand in the original."""

    article: Brief
    share: float


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """`agency` is the one that the article credits, `original` the article that it repeats, `copies` some of the
    `copied` articles that repeat it, the earliest first, `more` those on the same matter, the nearest first."""

    agency: str | None
    original: Shared | None
    copied: int
    copies: tuple[Shared, ...]
    threads: tuple[InThread, ...]
    more: tuple[Brief, ...]


def elsewhere(record: Record, article: int) -> Elsewhere:
    """What the record's links tell of an article's latest version."""
    connection = record.connection
    own, copies = copy(connection, article), copies_of(connection, article)
    original = own.original if own else article
    of_one_text = copies_of(connection, original) if own else copies
    same_text = {original, *(c.article for c in of_one_text)}
    near = [a for a in related(connection, article) if a not in same_text][:_MORE]
    told = copies[:_COPIES]
    known = briefs(connection, [*([own.original] if own else []), *(c.article for c in told), *near])
    return Elsewhere(
        agency(connection, article),
        Shared(known[own.original], own.share) if own else None,
        len(copies),
        tuple(Shared(known[c.article], c.share) for c in told),
        tuple(in_threads(connection, article)),
        tuple(known[a] for a in near),
    )
