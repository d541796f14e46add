"""A server for all of a file's cases, over a record that none of them may change."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hostile_inputs import written
from web_visits import PASSWORD, running, send, visitor

from sayso.record import Record
from sayso.record.accounts import add_token


@pytest.fixture(scope="module")
def news(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(first, tmp_path_factory.mktemp("requests") / "news.db"))


@pytest.fixture(scope="module")
def address(news: Path) -> Iterator[str]:
    with running(news) as found:
        yield found


@pytest.fixture(scope="module")
def token(news: Path) -> str:
    """One that may correct."""
    record = Record(news)
    made = add_token(record, "Rune", "correct")
    record.close()
    return made


@pytest.fixture(scope="module")
def rune(address: str) -> Iterator[httpx.Client]:
    """A reviewer who is signed in."""
    with visitor(address) as client:
        assert send(client, "/sign-in", page="/sign-in", name="Rune", password=PASSWORD).status_code == 303
        yield client


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """Somebody who is not."""
    with visitor(address) as made:
        yield made


@pytest.fixture(autouse=True)
def _nothing_changes(news: Path) -> Iterator[None]:
    before = written(news)
    yield
    assert written(news) == before
