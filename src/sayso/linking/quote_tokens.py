"""Words of a quotation and of what was said, made ready to be laid beside each other."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sayso.lang import rule
from sayso.linking.critical_words import MULTIPLES, NUMBERS, is_money, is_numeral, name_forms
from sayso.linking.words import words
from sayso.text.quotes import MARKS

_ELLIPSIS = re.compile(r"[\[(]?\s*(?:…|\.(?:\s?\.){2,})\s*[\])]?")
_BRACKETS = re.compile(r"\[[^\[\]]{0,200}\]")
_DIRECTION = rule("quote_tokens", "direction")
_SENTENCE = re.compile(r"[.!?…:][\"”’')\]]*\s")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a number with its unit, from `start` to `end`, in the form in which it is compared; "" is a gap in a
    speech, of which nothing is known. `bracketed`: an editor's; `marked`: an ellipsis stands before it; `run`: the
    number of its stretch."""

    start: int
    end: int
    form: str
    run: int = 0
    bracketed: bool = False
    marked: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """A text, or the stretches of it that were said, as tokens; `plain` are its single words."""

    text: str
    plain: tuple[Token, ...]
    tokens: tuple[Token, ...]

    def shown(self, some: Iterable[Token]) -> str:
        """The words of tokens as they stand in the text; "…" for a gap."""
        out: list[str] = []
        run: list[Token] = []
        for t in (*some, None):
            if run and (t is None or t.run != run[-1].run):
                out.append(" ".join(self.text[min(x.start for x in run) : max(x.end for x in run)].split()) or "…")
                run = []
            if t is not None:
                run.append(t)
        return " ".join(out)


def of_quote(text: str) -> Wording:
    """A quotation that somebody gives: ellipses and brackets are seen, quotation marks are nothing."""
    marks = [m.span() for m in _ELLIPSIS.finditer(text)]
    plain = _plain(text, [(0, len(text))])
    at = 0
    out: list[Token] = []
    for t in _numbered(text, _merged(text, plain)):
        marked = False
        while at < len(marks) and marks[at][0] < t.start:
            marked, at = bool(out), at + 1
        out.append(replace(t, marked=marked))
    if 2 * sum(t.bracketed for t in out) > len(out):
        # Hardly anything is quoted: what stands in brackets is not put in by an editor.
        out = [replace(t, bracketed=False) for t in out]
    capitals = sum(text[t.start].isupper() for t in out)
    told: frozenset[str] | None = frozenset() if capitals > 0.6 * len(out) and len(out) > 3 else None
    return Wording(text, tuple(plain), _named(text, out, told))


def of_speech(text: str, stretches: Sequence[tuple[int, int]], gaps: frozenset[int] = frozenset()) -> Wording:
    """What was said in stretches of a text; `gaps` are those before which more may have been said."""
    plain: list[Token] = []
    for t in _plain(text, stretches):
        if t.run in gaps and plain and plain[-1].run != t.run:
            plain.append(Token(t.start, t.start, "", t.run))
        plain.append(t)
    return Wording(text, tuple(plain), _named(text, _numbered(text, _merged(text, plain)), name_forms(text)))


def _plain(text: str, stretches: Sequence[tuple[int, int]]) -> list[Token]:
    out: list[Token] = []
    for n, (start, end) in enumerate(stretches):
        inside = text[start:end]
        brackets = [m.span() for m in _BRACKETS.finditer(inside)]
        directions = [m.span() for m in _DIRECTION.finditer(inside)]
        for w in words(inside):
            if any(a < w.start and w.end < b for a, b in directions):
                continue
            bracketed = any(a < w.start and w.end < b for a, b in brackets)
            out.append(Token(start + w.start, start + w.end, w.form.replace("'", ""), n, bracketed))
    return out


def _merged(text: str, tokens: list[Token]) -> list[Token]:
    """Words that a bracket parts, [W]e and walk[ed], as one."""
    out: list[Token] = []
    for t in tokens:
        last = out[-1] if out else None
        if last and last.bracketed != t.bracketed and text[last.end : t.start] in ("[", "]"):
            out[-1] = Token(last.start, t.end, last.form + t.form, t.run, True)
        else:
            out.append(t)
    return out


def _numbered(text: str, tokens: list[Token]) -> list[Token]:
    """Numbers with their unit as one token, in words, digits or with a sign: $5 million, five million dollars."""
    out: list[Token] = []
    k = 0
    while k < len(tokens):
        some = [tokens[k]]
        while k + len(some) < len(tokens) and _adjacent(text, some[-1], tokens[k + len(some)]):
            some.append(tokens[k + len(some)])
            if len(some) == 6:
                break
        size, form = _number([t.form for t in some])
        out.append(replace(some[0], end=some[size - 1].end, form=form))
        k += size
    return out


def _adjacent(text: str, a: Token, b: Token) -> bool:
    return a.run == b.run and a.bracketed == b.bracketed and not text[a.end : b.start].strip(" \u00a0-‑")


def _number(forms: Sequence[str]) -> tuple[int, str]:
    """How many of the words are one number with its unit, and the form for it; without a number the first word."""
    at = 1 if is_money(forms[0]) and len(forms) > 1 else 0
    unit = forms[0] if at else ""
    value = NUMBERS.get(forms[at], forms[at])
    if not is_numeral(value):
        return (2, "percent") if tuple(forms[:2]) == ("per", "cent") else (1, forms[0])
    at += 1
    if at < len(forms) and len(value) == 2 and value[1] == "0" and forms[at - 1] in NUMBERS:
        digit = NUMBERS.get(forms[at], "")
        if len(digit) == 1 and digit != "0":
            value, at = value[0] + digit, at + 1
    while at < len(forms) and forms[at] in MULTIPLES and _is_plain(value):
        value, at = f"{float(value) * MULTIPLES[forms[at]]:.12g}", at + 1
    if at < len(forms) and not unit and (is_money(forms[at]) or forms[at] == "percent"):
        unit, at = forms[at], at + 1
    elif not unit and tuple(forms[at : at + 2]) == ("per", "cent"):
        unit, at = "percent", at + 2
    return at, f"{value} {unit.removesuffix('s')}".strip()


def _is_plain(value: str) -> bool:
    return value.removeprefix("-").replace(".", "", 1).isdigit() and len(value) < 16


def _named(text: str, tokens: list[Token], forms: frozenset[str] | None) -> tuple[Token, ...]:
    """The tokens with their names marked: written with a capital, and not only because a sentence begins; `forms` are
    those that are known for names, None where the text alone tells."""
    out: list[Token] = []
    for n, t in enumerate(tokens):
        name = t.form[:1].isalpha() and text[t.start].isupper() and t.form not in ("i", "im", "ive", "ill", "id")
        if name and (n == 0 or tokens[n - 1].run != t.run or begins(text, tokens[n - 1], t)):
            name = t.form in (forms or ())
        out.append(replace(t, name=True) if name and forms != frozenset() else t)
    return tuple(out)


def begins(text: str, before: Token, t: Token) -> bool:
    """Whether a sentence begins with a token, by what stands between it and the one before."""
    title = before.form in ("mr", "mrs", "ms", "dr", "sen", "gov", "rep", "st", "gen", "prof")
    between = text[before.end : t.start]
    return not title and bool(_SENTENCE.search(between + " ") or set(between) & MARKS - set("’'") or " '" in between)
