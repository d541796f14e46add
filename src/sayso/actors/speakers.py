"""Who each statement is credited to: whom its source names, or whom the text leaves to be understood."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sayso.actors.mentions import Entity, Mention
from sayso.actors.narrators import Narrators
from sayso.actors.sourcing import is_person
from sayso.article import Span, Statement
from sayso.reading import Reading
from sayso.reading.boundaries import near

JOINING = r"(?:and|or|&|as well as|along with|together with)"  # what several who speak are joined with
_JOINTS = re.compile(rf"^\s*(?:,|,?\s*{JOINING}(?:\s+(?:then|also))?)\s*(?:the\s)?$")
_OF = re.compile(r"^\s(?:of|for|in|at|from)\s(?:the\s)?$")  # "the mayor [of Tamsin] and the judge"
_AND = re.compile(r"and|\bor\b|&|with|as well")
_NEAR = 40  # statements before and after one that are looked at
RELATIVE = frozenset(("who", "which", "that", "whom"))
# A word that can stand in a title; what relates to another ("an aide to the mayor") ends it.
_WORD = (
    r"(?:(?!(?:of|to|for|in|from|at|by|with|and|or|on|as|who|that|than|near|close|like|but|after|including|such)\b)"
    r"[\w’'.-]+\s+)"
)
# Between an owner, or a title with a name in it, and the one who is meant: "Varn’s tax [commissioner]", "Holt’s rival,
# Governor [Ivo Marsh]", "Holt spokeswoman [Ada Lund]".
_OWNER = re.compile(rf"^[’']s?\s+{_WORD}{{0,4}}(?:[\w-]+,\s+{_WORD}{{0,3}})?$|^[’']s?$")
_APPOSITION = re.compile(rf"^,\s+{_WORD}{{0,6}}$")
_BETWEEN_TITLES = re.compile(rf"^\s+{_WORD}{{0,3}}$")  # "Lisset police Chief Ivo Marsh"
_TITLE = re.compile(rf"^\s+{_WORD}{{0,3}}(?P<noun>[\w-]+)\s+$")
_PAIR = frozenset(("pair", "couple", "duo", "two"))
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+)?(?:\w+ed|told|said|known|thought|held|seen|quoted|"
    r"understood|found|shown|made|given|taken|heard)\b|\b(?:reported|alleged|purported|supposed)ly\b|^(?:asked|told)\b|"
    r"\bit\s|\baccording\b",
    re.I,
)
_COORDINATE = re.compile(
    r"(?:\b(?:and|but|then|or|while|before|after)|[,;–—-])\s*(?:(?:also|then|later|even|again|\w+ly)\s+)*$", re.I
)
# "the director [of the Harbour Museum], Ada Holm"
_DESCRIBED = re.compile(r"^\s(?:of|for|at|in|from|on)\s(?:(?!\band\b)[^,])*,\s$")
_OPENS_SENTENCE = re.compile(
    r"(?:[.!?][\"”’)]*\s+|\n)(?:After|Before|While|When|By|Without)?\s*$"
)  # After saying so, she
_INCLUDE = re.compile(r"\b(?:include|includes|included|including|such as|namely)\s+(?:also\s+)?")
_SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[“\"‘'(\[]*[A-Z0-9])|\n")


class Speakers:
    """Credits the statements of one article, outer ones before those inside them."""

    def __init__(self, reading: Reading, found: list[Mention], by_start: list[Mention]) -> None:
        self._reading = reading
        self._text = reading.article.text
        self._found = by_start
        self._starts = [m.start for m in by_start]
        self._narrators = Narrators(reading, found)
        self._cues = [s.cue[0].start for s in reading.statements]
        self.of: dict[str, list[Entity]] = {}
        self.main: dict[str, list[Mention]] = {}  # the mentions in the source that name them
        for s in _outer_first(reading.statements):
            self.main[s.id] = [m for start, end in self._stretches(s.source) for m in self.named_in(start, end)]
            # A pronoun that nobody was found for credits nobody.
            credited = [e for e in self._credited(s) if not all(m.pronoun for m in e.mentions)]
            self.of[s.id] = list(dict.fromkeys(credited))

    def _credited(self, s: Statement) -> list[Entity]:
        if not s.source:
            return self._left_out(s)
        main = self.main[s.id]
        if " ".join(x.text for x in s.source).lower() in RELATIVE:
            main = [m for m in (self._before(s.source[0].start),) if m]
        if s.source[0].text in ("Q", "A"):
            answers = self._narrators.otherwise or self._last_named(self._text.find("\nQ"))
            return [answers] if answers and s.source[0].text == "A" else []
        if len(main) == 1 and (listed := self._listed(s, main[0])):
            return listed
        out = []
        for m in main:
            if m.kind in ("I", "we") and (said := self._quoted_in(s, m)) is not None:
                out += said
            elif m.kind == "I" and (narrator := self._narrators.at(m.start) or _person(m)):
                out.append(narrator)
            elif m.kind == "you" and (asked := self._asked(m.start)):
                out.append(asked)
            elif m.kind == "nominal" and self._is_pair(m):
                out += self._pair(m)
            elif m.entity is not None and m.kind not in ("I", "we", "you"):
                out.append(m.entity)
        return out

    def _stretches(self, source: Sequence[Span]) -> list[tuple[int, int]]:
        """The source in stretches; a description and a name with but a comma between are one."""
        out: list[tuple[int, int]] = []
        for x in source:
            if out and self._text[out[-1][1] : x.start].strip() == ",":
                out[-1] = out[-1][0], x.end
            else:
                out.append((x.start, x.end))
        return out

    def _asked(self, at: int) -> Entity | None:
        return None if near(self._reading.marks, at, at + 1) else self._narrators.asked(at)

    def _last_named(self, at: int) -> Entity | None:
        """The person named last before a place."""
        before = reversed(self._found[: bisect_left(self._starts, max(at, 0))])
        return next((m.entity for m in before if m.name and m.type == "person"), None)

    def _is_pair(self, m: Mention) -> bool:
        """The pair, both defendants, the two bakers."""
        words = self._text[m.start : m.end].lower()
        return m.head.lower() in _PAIR or (m.plural and words.startswith(("both ", "the two ")))

    def _pair(self, m: Mention) -> list[Entity]:
        """The two persons whom the text named last before "the pair"."""
        before = self._found[: bisect_left(self._starts, m.start)]
        people = dict.fromkeys(o.entity for o in reversed(before) if o.entity and o.entity.named and o.type == "person")
        return list(people)[1::-1] if len(people) > 1 else []

    def _listed(self, s: Statement, m: Mention) -> list[Entity]:
        """Those whom the sentence names for "other states that ... include Varn, Tamsin and Osmeria"."""
        if m.kind != "nominal" or not m.head.endswith("s"):
            return []
        end = _SENTENCE_END.search(self._text, s.cue[0].end)
        stop = end.start() if end else len(self._text)
        found = _INCLUDE.search(self._text, s.cue[0].end, stop)
        named = self.named_in(found.end(), stop) if found else []
        return [o.entity for o in named if o.entity and o.name] if len(named) > 1 else []

    def named_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that a stretch of text names at its top: "Varn and Osmeria" two, "the head of Varn" one."""
        k = bisect_left(self._starts, start)
        inside = [m for m in self._found[k : k + 40] if m.end <= end and m.start < end]
        top = [m for m in inside if not any(o.start <= m.start and m.end < o.end and o is not m for o in inside)]
        if not top:
            return []
        first, last = top[0], top[-1]
        between = self._text[first.end : last.start]
        if first.kind == "nominal" and last.name and last.type == "person" and _DESCRIBED.match(between):
            return [last]
        out, joints = [top[0]], [""]
        before = top[0]
        for m in top[1:]:
            between = self._text[before.end : m.start]
            if _is_rather(before, between, m) if before is out[-1] else _is_called(out[-1], between, m):
                out[-1] = m
            elif _JOINTS.match(between) and (before is out[-1] or _goes_on(out[-1], before, m)):
                out.append(m)
                joints.append(between)
            elif not _OF.match(between):
                break
            before = m
        if not any(_AND.search(j) for j in joints):
            return [_apposed(out)]
        return [m for m, joint in zip(out, joints, strict=True) if m.name or not out[0].name or _AND.search(joint)]

    def _quoted_in(self, s: Statement, m: Mention) -> list[Entity] | None:
        """The speakers of the quotation that a first person stands in; None where it stands in none."""
        if not near(self._reading.marks, m.start, m.end):
            return None
        outer = [
            o
            for o in self._beside(m.start)
            if o.id in self.of and o is not s and any(c.start <= m.start and m.end <= c.end for c in o.content)
        ]
        if outer:
            return self.of[min(outer, key=_size).id]
        return self._last_quoted(m.start) if m.kind == "I" else []

    def _beside(self, at: int) -> Sequence[Statement]:
        """The statements whose cues stand near a place."""
        k = bisect_left(self._cues, at)
        return self._reading.statements[max(0, k - _NEAR) : k + _NEAR]

    def _last_quoted(self, at: int) -> list[Entity]:
        """Who was quoted last before a place."""
        before = [o for o in self._beside(at) if o.kind != "indirect" and o.cue[0].start < at and o.id in self.of]
        return self.of[max(before, key=lambda o: o.cue[0].start).id] if before else []

    def _left_out(self, s: Statement) -> list[Entity]:
        """Whom a statement without a source leaves to be understood, as a participle or a second verb does."""
        cue = s.cue[0]
        within = self.named_in(cue.start, cue.end)
        if within and any(m.name or m.kind in ("he", "she", "it") for m in within):  # the cue holds its source
            return [m.entity for m in within if m.entity and (m.entity.named or m.entity.state)]
        before = self._text[max(0, cue.start - 60) : cue.start]
        if _PASSIVE.search(cue.text) or re.search(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$", before):
            return []
        participle = bool(re.match(r"\w+ing\b", cue.text))
        if participle and _OPENS_SENTENCE.search(before):
            k = bisect_left(self._starts, max(x.end for x in (cue, *s.content)))
            return [m.entity for m in self._found[k : k + 1] if m.entity and m.type == "person"]
        beside = self._same_sentence(s, not participle)
        if participle or _COORDINATE.search(before):
            if beside:
                return self.of[beside.id]
            subject = self._subject(cue.start)
            return [subject.entity] if subject and subject.entity and participle else []
        return []

    def _same_sentence(self, s: Statement, coordinate: bool) -> Statement | None:
        """The statement whose cue stands last before this one's in the same sentence; for a second verb ("said that ...
        and claimed") also the one in whose content it seems to stand."""
        cue = s.cue[0]
        before = [o for o in self._beside(cue.start) if o.cue[0].start < cue.start and self.of.get(o.id)]
        beside = (o for o in before if o.parent == s.parent or (o.id == s.parent and coordinate))
        last = max(beside, key=lambda o: o.cue[0].start, default=None)
        if last is None:
            return None
        between = self._text[last.cue[0].end : cue.start]
        return last if not _SENTENCE_END.search(between) else None

    def _subject(self, at: int) -> Mention | None:
        """The first mention of someone in the sentence before a place."""
        ends = [m.end() for m in _SENTENCE_END.finditer(self._text, max(0, at - 400), at)]
        start = ends[-1] if ends else max(0, at - 400)
        inside = (m for m in self._found[bisect_left(self._starts, start) : bisect_left(self._starts, at)])
        return next((m for m in inside if m.type in ("person", "organization")), None)

    def _before(self, at: int) -> Mention | None:
        """The mention just before a relative pronoun."""
        k = bisect_right(self._starts, at) - 1
        while k >= 0 and self._found[k].end > at:
            k -= 1
        if k < 0 or self._text[self._found[k].end : at].strip(' ,)(”’"'):
            return None
        # Of "the owner of the mill, who" the one that can speak.
        some = [m for m in self._found[max(0, k - 1) : k + 1] if at - m.end < 60]
        return max(some, key=lambda m: (float(m.chances[0]) > 0.5, m.end), default=None)


def _person(m: Mention) -> Entity | None:
    """Whom the network takes a first person for, if it is a person with a name."""
    return m.entity if m.entity and m.entity.named and m.entity.type in ("person", "organization") else None


def _is_rather(before: Mention, between: str, m: Mention) -> bool:
    """Whether what stands before is only the owner, title or description of the mention."""
    if _OWNER.match(between):
        return True
    title = _TITLE.match(between)
    if m.name and title and is_person(title["noun"].lower()):
        return True
    if m.name and m.name.title and _BETWEEN_TITLES.match(between):
        return True
    described = m.name is not None and m.type == "person" and before.kind == "nominal"
    return described and _APPOSITION.match(between) is not None


def _is_called(before: Mention, between: str, m: Mention) -> bool:
    """Whether after "the governor of Lisset" a comma and a name say who that is."""
    return before.kind == "nominal" and between.strip() == "," and m.name is not None and m.type == "person"


def _goes_on(first: Mention, of: Mention, m: Mention) -> bool:
    """Whether what is joined with "and" goes on with the first, and not with whom that is of: "the mayor of Tamsin and
    the judge" are two, "the mother of Ada Holm and Ivo Marsh" is one."""
    if (first.type == "person") != (m.type == "person"):
        return False
    apart = (of.type == "person") != (m.type == "person")
    return apart or (of.name is not None and (m.name is None or bool(m.name.title)))


def _apposed(out: list[Mention]) -> Mention:
    """Of mentions with commas between the name: "the ministry's spokesman, Jem Laurie"."""
    if not out[0].name and len(out) > 1 and out[1].name and out[1].type == out[0].type:
        return out[1]
    return out[0]


def _outer_first(statements: Sequence[Statement]) -> list[Statement]:
    """Those without parents first, by their cues; then those inside them."""
    parents = {s.id: s.parent for s in statements}

    def depth(key: str | None) -> int:
        steps = 0
        while key is not None and steps < 50:
            key, steps = parents.get(key), steps + 1
        return steps

    return sorted(statements, key=lambda s: (depth(s.id), s.cue[0].start))


def _size(s: Statement) -> int:
    return sum(c.end - c.start for c in s.content)
