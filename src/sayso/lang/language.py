"""A language by its folder, and which one is read now."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sayso import plugins
from sayso.errors import LanguageError, PluginError

GROUP = "sayso.languages"
_PIECE = re.compile(r"\{(?:(?P<file>[a-z_]+)\.)?(?P<piece>[a-z_]+)\}")
_FLAGS = {"i": re.I, "s": re.S}


class Language:
    """The lists and rules of a language, by its code: those of the first of its folders, and of the next ones what
    that lacks, table by table. Read once, and never changed."""

    def __init__(self, code: str, *folders: Traversable) -> None:
        self.code = code
        self._folders = folders
        self._lists: dict[str, dict[str, Any]] = {}

    def lists(self, file: str) -> dict[str, Any]:
        """What FILE.toml holds."""
        if file not in self._lists:
            self._lists[file] = self._read(file)
        return self._lists[file]

    def words(self, file: str, name: str) -> tuple[str, ...]:
        """A list of words of a file, in its order. Raises LanguageError where it is none."""
        listed = self.lists(file).get("words", {}).get(name)
        found = listed.split() if isinstance(listed, str) else listed
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            raise self._wrong(file, f"has no list of words {name!r}")
        return tuple(found)

    def rule(self, file: str, name: str) -> re.Pattern[str]:
        """The pattern of a rule. Raises LanguageError where it is none."""
        try:
            own, told = self.lists(file), self.lists(file)["rules"][name]
            written = self._whole(file, told["pattern"])
            flags = sum(_FLAGS[letter] for letter in told.get("flags", own.get("flags", "")))
            return re.compile(written.replace("_", r"\s+") if own.get("spaced") else written, flags)
        except (AttributeError, KeyError, RecursionError, TypeError, re.error) as error:
            raise self._wrong(file, f"rule {name!r} cannot be used ({plugins.reason(error)})") from None

    def _wrong(self, file: str, problem: str) -> LanguageError:
        return LanguageError(f"{self.code}/{file}.toml", problem)

    def _read(self, file: str) -> dict[str, Any]:
        found = [folder / f"{file}.toml" for folder in self._folders]
        told: dict[str, Any] = {}
        for path in reversed([path for path in found if path.is_file()]):
            try:
                told = _laid_over(told, tomllib.loads(path.read_text("utf8")))
            except ValueError as error:
                raise self._wrong(file, f"is no TOML: {str(error).splitlines()[0]}") from None
        return told

    def _whole(self, file: str, written: str) -> str:
        """A pattern with its pieces."""

        def piece(m: re.Match[str]) -> str:
            there = m["file"] or file
            parts = self.lists(there).get("parts", {})
            part = parts[m["piece"]] if m["piece"] in parts else self.words(there, m["piece"])
            return self._whole(there, part) if isinstance(part, str) else "|".join(part)

        return _PIECE.sub(piece, written.replace("\n", ""))


def _laid_over(told: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """A table with the entries of another in place of its own; a table within is laid over the one of its name, and
    tables in a row stand before those there."""
    both: dict[str, Any] = {}
    for key in told.keys() & own.keys():
        if isinstance(told[key], dict):
            both[key] = _laid_over(told[key], own[key])
        elif isinstance(told[key], list) and all(isinstance(each, dict) for each in told[key]):
            both[key] = [*own[key], *told[key]]
    return {**told, **own, **both}


@cache
def english() -> Language:
    """The language that sayso has by itself."""
    return Language("en", files("sayso.lang") / "en")


@cache
def language(code: str) -> Language:
    """The language of a code: English, or what a plugin brings; what its folder lacks is as in English.

    Raises LanguageError where there is no such language, or what brings it cannot be loaded.
    """
    if code == "en":
        return english()
    points = plugins.installed(GROUP, ("en",))
    if code not in points:
        there = ", ".join(sorted(("en", *points)))
        raise LanguageError(f"language {code!r}", f"is not read: there is {there}; a plugin brings another")
    try:
        found = plugins.load(points[code], "__getattribute__")
        folder = files(found)
    except PluginError as error:
        raise LanguageError(error.name, error.problem) from None
    except (TypeError, ValueError) as error:
        problem = f"names no package with a folder of lists ({plugins.reason(error)})"
        raise LanguageError(plugins.named(points[code]), problem) from None
    return Language(code, folder, files("sayso.lang") / "en")


# One that is set lasts for what is called from there, in that thread only; all else is English.
_now: ContextVar[Language | None] = ContextVar("language", default=None)


def current() -> Language:
    """The language that is read now."""
    return _now.get() or english()


@contextmanager
def using(read: Language) -> Iterator[None]:
    """All that is called within reads with the lists of a language."""
    token = _now.set(read)
    try:
        yield
    finally:
        _now.reset(token)
