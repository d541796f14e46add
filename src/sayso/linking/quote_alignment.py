"""A quotation laid beside the words of the record: which are the same, which were changed or left out."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from sayso.lang import words
from sayso.linking.critical_words import LIGHT, Telling, denies, is_money, is_numeral, telling
from sayso.linking.quote_tokens import Token, Wording, begins

What = Literal["word", "number", "negation", "name", "left out"]

# What a pair of words adds to an alignment, and what a word more or less costs; a longer gap costs no more than _FAR,
# one at an ellipsis or a bracket next to nothing.
_SAME, _OTHER, _FAR, _MARKED = 3, -2, -8, -1
_CELLS = (
    20_000_000  # of an alignment; of longer speeches only the part that shares most with the quotation is looked at
)
_JOINING = words("quote_alignment", "joining")
_RELATIVE = words("quote_alignment", "relative")
_TURNING = words("quote_alignment", "turning")
_REMARK = 6  # words that make one
_BRACKETED = 6  # words of the record in whose place an editor's bracket may stand


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words of the record, `before`, and what the quotation has in their place from `start` to `end` (code points);
    one of them can be empty."""

    before: str
    after: str
    what: What
    start: int
    end: int

    def to_dict(self) -> dict[str, str]:
        return {"from": self.before, "to": self.after, "what": self.what}


@dataclass(frozen=True, slots=True)
class Compared:
    """How a quotation fits what was said: its changes in order, the stretches of the record's text that are the same,
    the share of meaningful words that both have (0 to 1), the quotation's alone, its longest run of words, and the
    stretches of the quotation that are the same."""

    changes: tuple[WordChange, ...]
    same: tuple[tuple[int, int], ...]
    similarity: float
    covered: float
    run: int
    given: tuple[tuple[int, int], ...] = ()

    @property
    def altered(self) -> bool:
        """Whether more happened to the words than that some were left out."""
        return any(c.what != "left out" for c in self.changes)


def compare(quote: Wording, said: Wording) -> Compared | None:
    """A quotation laid beside a speech, where they share words.

    A semi-global alignment: the quotation as a whole with any part of the speech (Needleman and Wunsch 1970, gaps at
    both ends of the speech free, long gaps capped).
    """
    if not quote.tokens or not said.tokens:
        return None
    exact = _exact(quote, said)
    if exact:
        return exact
    quote, said = _fused(quote, said), _fused(said, quote)
    window = _window(quote.tokens, said.tokens)
    steps = _aligned(quote.tokens, window)
    same = [(i, j) for i, j in steps if i is not None and j is not None and quote.tokens[i].form == window[j].form]
    if not same:
        return None
    changes: list[WordChange] = []
    lost = unmatched = 0.0
    for at, qs, ss, marked in _groups(steps, quote, window):
        if qs and (qs[0] == quote.tokens[0] or qs[-1] == quote.tokens[-1]):
            ss = _of_sentence(said, ss, before=qs[0] == quote.tokens[0])
        found = _changes(quote, said, at, qs, ss)
        if marked and not qs and (_are_sentences(said, ss) or _is_beside(said, ss)):
            found = [replace(c, what="left out") for c in found]
        changes += found
        if found:
            lost += sum(_weight(q) for q in qs if not q.bracketed)
            unmatched += 0.0 if marked else sum(map(_weight, ss))
    whole = sum(_weight(t) for t in quote.tokens if not t.bracketed)
    return Compared(
        tuple(changes),
        tuple((window[j].start, window[j].end) for _, j in same),
        round((whole - lost) / (whole + unmatched), 3) if changes and whole else 1.0,
        1 - lost / whole if whole else 0.0,
        _longest(same),
        tuple((quote.tokens[i].start, quote.tokens[i].end) for i, _ in same),
    )


