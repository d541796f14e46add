"""What rdflib makes of the JSON-LD, asked by SPARQL; the context is given, so that nothing is fetched."""

import json
from dataclasses import replace
from typing import Any

import pytest
from rdflib import Graph

from sayso import Actor, Article
from sayso.article import ActorType
from sayso.interop.jsonld import document

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

# What schema.org's context has for the words that are used.
CONTEXT = {
    "@vocab": "http://schema.org/",
    **{key: {"@type": "@id"} for key in ("url", "sameAs")},
    **{key: {"@type": "http://schema.org/Date"} for key in ("dateCreated", "datePublished")},
}


def asked(article: Article, query: str) -> list[tuple[Any, ...]]:
    made = json.loads(json.dumps(document(article)))
    assert made["@context"] == "https://schema.org"
    graph = Graph().parse(data=json.dumps({**made, "@context": CONTEXT}), format="json-ld")
    rows: Any = graph.query("PREFIX s: <http://schema.org/> " + query)
    return [tuple(None if x is None else str(x) for x in row) for row in rows]


def test_quotations_are_spoken_by_somebody_in_an_article(article: Article) -> None:
    said = asked(
        article,
        "SELECT ?name ?text ?title WHERE { ?q a s:Quotation; s:text ?text; s:spokenByCharacter ?who; s:isPartOf ?in."
        " ?who a s:Person; s:name ?name. ?in a s:NewsArticle; s:headline ?title. } ORDER BY ?text",
    )
    words = (
        "“To deny our inspectors the sight of a single logbook makes it very hard for them to do their work,”",
        article.title,
    )
    assert ("Anneli Roos", *words) in said
    quoted = {s.id for s in article.statements if s.kind != "indirect"}
    found = {row[0].partition("#")[2] for row in asked(article, "SELECT ?q WHERE { ?q a s:Quotation }")}
    assert found == quoted


def test_claims_have_an_author_a_day_and_who_put_them_so(article: Article) -> None:
    claims = asked(
        article,
        "SELECT ?name ?day ?outlet ?in WHERE { ?c a s:Claim; s:author/s:name ?name; s:dateCreated ?day;"
        " s:claimInterpreter/s:name ?outlet; s:appearance ?in }",
    )
    assert ("Mira Dolan", "2026-03-12", "The Harbour Gazette", "https://gazette.example/harbour?id=1") in claims


def test_nested_statements_are_part_of_those_they_stand_in(article: Article) -> None:
    inner = asked(article, "SELECT ?i ?o WHERE { ?i s:isPartOf ?o. ?o a ?kind. FILTER (?kind != s:NewsArticle) }")
    ours = {(s.id, s.parent) for s in article.statements if s.parent and not s.negated}
    assert {tuple(x.partition("#")[2] for x in row) for row in inner} == ours != set()


def test_identifiers_are_addresses_or_pairs_of_scheme_and_value(article: Article) -> None:
    (dolan,) = (a for a in article.actors if a.name == "Mira Dolan")
    identifiers = {"wikidata": "Q42", "homepage": "https://dolan.example/", "wrong": "https://a.example/<x>"}
    others = tuple(a for a in article.actors if a is not dolan)
    known = replace(article, actors=(*others, replace(dolan, identifiers={**dolan.identifiers, **identifiers})))
    same = asked(known, "SELECT ?same WHERE { ?a s:name 'Mira Dolan'; s:sameAs ?same }")
    assert sorted(same) == [("http://www.wikidata.org/entity/Q42",), ("https://dolan.example/",)]
    pairs = asked(
        known, "SELECT ?k ?v WHERE { ?a s:name 'Mira Dolan'; s:identifier ?i. ?i s:propertyID ?k; s:value ?v }"
    )
    assert sorted(pairs) == [("kestrian-registry", "KR-0117"), ("wrong", "https://a.example/<x>")]


def test_what_was_not_said_is_left_out_and_odd_things_are_no_addresses(odd: Article) -> None:
    made = asked(odd, "SELECT ?q ?text WHERE { ?q a s:Quotation; s:text ?text }")
    assert [row[0] for row in made] == ["urn:sayso:..%2F..%2Fetc%2F%3F#s1"]
    assert made[0][1] == "“One\ttab” … “two\n\n\u2028three”"


def test_without_text_no_words_are_told(bare: Article) -> None:
    assert asked(bare, "SELECT ?t WHERE { ?q s:text ?t }") == []
    assert asked(bare, "SELECT ?c WHERE { ?c a s:Claim }")


def test_each_type_of_actor_has_one_of_schema_orgs(article: Article) -> None:
    types: list[ActorType] = ["state", "place", "media", "document", "group"]
    every = [Actor(f"a{i}", "N", t, ()) for i, t in enumerate(types)]
    made = document(replace(article, statements=(), actors=tuple(every)))["mentions"]
    kinds = ["GovernmentOrganization", "Place", "NewsMediaOrganization", "CreativeWork", "Thing"]
    assert [a["@type"] for a in made] == kinds
