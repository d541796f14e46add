"""The record in a browser, and for other programs: pages, a JSON API, Atom feeds."""

from sayso.web.app import make_app
from sayso.web.settings import Settings

__all__ = ["Settings", "make_app"]
