"""The check of the docs: of a confidence the last digit may differ, and nothing else."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TABLE = "Kestria  says  0.95\n    Northern warships"
SEARCH = "reports  assert  2026-03-12  0.96  #6\n    Media reports have claimed"
CSV = "c72d,,says,0.82,74,144,,"
EVENTS = "2026-03-12,Kestria,c72d,,s1,0.9"
JSON = '{"kind": "mixed", "confidence": 0.94, "parent": null}'
COMPACT = '{"kind":"mixed","confidence":0.94,"similarity":0.58}'
PYTHON = "Mira Dolan | told | that it was shut | 0.8"
CHECKED = "  0.58  Oda Brecht  2026-03-20  The Harbour Gazette"
FIGURES = "  source_exact   P   0.97  R   0.98  F1   0.98"
POSITION = "Varn   supports   2026-03-12  2 in 2 articles   opposes 2026-03-20 (#49)"

HOLDS = {
    "nothing": (TABLE, TABLE),
    "table": (TABLE, TABLE.replace("0.95", "0.94")),
    "whole": ("Kestria  says  1.00", "Kestria  says  0.99"),
    "search": (SEARCH, SEARCH.replace("0.96", "0.97")),
    "csv": (CSV, CSV.replace("0.82", "0.83")),
    "events": (EVENTS, EVENTS.replace("0.9", "0.89")),
    "json": (JSON, JSON.replace("0.94", "0.93")),
    "compact": (COMPACT, COMPACT.replace("0.94", "0.95")),
    "python": (PYTHON, PYTHON.replace("0.8", "0.79")),
}
DIFFERS = {
    "table": (TABLE, TABLE.replace("0.95", "0.93")),
    "search": (SEARCH, SEARCH.replace("0.96", "0.98")),
    "csv": (CSV, CSV.replace("0.82", "0.8")),
    "events": (EVENTS, EVENTS.replace("0.9", "0.88")),
    "json": (JSON, JSON.replace("0.94", "0.96")),
    "compact": (COMPACT, COMPACT.replace("0.94", "0.92")),
    "python": (PYTHON, PYTHON.replace("0.8", "0.82")),
    "number": (SEARCH, SEARCH.replace("#6", "#7")),
    "day": (SEARCH, SEARCH.replace("03-12", "03-13")),
    "place": (CSV, CSV.replace("144", "145")),
    "similarity": (CHECKED, CHECKED.replace("0.58", "0.59")),
    "similarity-json": (COMPACT, COMPACT.replace("0.58", "0.57")),
    "figures": (FIGURES, FIGURES.replace("R   0.98", "R   0.97")),
    "last-figure": (FIGURES, FIGURES.replace("F1   0.98", "F1   0.97")),
    "count": (POSITION, POSITION.replace("2 in 2", "3 in 2")),
    "word": (TABLE, TABLE.replace("says  0.95", "said  0.94")),
    "line-more": (TABLE, f"{TABLE}\n{TABLE.replace('0.95', '0.94')}"),
    "line-less": (f"{SEARCH}\n{TABLE}", TABLE),
    "twice": (f"{TABLE}\n{TABLE}", f"{TABLE}\n{TABLE.replace('0.95', '0.91')}"),
}


def page(kept: str, printed: str) -> str:
    return f"<!-- [[[cog\ncog.out({printed + chr(10)!r})\n]]] -->\n{kept}\n<!-- [[[end]]] -->\n"


def checked(*names: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    script = ROOT / "docs" / "check.py"
    return subprocess.run(
        [sys.executable, script, *names], cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )


def write(folder: Path, pages: dict[str, tuple[str, str]]) -> list[str]:
    for name, (kept, printed) in pages.items():
        (folder / f"{name}.md").write_text(page(kept, printed), "utf8")
    return [f"{name}.md" for name in pages]


def test_the_last_digit_of_a_confidence_may_differ(tmp_path: Path) -> None:
    done = checked(*write(tmp_path, HOLDS), folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    folder = tmp_path_factory.mktemp("differs")
    return checked(*write(folder, DIFFERS), folder=folder)


@pytest.mark.parametrize("name", DIFFERS)
def test_everything_else_is_compared_exactly(name: str, found: subprocess.CompletedProcess[str]) -> None:
    assert found.returncode == 1
    assert f"--- {name}.md\n" in found.stdout


def test_what_differs_is_shown_with_what_mends_it(tmp_path: Path) -> None:
    near, moved = TABLE.replace("0.95", "0.94"), CHECKED.replace("0.58", "0.59")
    names = write(tmp_path, {"a": (f"{TABLE}\n{CHECKED}", f"{near}\n{moved}"), "b": (TABLE, near)})
    lines = checked(*names, folder=tmp_path).stdout.splitlines()
    assert [x for x in lines if x[0] in "-+"][2:] == [f"-{CHECKED}", f"+{moved}"]
    assert lines[-1] == "run: .venv/bin/cog -r a.md"


def test_a_page_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(page(TABLE, TABLE).replace("cog.out(", "cog.out(1 / 0, "), "utf8")
    done = checked("a.md", folder=tmp_path)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stdout


def test_the_pictures_are_what_is_drawn(tmp_path: Path) -> None:
    images = ROOT / "docs" / "images"
    drawn = sorted(str(p) for p in images.glob("*.svg"))
    assert len(drawn) == 7
    done = checked(*drawn)
    assert (done.returncode, done.stdout) == (0, "")
    moved = tmp_path / "sentence.svg"
    moved.write_text((images / "sentence.svg").read_text("utf8").replace('y="334"', 'y="335"'), "utf8")
    assert checked(str(moved)).returncode == 1
