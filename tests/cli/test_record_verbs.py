"""The verbs that work on a record: what they print, and what they say of bad input."""

import csv
import io
import json
import sqlite3
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet
from record_articles import BRIDGE, FERRY

from sayso.cli.main import main


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    lines = [
        {
            "url": "https://post.example/bridge",
            "title": "Bridge stays shut",
            "outlet": "Post",
            "published": "2026-03-13",
        },
        {
            "url": "https://post.example/ferry",
            "title": "Ferry sails again",
            "outlet": "Post",
            "published": "2026-03-12",
        },
    ]
    texts = (BRIDGE, FERRY)
    path.write_text("".join(json.dumps({**line, "text": text}) + "\n" for line, text in zip(lines, texts, strict=True)))
    return path


@pytest.fixture
def record(tmp_path: Path, archive: Path) -> Path:
    path = tmp_path / "news.db"
    assert run("add", path, archive).exit_code == 0
    return path


def test_add_tells_what_came_of_it_and_twice_changes_nothing(tmp_path: Path, archive: Path) -> None:
    path = tmp_path / "news.db"
    assert run("add", path, archive).stdout == "2 added\n"
    assert run("add", path, archive, "--jobs", "2").stdout == "2 unchanged\n"
    assert run("verify", path).stdout == f"{path}: whole\n"


def test_what_cannot_be_read_is_a_row_and_the_others_go_on(tmp_path: Path, archive: Path) -> None:
    path, image = tmp_path / "news.db", tmp_path / "image.html"
    image.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    result = run("add", path, image, archive, tmp_path / "nowhere.html")
    assert result.exit_code == 1
    assert result.stdout == "2 added, 2 failed\n"
    assert "image.html: is a PNG image" in result.stderr
    assert "nowhere.html: no such file" in result.stderr
    with sqlite3.connect(path) as plain:
        told = plain.execute("SELECT name, reason FROM failures ORDER BY name").fetchall()
    assert [name for name, _ in told] == [str(image), str(tmp_path / "nowhere.html")]


def test_a_page_that_can_be_read_again_is_no_failure_any_more(tmp_path: Path) -> None:
    path, page = tmp_path / "news.db", tmp_path / "story.txt"
    assert run("add", path, page).exit_code == 1
    page.write_text(BRIDGE)
    assert run("add", path, page).exit_code == 0
    with sqlite3.connect(path) as plain:
        assert plain.execute("SELECT count(*) FROM failures").fetchone() == (0,)


def test_search_prints_every_format(record: Path) -> None:
    shown = run("search", record, "cracks", "--kind", "direct", "--format", "table").stdout
    assert shown.splitlines()[0].startswith("Mira Dolan  assert  2026-03-13  0.")
    assert "    “We found cracks in three pillars,” she said.\n    Post · Bridge stays shut · https://post" in shown
    (row,) = csv.DictReader(io.StringIO(run("search", record, "--by", "ruud", "--csv").stdout))
    assert (row["speakers"], row["act"], row["content"]) == ("Tomas Ruud", "deny", "that money was missing")
    assert json.loads(run("search", record, "--by", "ruud", "--format", "json").stdout)[0]["day"] == "2026-03-13"
    assert json.loads(run("search", record, "--by", "ruud", "--nl").stdout)["speakers"] == "Tomas Ruud"
    assert '<b class="who">Tomas Ruud</b>' in run("search", record, "--by", "ruud", "--format", "html").stdout
    assert run("search", record, "walrus", "--format", "table").stdout == "Nothing found.\n"


def test_search_takes_a_phrase_and_tells_how_to_go_on(record: Path) -> None:
    assert run("search", record, '"three pillars"', "--nl").stdout.count("\n") == 1
    assert run("search", record, '"pillars three"', "--nl").stdout == ""
    first = run("search", record, "--limit", "2", "--nl")
    assert "there are more: --after '" in first.stderr
    key = first.stderr.split("'")[1]
    rest = run("search", record, "--after", key, "--nl")
    every = run("search", record, "--nl")
    assert first.stdout + rest.stdout == every.stdout


