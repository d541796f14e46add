"""For cog: lines of a shell, and Python, with what they really print; in a new folder that holds the
examples, also as a record."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent


def piped(*lines: str, most: int | None = None) -> str:
    """Lines of a shell, one after the other, where news.db holds the examples; of each the first `most` lines that it
    prints."""
    with _news() as folder:
        told = [x for line in lines for x in (f"$ {line}", *_printed(["sh", "-c", line], folder, most))]
    return "\n".join(["```console", *told, "```", ""])


def ran(code: str) -> str:
    """Python, and below it what it prints, where news.db holds the examples."""
    with _news() as folder:
        told = _printed([sys.executable, "-c", code], folder, None)
    return "\n".join(["```python", code.strip(), "```", "", "```text", *told, "```", ""])


@contextmanager
def _news() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True)
        _printed(["sayso", "add", "news.db", "harbour.txt", "coverage.jsonl"], folder, None)
        yield folder


def _printed(command: list[str], folder: Path, most: int | None) -> list[str]:
    environment = {**os.environ, "COLUMNS": "92", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode in (0, 3), done.stderr  # 3 is what `check` says of a doubtful quotation
    out = [line.rstrip() for line in done.stdout.rstrip().splitlines()]
    return out if most is None or len(out) <= most else [*out[:most], "..."]
