"""What the programs of tests/made_by_programs.py are given: the invented articles of tests/pages/programs/articles as
pages of four outlets, as office documents with all that these have beside their text, and as sources of typesetters."""

import json
import re
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

FOLDER = Path(__file__).parent / "pages" / "programs" / "articles"
NOTE = "The drawer is still there; it sticks."  # the footnote of "maps"
COUNTED = "Counted on the last Friday of each January."  # and of "nights"
NOTED = {"maps": ("a bog.”", NOTE), "nights": ("from the wards:", COUNTED)}


@dataclass(frozen=True, slots=True)
class Story:
    """An invented article: each paragraph with what it is, "p", "h2", "li" or "tr"."""

    name: str
    title: str
    authors: tuple[str, ...]
    published: str
    outlet: str
    url: str
    blocks: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """What must be read: the cells of a table one after the other."""
        return "\n\n".join((self.title, *(words.replace(" | ", "\n\n") for _, words in self.blocks)))

    @property
    def day(self) -> str:
        told = date.fromisoformat(self.published)
        return f"{told.day} {told:%B %Y}"

    @property
    def byline(self) -> str:
        return f"By {' and '.join(self.authors)}" if self.authors else ""

    @property
    def note(self) -> tuple[str, str] | None:
        """Behind which words it has a footnote, and which."""
        return NOTED.get(self.name)


def stories() -> dict[str, Story]:
    return {path.stem: _story(path) for path in sorted(FOLDER.iterdir())}


def _story(path: Path) -> Story:
    head, *paragraphs = path.read_text().strip().split("\n\n")
    told = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    blocks = [
        block
        for each in paragraphs
        for block in (
            [("tr", row.strip("| ")) for row in each.splitlines()]
            if each.startswith("| ")
            else [("h2", each[3:])]
            if each.startswith("## ")
            else [("li", each[2:])]
            if each.startswith("- ")
            else [("p", each)]
        )
    ]
    authors = tuple(told["authors"].split("; ")) if "authors" in told else ()
    return Story(path.stem, told["title"], authors, told["published"], told["outlet"], told["url"], tuple(blocks))


def marked(story: Story, note: str) -> list[tuple[str, str]]:
    """The blocks, with `note` behind the words that have the footnote."""
    behind = story.note[0] if story.note else ""
    return [(kind, words.replace(behind, behind + note, 1) if behind else words) for kind, words in story.blocks]


def in_html(blocks: list[tuple[str, str]]) -> str:
    """Paragraphs, lists and tables as HTML."""
    made = ""
    for kind, words in blocks:
        cells = "".join(f"<td>{cell}</td>" for cell in words.split(" | "))
        made += f"<tr>{cells}</tr>\n" if kind == "tr" else f"<{kind}>{words}</{kind}>\n"
    made = re.sub(r"(?:<li>.*</li>\n)+", r"<ul>\n\g<0></ul>\n", made)
    return re.sub(r"(?:<tr>.*</tr>\n)+", r"<table>\n\g<0></table>\n", made)


def escaped(story: Story, note: str = "") -> list[tuple[str, str]]:
    """The blocks as HTML and XML have them, with `note` behind the words that have the footnote."""
    return [(kind, escape(words, quote=False).replace("\0", note)) for kind, words in marked(story, "\0")]


# The pages of four outlets, each with what such pages have around their articles.

