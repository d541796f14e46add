"""The web app in a crowd: 200 people read pages over connections of their own, 100 others send half a request and wait,
and four send texts that are dear to read, one after the other. Nobody who reads may get an error.

    python benchmarks/crowd.py [--readers 200] [--half 100] [--seconds 60] [--before SRC]

Each reader asks again four seconds after the last answer. SRC is the `src` folder of an older sayso, which
serves first.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from invented_articles import invented_articles

_THINKS = 4.0  # seconds
_PATHS = ("/", "/?q=bridge", "/articles/{}", "/actors", "/threads", "/audit", "/api/v1/statements?q=said")
_ARTICLES = 42
_DEAR = ("said that he " * 7_000, "(" * 40_000, "“‘" * 20_000, "A. B. C. Holm said no. " * 4_000)


class Crowd:
    """What was answered to whom while the crowd was there."""

    def __init__(self, address: str, seconds: float) -> None:
        self._address, self._end = address, time.monotonic() + seconds
        self.took: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.dear: Counter[int] = Counter()
        self.refused: Counter[str] = Counter()
        self.hung_up = 0

    @property
    def _goes_on(self) -> bool:
        return time.monotonic() < self._end

    async def reader(self, number: int) -> None:
        chance = random.Random(number)
        async with httpx.AsyncClient(base_url=self._address, timeout=60) as client:
            await asyncio.sleep(chance.random() * _THINKS)
            while self._goes_on:
                began = time.perf_counter()
                try:
                    path = chance.choice(_PATHS).format(chance.randrange(1, _ARTICLES + 1))
                    answer = await client.get(path)
                    self.statuses[answer.status_code] += 1
                    if answer.status_code != 200:
                        self.refused[f"{answer.status_code} {path}: {_told(answer.text)}"] += 1
                except httpx.HTTPError:
                    self.statuses[0] += 1
                self.took.append(1000 * (time.perf_counter() - began))
                await asyncio.sleep(_THINKS)

    async def half(self) -> None:
        """Sends half a request, and does it again when it is hung up on."""
        parts = urlsplit(self._address)
        while self._goes_on:
            with suppress(OSError):
                reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
                writer.write(b"GET / HTTP/1.1\r\nHost: sayso\r\nX-Half: ")
                await writer.drain()
                with suppress(TimeoutError):
                    await asyncio.wait_for(reader.read(), max(0.1, self._end - time.monotonic()))
                    self.hung_up += 1
                writer.close()
            await asyncio.sleep(0.1)

    async def poster(self, text: str) -> None:
        async with httpx.AsyncClient(base_url=self._address, timeout=120) as client:
            while self._goes_on:
                answer = await client.post("/api/v1/read", json={"text": text})
                self.dear[answer.status_code] += 1
                await asyncio.sleep(1)


def _told(page: str) -> str:
    """What an error says, of a page or of JSON."""
    return " ".join(re.sub(r"<(style|script)\b.*?</\1>|<[^>]*>", " ", page, flags=re.S).split())[-200:]


async def measure(address: str, readers: int, half: int, seconds: float) -> Crowd:
    crowd = Crowd(address, seconds)
    async with asyncio.TaskGroup() as tasks:
        for number in range(readers):
            tasks.create_task(crowd.reader(number))
        for _ in range(half):
            tasks.create_task(crowd.half())
        for text in _DEAR:
            tasks.create_task(crowd.poster(text))
    return crowd


def served(record: Path, src: str | None, readers: int, half: int, seconds: float) -> Crowd:
    command = [sys.executable, "-m", "sayso.cli.main", "serve", str(record), "--port", "0"]
    env = {**os.environ, "PYTHONPATH": src} if src else None
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=env) as server:
        try:
            assert server.stderr
            address = re.search(r"http://\S+", server.stderr.readline())
            assert address
            return asyncio.run(measure(address[0], readers, half, seconds))
        finally:
            server.terminate()


def told(name: str, crowd: Crowd) -> int:
    bad = {status: count for status, count in crowd.statuses.items() if status != 200}
    print(f"{name:10}{len(crowd.took):7} answers  p50 {statistics.median(crowd.took):8.1f} ms", end="")
    print(f"  p95 {statistics.quantiles(crowd.took, n=20)[-1]:8.1f} ms  errors {sum(bad.values())} {bad or ''}")
    print(f"{'':10}half requests hung up on: {crowd.hung_up}; dear texts, by status: {dict(crowd.dear)}", flush=True)
    for what, count in crowd.refused.most_common(5):
        print(f"{'':10}{count} times {what}")
    return sum(bad.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--half", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--before", metavar="SRC")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, record = Path(name) / "pages", Path(name) / "news.db"
        folder.mkdir()
        for number, article in enumerate(invented_articles()[:_ARTICLES]):
            (folder / f"{number}.txt").write_text(article["text"], "utf8")
        subprocess.run([sys.executable, "-m", "sayso.cli.main", "add", str(record), str(folder)], check=True)
        crowd = (options.readers, options.half, options.seconds)
        if options.before:
            told("before", served(record, options.before, *crowd))
        sys.exit(told("now", served(record, None, *crowd)) > 0)


if __name__ == "__main__":
    main()
