"""What an article shows of who made each statement: a row of figures for each one whom it names, and for nobody.

A name may mean several, and a pronoun or description whoever its antecedents may be: each mention holds a share of
every candidate (soft coreference, a few sweeps over the network's chances), and the decision is made from these shares.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sayso.actors.coreference import Candidates
from sayso.actors.first_person import Narrators
from sayso.actors.mentions import Entity, Mention
from sayso.actors.names import folded
from sayso.actors.shares import addressed, named_entities, named_shares, soft_shares
from sayso.actors.sources import RELATIVE, SENTENCE_END, Sources
from sayso.actors.sourcing import head, is_document, is_group, is_media, is_organization, is_person
from sayso.article import Statement, written
from sayso.attribution import AttributionResult
from sayso.attribution.boundaries import near
from sayso.attribution.decode import Floats
from sayso.attribution.words import Ints
from sayso.lang import rule, words

_TOLD = 0.95  # the share of who is shown to be "I"
# Mentions of an article that is looked at as a whole; else of a stretch of it, and before and after that.
_WHOLE, _STRETCH, _CONTEXT = 1500, 800, 300
# The same of a roll of names, whose every statement would be weighed against all of them: of an article that names more
# than so many. None that was measured names more than 112.
_NAMED, _ROLL_STRETCH, _ROLL_CONTEXT = 200, 200, 100
_BACK, _AHEAD = 200, 60  # mentions before and after a cue that are looked at
_FAINT = 0.05  # the share under which a mention is not taken for a candidate's
_POSSESSIVE = 2  # from here on an apostrophe follows a name in the source, or "of" stands before it
_STRONG = 0.4  # the share from which a mention is taken for a candidate's where distances are told
_FAR = 999.0  # words
_RECENT = 25  # statements back in which a candidate may have spoken
KINDS = ("he", "she", "it", "they", "I", "you", "we", "name", "nominal", "relative", "none")
_KIND_OF = ("direct", "mixed", "indirect")
_IDLE = words("evidence", "idle")
_INDEFINITE = words("evidence", "indefinite")
_DEFINITE = words("evidence", "definite")
_OF = words("evidence", "of")
_OF_THE = rule("evidence", "of_the")
_OF_TRADE = rule("evidence", "of_trade")
_AND = rule("evidence", "and")
_BESIDE = (7, 10)  # words before and after a name that may describe its bearer

OF_CANDIDATES = (
    "main", "main_rival", "main_named", "source_named", "source_named_rival", "source", "last", "first", "offset",
    "behind", "possessive", "content", "before", "after", "before_named", "rank", "rank_named",
    "same_before", "same_after", "sentence_before", "paragraph_first",
    "paragraph_before", "paragraph_next_named", "said_1", "said_2", "says_next",
    "outer", "quoted_last", "said_ago", "speaks", "count", "count_share", "mass", "place", "headline",
    "person", "organization", "place_chance", "other", "fits", "words", "noun", "gender", "he_share",
    "described", "described_best", "described_share", "narrator", "author", "owner", "nobody",
)  # fmt: skip
OF_STATEMENTS = (
    "kind", "source_length", "cue_length", "quotation", "confidence",
    "content_length", "content_first", "source_first", "mains", "names", "mentions", "indefinite", "definite",
    "is_person", "is_group", "is_organization", "is_document", "is_media", "none",
    "best", "plural", "gap",
)  # fmt: skip
FEATURES = (*OF_CANDIDATES, *OF_STATEMENTS)


@dataclass(frozen=True, slots=True)
class Slot:
    """One to be found for a statement: the place of the mention that tells who in `found`, -1 where there is none."""

    statement: int
    mention: int


def evidences(
    reading: AttributionResult, found: Sequence[Mention], able: Mapping[int, Candidates]
) -> "Iterator[Evidence]":
    """The evidence for all statements of an article, made before coreference; of a long one stretch by stretch, each as
    it is asked for and with what stands around it, so that time and memory do not grow with its square."""
    narrators = Narrators(reading, found)
    is_roll = len(named_entities(found)) > _NAMED
    if len(found) <= _WHOLE and not is_roll:
        return iter([Evidence(reading, reading.statements, found, able, narrators)])
    lengths = (_ROLL_STRETCH, _ROLL_CONTEXT) if is_roll else (_STRETCH, _CONTEXT)
    return _stretches(reading, found, able, narrators, *lengths)


def _stretches(
    reading: AttributionResult,
    found: Sequence[Mention],
    able: Mapping[int, Candidates],
    narrators: Narrators,
    stretch: int,
    context: int,
) -> "Iterator[Evidence]":
    cues = [s.cue[0].start for s in reading.statements]
    for begin in range(0, len(found), stretch):
        end = min(begin + stretch, len(found))
        first = bisect_left(cues, found[begin].end) if begin else 0
        last = bisect_left(cues, found[end].end) if end < len(found) else len(cues)
        lo, hi = max(0, begin - context), min(len(found), end + context)
        own = {
            i - lo: Candidates([(j - lo, p) for j, p in able[i].chances if lo <= j < hi], able[i].none)
            for i in range(lo, hi)
            if i in able
        }
        if first < last:
            yield Evidence(reading, reading.statements[first:last], found[lo:hi], own, narrators)


class Evidence:
    """The candidates of one article, or a stretch of it, the slots of its statements, and the figures for each pair."""

    def __init__(
        self,
        reading: AttributionResult,
        statements: Sequence[Statement],
        found: Sequence[Mention],
        able: Mapping[int, Candidates],
        narrators: Narrators,
    ) -> None:
        self._reading, self.text, self._narrators = reading, reading.article.text, narrators
        self.statements, self.found, self.able = statements, found, able
        self.candidates = named_entities(found)
        self._numbers = {id(e): n for n, e in enumerate(self.candidates)}
        at = {id(m): i for i, m in enumerate(found)}
        sources = Sources(self.text, sorted(found, key=lambda m: (m.start, m.end)))
        self.main = [[at[id(m)] for m in sources.main(s)] for s in statements]
        inside = [[at[id(m)] for x in s.source for m in sources.inside(x.start, x.end)] for s in statements]
        # Those listed elsewhere in the sentence count as if the source named them.
        self._inside = [sorted({*a, *b}) for a, b in zip(self.main, inside, strict=True)]
        self.slots = [Slot(k, i) for k, main in enumerate(self.main) for i in (main or [-1])]
        self.named = named_shares(found, self._numbers)
        self.addressed = addressed(found, self.named)
        self.shares = soft_shares(found, able, self.named)
        self._place()
        self._said()
        self._first_persons()

    def _place(self) -> None:
        """Where mentions and cues stand: word, sentence and paragraph."""
        words, text = self._reading.words, self.text
        self._word = np.array([m.word for m in self.found], dtype=np.int64)
        self._start = np.array([m.start for m in self.found], dtype=np.int64)
        self._end = np.array([m.end for m in self.found], dtype=np.int64)
        ends = np.array([m.end() for m in SENTENCE_END.finditer(text)], dtype=np.int64)
        cues = np.array([s.cue[0].start for s in self.statements], dtype=np.int64)
        self._sentence = np.searchsorted(ends, self._start, side="right")
        self._cue_sentence = np.searchsorted(ends, cues, side="right")
        last = max(len(words) - 1, 0)
        self._paragraph = words.paragraph[np.minimum(self._word, last)]
        self._cue_word = np.clip(np.searchsorted(words.starts, cues, side="right") - 1, 0, last)
        self._cue_paragraph = words.paragraph[self._cue_word]
        self._headline = max(text.find("\n"), 0)
        self._is_name = np.array([m.name is not None for m in self.found], dtype=bool)
        self._order = np.argsort(self._cue_word, kind="stable")
        self._rank = np.empty(len(self._order), dtype=np.int64)
        self._rank[self._order] = np.arange(len(self._order))
        self._number = {s.id: k for k, s in enumerate(self.statements)}

    def _said(self) -> None:
        """How much each statement's source speaks for each candidate."""
        shape = (len(self.statements), len(self.candidates))
        self._by_source = np.zeros(shape, dtype=np.float32)
        for k, main in enumerate(self.main):
            some = main or self._inside[k][:1]
            if some:
                self._by_source[k] = self.shares[some].max(0)

    def _first_persons(self) -> None:
        """Let "I", "we" and "you" be who the text shows to speak, or in a quotation whoever speaks that; count the
        sources anew."""
        for i, m in enumerate(self.found):
            if m.kind not in ("I", "we", "you"):
                continue
            if near(self._reading.marks, m.start, m.end):
                told = self._quoted(m) if m.kind != "you" else None
                if told is not None:
                    self.shares[i] = self._by_source[told]
            elif (narrator := self._narrates(m)) is not None:
                self.shares[i] = 0
                self.shares[i, narrator] = _TOLD
        self._said()

    def _quoted(self, m: Mention) -> int | None:
        """The statement in whose quotation a first person stands, else the one that quoted last before it."""
        statements = self.statements
        around = [
            k for k, s in enumerate(statements)
            if any(x.start <= m.start and m.end <= x.end for x in s.content) and not self._is_source(k, m)
        ]  # fmt: skip
        if around:
            return min(around, key=lambda k: sum(x.end - x.start for x in statements[k].content))
        before = [k for k, s in enumerate(statements) if s.kind != "indirect" and s.cue[0].start < m.start]
        before = [k for k in before if not self._is_source(k, m)]
        return max(before, key=lambda k: statements[k].cue[0].start, default=None) if m.kind == "I" else None

    def _is_source(self, k: int, m: Mention) -> bool:
        return any(x.start <= m.start and m.end <= x.end for x in self.statements[k].source)

    def _narrates(self, m: Mention) -> int | None:
        """The candidate who says "I" in the text's own words, or is asked as "you", where it shows that."""
        told = self._narrators.asked(m.start) if m.kind == "you" else self._narrators.at(m.start)
        return self._candidate(told)

    @cached_property
    def figures(self) -> Floats:
        """FEATURES of each slot and candidate, (slots, candidates + 1, features); the last candidate is nobody."""
        count = len(self.candidates)
        out = np.zeros((len(self.slots), count + 1, len(FEATURES)), dtype=np.float32)
        split = len(OF_CANDIDATES)
        for row, slot in enumerate(self.slots):
            if count:
                out[row, :count, : split - 1] = np.stack(self._of_candidates(slot), axis=1)
            out[row, count, split - 1] = 1.0
            out[row, :, split:] = self._of_statement(slot)
        return out

    def name_before(self, statement: int, candidate: int) -> tuple[Mention, ...]:
        """The candidate's last name before a statement's cue, else the first after it."""
        own = [i for i in np.flatnonzero(self.named[:, candidate] > 0) if self.found[int(i)].name]
        before = [i for i in own if self._word[i] <= self._cue_word[statement]]
        return (self.found[int(before[-1] if before else own[0])],) if own else ()

    def _of_candidates(self, slot: Slot) -> list[Floats]:
        k, i = slot.statement, slot.mention
        s = self.statements[k]
        none = np.zeros(len(self.candidates), dtype=np.float32)
        main = self.shares[i] if i >= 0 else none
        named = self.named[i] if i >= 0 else none
        source = self._in_source(k, s)
        noun = head(written(s.source)) if s.source else ""
        # "An aide to Ada Holm", "Ada Holm's lawyer": the one whose somebody that is.
        whose = ((source[-1] >= _POSSESSIVE) | (self._relatives(k) > _STRONG)) & (is_person(noun) or is_group(noun))
        owner, described = whose, i >= 0 and self.found[i].kind == "nominal"
        # "Ada Holm said that the mayor had told her": nor is it who tells of the mayor.
        outer = self._number.get(s.parent or "")
        if outer is not None and described:
            owner = owner | (self._by_source[outer] > _STRONG)
        owner = owner & (main < _FAINT)
        # "Ada Holm's lawyer said": whatever the pairs' scores make of a description with her name in it.
        owner = owner | (whose & described)
        return [
            main,
            main - _rival(main),
            named,
            *source,
            *self._around(k, s),
            *self._statements_around(k, s),
            *self._statics,
            *self._likeness(i, s),
            owner.astype(np.float32),
        ]

    def _in_source(self, k: int, s: Statement) -> list[Floats]:
        """What the source itself names, and where in it."""
        inside = self._inside[k]
        named = self._most(self.named, inside)
        ref = self._word_at(s.source[0].start) if s.source else int(self._cue_word[k])
        stop = self._word_at(s.source[-1].end - 1) if s.source else ref
        offset, behind = np.full((2, len(self.candidates)), 99.0, dtype=np.float32)
        possessive = np.zeros(len(self.candidates), dtype=np.float32)
        of, last = False, 0
        for j in inside:
            m = self.found[j]
            if m.name:
                before = self.text[max(0, m.start - 5) : m.start].split()[-1:]
                of = (bool(before) and before[0].lower() in _OF) or (
                    of and bool(_AND.fullmatch(self.text, last, m.start))
                )
                held, last = (self.named[j] > 0) & (possessive == 0), m.end
                offset[held], behind[held] = self._word_at(m.name.start) - ref, stop - m.word
                possessive[held] = 1 + (self.text[m.end : m.end + 1] in ("’", "'")) + 2 * of
        return [
            named, named - _rival(named), self._most(self.shares, inside), self._most(self.shares, inside[-1:]),
            self._most(self.shares, inside[:1]), offset, behind, possessive,
        ]  # fmt: skip

    def _relatives(self, k: int) -> Floats:
        """Whose somebody speaks, behind an article too: "the widow of the late Ada Holm"."""
        some = [
            j
            for j in self._inside[k]
            if (m := self.found[j]).name
            and m.type == "person"
            and (_OF_THE.search(self.text, max(0, m.start - 24), m.start) or self._is_of_trade(m.name.start))
        ]
        return self._most(self.named, some)

    def _is_of_trade(self, at: int) -> bool:
        """Whether before a name stands what its bearer does, and before that whose somebody is meant."""
        of = _OF_TRADE.search(self.text, max(0, at - 40), at)
        return of is not None and is_person(of["noun"])

    def _around(self, k: int, s: Statement) -> list[Floats]:
        """Who is named in the content, before and after, in the sentence and in the paragraph."""
        word, sentence, paragraph = int(self._cue_word[k]), self._cue_sentence[k], self._cue_paragraph[k]
        middle = int(np.searchsorted(self._word, word))
        lo, hi = max(0, middle - _BACK), min(len(self.found), middle + _AHEAD)
        at, shares, is_name = self._word[lo:hi], self.shares[lo:hi], self._is_name[lo:hi]
        start, end = self._start[lo:hi], self._end[lo:hi]
        content = np.zeros(hi - lo, dtype=bool)
        for x in s.content:
            content |= (start >= x.start) & (end <= x.end)
        outside = ~content
        for j in self._inside[k]:
            if lo <= j < hi:
                outside[j - lo] = False
        ref = self._word_at(s.source[0].start) if s.source else word
        before, after = outside & (at < word), outside & (at > word)
        same, last = self._sentence[lo:hi] == sentence, self._sentence[lo:hi] == sentence - 1
        here = self._paragraph[lo:hi] == paragraph

        def most(mask: np.ndarray) -> Floats:
            return self._most(shares, np.flatnonzero(mask))

        def first(mask: np.ndarray) -> Floats:
            return self._most(shares, np.flatnonzero(mask)[:1])

        strong = shares > _STRONG
        back = _nearest(strong & (before & (at < ref))[:, None], ref - at, last=True)
        names_back = _nearest(strong & (before & is_name & (at < ref))[:, None], ref - at, last=True)
        ahead = _nearest(strong & after[:, None], at - word, last=False)
        return [
            most(content), back, ahead, names_back,
            _order_of(back), _order_of(names_back), most(same & before), most(same & after), most(last & outside),
            first(here & before), most(here & before),
            most((self._paragraph[lo:hi] == paragraph + 1) & is_name),
        ]  # fmt: skip

    def _statements_around(self, k: int, s: Statement) -> list[Floats]:
        """Whom the statements before, after and around are put down to by their sources."""
        none, rank = np.zeros(len(self.candidates), dtype=np.float32), int(self._rank[k])

        def of(n: int) -> Floats:
            return self._by_source[self._order[n]] if 0 <= n < len(self._order) else none

        outer = self._number.get(s.parent or "")
        quoted = next(
            (
                int(self._order[n])
                for n in range(rank - 1, max(-1, rank - 12), -1)
                if self.statements[int(self._order[n])].kind != "indirect"
            ),
            None,
        )
        recent = self._by_source[self._order[max(0, rank - _RECENT) : rank]][::-1] > _STRONG
        ago = np.where(recent.any(0), recent.argmax(0) + 1, 99) if len(recent) else np.full(len(none), 99)
        speaks = self._by_source.sum(0) - self._by_source[k]
        return [
            *(of(rank - n) for n in (1, 2)), of(rank + 1), none - 1 if outer is None else self._by_source[outer],
            none - 1 if quoted is None else self._by_source[quoted], ago.astype(np.float32), speaks,
        ]  # fmt: skip

    @cached_property
    def _statics(self) -> list[Floats]:
        """What is so of a candidate in the whole article."""
        count, length = len(self.candidates), max(1, len(self.text))
        often = (self.named > 0).sum(0).astype(np.float32)
        first = np.array([min(m.start for m in e.mentions if m.name) for e in self.candidates], dtype=np.float32)
        chances = np.array([_chances(e) for e in self.candidates], dtype=np.float32).reshape(count, 4)
        fits = np.zeros(count, dtype=np.float32)
        for m, row in zip(self.found, self.named, strict=True):
            fits = np.maximum(fits, np.where(row > 0, len(m.may_be), 0))
        words = [max(len(m.name.words) for m in e.mentions if m.name) for e in self.candidates]
        return [
            often, often / max(1.0, float(often.max(initial=1))), self.shares.sum(0), first / length,
            (first < self._headline).astype(np.float32), *chances.T, fits,
            np.array(words, dtype=np.float32), np.array([_noun(e) for e in self.candidates], dtype=np.float32),
        ]  # fmt: skip

    @cached_property
    def _genders(self) -> tuple[Floats, Floats]:
        """How much the text's "he" and "she" are each candidate's."""
        kinds = np.array([m.kind for m in self.found], dtype=object)
        return self.shares[kinds == "he"].sum(0), self.shares[kinds == "she"].sum(0)

    def _likeness(self, i: int, s: Statement) -> list[Floats]:
        """How a candidate goes with the source's pronoun, with its description, and with who tells the text."""
        kind = self.found[i].kind if i >= 0 else ""
        he, she = self._genders
        sign = {"he": 1, "she": -1}.get(kind, 0)
        wanted = {w[:4] for x in s.source for w in _content_words(x.text)}
        best = np.zeros((len(self.candidates), max(1, len(wanted))), dtype=np.float32)
        for column, word in enumerate(wanted):
            for n, nearness in self._described.get(word, {}).items():
                best[n, column] = nearness
        hits = (best > 0).sum(1).astype(np.float32)
        return [
            sign * (he - she), (he + 0.4) / (he + she + 0.8), hits, best.max(1),
            hits / max(1, len(wanted)), self._answers(i, kind, s), self._wrote,
        ]  # fmt: skip

    def _answers(self, i: int, kind: str, s: Statement) -> Floats:
        """Who says "I" in the text's own words, where it shows that, or in his quotation; who answers as "A"."""
        told = self._narrators.otherwise if written(s.source) == "A" else None
        if kind in ("I", "we", "you"):
            if near(self._reading.marks, self._start[i], self._end[i]):
                return (self.shares[i] > 0.5).astype(np.float32) if kind != "you" else np.zeros_like(self.shares[i])
            return self._only(None if kind == "we" else self._narrates(self.found[i]))
        return self._only(self._candidate(told))

    def _only(self, candidate: int | None) -> Floats:
        """1 for one of the candidates, 0 for all others."""
        out = np.zeros(len(self.candidates), dtype=np.float32)
        if candidate is not None:
            out[candidate] = 1
        return out

    def _candidate(self, entity: Entity | None) -> int | None:
        return self._numbers.get(id(entity))

    @cached_property
    def _wrote(self) -> Floats:
        authors = {folded(name) for name in self._reading.article.authors}
        wrote = [any(m.name and m.name.words in authors for m in e.mentions) for e in self.candidates]
        return np.array(wrote, dtype=np.float32)

    @cached_property
    def _described(self) -> dict[str, dict[int, float]]:
        """For the beginnings of the words beside names the candidates whose names these are, the nearer the more."""
        words, text = self._reading.words, self.text
        out: dict[str, dict[int, float]] = {}
        for n, e in enumerate(self.candidates):
            for m in [m for m in e.mentions if m.name][:12]:
                assert m.name is not None
                a, b = self._word_at(m.name.start), self._word_at(m.name.end - 1)
                for w in range(max(0, a - _BESIDE[0]), min(len(words), b + _BESIDE[1])):
                    near_by = text[int(words.starts[w]) : int(words.ends[w])].lower()
                    if (w < a or w > b) and near_by.isalpha() and len(near_by) > 2 and near_by not in _IDLE:
                        away = a - w if w < a else w - b
                        told = out.setdefault(near_by[:4], {})
                        told[n] = max(told.get(n, 0.0), 1.0 / away)
        return out

    def _of_statement(self, slot: Slot) -> list[float]:
        k, i = slot.statement, slot.mention
        s, m = self.statements[k], self.found[i] if i >= 0 else None
        source = written(s.source)
        low, noun = source.lower().split(), head(source) if source else ""
        alone = source.lower() in RELATIVE and len(self.main[k]) < 2
        kind = "relative" if alone else m.kind if m else "none"
        cue, rank, inside = s.cue[0], int(self._rank[k]), self._inside[k]
        some = self.able.get(i)
        gap = int(self._cue_word[k] - self._cue_word[self._order[rank - 1]]) if rank else 999
        return [
            KINDS.index(kind), len(low), cue.end - cue.start, _KIND_OF.index(s.kind), s.confidence,
            sum(x.end - x.start for x in s.content), bool(s.content) and s.content[0].start < cue.start,
            s.source[0].start < cue.start if s.source else -1, len(self.main[k]),
            sum(bool(self._is_name[j]) for j in inside), len(inside), bool(low) and low[0] in _INDEFINITE,
            bool(low) and low[0] in _DEFINITE, is_person(noun), is_group(noun), is_organization(noun),
            is_document(noun), bool(source) and is_media(source),
            some.none if some else -1, float(self._by_source[k].max(initial=0)), m is not None and m.plural, gap,
        ]  # fmt: skip

    def _most(self, shares: Floats, rows: Sequence[int] | Ints) -> Floats:
        if len(rows) == 0:
            return np.zeros(len(self.candidates), dtype=np.float32)
        out: Floats = shares[rows].max(0)
        return out

    def _word_at(self, at: int) -> int:
        return max(int(np.searchsorted(self._reading.words.starts, at, side="right")) - 1, 0)


