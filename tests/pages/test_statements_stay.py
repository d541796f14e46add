"""What hostile pages and pastes lost: sentences that look like furniture, quotations without marks."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sayso.article import Article
from sayso.pages import MAX_PAGE, Page, PageError, article, sources

SAID = "The mayor said on Monday that the bridge would stay shut."
MORE = "She refused to say for how long, and left the hall."


def read(body: str, head: str = "<title>Bridge shut</title>") -> Article:
    page = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    return article(Page(page, None, "text/html", "page.html", None, None))


def within(body: str) -> list[str]:
    """The paragraphs that an article's page makes of some HTML between its own."""
    made = read(f"<article><h1>Bridge shut</h1><p>{SAID}</p>{body}<p>{MORE}</p></article>").text.split("\n\n")
    assert made[:2] == ["Bridge shut", SAID]
    assert made[-1] == MORE
    return made[2:-1]


def pasted(text: str) -> list[str]:
    return article(Page(text.encode(), None, None, "pasted.txt", None, None)).text.split("\n\n")


@pytest.mark.parametrize(
    ("body", "kept"),
    [
        (
            '<p>The firm <span class="date">on Friday</span> said it <span class="credit">credited</span> the crew, '
            'and that <a class="social" href="/x">social media</a> lied.</p>',
            "The firm on Friday said it credited the crew, and that social media lied.",
        ),
        ('<p class="author-quote">“We will win,” said Bo Carr.</p>', "“We will win,” said Bo Carr."),
        ('<p class="authors-note">The authors said it was rushed.</p>', "The authors said it was rushed."),
        ('<h2 id="consent">Consent of the port</h2>', "Consent of the port"),
        ('<section id="social-care"><p>Carers had missed 300 visits.</p></section>', "Carers had missed 300 visits."),
        ('<section class="section sponsor-statement"><p>The bank denied it.</p></section>', "The bank denied it."),
        ('<div class="popular-vote"><p>It was a formality, he said.</p></div>', "It was a formality, he said."),
        ('<div class="updated"><p>The firm said talks had begun.</p></div>', "The firm said talks had begun."),
        ('<div class="promo-free"><p>It is a promo-free ferry.</p></div>', "It is a promo-free ferry."),
        ('<ul class="topics"><li>Pay which he says must rise by 9 %</li></ul>', "Pay which he says must rise by 9 %"),
        ("<aside><p>“We will win,” said Bo Carr.</p></aside>", "“We will win,” said Bo Carr."),
        ("<p>He wrote &amp;quot;caf&amp;eacute;&amp;quot;, she said.</p>", 'He wrote "café", she said.'),
        ('<p>Then: <q>"Enough,"</q> said Dahl.</p>', 'Then: "Enough," said Dahl.'),
    ],
)  # fmt: skip
def test_words_in_class_and_id_do_not_cut_sentences(body: str, kept: str) -> None:
    assert within(body) == [kept]


@pytest.mark.parametrize(
    "body",
    [
        '<div class="td-post-sharing-bottom"><p>Send it to your friends</p></div>',
        '<div class="related-links"><ul><li>The oldest bridge of all in the county</li></ul></div>',
        '<div class="newsletter-signup-box"><p>All the news of the week. Join now.</p></div>',
        '<div class="Byline_byline__x8Ab3">By Ina Holt</div>',
        '<div class="tags"><a href="/a">bridge</a><a href="/b">mayor</a></div>',
        '<div class="author-bio"><p>Ina Holt covers bridges and rivers for the Post.</p></div>',
        '<p class="sr-only">the text of the article goes on after this notice</p>',
    ],
)
def test_furniture_is_still_cut(body: str) -> None:
    assert within(body) == []


def test_words_behind_a_sentence_are_no_part_of_it() -> None:
    said = '<p>He left. <span class="read-more">Read more</span></p><p>It rained. <b class="date">He came.</b></p>'
    assert within(said) == ["He left.", "It rained. He came."]


def test_byline_is_no_sentence() -> None:
    page = f'<h1>Bridge shut</h1><p class="author-name">Ina Holt</p><p class="author">He said no.</p><p>{SAID}</p>'
    assert read(page).authors == ("Ina Holt",)


