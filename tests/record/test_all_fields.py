"""Every field of a statement corrected, kept, and taken back; names that look like a slip; two people compared."""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result
from record_articles import BRIDGE

from sayso.cli.main import main
from sayso.linking import undo, update
from sayso.record import (
    Correction,
    Query,
    Record,
    RecordError,
    UnknownName,
    add_missed,
    correct,
    correct_all,
    corrections,
    lessons,
    search,
    unattached,
    verify,
)
from sayso.record.agreement import agreement
from sayso.record.connection import MIGRATIONS
from sayso.record.rows import article as article_of

Add = Callable[[Record, str, str], str]
URL = "https://post.example/bridge"
ANN, BOB = "Ann Lund", "Bob Berg"


def ask(record: Record, verb: str, *args: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [verb, str(record.path), *args], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def id_of(record: Record, words: str) -> str:
    (found,) = search(record, Query(words, event=("speech", "state", "none")))
    return str(found.row["id"])


def fields(record: Record, id: str) -> dict[str, object]:
    """All fields of a statement, its actors by name, its spans by their words."""
    version = record.connection.execute("SELECT version FROM statements WHERE permanent = ?", (id,)).fetchone()[0]
    article = article_of(record.connection, version)
    names = {a.id: a.name for a in article.actors}
    (s,) = [s for s in article.statements if s.id == id]
    told = replace(s, id="", corrected=None).to_dict()
    assert all(article.text[x.start : x.end] == x.text for x in (*s.source, *s.cue, *s.content, *s.addressee))
    told |= {role: [names[i] for i in told[role]] for role in ("speakers", "addressees")}
    spans = {role: [x["text"] for x in told[role]] for role in ("source", "cue", "content", "addressee")}
    return {**told, **spans, "via": s.via.span.text if s.via else None}


def mend(record: Record) -> str:
    """Correct all of the denial."""
    id = id_of(record, "money")
    said = Correction(
        ANN, speakers=("Mira Dolan",), addressees=("Pia Strand",), act="warn", negated=True, stance="distancing",
        event="state", sourcing="document", day="March 2024", source=(), cue=("denied that",),
        content=("money was missing",), addressee=("reporters",), via=("The bridge",), parent=id_of(record, "cracks"),
    )  # fmt: skip
    if "The bridge" not in article_text(record):
        said = replace(said, via=("the bridge",))
    correct(record, id, said)
    return id


def article_text(record: Record) -> str:
    return str(record.connection.execute("SELECT text FROM versions WHERE latest ORDER BY id LIMIT 1").fetchone()[0])


def check_mended(record: Record, id: str) -> None:
    told = fields(record, id)
    assert (told["speakers"], told["addressees"]) == (["Mira Dolan"], ["Pia Strand"])
    assert [told[f] for f in ("act", "negated", "stance", "event", "sourcing")] == [
        "warn", True, "distancing", "state", "document",
    ]  # fmt: skip
    assert told["when"] == {"start": "2024-03-01", "end": "2024-03-31", "span": None}
    assert [told[f] for f in ("source", "cue", "content", "addressee")] == [
        [], ["denied that"], ["money was missing"], ["reporters"],
    ]  # fmt: skip
    assert str(told["via"]).casefold() == "the bridge"
    assert told["parent"] == id_of(record, "cracks")
    assert unattached(record) == []
    assert list(verify(record)) == []


def test_every_field_holds_when_it_is_read_again_and_changes(record: Record, add: Add) -> None:
    id = mend(record)
    check_mended(record, id)
    ask(record, "reread", "--all")
    check_mended(record, id)
    add(record, URL, BRIDGE.replace("Harbour commissioner", "It is cold in Lindmere. Harbour commissioner"))
    check_mended(record, id)
    (lesson,) = lessons(record)
    (told,) = lesson["attributions"]
    assert (told["event"], told["when"], told["addressees"]) == (
        "state", ["2024-03-01", "2024-03-31"], [{"names": ["Pia Strand"]}],
    )  # fmt: skip
    assert all(lesson["text"][start:end] for f in ("addressee", "via", "parent") for start, end in told[f])
    assert {one["by"] for one in told["judged"]} == {ANN}


def test_what_is_taken_back_is_as_it_was_read(record: Record) -> None:
    id = id_of(record, "money")
    before = fields(record, id)
    mend(record)
    assert fields(record, id) != before
    made = undo.undo(record, ANN)
    assert (made.statements, "act" in made.fields) == ((id,), True)
    assert fields(record, id) == before
    assert search(record, Query("money"))[0].row["corrected_by"] is None
    assert all(noted.withdrawn for noted in corrections(record, statement=id))
    assert list(verify(record)) == []
    ask(record, "reread", "--all")
    assert fields(record, id) == before


def test_none_takes_back_what_another_said(record: Record) -> None:
    id = id_of(record, "money")
    correct(record, id, Correction(ANN, act="warn"))
    correct(record, id, Correction(BOB, act="confirm"))
    assert "took back act of" in ask(record, "correct", "--undo", "--by", ANN).stdout
    assert search(record, Query("money"))[0].row["act"] == "confirm"
    assert "has corrected nothing" in ask(record, "correct", "--undo", "--by", ANN, code=1).stderr
    undo.undo(record, BOB)
    assert search(record, Query("money"))[0].row["act"] == "deny"
    assert list(verify(record)) == []


def test_several_are_corrected_and_taken_back_as_one(record: Record) -> None:
    ids = [id_of(record, words) for words in ("money", "cracks")]
    before = [fields(record, id) for id in ids]
    assert correct_all(record, ids, Correction(ANN, speakers=("Pia Strand",))) == ids
    assert [fields(record, id)["speakers"] for id in ids] == [["Pia Strand"]] * 2
    undo.undo(record, ANN)
    assert [fields(record, id) for id in ids] == before
    with pytest.raises(RecordError, match="holds no statement"):
        correct_all(record, [*ids, "s000000000"], Correction(ANN, act="warn"))
    assert [fields(record, id) for id in ids] == before


def test_what_was_added_goes_and_comes_again_with_its_id(record: Record) -> None:
    missed = Correction(ANN, cue=("stays",), content=("shut",))
    id = add_missed(record, URL, missed)
    correct(record, id, Correction(BOB, act="announce"))
    with pytest.raises(RecordError, match=f"{BOB} corrected the statement"):
        undo.undo(record, ANN)
    undo.undo(record, BOB)
    undo.undo(record, ANN)
    assert id not in [found.row["id"] for found in search(record, Query(limit=100))]
    assert "taken back by who added it" in ask(record, "correct", id, "--by", ANN, "--act", "warn", code=1).stderr
    assert list(verify(record)) == []
    assert add_missed(record, URL, missed) == id
    assert list(verify(record)) == []


def test_another_that_was_added_meanwhile_stays_apart(record: Record) -> None:
    add_missed(record, URL, Correction(ANN, cue=("stays",), content=("shut",)))
    add_missed(record, URL, Correction(BOB, cue=("found",), content=("cracks in three pillars",)))
    undo.undo(record, ANN)
    add_missed(record, URL, Correction(ANN, cue=("Bridge",), content=("shut",)))
    assert list(verify(record)) == []


def test_no_statement_comes_to_stand_inside_of_itself(record: Record, add: Add) -> None:
    add(record, "https://post.example/dam", "Dam\n\nTomas Ruud said that Ada Holm had warned that the dam would break.")
    (outer,) = [f.row["id"] for f in search(record, Query(by="Ruud", about="warned"))]
    inner = next(f.row["id"] for f in search(record, Query(by="Holm", about="dam")))
    assert fields(record, inner)["parent"] == outer
    correct(record, inner, Correction(ANN, parent=""))
    correct(record, outer, Correction(BOB, parent=inner))
    undo.undo(record, ANN)
    assert (fields(record, inner)["parent"], fields(record, outer)["parent"]) == (None, inner)
    undo.undo(record, BOB)
    assert fields(record, outer)["parent"] is None
    assert list(verify(record)) == []


def test_actors_are_merged_and_the_merges_taken_back_as_one(record: Record) -> None:
    update(record)
    rows = json.loads(ask(record, "actors", "--format", "json").stdout)
    one, two, three = (row["id"] for row in rows[:3])
    ask(record, "actors", "--merge", one, two, "--merge", one, three, "--by", ANN)
    ask(record, "actors", "--edit", one, "--rename", "M. Dolan", "--by", ANN)
    assert len(json.loads(ask(record, "actors", "--format", "json").stdout)) == len(rows) - 2
    assert "name of" in ask(record, "correct", "--undo", "--by", ANN).stdout
    assert "is also" in ask(record, "correct", "--undo", "--by", ANN).stdout
    assert json.loads(ask(record, "actors", "--format", "json").stdout) == rows
    assert list(verify(record)) == []


@pytest.mark.parametrize(
    ("given", "near"),
    [("Mira Dolna", "Mira Dolan"), ("Dolan", "Mira Dolan"), ("Tomas Rudd", "Tomas Ruud"), ("mira  dolan", ""),
     ("Pia Strand", ""), ("Mira Dolan’s aunt", "")],
)  # fmt: skip
def test_a_name_that_looks_like_a_slip_is_asked_about(record: Record, given: str, near: str) -> None:
    update(record)
    id = id_of(record, "money")
    said = Correction(ANN, speakers=(" ".join(given.split()),))
    if near:
        with pytest.raises(UnknownName) as told:
            correct(record, id, said)
        assert (told.value.given, told.value.nearest) == (given, (near,))
        assert "--new-name" in ask(record, "correct", id, "--by", ANN, "--speaker", given, code=1).stderr
    correct(record, id, replace(said, new_names=bool(near)))
    assert str(fields(record, id)["speakers"]).casefold() == str([" ".join(given.split())]).casefold()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Correction(ANN, day="5/3/2024"), "may be 5 March or 3 May"),
        (Correction(ANN, parent="ID"), "is this one"),
        (Correction(ANN, cue=()), "words of its cue"),
        (Correction(ANN, via=("no such",)), "not in the article's text"),
    ],
)
def test_what_cannot_be_is_told(record: Record, said: Correction, told: str) -> None:
    id = id_of(record, "money")
    with pytest.raises(RecordError, match=told):
        correct(record, id, replace(said, parent=id) if said.parent else said)
    assert corrections(record, statement=id) == []


