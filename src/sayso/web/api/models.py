"""What the API's answers are made of, for its OpenAPI document; the answers themselves are made from rows."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from sayso.article import Act, Actor, Engine, Event, Kind, Part, Sourcing, Stance, Statement

NEXT = Field(description="Give it as `after` for what follows; null at the end.")
# Who the speakers are in every article: of a statement, and of a report in a thread.
ActorIds = Annotated[
    str | None,
    Field(
        description="The actors that the speakers are in every article: their ids, '; ' between.",
        examples=["a7k2m9q4xw"],
    ),
]
ActorNames = Annotated[
    str | None, Field(description="Their names, of all articles together.", examples=["Mira A. Dolan"])
]
ActorTypes = Annotated[str | None, Field(examples=["person"])]
ActorIdentifiers = Annotated[str | None, Field(examples=["wikidata Q1"])]


class FoundStatement(BaseModel):
    """A statement of the latest version of an article."""

    id: str = Field(description="For good: it outlives rereading.", examples=["s4k8x2m7qd"])
    article: int = Field(description="The article's number in this record.", examples=[3])
    day: str | None = Field(description="The day of saying, or else of the article.", examples=["2026-03-13"])
    when_start: str | None
    when_end: str | None
    outlet: str | None = Field(examples=["Post"])
    title: str | None = Field(examples=["Bridge stays shut"])
    url: str | None = Field(examples=["https://post.example/bridge"])
    published: str | None
    speakers: str | None = Field(description="Names, '; ' between.", examples=["Mira Dolan"])
    actor_ids: ActorIds
    actors: ActorNames
    actor_types: ActorTypes
    actor_identifiers: ActorIdentifiers
    addressees: str | None
    source: str = Field(examples=["Harbour commissioner Mira Dolan"])
    cue: str = Field(examples=["told"])
    content: str = Field(examples=["that the bridge would stay shut"])
    sentence: str = Field(description="The sentence around the cue.")
    act: Act
    negated: bool
    stance: Stance
    sourcing: Sourcing
    kind: Kind
    event: Event
    confidence: float
    credit: float | None = Field(
        description="How likely the least likely of the speakers is; null where nobody is credited, where a person"
        " named them, and where it was read before credit.",
        examples=[0.97],
    )
    candidates: str | None = Field(
        description="Others who may have said it, likeliest first, '; ' between.",
        examples=["Ada Holm (.55); Ivo Marsh (.30)"],
    )
    corrected_by: str | None = Field(description="Who corrected or confirmed it.")
    parent: str | None = Field(description="The statement that this one stands inside.")


class FoundStatements(BaseModel):
    items: list[FoundStatement]
    next: str | None = NEXT


class Count(BaseModel):
    value: str
    count: int


class Counts(BaseModel):
    """How many statements fit a query; for each field as if nothing were chosen of it."""

    total: int
    act: list[Count]
    stance: list[Count]
    kind: list[Count]
    event: list[Count]
    sourcing: list[Count]
    outlet: list[Count]


class ListedArticle(BaseModel):
    id: int = Field(examples=[3])
    key: str = Field(description="Its address, or its id where it has none.", examples=["https://post.example/bridge"])
    url: str | None
    title: str | None
    outlet: str | None
    published: str | None
    language: str | None
    added: str
    versions: int
    statements: int


class ListedArticles(BaseModel):
    items: list[ListedArticle]
    next: str | None = NEXT


class ReadArticle(BaseModel):
    """One article as record.schema.json has it; every offset counts code points of `text`."""

    schema_: Literal["2"] = Field(alias="schema")
    id: str
    url: str | None
    title: str | None
    outlet: str | None
    authors: list[str]
    published: str | None
    language: str | None
    retrieved: str | None
    page_sha256: str | None
    text: str
    parts: list[Part]
    statements: list[Statement]
    actors: list[Actor]
    engine: Engine
