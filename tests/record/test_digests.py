"""A value that changed in the file, in any table, is told; what sayso itself writes is not."""

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from linked_articles import linked

from sayso import Reader
from sayso.record import Correction, Record, RecordError, correct, search, verify
from sayso.record.query import Query


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    return linked(tmp_path_factory.mktemp("digests") / "news.db", reader)


def test_a_changed_value_is_told_in_every_table(whole: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(whole)) as plain:
        tables = [name for (name,) in plain.execute("SELECT name FROM digests ORDER BY name")]
    filled = 0
    for table in tables:
        path = tmp_path / f"{table}.db"
        shutil.copy(whole, path)
        with closing(sqlite3.connect(path)) as plain:
            plain.execute("PRAGMA ignore_check_constraints = ON")
            column = plain.execute(f"PRAGMA table_info({table})").fetchall()[-1][1]
            one = f"SELECT {column} FROM {table} LIMIT 1"
            if plain.execute(one).fetchone() is None:
                continue
            filled += 1
            plain.execute(f"UPDATE {table} SET {column} = coalesce({column}, 0) || '7' WHERE {column} IS ({one})")
            plain.commit()
        try:
            told = list(verify(Record(path)))
        except RecordError:  # so damaged that it does not open
            continue
        assert any(line.startswith((f"{table}:", "the file:")) for line in told), table
    assert filled > 20


def test_what_sayso_writes_keeps_the_record_whole(whole: Path, tmp_path: Path) -> None:
    shutil.copy(whole, path := tmp_path / "news.db")
    record = Record(path)
    (first, *_) = search(record, Query())
    correct(record, first.row["id"], Correction(by="desk", act="deny"))
    assert list(verify(record)) == []
    record.remove(record.connection.execute("SELECT key FROM articles").fetchone()["key"])
    assert list(verify(record)) == []


@pytest.mark.parametrize("name", ["before-credit.db.gz", "before-lasting-ids.db.gz"])
def test_a_record_of_before_gets_its_digests(tmp_path: Path, name: str) -> None:
    path = tmp_path / "news.db"
    path.write_bytes(gzip.decompress((Path(__file__).parent / "earlier" / name).read_bytes()))
    record = Record(path)
    assert record.connection.execute("SELECT count(*) FROM digests").fetchone()[0] > 20
    assert list(verify(record)) == []
