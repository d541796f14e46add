"""Actors that are the same in every article, beside the names that each article uses."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from record_articles import BRIDGE

from sayso.cli.main import main

PILLARS = "Pillars\n\nMira A. Dolan said on Monday that the repairs would take a year."


def run(*args: str | Path) -> str:
    result = CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("canonical")
    pages = folder / "pages.jsonl"
    told = (("bridge", BRIDGE), ("pillars", PILLARS))
    pages.write_text("".join(json.dumps({"url": f"https://post.example/{k}", "text": t}) + "\n" for k, t in told))
    run("add", folder / "news.db", pages)
    return folder / "news.db"


@pytest.fixture(scope="module")
def dolan(record: Path) -> str:
    """Her id."""
    (row,) = json.loads(run("actors", record, "dolan", "--format", "json"))
    assert row["name"] == "Mira A. Dolan"
    return str(row["id"])


def test_a_search_gives_the_actor_beside_the_words(record: Path, dolan: str) -> None:
    rows = json.loads(run("search", record, "--by", dolan, "--format", "json"))
    assert {row["speakers"] for row in rows} == {"Mira Dolan", "Mira A. Dolan"}
    assert {(row["actor_ids"], row["actors"], row["actor_types"]) for row in rows} == {
        (dolan, "Mira A. Dolan", "person")
    }
    # Her fullest name finds what articles say of her by another.
    assert json.loads(run("search", record, "--by", "Mira A. Dolan", "--format", "json")) == rows


def test_the_id_of_one_who_was_merged_finds_what_both_said(record: Path, dolan: str) -> None:
    (ruud,) = json.loads(run("actors", record, "ruud", "--format", "json"))
    before = {
        row["id"]
        for who in (dolan, ruud["id"])
        for row in json.loads(run("search", record, "--by", who, "--format", "json"))
    }
    run("actors", record, "--merge", dolan, ruud["id"], "--by", "ada")
    found = {row["id"] for row in json.loads(run("search", record, "--by", ruud["id"], "--format", "json"))}
    run("actors", record, "--unmerge", ruud["id"], "--by", "ada")
    assert found == before
    assert len(found) > 2


def test_an_export_gives_the_actor_in_every_format(record: Path, dolan: str) -> None:
    articles = [json.loads(line) for line in run("export", record, "--format", "jsonl").splitlines()]
    ids = {a["identifiers"].get("sayso") for article in articles for a in article["actors"] if "Dolan" in a["name"]}
    assert ids == {dolan}
    assert f",{dolan}\n" in run("export", record, "--format", "csv")
    assert f'"propertyID": "sayso", "value": "{dolan}"' in run("export", record, "--format", "jsonld")
    entities = [json.loads(line) for line in run("export", record, "--format", "ftm").splitlines()]
    assert len([e for e in entities if e["id"] == f"sayso-{dolan}"]) == 2
    assert any(e["properties"].get("entity") == [f"sayso-{dolan}"] for e in entities)
