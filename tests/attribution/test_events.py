"""What counts as a statement, through the public face: small invented texts in, events out."""

import json

import pytest
from click.testing import CliRunner

import sayso
from sayso import Reader, pages
from sayso.cli.main import main


@pytest.mark.parametrize(
    ("text", "cue", "event"),
    [
        ("The mayor of Lisset, Ada Holm, said that the bridge was safe.", "said", "speech"),
        ("Experts fear that the bridge will not stand another winter.", "fear", "state"),
    ],
)
def test_saying_and_thinking_are_told_apart(text: str, cue: str, event: str) -> None:
    assert [(s.cue[0].text, s.event) for s in sayso.read_text(text).statements] == [(cue, event)]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("“We never know why they come,” said Tom Ruud, who runs the inn.", "never know"),
        ("Ada Holm said on Friday: “I hope that the council will pay for it.”", "hope"),
    ],
)
def test_a_speakers_own_mind_in_his_own_words_is_nothing_to_record(text: str, cue: str) -> None:
    assert [s.cue[0].text for s in sayso.read_text(text).statements] == ["said"]
    every = Reader(include_none=True).read(pages.read_text(text)).statements
    assert {s.cue[0].text: s.event for s in every} == {"said": "speech", cue: "none"}


def test_every_cue_is_printed_where_it_is_asked_for() -> None:
    text = "Ada Holm said on Friday: “I hope that the council will pay for it.”"
    printed = CliRunner().invoke(main, ["read", "-", "--include-none", "--format", "json"], input=text)
    assert {s["event"] for s in json.loads(printed.stdout)["statements"]} == {"speech", "none"}
    plain = CliRunner().invoke(main, ["read", "-", "--format", "json"], input=text)
    assert {s["event"] for s in json.loads(plain.stdout)["statements"]} == {"speech"}
