"""A server over a record of a few invented articles, on this machine's loopback."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright
from web_visits import BRIDGE, BRIDGE_LATER, FERRY, HOSTILE, PASSWORD, add, send

from sayso import Reader
from sayso.record import Record
from sayso.web import Settings, make_app
from sayso.web.accounts import add_account

BROWSER = "/usr/bin/chromium"
CHROMIUM = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()


@pytest.fixture(scope="session")
def reader() -> Reader:
    return Reader()


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


Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves a record; gives the server's address."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def served(path: Path, settings: Settings | None = None) -> str:
        server = uvicorn.Server(uvicorn.Config(make_app(path, settings), port=0, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        running.append((server, thread))
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive(), "the server did not start"
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield served
    for server, thread in running:
        server.should_exit = True
        thread.join()


@pytest.fixture
def address(news: Path, serve: Serve) -> str:
    """The address of a server over the record."""
    return serve(news)


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """Somebody who is not signed in; redirects are not followed."""
    with httpx.Client(base_url=address) as made:
        yield made


@pytest.fixture
def sign_in(address: str) -> Iterator[Callable[[str], httpx.Client]]:
    """Signs somebody in; gives their client."""
    made: list[httpx.Client] = []

    def signed(name: str) -> httpx.Client:
        one = httpx.Client(base_url=address)
        made.append(one)
        send(one, "/sign-in", page="/sign-in", name=name, password=PASSWORD)
        return one

    yield signed
    for one in made:
        one.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; each test opens a context of its own in it."""
    if not Path(BROWSER).exists():
        pytest.skip(f"SKIPPED ALOUD: {BROWSER} is not there, so no page is opened in a browser")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=BROWSER, args=CHROMIUM)
        yield made
        made.close()
