"""The app: every module of `pages` and `api` that has a `router` is part of it."""

import importlib
import pkgutil
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from fastapi import Depends, FastAPI

from sayso.record.accounts import signing_key
from sayso.web import api, pages
from sayso.web.additions import Additions
from sayso.web.connections import Connections
from sayso.web.deliveries import Deliveries
from sayso.web.deps import Site
from sayso.web.errors import tell_errors
from sayso.web.jobs import Jobs
from sayso.web.middleware import Safety
from sayso.web.parameters import known_parameters
from sayso.web.rate_limit import Limit
from sayso.web.reading import Readings
from sayso.web.responses import unchanged
from sayso.web.searching import Tallies
from sayso.web.settings import Settings

_ABOUT = """Who said what, to whom, when, in which words, and how we know: the statements of one record.

Everybody who reaches the server may read. To correct and to follow, show a token: `Authorization: Bearer TOKEN`. Lists
are paged: give the `next` of an answer as `after`, or follow its `Link`. Answers have an ETag; errors have one shape,
and what is not known of a request is refused."""


def make_app(path: Path, settings: Settings | None = None) -> FastAPI:
    """The app that serves the record in a file.

    Raises RecordError where the record cannot be used.
    """
    connections = Connections(path)
    with connections.writing() as record:
        key = signing_key(record)
    chosen, readings, tallies = settings or Settings(), Readings(), Tallies()
    additions = Additions(path, readings)
    shared = Site(
        chosen, connections, readings, additions, key, sign_ins=Limit(10, 30.0), posts=Limit(20, 3.0),
        reads=Jobs("sayso-reads"),
    )  # fmt: skip

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        sent = Deliveries(connections, allow_private=chosen.webhooks == "private")
        if chosen.webhooks != "off":
            sent.start()
        counting = threading.Thread(target=tallies.begin, args=(connections,), name="sayso-counts")
        counting.start()
        yield
        counting.join()
        sent.close()
        shared.reads.close()
        additions.close()
        readings.close()
        connections.close()

    app = FastAPI(
        title="sayso",
        version=version("sayso"),
        description=_ABOUT,
        docs_url=None,
        redoc_url=None,
        generate_unique_id_function=lambda route: route.name,
        lifespan=lifespan,
    )
    app.state.site = shared
    app.state.tallies = tallies
    tell_errors(app)
    for module in _modules(api):
        for route in module.router.routes:
            # The first sentence of a route's docstring, instead of a name made of its function's.
            route.summary = route.description.partition(".")[0].partition(":")[0]
        app.include_router(
            module.router, prefix="/api/v1", dependencies=[Depends(known_parameters), Depends(unchanged)]
        )
    for module in _modules(pages):
        app.include_router(module.router, include_in_schema=False)
    app.add_middleware(Safety, settings=chosen)
    return app


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        if hasattr(module, "router"):
            yield module
