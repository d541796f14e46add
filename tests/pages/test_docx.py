"""Word documents are read by what they hold, and bad ones are told in one line."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from sayso import PageError, pages
from sayso.article import Article

SAID = "“We will mend the pier before May,” Mira Dolan said on Friday in Lisset."
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word(*paragraphs: str, xml: str = "") -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if xml:
        document.element.body.insert(0, parse_xml(xml))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def read(path: Path, data: bytes) -> Article | PageError:
    path.write_bytes(data)
    (found,) = pages.sources(str(path))
    return found


def problem(path: Path, data: bytes) -> str:
    found = read(path, data)
    assert isinstance(found, PageError)
    assert "\n" not in str(found)
    return str(found)


@pytest.mark.parametrize("name", ["draft.docx", "draft.txt", "draft"])
def test_its_name_does_not_matter(tmp_path: Path, name: str) -> None:
    found = read(tmp_path / name, word("The pier of Lisset", SAID))
    assert isinstance(found, Article)
    assert found.text.split("\n\n") == ["The pier of Lisset", SAID]


def test_a_tracked_change_counts_as_made(tmp_path: Path) -> None:
    runs = (
        '<w:r><w:t>“We will </w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t>not </w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>soon </w:delText></w:r></w:del>'
        "<w:r><w:t>sell,” she said.</w:t></w:r>"
    ).replace("<w:t>", '<w:t xml:space="preserve">')
    found = read(tmp_path / "draft", word(SAID, xml=f"<w:p {_W}>{runs}</w:p>"))
    assert isinstance(found, Article)
    assert "“We will not sell,” she said." in found.text


def test_words_of_tables_are_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(SAID)
    document.add_table(1, 1).cell(0, 0).text = "“The ferry stays,” Ada Holm said."
    document.save(tmp_path / "draft.docx")
    (found,) = pages.sources(str(tmp_path / "draft.docx"))
    assert isinstance(found, Article)
    assert "The ferry stays" in found.text


def test_what_is_damaged_is_told(tmp_path: Path) -> None:
    whole = word(SAID)
    at = whole.index(b"word/document.xml")
    broken = bytearray(whole)
    for i in range(at + 40, at + 400, 7):
        broken[i] ^= 0xFF
    for data in (whole[: len(whole) // 2], bytes(broken), b"PK\x03\x04word/document.xml"):
        assert "is a damaged Word document" in problem(tmp_path / "draft.docx", data)


def test_other_archives_are_none(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", SAID)
    assert "is a ZIP file" in problem(tmp_path / "draft.docx", out.getvalue())


def test_what_is_too_large_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO(word(SAID))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/big.xml", bytes(65 << 20))
    assert "more than 64 MiB unpacked" in problem(tmp_path / "draft.docx", out.getvalue())
