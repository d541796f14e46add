"""`sayso serve` and `sayso accounts`."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
from click.testing import CliRunner, Result
from patience import PATIENCE, until

from sayso.cli.main import main
from sayso.record import Record
from sayso.record.accounts import remove_account


def run(*arguments: str, given: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=given)


def test_a_record_is_served_until_ctrl_c(news: Path) -> None:
    command = [sys.executable, "-m", "sayso.cli.main", "serve", str(news), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            address = re.search(r"http://127\.0\.0\.1:\d+/", process.stderr.readline())
            assert address
            assert httpx.get(address[0] + "-/health", timeout=PATIENCE).json() == {"ok": True}
            process.send_signal(signal.SIGINT)
            assert process.stderr.read() == ""
            assert process.wait(PATIENCE) == 0
        finally:
            process.kill()


def test_ones_own_record_is_made_and_shown(tmp_path: Path) -> None:
    shown = tmp_path / "shown.txt"
    own = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "BROWSER": f"{_written(tmp_path, shown)} %s"}
    command = [sys.executable, "-m", "sayso.cli.main", "open"]
    for options, opens in (([], True), (["--no-browser"], False)):
        shown.unlink(missing_ok=True)
        with subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True, env=own) as process:
            try:
                assert process.stderr
                line = process.stderr.readline()
                address = re.search(r"news\.db is at (http://127\.0\.0\.1:\d+/)", line)
                assert address, line
                answer = httpx.get(address[1], timeout=PATIENCE)
                assert answer.headers["location"] == "/add"
                if opens:
                    until(lambda: shown.exists() and shown.read_text(), process)
                    assert shown.read_text() == address[1] + "\n"
                process.send_signal(signal.SIGINT)
                assert process.wait(PATIENCE) == 0
            finally:
                process.kill()
        assert shown.exists() == opens
    assert (tmp_path / "data" / "sayso" / "news.db").exists()


def _written(folder: Path, shown: Path) -> Path:
    """A browser that writes down what it is to show."""
    made = folder / "browser"
    made.write_text(f'#!/bin/sh\necho "$1" > {shown}\n')
    made.chmod(0o755)
    return made


def test_others_are_let_in_only_where_there_are_accounts(news: Path) -> None:
    record = Record(news)
    for name in ("Rune", "Asta"):
        remove_account(record, name)
    record.close()
    answer = run("serve", str(news), "--host", "0.0.0.0", "--port", "0")
    assert answer.exit_code == 1
    assert "0.0.0.0 lets others in" in answer.output


def test_what_cannot_be_served_is_told_in_one_line(news: Path, tmp_path: Path) -> None:
    missing = run("serve", str(tmp_path / "none.db"))
    assert (missing.exit_code, missing.output.count("\n")) == (1, 1)
    taken = run("serve", str(news), "--host", "192.0.2.1")
    assert taken.exit_code == 1
    assert "cannot be bound to" in taken.output


def test_accounts_are_made_listed_and_taken_out(news: Path) -> None:
    made = run(
        "accounts", str(news), "--add", "Ines", "--role", "reviewer", "--password-stdin", given="a long password\n"
    )
    assert made.output == "Ines may sign in as reviewer\n"
    token = run("accounts", str(news), "--token", "Ines", "--scope", "correct").output.strip()
    assert token.startswith("sayso_")
    rows = json.loads(run("accounts", str(news), "--format", "json").output)
    assert [(r["name"], r["role"], r["tokens"]) for r in rows] == [
        ("Asta", "admin", ""),
        ("Ines", "reviewer", "1 (correct)"),
        ("Rune", "reviewer", ""),
    ]
    assert run("accounts", str(news), "--revoke", "1").exit_code == 0
    assert run("accounts", str(news), "--remove", "Ines").output == "took out Ines\n"
    assert [r["name"] for r in json.loads(run("accounts", str(news)).output)] == ["Asta", "Rune"]


def test_a_password_is_asked_for_twice_and_not_shown(news: Path) -> None:
    answer = run("accounts", str(news), "--add", "Ines", "--role", "admin", given="a long password\na long password\n")
    assert answer.exit_code == 0
    assert "a long password" not in answer.output


def test_what_will_not_do_is_told(news: Path) -> None:
    short = run("accounts", str(news), "--add", "Ines", "--role", "admin", "--password-stdin", given="short\n")
    assert (short.exit_code, short.output) == (1, "Error: the password: must have 10 to 1000 characters\n")
    for wrong in (["--add", "Ines"], ["--token", "Rune"], ["--role", "admin"], ["--add", "A", "--remove", "B"]):
        assert run("accounts", str(news), *wrong).exit_code == 2
    for unknown in (["--remove", "Nobody"], ["--token", "Nobody", "--scope", "read"], ["--revoke", "9"]):
        assert run("accounts", str(news), *unknown).exit_code == 1