def test_who_lets_stand_what_they_see_says_it(record: Record) -> None:
    ids = [id_of(record, words) for words in ("money", "cracks", "ice")]
    correct(record, ids[0], Correction(ANN, act="accuse"))
    correct_all(record, ids[1:], Correction(ANN, wrong=False))
    correct(record, ids[0], Correction(BOB, act="deny", speakers=("Pia Strand",)))
    correct(record, ids[1], Correction(BOB, wrong=False))
    correct(record, ids[2], Correction(BOB, wrong=True))
    found = agreement(record)
    told = {f.field: (f.statements, f.agreement, f.alpha) for f in found.fields}
    assert found.people == (ANN, BOB)
    assert (told["statement"][:2], told["act"][:2]) == ((3, 0.6667), (2, 0.5))
    assert told["stance"] == (2, 1.0, None)
    # By hand: half of what is said differs; by chance 10 of 12 pairs of accuse, deny, assert and assert would.
    assert told["act"][2] == pytest.approx(1 - (2 / 4) / (10 / 12))
    assert {(d.statement, d.field) for d in found.disagreements} == {
        (ids[0], "act"), (ids[0], "speakers"), (ids[2], "statement"),
    }  # fmt: skip
    shown = ask(record, "correct", "--agreement", "--format", "table").stdout
    assert f"#{ids[0]} {ANN}: accuse; {BOB}: deny" in " ".join(shown.split())
    undo.undo(record, BOB)
    assert {d.field for d in agreement(record).disagreements} == {"act", "speakers"}