def test_changes_and_remove(tmp_path: Path, archive: Path, record: Path) -> None:
    archive.write_text(archive.read_text().replace("three pillars", "five pillars"))
    assert run("add", record, archive).stdout == "1 changed, 1 unchanged\n"
    shown = run("changes", record, "--format", "table").stdout
    assert "https://post.example/bridge\nchanged by its outlet, found on " in shown
    assert "    Mira Dolan said: “We found cracks in [-three-] {+five+} pillars,”\n" in shown
    assert run("remove", record, "https://post.example/bridge").stdout == "removed https://post.example/bridge\n"
    assert run("add", record, archive).stdout == "1 unchanged, 1 removed\n"
    assert run("remove", record, "https://post.example/bridge").exit_code == 1


def test_export_gives_articles_and_rows_and_no_text_where_none_is_wanted(record: Path) -> None:
    articles = [json.loads(line) for line in run("export", record).stdout.splitlines()]
    assert [a["title"] for a in articles] == ["Bridge stays shut", "Ferry sails again"]
    assert articles[0]["text"] == BRIDGE
    rows = list(csv.DictReader(io.StringIO(run("export", record, "--format", "csv").stdout)))
    assert {r["speakers"] for r in rows} == {"Mira Dolan", "Tomas Ruud", "Ada Holm", "experts"}
    bare = run("export", record, "--no-text").stdout
    assert "pillars" not in bare
    assert json.loads(bare.splitlines()[0])["statements"][0]["cue"][0]["start"] > 0


def test_verify_exits_with_one_where_something_is_off(record: Path) -> None:
    with sqlite3.connect(record) as plain:
        plain.execute("UPDATE spans SET start = start + 1 WHERE role = 'cue'")
    result = run("verify", record)
    assert result.exit_code == 1
    assert "its cue is not what stands in the text" in result.stdout


@pytest.mark.parametrize("verb", ["search", "changes", "export", "verify"])
def test_a_record_that_is_none_is_refused_in_one_line(tmp_path: Path, verb: str) -> None:
    missing = run(verb, tmp_path / "none.db")
    assert missing.exit_code == 1
    assert (
        missing.stderr
        == f"Error: {tmp_path / 'none.db'}: no such record: `sayso add {tmp_path / 'none.db'} PAGE` makes one\n"
    )


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "12"])
def test_a_day_that_is_none_is_refused(record: Path, day: str) -> None:
    result = run("search", record, "--since", day)
    assert result.exit_code == 2
    assert "is no day" in result.stderr
    assert "write 2024, March 2024, 2024-03, 5 March 2024" in result.stderr


