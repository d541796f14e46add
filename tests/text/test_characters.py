"""Text without what a terminal obeys, what turns a line round, case and diacritics."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.characters import all_valid, escaped_controls, tame, valid, without_turns
from sayso.text.folding import folded, without_diacritics


@given(st.text(alphabet=st.characters(codec=None)))  # half surrogates, too
def test_what_is_made_valid_is_as_long_and_valid_in_every_program(text: str) -> None:
    assert len(valid(text)) == len(text)
    valid(text).encode()
    json.dumps(all_valid({"a": [text, 1, None]}), ensure_ascii=False).encode()


def test_what_is_valid_already_stays() -> None:
    assert all_valid({"a": ["Güneş", 1, None]}) == {"a": ["Güneş", 1, None]}
    assert valid("a\ud800b") == "a?b"


@pytest.mark.parametrize("control", ["\x1b", "\x07", "\x9b", "\x7f", "\x00"])
def test_a_terminal_obeys_nothing_of_it(control: str) -> None:
    assert tame(f"red{control}[31m\n\ttext") == "red�[31m\n\ttext"
    shown = escaped_controls(json.dumps(f"a{control}b", ensure_ascii=False))
    assert control not in shown
    assert json.loads(shown) == f"a{control}b"


def test_nothing_turns_the_line_round() -> None:
    assert without_turns("a\u202eb\u2066c") == "abc"
    assert without_turns("a\u202eb", "�") == "a�b"
    assert without_turns("\u0645\u200f") == "\u0645\u200f"  # a mark of direction turns nothing


def test_case_and_diacritics_are_folded() -> None:
    assert folded("GÜNEŞ Straße") == "gunes strasse"
    assert without_diacritics("Čaković ﬁ") == "Cakovic fi"
