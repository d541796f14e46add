"""Samples for people to judge, and the precision that their judgements tell."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.cli.main import main
from sayso.record import Correction, Judged, Query, Record, correct, precision, search


def run(record: Record, *args: object, code: int = 0, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(
        main, ["sample", str(record.path), *map(str, args)], input=stdin, catch_exceptions=False
    )
    assert result.exit_code == code, result.output
    return result


def drawn(record: Record, *args: object) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(record, *args, "--nl").stdout.splitlines()]


def test_a_sample_is_the_same_for_the_same_seed(record: Record) -> None:
    every = {f.row["id"] for f in search(record, Query(limit=100))}
    assert {r["id"] for r in drawn(record)} == every
    assert drawn(record, "--size", 3) == drawn(record, "--size", 3)
    assert [r["id"] for r in drawn(record)] != [r["id"] for r in drawn(record, "--seed", 2)]
    assert len({r["id"] for r in drawn(record, "--size", 3, "--seed", 7)}) == 3


def test_a_row_has_all_that_is_judged(record: Record) -> None:
    (denied,) = search(record, Query("money"))
    correct(record, denied.row["id"], Correction("Ira Lund", speakers=("Pia Strand",)))
    (row,) = [r for r in csv.DictReader(io.StringIO(run(record, "--csv").stdout)) if r["cue"] == "denied"]
    assert (row["right"], row["speakers"], row["content"], row["corrected_by"]) == (
        "", "Pia Strand", "that money was missing", "Ira Lund",
    )  # fmt: skip
    assert row["sentence"] == "Tomas Ruud denied that money was missing."
    assert "Pia Strand  deny\n" in run(record, "--format", "table").stdout


def test_what_is_wrong_and_old_is_not_drawn(record: Record) -> None:
    (denied,) = search(record, Query("money"))
    correct(record, denied.row["id"], Correction("Ira Lund", wrong=True))
    assert "denied" not in [r["cue"] for r in drawn(record)]


@pytest.mark.parametrize("form", ["csv", "jsonl", "json"])
def test_a_judged_sample_is_read_back(record: Record, tmp_path: Path, form: str) -> None:
    text = run(record, "--format", form).stdout
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
    else:
        rows = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
    answers = ["Yes", "no", "TRUE", "0"] if form == "csv" else [True, "no", 1, False]
    for row, answer in zip(rows, answers, strict=False):
        row["right"] = answer
    out = io.StringIO()
    if form == "csv":  # as a spreadsheet saves it
        out.write("\ufeff")
        writer = csv.DictWriter(out, rows[0], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    else:
        out.write(json.dumps(rows) if form == "json" else "".join(json.dumps(r) + "\n" for r in rows))
    path = tmp_path / "judged"
    path.write_text(out.getvalue(), "utf8")
    (told,) = json.loads(run(record, "--judged", path).stdout)
    assert told == {
        "of": "all", "value": "all", "right": 2, "judged": 4, "precision": 0.5, "low": 0.15, "high": 0.85,
    }  # fmt: skip


def test_parts_with_ten_have_figures_of_their_own(record: Record) -> None:
    lines = [
        {"id": n, "right": n % 10 != 0, "act": "deny" if n < 10 else "warn", "sourcing": "named"} for n in range(30)
    ]
    stdin = "".join(json.dumps(line) + "\n" for line in [*lines, {"id": 99, "right": "yes", "act": "threaten"}])
    assert run(record, "--judged", "-", "--format", "table", stdin=stdin).stdout.splitlines() == [
        "OF              RIGHT   95 % INTERVAL  OF SO MANY JUDGED",
        "all             90.3%  75.1% to 96.7%           28 of 31",
        "act deny        90.0%  59.6% to 98.2%            9 of 10",
        "act warn        90.0%  69.9% to 97.2%           18 of 20",
        "sourcing named  90.0%  74.4% to 96.5%           27 of 30",
    ]


@settings(deadline=None)  # a busy machine
@given(st.lists(st.booleans(), min_size=1))
def test_the_interval_holds_the_share(answers: list[bool]) -> None:
    (told,) = precision(Judged(str(n), right, None, None) for n, right in enumerate(answers))
    assert 0 <= told.low <= told.precision <= told.high <= 1
    assert told.low < told.high


def test_bad_rows_are_named_and_the_others_go_on(record: Record) -> None:
    stdin = "id,right,act\n1,yes,deny\n2,perhaps,deny\n3,,deny\n1,no,deny\n,no,warn\n4,no,warn\n"
    result = run(record, "--judged", "-", stdin=stdin, code=1)
    assert [json.loads(result.stdout)[0][k] for k in ("right", "judged")] == [1, 2]
    assert [line.partition("-: ")[2] for line in result.stderr.splitlines()] == [
        "row 3: right is 'perhaps': write yes or no, or leave it empty",
        "row 5: statement 1 stands twice",
        "row 6: has no id",
    ]
    result = run(record, "--judged", "-", stdin='{"id": 1, "right": "yes"}\n{"id": \n["x"]\n', code=1)
    assert "row 2: is no JSON object of one line" in result.stderr
    assert "row 3: is no object with id and right" in result.stderr


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "has no columns id and right"),
        (b"id,act\n1,deny\n", "has no columns id and right"),
        (b"id,right\n1,\n", "no row is judged"),
        ("id,right\n1,yes,é\n".encode("latin1"), "is not UTF-8"),
        (b"[1, 2", "is no JSON"),
    ],
)
def test_no_sample_is_told_in_a_line(record: Record, tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "judged.csv"
    path.write_bytes(data)
    stderr = run(record, "--judged", path, code=1).stderr
    assert stderr.count("\n") == 1
    assert f"{path}: {told}" in stderr


def test_wrong_usage(record: Record, tmp_path: Path) -> None:
    assert "are for drawing" in run(record, "--judged", "-", "--seed", 2, stdin="", code=2).stderr
    assert "does not exist" in run(record, "--judged", tmp_path / "none.csv", code=2).stderr
