"""The record's cost: articles a second with one and two workers, what storing adds to reading, the file's size, and
how long searches take over many statements.

python benchmarks/record.py POLNEAR/train.jsonl.gz [--statements 100000]
"""

import argparse
import gzip
import json
import random
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from sayso import Article, Page, Reader, pages
from sayso.parallel import read_all
from sayso.record import Query, Record, search

_WORDS = ("health", "border wall", "tax", "campaign", '"said that"', "debate", "emails", "economy", "jobs", "support")


def texts(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line)["text"] for line in lines]


def page(text: str, number: int) -> tuple[Page, Article]:
    url = f"https://post.example/{number}"
    made = replace(pages.read_text(text), url=url, published="2016-05-05", title=text.partition("\n")[0])
    return Page(text.encode(), url, "text/plain", url, None, "utf-8"), made


def reading(some: list[str], jobs: int) -> tuple[float, list[Article]]:
    """Seconds for reading all, a worker's start left out."""
    articles = [page(text, n)[1] for n, text in enumerate(some)]
    out: list[Article] = []
    began = time.perf_counter()
    for item in read_all(iter(articles), jobs, Reader):
        if not out:
            began = time.perf_counter()
        assert isinstance(item, Article)
        out.append(item)
    return time.perf_counter() - began, out


def storing(some: list[str], read: list[Article], folder: Path) -> tuple[float, int]:
    """Seconds for storing all, and the size of the file."""
    record = Record(folder / "store.db", new=True)
    run = record.begin("benchmark", Reader().engine)
    began = time.perf_counter()
    for n, (text, article) in enumerate(zip(some, read, strict=True)):
        record.add(run, page(text, n)[0], article)
    taken = time.perf_counter() - began
    record.close()
    return taken, (folder / "store.db").stat().st_size


def many(some: list[str], read: list[Article], folder: Path, wanted: int) -> Record:
    """A record of at least so many statements: the articles again and again, their people under other names."""
    record = Record(folder / "many.db", new=True)
    run = record.begin("benchmark", Reader().engine)
    count = number = 0
    chance = random.Random(1)
    while count < wanted:
        for text, article in zip(some, read, strict=True):
            number += 1
            url = f"https://post.example/{number}"
            suffix = chance.choice(("Holm", "Dolan", "Ruud", "Vann", "Amsel"))
            named = tuple(replace(a, name=f"{a.name} {suffix}") for a in article.actors)
            record.add(
                run,
                Page(f"{number} {text}".encode(), url, None, url, None, None),
                replace(article, url=url, actors=named),
            )
            count += len(article.statements)
            if count >= wanted:
                break
    return record


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--articles", type=int, default=sys.maxsize, help="only the first so many")
    args = parser.parse_args()
    some = texts(args.path)[: args.articles]
    one, read = reading(some, 1)
    two, _ = reading(some, 2)
    with tempfile.TemporaryDirectory() as folder:
        stored, size = storing(some, read, Path(folder))
        whole = sum(len(text.encode()) for text in some)
        print(f"{'articles a second, one worker':42}{len(some) / one:8.1f}     ({len(some)} articles)")
        print(f"{'the same, two workers':42}{len(some) / two:8.1f}")
        print(f"{'storing over reading':42}{100 * stored / one:8.1f} %   (at most 10)")
        print(f"{'file over text':42}{size / whole:8.2f}     ({size / 1e6:.1f} over {whole / 1e6:.1f} MB)")
        record = many(some, read, Path(folder), args.statements)
        times = []
        for query in [Query(words) for words in _WORDS] + [
            Query(words, by="Holm", act=("assert",)) for words in _WORDS
        ]:
            for _ in range(5):
                began = time.perf_counter()
                search(record, query)
                times.append(1000 * (time.perf_counter() - began))
        record.close()
    p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"{'search, p50':42}{p50:8.1f} ms  (at most 20; {args.statements} statements)")
    print(f"{'search, p95':42}{p95:8.1f} ms  (at most 100)")


if __name__ == "__main__":
    main()
