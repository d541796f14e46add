"""Where spans begin and end."""

import pytest

from sayso.reading.boundaries import whole

TEXT = "You don’t know, she didn't say."


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (4, 7, "don’t"),
        (7, 14, "know"),
        (7, 9, "’t"),
        (7, 8, "’"),
        (20, 24, "didn't"),
        (27, 30, "say"),
    ],
)
def test_a_span_is_never_empty_and_never_half_of_dont(start: int, end: int, expected: str) -> None:
    begins, ends = whole(TEXT, start, end)
    assert TEXT[begins:ends] == expected
