"""A record survives: killed runs, a full disk, two at once."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE, until
from record import killed_adding

from sayso.record import Record, verify

ARTICLES, EMPTY, SOME, KILLS = 500, 20, 30, 50
SAYSO = [sys.executable, "-m", "sayso.cli.main"]
TABLES = ("pages", "articles", "versions", "actors", "mentions", "statements", "spans", "statement_actors", "failures")
_TIMES = {"run", "added", "at", "retrieved"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many articles, of which the first and each twentieth is none."""
    path = tmp_path_factory.mktemp("archive") / "archive.jsonl"
    names = ("Mira Dolan", "Tomas Ruud", "Ada Holm", "Kester Vann")
    with path.open("w") as out:
        for n in range(ARTICLES):
            text = (
                f"Boat {n} sinks\n\n{names[n % 4]} said on Friday that boat {n} had sunk. She denied that it was old."
            )
            line = {"url": f"https://post.example/{n}", "text": text, "published": "2026-03-13"}
            out.write(json.dumps(line if n % EMPTY else {"url": f"https://post.example/{n}", "text": ""}) + "\n")
    return path


@pytest.fixture(scope="module")
def some(archive: Path) -> Path:
    """A few of them."""
    path = archive.with_name("some.jsonl")
    path.write_text("".join(archive.read_text().splitlines(keepends=True)[:SOME]))
    return path


def rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of a record, times and run numbers aside."""
    with sqlite3.connect(path) as plain:
        plain.row_factory = sqlite3.Row
        return {
            table: [
                {k: row[k] for k in row.keys() if k not in _TIMES}  # noqa: SIM118
                for row in plain.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
            ]
            for table in TABLES
        }


def stored(path: Path) -> int:
    """How many articles a record holds, that may be in the making."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as plain:
        try:
            return int(plain.execute("SELECT count(*) FROM versions").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


def holds(path: Path, count: int) -> bool:
    return stored(path) >= count


@contextmanager
def held(path: Path) -> Iterator[None]:
    """A moment in which nobody else can write to a record."""
    with closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as plain:
        plain.execute("BEGIN IMMEDIATE")
        yield
        plain.execute("ROLLBACK")


def test_a_run_killed_fifty_times_gives_what_one_gives(some: Path, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    subprocess.run([*SAYSO, "add", whole, some], stderr=subprocess.DEVNULL, check=False)
    for n in range(2):  # wherever it is at that moment
        process = subprocess.Popen([*SAYSO, "add", killed, some], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until(partial(holds, killed, n + 1), process)
        process.kill()
        process.wait()
    command = [sys.executable, killed_adding.__file__, str(killed), str(some), str(KILLS)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    assert int(done.stdout.splitlines()[-1]) > KILLS * 0.8
    subprocess.run([*SAYSO, "add", killed, some], stderr=subprocess.DEVNULL, check=False)
    assert rows(killed) == rows(whole)
    assert len(rows(whole)["versions"]) == SOME - len(range(0, SOME, EMPTY))
    assert list(verify(Record(killed))) == []


def test_ctrl_c_ends_after_the_article_at_hand_and_tells_how_to_go_on(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "stopped.db"
    process = subprocess.Popen(
        [*SAYSO, "add", path, archive], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    until(partial(holds, path, 1), process)
    with held(path):
        before = stored(path)
        process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert out.startswith(f"{stored(path)} added, ")
    assert stored(path) <= before + 1
    assert f"stopped; what was added is kept: run the same command again to go on ({path})" in told
    assert list(verify(Record(path))) == []


def test_a_full_disk_is_told_in_one_line_and_the_file_stays_whole(archive: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1600k", "tmpfs", disk]).returncode:
        pytest.skip("only root can make a small disk")
    try:
        done = subprocess.run([*SAYSO, "add", disk / "news.db", archive], capture_output=True, text=True, check=False)
        assert done.returncode == 1
        told = "cannot be written, the disk is full: free some space and run the same command again"
        assert done.stderr.splitlines()[-1] == f"Error: {disk / 'news.db'}: {told}"
        record = Record(disk / "news.db")
        assert list(verify(record)) == []
        assert len(list(record.articles())) > 5
        record.close()
    finally:
        subprocess.run(["umount", disk], check=True)


def has_workers(pid: int, count: int) -> bool:
    """Whether a process has started so many, and answers Ctrl-C again, which it does not meanwhile."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    caught = Path(f"/proc/{pid}/status").read_text("ascii").partition("SigCgt:")[2].split()[0]
    started = sum("spawn_main" in Path(f"/proc/{c}/cmdline").read_text("utf8") for c in children)
    return started == count and bool(int(caught, 16) >> (signal.SIGINT - 1) & 1)


def test_ctrl_c_to_all_processes_makes_no_failures(archive: Path, tmp_path: Path) -> None:
    """As soon as there are workers, at the first article that they have read, and at another."""
    path = tmp_path / "group.db"
    for more in (0, 1, 5):
        before = stored(path)
        process = subprocess.Popen(
            [*SAYSO, "add", path, archive, "--jobs", "2"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        until(partial(has_workers, process.pid, 2), process)
        until(partial(holds, path, before + more), process)
        with held(path):
            os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130
        assert "Traceback" not in told
        assert "a worker process was killed" not in told
    record = Record(path)
    articles = list(record.articles())
    assert [a.url for a in articles] == [f"https://post.example/{n}" for n in range(ARTICLES) if n % EMPTY][
        : len(articles)
    ]
    assert 6 <= len(articles) < ARTICLES / 2
    assert list(verify(record)) == []


def test_a_record_that_may_not_be_written_to_is_read(tmp_path: Path) -> None:
    disk = tmp_path / "archive"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "tmpfs", disk]).returncode:
        pytest.skip("only root can make a disk that may not be written to")
    try:
        page = tmp_path / "page.txt"
        page.write_text("Bridge shut\n\nMira Dolan said that the bridge would stay shut.")
        subprocess.run([*SAYSO, "add", disk / "news.db", page], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        found = subprocess.run(
            [*SAYSO, "search", disk / "news.db", "bridge"], capture_output=True, text=True, check=True
        )
        assert "Mira Dolan" in found.stdout
        statement = json.loads(found.stdout)[0]["id"]
        told = subprocess.run([*SAYSO, "actors", disk / "news.db"], capture_output=True, text=True, check=True)
        assert "Mira Dolan" in told.stdout
        done = subprocess.run(
            [*SAYSO, "correct", disk / "news.db", statement, "--by", "ada", "--act", "warn"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert "may not be written to" in done.stderr
    finally:
        subprocess.run(["umount", disk], check=True)
