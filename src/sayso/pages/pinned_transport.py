"""Connections to checked IP addresses only, all under one deadline."""

import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore


class Connections(httpcore.NetworkBackend):
    """Connects to the given IP addresses whatever the host is called: no second look-up can lead elsewhere, while TLS
    and the Host header keep the name. `deadline` (time.monotonic) bounds connecting, reading and writing together, so
    that no server can hold a fetch by sending a byte now and then."""

    def __init__(self, hosts: list[str], deadline: float) -> None:
        self._hosts = hosts
        self._deadline = deadline
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        for host_address in self._hosts[:-1]:
            try:
                return self._connected(host_address, port, min(5.0, _left(self._deadline)))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue  # often an IPv6 address on a machine that has no way to it
        return self._connected(self._hosts[-1], port, _left(self._deadline))

    def _connected(self, host_address: str, port: int, timeout: float) -> httpcore.NetworkStream:
        return _Stream(self._inner.connect_tcp(host_address, port, timeout), self._deadline)


class _Stream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, _left(self._deadline)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: float) -> float:
    """Seconds to the deadline. Raises httpcore.ReadTimeout where it has passed."""
    if (left := deadline - time.monotonic()) <= 0:
        raise httpcore.ReadTimeout
    return left
