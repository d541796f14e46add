"""Finds an article's statements: cue, source and content spans, nesting, kind and confidence."""

from sayso.reading.network import Network
from sayso.reading.sentences import Sentences
from sayso.reading.statements import Reading, read

__all__ = ["Network", "Reading", "Sentences", "read"]
