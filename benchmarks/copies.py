"""How many partial copies of articles are found, how many false ones, and what linking an article costs.

    python benchmarks/copies.py [--corpus POLNEAR/train.jsonl.gz] [--articles 2000]

The articles are generated, or are those of JSON lines with `text`, gzipped. Of some of them copies are made: 40 to
100 % of the paragraphs, sometimes in another order, 0 to 10 % of the words edited, another headline, sometimes as much
again added. Others quote the same speech, which is under a tenth of each.
"""

import argparse
import gzip
import json
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from sayso import Article, Page
from sayso.article import Engine
from sayso.linking import copies
from sayso.record import Record
from sayso.record.connection import writing

_COPIES = 500
_QUOTING = 200  # pairs of articles that quote the same speech
_FUNCTION = "the of to and a in that for on is was with he by at it from as his be has an have but had will".split()
_TOGETHER = 20  # articles that one transaction links
_DAY = datetime(2026, 3, 13, 8, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text to be added, when it was published, and the number of the piece that it was copied from."""

    text: str
    published: datetime
    source: int | None = None


class Writer:
    """Writes articles with the repetitions of news: function words, frequent words, phrases, an outlet's last lines."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        letters = "abdefghiklmnoprstuv"
        self._words = ["".join(chance.choices(letters, k=chance.randint(3, 10))) for _ in range(20_000)]
        self._weights = list(accumulate(1 / (rank + 10) for rank in range(len(self._words))))
        self._phrases = [self._some(chance.randint(3, 8)) for _ in range(500)]
        self._footers = [self._some(chance.randint(12, 25)) for _ in range(20)]

    def article(self) -> str:
        """An article of 150 to 900 words: headline, paragraphs, and its outlet's last line."""
        wanted = self._chance.randint(150, 900)
        paragraphs = [" ".join(self._some(self._chance.randint(6, 12)))]
        while sum(len(p.split()) for p in paragraphs) < wanted:
            paragraphs.append(self.paragraph())
        return "\n\n".join([*paragraphs, " ".join(self._chance.choice(self._footers))])

    def paragraph(self) -> str:
        """Two to four sentences."""
        return " ".join(self._sentence() for _ in range(self._chance.randint(2, 4)))

    def _sentence(self) -> str:
        made = self._some(self._chance.randint(8, 20))
        if self._chance.random() < 0.3:
            at = self._chance.randrange(len(made))
            made[at:at] = self._chance.choice(self._phrases)
        return " ".join(made).capitalize() + "."

    def _some(self, count: int) -> list[str]:
        common = self._chance.choices(self._words, cum_weights=self._weights, k=count)
        return [self._chance.choice(_FUNCTION) if self._chance.random() < 0.45 else word for word in common]


def copied(text: str, other: str, chance: random.Random) -> str:
    """A partial copy of a text, with paragraphs of its own taken from another."""
    headline, *paragraphs = [p for p in text.split("\n") if p.strip()]
    kept = max(1, round(len(paragraphs) * chance.uniform(0.4, 1)))
    taken = [paragraphs[i] for i in sorted(chance.sample(range(len(paragraphs)), kept))]
    rate = chance.uniform(0, 0.1)
    made = [edited(p, rate, chance) for p in taken]
    if chance.random() < 0.2:
        chance.shuffle(made)
    if chance.random() < 0.3:
        room = chance.uniform(0, 1) * sum(len(p.split()) for p in made)
        for paragraph in (p for p in other.split("\n")[1:] if p.strip()):
            room -= len(paragraph.split())
            if room < 0:
                break
            made.insert(chance.randrange(len(made) + 1), paragraph)
    return "\n\n".join([" ".join(chance.sample(headline.split(), len(headline.split()))), *made])


def edited(paragraph: str, rate: float, chance: random.Random) -> str:
    """A paragraph of which a share of the words is left out, replaced, or has a word put before."""
    out: list[str] = []
    found = paragraph.split()
    for word in found:
        if chance.random() >= rate:
            out.append(word)
        elif (how := chance.randrange(3)) > 0:
            out += [chance.choice(found), *[word] * (how - 1)]
    return " ".join(out)


def quoting(one: str, two: str, speech: str, chance: random.Random) -> tuple[str, str]:
    """Two texts that quote the same words, under a tenth of each; half of them in quotation marks."""
    short = min(len(one.split()), len(two.split()))
    said = " ".join(speech.split()[: int(short * 0.09)])
    shown = f"“{said}”" if chance.random() < 0.5 else said
    return one + "\n\n" + shown, shown + "\n\n" + two


def pieces(texts: list[str], chance: random.Random) -> list[Piece]:
    """The texts of a record; the last fifth of those given is kept out of it, to be mixed in."""
    fifth = len(texts) // 5
    texts, spare = texts[:-fifth], texts[-fifth:]
    out = [Piece(text, _DAY + timedelta(minutes=chance.randrange(10_000))) for text in texts]
    sources = [chance.randrange(len(texts)) for _ in range(_COPIES)]
    for source in sources:
        text = copied(texts[source], chance.choice(spare), chance)
        out.append(Piece(text, out[source].published + timedelta(minutes=chance.randint(1, 3000)), source))
    uncopied = [n for n in range(len(texts)) if n not in set(sources)]
    for one, two in zip(uncopied[: 2 * _QUOTING : 2], uncopied[1 : 2 * _QUOTING : 2], strict=False):
        both = quoting(texts[one], texts[two], chance.choice(spare), chance)
        for number, text in zip((one, two), both, strict=True):
            out[number] = Piece(text, out[number].published)
    return out


def added(record: Record, some: list[Piece], order: list[int]) -> dict[int, int]:
    """Adds the pieces in this order; gives which one each article is."""
    engine = Engine("0", "none")
    run = record.begin("benchmark", engine)
    for number in order:
        piece = some[number]
        url = f"https://post.example/{number}"
        when = piece.published.isoformat()
        article = Article(str(number), piece.text, url=url, published=when, engine=engine)
        record.add(run, Page(piece.text.encode(), url, "text/plain", url, None, "utf-8"), article)
    found = record.connection.execute("SELECT id, key FROM articles").fetchall()
    return {row["id"]: int(row["key"].rpartition("/")[2]) for row in found}


def linked(record: Record, articles: list[int]) -> Iterator[float]:
    """Links the articles; the milliseconds that each took."""
    for at in range(0, len(articles), _TOGETHER):
        with writing(record.connection, record.path):
            for article in articles[at : at + _TOGETHER]:
                began = time.perf_counter()
                copies.link(record.connection, article)
                yield 1000 * (time.perf_counter() - began)


def shared(one: str, two: str) -> float:
    """The larger share of the words of two texts that stand in four words of both, by no code of the program."""
    found = [text.lower().split() for text in (one, two)]
    fours = [[tuple(w[i : i + 4]) for i in range(len(w) - 3)] for w in found]
    common = set(fours[0]) & set(fours[1])
    covered = [{i + k for i, four in enumerate(some) if four in common for k in range(4)} for some in fours]
    return max(len(c) / max(1, len(w)) for c, w in zip(covered, found, strict=True))


def report(record: Record, some: list[Piece], which: dict[int, int], spent: list[float]) -> None:
    """Prints what was found of what is there."""
    originals = {
        which[row["article"]]: which[row["original"]] for row in record.connection.execute("SELECT * FROM copies")
    }
    made = {n: piece.source for n, piece in enumerate(some) if piece.source is not None}
    found = sum(originals.get(n) == source for n, source in made.items())
    pairs = record.connection.execute("SELECT article, other FROM shared_texts WHERE article < other").fetchall()
    under = [(a, b) for a, b in pairs if shared(some[which[a]].text, some[which[b]].text) < 0.1]
    others = {n: original for n, original in originals.items() if n not in made}
    tenth = len(spent) // 10
    print(f"{'articles':42}{len(some):8}")
    print(f"{'copies found, with their original':42}{100 * found / len(made):8.1f} %   (at least 98, of {len(made)})")
    print(f"{'copies found':42}{100 * len(originals.keys() & made.keys()) / len(made):8.1f} %")
    print(f"{'pairs that share text':42}{len(pairs):8}")
    print(f"{'of these under 10 % shared':42}{len(under):8}     (none)")
    print(f"{'copies that nobody made':42}{len(others):8}")
    print(f"{'linking an article':42}{sum(spent) / len(spent):8.2f} ms")
    print(f"{'the first tenth of them':42}{sum(spent[:tenth]) / tenth:8.2f} ms")
    print(f"{'the last tenth of them':42}{sum(spent[-tenth:]) / tenth:8.2f} ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--articles", type=int, default=2000, help="how many are generated")
    args = parser.parse_args()
    chance = random.Random(1)
    if args.corpus:
        with gzip.open(args.corpus, "rt", encoding="utf8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
    else:
        writer = Writer(chance)
        texts = [writer.article() for _ in range(args.articles)]
    some = pieces(texts, chance)
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder) / "copies.db", new=True)
        which = added(record, some, chance.sample(range(len(some)), len(some)))
        spent = list(linked(record, sorted(which)))
        report(record, some, which, spent)
        record.close()


if __name__ == "__main__":
    main()
