"""`sayso add`, again and again, each time killed at another statement of SQL that it writes with.

Every run is a process of its own, forked from one that has the networks loaded, so that a kill costs no start.
"""

import os
import random
import signal
import sqlite3
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from sayso.attribution import network, sentences
from sayso.cli.main import main

MEAN = 60  # writes that a run comes to before it is killed: about an article; making a record takes more


def add(record: str, archive: str, writes: int) -> None:
    """Add an archive, and die at the write of this number."""
    left = iter(range(writes))
    real = sqlite3.connect

    def told(statement: str) -> None:
        if not statement.startswith(("SELECT", "PRAGMA", "--")) and next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def connect(*args: Any, **options: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = real(*args, **options)
        made.set_trace_callback(told)
        return made

    sqlite3.connect = connect  # type: ignore[assignment]
    main(["add", record, archive])


def killed(record: str, archive: str, writes: int) -> bool:
    """Whether a run was killed, or came to its end before."""
    child = os.fork()
    if not child:
        try:
            add(record, archive, writes)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    vars(network)["session"] = vars(sentences)["session"] = cache(network.session)
    with tempfile.TemporaryDirectory() as folder, suppress(SystemExit):  # what is loaded is loaded once
        page = Path(folder) / "page.txt"
        page.write_text("Boat sinks\n\nAda Holm said on Friday that a boat had sunk. She denied that it was old.")
        main(["add", f"{folder}/first.db", str(page)])
    chance = random.Random(7)
    print(sum(killed(sys.argv[1], sys.argv[2], round(chance.expovariate(1 / MEAN))) for _ in range(int(sys.argv[3]))))
