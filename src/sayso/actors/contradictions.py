"""Whom what the text calls a source speaks against: "she" against Mr Holm, "the governor" against a minister where it
names the governor."""

import numpy as np

from sayso.actors.evidence import Evidence
from sayso.actors.sourcing import is_person
from sayso.actors.titles import office, offices


def contradicted(evidence: Evidence) -> np.ndarray:
    """For each slot and candidate whether the words of the slot's mention are another's, (slots, candidates)."""
    out = np.zeros((len(evidence.slots), len(evidence.candidates)), dtype=bool)
    he, she = evidence.addressed
    held = None
    for row, slot in enumerate(evidence.slots):
        m = evidence.found[slot.mention] if slot.mention >= 0 else None
        if m is None:
            continue
        if m.kind in ("he", "she"):
            out[row] = she > he if m.kind == "he" else he > she
        elif m.kind == "nominal" and not m.plural and is_person(m.head.lower()):
            held = _offices(evidence) if held is None else held
            called = office(evidence.text[m.start : m.end], m.head.lower())
            if any(called in some for some in held):
                out[row] = [bool(some) and called not in some for some in held]
    return out


def _offices(evidence: Evidence) -> list[set[str]]:
    """The nouns by which the offices of each candidate can be called."""
    return [{o for m in e.mentions if m.name for o in offices(evidence.text, m)} for e in evidence.candidates]
