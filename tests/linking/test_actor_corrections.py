"""What people say of known actors: it stays, whatever is read and linked later."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from told_articles import actor, link, one, tell, why

from sayso.linking import actor_corrections
from sayso.record import Record, RecordError
from sayso.record.connection import writing
from sayso.record.known_actors import resolved


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Record]:
    made = Record(tmp_path / "told.db", new=True)
    yield made
    made.close()


def test_a_merge_stays(empty: Record) -> None:
    tell(empty, "a", actor("Ida Marlund", "person", "singer"))
    tell(empty, "b", actor("Rosa Gray", "person", "singer"))
    link(empty)
    ida, rosa = one(empty, "a", "Ida Marlund"), one(empty, "b", "Rosa Gray")
    assert actor_corrections.merge(empty, ida, rosa, "ada", "her married name") == ida
    tell(empty, "c", actor("Rosa Gray"))
    tell(empty, "b", actor("Rosa Gray", "person", "singer"), actor("Ada Holm"))
    link(empty)
    assert [m.key for m in actor_corrections.explain(empty, rosa)] == ["a", "b", "c"]
    assert resolved(empty.connection, rosa) == ida
    told = why(empty, "b", "Rosa Gray")
    assert (told[:14], told[-18:]) == ("merged by ada,", ": her married name")
    assert [a.id for a in actor_corrections.actors(empty, "gray")] == [actor_corrections.id_of(empty, ida)]


def test_a_merge_holds_whatever_speaks_against_it(empty: Record) -> None:
    tell(empty, "a", actor("Ida Marlund", "person", "singer", gender="female", identifiers={"wikidata": "Q1"}))
    tell(empty, "b", actor("Rosa Gray", "person", "painter", gender="male", identifiers={"wikidata": "Q2"}))
    tell(empty, "c", actor("Rosa Gray", "organization"))
    link(empty)
    actor_corrections.merge(empty, 1, 2, "ada")
    actor_corrections.merge(empty, 1, 3, "ada")
    tell(empty, "b", actor("Rosa Gray", "person", "sculptor", gender="male"))
    tell(empty, "d", actor("Rosa Gray", "person", "driver"))
    link(empty)
    assert [m.key for m in actor_corrections.explain(empty, 1)] == ["a", "b", "c"]


def test_a_name_in_a_new_version_is_who_it_was(empty: Record) -> None:
    for key in ("a", "b"):
        tell(empty, key, actor("Tom Marlund", "person", "striker"))
    link(empty)
    first = one(empty, "a", "Tom Marlund")
    tell(empty, "a", actor("Tom Marlund", "person", "striker", "captain of the team"))
    link(empty)
    assert one(empty, "a", "Tom Marlund") == one(empty, "b", "Tom Marlund") == first
    assert actor_corrections.actors(empty)[0].titles == ("striker", "captain of the team")


def test_merges_follow_the_chain_and_refuse_what_is_none(empty: Record) -> None:
    for n, name in enumerate(("Ida Marlund", "Rosa Gray", "Pia Strand")):
        tell(empty, f"a{n}", actor(name, identifiers={"wikidata": f"Q{n}"}))
    link(empty)
    assert actor_corrections.merge(empty, 1, 2, "ada") == 1
    assert actor_corrections.merge(empty, 3, 2, "ada") == 3
    assert [resolved(empty.connection, n) for n in (1, 2, 3)] == [3, 3, 3]
    for pair in ((1, 2), (3, 3)):
        with pytest.raises(RecordError, match="are one already"):
            actor_corrections.merge(empty, *pair, "ada")
    with pytest.raises(RecordError, match="holds no actor 9"):
        actor_corrections.merge(empty, 1, 9, "ada")
    tell(empty, "later", actor("Rosa Gray", identifiers={"wikidata": "Q1"}))
    link(empty)
    assert one(empty, "later", "Rosa Gray") == 3


def test_a_split_stays_and_the_later_word_wins(empty: Record) -> None:
    tell(empty, "a", actor("Tom Marlund", "person", "policeman"), actor("Ada Holm"))
    tell(empty, "b", actor("Tom Marlund"), actor("Pia Strand"))
    link(empty)
    first = one(empty, "a", "Tom Marlund")
    second = actor_corrections.split(empty, first, "b", "ada", "his son")
    assert one(empty, "b", "Tom Marlund") == second != first
    assert why(empty, "b", "Tom Marlund").startswith("split off by ada, ")
    tell(empty, "b", actor("Marlund", "person", "baker"), actor("Ada Holm"))
    tell(empty, "c", actor("Tom Marlund", "person", "policeman"))
    tell(empty, "d", actor("Tom Marlund"), actor("Pia Strand"))
    link(empty)
    assert one(empty, "b", "Marlund") == second
    assert one(empty, "c", "Tom Marlund") == first
    assert one(empty, "d", "Tom Marlund") == first
    actor_corrections.merge(empty, first, second, "ada")
    link(empty)
    assert one(empty, "b", "Marlund") == first
    third = actor_corrections.split(empty, first, "b", "ada")
    with writing(empty.connection, empty.path):
        empty.connection.execute("INSERT OR IGNORE INTO unlinked SELECT id FROM articles")
    link(empty)
    assert one(empty, "b", "Marlund") == third not in (first, second)


def test_a_split_refuses_what_is_none(empty: Record) -> None:
    tell(empty, "a", actor("Tom Marlund"), actor("Ida Marlund"))
    link(empty)
    with pytest.raises(RecordError, match="nothing to split"):
        actor_corrections.split(empty, 1, "a", "ada")
    with pytest.raises(RecordError, match="no article 'b' names actor a"):
        actor_corrections.split(empty, 1, "b", "ada")
    with pytest.raises(RecordError, match="no valid Unicode"):
        actor_corrections.split(empty, 1, "a\ud800", "ada")
    actor_corrections.merge(empty, 1, 2, "ada")
    assert actor_corrections.split(empty, 1, "a", "ada") == one(empty, "a", "Ida Marlund") == 3


def test_what_was_said_of_an_article_that_is_taken_out_goes_with_it(empty: Record) -> None:
    for key in ("a", "b"):
        tell(empty, key, actor("Tom Marlund"))
    link(empty)
    split = actor_corrections.split(empty, 1, "b", "ada")
    empty.remove("b")
    link(empty)
    assert empty.connection.execute("SELECT count(*) FROM actor_corrections").fetchone()[0] == 0
    assert actor_corrections.explain(empty, split) == []
