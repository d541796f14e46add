"""Who the sources are: mentions, coreference, speakers, addressees, sourcing, roster."""

from sayso.actors.resolve_actors import cast
from sayso.actors.roster import Roster, load
from sayso.actors.turns import credited
from sayso.errors import RosterError

__all__ = ["Roster", "RosterError", "cast", "credited", "load"]
