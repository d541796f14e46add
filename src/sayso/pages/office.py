"""The text of a document of Word (DOCX, DOCM) or LibreOffice (ODT): XML in a ZIP file. Macros are not looked at."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from sayso.pages.blocks import collapsed
from sayso.pages.document import DAMAGED, Document, document
from sayso.pages.dom import Element

_MOST = 64 << 20  # bytes of all that is packed in a document
_PARTS = 2_000
_TOP = 8  # paragraphs; a heading farther down is no title
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_T = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_S = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SPACES = (f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_T}s", f"{_T}tab", f"{_T}line-break")
_PARAGRAPHS = (f"{_W}p", f"{_T}p", f"{_T}h")
# What is not read: moved and deleted words, the second form of a text box, comments, a note's number.
_LEFT_OUT = (
    f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback", f"{_T}tracked-changes",
    f"{_O}annotation", f"{_T}note-citation",
)  # fmt: skip
_ABOUT = ("docProps/core.xml", "meta.xml")
_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_TITLES = ("Title", "Heading1", "Heading_20_1")
_CORE = ("title", "creator", "created", "initial-creator", "creation-date")
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def office_document(data: bytes, *, is_word: bool) -> Document:
    """The paragraphs of a document, those of tables, text boxes and notes too, as changes that are tracked in it would
    leave them. Raises ValueError, with the reason as its message, where it is damaged or too large."""
    kind = "Word document" if is_word else "LibreOffice document (ODT)"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            held = packed.infolist()
            is_large = len(held) > _PARTS or sum(x.file_size for x in held) > _MOST
            wanted = ("word/document.xml", *_NOTES) if is_word else ("content.xml",)
            names = [] if is_large else [wanted[0], *(name for name in wanted[1:] if name in packed.namelist())]
            roots = [_xml(packed, name) for name in names]
            about = [_xml(packed, name) for name in _ABOUT if names and name in packed.namelist()]
    except DAMAGED as error:
        raise ValueError(f"is a damaged {kind}: open it and save it again") from error
    except RuntimeError as error:
        raise ValueError(f"is a {kind} that opens with a password only: save it without one") from error
    if is_large:
        raise ValueError(f"is a {kind} of more than {_MOST >> 20} MiB unpacked: give its text alone")
    told = {name: e.text or "" for root in about for e in root.iter() if (name := etree.QName(e).localname) in _CORE}
    found, notes, title = _read(roots)
    return document(
        found + notes,
        title=title,
        named=told.get("title", ""),
        author=told.get("creator", told.get("initial-creator", "")),
        made=told.get("created", told.get("creation-date", "")),
    )


def _xml(packed: zipfile.ZipFile, name: str) -> Element:
    return etree.fromstring(packed.read(name), _PARSER)


def _read(roots: list[Element]) -> tuple[list[str], list[str], str | None]:
    """The paragraphs, the notes, and the first paragraph that is set as the title, else as the highest heading."""
    styles = {e.get(f"{_S}name"): e.get(f"{_S}parent-style-name") for e in roots[0].iter(f"{_S}style")}
    found: list[str] = []
    notes: list[str] = []
    titles: dict[str, str] = {}
    text = ""
    for number, root in enumerate(roots):
        for each in root.iter(*_PARAGRAPHS):
            around = [e.tag for e in each.iterancestors()]
            if any(tag in _LEFT_OUT for tag in around):
                continue
            text += "".join(_words(each))
            if each.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:  # its end is deleted: the next goes on with it
                continue
            if line := collapsed(text):
                (notes if number or f"{_T}note" in around else found).append(line)
                titles.setdefault(_style(each, styles), line)
            text = ""
    if line := collapsed(text):
        found.append(line)
    return found, notes, next((titles[name] for name in _TITLES if titles.get(name) in found[:_TOP]), None)


def _style(paragraph: Element, styles: dict[str, str]) -> str:
    """The name of the style that a paragraph is set in."""
    word = paragraph.find(f"{_W}pPr/{_W}pStyle")
    if word is not None:
        return str(word.get(f"{_W}val"))
    name = paragraph.get(f"{_T}style-name") or ""
    return styles.get(name) or name


def _words(element: Element) -> Iterator[str]:
    """The words of a paragraph, without those of paragraphs in it: text boxes and notes."""
    if element.tag in _SPACES:
        yield " "
    elif element.tag == f"{_W}noBreakHyphen":
        yield "-"
    elif element.tag == f"{_W}t" or element.tag.startswith(_T):
        yield element.text or ""
    for child in element:
        is_hidden = child.find(f"{_W}rPr/{_W}vanish") is not None
        if not (is_hidden or child.tag in _PARAGRAPHS or child.tag in _LEFT_OUT):
            yield from _words(child)
        if element.tag.startswith(_T):
            yield child.tail or ""
