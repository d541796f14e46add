"""JSON-LD with schema.org's words, as search engines and knowledge graphs read it.

What was said in quotation marks, wholly or in part, is a `Quotation` with `spokenByCharacter`; what is told in the
article's own words is a `Claim`: its `author` made it, the outlet (`claimInterpreter`) put it so. What was *not* said
is left out, since schema.org has no word for that.
"""

import re
from typing import Any

from sayso.article import Actor, ActorType, Article, Statement, headline, written
from sayso.interop.iri import iri
from sayso.text.characters import all_valid

_TYPES: dict[ActorType, str] = {
    "person": "Person",
    "organization": "Organization",
    "state": "GovernmentOrganization",
    "place": "Place",
    "document": "CreativeWork",
    "media": "NewsMediaOrganization",
}
_WIKIDATA = re.compile(r"Q\d+")
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def document(article: Article) -> dict[str, Any]:
    """The article as one JSON-LD document: a NewsArticle with its statements (`hasPart`) and actors (`mentions`)."""
    base = iri(article)
    outlet = {"@type": "NewsMediaOrganization", "name": article.outlet} if article.outlet else None
    parts = [_statement(s, article, base, outlet) for s in article.statements if not s.negated]
    made = _kept(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "@id": base,
            "url": article.url,
            "headline": headline(article),
            "datePublished": article.published,
            "dateModified": article.updated,
            "inLanguage": article.language,
            "author": [{"@type": "Person", "name": name} for name in article.authors],
            "publisher": outlet,
            "mentions": [_actor(a, base) for a in article.actors],
            "hasPart": parts,
        }
    )
    valid: dict[str, Any] = all_valid(made)
    return valid


def _statement(s: Statement, article: Article, base: str, outlet: dict[str, Any] | None) -> dict[str, Any]:
    speakers = [{"@id": f"{base}#{i}"} for i in s.speakers]
    if s.kind == "indirect":
        found = {"@type": "Claim", "author": speakers, "claimInterpreter": outlet, "appearance": {"@id": base}}
    else:
        found = {"@type": "Quotation", "spokenByCharacter": speakers}
    names = {a.id: a.name for a in article.actors}
    day = s.when.start if s.when and s.when.start == s.when.end else None
    return _kept(
        {
            **found,
            "@id": f"{base}#{s.id}",
            "text": written(s.content),
            "creditText": written(s.source),
            "keywords": s.act,
            "dateCreated": day,
            "audience": [{"@type": "Audience", "name": names[i]} for i in s.addressees],
            "isPartOf": {"@id": f"{base}#{s.parent}" if s.parent else base},
        }
    )


def _actor(a: Actor, base: str) -> dict[str, Any]:
    """What the article tells of an actor. Of its identifiers, addresses and Wikidata's are `sameAs`."""
    same = [url for scheme, value in a.identifiers.items() if (url := _address(scheme, value))]
    others = [
        {"@type": "PropertyValue", "propertyID": scheme, "value": value}
        for scheme, value in a.identifiers.items()
        if not _address(scheme, value)
    ]
    person = a.type == "person"
    return _kept(
        {
            "@type": _TYPES.get(a.type, "Thing"),
            "@id": f"{base}#{a.id}",
            "name": a.name,
            "jobTitle": list(a.titles) if person else [],
            "affiliation": {"@type": "Organization", "name": a.affiliation} if person and a.affiliation else None,
            "gender": a.gender if person else None,
            "sameAs": same,
            "identifier": others,
        }
    )


def _address(scheme: str, value: str) -> str | None:
    if scheme == "wikidata" and _WIKIDATA.fullmatch(value):
        return f"http://www.wikidata.org/entity/{value}"
    return value if _ADDRESS.fullmatch(value) else None


def _kept(found: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in found.items() if value not in (None, "", [])}
