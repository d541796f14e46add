"""`sayso read` with workers that are killed, and with ends of pipes that are gone."""

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from patience import PATIENCE, until
from record_articles import BRIDGE

TEXT = "Mayor Ina Holt said on Monday that the harbour bridge was safe, and engineers agreed. " * 8
COUNT = 60  # so many that they fill the pipe of who reads only the first line, however slow that is


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    path.write_text("".join(json.dumps({"id": n, "text": TEXT}) + "\n" for n in range(COUNT)), "utf8")
    return path


def started(archive: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "sayso.cli.main", "read", str(archive), "--nl", "--jobs", "2"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def workers(pid: int) -> list[int]:
    """The process' children that read articles; one more keeps track of semaphores."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [int(c) for c in children if "spawn_main" in Path(f"/proc/{c}/cmdline").read_text("utf8")]


@pytest.mark.parametrize("killed", [1, 2])
def test_a_killed_worker_loses_no_article_silently(archive: Path, killed: int) -> None:
    """Where one is left it reads the others; where none is, all are told."""
    process = started(archive)
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    for worker in workers(process.pid)[:killed]:
        os.kill(worker, signal.SIGKILL)
    rest = process.stdout.read()  # communicate() would lose what was read ahead with the first line
    errors = process.stderr.read()
    assert process.wait(timeout=PATIENCE) == 1
    process.stdout.close()
    process.stderr.close()
    read = [int(json.loads(line)["id"]) for line in [first, *rest.splitlines()]]
    assert read == sorted(set(read))
    assert len(read) + len(errors.splitlines()) == COUNT
    assert (len(read) == COUNT - 1) if killed == 1 else (len(read) < COUNT - 2)
    assert all("a worker process was killed" in line for line in errors.splitlines())


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_command(archive: Path, how: signal.Signals) -> None:
    process = started(archive)
    assert process.stdout is not None
    process.stdout.readline()
    children = workers(process.pid)
    process.send_signal(how)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == (128 + how if how == signal.SIGTERM else -how)
    assert "Traceback" not in errors
    assert len(children) == 2
    until(lambda: not any(Path(f"/proc/{c}").exists() for c in children))


@pytest.mark.parametrize(("to", "told"), [("> /dev/full", "cannot be written"), (">&-", "output is closed")])
def test_an_output_that_takes_nothing_is_told_in_one_line(to: str, told: str, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(TEXT, "utf8")
    line = f"{sys.executable} -m sayso.cli.main read {page} {to}"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_an_input_that_is_closed_is_told_in_one_line() -> None:
    line = f"{sys.executable} -m sayso.cli.main read - <&-"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "sayso: -: standard input is closed: nothing to read\n"


def test_a_reader_that_has_seen_enough_is_no_error(archive: Path) -> None:
    line = f"{sys.executable} -m sayso.cli.main read {archive} --nl | head -1"
    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["id"] == "0"
    assert done.stderr == ""


def test_add_shows_in_a_terminal_how_far_it_is(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    pages.write_text("".join(json.dumps({"url": f"https://post.example/{n}", "text": BRIDGE}) + "\n" for n in range(3)))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "sayso.cli.main", "add", str(tmp_path / "news.db"), str(pages)]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "120"}
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, env=environment) as started:
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # the terminal's end, when the process is gone
            while some := os.read(ours, 4096):
                shown += some
        assert started.stdout is not None
        assert started.stdout.read() == b"3 added\n"
    os.close(ours)
    last = re.findall(
        rb"(\d+) articles, (\d+) statements, (\d+) failed", re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]", b"", shown)
    )[-1]
    assert (last[0], last[2]) == (b"3", b"0")
    assert int(last[1]) > 3
