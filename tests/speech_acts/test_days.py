"""The day of saying: a table of sentences worked out by hand, days that are carried on, and what holds for any text."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import pages, speech_acts
from sayso.article import Kind, Span, Statement, When
from sayso.attribution import Network

CASES = [
    tuple(line.split("\t")) for line in Path(__file__).with_name("days.tsv").read_text("utf8").splitlines()[1:] if line
]
WORDS = (
    "said on in at the a of , ; ( ) ’s “ ” and Friday Sat. last this next May March 5 5th 29 Feb. 31 2015 0001 9999 "
    "ago days weeks years three later weekend summer fall winter yesterday who was elected that day 2015-09-05 9/5/2015"
).split()
TEXTS = st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join)
NETWORK = Network()


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def statement(text: str, cue: str, *content: str, speaker: str = "a1", number: int = 1) -> Statement:
    """A statement as it is read, but for its days."""
    spans = tuple(span(text, words) for words in content)
    kind: Kind = "direct" if spans[0].text.startswith("“") else "indirect"
    return Statement(
        f"s{number}", (span(text, cue),), (), spans, kind, 0.95, speakers=(speaker,), sourcing="named"
    )  # fmt: skip


def days(text: str, statements: Sequence[Statement], published: str | None) -> list[When | None]:
    article = replace(pages.read_text(text), published=published)
    return [s.when for s in speech_acts.dated(article, statements, NETWORK)]


def test_the_table_is_large() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize(("sentence", "cue", "content", "published", "first", "last"), CASES)
def test_days_of_saying(sentence: str, cue: str, content: str, published: str, first: str, last: str) -> None:
    text = f"{sentence} Ruud replied on Tuesday."  # another sentence, which tells another day
    said = statement(text, cue, *content.split(" | "))
    (when,) = days(text, [said], None if published == "-" else published)
    if first == "-":
        assert when is None
        return
    assert when is not None
    assert (when.start, when.end) == (first, last)
    assert when.span is not None
    assert when.span.end <= len(sentence)
    assert all(when.span.end <= x.start or x.end <= when.span.start for x in said.content)


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Dolan told reporters late on Tuesday evening that it was safe.", "Tuesday evening"),
        ("Dolan said on Tuesday, Sept. 5, 2023, that it was safe.", "Tuesday, Sept. 5, 2023"),
        ("Dolan said in early May that it was safe.", "early May"),
        ("Dolan said earlier this week that it was safe.", "earlier this week"),
        ("In Friday’s statement, Dolan said it was safe.", "Friday"),
        ("Dolan said in the summer of 2015 that it was safe.", "summer of 2015"),
        ("Dolan said on Monday afternoon of last week that it was safe.", "Monday afternoon of last week"),
    ],
)
def test_the_words_that_tell_the_day(sentence: str, words: str) -> None:
    cue = "told" if "told" in sentence else "said"
    (when,) = days(sentence, [statement(sentence, cue, "it was safe")], "2024-06-21")
    assert when is not None
    assert when.span is not None
    assert when.span.text == words


RUN = (
    "Mayor Ada Dolan told the council on Tuesday that the bridge was safe. She added that the ferry would stop. "
    "“We have tested each bolt,” she continued."
)


def test_a_day_is_carried_on_while_somebody_speaks() -> None:
    said = [
        statement(RUN, "told", "the bridge was safe"),
        statement(RUN, "added", "that the ferry would stop", number=2),
        statement(RUN, "continued", "“We have tested each bolt,”", number=3),
    ]
    found = days(RUN, said, "2024-06-21")
    assert [when and when.start for when in found] == ["2024-06-18"] * 3


def test_a_day_is_not_carried_to_another_speaker_elsewhere() -> None:
    text = f"{RUN}\n\nThe port has lost a tenth of its ships.\n\nIvo Ruud, who sells fish, believes that prices rise."
    said = [
        statement(text, "told", "the bridge was safe"),
        statement(text, "believes", "that prices rise", speaker="a2", number=2),
    ]
    first, second = days(text, said, "2024-06-21")
    assert first is not None
    assert second is None


@settings(deadline=None)  # a busy machine
@given(TEXTS.filter(bool), st.none() | st.dates(), st.data())
def test_any_text_gives_ordered_days_inside_it(text: str, published: date | None, data: st.DataObject) -> None:
    at = st.tuples(*[st.integers(0, len(text) - 1)] * 2).map(sorted).map(lambda x: Span.of(text, x[0], x[1] + 1))
    spans = st.tuples(at, st.lists(at, min_size=1, max_size=3))
    drawn = data.draw(st.lists(spans, min_size=1, max_size=4))
    said = [
        Statement(f"s{n}", (cue,), (), tuple(content), "indirect", 0.5) for n, (cue, content) in enumerate(drawn)
    ]  # fmt: skip
    for when in days(text, said, published.isoformat() if published else None):
        if when:
            assert when.start <= when.end
            assert when.span is not None
            assert text[when.span.start : when.span.end] == when.span.text


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "the ",
        "in ",
        "Friday ",
        "2015 ",
        "2015 the ",
        ", ",
        "A B, ",
        "of the ",
        "that x ",
        "early late ",
        "a couple ",
        "; ",
        ", and said ",
        "1",
    ],
)
def test_time_grows_with_the_length_of_a_hostile_sentence(piece: str) -> None:
    text = "Dolan said on Friday " + piece * (100_000 // len(piece)) + "said in May"
    begun = thread_time()
    days(text, [statement(text, "said", "Dolan")], "2024-06-21")
    assert thread_time() - begun < 10


def test_time_grows_with_the_number_of_statements() -> None:
    sentence = "Dolan said on Friday that it was safe. "
    text = sentence * 3000
    said = [
        Statement(f"s{n}", (Span.of(text, at + 6, at + 10),), (), (Span.of(text, at + 26, at + 37),), "indirect", 0.9)
        for n, at in enumerate(range(0, len(text), len(sentence)))
    ]  # fmt: skip
    begun = thread_time()
    found = days(text, said, "2024-06-21")
    assert thread_time() - begun < 20
    assert all(when and when.start == "2024-06-21" for when in found)
