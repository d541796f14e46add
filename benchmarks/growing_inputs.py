"""Inputs that grow: each a kind of text, page or file that costs more than it should where something compares all with
all, with the size that it begins with."""

import base64
import gzip
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_SURNAMES = ("Holm", "Marsh", "Dolan", "Voss", "Reyes", "Quill", "Carr", "Storm")
_SAID = "The mayor said on Monday that the bridge would stay shut."


@dataclass(frozen=True, slots=True)
class Growing:
    """A file's name ends in `suffix`; `make` gives what it holds, the larger the number the more. It is found, then
    read, then added to a record of its own, as far as it is told."""

    suffix: str
    size: int
    make: Callable[[int], str | bytes]
    is_read: bool = True
    is_added: bool = False

    def made(self, size: int) -> bytes:
        given = self.make(size)
        return given if isinstance(given, bytes) else given.encode()


def _letters(n: int) -> str:
    """A word of its own for each number, all equally long."""
    return "".join("bdfglmnprt"[int(c)] + "aeiou"[int(c) % 5] for c in f"{n:04}")


def _named(n: int) -> str:
    return f"{_letters(n).capitalize()} {_SURNAMES[n % 8]}"


def _times(words: str) -> Callable[[int], str]:
    return lambda n: " ".join([words] * n)


def _numbered(words: Callable[[int], str], between: str = " ") -> Callable[[int], str]:
    return lambda n: between.join(words(i) for i in range(n))


def _page(body: Callable[[int], str], head: Callable[[int], str] = lambda n: "") -> Callable[[int], str]:
    return lambda n: f"<html><head><title>Bridge shut</title>{head(n)}</head><body><h1>Bridge shut</h1>{body(n)}</body>"


_PROSE = "".join(f"<p>{_SAID.replace('bridge', f'{what} bridge')}</p>" for what in ("old", "new", "long", "low"))


def _prose(more: Callable[[int], str]) -> Callable[[int], str]:
    """A page of prose with something that grows beside it."""
    return _page(lambda n: f"{_PROSE}{more(n)}{_PROSE}")


def _told(head: Callable[[int], str]) -> Callable[[int], str]:
    return _page(lambda n: _PROSE, head)


def _linked(given: Callable[[int], object]) -> Callable[[int], str]:
    return _told(lambda n: f'<script type="application/ld+json">{json.dumps(given(n))}</script>')


def _nested(n: int) -> object:
    made: object = {"@type": "NewsArticle"}
    for i in range(n):
        made = {"@type": "Thing", "mainEntity": made, "name": f"{i}"}
    return made


def _rss(entry: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: f'<rss version="2.0"><channel>{"".join(entry(i) for i in range(n))}</channel></rss>'


def _warc(n: int) -> Iterator[bytes]:
    for i in range(n):
        page = f"<html><body><h1>Boat {i}</h1>{_PROSE}</body></html>".encode()
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
            f"WARC-Target-URI: https://post.example/{i}\r\nWARC-Date: 2026-03-13T08:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{i:012}>\r\nContent-Length: {len(http)}\r\n\r\n"
        )
        yield head.encode() + http + b"\r\n\r\n"


def _gzipped(parts: Iterator[bytes]) -> bytes:
    out = io.BytesIO()
    for part in parts:
        out.write(gzip.compress(part))
    return out.getvalue()


def _lines(line: Callable[[int], dict[str, object]]) -> Callable[[int], str]:
    return lambda n: "".join(json.dumps(line(i)) + "\n" for i in range(n))


def _opening(n: int) -> str:
    """Quotations of which none is closed, a paragraph each."""
    return "\n\n".join(f"“We found crack {i} in the pillars," for i in range(n))


def _turns(n: int) -> str:
    return "Council meeting\n\n" + "\n\n".join(
        f"{_named(i).upper()}: I move that we vote on item {i}." for i in range(n)
    )


def _one_turn(n: int) -> str:
    return "Council\n\n" + "\n\n".join(f"{'MS HOLM' if i % 2 else 'MR VOSS'}: It rained on day {i}." for i in range(n))


def _vtt(n: int) -> str:
    cues = (
        f"{i // 3600:02}:{i // 60 % 60:02}:{i % 60:02}.000 --> {i // 3600:02}:{i // 60 % 60:02}:{i % 60:02}.900\n"
        f"<v {_named(i % 50)}>The boat {i} sank that day.\n\n"
        for i in range(n)
    )
    return "WEBVTT\n\n" + "".join(cues)


