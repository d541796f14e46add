"""Programs that follow a record: real ones, on this machine's loopback."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

from patience import PATIENCE


class Program:
    """A program that is sent to: it answers with these statuses, one after the other, and then with 204."""

    def __init__(self, *statuses: int) -> None:
        self.got: Queue[tuple[dict[str, str], bytes]] = Queue()
        self.statuses = list(statuses)
        program = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                self.send_response(program.statuses.pop(0) if program.statuses else 204)
                self.send_header("content-length", "0")
                self.end_headers()
                program.got.put((dict(self.headers.items()), body))

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/hook"

    def next(self) -> tuple[dict[str, str], dict[str, Any]]:
        headers, body = self.got.get(timeout=PATIENCE)
        return headers, json.loads(body)

    def contents(self) -> list[str]:
        return [s["content"] for s in self.next()[1]["data"]["statements"]]


@contextmanager
def program(*statuses: int) -> Iterator[Program]:
    """One that is up."""
    made = Program(*statuses)
    thread = threading.Thread(target=made.server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()
        thread.join()
