"""sayso: who said what, to whom, when, in which words, and how we know.

>>> import sayso
>>> article = sayso.read("page.html")
>>> for statement in article.statements:
...     print([article.actor(id).name for id in statement.speakers], statement.cue, statement.content)

Errors: everything that sayso raises by itself is a `SaysoError`, one line that says what happened and what to do.
"""

import logging
import os
from importlib import import_module
from typing import TYPE_CHECKING

# From its version 1.29 on onnxruntime tells its makers what it is used for, unless this is set before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
logging.getLogger("sayso").addHandler(logging.NullHandler())

if TYPE_CHECKING:
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
    from sayso.interop.frames import frame
    from sayso.pages import Page
    from sayso.reader import Reader, read, read_text

    __version__: str

__all__ = [
    "Actor", "Article", "Credit", "LanguageError", "LexiconError", "ModelError", "Page", "PageError", "PluginError",
    "QueryError", "Reader", "RecordError", "RosterError", "SaysoError", "Span", "Statement", "TextTooLong",
    "__version__", "frame", "read", "read_text",
]  # fmt: skip


_MODULES = {
    "article": ("Actor", "Article", "Credit", "Span", "Statement"),
    "pages": ("Page",),
    "interop.frames": ("frame",),
    "reader": ("Reader", "read", "read_text"),
}


def __getattr__(name: str) -> object:
    # Each name loads where it is first asked for, so that `sayso --help` is at once there.
    if name == "__version__":
        from importlib.metadata import version

        return version("sayso")
    if name not in __all__:
        raise AttributeError(f"module 'sayso' has no attribute {name!r}")
    module = next((module for module, names in _MODULES.items() if name in names), "errors")
    return getattr(import_module(f"sayso.{module}"), name)


def __dir__() -> list[str]:
    return __all__
