"""The verbs that ask a folder that `sayso batch` wrote: they answer as the record does that is made from it."""

import csv
import io
import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from batch.runs import json_lines, one_line, read_here, sayso
from click.testing import CliRunner
from invented_articles import invented_articles

from sayso import batch
from sayso.cli.main import main

OUTLETS = ("The Harbour Gazette", "Strait Observer", "Évening Post")
# Numbers of a record or of a folder, and who is who across a record's articles.
ELSEWHERE = (
    "id", "corrected_by", "parent", "article", "statement", "version", "actor_ids", "actors", "actor_types",
    "actor_identifiers",
)  # fmt: skip


def lines() -> list[dict[str, str]]:
    """The invented articles, each of an outlet and a day."""
    return [
        {
            "url": f"https://{'abc'[n % 3]}.example/{each['id']}",
            "title": each["text"].partition("\n")[0],
            "outlet": OUTLETS[n % 3],
            "published": f"2026-{1 + n % 4:02}-{10 + n % 15}",
            "text": each["text"],
        }
        for n, each in enumerate(invented_articles())
    ]


@dataclass(frozen=True, slots=True)
class Both:
    folder: Path
    record: Path
    told: str  # by `sayso add`


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The same articles in a folder of Parquet, and in the record that is made from it."""
    made = tmp_path_factory.mktemp("both")
    read_here(json_lines(made / "news.jsonl", lines()), made / "out")
    added = sayso("add", made / "news.db", made / "out")
    assert (added.returncode, added.stderr) == (0, "")
    return Both(made / "out", made / "news.db", added.stdout)


def asked(*args: str | Path) -> str:
    """What a verb answers on standard output."""
    told = CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    return told.stdout


def found(where: Path, *question: str) -> list[str]:
    """The statements that a search gives, without what numbers them."""
    rows = json.loads(asked("search", where, "--limit", "10000", "--format", "json", *question))
    return sorted(json.dumps({k: v for k, v in row.items() if k not in ELSEWHERE}) for row in rows)


@pytest.mark.parametrize(
    "question",
    [
        [],
        ['"ferry"'],
        ['"FERRY"'],
        ['"the"', '"ferry"'],
        ['"ferry inquiry"'],
        ['"the harbour"'],
        ["harb*"],
        ["--", "-x*"],
        ["Union’s"],
        ["don't"],
        ["12.5"],
        ["10,000"],
        ["ever", "--about", "ferry"],
        ["--about", "the bridge"],
        ["--about", "water*"],
        ["--about", '"the harbour"'],
        ["--by", "dolan"],
        ["--by", "o"],
        ["--by", "100%"],
        ["--by", "_"],
        ["--to", "reporters"],
        ["--to", "a"],
        ["--act", "deny"],
        ["--act", "warn", "--act", "request"],
        ["--stance", "distancing"],
        ["--sourcing", "unnamed", "--kind", "direct"],
        ["--outlet", "gazette"],
        ["--outlet", "Éven"],
        ["--outlet", "EVEN"],
        ["--outlet", "(unknown)"],
        ["--outlet", '"Strait Observer"', "--month", "2026-02"],
        ["--month", "(unknown)"],
        ["--published-since", "2026-02-11", "--published-until", "2026-03"],
        ["--by", "DÓLAN"],
        ["--by", '"Mira Dolan"'],
        ['ferry OR bridge -"the mayor" event:speech'],
        ["--copied"],
        ["--since", "2026-03-01"],
        ["--until", "2026-02-11"],
        ["--since", "2026-02-11", "--until", "2026-02-11"],
        ["--min-confidence", "0.9"],
        ["--min-credit", "0.9"],
        ['"the"', "--min-confidence", "0.5", "--since", "2026-02-01", "--stance", "neutral"],
    ],
    ids=" ".join,
)
def test_a_search_finds_the_same_statements(both: Both, question: list[str]) -> None:
    assert found(both.folder, *question) == found(both.record, *question)


def test_a_record_finds_a_word_in_other_forms_too(both: Both) -> None:
    assert set(found(both.folder, "claim")) < set(found(both.record, "claim"))
    assert found(both.folder, "ferry") == found(both.record, "ferry")  # and not what Ferri says


@pytest.mark.parametrize("question", ["*", '""', '"', "’"])
def test_what_holds_no_word_is_told_alike(both: Both, question: str) -> None:
    told = [CliRunner().invoke(main, ["search", str(where), question]) for where in (both.folder, both.record)]
    assert [x.exit_code for x in told] == [2, 2]
    assert told[0].stderr == told[1].stderr


@pytest.mark.parametrize("question", [["ferry"], ["harb*"], ["--about", "water"], ["--by", "a"], ["--outlet", "gaz"]])
def test_the_questions_have_an_answer(both: Both, question: list[str]) -> None:
    assert found(both.folder, *question)


def test_names_are_found_in_any_case(both: Both) -> None:
    assert found(both.folder, "--outlet", "éVEN") == found(both.folder, "--outlet", "Évening") != []


@pytest.mark.parametrize("question", [[], ["--about", "the"]])
def test_pages_of_an_answer_lose_nothing_and_repeat_nothing(both: Both, question: list[str]) -> None:
    whole = json.loads(asked("search", both.folder, *question, "--limit", "10000", "--format", "json"))
    seen: list[dict[str, Any]] = []
    after: list[str] = []
    while True:
        told = CliRunner().invoke(
            main, ["search", str(both.folder), *question, "--limit", "50", "--format", "json", *after]
        )
        seen += json.loads(told.stdout)
        if "--after" not in told.stderr:
            break
        after = ["--after", told.stderr.split("--after '")[1].splitlines()[0].removesuffix("'")]
    assert [row["id"] for row in seen] == [row["id"] for row in whole]
    assert len({row["id"] for row in seen}) == len(seen) > 100
    days = [row["day"] or "" for row in seen]
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("options", [[], ["--outlet", "gazette"], ["--since", "2026-02-01", "--until", "2026-03-15"]])
def test_an_audit_counts_the_same(both: Both, options: list[str], tmp_path: Path) -> None:
    # A record counts the statements of one thread once; a folder has no threads.
    record = Path(shutil.copy(both.record, tmp_path))
    with closing(sqlite3.connect(record)) as connection, connection:
        connection.execute("DELETE FROM thread_statements")

    def figures(where: Path) -> list[list[str]]:
        table = list(csv.reader(io.StringIO(asked("audit", where, *options, "--csv"))))
        # A record knows a person across articles, by other names too and as a woman or man; a folder does not. The
        # intervals are drawn by lot, from articles in another order.
        same = ("articles", "statements", "sourcing", "kind", "copied")
        return [[*row[:4], f"{float(row[4]):.5f}", row[7]] for row in table[1:] if row[2] in same and row[4]]

    told = figures(both.folder)
    assert len(told) > 20
    assert told == figures(record)


@pytest.mark.parametrize("options", [(), ("gazette", "2026-02-01", "2026-03-15")])
def test_a_search_finds_the_statements_of_every_figure(both: Both, options: tuple[str, ...]) -> None:
    archive = batch.Archive(str(both.folder))
    rows = [r for r in batch.audit(archive, *options) if r.outlet == "The Harbour Gazette" or r.month == "(all)"]
    assert len({r.measure for r in rows}) > 8
    told = {r.query: r.statements for r in rows}
    found = {query: len(batch.search(archive, replace(query, limit=10_000))) for query in told}
    assert found == told


@pytest.mark.parametrize("about", ["ferry", "bridge", "water", "nurses", '"the harbour"', "tax*", "meeting"])
def test_positions_are_the_same(both: Both, about: str) -> None:
    def held(where: Path) -> list[tuple[object, ...]]:
        told = json.loads(asked("positions", where, "--about", about, "--format", "json"))
        return sorted(
            (p["actor"], p["holding"], p["first"] or "", p["last"] or "", p["statements"], p["articles"]) for p in told
        )

    assert held(both.folder) == held(both.record)


def test_some_position_is_held(both: Both) -> None:
    assert json.loads(asked("positions", both.folder, "--about", "meeting", "--format", "json"))


def test_a_claim_is_asked_of_an_archive_too(both: Both) -> None:
    told = json.loads(asked("positions", both.folder, "--about", "The tax should be raised", "--format", "json"))
    assert {p["holding"] for p in told} <= {"for", "against", "conditional", "undecided", "refuses"}


def test_what_is_added_is_whole_and_says_the_same(both: Both) -> None:
    assert both.told == f"{len(lines())} added\n"
    assert asked("verify", both.record) == f"{both.record}: whole\n"
    exported = [json.loads(line) for line in asked("export", both.record, "--format", "jsonl").splitlines()]
    read = {each["url"]: each for each in map(json.loads, read_lines(both))}
    assert len(exported) == len(read)
    for each in exported:
        same = read[each["url"]]
        ids = {s["id"]: t["id"] for s, t in zip(each["statements"], same["statements"], strict=True)}
        each["statements"] = [{**s, "id": ids[s["id"]], "parent": ids.get(s["parent"])} for s in each["statements"]]
        for a in each["actors"]:
            a["identifiers"].pop("sayso", None)
        for key in ("text", "statements", "actors", "engine", "parts", "outlet", "published", "title", "id"):
            assert each[key] == same[key]


def read_lines(both: Both) -> list[str]:
    """The same articles as `sayso read` gives them."""
    return asked("read", both.folder.parent / "news.jsonl", "--format", "jsonl").splitlines()


def test_adding_again_adds_nothing(both: Both) -> None:
    assert asked("add", both.record, both.folder) == f"{len(lines())} unchanged\n"


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (["--outlet", "gazette"], lambda line: line["outlet"] == OUTLETS[0]),
        (["--since", "2026-04-01"], lambda line: line["published"] >= "2026-04-01"),
        (["--until", "2026-01-20"], lambda line: line["published"] <= "2026-01-20"),
        (["--since", "2026-02-11", "--until", "2026-02-11"], lambda line: line["published"] == "2026-02-11"),
    ],
)
def test_a_part_is_added(both: Both, tmp_path: Path, options: list[str], wanted: Any) -> None:
    count = len([line for line in lines() if wanted(line)])
    assert count
    assert asked("add", tmp_path / "part.db", both.folder, *options) == f"{count} added\n"


def test_a_part_is_only_taken_of_a_folder_that_batch_wrote(tmp_path: Path, both: Both) -> None:
    told = sayso("add", tmp_path / "news.db", both.folder.parent / "news.jsonl", "--outlet", "gazette")
    assert told.returncode == 2
    assert "go with a DIR that `sayso batch` wrote" in told.stderr


@pytest.mark.parametrize("verb", [["search"], ["audit"], ["positions", "--about", "x"]], ids=lambda v: v[0])
def test_a_folder_that_is_no_archive_is_told(tmp_path: Path, verb: list[str]) -> None:
    told = CliRunner().invoke(main, [verb[0], str(tmp_path), *verb[1:]])
    assert (told.exit_code, told.stdout) == (1, "")
    assert one_line(told.stderr) == (
        f"Error: {tmp_path}: is no folder that `sayso batch` made: give the one that --out named"
    )


@pytest.mark.parametrize("after", ["5", "no key", '["a"]', '["\\ud800", "a", "b"]'])
def test_a_key_that_is_none_is_told(both: Both, after: str) -> None:
    told = CliRunner().invoke(main, ["search", str(both.folder), "--after", after])
    assert (told.exit_code, told.stdout) == (1, "")
    one_line(told.stderr)


@pytest.mark.parametrize("damage", ["empty", "cut", "rotten"])
@pytest.mark.parametrize("table", ["articles", "statements", "superseded.parquet"])
def test_damaged_parquet_is_told_in_one_line(both: Both, tmp_path: Path, table: str, damage: str) -> None:
    folder = tmp_path / "out"
    shutil.copytree(both.folder, folder)
    for path in [folder / table] if table.endswith("parquet") else (folder / table).rglob("*.parquet"):
        data = path.read_bytes()
        rotten = data[:8] + bytes(b ^ 0x5A for b in data[8:-8]) + data[-8:]
        path.write_bytes({"empty": b"", "cut": data[: len(data) // 2], "rotten": rotten}[damage])
    verbs = [["search", folder, "a"], ["audit", folder], ["positions", folder, "--about", "ferry"]]
    for verb in [*verbs, ["add", tmp_path / "news.db", folder]] if table != "statements" else verbs[:1]:
        told = CliRunner().invoke(main, [*map(str, verb)], catch_exceptions=False)
        assert told.exit_code == 1, verb
        assert str(folder) in one_line(told.stderr)


def test_meaning_is_asked_of_a_record(both: Both) -> None:
    told = sayso("search", both.folder, "--like", "boats stay in harbour")
    assert told.returncode == 2
    assert "`sayso add news.db" in told.stderr
