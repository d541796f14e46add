"""A run that was stopped or killed and gone on with makes what one run makes, byte for byte (laws 2 and 3); and what
changed is read again, and nothing else."""

import json
import os
import re
import signal
import subprocess
from pathlib import Path

import pytest
from batch.runs import ended, family, files, json_lines, program, read_here, rows, sayso, started
from patience import PATIENCE, until

PAD = "x" * (300 << 10)  # in a value that nobody reads, so that each file is a shard of its own
SHARDS = 24  # so many that it is not through before it is stopped, however loaded the machine
NAMES = "Ada Holm, Tomas Ruud, Ina Holt, Mira Dolan, Karel Voss, Oda Brecht".split(", ")


def lines(shard: int, word: str = "shut") -> list[dict[str, str]]:
    return [
        {
            "text": f"Mayor {name} said on Friday that bridge {shard} was {word}. “It has cracks,” {name} added.",
            "url": f"https://post.example/{shard}/{n}",
            "published": f"2026-03-{10 + n}",
            "note": PAD if n == 0 else "",
        }
        for n, name in enumerate(NAMES)
    ]


def wait_for_markers(process: subprocess.Popen[str], out: Path, count: int) -> None:
    until(lambda: len(list((out / "_done").glob("*.json"))) >= count, process)


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shards")
    for shard in range(SHARDS):
        json_lines(folder / f"{shard:02}.jsonl", lines(shard))
    return folder


@pytest.fixture(scope="module")
def whole(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process makes of all, without a break."""
    out = tmp_path_factory.mktemp("whole") / "out"
    read_here(given, out)
    return out


@pytest.fixture(scope="module")
def broken(given: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What two workers make of all, of which nobody knows in which order it was given, stopped once by Ctrl-C and once
    by force."""
    out = tmp_path_factory.mktemp("broken") / "out"
    inputs = [*sorted(given.iterdir(), reverse=True), given]

    process = started("batch", *inputs, "--out", out, "--jobs", "2")
    wait_for_markers(process, out, 1)
    pids = family(process.pid)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it, to all
    told, errors = process.communicate(timeout=PATIENCE)
    assert told == ""
    assert errors.strip() == "Aborted!"
    assert process.returncode == 1
    ended(pids)
    stopped = set((out / "_done").iterdir())
    assert 0 < len(stopped) < SHARDS

    process = started("batch", *inputs, "--out", out, "--jobs", "2")
    wait_for_markers(process, out, len(stopped) + 1)
    # Two of Ray's own look only once a minute whether it is still there.
    pids = [
        pid for pid in family(process.pid) if not program(pid).startswith(("ray::DashboardAgent", "ray::RuntimeEnvA"))
    ]
    assert any("MapWorker" in program(pid) for pid in pids)
    process.kill()
    process.communicate(timeout=PATIENCE)
    ended(pids)
    killed = set((out / "_done").iterdir())
    assert stopped < killed
    assert len(killed) < SHARDS

    done = sayso("batch", *inputs, "--out", out, "--jobs", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(rf", {len(killed)} shards? there before\n$", done.stdout)
    return out


def test_a_run_gone_on_with_makes_what_one_run_makes(whole: Path, broken: Path) -> None:
    assert len(rows(whole, "articles")) == SHARDS * len(NAMES)
    assert len(list((whole / "_done").iterdir())) == SHARDS
    assert files(broken) == files(whole)


def test_what_changed_is_read_again_and_nothing_else(given: Path, whole: Path, broken: Path, tmp_path: Path) -> None:
    """Another text, a file that came, a marker that is damaged, and one without its files' place."""
    before = files(whole)
    json_lines(given / "00.jsonl", [*lines(0, "open"), {"text": "Lena Ortmann said that nobody came.", "url": "u"}])
    json_lines(given / "new.jsonl", lines(90))
    markers = {path.name[:2]: path for path in (whole / "_done").iterdir()}
    markers["01"].write_bytes(markers["01"].read_bytes()[:-20])
    markers["02"].write_text(json.dumps({"shard": "02", "made": None, "files": ["articles/day=2026-03-10/x"]}))
    outside = whole.parent / "mine.txt"
    outside.write_text("not of the run", "utf8")
    hostile = json.loads(markers["03"].read_text("utf8"))
    markers["03"].write_text(
        json.dumps({**hostile, "made": {**hostile["made"], "version": 0}, "files": ["../mine.txt"]})
    )

    done = sayso("batch", given, "--out", whole, "--jobs", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(rf"{6 * 4 + 7} articles, \d+ statements, {SHARDS - 4} shards there before\n", done.stdout)
    texts = [row["text"] for row in rows(whole, "articles")]
    assert len(texts) == (SHARDS + 1) * len(NAMES) + 1
    assert len(set(texts)) == len(texts)
    assert sum("bridge 0 was open" in text for text in texts) == len(NAMES)
    assert not any("bridge 0 was shut" in text for text in texts)
    assert outside.read_text("utf8") == "not of the run"
    after = files(whole)
    changed = {name for name in before if after.get(name) != before[name]}
    assert {name.rpartition("/")[2][:2] for name in changed} <= {"00", "su"}
    assert not any(name.endswith(".part") for name in after)