@pytest.fixture
def site() -> Iterator[str]:
    """A news site on this machine: a feed with two articles, which are not sent again where they have not changed."""
    pages = {"/bridge": BRIDGE, "/ferry": FERRY}

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            base = f"http://{self.headers['Host']}"
            if self.path == "/feed":
                items = "".join(f"<item><title>x</title><link>{base}{path}</link></item>" for path in pages)
                return self._send("application/rss+xml", f'<rss version="2.0"><channel>{items}</channel></rss>')
            if self.path not in pages:
                return self.send_error(404)
            if self.headers["If-None-Match"] == f'"{self.path}"':
                self.send_response(304)
                return self.end_headers()
            paragraphs = "".join(f"<p>{p}</p>" for p in pages[self.path].split("\n\n")[1:])
            title = pages[self.path].partition("\n")[0]
            return self._send(
                "text/html", f"<html><title>{title}</title><article><h1>{title}</h1>{paragraphs}</article>"
            )

        def _send(self, media_type: str, body: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("ETag", f'"{self.path}"')
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_feeds_are_followed_and_only_what_is_new_is_read(tmp_path: Path, site: str) -> None:
    path = tmp_path / "news.db"
    assert run("follow", path, f"{site}/feed").stdout == f"{site}/feed: watched\n"
    assert run("follow", path).stdout == f"{site}/feed\n"
    polite = ("--allow-private", "--pause", "0")
    assert run("update", path, *polite).stdout == "1 feeds: 2 added\n"
    again = json.loads(run("update", path, *polite, "--format", "jsonl").stdout)
    assert again == {"feeds": 1, "added": 0, "changed": 0, "unchanged": 0, "removed": 0, "failed": 0}
    assert json.loads(run("search", path, "pillars", "--kind", "direct", "--nl").stdout)["url"] == f"{site}/bridge"
    assert run("follow", path, f"{site}/feed", "--stop").stdout == f"{site}/feed: no longer watched\n"
    assert "watches no feed" in run("update", path).stderr


def test_only_addresses_are_followed(tmp_path: Path) -> None:
    result = run("follow", tmp_path / "news.db", "feed.xml")
    assert result.exit_code == 2
    assert "is no address" in result.stderr


def test_export_gives_parquet(record: Path) -> None:
    done = CliRunner().invoke(main, ["export", str(record), "--format", "parquet"], catch_exceptions=False)
    table = parquet.read_table(io.BytesIO(done.stdout_bytes)).to_pylist()
    assert {(r["speakers"], r["act"]) for r in table} >= {("Tomas Ruud", "deny"), ("experts", "warn")}
    assert all(isinstance(r["start"], int) and isinstance(r["negated"], bool) for r in table)


def test_parquet_without_pyarrow_tells_what_to_install(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run("export", record, "--format", "parquet")
    assert done.exit_code == 1
    assert done.stderr == "Error: Parquet needs pyarrow: pip install 'sayso[batch]'\n"


def test_corrections_come_out_as_training_data(record: Path) -> None:
    (denied,) = json.loads(run("search", record, "--act", "deny", "--format", "json").stdout)
    (warned,) = json.loads(run("search", record, "--act", "warn", "--format", "json").stdout)
    assert run("correct", record, str(denied["id"]), "--by", "ann", "--speaker", "Mira Dolan").exit_code == 0
    assert run("correct", record, str(warned["id"]), "--by", "ann", "--wrong").exit_code == 0
    bridge, ferry = (json.loads(line) for line in run("export", record, "--corrections").stdout.splitlines())
    (made,) = bridge["attributions"]
    assert [bridge["text"][s:e] for s, e in made["cue"]] == ["denied"]
    assert made["entities"] == [{"names": ["Mira Dolan"]}]
    assert ferry["attributions"] == []
    assert [ferry["text"][s:e] for ((s, e),) in ferry["wrong"]] == ["warned"]
    assert run("export", record, "--corrections", "--no-text").exit_code == 2


def test_rows_that_share_an_id_and_bad_ones_change_nothing_the_second_time(tmp_path: Path) -> None:
    rows = [{"id": 7, "text": BRIDGE}, {"id": "\ud800", "text": FERRY}, {"id": "7", "text": FERRY}]
    archive, path = tmp_path / "rows.jsonl", tmp_path / "news.db"
    archive.write_text("".join(json.dumps(row) + "\n" for row in rows))
    first = run("add", path, archive)
    assert first.stdout == "1 added, 1 changed, 1 failed\n"
    assert "rows.jsonl:2: holds half of a surrogate pair" in first.stderr
    assert run("add", path, archive).stdout == "2 unchanged, 1 failed\n"


@pytest.mark.parametrize(
    "args",
    [
        ("search", "\udcff"),
        ("search", "bridge", "--by", "\udcff"),
        ("search", "bridge", "--after", f'[0, "2024", {10**30}]'),
        ("search", "bridge", "--after", '[0, "\\ud800", 1]'),
        ("search", "bridge", "--after", "[" * 100_000),
        ("correct", "9" * 30, "--by", "ann", "--wrong"),
    ],
)
def test_hostile_arguments_are_refused_in_one_line(record: Path, args: tuple[str, ...]) -> None:
    result = run(args[0], record, *args[1:])
    assert result.exit_code in (1, 2)
    assert len(result.stderr.splitlines()[-1:]) == 1
    assert "Error: " in result.stderr


@pytest.mark.parametrize("verb", ["add", "search"])
def test_names_that_are_too_long_are_told(tmp_path: Path, verb: str) -> None:
    result = run(verb, tmp_path / ("x" * 300 + ".db"), "y")
    assert result.exit_code == 1
    assert "Error: " in result.stderr
