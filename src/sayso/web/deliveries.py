"""What is new in the record, sent to those who follow it, signed as Standard Webhooks has it
(https://www.standardwebhooks.com): by the server, whoever wrote the record."""

import base64
import hashlib
import hmac
import logging
import secrets
import sqlite3
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

from fastapi import HTTPException
from starlette.datastructures import QueryParams

from sayso import pages
from sayso.linking.actor_corrections import id_of
from sayso.pages import PageError
from sayso.record import Found, Query, Record, RecordError, webhooks
from sayso.record.known_actors import resolved
from sayso.record.record import now
from sayso.record.webhooks import Webhook
from sayso.shown import as_json
from sayso.web.api.statements import told
from sayso.web.connections import Busy, Connections
from sayso.web.query_params import query_of

_LOOKS = 2.0  # seconds after which it is looked whether anything is new
_AT_ONCE = 4  # addresses that are sent to
_GONE = 410  # how a program says that it wants to hear no more
_log = logging.getLogger("sayso.web")


class Deliveries:
    """Threads of one server that send; what is on its way when they end is sent again by the next server."""

    def __init__(self, connections: Connections, *, allow_private: bool) -> None:
        self._connections = connections
        self._allow_private = allow_private
        self._ended = threading.Event()
        self._senders = ThreadPoolExecutor(_AT_ONCE, "sayso-webhooks")
        self._watcher = threading.Thread(target=self._watch, name="sayso-webhooks", daemon=True)

    def start(self) -> None:
        """Look from now on."""
        self._watcher.start()

    def close(self) -> None:
        """Send no more."""
        self._ended.set()
        self._senders.shutdown(wait=False, cancel_futures=True)

    def _watch(self) -> None:
        while not self._ended.wait(_LOOKS):
            try:
                with self._connections.reading() as record:
                    waiting = list(webhooks.due(record))
                for done in [self._senders.submit(self._deliver, hook) for hook in waiting]:
                    done.result()
            except (Busy, RecordError, sqlite3.Error) as error:
                _log.warning("webhooks wait: the record cannot be used (%s)", error)
            except Exception:
                if not self._ended.is_set():
                    _log.exception("webhooks wait")

    def _deliver(self, hook: Webhook) -> None:
        """Send what is new to one, if anything is, and note what came of it."""
        with self._connections.reading() as record:
            try:
                found, until = webhooks.news(record, hook, _followed(record, hook))
            except (sqlite3.Error, HTTPException) as error:
                found, until, problem = [], hook.seen + 1, f"its search cannot be done any more ({error})"
            else:
                problem = ""
            message = _message(record, hook, found)
        if until == hook.seen:
            return
        if found and hook.until is None:
            with self._connections.writing() as record:
                webhooks.sending(record, hook, until)
        is_gone = False
        if found:
            problem, is_gone = self._sent(hook, message)
        with self._connections.writing() as record:
            if problem:
                webhooks.not_told(record, hook, problem, for_good=is_gone or not found)
            else:
                webhooks.told(record, hook, until, delivered=bool(found))

    def _sent(self, hook: Webhook, message: bytes) -> tuple[str, bool]:
        """What hindered a message, or nothing; and whether it is useless to send it again."""
        headers = signed(hook.secret, f"msg_{hook.id}_{hook.seen}", int(time.time()), message)
        try:
            status = pages.post(hook.url, message, headers, allow_private=self._allow_private)
        except PageError as error:
            return error.problem, False
        return ("" if 200 <= status < 300 else f"the server answered {status}"), status == _GONE


def signed(secret: str, id: str, timestamp: int, message: bytes) -> Mapping[str, str]:
    """The headers of a message, with its signature."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    of = f"{id}.{timestamp}.".encode() + message
    signature = base64.b64encode(hmac.digest(key, of, hashlib.sha256)).decode()
    return {
        "Content-Type": "application/json",
        "webhook-id": id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{signature}",
    }


def new_secret() -> str:
    """What messages are signed with."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def _followed(record: Record, hook: Webhook) -> int | Query:
    """The known actor, or the search, that one follows."""
    if hook.known is not None:
        return resolved(record.connection, hook.known)
    return query_of(QueryParams(hook.search or ""))


def _message(record: Record, hook: Webhook, found: list[Found]) -> bytes:
    actor = None if hook.known is None else id_of(record, resolved(record.connection, hook.known))
    followed = {"webhook": hook.id, "actor": actor, "search": hook.search}
    data = {**followed, "statements": [told(one) for one in found]}
    return as_json({"type": "statements.new", "timestamp": now(), "data": data}).encode()
