"""Finds an article's statements: cue, source and content spans, nesting, kind and confidence."""

from sayso.attribution.network import Network
from sayso.attribution.relation import Relation, Reported
from sayso.attribution.sentences import Sentences
from sayso.attribution.statements import AttributionResult, read
from sayso.attribution.turns import with_turns
from sayso.attribution.uncued_quotations import with_uncued_quotations
from sayso.attribution.words import count
from sayso.errors import TextTooLong

__all__ = [
    "AttributionResult",
    "Network",
    "Relation",
    "Reported",
    "Sentences",
    "TextTooLong",
    "count",
    "read",
    "with_turns",
    "with_uncued_quotations",
]
