"""What goes wrong before, beside or instead of a run: one line that says so, and an exit code."""

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest
from batch.runs import files, json_lines, one_line, rows, sayso
from click.testing import CliRunner, Result
from patience import PATIENCE
from pyarrow import parquet

from sayso.cli.main import main

WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {names!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Missing())
from sayso.cli.main import entry
entry()
"""
LINE = {"text": "Mayor Ada Holm said that the bridge was shut."}
THERE = r"\d shards? there before \(10 pages failed\)\n"  # the paths of a run decide how many they are


def without(names: set[str], *args: str | Path) -> subprocess.CompletedProcess[str]:
    """The command where some libraries are not installed."""
    command = [sys.executable, "-c", WITHOUT.format(names=names), *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)


def here(*args: str | Path) -> Result:
    """The command in this process, where it ends before Ray is needed."""
    return CliRunner().invoke(main, [*map(str, args)], catch_exceptions=False)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return json_lines(tmp_path / "in.jsonl", [LINE])


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ("none.jsonl", "cannot be read (No such file or directory): check the path"),
        ("none*.jsonl", "matches no file: check the pattern"),
        ("empty", "is a directory without articles: give one with HTML, text or other files"),
        ("foo://news/in", "cannot be opened (Protocol not known: foo)"),
        ("-", "cannot be read (No such file or directory): check the path"),
    ],
)
def test_an_input_that_is_none_is_told(tmp_path: Path, missing: str, reason: str) -> None:
    (tmp_path / "empty").mkdir()
    name = missing if "://" in missing or missing == "-" else str(tmp_path / missing)
    told = here("batch", name, "--out", tmp_path / "out")
    assert one_line(told.stderr) == f"sayso: {name}: {reason}"
    assert told.stdout == "0 articles, 0 statements\n"
    assert told.exit_code == 1
    assert not (tmp_path / "out").exists()


def test_an_output_that_is_a_file_is_told_and_stays(tmp_path: Path, given: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine", "utf8")
    told = sayso("batch", given, "--out", mine)
    assert one_line(told.stderr) == "Error: the output cannot be written: Not a directory"
    assert (told.returncode, told.stdout, mine.read_text("utf8")) == (1, "", "mine")


def test_an_output_that_cannot_be_made_is_told(given: Path) -> None:
    told = sayso("batch", given, "--out", "/proc/out")
    assert one_line(told.stderr).startswith("Error: the output cannot be written: ")
    assert (told.returncode, told.stdout) == (1, "")


@pytest.mark.parametrize(
    ("out", "reason"),
    [("foo://x", "cannot be opened (Protocol not known: foo)"), ("memory://x", "is gone when its process ends")],
)
def test_an_output_at_no_address_is_told(given: Path, out: str, reason: str) -> None:
    told = here("batch", given, "--out", out)
    assert told.stderr.splitlines()[-1].startswith(f"Error: --out {out}: {reason}")
    assert (told.exit_code, told.stdout) == (2, "")


@pytest.mark.parametrize("address", ["nowhere", "127.0.0.1:9", "127.0.0.1:99999"])
def test_a_cluster_that_is_none_is_told(tmp_path: Path, given: Path, address: str) -> None:
    told = sayso("batch", given, "--out", tmp_path / "out", "--address", address)
    assert one_line(told.stderr).startswith(f"Error: {address}: cannot be joined (")
    assert (told.returncode, told.stdout) == (1, "")


@pytest.mark.parametrize("library", ["ray", "duckdb", "pyarrow", "fsspec"])
def test_a_library_that_is_missing_is_named(tmp_path: Path, given: Path, library: str) -> None:
    told = without({library}, "batch", given, "--out", tmp_path / "out")
    assert "pip install 'sayso[batch]'" in one_line(told.stderr)
    assert (told.returncode, told.stdout) == (1, "")


def test_an_object_store_needs_its_library(tmp_path: Path, given: Path) -> None:
    told = without({"s3fs"}, "batch", "s3://news/in", "--out", tmp_path / "out")
    assert one_line(told.stderr).startswith("sayso: s3://news/in: cannot be opened (Install s3fs")
    assert told.returncode == 1
    told = without({"s3fs"}, "batch", given, "--out", "s3://news/out")
    assert told.stderr.splitlines()[-1].startswith("Error: --out s3://news/out: cannot be opened (Install s3fs")
    assert told.returncode == 2


@pytest.mark.parametrize("verb", [["search"], ["audit"], ["positions", "--about", "x"]], ids=lambda v: v[0])
def test_verbs_that_ask_an_archive_name_what_is_missing(tmp_path: Path, verb: list[str]) -> None:
    told = without({"duckdb"}, verb[0], tmp_path, *verb[1:])
    assert "pip install 'sayso[batch]'" in one_line(told.stderr)
    assert (told.returncode, told.stdout) == (1, "")


def test_other_verbs_need_none_of_it(given: Path, tmp_path: Path) -> None:
    added = without({"ray", "duckdb", "pyarrow", "fsspec"}, "add", tmp_path / "news.db", given)
    assert (added.returncode, added.stdout) == (0, "1 added\n")
    found = without({"ray", "duckdb", "pyarrow", "fsspec"}, "search", tmp_path / "news.db", "bridge", "--csv")
    assert found.returncode == 0
    assert "Ada Holm" in found.stdout


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A run over input that is bad in many ways, into a folder with an odd name, which lies where Ray is told to join
    another cluster."""
    folder = tmp_path_factory.mktemp("odd")
    given = folder / "in"
    given.mkdir()
    json_lines(given / "half.jsonl", [LINE, *({**LINE, of: "half \ud83d"} for of in ("title", "outlet", "url", "id"))])
    json_lines(given / "half-author.jsonl", [{**LINE, "authors": ["half \ud83d"]}])
    (given / "latin.csv").write_bytes("text,url\nMayor Zo\xeb said that it was shut.,u\n".encode("latin-1"))
    (given / "cut.jsonl.gz").write_bytes(gzip.compress(json.dumps(LINE).encode() * 99)[:60])
    parquet.write_table(pa.table({"words": ["a"]}), given / "other.parquet")
    parquet.write_table(pa.table({"text": pa.array([], pa.string())}), given / "none.parquet")
    (given / "rotten.parquet").write_bytes(b"PAR1" + bytes(range(256)) + b"PAR1")
    parquet.write_table(pa.table({"text": [LINE["text"]]}), given / "packed.parquet")
    (given / "packed.parquet.gz").write_bytes(gzip.compress((given / "packed.parquet").read_bytes()))
    out = folder / "out [1]* it's"
    return out, sayso("batch", given, "--out", out, env={"RAY_ADDRESS": "127.0.0.1:9"})