def _noun(entity: Entity) -> float:
    """By what noun somebody is called in the fullest of his names: a body's (1), a document's (2), or none (0)."""
    last = max((m.name.text for m in entity.mentions if m.name), key=len).split()[-1]
    return 1.0 + is_document(last) if last.islower() else 0.0


def _chances(entity: Entity) -> list[float]:
    names = [m.chances for m in entity.mentions if m.name]
    return [sum(c) / len(names) for c in zip(*names, strict=True)]


def _rival(shares: Floats) -> Floats:
    """For each the most that another has."""
    if len(shares) < 2:
        return np.zeros_like(shares)
    first, second = np.sort(shares)[-1], np.sort(shares)[-2]
    out: Floats = np.where(np.arange(len(shares)) == shares.argmax(), second, first)
    return out


def _nearest(strong: np.ndarray, away: Ints, last: bool) -> Floats:
    """How far the last, or first, row is in which each column is true."""
    if not len(strong):
        return np.full(strong.shape[1], _FAR, dtype=np.float32)
    rows = len(strong) - 1 - strong[::-1].argmax(0) if last else strong.argmax(0)
    out: Floats = np.where(strong.any(0), away[rows], _FAR).astype(np.float32)
    return out


def _order_of(distance: Floats) -> Floats:
    """How many are nearer than each."""
    return np.searchsorted(np.sort(distance), distance).astype(np.float32)


def _content_words(words: str) -> list[str]:
    return [w for w in re.findall(r"\w+", words.lower()) if w.isalpha() and len(w) > 2 and w not in _IDLE]
