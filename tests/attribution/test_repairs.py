"""What is mended in the network's spans: for each rule a text that it is for, and one that it leaves alone."""

import pytest

import sayso

Read = list[tuple[str, list[str], list[str]]]


def read(text: str) -> Read:
    """Cue, source and contents of each statement, in the order of the cues."""
    return [
        (s.cue[0].text, [x.text for x in s.source], [x.text for x in s.content])
        for s in sayso.read_text(text).statements
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # A word of the speaker's name is no cue of its own.
        (
            "“He [Mr. Dorn] took the keys (and the car),” said Sara Lund.",
            [("said", ["Sara Lund"], ["“He [Mr. Dorn] took the keys (and the car),”"])],
        ),
        # One content of one source is one statement, though its layout has two cues; two contents are two.
        ("Said Ada Holm: “The quay is safe.”", [("Said", ["Ada Holm"], ["“The quay is safe.”"])]),
        (
            "Holm said the quay was safe and warned that the pier was not.",
            [("said", ["Holm"], ["the quay was safe"]), ("warned", ["Holm"], ["that the pier was not"])],
        ),
        # What another said before it is not answered with; who says the next one does not say this.
        (
            "“Will it rain?” Hanna Prell asked. “Not before noon,” answered Jory Hask.",
            [
                ("asked", ["Hanna Prell"], ["“Will it rain?”"]),
                ("answered", ["Jory Hask"], ["“Not before noon,”"]),
            ],
        ),
        (
            "“We sail,” said Holm; “Run,” said Marsh.",
            [("said", ["Holm"], ["“We sail,”"]), ("said", ["Marsh"], ["“Run,”"])],
        ),
        # Who is told something is no part of it.
        (
            "Mayor Ida Voss was told by Jory Hask that the pier was rotten.",
            [("was told", ["Jory Hask"], ["that the pier was rotten"])],
        ),
        (
            "Jory Hask was quoted as saying the pier was rotten.",
            [("was quoted as saying", ["Jory Hask"], ["the pier was rotten"])],
        ),
        # What somebody is stands between his name and what is said according to him; a subject does not.
        (
            "According to Dunja Krall, the flood officer, the dyke will hold.",
            [("According to", ["Dunja Krall, the flood officer"], ["the dyke will hold"])],
        ),
        (
            "According to Ada Holm, the bridge, which was shut in May, will be sold.",
            [("According to", ["Ada Holm"], ["the bridge, which was shut in May, will be sold"])],
        ),
        # A plan tells something, but nothing is told by "according to plan".
        ("According to plan, the train left at nine.", []),
        (
            "According to the plan, two berths will go.",
            [("According to", ["the plan"], ["two berths will go"])],
        ),
        # A quotation behind a sentence about somebody else is that one's; behind one about the speaker it goes on.
        (
            "“This is theft,” Quentin Dahl said. Mila Storch shook her head. “It is late. We should go.”",
            [
                ("said", ["Quentin Dahl"], ["“This is theft,”"]),
                (".", ["Mila Storch"], ["“It is late. We should go.”"]),
            ],
        ),
        (
            "“This is theft,” Quentin Dahl said. “It is late. We should go.”",
            [("said", ["Quentin Dahl"], ["“This is theft,”", "“It is late. We should go.”"])],
        ),
    ],
)
def test_spans_are_mended_where_the_text_shows_it(text: str, expected: Read) -> None:
    assert read(text) == expected
