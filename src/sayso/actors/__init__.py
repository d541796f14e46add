"""Who the sources are: mentions, coreference, speakers, addressees, sourcing, roster."""

from sayso.actors.resolve import cast
from sayso.actors.roster import Roster, RosterError, load
from sayso.actors.turns import credited

__all__ = ["Roster", "RosterError", "cast", "credited", "load"]
