"""A statement in the making."""

from dataclasses import dataclass

from sayso.article import Event
from sayso.attribution.boundaries import Range
from sayso.attribution.decode import Roles
from sayso.attribution.events import Heard


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement in the making: its decoded roles, what was done by it, and as code points its parts."""

    roles: Roles
    heard: Heard
    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    quoted: bool
    confidence: float = 0.0
    event: Event = "speech"
