"""sayso: who said what, to whom, when, in which words, and how we know.

>>> import sayso
>>> article = sayso.read("page.html")
>>> for statement in article.statements:
...     print(statement.source, statement.cue, statement.content, statement.confidence)

Errors: every failure of a page is a `PageError`, one line that says what happened and what to do.
"""

import os
from typing import TYPE_CHECKING

from sayso.article import Actor, Article, Credit, Span, Statement

# From its version 1.29 on onnxruntime tells its makers what it is used for, unless this is set before it is loaded.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

if TYPE_CHECKING:
    from sayso.doors.frames import frame
    from sayso.pages import Page, PageError
    from sayso.reader import Reader, read, read_text

__all__ = [
    "Actor", "Article", "Credit", "Page", "PageError", "Reader", "Span", "Statement", "frame", "read", "read_text",
]  # fmt: skip


def __getattr__(name: str) -> object:
    # The network and the page parsers load where they are first asked for, so that `sayso --help` is at once there.
    if name in ("Page", "PageError"):
        from sayso import pages

        return getattr(pages, name)
    if name in ("Reader", "read", "read_text"):
        from sayso import reader

        return getattr(reader, name)
    if name == "frame":
        from sayso.doors import frames

        return frames.frame
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
