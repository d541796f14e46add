"""Plugins: what other installed packages bring, told by the entry points in their metadata. See docs/plugins.md."""

import logging
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from sayso.errors import PluginError

_log = logging.getLogger("sayso.plugins")
_LONGEST = 200  # characters of what a plugin says that went wrong
_told: set[str] = set()


@cache
def installed(group: str, own: tuple[str, ...] = ()) -> dict[str, EntryPoint]:
    """The plugins of a group by their names. One that has a name of sayso's `own`, or of a package before it in the
    alphabet, is told and left out."""
    found: dict[str, EntryPoint] = {}
    for point in sorted(entry_points(group=group), key=lambda point: (point.name, _package(point))):
        if point.name in own or point.name in found:
            other = _package(found[point.name]) if point.name in found else "sayso itself"
            tell(PluginError(named(point), f"is left out: {other} has a {point.name} too"))
        else:
            found[point.name] = point
    return found


def load(point: EntryPoint, *needs: str) -> Any:
    """What a plugin brings, which can be called, or has all functions that it `needs`. Raises PluginError."""
    try:
        found = point.load()
    except (Exception, SystemExit) as error:
        raise PluginError(named(point), f"cannot be loaded ({reason(error)}): mend it or uninstall it") from error
    for need in needs or ("__call__",):
        if not callable(getattr(found, need, None)):
            raise PluginError(named(point), f"has no {need}: mend it or uninstall it")
    return found


def named(point: EntryPoint) -> str:
    """How a plugin is named in what is told of it: by itself and its package."""
    return f"plugin {point.name} of {_package(point)}"


def reason(error: BaseException) -> str:
    """What went wrong in a plugin, short."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:_LONGEST]


def tell(error: PluginError) -> None:
    """Log what is wrong with a plugin, once in a process: what others read goes on."""
    if error.name not in _told:
        _told.add(error.name)
        _log.warning("%s", error)


def _package(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist else "an unknown package"
