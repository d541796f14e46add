"""`sayso search --chart`: the figures behind a chart, and the picture; and tables as wide as a terminal."""

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from sayso.cli.main import main

TEXTS = {
    "2026-01-12": "Harbour\n\nMira Dolan accused Tomas Ruud of delays. Ada Holm said that Tomas Ruud had left.",
    "2026-03-02": "Pier\n\nMira Dolan told Ada Holm that the pier would break. Mira Dolan warned that it would rain.",
}
SVG = "{http://www.w3.org/2000/svg}"


def run(*args: str | Path, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("charts")
    lines = [{"url": f"https://post.example/{day}", "published": day, "text": text} for day, text in TEXTS.items()]
    (folder / "archive.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    run("add", folder / "news.db", folder / "archive.jsonl")
    return folder / "news.db"


def test_acts_are_counted_by_month(record: Path) -> None:
    printed = run("search", record, "by:dolan", "--chart", "timeline", "--csv").stdout
    rows = csv.DictReader(io.StringIO(printed))
    assert {(r["month"], r["act"], r["statements"]) for r in rows} >= {
        ("2026-01", "accuse", "1"),
        ("2026-03", "warn", "1"),
    }
    table = run("search", record, "by:dolan", "--chart", "acts", "--format", "table").stdout.splitlines()
    assert table[0].split() == ["ACT", "2026-01", "2026-03", "ALL"]  # without what has none
    assert ["accuse", "1", "1"] in [line.split() for line in table]


def test_the_network_tells_who_speaks_to_about_and_against_whom(record: Path) -> None:
    found = json.loads(run("search", record, "--chart", "network", "--format", "json").stdout)
    told = {(r["speaker"], r["relation"], r["other"]) for r in found}
    assert ("Mira Dolan", "to", "Ada Holm") in told
    assert ("Ada Holm", "about", "Tomas Ruud") in told
    shown = run("search", record, "--chart", "network", "--format", "table").stdout
    assert re.search("Mira Dolan +speaks against +Tomas Ruud +1", shown)


@pytest.mark.parametrize("kind", ["timeline", "acts", "network"])
def test_a_picture_stands_by_itself(record: Path, kind: str) -> None:
    svg = run("search", record, "--chart", kind, "--svg").stdout
    drawn = ElementTree.fromstring(svg)
    assert drawn.find(f"{SVG}title") is not None
    assert "var(" not in svg  # few programs know these
    assert run("search", record, "--chart", kind, "--png").stdout_bytes.startswith(b"\x89PNG")
    page = run("search", record, "--chart", kind, "--format", "html").stdout
    assert "<svg" in page
    assert "<details><summary>These figures as a table" in page


def test_nothing_found_and_wrong_usage_are_one_line(record: Path) -> None:
    none = run("search", record, "walrus", "--chart", "acts", "--svg", code=1)
    assert none.stderr.splitlines()[-1] == "Error: there is nothing to draw"
    assert "--svg or --png is the picture of a --chart" in run("search", record, "--svg", code=2).stderr
    assert "leave --like" in run("search", record, "--like", "rain", "--chart", "acts", code=2).stderr


def test_without_its_extra_a_png_is_one_line(record: Path) -> None:
    script = "import sys; sys.modules['resvg_py'] = None; from sayso.cli.main import main; main()"
    args = [sys.executable, "-c", script, "search", str(record), "--chart", "acts", "--png"]
    done = subprocess.run(args, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith("pip install 'sayso[pictures]'; SVG needs nothing\n")


def test_a_table_is_as_wide_as_the_terminal_and_cuts_no_id(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [row["id"] for row in json.loads(run("actors", record, "--format", "json").stdout)]
    for columns in (30, 60, 200):
        monkeypatch.setenv("COLUMNS", str(columns))
        shown = run("actors", record, "--format", "table").stdout
        assert all(f"#{id}\n" in shown for id in ids)
        assert shown.isascii()
        assert max(map(len, shown.splitlines())) <= max(columns, 60)


PROGRAMMERS = r"\[\]|\{&#x27;|\[\{|&#x27;: |\bNone\b|\bTrue\b|\bFalse\b"


@pytest.mark.parametrize(
    "args",
    [
        ["threads"], ["search"], ["search", "--chart", "network"], ["actors"], ["sample"], ["audit"], ["changes"],
        ["positions", "--about", "rain"], ["check", "the pier would break"],
    ],
)  # fmt: skip
def test_no_page_shows_what_a_programmer_writes(record: Path, args: list[str]) -> None:
    page = CliRunner().invoke(main, [args[0], str(record), *args[1:], "--format", "html"]).stdout
    assert page.startswith("<!doctype html>")
    assert not re.search(PROGRAMMERS, page[page.index("<main>") :])
