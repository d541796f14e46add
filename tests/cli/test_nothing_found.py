"""Where a verb finds nothing one line on stderr says why and what to do; the data stays valid and empty."""

import json
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_records import SIZES, small_record

from sayso import Reader
from sayso.cli.main import main

ASKED = (
    ("search", "walrus"), ("search", "boat", "--since", "2027-01-01"), ("search", "--like", "walrus ballet"),
    ("audit", "--outlet", "Lantern"), ("audit", "--since", "2027-01-01"), ("positions", "--about", "walrus"),
    ("positions", "--about", "boat", "--since", "2027-01-01"), ("threads",), ("threads", "walrus"),
    ("actors", "walrus"),
)  # fmt: skip


def run(*args: str) -> Result:
    return CliRunner().invoke(main, [*args], catch_exceptions=False)


@pytest.fixture(scope="module", params=SIZES, ids=["none", "one", "twenty"])
def record(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    return small_record(tmp_path_factory.mktemp("small") / f"{request.param}.db", reader, request.param)


@pytest.mark.parametrize("asked", ASKED, ids=" ".join)
def test_nothing_is_told_in_one_line_with_what_to_do(record: Path, asked: tuple[str, ...]) -> None:
    verb, *others = asked
    result = run(verb, str(record), *others, "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert result.stderr.count("\n") == 1
    _, command, *_ = result.stderr.split("`")
    if record.stem == "0":
        assert command == f"sayso add {record} PAGE"
        return
    assert f"in {record.stem} article" in result.stderr
    found = run(*shlex.split(command)[1:], "--format", "json")
    assert json.loads(found.stdout) != []


def test_a_quotation_that_is_not_found_leads_on(record: Path) -> None:
    result = run("check", str(record), "walruses dance at midnight on the ice", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)["verdict"]) == (3, "not found")
    command = result.stderr.split("`")[1]
    like = ["sayso", "search", str(record), "--like", "walruses dance at midnight on the ice"]
    assert shlex.split(command) == (like if record.stem != "0" else ["sayso", "add", str(record), "PAGE"])


@pytest.mark.parametrize("record", [20], indirect=True)
def test_who_is_called_nearly_so_is_told(record: Path) -> None:
    assert "nobody is called so; nearly: Ada Holm7 (a" in run("actors", str(record), "Ida Holm7").stderr
