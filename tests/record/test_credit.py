"""Credit in a record: kept, found by, overruled by a person; and a record that was made before it was there."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from credited_articles import TEXT, UNKNOWN, credited_article
from record_articles import as_read, page_of

from sayso import Reader
from sayso.cli.main import main
from sayso.record import Query, Record, search, verify

EARLIER = Path(__file__).with_name("earlier") / "before-credit.db.gz"  # `sayso add` and `correct` made it, at 262dadf
URL = "https://post.example/quay"


@pytest.fixture
def quay(tmp_path: Path, reader: Reader) -> Iterator[Record]:
    made = Record(tmp_path / "quay.db", new=True)
    made.add(made.begin("test", reader.engine), page_of(TEXT, URL), credited_article(URL))
    yield made
    made.close()


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    path = tmp_path / "earlier.db"
    path.write_bytes(gzip.decompress(EARLIER.read_bytes()))
    return path


def run(*args: object) -> Result:
    return CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)


def rows(record: Record, **query: Any) -> list[tuple[Any, ...]]:
    found = search(record, Query(**query))
    return sorted((f.row["content"], f.row["speakers"], f.row["credit"], f.row["candidates"]) for f in found)


SURE = ("the quay would close", "Ada Holm", 0.96, None)
LIKELY = ("it would not", "Ivo Marsh", 0.71, "Ada Holm (.20)")
OPEN = ("nothing was settled", None, None, "Ada Holm (.55); Ivo Marsh (.30)")


def test_a_record_gives_back_what_was_read(quay: Record) -> None:
    (article,) = quay.articles()
    assert as_read(article).statements == credited_article(URL).statements
    assert rows(quay) == sorted([SURE, LIKELY, OPEN])
    assert list(verify(quay)) == []


def test_who_only_may_have_said_it_is_nobody_who_did(quay: Record) -> None:
    assert rows(quay, by="Ada Holm") == [SURE]
    assert rows(quay, by="Ivo Marsh") == [LIKELY]


@pytest.mark.parametrize(("least", "found"), [(0.7, [LIKELY, SURE]), (0.72, [SURE]), (0.97, [])])
def test_statements_are_found_by_how_sure_their_speakers_are(quay: Record, least: float, found: list[Any]) -> None:
    assert rows(quay, min_credit=least) == found
    told = run("search", quay.path, "--min-credit", least, "--nl").stdout.splitlines()
    assert sorted(json.loads(line)["content"] for line in told) == [f[0] for f in found]


def test_who_a_person_named_needs_no_probability(quay: Record) -> None:
    number = {f.row["content"]: f.row["id"] for f in search(quay, Query())}
    assert (
        run("correct", quay.path, number["nothing was settled"], "--by", "ann", "--speaker", "Ivo Marsh").exit_code == 0
    )
    assert run("correct", quay.path, number["it would not"], "--by", "ann", "--act", "deny").exit_code == 0
    named = ("nothing was settled", "Ivo Marsh", None, None)
    assert rows(quay) == sorted([SURE, LIKELY, named])
    assert rows(quay, min_credit=0.99) == [named]
    assert list(verify(quay)) == []


def test_a_person_sees_who_it_may_be_in_what_is_listed(quay: Record) -> None:
    for verb in ("search", "sample"):
        table = run(verb, quay.path, "--format", "table").stdout
        assert f"    {UNKNOWN}\n" in table
        assert "Ivo Marsh (.71)  " in table
        assert "Ada Holm (.96)" not in table
        listed = list(csv.DictReader(io.StringIO(run(verb, quay.path, "--csv").stdout)))
        assert {(r["credit"], r["candidates"]) for r in listed} >= {("0.71", "Ada Holm (.20)"), ("", OPEN[3])}


def test_without_text_no_word_that_leads_to_a_name_is_told(quay: Record) -> None:
    (line,) = run("export", quay.path, "--no-text").stdout.splitlines()
    ways = [x for s in json.loads(line)["statements"] for c in (*s["credit"], *s["candidates"]) for x in c["way"]]
    assert len(ways) == 10
    assert {x["text"] for x in ways} == {""}


def test_what_leads_to_a_name_is_checked_against_the_text(quay: Record) -> None:
    quay.connection.execute("UPDATE credit SET way = '[[0, 9999]]' WHERE role = 'candidate' AND position = 1")
    (line,) = verify(quay)
    assert "candidate's way lies outside of the text" in line


def test_an_article_that_is_taken_out_leaves_no_credit(quay: Record) -> None:
    assert run("remove", quay.path, URL).exit_code == 0
    assert quay.connection.execute("SELECT count(*) FROM credit").fetchone()[0] == 0
    assert list(verify(quay)) == []


def test_a_record_of_yesterday_opens_with_all_of_it_and_says_so_once(earlier: Path) -> None:
    result = run("search", earlier, "--nl")
    assert [line for line in result.stderr.splitlines() if line] == [
        f"sayso: {earlier}: 1 article was read before credit, so no name tells how likely it is:"
        f" `sayso reread {earlier}` brings that"
    ]
    found = {r["content"]: r for r in map(json.loads, result.stdout.splitlines())}
    assert {r["speakers"] for r in found.values()} == {"Ada Holm", "Pia Strand", "experts"}
    assert {r["credit"] for r in found.values()} == {None}
    assert found["that money was missing"]["corrected_by"] == "Ira Lund"
    assert run("verify", earlier).stdout == f"{earlier}: whole\n"
    sure = run("search", earlier, "--min-credit", "0.1", "--nl").stdout.splitlines()
    assert [json.loads(line)["speakers"] for line in sure] == ["Pia Strand"]  # a person said so


def test_reread_brings_credit_to_a_record_of_yesterday(earlier: Path) -> None:
    assert run("reread", earlier).stdout == "1 reread, 0 as they were\n"
    result = run("search", earlier, "--by", "Ada Holm", "--nl")
    assert result.stderr == ""
    assert all(json.loads(line)["credit"] > 0 for line in result.stdout.splitlines())
    (corrected,) = run("search", earlier, "--by", "Pia Strand", "--nl").stdout.splitlines()
    assert json.loads(corrected)["credit"] is None
    assert run("reread", earlier).stdout == "0 reread, 1 as they were\n"
