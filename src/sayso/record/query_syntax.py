"""The language of a search, as people type it: words, "exact phrases", -without, OR, by:NAME, since:2024."""

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from sayso.article import Act, Event, Gender, Kind, Sourcing, Stance
from sayso.errors import QueryError
from sayso.lang import rule
from sayso.record.typed_days import typed_days
from sayso.text.folding import folded

UNKNOWN = "(unknown)"
GENDERS = (*get_args(Gender), "unknown")  # of persons, as they are searched for
CHOICES: Mapping[str, tuple[str, ...]] = {
    "act": get_args(Act), "stance": get_args(Stance), "kind": get_args(Kind), "event": get_args(Event),
    "sourcing": get_args(Sourcing), "gender": GENDERS,
}  # fmt: skip
_NAMES = ("by", "to", "outlet")
_DAYS = ("since", "until", "published_since", "published_until")
_FLAGS = ("counted", "copied")
_SHARES = ("min_confidence", "min_credit")
KEYS = ("about", *_NAMES, *CHOICES, *_DAYS, "month", *_FLAGS, *_SHARES)
_ANY_OF = {*_NAMES, *CHOICES, "month"}  # what is asked of them twice is asked for either
# What other search engines call them.
_ELSEWHERE = {
    "author": "by", "from": "by", "speaker": "by", "who": "by", "recipient": "to", "source": "outlet", "site": "outlet",
    "publication": "outlet", "after": "since", "before": "until", "date": "since", "day": "since", "topic": "about",
    "text": "about",
}  # fmt: skip
_MOST = 100  # words and conditions of one search
_DEEPEST = 20  # brackets inside of brackets
_QUOTES = str.maketrans("“”„‟″", '"""""')
_TOKEN = re.compile(
    r"""\s*(?:
        (?P<close>\))
      | (?P<open>\()
      | (?P<or>OR(?![^\s()"]))
      | (?P<and>AND(?![^\s()"]))
      | (?P<no>-(?=[^\s)-])|NOT(?=[\s("]))
      | (?:(?P<key>[^\W\d_][\w-]*):(?!//))?
        (?: (?P<whole>=?)"(?P<phrase>[^"]*)(?P<end>"?) | (?P<word>(?:\([^\s()"]*\)|[^\s()])(?:[^\s()]|\([^\s()]*\))*) )?
    )""",
    re.VERBOSE,
)
_ENDS_WITH_Y = rule("search", "ends_with_y")
_ENDS_WITH_IS = rule("search", "ends_with_is")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in all its forms, or as a `prefix` any word that begins so; where it is `said`, in what was said alone."""

    text: str
    prefix: bool = False
    said: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row, exactly so."""

    text: str
    said: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked of a field of `Query`."""

    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be."""

    of: "Node"