WORDS = "We will open every book of the port."


@pytest.mark.parametrize(
    ("body", "made"),
    [
        (f"<p>She said:</p><blockquote><p>{WORDS}</p></blockquote>", ["She said:", f"“{WORDS}”"]),
        (
            f"<p>She said:</p><blockquote><p>Ports matter.</p><p>{WORDS}</p></blockquote>",
            ["She said:", "“Ports matter.", f"“{WORDS}”"],
        ),
        (
            f'<blockquote><p>{WORDS}</p><cite class="author">Orla Finch, leader</cite></blockquote>',
            [f"“{WORDS}” — Orla Finch, leader"],
        ),
        (
            f"<figure><blockquote>{WORDS}</blockquote><figcaption>Sune Dahl</figcaption></figure>",
            [f"“{WORDS}” — Sune Dahl"],
        ),
        (f"<p>She said:</p><blockquote><p>“{WORDS}”</p></blockquote>", ["She said:", f"“{WORDS}”"]),
        (f"<blockquote><p>{WORDS}</p></blockquote>", [WORDS]),
    ],
)
def test_block_quotations_get_marks(body: str, made: list[str]) -> None:
    assert within(body) == made


def test_press_release_in_pre() -> None:
    text = """
               STATEMENT

The Governor today announced that the state will rebuild the
bridge at Tarn. "We will not leave anyone behind," Governor
Ann Sorley said.

Her opponent, Clay Munn, called the plan "a bridge to
nowhere" and said that he would stop it.
"""
    assert within(f"<pre>{text}</pre>") == [
        "STATEMENT",
        "The Governor today announced that the state will rebuild the bridge at Tarn. "
        '"We will not leave anyone behind," Governor Ann Sorley said.',
        'Her opponent, Clay Munn, called the plan "a bridge to nowhere" and said that he would stop it.',
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Photos by Argus reporters showed rust on the bolts, Quigg said.",
        "The director denied the claims. He said all rights reserved for the firm would be defended.",
        "More: “It will fall again,” Klee warned.",
        "Don’t miss: tomorrow the inquiry hears the engineer who said no.",
        "We use cookies in the canteen to keep morale up, the site manager joked.",
        "Copyright 2023 was the year when it all began, the council said.",
        "Credit: the bank refused it, the firm's director said.",
        "AP reporters saw the bolts",
        "3 responses to the closure",
    ],
)
def test_sentences_that_begin_like_furniture(line: str) -> None:
    assert within(f"<p>{line}</p>") == [line]
    text = ["Bridge shut", SAID, "It rained.", "It snowed.", line, MORE]
    assert pasted("\n\n".join(text)) == text


def test_questions_after_an_empty_list_stay() -> None:
    text = ["Ferry: an interview", SAID, "Related", "Why did you close it?", "We had no money.", "Who knew?", "Nobody."]
    assert pasted("\n\n".join(text)) == [each for each in text if each != "Related"]


@pytest.mark.parametrize(
    "lines",
    [
        [
            "Council votes to close the Wexmouth ferry terminal after forty years",
            "The ferry will close in autumn, leader Orla Finch said.",
            "“We have no money,” she told reporters.",
        ],
        ["MR HOLT: When did you learn that the ferry would close this autumn?", "MS FINCH: On Monday", "MR HOLT: Who?"],
        ["- The ferry will close in the autumn, the council leader Orla Finch said", "- The union warned of strikes"],
    ],
)
def test_lines_without_evidence_of_wrapping_are_paragraphs(lines: list[str]) -> None:
    assert pasted("\n".join(lines)) == lines


def test_site_name_in_the_first_heading() -> None:
    head = "<title>Mill fire kills two, police say - The Daily Heron</title>"
    body = f'<h1><a href="/">The Daily Heron</a></h1><h2>Mill fire kills two, police say</h2><p>{SAID}</p><p>{MORE}</p>'
    found = read(body, head)
    assert (found.title, found.outlet) == ("Mill fire kills two, police say", "The Daily Heron")
    assert found.text.split("\n\n")[1:] == [SAID, MORE]


