"""The open corpus: as large and as varied as its card says, and written as its format has it."""

import re
from collections import Counter

import pytest
from corpus_articles import FOLDER, MistakeError, agreement, corpus_articles, parse

ARTICLES = [*corpus_articles(is_held=False), *corpus_articles(is_held=True)]
STATEMENTS = [s for a in ARTICLES for s in a.raw["statements"]]
TEXT = "Quay shut\n\n<s1>Ada Holm</s1> <q1>said</q1> <c1>it was late</c1>."
WHOLE = f"register: local\npublished: 2026-05-14\n\n{TEXT}\n----\n"


def test_it_is_as_large_as_the_card_says() -> None:
    assert len(ARTICLES) == 152
    assert len(Counter(a.register for a in ARTICLES)) == 16
    assert len(corpus_articles(is_held=True)) == 56
    card = (FOLDER / "README.md").read_text("utf8")
    for count in (len(STATEMENTS), sum(len(a.none) for a in ARTICLES)):
        assert f"{count:,}" in card


def test_the_card_tells_how_two_readings_agree() -> None:
    card = (FOLDER / "README.md").read_text("utf8")
    assert len(list((FOLDER / "second").glob("*.txt"))) == 20
    assert all(f"{name} {value}" in card for name, value in agreement().items())


def test_no_two_articles_share_a_frame() -> None:
    """No sentence of six words or more stands in two articles."""
    seen: Counter[str] = Counter()
    for a in ARTICLES:
        sentences = {x.strip() for x in re.split(r"(?<=[.!?])\s+|\n+", a.raw["text"])}
        seen.update(x for x in sentences if len(x.split()) >= 6)
    assert [x for x, n in seen.items() if n > 1] == []


def test_days_speakers_and_nested_statements_are_told() -> None:
    assert sum(s["nested_in"] is not None for s in STATEMENTS) > 200
    assert sum(bool(s["when"]) for s in STATEMENTS) > 300
    assert sum(s["event"] == "state" for s in STATEMENTS) > 200
    assert {s["sourcing"] for s in STATEMENTS} == {"named", "unnamed", "collective", "document", "media", "none"}


def test_an_article_gives_its_statements() -> None:
    made = parse("local-99", f"{WHOLE}1 | speech | by Ada Holm | person | named | assert | when 2026-05-12")
    (told,) = made.raw["statements"]
    assert (told["cue"], told["source"], told["content"]) == ("said", "Ada Holm", ["it was late"])
    assert (told["speaker"], told["when"]) == (["Ada Holm"], "2026-05-12")


@pytest.mark.parametrize(
    "line",
    [
        "1 | speech | by Ivo Marsh | person | named | assert",
        "1 | speech | by - | person | named | assert",
        "1 | shout | by Ada Holm | person | named | assert",
        "1 | speech | by Ada Holm | person | named | sing",
        "1 | speech | by Ada Holm | person | named | assert | in 2",
        "2 | speech | by Ada Holm | person | named | assert",
        "1 | speech",
    ],
)
def test_a_mistake_is_told(line: str) -> None:
    with pytest.raises(MistakeError):
        parse("local-99", WHOLE + line)
