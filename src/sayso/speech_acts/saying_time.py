"""When each statement of an article was said: which of the text's expressions of time tells it, or none.

Trees over the figures of each pair of a statement and an expression (`training/days.py` makes them) give a chance to
each, and to none. What was decided for the statements before is among the figures, so that a day is carried on while
somebody speaks ("on Monday ... he added").
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import numpy as np

from sayso.article import Article, Event, Kind, Sourcing, Span, Statement, When
from sayso.attribution import Network
from sayso.attribution.decode import Floats
from sayso.attribution.events import ACTS
from sayso.lang import rule, words
from sayso.speech_acts.clauses import Clauses
from sayso.speech_acts.timex import Time, find_times
from sayso.text.sentences import sure_ends

LEAST = 0.5  # the chance from which a day is told
_MOST = 12  # expressions that a statement may be of
_FAR = 400  # code points before an expression, between it and the cue, and behind the cue, that are looked at
_NEAR = 60  # code points before an expression that may be its preposition
_BACK = 50  # statements back in which its days may have been chosen
_NEVER, _UNDATED = float(_BACK), -9999.0
_KINDS: tuple[Kind, ...] = ("direct", "mixed", "indirect")
_EVENTS: tuple[Event, ...] = ("speech", "state", "none")
_SOURCINGS: tuple[Sourcing, ...] = ("named", "unnamed", "collective", "document", "media", "none")
_PREPOSITIONS = words("saying_time", "prepositions")
_PREPOSITION = rule("saying_time", "preposition")
_BREAK = re.compile(r"[,;:()—–“”\"]")
_GOES_ON = rule("saying_time", "goes_on")
_TENSES = tuple(rule("saying_time", name) for name in ("perfect", "progressive", "past", "present"))
_NOMINAL = rule("saying_time", "nominal")
_PRONOUN = rule("saying_time", "pronoun")
_RELATIVE = rule("saying_time", "relative")
_PARAGRAPH = re.compile(r"\n\s*\n")

OF_TIMES = ("opens", "count", "length", "age", "preposition")
OF_PLACES = ("own", "sentences", "paragraphs", "gap", "behind", "rank", "inside", "breaks", "ends")
OF_DECIDED = ("chosen", "chosen_ago", "chosen_by_same", "chosen_by", "chosen_others")
OF_STATEMENTS = (
    "goes_on", "tense", "pronoun", "kind", "event", "sourcing", "act", "nominal", "confidence", "times_own", "times",
    "number", "resolved",
)  # fmt: skip
FIGURES = (*OF_TIMES, *OF_PLACES, *OF_DECIDED, *OF_STATEMENTS, "none")


def dated(article: Article, statements: Sequence[Statement], network: Network) -> tuple[Statement, ...]:
    """The statements with the days on which they were said, where the article tells them.

    Days are resolved against the day that the article was published; where it has none, words like "on Friday" stay
    unresolved.
    """
    dating = Dating(article, statements)
    said: dict[str, When | None] = {}
    for s in dating.statements:
        times, figures = dating.pairs()
        time = likeliest(times, network.days(figures)) if times else None
        dating.decide(time)
        said[s.id] = _when(article.text, time) if time else None
    return tuple(replace(s, when=said[s.id]) for s in statements)


def _when(text: str, time: Time) -> When | None:
    if time.first is None or time.last is None:
        return None
    return When(time.first.isoformat(), time.last.isoformat(), Span.of(text, time.start, time.end))


def likeliest(times: Sequence[Time], scores: Floats) -> Time | None:
    """The likeliest expression of the likeliest days, of the nearest first; None where none is likely enough."""
    heat = np.exp(scores - scores.max())
    chances = heat / heat.sum()
    of: dict[tuple[date | None, date | None], list[int]] = {}
    for n, t in enumerate(times):
        of.setdefault((t.first, t.last), []).append(n)
    best = max(of.values(), key=lambda some: float(chances[some].sum()))
    return times[max(best, key=lambda n: float(chances[n]))] if chances[best].sum() >= LEAST else None


class Dating:
    """The pairs of an article's statements and its expressions of time, statement by statement in the order of the
    cues: `pairs` gives those of the next one, `decide` takes what was decided for it."""

    def __init__(self, article: Article, statements: Sequence[Statement]) -> None:
        self._text, self._published = article.text, _day(article.published)
        self._ends = [m.end() for m in sure_ends(article.text)]
        self.statements = sorted(statements, key=lambda s: s.cue[0].start)
        self._times = [t for t in self._found() if not (t.first and self._published and t.first > self._published)]
        self._starts = [t.start for t in self._times]
        self._sentence = [bisect_right(self._ends, t.start) for t in self._times]
        self._alone = self._of_times()
        self._contents = sorted((x.start, x.end) for s in statements for x in s.content)
        self._paragraphs = [m.start() for m in _PARAGRAPH.finditer(self._text)]
        self.decided: list[Time | None] = []

    def _found(self) -> Iterator[Time]:
        """The expressions of each sentence; what "the next day" follows may stand in one before."""
        before: date | None = None
        for begin, stop in pairwise([0, *self._ends, len(self._text)]):
            for t in find_times(self._text, begin, stop, self._published, before):
                if t.first and t.first == t.last:
                    before = t.first
                yield t

    def pairs(self) -> tuple[list[Time], Floats]:
        """The expressions that may tell when the next statement was said, the last one first, and the figures of each
        and of none: (expressions + 1, figures)."""
        s = self.statements[len(self.decided)]
        cue = s.cue[0]
        sentence, last = bisect_right(self._ends, cue.start), bisect_right(self._ends, cue.end - 1)
        stop = min(self._ends[last] if last < len(self._ends) else len(self._text), cue.end + _FAR)
        end = bisect_left(self._starts, stop)
        looked = range(end - 1, max(-1, end - 1 - _MOST), -1)
        own = self._of_saying(s, [n for n in looked if self._sentence[n] == sentence], sentence, stop)
        numbers = [n for n in looked if self._times[n].first and (n in own or self._sentence[n] != sentence)]
        about = self._of_statement(s, len(own), len(numbers))
        table = [
            [*self._alone[n], *self._of_place(s, n, sentence, rank), *self._of_decided(s, n), *about, 0.0]
            for rank, n in enumerate(numbers)
        ]
        none = [*[0.0] * (len(FIGURES) - len(about) - 1), *about, 1.0]
        return [self._times[n] for n in numbers], np.array([*table, none], dtype=np.float32)

    def _of_saying(self, s: Statement, own: Sequence[int], sentence: int, stop: int) -> list[int]:
        """Those of the expressions in a statement's sentence that can belong to the saying."""
        if not own:
            return []
        cue, content = s.cue[0], [(x.start, x.end) for x in s.content]
        begin = max(self._ends[sentence - 1] if sentence else 0, cue.start - _FAR)
        near = self._times[bisect_left(self._starts, begin) : bisect_left(self._starts, stop)]
        clauses = Clauses(self._text, begin, stop, (cue.start, cue.end), content, near)
        outside = (n for n in own if not any(a <= self._times[n].start < b for a, b in content))
        able = [n for n in outside if clauses.is_time_of_saying(self._times[n])]
        # Nothing of the sentence, where it was said at a time of which nobody knows when that was.
        return able if able and self._times[min(able, key=lambda n: _gap(self._times[n], cue))].first else []

    def decide(self, time: Time | None) -> None:
        """What was decided for the next statement."""
        self.decided.append(time)

    def _of_times(self) -> list[list[float]]:
        """What each expression tells by itself."""
        count, out = Counter((t.first, t.last) for t in self._times), []
        for t, sentence in zip(self._times, self._sentence, strict=True):
            begin = max(self._ends[sentence - 1] if sentence else 0, t.start - _FAR)
            word = _PREPOSITION.search(self._text, max(begin, t.start - _NEAR), t.start)
            out.append([
                float(len(self._text[begin : t.start].split())), float(count[t.first, t.last]),
                float((t.last - t.first).days) if t.first and t.last else -1.0,
                float((self._published - t.last).days) if self._published and t.last else _UNDATED,
                _number(word[1].lower(), _PREPOSITIONS.ordered) if word else -2.0,
            ])  # fmt: skip
        return out

    def _of_place(self, s: Statement, n: int, sentence: int, rank: int) -> list[float]:
        """Where an expression stands to a statement, whose cue begins in that sentence."""
        t, text, cue, k = self._times[n], self._text, s.cue[0], self._sentence[n]
        begin, stop = min(t.end, cue.end), max(t.start, cue.start)
        between = text[begin : min(stop, begin + _FAR)] if k == sentence else ""
        end = min(self._ends[k] if k < len(self._ends) else len(text), t.end + _FAR)
        held = bisect_right(self._contents, (t.start, len(text)))
        around = [a <= cue.start < b for a, b in self._contents[max(0, held - _MOST) : held] if t.start < b]
        own = any(x.start <= t.start < x.end for x in s.content)
        return [
            float(k == sentence), float(sentence - k),
            float(bisect_right(self._paragraphs, cue.start) - bisect_right(self._paragraphs, t.start)),
            float(len(between.split())) if k == sentence else -1.0, float(t.start > cue.start), float(rank),
            4.0 * own + 2.0 * any(around) + (not all(around)), float(len(_BREAK.findall(between))),
            float(not text[t.end : end].strip(" .\n\"”")),
        ]  # fmt: skip

    def _of_decided(self, s: Statement, n: int) -> list[float]:
        """How an expression's days were chosen before: how often, how many statements ago, of the same speaker too,
        by whom last, and how many others spoke since."""
        t, number = self._times[n], len(self.decided)
        recent = range(max(0, number - _BACK), number)
        same = [k for k in recent if (o := self.decided[k]) and (o.first, o.last) == (t.first, t.last)]
        if not same:
            return [0.0, _NEVER, _NEVER, 0.0, _NEVER]
        by = next((k for k in reversed(same) if s.speakers and self.statements[k].speakers == s.speakers), None)
        last = self.statements[same[-1]].speakers
        return [
            float(len(same)), float(number - same[-1]), float(number - by) if by is not None else _NEVER,
            1.0 if not last or not s.speakers else 2.0 * (last == s.speakers),
            float(sum(o.speakers != s.speakers for o in self.statements[same[-1] + 1 : number])),
        ]  # fmt: skip

    def _of_statement(self, s: Statement, own: int, times: int) -> list[float]:
        cue, source = s.cue[0], s.source[0].text if s.source else ""
        near = self._text[max(0, cue.start - 20) : cue.end + 12]
        return [
            float(_GOES_ON.search(near) is not None),
            float(next((k for k, tense in enumerate(_TENSES) if tense.match(cue.text)), -1)),
            2.0 if _RELATIVE.match(source) else float(_PRONOUN.match(source) is not None),
            _number(s.kind, _KINDS), _number(s.event, _EVENTS), _number(s.sourcing, _SOURCINGS), _number(s.act, ACTS),
            float(_NOMINAL.match(cue.text) is not None), s.confidence, float(own), float(times),
            float(len(self.decided)), float(len(self._times)),
        ]  # fmt: skip


def _number(word: str, words: Sequence[str]) -> float:
    return float(words.index(word)) if word in words else 20.0 if word.startswith("as") else -1.0


def _gap(t: Time, cue: Span) -> int:
    return max(cue.start - t.end, t.start - cue.end)


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
