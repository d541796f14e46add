"""A server over a record of a few invented articles, on this machine's loopback."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import argon2
import httpx
import pytest
from patience import PATIENCE
from playwright.sync_api import expect
from web_visits import BRIDGE, BRIDGE_LATER, FERRY, HOSTILE, PASSWORD, add, running, send, visitor

from sayso import Reader
from sayso.linking import update
from sayso.record import Record
from sayso.record.accounts import add_token
from sayso.web import checking, connections, reading, whole_requests
from sayso.web.accounts import add_account

expect.set_options(timeout=1000 * PATIENCE)


@pytest.fixture(autouse=True, scope="session")
def _patient_servers() -> Iterator[None]:
    """No server gives anybody up because this machine is busy."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (checking, connections, reading):
            patch.setattr(module, "_PATIENCE", PATIENCE)
        patch.setattr(whole_requests, "_ARRIVES", PATIENCE)
        yield


@pytest.fixture(autouse=True, scope="session")
def _light_hashes() -> Iterator[None]:
    """Passwords are hashed as ever, but in a millisecond."""
    with pytest.MonkeyPatch.context() as patch:
        light = partial(argon2.PasswordHasher, time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(argon2, "PasswordHasher", light)
        yield


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    made = tmp_path_factory.mktemp("record") / "news.db"
    record = Record(made, new=True)
    add(record, reader, "https://post.example/bridge", BRIDGE)
    add(record, reader, "https://post.example/bridge", BRIDGE_LATER)
    add(record, reader, "https://post.example/ferry", FERRY, "2026-03-12")
    add(record, reader, "javascript:alert(3)", HOSTILE, "2026-03-11")
    add_account(record, "Rune", "reviewer", PASSWORD)
    add_account(record, "Asta", "admin", PASSWORD)
    record.close()
    return made


@pytest.fixture
def news(tmp_path: Path, first: Path) -> Path:
    """A record of three articles, one in two versions; Rune may review, Asta is an admin."""
    return Path(shutil.copy(first, tmp_path / "news.db"))


@pytest.fixture(scope="session")
def first_linked(tmp_path_factory: pytest.TempPathFactory, first: Path) -> Path:
    made = Path(shutil.copy(first, tmp_path_factory.mktemp("linked") / "news.db"))
    record = Record(made)
    update(record)
    record.close()
    return made


@pytest.fixture
def linked_news(tmp_path: Path, first_linked: Path) -> Path:
    """The same record, linked, so that its actors are known."""
    return Path(shutil.copy(first_linked, tmp_path / "news.db"))


Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a record; gives the server's address."""
    with ExitStack() as servers:
        yield lambda path, settings=None: servers.enter_context(running(path, settings))


@pytest.fixture
def address(news: Path, serve: Serve) -> str:
    """The address of a server over the record."""
    return serve(news)


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """Somebody who is not signed in; redirects are not followed."""
    with visitor(address) as made:
        yield made


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time passes in which one might ask again."""
    monkeypatch.setattr("sayso.web.rate_limit.monotonic", lambda: 0.0)


@pytest.fixture
def corrector(news: Path, client: httpx.Client) -> httpx.Client:
    """A program with a token that may correct."""
    record = Record(news)
    client.headers["Authorization"] = f"Bearer {add_token(record, 'Rune', 'correct')}"
    record.close()
    return client


@pytest.fixture
def sign_in(address: str) -> Iterator[Callable[[str], httpx.Client]]:
    """Signs somebody in; gives their client."""
    made: list[httpx.Client] = []

    def signed(name: str) -> httpx.Client:
        one = visitor(address)
        made.append(one)
        send(one, "/sign-in", page="/sign-in", name=name, password=PASSWORD)
        return one

    yield signed
    for one in made:
        one.close()
