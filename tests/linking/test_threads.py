"""Threads: what reports one utterance comes together, and what does not stays apart."""

from collections.abc import Callable
from pathlib import Path

from labelled_threads import f1, labelled, tied

from sayso.linking import like, thread_of, threads, update
from sayso.record import Query, Record, search

Add = Callable[[Record, str, str], str]
STORY = """Bridge stays shut

Harbour commissioner Mira Dolan told reporters on Friday that the bridge would stay shut until the pillars were \
mended. “We found cracks in three pillars, and nobody will cross them while I am here,” she said."""


def test_labelled_pairs(tmp_path: Path) -> None:
    assert f1(tied(tmp_path, labelled())) >= 85


def test_a_copy_that_came_before_its_original_is_in_its_threads(tmp_path: Path, add: Add) -> None:
    record = Record(tmp_path / "news.db", new=True)
    add(record, "https://mirror.example/1", STORY)
    update(record)
    add(record, "https://first.example/1", STORY)
    record.connection.execute("UPDATE versions SET published = '2026-03-12' WHERE article = 2")
    update(record)
    (quoted,) = [f for f in search(record, Query("cracks")) if f.row["article"] == 1]
    found = thread_of(record, quoted.row["id"])
    assert found is not None
    assert [r.article for r in found.reports] == ["https://first.example/1", "https://mirror.example/1"]
    assert (found.articles, found.independent) == (2, 1)
    assert found.reports[1].repeats == "https://first.example/1"
    record.close()


def test_what_stands_in_one_article_alone_is_no_thread(record: Record) -> None:
    update(record)
    assert threads(record, Query()) == []


def test_statements_are_found_by_what_they_mean(record: Record) -> None:
    update(record)
    (first, _), *_ = like(record, "the crossing remains closed", Query())
    assert first.row["content"].endswith("the bridge would stay shut")
    assert like(record, "the bridge is closed", Query(by="Ada Holm")) == []
