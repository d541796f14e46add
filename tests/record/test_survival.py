"""A record survives: killed runs, a full disk, two at once."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sayso.record import Record, verify

ARTICLES, KILLS = 500, 50
SAYSO = [sys.executable, "-m", "sayso.cli.main"]
TABLES = ("pages", "articles", "versions", "actors", "mentions", "statements", "spans", "statement_actors", "failures")
_TIMES = {"run", "added", "at", "retrieved"}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "archive.jsonl"
    names = ("Mira Dolan", "Tomas Ruud", "Ada Holm", "Kester Vann")
    with path.open("w") as out:
        for n in range(ARTICLES):
            text = (
                f"Boat {n} sinks\n\n{names[n % 4]} said on Friday that boat {n} had sunk. She denied that it was old."
            )
            line = {"url": f"https://post.example/{n}", "text": text, "published": "2026-03-13"}
            out.write(json.dumps(line if n % 50 else {"url": f"https://post.example/{n}", "text": ""}) + "\n")
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


def test_a_run_killed_fifty_times_gives_what_one_gives(archive: Path, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    subprocess.run([*SAYSO, "add", whole, archive], stderr=subprocess.DEVNULL, check=False)
    chance = random.Random(7)
    kills = 0
    for _ in range(KILLS):
        process = subprocess.Popen(
            [*SAYSO, "add", killed, archive], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.uniform(0.2, 1.4))
        kills += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert kills > KILLS / 5
    subprocess.run([*SAYSO, "add", killed, archive], stderr=subprocess.DEVNULL, check=False)
    assert rows(killed) == rows(whole)
    assert len(rows(whole)["versions"]) == ARTICLES - ARTICLES // 50
    assert list(verify(Record(killed))) == []


def test_ctrl_c_ends_after_the_article_at_hand_and_tells_how_to_go_on(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "stopped.db"
    process = subprocess.Popen(
        [*SAYSO, "add", path, archive], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    while not path.exists() or not _count(path):
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out.endswith("1 failed\n")
    assert f"stopped; what was added is kept: run the same command again to go on ({path})" in told
    assert list(verify(Record(path))) == []


def _count(path: Path) -> int:
    try:
        with sqlite3.connect(path) as plain:
            found: int = plain.execute("SELECT count(*) FROM versions").fetchone()[0]
            return found
    except sqlite3.OperationalError:
        return 0


def test_a_full_disk_is_told_in_one_line_and_the_file_stays_whole(archive: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk]).returncode:
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


def test_ctrl_c_to_all_processes_makes_no_failures(archive: Path, tmp_path: Path) -> None:
    path = tmp_path / "group.db"
    for wait in (0.3, 0.8, 1.5):
        process = subprocess.Popen(
            [*SAYSO, "add", path, archive, "--jobs", "3"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        time.sleep(wait)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=60)
        assert "Traceback" not in told
        assert "a worker process was killed" not in told
    subprocess.run([*SAYSO, "add", path, archive], stderr=subprocess.DEVNULL, check=False)
    record = Record(path)
    assert len(list(record.articles())) == ARTICLES - ARTICLES // 50
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
        told = subprocess.run([*SAYSO, "actors", disk / "news.db"], capture_output=True, text=True, check=True)
        assert "Mira Dolan" in told.stdout
        done = subprocess.run(
            [*SAYSO, "correct", disk / "news.db", "1", "--by", "ada", "--act", "warn"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        assert "may not be written to" in done.stderr
    finally:
        subprocess.run(["umount", disk], check=True)
