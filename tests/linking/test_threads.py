"""Threads: what reports one utterance comes together, and what does not stays apart."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from labelled_threads import labelled, tied

from sayso.linking import like, thread_of, threads, update
from sayso.linking.thread_clustering import clusters
from sayso.linking.utterance_similarity import Said, quoted_part
from sayso.record import Query, Record, search
from sayso.record.threads import Pair

Add = Callable[[Record, str, str], str]
STORY = """Bridge stays shut

Harbour commissioner Mira Dolan told reporters on Friday that the bridge would stay shut until the pillars were \
mended. “We found cracks in three pillars, and nobody will cross them while I am here,” she said."""


def test_labelled_pairs(tmp_path: Path) -> None:
    found = tied(tmp_path, labelled())
    assert found["right"] >= 55
    assert found["wrong"] <= 5


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


CLAIMS = """Ferries stop

Ferry director Ola Brandt said on Friday: “The crossing stops tonight because two of the engines are beyond repair, \
and I cannot ask anybody to sail like that.”"""
SHORTER = """Two engines beyond repair

Ferry director Ola Brandt claimed on Friday that “two of the engines are beyond repair.”"""


def test_a_thread_tells_what_each_cut_and_how_the_writer_stands_to_it(tmp_path: Path, add: Add) -> None:
    record = Record(tmp_path / "news.db", new=True)
    add(record, "https://first.example/1", CLAIMS)
    add(record, "https://second.example/1", SHORTER)
    update(record)
    (found,) = threads(record, Query("engines"))
    full, short = found.reports
    assert found.fullest == full.statement
    assert full.cut == ()
    assert short.cut == ("The crossing stops tonight because", "and I cannot ask anybody to sail like that")
    assert (full.stance, short.stance) == ("neutral", "distancing")
    assert found.stances
    record.close()


def test_loose_threads_have_what_is_less_sure(tmp_path: Path, add: Add) -> None:
    record = Record(tmp_path / "news.db", new=True)
    add(record, "https://first.example/1", CLAIMS)
    add(record, "https://second.example/1", SHORTER)
    update(record)
    record.connection.execute("DELETE FROM thread_statements")
    record.connection.execute("UPDATE same_utterances SET score = 0.4")
    assert threads(record, Query()) == []
    (found,) = threads(record, Query("engines"), loose=True)
    assert (found.loose, found.id, found.articles) == (True, None, 2)
    assert [r.chance for r in found.reports] == [0.4, 0.4]
    record.close()


def test_a_chain_of_pairs_is_no_thread() -> None:
    chain = [Pair(1, 2, 0.9), Pair(2, 3, 0.8), Pair(3, 4, 0.7)]
    assert clusters(chain, {1: 1, 2: 2, 3: 3, 4: 4}, 0.6) == [{1, 2}, {3, 4}]
    every = [*chain, Pair(1, 3, 0.7), Pair(1, 4, 0.7), Pair(2, 4, 0.7)]
    assert clusters(every, {1: 1, 2: 2, 3: 3, 4: 4}, 0.6) == [{1, 2, 3, 4}]
    assert clusters([Pair(1, 2, 0.9), Pair(2, 3, 0.8)], {1: 1, 2: 2, 3: 1}, 0.6) == [{1, 2, 3}]


@pytest.mark.parametrize(
    ("cue", "content", "habitual", "denied"),
    [
        ("has repeatedly called for", "a new pier", True, False),
        ("said on Friday", "there has always been a pier", False, False),
        ("has yet to endorse", "the pier", True, True),
        ("said", "the pier would never open", False, True),
    ],
)
def test_what_is_told_of_no_one_occasion_and_what_is_denied(
    cue: str, content: str, habitual: bool, denied: bool
) -> None:
    said = Said(
        1, 1, False, "Ola Brandt", cue, content, "", (0, 0), "indirect", "assert", False, False, False, frozenset(),
        frozenset(), frozenset(), np.zeros((1, 384), np.float32), None, None,
    )  # fmt: skip
    assert (said.habitual, said.denied) == (habitual, denied)


def test_only_what_stands_in_marks_is_quoted() -> None:
    assert quoted_part("that “the pier” was ''old'' and \"wet\"") == "the pier … old … wet"
    assert quoted_part("that the captains' pier was old") == ""
