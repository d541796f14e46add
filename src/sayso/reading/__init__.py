"""Finds an article's statements: cue, source and content spans, nesting, kind and confidence."""

from sayso.reading.network import Network
from sayso.reading.sentences import Sentences
from sayso.reading.statements import Reading, read
from sayso.reading.turns import with_turns

__all__ = ["Network", "Reading", "Sentences", "read", "with_turns"]
