"""Paywalls are told; articles that speak of subscribing, or stand in full behind one, are articles."""

from pathlib import Path

import pytest

from sayso.pages import Page, PageError, article

TEASER = "Harbour master Odile Brandt said the ferry would not sail."
STUB = Path(__file__).parent / "html" / "11-paywall-stub.html"


def html(*paragraphs: str, free: str | None = None) -> str:
    linked = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Dunmore ferry", '
        f'"isAccessibleForFree": {free}}}</script>'
    )
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return f"<html><head>{linked if free else ''}</head><body><h1>Dunmore ferry</h1>{body}</body></html>"


def read(text: str, name: str = "page.html") -> str:
    return article(Page(text.encode(), None, None, name, None, None)).text


def is_paywall(text: str, name: str = "page.html") -> bool:
    told = f"{name}: a paywall, not the whole article: sign in with a browser and save the page, or give its text"
    try:
        read(text, name)
    except PageError as error:
        return str(error) == told
    return False


@pytest.mark.parametrize("free", ["false", '"False"', '"false"', '"http://schema.org/False"', "[false]"])
def test_page_that_declares_itself_closed_and_is_short(free: str) -> None:
    assert is_paywall(html(TEASER, free=free))
    assert is_paywall(html(free=free))


@pytest.mark.parametrize("free", ["true", '"True"', "null", '"perhaps"', "{}", "3", "[]"])
def test_page_that_does_not_declare_itself_closed(free: str) -> None:
    assert TEASER in read(html(TEASER, free=free))


def test_whole_article_behind_a_paywall_is_an_article() -> None:
    said = [f"{TEASER} That was day {n}." for n in range(20)]
    assert said[-1] in read(html(*said, free="false"))


def test_stub_of_the_twenty_pages_is_one_where_it_is_closed() -> None:
    page = STUB.read_text("utf8")
    assert not is_paywall(page)
    assert is_paywall(page.replace('"isAccessibleForFree":"True"', '"isAccessibleForFree":"False"'))


PHRASES = [
    "Subscribe to continue reading",
    "Please subscribe now to continue reading this article.",
    "This article is for subscribers",
    "This story is available to members only.",
    "This content is reserved for paying subscribers",
    "To continue reading, sign in",
    "To keep reading this article, please subscribe.",
    "Sign in or register to read the full story",
    "Create a free account to unlock this article",
    "You’ve reached your limit of free articles this month.",
]


@pytest.mark.parametrize("phrase", PHRASES)
def test_page_that_opens_as_paywalls_do(phrase: str) -> None:
    assert is_paywall(html(phrase, "From £1 a week. Cancel at any time."))
    assert is_paywall(f"Dunmore ferry\n\n{phrase}\n\nFrom £1 a week.\n", "saved.txt")


@pytest.mark.parametrize(
    "paragraphs",
    [
        (TEASER, "Subscribe to continue reading"),
        ("This article is for subscribers, the notice said, and nobody laughed.",),
        ("“Subscribe to continue reading” is what she read, she said.",),
        ("Subscribe to our newsletter", TEASER),
        ("Already a subscriber? Sign in", TEASER),
        ("Readers must subscribe to continue reading the Gazette, its owner said on Monday.",),
        ("Subscribe to continue reading", *[f"{TEASER} That was day {n}." for n in range(20)]),
    ],
    ids=range(7),
)
def test_articles_that_speak_of_subscribing_are_articles(paragraphs: tuple[str, ...]) -> None:
    assert not is_paywall(html(*paragraphs))
    assert not is_paywall("Dunmore ferry\n\n" + "\n\n".join(paragraphs), "saved.txt")


def test_page_that_says_it_is_free_is_believed() -> None:
    short = "The ferry is shut."
    assert short in read(html("Subscribe to continue reading", short, free="true"))