def _exact(quote: Wording, said: Wording) -> Compared | None:
    """The quotation where all its words stand in the speech, in a row."""
    if any(t.bracketed or t.marked for t in quote.tokens):
        return None
    wanted, held = (f" {' '.join(t.form for t in x.plain)} " for x in (quote, said))
    at = held.find(wanted)
    while at >= 0:
        first = held.count(" ", 0, at)
        past = first + len(quote.plain)
        if not (_cuts_number(said.plain[:past], first) or _cuts_number(said.plain, past)):
            same = tuple((t.start, t.end) for t in said.plain[first:past])
            return Compared((), same, 1.0, 1.0, len(same), tuple((t.start, t.end) for t in quote.plain))
        at = held.find(wanted, at + 1)
    return None


def _cuts_number(plain: Sequence[Token], at: int) -> bool:
    """Whether a word is part of a number that begins before it without a space between: $5, 5%, 5bn."""
    if not 0 < at < len(plain) or plain[at - 1].end != plain[at].start:
        return False
    return is_numeral(plain[at - 1].form) or (is_money(plain[at - 1].form) and is_numeral(plain[at].form))


def _of_sentence(said: Wording, ss: list[Token], *, before: bool) -> list[Token]:
    """Those words beside a quotation's first or last that stand in one sentence with what is the same."""
    kept: list[Token] = []
    for s in reversed(ss) if before else ss:
        k = said.tokens.index(s) + before
        if not s.form or not 0 < k < len(said.tokens) or begins(said.text, said.tokens[k - 1], said.tokens[k]):
            break
        kept.append(s)
    return kept[::-1] if before else kept


def _are_sentences(said: Wording, ss: list[Token]) -> bool:
    """Whether words between two parts are sentences, or a part of one that marks set apart: what is denied or counted
    in them is not what the parts tell."""
    first, past = said.tokens.index(ss[0]), said.tokens.index(ss[-1]) + 1
    if not first > 0 or past >= len(said.tokens):
        return False
    parted = any(begins(said.text, said.tokens[k - 1], said.tokens[k]) for k in range(first, past + 1))
    ended = _is_clause_end(said, past) or ss[-1].form in _JOINING or said.tokens[past].form in _JOINING
    begun = _is_clause_end(said, first) or ss[0].form in _RELATIVE
    return (parted or ss[0].form not in _TURNING) and begun and ended


def _is_beside(said: Wording, ss: list[Token]) -> bool:
    """Whether words left out up to where a clause ends deny nothing in the parts: a number may stand in them, and a
    negation where a mark and a relative pronoun set it apart."""
    first = said.tokens.index(ss[0])
    past = first + len(ss)
    kept: list[Token] = []
    is_apart = False
    for k in range(first, past):
        if k and _is_clause_end(said, k):
            is_apart = said.tokens[k].form in _RELATIVE
        kept += [] if is_apart else [said.tokens[k]]
    is_ended = past < len(said.tokens) and (_is_clause_end(said, past) or ss[-1].form in _JOINING)
    return is_ended and len(ss) >= _REMARK and "negation" not in _kinds([], kept)


def _is_clause_end(said: Wording, at: int) -> bool:
    """Whether a mark of the speaker's stands before a word, or what he says begins anew."""
    before, t = said.tokens[at - 1 : at + 1]
    between = said.text[before.end : t.start]
    return before.run != t.run or any(c in between for c in ".,;:!?–—") or " - " in between


def _fused(wording: Wording, other: Wording) -> Wording:
    """The tokens with those made one that are one word in the other: health care, healthcare."""
    forms = {t.form for t in other.tokens if len(t.form) > 1}
    apart = {(a.form, b.form) for a, b in pairwise(other.tokens)}
    out: list[Token] = []
    for t in wording.tokens:
        for back in (2, 1):
            some = (*out[-back:], t)
            one = (
                len(some) > back
                and all(x.form and x.run == t.run and not x.bracketed for x in some)
                and not t.marked
                and _joined(some) in forms
            )
            if one and (some[0].form, some[1].form) not in apart:
                out[-back:] = [replace(some[0], end=t.end, form=_joined(some))]
                break
        else:
            out.append(t)
    return replace(wording, tokens=tuple(out))


