"""Every kind of file that people have gives the same article: its text, title, day, address and outlet; what a file is,
its content tells; and what is bad in it never loses what is good."""

import gzip
import io
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from damaged_pages import damaged
from playwright.sync_api import Browser
from saved_files import (
    ADDRESS,
    DAY,
    KINDS,
    SAID,
    TEXT,
    TITLE,
    html,
    mail,
    mail_of_attachments,
    mailbox_of_two,
    plain_mail,
    rss,
    warc,
    zipped,
)
from small_site import Site

from sayso.article import Article
from sayso.pages import Found, PageError, found, in_file, sources
from sayso.pages.zips import Unpacking


def given(data: bytes, name: str = "file") -> list[Found | PageError]:
    return list(in_file(io.BytesIO(data), name))


def articles(data: bytes) -> list[Article]:
    return [item.article for item in given(data) if isinstance(item, Found)]


def problems(data: bytes) -> list[str]:
    each = [str(item) for item in given(data) if isinstance(item, PageError)]
    assert not any("\n" in one for one in each)
    return each


@pytest.mark.parametrize("kind", KINDS)
def test_text_title_day_and_address_of_each_kind(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "file"  # no name tells what it is
    path.write_bytes(KINDS[kind].make())
    made = list(sources(str(path)))
    assert [str(item) for item in made if isinstance(item, PageError)] == []
    assert len(made) == KINDS[kind].count
    for article in made:
        assert isinstance(article, Article)
        assert article.text == TEXT
        assert article.title == TITLE
        assert article.text[article.parts[0].start : article.parts[0].end] == TITLE
        assert (article.published or "")[:10] == (KINDS[kind].day or "")
        if KINDS[kind].address != "":
            assert article.url == KINDS[kind].address
        if KINDS[kind].outlet != "":
            assert article.outlet == KINDS[kind].outlet


def test_where_a_part_lies_is_its_name() -> None:
    data = zipped(**{"box.mbox": mailbox_of_two(), "in.zip": zipped(letter=mail_of_attachments())})
    assert [item.page.name for item in given(data, "all.zip") if isinstance(item, Found)] == [
        "all.zip:box.mbox:1",
        "all.zip:box.mbox:2",
        "all.zip:in.zip:letter:pier.html",
        f"all.zip:in.zip:letter:{TITLE}",
    ]


def test_when_a_page_was_saved(tmp_path: Path) -> None:
    (mhtml,) = articles(KINDS["MHTML"].make())
    assert mhtml.retrieved == "2031-05-03T09:00:00+00:00"
    (single,) = articles(KINDS["SingleFile"].make())
    assert single.retrieved == "2031-05-03T09:00:00+02:00"


def test_who_sent_a_mail() -> None:
    made = mail()
    made.replace_header("From", '"Ina Holt" <ina@desk.example>')
    made.set_content("\n\n".join(SAID))
    (own,) = articles(bytes(made))
    assert (own.authors, own.outlet) == (("Ina Holt",), None)
    (forwarded,) = articles(plain_mail())
    assert (forwarded.authors, forwarded.outlet) == ((), None)
    (newsletter,) = articles(KINDS["newsletter"].make())
    assert (newsletter.authors, newsletter.outlet) == ((), "Coast Daily")


@pytest.mark.parametrize(
    ("subject", "first", "title"),
    [
        ("Press release: The pier is shut", "The pier is shut", "The pier is shut"),
        ("The pier is shut", "Hello all", "The pier is shut"),
        ("RE: AW: The pier is shut", "", "The pier is shut"),
        ("Re-election of the mayor", "", "Re-election of the mayor"),
    ],
)
def test_subject_is_the_title_where_the_text_has_none(subject: str, first: str, title: str) -> None:
    made = mail(subject)
    made.set_content("\n\n".join((first, *SAID)).strip())
    (article,) = articles(bytes(made))
    assert article.title == title
    assert article.text.count("The pier is shut") == (title == "The pier is shut")


def test_lines_that_a_program_wrapped_are_one(tmp_path: Path) -> None:
    made = mail()
    made.set_content("“We will mend the \npier before May,” Mira Dolan \nsaid.\n")
    made.set_param("format", "flowed")
    (article,) = articles(bytes(made))
    assert article.text.endswith("“We will mend the pier before May,” Mira Dolan said.")


def test_plain_text_is_read_where_the_html_has_none() -> None:
    made = mail()
    made.set_content("\n\n".join(SAID))
    made.add_alternative("<html><body><img src=cid:x></body></html>", subtype="html")
    assert [article.text for article in articles(bytes(made))] == [TEXT]


def test_text_that_only_looks_like_a_mail_is_none() -> None:
    text = "Note: the pier is shut.\nFrom: Lisset\n\n" + "\n\n".join(SAID)
    (article,) = articles(text.encode())
    assert "Note: the pier is shut." in article.text
    prose = "From the pier of Lisset one sees, since May 2031, nothing but water.\n\n" + "\n\n".join(SAID)
    (article,) = articles(prose.encode())
    assert article.text.startswith("From the pier")


def test_bad_parts_are_told_and_the_others_go_on() -> None:
    made = mail("Files")
    made.add_attachment(b"\0\1\2", maintype="application", subtype="octet-stream", filename="odd")
    made.add_attachment(html().encode(), maintype="text", subtype="html", filename="pier.html")
    data = zipped(
        a=html().encode(), mail=bytes(made), pic=b"\x89PNG\r\n", bomb=bytes(32 << 20), empty=b"", z=plain_mail()
    )
    assert len(articles(data)) == 3
    odd, pic, bomb, empty = problems(data)
    assert odd.startswith("file:mail:odd: is binary")
    assert pic.startswith("file:pic: is a PNG image")
    assert bomb == "file:bomb: would be 32 MiB unpacked, as a ZIP bomb is: it is not unpacked"
    assert empty == "file:empty: is empty: nothing to read"


def test_part_that_is_damaged_in_a_zip_is_told() -> None:
    data = bytearray(zipped(a=html().encode(), b=plain_mail()))
    at = data.index(b"PK\x01\x02") - 100
    data[at] ^= 0xFF
    assert len(articles(bytes(data))) == 1
    (bad,) = problems(bytes(data))
    assert bad.startswith("file:b: is damaged")


def test_encrypted_parts_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(html())
    data = bytearray(zipped(a=html().encode(), b=plain_mail()))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + flags] |= 1  # as every program marks it
    assert len(articles(bytes(data))) == 1
    assert problems(bytes(data)) == ["file:a: is encrypted: unpack it with its password, and give that"]
    made = mail()
    made.add_header("Content-Type", 'multipart/encrypted; boundary="x"')
    assert problems(bytes(made) + b"\n--x\n\nsecret\n--x--\n") == ["file: is an encrypted mail: save it decrypted"]


