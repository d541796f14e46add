"""A record with a few invented articles. No test reaches a network, but for servers that it starts on this machine's
loopback."""

import os
import socket
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from patience import PATIENCE
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from record_articles import BRIDGE, FERRY, article_of, page_of

from sayso import Reader
from sayso.record import Record

BROWSER = "/usr/bin/chromium"
CHROMIUM = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
Add = Callable[[Record, str, str], str]
SHARED = Path(__file__).parent.parent.parent / "shared"
# Ray's workers give way to all other work, and would hardly run on a machine that has much of it.
os.environ |= {"RAY_worker_niceness": "0"}


# The files that take longest are begun first, so that no worker is left alone with one at the end.
LONGEST = """
test_rounding test_gate test_batch_survives test_worker_dies test_survival test_walk test_damaged_pages test_schema
test_odd_articles test_eval test_reread test_statements test_batch_s3 test_batch_inputs test_bad_batches
test_archives_verbs test_read
""".split()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    rank = {name: n for n, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.stem, len(rank)))


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a connection to {address}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True, scope="session")
def _patient() -> Iterator[None]:
    """No site is given up because this machine is busy."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("sayso.pages.fetch"), "TIMEOUT", PATIENCE)  # the package's name is a function
        yield


@pytest.fixture
def shared() -> Path:
    """The folder of data that is measured on but not carried; where it is not there, the test says so."""
    if not SHARED.is_dir():
        pytest.skip(f"SKIPPED ALOUD: {SHARED} is not there, so its data is not measured on")
    return SHARED


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; each test opens a context of its own in it."""
    if not Path(BROWSER).exists():
        pytest.skip(f"SKIPPED ALOUD: {BROWSER} is not there, so no page is opened in a browser")
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=BROWSER, args=CHROMIUM, timeout=1000 * PATIENCE)
        opened = made.new_context

        def patient(**options: Any) -> BrowserContext:
            context = opened(**options)
            context.set_default_timeout(1000 * PATIENCE)
            return context

        made.new_context = patient  # type: ignore[method-assign]
        yield made
        made.close()
