"""Whether a name that somebody gives is one of those of a speaker."""

from sayso.actors.names import folded, initials, names, part_of, same_person
from sayso.article import Actor, Statement
from sayso.lang import rule, words

_SPEAKS_FOR = rule("name_matching", "speaks_for")
_PRONOUNS = words("name_matching", "pronouns")
_SUFFIXES = words("name_matching", "suffixes")
_SMALL = words("name_matching", "small")


def is_called(by: str, actor: Actor, known: tuple[str, ...]) -> bool:
    """Whether an actor of an article goes by a name there: its name, a title or any mention of it, or the names by
    which it is `known` in the record."""
    wanted = folded(by)
    mentions = {m.text for m in actor.mentions if m.text.lower() not in _PRONOUNS}
    if wanted in {folded(x) for x in (actor.name, *actor.titles, *known, *mentions)}:
        return bool(wanted)
    alone = next(iter(names(by)), None)
    bare = folded(alone.text) if alone else wanted
    for title in map(folded, actor.titles):  # the harbour master Odo Brecht
        if title and wanted[: len(title)] == title and len(wanted) > len(title):
            bare = wanted[len(title) :]
    if actor.type == "person" or (actor.type in ("unknown", "group") and len(folded(actor.name)) < 3):
        return any(_one_person(bare, folded(x)) for x in (actor.name, *known))
    return any(_one_body(wanted, folded(x)) for x in (actor.name, *known))


def speaks_for(by: str, actor: Actor, statement: Statement | None) -> bool:
    """Whether an actor speaks for a body of this name, by his titles, his affiliation or the words of the source."""
    wanted = set(folded(by)) - _SMALL
    source = " ".join(x.text for x in statement.source) if statement else ""
    told = " ".join((actor.name, *actor.titles, source))
    if not wanted or not _SPEAKS_FOR.search(told):
        return False
    return wanted == set(folded(actor.affiliation or "")) - _SMALL or wanted <= set(folded(told))


def _one_person(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    if not a or not b or (_SUFFIXES & set(a) != _SUFFIXES & set(b) and len(a) > 1 and len(b) > 1):
        return False
    return a == b or same_person(a, b) or part_of(a, b) or part_of(b, a)


def _one_body(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return set(a) - _SMALL == set(b) - _SMALL or "".join(a) == initials(b) or "".join(b) == initials(a)


def may_be(by: str, statement: Statement | None) -> bool | None:
    """Whether one who is called so can be the speaker of words for which the article has no actor, by the words of the
    source; None where these name nobody, so that it cannot be told."""
    source = " ".join(x.text for x in statement.source) if statement else ""
    if not source or source.lower() in _PRONOUNS:
        return None
    wanted = folded(by)
    return wanted == folded(source) or any(_one_person(wanted, folded(n.text)) for n in names(source))
