"""What stands in the head of every page: a few rooms, and below them the pages of the room in which one is."""

from dataclasses import dataclass

_ROOMS = {
    "Search": {"By words": "/", "By meaning": "/like", "Positions": "/positions", "Threads": "/threads"},
    "Articles": {"All articles": "/articles", "Outlets": "/outlets", "Changes": "/changes", "Audit": "/audit"},
    "Actors": {"Actors": "/actors"},
    "Check": {"Quotations": "/check", "Read now": "/read"},
    "Add": {"Add": "/add"},
    "Review": {
        "Unchecked": "/review",
        "Checked by others": "/review?second=1",
        "Agreement": "/review/agreement",
    },
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A link, and whether it leads to where one is."""

    words: str
    address: str
    here: bool


def menu(asked: str) -> tuple[list[Entry], list[Entry]]:
    """The rooms, and the pages of the one in which an address (its path, and query) is, where they are several."""
    fit = {page: room for room, pages in _ROOMS.items() for page in pages.values() if _is_of(asked, page)}
    here = max(fit, key=len, default="")
    room = fit.get(here, "")
    rooms = [Entry(words, next(iter(pages.values())), words == room) for words, pages in _ROOMS.items()]
    pages = [Entry(words, page, page == here) for words, page in _ROOMS.get(room, {}).items()]
    return rooms, pages if len(pages) > 1 else []


def _is_of(asked: str, page: str) -> bool:
    return asked == page or asked.startswith((f"{page}/", f"{page}?", f"{page}&"))
