"""Quotations that no cue attributes are statements, of whom the text shows to speak, or of nobody."""

import pytest

import sayso


def said(text: str) -> list[tuple[str, list[str]]]:
    """The content of each statement, and its speakers."""
    article = sayso.read_text(text)
    return [(s.content[0].text, [article.actor(id).name for id in s.speakers]) for s in article.statements]


@pytest.mark.parametrize(
    ("text", "content", "speakers"),
    [
        ("Ada Holm shook her head. “It is late and cold.”", "“It is late and cold.”", ["Ada Holm"]),
        (
            "Tomas Ruud, who was there, said the door was shut.\n\n“Nobody came for three days. Then the water rose.”"
            "\n\nThe plant opened in 1988.",
            "“Nobody came for three days. Then the water rose.”",
            ["Tomas Ruud"],
        ),
        (
            "The quay\n\nThe quay was empty.\n\nAda Holm shook her head. “It is late and cold.”",
            "“It is late and cold.”",
            ["Ada Holm"],
        ),
        ("The quay\n\nAda Holm’s aide shook her head. “It is late and cold.”", "“It is late and cold.”", []),
        ("For Samir Adeko, the answer is plain. “We should build.”", "“We should build.”", ["Samir Adeko"]),
        (
            "“I have been here since four.” Piotr Wend is first in the queue.",
            "“I have been here since four.”",
            ["Piotr Wend"],
        ),
        (
            "The harbour was empty.\n\n“Nobody came for three days. Then the water rose.”",
            "“Nobody came for three days. Then the water rose.”",
            [],
        ),
    ],
)
def test_a_quotation_of_its_own_is_a_statement(text: str, content: str, speakers: list[str]) -> None:
    assert (content, speakers) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ada Holm opened with “Say It Again Tonight, Love” and left.",  # the name of a song
        "The so-called “friends of the old harbour” met on Friday.",  # no sentence of its own
        "“Who Feeds the Geese?” is a play in three acts.",
        "“Nobody came for three days”\n\nThe harbour was empty in May.",  # a headline
    ],
)
def test_other_quotation_marks_make_none(text: str) -> None:
    assert not [s for s in sayso.read_text(text).statements if s.cue[0].text in ".“"]


def test_what_stands_inside_a_quotation_is_inside_its_statement() -> None:
    article = sayso.read_text("Ada Holm shook her head. “It is late, and Marsh said the ferry had gone an hour ago.”")
    outer = next(s for s in article.statements if s.cue[0].text == ".")
    inner = next(s for s in article.statements if s.cue[0].text == "said")
    assert (outer.parent, inner.parent) == (None, outer.id)
