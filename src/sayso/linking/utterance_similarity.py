"""How sure it is that two statements report the same utterance: by their words, their meaning, who spoke, and when."""

import math
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Literal

from sayso.linking.words import forms
from sayso.reading.decode import Floats

SURE = 0.5
_LEAST = 2  # meaningful words
_NUMBERS = {
    "twice": "2", "double": "2", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6",
    "seven": "7", "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip
# Acts by which one who did the one did not do the other by the same words.
_CONTRARY = (
    ("deny", "confirm"), ("deny", "announce"), ("support", "oppose"), ("support", "criticize"), ("praise", "criticize"),
    ("praise", "oppose"), ("authorize", "prohibit"), ("promise", "decline"),
)  # fmt: skip
_LIGHT = frozenset(
    "a an the and or but if of to in on at by for from with as that this these those it its he she they we i you his"
    " her their our my your him them us me is are was were be been being has have had do does did will would can could"
    " should may might must not no so than then there here what which who whom when where how all any some more most"
    " very just also only about into over after before up out said say says".split()
)


@dataclass(frozen=True)
class Said:
    """A statement as it is compared. `root` is the one that it stands in, over all parents, or itself; `speakers` are
    known actors, none where it is `open` who spoke, `names` are theirs, folded, `bodies` those they speak for; `direct`
    is all in the speaker's own words; `vectors` (stretches, 384) have length 1; days are ordinals, None where the text
    and the article tell none."""

    id: int
    root: int
    article: int
    headline: bool
    content: str
    act: str
    negated: bool
    direct: bool
    open: bool
    speakers: frozenset[int]
    names: frozenset[tuple[str, ...]]
    bodies: frozenset[tuple[str, ...]]
    vectors: Floats
    said: tuple[int, int] | None
    published: int | None

    @cached_property
    def forms(self) -> list[str]:
        """The words of the content as they are compared."""
        return forms(self.content)

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Each three words in a row."""
        return frozenset(zip(self.forms, self.forms[1:], self.forms[2:], strict=False))

    @cached_property
    def little(self) -> bool:
        """Whether it has too few words that carry meaning to be known by it."""
        heavy: set[str] = set()
        for word in self.forms:
            if word not in _LIGHT and len(word) > 1:
                heavy.add(_stem(word))
                if len(heavy) == _LEAST:
                    return False
        return True

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers, in digits."""
        return frozenset(_NUMBERS.get(w, w) for w in self.forms if w in _NUMBERS or w[0].isdigit())


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two statements have in common: `run` words in a row, `covered` share of the shorter one's words that stand
    in the other in runs of three or more."""

    run: int
    covered: float
    speaker: Literal["same", "open", "other"]
    days: int | None  # between them, 0 where they may be one, None where not known
    contrary: bool
    numbers: bool  # both tell numbers, and other ones
    reworded: bool  # not both in the speaker's own words
    little: bool  # one of them says too little to be known by its meaning


def likeness(a: Said, b: Said, copied: bool = False) -> Likeness:
    """What two statements have in common; where one article is `copied` from the other, their days tell nothing."""
    blocks = [0]
    if a.shingles & b.shingles:
        blocks = [m.size for m in SequenceMatcher(None, a.forms, b.forms, autojunk=False).get_matching_blocks()]
    shorter = max(1, min(len(a.forms), len(b.forms)))
    return Likeness(
        run=max(blocks),
        covered=sum(n for n in blocks if n >= 3) / shorter,
        speaker=speaker(a, b),
        days=None if copied else _days(a, b),
        contrary=_contrary(a, b),
        numbers=bool(a.numbers and b.numbers and not a.numbers & b.numbers),
        reworded=not (a.direct and b.direct),
        little=a.little or b.little,
    )


def speaker(a: Said, b: Said) -> Literal["same", "open", "other"]:
    """Whether two statements have a speaker in common; "open" where that can be."""
    if a.speakers & b.speakers:
        return "same"
    for one, other in ((a, b), (b, a)):
        if (one.open and not one.speakers) or one.bodies & other.names:
            return "open"
    return "other"


def _days(a: Said, b: Said) -> int | None:
    first, second = _span(a), _span(b)
    if first is None or second is None:
        return None
    return max(0, first[0] - second[1], second[0] - first[1])


def _span(s: Said) -> tuple[int, int] | None:
    """The days on which it can have been said: those the text tells, else the article's and the one before."""
    if s.said:
        return s.said
    return (s.published - 1, s.published) if s.published else None


def _contrary(a: Said, b: Said) -> bool:
    pair = {a.act, b.act}
    return any(pair == set(c) for c in _CONTRARY) or a.negated != b.negated


def _stem(word: str) -> str:
    """A word without its commonest endings: enough to see that two forms are one word."""
    word = word.removesuffix("'s")
    for ending in ("ations", "ation", "ings", "ing", "edly", "ed", "es", "s", "ly"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def possible(x: Likeness) -> bool:
    """Whether nothing speaks against it that both report one utterance, whatever their words."""
    return x.speaker != "other" and not x.contrary and (x.days or 0) <= 1


def sure_by_words(x: Likeness) -> float:
    """How sure the words make it that both report one utterance, from SURE on likelier than not. Of the same words by
    another speaker it is less sure."""
    enough = x.run >= 8 or (x.run >= 5 and x.covered >= 0.7 and not x.days)
    if x.contrary or not enough or (x.numbers and x.reworded):  # a number can be changed in a quotation
        return 0.0
    return 0.5 + 0.3 * x.covered + 0.01 * min(x.run, 20) - {"same": 0.0, "open": 0.05, "other": 0.15}[x.speaker]


def sure_by_meaning(x: Likeness, cosine: float, rival: float | None) -> float:
    """How sure their meaning makes it, from SURE on likelier than not. `rival` is the cosine of either with whatever
    else the other article has to offer, None where that is nothing.

    Weights by logistic regression on every second event of tests/linking/threads.jsonl, rounded.
    """
    if not possible(x) or x.little:
        return 0.0
    # The regression's constant was 0.1; less keeps ties out that articles of real news would have by chance.
    z = -0.2 + 3.7 * (cosine - (rival or 0.0)) + 1.7 * x.covered - 1.3 * (x.days or 0)
    z -= 1.5 if x.speaker == "open" else 0.0
    z -= (0.5 if rival is None else 0.0) + (1.5 if x.numbers else 0.0)
    z -= 0.0 if x.reworded else 2.6 * (1 - x.covered)  # two quotations of one utterance have words in common
    return 1 / (1 + math.exp(-z))
