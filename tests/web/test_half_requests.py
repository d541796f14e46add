"""Connections that hold a place and ask for nothing: hung up on, while others are answered."""

import socket
from urllib.parse import urlsplit

import httpx
import pytest
from patience import PATIENCE

HALF = [
    b"",
    b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    b"POST /read HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\ngiven=half",
]


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.web.whole_requests._ARRIVES", 0.2)


@pytest.mark.parametrize("half", HALF, ids=("nothing", "head", "body"))
@pytest.mark.usefixtures("hasty")
def test_half_a_request_is_hung_up_on(client: httpx.Client, address: str, half: bytes) -> None:
    server = urlsplit(address)
    with socket.create_connection((server.hostname, server.port), timeout=PATIENCE) as waiting:
        waiting.sendall(half)
        assert client.get("/").status_code == 200
        while waiting.recv(1 << 16):  # what may be answered before all is there
            pass


@pytest.mark.usefixtures("hasty")
def test_who_asks_again_and_again_is_answered(client: httpx.Client, address: str) -> None:
    server = urlsplit(address)
    asked = f"GET /-/health HTTP/1.1\r\nHost: {server.netloc}\r\n\r\n".encode()
    with socket.create_connection((server.hostname, server.port), timeout=PATIENCE) as line:
        for _ in range(50):
            line.sendall(asked)
            answer = b""
            while b'{"ok":true}' not in answer:
                answer += (more := line.recv(1 << 16))
                assert more, answer
