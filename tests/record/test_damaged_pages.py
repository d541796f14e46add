"""600 damaged pages in one run: each is an article, the same as another, or a failure with its reason."""

import gzip
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from sayso.record import Record, verify

COUNT = 600
FIXTURES = sorted((Path(__file__).parent.parent / "pages" / "html").glob("*.html"))
MiB = 1 << 20


def special() -> Iterator[tuple[str, bytes]]:
    """Pages that mean harm."""
    said = b"<p>The mayor said on Monday that the bridge would stay shut.</p>"
    yield "deep.html", b"<div>" * 100_000 + said + b"</div>" * 100_000
    yield "quotes.html", b"<q>" * 100_000 + said
    yield "large.html", said * (100 * MiB // len(said))
    yield "bomb.html.gz", gzip.compress(bytes(300 * MiB), 9)
    yield "bomb.jsonl.gz", gzip.compress(b'{"text": "' + b"a" * (100 * MiB) + b'"}', 9)
    yield "nul.html", said + b"\0" * 1000
    yield "surrogates.jsonl", b'{"text": "Ada Holm said that \\ud800 was thin."}\n'
    yield "deep.jsonl", b'{"text": ' + b"[" * 100_000 + b"}\n"
    yield "empty.html", b""
    yield "charset.html", '<meta charset="utf-16"><p>Ada Holm sagte, “nein”.</p>'.encode("cp1252")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A page cut, with bits flipped, in another charset, or with NULs."""
    if len(data) < 2:
        return data
    match chance.randrange(5):
        case 0:
            return data[: chance.randrange(len(data))]
        case 1:
            made = bytearray(data)
            for _ in range(chance.randrange(1, 200)):
                made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
            return bytes(made)
        case 2:
            return data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "cp1252", "utf-7")), "replace")
        case 3:
            at = chance.randrange(len(data))
            return data[:at] + b"\0" * chance.randrange(1, 50) + data[at:]
        case _:
            a, b = sorted(chance.randrange(len(data)) for _ in range(2))
            return data[:a] + data[b:]


def test_none_of_600_damaged_pages_is_lost_or_ends_the_run(tmp_path: Path) -> None:
    folder, path = tmp_path / "pages", tmp_path / "news.db"
    folder.mkdir()
    chance = random.Random(5)
    made = list(special())
    for name, data in made:
        (folder / name).write_bytes(data)
    for n in range(COUNT - len(made)):
        fixture = chance.choice(FIXTURES)
        data = fixture.read_bytes()
        for _ in range(chance.randrange(1, 4)):
            data = damaged(data, chance)
        (folder / f"{n:04}-{fixture.name}").write_bytes(data)
    command = [sys.executable, "-m", "sayso.cli.main", "add", str(path), str(folder), "--jobs", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    told = {what: int(count) for count, what in (part.split(" ") for part in done.stdout.strip().split(", "))}
    assert sum(told.values()) == COUNT, told
    with sqlite3.connect(path) as plain:
        failures = dict(plain.execute("SELECT name, reason FROM failures").fetchall())
    assert len(failures) == told["failed"]
    assert all(reason and "\n" not in reason and "please report" not in reason for reason in failures.values())
    assert {str(folder / name) for name in ("large.html", "nul.html", "empty.html", "bomb.html.gz")} <= failures.keys()
    assert list(verify(Record(path))) == []
