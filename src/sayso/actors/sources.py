"""Whom the words of a source mention: the mentions that it names at its top, before anybody says who they are."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sayso.actors.mentions import Mention
from sayso.actors.sourcing import is_person
from sayso.article import Span, Statement, written
from sayso.lang import rule, words

_JOINTS = rule("sources", "joints")
_SET_OFF = rule("sources", "set_off")
_OF = rule("sources", "of")
_AND = rule("sources", "and")
RELATIVE = words("sources", "relative")
LABELS = ("Q", "A")  # of an interview's questions and answers: nobody's name
_OWNER = rule("sources", "owner")
_APPOSITION = rule("sources", "apposition")
_BETWEEN_TITLES = rule("sources", "between_titles")
_TITLE = rule("sources", "title")
_DESCRIBED = rule("sources", "described")
_SERVING = rule("sources", "serving")
_INCLUDE = rule("sources", "include")
_SERVING_TITLE = rule("sources", "serving_title")
_ASKED = rule("sources", "asked")
_PASSIVE = rule("sources", "passive")
_DRAWS = rule("sources", "draws")
_KIN_OF_TWO = rule("sources", "kin_of_two")
SENTENCE_END = re.compile(r"[.!?][\"”’)]*\s+(?=[“\"‘'(\[]*[A-Z0-9])|\n")


SENTENCE = 3_000  # code points; what stands further behind a cue is looked at for nothing in its sentence
_BEFORE = 60  # code points before a name that its mention may hold


def _owners(source: str) -> str:
    """The first of two of whom one relative is told: "[Holm and] Marsh's mother"."""
    found = _KIN_OF_TWO.match(source)
    return found["first"] if found else ""


def without_target(text: str, s: Statement) -> Statement:
    """The statement without its source where that is not who makes it, but of whom, or to whom, others do."""
    cue = s.cue[0]
    passive = _ASKED.match(cue.text) and _PASSIVE.search(text, max(0, cue.start - 20), cue.start)
    if not (passive or _DRAWS.match(cue.text)):
        return s
    return replace(s, source=tuple(x for x in s.source if x.start > cue.start))


def _begins(m: Mention) -> int:
    return m.name.start if m.name else m.start


class Sources:
    """Looks up the mentions in the sources of one article."""

    def __init__(self, text: str, by_start: Sequence[Mention]) -> None:
        self._text = text
        self._found = by_start
        self._starts = [m.start for m in by_start]

    def main(self, s: Statement) -> list[Mention]:
        """The mentions by which the source of a statement, or a cue that holds it, tells who makes it."""
        if not s.source:
            within = self.named_in(s.cue[0].start, s.cue[0].end)
            return [m for m in within if m.name or m.kind in ("he", "she", "it")]
        if s.source[0].text in LABELS:
            return []
        if written(s.source).lower() in RELATIVE:
            main = [m for m in (self._before(s.source[0].start),) if m]
        else:
            main = [m for start, end in self._stretches(s.source) for m in self.named_in(start, end)]
        if len(main) != 1:
            return main
        called = self._called_behind(main[0])
        return [called] if called else self._listed(s, main[0]) or main

    def _called_behind(self, m: Mention) -> Mention | None:
        """Who "the Tamsin mayor" is, of whom a name tells between commas: "the Tamsin mayor[, Ada Holm,] said"."""
        if m.kind != "nominal" or not is_person(m.head.lower()):
            return None
        k = bisect_left(self._starts, m.end)
        o = next((o for o in self._found[k : k + 3] if o.name and o.type == "person"), None)
        apposed = o and self._text[m.end : o.start] == ", " and _SET_OFF.match(self._text, o.end)
        return o if apposed else None

    def _stretches(self, source: Sequence[Span]) -> list[tuple[int, int]]:
        """The source in stretches; a description and a name with but a comma between are one."""
        out: list[tuple[int, int]] = []
        for x in source:
            if out and self._text[out[-1][1] : x.start].strip() == ",":
                out[-1] = out[-1][0], x.end
            else:
                out.append((x.start, x.end))
        return [(start + len(_owners(self._text[start:end])), end) for start, end in out]

    def _listed(self, s: Statement, m: Mention) -> list[Mention]:
        """Those whom the sentence names for "other states that ... include Varn, Tamsin and Osmeria"."""
        if m.kind != "nominal" or not m.head.endswith("s"):
            return []
        last = min(len(self._text), s.cue[0].end + SENTENCE)
        end = SENTENCE_END.search(self._text, s.cue[0].end, last)
        stop = end.start() if end else last
        found = _INCLUDE.search(self._text, s.cue[0].end, stop)
        named = self.named_in(found.end(), stop) if found else []
        return [o for o in named if o.name] if len(named) > 1 else []

    def inside(self, start: int, end: int) -> list[Mention]:
        """All mentions in a stretch of text; of a name what stands before it may lie outside."""
        k = bisect_left(self._starts, start - _BEFORE)
        return [m for m in self._found[k : k + 60] if m.end <= end and _begins(m) >= start]

    def named_in(self, start: int, end: int) -> list[Mention]:
        """The mentions that a stretch of text names at its top: "Varn and Osmeria" two, "the head of Varn" one."""
        inside = self.inside(start, end)
        top = [m for m in inside if not any(o.start <= m.start and m.end < o.end and o is not m for o in inside)]
        if not top:
            return []
        first, last = top[0], top[-1]
        between = self._text[first.end : last.start]
        serving = _SERVING.match(between) or (
            last.name and " " in last.name.title and first.head[:1].isupper() and _SERVING_TITLE.match(between)
        )
        described = _DESCRIBED.match(between) or (is_person(first.head.lower()) and serving)
        if first.kind == "nominal" and last.name and last.type == "person" and described:
            return [last]
        out, joints = [top[0]], [""]
        before = top[0]
        for m in top[1:]:
            # "Holt's [spokesman]": a description begins with its owner.
            begins = m.start if m.start >= before.end else max(before.end, m.end - len(m.head))
            between = self._text[before.end : begins]
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
