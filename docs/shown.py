"""For cog: a command and its real output, as a block of Markdown."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def shown(line: str, lines: int | None = None) -> str:
    """Run a command of sayso in the project's folder; show it with its output, or the first `lines` of it."""
    return "\n".join(["```console", *_run(line, ROOT, lines), "```", ""])


def session(*commands: str, lines: int | None = None) -> str:
    """Run commands one after the other in a new folder that holds the examples; show them with their outputs, or the
    first `lines` of each."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "examples", folder, dirs_exist_ok=True)
        told = [_run(line, Path(folder), lines) for line in commands]
    return "\n".join(["```console", *(x for some in told for x in some), "```", ""])


def _run(line: str, folder: Path, lines: int | None) -> list[str]:
    environment = {**os.environ, "COLUMNS": "92", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(shlex.split(line), cwd=folder, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode in (0, 3), done.stderr  # 3 is what `check` says of a doubtful quotation
    out = done.stdout.rstrip().splitlines()
    kept = out if lines is None or len(out) <= lines else [*out[:lines], "..."]
    return [f"$ {line}", *(x.rstrip() for x in kept)]
