"""What a user gave to shards: pieces that are read one by one, each by one worker, and are done or not."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from sayso.pages import PageError
from sayso.pages.folders import folder_files, is_article, is_pattern, pattern_files, without_beside

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.I)
_ARCHIVES = re.compile(r"\.warc(\.gz)?$", re.I)
_ROWS = re.compile(r"\.(jsonl|ndjson|csv|tsv|tab|parquet)(\.gz)?$", re.I)
# Bytes of a file that are one shard: at most some minutes' work, which is what a killed run loses.
_ARCHIVE_PART, _ROWS_PART = 64 << 20, 4 << 20
_SMALL = 256 << 10  # bytes of a file of rows that is put together with others
# A shard of small files ends after each file whose name and size hash to a multiple of that, so that a file that comes
# later changes one shard and not all after it; and at these limits.
_EVERY, _MOST_FILES, _MOST_BYTES = 100, 200, 16 << 20


@dataclass(frozen=True, slots=True)
class File:
    """A file's address (a full path, or one with its protocol), its size in bytes, and what changes when it does."""

    address: str
    size: int
    mark: str


@dataclass(frozen=True, slots=True)
class Shard:
    """Files that are read together, or of one large file those pages or rows whose number (from 0) is `part` modulo
    `parts`, in blocks of `BLOCK`. The name says which, and is the same in every run."""

    name: str
    files: tuple[File, ...]
    part: int = 0
    parts: int = 1

    def wants(self, number: int) -> bool:
        """Whether a page or row of this number is one of the shard's."""
        return number // BLOCK % self.parts == self.part

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_dict(cls, raw: dict[str, Any]) -> "Shard":
        return cls(raw["name"], tuple(File(**f) for f in raw["files"]), raw["part"], raw["parts"])


BLOCK = 64  # neighbours stay together: they are of one day, mostly


def shards(inputs: Sequence[str], out: str) -> tuple[list[Shard], list[PageError]]:
    """The shards of files, folders and patterns, on this machine or at addresses that fsspec knows, but for what lies
    in `out`; and what cannot be read of them. The same for the same files, in whatever order they are given."""
    own = (out if _ADDRESS.match(out) else str(Path(out).absolute())).rstrip("/") + "/"
    found: dict[str, File] = {}
    problems: list[PageError] = []
    for name in inputs:
        try:
            for file in _files(name):
                if isinstance(file, PageError):
                    problems.append(file)
                elif not file.address.startswith(own):
                    found[file.address] = file
        except PageError as error:
            problems.append(error)
    files = [found[address] for address in sorted(found)]
    large = [f for f in files if _part_size(f) and f.size > _SMALL]
    apart = set(large)
    small = [f for f in files if f not in apart]
    return [*(s for f in large for s in _parts(f)), *_together(small)], problems


def _part_size(file: File) -> int | None:
    if _ARCHIVES.search(file.address):
        return _ARCHIVE_PART
    return _ROWS_PART if _ROWS.search(file.address) else None


def _parts(file: File) -> Iterator[Shard]:
    parts = -(-file.size // (_part_size(file) or file.size))
    for part in range(parts):
        yield Shard(_name([file], f"-{part + 1}of{parts}" if parts > 1 else ""), (file,), part, parts)


def _together(files: list[File]) -> Iterator[Shard]:
    held: list[File] = []
    for file in files:
        held.append(file)
        # Not by its folder, so that the same files make the same shards wherever they lie.
        is_border = int(digest(f"{file.address.rpartition('/')[2]} {file.size}"), 16) % _EVERY == 0
        if is_border or len(held) == _MOST_FILES or sum(f.size for f in held) > _MOST_BYTES:
            yield Shard(_name(held, ""), tuple(held))
            held = []
    if held:
        yield Shard(_name(held, ""), tuple(held))


def _name(files: list[File], part: str) -> str:
    """What a person recognises, and what makes it the only one: the names of the output's files begin so."""
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", files[0].address.rpartition("/")[2])[:40].strip("-")
    return f"{stem}-{digest(' '.join(f.address for f in files))[:10]}{part}"


def digest(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _files(name: str) -> Iterator[File | PageError]:
    """The files of what a user typed. Raises PageError where there are none."""
    if _ADDRESS.match(name):
        fs, path = system(name)
        yield from _remote(fs, path, name)
    elif Path(name).is_dir():
        yield from map(_local, folder_files(Path(name)))
    elif is_pattern(name) and not Path(name).exists():
        yield from map(_local, pattern_files(name))
    else:
        yield _local(Path(name))


def _local(path: Path | PageError) -> File | PageError:
    if isinstance(path, PageError):
        return path
    try:
        status = path.stat()
    except OSError as error:
        return PageError(str(path), f"cannot be read ({error.strerror or error}): check the path")
    return File(str(path.absolute()), status.st_size, str(status.st_mtime_ns))


def _remote(fs: AbstractFileSystem, path: str, name: str) -> Iterator[File]:
    try:
        if is_pattern(path):
            found: list[dict[str, Any]] = list(fs.glob(path, detail=True).values())
        else:
            found = list(fs.find(path, detail=True).values()) if fs.isdir(path) else [fs.info(path)]
    except Exception as error:  # each file system has its own
        raise PageError(
            name, f"cannot be reached ({type(error).__name__}: {reason(error)}): check the address and who may read it"
        ) from error
    kept = set(without_beside(f["name"] for f in found))
    files = [f for f in found if f["type"] == "file" and is_article(f["name"]) and f["name"] in kept]
    if not files:
        raise PageError(name, "holds no files: check the address")
    for f in sorted(files, key=lambda f: str(f["name"])):
        mark = f.get("ETag") or f.get("mtime") or f.get("LastModified") or ""
        yield File(fs.unstrip_protocol(f["name"]), f["size"] or 0, str(mark))


def reason(error: Exception) -> str:
    """What an error says, on one line that is not too long."""
    return " ".join(str(error).split())[:200]


def system(address: str) -> tuple[AbstractFileSystem, str]:
    """The file system of an address, and the path in it. Raises PageError where it needs a library that is missing, or
    there is none of this protocol."""
    try:
        fs, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise PageError(address, f"cannot be opened ({' '.join(str(error).split())})") from error
    return fs, path
