"""Speakers by plain name."""

import pytest

from sayso.actors import cast
from sayso.article import Span, Statement


def statement(text: str, source: str, number: int = 1) -> Statement:
    start = text.index(source)
    spans = (Span.of(text, start, start + len(source)),) if source else ()
    said = (Span.of(text, 0, 1),)
    return Statement(f"s{number}", said, spans, said, "indirect", 0.9)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Kestrian spokeswoman Mira Dolan", [("Mira Dolan", ("Kestrian spokeswoman",))]),
        ("President Karel Voss", [("Karel Voss", ("President",))]),
        ("NATO Secretary-General Jens Roos", [("Jens Roos", ("NATO Secretary-General",))]),
        ("Mira Dolan, the spokeswoman of Kestria", [("Mira Dolan", ())]),
        ("Prime Minister Ursula van der Meer", [("Ursula van der Meer", ("Prime Minister",))]),
        ("Varn and Osmeria", [("Varn", ()), ("Osmeria", ())]),
        ("NATO members Varn and Osmeria", [("Varn", ()), ("Osmeria", ())]),
        ("Kestria’s", [("Kestria", ())]),
        ("The Harbour Gazette", [("The Harbour Gazette", ())]),
        ("an official from the office of President Karel Voss", []),
        ("The official", []),
        ("Media reports", []),
        ("She", []),
        ("The president", []),
        ("The President", []),
        ("people familiar with the Union’s plans", []),
        ("", []),
    ],
)
def test_who_a_source_names(source: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    (credited,), actors = cast((statement(f"x {source}", source),), f"x {source}")
    assert [(a.name, a.titles) for a in actors] == expected
    assert list(credited.speakers) == [a.id for a in actors]
    assert credited.sourcing == ("named" if expected else "unnamed" if source else "none")


def test_a_surname_is_the_one_fuller_name() -> None:
    text = "Mira Dolan said so. Dolan added that."
    first = statement(text, "Mira Dolan")
    second = Statement("s2", first.cue, (Span.of(text, 20, 25),), first.content, "indirect", 0.9)
    (one, two), (actor,) = cast((first, second), text)
    assert one.speakers == two.speakers == (actor.id,)
    assert [m.text for m in actor.mentions] == ["Mira Dolan", "Dolan"]


def test_a_surname_of_two_stays_its_own() -> None:
    text = "Mira Dolan said so. Jon Dolan denied it. Dolan left."
    made = tuple(
        Statement(f"s{n}", (Span.of(text, 0, 1),), (Span.of(text, *at),), (Span.of(text, 0, 1),), "indirect", 0.9)
        for n, at in enumerate([(0, 10), (20, 29), (41, 46)])
    )
    assert [a.name for a in cast(made, text)[1]] == ["Mira Dolan", "Jon Dolan", "Dolan"]
