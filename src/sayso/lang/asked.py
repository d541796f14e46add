"""Rules and lists as modules name them at their head: the language's that is read now, whichever that is."""

import re
import sys
from collections.abc import Callable, Iterator, Mapping, Set
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar

from sayso.lang.language import Language, current

_P = ParamSpec("_P")
_R = TypeVar("_R")
_END = sys.maxsize


def lists(name: str) -> dict[str, Any]:
    """What NAME.toml of the language holds."""
    return current().lists(name)


def pattern(rule: dict[str, Any]) -> re.Pattern[str]:
    """A rule's `pattern`, whose lines are one; without regard to case."""
    return re.compile(rule["pattern"].replace("\n", ""), re.I)


def rule(file: str, name: str) -> "Rule":
    """The rule NAME of FILE.toml."""
    return Rule(file, name)


def words(file: str, name: str) -> "Words":
    """The list NAME of FILE.toml."""
    return Words(file, name)


def table(file: str, name: str) -> "Table":
    """The table NAME of FILE.toml."""
    return Table(file, name)


class Rule:
    """A pattern of the language, asked as `re.Pattern` is."""

    __slots__ = ("_file", "_made", "_name")

    def __init__(self, file: str, name: str) -> None:
        self._file, self._name = file, name
        self._made: dict[Language, re.Pattern[str]] = {}

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern in the language that is read now."""
        read = current()
        try:
            return self._made[read]
        except KeyError:
            return self._made.setdefault(read, read.rule(self._file, self._name))

    def search(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """The first place where it is found."""
        return self.compiled.search(text, pos, endpos)

    def match(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """What it finds right at `pos`."""
        return self.compiled.match(text, pos, endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """The match that is the whole stretch."""
        return self.compiled.fullmatch(text, pos, endpos)

    def finditer(self, text: str, pos: int = 0, endpos: int = _END) -> Iterator[re.Match[str]]:
        """All places where it is found."""
        return self.compiled.finditer(text, pos, endpos)

    def findall(self, text: str, pos: int = 0, endpos: int = _END) -> list[Any]:
        """What it finds in all places."""
        return self.compiled.findall(text, pos, endpos)

    def split(self, text: str) -> list[Any]:
        """What stands between these places."""
        return self.compiled.split(text)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """The text with something else in all these places."""
        return self.compiled.sub(by, text)


class Words(Set[str]):
    """A list of words of the language, asked as a set is."""

    __slots__ = ("_file", "_made", "_name")

    def __init__(self, file: str, name: str) -> None:
        self._file, self._name = file, name
        self._made: dict[Language, tuple[tuple[str, ...], frozenset[str]]] = {}

    def _both(self) -> tuple[tuple[str, ...], frozenset[str]]:
        read = current()
        if read not in self._made:
            ordered = read.words(self._file, self._name)
            self._made[read] = ordered, frozenset(ordered)
        return self._made[read]

    @property
    def ordered(self) -> tuple[str, ...]:
        """The words in their order."""
        return self._both()[0]

    @property
    def all(self) -> frozenset[str]:
        """The words as a set of that language alone."""
        return self._both()[1]

    def __contains__(self, word: object) -> bool:
        return word in self._both()[1]

    def __iter__(self) -> Iterator[str]:
        return iter(self._both()[0])

    def __len__(self) -> int:
        return len(self._both()[1])

    @classmethod
    def _from_iterable(cls, found: Any) -> frozenset[str]:  # type: ignore[override]
        return frozenset(found)


class Table(Mapping[str, Any]):
    """A table of the language, asked as a dictionary is."""

    __slots__ = ("_file", "_name")

    def __init__(self, file: str, name: str) -> None:
        self._file, self._name = file, name

    def __getitem__(self, key: str) -> Any:
        return current().lists(self._file)[self._name][key]

    def __iter__(self) -> Iterator[str]:
        return iter(current().lists(self._file)[self._name])

    def __len__(self) -> int:
        return len(current().lists(self._file)[self._name])


def by_language(size: int | None = None) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """What a function gives kept for each language, for the last `size` questions; all where that is None."""

    def keeping(function: Callable[_P, _R]) -> Callable[_P, _R]:
        def asked(read: Language, *args: _P.args, **more: _P.kwargs) -> _R:
            return function(*args, **more)

        kept: Callable[..., _R] = lru_cache(size)(asked)

        @wraps(function)
        def call(*args: _P.args, **more: _P.kwargs) -> _R:
            return kept(current(), *args, **more)

        return call

    return keeping
