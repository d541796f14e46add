"""The roster: the known actors that a user brings, and which of them an actor of an article is."""

import gc
import gzip
import hashlib
import io
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from sayso.actors.names import folded
from sayso.actors.roster_files import BadRow, OtherSchema, RosterEntry, Title, rows, shown
from sayso.article import ActorType
from sayso.errors import RosterError
from sayso.lang import rule, words

__all__ = ["Roster", "RosterEntry", "RosterError", "Title", "load"]

_TOLD = 20
# Types that one and the same actor may be given.
_KIN: tuple[frozenset[ActorType], ...] = (frozenset(("organization", "group", "media")), frozenset(("state", "place")))
_ANOTHER = words("roster", "another")
_PLAIN = rule("roster", "plain")
_NO_MARKS = str.maketrans("", "", " .,-")

_Index = dict[str, int | list[int]]


@dataclass(frozen=True, slots=True)
class Roster:
    """Known actors, the SHA-256 of the file that they came from, and what was wrong in it, a line each."""

    entries: Sequence[RosterEntry]
    sha256: str
    problems: tuple[str, ...]
    _index: _Index = field(repr=False)

    def find(self, names: Iterable[str], type: ActorType, titles: Iterable[str], day: str | None) -> RosterEntry | None:
        """The one entry that an actor of an article is, by its fullest name; None where there is none, or several.

        `names` are its written forms, the fullest first, `titles` those written with them, `day` the article's date.
        Of several entries of that name the titles that they held on that day decide; without a day, all their titles.
        """
        words = folded(next(iter(names), ""))
        found = self._index.get("".join(words), [])
        entries = [self.entries[i] for i in ([found] if isinstance(found, int) else dict.fromkeys(found))]
        fits = [k for k in entries if _may_be(type, k.type) and not _by_surname_alone(words, type, k)]
        if len(fits) > 1:
            written = [_words(title) for title in titles]
            fits = [k for k in fits if _held(k, written, day)]
        return fits[0] if len(fits) == 1 else None


def _may_be(one: ActorType, other: ActorType) -> bool:
    return one == other or "unknown" in (one, other) or any(one in kin and other in kin for kin in _KIN)


def _by_surname_alone(words: tuple[str, ...], type: ActorType, known: RosterEntry) -> bool:
    """Whether a person's surname, also where the roster has it as an alias, is all that is written."""
    if len(words) > 1 or "person" not in (type, known.type):
        return False
    own = folded(known.name)
    return len(own) > 1 and own[-1:] == words


def _held(known: RosterEntry, written: list[frozenset[str]], day: str | None) -> bool:
    """Whether one of the written titles is one that the actor held on that day."""
    held = [_words(t.title) for t in known.titles if day is None or (t.start or "") <= day[:10] <= (t.end or "9999")]
    return any(_is_same_office(one, other) for one in written for other in held)


def _words(title: str) -> frozenset[str]:
    return frozenset(folded(title.replace("-", " ")))


def _is_same_office(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and (one <= other or other <= one) and _ANOTHER.isdisjoint(one ^ other)


def _key(name: str) -> str:
    """The folded name without its spaces. Most names fold at once, which spares a large roster half its time."""
    plain = name.lower()
    return plain.translate(_NO_MARKS) if _PLAIN.fullmatch(plain) else "".join(folded(name))


def load(path: Path) -> Roster:
    """The roster in a file, also gzipped. Raises RosterError where it cannot be used at all."""
    gathered = _Gathered(str(path))
    collects = gc.isenabled()
    gc.disable()  # millions of objects without a cycle: looking for one takes a third of the time
    try:
        with path.open("rb", buffering=0) as raw:
            source = _Hashed(raw)
            file: io.BufferedReader = io.BufferedReader(source, 1 << 16)
            for number, row in rows(_unpacked(file), str(path)):
                gathered.add(number, row)
            while file.read(1 << 16):
                pass
    except (OSError, EOFError, zlib.error) as error:
        raise RosterError(path, f"{_problem(error)}") from error
    finally:
        if collects:
            gc.enable()
    problems = gathered.problems()
    if not gathered.entries:
        raise RosterError(path, "names no actor: give a row for each" + (f" ({problems[0]})" if problems else ""))
    return Roster(gathered.entries, source.sha256.hexdigest(), problems, gathered.index)


class _Hashed(io.RawIOBase):
    """A file that is read once, a pipe too, and its SHA-256."""

    def __init__(self, raw: io.FileIO) -> None:
        self.raw = raw
        self.sha256 = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int | None:  # type: ignore[override]
        count = self.raw.readinto(buffer)
        self.sha256.update(buffer[:count])
        return count


def _unpacked(file: io.BufferedReader) -> BinaryIO:
    if file.peek(2).startswith(b"\x1f\x8b"):
        return cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, gzip.open(file, "rb")), 1 << 16))
    return file


