"""What all routes of one server share."""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from fastapi import HTTPException, Request

from sayso.record import Record
from sayso.web.additions import Additions
from sayso.web.bulk import Result
from sayso.web.connections import Busy, Connections
from sayso.web.jobs import Jobs
from sayso.web.rate_limit import Limit
from sayso.web.reading import Readings
from sayso.web.settings import Settings


@dataclass(frozen=True, slots=True)
class Site:
    """The record's connections, the reader for what is pasted, what is added behind the pages, the signing key, how
    often one may ask, and what the API reads behind its answers."""

    settings: Settings
    connections: Connections
    readings: Readings
    additions: Additions
    key: str
    sign_ins: Limit
    posts: Limit
    reads: Jobs[Result]


def site(request: Request) -> Site:
    """The site that a request is for."""
    return cast(Site, request.app.state.site)


@contextmanager
def reading(request: Request) -> Iterator[Record]:
    """The record as it is at one moment, to read from. For routes that are plain functions, which run in threads."""
    with site(request).connections.reading() as record:
        yield record


@contextmanager
def writing(request: Request) -> Iterator[Record]:
    """The record to write to. Answers 503 where others write for too long."""
    try:
        with site(request).connections.writing() as record:
            yield record
    except Busy as error:
        raise HTTPException(503, "Others are writing to this record: try again in a minute.") from error


def limited(request: Request, limit: Limit) -> None:
    """Count one request of this address. Answers 429 where it asks too often."""
    if wait := limit.wait(network(request)):
        seconds = int(wait) + 1
        raise HTTPException(
            429, f"Too many requests from your address: wait {seconds} seconds.", {"Retry-After": str(seconds)}
        )


def network(request: Request) -> str:
    """What one visitor has: an IPv4 address, or the /64 of an IPv6 one (RFC 6177)."""
    address = request.client.host if request.client else ""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    return address if parsed.version == 4 else str(ipaddress.ip_network((parsed, 64), strict=False))
