"""Documents that LibreOffice and Chromium made of known articles (tests/laid_out_documents.py) give these back."""

import random
import zipfile
from pathlib import Path

import pytest
from corpus_articles import FOLDER, parse
from damaged_pages import damaged
from rapidfuzz.distance import Indel

from sayso import PageError, pages
from sayso.article import Article

DOCUMENTS = Path(__file__).with_name("documents")
FILES = sorted(path.name for path in DOCUMENTS.iterdir() if path.suffix in (".pdf", ".docx", ".odt", ".epub"))


def read(path: Path) -> Article:
    (found,) = pages.sources(str(path))
    assert isinstance(found, Article), found
    return found


@pytest.mark.parametrize("file", FILES)
def test_the_article_comes_back(file: str) -> None:
    name = "-".join(Path(file).stem.split("-")[:2])
    right = parse(name, (FOLDER / f"{name}.txt").read_text()).raw
    found = read(DOCUMENTS / file)
    # F1 of characters: twice those in common, of both texts' lengths.
    f1 = Indel.normalized_similarity(right["text"], found.text)
    assert f1 >= (0.95 if "columns" in file or "ragged" in file else 0.98)
    assert found.title == right["title"]
    assert found.published == right["published"]
    assert list(found.authors) == right["authors"]
    assert found.url == (f"http://post.example/{name}.html" if "printed" in file else None)


def test_there_are_enough() -> None:
    assert len(FILES) >= 24
    assert all((DOCUMENTS / file).stat().st_size < 60_000 for file in FILES)


def test_a_name_does_not_matter(tmp_path: Path) -> None:
    for file in ("release-05.docx", "release-05.odt", "release-05.epub", "release-05-plain.pdf"):
        (tmp_path / "page.txt").write_bytes((DOCUMENTS / file).read_bytes())
        assert read(tmp_path / "page.txt").text == read(DOCUMENTS / file).text


def test_damaged_ones_are_read_or_told(tmp_path: Path) -> None:
    rng = random.Random(5)
    for number in range(48):
        path = tmp_path / "page"
        path.write_bytes(damaged((DOCUMENTS / rng.choice(FILES)).read_bytes(), rng, 2_000))
        for each in pages.sources(str(path)):
            assert isinstance(each, Article | PageError)
            assert "\n" not in (str(each) if isinstance(each, PageError) else ""), number


def test_a_large_or_locked_book_is_not_unpacked(tmp_path: Path) -> None:
    for name, data, reason in (
        ("META-INF/big.xml", bytes(65 << 20), "more than 64 MiB unpacked"),
        ("META-INF/rights.xml", b"<rights/>", "is locked (DRM)"),
    ):
        path = tmp_path / "book.epub"
        path.write_bytes((DOCUMENTS / "release-05.epub").read_bytes())
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(name, data)
            packed.writestr("META-INF/encryption.xml", b"<encryption/>")
        (found,) = pages.sources(str(path))
        assert isinstance(found, PageError)
        assert reason in found.problem
