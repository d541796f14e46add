"""How often a record takes one for one and two for two, on who is who by reading.

python benchmarks/identity.py SHARED [--before OLDER/src]

It reads PolNeAR's 840 and 84 articles (about 4 minutes), links them at once and in another order, and prints pairwise
precision and recall, B-cubed and the macro figure for the half that rules were chosen on, the other, and all; the share
of linking in the time; and the 30 actors that say most. With --before an older sayso links the same readings.
"""

import argparse
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from identity_gold import appearances, figures, is_held

from sayso import Article, Reader
from sayso.linking import actor_corrections, entity_linking
from sayso.pages import Page
from sayso.record import Record
from sayso.record.connection import writing

FILES = {"train": "train_speakers", "dev": "dev_speakers_all"}


def read(shared: Path, part: str) -> tuple[list[Article], float]:
    """The articles of a part as read, with outlet and day, and the seconds that took."""
    reader = Reader()
    with gzip.open(shared / f"data/polnear/{FILES[part]}.jsonl.gz", "rt") as lines:
        articles = [_article(line) for line in lines]
    began = time.process_time()
    return [reader.read(article) for article in articles], time.process_time() - began


def _article(line: str) -> Article:
    raw = json.loads(line)
    outlet, day = re.fullmatch(r"(.+?)_(\d{4}-\d\d-\d\d)_.*", raw["id"], re.DOTALL).groups()  # type: ignore[union-attr]
    text = raw["text"]
    return Article(raw["id"], text, title=text.split("\n")[0], outlet=outlet, published=day, language="en")


def fill(path: Path, articles: list[Article]) -> Record:
    """A new record of articles that were read."""
    record = Record(path, new=True)
    assert articles[0].engine is not None
    run = record.begin("add", articles[0].engine)
    for a in articles:
        record.add(run, Page(a.text.encode(), None, "text/plain", a.id, None, None), a)
    return record


def link(record: Record, step: int) -> float:
    """Join the actors of all articles, so many at once; the seconds."""
    waiting = [row["article"] for row in record.connection.execute("SELECT article FROM unlinked ORDER BY article")]
    began = time.process_time()
    for first in range(0, len(waiting), step):
        with writing(record.connection, record.path):
            entity_linking.link(record.connection, waiting[first : first + step])
    return time.process_time() - began


_BEFORE = """
import json, sys
from pathlib import Path
from sayso import Article, Page
from sayso.linking import known
from sayso.record import Record
from sayso.record.connection import writing
record = Record(Path(sys.argv[1]), new=True)
for line in Path(sys.argv[2]).open():
    a = Article.from_dict(json.loads(line))
    record.add(record.begin("add", a.engine), Page(a.text.encode(), None, "text/plain", a.id, None, None), a)
with writing(record.connection, record.path):
    for row in record.connection.execute("SELECT article FROM unlinked ORDER BY article").fetchall():
        known.link(record.connection, row["article"])
"""


def linked_before(source: Path, path: Path, articles: list[Article]) -> Record:
    """The record that an older sayso makes and links of the same articles, as they were read."""
    lines = path.with_suffix(".jsonl")
    lines.write_text("".join(json.dumps(a.to_dict()) + "\n" for a in articles))
    environment = {**os.environ, "PYTHONPATH": str(source)}
    subprocess.run([sys.executable, "-c", _BEFORE, str(path), str(lines)], env=environment, check=True)
    return Record(path)


def tell(record: Record, part: str) -> Iterator[str]:
    """The table of one record."""
    found, missed = appearances(record, part)
    for name, some in (
        ("chosen on", [a for a in found if not is_held(a.label)]),
        ("held", [a for a in found if is_held(a.label)]),
        ("all", found),
    ):
        f = figures(some)
        pairs = f"pairs {f['precision']:6.2f} {f['recall']:6.2f}   B3 {f['b3_precision']:6.2f} {f['b3_recall']:6.2f}"
        yield f"  {name:9}  {f['appearances']:5.0f} of {f['actors']:4.0f}   {pairs}   macro {f['macro_recall']:6.2f}"
    yield f"  {missed} of the gold are credited with nothing"


def partition(record: Record) -> set[frozenset[tuple[str, str]]]:
    """Who is one with whom."""
    groups: dict[int, set[tuple[str, str]]] = {}
    for row in record.connection.execute(
        "SELECT l.known, v.local_id AS article, a.local_id FROM actor_links AS l JOIN actors AS a ON a.id = l.actor"
        " JOIN versions AS v ON v.id = a.version"
    ):
        groups.setdefault(row["known"], set()).add((row["article"], row["local_id"]))
    return {frozenset(group) for group in groups.values()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--before", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for part in FILES:
            articles, reading = read(given.shared, part)
            record = fill(Path(folder) / f"{part}.db", articles)
            linking = link(record, 200)
            print(f"{part}: read in {reading:.1f} s, linked in {linking:.1f} s ({100 * linking / reading:.1f} %)")
            print("\n".join(tell(record, part)))
            shuffled = random.Random(1).sample(articles, len(articles))
            other = fill(Path(folder) / f"{part}-shuffled.db", shuffled)
            seconds = link(other, 7)
            same = partition(record) == partition(other)
            print(
                f"  in another order, seven at a time: {'the same actors' if same else 'OTHER ACTORS'}, {seconds:.1f} s"
            )
            if given.before:
                print("before:")
                print("\n".join(tell(linked_before(given.before, Path(folder) / f"{part}-before.db", articles), part)))
            for a in actor_corrections.actors(record, limit=30 if part == "train" else 0):
                print(f"    {a.id} {a.name} ({a.type}; {a.gender}; {', '.join(a.titles)}) {a.statements}")


if __name__ == "__main__":
    main()
