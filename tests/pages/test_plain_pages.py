"""Plain text as people paste it, and text that a Python caller holds."""

import io
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.article import Article
from sayso.pages import Found, Page, PageError, article, found, is_english, read_text, sources

REAL = Path(__file__).parents[3] / "shared" / "examples" / "000_1706936c9979d8b7.txt"
PASTED = """Friday, June 28, 2024

Coastguard says raft was seen twice before it sank

The raft that sank off Tollhaven had been seen twice from the air, a spokesman, Piers Lindqvist, told reporters.

Previously, an official of the harbour board confirmed that no boat had been sent. She asked not to be named.

“We look at every report,” Lindqvist argued.

› Subscribe


Please enter your comment!
Please enter your name here

The reCAPTCHA verification period has expired. Please reload the page.

More Articles
Ferry company denies skipping checks
Harbour wall to be repaired
"""
BODY = "The mayor said on Monday that the bridge would stay shut.\n\nShe refused to say for how long."


def read(text: str | bytes, name: str = "pasted.txt") -> Article:
    return article(Page(text.encode() if isinstance(text, str) else text, None, None, name, None, None))


def paragraphs(text: str) -> list[str]:
    return read(text).text.split("\n\n")


def test_pasted_article() -> None:
    found = read(PASTED)
    assert found.title == "Coastguard says raft was seen twice before it sank"
    assert found.published == "2024-06-28"
    assert found.language == "en"
    assert found.text == "\n\n".join(PASTED.split("\n\n")[1:5])
    assert [(p.kind, found.text[p.start : p.end]) for p in found.parts] == [("headline", found.title)]


def test_pasted_article_with_windows_line_ends_reads_the_same() -> None:
    assert read(PASTED.replace("\n", "\r\n")).text == read(PASTED).text


def test_the_real_example() -> None:
    if not REAL.exists():
        pytest.skip("needs ../shared/examples, which only the workplace has")
    (found,) = sources(str(REAL))
    assert isinstance(found, Article)
    assert found.title == "Kremlin says US-made weapons already used in attempted attacks on Russia"
    assert found.published == "2024-06-21"
    assert found.text.split("\n\n")[-1].endswith("“serious consequences”.")
    assert len(found.text.split("\n\n")) == 10
    assert "Subscribe" not in found.text


@pytest.mark.parametrize(
    "line",
    [
        "› Subscribe",
        "Please enter your comment!",
        "Leave a Reply",
        "Save my name, email, and website in this browser.",
        "Share this:",
        "Read also: Harbour wall to be repaired",
        "READ MORE: Who is Ina Holt?",
        "See also",
        "Advertisement",
        "Photo: Per Lund / Norrland Press",
        "Image credit: Per Lund",
        "(Photo by Per Lund/NP)",
        "Click to share on X (Opens in new window)",
        "Related",
        "Sign up for our newsletter",
        "Copyright © 2024 Norrland Times",
        "© Norrland Times",
        "All rights reserved.",
        "Already a subscriber? Log in",
        "5 min read",
        "Facebook | Twitter | WhatsApp",
        "Tags: bridge, mayor",
    ],
)
def test_furniture_lines_are_dropped(line: str) -> None:
    assert paragraphs(f"Bridge shut\n\n{BODY}\n\n{line}\n") == ["Bridge shut", *BODY.split("\n\n")]


@pytest.mark.parametrize(
    "line",
    [
        "Read more carefully, the bill says that nobody may own a bridge.",
        "Copyright law was not broken, her lawyer said.",
        "Share prices fell by a tenth after the mayor had spoken.",
        "Subscribe to that view or not, the bridge is shut, she said.",
        "Related companies have denied any part in it.",
        "Photo editors at three papers told us that they had been warned.",
        "By then, the mayor had left.",
        "Comments by the mayor were “taken out of context”, her office said.",
        "Advertisement revenue had fallen, the paper told its staff.",
        "Follow us, the captain told them, and they did.",
        "LONDON (Reuters) — The bridge is safe, an engineer said.",
        "WASHINGTON, June 10 (UPI) -- The bridge is safe, an engineer said.",
    ],
)
def test_body_that_begins_like_furniture_stays(line: str) -> None:
    assert paragraphs(f"Bridge shut\n\n{line}\n\n{BODY}\n\n{line}") == ["Bridge shut", line, *BODY.split("\n\n"), line]


def test_list_of_other_articles_in_the_middle_does_not_end_the_article() -> None:
    text = "Bridge shut\n\nThe mayor spoke on Monday.\n\nRelated\nWho is Ina Holt?\nThe oldest bridge\n\nShe said no.\n"
    assert paragraphs(text) == ["Bridge shut", "The mayor spoke on Monday.", "She said no."]


def test_readers_comments_are_not_the_article() -> None:
    found = read(f"Bridge shut\n\n3 Comments\n\n{BODY}\n\nLeave a Reply\n\nI never liked her. She lies.\n")
    assert found.text == f"Bridge shut\n\n{BODY}"


def test_count_of_comments_above_the_body_does_not_end_the_article() -> None:
    found = read(f"Bridge shut\n\nOne of two is closed.\n\n12 comments\n\n{BODY}")
    assert found.text == f"Bridge shut\n\nOne of two is closed.\n\n{BODY}"


