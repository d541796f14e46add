"""What the words before a cut, or in the gap within it, tell of its sense."""

import re
from collections.abc import Iterator

from sayso.checking import cut_patterns as p
from sayso.checking.cut_context import CutContext, Side
from sayso.checking.cut_hedges import HEDGE_BEFORE, HEDGE_BETWEEN
from sayso.checking.cut_kinds import Flagged, WarningKind
from sayso.checking.cut_vouched import unvouched
from sayso.lang import rule, words

_SOME = words("cut_before", "some")
_PRONOUNS = words("cut_before", "pronouns")
_NO_SUBJECTS = words("cut_before", "no_subjects")
_PASSIVE = rule("cut_before", "passive")
_CLAUSE = re.compile(r"[;:,()\"–—]|\s-\s")
_PARTED = rule("cut_before", "parted")
_AS_ANOTHER = rule("cut_before", "as_another")
_CLITIC = rule("cut_before", "clitic")
_LONGEST = 10  # words of a condition that a cut stands in itself
_REMARKS = 2  # commas that may stand behind a condition and before the cut


def told_before(side: Side, words: str) -> Iterator[Flagged]:
    """What the words before a cut tell, up to where its sentence begins; `words` are the cut's."""
    text = _opened(side)
    at, end = side.start, side.start + len(text)
    asked = p.ASKED.search(text)
    if asked:
        yield "question", at + asked.start(), end
    elif condition := _condition(text, words):
        yield "condition", at + condition[0], at + condition[1]
    yield from _denied(text, side, words)
    granted = p.GRANTED.search(text)
    if granted and granted.end() > side.split:
        yield "contrast", at + granted.start(), end
    if hedge := HEDGE_BEFORE.search(text.rstrip(", ")):
        yield "hedge", at + hedge.start(), end
    text = p.REMARK.sub(_blank, text)
    said = _others(text, side.split)
    if said is not None:
        yield "others", at + said, end
    elif unsure := unvouched(text, side.split):
        yield unsure[0], at + unsure[1], end


def told_between(context: CutContext, start: int, end: int) -> Iterator[Flagged]:
    """What was left out within a sentence."""
    gap = context.text[start:end]
    if m := HEDGE_BETWEEN.search(gap):
        yield "hedge", start + m.start(), end
    if m := p.CONDITION_AFTER.search(gap):
        at = m.start("if")
        if not p.NO_IF_BEFORE.search(gap[:at].rstrip()) and not p.NO_CONDITION.match(gap[at:]):
            yield "condition", start + at, end
    m = p.SAYS.search(gap.rstrip(" \n\"',"))
    if m and subject(gap[: m.start()]) in _SOME | _PRONOUNS:
        yield "others", start + m.start(), end


def subject(before: str) -> str | None:
    """The word for who says it, in the words before a verb of saying; None where there is none."""
    words = [w.strip("'\"").lower() for w in _CLAUSE.split(before)[-1].split()]
    infinitive = bool(words) and words[-1] == "to"
    while words and (words[-1] in p.AUXILIARY or words[-1].endswith("ly")):
        words.pop()
    if not words:
        return None
    if infinitive:
        return next((w for w in reversed(words) if w in p.FIRST or w in _PRONOUNS), "i")
    if words[-1] == "and":  # they come to me and say: the subject stands before
        return next((w for w in words if w in ("i", "we")), words[0])
    last = _CLITIC.sub("", words[-1])
    return None if last in _NO_SUBJECTS or last.endswith("n't") else last


def _opened(side: Side) -> str:
    """The words before a cut, without the marks that open what was said and those right before the cut."""
    bare = side.text[: side.split].rstrip().rstrip("\"'")
    text = bare + " " * (side.split - len(bare)) + side.text[side.split :]
    return text.rstrip(" \n\t\"'([")


def _denied(text: str, side: Side, words: str) -> Iterator[Flagged]:
    """An odd number of negations that govern the cut."""
    for remark in (p.FILLER, p.REMARK, p.LEADING, p.GOES_ON):
        text = remark.sub(_blank, text)
    stops = [m.end() for m in p.BOUNDARY.finditer(text)]
    first = max((*stops, *(m.end() for m in p.SPEAKING.finditer(text[: side.split]))), default=0)
    tail = text[first:]
    if p.RELATIVE.search(tail) and words.split()[0].lower() in p.FINITE:
        return
    tail = p.NEITHER_NOR.sub(_blank, tail)
    negators = list(p.NEGATOR.finditer(p.HARMLESS.sub(_blank, tail)))
    if len(negators) % 2:
        at = first + negators[0].start()
        at -= len(text[:at]) - len(text[:at].rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        kind: WarningKind = "denial" if at < side.split else "negation"
        yield kind, side.start + at, side.start + len(text)


def _blank(m: re.Match[str]) -> str:
    return " " * len(m[0])


def _condition(text: str, words: str) -> tuple[int, int] | None:
    """Where the condition stands that comes before a cut in its clause."""
    text = p.BIG_IF.sub(_blank, text)
    headed = p.HEADING.search(text) or (p.BIDDING.search(text) if p.WILL_BE.match(words) else None)
    if headed:
        return headed.start("if"), len(text)
    for m in p.CONDITION.finditer(text):
        found = p.CONDITION_BEFORE.search(text, max(0, m.start() - 8))
        if not found or found.start("if") != m.start():
            continue
        if p.NO_IF_BEFORE.search(text[: m.start()].rstrip()) or p.NO_CONDITION.match(text[m.start() :]):
            continue
        clause, comma, main = found["rest"].partition(",")
        if comma and not _PARTED.search(main) and main.count(",") <= _REMARKS:
            return m.start(), m.end() + len(clause) + 1
        if not comma and len(clause.split()) <= _LONGEST and not p.BOUNDARY.search(clause):
            return m.start(), len(text)
    return None


def _others(text: str, split: int) -> int | None:
    """Where somebody else is said to say or think the cut, in the speaker's own words."""
    for pattern in (p.NOTION, p.ACCORDING, p.HEARD):
        m = pattern.search(text)
        if m and m.start() >= split:
            return m.start()
    if m := p.TAKEN_FOR.search(text):
        passive = _PASSIVE.search(text[: m.start()])
        own = not passive and _is_own(subject(text[: m.start()]))
        return None if own or m.start() < split else m.start()
    m = p.SAYS.search(text) or p.SAYS_THAT.search(text)
    if not m or (m.re is p.SAYS_THAT.compiled and p.BOUNDARY.search(m[0].strip(" ,"))):
        return None
    before = _CLAUSE.split(text[: m.start()])[-1]
    if _AS_ANOTHER.match(before) and m[0].rstrip().endswith("that"):
        return None
    who = subject(before)
    if _is_own(who) or (who == "you" and m[0].split()[0].lower() in ("tell", "told", "ask")):
        return None
    if m.start() < split and not (who in _SOME and p.SAYS_ANY.search(before)):
        return None
    return max(split if m.start() >= split else 0, m.start() - len(before.lstrip()))


def _is_own(who: str | None) -> bool:
    """Whether the speaker says it himself, or what nobody says."""
    return who is None or who in p.FIRST or who in p.NO_SPEAKER
