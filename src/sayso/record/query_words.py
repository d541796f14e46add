"""A query as people write it: as the words of `sayso search`, and as an address of `sayso serve`."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from sayso.record.query import Query
from sayso.record.query_syntax import as_text

_ABOUT = re.compile(r'"[^"]*"|\S+')  # a phrase, in its marks, or a word


def parameters(query: Query) -> dict[str, Any]:
    """What of a query is not as it is by itself, by the names that an address has for it; without its page."""
    told = {
        "q": query.words, "about": query.about, "by": query.by, "to": query.to, "act": query.act,
        "stance": query.stance, "kind": query.kind, "event": () if query.event == Query().event else query.event,
        "sourcing": query.sourcing, "gender": query.gender, "outlet": query.outlet, "since": query.since,
        "until": query.until, "published_since": query.published_since, "published_until": query.published_until,
        "month": query.month, "counted": "1" if query.counted else None, "copied": "1" if query.copied else None,
        "min_confidence": None if query.min_confidence is None else f"{query.min_confidence:g}",
        "min_credit": query.min_credit or None,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def address(given: Mapping[str, Any], path: str = "/") -> str:
    """The address of a page with parameters; those that are empty are left out."""
    kept = {name: value for name, value in given.items() if value}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def options(query: Query) -> str:
    """A query as the options and words of `sayso search`, as a shell takes them."""
    words: list[str] = []
    for name, value in parameters(query).items():
        if name in ("counted", "copied"):
            words.append(f"--{name}")
        elif name != "q":
            option = f"--{name.replace('_', '-')}"
            words += [x for one in (value if isinstance(value, tuple) else (value,)) for x in (option, str(one))]
    before = ["--"] if query.words.startswith("-") else []
    return shlex.join([*words, *before, *([query.words] if query.words else [])])


def as_typed(query: Query) -> str:
    """All that a query asks for, as it may be typed into one field."""
    told = [query.words.strip()] if query.words.strip() else []
    for name, value in parameters(replace(query, words="", about="")).items():
        told += [as_text(name, "yes" if name in ("counted", "copied") else x) for x in _each(value)]
    told += [f"about:{x}" for x in _ABOUT.findall(query.about)]
    return " ".join(told)


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)


def command(query: Query, record: str = "RECORD") -> str:
    """The command that finds in a record what a query asks for."""
    return f"sayso search {shlex.quote(record)} {options(query)}".strip()
