"""Corrections: what a person says wins, stays, and finds its statement again."""

import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from record_articles import BRIDGE

from sayso import Statement
from sayso.cli.main import main
from sayso.record import Query, Record, changes, search, verify
from sayso.record.anchors import Anchor

Add = Callable[[Record, str, str], str]
URL = "https://post.example/bridge"
BY = ("--by", "Ira Lund")


def correct(record: Record, *args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["correct", str(record.path), *map(str, args)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def listed(record: Record, *args: object) -> Any:
    return json.loads(correct(record, *args, "--format", "json").stdout)


def said(record: Record, content: str) -> dict[str, Any]:
    """The one statement whose content begins so."""
    (row,) = [f.row for f in search(record, Query(limit=100)) if f.row["content"].startswith(content)]
    return row


def exported(record: Record, content: str) -> tuple[Statement, list[str]]:
    """The statement as it is exported, and the names of its speakers."""
    for article in record.articles():
        names = {a.id: a.name for a in article.actors}
        for s in article.statements:
            assert all(article.text[x.start : x.end] == x.text for x in (*s.source, *s.cue, *s.content))
            if s.content[0].text.startswith(content):
                return s, [names[i] for i in s.speakers]
    raise AssertionError(content)


def test_what_a_person_says_is_found_and_exported_and_tells_who(record: Record) -> None:
    number = said(record, "that money")["id"]
    correct(record, number, *BY, "--why", "heard it", "--speaker", "MIRA dolan", "--speaker", "Pia Strand")
    correct(record, number, *BY, "--act", "accuse", "--negated", "--stance", "distancing")
    row = said(record, "that money")
    assert (row["id"], row["speakers"], row["act"], row["negated"]) == (number, "Mira Dolan; Pia Strand", "accuse", 1)
    assert [f.row["id"] for f in search(record, Query(by="Pia Strand"))] == [number]
    assert search(record, Query(by="Ruud")) == []
    statement, names = exported(record, "that money")
    assert names == ["Mira Dolan", "Pia Strand"]
    assert statement.corrected is not None
    assert (statement.corrected.by, statement.corrected.why) == ("Ira Lund", None)
    assert (statement.stance, statement.sourcing) == ("distancing", "named")
    assert list(verify(record)) == []


def test_what_was_read_stays_beside_it(record: Record) -> None:
    before, names = exported(record, "that money")
    row = said(record, "that money")
    correct(record, row["id"], *BY, "--speaker", "Pia Strand", "--content", "money was missing")
    correct(record, row["id"], *BY, "--no-speaker")
    kept = record.connection.execute("SELECT machine FROM corrected WHERE statement = ?", (row["number"],)).fetchone()
    assert Statement.from_dict(json.loads(kept["machine"])) == before
    assert names == ["Tomas Ruud"]
    assert said(record, "money was")["speakers"] is None
    assert record.connection.execute("SELECT 1 FROM actors WHERE name = 'Pia Strand'").fetchall() == []


def test_words_are_those_nearest_to_the_statement(record: Record, add: Add) -> None:
    text = "Ice\n\nAda Holm said the ice was thin.\n\nTom Ek walked home. Ada Holm said the ice was thin, he added."
    add(record, "https://post.example/ice", text)
    rows = [f.row for f in search(record, Query(about="ice", outlet="post")) if f.row["title"] == "Ice"]
    last = max(rows, key=lambda r: r["number"])
    correct(record, last["id"], *BY, "--content", "ice was thin")
    start = record.connection.execute(
        "SELECT start FROM spans WHERE statement = ? AND role = 'content'", (last["number"],)
    ).fetchone()[0]
    assert start == text.rindex("ice was thin")


def test_words_change_the_kind(record: Record) -> None:
    row = said(record, "“We found")
    assert row["kind"] == "direct"
    correct(record, row["id"], *BY, "--content", "that the bridge would stay shut. “We found cracks")
    row = said(record, "that the bridge would stay shut. “We")
    assert (row["kind"], row["corrected_by"]) == ("mixed", "Ira Lund")


def test_what_is_wrong_is_shown_nowhere_but_kept(record: Record) -> None:
    number = said(record, "that money")["id"]
    correct(record, number, *BY, "--wrong")
    assert search(record, Query("money")) == []
    assert all("money" not in s.content[0].text for a in record.articles() for s in a.statements)
    assert record.connection.execute("SELECT statements FROM article_view WHERE url = ?", (URL,)).fetchone()[0] == len(
        next(a for a in record.articles() if a.url == URL).statements
    )
    assert record.connection.execute("SELECT 1 FROM statements WHERE permanent = ?", (number,)).fetchone()
    correct(record, number, *BY, "--not-wrong")
    assert said(record, "that money")["id"] == number
    assert list(verify(record)) == []


def test_what_stands_in_a_wrong_one_stands_by_itself(record: Record, add: Add) -> None:
    add(record, "https://post.example/dam", "Dam\n\nTomas Ruud said that Ada Holm had warned that the dam would break.")
    outer, inner = said(record, "Ada Holm had"), said(record, "that the dam")
    assert inner["parent"] == outer["id"]
    correct(record, outer["id"], *BY, "--wrong")
    assert said(record, "that the dam")["parent"] is None
    assert exported(record, "that the dam")[0].parent is None
    correct(record, outer["id"], *BY, "--not-wrong")
    assert said(record, "that the dam")["parent"] == outer["id"]


def test_a_correction_keeps_the_contract(record: Record) -> None:
    correct(record, said(record, "that money")["id"], *BY, "--speaker", "Pia Strand")
    correct(record, "--article", URL, "--missed", "--cue", "stays", "--content", "shut", *BY)
    result = CliRunner().invoke(main, ["export", str(record.path)], catch_exceptions=False)
    schema = json.loads((files("sayso") / "record.schema.json").read_text("utf8"))
    for line in result.stdout.splitlines():
        jsonschema.validate(json.loads(line), schema)
    assert '"by": "Ira Lund"' in result.stdout


def test_what_was_missed_is_added(record: Record) -> None:
    missed = ("--article", URL, "--missed", "--cue", "stays", "--content", "shut", "--speaker", "Tomas Ruud")
    told = correct(record, *missed, "--source", "Bridge", *BY).stdout
    row = said(record, "shut")
    assert told == f"added statement {row['id']}\n"
    assert (row["speakers"], row["source"], row["confidence"]) == ("Tomas Ruud", "Bridge", 1.0)
    statement, _ = exported(record, "shut")
    assert statement.id == row["id"]
    article = next(a for a in record.articles() if a.url == URL)
    assert article.statements[0].id == row["id"]  # in the order of the cues
    correct(record, row["id"], *BY, "--act", "announce")
    assert said(record, "shut")["act"] == "announce"
    assert said(record, "shut")["id"] == row["id"]
    assert "has this cue: correct that one" in correct(record, *missed, *BY, code=1).output
    assert list(verify(record)) == []


def test_the_history_is_every_correction_and_the_last_wins(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    number = said(record, "that money")["id"]
    correct(record, number, *BY, "--act", "warn", "--why", "a slip")
    correct(record, number, "--by", "Ola Berg", "--act", "confirm", "--source", "Tomas Ruud")
    told = [(c["field"], c["value"], c["by"], c["why"]) for c in listed(record, number, "--history")]
    assert told == [
        ("act", "warn", "Ira Lund", "a slip"),
        ("act", "confirm", "Ola Berg", None),
        ("source", "Tomas Ruud", "Ola Berg", None),
    ]
    assert said(record, "that money")["act"] == "confirm"
    assert len(listed(record, "--article", URL, "--history")) == 3
    rows = [line.split() for line in correct(record, number, "--history", "--format", "table").stdout.splitlines()]
    assert (rows[2][:4], rows[2][4][:2], rows[2][-4:]) == (
        ["act", "confirm", "Ola", "Berg"],
        "20",
        ["“denied”", "in", "https://post.example/bridge", f"#{number}"],
    )


def test_corrections_move_into_the_next_version(record: Record, add: Add) -> None:
    correct(record, said(record, "that money")["id"], *BY, "--speaker", "Pia Strand", "--content", "money was missing")
    correct(record, said(record, "“We found")["id"], *BY, "--wrong")
    correct(record, "--article", URL, "--missed", "--cue", "stays", "--content", "shut", *BY)
    moved = BRIDGE.replace("Harbour commissioner", "It is cold in Lindmere, and it snows. Harbour commissioner")
    assert add(record, URL, moved) == "changed"
    assert said(record, "money was")["speakers"] == "Pia Strand"
    assert said(record, "shut")["cue"] == "stays"
    assert [f.row["content"] for f in search(record, Query("cracks"))] == []
    assert listed(record, "--unattached") == []
    assert list(verify(record)) == []
    assert [c.edits.statements for c in changes(record, URL)] == [()]


def test_what_finds_no_statement_waits_for_the_next_version(
    record: Record, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    correct(record, said(record, "that money")["id"], *BY, "--speaker", "Pia Strand")
    correct(record, said(record, "that money")["id"], *BY, "--speaker", "Ola Berg")
    correct(record, "--article", URL, "--missed", "--cue", "stays", "--content", "shut", *BY)
    add(record, URL, BRIDGE.replace("Tomas Ruud denied that money was missing.", "").replace("Bridge stays", "Closed"))
    waiting = listed(record, "--unattached")
    assert {(c["field"], c["value"], c["statement"], c["attached"]) for c in waiting} == {
        ("speakers", "Ola Berg", None, False),
        ("missed", "true", None, False),
        ("content", "shut", None, False),
    }
    assert {c["key"] for c in waiting} == {URL}
    shown = correct(record, "--unattached", "--format", "table").stdout.splitlines()
    assert [line.split()[:3] for line in shown if "Ola Berg" in line] == [["speakers", "Ola", "Berg"]]
    assert all("unattached" in line and line.endswith("(none)") for line in shown[1:])
    add(record, URL, BRIDGE + " It snows.")
    assert said(record, "that money")["speakers"] == "Ola Berg"
    assert said(record, "shut")["cue"] == "stays"
    assert listed(record, "--unattached") == []
    assert list(verify(record)) == []


def test_what_was_changed_back_is_found_again(record: Record, add: Add) -> None:
    correct(record, said(record, "that money")["id"], *BY, "--act", "warn", "--content", "money was missing")
    add(record, URL, BRIDGE.replace(" she said.\n\nTomas Ruud", " she said. It was late.\n\nWilly Tomas Ruud"))
    add(record, URL, BRIDGE.replace("was missing.", "was missing. It snows in the hills above the harbour."))
    add(record, URL, BRIDGE.replace("pillars,” she said.\n\n", "pillars,” she said at last, and she left. "))
    add(record, URL, BRIDGE)
    assert said(record, "money was")["act"] == "warn"
    assert listed(record, "--unattached") == []


def test_a_part_that_finds_its_words_no_more_waits_alone(record: Record, add: Add) -> None:
    correct(record, said(record, "that money")["id"], *BY, "--act", "warn", "--content", "money was missing")
    add(record, URL, BRIDGE.replace("that money was missing.", "that any money was lost."))
    assert [c["field"] for c in listed(record, "--unattached")] == ["content"]
    (row,) = [f.row for f in search(record, Query(by="Ruud"))]
    assert (row["act"], "any money" in row["content"]) == ("warn", True)


def test_what_is_wrong_and_not_read_any_more_waits_for_nobody(record: Record, add: Add) -> None:
    correct(record, said(record, "that money")["id"], *BY, "--cue", "found", "--wrong")
    record.connection.execute("UPDATE corrections SET attached = 0")
    add(record, URL, BRIDGE + " It snows.")
    assert listed(record, "--unattached") == []


def test_removing_an_article_takes_its_corrections(record: Record) -> None:
    correct(record, said(record, "that money")["id"], *BY, "--speaker", "Pia Strand")
    record.remove(URL)
    for table in ("anchors", "corrections", "corrected"):
        assert record.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    assert list(verify(record)) == []


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("1", "--act", "warn"), 2, "--by NAME"),
        (("1", "--by", " ", "--act", "warn"), 2, "is empty"),
        (("1", *BY), 2, "say what is to be corrected"),
        (("1", *BY, "--why", "x"), 2, "say what is to be corrected"),
        (("1", *BY, "--speaker", "A B", "--no-speaker"), 2, "choose one"),
        (BY, 2, "give a STATEMENT"),
        (("1", "--missed", "--article", URL, *BY), 2, "give a STATEMENT"),
        (("--article", URL, "--act", "warn", *BY), 2, "give a STATEMENT"),
        (("--article", URL, "--missed", "--cue", "stays", *BY), 2, "--missed needs"),
        (("--unattached", "--history"), 2, "only print"),
        (("1", "--history", "--act", "warn"), 2, "only print"),
        (("--history",), 2, "give one of them"),
        (("999", "--act", "warn", *BY), 1, "holds no statement 999"),
        (("DENIED", "--content", "no such words", *BY), 1, "these words are not in the article's text"),
        (("--article", "x", "--missed", "--cue", "a", "--content", "b", *BY), 1, "holds no article 'x'"),
        (("--article", "x", "--history"), 1, "holds no article 'x'"),
        (("DENIED", "--speaker", "\udcff", *BY), 1, "no valid Unicode"),
    ],
)
def test_what_cannot_be_is_told_in_a_line(record: Record, args: tuple[str, ...], code: int, told: str) -> None:
    before = list(record.connection.iterdump())
    denied = said(record, "that money")["id"]
    args = tuple(denied if a == "DENIED" else a for a in args)
    assert told in correct(record, *args, code=code).stderr
    assert list(record.connection.iterdump()) == before


def test_what_is_gone_is_not_corrected(record: Record, add: Add) -> None:
    number = said(record, "that money")["id"]
    add(record, URL, BRIDGE.replace("Tomas Ruud denied that money was missing.", "It snows."))
    assert f"{number} is gone from {URL}: cut by its outlet" in (
        correct(record, number, *BY, "--act", "warn", code=1).stderr
    )


@pytest.mark.parametrize("text", ["The mayor said no.", "She said that Mayor Holt said on Friday that it was done"])
def test_a_short_quote_in_other_words_is_not_taken_for_it(text: str) -> None:
    old = "“It is safe,” Mayor Ina Holt said at the site on Monday."
    start = old.index("said")
    assert Anchor.of(old, start, start + 4).find(text) is None


TEXTS = st.text(st.sampled_from("ab .\n“é🙂"), max_size=200) | st.text(max_size=200)


@settings(deadline=None)  # a busy machine
@given(TEXTS, TEXTS, TEXTS, st.data())
def test_an_anchor_finds_its_quote_where_it_moved(before: str, quote: str, after: str, data: st.DataObject) -> None:
    assume(quote)
    text = before + quote + after
    start, end = len(before), len(before) + len(quote)
    anchor = Anchor.of(text, start, end)
    low, high = start - len(anchor.prefix), end + len(anchor.suffix)
    # An edit that ends before the neighbourhood, or begins after it.
    first, last = data.draw(st.sampled_from([(0, low), (high, len(text))]))
    cut = sorted((data.draw(st.integers(first, last)), data.draw(st.integers(first, last))))
    inserted = data.draw(TEXTS)
    edited = text[: cut[0]] + inserted + text[cut[1] :]
    moved = start + (len(inserted) - (cut[1] - cut[0]) if last == low else 0)
    found = anchor.find(edited)
    assert found is not None
    assert edited[found.start : found.end] == found.exact == quote
    around = text[low:high]
    assert edited[found.start - (start - low) :].startswith(around)
    if edited.find(around) == edited.rfind(around):
        assert (found.start, found.end) == (moved, moved + len(quote))
