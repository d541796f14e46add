"""GAP: two decisions an example, the mentions that they are taken from, and the ratio of the genders."""

from typing import Any

import pytest

from sayso.scoring import Score, score_gap
from sayso.scoring.gap import Example, example

Cells = dict[str, str]
SHE = "😀 Ann Lee met Eve Poe, and her mother stayed."
HE = "Ben Lee met Max Poe before he left."


def row(text: str, pronoun: str, a: str, b: str, gold: str = "TRUE FALSE", changed: Cells | None = None) -> str:
    a_is, b_is = gold.split()
    cells = {"id": "x-1", "text": text, "pronoun": pronoun, "at": str(text.index(f" {pronoun} ") + 1)}
    cells |= {"a": a, "a_at": str(text.index(a)), "a_is": a_is, "b": b, "b_at": str(text.index(b)), "b_is": b_is}
    return "\t".join({**cells, "url": "http://example.org/x", **(changed or {})}.values())


def she(gold: str = "TRUE FALSE") -> Example:
    return example(row(SHE, "her", "Ann Lee", "Eve Poe", gold))


def he(gold: str = "TRUE FALSE") -> Example:
    return example(row(HE, "he", "Ben Lee", "Max Poe", gold))


def read(text: str, *actors: str) -> dict[str, Any]:
    """An article whose actors are mentioned by these words, with commas between."""
    spans = [[(text.index(words), words) for words in mentions.split(",")] for mentions in actors]
    return {
        "actors": [
            {"id": f"a{i}", "mentions": [{"start": at, "end": at + len(words)} for at, words in mentions]}
            for i, mentions in enumerate(spans)
        ]
    }


@pytest.mark.parametrize(
    ("actors", "right"),
    [
        (["Ann Lee,her", "Eve Poe"], True),
        (["Lee,her", "Eve Poe"], True),
        (["Ann Lee", "Eve Poe,her"], False),
        (["Ann Lee", "Eve Poe", "her"], False),
        (["Ann Lee,her mother", "Eve Poe"], False),
        (["Ann Lee", "Ann Lee met Eve,her", "Eve Poe"], False),
        ([], False),
    ],
)
def test_the_pronoun_is_the_actors_whose_mention_fits_the_name_best(actors: list[str], right: bool) -> None:
    assert score_gap([(she(), read(SHE, *actors))])["feminine"].r == 100 * right


def test_each_example_is_two_decisions() -> None:
    both = score_gap([(she("FALSE FALSE"), read(SHE, "Ann Lee,her")), (he(), read(HE, "Ben Lee,he", "Max Poe"))])
    assert both["overall"] == Score(50.0, 100.0, 66.67)
    assert both["masculine"] == Score(100.0, 100.0, 100.0)
    assert both["feminine"] == Score(0.0, 0.0, 0.0)


def test_the_ratio_has_an_interval_that_holds_it() -> None:
    missed, hit = (she(), read(SHE)), (she(), read(SHE, "Ann Lee,her"))
    found = score_gap([missed, hit, hit, hit, hit, *[(he(), read(HE, "Ben Lee,he"))] * 5])
    low, high = found["ratio_95"]
    assert found["ratio"] == 0.889  # F1 of 4 of 5, 0.8889, over 1
    assert 0.3 < low < 0.889 < high == 1.0


def test_there_is_no_ratio_without_a_masculine_figure() -> None:
    found = score_gap([(she(), read(SHE, "Ann Lee,her")), (he(), read(HE))])
    assert (found["ratio"], found["ratio_95"]) == (None, None)


@pytest.mark.parametrize(
    "changed",
    [
        {"pronoun": "their"},
        {"at": "9"},
        {"at": "soon"},
        {"a_at": "-3"},
        {"b": ""},
        {"b_is": "yes"},
        {"url": "http://example.org\tx"},
    ],
)
def test_a_row_that_is_none_is_refused_with_a_reason(changed: Cells) -> None:
    with pytest.raises(ValueError, match=r"^has "):
        example(row(SHE, "her", "Ann Lee", "Eve Poe", changed=changed))
