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
        packed.writestr("b.docx", word("The pier of Lisset", SAID))
    (tmp_path / "draft.docx").write_bytes(out.getvalue())
    text, inner = pages.sources(str(tmp_path / "draft.docx"))
    assert isinstance(text, Article)
    assert isinstance(inner, Article)
    assert (text.text, inner.title) == (SAID, "The pier of Lisset")


def test_what_is_too_large_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO(word(SAID))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/big.xml", bytes(65 << 20))
    assert "more than 64 MiB unpacked" in problem(tmp_path / "draft.docx", out.getvalue())


BOX = f"""<w:p {_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<w:r><w:t>Around the box.</w:t></w:r><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><wps:txbx><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>
</wps:txbx></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent>
</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""
HIDDEN = f"""<w:p {_W}><w:r><w:t>The ferry </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>perhaps </w:t></w:r>
<w:r><w:t>stays.</w:t></w:r></w:p>"""
JOINED = f"""<w:p {_W}><w:pPr><w:rPr><w:del w:id="1" w:author="x"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">The
 ferry </w:t></w:r></w:p>"""


@pytest.mark.parametrize(
    ("xml", "paragraphs"),
    [
        (BOX, ["Around the box.", "In the box.", SAID]),
        (HIDDEN, ["The ferry stays.", SAID]),
        (JOINED, [f"The ferry {SAID}"]),  # the end of the first paragraph is deleted
    ],
)
def test_what_is_shown_is_read_once(tmp_path: Path, xml: str, paragraphs: list[str]) -> None:
    found = read(tmp_path / "draft", word(SAID, xml=xml))
    assert isinstance(found, Article)
    assert found.text.split("\n\n") == paragraphs


def test_heads_and_feet_are_not_the_text_and_notes_stand_at_its_end(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "Ministry of Harbours"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    document.add_paragraph(SAID)
    document.add_paragraph("Nobody objected.")
    document.save(tmp_path / "draft.docx")
    notes = (
        f'<w:footnotes {_W}><w:footnote w:id="1"><w:p><w:r><w:t>By letter.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    with zipfile.ZipFile(tmp_path / "draft.docx", "a") as packed:
        packed.writestr("word/footnotes.xml", notes)
    found = read(tmp_path / "draft.docx", (tmp_path / "draft.docx").read_bytes())
    assert isinstance(found, Article)
    assert found.text.split("\n\n") == [SAID, "Nobody objected.", "By letter."]


def test_its_title_style_tells_the_title(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("PRESS RELEASE")
    document.add_paragraph("12 March 2026")
    document.add_paragraph("The pier of Lisset is saved.", style="Title")
    document.add_paragraph(SAID)
    document.core_properties.author = "python-docx"
    document.save(tmp_path / "draft.docx")
    found = read(tmp_path / "draft.docx", (tmp_path / "draft.docx").read_bytes())
    assert isinstance(found, Article)
    assert (found.title, found.published, found.authors) == ("The pier of Lisset is saved.", "2026-03-12", ())
    assert found.text.split("\n\n") == ["The pier of Lisset is saved.", SAID]


def test_a_title_that_stands_twice_is_read_once_and_the_letterhead_between_is_not(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("The pier of Lisset is saved", style="Title")
    document.add_paragraph("Harbour office, 1 Quay Street, Lisset")
    document.add_heading("The pier of Lisset is saved", 1)
    document.add_paragraph(SAID)
    document.add_paragraph("ENDS")
    document.save(tmp_path / "draft.docx")
    found = read(tmp_path / "draft.docx", (tmp_path / "draft.docx").read_bytes())
    assert isinstance(found, Article)
    assert found.text.split("\n\n") == ["The pier of Lisset is saved", SAID]


def test_one_with_macros_is_read_without_them(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(SAID))) as plain, zipfile.ZipFile(out, "w") as packed:
        for name in plain.namelist():
            kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
            packed.writestr(name, plain.read(name).replace(kind, macros))
        packed.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    found = read(tmp_path / "draft.docm", out.getvalue())
    assert isinstance(found, Article)
    assert found.text == SAID


def test_a_deleted_passage_of_libreoffice_is_not_read(tmp_path: Path) -> None:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "style")
    )
    content = f"""<office:document-content {spaces}><office:body><office:text>
<text:tracked-changes><text:changed-region><text:deletion><text:p>The ferry goes.</text:p></text:deletion>
</text:changed-region></text:tracked-changes>
<text:p>{SAID}<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>By letter.</text:p>
</text:note-body></text:note></text:p><text:p>Nobody <text:span>object</text:span>ed.</text:p>
</office:text></office:body></office:document-content>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", content)
    found = read(tmp_path / "draft", out.getvalue())
    assert isinstance(found, Article)
    assert found.text.split("\n\n") == [SAID, "Nobody objected.", "By letter."]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
            "with a password only",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument".encode("utf-16-le"), "save it as DOCX"),
        (b"{\\rtf1\\ansi The pier.}", "is an RTF document: save it as DOCX"),
    ],
)
def test_old_and_locked_ones_are_told(tmp_path: Path, data: bytes, reason: str) -> None:
    assert reason in problem(tmp_path / "draft.doc", data)


def test_an_archive_of_documents_gives_each(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:  # as it is, so that the names in it stand in the archive
        packed.writestr("draft.docx", word(SAID))
    found = read(tmp_path / "drafts.zip", out.getvalue())
    assert isinstance(found, Article)
    assert found.text == SAID
