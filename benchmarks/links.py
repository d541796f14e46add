"""What linking one more article costs in small and large records, and how long a check by words takes there.

    python benchmarks/links.py [--sizes 10000,100000,1000000] [--folder /tmp]

The news is generated: 100 articles a day of 17 statements, on matters in which some articles tell the same utterances
or are copies. To each record 60 more articles are added and linked one by one, all records taking turns. What they
hold before is stored and linked by the same code, but for two things that would take days: sentence vectors are sums
of a random vector for each word, and threads are written as they were generated, not found.
"""

import argparse
import os
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import combinations, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zlib import crc32

import numpy as np
from generated_news import ENGINE, STATEMENTS, World

from sayso import Article, Page
from sayso.attribution import Sentences
from sayso.attribution.decode import Floats
from sayso.checking.check import check_words
from sayso.linking import copies, entity_linking, passage_index, thread_clustering, update
from sayso.record import Record, appearances
from sayso.record.connection import writing

_ADDED, _CHECKS = 60, 200  # articles that are linked one by one, and quotations that are checked, in each record
_TOGETHER = 1000  # articles that one transaction links before
_SENTENCES, _ENCODE = Sentences(), Sentences.vector
_VECTORS = np.random.default_rng(1).standard_normal((1 << 15, 384), dtype=np.float32)

Spent = defaultdict[str, float]  # seconds, by part
Times = dict[str, list[float]]  # milliseconds, by part


def of_words(_: Sentences, text: str) -> Floats:
    """The sum of a random vector for each word, of length 1."""
    whole: Floats = _VECTORS[[crc32(w.encode()) % len(_VECTORS) for w in text.lower().split()]].sum(axis=0)
    whole /= max(float(np.linalg.norm(whole)), 1e-6)
    return whole


