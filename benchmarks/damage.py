"""Records whose files are damaged at random, over all verbs: each verb tells it in one line, `verify` misses no damage
of what a record holds, and cries on none that is whole.

    python benchmarks/damage.py [--records 1000] [--seed 0]

Bytes are changed, overwritten or cut off, in one to six places. Damage that no row shows is none: free pages, and what
lies between rows; but an index and the words for searching may be damaged too. Of the columns for which nothing else in
the file vouches (who an actor is, what a page's address was), it is told where `verify` missed a change.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner, Result

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from cli.test_damaged_records import VERBS, damaged
from invented_articles import invented_articles

from sayso import Reader
from sayso.cli.main import main as sayso
from sayso.linking import update
from sayso.pages import Page, read_text
from sayso.record import Record

Rows = dict[str, list[tuple[object, ...]]]


def made(path: Path, articles: int) -> None:
    reader = Reader()
    record = Record(path, new=True)
    run = record.begin("add", reader.engine)
    for number, article in enumerate(invented_articles()[:articles]):
        page = Page(article["text"].encode(), f"https://post.example/{number}", "text/plain", "x", None, None)
        record.add(run, page, reader.read(read_text(article["text"])), None)
    update(record)
    record.close()


def rows(path: Path) -> Rows | None:
    """All that stands in a record's tables, without what serves for searching; None where that cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as plain:
            plain.text_factory = bytes
            names = [name.decode() for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            kept = [name for name in names if "_words" not in name and name != "sqlite_sequence"]
            return {name: plain.execute(f'SELECT * FROM "{name}"').fetchall() for name in kept}
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def unlike(whole: Rows, now: Rows | None) -> str:
    """The first table, and of a row the number of the column, in which two records differ; empty where they hold the
    same."""
    if now is None:
        return "the file"
    for table in sorted(whole.keys() | now.keys()):
        some, others = whole.get(table, []), now.get(table, [])
        columns = {n for a, b in zip(some, others, strict=False) for n, x in enumerate(a) if x != b[n]}
        if columns or len(some) != len(others):
            return f"{table} {sorted(columns)}"
    return ""


def problem(verb: str, done: Result) -> str:
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return f"{verb}: {type(done.exception).__name__}: {done.exception}"
    if done.exit_code == 1 and verb != "verify" and done.stderr.count("\n") != 1:
        return f"{verb}: not one line: {done.stderr!r}"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--articles", type=int, default=6)
    options = parser.parse_args()
    rng, problems, seen, missed = random.Random(options.seed), Counter[str](), Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        first, path = Path(name) / "whole.db", Path(name) / "news.db"
        made(first, options.articles)
        data, whole = first.read_bytes(), rows(first) or {}
        for _ in range(options.records):
            bad = damaged(data, rng)
            path.write_bytes(bad)
            table, told = unlike(whole, rows(path)), ""
            for verb, *rest in VERBS:
                path.write_bytes(bad)
                for left in path.parent.glob("news.db-*"):
                    left.unlink()
                done = CliRunner().invoke(sayso, [verb, str(path), *rest])
                if found := problem(verb, done):
                    problems[found] += 1
                if verb == "verify":
                    told = "whole" if done.exit_code == 0 else "damaged"
            seen[f"{'changed' if table else 'unchanged'}, told {told}"] += 1
            missed[table] += bool(table) and told == "whole"
    for what, count in sorted((*seen.items(), *((f"missed in {t}", n) for t, n in missed.items() if n))):
        print(f"{what:44}{count:6}")
    print(f"{'not told in one line, or a traceback':44}{sum(problems.values()):6}")
    for what, count in problems.most_common(20):
        print(f"{count:6} {what[:200]}")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