def _window(quote: Sequence[Token], said: Sequence[Token]) -> Sequence[Token]:
    """The part of a speech to look at: all, or of a very long one that which shares most words with the quotation."""
    if len(quote) * len(said) <= _CELLS:
        return said
    rare = {t.form for t in quote if t.form not in LIGHT}
    size = max(4 * len(quote), _CELLS // len(quote))
    hits = np.concatenate(([0], np.cumsum([t.form in rare for t in said])))
    first = int(np.argmax(hits[size:] - hits[:-size])) if len(said) > size else 0
    return said[first : first + size]


Step = tuple[int | None, int | None]  # tokens of quotation and speech, beside each other or beside nothing
Row = NDArray[np.int32]


def _aligned(quote: Sequence[Token], said: Sequence[Token]) -> list[Step]:
    """The best alignment, in order, from the quotation's first word to its last."""
    numbers: dict[str, int] = {}
    ids = np.array([numbers.setdefault(t.form, len(numbers)) for t in said], dtype=np.int32)
    rows: list[Row] = [np.zeros(len(said) + 1, dtype=np.int32)]
    costs = np.concatenate(([0], np.cumsum([0 if t.bracketed else _OTHER for t in said]))).astype(np.int32)
    for n, q in enumerate(quote):
        taken = _taken(rows[-1], q, ids == numbers.get(q.form, -1))
        if n + 1 < len(quote):
            near = np.maximum.accumulate(taken - costs) + costs
            far = np.maximum.accumulate(taken) + (_MARKED if q.bracketed else _FAR)
            taken = np.maximum(taken, np.maximum(near, far))
        rows.append(taken)
    return _traced(quote, rows, ids, numbers, costs)


def _before(row: Row, q: Token) -> Row:
    return np.maximum(row, np.maximum.accumulate(row) + _MARKED) if q.marked else row


def _taken(row: Row, q: Token, same: NDArray[np.bool_]) -> Row:
    """The best score with a further word of the quotation, by how many words of the speech came before."""
    cost = 0 if q.bracketed else _OTHER
    row = _before(row, q)
    out = row + cost
    out[1:] = np.maximum(out[1:], row[:-1] + np.where(same, _SAME, cost))
    return out


def _traced(quote: Sequence[Token], rows: list[Row], ids: Row, numbers: dict[str, int], costs: Row) -> list[Step]:
    steps: list[Step] = []
    j = int(np.argmax(rows[-1]))
    while j < len(ids) and rows[-1][j + 1] == rows[-1][j]:
        j += 1
    for i in range(len(quote) - 1, -1, -1):
        q = quote[i]
        same = ids == numbers.get(q.form, -1)
        taken = _taken(rows[i], q, same)
        j = _jumped(
            steps, taken, j, int(rows[i + 1][j]), np.maximum(costs[j] - costs[:j], _MARKED if q.bracketed else _FAR)
        )
        before = _before(rows[i], q)
        cost = 0 if q.bracketed else _OTHER
        if j and taken[j] == before[j - 1] + (_SAME if same[j - 1] else cost):
            j -= 1
            steps.append((i, j))
        else:
            steps.append((i, None))
        if q.marked:
            j = _jumped(steps, rows[i], j, int(before[j]), np.full(j, _MARKED))
    return steps[::-1]


def _jumped(steps: list[Step], row: Row, j: int, score: int, costs: Row) -> int:
    """How many words of the speech came before those that an alignment leaves out up to `j`; notes these."""
    if row[j] == score:
        return j
    k = int(np.nonzero(row[:j] + costs == score)[0][-1])
    steps += [(None, x) for x in range(j - 1, k - 1, -1)]
    return k


def _groups(
    steps: Sequence[Step], quote: Wording, said: Sequence[Token]
) -> Iterator[tuple[int, list[Token], list[Token], bool]]:
    """What stands beside each other between words that are the same: where in the quotation, its words, those of the
    speech, and whether an ellipsis stands there."""
    qs: list[Token] = []
    ss: list[Token] = []
    at = 0
    for i, j in (*steps, (None, None)):
        if (i is None and j is None) or (i is not None and j is not None and quote.tokens[i].form == said[j].form):
            if qs or ss:
                yield at, qs, ss, any(q.marked for q in (*qs, *([quote.tokens[i]] if i is not None else [])))
            qs, ss = [], []
            at = quote.tokens[i].end if i is not None else at
            continue
        qs += [quote.tokens[i]] if i is not None else []
        ss += [said[j]] if j is not None else []


def _changes(quote: Wording, said: Wording, at: int, qs: list[Token], ss: list[Token]) -> list[WordChange]:
    """What was changed where these words of the quotation, or none at this place, stand for those of the record."""
    if not qs and not _is_partly_bracketed(said.tokens, ss):
        kept = [s for s in ss if not s.bracketed]
        ss = ss if _kinds([], [s for s in ss if s.bracketed]) else kept
    if _joined(qs) == _joined(ss) and all(s.form for s in ss):
        return []
    kinds = _kinds(qs, ss)
    if _clarifies(quote, qs, ss) and not kinds & {"negation", "number"} and not denies(t.form for t in ss):
        return []
    if len(kinds) > 1 and len(qs) == len(ss) > 1:
        return [c for q, s in zip(qs, ss, strict=True) for c in _changes(quote, said, at, [q], [s])]
    part = _is_part(qs, ss)
    what: What = next((k for k in _RANKS if k in kinds), "left out" if part else "word")
    start, end = (min(q.start for q in qs), max(q.end for q in qs)) if qs else (at, at)
    return [WordChange(said.shown(ss), quote.shown(qs), what, start, end)]


def _clarifies(quote: Wording, qs: list[Token], ss: list[Token]) -> bool:
    """Whether an editor's bracket stands in the place of a few words; not where it puts another name there, or repeats
    one of the record's brackets but for some words."""
    if not qs or len(ss) > _BRACKETED or not all(q.bracketed for q in qs):
        return False
    if any(q.name for q in qs) and any(s.name for s in ss):
        return False
    return not (ss and all(s.bracketed for s in ss) and _is_partly_bracketed(quote.tokens, qs))


def _is_partly_bracketed(tokens: Sequence[Token], some: list[Token]) -> bool:
    """Whether a bracket begins before some tokens in a row and goes on in them, or goes on behind them."""
    if not some:
        return False
    first, last = tokens.index(some[0]), tokens.index(some[-1])
    around = tokens[first - 1 : first], tokens[last + 1 : last + 2]
    return any(
        own.bracketed and any(t.bracketed for t in beside)
        for own, beside in zip((some[0], some[-1]), around, strict=True)
    )


def _is_part(qs: list[Token], ss: list[Token]) -> bool:
    """Whether all words of the one stand in the other, in order: 90 of 90 percent."""
    left = iter([part for s in ss for part in s.form.split()])
    return all(part in left for q in qs for part in q.form.split())


def _joined(some: Iterable[Token]) -> str:
    return "".join(t.form for t in some)


_RANKS: tuple[Telling, ...] = ("negation", "number", "name")


def _kinds(qs: list[Token], ss: list[Token]) -> set[Telling]:
    """The kinds of telling words that came, went or became others."""
    forms = [[t.form for t in side] for side in (qs, ss)]
    names = [{t.form for t in side if t.name} for side in (qs, ss)]
    # Known for a name on the one side, it is one on the other, however it is written there.
    shared = [{f for f in forms[k] if f in names[1 - k]} | names[k] for k in (0, 1)]
    return telling(forms[0], forms[1], *shared)


def _weight(t: Token) -> float:
    return 0.4 if t.form in LIGHT or not t.form else 1.0


def _longest(same: Sequence[tuple[int, int]]) -> int:
    """The longest run of words that are the same in a row."""
    best = run = 0
    before: tuple[int, int] | None = None
    for pair in same:
        run = run + 1 if before and pair == (before[0] + 1, before[1] + 1) else 1
        best, before = max(best, run), pair
    return best
