"""Pages that cannot be read, that are no articles, or that mean harm: one line each, and never another exception."""

import gzip
import os
import pickle
import random
from pathlib import Path

import pytest
from damaged_pages import damaged
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.article import Article
from sayso.pages import MAX_PAGE, MAX_TEXT, Page, PageError, article, sources

FIXTURES = sorted((Path(__file__).parent / "html").glob("*.html"))
SAID = "The mayor said on Monday that the bridge would stay shut."
BODY = f"<p>{SAID}</p>"


def page(data: bytes, name: str = "page.html", media_type: str | None = None) -> Page:
    return Page(data, None, media_type, name, None, None)


def problem(data: bytes, name: str = "page.html") -> str:
    with pytest.raises(PageError) as raised:
        article(page(data, name))
    message = str(raised.value)
    assert message.startswith(f"{name}: ")
    assert "\n" not in message
    return message


def read_or_refused(data: bytes, media_type: str | None) -> None:
    """Hold a page to what is promised for all of them: an article whose parts lie in its text, or a one-line reason."""
    found: Article | PageError
    try:
        found = article(page(data, media_type=media_type))
    except PageError as error:
        found = error
    if isinstance(found, PageError):
        assert "\n" not in str(found)
        return
    assert found.text.strip()
    at = 0
    for part in found.parts:
        assert at <= part.start < part.end <= len(found.text)
        at = part.end


