"""Every kind of file at an address gives the same articles by `follow` and `update` as by `add` from a file,
whatever its server calls it, and nothing the second time."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from saved_files import ADDRESS, KINDS
from small_site import Site, running_site

from sayso.cli.main import main
from sayso.record import Record

PROGRAMS = Path(__file__).parent.parent / "pages" / "programs"
FILES = {  # with what its server calls it
    "all-webrecorder.wacz": "application/wacz",
    "trams+nights-mutt.mbox": "application/octet-stream",
    "maps-chromium.mhtml": None,
    "nights-wget.warc": "binary/octet-stream",
    "cherries-pandoc.odt": "application/vnd.oasis.opendocument.text",
    "maps-typst-columns.pdf": "application/octet-stream",
}
FEEDS = ("RSS", "Atom", "JSON Feed")


@pytest.fixture
def site() -> Iterator[Site]:
    with running_site() as made:
        yield made


def run(*arguments: object) -> str:
    done = CliRunner().invoke(main, [str(each) for each in arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def texts(path: Path) -> list[str]:
    record = Record(path)
    kept = [row["text"] for row in record.connection.execute("SELECT text FROM versions")]
    record.close()
    return sorted(kept)


def updated(path: Path, *addresses: str) -> list[dict[str, int]]:
    """What two updates of a record that follows the addresses tell."""
    run("follow", path, *addresses)
    more = ("--allow-private", "--pause", "0", "--format", "jsonl")
    return [json.loads(run("update", path, *more)) for _ in range(2)]


def test_files_at_an_address_are_followed(site: Site, tmp_path: Path) -> None:
    addresses = [site.put(f"/{file}", (PROGRAMS / file).read_bytes(), media_type) for file, media_type in FILES.items()]
    first, second = updated(tmp_path / "followed.db", *addresses)
    run("add", tmp_path / "added.db", *(PROGRAMS / file for file in FILES))
    assert texts(tmp_path / "followed.db") == texts(tmp_path / "added.db")
    assert first["failed"] == 0
    assert (second["added"], second["changed"], second["failed"]) == (0, 0, 0)


def test_chapters_of_a_book_at_an_address_are_articles_of_their_own(site: Site, tmp_path: Path) -> None:
    story = "<h1>{0}</h1>" + "<p>Mira Dolan said that the {0} would be mended before May, whatever it cost.</p>" * 6
    item = '<item id="{0}" href="{0}.xhtml" media-type="application/xhtml+xml"/>'
    with zipfile.ZipFile(tmp_path / "book", "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", '<container><rootfile full-path="book.opf"/></container>')
        book.writestr(
            "book.opf",
            f"<package>{item.format('pier')}{item.format('lock')}"
            '<spine><itemref idref="pier"/><itemref idref="lock"/></spine></package>',
        )
        for name in ("pier", "lock"):
            book.writestr(f"{name}.xhtml", f"<html><head></head><body>{story.format(name)}</body></html>")
    address = site.put("/book", (tmp_path / "book").read_bytes(), "application/epub+zip")
    first, second = updated(tmp_path / "news.db", address)
    assert (first["added"], first["changed"], second["added"], second["changed"]) == (2, 0, 0, 0)


@pytest.mark.parametrize("kind", FEEDS)
def test_pages_of_a_feed_are_those_of_its_text(site: Site, tmp_path: Path, kind: str) -> None:
    link = site.put("/pier", KINDS["page"].make())
    feed = site.put("/feed", KINDS[kind].make().replace(ADDRESS.encode(), link.encode()), "application/xml")
    first, second = updated(tmp_path / "followed.db", feed)
    assert (first["added"], second["added"], second["changed"]) == (1, 0, 0)
    (tmp_path / "feed").write_bytes(KINDS[kind].make())
    run("add", tmp_path / "added.db", tmp_path / "feed")
    assert texts(tmp_path / "followed.db") == texts(tmp_path / "added.db")
