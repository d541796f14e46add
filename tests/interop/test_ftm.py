"""FollowTheMoney's own model takes every entity as it stands, and a roster reads the actors back."""

import json
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from followthemoney.proxy import EntityProxy

from sayso import Article, actors
from sayso.interop.ftm import entities


def proxies(article: Article) -> list[EntityProxy]:
    """The entities as the library has them: each valid, no value dropped as no name, day, address or language."""
    made = []
    for entity in entities(article):
        proxy = model.get_proxy(json.loads(json.dumps(entity)), cleaned=False)
        proxy.schema.validate({"properties": entity["properties"]})
        kept = proxy.to_dict()["properties"]
        assert {key: len(values) for key, values in kept.items()} == {
            key: len(values) for key, values in entity["properties"].items()
        }
        made.append(proxy)
    assert len({p.id for p in made}) == len(made)
    return made


def test_statements_link_speakers_to_the_article(article: Article) -> None:
    found = {p.id: p for p in proxies(article)}
    (document,) = (p for p in found.values() if p.schema.name == "Article" and p.first("bodyText"))
    assert (document.first("publisher"), document.first("publishedAt")) == ("The Harbour Gazette", "2026-03-12")
    assert document.first("bodyText") == article.text
    assert document.first("sourceUrl") == article.url
    linked = [p for p in found.values() if p.schema.name == "Documentation"]
    claimed = next(p for p in linked if p.first("description") == "government spokeswoman Mira Dolan · told")
    assert [found[id].caption for id in claimed.get("entity")] == ["Mira Dolan"]
    assert claimed.get("document") == [document.id]
    assert (claimed.first("date"), claimed.first("namesMentioned")) == ("2026-03-12", "reporters")
    assert "Lisset is aware" in str(claimed.first("summary"))
    noted = [p for p in found.values() if p.schema.name == "Note"]
    assert len(noted) == sum(not s.speakers for s in article.statements)
    assert all(p.get("entity") == [document.id] for p in noted)
    assert len(linked) + len(noted) == len(article.statements)


def test_ids_are_the_same_each_time_and_other_in_another_article(article: Article, odd: Article) -> None:
    once = {e["id"] for e in entities(article)}
    assert once == {e["id"] for e in entities(article)}
    assert once.isdisjoint(e["id"] for e in entities(odd))


def test_a_roster_reads_the_actors_back(article: Article, tmp_path: Path) -> None:
    path = tmp_path / "entities.ftm.jsonl"
    path.write_text("".join(json.dumps(e) + "\n" for e in entities(article)), "utf8")
    roster = actors.load(path)
    dolan = roster.find(["Mira Dolan"], "person", ["government spokeswoman"], "2026-03-12")
    assert dolan is not None
    assert [t.title for t in dolan.titles] == [t for a in article.actors if a.name == dolan.name for t in a.titles]
    named = {a.name for a in article.actors if a.type != "document"}
    assert {k.name for k in roster.entries} == named
    assert all("schema is no actor's" in problem for problem in roster.problems)


@pytest.mark.parametrize(
    ("given", "key", "kept"), [("wikidata", "wikidataId", "Q42"), ("lei", "leiCode", "5493001KJTIIGC8Y1R12")]
)
def test_identifiers_of_the_roster_go_where_the_model_has_them(given: str, key: str, kept: str, tmp_path: Path) -> None:
    from sayso import Reader, pages

    known: dict[str, Any] = {
        "name": "Northern Union",
        "type": "organization",
        "identifiers": {given: kept, "ftm": "nu-1"},
    }
    (tmp_path / "roster.jsonl").write_text(json.dumps(known))
    text = "The Northern Union said on Monday that the strait would stay open."
    read = Reader(roster=actors.load(tmp_path / "roster.jsonl")).read(pages.read_text(text))
    (union,) = (e for e in entities(read) if e["caption"] == "Northern Union")
    assert union["properties"][key] == [kept]
    assert union["referents"] == ["nu-1"]
    assert {p.schema.name for p in proxies(read)} >= {"Organization", "Documentation"}


def test_odd_and_bare_articles_are_valid_too(odd: Article, bare: Article) -> None:
    names = [p.caption for p in proxies(odd)]
    assert "=Evil; Name ../x" in names
    assert not any({"bodyText", "summary"} & p.to_dict()["properties"].keys() for p in proxies(bare))
