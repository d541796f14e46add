"""No test reaches a network, but for servers that it starts on this machine's loopback."""

import socket
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).parent.parent.parent / "shared"


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a connection to {address}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def shared() -> Path:
    """The folder of data that is measured on but not carried; where it is not there, the test says so."""
    if not SHARED.is_dir():
        pytest.skip(f"SKIPPED ALOUD: {SHARED} is not there, so its data is not measured on")
    return SHARED
