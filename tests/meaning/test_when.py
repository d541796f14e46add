"""The day of saying: a table of sentences worked out by hand from the calendar, and what holds for any text."""

from datetime import date
from pathlib import Path
from time import thread_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.meaning.when import said_on

CASES = [
    tuple(line.split("\t")) for line in Path(__file__).with_name("days.tsv").read_text("utf8").splitlines()[1:] if line
]
WORDS = (
    "said on in at the a of , ; ( ) ’s “ ” and Friday Sat. last this next May March 5 5th 29 Feb. 31 2015 0001 9999 "
    "ago days weeks years three later weekend summer fall winter yesterday who was elected that day 2015-09-05 9/5/2015"
).split()
TEXTS = st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join)


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def day(iso: str) -> date | None:
    return None if iso == "-" else date.fromisoformat(iso)


def test_the_table_is_large() -> None:
    assert len(CASES) >= 120


@pytest.mark.parametrize(("sentence", "cue", "content", "published", "first", "last"), CASES)
def test_days_of_saying(sentence: str, cue: str, content: str, published: str, first: str, last: str) -> None:
    before = "Dolan spoke on Monday. "  # another sentence, which must not be looked at
    text = f"{before}{sentence} Ruud replied on Tuesday."
    begin, stop = len(before), len(before) + len(sentence)
    outside = [(begin + a, begin + b) for a, b in (span(sentence, words) for words in content.split(" | "))]
    a, b = span(sentence, cue)
    days = said_on(text, begin, stop, (begin + a, begin + b), outside, day(published))
    if first == "-":
        assert days is None
        return
    assert days is not None
    assert (days.first, days.last) == (day(first), day(last))
    assert begin <= days.start < days.end <= stop
    assert all(days.end <= a or b <= days.start for a, b in outside)


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
    content = [span(sentence, "it was safe")]
    days = said_on(
        sentence, 0, len(sentence), span(sentence, "told" if "told" in sentence else "said"), content, date(2024, 6, 21)
    )
    assert days is not None
    assert sentence[days.start : days.end] == words


@settings(deadline=None)  # a busy machine
@given(TEXTS, st.none() | st.dates(), st.data())
def test_any_text_gives_ordered_days_inside_it(text: str, published: date | None, data: st.DataObject) -> None:
    at = st.integers(0, len(text))
    begin, stop = sorted((data.draw(at), data.draw(at)))
    cue, content = data.draw(st.tuples(at, at)), data.draw(st.lists(st.tuples(at, at), max_size=3))
    days = said_on(text, begin, stop, cue, content, published)
    if days:
        assert days.first <= days.last
        assert begin <= days.start < days.end <= stop


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
    text = "said on Friday " + piece * (100_000 // len(piece)) + "said in May"
    begun = thread_time()
    said_on(text, 0, len(text), (0, 4), [], date(2024, 6, 21))
    assert thread_time() - begun < 10
