"""Names that a route of the API does not know, of parameters and of fields: refused, with the nearest that it does."""

from collections.abc import Iterable, Iterator

from fastapi import HTTPException, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from rapidfuzz import fuzz, process, utils

_SHOWN = 50  # characters of a name that nobody knows
_NEAR = 60.0  # of 100, from which on a name is near to another


async def known_parameters(request: Request) -> None:
    """A dependency of every route of the API. Answers 422 to a parameter that the route has not."""
    route = request.scope["route"]
    assert isinstance(route, APIRoute)
    known = sorted(set(_parameters(route.dependant)))
    for name in request.query_params:
        if name not in known:
            raise HTTPException(422, unknown(name, known, "parameter"))


def unknown(name: str, known: Iterable[str], what: str) -> str:
    """That there is nothing of this name, and what there is."""
    names = list(known)
    near = process.extractOne(name, names, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_NEAR)
    if near:
        advice = f"did you mean {near[0]}?"
    elif names:
        advice = f"there are {', '.join(names)}."
    else:
        advice = "there are none."
    return f"{name[:_SHOWN]}: there is no such {what} here; {advice}"


def _parameters(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for each in dependant.dependencies:
        yield from _parameters(each)
