"""FollowTheMoney entities, as OpenSanctions publishes them and Aleph takes them in: a JSON object a line.

The article is an `Article`, each actor a `Person`, `Organization`, `PublicBody` or `LegalEntity`. A statement with a
speaker is a `Documentation`: FollowTheMoney's link from a document to an entity about whom it tells something, and the
only schema that has the day, the role and the words of it. One that nobody is credited with has no entity to link, so
it is a `Note` on the article.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.article import Actor, ActorType, Article, Statement, headline, written

_Properties = dict[str, Iterable[str | None]]

# A state that speaks is its government. No schema is a group's or a place's; of documents only `Article` needs no file.
_SCHEMAS: dict[ActorType, str] = {
    "person": "Person",
    "organization": "Organization",
    "media": "Organization",
    "state": "PublicBody",
    "document": "Article",
}
_IDENTIFIERS = {"wikidataId": ("wikidata", re.compile(r"Q\d+")), "leiCode": ("lei", re.compile(r"[A-Z0-9]{18}\d\d"))}
_LANGUAGES = {"en": "eng"}  # FollowTheMoney has three letters; no other language is read
_NO_TEXT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]+")  # all but the ends of lines
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def entities(article: Article) -> Iterator[dict[str, Any]]:
    """The article, its actors and its statements as entities. An id is the same whenever the same article is written,
    and an actor's in every article where a record knows it; one that a roster with FollowTheMoney's ids knew has that
    id among its `referents`."""
    document = _id(article, "")
    yield _entity(document, "Article", headline(article), _article(article))
    ids = {a.id: _actor_id(article, a) for a in article.actors}
    for a in article.actors:
        yield _actor(a, ids[a.id], document)
    names = {a.id: a.name for a in article.actors}
    for s in article.statements:
        speakers = [ids[i] for i in s.speakers]
        told: _Properties = {**_statement(s), "sourceUrl": _address(article), "publisher": [article.outlet]}
        if speakers:
            told |= {"document": [document], "entity": speakers, "role": [_act(s)], "status": [s.sourcing]}
            told |= {"date": [s.when.start] if s.when else _day(article.published), "recordId": [s.id]}
            told["namesMentioned"] = [names[i] for i in s.addressees]
            yield _entity(_id(article, s.id), "Documentation", written(s.content), told)
        else:
            told |= {"entity": [document], "proof": [document], "keywords": [_act(s), s.sourcing]}
            yield _entity(_id(article, s.id), "Note", written(s.content), told)


def _article(article: Article) -> _Properties:
    return {
        "title": [article.title],
        "author": list(article.authors),
        "publisher": [article.outlet],
        "publishedAt": list(_day(article.published)),
        "retrievedAt": list(_day(article.retrieved)),
        "language": [_LANGUAGES.get(article.language or "")],
        "sourceUrl": list(_address(article)),
        "bodyText": [article.text],
    }


def _actor(a: Actor, id: str, document: str) -> dict[str, Any]:
    schema = _SCHEMAS.get(a.type, "LegalEntity")
    found: _Properties = {"name": [a.name], "proof": [document]}
    others = dict(a.identifiers)
    known = others.pop("ftm", None)
    others.pop("sayso", None)
    for key, (scheme, shape) in _IDENTIFIERS.items():
        if shape.fullmatch(others.get(scheme, "")) and (key, schema) != ("leiCode", "Article"):
            found[key] = [others.pop(scheme)]
    notes = [a.affiliation, *(f"{scheme}: {value}" for scheme, value in others.items())]
    if schema == "Person":
        found |= {"position": a.titles, "gender": [a.gender], "notes": notes}
    else:
        found |= {"notes": [*a.titles, *notes]}
    return _entity(id, schema, a.name, found) | {"referents": [known] if known else []}


def _statement(s: Statement) -> _Properties:
    source, cue = written(s.source), written(s.cue)
    return {"summary": [written(s.content)], "description": [" · ".join(x for x in (source, cue) if x)]}


def _act(s: Statement) -> str:
    return f"not {s.act}" if s.negated else s.act


def _day(written: str | None) -> list[str]:
    return _DAY.findall((written or "")[:10])


def _address(article: Article) -> list[str]:
    return [article.url] if article.url and article.url.startswith(("http://", "https://")) else []


def _entity(id: str, schema: str, caption: str, properties: _Properties) -> dict[str, Any]:
    """The entity, without what is empty and with no character that is no text."""
    kept = {key: [c for v in values if v and (c := _clean(v))] for key, values in properties.items()}
    return {
        "id": id,
        "caption": _clean(caption),
        "schema": schema,
        "properties": {key: list(dict.fromkeys(values)) for key, values in kept.items() if values},
    }


def _clean(text: str) -> str:
    return _NO_TEXT.sub(" ", text).strip()


def _actor_id(article: Article, a: Actor) -> str:
    """Of one whom a record knows the same in every article, so that its entities are merged."""
    known = a.identifiers.get("sayso")
    return f"sayso-{known}" if known else _id(article, a.id)


def _id(article: Article, local: str) -> str:
    whole = f"{article.url or ''}\n{article.id}\n{local}".encode("utf-8", "surrogatepass")
    return f"sayso-{hashlib.sha1(whole, usedforsecurity=False).hexdigest()}"