def test_caption_stays_where_it_tells_what_somebody_said() -> None:
    said = "Photo: Mayor Ina Holt told a crowd on Monday that the bridge was shut."
    found = read(f"Bridge shut\n\n{said}\n\nPhoto: The bridge over the Olm on Monday evening.\n\n{BODY}")
    assert [(p.kind, found.text[p.start : p.end]) for p in found.parts] == [
        ("headline", "Bridge shut"),
        ("caption", "Mayor Ina Holt told a crowd on Monday that the bridge was shut."),
    ]
    assert "over the Olm" not in found.text  # a picture's description, in which nobody says anything


@pytest.mark.parametrize(
    ("line", "authors", "published"),
    [
        ("By Ina Holt", ("Ina Holt",), None),
        ("By INA HOLT and Tom Reyes, Staff Writer", ("Ina Holt", "Tom Reyes"), None),
        ("By Ina Holt | June 3, 2024", ("Ina Holt",), "2024-06-03"),
        ("By The Associated Press", ("The Associated Press",), None),
        ("Published: 3 June 2024, 10:15", (), "2024-06-03"),
        ("Monday 3rd June 2024", (), "2024-06-03"),
        ("Updated June 3, 2024 at 9:30 a.m. EDT", (), "2024-06-03"),
    ],
)
def test_lines_above_the_body(line: str, authors: tuple[str, ...], published: str | None) -> None:
    found = read(f"Bridge shut\n{line}\n\n{BODY}")
    assert (found.text, found.authors, found.published) == (f"Bridge shut\n\n{BODY}", authors, published)


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = """Bridge shut

The river rose by two metres in a night and the mayor of Ostby asked
people to leave the lower town before noon. She said that the army would
help, and that nobody had been hurt.

The army said it had sent forty men. Their captain, Lars Oden, warned
that the bridge might not hold.
"""
    assert paragraphs(text) == [
        "Bridge shut",
        "The river rose by two metres in a night and the mayor of Ostby asked people to leave the lower town before"
        " noon. She said that the army would help, and that nobody had been hurt.",
        "The army said it had sent forty men. Their captain, Lars Oden, warned that the bridge might not hold.",
    ]


def test_long_lines_are_paragraphs() -> None:
    lines = [
        "Bridge shut",
        "The river rose by two metres in a night and the mayor asked people to leave the lower town.",
        "He said no.",
        "The army said that it had sent forty men, and their captain warned that the bridge might not hold.",
    ]
    assert paragraphs("\n".join(lines)) == lines


@pytest.mark.parametrize("text", ["He said no.", "The mayor said no. She left.\n\nNobody followed her.", "One line"])
def test_text_without_a_headline(text: str) -> None:
    found = read(text)
    assert found.text == text
    assert found.title is None
    assert found.parts == ()


def test_headline_that_ends_in_an_abbreviation() -> None:
    assert read(f"Mayor returns from the U.S.\n\n{BODY}").title == "Mayor returns from the U.S."


def test_short_text_tells_no_language_and_counts_as_english() -> None:
    found = read("Non, dit-il.")
    assert found.language is None
    assert is_english(found)


def test_text_in_another_language() -> None:
    said = "La mairesse a déclaré lundi que le pont resterait fermé. Elle a refusé de dire jusqu’à quand."
    assert read(said).language == "fr"
    assert not is_english(read(said))


@pytest.mark.parametrize("text", ["  \n\n  odd \ud800 text\x00\r\n", "", "› Subscribe", "e\u0301\u202e‮👩‍👩‍👧"])
def test_text_of_a_caller_is_untouched(text: str) -> None:
    found = read_text(text)
    assert found.text == text
    assert found.parts == ()
    assert found.page_sha256 is None
    assert len(found.id) == 16


@given(st.text(st.characters(), max_size=200))
@settings(max_examples=50, deadline=None)
def test_any_text_of_a_caller_is_untouched(text: str) -> None:
    assert read_text(text).text == text


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PASTED.encode())))
    (found,) = sources("-")
    assert isinstance(found, Article)
    assert found.text == read(PASTED).text


def test_nothing_but_furniture_is_no_article() -> None:
    with pytest.raises(PageError, match=r"^pasted\.txt: no article text found"):
        read("› Subscribe\n\nShare this:\n")


def test_two_articles_of_an_agency_in_one_file(tmp_path: Path) -> None:
    one = "Ferry stopped\n\nHALVERN, Nov. 12 (Coastwire) - The ferry will not sail, said Odile Brandt, who runs it.\n\n"
    other = "Bridge shut\n\nMayor Ina Holt told reporters that the bridge would stay shut until the spring.\n\n"
    more = "She would not say who was to pay for it. The council meets on Friday in the old hall of the port.\n\n"
    path = tmp_path / "wire.txt"
    path.write_text(f"{one}{more * 2}(END)\n\n{other}{more * 2}(END)\n\nCW 12-11-13 1914GMT\n", "utf8")
    articles = [each.article for each in found(str(path)) if isinstance(each, Found)]
    assert [a.title for a in articles] == ["Ferry stopped", "Bridge shut"]
    assert [a.outlet for a in articles] == ["Coastwire", None]
    assert articles[0].page_sha256 != articles[1].page_sha256
    path.write_text(f"{one}{more * 2}(END)\n", "utf8")
    assert len(list(found(str(path)))) == 1
