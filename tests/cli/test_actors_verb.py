"""`sayso actors`: what it lists and explains, and what it says of bad input."""

import csv
import io
import json
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


def listed(record: Path, *args: str) -> dict[str, tuple[int, int, int]]:
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


def test_actors_are_listed_in_every_format(record: Path) -> None:
    found = listed(record)
    number, articles, statements = found["Mira Dolan"]
    assert articles == 2
    assert next(iter(found)) == "Mira Dolan"
    shown = run("actors", record, "dolan", "--format", "table").stdout
    assert shown.startswith(f"Mira Dolan  {statements} statements in 2 articles  #{number}\n    person")
    (row,) = csv.DictReader(io.StringIO(run("actors", record, "MIRA", "Dolan", "--csv").stdout))
    assert (row["id"], row["articles"], row["type"]) == (str(number), "2", "person")
    assert "<dt>name</dt><dd>Mira Dolan</dd>" in run("actors", record, "dolan", "--format", "html").stdout
    assert run("actors", record, "walrus", "--format", "table").stdout == "Nothing found.\n"
    assert run("actors", record, "--limit", "1", "--nl").stderr == "sayso: there are more: --limit 10, or a NAME\n"


def test_it_explains_why_one_is_one(record: Path) -> None:
    number = str(listed(record)["Mira Dolan"][0])
    shown = run("actors", record, "--explain", number, "--format", "table").stdout
    assert f"    first article that names them\n    2026-03-13 · Post · bridge · {URL}/bridge\n" in shown
    assert f"    same full name\n    2026-03-13 · Post · pillars · {URL}/pillars\n" in shown


def test_merged_and_split_by_hand(record: Path) -> None:
    found = listed(record)
    dolan, holm = str(found["Mira Dolan"][0]), str(found["Ada Holm"][0])
    told = run("actors", record, "--split", dolan, "--article", f"{URL}/pillars", "--by", "ada", "--why", "a namesake")
    new = told.stdout.split()[-1]
    assert told.stdout == f"split off actor {new}\n"
    (row,) = json.loads(run("actors", record, "--explain", new, "--format", "json").stdout)
    assert (row["key"], row["why"][:17], row["why"][-12:]) == (f"{URL}/pillars", "split off by ada,", ": a namesake")
    assert run("actors", record, "--merge", holm, new, "--by", "ada").stdout == f"merged actor {new} into {holm}\n"
    assert listed(record, "dolan")["Ada Holm"][:2] == (int(holm), 2)
    run("reread", record)
    assert listed(record, "holm")["Ada Holm"][:2] == (int(holm), 2)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--explain", "1", "--merge", "1", "2"), "choose one"),
        (("ada", "--explain", "1"), "choose one"),
        (("--split", "1", "--by", "ada"), "--article"),
        (("--article", "x"), "--article"),
        (("--merge", "1", "2"), "--by NAME"),
        (("--split", "1", "--article", "x"), "--by NAME"),
        (("--by", "ada"), "--merge and --split"),
        (("--merge", "1", "2", "--by", " "), "is empty"),
        (("--explain", "0"), "0"),
    ],
)
def test_wrong_usage_is_told(record: Path, args: tuple[str, ...], told: str) -> None:
    assert told in run("actors", record, *args, code=2).stderr


def test_what_is_not_there_is_told_in_one_line(record: Path, tmp_path: Path) -> None:
    assert run("actors", record, "--explain", "99", code=1).stderr.startswith(f"Error: {record}: holds no actor 99: ")
    assert "are one already" in run("actors", record, "--merge", "1", "1", "--by", "ada", code=1).stderr
    assert "no such record" in run("actors", tmp_path / "none.db", code=1).stderr
