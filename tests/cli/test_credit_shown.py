"""How sure it is who said it, as a person sees it and as programs take it."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from credited_articles import UNKNOWN, credited_article

from sayso.cli.events import COLUMNS as EVENT_COLUMNS
from sayso.cli.events import events
from sayso.cli.html import section
from sayso.cli.main import main
from sayso.cli.table import listing
from sayso.interop.rows import COLUMNS, rows
from sayso.shown import not_known

STORY = "Quay to close\n\nMayor Ada Holm said on Monday that the quay would close. She added that it was old.\n"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf8")
    return path


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)


@pytest.mark.parametrize("shown", [listing(credited_article()), section(credited_article(), 1)])
def test_a_person_sees_which_names_are_not_sure_and_who_it_may_be(shown: str) -> None:
    assert "Ada Holm (.96)" not in shown  # so sure that it need not be said
    assert "Ivo Marsh (.71)" in shown
    assert UNKNOWN in shown
    assert "unresolved" not in shown
    assert "→" not in shown


def test_the_number_of_a_name_is_told_apart_from_that_of_the_statement() -> None:
    line = next(x for x in listing(credited_article()).splitlines() if x.startswith("Ivo Marsh"))
    assert line.split("  ") == ["Ivo Marsh (.71)", "said", "0.91"]


@pytest.mark.parametrize("shown", [listing(credited_article(), True), section(credited_article(), 1, True)])
def test_explained_each_tells_the_words_that_lead_to_it(shown: str) -> None:
    assert "Ada Holm (.96): “She” [71:74] → “Ada Holm” [15:23]" in shown
    assert "else perhaps Ada Holm (.20): “He” [" in shown
    assert "perhaps Ivo Marsh (.30): “One of them” [" in shown


@pytest.mark.parametrize(
    ("some", "told"),
    [
        ("", ""),
        (None, ""),
        ("Ada Holm (.50)", "not known; perhaps Ada Holm (.50)"),
        ("A (.40); B (.31); C (.05)", "not known; perhaps A (.40), B (.31) or C (.05)"),
    ],
)
def test_one_or_three_may_have_said_it(some: str | None, told: str) -> None:
    assert not_known(some) == told


def test_a_row_has_the_credit_of_its_speakers_and_the_others() -> None:
    made = [dict(zip(COLUMNS, row, strict=True)) for row in rows(credited_article())]
    assert [(r["speakers"], r["credit"], r["candidates"]) for r in made] == [
        ("Ada Holm", 0.96, ""),
        ("Ivo Marsh", 0.71, "Ada Holm (.20)"),
        ("", None, "Ada Holm (.55); Ivo Marsh (.30)"),
    ]
    told = [dict(zip(EVENT_COLUMNS, row, strict=True)) for row in events(credited_article())]
    assert [(e["source"], e["credit"], e["candidates"]) for e in told] == [
        (r["speakers"], r["credit"], r["candidates"]) for r in made
    ]


def test_read_explains_where_it_is_asked_to(story: Path) -> None:
    plain, explained = (run("read", story, "--format", "table", *some).stdout for some in ((), ("--explain",)))
    assert "Ada Holm (" in explained.replace(plain, "")
    assert explained != plain
    refused = run("read", story, "--explain", "--nl")
    assert refused.exit_code == 2
    assert "--format table or html" in refused.stderr


@pytest.mark.parametrize("least", ["0", "1"])
def test_read_names_those_who_are_as_likely_as_asked(story: Path, least: str) -> None:
    article = json.loads(run("read", story, "--credit", least, "--format", "json").stdout)
    assert len(article["statements"]) == 2
    for s in article["statements"]:
        assert all(c["probability"] >= float(least) for c in s["credit"])
        assert s["speakers"] or (least == "1" and s["candidates"])
    shown = list(csv.DictReader(io.StringIO(run("read", story, "--credit", least, "--csv").stdout)))
    assert [r["credit"] != "" for r in shown] == [bool(s["speakers"]) for s in article["statements"]]


@pytest.mark.parametrize("verb", ["read", "eval"])
@pytest.mark.parametrize("wrong", ["2", "-1", "nan", "sure"])
def test_no_other_credit_is_taken(verb: str, wrong: str, story: Path) -> None:
    assert run(verb, story, "--credit", wrong).exit_code == 2


def test_eval_takes_a_credit_but_not_for_what_was_read_earlier(tmp_path: Path, story: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "1", "text": STORY, "attributions": []}) + "\n", "utf8")
    assert run("eval", gold, "--credit", "0.5", "--json").exit_code == 0
    read = tmp_path / "read.jsonl"
    read.write_text(json.dumps({"id": "1", "statements": []}) + "\n", "utf8")
    refused = run("eval", gold, "--predictions", read, "--credit", "0.5")
    assert refused.exit_code == 2
    assert "leave it out with --predictions" in refused.stderr
