"""Who the sources are: for now, those that a text names."""

from sayso.actors.names import cast

__all__ = ["cast"]
