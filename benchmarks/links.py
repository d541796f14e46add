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
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate, combinations, islice
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zlib import crc32

import numpy as np

from sayso import Article, Page
from sayso.article import Actor, Engine, Part, Span, Statement
from sayso.links import copies, known, passages, related, tie, update
from sayso.links.check import check_words
from sayso.reading import Sentences
from sayso.reading.decode import Floats
from sayso.record import Record
from sayso.record.file import writing

_FUNCTION = (
    "the of to and a in that for is on was with he it as by at his be have from are this has an not they who but will"
    " had said were their we she her which or its would about one more been when you there after all what if up out can"
    " over some into than could other only him two them so our people also no time first last now any may just because"
).split()
_SYLLABLE = ("b d f g k l m n p r s t v br dr gr st".split(), "aeiou", ("l", "n", "r", "s", "t", ""))
_TITLES = "Mayor Minister Senator Professor Director Governor Commissioner Judge Chairman Captain".split()
_BODIES = "Council Ministry Institute Union Agency Party Court".split()
_WORDS, _NAMES = 30_000, 20_000
_A_DAY, _STATEMENTS = 100, 17  # articles, statements of one
_ADDED, _CHECKS = 60, 200  # articles that are linked one by one, and quotations that are checked, in each record
_TOGETHER = 1000  # articles that one transaction links before
_ENGINE = Engine("0", "none")
_SENTENCES, _ENCODE = Sentences(), Sentences.vector
_VECTORS = np.random.default_rng(1).standard_normal((1 << 15, 384), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance; `speaker` is None where it stays open who made it."""

    number: int
    speaker: int | None
    words: str
    direct: bool


Paragraph = Said | str
Spent = defaultdict[str, float]  # seconds, by part
Times = dict[str, list[float]]  # milliseconds, by part


class World:
    """Writes the news: matters with a cast, what was said, and articles that tell it."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words = [*_FUNCTION, *islice(dict.fromkeys(self._invented(1, 4) for _ in range(2 * _WORDS)), _WORDS)]
        # Zipf's law; half of all words are function words.
        shares = [1 / (n + 4) for n in range(len(_FUNCTION))], [1 / (n + 30) for n in range(_WORDS)]
        self._weights = list(accumulate(w / sum(some) for some in shares for w in some))
        self._phrases = [" ".join(self._some(chance.randint(3, 5))) for _ in range(5000)]
        parts = [[self._invented(2, 3).capitalize() for _ in range(n)] for n in (400, 8000)]
        every = dict.fromkeys(" ".join(map(chance.choice, parts)) for _ in range(2 * _NAMES))
        self._actors = [self._actor(name) for name in islice(every, _NAMES)]
        self._fame = list(accumulate(1 / (n + 20) for n in range(_NAMES)))
        self._day, self._articles, self._utterances = date(2024, 1, 1), 0, 0

    def articles(self) -> Iterator[Article]:
        """One article after the other, day by day."""
        while True:
            today: list[list[Paragraph]] = []
            while len(today) < _A_DAY:
                today += self._matter()
            self._chance.shuffle(today)
            yield from (self._article(told) for told in today[:_A_DAY])
            self._day += timedelta(days=1)

    def sentence(self) -> str:
        found = self._some(self._chance.randint(15, 30))
        if self._chance.random() < 0.4:
            found[self._chance.randrange(len(found))] = self._chance.choice(self._phrases)
        return " ".join(found)

    def _matter(self) -> list[list[Paragraph]]:
        """The articles on one matter: some utterances are in many of them, and some articles are copies."""
        cast = self._chance.choices(range(_NAMES), cum_weights=self._fame, k=7)
        shared = [self._said(cast) for _ in range(8)]
        out: list[list[Paragraph]] = []
        for _ in range(1 + int(self._chance.expovariate(0.6))):
            if out and self._chance.random() < 0.1:
                out.append([p for p in self._chance.choice(out) if self._chance.random() < 0.8])
                continue
            own = cast + self._chance.choices(range(_NAMES), cum_weights=self._fame, k=3)
            told: list[Paragraph] = [*self._chance.sample(shared, 3)]
            told += [self._said(own) for _ in range(_STATEMENTS - 3)]
            told += [f"{self.sentence()}." for _ in range(11)] + [f"{self.sentence()} “{self.sentence()}”."]
            self._chance.shuffle(told)
            out.append(told)
        return out

    def _some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)

    def _invented(self, fewest: int, most: int) -> str:
        return "".join(self._chance.choice(x) for _ in range(self._chance.randint(fewest, most)) for x in _SYLLABLE)

    def _actor(self, name: str) -> Actor:
        if self._chance.random() < 0.25:
            return Actor("", f"{name.split()[1]} {self._chance.choice(_BODIES)}", "organization", ())
        titles = (self._chance.choice(_TITLES),) if self._chance.random() < 0.6 else ()
        body = f"{self._chance.choice(self._words[-500:]).capitalize()} {self._chance.choice(_BODIES)}"
        return Actor("", name, "person", (), titles, body if self._chance.random() < 0.4 else None)

    def _said(self, cast: list[int]) -> Said:
        self._utterances += 1
        speaker = self._chance.choice(cast) if self._chance.random() < 0.86 else None
        return Said(self._utterances, speaker, self.sentence(), direct=self._chance.random() < 0.4)

    def _article(self, told: list[Paragraph]) -> Article:
        self._articles += 1
        title = " ".join(self._some(8))
        text = title
        statements: list[Statement] = []
        for p in told:
            if isinstance(p, str):
                text += f"\n\n{p}"
            else:
                text, made = self._statement(p, f"{text}\n\n", len(statements))
                statements.append(made)
        cast: dict[tuple[str, ...], tuple[Span, ...]] = defaultdict(tuple)
        for s in statements:
            cast[s.speakers] += s.source
        actors = (replace(self._actors[int(a)], id=a, mentions=found) for who, found in cast.items() for a in who)
        return Article(
            str(self._articles), text, url=f"https://post{self._articles % 30}.example/{self._articles}", title=title,
            outlet=f"Post {self._articles % 30}", published=f"{self._day}T{self._chance.randrange(24):02}:00:00Z",
            language="en", parts=(Part("headline", 0, len(title)),), statements=tuple(statements),
            actors=tuple(actors), engine=_ENGINE,
        )  # fmt: skip

    def _statement(self, said: Said, text: str, place: int) -> tuple[str, Statement]:
        """A text that goes on with an utterance, and its statement, whose id tells which utterance it is."""
        name = "officials" if said.speaker is None else self._actors[said.speaker].name
        words = f"“{said.words}”" if said.direct else said.words
        ends = list(accumulate(map(len, (name, " ", "said", " ", words)), initial=len(text)))
        text += f"{name} said {words}."
        source, cue, content = (Span.of(text, ends[n], ends[n + 1]) for n in (0, 2, 4))
        speakers = () if said.speaker is None else (str(said.speaker),)
        return text, Statement(
            f"{place}/{said.number}", (cue,), (source,), (content,), "direct" if said.direct else "indirect", 0.9,
            speakers=speakers, sourcing="named" if speakers else "unnamed",
        )  # fmt: skip


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
    run = record.begin("benchmark", _ENGINE)
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
        add(record, list(islice(news, min(_TOGETHER, more // _STATEMENTS + 1))))
        with writing(connection, path):
            for row in connection.execute("SELECT article FROM unlinked ORDER BY article").fetchall():
                copies.link(connection, row["article"])
                known.link(connection, row["article"])
                passages.link(connection, row["article"], Sentences())
                related.link(connection, row["article"])
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
        print(f"{'':20}{'median':>8}{'p95':>11}{'of the first':>14}")
        for part, spent in times.items():
            p50, p95 = statistics.median(spent), statistics.quantiles(spent, n=20)[-1]
            print(f"{part:20}{p50:8.1f}{p95:8.1f} ms{p50 / statistics.median(some[0][1][part]):12.2f} x")
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
        for part, module in (("copies", copies), ("known actors", known), ("passages", passages), ("ties", tie)):
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
