"""A component for spaCy: `nlp.add_pipe("sayso")`, found by spaCy through the entry point of this package.

Nothing but plain dicts goes into `doc._`, so a Doc can be stored and sent to another process with all of it.
"""

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc

from sayso.article import Actor, Span, Statement

if TYPE_CHECKING:
    from sayso.reader import Reader

_ROLES = ("source", "cue", "content", "addressee")


class Sayso:
    """Puts who said what into `doc._.statements`, and who that is into `doc._.actors`: lists of plain dicts.

    Spans are [start, end] in code points of `doc.text`, end exclusive; `tokens` has the same as indices of tokens, so
    that `doc[start:end]` covers it. `parent` is a place in the list, `speakers` and `addressees` are names, `credit` is
    how likely each speaker is, and `candidates` are the [name, probability] of others who may have said it.
    `min_confidence` and `credit` are as in `sayso.Reader`. The network loads with the first text, once a process.
    """

    def __init__(self, min_confidence: float | None, credit: float | None) -> None:
        self.min_confidence = min_confidence
        self.credit = credit

    def __call__(self, doc: Doc) -> Doc:
        from sayso.pages import read_text

        article = _reader(os.getpid(), self.min_confidence, self.credit).read(read_text(doc.text))
        names = {a.id: a.name for a in article.actors}
        places = {s.id: i for i, s in enumerate(article.statements)}
        starts = [token.idx for token in doc]
        doc._.statements = [_statement(s, names, places, starts) for s in article.statements]
        doc._.actors = [_actor(a) for a in article.actors]
        return doc


@Language.factory(
    "sayso", default_config={"min_confidence": None, "credit": None}, assigns=["doc._.statements", "doc._.actors"]
)
def component(nlp: Language, name: str, min_confidence: float | None, credit: float | None) -> Sayso:
    """The component that spaCy asks for. Raises ValueError for a `min_confidence` or `credit` outside 0 to 1."""
    for what, value in (("min_confidence", min_confidence), ("credit", credit)):
        if value is not None and not 0 <= value <= 1:
            raise ValueError(f"{what} is {value}: give a number from 0 to 1")
    return Sayso(min_confidence, credit)


for _name in ("statements", "actors"):
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=[])


@cache
def _reader(process: int, min_confidence: float | None, credit: float | None) -> "Reader":
    """The reader of this process: a session of the network does not outlive a fork unharmed."""
    from sayso.reader import Reader

    return Reader(min_confidence, credit=credit)


def _statement(s: Statement, names: dict[str, str], places: dict[str, int], starts: list[int]) -> dict[str, Any]:
    spans: dict[str, list[list[int]]] = {role: _offsets(getattr(s, role)) for role in _ROLES}
    return {
        **spans,
        "tokens": {role: [_tokens(starts, *at) for at in spans[role]] for role in _ROLES},
        "parent": None if s.parent is None else places.get(s.parent),
        "speakers": [names[i] for i in s.speakers],
        "credit": [c.probability for c in s.credit],
        "candidates": [[names[c.actor], c.probability] for c in s.candidates],
        "addressees": [names[i] for i in s.addressees],
        "kind": s.kind,
        "event": s.event,
        "act": s.act,
        "negated": s.negated,
        "stance": s.stance,
        "sourcing": s.sourcing,
        "when": [s.when.start, s.when.end] if s.when else None,
        "via": [s.via.span.start, s.via.span.end] if s.via else None,
        "confidence": float(s.confidence),
    }


def _actor(a: Actor) -> dict[str, Any]:
    return {
        "name": a.name,
        "type": a.type,
        "titles": list(a.titles),
        "affiliation": a.affiliation,
        "gender": a.gender,
        "mentions": _offsets(a.mentions),
    }


def _offsets(spans: Iterable[Span]) -> list[list[int]]:
    return [[x.start, x.end] for x in spans]


def _tokens(starts: list[int], start: int, end: int) -> list[int]:
    """The tokens that a span touches, by where each token starts."""
    return [bisect_right(starts, start) - 1, bisect_left(starts, end)]
