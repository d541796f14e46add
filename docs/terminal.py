"""Records a session at a terminal as a picture: what commands really print there, with their colours."""

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.text import Text

ROOT = Path(__file__).parent.parent
LINES = (
    "sayso add news.db harbour.txt coverage.jsonl",
    "sayso search news.db 'trawlers by:admiralty'",
    "sayso check news.db 'They have stopped fifty boats' --by Brecht",
)
WIDTH = 92
_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)  # of another site: where it is not there, another will do


def session() -> str:
    """The lines, one after the other in a folder that holds the examples, as SVG."""
    console = Console(record=True, width=WIDTH, file=StringIO(), force_terminal=True, legacy_windows=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "examples"
        shutil.copytree(ROOT / "examples", folder)
        for n, line in enumerate(LINES):
            console.print(Text.assemble("\n" if n else "", ("$ ", "green"), (line, "bold")))
            console.print(Text.from_ansi(_shown(line, folder)))
    svg = console.export_svg(title="sayso", unique_id="terminal")
    return "\n".join(line.rstrip() for line in _FONT.sub("", svg).splitlines()) + "\n"


def _shown(line: str, folder: Path) -> str:
    """What a terminal would show."""
    screen, end = pty.openpty()
    own = {**os.environ, "COLUMNS": str(WIDTH), "TERM": "xterm-256color"}
    own["PATH"] = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    own.pop("NO_COLOR", None)
    with subprocess.Popen(["sh", "-c", line], cwd=folder, stdout=end, stderr=subprocess.DEVNULL, env=own) as process:
        os.close(end)
        told = b"".join(iter(lambda: _read(screen), b""))
    os.close(screen)
    assert process.returncode in (0, 3), line  # 3 is what `check` says of a doubtful quotation
    return told.decode().replace("\r\n", "\n").strip("\n")


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 4096)
    except OSError:  # so Linux tells that nobody writes any more
        return b""
