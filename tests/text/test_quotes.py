"""Quotation marks, as pages have them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.text.quotes import MARKS, Quotation, quotations


def quoted(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"It holds," she said.', ['"It holds,"']),
        ("“It holds,” she said. “For now.”", ["“It holds,”", "“For now.”"]),
        ("‘It holds,’ she said.", ["‘It holds,’"]),
        ("'It holds,' she said.", ["'It holds,'"]),
        ("«It holds», she said.", ["«It holds»"]),
        ("»It holds«, she said.", ["»It holds«"]),
        ("„It holds“, she said.", ["„It holds“"]),
        ("„It holds”, she said.", ["„It holds”"]),
        ("“He told me ‘run’ and I ran,” she said.", ["“He told me ‘run’ and I ran,”", "‘run’"]),
        ("\"He told me 'run' and I ran,\" she said.", ["\"He told me 'run' and I ran,\"", "'run'"]),
        ("‘It’s the workers’ right to go,’ he said.", ["‘It’s the workers’ right to go,’"]),
        ("'It's the workers' right to go,' he said.", ["'It's the workers' right to go,'"]),
        ("The workers' rights and the '90s and rock 'n' roll", ["'n'"]),
        ("Tom “Ox” Varga won.", ["“Ox”"]),
        ("It is 6' 2\" tall.", []),
        ("It's Varga's, isn't it?", []),
        ('He said—"go"—and went.', ['"go"']),
        ('He called it ("a mess").', ['"a mess"']),
    ],
)
def test_finds_quotations(text: str, expected: list[str]) -> None:
    assert quoted(text) == expected


def test_a_quotation_that_never_closes_ends_with_its_paragraph() -> None:
    text = "“It holds, she said.\n\nNobody was hurt."
    (q,) = quotations(text)
    assert (text[q.start : q.end], q.closed, q.continued) == ("“It holds, she said.", False, False)


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "She said: “It holds.\n\n“It will hold.”"
    first, second = quotations(text)
    assert (first.closed, first.continued) == (False, True)
    assert (second.closed, second.continued) == (True, False)


def test_depth_tells_nested_from_outer() -> None:
    depths = [q.depth for q in quotations("“She said ‘no’ twice,” he said. “Twice.”")]
    assert depths == [0, 1, 0]


def test_marks_that_only_open_are_bounded() -> None:
    found = quotations("“" * 50_000 + " the mayor said.")
    assert 1 <= len(found) <= 6


@given(st.text(alphabet=st.sampled_from([*sorted(MARKS), "a", "s", " ", ".", "\n", "1"]), max_size=60))
def test_any_marks_give_quotations_within_the_text_in_order(text: str) -> None:
    found = quotations(text)
    assert found == sorted(found, key=lambda q: (q.start, -q.end))
    assert all(isinstance(q, Quotation) and 0 <= q.start < q.end <= len(text) for q in found)
    assert all(text[q.start] in MARKS for q in found)
