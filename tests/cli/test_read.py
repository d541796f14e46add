"""`sayso read`: what it prints, what it says of bad input, and that it is the same however it is run."""

import csv
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
from click.testing import CliRunner, Result
from invented_articles import invented_articles

from sayso.cli.main import main

STORY = """Bridge reopens after a year

Mayor Ina Holt said on Monday that the harbour bridge was safe.

“We tested every bolt,” engineer Tom Varga added.
"""
FRENCH = (
    "Le pont du port est sûr, a déclaré lundi la maire. Les ingénieurs ont contrôlé chaque boulon pendant un an. " * 5
)


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY, "utf8")
    return path


def run(*args: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["read", *map(str, args)], input=stdin, catch_exceptions=False)


def schema() -> Any:
    return json.loads((files("sayso") / "record.schema.json").read_text("utf8"))


def test_json_is_one_object_for_one_article(story: Path) -> None:
    result = run(story)
    article = json.loads(result.stdout)
    assert result.exit_code == 0
    assert article["title"] == "Bridge reopens after a year"
    assert [s["cue"][0]["text"] for s in article["statements"]] == ["said", "added"]
    names = {a["id"]: (a["name"], a["titles"]) for a in article["actors"]}
    assert [names[i] for s in article["statements"] for i in s["speakers"]] == [
        ("Ina Holt", ["Mayor"]),
        ("Tom Varga", ["engineer"]),
    ]


def test_json_is_an_array_for_several(story: Path) -> None:
    assert [a["title"] for a in json.loads(run(story, story).stdout)] == ["Bridge reopens after a year"] * 2


def test_every_record_keeps_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf8") as out:
        for a in invented_articles():
            out.write(json.dumps({"id": a["id"], "text": a["text"], "extra": 1}) + "\n")
        out.write(json.dumps({"id": "odd", "text": "He said “\ud800 \0 🙂” e\u0301 twice."}) + "\n")
    result = run(path, "--format", "jsonl")
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [r["id"] for r in records[:-1]] == [a["id"] for a in invented_articles()]
    assert sum(len(r["statements"]) for r in records) > 200
    for record in records:
        jsonschema.validate(record, schema())


def test_any_number_of_workers_prints_the_same(tmp_path: Path, story: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text("".join(json.dumps({"text": a["text"]}) + "\n" for a in invented_articles()[:12]), "utf8")
    one = run(path, tmp_path / "missing.txt", story, "--nl")
    two = run(path, tmp_path / "missing.txt", story, "--nl", "--jobs", "2")
    assert one.stdout_bytes == two.stdout_bytes
    assert len(one.stdout.splitlines()) == 13
    assert one.exit_code == two.exit_code == 1


def test_every_process_prints_the_same_whatever_its_hashes(tmp_path: Path) -> None:
    pages = []
    for n, article in enumerate(list(invented_articles())[::2]):
        pages.append(tmp_path / f"{n:02}.txt")
        pages[-1].write_text(article["text"], "utf8")
    told = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "sayso.cli.main", "read", *map(str, pages), "--nl"]
        done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed})
        told.add(done.stdout)
    assert len(told) == 1


def test_csv_has_a_row_for_each_statement(story: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(story, "--csv").stdout)))
    assert [(r["speakers"], r["cue"], r["content"]) for r in rows] == [
        ("Ina Holt", "said", "that the harbour bridge was safe"),
        ("Tom Varga", "added", "“We tested every bolt,”"),
    ]
    assert {r["title"] for r in rows} == {"Bridge reopens after a year"}


def test_csv_holds_any_text_in_its_cells_and_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    text = "Holt said that\rthe bridge was safe.\rIt was not, she said."
    path.write_text(json.dumps({"id": "=cmd|' /C calc'!A1", "text": text, "title": "@x"}) + "\n", "utf8")
    header, *rows = csv.reader(io.StringIO(run(path, "--csv").stdout, newline=""))
    assert rows
    assert {len(r) for r in rows} == {len(header)}
    assert {r[0] for r in rows} == {"'=cmd|' /C calc'!A1"}
    assert {r[2] for r in rows} == {"'@x"}


