"""`sayso serve` and `sayso accounts`."""

import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
from click.testing import CliRunner, Result
from patience import PATIENCE

from sayso.cli.main import main
from sayso.record import Record
from sayso.web.accounts import remove_account


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
