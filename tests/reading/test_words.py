"""Words keep their places in the text, whatever it holds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.reading.words import CASES, QUOTING, words

ANY = st.text(st.characters(exclude_categories=()), max_size=200)


@given(ANY)
def test_words_stand_in_order_within_any_text(text: str) -> None:
    split = words(text)
    assert all(0 <= s < e <= len(text) for s, e in zip(split.starts, split.ends, strict=True))
    assert all(e <= s for e, s in zip(split.ends[:-1], split.starts[1:], strict=True))
    assert len(split.first) == len(split) + 1
    assert split.first[-1] == len(split.pieces)


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