@dataclass(frozen=True, slots=True)
class All:
    """What must be, all of it."""

    of: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Of what one must be."""

    of: tuple["Node", ...]


Node = Word | Phrase | Filter | Not | All | Either


def parse(text: str, *, said: bool = False) -> All:
    """What a text asks for; where it is `said`, its words are looked for in what was said alone.

    Raises QueryError where it cannot be read; what it says tells what to write instead.
    """
    tokens = _Tokens(text.translate(_QUOTES), said)
    every = tokens.every(0)
    while tokens.ends_early():
        every = All((*every.of, *tokens.every(0).of))
    if tokens.count > _MOST:
        raise QueryError(_begin(text), f"that is too much for one search: write at most {_MOST} words")
    if text.strip() and not tokens.count:
        raise QueryError(_begin(text), "there is no word in it: write one to look for")
    return every


def leaves(node: Node) -> Iterator[Word | Phrase | Filter]:
    """The words, phrases and filters that speak for a statement, not against it."""
    if isinstance(node, All | Either):
        for one in node.of:
            yield from leaves(one)
    elif not isinstance(node, Not):
        yield node


def asks(node: Node, field: str) -> bool:
    """Whether anything is asked of a field."""
    if isinstance(node, Not):
        return asks(node.of, field)
    if isinstance(node, All | Either):
        return any(asks(one, field) for one in node.of)
    return isinstance(node, Filter) and node.field == field


def condition(node: Node, leaf: Callable[[Word | Phrase | Filter], tuple[str, list[Any]]]) -> tuple[str, list[Any]]:
    """SQL that tells whether all that is asked for is so, and its values, from the SQL of each word and filter."""
    if isinstance(node, Not):
        told, values = condition(node.of, leaf)
        return f"NOT coalesce({told}, false)", values
    if not isinstance(node, All | Either):
        return leaf(node)
    made = [condition(one, leaf) for one in node.of]
    if not made:
        return "true", []
    joined = (" AND " if isinstance(node, All) else " OR ").join(told for told, _ in made)
    return f"({joined})", [value for _, values in made for value in values]


def as_fts(node: Word | Phrase) -> str:
    """A word or phrase as FTS5 takes it: quoted, so that no word is an operator."""
    quoted = '"' + node.text.replace('"', "") + '"'
    return f"{'content : ' if node.said else ''}{quoted}{'*' if isinstance(node, Word) and node.prefix else ''}"


def written(word: Word) -> str | None:
    """How the forms of a word that ends with y, or with -is, are written, as FTS5 takes it; None for other words.

    They have one stem (Porter's): "deny" would find all that Denis says, and "Denis" all that is denied.
    """
    text = folded(word.text)
    if word.prefix:
        return None
    if found := _ENDS_WITH_Y.fullmatch(text):
        forms = [f'"{found[1]}{begin}"*' for begin in ("y", "ia", "ie", "if", "il", "in", "io")]
    elif found := _ENDS_WITH_IS.fullmatch(text):
        forms = [f'"{found[1]}is"*', f'"{found[1]}i"']
    else:
        return None
    return f"{'content : ' if word.said else ''}({' OR '.join(forms)})"


def as_text(field: str, value: Any) -> str:
    """What is asked of a field, as it is typed."""
    whole = isinstance(value, str) and value[:1] == value[-1:] == '"' and len(value) > 2
    plain = str(value).replace('"', "")
    quoted = plain if re.fullmatch(r"[^\s()\"=]+|\([^\s()\"]*\)", plain) else f'"{plain}"'
    return f"{field.replace('_', '-')}:{'=' if whole else ''}{quoted}"


class _Tokens:
    """A text that is read from left to right."""

    def __init__(self, text: str, said: bool) -> None:
        self._text, self._said, self._at, self.count = text, said, 0, 0

    def every(self, depth: int) -> All:
        """All that stands up to a closing bracket or the end; OR joins what stands on its two sides."""
        if depth > _DEEPEST:
            raise QueryError(
                _begin(self._text), f"brackets stand in brackets more than {_DEEPEST} deep: leave some out"
            )
        found: list[Node] = []
        while not self._is_over():
            ways = [self._one(depth)]
            while self._next()["or"]:
                while self._next()["or"]:
                    self._take()
                ways += [] if self._is_over() else [self._one(depth)]
            some = tuple(way for way in ways if way)
            found += [Either(some)] if len(some) > 1 else some
        return All(tuple(_grouped(found)))

    def ends_early(self) -> bool:
        """Whether a bracket is closed that nobody opened; it is passed over."""
        is_close = bool(self._next()["close"])
        if is_close:
            self._take()
        return is_close

    def _is_over(self) -> bool:
        m = self._next()
        return m.end() == m.start() or not m[0].strip() or bool(m["close"])

    def _one(self, depth: int) -> Node | None:
        m = self._take()
        if m["and"] or m["or"]:
            return None
        if m["no"]:
            of = None if self._is_over() else self._one(depth + 1)
            return Not(of) if of else None
        if not m["open"]:
            return self._term(m)
        inner = self.every(depth + 1)
        if self._next()["close"]:
            self._take()
        return inner if inner.of else None

    def _term(self, m: re.Match[str]) -> Node | None:
        if m["phrase"] is not None and not m["end"]:
            raise QueryError(_begin(f'"{m["phrase"]}'), "the quotation mark is not closed: put another one behind it")
        if not m["key"]:
            return self._words(m, self._said)
        key = m["key"].lower().replace("-", "_")
        if key not in KEYS:
            if m["phrase"] is None and m["word"] is None:
                return self._plain(m["key"])  # "re: the ferry"
            raise _no_key(m["key"], m["phrase"] if m["phrase"] is not None else m["word"])
        if m["phrase"] is None and m["word"] is None:
            m = self._value(key)
        if key == "about":
            return self._words(m, True)
        self.count += 1
        return Filter(key, _value(key, (m["whole"] or "") + (m["phrase"] if m["phrase"] is not None else m["word"])))

    def _value(self, key: str) -> re.Match[str]:
        """What stands behind a key and a space: "by: Holm"."""
        m = self._next()
        if (m["phrase"] is None and m["word"] is None) or m["key"]:
            raise QueryError(key, f"there is nothing behind it: write {key}:{_example(key)}")
        if m["phrase"] is not None and not m["end"]:
            raise QueryError(_begin(f'"{m["phrase"]}'), "the quotation mark is not closed: put another one behind it")
        return self._take()

    def _words(self, m: re.Match[str], said: bool) -> Node | None:
        if m["phrase"] is not None:
            return self._counted(Phrase(m["phrase"], said)) if _has_word(m["phrase"]) else None
        return self._plain(m["word"] or "", said)

    def _plain(self, word: str, said: bool = False) -> Node | None:
        plain = word.replace('"', "")
        prefix = plain.endswith("*")
        return self._counted(Word(plain.rstrip("*"), prefix, said)) if _has_word(plain) else None

    def _counted(self, node: Node) -> Node:
        self.count += 1
        return node

    def _next(self) -> re.Match[str]:
        found = _TOKEN.match(self._text, self._at)
        assert found  # it also matches nothing
        return found

    def _take(self) -> re.Match[str]:
        found = self._next()
        self._at = found.end()
        return found


def _grouped(found: list[Node]) -> Iterator[Node]:
    """Filters of one field, any of which will do, stand together: act:warn act:deny."""
    fields: dict[str, list[Node]] = {}
    for one in found:
        if isinstance(one, Filter) and one.field in _ANY_OF:
            fields.setdefault(one.field, []).append(one)
        else:
            yield one
    for some in fields.values():
        yield some[0] if len(some) == 1 else Either(tuple(some))


def _value(key: str, given: str) -> Any:
    written = given.strip()
    if key in _NAMES:
        return _name(key, written)
    if key in CHOICES:
        return (_choice(key, written.lower()),)
    try:
        if key in _DAYS:
            days = typed_days(written)
            return days.last if key.endswith("until") else days.first
        if key == "month":
            return written if written == UNKNOWN else typed_days(written).first[:7]
        if key in _FLAGS:
            if written.lower() not in ("yes", "1", "true"):
                raise ValueError
            return True
        share = float(written)
        if not 0 <= share <= 1:
            raise ValueError
        return share
    except ValueError as error:
        raise QueryError(f"{key}:{_begin(written)}", f"this cannot be read: write {_example(key)}") from error


def _name(key: str, written: str) -> str:
    """A part of a name; all of it where = stands before it, as a name in quotation marks."""
    name = written.removeprefix("=").strip('" ')
    if not name:
        raise QueryError(key, f"there is nothing behind it: write {key}:{_example(key)}")
    return f'"{name}"' if written.startswith("=") else name


def _choice(key: str, written: str) -> str:
    if written in CHOICES[key]:
        return written
    (nearest,) = difflib.get_close_matches(written, CHOICES[key], 1, 0) or CHOICES[key][:1]
    others = ", ".join(CHOICES[key]) if len(CHOICES[key]) < 12 else f"{nearest}, {CHOICES[key][0]}, {CHOICES[key][1]} …"
    raise QueryError(f"{key}:{_begin(written)}", f"there is no such {key}, the nearest is {key}:{nearest} ({others})")


def _no_key(key: str, value: str) -> QueryError:
    plain = key.lower().replace("-", "_")
    nearest = _ELSEWHERE.get(plain) or (difflib.get_close_matches(plain, KEYS, 1, 0) or KEYS[:1])[0]
    return QueryError(
        _begin(key),
        f"nothing is searched by that, the nearest is {nearest.replace('_', '-')}: (in quotation marks,"
        f' "{_begin(key)}:{_begin(value)}", it is looked for as words)',
    )


def _example(key: str) -> str:
    if key in _DAYS:
        return f"{key.replace('_', '-')}:2024, {key.replace('_', '-')}:2024-03 or {key.replace('_', '-')}:2024-03-05"
    if key in CHOICES:
        return CHOICES[key][0]
    return {
        "month": f"month:2024-03, or month:{UNKNOWN}", "about": "ferry", "outlet": '"Harbour Post"',
        "by": '"Ada Holm"', "to": '"Ada Holm"', "counted": "counted:yes", "copied": "copied:yes",
    }.get(key, f"a number from 0 to 1, {key.replace('_', '-')}:0.9")  # fmt: skip


def _has_word(text: str) -> bool:
    return any(c.isalnum() for c in text)


def _begin(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
