"""An article as it comes from a page, with a roster, and one that has everything that is odd."""

from dataclasses import replace
from pathlib import Path

import pytest

from sayso import Actor, Article, Reader, Span, Statement, actors
from sayso.article import When
from sayso.pages import sources

EXAMPLES = Path(__file__).parent.parent.parent / "examples"


@pytest.fixture(scope="session")
def article() -> Article:
    """The example of the README, read with its roster, under an address."""
    (found,) = sources(str(EXAMPLES / "harbour.txt"))
    assert isinstance(found, Article)
    placed = replace(found, url="https://gazette.example/harbour?id=1#top", outlet="The Harbour Gazette")
    return Reader(roster=actors.load(EXAMPLES / "people.csv")).read(placed)


@pytest.fixture
def odd() -> Article:
    """Two statements with one cue; none has a source; a content in pieces over lines of every kind; NUL, half of a
    surrogate pair, emoji, combining marks and right-to-left text; a name and an address that mean harm."""
    text = (
        "\ufeffOdd 👩\u200d👩\u200d👧 e\u0301 שלום\r\n\r\n"
        "“One\ttab” it was not said, “two\n\n\u2028three” \x00and \ud800 half a pair."
    )

    def spans(*words: str) -> tuple[Span, ...]:
        return tuple(Span.of(text, text.index(w), text.index(w) + len(w)) for w in words)

    statements = (
        Statement("s1", spans("said"), (), spans("“One\ttab”", "“two\n\n\u2028three”"), "direct", 0.5),
        Statement(
            "s2", spans("said"), (), spans("\x00and \ud800 half"), "mixed", 0.25, parent="s1", speakers=("a1",),
            negated=True, act="deny", when=When("2026-03-12", "2026-03-14", None),
        ),
    )  # fmt: skip
    actor = Actor(
        "a1",
        "=Evil;\tName\n\ud800 ../x",
        "group",
        spans("👩\u200d👩\u200d👧"),
        ("“Chief”",),
        "A & B",
        None,
        {"lei": "X;Y"},
    )
    return Article(
        "../../etc/\ud800", text, "javascript:alert(1)", "../../Odd: \ud800 / title", statements=statements,
        actors=(actor,), published="some day",
    )  # fmt: skip


@pytest.fixture
def bare(article: Article) -> Article:
    """The article as `sayso export --no-text` has it."""

    def gone(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(replace(x, text="") for x in spans)

    statements = tuple(
        replace(
            s, cue=gone(s.cue), source=gone(s.source), content=gone(s.content), addressee=gone(s.addressee), via=None
        )
        for s in article.statements
    )
    return replace(article, text="", statements=statements)
