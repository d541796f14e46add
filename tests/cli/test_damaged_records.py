"""A record whose file is damaged, anywhere: each verb tells it in one line, and none ends in a traceback."""

import random
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from invented_articles import invented_articles

from sayso import Reader
from sayso.cli.main import main
from sayso.linking import update
from sayso.pages import Page, read_text
from sayso.record import Record, verify

VERBS = (
    ("verify",), ("search", "ferry"), ("search", "--by", "Holm"), ("threads",), ("positions", "ferry"), ("audit",),
    ("actors",), ("changes",), ("export",), ("export", "--format", "jsonld"), ("sample",), ("remove", "nothing"),
    ("check", "the ferry was shut"),
)  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> bytes:
    path = tmp_path_factory.mktemp("record") / "news.db"
    record = Record(path, new=True)
    run = record.begin("add", reader.engine)
    for number, article in enumerate(invented_articles()[:6]):
        page = Page(article["text"].encode(), f"https://post.example/{number}", "text/plain", "x", None, None)
        record.add(run, page, reader.read(read_text(article["text"])), None)
    record.close()
    return path.read_bytes()


def damaged(data: bytes, rng: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        at = rng.randrange(len(made))
        match rng.randrange(4):
            case 0:
                made[at] = rng.randrange(256)
            case 1:
                made[at : at + 50] = rng.randbytes(50)
            case 2:
                made[at : at + 64] = bytes(64)
            case _ if rng.random() < 0.3:
                del made[at:]
        made = made or bytearray(b"x")
    return bytes(made)


@pytest.mark.parametrize("seed", range(16))
def test_damage_is_told_in_one_line(whole: bytes, tmp_path: Path, seed: int) -> None:
    data = damaged(whole, random.Random(seed))
    for number, (verb, *rest) in enumerate(VERBS):
        path = tmp_path / f"{number}.db"
        path.write_bytes(data)
        done = CliRunner().invoke(main, [verb, str(path), *rest])
        assert done.exception is None or isinstance(done.exception, SystemExit), (verb, done.exception)
        if done.exit_code == 1 and verb != "verify":
            assert done.stderr.count("\n") == 1, (verb, done.stderr)


def test_empty_file_is_no_record(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    done = CliRunner().invoke(main, ["verify", str(path)])
    assert done.exit_code == 1
    assert (
        done.stderr
        == f"Error: {path}: is empty, no record: restore a copy, or `sayso add {path} PAGE` begins a new one\n"
    )
    assert path.stat().st_size == 0


def test_record_that_may_not_be_written_to_is_verified(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(whole)
    record = Record(path)
    record.connection.close()
    record.connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    record.connection.row_factory = sqlite3.Row
    assert list(verify(record)) == []
    record.close()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE vectors SET vector = x'7f'", "has 1 bytes"),
        (f"UPDATE vectors SET vector = x'{'00' * 380}7f7f7f7f'", "is 254 long, not 127"),
        ("UPDATE credit SET way = '[['", "what is in it cannot be read (JSONDecodeError"),
        ("UPDATE versions SET parts = '[3]'", "what is in it cannot be read (TypeError"),
        ("DROP INDEX pages_by_url", "pages_by_url is made in another way than a record's"),
    ],
)
def test_what_nobody_writes_there_is_damage(whole: bytes, tmp_path: Path, change: str, told: str) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(whole)
    record = Record(path)
    update(record)
    assert list(verify(record)) == []
    record.connection.execute(change)
    record.close()
    done = CliRunner().invoke(main, ["verify", str(path)])
    assert done.exit_code == 1
    assert told in done.output


def test_a_verb_that_trips_over_damage_tells_it_in_one_line(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(whole)
    record = Record(path)
    record.connection.execute("UPDATE versions SET parts = '[3]'")
    record.close()
    done = CliRunner().invoke(main, ["export", str(path)])
    assert isinstance(done.exception, SystemExit)
    assert done.stderr.startswith(f"Error: {path}: is damaged (the file: what is in it cannot be read")
    assert done.stderr.count("\n") == 1
