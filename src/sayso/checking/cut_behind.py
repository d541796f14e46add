"""What the words behind a cut tell of its sense."""

import re
from collections.abc import Iterator

from sayso.checking import cut_patterns as p
from sayso.checking.cut_context import Side
from sayso.checking.cut_hedges import HEDGE_AFTER
from sayso.checking.cut_kinds import Flagged
from sayso.lang import rule

_SOMEBODY = rule("cut_behind", "somebody")
_IS_SAID = rule("cut_behind", "is_said")
_ASKS_ANEW = rule("cut_behind", "asks_anew")


def told_behind(side: Side, words: str, *, asked: bool) -> Iterator[Flagged]:
    """What the words after a cut tell, up to where its sentence ends; `words` are those of the sentence up to there,
    `asked` whether the quotation has a question mark."""
    at = side.start
    end = at + len(side.text.rstrip(" \"'.,"))
    if not asked and _is_question(side.text, words):
        yield "question", at, at + len(side.text.rstrip(" \n\"')"))
    m = p.CONDITION_AFTER.match(side.text)
    if m is None and p.YET_TO_COME.search(words):
        m = p.CASE_AFTER.match(side.text)
    if m and _is_condition(m, words):
        yield "condition", at + m.start("if"), end
    if m := HEDGE_AFTER.match(side.text[: side.split]):
        yield "hedge", at + m.start(), at + m.end()
    if m := p.OTHERS_AFTER.match(side.text[: side.split]):
        yield "others", at + m.start(), at + m.end()
    m = p.BUT.match(side.text)
    if m and _takes_back(m, side):
        yield "contrast", at + m.start("but"), end
    elif m := _taken_back(words.lstrip(" \"'"), side.next):
        yield "contrast", side.past + m.start(), side.past + len(side.next.rstrip())
    if m := p.FALSE_AFTER.match(side.text):
        yield "denial", at + m.start(), at + m.end()


def _taken_back(words: str, following: str) -> re.Match[str] | None:
    """Where the next sentence takes back what was said or granted."""
    if m := p.UNSAYS.match(following):
        return m
    if p.ONCE_THOUGHT.search(words) and (m := p.WAS_WRONG.match(following)):
        return m
    return p.TAKES_BACK.match(following) if p.GRANTS.search(words) else None


def _is_condition(m: re.Match[str], words: str) -> bool:
    between = m["between"].strip(" ,'\"–—-")
    if "," in between or p.BOUNDARY.search(between):
        return False
    if p.NO_IF_BEFORE.search(f"{words} {between}".rstrip(" ,'\"")) or p.NO_CONDITION.match(m[0][m.start("if") :]):
        return False
    # Until a day is a time, until somebody does something a condition.
    return m["if"].lower() != "until" or bool(p.NEGATOR.search(words) or _SOMEBODY.match(m["rest"]))


def _takes_back(m: re.Match[str], side: Side) -> bool:
    """Whether what follows a "but" is a clause of its own, the speaker's, or at once the writer's."""
    is_said = m.start("but") < side.split or (not m["between"].strip(" \"'") and _IS_SAID.search(m["rest"]))
    return bool(is_said) and not p.NO_BUT.match(m["rest"]) and len(m["rest"].split()) > 1


def _is_question(behind: str, words: str) -> bool:
    """Whether a cut is part of a question: not where it is asked for assent, or something else is asked behind it."""
    if not behind.rstrip(" \n\"')").endswith("?") or p.OWN_QUESTION.match(behind):
        return False
    return bool(p.ASKS.search(words)) or not _ASKS_ANEW.search(behind)
