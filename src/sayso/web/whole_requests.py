"""HTTP/1.1 as uvicorn speaks it, for servers that strangers reach: whose request does not arrive is hung up on."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

CONNECTIONS = 1_000  # at once; more are answered 503
_ARRIVES = 30.0  # seconds in which a request must arrive whole


class WholeRequests(H11Protocol):
    """A connection that is closed where half a request is all that comes. Between requests uvicorn's own patience
    holds."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._answered = 0
        self._watch(-1)

    def on_response_complete(self) -> None:
        self._answered += 1
        super().on_response_complete()

    def _watch(self, before: int) -> None:
        """Look again and again whether a request was answered since; where none was and one is awaited, close."""
        if self.transport.is_closing():
            return
        if self._answered == before and self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self.transport.close()
            return
        self.loop.call_later(_ARRIVES, self._watch, self._answered)