def test_events_are_rows_with_day_act_and_type(tmp_path: Path) -> None:
    page = tmp_path / "varn.txt"
    page.write_text("Varn waits\n\nMarch 12, 2026\n\nMira Dolan told Tomas Ruud that she opposed the wall.\n\n")
    page.write_text(page.read_text() + "Varn threatened on Monday to close the strait.\n")
    rows = list(csv.DictReader(io.StringIO(run(page, "--csv", "--events").stdout)))
    threat = next(r for r in rows if r["act"] == "threaten")
    assert (threat["date"], threat["date_last"], threat["plover"]) == ("2026-03-09", "2026-03-09", "THREATEN")
    assert (threat["source"], threat["negated"]) == ("Varn", "False")
    told = next(r for r in rows if r["target"])
    assert (told["source"], told["target"], told["date"]) == ("Mira Dolan", "Tomas Ruud", "2026-03-12")


def test_events_need_csv(story: Path) -> None:
    result = run(story, "--events", "--nl")
    assert result.exit_code == 2
    assert "--events are rows of CSV: add --csv" in result.output


def test_a_lexicon_of_ones_own_wins_and_a_bad_one_is_refused(tmp_path: Path, story: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('[[sense]]\nact = "warn"\nverbs = "say"\n')
    article = json.loads(run(story, "--lexicon", own, "--format", "json").stdout)
    assert article["statements"][0]["act"] == "warn"
    own.write_text('[[sense]]\nact = "shout"\n')
    refused = run(story, "--lexicon", own)
    assert refused.exit_code == 2
    assert f"Error: {own}: sense 1: act is 'shout', not one of assert" in refused.output


def test_workers_use_the_lexicon_too(tmp_path: Path, story: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('[[sense]]\nact = "warn"\nverbs = "say"\n')
    alone, together = (run(story, story, "--lexicon", own, "--nl", "--jobs", n).stdout for n in ("1", "2"))
    assert alone == together
    assert '"act": "warn"' in alone


def test_table_reads_well(story: Path) -> None:
    shown = run(story, "--format", "table").stdout
    assert shown.startswith("Bridge reopens after a year\n")
    assert "Ina Holt, Mayor  said" in shown
    assert "    that the harbour bridge was safe\n" in shown


def test_what_a_page_holds_cannot_steer_a_terminal_or_a_browser(tmp_path: Path) -> None:
    path = tmp_path / "evil.jsonl"
    text = "Holt said \x1b[31m<script>alert(1)</script> & \u202e went."
    path.write_text(json.dumps({"text": text, "title": "<b>\x1b]0;x", "url": "javascript:alert(1)"}) + "\n", "utf8")
    table, page = run(path, "--format", "table").stdout, run(path, "--format", "html").stdout
    assert "\x1b" not in table
    assert "\u202e" not in table
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "<b>\x1b" not in page
    assert "javascript:" not in page


def test_html_is_one_page_that_needs_nothing_else(story: Path) -> None:
    page = run(story, story, "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert page.count("<article>") == 2
    assert 'data-of="1-s1:cue"' in page
    assert 'data-of="2-s2:source"' in page
    assert "src=" not in page
    assert "@import" not in page


def test_what_cannot_be_read_is_told_and_the_others_go_on(tmp_path: Path, story: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (tmp_path / "folder").mkdir()
    (tmp_path / "bad.jsonl").write_text('{"text": "Holt said it was over."}\n{"text": 7}\nnot json\n', "utf8")
    result = run(
        tmp_path / "empty.txt",
        tmp_path / "no.txt",
        tmp_path / "picture.png",
        tmp_path / "folder",
        tmp_path / "bad.jsonl",
        story,
        "--nl",
    )
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 2
    lines = result.stderr.splitlines()
    assert len(lines) == 6
    for line, name in zip(
        lines, ("empty.txt", "no.txt", "picture.png", tmp_path.name, "bad.jsonl:2", "bad.jsonl:3"), strict=True
    ):
        assert name in line


def test_stdin(story: Path) -> None:
    assert json.loads(run("-", stdin=STORY).stdout)["title"] == "Bridge reopens after a year"
    lines = run("-", "--nl", stdin='{"id": 7, "text": "Holt said it was over."}\n').stdout
    assert json.loads(lines)["id"] == "7"


def test_another_language_gives_no_statements_and_one_notice(tmp_path: Path) -> None:
    path = tmp_path / "french.txt"
    path.write_text("Le pont est sûr\n\n" + FRENCH, "utf8")
    result = run(path)
    assert json.loads(result.stdout)["language"] == "fr"
    assert json.loads(result.stdout)["statements"] == []
    assert len(result.stderr.splitlines()) == 1
    assert "not English" in result.stderr
    assert result.exit_code == 0


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("x.txt", "--format", "xml"),
        ("x.txt", "--jobs", "0"),
        ("x.txt", "--min-confidence", "2"),
        ("x.txt", "--min-confidence", "nan"),
        ("x.txt", "--csv", "--nl"),
    ],
)
def test_wrong_usage(args: tuple[str, ...]) -> None:
    result = run(*args)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_private_addresses_are_refused() -> None:
    result = run("http://127.0.0.1:9/", "http://[::1]/", "http://169.254.169.254/latest/")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 3
    assert result.stdout == "[]\n"


BLOCKED = """
import socket, sys
def refuse(*args, **kwargs): raise SystemExit("a socket was opened")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from sayso.cli.main import main
main(sys.argv[1:])
"""


# `update` is given addresses by `follow`; `serve` and `open` wait for others to come; the workers of `batch` talk to
# each other, and tests/batch looks at whom they talk to.
VERBS = [v for v in main.list_commands(click.Context(main)) if v not in ("update", "serve", "open", "batch")]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with the story in it, that follows a feed."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "story.txt").write_text(STORY, "utf8")
    record = folder / "news.db"
    for command in (["add", str(record), str(folder / "story.txt")], ["follow", str(record), "https://post.example/f"]):
        assert CliRunner().invoke(main, command).exit_code == 0
    return record


@pytest.mark.parametrize("verb", ["--help", *VERBS])
def test_no_command_opens_a_socket_unless_it_is_given_an_address(
    verb: str, story: Path, kept: Path, tmp_path: Path
) -> None:
    gold, record = tmp_path / "gold.jsonl", str(shutil.copy(kept, tmp_path))
    gold.write_text(json.dumps({"id": "1", "text": STORY, "attributions": []}) + "\n", "utf8")
    exported = json.loads(CliRunner().invoke(main, ["export", record]).stdout)
    args = {
        "--help": [],
        "read": [str(story)],
        "eval": [str(gold)],
        "add": [record, str(gold)],
        "remove": [record, exported["id"]],
        "correct": [record, exported["statements"][0]["id"], "--by", "ann", "--act", "warn"],
        "check": [record, "the bridge would stay shut"],
        "positions": [record, "--about", "bridge"],
    }.get(verb, [record])
    done = subprocess.run([sys.executable, "-c", BLOCKED, verb, *args], capture_output=True, text=True, check=False)
    assert done.returncode == (3 if verb == "check" else 0), done.stderr
    assert done.stdout


def test_no_library_keeps_a_diary_of_what_it_is_used_for(story: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    # Libraries are silent where they are tested.
    environment = {k: v for k, v in os.environ.items() if k != "CI" and not k.startswith("ORT_")} | {"HOME": str(home)}
    command = [sys.executable, "-m", "sayso.cli.main", "read", str(story)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert "statements" in done.stdout
    assert list(home.rglob("*")) == []


def test_help_needs_none_of_the_heavy_libraries() -> None:
    code = "import sys; from sayso.cli.main import main; main(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "read" in done.stdout
    assert not {"numpy", "onnxruntime", "trafilatura", "httpx", "rich"} & set(done.stdout.split())
