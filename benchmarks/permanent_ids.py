"""What becomes of statements' ids when much is read otherwise: which share leads to the same statement, to one that it
is read as a part of, or to the reason why it is gone; and what the ids cost.

sayso read --nl PAGE… > read.jsonl
python benchmarks/permanent_ids.py read.jsonl [--share .1] [--seed 1]
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sayso import Article, Page
from sayso.article import Span, Statement
from sayso.record import Record, keep_reread, verify
from sayso.record.permanent_ids import Current, find


def disturbed(article: Article, chance: random.Random, share: float) -> Article:
    """The article as another reader might read it: of a share of its statements cue or content, or both, end a word
    sooner or later, and a third of these are not there."""
    gone = {s.id for s in article.statements if chance.random() < share / 3}
    kept = [s for s in article.statements if s.id not in gone]
    moved = (_moved(s, article.text, chance) if chance.random() < share * 2 / 3 else s for s in kept)
    return replace(article, statements=tuple(replace(s, parent=None if s.parent in gone else s.parent) for s in moved))


def _moved(s: Statement, text: str, chance: random.Random) -> Statement:
    what = chance.choice((("cue",), ("content",), ("cue", "content")))
    cue, content = (
        tuple(_a_word_on(x, text, chance) for x in spans) if role in what else spans
        for role, spans in (("cue", s.cue), ("content", s.content))
    )
    return replace(s, cue=cue, content=content)


def _a_word_on(span: Span, text: str, chance: random.Random) -> Span:
    """The span with a word more at its end, or one less where it has several."""
    less = span.text.rfind(" ")
    more = text.find(" ", span.end + 1)
    end = span.start + less if less > 0 and chance.random() < 0.5 else more
    return Span.of(text, span.start, end) if end > span.start else span


def articles(path: Path) -> Iterator[Article]:
    with path.open(encoding="utf8") as lines:
        yield from (Article.from_dict(json.loads(line)) for line in lines)


def became(record: Record, id: str, was: tuple[int, str], stayed: set[tuple[int, str]]) -> str:
    """What an id leads to; `stayed` are the versions and local ids of what is still read."""
    found = find(record.connection, id)
    if isinstance(found, Current):
        row = record.connection.execute(
            "SELECT version, local_id FROM statements WHERE id = ?", (found.number,)
        ).fetchone()
        if tuple(row) == was:
            return "to the same statement"
        return "to another, and it is still read" if was in stayed else "to another, and it is not read any more"
    if found is None:
        return "nowhere"
    return "to why it is gone, and it is still read" if was in stayed else "to why it is gone"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("read", type=Path)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        record = Record(Path(folder) / "r.db", new=True)
        read = list(articles(given.read))
        assert read[0].engine is not None
        run = record.begin("benchmark", read[0].engine)
        began = time.perf_counter()
        for a in read:
            record.add(run, Page(a.text.encode(), a.url, "text/plain", a.id, None, "utf-8"), a)
        print(f"{len(read)} articles added in {time.perf_counter() - began:.1f} s")
        rows = record.connection.execute("SELECT permanent, version, local_id FROM statements").fetchall()
        before = {row["permanent"]: (row["version"], row["local_id"]) for row in rows}
        stayed: set[tuple[int, str]] = set()
        began = time.perf_counter()
        for version, a in enumerate(read, 1):
            made = disturbed(a, chance, given.share)
            stayed |= {(version, s.id) for s in made.statements}
            keep_reread(record, run, version, made)
        print(f"reread in {time.perf_counter() - began:.1f} s")
        told = Counter(became(record, id, was, stayed) for id, was in before.items())
        print(f"{len(before)} ids, of which {1 - len(stayed) / len(before):.1%} are not read any more, lead")
        for what, count in told.most_common():
            print(f"{count:7} {count / len(before):7.2%}  {what}")
        for line in verify(record):
            print(line)
        record.close()


if __name__ == "__main__":
    main()
