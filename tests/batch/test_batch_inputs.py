"""Every kind of input into one folder: all that can be read is in it, all else is told, and nothing twice."""

import gzip
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pytest
from batch.runs import family, files, json_lines, one_line, program, rows, sayso, sockets, started
from patience import PATIENCE
from pyarrow import parquet

SAID = "said on Monday that the ferry to Tarn would not sail before the ice was gone."


def record(url: str, body: bytes, date: str = "2031-05-02T10:15:00Z") -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def page(name: str) -> bytes:
    return f"<html><body><article><h1>Ferry</h1><p>{name} {SAID}</p></article></body></html>".encode()


def inputs(folder: Path) -> list[Path]:
    """Eleven articles, two of them captures of one page, and seven pages that cannot be read."""
    saved = folder / "saved"
    (saved / "deep").mkdir(parents=True)
    (saved / "a.html").write_bytes(page("Ada Holm"))
    (saved / "deep" / "b.txt").write_text(f"Ferry stays\n\nTomas Ruud {SAID}\n", "utf8")
    (saved / "style.css").write_text("p {}", "utf8")
    (saved / ".hidden").write_text(f"Nobody {SAID}", "utf8")
    (saved / "empty.html").write_bytes(b"")
    (saved / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    lines = json_lines(
        folder / "lines.jsonl", [{"text": f"Ina Holt {SAID}", "url": f"https://a.example/{n}"} for n in "12"]
    )
    with lines.open("a", encoding="utf8") as more:
        more.write('{"text": \n' + json.dumps({"text": f"Half \ud83d of it, Oda Brecht {SAID}"}) + "\n")
    packed = folder / "packed.jsonl.gz"
    given = {"text": f"Karel Voss {SAID}", "outlet": "Strait Observer", "published": "2031-05-03"}
    packed.write_bytes(gzip.compress(json.dumps(given).encode() + b"\n"))
    table = folder / "table.csv"
    table.write_text(f'headline,body,date\nIce,"Mira Dolan, mayor, {SAID}",2031-05-01\nNone,,2031-05-01\n', "utf8")
    columns = folder / "columns.parquet"
    texts = [f"Lena Ortmann {SAID}", None, f"Piet Asker {SAID}"]
    parquet.write_table(pa.table({"content": texts, "date": ["2031-04-30"] * 3, "id": [7, 8, 9]}), columns)
    warc = folder / "crawl.warc"
    warc.write_bytes(
        record("https://w.example/ice", page("Old Jonas Falk"))
        + record("https://w.example/quay", page("Berit Lund"))
        + record("https://w.example/none", b"<script>1</script>")
        + record("https://w.example/ice", page("New Jonas Falk"), "2031-05-09T08:00:00Z")
    )
    return [saved, lines, packed, table, columns, warc]


@dataclass(frozen=True, slots=True)
class Run:
    given: list[Path]
    out: Path
    code: int
    told: str
    errors: str
    addresses: set[str]  # of sockets that its processes had
    settings: set[str]  # what Ray was told of statistics
    programs: set[str]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("inputs")
    given, out = inputs(folder), folder / "out"
    process = started("batch", *given, "--out", out, "--jobs", "2")
    addresses, settings, programs = set[str](), set[str](), set[str]()
    while process.poll() is None:
        pids = family(process.pid)
        addresses |= sockets(pids)
        programs |= {program(pid).split(" ")[0] for pid in pids}
        for pid in pids:
            settings |= usage(pid)
        time.sleep(0.1)
    told, errors = process.communicate(timeout=PATIENCE)
    return Run(given, out, process.returncode, told, errors, addresses, settings, programs)


def usage(pid: int) -> set[str]:
    """What the environment of Ray's own processes says of statistics; its workers write their titles over it."""
    try:
        environment = Path(f"/proc/{pid}/environ").read_text("utf8", "replace")
    except OSError:
        return set()
    is_ray = any(name in program(pid) for name in ("gcs_server", "raylet/raylet"))
    return (
        set(re.findall(r"RAY_USAGE_STATS_ENABLED=[^\0]*", environment) or ["unset"])
        if is_ray and environment
        else set()
    )


def test_all_that_can_be_read_is_in_it(run: Run) -> None:
    found = rows(run.out, "articles")
    names = "Ada Berit Ina Ina Jonas Jonas Karel Lena Mira Piet Tomas".split()
    assert sorted(next(name for name in names if name in row["text"]) for row in found) == names
    assert {row["published"][:10] for row in found if row["published"]} >= {"2031-05-03", "2031-05-01", "2031-04-30"}
    assert {row["id"] for row in found} >= {"7", "9"}
    assert all(row["statements"] for row in found)
    assert {s["article"] for s in rows(run.out, "statements")} == {row["article"] for row in found}


def test_what_cannot_be_read_is_told_with_its_reason(run: Run) -> None:
    told = {Path(row["name"]).name: row["reason"] for row in rows(run.out, "failures")}
    expected = {
        "empty.html": "is empty",
        "picture.html": "is a PNG image",
        "lines.jsonl:3": "the line is not JSON",
        "lines.jsonl:4": "half of a surrogate pair",
        "table.csv:3": "the row has no text",
        "columns.parquet:2": '"text" is missing or empty',
        "none": "no article text found",
    }
    assert told.keys() == expected.keys()
    assert all(reason in told[name] for name, reason in expected.items())


def test_the_result_is_one_line_and_the_exit_code_tells_of_failures(run: Run) -> None:
    statements = len(rows(run.out, "statements"))
    assert run.told == f"11 articles, {statements} statements, 7 failed\n"
    assert run.errors == ""
    assert run.code == 1


def test_files_are_parted_by_day(run: Run) -> None:
    for table in ("articles", "statements"):
        for path in (run.out / table).rglob("*.parquet"):
            days = {(row["published"] or "unknown")[:10] for row in parquet.ParquetFile(path).read().to_pylist()}
            assert days == {path.parent.name.removeprefix("day=")}
    assert not list(run.out.rglob("*.part"))


def test_a_second_run_reads_nothing_again(run: Run) -> None:
    before = files(run.out)
    again = sayso("batch", *run.given, "--out", run.out)
    assert re.fullmatch(r"0 articles, 0 statements, \d shards? there before( \(\d+ pages failed\))?\n", again.stdout)
    assert again.stderr == ""
    assert files(run.out) == before


def test_only_the_last_capture_of_a_page_answers(run: Run) -> None:
    captures = [row for row in rows(run.out, "articles") if row["url"] == "https://w.example/ice"]
    assert sorted("New" in row["text"] for row in captures) == [False, True]
    answer = json.loads(sayso("search", run.out, "--by", "Jonas Falk", "--format", "json").stdout)
    assert answer
    assert all("New Jonas Falk" in s["sentence"] for s in answer)


def test_nothing_outside_this_machine_is_reached_or_can_reach_in(run: Run) -> None:
    assert any(name.startswith("ray::") for name in run.programs)
    assert run.addresses
    assert {a for a in run.addresses if not a.startswith("127.") and a != "::1"} == set()
    assert run.settings == {"RAY_USAGE_STATS_ENABLED=0"}


def test_one_bad_input_among_good_ones_is_told_and_the_exit_code_is_1(run: Run) -> None:
    told = sayso("batch", *run.given, run.out.parent / "none.jsonl", "--out", run.out)
    assert told.returncode == 1
    assert (
        one_line(told.stderr)
        == f"sayso: {run.out.parent / 'none.jsonl'}: cannot be read (No such file or directory): check the path"
    )
