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
        ("The spokesman for the ministry, Jem Laurie", [("Jem Laurie", ())]),
        ("Norvany’s defence minister, Kaja Lund,", [("Kaja Lund", ())]),
        ("The Minister for Coasts, the Rt Hon. Dame Petra Oyelaran", [("Petra Oyelaran", ("Rt Hon. Dame",))]),
        ("opposition leader Tom ‘Ox’ Varga", [("Tom ‘Ox’ Varga", ("opposition leader",))]),
        ("Ivo Marsh of Delta Bank", [("Ivo Marsh", ())]),
        ("the Bank of Kestria", [("Bank of Kestria", ())]),
        ("the Kremlin", [("Kremlin", ())]),
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


def test_a_surname_is_found_in_the_fuller_name_that_is_no_source() -> None:
    text = "Police arrested Mira Dolan on Monday. “I did nothing,” Dolan said."
    (one,), (actor,) = cast((statement(text, "Dolan said"[:5]),), text)
    assert one.speakers == (actor.id,)
    assert actor.name == "Mira Dolan"


def test_mr_penn_is_not_joan_penn() -> None:
    text = "Joan Penn spoke first. Her husband disagreed. “No,” Mr Penn said."
    assert [a.name for a in cast((statement(text, "Mr Penn"),), text)[1]] == ["Penn"]


@pytest.mark.parametrize(
    "text", ["Critics called it late.", "“Never.” Divers found it.", "He left.\n\nDockers cheered."]
)
def test_the_first_word_of_a_sentence_is_no_name_by_its_capital_alone(text: str) -> None:
    source = next(w for w in ("Critics", "Divers", "Dockers") if w in text)
    (credited,), actors = cast((statement(text, source),), text)
    assert (actors, credited.sourcing) == ((), "unnamed")


def test_a_surname_of_two_stays_its_own() -> None:
    text = "Mira Dolan said so. Jon Dolan denied it. Dolan left."
    made = tuple(
        Statement(f"s{n}", (Span.of(text, 0, 1),), (Span.of(text, *at),), (Span.of(text, 0, 1),), "indirect", 0.9)
        for n, at in enumerate([(0, 10), (20, 29), (41, 46)])
    )
    assert [a.name for a in cast(made, text)[1]] == ["Mira Dolan", "Jon Dolan", "Dolan"]
