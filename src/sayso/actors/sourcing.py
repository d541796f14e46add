"""How a source is sourced (named, unnamed, collective, a document, media), by its head noun and its actor's type."""

import re
from collections.abc import Iterable
from typing import Any

from sayso.article import ActorType, Sourcing
from sayso.lang import by_language, lists, words

_SHORT = r"(?:(?<=\b[A-Z])|(?<=\b[A-Z][a-z])|(?<=\b[A-Z][a-z]{2}))\."  # J., Mr., Rep.
_TOKEN = re.compile(rf"\w+(?:(?:[-.’'&/]|(?<=\d),(?=\d))\w+)*(?:%|{_SHORT})?|[^\w\s“”‘’\"']")
_POSSESSIVE = re.compile(r"(?:[’']s|(?<=s)[’'])$")
_JOINTS = words("sourcing", "joints")
_SUBJECTS = words("sourcing", "subjects")


@by_language()
def _data() -> dict[str, Any]:
    return lists("sourcing")


@by_language()
def _words(*names: str) -> frozenset[str]:
    return frozenset(word for name in names for word in _data()[name])


@by_language()
def _plurals(*names: str) -> frozenset[str]:
    return frozenset(_plural(word) for word in _words(*names))


def _plural(noun: str) -> str:
    irregular: dict[str, str] = _data()["plurals"]
    if noun in irregular:
        return irregular[noun]
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if re.search(r"[^aeiou]y$", noun):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _ends_as(word: str, endings: Iterable[str]) -> bool:
    return any(word.endswith(ending) and len(word) > len(ending) + 1 for ending in endings)


@by_language(4096)
def is_person(head: str) -> bool:
    """Whether a head is a noun for one person."""
    return head in _words("insiders", "persons") or _ends_as(head, _words("person_endings"))


@by_language(4096)
def is_group(head: str) -> bool:
    """Whether a head is a noun for several persons, or for a class of them."""
    return _is_plural(head) or head in _words("knowing", "crowds") | _plurals("knowing", "crowds")


@by_language(4096)
def is_organization(head: str) -> bool:
    """Whether a head is a noun for a body: a company, a ministry, a party."""
    return head in _words("organizations") | _plurals("organizations")


@by_language(4096)
def is_document(head: str) -> bool:
    """Whether a head is a noun for something written, measured or recorded."""
    return head in _words("documents", "coverage") | _plurals("documents", "coverage")


@by_language(4096)
def is_media(name: str) -> bool:
    """Whether a name is an outlet's, or a head is a noun for an outlet."""
    words = _POSSESSIVE.sub("", name).split()
    if not words or words[-1].islower():
        return bool(words) and words[-1] in _words("media") | _plurals("media")
    plain = " ".join(words).casefold()
    bare = plain.removeprefix("the ")
    beginnings, endings = _media_affixes()
    return not _words("outlets").isdisjoint((plain, bare)) or plain.endswith(endings) or bare.startswith(beginnings)


@by_language()
def _media_affixes() -> tuple[tuple[str, ...], tuple[str, ...]]:
    raw = _data()
    return tuple(f"{word} " for word in raw["media_beginnings"]), tuple(f" {word}" for word in raw["media_endings"])


def _is_plural(head: str) -> bool:
    return head in _plurals("insiders", "persons") or _ends_as(head, _plurals("person_endings"))


def _is_noun(word: str) -> bool:
    return is_person(word) or is_group(word) or is_organization(word) or is_document(word) or is_media(word)


def head(source: str) -> str:
    """The head of a source's first noun phrase in lower case: "officials" of "some of the city's officials, who"."""
    phrase = _phrase(source)
    return _lower(phrase[-1]) if phrase else ""


def _lower(word: str) -> str:
    return _POSSESSIVE.sub("", word.lower())


def _phrase(source: str) -> list[str]:
    """The words of the first noun phrase up to its head; of "some of his advisers" those behind the amount."""
    words = _TOKEN.findall(source)
    start = 0
    while True:
        while start < len(words) and _opens(words[start], last=start + 1 == len(words)):
            start += 1
        end = next((i for i in range(start + 1, len(words)) if _ends_at(words, i)), len(words))
        if not (_is_amount(words[start:end]) and _goes_on(words[end : end + 2])):
            return words[start:end]
        start = end + 1


def _opens(word: str, *, last: bool) -> bool:
    """Whether a word before a noun phrase is no part of it."""
    return not word[0].isalnum() or (not last and word.lower() in _words("openers", "ends"))


