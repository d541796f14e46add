"""Who speaks in a transcript's turns: their labels brought to the article's actors, Q and A to who asks and who
answers, and every "I" in a turn to its speaker."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sayso.actors.names import PARTICLES, folded, gender_of, names, part_of, same_person
from sayso.actors.sourcing import is_organization, sourcing
from sayso.article import Actor, Credit, Gender, Sourcing, Span, Statement, headlines
from sayso.attribution import AttributionResult
from sayso.attribution.boundaries import near
from sayso.lang import rule, table, words
from sayso.pages import Turn, turns
from sayso.pages.speaker_labels import ROLES, Range, addressed, examiner, lines_of, witness, words_of

_FIRST = words("turns", "first")
_ASKED = table("turns", "asked")
_ANYBODY = words("turns", "anybody")
_ANOTHER = words("turns", "another")
_GENDERS: dict[str, Gender] = {"she": "female", "he": "male"}
_JOINTS = rule("turns", "joints")
_ANSWERS = rule("turns", "answers")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMERALS = frozenset(("II", "III", "IV"))

Voice = tuple[tuple[str, ...], Sourcing]  # whose words a turn is, and how the label tells that


def credited(
    reading: AttributionResult, statements: Sequence[Statement], cast: Sequence[Actor]
) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """The statements and the cast of a reading, with the speakers of its turns; both as they are where it has none.

    A label is an actor by his full name, or by a surname that one alone has; who has none becomes an actor. "Q." is who
    the text says examines, "A." the witness that it calls, or the one person that title or introduction name. A label
    that may be anybody's (SPEAKER 1, REPORTER, >>) is nobody's.
    """
    found = turns(reading.article)
    return _Credits(reading, statements, cast, found).made() if found else (tuple(statements), tuple(cast))


class _Credits:
    """The speakers of one article's turns."""

    def __init__(
        self, reading: AttributionResult, statements: Sequence[Statement], cast: Sequence[Actor], found: Sequence[Turn]
    ) -> None:
        self._reading, self._statements, self._turns = reading, statements, found
        self._text = reading.article.text
        self._starts = [turn.start for turn in found]
        self._paragraphs = {start: end for turn in found for start, end in turn.words}
        self._actors = {a.id: a for a in cast}
        self._next = 1 + max((int(key[1:]) for key in self._actors if key[1:].isdigit()), default=0)
        self._by_form: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for a in cast:
            self._file(a.id, [a.name, *(m.text for m in a.mentions if m.text[:1].isupper() and m.text != "I")])
        self._sworn = _announced(self._text, witness)
        self._examiners = _announced(self._text, examiner)
        self._known: dict[str, Voice] = {}
        self._answers = self._answering()
        self._credits = [self._credit(turn) for turn in found]

    def made(self) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
        """Statements and actors, brought to the turns' speakers."""
        turn_of = {turn.mark[0]: n for n, turn in enumerate(self._turns)}
        out = []
        for s in self._statements:
            n = turn_of.get(s.cue[0].start)
            if n is not None:
                s = replace(s, addressee=(), addressees=(), via=None)  # no word of a label tells them
            elif len(s.source) == 1:
                n = self._spoken_by(s.source[0])
            if n is not None:
                speakers, told = self._credits[n]
                s = replace(s, speakers=speakers, sourcing=told, credit=self._by_label(n), candidates=())
            out.append(s)
        return tuple(out), tuple(self._cast(out))

    def _by_label(self, n: int) -> tuple[Credit, ...]:
        """The credit of a turn's speakers: a label leaves no doubt."""
        name = self._turns[n].name
        way = (Span.of(self._text, *name),) if name else ()
        return tuple(Credit(key, 1.0, way) for key in self._credits[n][0])

    def _file(self, key: str, written: Iterable[str]) -> None:
        """Have an actor found by his names, and by the first and last words of these."""
        for form in dict.fromkeys(folded(name) for name in written):
            if form:
                self._by_form[form].append(key)
                for word in dict.fromkeys((form[0], form[-1])):
                    self._by_word[word].append(key)

    def _credit(self, turn: Turn) -> Voice:
        """Who speaks a turn."""
        if turn.name is None:
            return (), "unnamed"
        label = self._text[slice(*turn.name)]
        words = [w for w in words_of(label) if w != "the" and not w.isdigit()]
        letter = _ASKED.get(words[0]) if len(words) == 1 else None
        if letter or words == ["witness"]:
            told = self._examiners if letter == "Q" else self._sworn
            k = bisect_right(told, turn.start, key=lambda one: one[0])
            if k:
                return self._named(told[k - 1][1])
            answers = self._answers if letter == "A" else None
            return ((answers,), "named") if answers else ((), "unnamed")
        if label not in self._known:
            is_role = all(w in ROLES or w in _ANYBODY for w in words)
            self._known[label] = self._role(label, words) if is_role else self._named(label)
        return self._known[label]

    def _role(self, label: str, words: list[str]) -> Voice:
        """Who is called by a role: the one whose title it is, else an actor without a name, or nobody."""
        if not _ANYBODY.isdisjoint(words) or not words:
            told = sourcing(" ".join(words), None, False)
            return (), told if told in ("collective", "media") else "unnamed"
        titled = [a for a in self._actors.values() if any(_is_office(words, folded(title)) for title in a.titles)]
        if len(titled) == 1 and titled[0].type == "person":
            return (titled[0].id,), "named"
        name = " ".join(label.lower().split())
        is_body = is_organization(words[-1])
        key = self._new(Actor("", name, "organization" if is_body else "person", ()))
        return (key,), sourcing(name, self._actors[key].type, False)

    def _named(self, label: str) -> Voice:
        """Those whom a label names; several with "and" between."""
        address, rest = addressed(label)
        keys = dict.fromkeys(self._who(piece, address) for piece in _JOINTS.split(rest))
        types = {self._actors[key].type for key in keys}
        return tuple(keys), sourcing(rest, types.pop() if len(types) == 1 else "person", True)

    def _who(self, label: str, address: str) -> str:
        """The actor of a name; an own one where several have that surname."""
        found = next(iter(names(label)), None)
        name, title = (found.text, found.title) if found else (" ".join(label.split()), "")
        form, gender = folded(name), _GENDERS.get(gender_of(f"{address} {title}") or "")
        alike = dict.fromkeys(self._by_word.get(form[-1] if form else "", ()))
        meant = [key for key in alike if self._may_be(key, form)]
        if gender is not None:
            genders = {key: self._actors[key].gender for key in meant}
            meant = [k for k in meant if genders[k] == gender] or [k for k in meant if genders[k] is None]
        if len(meant) != 1:
            meant = [key for key in dict.fromkeys(self._by_form.get(form, ())) if self._is_called(key, form)]
        titles = (title,) if title else ()
        key = meant[0] if meant else self._new(Actor("", name, "person", (), titles, None, gender))
        return self._titled(key, form)

    def _is_called(self, key: str, form: tuple[str, ...]) -> bool:
        """Whether the form is all the name that an actor has, or also what a body is called."""
        return folded(self._actors[key].name) == form or self._actors[key].type not in ("person", "unknown")

    def _may_be(self, key: str, form: tuple[str, ...]) -> bool:
        """Whether an actor is a person with a full name that the form can stand for."""
        own = folded(self._actors[key].name)
        if self._actors[key].type not in ("person", "unknown") or len(own) < 2:
            return False
        return own == form or (same_person(form, own) if len(form) > 1 else part_of(form, own))

    def _titled(self, key: str, form: tuple[str, ...]) -> str:
        """The actor, by the full name that the article's title has for him; never in capitals alone."""
        a = self._actors[key]
        if a.identifiers:  # the roster named him
            return key
        if len(folded(a.name)) == 1:
            full = {n.text for n in names(self._reading.article.title or "") if part_of(form, n.words)}
            a = replace(a, name=full.pop()) if len(full) == 1 else a
        if a.type == "person" and a.name.isupper():
            a = replace(a, name=_cased(a.name))
        self._actors[key] = a
        return key

    def _new(self, a: Actor) -> str:
        key = f"a{self._next}"
        self._next += 1
        self._actors[key] = replace(a, id=key)
        self._file(key, (a.name,))
        return key

    def _answering(self) -> str | None:
        """Who is interviewed: the one person whom the words before the first turn name so, or name at all, or the
        headline names; no author."""
        end, article = self._starts[0], self._reading.article
        aside = {words_of(name)[-1:] for name in (*article.authors, *(name for _, name in self._examiners))}
        people = [a for a in self._actors.values() if a.type == "person" and len(folded(a.name)) > 1]
        head = [a for a in people if a.mentions and a.mentions[0].start < end and words_of(a.name)[-1:] not in aside]
        for m in (m for a in head for m in a.mentions if m.start < end):
            if _ANSWERS.search(self._text, max(0, m.start - 90), m.start):
                return next(a.id for a in head if m in a.mentions)
        title = max((end for _, end in headlines(article.parts)), default=0)
        for some in (head, [a for a in head if a.mentions[0].start < title]):
            if len(some) == 1:
                return some[0].id
        return None

    def _spoken_by(self, words: Span) -> int | None:
        """The turn whose speaker a first person is; None for other words, and in quotation marks inside of a turn."""
        n = bisect_right(self._starts, words.start) - 1
        if words.text.lower() not in _FIRST or n < 0 or words.start >= self._turns[n].end:
            return None
        quoted = near(self._reading.marks, words.start, words.end)
        # A turn may stand in quotation marks as a whole.
        inner = [q for q in quoted if q.end < self._paragraphs.get(q.start, len(self._text) + 1)]
        return n if not inner and words.start >= self._turns[n].words[0][0] else None

    def _cast(self, statements: Iterable[Statement]) -> list[Actor]:
        """The actors with their turns' labels, and every "I" in these; without those that stand in labels only."""
        mentions: dict[str, dict[Range, Span]] = {key: {} for key in self._actors}
        kept = {key for s in statements for key in (*s.speakers, *s.addressees, s.via.actor if s.via else None)}
        kept |= {c.actor for s in statements for c in s.candidates}
        for turn, (speakers, _) in zip(self._turns, self._credits, strict=True):
            if turn.name and self._text[slice(*turn.name)].casefold() not in _ASKED:
                for key in speakers:
                    mentions[key][turn.name] = Span.of(self._text, *turn.name)
        for a in self._actors.values():
            for m in a.mentions:
                label = self._label_at(m.start)
                if label and m.end > label[0] and m.start < label[1]:
                    continue
                n = self._spoken_by(m)
                for key in (a.id,) if n is None else self._credits[n][0][:1]:
                    mentions[key].setdefault((m.start, m.end), m)
                    if not label:
                        kept.add(key)
        return [
            replace(a, mentions=tuple(mentions[a.id][at] for at in sorted(mentions[a.id])))
            for a in self._actors.values()
            if a.id in kept
        ]

    def _label_at(self, at: int) -> Range | None:
        """The name in the label that an offset lies in; an empty range where that names nobody."""
        n = bisect_right(self._starts, at) - 1
        if n < 0 or at >= self._turns[n].words[0][0]:
            return None
        return self._turns[n].name or (at, at)


def _is_office(words: Sequence[str], title: Sequence[str]) -> bool:
    """Whether a title is the office that words name, and not another's: the vice president is not the president."""
    rest = set(title) - set(words)
    return set(words) <= set(title) and rest.isdisjoint(_ANOTHER)


def _announced(text: str, tell: Callable[[str], str | None]) -> list[tuple[int, str]]:
    """Where lines of a court's transcript tell who asks or answers from there on, and his name."""
    lines = ((start, tell(text[start:end])) for start, end in lines_of(text))
    return [(start, name) for start, name in lines if name]


def _cased(name: str) -> str:
    """A name in capitals as it is written elsewhere: Ada van der Holm, O'Ruud, McDolan."""
    out: list[str] = []
    for word in name.split():
        small = word.lower() in PARTICLES and out
        plain = word if word in _NUMERALS else _LETTERS.sub(lambda run: run.group().capitalize(), word)
        out.append(word.lower() if small else re.sub(r"^Mc([a-z])", lambda mc: f"Mc{mc[1].upper()}", plain))
    return " ".join(out)
