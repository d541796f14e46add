"""A record with a few invented articles."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from record_articles import BRIDGE, FERRY, article_of, page_of

from sayso import Reader
from sayso.record import Record

Add = Callable[[Record, str, str], str]


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


@pytest.fixture
def add(reader: Reader) -> Add:
    """Adds a text under an address; gives what came of it."""

    def added(record: Record, url: str, text: str) -> str:
        return record.add(record.begin("test", reader.engine), page_of(text, url), article_of(reader, text, url))

    return added


@pytest.fixture
def record(tmp_path: Path, add: Add) -> Iterator[Record]:
    made = Record(tmp_path / "news.db", new=True)
    add(made, "https://post.example/bridge", BRIDGE)
    add(made, "https://post.example/ferry", FERRY)
    yield made
    made.close()
