"""Words keep their places in the text, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import Article, Reader
from sayso.attribution.words import CASES, MAX_PIECES, QUOTING, count, words
from sayso.errors import TextTooLong
from sayso.pages import PageError
from sayso.parallel import read_one

ANY = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANY)
def test_words_stand_in_order_within_any_text(text: str) -> None:
    split = words(text)
    assert all(0 <= s < e <= len(text) for s, e in zip(split.starts, split.ends, strict=True))
    assert all(e <= s for e, s in zip(split.ends[:-1], split.starts[1:], strict=True))
    assert len(split.first) == len(split) + 1
    assert split.first[-1] == len(split.token_ids)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ina Holt said.", ["Ina", "Holt", "said", "."]),
        ("🙂 “Yes”", ["🙂", "“", "Yes", "”"]),
        ("a\ud800b \0 c", ["a\ud800b", "c"]),
        ("İzmir said", ["İzmir", "said"]),
        ("Zoë said", ["Zoe\u0308", "said"]),
    ],
)
def test_offsets_are_code_points(text: str, expected: list[str]) -> None:
    import unicodedata

    text = unicodedata.normalize("NFD", text) if "Zo" in text else text
    split = words(text)
    got = [text[s:e] for s, e in zip(split.starts, split.ends, strict=True)]
    assert [g.rstrip("\u0308\u0307") for g in got] == [e.rstrip("\u0308\u0307") for e in expected]


def test_what_the_uncased_vocabulary_does_not_see() -> None:
    split = words("Holt said NATO's 3 “plan”.")
    assert [CASES[c] for c in split.case] == [
        "title", "lower", "upper", "other", "lower", "digit", "other", "lower", "other", "other"
    ]  # fmt: skip
    assert [QUOTING[q] for q in split.quoting][-5:] == ["outside", "opening", "inside", "closing", "outside"]


@pytest.mark.parametrize(
    ("text", "pieces"), [("", 0), ("He left.", 3), ("((((", 4), ("x" * 200, 1), ("He \ud800 left", 2)]
)
def test_word_pieces_are_counted(text: str, pieces: int) -> None:
    assert count(text) == pieces


def test_a_text_of_too_many_word_pieces_is_refused_with_its_reason(reader: Reader) -> None:
    text = "(" * (MAX_PIECES + 1)
    with pytest.raises(TextTooLong, match="more than 400,000 words, parts of words and marks: split it"):
        reader.read(Article(id="1", text=text))
    told = read_one(reader, Article(id="1", text=text, url="https://post.example/1"))
    assert isinstance(told, PageError)
    assert (
        str(told) == "https://post.example/1: its text has more than 400,000 words, parts of words and marks: split it"
    )
