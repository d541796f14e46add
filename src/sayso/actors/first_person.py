"""Who "I" is outside quotation marks: the one interviewed, whose turn it is, or who says his name."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from sayso.actors.mentions import Entity, Mention
from sayso.attribution import AttributionResult
from sayso.attribution.boundaries import near
from sayso.lang import rule
from sayso.text.quotes import paragraphs

_HEAD = 700  # code points in which a text says what it is
_INTRODUCES = rule("first_person", "introduces")
_OF_WHOM = rule("first_person", "of_whom")
_HERE = rule("first_person", "here")
_TELLS = rule("first_person", "tells")
_HEADS = re.compile(r"(?:[^\n]+:\s)?")  # what may stand before the name in the headline "The race: Ivo Marsh about ..."
_CREDITED = rule("first_person", "credited")
_IS_SPOKEN = rule("first_person", "is_spoken")
_CALLED_ON = rule("first_person", "called_on")
# Paragraphs that end with a question, and their least share, in an interview that does not say that it is one.
_ASKING, _SHARE = 4, 0.25


class Narrators:
    """The first persons of a text's running words."""

    def __init__(self, reading: AttributionResult, found: Sequence[Mention]) -> None:
        self._text = text = reading.article.text
        named = [m for m in found if m.name and m.entity and not near(reading.marks, m.start, m.end)]
        people = [m for m in named if m.type == "person"]
        self._turns = [(at, m.entity) for m in people if m.entity and (at := _turn(text, m)) is not None]
        self._turns.sort(key=lambda turn: turn[0])
        about = [e for at, e in self._turns if at == 0] if len(self._turns) == 1 else []
        if about:
            self._turns = []  # "Ivo Marsh: an interview" is a headline
        introduced = [
            m
            for m in named
            if (said := _INTRODUCES.search(text, max(0, m.start - 30), m.start))
            and (m.chances[0] > 0.5 or not said["article"])
            and m.type != "organization"
        ]
        introduced += [m for m in named if m.start < _HEAD and _HERE.match(text, m.end) and _opens(text, m)]
        head = [
            m
            for m in people
            if m.start < _HEAD
            and (m.name and len(m.name.words) > 1)
            and not _CREDITED.search(text, max(0, m.start - 30), m.start)
        ]
        asked = [m for m in head if _OF_WHOM.search(text, max(0, m.start - 90), m.start)]
        asked += [m for m in head if _TELLS.match(text, m.end)]
        asked += [m for m in head if text.startswith(" about ", m.end) and _HEADS.fullmatch(text, 0, m.start)]
        spoken = sorted(head, key=lambda m: -len(m.entity.mentions) if m.entity else 0)
        is_spoken = _IS_SPOKEN.search(text, 0, _HEAD) or _is_asked(text)
        whole = [m.entity for m in (*introduced, *asked)] + about + [m.entity for m in spoken if is_spoken]
        self.otherwise = next(iter(whole), None)

    def asked(self, place: int) -> Entity | None:
        """Who "you" is at a place: the one interviewed in a question to him, in turns who has the next one."""
        k = bisect_right(self._turns, place, key=lambda turn: turn[0])
        if self._turns:
            here = self._turns[k - 1][1] if k else None
            beside = [e for _, e in (*self._turns[k : k + 1], *self._turns[max(0, k - 2) : k - 1]) if e is not here]
            return beside[0] if beside else None
        begin, end = self._text.rfind("\n", 0, place) + 1, self._text.find("\n", place)
        return self.otherwise if "?" in self._text[begin : end if end >= 0 else None] else None

    def at(self, place: int) -> Entity | None:
        """Who says "I" at a place, None where the text does not tell."""
        k = bisect_right(self._turns, place, key=lambda turn: turn[0])
        return self._turns[k - 1][1] if k else self.otherwise


def _opens(text: str, m: Mention) -> bool:
    """Whether a sentence begins with a mention."""
    before = text[: m.start].rstrip()
    return not before or before[-1] in ".?!"


def _is_asked(text: str) -> bool:
    """Whether so many paragraphs are questions that somebody answers them."""
    asks = [text[end - 1] == "?" for _, end in paragraphs(text)]
    return sum(asks) >= max(_ASKING, _SHARE * len(asks))


def _turn(text: str, m: Mention) -> int | None:
    """Where somebody's turn begins whom a name announces: as a label ("Ivo Marsh: ..."), in a heading ("ARGUMENT OF IVO
    MARSH"), or called on at the end of a paragraph ("Thank you. Mr. Marsh?", "Mr. Marsh, please proceed.")."""
    assert m.name is not None
    begin = text.rfind("\n", 0, m.name.start) + 1
    line_end = text.find("\n", m.name.end)
    end = line_end if line_end >= 0 else len(text)
    before, after = text[begin : m.name.start].removesuffix(f"{m.name.title} "), text[m.name.end : end]
    heading = before.endswith("OF ") and text[begin:end].isupper()
    label = not before and (after.startswith(":") or (after.startswith(". ") and bool(m.name.title)))
    ends = ".?!," if _CALLED_ON.match(after) else ".?!" if after in (".", "?", ":") else ""
    called = line_end >= 0 and ends and (not before or before.rstrip()[-1] in ends)
    return end if heading or called else begin if label else None
