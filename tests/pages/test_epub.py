"""What an EPUB book tells about itself stands where its chapters tell nothing."""

import zipfile
from pathlib import Path

import pytest

from sayso import pages
from sayso.article import Article

SAID = "<p>Mira Dolan said that the pier of Lisset would be mended before May, whatever it cost the town.</p>"
MODIFIED = '<meta property="dcterms:modified">2031-05-09T08:00:00Z</meta>'


def book(path: Path, told: str, *chapters: str) -> list[Article]:
    """The articles of a book of which `told` is told."""
    numbers = range(len(chapters))
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/epub+zip")
        packed.writestr("META-INF/container.xml", '<container><rootfile full-path="book.opf"/></container>')
        items = "".join(f'<item id="c{n}" href="{n}.xhtml"/>' for n in numbers)
        spine = "".join(f'<itemref idref="c{n}"/>' for n in numbers)
        dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
        packed.writestr(
            "book.opf", f"<package {dc}><metadata>{told}{MODIFIED}</metadata>{items}<spine>{spine}</spine></package>"
        )
        for number, chapter in enumerate(chapters):
            packed.writestr(f"{number}.xhtml", f"<html><head></head><body>{chapter}</body></html>")
    found = list(pages.sources(str(path)))
    assert all(isinstance(each, Article) for each in found)
    return [each for each in found if isinstance(each, Article)]


@pytest.mark.parametrize(
    ("cover", "author", "authors"),
    [
        ("<p>Ina Holt</p>", "Ina Holt", ("Ina Holt",)),
        ("<p>Poems</p>", "Ina Holt", ()),  # the program named whoever has the account
        ("<p>Ina Holt</p>", "Unknown Author", ()),
    ],
)
def test_an_author_is_one_where_the_book_shows_the_name(
    tmp_path: Path, cover: str, author: str, authors: tuple[str, ...]
) -> None:
    (made,) = book(tmp_path / "book", f"<dc:creator>{author}</dc:creator>", cover, f"<h1>Pier shut</h1>{SAID * 6}")
    assert (made.title, made.authors) == ("Pier shut", authors)


@pytest.mark.parametrize(
    ("told", "day"), [("2031-05-02", "2031-05-02"), ("2031-05-09", None), ("0101-01-01", None), ("soon", None)]
)
def test_the_day_is_told_but_not_that_on_which_the_file_was_made(tmp_path: Path, told: str, day: str | None) -> None:
    made = book(tmp_path / "book", f"<dc:date>{told}</dc:date>", *[f"<h1>Pier {n}</h1>{SAID * 6}" for n in range(2)])
    assert [each.published for each in made] == [day, day]


def test_a_footnote_is_read_and_another_aside_is_not(tmp_path: Path) -> None:
    for kind, is_read in (("footnote", True), ("advertisement", False)):
        aside = f'<aside epub:type="{kind}"><p>The council met in May and again in June.</p></aside>'
        (made,) = book(tmp_path / kind, "", f"<h1>Pier shut</h1>{SAID * 6}{aside}")
        assert ("The council met in May" in made.text) == is_read
