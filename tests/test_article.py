"""The record as JSON and back."""

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from credited_articles import credited_article
from hypothesis import given
from hypothesis import strategies as st
from invented_articles import invented_articles

import sayso
from sayso.article import Article


@pytest.mark.parametrize("number", [0, 3, 10, 17])
def test_to_json_and_back_loses_nothing(number: int) -> None:
    article = sayso.read_text(invented_articles()[number]["text"])
    assert article.statements
    assert Article.from_dict(json.loads(json.dumps(article.to_dict()))) == article


def schema() -> dict[str, Any]:
    made: dict[str, Any] = json.loads((files("sayso") / "record.schema.json").read_text("utf8"))
    return made


def test_credit_is_in_the_contract_and_comes_back() -> None:
    article = credited_article()
    raw = json.loads(json.dumps(article.to_dict()))
    jsonschema.validate(raw, schema())
    assert Article.from_dict(raw) == article
    likely, unknown = raw["statements"][1:]
    assert [(c["actor"], c["probability"]) for c in likely["credit"]] == [("a2", 0.71)]
    assert [x["text"] for x in likely["credit"][0]["way"]] == ["He", "Ivo Marsh"]
    assert (unknown["speakers"], unknown["credit"]) == ([], [])
    assert [(c["actor"], c["probability"]) for c in unknown["candidates"]] == [("a1", 0.55), ("a2", 0.3)]


def test_the_contract_takes_no_more_than_three_candidates() -> None:
    raw = credited_article().to_dict()
    raw["statements"][2]["candidates"] *= 2
    with pytest.raises(jsonschema.ValidationError, match="too long"):
        jsonschema.validate(raw, schema())


def test_what_was_read_before_credit_opens_and_tells_none() -> None:
    raw = json.loads(json.dumps(credited_article().to_dict())) | {"schema": "1"}
    for s in raw["statements"]:
        del s["credit"], s["candidates"]
    article = Article.from_dict(raw)
    assert [s.speakers for s in article.statements] == [("a1",), ("a2",), ()]
    assert [(s.credit, s.candidates) for s in article.statements] == [((), ())] * 3


@pytest.mark.parametrize("number", [0, 30])
def test_each_speaker_that_is_read_has_a_credit_and_all_credited_are_actors(number: int) -> None:
    article = sayso.read_text(invented_articles()[number]["text"])
    known = {a.id for a in article.actors}
    assert any(s.credit for s in article.statements)
    for s in article.statements:
        assert tuple(c.actor for c in s.credit) == s.speakers
        assert {c.actor for c in s.candidates} <= known - set(s.speakers)
        for c in (*s.credit, *s.candidates):
            assert 0 <= c.probability <= 1
            assert all(article.text[x.start : x.end] == x.text for x in c.way)


@given(st.dictionaries(st.sampled_from(["schema", "id", "text"]), st.text()))
def test_what_is_no_record_is_refused(raw: dict[str, str]) -> None:
    with pytest.raises((ValueError, KeyError)):
        Article.from_dict(raw)


def test_an_article_that_was_not_read_has_no_record() -> None:
    with pytest.raises(ValueError, match="not read yet"):
        Article("1", "Holt said so.").to_dict()
