"""How tests wait: for what happens, and no longer than only a test that hangs would."""

import subprocess
import time
from collections.abc import Callable
from typing import Any

PATIENCE = 1800.0  # seconds, which decide nothing on a busy machine


def until(happened: Callable[[], object], process: subprocess.Popen[Any] | None = None) -> None:
    """Wait for what happens, by the work of a process that must not end before."""
    end = time.monotonic() + PATIENCE
    while not happened():
        if process is not None and process.poll() is not None:
            assert happened(), f"it ended with {process.returncode} before"
            return
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.01)
