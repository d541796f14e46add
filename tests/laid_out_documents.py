"""Makes the documents of tests/pages/documents anew: articles of the open corpus (tests/corpus), laid out by
LibreOffice and printed by Chromium. What must be read from them stands in the corpus.

    python tests/laid_out_documents.py

Needs Debian's libreoffice-writer, hyphen-en-us and chromium. The tests need none of these: the files are kept.
"""

import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from corpus_articles import FOLDER, parse

HERE = Path(__file__).parent / "pages" / "documents"
ARTICLES = ("culture-05", "local-02", "release-05", "sport-03")
HOST = "post.example"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is set: its columns, over the whole page or below the title only, and how paragraphs are told."""

    columns: int = 1
    is_section: bool = False
    is_indented: bool = False
    is_hyphenated: bool = False
    is_justified: bool = False
    size: str = "148mm 210mm"
    font: str = "Liberation Serif"


LAYOUTS = {
    "plain": Layout(font="Liberation Sans"),
    "book": Layout(is_indented=True, is_hyphenated=True, is_justified=True),
    "columns": Layout(2, is_indented=True, is_hyphenated=True, is_justified=True, size="190mm 230mm"),
    "ragged": Layout(2, is_section=True, is_hyphenated=True, size="190mm 190mm", font="Liberation Sans"),
}
FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text">
<office:meta><dc:title>{title}</dc:title></office:meta>
<office:font-face-decls><style:font-face style:name="F" svg:font-family="{font}"/></office:font-face-decls>
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties/>
<style:text-properties style:font-name="F" fo:font-size="10pt" fo:language="en" fo:country="US"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"/>
<style:style style:name="Text_20_body" style:family="paragraph" style:parent-style-name="Standard" style:class="text">
<style:paragraph-properties fo:text-align="{align}" fo:text-indent="{indent}" fo:margin-bottom="{space}"/>
<style:text-properties fo:hyphenate="{hyphenate}" fo:hyphenation-remain-char-count="2"
 fo:hyphenation-push-char-count="2"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:class="chapter">
<style:paragraph-properties fo:margin-bottom="4mm"/>
<style:text-properties fo:font-size="18pt" fo:font-weight="bold"/></style:style>
</office:styles>
<office:automatic-styles>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="{width}" fo:page-height="{height}"
 fo:margin="15mm">{page_columns}</style:page-layout-properties>
<style:header-style><style:header-footer-properties fo:margin-bottom="5mm"/></style:header-style>
<style:footer-style><style:header-footer-properties fo:margin-top="5mm"/></style:footer-style></style:page-layout>
<style:style style:name="S" style:family="section">
<style:section-properties>{section_columns}</style:section-properties>
</style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">
<style:header><text:p>The Lindmere Post, weekly edition</text:p></style:header>
<style:footer><text:p>Page <text:page-number/> of <text:page-count/></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{head}{body}</office:text></office:body></office:document>
"""
HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Lindmere Post</title>
<link rel="icon" href="data:,">
<style>body {{ font: 11pt/1.5 "Liberation Serif"; max-width: 34em }} nav, footer {{ font-size: 9pt }}</style></head>
<body><article><h1>{title}</h1>{head}{body}</article></body></html>
"""


def head(article: dict[str, Any]) -> list[str]:
    """The lines under the headline: who wrote it, and when it appeared."""
    day = date.fromisoformat(article["published"])
    by = [f"By {' and '.join(article['authors'])}"] if article["authors"] else []
    return [*by, f"{day.day} {day:%B %Y}"]


def fodt(article: dict[str, Any], layout: Layout) -> str:
    title, *body = (escape(each) for each in article["text"].split("\n\n"))
    columns = f'<style:columns fo:column-count="{layout.columns}" fo:column-gap="7mm"/>'
    text = "".join(f'<text:p text:style-name="Text_20_body">{each}</text:p>' for each in body)
    width, height = layout.size.split()
    return FODT.format(
        title=title,
        font=layout.font,
        align="justify" if layout.is_justified else "left",
        indent="5mm" if layout.is_indented else "0mm",
        space="0mm" if layout.is_indented else "2.5mm",
        hyphenate=str(layout.is_hyphenated).lower(),
        width=width,
        height=height,
        page_columns="" if layout.is_section else columns,
        section_columns=columns if layout.is_section else "",
        head=f'<text:h text:outline-level="1" text:style-name="Title">{title}</text:h>'
        + "".join(f'<text:p text:style-name="Standard">{escape(each)}</text:p>' for each in head(article)),
        body=f'<text:section text:style-name="S" text:name="S">{text}</text:section>' if layout.is_section else text,
    )


def html(article: dict[str, Any]) -> str:
    title, *body = (escape(each) for each in article["text"].split("\n\n"))
    return HTML.format(
        title=title,
        head="".join(f"<p>{escape(each)}</p>" for each in head(article)),
        body="".join(f"<p>{each}</p>" for each in body),
    )


def converted(sources: list[Path], kind: str, out: Path) -> None:
    """Files as LibreOffice makes them of others."""
    with tempfile.TemporaryDirectory() as home:
        command = ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", kind]
        command += ["--outdir", str(out)]
        subprocess.run([*command, *map(str, sources)], check=True, capture_output=True, timeout=300)


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """The port at which a folder's files are served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()


def printed(address: str, port: int, out: Path) -> None:
    """A page as Chromium prints it, with its day, title, address and page number at the edges."""
    with tempfile.TemporaryDirectory() as home:
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={home}"]
        mapped = f"--host-resolver-rules=MAP {HOST}:80 127.0.0.1:{port}"
        subprocess.run(
            [*command, mapped, f"--print-to-pdf={out}", address], check=True, capture_output=True, timeout=120
        )


def main() -> None:
    articles = {name: parse(name, (FOLDER / f"{name}.txt").read_text()).raw for name in ARTICLES}
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for name, article in articles.items():
            for kind, layout in LAYOUTS.items():
                (folder / f"{name}-{kind}.fodt").write_text(fodt(article, layout))
            (folder / f"{name}.html").write_text(html(article))
        converted(sorted(folder.glob("*.fodt")), "pdf", HERE)
        for source in folder.glob("*-plain.fodt"):
            source.rename(folder / source.name.replace("-plain", ""))
        for kind in ("docx", "odt", "epub"):
            converted([folder / f"{name}.fodt" for name in ARTICLES], kind, HERE)
        with served(folder) as port:
            for name in ARTICLES:
                printed(f"http://{HOST}/{name}.html", port, HERE / f"{name}-printed.pdf")


if __name__ == "__main__":
    main()
