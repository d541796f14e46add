"""Invented articles for a record, a server over it, and forms sent as a browser sends them."""

import asyncio
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import uvicorn
from patience import PATIENCE

from sayso import Page, Reader, pages
from sayso.record import Record
from sayso.web import Settings, make_app
from sayso.web.whole_requests import WholeRequests

BRIDGE = """Bridge stays shut

Harbour commissioner Mira Dolan told reporters on Friday that the bridge would stay shut. “We found cracks in three \
pillars,” she said.

Tomas Ruud denied that money was missing. He said that Dolan had promised the council a full report."""
BRIDGE_LATER = BRIDGE.replace("three", "five") + "\n\nAda Holm warned that the ferry could not carry everybody."
FERRY = """Ferry sails again

Ada Holm said that the ferry would sail again. Experts warned that the ice was thin."""
HOSTILE = """<script>alert(1)</script> & "quoted" said nobody

Mira Dolan said that "<img src=x onerror=alert(2)>" was {{ 7 * 7 }} words of nonsense.

The mayor, Ina Holt, said that the <b>bridge</b> would open."""
PASSWORD = "correct horse battery"


def add(record: Record, reader: Reader, url: str, text: str, published: str = "2026-03-13") -> None:
    page = Page(text.encode(), url, "text/plain", url, "2026-03-13T08:00:00Z", "utf-8")
    made = replace(
        pages.read_text(text), url=url, title=text.partition("\n")[0], published=published, outlet="Harbour Post"
    )
    record.add(record.begin("test", reader.engine), page, reader.read(made))


def visitor(address: str) -> httpx.Client:
    """Somebody who is not signed in; redirects are not followed."""
    return httpx.Client(base_url=address, timeout=PATIENCE, verify=False)  # it would read all authorities, for no HTTPS


def csrf(client: httpx.Client, page: str) -> str:
    """The token in the forms of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', client.get(page).text)
    assert found, f"{page} has no form"
    return found[1]


def send(client: httpx.Client, action: str, *, page: str, **fields: str) -> httpx.Response:
    """Send a form as the page that it stands in would."""
    return client.post(action, data={"csrf": csrf(client, page), **fields})


class _Server(uvicorn.Server):
    """Tells when it is up, and ends when it is told to; uvicorn only looks ten times a second whether it should."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = threading.Event()

    async def main_loop(self) -> None:
        await self.on_tick(0)
        self._loop, self._told = asyncio.get_running_loop(), asyncio.Event()
        self.up.set()
        await self._told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        await self.lifespan.shutdown()

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._told.set)


@contextmanager
def running(path: Path, settings: Settings | None = None) -> Iterator[str]:
    """A server over a record; its address."""
    # A connection that is closed for being idle may be one that is asked something at that moment.
    server = _Server(
        uvicorn.Config(
            make_app(path, settings),
            http=WholeRequests,
            port=0,
            log_level="critical",
            timeout_keep_alive=round(PATIENCE),
        )
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.up.wait(0.1):
        assert thread.is_alive(), "the server did not start"
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.end()
        thread.join()