@given(st.binary(max_size=400), st.sampled_from([None, "text/html", "text/plain"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes(data: bytes, media_type: str | None) -> None:
    read_or_refused(data, media_type)


TAGS = (
    "<p> </p> <div> <article> <h1>T</h1> <br> <a> <q> <blockquote> <figcaption> <table><td> <li> &#0; &#xD800; said"
).split()
MARKUP = st.lists(st.sampled_from([*TAGS, " ", "No."]) | st.text(max_size=5), max_size=40)


@given(MARKUP)
@settings(max_examples=100, deadline=None)
def test_any_markup(pieces: list[str]) -> None:
    read_or_refused("".join(pieces).encode("utf-8", "replace"), "text/html")


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_100_damaged_copies(path: Path) -> None:
    rng = random.Random(path.stem)
    data = path.read_bytes()
    for _ in range(100):
        read_or_refused(damaged(data, rng, 200), "text/html")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"%PDF-1.7 x", "is a damaged PDF"),
        (b"PK\x03\x04 x", "is a ZIP"),
        (b"\x89PNG\r\n\x1a\n", "is a PNG image"),
        (b"\xff\xd8\xff\xe0", "is a JPEG image"),
        (b"<html>\0</html>", "is binary"),
        (b"<html><body><script>1</script></body></html>", "no article text found"),
        (b"x" * (MAX_PAGE + 1), "is larger than 16 MiB"),
        (b"<html><body>" + b"<p>No.</p>" * 200_000, "too many elements"),
        (bytes(range(128, 160)) * 10 + bytes(range(1, 32)), "is binary"),
        (b"<html><body><p>" + b"He said no. " * (MAX_TEXT // 10) + b"</p></body>", "its text is longer than 1,000,000"),
        (b"<html><body>" + b"<div>" * 100_000 + b"<p>He said no.</p>", "nested more than 250 deep"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_pages_that_are_refused(data: bytes, told: str) -> None:
    assert told in problem(data)


@pytest.mark.parametrize(
    "text", ["He said no. " * (MAX_TEXT // 5), "No.\n\n" * 60_000], ids=["long", "many paragraphs"]
)
def test_plain_text_past_the_limits(text: str) -> None:
    assert "split it" in problem(text.encode(), "notes.txt")


def test_huge_attributes_and_scripts_hide_nothing() -> None:
    junk = f'<script>{"x" * 5_000_000}</script><p title="{"x" * 11_000_000}">She said no.</p>'
    found = article(page(f"<html><body>{BODY}{junk}<p>He agreed with her.</p></body></html>".encode()))
    assert found.text.split("\n\n")[1:] == ["She said no.", "He agreed with her."]


NAMES = [f"a{n}" for n in range(2_100)]


@pytest.mark.parametrize(
    "tag",
    [
        f"<p {' '.join(NAMES)}>",
        f"<p/{'/'.join(NAMES)}>",
        f"<script {' '.join(NAMES)}></script>",
        "<p {}>".format("".join(f'{name}="<>"' for name in NAMES)),
        "<p {}>".format(" ".join(f"{name}=it's" for name in NAMES)),
    ],
    ids=["without values", "with slashes", "of a script", "with brackets in values", "with apostrophes"],
)
def test_a_tag_of_too_many_attributes_is_refused(tag: str) -> None:
    assert "one of its tags has more than 2,000 attributes" in problem(f"<html><body>{tag}{BODY}".encode())


@pytest.mark.parametrize(
    "junk",
    [
        f'<p title="{"many words " * 3_000}">',
        f"<script>for (i = 0; i<n; i++) {{}} x = [{', '.join(NAMES)}]</script>",
        f"<!-- <p {' '.join(NAMES)}> -->",
    ],
    ids=["words of a value", "code", "a comment"],
)
def test_what_only_looks_like_attributes_is_none(junk: str) -> None:
    assert article(page(f"<html><body>{junk}{BODY}".encode())).text


def test_a_paragraph_of_very_many_inline_elements_keeps_its_words() -> None:
    said = "".join(f"<b>They</b> <a href=x>said</a> no for the {n}th time. " for n in range(2_500))
    found = article(page(f"<html><body>{BODY}<p>{said}</p></body></html>".encode()))
    assert found.text.endswith("They said no for the 2499th time.")


def html(title: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    return f"<html><head><title>{title}</title></head><body>{body}</body></html>"


WALLS = [
    html("Just a moment...", "<noscript>Enable JavaScript and cookies to continue</noscript>"),
    html("Attention Required! | Cloudflare", "Sorry, you have been blocked", "You are unable to access this site."),
    html("Access Denied", "Access Denied", "You don't have permission to access this page on this server."),
    html("Gazette - Are you a robot?", "We've detected unusual activity from your computer network"),
    html("gazette.example", "Please verify you are a human", "Reference ID 1f2e"),
    html(
        "Gazette", "We value your privacy", "We and our 214 partners store and access information. You can accept all."
    ),
    "Just a moment...\nEnable JavaScript and cookies to continue",
]


@pytest.mark.parametrize("wall", WALLS, ids=range(len(WALLS)))
def test_walls_are_no_articles(wall: str) -> None:
    assert "a check for robots or a consent wall" in problem(wall.encode(), "saved")


@pytest.mark.parametrize(
    "text",
    [
        html("Access denied: how a council lost its archive", SAID, "“Access denied” stood on the door."),
        html("Robots", SAID, "“Please verify you are a human” is the sentence she hates most."),
        html("Just a moment...", *[f"{SAID} This was day {n}." for n in range(30)]),
        html("Bridge", '<span class="cookie-banner">We use cookies.</span>', SAID),
    ],
    ids=["title", "quoted", "long", "banner"],
)
def test_articles_that_speak_of_walls_are_articles(text: str) -> None:
    assert SAID in article(page(text.encode())).text


def told(name: str) -> str:
    (bad,) = sources(name)
    assert isinstance(bad, PageError), bad
    assert "\n" not in str(bad)
    return str(bad)


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    assert told(str(tmp_path / "none.html")).startswith(f"{tmp_path / 'none.html'}: no such file")
    assert told(str(tmp_path)).startswith(f"{tmp_path}: is a directory")
    assert "cannot be read" in told("nul\0byte")
    assert "cannot be read" in told("x" * 5000)
    assert told(str(tmp_path / "line\nbreak\x1b[31m \udcff")).startswith(f"{tmp_path}/line\\nbreak\\x1b[31m \\udcff: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "closed.txt"
    path.write_text("He said no.")
    path.chmod(0)
    assert "check its permissions" in told(str(path))


def test_gzip_of_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(f"<html><body>{BODY}</body></html>".encode()))
    (found,) = sources(str(path))
    assert isinstance(found, Article)
    assert found.text == SAID


def test_gzip_that_unpacks_to_too_much(tmp_path: Path) -> None:
    path = tmp_path / "bomb.html.gz"
    path.write_bytes(gzip.compress(b" " * MAX_PAGE, 9) * 64)
    assert told(str(path)).startswith(str(path))
    path.write_bytes(gzip.compress(b"<p>x</p>" * MAX_PAGE, 1))
    assert "is larger than 16 MiB" in told(str(path))


def test_damaged_gzip(tmp_path: Path) -> None:
    path = tmp_path / "cut.html.gz"
    path.write_bytes(gzip.compress(os.urandom(5000))[:3000])
    assert "is damaged gzip" in told(str(path))


def test_reasons_travel_between_processes() -> None:
    reason = PageError("a.html", "is empty")
    assert str(pickle.loads(pickle.dumps(reason))) == str(reason) == "a.html: is empty"


def test_odd_pages_write_nothing_to_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    for text in ("<p>x</p>", "<html><body><p>He said no.</p></body></html>", "<html><body></body></html>"):
        read_or_refused(text.encode(), "text/html")
    assert capfd.readouterr() == ("", "")
