"""Finds an article's statements: cue, source and content spans, nesting, kind and confidence."""

from sayso.reading.network import Network
from sayso.reading.relation import Relation, Reported
from sayso.reading.sentences import Sentences
from sayso.reading.statements import Reading, read
from sayso.reading.turns import with_turns
from sayso.reading.words import TooMuch, count

__all__ = ["Network", "Reading", "Relation", "Reported", "Sentences", "TooMuch", "count", "read", "with_turns"]
