"""The words that every room speaks: Article, Span, Statement, Credit, Actor. No I/O.

record.schema.json is the contract.
"""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

SCHEMA = "2"
_READABLE = ("1", SCHEMA)  # what was read by schema 1 tells no credit

Kind = Literal["direct", "indirect", "mixed"]
PartKind = Literal[
    "headline", "subtitle", "body", "caption", "embed", "list", "table", "block quotation", "pull quote",
    "transcript turn",
]  # fmt: skip
Event = Literal["speech", "state", "none"]
Sourcing = Literal["named", "unnamed", "collective", "document", "media", "none"]
Stance = Literal["neutral", "endorsing", "distancing"]
Gender = Literal["female", "male", "other"]
ActorType = Literal["person", "organization", "state", "place", "group", "document", "media", "unknown"]
Act = Literal[
    "assert", "confirm", "deny", "announce", "report", "predict", "warn", "threaten", "promise", "request", "order",
    "authorize", "prohibit", "accuse", "criticize", "praise", "support", "oppose", "question", "believe", "want",
    "decline", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Code points `start` to `end` (exclusive) of an article's text, and the text that stands there."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of `text` from `start` to `end`."""
        return cls(start, end, text[start:end])

    def to_dict(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "text": self.text}

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Span":
        return cls(raw["start"], raw["end"], raw["text"])


BETWEEN = " … "  # between words that stand apart


def written(spans: Iterable[Span]) -> str:
    """The words of several spans in one line of text, with BETWEEN between; spans without words left out."""
    return BETWEEN.join(x.text for x in spans if x.text)


@dataclass(frozen=True, slots=True)
class Part:
    """What a stretch of an article's text is: its headline, a caption, an embedded post."""

    kind: PartKind
    start: int
    end: int

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "start": self.start, "end": self.end}

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Part":
        return cls(raw["kind"], raw["start"], raw["end"])


@dataclass(frozen=True, slots=True)
class When:
    """When something was said: first and last possible day (ISO 8601), and the words that tell it."""

    start: str
    end: str
    span: Span | None

    def to_dict(self) -> dict[str, Any]:
        return {"start": self.start, "end": self.end, "span": self.span.to_dict() if self.span else None}

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "When":
        return cls(raw["start"], raw["end"], Span.from_dict(raw["span"]) if raw["span"] else None)


@dataclass(frozen=True, slots=True)
class Via:
    """The outlet, document or platform that something was said in or to."""

    actor: str | None
    span: Span

    def to_dict(self) -> dict[str, Any]:
        return {"actor": self.actor, "span": self.span.to_dict()}

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Via":
        return cls(raw["actor"], Span.from_dict(raw["span"]))


@dataclass(frozen=True, slots=True)
class Corrected:
    """Who changed a statement by hand, when (ISO 8601), and why."""

    by: str
    at: str
    why: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {"by": self.by, "at": self.at, "why": self.why}

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Corrected":
        return cls(raw["by"], raw["at"], raw.get("why"))


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody to whom a statement may be put down: the actor's id, the probability (0 to 1), and the way: the spans
    that lead there, from the words of the source to a name."""

    actor: str
    probability: float
    way: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {"actor": self.actor, "probability": self.probability, "way": _dicts(self.way)}

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Credit":
        return cls(raw["actor"], raw["probability"], _spans(raw["way"]))


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution relation, and all that is worked out about it.

    `credit` has one for each of `speakers`, in their order; it is empty where nobody is credited, or where a person,
    another program or an older version credited it. `candidates` are up to three others, likeliest first.
    """

    id: str
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    content: tuple[Span, ...]
    kind: Kind
    confidence: float
    event: Event = "speech"
    parent: str | None = None
    addressee: tuple[Span, ...] = ()
    speakers: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    sourcing: Sourcing = "none"
    act: Act = "assert"
    negated: bool = False
    stance: Stance = "neutral"
    when: When | None = None
    via: Via | None = None
    corrected: Corrected | None = None
    credit: tuple[Credit, ...] = ()
    candidates: tuple[Credit, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "parent": self.parent,
            "source": _dicts(self.source),
            "cue": _dicts(self.cue),
            "content": _dicts(self.content),
            "addressee": _dicts(self.addressee),
            "kind": self.kind,
            "event": self.event,
            "speakers": list(self.speakers),
            "credit": [c.to_dict() for c in self.credit],
            "candidates": [c.to_dict() for c in self.candidates],
            "addressees": list(self.addressees),
            "sourcing": self.sourcing,
            "act": self.act,
            "negated": self.negated,
            "stance": self.stance,
            "when": self.when.to_dict() if self.when else None,
            "via": self.via.to_dict() if self.via else None,
            "confidence": self.confidence,
            "corrected": self.corrected.to_dict() if self.corrected else None,
        }

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Statement":
        return cls(
            id=raw["id"],
            parent=raw["parent"],
            source=_spans(raw["source"]),
            cue=_spans(raw["cue"]),
            content=_spans(raw["content"]),
            addressee=_spans(raw["addressee"]),
            kind=raw["kind"],
            event=raw.get("event", "speech"),
            speakers=tuple(raw["speakers"]),
            addressees=tuple(raw["addressees"]),
            sourcing=raw["sourcing"],
            act=raw["act"],
            negated=raw["negated"],
            stance=raw["stance"],
            when=When.from_dict(raw["when"]) if raw["when"] else None,
            via=Via.from_dict(raw["via"]) if raw["via"] else None,
            confidence=raw["confidence"],
            corrected=Corrected.from_dict(raw["corrected"]) if raw["corrected"] else None,
            credit=tuple(Credit.from_dict(c) for c in raw.get("credit", ())),
            candidates=tuple(Credit.from_dict(c) for c in raw.get("candidates", ())),
        )


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone whom an article's words refer to."""

    id: str
    name: str
    type: ActorType
    mentions: tuple[Span, ...]
    titles: tuple[str, ...] = ()
    affiliation: str | None = None
    gender: Gender | None = None
    identifiers: dict[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "type": self.type,
            "titles": list(self.titles),
            "affiliation": self.affiliation,
            "mentions": _dicts(self.mentions),
            "gender": self.gender,
            "identifiers": self.identifiers,
        }

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Actor":
        return cls(
            id=raw["id"],
            name=raw["name"],
            type=raw["type"],
            titles=tuple(raw["titles"]),
            affiliation=raw["affiliation"],
            mentions=_spans(raw["mentions"]),
            gender=raw["gender"],
            identifiers=dict(raw["identifiers"]),
        )