def test_bad_input_is_told_and_the_rest_is_read(odd: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    out, done = odd
    assert done.stderr == ""
    told = {Path(row["name"]).name: row["reason"] for row in rows(out, "failures")}
    half = [*(f"half.jsonl:{n}" for n in (2, 3, 4, 5)), "half-author.jsonl:1"]
    assert all("half of a surrogate pair" in told.pop(name) for name in half)
    expected = {
        "latin.csv:2": "is not UTF-8",
        "cut.jsonl.gz": "is damaged gzip",
        "other.parquet": 'has no column "text", "body" or "content"; its columns are words: rename one',
        "none.parquet": "has no rows: nothing to read",
        "rotten.parquet": "is damaged Parquet",
    }
    assert told.keys() == expected.keys()
    assert all(told[name].startswith(reason) for name, reason in expected.items())
    assert not any("\n" in reason for reason in told.values())
    assert done.stdout == "3 articles, 3 statements, 10 failed\n"
    assert done.returncode == 1


def test_a_folder_of_an_odd_name_is_asked(odd: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    found = sayso("search", odd[0], "bridge", "--csv")
    assert len(found.stdout.splitlines()) > 1
    assert found.stderr == ""
    before = files(odd[0])
    again = sayso("batch", odd[0].parent / "in", "--out", odd[0])
    assert re.fullmatch(f"0 articles, 0 statements, {THERE}", again.stdout)
    assert again.returncode == 1
    assert files(odd[0]) == before


def test_what_lies_under_the_output_is_no_input(odd: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    before = files(odd[0])
    again = sayso("batch", odd[0].parent, "--out", odd[0])
    assert re.fullmatch(f"0 articles, 0 statements, {THERE}", again.stdout)
    assert files(odd[0]) == before


def test_nothing_is_left_beside_it(odd: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    assert {path.name for path in odd[0].parent.iterdir()} == {"in", odd[0].name}
