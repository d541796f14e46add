"""Where sentences end, and the sentences around a stretch."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.sentences import ends, passage, sentence, sure_ends


def cut(text: str) -> list[str]:
    borders = [0, *(m.end() for m in sure_ends(text)), len(text)]
    return [text[a:b].strip() for a, b in pairwise(borders)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["The ferry sails.", "Nobody is on it."],
        ["“The ferry sails.”", "“Nobody is on it.”"],
        ["Will it sail?", "No!", "It was sold."],
        ["“No.", "We stay.”"],
        ["Mrs. Holm met Sen. A. B. Ruud at St. Orm.", "They left."],
        ["Tamsin Freight Inc. Holdings was sold on Oct. Third.", "So it was."],
        ["It came at 5 p.m. Tuesday.", "It left."],
        ["It cost 2.5 million.", "“Too much,” she said."],
        ["It cost 2.5 million.", "(She paid.)"],
    ],
)
def test_a_text_is_cut_where_its_sentences_end(sentences: list[str]) -> None:
    for between in (" ", "\n", "\n\n"):
        assert cut(between.join(sentences)) == sentences


def test_a_line_is_an_end_without_a_mark() -> None:
    assert cut("Ferry sold\nThe ferry was sold.") == ["Ferry sold", "The ferry was sold."]
    assert cut("the ferry\nwas sold.") == ["the ferry", "was sold."]


def test_an_abbreviation_that_may_end_a_sentence_ends_it_only_for_those_who_ask_for_all() -> None:
    text = "It was sold to Tamsin Freight Inc. The buyer paid."
    assert not list(sure_ends(text))
    assert [text[: m.start() + 1] for m in ends(text)] == ["It was sold to Tamsin Freight Inc."]


def test_the_sentences_around_a_stretch_are_whole() -> None:
    text = "It rained. On Oct. Third Mrs. Holm said “No.” The ferry left."
    at = text.index("said")
    assert passage(text, at, at + 4) == "On Oct. Third Mrs. Holm said “No.”"
    assert sentence(text, at, at + 4) == "Third Mrs. Holm said “No."


@given(st.text(alphabet="Ab .!?\n“”'\u00e9Mrs", max_size=200))
def test_ends_are_in_order_and_every_sure_one_is_one(text: str) -> None:
    every = [m.span() for m in ends(text)]
    assert every == sorted(every)
    assert {m.span() for m in sure_ends(text)} <= set(every)
