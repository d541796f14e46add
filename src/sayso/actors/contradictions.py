"""Whom what the text calls a source speaks against: "she" against Mr Holm and against a newspaper, "the governor"
against a minister where it names the governor."""

import numpy as np

from sayso.actors.evidence import Evidence
from sayso.actors.mentions import Entity
from sayso.actors.sourcing import is_person
from sayso.actors.titles import office, offices

_HARDLY = 0.05  # a person's share of the chances of a name's types


def contradicted(evidence: Evidence) -> np.ndarray:
    """For each slot and candidate whether the words of the slot's mention are another's, (slots, candidates)."""
    out = np.zeros((len(evidence.slots), len(evidence.candidates)), dtype=bool)
    he, she = evidence.addressed
    bodies = np.array([_is_body(e) for e in evidence.candidates], dtype=bool)
    held = None
    for row, slot in enumerate(evidence.slots):
        m = evidence.found[slot.mention] if slot.mention >= 0 else None
        if m is None:
            continue
        if m.kind in ("he", "she"):
            out[row] = bodies | (she > he if m.kind == "he" else he > she)
        elif m.kind == "nominal" and not m.plural and is_person(m.head.lower()):
            held = _offices(evidence) if held is None else held
            called = office(evidence.text[m.start : m.end], m.head.lower())
            if any(called in some for some in held):
                out[row] = [bool(some) and called not in some for some in held]
    return out


def _is_body(entity: Entity) -> bool:
    """Whether somebody is a state, or hardly a person by any name."""
    return entity.state is not None or entity.chances[0] < _HARDLY * sum(entity.chances)


def _offices(evidence: Evidence) -> list[set[str]]:
    """The nouns by which the offices of each candidate can be called."""
    return [{o for m in e.mentions if m.name for o in offices(evidence.text, m)} for e in evidence.candidates]