def test_what_lies_too_deep_is_told() -> None:
    data = html().encode()
    for _ in range(4):
        data = zipped(a=data)
    assert len(articles(data)) == 1
    (bad,) = problems(zipped(a=data))
    assert bad.startswith("file:a:a:a:a:a: lies more than 4 deep")


def test_what_is_too_much_ends_it() -> None:
    data = zipped(**{f"{number}.html": html().encode() for number in range(9)})
    made = list(in_file(io.BytesIO(data), "file", unpacking=Unpacking(left=[1 << 30, 5])))
    assert [isinstance(item, Found) for item in made] == [True] * 5 + [False]
    made = list(in_file(io.BytesIO(data), "file", unpacking=Unpacking(left=[2 * len(html().encode()) + 9, 100])))
    assert [isinstance(item, Found) for item in made] == [True] * 2 + [False]


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ("xl/workbook.xml", "is a spreadsheet (XLSX): save it as CSV"),
        ("ppt/presentation.xml", "is a presentation (PPTX)"),
        ("META-INF/manifest.xml", "is an OpenDocument file"),
        ("a.png", "is a ZIP file without articles"),
    ],
)
def test_documents_that_are_not_read_are_told(part: str, told: str) -> None:
    (bad,) = problems(zipped(**{part: b"<x/>"}))
    assert bad.startswith(f"file: {told}")


