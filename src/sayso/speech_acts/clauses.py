"""Whether an expression of time can belong to the saying: the clauses of a sentence, by its commas and small words."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from sayso.lang import rule
from sayso.speech_acts.timex import Time

_NEAR = 200  # code points around an expression that are looked at, so that a hostile sentence costs no more
_CONTENT, _TIME = "\0", "\1"  # stand for what was said and for times, whose commas divide no sentence

_ATTRIBUTE = rule("clauses", "attribute")
_POSSESSIVE = rule("clauses", "possessive")
_DETERMINED = rule("clauses", "determined")
_PREPOSITION = rule("clauses", "preposition")
_NOT_THEN = rule("clauses", "not_then")
_NAMED = rule("clauses", "named")
_MADE = rule("clauses", "made")
_SAID_IN_OF = rule("clauses", "said_in_of")
_DATELINE = re.compile(r"[^a-z]*[A-Z]{2}[^a-z]*")

_BREAK = re.compile(r"[,;:()\[\]—–]|\s-\s")
_CLAUSE = rule("clauses", "clause")
_SAID = rule("clauses", "said")
_ELSE = rule("clauses", "else")
_DONE = rule("clauses", "done")
_SMALL = rule("clauses", "small")
_PARTICIPLE = rule("clauses", "participle")
_PREDICATE = rule("clauses", "predicate")
_ADJUNCT = rule("clauses", "adjunct")


class Clauses:
    """A sentence cut at its commas, with the content and the times blanked out; it knows what its cue can reach."""

    def __init__(
        self,
        text: str,
        begin: int,
        stop: int,
        cue: tuple[int, int],
        outside: Iterable[tuple[int, int]],
        times: Iterable[Time],
    ) -> None:
        marks = list(text[begin:stop])
        for spans, mark in (((t.start, t.end) for t in times), _TIME), (outside, _CONTENT):
            for a, b in spans:
                a, b = max(a - begin, 0), min(b - begin, len(marks))
                marks[a:b] = mark * (b - a)
        self._text = "".join(marks)
        self._begin = begin
        self._cue = max(cue[0] - begin, 0), max(cue[1] - begin, 0)
        self._breaks = [m.start() for m in _BREAK.finditer(self._text)]
        self._goes_on = _PARTICIPLE.match(self._text, self._cue[0]) is not None  # "wrote on Monday, adding"
        clauses = [m.span("clause") for m in _CLAUSE.finditer(self._text) if m["clause"]]
        before_cue = len(self._text[: self._cue[0]].rstrip())  # ", and said" goes on with the same subject
        self._from = max((a for a, b in clauses if b < before_cue), default=0)
        self._to = min((a for a, _ in clauses if a >= self._cue[1]), default=len(self._text))

    def is_time_of_saying(self, t: Time) -> bool:
        """Whether nothing that can be told by simple rules shows that a time belongs to something else."""
        start, end, lead = t.start - self._begin, t.end - self._begin, t.lead - self._begin
        if start < self._from or end > self._to:
            return False
        return self._stands_free(end, lead) and self._is_in_the_clause(start, end, lead)

    def _piece(self, at: int) -> int:
        return bisect_left(self._breaks, at)

    def _stands_free(self, end: int, lead: int) -> bool:
        before, after = self._text[max(0, lead - _NEAR) : lead], self._text[end : end + _NEAR]
        if _NAMED.search(before) or (_NOT_THEN.search(before) and not _SAID_IN_OF.search(before)):
            return False
        if lead < _NEAR and after.lstrip()[:1] in ("(", "-", "—", "–") and _DATELINE.fullmatch(before):
            return False
        possessive = _POSSESSIVE.match(after)
        if _ATTRIBUTE.match(after, possessive.end() if possessive else 0):
            return True
        return bool(_PREPOSITION.search(before)) if possessive else not _DETERMINED.search(before)

    def _is_in_the_clause(self, start: int, end: int, lead: int) -> bool:
        """Not in a clause, a participle or an apposition of its own: "Dolan, who was elected in 2014, said"."""
        piece, cue = self._piece(start), self._cue
        opening = self._breaks[piece - 1] + 1 if piece else 0
        own = self._text[max(opening, start - _NEAR) : lead]
        if piece and piece != self._piece(cue[0]) and not _ADJUNCT.match(own):
            goes_on = self._goes_on and piece == self._piece(cue[0]) - 1
            if _ELSE.search(own) or not (goes_on or _PREDICATE.match(self._text, end)):
                return False
        reads_on = cue[1] <= start
        inner = self._text[max(opening, cue[1] if reads_on else 0, lead - _NEAR) : lead]
        touches_cue = end <= cue[0] <= end + _NEAR and not self._text[end : cue[0]].strip()
        done = _DONE.search(inner)
        is_of_made = done and _MADE.search(inner, 0, done.start())
        if done and (reads_on or touches_cue) and not (is_of_made or _SAID.search(done["verb"])):
            return False
        other = _ELSE.search(inner)
        if other is None or (other["lasting"] is None and _SAID.search(inner, other.end())):
            return True
        return touches_cue and _SMALL.fullmatch(inner, other.end()) is not None
