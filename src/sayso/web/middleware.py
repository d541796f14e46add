"""What every request passes: hosts that may be asked by, bodies of a bounded size, headers that browsers obey."""

import logging
import re

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.web.errors import error_answer
from sayso.web.settings import LOOPBACK, Settings

MAX_BODY = 1 << 20  # bytes
MAX_UPLOAD = 8 << 20  # bytes, where files are sent that are only read
ADDED = "/add"  # where files are sent to, by those who may write
MAX_ADDED = 64 << 20  # bytes of all files that are sent together
_MOST = {"/read": MAX_UPLOAD, "/check": MAX_UPLOAD, ADDED: MAX_ADDED}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_HOST = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+))(?::[0-9]*)?")
_log = logging.getLogger("sayso.web")


class Safety:
    """The outermost layer of the app."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._hosts = {*LOOPBACK, *settings.names} if settings.is_local else set(settings.names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answer = _Answer(scope, receive, send)
        try:
            self._check(Headers(scope=scope), answer.most)
            await self._app(answer.scope, answer.receive, answer.send)
        except HTTPException as error:
            await answer.fail(error.status_code, str(error.detail))
        except Exception:
            _log.exception("%s %s", scope["method"], scope["path"])
            await answer.fail(500, "Something is broken here; the server's log says what.")

    def _check(self, headers: Headers, most: int) -> None:
        """Raise HTTPException for a request that is refused whatever it asks for."""
        # A name that leads to this machine's loopback address may be another site's: DNS rebinding.
        if self._hosts and _host(headers.get("host", "")) not in self._hosts:
            raise HTTPException(421, "This server is not asked by that name: `sayso serve --name` allows one.")
        if _length(headers) > most:
            raise _too_large(most)


def _too_large(most: int) -> HTTPException:
    return HTTPException(413, f"The request is larger than {most >> 20} MiB.")


class _Answer:
    """One request and its answer: the body counted, headers added, HEAD answered as GET without a body."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._head = scope["method"] == "HEAD"
        self.scope = {**scope, "method": "GET"} if self._head else scope
        self._receive = receive
        self._send = send
        self.most = _MOST.get(scope["path"], MAX_BODY)
        self._size = 0
        self._started = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._size += len(message.get("body", b""))
        if self._size > self.most:
            raise _too_large(self.most)
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._started = True
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "private, no-store")
        elif self._head and message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await self._send(message)

    async def fail(self, status: int, detail: str) -> None:
        """Tell an error, if nothing else was told yet."""
        if not self._started:
            response = error_answer(Request(self.scope), status, detail)
            await response(self.scope, self.receive, self.send)


def _host(given: str) -> str:
    """The host of a Host header, without its port; empty where it is none."""
    found = _HOST.fullmatch(given)
    return (found[1] or found[2]).lower() if found else ""


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isascii() and given.isdigit() else 0
