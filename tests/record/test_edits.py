"""What an outlet changed in an article: told by the words, not by who reads them."""

import gzip
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import Page, Reader, pages
from sayso.article import Actor, Article, Engine, Span, Statement
from sayso.record import Record, changes, keep_reread, verify
from sayso.record.edits import compare, folded, still_says, word_pieces

TEXT = """Pier to close

Ada Holm said the pier would close in May.

Ivo Marsh warned that the ferry was old.

It snowed in Lisset."""
URL = "https://post.example/pier"
EARLIER = Path(__file__).with_name("earlier") / "before-edits.db.gz"  # two versions, added at 12e8e72
PAGE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article>{foot}</body></html>"


def stated(text: str, id: str, cue: str, content: str, speaker: str, act: str = "assert") -> Statement:
    at, begin = text.index(f" {cue} ") + 1, text.index(content)
    cue_span, content_span = (Span.of(text, a, a + len(x)) for a, x in ((at, cue), (begin, content)))
    made = Statement(id, (cue_span,), (), (content_span,), "indirect", 0.9, speakers=(speaker,))
    return replace(made, act=act)  # type: ignore[arg-type]


def article(text: str, *statements: Statement, title: str = "Pier to close", **about: Any) -> Article:
    names = {"a1": "Ada Holm", "a2": "Ivo Marsh", "a3": "Pia Strand"}
    actors = tuple(Actor(id, name, "person", ()) for id, name in names.items())
    made = Article("pier", text, URL, title, statements=statements, actors=actors, engine=Engine("1", "invented"))
    return replace(made, **about)


CLOSE = stated(TEXT, "s1", "said", "the pier would close in May", "a1")
OLD = stated(TEXT, "s2", "warned", "that the ferry was old", "a2", "warn")
BEFORE = article(TEXT, CLOSE, OLD)


def told(before: Article, after: Article) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(s.id, s.what, s.fields) for s in compare(before, after).statements]


def test_a_statement_that_is_cut_and_one_that_is_added() -> None:
    text = TEXT.replace("Ivo Marsh warned that the ferry was old.", "Pia Strand denied that money was gone.")
    gone = stated(text, "s3", "denied", "that money was gone", "a3", "deny")
    edits = compare(BEFORE, article(text, stated(text, "s1", "said", "the pier would close in May", "a1"), gone))
    assert [(s.id, s.what) for s in edits.statements] == [("s2", "cut"), ("s3", "added")]
    assert str(edits.statements[0].before) == "Ivo Marsh warned: that the ferry was old"
    assert str(edits) == "1 statement cut, 1 added"


def test_words_speaker_and_act_of_a_statement_are_altered() -> None:
    text = TEXT.replace("in May", "in June")
    june = stated(text, "s1", "said", "the pier would close in June", "a1")
    assert told(BEFORE, article(text, june, replace(OLD, id="s2"))) == [("s1", "altered", ("words",))]
    text = TEXT.replace("Ada Holm said", "Pia Strand said")
    strand = stated(text, "s1", "said", "the pier would close in May", "a3")
    assert told(BEFORE, article(text, strand)) == [("s1", "altered", ("speaker",))]
    text = TEXT.replace("warned that", "denied that")
    denied = stated(text, "s2", "denied", "that the ferry was old", "a2", "deny")
    assert told(BEFORE, article(text, CLOSE, denied)) == [("s2", "altered", ("words", "act"))]


def test_a_speaker_can_be_altered_by_words_elsewhere() -> None:
    first = "Ada Holm came late.\n\nThe pier would close, she said today."
    text = first.replace("Ada Holm", "Pia Strand")
    one, two = (stated(t, "s1", "said", "The pier would close", who) for t, who in ((first, "a1"), (text, "a3")))
    assert told(article(first, one), article(text, two)) == [("s1", "altered", ("speaker",))]


def test_what_is_only_read_otherwise_is_no_edit() -> None:
    text = f"{TEXT}\n\nA gull cried."
    other = stated(text, "s1", "said", "the pier would close", "a3")  # a shorter content, another speaker
    edits = compare(BEFORE, article(text, other))
    assert edits
    assert told(BEFORE, article(text, other)) == [("s1", "altered", ("speaker",))]  # she stands nowhere in the texts
    assert told(BEFORE, article(text, replace(other, speakers=("a2",)))) == []
    assert told(article(TEXT), article(text, other)) == []
    assert str(compare(article(TEXT), article(text))) == "no statement, only the text"


def test_other_marks_and_spacing_are_no_change() -> None:
    first = 'Pier to close\n\n"The pier - it is old," Ada Holm said today.'
    later = "Pier to close\n\n\n“The  pier — it is old,” Ada Holm said today."
    assert not compare(article(first), article(later))


def test_headline_byline_and_day() -> None:
    before = replace(BEFORE, authors=("Una Kell",), published="2026-03-13T08:00:00Z")
    text = TEXT.replace("Pier to close", "Pier stays open", 1)
    after = article(text, title="Pier stays open", authors=("Una Kell", "Bo Lund"), published="2026-03-14")
    edits = compare(before, after)
    assert [(d.detail, d.after) for d in edits.details] == [
        ("headline", "Pier stays open"), ("byline", "Una Kell, Bo Lund"), ("day", "2026-03-14"),
    ]  # fmt: skip
    assert not any(p.what for p in edits.paragraphs)
    # What one of the two pages does not tell was not changed.
    assert not compare(before, replace(before, authors=(), published=None))