@dataclass(frozen=True, slots=True)
class Engine:
    """What made a record: the program's version, the weights' name and SHA-256, the SHA-256 of lexicon and roster."""

    version: str
    model: str
    name: str = "sayso"
    roster: str | None = None
    lexicon: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "name": self.name, "version": self.version, "model": self.model, "lexicon": self.lexicon,
            "roster": self.roster,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Engine":
        return cls(raw["version"], raw["model"], raw["name"], raw.get("roster"), raw.get("lexicon"))


@dataclass(frozen=True, slots=True)
class Article:
    """One page's headline and body as text, with its metadata, and what was read in it.

    The text never changes after the article is made: every offset points into it. `engine` is None, and there are no
    statements, until it was read.
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    retrieved: str | None = None
    page_sha256: str | None = None
    parts: tuple[Part, ...] = ()
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    engine: Engine | None = None
    updated: str | None = None

    def actor(self, id: str) -> Actor:
        """The actor of this id, as statements name their speakers. Raises KeyError where there is none."""
        try:
            return next(a for a in self.actors if a.id == id)
        except StopIteration:
            raise KeyError(id) from None

    def to_dict(self) -> dict[str, Any]:
        """The article as record.schema.json has it. Raises ValueError where it was not read yet."""
        if self.engine is None:
            raise ValueError("the article was not read yet: sayso.read() does that")
        return {
            "schema": SCHEMA,
            "id": self.id,
            "url": self.url,
            "title": self.title,
            "outlet": self.outlet,
            "authors": list(self.authors),
            "published": self.published,
            "updated": self.updated,
            "language": self.language,
            "retrieved": self.retrieved,
            "page_sha256": self.page_sha256,
            "text": self.text,
            "parts": [p.to_dict() for p in self.parts],
            "statements": [s.to_dict() for s in self.statements],
            "actors": [a.to_dict() for a in self.actors],
            "engine": self.engine.to_dict(),
        }

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Article":
        """The inverse of `to_dict`; it takes what schema 1 has too, which tells no credit.

        Raises ValueError where `raw` has another schema version, KeyError where it lacks a required key.
        """
        if raw.get("schema") not in _READABLE:
            raise ValueError(f"this is no record of schema {SCHEMA}: its schema is {raw.get('schema')!r}")
        return cls(
            id=raw["id"],
            text=raw["text"],
            url=raw.get("url"),
            title=raw.get("title"),
            outlet=raw.get("outlet"),
            authors=tuple(raw.get("authors", ())),
            published=raw.get("published"),
            updated=raw.get("updated"),
            language=raw.get("language"),
            retrieved=raw.get("retrieved"),
            page_sha256=raw.get("page_sha256"),
            parts=tuple(Part.from_dict(p) for p in raw.get("parts", ())),
            statements=tuple(Statement.from_dict(s) for s in raw["statements"]),
            actors=tuple(Actor.from_dict(a) for a in raw["actors"]),
            engine=Engine.from_dict(raw["engine"]),
        )


def headlines(parts: Iterable[Part]) -> list[tuple[int, int]]:
    """Where the headlines of a text stand, by its parts."""
    return [(p.start, p.end) for p in parts if p.kind == "headline"]


def headline(article: Article) -> str:
    """The headline, or how the text begins."""
    return article.title or textwrap.shorten(article.text, 60, placeholder=" …") or "(no text)"


def _dicts(spans: Iterable[Span]) -> list[dict[str, Any]]:
    return [s.to_dict() for s in spans]


def _spans(raw: Iterable[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span.from_dict(s) for s in raw)
