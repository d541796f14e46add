"""What people are shown first: what is probably a statement; all is one flag away, and other programs get all."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sayso.cli.main import main

PIER = (
    "Pier\n\nAda Holm said that the pier was late. Ada Holm wants the pier shut. The harbour office has banned boats."
    " Mira Dolan hopes for rain. Tomas Ruud expects the ferry to sail. The council is set to back it. The office plans"
    " to shut it. Residents feared the worst. The town needs a bridge, in the view of many."
)


def run(*args: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)


def rows(*args: str | Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*args, "--format", "json").stdout)
    return found


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """An article of sure and of doubtful statements."""
    made = tmp_path / "pier.txt"
    made.write_text(PIER)
    return made


@pytest.mark.parametrize("form", ["table", "html"])
def test_read_shows_what_is_probable_and_says_what_is_left_out(page: Path, form: str) -> None:
    every = json.loads(run("read", page, "--format", "json").stdout)["statements"]
    less = sum(s["confidence"] < 0.5 for s in every)
    assert 0 < less < len(every)
    first = run("read", page, "--format", form).stdout
    assert f"{less} more, less likely" in first
    assert "--all" in first
    for asked in (["--all"], ["--min-confidence", "0.35"], ["--include-none"]):
        whole = run("read", page, "--format", form, *asked).stdout
        assert "less likely" not in whole
        assert len(whole) > len(first)


def test_search_finds_what_is_probable_or_checked_and_with_a_flag_all(tmp_path: Path, page: Path) -> None:
    record = tmp_path / "news.db"
    run("add", record, page)
    every = rows("search", record, "--all")
    doubtful = [row for row in every if row["confidence"] < 0.5]
    assert 0 < len(doubtful) < len(every)
    assert rows("search", record) == [row for row in every if row not in doubtful]
    them = "it" if len(doubtful) == 1 else "them"
    left_out = f"sayso: {len(doubtful)} more, less likely: --all shows {them}\n"
    for form in ("table", "csv"):
        assert run("search", record, "--format", form).stderr == left_out
    for told in (["--all"], ["--min-confidence", "0.4"], ["--counted"]):
        assert "less likely" not in run("search", record, *told).stderr
    for asked in (["--min-confidence", "0"], ["--counted"]):
        assert rows("search", record, *asked) == every
    words = doubtful[0]["content"].split()[0]
    nothing = run("search", record, words, "--by", doubtful[0]["source"])
    assert "without the least probability" in nothing.stderr
    assert "--min-confidence 0" in nothing.stderr
    assert run("correct", record, doubtful[0]["id"], "--by", "Rune", "--act", "deny").exit_code == 0
    assert doubtful[0]["id"] in {row["id"] for row in rows("search", record)}