_HERALD = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - {outlet}</title>
<meta name="viewport" content="width=device-width"><link rel="canonical" href="{url}">
<script type="application/ld+json">{data}</script>
<style>body{{margin:0;font:16px/1.5 "Liberation Serif",serif}}header,footer{{background:#123;color:#fff;padding:8px}}
.grid{{display:grid;grid-template-columns:2fr 1fr;gap:24px;padding:16px}}nav a{{color:#fff;margin-right:12px}}
aside,.box{{font-size:14px}}.box{{border:1px solid #aaa;padding:8px}}</style></head><body>
<header><b>{outlet}</b><nav><a href="/">Home</a><a href="/valley">Valley</a><a href="/farming">Farming</a>
<a href="/sport">Sport</a><a href="/obituaries">Obituaries</a><a href="/subscribe">Subscribe from 2 crowns</a></nav>
</header><div class="grid"><main><p class="crumbs"><a href="/">Home</a> › <a href="/farming">Farming</a></p><article>
<h1>{title}</h1><div class="meta"><span class="author">{byline}</span> · <time datetime="{published}">{day}</time></div>
<ul class="share"><li><a href="/s/m">Mail</a></li><li><a href="/s/c">Copy link</a></li></ul>
<figure><svg width="320" height="60"><rect width="320" height="60" fill="#9ab"/></svg>
<figcaption>The orchards above Saltry. Photo: Herald archive</figcaption></figure>
{body}<div class="box newsletter"><b>The valley in your inbox</b><p>Sign up for our morning newsletter.</p>
<form><input placeholder="Your e-mail"><button>Sign up</button></form></div></article></main>
<aside><h3>Most read</h3><ol><li><a href="/1">Bridge at Norrick shut until autumn</a></li>
<li><a href="/2">Saltry school wins the choir prize again</a></li><li><a href="/3">Who painted the mayor’s goat?</a>
</li></ol></aside></div><footer>© {outlet} 2032. All rights reserved. <a href="/privacy">Privacy policy</a></footer>
</body></html>"""
_MINISTRY = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{title} | {outlet}</title>
<meta name="DC.date.issued" content="{published}"><meta property="og:site_name" content="{outlet}">
<style>body{{font:17px/1.4 "Liberation Sans",sans-serif;max-width:720px;margin:auto}}</style></head><body>
<div class="skip"><a href="#content">Skip to main content</a></div><div class="cookies"><p>We use cookies to make this
site work.</p><button>Accept all cookies</button></div><header><a href="/">{outlet}</a><ul><li><a href="/ministry">The
ministry</a></li><li><a href="/news">News</a></li><li><a href="/tenders">Tenders</a></li></ul></header>
<main id="content"><p class="kind">Press release</p><h1>{title}</h1><dl><dt>Published:</dt><dd>{day}</dd></dl>
{body}<section class="contact"><h2>Contact for the press</h2><p>Press office, +00 555 0142,
press@transport.velmark.example</p></section><p><a href="javascript:print()">Print this page</a></p></main>
<footer><a href="/imprint">Imprint</a> <a href="/accessibility">Accessibility statement</a></footer></body></html>"""
_QUARTERLY = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} – {outlet}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="og:url" content="{url}"><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{published}T06:00:00+00:00"><meta name="author" content="{author}">
<style>body{{font:18px/1.6 "Liberation Serif",serif;max-width:640px;margin:auto}}.cap{{font-size:300%;float:left}}
.pull{{font-size:130%;border-left:4px solid}}</style></head><body><header><a href="/">{outlet}</a> <a
 href="/essays">Essays</a> <a href="/poems">Poems</a>
<a href="/give">Give</a></header><article><h1>{title}</h1><p class="by">{byline}</p>
{body}<ol class="notes"><li id="n1">{note} <a href="#r1">↩</a></li></ol>
<p class="bio"><em>Theodora Quill lives in Fenwick and is at work on a book about bells.</em></p></article>
<section class="more"><h3>You may also like</h3><a href="/a">On losing a river</a> <a href="/b">
Nine ways to fold a
map</a></section><footer>Published four times a year. Support us.</footer></body></html>"""
_STAR = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1252"><title>
{outlet}: {title}</title></head>
<body bgcolor="#ffffff"><table width="760"><tr><td colspan="2"><font size="6">{outlet}</font><br>
<a href="/">Front page</a> | <a href="/city">City</a> | <a
 href="/health">Health</a> |
<a href="/classifieds">Classifieds</a></td></tr><tr><td width="140" valign="top"><b>Today</b><br>
<a href="/w">Weather: rain</a><br><a href="/t">Tides</a>
<br><a href="/l">Lottery numbers</a></td><td valign="top"><h2>{title}</h2><font size="2">{byline}<br>{long_day}</font>
<div id="story"></div><script>document.getElementById("story").innerHTML = {script};</script>
<p><font size="2"><a href="/mail">E-mail this story</a> | <a href="/print">Printer-friendly version</a></font></p>
</td></tr></table><hr><font size="1">Copyright 2032 {outlet}. Reproduction prohibited.</font></body></html>"""
_PAGES = {"cherries": _HERALD, "trams": _MINISTRY, "maps": _QUARTERLY, "nights": _STAR}


def page(story: Story, *, is_scripted: bool = True) -> bytes:
    """The page of an article on its outlet's site; of one that a script fills, with what it writes if not
    `is_scripted`."""
    blocks = escaped(story)
    body = in_html(blocks)
    if story.name == "maps":
        body = in_html(escaped(story, '<sup id="r1"><a href="#n1">1</a></sup>'))
        body = body.replace("<p>In the", '<p><span class="cap">I</span>n the', 1)
        pulled = "There were streets with names, a bandstand, a school for 400 children"
        body = body.replace("<p>What does", f'<blockquote class="pull">{pulled}</blockquote>\n<p>What does', 1)
    told = date.fromisoformat(story.published)
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.title,
        "datePublished": f"{story.published}T05:30:00+02:00",
        "publisher": {"@type": "Organization", "name": story.outlet},
        "author": [{"@type": "Person", "name": name} for name in story.authors],
    }  # fmt: skip
    made = _PAGES[story.name].format(
        title=escape(story.title), outlet=escape(story.outlet), url=story.url, byline=story.byline, day=story.day,
        author=" and ".join(story.authors), published=story.published, note=escape(NOTE), body=body,
        data=json.dumps(data), long_day=f"{told:%A, %B} {told.day}, {told.year}", script=json.dumps(body),
    )  # fmt: skip
    if not is_scripted:
        made = re.sub(r"<script>document.*</script>", lambda _: body, made)
    return made.encode("windows-1252" if story.name == "nights" else "utf-8")


def path(story: Story) -> str:
    return urlsplit(story.url).path


# Office documents: running heads, page numbers, lists, tables, footnotes, a comment, changes that are tracked.

_FODT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:meta><dc:title>{title}</dc:title></office:meta>
<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="Liberation Serif"
 fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style>
<style:style style:name="Standard" style:family="paragraph" style:class="text"><style:paragraph-properties
 fo:margin-bottom="2.5mm"/></style:style>
<style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:class="chapter">
<style:text-properties fo:font-size="20pt" fo:font-weight="bold"/></style:style>
<style:style style:name="Heading_20_2" style:family="paragraph" style:parent-style-name="Standard"
 style:default-outline-level="2"><style:text-properties fo:font-size="13pt" fo:font-weight="bold"/></style:style>
</office:styles><office:automatic-styles><style:page-layout style:name="L"><style:page-layout-properties
 fo:page-width="148mm" fo:page-height="210mm" fo:margin="18mm"/><style:header-style/><style:footer-style/>
</style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard"
 style:page-layout-name="L"><style:header><text:p>{outlet} – not for publication before {day}</text:p></style:header>
<style:footer><text:p>Page <text:page-number/> of <text:page-count/></text:p></style:footer></style:master-page>
</office:master-styles><office:body><office:text>{changes}<text:p text:style-name="Title">{title}</text:p>
{head}{body}</office:text></office:body></office:document>"""
_CHANGES = """<text:tracked-changes><text:changed-region xml:id="c1" text:id="c1"><text:deletion><office:change-info>
<dc:creator>Desk</dc:creator><dc:date>2032-01-02T10:00:00</dc:date></office:change-info><text:p>, so people say,
</text:p></text:deletion></text:changed-region><text:changed-region xml:id="c2" text:id="c2"><text:insertion>
<office:change-info><dc:creator>Desk</dc:creator><dc:date>2032-01-02T10:00:00</dc:date></office:change-info>
</text:insertion></text:changed-region></text:tracked-changes>"""
_COMMENT = (
    "<office:annotation><dc:creator>Desk</dc:creator><dc:date>2032-01-02T10:00:00</dc:date>"
    "<text:p>Is that so? Ask her again.</text:p></office:annotation>"
)


def fodt(story: Story, *, is_changed: bool) -> str:
    """An article as LibreOffice's document; with changes that are tracked, and a comment, if it `is_changed`."""
    noted = story.note[1] if story.note else ""
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        f"<text:p>{noted}</text:p></text:note-body></text:note>"
    )
    made = ""
    for number, (kind, words) in enumerate(escaped(story, note)):
        if is_changed and number == 1:
            start, _, rest = words.partition(" ")
            words = f'{start}<text:change text:change-id="c1"/> {rest}{_COMMENT}'
        if is_changed and number == 2:
            start, _, rest = words.partition(" ")
            words = f'{start}<text:change-start text:change-id="c2"/> {rest}<text:change-end text:change-id="c2"/>'
        made += _odf_block(kind, words)
    made = re.sub(r"(?:<text:list-item>.*?</text:list-item>)+", r"<text:list>\g<0></text:list>", made)
    made = re.sub(
        r"(?:<table:table-row>.*?</table:table-row>)+",
        r'<table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>\g<0></table:table>', made,
    )  # fmt: skip
    head = "".join(f"<text:p>{each}</text:p>" for each in (story.byline, story.day) if each)
    return _FODT.format(
        title=escape(story.title), outlet=escape(story.outlet), day=story.day, head=head, body=made,
        changes=_CHANGES if is_changed else "",
    )  # fmt: skip


def _odf_block(kind: str, words: str) -> str:
    if kind == "h2":
        return f'<text:h text:style-name="Heading_20_2" text:outline-level="2">{words}</text:h>'
    if kind == "li":
        return f"<text:list-item><text:p>{words}</text:p></text:list-item>"
    if kind == "tr":
        cells = "".join(f"<table:table-cell><text:p>{each}</text:p></table:table-cell>" for each in words.split(" | "))
        return f"<table:table-row>{cells}</table:table-row>"
    return f"<text:p>{words}</text:p>"


# Sources of typesetters, and of whatever else is written in marks.

_TYPST = """#set document(title: "{title}")
#set page(width: 170mm, height: 230mm, margin: 16mm, columns: 2, numbering: "1",
  header: text(8pt)[{outlet} #h(1fr) {day}])
#set text(font: "Liberation Serif", size: 9.5pt, lang: "en")
#set par(justify: true, first-line-indent: 1em, spacing: 0.65em)
#place(top, scope: "parent", float: true)[#text(20pt, weight: "bold", hyphenate: false)[{title}]

  #text(9pt)[{byline}]

  #text(9pt)[{day}]]

"""


def typst(story: Story) -> str:
    """In two columns below the title, justified, with words broken at the lines' ends and footnotes."""
    noted = story.note[1] if story.note else ""
    made = _TYPST.format(title=story.title, outlet=story.outlet, day=story.day, byline=story.byline)
    rows = [words for kind, words in story.blocks if kind == "tr"]
    for kind, words in marked(story, f"#footnote[{noted}]"):
        if kind == "tr":
            if words == rows[0]:
                cells = ", ".join(f"[{cell}]" for row in rows for cell in row.split(" | "))
                made += f"#table(columns: 3, {cells})\n\n"
        else:
            made += f"{'== ' if kind == 'h2' else '- ' if kind == 'li' else ''}{words}\n\n"
    return made


def ms(story: Story) -> str:
    """In two columns, by the oldest typesetter that is still in use (groff, -ms)."""
    made = f".nr PS 10\n.nr LL 6i\n.ds CH {story.outlet}\n.ds CF \\n%\n.TL\n{story.title}\n.AU\n{story.byline[3:]}\n"
    made += f".AI\n{story.day}\n.2C\n"
    for kind, words in story.blocks:
        made += {"h2": ".SH\n", "li": ".IP \\(bu 2\n"}.get(kind, ".PP\n") + words + "\n"
    return made


def markdown(story: Story) -> str:
    """For pandoc and Pelican, without the title."""
    made = ""
    rows = 0
    for kind, words in marked(story, "[^1]" if story.note else ""):
        rows = rows + 1 if kind == "tr" else 0
        if kind == "tr":
            made += f"| {words} |\n" + ("|---|---|---|\n" if rows == 1 else "")
        else:
            made += ("\n" if made.endswith("|\n") else "") + {"h2": "## ", "li": "- "}.get(kind, "") + words + "\n\n"
    return made + (f"[^1]: {story.note[1]}\n" if story.note else "")
