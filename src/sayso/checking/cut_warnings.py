"""Whether words that stand in the record were cut so that they mean something else."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sayso.checking import cut_patterns as p
from sayso.checking.cut_before import subject, told_before, told_between
from sayso.checking.cut_behind import told_behind
from sayso.checking.cut_context import CutContext, pieces
from sayso.checking.cut_joins import joins
from sayso.checking.cut_kinds import MESSAGES, Flagged, WarningKind
from sayso.checking.speeches import Range
from sayso.lang import rule

_NAME = re.compile(r"\b[A-Z][a-z]{2,}\b")
_HE_SAID = rule("cut_warnings", "he_said")
_AFTERWARDS = 160  # code points behind a quotation in which the writer tells how it was said


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


def _found(context: CutContext, cut: Cut) -> Iterator[Flagged]:
    parts = pieces(context.article.text, cut.speech, cut.same)
    asked = [cut.asked[max(n for n, (_, end) in enumerate(cut.same) if end <= piece[1])] for piece in parts]
    for n, (start, end) in enumerate(parts):
        first, past = context.sentence(end - 1)
        if n and context.sentence(parts[n - 1][1] - 1)[1] > start:
            yield from told_between(context, parts[n - 1][1], start)
        else:
            yield from told_before(context.before(start, _around(cut.speech, start)), context.text[start:end])
        if n + 1 == len(parts) or past <= parts[n + 1][0]:
            behind = context.behind(end, _around(cut.speech, end - 1))
            yield from told_behind(behind, context.text[first:end], asked=asked[n])
    if cut.second_hand:
        yield from _inner(context, _around(cut.speech, parts[0][0]), parts)
    for start, end in dict.fromkeys((parts[0], parts[-1])):
        yield from _joking(context, _around(cut.speech, start), start, end)
    for start, end in joins(context, parts, cut.speech):
        yield "joined", start, end


def _around(speech: Sequence[Range], at: int) -> Range:
    return next((r for r in speech if r[0] <= at < r[1]), (at, at + 1))


def _inner(context: CutContext, speech: Range, parts: Sequence[Range]) -> Iterator[Flagged]:
    """Words in marks within the speaker's own, but where he quotes himself."""
    inner = context.inner(parts[0][0], parts[-1][1])
    if inner is None or inner.start < speech[0] or {context.text[inner.start], context.text[speech[0] - 1]} == {'"'}:
        return
    own = context.text[speech[0] : inner.start].rstrip(" \"'")
    m = p.SAYS.search(own)
    if any(c.isalpha() for c in own) and not (m and subject(own[: m.start()]) in p.FIRST):
        yield "second hand", max(context.sentence(inner.start)[0], speech[0]), inner.start


def _joking(context: CutContext, speech: Range, start: int, end: int) -> Iterator[Flagged]:
    """What the writer, or the speaker right behind it, tells of how it was said."""
    text = context.text
    outer = context.outer(start)
    past = outer[1] if outer else speech[1]
    first, _ = context.sentence(start)
    _, behind = context.sentence(end - 1)
    last = end
    told = [(first, speech[0])]
    if behind >= past - 1:
        last = min(context.sentence(min(past + 2, len(text) - 1))[1], past + _AFTERWARDS)
        told.append((past, last))
    for a, b in told:
        if a < b and (m := p.JOKE.search(text, a, b)):
            yield "joke", m.start(), m.end()
    before = context.writer_before(first)
    if _has_words(text, told) and not _is_same_person(text, told, before):
        before = 0, 0
    if m := p.JOKED.search(text, *before):
        yield "joke", m.start(), m.end()
    if m := p.WAS_JOKING.search(text, *context.writer_next(last)):
        yield "joke", m.start(), m.end()
    for at in (end, behind):
        if m := p.NOT_IN_EARNEST.match(text[at : speech[1]]):
            yield "joke", at + m.start(), at + m.end()


def _is_same_person(text: str, told: Sequence[Range], before: Range) -> bool:
    """Whether who speaks is one that the sentence before names last, or "he"."""
    words = " ".join(text[a:b] for a, b in told)
    named = set(_NAME.findall(text[slice(*before)]))
    return bool(named & set(_NAME.findall(words))) or (bool(named) and bool(_HE_SAID.search(words)))


def _has_words(text: str, places: Sequence[Range]) -> bool:
    return any(c.isalnum() for a, b in places for c in text[a:b])
