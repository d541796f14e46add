"""The web app under load: searches and article pages at a steady rate while `sayso add` writes beside them, and the
rate at which the 95th percentile passes half a second. Requests begin when they are due, whether or not those before
are answered.

python benchmarks/web.py POLNEAR/train.jsonl.gz [--statements 100000] [--rate 20] [--seconds 60]
"""

import argparse
import asyncio
import gzip
import json
import random
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path

import httpx

from sayso import Article, Page, Reader, pages
from sayso.record import Record

_WORDS = ("health", "border wall", "tax", "campaign", '"said that"', "debate", "emails", "economy", "jobs", "support")
_ACTS = ("warn", "deny", "promise", "accuse")
_FEWEST_READ = 200  # articles that are read; the record has them again and again, under other names
_SLOW = 500.0  # milliseconds
_STEP = 10.0  # seconds at each rate


@dataclass(frozen=True, slots=True)
class Answered:
    kind: str
    took: float  # milliseconds from when it was due
    status: int


def record_of(path: Path, some: list[str], wanted: int) -> int:
    """A record of so many statements; how many articles it has."""
    reader = Reader()
    made = Record(path, new=True)
    made.connection.execute("PRAGMA synchronous = OFF")
    run = made.begin("benchmark", reader.engine)
    chance = random.Random(1)
    read = [reader.read(_article(text)) for text in some]
    count = number = 0
    while count < wanted:
        article = read[number % len(read)]
        number += 1
        url = f"https://post.example/{number}"
        named = tuple(
            replace(a, name=f"{a.name} {chance.choice(('Holm', 'Dolan', 'Ruud', 'Vann', 'Amsel'))}")
            for a in article.actors
        )
        day = f"20{chance.randrange(14, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        outlet = f"{chance.choice(('Harbour', 'Lindmere', 'Tarn', 'Kestria'))} {chance.choice(('Post', 'Courier'))}"
        made.add(
            run,
            Page(f"{number}".encode(), url, None, url, None, None),
            replace(article, url=url, actors=named, published=day, outlet=outlet),
        )
        count += len(article.statements)
    made.close()
    return number


def _article(text: str) -> Article:
    return replace(pages.read_text(text), title=text.partition("\n")[0][:200])


def path_of(chance: random.Random, articles: int) -> tuple[str, str]:
    """What a visitor asks for next: as many searches as articles."""
    if chance.random() < 0.5:
        return "article", f"/articles/{chance.randrange(1, articles + 1)}"
    filters = chance.choice(("", "", f"&act={chance.choice(_ACTS)}", "&by=Holm", "&since=2020-01-01"))
    return "search", f"/?q={chance.choice(_WORDS)}{filters}"


async def load(base: str, rate: float, seconds: float, articles: int) -> list[Answered]:
    """What was asked at this rate, and how long it took."""
    chance = random.Random(2)
    out: list[Answered] = []
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(base_url=base, timeout=60, limits=limits) as client:

        async def ask(due: float) -> None:
            kind, path = path_of(chance, articles)
            try:
                status = (await client.get(path)).status_code
            except httpx.HTTPError:
                status = 0
            out.append(Answered(kind, 1000 * (time.perf_counter() - due), status))

        begin = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for n in range(int(rate * seconds)):
                due = begin + n / rate
                await asyncio.sleep(max(0.0, due - time.perf_counter()))
                tasks.create_task(ask(due))
    return out


def adding(path: Path, texts: list[str], folder: Path, done: threading.Event) -> None:
    """`sayso add` over and over, with other texts each time."""
    for n in range(1_000_000):
        for k, text in enumerate(texts[:20]):
            (folder / f"{k}.txt").write_text(f"{text}\n\nEdition {n}.", "utf8")
        command = [sys.executable, "-m", "sayso.cli.main", "add", str(path), str(folder), "--jobs", "1"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            while process.poll() is None:
                if done.wait(0.1):
                    process.terminate()
                    return


def told(answered: list[Answered]) -> None:
    for kind, most in (("search", 150), ("article", 80)):
        times = [a.took for a in answered if a.kind == kind]
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{kind + ', p50':30}{statistics.median(times):8.1f} ms")
        print(f"{kind + ', p95':30}{p95:8.1f} ms  (at most {most})")
    bad = [a.status for a in answered if a.status != 200]
    print(f"{'errors':30}{len(bad):8}     (of {len(answered)}; none) {sorted(set(bad)) or ''}")


def measure(base: str, rate: float, seconds: float, articles: int) -> None:
    """Print what a steady rate takes, then raise it until it is too much."""
    asyncio.run(load(base, rate, _STEP, articles))  # in which all is loaded that is loaded when first needed
    told(asyncio.run(load(base, rate, seconds, articles)))
    p95 = 0.0
    while p95 <= _SLOW:
        times = [a.took for a in asyncio.run(load(base, rate, _STEP, articles))]
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{f'{rate:g} a second, p95':30}{p95:8.1f} ms")
        rate *= 1.25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=20.0, help="requests a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    args = parser.parse_args()
    with gzip.open(args.path, "rt", encoding="utf8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(_FEWEST_READ), strict=False)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        record = folder / "many.db"
        articles = record_of(record, texts, args.statements)
        print(f"{'articles':30}{articles:8}")
        command = [sys.executable, "-m", "sayso.cli.main", "serve", str(record), "--port", "0"]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
            done = threading.Event()
            beside = threading.Thread(target=adding, args=(record, texts, folder / "pages", done))
            try:
                assert server.stderr
                address = re.search(r"http://\S+", server.stderr.readline())
                assert address
                beside.start()
                measure(address[0], args.rate, args.seconds, articles)
            finally:
                done.set()
                server.terminate()
            beside.join()


if __name__ == "__main__":
    main()
