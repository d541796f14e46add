"""sayso: who said what, to whom, when, in which words, and how we know.

>>> import sayso
>>> article = sayso.read("page.html")
>>> for statement in article.statements:
...     print([article.actor(id).name for id in statement.speakers], statement.cue, statement.content)

Errors: everything that sayso raises by itself is a `SaysoError`, one line that says what happened and what to do.
"""

import logging
import os
from typing import TYPE_CHECKING

from sayso.article import Actor, Article, Credit, Span, Statement
from sayso.errors import (
    LanguageError,
    LexiconError,
    ModelError,
    PageError,
    PluginError,
    QueryError,
    RecordError,
    RosterError,
    SaysoError,
    TextTooLong,
)

# From its version 1.29 on onnxruntime tells its makers what it is used for, unless this is set before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
logging.getLogger("sayso").addHandler(logging.NullHandler())

if TYPE_CHECKING:
    from sayso.interop.frames import frame
    from sayso.pages import Page
    from sayso.reader import Reader, read, read_text

    __version__: str

__all__ = [
    "Actor", "Article", "Credit", "LanguageError", "LexiconError", "ModelError", "Page", "PageError", "PluginError",
    "QueryError", "Reader", "RecordError", "RosterError", "SaysoError", "Span", "Statement", "TextTooLong",
    "__version__", "frame", "read", "read_text",
]  # fmt: skip


def __getattr__(name: str) -> object:
    # The network and the page parsers load where they are first asked for, so that `sayso --help` is at once there.
    if name == "__version__":
        from importlib.metadata import version

        return version("sayso")
    if name == "Page":
        from sayso import pages

        return pages.Page
    if name in ("Reader", "read", "read_text"):
        from sayso import reader

        return getattr(reader, name)
    if name == "frame":
        from sayso.interop import frames

        return frames.frame
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
