"""The record: what is added stays, in versions, and every span on its text."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from invented_articles import invented_articles
from patience import PATIENCE
from record_articles import BRIDGE, article_of, as_read, page_of

from sayso import Page, Reader, pages
from sayso.record import Query, Record, RecordError, changes, search, verify

Add = Callable[[Record, str, str], str]


def test_adding_the_same_twice_changes_nothing(record: Record, add: Add) -> None:
    runs = ('INSERT INTO "runs"', "INSERT INTO \"digests\" VALUES('runs'")
    before = [line for line in record.connection.iterdump() if not line.startswith(runs)]
    assert add(record, "https://post.example/bridge", BRIDGE) == "unchanged"
    assert [line for line in record.connection.iterdump() if not line.startswith(runs)] == before


def test_a_changed_page_makes_a_version_and_the_old_one_stays(record: Record, add: Add) -> None:
    changed = BRIDGE.replace("cracks in three pillars", "cracks in five pillars").replace(
        "Tomas Ruud denied that money was missing.", "Tomas Ruud resigned."
    )
    assert add(record, "https://post.example/bridge", changed) == "changed"
    (change,) = changes(record, "https://post.example/bridge")
    told = {(s.what, s.before.speakers) for s in change.edits.statements if s.before}
    assert told == {("altered", "Mira Dolan"), ("cut", "Tomas Ruud")}
    versions = record.connection.execute("SELECT number, latest FROM versions WHERE article = 1 ORDER BY number")
    assert [tuple(v) for v in versions] == [(1, 0), (2, 1)]
    assert {f.row["id"] for f in search(record, Query("cracks"))} == {
        f.row["id"] for f in search(record, Query('"five pillars"'))
    }
    assert search(record, Query('"three pillars"')) == []
    assert list(verify(record)) == []


def test_an_article_comes_out_as_it_went_in(tmp_path: Path, reader: Reader) -> None:
    record = Record(tmp_path / "all.db", new=True)
    run = record.begin("test", reader.engine)
    added = []
    for n, invented in enumerate(invented_articles()):
        article = article_of(reader, invented["text"], f"https://post.example/{n}")
        page = page_of(invented["text"], f"https://post.example/{n}")
        record.add(run, page, article)
        assert record.page(article) == page.data
        added.append(article)
    out = [as_read(a) for a in record.articles()]
    # A record has the address of an article only once, and the page's hash from the page itself.
    assert [replace(a, page_sha256=None) for a in out] == [replace(a, page_sha256=None) for a in added]
    assert list(verify(record)) == []


def test_what_is_removed_does_not_come_back(record: Record, add: Add) -> None:
    assert record.remove("https://post.example/bridge", "asked for by the paper")
    assert add(record, "https://post.example/bridge", BRIDGE) == "removed"
    assert [a.url for a in record.articles()] == ["https://post.example/ferry"]
    for table in ("versions", "pages", "articles", "tombstones"):
        assert record.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 1
    assert search(record, Query("bridge")) == []
    assert list(verify(record)) == []
    assert not record.remove("https://post.example/nowhere")


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ('UPDATE spans SET start = 100000, "end" = 100001', "lies outside of the text"),
        ("UPDATE spans SET start = start + 1 WHERE role = 'cue'", "its cue is not what stands in the text"),
        ("UPDATE versions SET text = text || 'x'", "has another text than its SHA-256 tells"),
        ("UPDATE pages SET sha256 = 'x' || id", "has other bytes than its SHA-256 tells"),
        ("UPDATE pages SET body = x'00'", "cannot be unpacked"),
        ("UPDATE versions SET latest = 0", "has no latest version"),
        ("INSERT INTO statement_words (rowid, content) VALUES (999, 'x')", "differ from the statements"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM actors", "points to a row of actors that is not there"),
    ],
)
def test_verify_tells_all_that_is_off(record: Record, harm: str, told: str) -> None:
    for command in harm.split("; "):
        record.connection.execute(command)
    assert any(told in line for line in verify(record))


SHUT, QUOTED = "that the bridge would stay shut", "“We found cracks in three pillars,”"
MONEY, SAIL, ICE = "that money was missing", "that the ferry would sail again", "that the ice was thin"


@pytest.mark.parametrize(
    ("query", "contents"),
    [
        (Query("cracks pillars"), {QUOTED}),
        (Query('"the bridge would"'), {SHUT}),
        (Query("brid*", by="dolan"), {SHUT, QUOTED}),
        (Query(by="Ruud"), {MONEY}),
        (Query(to="reporters"), {SHUT}),
        (Query(act=("deny", "warn")), {MONEY, ICE}),
        (Query(stance=("distancing",)), set()),
        (Query(kind=("direct",)), {QUOTED}),
        (Query(sourcing=("collective",)), {ICE}),
        (Query(about="missing"), {MONEY}),
        (Query(about="bridge"), {SHUT}),
        (Query(outlet="nowhere"), set()),
        (Query(since="2026-03-14"), set()),
        (Query("ferry", until="2026-03-13", outlet="post"), {SAIL, ICE}),
        (Query('AND OR "NOT" NEAR( content:'), set()),
        (Query(by="%"), set()),
        (Query("cracks", min_confidence=1.0), set()),
    ],
)
def test_search(record: Record, query: Query, contents: set[str]) -> None:
    assert {f.row["content"] for f in search(record, query)} == contents


def test_search_goes_on_by_key_and_shows_the_sentence(record: Record) -> None:
    first = search(record, Query(limit=2))
    rest = search(record, Query(limit=50, after=first[-1].key))
    every = search(record, Query(limit=50))
    assert [f.row["id"] for f in first + rest] == [f.row["id"] for f in every]
    (warned,) = search(record, Query("ice"))
    assert warned.sentence == "Experts warned that the ice was thin."
    with pytest.raises(RecordError, match="is no place to go on from"):
        search(record, Query(after="x"))


def test_best_fits_come_first(record: Record, add: Add) -> None:
    add(record, "https://post.example/x", "Pillars\n\nAda Holm said that pillars are pillars.")
    found = search(record, Query("pillars"))
    assert found[0].row["content"] == "that pillars are pillars"


def test_no_record_and_no_database_are_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no such record"):
        Record(tmp_path / "none.db")
    text = tmp_path / "text.db"
    text.write_text("no database, but long enough to be looked at as one by those who look" * 30)
    with pytest.raises(RecordError, match="it is not an SQLite file"):
        Record(text)
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as made:
        made.execute("CREATE TABLE news (id)")
    with pytest.raises(RecordError, match="is a database, but no record of sayso"):
        Record(other)


def test_a_newer_record_is_left_alone(record: Record) -> None:
    record.connection.execute("PRAGMA user_version = 999")
    with pytest.raises(RecordError, match="was written by a newer sayso"):
        Record(record.path)


def test_half_a_surrogate_pair_is_refused_and_nothing_is_kept(record: Record, reader: Reader) -> None:
    article = reader.read(pages.read_text("Ada Holm said that \ud800 was thin."))
    before = list(record.connection.iterdump())
    with pytest.raises(UnicodeEncodeError):
        record.add(record.begin("test", reader.engine), Page(b"x", None, None, "x", None, None), article)
    assert len(list(record.connection.iterdump())) == len(before) + 1  # the run


def test_two_at_once_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    code = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent.parent)!r})
from pathlib import Path
from patience import PATIENCE
from record_articles import article_of, page_of
from sayso import Reader
from sayso.record import Record
reader, record = Reader(), Record(Path({str(tmp_path / "both.db")!r}), new=True)
run = record.begin("test", reader.engine)
for n in range(20):
    text = f"Boat {{n}}\\n\\nAda Holm said that boat number {{n}} had sunk."
    record.add(run, page_of(text, f"https://post.example/{{n}}"), article_of(reader, text, f"https://post.example/{{n}}"))
"""
    both = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate(timeout=PATIENCE)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    record = Record(tmp_path / "both.db")
    assert len(list(record.articles())) == 20
    assert record.connection.execute("SELECT count(*) FROM versions").fetchone()[0] == 20
    assert list(verify(record)) == []


def test_the_file_opens_in_any_sqlite_with_views_for_people(record: Record) -> None:
    with sqlite3.connect(record.path) as plain:
        rows = plain.execute(
            "SELECT day, speakers, act, content FROM statement_view WHERE speakers = 'Tomas Ruud'"
        ).fetchall()
    assert rows == [("2026-03-13", "Tomas Ruud", "deny", "that money was missing")]


def test_speech_is_found_unless_thoughts_are_asked_for(record: Record, add: Add) -> None:
    add(record, "https://post.example/safe", "Safe\n\nThe mayor of Lisset, Ada Holm, believes that the weir is safe.")
    assert search(record, Query("weir")) == []
    (found,) = search(record, Query("weir", event=("state",)))
    assert found.row["event"] == "state"
