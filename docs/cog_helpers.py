"""For cog: commands, and Python, with what they really print, as blocks of Markdown.

Every block is run in a new folder that holds the examples, in `examples/` as the project's own does and beside it. What
stands in several blocks is run once: the same lines, and the record that most of them begin with.
"""

import atexit
import fcntl
import hashlib
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECORD = "sayso add news.db harbour.txt coverage.jsonl"
_shared: Path | None = None


def share(folder: Path) -> None:
    """Run everything in this folder, which other processes may use too."""
    global _shared
    _shared = folder


def console(*lines: str, most: int | None = None) -> str:
    """Lines of a shell, one after the other, each with the first `most` lines that it prints."""
    return _console(lines, _printed(lines), most)


def console_with_record(*lines: str, most: int | None = None) -> str:
    """The same, where news.db holds the examples."""
    return _console(lines, _printed((RECORD, *lines))[1:], most)


def python_with_record(code: str) -> str:
    """Python, and below it what it prints, where news.db holds the examples."""
    told = _printed((RECORD, shlex.join(["python", "-c", code])))[1]
    return "\n".join(["```python", code.strip(), "```", "", "```text", *told, "```", ""])


def id_of(line: str) -> str:
    """The id of the first that a line of a shell lists, where news.db holds the examples."""
    found = re.search(r"#(\w+)$", "\n".join(_printed((RECORD, line))[1]), re.MULTILINE)
    assert found, f"{line} finds nothing"
    return found[1]


def folder_with_record() -> Path:
    """Where news.db holds the examples: to be read or copied."""
    return _ran((RECORD,)) / "folder"


def _console(lines: tuple[str, ...], printed: list[list[str]], most: int | None) -> str:
    told = []
    for line, out in zip(lines, printed, strict=True):
        told += [f"$ {line}", *(out if most is None or len(out) <= most else [*out[:most], "..."])]
    return "\n".join(["```console", *told, "```", ""])


def _printed(lines: tuple[str, ...]) -> list[list[str]]:
    """What each of the lines prints."""
    told = json.loads((_ran(lines) / "printed.json").read_text("utf8"))
    return [[line.rstrip() for line in out.rstrip().splitlines()] for out in told]


def _ran(lines: tuple[str, ...]) -> Path:
    """Where these lines were run, one after the other, by whichever process came first."""
    place = _runs() / hashlib.sha256("\0".join(lines).encode()).hexdigest()
    place.mkdir(exist_ok=True)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (place / "printed.json").exists():
            told = _begin(lines, place / "folder")
            told += [_run(line, place / "folder") for line in lines[len(told) :]]
            (place / "printed.json").write_text(json.dumps(told), "utf8")
    return place


def _begin(lines: tuple[str, ...], folder: Path) -> list[str]:
    """Make the folder that the lines are run in; what those have printed that need not be run any more."""
    if lines[0] == RECORD and len(lines) > 1:
        before = _ran((RECORD,))
        shutil.copytree(before / "folder", folder)
        return list(json.loads((before / "printed.json").read_text("utf8")))
    shutil.copytree(ROOT / "examples", folder)
    shutil.copytree(ROOT / "examples", folder / "examples")
    return []


@cache
def _runs() -> Path:
    if _shared:
        return _shared
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _run(line: str, folder: Path) -> str:
    environment = {**os.environ, "COLUMNS": "92", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(["sh", "-c", line], cwd=folder, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode in (0, 3), done.stderr  # 3 is what `check` says of a doubtful quotation
    return done.stdout
