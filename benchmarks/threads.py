"""How many statements that report one utterance are tied together: labelled pairs of invented events; and of PolNeAR's
training articles, read and linked, the pairs that a reader found in articles on one event, and the quotations that
articles share.

python benchmarks/threads.py [../shared/data/polnear/train.jsonl.gz]
"""

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from labelled_threads import f1, labelled, tied
from labelled_utterances import groups, told
from labelled_utterances import tied as tied_pairs

from sayso import Article, Page, Reader, linking
from sayso.article import Part
from sayso.linking.words import forms, shingles
from sayso.parallel import read_all
from sayso.record import Query, Record
from sayso.text.quotes import quotations

_SHARED = 8  # words in a row that make two quotations one


def shared_quotations(articles: list[dict[str, Any]]) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Pairs of quotations in different articles that share eight words in a row, each by its article and the place of
    its words; attributed ones only."""
    places: dict[int, set[tuple[int, int]]] = {}
    for n, article in enumerate(articles):
        for start, end in _quoted(article):
            for value in shingles(forms(article["text"][start:end]), _SHARED):
                places.setdefault(value, set()).add((n, start))
    return {
        (min(a, b), max(a, b)) for some in places.values() for a, b in combinations(sorted(some), 2) if a[0] != b[0]
    }


def _quoted(article: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """The annotated contents, as far as they stand in quotation marks."""
    contents = [tuple(x) for a in article["attributions"] for x in a.get("content", ())]
    for q in quotations(article["text"]):
        if q.depth == 0 and any(start < q.end and q.start < end for start, end in contents):
            yield q.start, q.end


def read(articles: list[dict[str, Any]], folder: Path) -> Record:
    """A record of the articles, linked."""
    record = Record(folder / "news.db", new=True)
    run = record.begin("benchmark", Reader().engine)
    made = (
        Article(
            a["id"], a["text"], title=a["title"], outlet=a["publisher"], published=a["date"], language="en",
            parts=(Part("headline", 0, len(a["title"])),) if a["text"].startswith(a["title"]) else (),
        )
        for a in articles
    )  # fmt: skip
    for raw, article in zip(articles, read_all(made, 2, Reader), strict=True):
        assert isinstance(article, Article)
        record.add(run, Page(raw["text"].encode(), raw["id"], "text/plain", raw["id"], None, "utf-8"), article)
    linking.update(record)
    return record


def found(record: Record, articles: list[dict[str, Any]], pairs: set[tuple[tuple[int, int], tuple[int, int]]]) -> int:
    """How many of the pairs stand in statements of one thread."""
    threads: dict[str, list[tuple[int, int, int]]] = {}
    for row in record.connection.execute(
        'SELECT v.local_id, x.start, x."end", t.thread FROM thread_statements AS t JOIN spans AS x'
        " ON x.statement = t.statement AND x.role = 'content' JOIN statements AS s ON s.id = t.statement"
        " JOIN versions AS v ON v.id = s.version"
    ):
        threads.setdefault(row["local_id"], []).append((row["start"], row["end"], row["thread"]))

    def of(place: tuple[int, int]) -> set[int]:
        return {t for start, end, t in threads.get(articles[place[0]]["id"], ()) if start <= place[1] + 1 < end}

    return sum(bool(of(a) & of(b)) for a, b in pairs)


def tell_pairs(record: Record) -> None:
    """Print how many pairs of the gold are tied, in its two halves, and by loose threads."""
    sure = {row["statement"]: row["thread"] for row in record.connection.execute("SELECT * FROM thread_statements")}
    numbers = {row["id"]: row["number"] for row in record.connection.execute("SELECT id, number FROM statement_view")}
    loose = {
        numbers[r.statement]: n
        for n, t in enumerate(linking.threads(record, Query(limit=sys.maxsize), loose=True))
        for r in t.reports
    }
    some = groups(record.connection)
    for name, half in (("chosen half", False), ("held half", True)):
        own = [g for g in some if g.held is half]
        for kind, threads in (("", sure), (", loose", loose)):
            print(f"utterances of PolNeAR, {name}{kind}: {told(tied_pairs(own, threads))}")


def main() -> None:
    events = labelled()
    for name, some, reader in (
        ("labelled pairs", events, None),
        ("  their articles read by sayso", events, Reader()),
    ):
        with tempfile.TemporaryDirectory() as folder:
            counts = tied(Path(folder), some, reader)
        print(f"{name}: F1 {f1(counts):.1f} ({dict(counts)})")
    if len(sys.argv) > 1:
        with gzip.open(sys.argv[1], "rt", encoding="utf8") as lines:
            articles = [json.loads(line) for line in lines]
        pairs = shared_quotations(articles)
        with tempfile.TemporaryDirectory() as folder:
            record = read(articles, Path(folder))
            tell_pairs(record)
            share = found(record, articles, pairs)
        print(f"quotations that articles share: {share} of {len(pairs)} pairs found ({100 * share / len(pairs):.1f} %)")


if __name__ == "__main__":
    main()