_TEXTS: dict[str, tuple[int, Callable[[int], str]]] = {
    "prose": (200, _numbered(lambda i: f"{_named(i)} said on Monday that boat {i} had sunk.")),
    "prose, a paragraph each": (200, _numbered(lambda i: f"{_named(i)} said that boat {i} had sunk.", "\n\n")),
    "a headline in capitals": (600, _times("MAYOR SAYS BRIDGE SHUT")),
    "capitals without a verb": (600, _times("MAYOR BRIDGE HOLM TOLL")),
    "many names under one initial": (300, _numbered(lambda i: f"A{_letters(i)} Holm said no.")),
    "a surname after all who have it": (
        300, lambda n: _numbered(lambda i: f"{_letters(i).capitalize()} Holm left.")(n) + " Holm said no." * (n // 4)
    ),
    "relatives with forms of address": (300, _times("Mr Holm and Mrs Holm said no.")),
    "a minister": (400, _times("a minister said that it rained.")),
    "the minister": (400, _times("The minister said that it rained.")),
    "nothing but nouns": (600, _times("the minister, the mayor,")),
    "said and said": (1_000, lambda n: "He " + "said and " * n + "said."),
    "said": (1_200, lambda n: "He " + "said " * n + "no."),
    "said that he said": (300, _times("Ada said that he said that she said no.")),
    "saying in saying": (600, lambda n: "Ada " + "said that he " * n + "left."),
    "quotation marks in each other": (800, lambda n: "“‘" * n + "No" + "’”" * n + ", he said."),
    "quotation marks that open": (1_600, lambda n: "“" * n + "No, he said."),
    "quotation marks apart": (800, _times("“ ‘")),
    "straight marks": (1_600, _times("'\"")),
    "apostrophes of plurals": (600, _times("‘the workers’ rights")),
    "quotations that stay open": (200, _opening),
    "quotations of one word": (600, _times("“No,” he said.")),
    "initials": (400, _times("A. B. C. Holm said no.")),
    "initials alone": (1_000, _times("A. B. C.")),
    "brackets that open": (8_000, lambda n: "(" * n),
    "brackets in brackets": (3_000, lambda n: "(" * n + "no" + ")" * n + " he said."),
    "square brackets": (3_000, lambda n: "[" * n + "he said no"),
    "names that tell names": (
        240,
        _numbered(lambda i: f"{_SURNAMES[i % 8]} {_SURNAMES[i * 3 % 8]}son told {_SURNAMES[(i + 1) % 8]} it was so."),
    ),
    "he, she and nobody": (300, lambda n: "Ada Holm left. " + _times("He said that she said no.")(n)),
    "I said": (300, _times("“I said no,” I said.")),
    "we, you and they": (300, _times("They told us that you told them.")),
    "colons": (1_200, _times("A: b.")),
    "colons alone": (4_000, lambda n: ":" * n),
    "dashes": (1_800, lambda n: "— " * n + "he said no."),
    "hyphens": (5_000, lambda n: "he-said-" * (n // 8) + " he said no."),
    "commas": (1_000, lambda n: "He said, " * n + "no."),
    "commas alone": (5_000, lambda n: "," * n),
    "full stops": (5_000, lambda n: "." * n),
    "semicolons": (800, _times("no; he said;")),
    "question marks": (800, _times("Who said so?")),
    "a sentence of and": (800, lambda n: "He said " + "and this and that " * n),
    "a sentence of that": (1_400, lambda n: "He said " + "that " * n + "it rained."),
    "those who do": (300, _numbered(lambda i: f"{_letters(i).capitalize()}ers said no.")),
    "bodies with one end": (300, _numbered(lambda i: f"The {_letters(i).capitalize()} Tide Ministry said no.")),
    "bodies with one beginning": (300, _numbered(lambda i: f"The Ministry of {_letters(i).capitalize()} said no.")),
    "somebody’s somebody": (300, _numbered(lambda i: f"{_named(i)}’s lawyer, {_named(i + 1)}, said no.")),
    "lists of names": (400, lambda n: ", ".join(_named(i) for i in range(n)) + " and Ada Holm said no."),
    "one word of capitals and small letters": (600, _times("Holm Holm")),
    "titles before a name": (600, lambda n: "Former Deputy Prime Minister " * n + "Ada Holm said no."),
    "acronyms in brackets": (
        300,
        _numbered(lambda i: f"The Centre for Tide {_letters(i).capitalize()} (CT{_letters(i)[:1].upper()}) said so."),
    ),
    "bodies of many words": (300, _times("Centre for Flood and Tide Control of the Harbour and")),
    "states and capitals": (600, _times("Moscow said Russia and the Russian government")),
    "his her their": (600, _times("his mother told her father that their son")),
    "owners": (600, lambda n: "Ada Holm’s " + "mother’s " * n + "son said no."),
    "of of of": (800, lambda n: "The mayor " + "of the son " * n + "said no."),
    "days": (300, _times("On Monday he said that on Tuesday it rained.")),
    "days alone": (800, _times("Monday March 13 2026")),
    "not not": (1_200, lambda n: "He said that it was " + "not " * n + "so."),
    "according to": (400, _times("according to Holm, according to him,")),
    "digits": (1_000, lambda n: "1,234.5 " * n + "said he."),
    "one long number": (5_000, lambda n: "9" * n + " he said."),
    "one long word": (40_000, lambda n: "x" * n + " he said."),
    "long words": (120, _numbered(lambda i: "Holm" + "x" * 200)),
    "addresses": (200, _numbered(lambda i: f"https://post.example/{i}?a=b&c=d he said.")),
    "hashtags and handles": (400, _times("#said @holm said:")),
    "e-mail addresses": (300, _numbered(lambda i: f"Write to ada{i}@post.example.")),
    "emoji": (1_000, _times("😀👩‍👩‍👧 said")),
    "combining marks": (8_000, lambda n: "e" + "\u0301" * n + " he said."),
    "letters from right to left": (600, _times("\u202eHe said\u202c that שלום")),
    "letters of the East": (5_000, lambda n: "他说" * (n // 2)),
    "full-width letters": (800, _times("Ｈｅ ｓａｉｄ ｎｏ")),
    "ligatures and capitals that grow": (1_000, _times("ﬁﬃ İıß said")),
    "spaces": (100_000, lambda n: "He said" + " " * n + "no."),
    "line breaks": (40_000, lambda n: "\n" * n + _SAID),
    "line breaks in the midst": (100_000, lambda n: _SAID + "\n" * n + _SAID),
    "lines": (500, _times("He said no.\n")),
    "lines of white space": (40_000, lambda n: " \t\n" * n + _SAID),
    "bullets": (300, _numbered(lambda i: f"- He said {i}.", "\n")),
    "bylines": (400, lambda n: _SAID + "\n\n" + _numbered(lambda i: f"By {_named(i)}", "\n\n")(n)),
    "captions in brackets": (300, _numbered(lambda i: f"({_named(i)}/Tarn Press)", "\n\n")),
    "turns of many speakers": (200, _turns),
    "turns of two speakers": (240, _one_turn),
    "a reply of many mails": (4_000, lambda n: ">" * n + " he said no."),
}  # fmt: skip

_PAGES: dict[str, tuple[int, Callable[[int], str]]] = {
    "<b> in one paragraph": (12_000, _page(lambda n: "<p>" + "<b>word said</b> " * n + "</p>")),
    "spans to share in one paragraph": (
        12_000, _page(lambda n: _PROSE + "<p>" + '<span class="share">word</span> said ' * n)
    ),
    "links in one paragraph": (12_000, _page(lambda n: "<p>" + '<a href="/x">word</a> said ' * n + "</p>")),
    "line breaks of a page": (12_000, _page(lambda n: "<div>" + "He said that it was day.<br><br>" * n)),
    "attributes": (450, _page(lambda n: "<p " + " ".join(f'a{i}="x"' for i in range(n)) + ">" + _PROSE)),
    "attributes without a value": (30_000, _page(lambda n: "<p " + " ".join(f"a{i}" for i in range(n)) + ">" + _PROSE)),
    "attributes around brackets": (
        30_000, _page(lambda n: "<p " + " ".join(f'a{i}="{"<>" * (i % 99 == 0)}"' for i in range(n)) + ">" + _PROSE)
    ),
    "one long attribute": (3_000_000, _prose(lambda n: f'<p title="{"x" * n}">')),
    "classes of one tag": (150_000, _prose(lambda n: f'<p class="{" ".join(f"c{i}" for i in range(n))}">')),
    "tags in each other": (60, _page(lambda n: "<div>" * n + _PROSE)),
    "paragraphs deep in tags": (100, _page(lambda n: "<div>" * 200 + _PROSE * n)),
    "formatting that is not closed": (60, _page(lambda n: "<b><i>" * (n // 2) + _PROSE)),
    "ends without a beginning": (60_000, _prose(lambda n: "</p></div>" * n)),
    "paragraphs": (4_500, _page(_numbered(lambda i: f"<p>The mayor said on day {i} that it would stay shut.</p>"))),
    "paragraphs that repeat": (4_500, _page(lambda n: f"<p>{_SAID}</p>" * n)),
    "paragraphs without a word": (15_000, _prose(lambda n: "<p></p>" * n)),
    "boxes": (4_500, _page(lambda n: "<div class=c><p>He said that it was so.</p></div>" * n)),
    "headings": (4_500, _page(lambda n: "<h2>Who said so</h2><p>The mayor said so.</p>" * n)),
    "headlines": (4_500, _page(lambda n: "<h1>Bridge shut</h1>" * n + _PROSE)),
    "links to more": (4_500, _prose(lambda n: "<h2><a href=/x>A long headline about it</a></h2>" * n)),
    "lists": (4_500, _prose(lambda n: "<ul>" + "<li>He said no.</li>" * n + "</ul>")),
    "lists in each other": (50, _prose(lambda n: "<ul><li>He said no." * n)),
    "tables": (4_500, _page(lambda n: "<table>" + "<tr><td>Name</td><td>He said no.</td></tr>" * n + "</table>")),
    "tables in each other": (20, _page(lambda n: "<table><tr><td>He said no." * n + _PROSE)),
    "quotations of a page": (4_500, _page(lambda n: "<p>She said:</p><blockquote>We open.</blockquote>" * n)),
    "<q> in each other": (60, _page(lambda n: "<p>" + "<q>" * n + "no")),
    "pictures with captions": (
        4_500, _prose(lambda n: "<figure><img src=x><figcaption>Ada Holm</figcaption></figure>" * n)
    ),
    "pictures in the page": (
        60, _prose(lambda n: f'<img src="data:image/png;base64,{base64.b64encode(bytes(30_000)).decode()}">' * n)
    ),
    "scripts": (15_000, _prose(lambda n: "<script>var a = '<p>he said</p>';</script>" * n)),
    "one long script": (3_000_000, _prose(lambda n: f"<script>{'a<b;' * (n // 4)}</script>")),
    "styles": (15_000, _prose(lambda n: "<style>p{color:red}</style>" * n)),
    "comments": (30_000, _prose(lambda n: "<!-- he said -->" * n)),
    "a comment that does not end": (3_000_000, _prose(lambda n: "<!--" + "-" * n)),
    "sections of CDATA": (30_000, _prose(lambda n: "<![CDATA[ he said ]]>" * n)),
    "entities": (12_000, _prose(lambda n: f"<p>{'Ada &amp; &#8220;Tom&#8221; said no. ' * n}</p>")),
    "forms": (4_500, _prose(lambda n: "<form><input name=a><button>Sign up</button></form>" * n)),
    "bylines of a page": (
        4_500, _prose(lambda n: "".join(f'<div class="author">By {_named(i)}</div>' for i in range(n)))
    ),
    "days of a page": (4_500, _prose(lambda n: '<time datetime="2026-03-13">March 13, 2026</time>' * n)),
    "microdata": (4_500, _prose(lambda n: '<span itemprop="author" itemscope><b itemprop="name">Ada</b></span>' * n)),
    "meta elements": (15_000, _told(lambda n: '<meta property="article:author" content="Ada Holm">' * n)),
    "meta elements of many names": (
        15_000, _told(lambda n: "".join(f'<meta property="article:author" content="{_named(i)}">' for i in range(n)))
    ),
    "titles of a page": (15_000, _told(lambda n: "<title>Bridge shut | Post</title>" * n)),
    "a title of many outlets": (15_000, _told(lambda n: f'<meta property="og:title" content="{"a | b - " * n}">')),
    "linked data nested": (200, _linked(_nested)),
    "linked data of many authors": (
        9_000, _linked(lambda n: {"@type": "NewsArticle", "author": [{"name": _named(i)} for i in range(n)]})
    ),
    "linked data that is named": (
        9_000,
        _linked(
            lambda n: {
                "@graph": [{"@id": f"#{i}", "@type": "NewsArticle", "author": {"@id": f"#{i + 1}"}} for i in range(n)]
            }
        ),
    ),
    "linked data in many scripts": (
        6_000,
        _told(lambda n: '<script type="application/ld+json">{"@type": "NewsArticle", "author": "Ada"}</script>' * n),
    ),
}  # fmt: skip

_FILES: dict[str, tuple[str, int, Callable[[int], str | bytes]]] = {
    "a feed": (
        ".xml", 300, _rss(lambda i: f"<item><link>https://post.example/{i}</link><title>{i}</title></item>")
    ),
    "a feed of one address": (".xml", 300, _rss(lambda i: "<item><link>https://post.example/1</link></item>")),
    "a feed without addresses": (".xml", 300, _rss(lambda i: f"<item><title>Boat {i}</title></item>")),
    "a feed of one long entry": (
        ".xml", 30_000, lambda n: _rss(lambda i: f"<item><description>{'&lt;b&gt;' * n}</description></item>")(1)
    ),
    "a feed in JSON": (
        ".json", 5000,
        lambda n: json.dumps({
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"url": f"https://post.example/{i}"} for i in range(n)],
        }),
    ),
    "a sitemap": (
        ".xml", 3000,
        lambda n: f"<urlset>{''.join(f'<url><loc>https://post.example/{i}</loc></url>' for i in range(n))}</urlset>",
    ),
    "an index of sitemaps": (
        ".xml", 3000,
        lambda n: "<sitemapindex>"
        + "".join(f"<sitemap><loc>https://post.example/{i}</loc></sitemap>" for i in range(n)) + "</sitemapindex>",
    ),
    "an archive": (".warc", 20, lambda n: b"".join(_warc(n))),
    "a packed archive": (".warc.gz", 20, lambda n: _gzipped(_warc(n))),
    "an archive's long header": (
        ".warc", 20_000, lambda n: b"WARC/1.0\r\n" + b"X-A: b\r\n" * n + next(_warc(1)).partition(b"\r\n")[2]
    ),
    "lines of JSON": (".jsonl", 1000, _lines(lambda i: {"url": f"https://post.example/{i}", "text": _SAID})),
    "lines of JSON of many fields": (
        ".jsonl", 50_000, lambda n: json.dumps({"text": _SAID, **{f"key {i}": i for i in range(n)}}) + "\n"
    ),
    "lines of JSON of many authors": (
        ".jsonl", 20_000, lambda n: json.dumps({"text": _SAID, "authors": [_named(i) for i in range(n)]}) + "\n"
    ),
    "lines of JSON that are damaged": (".jsonl", 10_000, lambda n: '{"text": "a"}\n' + '{"text": \n' * n),
    "a document of JSON": (".json", 1000, lambda n: json.dumps([{"text": f"{_SAID} {i}"} for i in range(n)])),
    "brackets of JSON": (".json", 100_000, lambda n: '{"text": ' + "[" * n),
    "a table": (
        ".csv", 1000, lambda n: "url,text\n" + "".join(f"https://post.example/{i},{_SAID}\n" for i in range(n))
    ),
    "a table of many columns": (
        ".csv", 20_000, lambda n: ",".join(["text", *(f"c{i}" for i in range(n))]) + f"\n{_SAID}{',x' * n}\n"
    ),
    "a table whose mark does not close": (".csv", 100_000, lambda n: 'url,text\nx,"' + "he said\n" * n),
    "captions": (".vtt", 300, _vtt),
    "Markdown": (".md", 1000, lambda n: "[" * n + "*" * n + "_" * n + _SAID),
    "Markdown’s quotations": (".md", 400, lambda n: "> He said no.\n" * n + _SAID),
}  # fmt: skip

_ADDED: dict[str, tuple[int, Callable[[int], str]]] = {
    name: _TEXTS[name]
    for name in (
        "prose", "said that he said", "saying in saying", "many names under one initial", "I said",
        "quotations of one word",
    )
}  # fmt: skip

_UNREAD = frozenset(
    ("lines of JSON", "a document of JSON", "a table", *(name for name, (size, _) in _PAGES.items() if size >= 60))
)

INPUTS: dict[str, Growing] = {
    **{name: Growing(".txt", *each) for name, each in _TEXTS.items()},
    **{f"added: {name}": Growing(".txt", *each, is_added=True) for name, each in _ADDED.items()},
    **{name: Growing(".html", *each, is_read=name not in _UNREAD) for name, each in _PAGES.items()},
    **{name: Growing(*each, is_read=name not in _UNREAD) for name, each in _FILES.items()},
}