def test_frames_beside_a_saved_page_are_no_articles(tmp_path: Path) -> None:
    for name in ("pier.html", "pier_files/ad.html", "Dock.htm", "Dock-Dateien/ad.html", "town_files/hall.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(html())
    names = ["Dock.htm", "pier.html", "town_files/hall.html"]  # the last is a folder of somebody's own
    for given in (str(tmp_path), f"{tmp_path}/**/*.htm*"):
        made = [item.page.name for item in found(given) if isinstance(item, Found)]
        assert made == [str(tmp_path / name) for name in names]


def test_wacz_without_a_list_of_its_pages_is_one() -> None:
    archive = {"archive/data.warc.gz": gzip.compress(warc()), "indexes/index.cdx": b"com,example)/ 2031 {}"}
    assert len(articles(zipped(**archive, **{"datapackage.json": b"{}"}))) == 1
    assert problems(zipped(**archive, **{"datapackage.json": b"{}"})) == []
    # Any other ZIP file with such a folder is a ZIP of files.
    assert len(articles(zipped(**archive, **{"pier.html": html().encode()}))) >= 2


def test_entries_without_their_text_are_told_or_fetched(site: Site, tmp_path: Path) -> None:
    link = site.story("/ferry", "Odile Brandt said the ferry would not sail.")
    teaser = f"<item><title>Ferry</title><link>{link}</link><content:encoded>{'<p>Too short.</p>' * 20} Read more"
    data = rss().replace(b"</channel>", teaser.encode() + b"</content:encoded></item></channel>")
    assert [article.text for article in articles(data)] == [TEXT]
    assert problems(data) == ["file:2: has no text in the feed: give the feed by itself, then it is fetched"]
    (tmp_path / "feed").write_bytes(data)
    own, fetched = sources(str(tmp_path / "feed"), allow_private=True)
    assert isinstance(own, Article)
    assert isinstance(fetched, Article)
    assert fetched.url == link
    assert site.paths[-1] == "/ferry"


def test_feed_at_an_address_gives_the_pages_and_the_text_of_what_has_no_address(site: Site) -> None:
    link = site.story("/ferry", "Odile Brandt said the ferry would not sail.")
    data = rss().replace(ADDRESS.encode(), link.encode())
    (fetched,) = sources(site.put("/feed", data, "application/rss+xml"), allow_private=True)
    assert isinstance(fetched, Article)
    assert "would not sail" in fetched.text
    assert (fetched.title, fetched.published) == ("Dunmore ferry", DAY)
    data = rss().replace(f"<link>{ADDRESS}</link>".encode(), b"")
    (own,) = sources(site.put("/other", data, "application/rss+xml"), allow_private=True)
    assert isinstance(own, Article)
    assert (own.text, own.url) == (TEXT, None)


def test_news_sitemap_tells_title_day_and_outlet(site: Site) -> None:
    link = site.put("/pier", "".join(f"<p>{said}</p>" for said in SAID))
    news = "http://www.google.com/schemas/sitemap-news/0.9"
    listed = site.put(
        "/sitemap",
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="{news}"><url><loc>{link}</loc>'
        f"<news:news><news:publication><news:name>Coast Daily</news:name></news:publication>"
        f"<news:publication_date>{DAY}</news:publication_date><news:title>{TITLE}</news:title></news:news></url></urlset>",
        "application/xml",
    )
    (article,) = sources(listed, allow_private=True)
    assert isinstance(article, Article)
    assert (article.text, article.title, article.published, article.outlet) == (TEXT, TITLE, DAY, "Coast Daily")


@pytest.fixture(scope="module")
def chromium_mhtml(browser: Browser) -> Iterator[bytes]:
    """What Chromium saves of the story's page, with a frame in it."""
    with closing(browser.new_context()) as context:
        page = context.new_page()
        frame = "<iframe srcdoc='<p>Buy our boats today.</p>'></iframe></body>"
        page.route("**/*", lambda route: route.fulfill(body=html().replace("</body>", frame), content_type="text/html"))
        page.goto(ADDRESS)
        yield context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"].encode()


def test_page_that_chromium_saved(chromium_mhtml: bytes) -> None:
    (article,) = articles(chromium_mhtml)
    assert (article.text, article.title, article.url) == (TEXT, TITLE, ADDRESS)
    assert (article.published or "")[:10] == DAY
    assert article.retrieved


@pytest.mark.skipif(not shutil.which("wget"), reason="no wget")
def test_archive_that_wget_wrote(site: Site, tmp_path: Path) -> None:
    address = site.put("/news/pier", html())
    subprocess.run(["wget", "-q", "--warc-file=all", address, "-O", "x"], cwd=tmp_path, check=True, timeout=600)
    (article,) = sources(str(tmp_path / "all.warc.gz"))
    assert isinstance(article, Article)
    assert (article.text, article.title, article.url) == (TEXT, TITLE, address)
    (packed,) = articles(zipped(archive=(tmp_path / "all.warc.gz").read_bytes()))
    assert packed == article


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (zipped(a=html().encode()), gzip.compress(zipped(a=html().encode())), plain_mail()):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert [item.article.text for item in found("-") if isinstance(item, Found)] == [TEXT]


@pytest.mark.parametrize("kind", KINDS)
def test_damaged_files_end_in_articles_and_reasons(kind: str) -> None:
    rng = random.Random(f"25 {kind}")
    whole = KINDS[kind].make()
    for _ in range(20):
        made = given(damaged(whole, rng, 200))
        assert all("\n" not in str(item) for item in made if isinstance(item, PageError))


def test_hostile_mails_end_in_reasons() -> None:
    head = b"From: a@b.example\nTo: c@d.example\nMIME-Version: 1.0\nSubject: "
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3_000))
    for data in (
        head + b"x" * 100_000 + b"\n\nHe said no.",
        head + b"=?utf-8?q?" + b"=?utf-8?q?" * 10_000 + b"\n\nHe said no.",
        head + b"x\n" + deep,
        head + b'x\nContent-Type: multipart/mixed; boundary="x"\n\n' + b"--x\n\n" * 100_000,
        head + b"x\nContent-Type: " + b"(" * 1_900 + b"\n\nHe said no.",
        head + b"x\nContent-Disposition: attachment; filename*0*=" + b"''" * 900 + b"\n\nHe said no.",
        head + b"x\nContent-Type: text/plain; charset=idna\nContent-Transfer-Encoding: base64\n\n====",
        head + b"x\nContent-Type: text/plain" + b"; a=b" * 40_000 + b"\n\nHe said no.",
        head + b"x\nContent-Type: text/plain" + b";\n a=b" * 40_000 + b"\n\nHe said no.",
        head + b"x\n\n" + b"a\n" * 1_000_000,
    ):
        assert given(data)