def _is_amount(phrase: list[str]) -> bool:
    return bool(phrase) and (phrase[-1].lower() in _words("amounts") or phrase[-1][0].isdigit())


def _goes_on(rest: list[str]) -> bool:
    """Whether the noun of an amount follows: some of them, more than half, four in ten."""
    if len(rest) < 2:
        return False
    return rest[0] in ("of", "than", "as") or (rest[0] in ("in", "out") and _is_amount([rest[1]]))


def _ends_at(words: list[str], i: int) -> bool:
    """Whether the noun phrase is over before word `i`, by that word and its neighbours."""
    before, word, after = words[i - 1], words[i].lower(), words[i + 1] if i + 1 < len(words) else ""
    if word in _JOINTS:
        return _joins(before, word, after)
    if not word[0].isalnum() and word != "%":
        return True
    before, after = _lower(before), _lower(after)
    if before in _words("determiners"):
        return False
    if word in _words("ends"):
        return True
    follows = word in _words("behind_nouns") or word.endswith(("ed", "ing", "ly"))
    if follows and _is_noun(before) and not _is_noun(word) and not _is_noun(after):
        return not _is_amount([before]) or after == "" or after in _words("ends")
    begins = word in _words("determiners") or (words[i][0].isupper() and words[i - 1].islower())
    return word in _SUBJECTS or (begins and _is_several(before))


def _is_several(noun: str) -> bool:
    return _is_plural(noun) or noun in _plurals("documents")


def _joins(before: str, joint: str, after: str) -> bool:
    """Whether what stands before a joint is whole: aides and allies, but state and local officials."""
    if after.lower() in _words("determiners", "ends") or not after[:1].isalpha():
        return True
    if joint != "," and (_lower(before) in _words("organizations") or before == "enforcement"):
        return is_group(after.lower())
    if _is_noun(_lower(before)):
        return True
    return before[0].isupper() and (joint == "," or after[0].isupper())


def sourcing(source: str, speaker: ActorType | None, named: bool) -> Sourcing:
    """The sourcing of a source's words, whose actor is of the type `speaker` and has a name or not."""
    if not source.strip() and speaker is None:
        return "none"
    told = _told(source)
    if speaker == "document" or speaker == "media":
        return told if told == "document" or told == "media" else speaker
    if named and not (speaker == "group" and is_group(head(source))):
        return "named"
    if speaker == "group":
        noun = head(source)
        several = is_group(noun) or is_organization(noun) or noun in _words("few")
        return "unnamed" if told == "unnamed" and several else "collective"
    if speaker == "person":
        return "media" if head(source) in _words("writers") else "unnamed"
    return told


def _told(source: str) -> Sourcing:
    """The sourcing that the words tell by themselves."""
    phrase = _phrase(source)
    if not phrase:
        return "none"
    noun, before = _lower(phrase[-1]), {w.lower() for w in phrase[:-1]}
    if noun in _words("nobody"):
        return "none"
    if noun in _words("writers") or _is_news(noun, before) or is_media(" ".join(phrase)):
        return "media"
    if is_document(noun):
        return "document"
    if is_person(noun) or noun in _words("knowing", "someone") or noun in _plurals("insiders"):
        return "unnamed"
    if is_group(noun) or noun in _words("they") or noun[0].isdigit():
        return "unnamed" if _is_knowing(source, noun) else "collective"
    return _unknown(phrase, noun)


def _is_news(noun: str, before: set[str]) -> bool:
    """Whether a noun is an outlet or what outlets print: a network, the news agency, media reports, several reports."""
    if noun in _words("media", "coverage") | _plurals("media", "coverage"):
        return True
    if noun in _words("made_of_news") | _plurals("made_of_news") and before & _words("of_news"):
        return True
    return noun == "reports" and before <= _words("vague")


def _is_knowing(source: str, noun: str) -> bool:
    """Whether several people are persons in a position to know: so few, or familiar with the matter."""
    words = [w.lower() for w in _TOKEN.findall(source) if w.lower() not in _words("determiners")]
    few = not _words("few").isdisjoint(words[:1]) and words[1:2] != ["in"] and not _is_amount(words[1:2])
    return (few and _is_plural(noun)) or not _words("marks_of_knowing").isdisjoint(words)


def _unknown(phrase: list[str], noun: str) -> Sourcing:
    """Words that the lists do not have: a name, bodies, or by their plural several."""
    if phrase[-1][0].isupper() and len(phrase) > 1:
        return "named"
    return "unnamed" if is_organization(noun) or not re.search(r"[^s]s$", noun) else "collective"
