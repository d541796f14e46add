"""Where spans begin and end."""

import pytest

from sayso.attribution.boundaries import chained, whole
from sayso.text.quotes import chains, quotations

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


def test_a_quotation_belongs_whole_to_the_statement_that_touches_it() -> None:
    text = 'She spoke up. "The pumps are old. They fail in winter," said Dolan.'
    quotation, later = (14, 55), (34, 55)
    assert text[slice(*quotation)].endswith('winter,"')
    cue = (56, 60)
    assert chained([later], cue, [quotation]) == (quotation,)
    assert chained([later], (20, 25), [quotation]) == (later,)  # it is told from inside


def test_every_quotation_is_one_of_the_chains_and_one_over_paragraphs_is_one() -> None:
    text = "“One ends here.” He went on. “Two begins\n\n“and ends there.”"
    assert [text[a:b] for a, b in chains(quotations(text))] == ["“One ends here.”", "“Two begins\n\n“and ends there.”"]
