"""Links made anew after a correction, when its answer is out."""

from contextlib import suppress

from fastapi import BackgroundTasks, Request

from sayso.linking import update
from sayso.record.unlinked import waiting
from sayso.web.connections import Busy, Connections
from sayso.web.deps import site

_FEW = 20  # articles that are linked again at once


def links_anew(request: Request, background: BackgroundTasks) -> None:
    """A dependency of what corrects: the links of the articles that it touches are made again afterwards."""
    background.add_task(_link, site(request).connections)


def _link(connections: Connections) -> None:
    """Where these are many, or others write, they wait for the next command that links, for example `sayso add`."""
    with suppress(Busy), connections.writing() as record:
        if 0 < waiting(record.connection) <= _FEW:
            update(record)