def test_linked_data_that_refers() -> None:
    data = (
        '{"@graph": [{"@type": "NewsArticle", "headline": "Dam holds &amp; hopes", "author": {"@id": "#1"}, '
        '"publisher": {"@id": "#2"}}, {"@id": "#1", "name": "Gus Ferro"}, {"@id": "#2", "name": "Upriver Times"}]}'
    )
    found = read(f"<p>{SAID}</p><p>{MORE}</p>", f'<script type="application/ld+json">{data}</script>')
    assert (found.title, found.outlet, found.authors) == ("Dam holds & hopes", "Upriver Times", ("Gus Ferro",))


def test_organization_as_author_gives_way_to_the_byline() -> None:
    data = '{"@type": "NewsArticle", "author": {"@type": "NewsMediaOrganization", "name": "Coast News"}}'
    head = f'<script type="application/ld+json">{data}</script>'
    assert read(f"<h1>Bridge shut</h1><span>By Mina Voss</span><p>{SAID}</p>", head).authors == ("Mina Voss",)
    assert read(f"<h1>Bridge shut</h1><p>{SAID}</p>", head).authors == ("Coast News",)


def test_report_on_a_refusal_is_no_wall() -> None:
    assert read(f"<h1>Access denied</h1><p>{SAID}</p>", "<title>Access denied</title>").title == "Access denied"


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., list[str]]:
    def tell(text: str, name: str = "in.json") -> list[str]:
        path = tmp_path / name
        path.write_text(text, "utf8")
        return [str(e).removeprefix(str(path)) if isinstance(e, PageError) else e.text for e in sources(str(path))]

    return tell


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('[\n {"text": "one"},\n {"text": "two"}\n]\n', ["one", "two"]),
        ('[{"text": "one"}, {"title": 1}]', ["one", ':2: "text" is missing or empty']),
        ('{\n "text": "one"\n}', ["one"]),
        ('{\n "title": "one"\n}', [': "text" is missing or empty']),
        ('{"title": "one"}\n{"text": "two"}\n', [':1: "text" is missing or empty', "two"]),
        ('[1, 2]', [': is JSON without articles: each must be an object {"text": ...}']),
        ('{\n "text": "one', [": begins as JSON but is damaged: give JSON lines, HTML or plain text"]),
        ("[Updated] The mayor said no.", ["[Updated] The mayor said no."]),
        ("“12 dead,” she said.", ["“12 dead,” she said."]),
        ('<?xml version="1.0"?>\n<!-- a --><rss version="2.0"><channel/></rss>',
         [": is a feed: give the page of one of its articles"]),
        ('<feed xmlns="x"></feed>', [": is a feed: give the page of one of its articles"]),
    ],
)  # fmt: skip
def test_json_and_feeds_are_no_prose(told: Callable[..., list[str]], text: str, made: list[str]) -> None:
    assert told(text) == made


def test_oversize_first_line_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b'{"text": "' + b"x" * (MAX_PAGE + 5) + b'"}\n{"text": "two"}\n'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    bad, good = sources("-")
    assert str(bad) == "-:1: the line is longer than 16 MiB"
    assert isinstance(good, Article)
    assert good.text == "two"


def test_foreign_names_are_no_other_language() -> None:
    text = "Tusk, Orbán, Fico meet: “No deal on Ukraine,” Szijjártó told MTI, RTL."
    assert article(Page(text.encode(), None, None, "a.txt", None, None)).language in (None, "en")


def test_empty_name() -> None:
    (bad,) = sources("")
    assert str(bad) == "'': is no file: give a path, an address, or - for standard input"


def test_markdown() -> None:
    text = (
        "# Ferry to close\n\nThe ferry **will close**, the _council_ [said](https://x.example/a).\n\n"
        "> We have no money.\n> — Orla Finch\n\n![a boat](boat.png)\n\n* The union *warned* of strikes.\n"
    )
    made = article(Page(text.encode(), None, None, "ferry.md", None, None)).text.split("\n\n")
    assert made == [
        "Ferry to close",
        "The ferry will close, the council said.",
        "“We have no money.” — Orla Finch",
        "The union warned of strikes.",
    ]
