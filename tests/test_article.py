"""The record as JSON and back."""

import json

import pytest
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


@given(st.dictionaries(st.sampled_from(["schema", "id", "text"]), st.text()))
def test_what_is_no_record_is_refused(raw: dict[str, str]) -> None:
    with pytest.raises((ValueError, KeyError)):
        Article.from_dict(raw)


def test_an_article_that_was_not_read_has_no_record() -> None:
    with pytest.raises(ValueError, match="not read yet"):
        Article("1", "Holt said so.").to_dict()
