"""The files that a folder or a glob pattern stands for."""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path, PurePath, PurePosixPath

from sayso.errors import PageError

# What lies beside a saved page and is no article; other files are tried, and told where they cannot be read.
_LEFT_OUT = frozenset(
    ".css .js .mjs .map .wasm .png .jpg .jpeg .gif .svg .ico .webp .avif .bmp .tif .tiff .woff .woff2 .ttf .otf .eot "
    ".mp3 .mp4 .m4a .ogg .wav .webm .avi .mov".split()
)
_MAGIC = re.compile(r"[*?\[]")
_PAGE = re.compile(r"\.(?:x?html?|shtml|mhtml?)$", re.I)
_BESIDE = ("_files", "-Dateien", "_fichiers", "-filer", "_bestanden", "_archivos", "_file", "_arquivos")


def is_pattern(name: str) -> bool:
    """Whether a name is a glob pattern, unless there is such a path."""
    return bool(_MAGIC.search(name))


def folder_files(folder: Path) -> Iterator[Path | PageError]:
    """The files under a folder, in order: without hidden ones, those that are no articles by their names, what lies
    beside a saved page, and links that leave it. A folder in it that cannot be listed is told. Raises PageError where
    there are no files."""
    top, is_empty = folder.resolve(), True
    for path in _walked(folder):
        if isinstance(path, PageError) or _is_kept(path, path.suffix.lower(), top):
            is_empty = False
            yield path
    if is_empty:
        raise PageError(str(folder), "is a directory without articles: give one with HTML, text or other files")


def pattern_files(pattern: str) -> list[Path]:
    """The files that a glob pattern matches, in order; ** stands for any folders. Hidden files and those that are no
    articles must be asked for by name. Raises PageError where there are none, ValueError for no pattern."""
    parts = Path(pattern).parts
    fixed = list(takewhile(lambda part: not _MAGIC.search(part), parts))
    base, rest = Path(*fixed), parts[len(fixed) :]
    if rest[-1] == "**":
        rest = (*rest, "*")
    suffix = Path(rest[-1]).suffix.lower()
    top = base.resolve()
    asked_hidden = any(part.startswith(".") for part in rest)
    found = {
        path
        for path in base.glob("/".join(rest))
        if (asked_hidden or not _is_hidden(path.relative_to(base)))
        and _is_kept(path, "" if path.suffix.lower() == suffix else path.suffix.lower(), top)
    }
    if not found:
        raise PageError(pattern, "matches no file: check the pattern")
    kept = set(without_beside(path.as_posix() for path in found))
    return sorted(path for path in found if path.as_posix() in kept)


def _walked(folder: Path) -> Iterator[Path | PageError]:
    """All that is under a folder and not hidden, in order; links to folders are not followed, so nothing comes twice
    and no ring is walked for ever."""
    waiting = [_listed(folder)]
    while waiting:
        entry = next(waiting[-1], None)
        if entry is None:
            waiting.pop()
        elif entry.name.startswith("."):
            continue
        elif not entry.is_dir(follow_symlinks=False):
            yield Path(entry.path)
        else:
            try:
                waiting.append(_listed(Path(entry.path)))
            except OSError as error:
                yield PageError(entry.path, f"the directory cannot be listed ({error.strerror}): check its permissions")


def _listed(folder: Path) -> Iterator["os.DirEntry[str]"]:
    # Beside what pathlib lists, it knows folders without asking for each.
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    kept = set(without_beside(entry.name for entry in found))
    return (entry for entry in found if entry.name in kept)


def is_article(name: str) -> bool:
    """Whether a file that lies in a folder can be an article by its name: it is not hidden, no style sheet, no
    picture."""
    return PurePath(name).suffix.lower() not in _LEFT_OUT and not PurePath(name).name.startswith(".")


def without_beside(names: Iterable[str]) -> list[str]:
    """The names (with "/"), but for what a browser saved beside a page: for "a/page.html" all in "a/page_files". Pages
    in there are advertisements and other frames."""
    given = list(names)
    stems = (_PAGE.sub("", name) for name in given if _PAGE.search(name))
    beside = {f"{stem}{ending}" for stem in stems for ending in _BESIDE}
    return [name for name in given if not beside.intersection((name, *map(str, PurePosixPath(name).parents)))]


def _is_kept(path: Path, suffix: str, top: Path) -> bool:
    """Whether the path is a file to be read: no pipe or device, which may never end, and no link that leads nowhere or
    out of `top`."""
    try:
        return suffix not in _LEFT_OUT and path.resolve(strict=True).is_relative_to(top) and path.is_file()
    except (OSError, RuntimeError):
        return not path.is_symlink()  # opening it tells why it cannot be read


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
