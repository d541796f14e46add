"""`sayso actors`: what it lists and explains, and what it says of bad input."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from record_articles import BRIDGE, FERRY

from sayso.cli.main import main

PILLARS = """Pillars

Mira Dolan said on Monday that the repairs would take a year. Ada Holm agreed."""
URL = "https://post.example"


def run(*args: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def listed(record: Path, *args: str) -> dict[str, tuple[str, int, int]]:
    """Id, articles and statements by name."""
    rows = json.loads(run("actors", record, *args, "--format", "json").stdout)
    return {row["name"]: (row["id"], row["articles"], row["statements"]) for row in rows}


@pytest.fixture
def record(tmp_path: Path) -> Path:
    archive, path = tmp_path / "archive.jsonl", tmp_path / "news.db"
    lines = [
        {"url": f"{URL}/{name}", "title": name, "outlet": "Post", "published": "2026-03-13", "text": text}
        for name, text in (("bridge", BRIDGE), ("ferry", FERRY), ("pillars", PILLARS))
    ]
    archive.write_text("".join(json.dumps(line) + "\n" for line in lines))
    run("add", path, archive)
    return path


def test_actors_are_listed_in_every_format(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    found = listed(record)
    number, articles, statements = found["Mira Dolan"]
    assert articles == 2
    assert next(iter(found)) == "Mira Dolan"
    shown = run("actors", record, "dolan", "--format", "table").stdout
    head, line = shown.splitlines()
    assert head.split()[:2] == ["ACTOR", "TYPE"]
    assert line.startswith("Mira Dolan  person  ")
    assert line.split()[-3:] == [str(statements), "2", f"#{number}"]
    (row,) = csv.DictReader(io.StringIO(run("actors", record, "MIRA", "Dolan", "--csv").stdout))
    assert (row["id"], row["articles"], row["type"]) == (number, "2", "person")
    assert '<th scope="row">Mira Dolan</th>' in run("actors", record, "dolan", "--format", "html").stdout
    assert run("actors", record, "walrus", "--format", "table").stdout == "Nothing found.\n"
    assert run("actors", record, "--limit", "1", "--nl").stderr == "sayso: there are more: --limit 10, or a NAME\n"


def test_it_explains_why_one_is_one(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    number = listed(record)["Mira Dolan"][0]
    shown = run("actors", record, "--explain", number, "--format", "table").stdout
    assert re.search(f"first .*2026-03-13  Post +bridge +{URL}/bridge\n", shown)
    assert re.search(f"same full name +2026-03-13  Post +pillars +{URL}/pillars\n", shown)


def test_merged_and_split_by_hand(record: Path) -> None:
    found = listed(record)
    dolan, holm = found["Mira Dolan"][0], found["Ada Holm"][0]
    told = run("actors", record, "--split", dolan, "--article", f"{URL}/pillars", "--by", "ada", "--why", "a namesake")
    new = told.stdout.split()[-1]
    assert told.stdout == f"split off actor {new}\n"
    (row,) = json.loads(run("actors", record, "--explain", new, "--format", "json").stdout)
    assert (row["key"], row["why"][:17], row["why"][-12:]) == (f"{URL}/pillars", "split off by ada,", ": a namesake")
    assert run("actors", record, "--merge", holm, new, "--by", "ada").stdout == f"merged actor {new} into {holm}\n"
    assert listed(record, "dolan")["Ada Holm"][:2] == (holm, 2)
    run("reread", record)
    assert listed(record, "holm")["Ada Holm"][:2] == (holm, 2)


def test_a_merge_that_is_taken_back_leaves_the_list_as_it_was(record: Path) -> None:
    found = listed(record)
    before = run("actors", record, "--csv").stdout
    run("actors", record, "--merge", found["Ada Holm"][0], found["Mira Dolan"][0], "--by", "ada")
    assert run("actors", record, "--csv").stdout != before
    told = run("actors", record, "--unmerge", found["Mira Dolan"][0], "--by", "ada").stdout
    assert told == f"actor {found['Mira Dolan'][0]} is apart again\n"
    assert run("actors", record, "--csv").stdout == before
    told = run("actors", record, "--unmerge", found["Mira Dolan"][0], "--by", "ada", code=1).stderr
    assert "nobody merged actor" in told


def test_what_a_person_says_of_an_actor_wins_and_stays(record: Path) -> None:
    dolan = listed(record)["Mira Dolan"][0]
    given = ["--rename", "Mira A. Dolan", "--title", "poet", "--gender", "female", "--identifier", "wikidata=Q1"]
    told = run("actors", record, "--edit", dolan, *given, "--by", "ada").stdout
    assert told == f"actor {dolan}: name, gender, titles, identifiers as given\n"
    run("reread", record, "--all")
    (row,) = csv.DictReader(io.StringIO(run("actors", record, "Mira A. Dolan", "--csv").stdout))
    assert [row[c] for c in ("id", "name", "titles", "gender", "identifiers")] == [
        dolan, "Mira A. Dolan", "poet", "female", "wikidata Q1",
    ]  # fmt: skip


def test_a_table_goes_out_and_comes_back_edited(record: Path, tmp_path: Path) -> None:
    table = tmp_path / "actors.csv"
    table.write_text(run("actors", record, "--csv").stdout)
    assert run("actors", record, "--apply", table, "--by", "ada").stdout == "nothing differs\n"
    found = {row["name"]: row for row in csv.DictReader(io.StringIO(table.read_text()))}
    dolan, holm, ruud = (found[name]["id"] for name in ("Mira Dolan", "Ada Holm", "Tomas Ruud"))
    table.write_text(
        f"id,name,same_as,not_same_as\n{dolan},Mira Dolan,,{holm}\n{ruud},Tomas B. Ruud,,\n{holm},,{ruud},\n"
    )
    told = run("actors", record, "--apply", table, "--by", "ada", code=1).stderr
    assert f"{table}: line 4: the name is empty\nsayso: nothing was done" in told
    table.write_text(
        f"id,name,same_as,not_same_as\n{dolan},Mira Dolan,,{holm}\n{ruud},Tomas B. Ruud,,\n{holm},Ada Holm,{ruud},\n"
    )
    assert run("actors", record, "--apply", table, "--by", "ada").stdout == (
        f"line 2: {dolan}: not {holm}\nline 3: {ruud}: name as given\nline 4: {holm}: merged into {ruud}\n"
    )
    assert {"Tomas B. Ruud", "Mira Dolan"} <= set(listed(record))
    assert "Ada Holm" not in listed(record)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("id,name\nazzzzzzzzz,Ada\n{dolan},Mira\n", "line 2: holds no actor azzzzzzzzz"),
        ("id,colour\n{dolan},red\n", "line 1: the columns are not those of `sayso actors RECORD --csv` (colour)"),
        ("name\nAda\n", "line 1: the columns are not those of `sayso actors RECORD --csv` (no id)"),
        ("id,same_as\n{dolan},{holm}\n{holm},{dolan}\n", "line 3: actor {holm} is merged in a circle, or into itself"),
        ("id,same_as\n{dolan},{dolan}\n", "line 2: actor {dolan} is merged in a circle, or into itself"),
        ("id,same_as\n{dolan},{holm}\n{dolan},{ruud}\n", "line 3: actor {dolan} is merged twice"),
        ("id,type\n{dolan},persona\n", "line 2: type 'persona' is none of person, organization"),
        ("id,gender\n{dolan},f\n", "line 2: gender 'f' is none of female, male, other"),
        ("id,identifiers\n{dolan},Q1\n", "line 2: identifiers 'Q1' are not like"),
        ("id,name\n{dolan}\n", "line 2: has more or fewer cells than the first line"),
    ],
)
def test_a_table_that_cannot_be_is_answered_line_by_line_and_changes_nothing(
    record: Path, tmp_path: Path, lines: str, told: str
) -> None:
    ids = {name.split()[1].lower(): row[0] for name, row in listed(record).items() if " " in name}
    before = run("actors", record, "--csv").stdout
    table = tmp_path / "actors.csv"
    table.write_text(lines.format(**ids))
    result = run("actors", record, "--apply", table, "--by", "ada", code=1)
    assert told.format(**ids) in result.stderr
    assert run("actors", record, "--csv").stdout == before


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--explain", "1", "--merge", "1", "2"), "choose one"),
        (("ada", "--explain", "1"), "choose one"),
        (("--split", "1", "--by", "ada"), "--article"),
        (("--article", "x"), "--article"),
        (("--merge", "1", "2"), "--by NAME"),
        (("--split", "1", "--article", "x"), "--by NAME"),
        (("--by", "ada"), "for what you say"),
        (("--merge", "1", "2", "--by", " "), "is empty"),
        (("--edit", "1", "--by", "ada"), "needs what it is"),
        (("--rename", "Ada"), "needs what it is"),
        (("--edit", "1", "--identifier", "Q1", "--by", "ada"), "is not like wikidata=Q42"),
    ],
)
def test_wrong_usage_is_told(record: Path, args: tuple[str, ...], told: str) -> None:
    assert told in run("actors", record, *args, code=2).stderr


def test_what_is_not_there_is_told_in_one_line(record: Path, tmp_path: Path) -> None:
    assert run("actors", record, "--explain", "99", code=1).stderr.startswith(f"Error: {record}: holds no actor 99: ")
    assert "are one already" in run("actors", record, "--merge", "1", "1", "--by", "ada", code=1).stderr
    assert "no such record" in run("actors", tmp_path / "none.db", code=1).stderr