def encoded(article: Article) -> None:
    """Run the encoder as often as for an article's statements: for the content of each, and its sentence."""
    for s in article.statements:
        for text in (s.content[0].text, f"{s.source[0].text} {s.content[0].text}"):
            # Invented words are of about twice as many word pieces as English ones.
            _ENCODE(_SENTENCES, text[: len(text) // 2])


def timed(spent: Spent, part: str, run: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, which adds the seconds that it takes to what was spent."""

    def wrapped(*args: Any) -> Any:
        began = time.perf_counter()
        out = run(*args)
        spent[part] += time.perf_counter() - began
        return out

    return wrapped


def add(record: Record, some: list[Article]) -> None:
    run = record.begin("benchmark", ENGINE)
    for article in some:
        url = str(article.url)
        record.add(run, Page(article.text.encode(), url, "text/plain", url, None, "utf-8"), article)


def fill(path: Path, news: Iterator[Article], wanted: int) -> None:
    """Add articles until the record has so many statements, and link them, without looking for threads."""
    record = Record(path, new=True)
    connection = record.connection
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -2000000")
    while (more := wanted - (first := last(connection, "statements"))) > 0:
        add(record, list(islice(news, min(_TOGETHER, more // STATEMENTS + 1))))
        with writing(connection, path):
            waiting = connection.execute("SELECT article FROM unlinked ORDER BY article").fetchall()
            entity_linking.link(connection, [row["article"] for row in waiting])
            for row in waiting:
                copies.link(connection, row["article"])
                passage_index.link(connection, row["article"], Sentences())
                appearances.note(connection, row["article"])
            thread(connection, first)
            connection.execute("DELETE FROM unlinked")
    record.close()


def thread(connection: sqlite3.Connection, first: int) -> None:
    """Tie the statements after one by the utterances that they were made of."""
    same: dict[str, list[int]] = defaultdict(list)
    for row in connection.execute("SELECT id, local_id FROM statements WHERE id > ? ORDER BY id", (first,)):
        same[row["local_id"].partition("/")[2]].append(row["id"])
    for some in (x for x in same.values() if len(x) > 1):
        number = connection.execute("INSERT INTO threads DEFAULT VALUES").lastrowid
        connection.executemany("INSERT INTO thread_statements VALUES (?, ?)", [(s, number) for s in some])
        pairs = combinations(some, 2)
        connection.executemany("INSERT INTO same_utterances VALUES (?, ?, 0.95, 'words')", pairs)


def link(record: Record, article: Article, spent: Spent, times: Times) -> None:
    """Add and link one more article; notes how long linking takes."""
    add(record, [article])
    spent.clear()
    timed(spent, "all", update)(record)
    timed(spent, "encoder", encoded)(article)
    spent["all, and the encoder"] = spent["all"] + spent["encoder"]
    for part, seconds in spent.items():
        times[part].append(1000 * seconds)


def check(record: Record, number: int, world: World, chance: random.Random, times: Times) -> bool:
    """Check a quotation as it stands in the record, with a word changed, or that is not there: is it told rightly?"""
    right = ("verbatim", "altered", "not found")[number % 3]
    said = record.connection.execute(
        "SELECT content FROM statements WHERE id <= ? AND kind = 'direct' ORDER BY id DESC LIMIT 1",
        (chance.randint(100, last(record.connection, "statements")),),
    ).fetchone()["content"]
    found = (world.sentence() if right == "not found" else said.strip("“”")).split()
    size = chance.randint(6, len(found))
    start = chance.randint(0, len(found) - size)
    quote = found[start : start + size]
    if right == "altered":
        quote[chance.randrange(1, size - 1)] = "zeppelin"
    began = time.perf_counter()
    told = check_words(record, " ".join(quote))
    times["check by words"].append(1000 * (time.perf_counter() - began))
    return told.verdict == right


def last(connection: sqlite3.Connection, table: str) -> int:
    """The highest id, which is the count of rows too where none was taken out."""
    found: int = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()[0]
    return found


def report(some: list[tuple[Record, Times]]) -> None:
    for record, times in some:
        counts = [f"{last(record.connection, t):,} {t}" for t in ("statements", "articles", "known_actors")]
        print(f"\n{', '.join(counts)}, {record.path.stat().st_size / 1e6:,.0f} MB")
        print(f"{'':22}{'median':>8}{'p95':>11}{'of the first':>14}")
        for part, spent in times.items():
            p50, p95 = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
            print(f"{part:22}{p50:8.1f}{p95:8.1f} ms{p50 / statistics.median(some[0][1][part]):12.2f} x")
    print(f"\nload of the machine: {os.getloadavg()[1]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="10000,100000,1000000", help="statements, ascending")
    parser.add_argument("--folder", help="where the records are made: 5 GB for 1,000,000 statements")
    args = parser.parse_args()
    spent: Spent = defaultdict(float)
    world, chance = World(random.Random(1)), random.Random(2)
    news = world.articles()
    with tempfile.TemporaryDirectory(dir=args.folder) as folder, ExitStack() as stack:
        stack.enter_context(patch.object(Sentences, "vector", of_words))
        for part, module in (
            ("copies", copies),
            ("known actors", entity_linking),
            ("passages", passage_index),
            ("ties", thread_clustering),
        ):
            stack.enter_context(patch.object(module, "link", timed(spent, part, module.link)))
        held: list[tuple[Record, Times]] = []
        coming: list[list[Article]] = []  # of each record
        for size in map(int, args.sizes.split(",")):
            path = Path(folder) / f"{size}.db"
            fill(Path(folder) / "news.db", news, size)
            shutil.copyfile(Path(folder) / "news.db", path)
            held.append((Record(path), defaultdict(list)))
            coming.append(list(islice(news, _ADDED)))
        for n in range(_ADDED):
            for (record, times), some in zip(held, coming, strict=True):
                link(record, some[n], spent, times)
        right = sum(check(record, n, world, chance, times) for n in range(_CHECKS) for record, times in held)
        report(held)
        print(f"verdicts that are right: {100 * right / _CHECKS / len(held):.1f} %")


if __name__ == "__main__":
    main()
