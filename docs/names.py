"""For cog: the public Python names, as what mkdocstrings makes the reference of."""

import importlib
import importlib.util
import pkgutil
import textwrap

import sayso

# Public faces inside of rooms: what asks a record, and what a Statement is made of.
FACES: dict[str, tuple[str, ...]] = {
    "sayso.article": ("Part", "When", "Via", "Corrected", "Engine"),
    "sayso.interop.annotations": ("page", "read", "Annotation"),
    "sayso.interop.brat": ("write", "read", "Problem"),
    "sayso.interop.ftm": ("entities",),
    "sayso.interop.jsonld": ("document",),
    "sayso.analysis.audit": ("audit", "Row"),
    "sayso.linking.actor_corrections": (
        "actors",
        "candidates",
        "edit",
        "explain",
        "id_of",
        "merge",
        "number_of",
        "split",
        "tell_apart",
        "unmerge",
    ),
    "sayso.checking.check": ("check",),
    "sayso.checking.checked": ("Checked", "Match"),
    "sayso.checking.cut_warnings": ("Warned",),
    "sayso.checking.draft": ("quoted", "Quoted"),
    "sayso.analysis.compare": ("compare", "Difference"),
    "sayso.analysis.position_changes": ("PositionChange", "Side"),
    "sayso.record.actor_links": ("Member",),
    "sayso.record.listed_actors": ("Listed",),
    "sayso.record.edits": ("compare", "Edits", "StatementEdit", "Said", "DetailEdit", "Paragraph"),
    "sayso.analysis.positions": ("positions", "Position", "Shown"),
}


def public() -> dict[str, list[str]]:
    """The public names of each room; what a room before it has too is listed there."""
    found = (m.name for m in pkgutil.iter_modules(sayso.__path__, "sayso.") if m.ispkg)
    rooms = ["sayso", *(r for r in found if hasattr(importlib.import_module(r), "__all__"))]
    every = {room: tuple(importlib.import_module(room).__all__) for room in rooms} | FACES
    seen: list[object] = []
    out: dict[str, list[str]] = {}
    for room in sorted(every):
        module = importlib.import_module(room)
        named = [(name, getattr(module, name)) for name in every[room] if name[0] != "_"]
        out[room] = [name for name, what in named if not any(what is other for other in seen)]
        seen += [what for _, what in named if not isinstance(what, int)]
    return out


def listed() -> str:
    """A heading for each room, and for each of its names where mkdocstrings finds it."""
    lines: list[str] = []
    for room, names in public().items():
        module = importlib.import_module(room)
        lines += [f"## {room}", "", *textwrap.wrap((module.__doc__ or "").split("\n\n")[0], 120), ""]
        for name in names:
            lines += [*_one(room, name, getattr(module, name)), ""]
    return "\n" + "\n".join(lines)


def _one(room: str, name: str, what: object) -> list[str]:
    room_has_modules = hasattr(importlib.import_module(room), "__path__")
    if not room_has_modules or importlib.util.find_spec(f"{room}.{name}") is None:
        return [f"::: {room}.{name}"]
    # A module of the same name stands before it.
    options = ["    options:", f"      heading: {room}.{name}", f"      toc_label: {name}"]
    return [f"::: {what.__module__}.{name}", *options]
