"""The names of a record's actors as they are compared, noted for each article."""

import hashlib
import json
import sqlite3

from sayso.actors.names import names
from sayso.linking.entity_matching import Words, are_initials, bones, form, is_campaign, is_name, is_telling
from sayso.record import name_forms
from sayso.record.name_forms import Also, CastMember


def register(connection: sqlite3.Connection, article: int) -> None:
    """Note the names of an article's latest version, and those only."""
    cast = {a.id: a for a in _cast(connection, article)}
    held = name_forms.noted(connection, article)
    for actor in sorted(held - set(cast)):
        name_forms.forget(connection, actor)
    for actor in sorted(set(cast) - held):
        a = cast[actor]
        words = form(a.name, a.type)
        number = _form(connection, words)
        mark = hashlib.sha256("\0".join((a.key, a.name, a.local_id)).encode("utf-8", "surrogatepass"))
        rank = int.from_bytes(mark.digest()[:7], "big")
        also = {(" ".join(other), are_initials(other, words)) for other in _others(connection, a)}
        also |= {(f"#{key}={value}", True) for key, value in json.loads(a.identifiers).items()}
        called = [Also(other, own) for other, own in sorted(also)]
        name_forms.note(connection, actor, number, rank, called, telling=is_telling(a.name, a.type))


def _cast(connection: sqlite3.Connection, article: int) -> list[CastMember]:
    """The actors of an article's latest version that have names; places and documents only where they speak or are
    spoken to."""
    return [a for a in name_forms.cast(connection, article) if is_name(a.name, a.type, json.loads(a.titles))]


def _others(connection: sqlite3.Connection, a: CastMember) -> set[Words]:
    """Further names that an article has for a body."""
    found: set[Words] = set()
    if a.type in ("person", "unknown"):
        return found
    for start, end in name_forms.mentions(connection, a.id):
        written = a.text[start:end]
        found |= {form(n.text, "organization") for n in names(written) if is_name(n.text, "organization", ())}
    return found - {form(a.name, a.type)}


def _form(connection: sqlite3.Connection, words: Words) -> int:
    """The row of a name as it is compared."""
    text = " ".join(words)
    found = name_forms.number_of(connection, text)
    if found is not None:
        return found
    block = f"{bones(words[:-1])}/campaign" if is_campaign(words) else bones(words)
    return name_forms.new(connection, text, block, words[0] if len(words) > 1 else "")
