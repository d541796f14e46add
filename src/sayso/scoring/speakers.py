"""Scores who is credited with what, against gold attributions whose speakers are known (`entities`)."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sayso.scoring.statements import Attribution, attributions, jaccard, listed

_IDLE = frozenset(
    "the a an of mr mrs ms dr sir s sen gov rep president senator governor minister prof professor".split()
)
# Letters that no decomposition takes apart.
_LETTERS = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    | {"œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "ð": "d", "Ð": "D"}
)
# A state under two of its English names.
_STATES = {
    "turkiye": "turkey", "czechia": "czech republic", "britain": "united kingdom", "great britain": "united kingdom",
    "us": "united states", "u": "united states", "usa": "united states", "america": "united states",
    "uk": "united kingdom", "u k": "united kingdom", "myanmar burma": "myanmar", "burma": "myanmar",
    "congo kinshasa": "democratic republic congo", "uae": "united arab emirates", "hong kong sar china": "hong kong",
    "palestinian territories": "palestine", "eu": "european union",
}  # fmt: skip
_TYPED = ("person", "organization")
_RUN_OVER = 80  # words

Raw = Mapping[str, Any]


def score_speakers(articles: Iterable[tuple[str, Raw, Raw]]) -> dict[str, Any]:
    """Figures over (text, gold article, read article): percentages, None where there was nothing to compare.

    `docs/measures.md` defines them. Statements of every level count: who is credited does not depend on nesting.
    """
    n: Counter[str] = Counter()
    for text, gold_article, read_article in articles:
        n["articles"] += 1
        predicted = list(zip(attributions(read_article, text), listed(read_article), strict=True))
        actors = {actor["id"]: actor for actor in read_article.get("actors", ())}
        for gold, raw in zip(attributions(gold_article, text), listed(gold_article), strict=True):
            if gold.content:
                n.update(_counts(text, raw, found_for(gold, predicted), actors))
    return {
        **{key: n[key] for key in ("articles", "gold", "named")},
        "found": _share(n["found"], n["gold"]),
        "speaker": _share(n["right"], n["found_named"]),
        "end_to_end": _share(n["right"], n["named"]),
        "unnamed": _share(n["unnamed_right"], n["unnamed"]),
        "wrong_name": _share(n["wrong"], n["judged"]),
        "negation": _share(2 * n["negated_right"], n["negated"] + n["negative"]),
        "sourcing": _share(n["sourcing_right"], n["sourcing"]),
        "actor_type": _share(n["type_right"], n["typed"]),
    }


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def found_for(gold: Attribution, predicted: Sequence[tuple[Attribution, Raw]]) -> Raw | None:
    """The statement that holds the gold content: with most of the cue, then the one that fits the content best."""
    near = [
        (p, raw)
        for p, raw in predicted
        if 2 * len(p.content & gold.content) >= len(gold.content)
        and len(p.content) <= len(gold.content) + _RUN_OVER
        and (p.source | p.cue) & (gold.source | gold.cue)
    ]
    if not near:
        return None
    return max(near, key=lambda each: (len(each[0].cue & gold.cue), jaccard(each[0].content, gold.content)))[1]


def _counts(text: str, gold: Raw, found: Raw | None, actors: Mapping[str, Raw]) -> dict[str, int]:
    entities = gold.get("entities") or []
    named = bool(entities) and all(e["names"] for e in entities)
    unnamed = bool(entities) and not any(e["names"] for e in entities)
    negative = bool(gold.get("negative"))
    n: dict[str, int] = {"gold": 1, "named": named, "negative": negative}
    if found is None:
        return n
    source = _words(" ".join(text[start:end] for start, end in gold.get("source") or ()))
    speakers = [actors[key] for key in found.get("speakers") or () if key in actors]
    negated = bool(found.get("negated"))
    has_sourcing = bool(gold.get("sourcing"))
    return n | {
        "found": 1,
        "found_named": named,
        "right": named and _credited([a["name"] for a in speakers], entities),
        "judged": bool(entities),
        "wrong": bool(entities) and _credits_another(speakers, source, entities, named),
        "unnamed": unnamed,
        "unnamed_right": unnamed and not any(map(_has_proper_name, speakers)),
        "negated": negated,
        "negated_right": negated and negative,
        "sourcing": has_sourcing,
        "sourcing_right": has_sourcing and found.get("sourcing") == gold["sourcing"],
        **_types(speakers, entities),
    }


def _types(speakers: Sequence[Raw], entities: Sequence[Raw]) -> dict[str, int]:
    """How many credited are a person or a body of the gold, and of how many the type is right; a name in lower case is
    no name."""
    known = [
        (a, e["type"])
        for a in speakers
        if (e := next((e for e in entities if is_entity(a["name"], e)), None)) and e.get("type") in _TYPED
    ]
    right = sum(a.get("type") == kind and not a["name"][:1].islower() for a, kind in known)
    return {"typed": len(known), "type_right": right}


def _credited(names: Sequence[str], entities: Sequence[Raw]) -> bool:
    """Whether the speakers' names are these entities', one for one."""
    left = list(entities)
    for name in names:
        at = next((i for i, entity in enumerate(left) if is_entity(name, entity)), None)
        if at is None:
            return False
        del left[at]
    return not left


def _credits_another(speakers: Sequence[Raw], source: Sequence[str], entities: Sequence[Raw], named: bool) -> bool:
    """Whether somebody with a name is credited who is none of the entities. Where the text names nobody, a name made
    of the source's own words ("FSB sources") is none."""
    strays = [
        a["name"] for a in speakers if a["name"][:1].isupper() and not any(is_entity(a["name"], e) for e in entities)
    ]
    if named:
        return bool(strays)
    own = set(source)
    words = [_words(name) for name in strays]
    return any(len(w) < 4 and 5 * len(set(w) & own) < 3 * len(own) + (not own) for w in words)


def is_entity(name: str, entity: Raw) -> bool:
    aliases = [*entity["names"], (entity.get("wiki") or "").replace("_", " ")]
    same = _same_person if entity.get("type") == "person" else _same_body
    return any(same(name, alias) for alias in aliases)


def _same_person(name: str, alias: str) -> bool:
    """By the full name, with up to two words more, by the surname or by the first name."""
    ours, theirs = _words(name), _words(alias)
    if not (ours and theirs):
        return False
    short, long = sorted((ours, theirs), key=len)
    ends = len(short) > 1 or short[0] in (long[0], long[-1])
    return set(short) <= set(long) and len(long) <= len(theirs) + 2 and ends


def _same_body(name: str, alias: str) -> bool:
    """By half of all words, two at least, or by the initials."""
    ours, theirs = _words(name), _words(alias)
    if not (ours and theirs):
        return False
    if ours == theirs or ours == [_initials(alias)] or theirs == [_initials(name)]:
        return True
    shared = set(ours) & set(theirs)
    return len(shared) > 1 and 2 * len(shared) >= len(set(ours) | set(theirs))


def _words(name: str) -> list[str]:
    """The words of a name without case, diacritics, titles and articles; a state's under one of its names."""
    ascii_only = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    words = [w for w in re.findall(r"\w+", ascii_only or name.lower()) if w not in _IDLE]
    return _STATES.get(" ".join(words), " ".join(words)).split()


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"\w+", name) if w[0].isupper()).lower()


def _has_proper_name(actor: Raw) -> bool:
    return actor.get("type") == "person" and len(_words(actor["name"])) > 1 and actor["name"][:1].isupper()
