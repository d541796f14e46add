"""Whether words that stand in the record were cut so that they mean something else."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sayso.checking import cut_patterns as p
from sayso.checking.cut_context import CutContext, Side, pieces
from sayso.checking.cut_joins import joins
from sayso.checking.speeches import Range

WarningKind = Literal[
    "negation", "denial", "condition", "question", "others", "second hand", "hedge", "contrast", "joke", "joined",
    "other speaker", "unknown speaker", "other day",
]  # fmt: skip

MESSAGES: dict[WarningKind, str] = {
    "negation": "The speaker says this to deny it.",
    "denial": "It is cut out of a denial.",
    "condition": "A condition is left out.",
    "question": "It was asked, not said.",
    "others": "The speaker tells what others say or think.",
    "second hand": "The speaker quotes the words of somebody else.",
    "hedge": "The speaker was less sure.",
    "contrast": "What the speaker sets against it is left out.",
    "joke": "It was not said in earnest.",
    "joined": "Parts are joined that do not belong together.",
    "other speaker": "The record has it from somebody else.",
    "unknown speaker": "The record does not tell who said it.",
    "other day": "It was said on another day.",
}


@dataclass(frozen=True, slots=True)
class Warned:
    """Why words that stand in the record may mislead: the kind, a line for a reader, and the words of the source that
    tell it, from `start` to `end` (code points of the article's text; None where no words do)."""

    kind: WarningKind
    message: str
    text: str
    start: int | None = None
    end: int | None = None

    def to_dict(self) -> dict[str, Any]:
        return {
            "kind": self.kind, "message": self.message, "text": self.text, "start": self.start, "end": self.end,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of a quotation as they stand in an article: `same` word by word, `asked` whether the quotation has a
    question mark behind each; `speech` the parts that their speaker says; `second_hand`: whether words within inner
    marks are still somebody else's."""

    same: tuple[Range, ...]
    asked: tuple[bool, ...]
    speech: tuple[Range, ...]
    second_hand: bool


def cut_warnings(context: CutContext, cut: Cut) -> tuple[Warned, ...]:
    """What was left out around the words of a cut and turns their sense, at most one of each kind, as the sentences
    around them tell it."""
    found: dict[WarningKind, Warned] = {}
    for kind, start, end in _found(context, cut):
        text = " ".join(context.article.text[start:end].split())
        if kind not in found:
            found[kind] = Warned(kind, MESSAGES[kind], text, start, end)
    if "question" in found:
        found.pop("hedge", None)
    return tuple(found.values())


Told = tuple[WarningKind, int, int]


def _found(context: CutContext, cut: Cut) -> Iterator[Told]:
    parts = pieces(context.article.text, cut.speech, cut.same)
    asked = [cut.asked[max(n for n, (_, end) in enumerate(cut.same) if end <= piece[1])] for piece in parts]
    for n, (start, end) in enumerate(parts):
        speech = _around(cut.speech, start)
        crosses = n == 0 or context.sentence(parts[n - 1][1] - 1)[1] <= start
        if crosses:
            before = context.before(start, speech)
            yield from _in_front(before, context.text[start:end])
        else:
            yield from _between(context, parts[n - 1][1], start)
        last = n + 1 == len(parts) or context.sentence(end - 1)[1] <= parts[n + 1][0]
        if last:
            first = context.sentence(end - 1)[0]
            yield from _behind(context.after(end, _around(cut.speech, end - 1)), context.text[first:end], asked[n])
    yield from _inner(context, cut, parts)
    yield from _joking(context, cut, parts)
    for start, end in joins(context, parts, cut.speech):
        yield "joined", start, end


def _around(speech: Sequence[Range], at: int) -> Range:
    return next((r for r in speech if r[0] <= at < r[1]), (at, at + 1))


def _in_front(side: Side, words: str) -> Iterator[Told]:
    """What the words before a cut tell, up to where its sentence begins."""
    text = _opened(side)
    where = _places(side.start)
    asked = p.ASKED.search(text)
    if asked:
        yield where("question", asked.start(), len(text))
    yield from _denied(text, side, words)
    conditions = [] if asked else [m for m in [_condition_before(text)] if m]
    for start, end in conditions:
        yield where("condition", start, end)
    granted = p.GRANTED.search(text)
    if granted and granted.end() > side.split:
        yield where("contrast", granted.start(), len(text))
    if hedge := p.HEDGE_BEFORE.search(text):
        yield where("hedge", hedge.start(), len(text))
    said = _others(text, side.split)
    if said is not None:
        yield where("others", said, len(text))


def _places(offset: int) -> Callable[[WarningKind, int, int], Told]:
    return lambda kind, start, end: (kind, offset + start, offset + end)


def _opened(side: Side) -> str:
    """The words before a cut, without the marks that open what was said and those right before the cut."""
    outside = side.text[: side.split].rstrip()
    bare = outside.rstrip("\"'")
    text = bare + " " * (side.split - len(bare)) + side.text[side.split :]
    return text.rstrip(" \n\t\"'([")


def _denied(text: str, side: Side, words: str) -> Iterator[Told]:
    """An odd number of negations that govern the cut."""
    text = p.REMARK.sub(_blank, p.FILLER.sub(_blank, text))
    text = p.LEADING.sub(_blank, text)
    stops = [m.end() for m in p.BOUNDARY.finditer(text)]
    first = max((*stops, *(m.end() for m in p.SPEAKING.finditer(text[: side.split]))), default=0)
    tail = text[first:]
    if p.RELATIVE.search(tail) and words.split()[0].lower() in p.FINITE:
        return
    left = p.HARMLESS.sub(_blank, tail)
    negators = list(p.NEGATOR.finditer(left))
    if len(negators) % 2:
        at = first + negators[0].start()
        while at > 0 and text[at - 1].isalpha():
            at -= 1
        kind: WarningKind = "denial" if at < side.split else "negation"
        yield kind, side.start + at, side.start + len(text)


def _blank(m: re.Match[str]) -> str:
    return " " * len(m[0])


def _condition_before(text: str) -> Range | None:
    """The condition that stands before a cut in its clause."""
    for m in re.finditer(rf"\b{p.IF}\b".replace("_", r"\s+"), text, re.I):
        found = p.CONDITION_BEFORE.search(text, max(0, m.start() - 8))
        if not found or found.start("if") != m.start():
            continue
        if p.NO_IF_BEFORE.search(text[: m.start()].rstrip()) or p.NO_CONDITION.match(text[m.start() :]):
            continue
        clause, comma, main = found["rest"].partition(",")
        if not comma and len(clause.split()) > 10:
            continue
        if re.search(r"\b(?:and|but|so|because|which|who)\b|--|[–—:]|\.\s", main if comma else "") or main.count(",") > 2:
            continue
        return m.start(), m.end() + len(clause) + 1 if comma else len(text)
    return None


def _others(text: str, split: int) -> int | None:
    """Where somebody else is said to say or think the cut, in the speaker's own words."""
    for pattern in (p.NOTION, p.ACCORDING):
        m = pattern.search(text)
        if m and m.start() >= split:
            return m.start()
    m = p.SAYS.search(text) or p.SAYS_THAT.search(text) or p.TAKEN_FOR.search(text)
    if not m:
        return None
    if m.re is p.TAKEN_FOR and m.start() < split:
        return None
    if m.re is p.SAYS_THAT and p.BOUNDARY.search(m[0].strip(" ,")):
        return None
    before = re.split(r"[;:,()\"–—]|\s-\s", text[: m.start()])[-1]
    if m.re is p.TAKEN_FOR and re.search(r"\b(?:be|been|being|is|are|was|were|gets?|got)(?:\s+\w+ly)?\s*$", before, re.I):
        return m.start() - len(before) + len(before) - len(before.lstrip())
    subject = _subject(before)
    if subject is None or subject in p.FIRST or subject in p.NO_SPEAKER:
        return None
    if m.start() < split and not (subject in _SOME and p.SAYS_ANY.search(before)):
        return None
    if subject == "you" and m[0].split()[0].lower() in ("tell", "told", "ask"):
        return None
    return max(split if m.start() >= split else 0, m.start() - len(before) + len(before) - len(before.lstrip()))


_SOME = frozenset("they critics people opponents others some those who democrats republicans voters everyone everybody many".split())


def _subject(before: str) -> str | None:
    """The word for who says it, in the words before a verb of saying."""
    words = [w.strip("'\"").lower() for w in before.split()]
    infinitive = bool(words) and words[-1] == "to"
    while words and (words[-1] in p.AUXILIARY or words[-1].endswith("ly")):
        words.pop()
    if not words:
        return None
    if infinitive:
        return next((w for w in reversed(words) if w in p.FIRST or w in _PRONOUNS), "i")
    last = words[-1]
    for ending in ("'ve", "'d", "'ll", "'m", "'re", "'s"):
        if last.endswith(ending):
            last = last.removesuffix(ending)
    return None if last in ("and", "but", "or", "that", "as", "so", "if", "not", "let") or last.endswith("n't") else last


_PRONOUNS = frozenset("he she they you who it".split())


def _between(context: CutContext, start: int, end: int) -> Iterator[Told]:
    """What was left out within a sentence."""
    gap = context.text[start:end]
    if m := p.HEDGE_BETWEEN.search(gap):
        yield "hedge", start + m.start(), end
    if m := p.CONDITION_AFTER.search(gap):
        at = m.start("if")
        if not p.NO_IF_BEFORE.search(gap[:at].rstrip()) and not p.NO_CONDITION.match(gap[at:]):
            yield "condition", start + at, end
    m = p.SAYS.search(gap.rstrip(" \n\"',"))
    if m and _subject(re.split(r"[,;]", gap[: m.start()])[-1]) in _SOME | _PRONOUNS:
        yield "others", start + m.start(), end


def _behind(side: Side, words: str, asked: bool) -> Iterator[Told]:
    """What the words after a cut tell, up to where its sentence ends; `words` are those of the sentence before."""
    where = _places(side.start)
    if not asked and (m := _asked(side.text, words)):
        yield where("question", m[0], m[1])
    m = p.CONDITION_AFTER.match(side.text) or (p.YET_TO_COME.search(words) and p.CASE_AFTER.match(side.text))
    if m and _is_condition(m, words):
        yield where("condition", m.start("if"), len(side.text.rstrip(" \"'.,")))
    if m := p.HEDGE_AFTER.match(side.text[: side.split]):
        yield where("hedge", m.start(), m.end())
    m = p.BUT.match(side.text)
    if m and not p.NO_BUT.match(m["rest"]) and len(m["rest"].split()) > 1:
        yield where("contrast", m.start("but"), len(side.text.rstrip(" \"'.,")))
    elif p.GRANTS.search(words) and (m := p.TAKES_BACK.match(side.next)):
        yield where("contrast", len(side.text) + m.start(), len(side.text) + len(side.next.rstrip()))
    if m := p.FALSE_AFTER.match(side.text):
        yield where("denial", m.start(), m.end())


def _is_condition(m: re.Match[str], words: str) -> bool:
    between = m["between"].strip(" ,'\"")
    if "," in between or p.BOUNDARY.search(between):
        return False
    if p.NO_IF_BEFORE.search(f"{words} {between}".rstrip(" ,'\"")) or p.NO_CONDITION.match(m[0][m.start("if") :]):
        return False
    if m["if"].lower() == "until":
        denied = p.NEGATOR.search(words)
        return bool(denied or re.match(r"\s+(?:we|they|you|he|she|i|it|somebody|someone|everybody)\b", m["rest"], re.I))
    return True


def _asked(behind: str, words: str) -> Range | None:
    """The end of the question that a cut is part of."""
    bare = behind.rstrip(" \n\"')")
    if not bare.endswith("?") or p.OWN_QUESTION.match(behind):
        return None
    own = p.ASKS.search(words)
    other = re.search(r"[,;:–—-]\s*(?:and|so|but|or)?\s*(?:what|why|how|who|where|when|is|are|do|does|did|can|will|right)\b", behind, re.I)
    if not own and other:
        return None
    return 0, len(bare)


def _inner(context: CutContext, cut: Cut, parts: Sequence[Range]) -> Iterator[Told]:
    """Words in marks within the speaker's own."""
    if not cut.second_hand:
        return
    inner = context.inner(parts[0][0], parts[-1][1])
    speech = _around(cut.speech, parts[0][0])
    if inner is None or inner.start < speech[0] or {context.text[inner.start], context.text[speech[0] - 1]} == {'"'}:
        return
    own = context.text[speech[0] : inner.start].rstrip(" \"'")
    if not any(c.isalpha() for c in own):
        return
    m = p.SAYS.search(own)
    subject = _subject(re.split(r"[;:,()\"–—.]", own[: m.start()])[-1]) if m else None
    if subject not in p.FIRST:
        first = max(context.sentence(inner.start)[0], speech[0])
        yield "second hand", first, inner.start


def _joking(context: CutContext, cut: Cut, parts: Sequence[Range]) -> Iterator[Told]:
    """What the writer, or the speaker right behind it, tells of how it was said."""
    for start, end in (parts[0], parts[-1]):
        speech = _around(cut.speech, start)
        first, _ = context.sentence(start)
        places = [(first, speech[0])] if speech[0] > first else []
        told = context.outer(start)
        past = told[1] if told else speech[1]
        if context.sentence(end - 1)[1] >= past - 1:
            _, last = context.sentence(min(past + 2, len(context.text) - 1))
            places.append((past, min(last, past + 160)))
        for a, b in places:
            if m := p.JOKE.search(context.text, a, b):
                yield "joke", m.start(), m.end()
        after = context.writer_next(places[-1][1] if len(places) and places[-1][0] == past else end)
        if m := p.WAS_JOKING.search(context.text, *after):
            yield "joke", m.start(), m.end()
        _, behind = context.sentence(end - 1)
        if behind < speech[1] and (m := p.NOT_IN_EARNEST.match(context.text[behind : speech[1]])):
            yield "joke", behind + m.start(), behind + m.end()
