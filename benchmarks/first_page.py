"""How long the first page takes, and searches: to one visitor after another, when the server has just started, when the
record has just changed, and to a crowd on connections of their own. Nobody may get an error.

    python benchmarks/first_page.py RECORD [--visits 200] [--crowd 50] [--each 10]
    python benchmarks/first_page.py --statements 100000

RECORD is copied, and not changed. Without one it is generated: articles of 17 statements with acts, sourcing, days and
confidence drawn at random, which makes more kinds of statements than news has.
"""

import argparse
import asyncio
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from urllib.parse import quote

import httpx
from ask import varied
from generated_news import ENGINE, World

from sayso import Article, Page
from sayso.linking import entity_linking
from sayso.record import Correction, Query, Record, correct, search
from sayso.record.file import writing

_STARTS = 5
_TABLES = ("articles", "statements")
_TOGETHER = 1000  # articles that are linked at once
_FILTERS = ("", "", "", "*", " act:deny", " by:an", " since:2016", " -time", " OR people")


def generated(path: Path, wanted: int) -> None:
    """A record of so many statements, whose actors are known."""
    chance = random.Random(1)
    record = Record(path, new=True)
    record.connection.execute("PRAGMA synchronous = OFF")
    run = record.begin("benchmark", ENGINE)
    news, count = World(random.Random(1)).articles(), 0
    while count < wanted:
        for article in islice(news, _TOGETHER):
            made, url = _drawn(article, chance), str(article.url)
            record.add(run, Page(made.text.encode(), url, "text/plain", url, None, "utf-8"), made)
            count += len(made.statements)
        with writing(record.connection, path):
            waiting = record.connection.execute("SELECT article FROM unlinked ORDER BY article").fetchall()
            entity_linking.link(record.connection, [row["article"] for row in waiting])
            record.connection.execute("DELETE FROM unlinked")
    record.close()


def _drawn(article: Article, chance: random.Random) -> Article:
    made = varied(article, date.fromisoformat((article.published or "")[:10]), chance)
    sure = (replace(s, confidence=round(0.3 + 0.7 * chance.random() ** 0.5, 3)) for s in made.statements)
    return replace(made, statements=tuple(sure))


@contextmanager
def served(record: Path) -> Iterator[tuple[str, int]]:
    """The address of a server that has just started, and the number of its process."""
    command = [sys.executable, "-m", "sayso.cli.main", "serve", str(record), "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr
            yield next(told[0] for line in server.stderr if (told := re.search(r"http://\S+", line))), server.pid
        finally:
            server.terminate()


def processor(pid: int) -> float:
    """The milliseconds of processor time that a process and its threads have had."""
    user, system = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    return 1000 * (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def asked(client: httpx.Client, path: str) -> float:
    """The milliseconds of one visit."""
    began = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, f"{answer.status_code} {path}"
    return 1000 * (time.perf_counter() - began)


def after_starts(record: Path) -> list[float]:
    """The first visit of all to a server that has just said where it is."""
    times = []
    for _ in range(_STARTS):
        with served(record) as (address, _), httpx.Client(base_url=address, timeout=60) as client:
            times.append(asked(client, "/"))
    return times


def after_changes(record: Path, client: httpx.Client, pid: int) -> tuple[list[float], float]:
    """The first visits after somebody corrected a statement, and the processor time of each."""
    times = []
    held = Record(record)
    some = search(held, Query(limit=_STARTS))
    began = processor(pid)
    for found in some:
        correct(held, found.row["id"], Correction("Rune", act="deny"))
        times.append(asked(client, "/"))
    held.close()
    return times, (processor(pid) - began) / len(some)


def searches(record: Path, many: int) -> list[str]:
    """What people may type, no two alike: words of the record, and filters."""
    chance = random.Random(3)
    with sqlite3.connect(f"file:{record}?mode=ro", uri=True) as held:
        said = [row[0] for row in held.execute("SELECT content FROM statements WHERE id % 97 = 1 LIMIT 2000")]
    words = sorted({word.lower() for content in said for word in re.findall(r"[A-Za-z]{4,}", content)})
    return [f"{word}{chance.choice(_FILTERS)}" for word in chance.sample(words, many)]


async def crowd(address: str, typed: list[str], many: int, each: int) -> tuple[list[float], Counter[int]]:
    """All at once, each on a connection of its own, each asking again as soon as it has its answer."""
    times: list[float] = []
    statuses: Counter[int] = Counter()

    async def visitor(number: int) -> None:
        chance = random.Random(number)
        async with httpx.AsyncClient(base_url=address, timeout=120) as client:
            for _ in range(each):
                began = time.perf_counter()
                try:
                    answer = await client.get("/", params=chance.choice(({}, {"q": chance.choice(typed)})))
                    statuses[answer.status_code] += 1
                except httpx.HTTPError:
                    statuses[0] += 1
                times.append(1000 * (time.perf_counter() - began))

    async with asyncio.TaskGroup() as tasks:
        for number in range(many):
            tasks.create_task(visitor(number))
    return times, statuses


def told(name: str, times: list[float]) -> None:
    p95 = statistics.quantiles(times, n=20, method="inclusive")[-1]
    print(f"{name:44}p50 {statistics.median(times):8.1f}   p95 {p95:8.1f} ms   ({len(times)})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record", type=Path, nargs="?")
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=200)
    parser.add_argument("--crowd", type=int, default=50)
    parser.add_argument("--each", type=int, default=10)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        record = Path(name) / "news.db"
        if options.record:
            with sqlite3.connect(f"file:{options.record}?mode=ro", uri=True) as source:
                source.backup(sqlite3.connect(record))
        else:
            generated(record, options.statements)
        with sqlite3.connect(record) as counted:
            articles, statements = (counted.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in _TABLES)
        print(f"{articles:,} articles, {statements:,} statements", flush=True)
        told("first page, the server has just started", after_starts(record))
        with served(record) as (address, pid), httpx.Client(base_url=address, timeout=60) as client:
            asked(client, "/")
            began = processor(pid)
            told("first page", [asked(client, "/") for _ in range(options.visits)])
            print(f"{'  processor time of each':44}    {(processor(pid) - began) / options.visits:8.1f} ms")
            typed = searches(record, options.visits)
            began = processor(pid)
            told("searches, each for the first time", [asked(client, f"/?q={quote(words)}") for words in typed])
            print(f"{'  processor time of each':44}    {(processor(pid) - began) / options.visits:8.1f} ms")
            times, statuses = asyncio.run(crowd(address, typed, options.crowd, options.each))
            told(f"{options.crowd} connections at once", times)
            bad = {status: n for status, n in statuses.items() if status != 200}
            print(f"{'errors':44}    {sum(bad.values()):8} of {statuses.total()} {bad or ''}", flush=True)
            changed, spent = after_changes(record, client, pid)
            told("first page, a statement was just corrected", changed)
            print(f"{'  processor time of each':44}    {spent:8.1f} ms")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
