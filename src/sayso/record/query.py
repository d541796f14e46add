"""What is looked for in a record or an archive."""

from dataclasses import dataclass

from sayso.record.query_syntax import All, parse
from sayso.shown import PROBABLE


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for. `words` are what people type (`sayso.record.query_syntax`), looked for in content, source, cue
    and title, `about` in the content alone; names by a part of them, or "in quotation marks" whole, and the outlet of
    articles that tell none is UNKNOWN; days are ISO 8601 and inclusive. `gender` is that of a speaker who is a person.
    `published_since`, `published_until` and `month` (2026-03, or UNKNOWN) are of the article, `since` and `until` of
    the saying. `counted` finds only what an audit counts (`sayso.record.counted`), `copied` only what stands in copies.
    `min_credit` finds only statements with speakers, all of them at least so likely or named by a person. `limit`
    statements after the one that `after` (a `Found.key`) names. Without a `min_confidence` what is probably a
    statement is found, or was checked by a person; with `counted`, or with 0, all."""

    words: str = ""
    about: str = ""
    by: str | None = None
    to: str | None = None
    act: tuple[str, ...] = ()
    stance: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    event: tuple[str, ...] = ("speech",)
    sourcing: tuple[str, ...] = ()
    gender: tuple[str, ...] = ()
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    published_since: str | None = None
    published_until: str | None = None
    month: str | None = None
    counted: bool = False
    copied: bool = False
    min_confidence: float | None = None
    min_credit: float = 0.0
    limit: int = 20
    after: str | None = None

    @property
    def least(self) -> float:
        """The confidence from which on statements are found."""
        return self.min_confidence if self.min_confidence is not None else 0.0 if self.counted else PROBABLE


def asked_for(query: Query) -> All:
    """All that the words of a query ask for. Raises QueryError where they cannot be read."""
    return All((*parse(query.words).of, *parse(query.about, said=True).of))


def whole(name: str) -> str | None:
    """The name that stands in quotation marks, for which no part of one will do; None where it stands in none."""
    return name[1:-1] if len(name) > 2 and name[0] == name[-1] == '"' else None
