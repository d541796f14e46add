"""Titles and offices as they stand beside a name: before it, and set off by commas after it."""

import re

from sayso.actors.mentions import Mention
from sayso.actors.names import ADDRESS, is_title
from sayso.actors.places import place
from sayso.actors.sourcing import head, is_person
from sayso.lang import rule, table, words

_DETERMINER = rule("titles", "determiner")
_OWNED = re.compile(r"^[’']s\s+")  # "the mill's manager Ada Holm"
_APPOSED = rule("titles", "apposed")
_RIVAL = rule("titles", "rival")
_ENDED = re.compile(r".*?(?P<last>[^\W\d_]+)[.!?][\"”’)]*\s(?=[A-Z])")
_THEN = rule("titles", "then")
_SEVERAL = rule("titles", "several")
_LONGEST = 9  # words
_SHORT_FOR, _ANOTHER = table("titles", "short_for"), words("titles", "another")


def before(text: str, m: Mention) -> str:
    """The words before a name that tell an office, without article and forms of address; empty where there are none."""
    if not m.name:
        return ""
    plain = _DETERMINER.sub("", _OWNED.sub("", text[m.start : m.name.start])).strip(" ,’'")
    ended = _ENDED.match(plain)
    if ended and not is_title(ended["last"].capitalize()) and ended["last"].lower() not in _SHORT_FOR:
        plain = plain[ended.end() :]
    plain = _SEVERAL.sub(r"\1", _RIVAL.sub("", plain))
    kept = " ".join(w for w in plain.split() if w.rstrip(".").capitalize() not in ADDRESS)
    fits = kept[:1].isalpha() and len(kept.split()) <= _LONGEST and not re.search(r"[’']s?$", kept)
    return kept if fits and not place(kept) else ""


def after(text: str, m: Mention) -> tuple[str, int] | None:
    """The office set off by commas after a name, without its article, and where it ends."""
    found = _APPOSED.match(text, m.name.end) if m.name else None
    if not found or found["title"][:1].isdigit() or len(found["title"].split()) > _LONGEST + 1:
        return None
    title = _THEN.sub("", _DETERMINER.sub("", found["title"]))
    is_cut = title.split()[-1:] and (title.split()[-1] in ADDRESS or title[-1].isdigit())
    return (title, found.end("title")) if is_person(head(title)) and not is_cut else None


def offices(text: str, m: Mention) -> set[str]:
    """The nouns by which a name's office could be called: "Sen." and "senator", "mayor", "spokeswoman"."""
    apposed = after(text, m)
    title = [w.strip(".,").lower() for w in before(text, m).split()]
    words = [*title, head(apposed[0])] if apposed else title
    held = {form for w in words for form in (w, *_SHORT_FOR.get(w, ())) if is_person(w) or w in _SHORT_FOR}
    # A vice-president is not "the president", and a former one only where there is no other.
    return {office(" ".join(title), noun) for noun in held}


def office(words: str, noun: str) -> str:
    """A noun for an office as the words before it tell it: of a deputy, of one who held it formerly."""
    lower = words.lower()
    kind = next((k for k in _ANOTHER if k in lower.split() or f"{k}-" in lower), "")
    return f"{kind} {noun}".strip()