def _problem(error: Exception) -> str:
    match error:
        case FileNotFoundError():
            return "no such file: check the path"
        case IsADirectoryError():
            return "is a directory: give the file in it"
        case PermissionError():
            return "may not be read: check its permissions"
        case gzip.BadGzipFile() | EOFError() | zlib.error():
            return f"is damaged gzip ({error}): get it again"
    return f"cannot be read ({error})"


@dataclass(slots=True)
class _Gathered:
    """A roster in the making: its entries, by which names they are found, and whose each identifier is."""

    file: str
    entries: list[RosterEntry] = field(default_factory=list)
    index: _Index = field(default_factory=dict)
    owners: dict[tuple[str, str], int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    untold: int = 0
    skipped: Counter[str] = field(default_factory=Counter)

    def add(self, number: int, row: RosterEntry | OtherSchema | BadRow | None) -> None:
        """Take a row in, or say why it is left out."""
        if isinstance(row, OtherSchema):
            self.skipped[row.schema] += 1
        elif isinstance(row, RosterEntry):
            try:
                self._enter(row)
            except BadRow as bad:
                row = bad
        if isinstance(row, BadRow):
            if len(self.told) < _TOLD:
                self.told.append(f"{self.file}: row {number}{row}; left out")
            else:
                self.untold += 1

    def problems(self) -> tuple[str, ...]:
        """What was left out, a line each."""
        told = list(self.told)
        if self.untold:
            told.append(f"{self.file}: {self.untold} more rows left out")
        if self.skipped:
            some = ", ".join(f"{shown(schema)} {count}" for schema, count in self.skipped.most_common(5))
            told.append(f"{self.file}: {self.skipped.total()} left out whose schema is no actor's ({some})")
        return tuple(told)

    def _enter(self, known: RosterEntry) -> None:
        """Make an entry of a row, or join it to the one that has its identifier. Raises BadRow where it cannot be."""
        keys = [_key(name) for name in (known.name, *known.aliases)]
        if not keys[0]:
            raise BadRow(f"{shown(known.name)} holds no letter", "name")
        shared = next((i for i in known.identifiers if i in self.owners), None)
        at = self.owners[shared] if shared else len(self.entries)
        if shared:
            self.entries[at] = self._joined(at, known, shared)
        else:
            self.entries.append(known)
        for identifier in known.identifiers:
            self.owners[identifier] = at
        for key in filter(None, keys):
            self._file_under(key, at)

    def _joined(self, at: int, known: RosterEntry, shared: tuple[str, str]) -> RosterEntry:
        entry = self.entries[at]
        if _key(entry.name) != _key(known.name):
            raise BadRow(f"{shown(shared[1])} is that of {shown(entry.name)}: an identifier is one actor's", shared[0])
        own = dict(entry.identifiers)
        for scheme, value in known.identifiers:
            if self.owners.get((scheme, value), at) != at or own.get(scheme, value) != value:
                raise BadRow(f"{shown(value)} contradicts another row of {shown(entry.name)}", scheme)
        if entry.type != known.type and "unknown" not in (entry.type, known.type):
            raise BadRow(f"{shown(known.type)}, but {shown(entry.type)} in another row of the same identifier", "type")
        return RosterEntry(
            entry.name,
            tuple(dict.fromkeys(a for a in (*entry.aliases, known.name, *known.aliases) if a != entry.name)),
            known.type if entry.type == "unknown" else entry.type,
            tuple(dict.fromkeys((*entry.titles, *known.titles))),
            tuple((own | dict(known.identifiers)).items()),
        )

    def _file_under(self, key: str, at: int) -> None:
        found = self.index.setdefault(key, at)
        if isinstance(found, list):
            found.append(at)
        elif found != at:
            self.index[key] = [found, at]