def test_corrections_of_an_older_record_are_sets_that_can_be_taken_back(record: Record) -> None:
    id = id_of(record, "money")
    correct(record, id, Correction(ANN, act="warn", stance="distancing"))
    version = len(MIGRATIONS)
    record.close()
    # As it was before: the migration's tables and columns gone.
    old = sqlite3.connect(record.path, isolation_level=None)
    names = [name for name, _ in MIGRATIONS]
    assert "correcting.sql" in names
    old.executescript(
        """
        DROP INDEX corrections_by_set; DROP INDEX actor_corrections_by_set; DROP INDEX actor_edits_by_set;
        ALTER TABLE corrections DROP COLUMN correction_set;
        DROP INDEX corrections_unattached;
        ALTER TABLE corrections DROP COLUMN withdrawn;
        CREATE INDEX corrections_unattached ON corrections (anchor) WHERE NOT attached;
        ALTER TABLE actor_corrections DROP COLUMN correction_set;
        ALTER TABLE actor_edits DROP COLUMN correction_set;
        ALTER TABLE actor_edits DROP COLUMN withdrawn;
        DROP TABLE correction_sets;
        """
    )
    old.execute(f"PRAGMA user_version = {names.index('correcting.sql')}")
    old.close()
    again = Record(record.path)
    assert again.connection.execute("PRAGMA user_version").fetchone()[0] == version
    assert list(verify(again)) == []
    assert undo.undo(again, ANN).fields == ("act", "stance")
    assert search(again, Query("money"))[0].row["act"] == "deny"
    again.close()
