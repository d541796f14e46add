"""Rereading: the newer reader's statements in the place of the older one's, with what people corrected."""

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from patience import PATIENCE, until
from record_articles import BRIDGE

from sayso import Article, pages
from sayso.cli.main import main
from sayso.record import Correction, Query, Record, add_missed, correct, corrections, search, unattached, verify

Add = Callable[[Record, str, str], str]
URL = "https://post.example/bridge"


@pytest.fixture
def lexicon(tmp_path: Path) -> Path:
    """Senses that make another reader."""
    path = tmp_path / "mine.toml"
    path.write_text('[[sense]]\nact = "threaten"\nnote = "for a test"\nverbs = "deny warn"\n', "utf8")
    return path


def reread(record: Record, *args: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, ["reread", str(record.path), *map(str, args)], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result


def acts(record: Record) -> dict[str, str]:
    return {f.row["cue"]: f.row["act"] for f in search(record, Query(limit=100))}


def test_only_what_another_reader_read_is_reread(record: Record, lexicon: Path) -> None:
    before = list(record.articles())
    assert reread(record).stdout == "0 reread, 2 as they were\n"
    assert reread(record, "--lexicon", lexicon).stdout == "2 reread, 0 as they were\n"
    assert (acts(record)["denied"], acts(record)["warned"]) == ("threaten", "threaten")
    assert reread(record, "--lexicon", lexicon).stdout == "0 reread, 2 as they were\n"
    assert reread(record, "--all", "--min-confidence", "1").stdout == "2 reread, 0 as they were\n"
    assert acts(record) == {}
    assert reread(record, "--all", "--jobs", "2").stdout == "2 reread, 0 as they were\n"
    assert list(record.articles()) == before
    assert list(verify(record)) == []


def test_corrections_win_over_the_newer_reader(record: Record, lexicon: Path) -> None:
    by = "Ira Lund"
    (denied,) = search(record, Query("money"))
    correct(record, denied.row["id"], Correction(by, act="accuse", speakers=("Pia Strand",)))
    (warned,) = search(record, Query("ice"))
    correct(record, warned.row["id"], Correction(by, wrong=True))
    add_missed(record, URL, Correction(by, cue=("stays",), content=("shut",)))
    reread(record, "--lexicon", lexicon)
    (denied,) = search(record, Query("money"))
    assert (denied.row["act"], denied.row["speakers"], denied.row["corrected_by"]) == ("accuse", "Pia Strand", by)
    assert "warned" not in acts(record)
    assert acts(record)["stays"] == "assert"
    assert [c.field for c in corrections(record, statement=denied.row["id"])] == ["speakers", "act"]
    assert unattached(record) == []
    kept = record.connection.execute("SELECT machine FROM corrected WHERE statement = ?", (denied.row["number"],))
    assert '"act": "threaten"' in kept.fetchone()[0]
    assert list(verify(record)) == []


def test_a_missed_statement_that_the_newer_reader_finds_is_one(record: Record) -> None:
    (denied,) = search(record, Query("money"))
    reread(record, "--all", "--min-confidence", "1")
    add_missed(record, URL, Correction("Ira Lund", cue=("denied",), content=("money was missing",)))
    assert acts(record) == {"denied": "assert"}
    reread(record, "--all")
    (found,) = search(record, Query("money"))
    assert (found.row["content"], found.row["confidence"]) == ("money was missing", denied.row["confidence"])
    assert found.row["act"] == "deny"
    reread(record, "--all", "--min-confidence", "1")
    assert [f.row["confidence"] for f in search(record, Query())] == [1.0]
    assert list(verify(record)) == []


def test_what_is_not_read_any_more_waits_and_comes_back(record: Record) -> None:
    (denied,) = search(record, Query("money"))
    correct(record, denied.row["id"], Correction("Ira Lund", act="accuse"))
    reread(record, "--all", "--min-confidence", "1")
    assert [(c.field, c.value, c.statement) for c in unattached(record)] == [("act", "accuse", None)]
    reread(record, "--all")
    assert unattached(record) == []
    assert acts(record)["denied"] == "accuse"


def test_older_versions_stay(record: Record, add: Add, lexicon: Path) -> None:
    add(record, URL, BRIDGE + " It snows.")
    assert reread(record, "--lexicon", lexicon).stdout == "2 reread, 0 as they were\n"
    old = record.connection.execute(
        "SELECT s.act FROM statements AS s JOIN versions AS v ON v.id = s.version WHERE s.cue = 'denied' ORDER BY v.id"
    )
    assert [s["act"] for s in old] == ["deny", "threaten"]


def test_what_fails_stays_as_it_was_and_the_others_go_on(
    record: Record, monkeypatch: pytest.MonkeyPatch, lexicon: Path
) -> None:
    real = pages.turns

    def turns(article: Article) -> list[pages.Turn]:
        if article.url == URL:
            raise ValueError("out of ink")
        return real(article)

    monkeypatch.setattr(pages, "turns", turns)
    result = reread(record, "--lexicon", lexicon, code=1)
    assert result.stdout == "1 reread, 0 as they were, 1 failed\n"
    assert f"{URL}: not read, please report this: ValueError: out of ink" in result.stderr
    assert record.connection.execute("SELECT name FROM failures").fetchone()["name"] == URL
    assert (acts(record)["denied"], acts(record)["warned"]) == ("deny", "threaten")
    monkeypatch.undo()
    assert reread(record, "--lexicon", lexicon).stdout == "1 reread, 1 as they were\n"
    assert record.connection.execute("SELECT count(*) FROM failures").fetchone()[0] == 0


def test_stopped_it_goes_on_where_it_was(record: Record, add: Add, lexicon: Path) -> None:
    for n in range(60):
        add(record, f"https://post.example/{n}", f"Fog\n\nTomas Ruud, pilot of boat {n}, denied that it had sunk.")
    command = [sys.executable, "-m", "sayso.cli.main", "reread", str(record.path), "--lexicon", str(lexicon)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    done = "SELECT count(*) FROM versions WHERE run = (SELECT id FROM runs WHERE command = 'reread')"
    until(lambda: record.connection.execute(done).fetchone()[0], process)
    record.connection.execute("BEGIN IMMEDIATE")  # it can write no more
    before = record.connection.execute(done).fetchone()[0]
    process.send_signal(signal.SIGINT)
    record.connection.execute("ROLLBACK")
    out, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "stopped; what was reread is kept" in told
    first = int(out.split()[0])
    assert before <= first <= before + 1
    assert list(verify(record)) == []
    assert reread(record, "--lexicon", lexicon).stdout == f"{62 - first} reread, {first} as they were\n"
    assert list(verify(record)) == []
