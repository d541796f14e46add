"""For cog: a command and its real output, as a block of Markdown."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def shown(line: str, lines: int | None = None) -> str:
    """Run a command of sayso in the project's folder; show it with its output, or the first `lines` of it."""
    environment = {**os.environ, "COLUMNS": "92", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(shlex.split(line), cwd=ROOT, capture_output=True, text=True, check=True, env=environment)
    out = done.stdout.rstrip().splitlines()
    kept = out if lines is None or len(out) <= lines else [*out[:lines], "..."]
    return "\n".join(["```console", f"$ {line}", *(x.rstrip() for x in kept), "```", ""])
