"""Reading and writing at once, and what bounds the reader of what is pasted."""

import queue
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from fastapi import HTTPException
from patience import PATIENCE
from web_visits import BRIDGE, add, send

from sayso import Article, Reader, attribution, pages
from sayso.record import Record
from sayso.web.connections import Connections
from sayso.web.rate_limit import Limit
from sayso.web.reading import MAX_PIECES, Readings


def count(record: Record) -> int:
    found: int = record.connection.execute("SELECT count(*) FROM articles").fetchone()[0]
    return found


def test_a_read_sees_one_moment_and_waits_for_nobody(news: Path, reader: Reader) -> None:
    connections = Connections(news)
    writer = Record(news)
    with connections.reading() as record:
        before = count(record)
        writer.connection.execute("BEGIN IMMEDIATE")
        with connections.reading() as same:
            assert count(same) == before
        writer.connection.execute("ROLLBACK")
        add(writer, reader, "https://post.example/new", BRIDGE)
        assert count(record) == before
    with connections.reading() as record:
        assert count(record) == before + 1
    writer.close()
    connections.close()


def test_nothing_is_written_through_a_connection_for_reading(news: Path) -> None:
    connections = Connections(news)
    with connections.reading() as record, pytest.raises(sqlite3.OperationalError, match="readonly"):
        record.connection.execute("DELETE FROM corrections")
    connections.close()


def test_pages_are_shown_while_a_long_write_goes_on(
    news: Path, client: httpx.Client, sign_in: Callable[[str], httpx.Client]
) -> None:
    rune = sign_in("Rune")
    writer = Record(news)
    writer.connection.execute("BEGIN IMMEDIATE")
    assert client.get("/articles/1").status_code == 200
    assert rune.get("/review").status_code == 200
    writer.connection.execute("ROLLBACK")
    writer.close()


def test_a_record_with_a_strange_name_is_served(tmp_path: Path, news: Path, serve: Callable[[Path], str]) -> None:
    strange = tmp_path / "what? 100%#1.db"
    news.rename(strange)
    assert httpx.get(serve(strange) + "/-/health", timeout=PATIENCE).json() == {"ok": True}


def test_many_correct_at_once_and_nothing_is_lost(client: httpx.Client, sign_in: Callable[[str], httpx.Client]) -> None:
    rune = sign_in("Rune")
    number = client.get("/api/v1/statements", params={"q": "cracks she"}).json()["items"][0]["id"]
    here = f"/statements/{number}/correct"
    answers: list[int] = []

    def write(words: str) -> None:
        answers.append(send(rune, f"/statements/{number}/notes", page=here, body=words).status_code)

    threads = [threading.Thread(target=write, args=(f"note {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 8
    page = client.get("/articles/1").text
    assert all(f"note {n}" in page for n in range(8))


def test_a_note_stays_with_its_statement_when_the_article_is_read_anew(
    news: Path, client: httpx.Client, sign_in: Callable[[str], httpx.Client], reader: Reader
) -> None:
    number = client.get("/api/v1/statements", params={"q": "cracks she"}).json()["items"][0]["id"]
    send(sign_in("Rune"), f"/statements/{number}/notes", page=f"/statements/{number}/correct", body="Ask her")
    record = Record(news)
    add(record, reader, "https://post.example/bridge", "Seen again\n\n" + BRIDGE)
    record.close()
    page = client.get("/articles/1").text
    entry = page.partition("Ask her")[0].rpartition("<li id=")[2]
    assert "We found cracks in three pillars" in entry


def test_too_many_texts_at_once_are_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    class Waiting(Reader):
        def read(self, article: Article, between: Callable[[], object] = lambda: None) -> Article:
            assert go_on.wait(PATIENCE)
            return super().read(article, between)

    monkeypatch.setattr("sayso.web.reading.Reader", Waiting)
    readings = Readings()
    article = pages.read_text("Mira Dolan said that it rained.")
    statuses: queue.Queue[int] = queue.Queue()

    def read() -> None:
        try:
            statuses.put(200 if readings.read(article).statements else 204)
        except HTTPException as error:
            statuses.put(error.status_code)

    threads = [threading.Thread(target=read) for _ in range(12)]
    for thread in threads:
        thread.start()
    assert [statuses.get(timeout=PATIENCE) for _ in range(7)] == [503] * 7
    go_on.set()
    assert [statuses.get(timeout=PATIENCE) for _ in range(5)] == [200] * 5
    for thread in threads:
        thread.join()
    readings.close()


def test_what_was_given_up_is_read_no_further(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    looked: list[str] = []

    class Watched(Reader):
        def read(self, article: Article, between: Callable[[], object] = lambda: None) -> Article:
            def look() -> None:
                looked.append(article.text[:4])
                assert go_on.wait(PATIENCE)
                between()

            return super().read(article, look)

    monkeypatch.setattr("sayso.web.reading.Reader", Watched)
    readings = Readings()
    with monkeypatch.context() as impatient:
        impatient.setattr("sayso.web.reading._PATIENCE", 0.0)
        while not looked:  # it may be given up before its turn comes
            with pytest.raises(HTTPException, match="takes too long"):
                readings.read(pages.read_text("Mira Dolan said that it rained. " * 100))
    go_on.set()
    assert readings.read(pages.read_text("Ada Holm said that it rained.")).statements
    assert looked.count("Mira") == 1
    readings.close()


def test_a_text_is_bounded_by_its_words_and_marks() -> None:
    """A hundred thousand characters of prose are read; of brackets each is one."""
    assert attribution.count("He left. " * 11_111) <= MAX_PIECES
    with pytest.raises(HTTPException, match="more than 40,000 words") as told:
        Readings().read(pages.read_text("(" * (MAX_PIECES + 1)))
    assert told.value.status_code == 413


def test_a_limit_counts_each_by_itself_and_fills_up_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("sayso.web.rate_limit.monotonic", lambda: now)
    limit = Limit(2, 30.0)
    assert [limit.wait("a") for _ in range(4)] == [0, 0, 30, 30]
    assert limit.wait("b") == 0
    now = 29.0
    assert limit.wait("a") == pytest.approx(1)
    now = 31.0
    assert [limit.wait("a") for _ in range(2)] == [0, pytest.approx(29)]
