"""What one article adds to an audit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from sayso.article import Actor, Kind, Sourcing, Stance

Column = tuple[str, str]  # a measure, and of what

GENDERS = {"female": "women", "male": "men", "other": "others", None: "unknown"}
QUOTED = ("women", "men", "others", "unknown")
STANCES = ("distancing", "endorsing")
NAMED = ("named", "media")  # whose sources have a name that is theirs alone
_CUES_OF = (*(x for x in get_args(Sourcing) if x != "none"), *QUOTED)
COLUMNS: tuple[Column, ...] = (
    ("statements", ""),
    *(("sourcing", x) for x in get_args(Sourcing)),
    *(("kind", x) for x in get_args(Kind)),
    *((name, x) for name in ("people", "words") for x in QUOTED),
    *((name, x) for name in ("cues", *STANCES) for x in _CUES_OF),
    ("text", "words"),
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: which actor of the article, under which name (and id, where it is known who that is, or ""), and
    whether it is a woman, man or other person, or one of whom the text tells nothing; None where it is no person."""

    actor: int | str
    name: tuple[str, str]
    gender: str | None

    @classmethod
    def of(cls, actor: Actor) -> "Speaker":
        """An actor as an article has him."""
        gender = GENDERS[actor.gender] if actor.type == "person" else None
        return cls(actor.id, (actor.name, ""), gender)


@dataclass(frozen=True, slots=True)
class Counted:
    """A statement that counts."""

    content: str
    kind: Kind
    stance: Stance
    sourcing: Sourcing
    speakers: Sequence[Speaker]


def tally(statements: Iterable[Counted]) -> tuple[dict[Column, float], list[tuple[str, str]]]:
    """What the statements of an article add to COLUMNS, nothing left out but zeros; and its sources that have a name,
    once for each statement."""
    counted: Counter[Column] = Counter()
    people: dict[int | str, str] = {}
    sources: list[tuple[str, str]] = []
    words: dict[str, float] = {}
    for s in statements:
        persons = [(x.actor, x.gender) for x in s.speakers if x.gender]
        people |= dict(persons)
        counted.update((("statements", ""), ("sourcing", s.sourcing), ("kind", s.kind)))
        for _, gender in persons:
            words[gender] = words.get(gender, 0.0) + len(s.content.split()) / len(persons)
        for of in {s.sourcing, *(gender for _, gender in persons)} - {"none"}:
            counted["cues", of] += 1
            if s.stance in STANCES:
                counted[s.stance, of] += 1
        if s.sourcing in NAMED:
            sources += dict.fromkeys(x.name for x in s.speakers)
    counted.update(("people", gender) for gender in people.values())
    return {**counted, **{("words", gender): much for gender, much in words.items()}}, sources
