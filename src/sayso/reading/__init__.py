"""Finds an article's statements: cue, source and content spans, nesting, kind and confidence."""

from sayso.errors import TextTooLong
from sayso.reading.network import Network
from sayso.reading.relation import Relation, Reported
from sayso.reading.sentences import Sentences
from sayso.reading.statements import Reading, read
from sayso.reading.turns import with_turns
from sayso.reading.words import count

__all__ = ["Network", "Reading", "Relation", "Reported", "Sentences", "TextTooLong", "count", "read", "with_turns"]