def test_paragraphs_stand_side_by_side() -> None:
    text = TEXT.replace("in May", "in June").replace("It snowed in Lisset.", "A gull cried over the harbour.")
    rows = [(p.what, p.before[:9], p.after[:9]) for p in compare(BEFORE, article(text)).paragraphs]
    assert rows == [
        ("altered", "Ada Holm ", "Ada Holm "), (None, "Ivo Marsh", "Ivo Marsh"), ("cut", "It snowed", ""),
        ("added", "", "A gull cr"),
    ]  # fmt: skip


def test_a_very_long_text_is_compared_in_bounds() -> None:
    one, two = ("\n".join(f"{word} {n}" for n in range(30_000)) for word in ("gull", "boat"))
    rows = compare(article(one), article(two)).paragraphs
    assert {p.what for p in rows} == {"cut", "added"}
    assert [kind for kind, _ in word_pieces("a " * 20_000, "b " * 20_000)] == ["del", "ins"]


@given(st.text("ab \n“"), st.text("ab \n“"))
def test_pieces_hold_both_texts(one: str, two: str) -> None:
    pieces = word_pieces(one, two)
    before, after = ("".join(x for kind, x in pieces if kind in ("same", own)) for own in ("del", "ins"))
    assert (folded(before), folded(after)) == (folded(one), folded(two))


def test_a_sentence_that_was_cut_does_not_stand_because_its_words_do() -> None:
    cue = TEXT.index("warned"), TEXT.index("warned") + 6
    assert still_says(TEXT, cue, "that the ferry was old", folded(TEXT.replace("It snowed", "It rained")))
    assert not still_says(TEXT, cue, "that the ferry was old", "Ada Holm denied that the ferry was old.")


def page(text: str, foot: str = "", *, head: str = "") -> Page:
    title, *paragraphs = text.split("\n\n")
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    data = PAGE.format(title=title, body=body, foot=foot).replace("<head>", f"<head>{head}").encode()
    return Page(data, URL, "text/html", URL, "2026-03-15T08:00:00Z", "utf-8")


def add(record: Record, reader: Reader, given: Page, version: str | None = None) -> str:
    made = reader.read(pages.article(given))
    assert made.engine is not None
    engine = replace(made.engine, version=version or made.engine.version)
    return record.add(record.begin("test", engine), given, replace(made, engine=engine))


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return Record(tmp_path / "pier.db", new=True)


def test_furniture_and_rereading_are_no_change(record: Record, reader: Reader) -> None:
    assert add(record, reader, page(TEXT)) == "added"
    assert add(record, reader, page(TEXT, "<footer>Most read: a gull</footer>")) == "unchanged"
    (read,) = record.articles()
    version = record.connection.execute("SELECT id FROM versions").fetchone()["id"]
    other = replace(read, statements=(), engine=Engine("9", "another"))
    assert keep_reread(record, record.begin("reread", Engine("9", "another")), version, other)
    assert list(changes(record)) == []


def test_a_page_that_another_sayso_reads_otherwise_is_no_change(record: Record, reader: Reader) -> None:
    add(record, reader, page(TEXT), "0.0.1")
    # As if that one had left out the last paragraph.
    text = TEXT.removesuffix("\n\nIt snowed in Lisset.")
    record.connection.execute("UPDATE versions SET text = ?, text_sha256 = 'x'", (text,))
    assert add(record, reader, page(TEXT, "<footer>Most read: a gull</footer>")) == "changed"
    assert list(changes(record)) == []
    assert add(record, reader, page(TEXT.replace("old", "new"))) == "changed"
    assert [str(c.edits) for c in changes(record)] == ["1 statement altered"]


def test_the_day_is_the_one_that_the_page_tells(record: Record, reader: Reader) -> None:
    add(record, reader, page(TEXT))
    updated = '<meta property="article:modified_time" content="2026-03-{}T07:30:00Z">'
    add(record, reader, page(TEXT.replace("old", "new"), head=updated.format(16)))
    add(record, reader, page(TEXT.replace("old", "red"), head=updated.format(16)))
    first, second = changes(record, URL)
    assert (first.day, first.told, second.day, second.told) == ("2026-03-16", True, "2026-03-15", False)
    assert str(first) == "changed by its outlet on Monday, 16 March 2026: 1 statement altered"
    assert str(second) == "changed by its outlet, found on Sunday, 15 March 2026: 1 statement altered"
    assert [c.number for c in changes(record, newest=1)] == [3]
    assert list(verify(record)) == []


def test_a_record_of_before_knows_what_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "pier.db"
    path.write_bytes(gzip.decompress(EARLIER.read_bytes()))
    again = Record(path)
    assert [str(c.edits) for c in changes(again)] == ["1 statement altered"]
    assert list(verify(again)) == []
    again.close()
