"""Who is who across articles, decided by reading (`linking/identity.jsonl`), and how a record agrees."""

import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from sayso.actors.names import folded
from sayso.record import Record

_GOLD = Path(__file__).with_name("linking") / "identity.jsonl"
_MOST = 20  # appearances of one actor that count, drawn by seed


class Appearance(NamedTuple):
    """One whom an article credits: who that is, whom the record takes it for, and the row of the article's actor."""

    label: str
    known: object
    actor: int


def gold(part: str) -> dict[str, list[dict[str, Any]]]:
    """The actors of each article of `train` or `dev`: a label that is the same in all articles, and the names there."""
    lines = (json.loads(line) for line in _GOLD.read_text().splitlines())
    return {line["article"]: line["actors"] for line in lines if line["part"] == part}


def is_held(label: str) -> bool:
    """Whether an actor is of the half that nothing was chosen on."""
    return bool(hashlib.sha256(label.encode()).digest()[-1] % 2)


def appearances(record: Record, part: str) -> tuple[list[Appearance], int]:
    """Those whom the record credits and the gold names; and how many of the gold it credits with nothing."""
    speaking: dict[str, list[Any]] = defaultdict(list)
    for row in record.connection.execute(
        "SELECT a.id, a.name, v.local_id AS article, l.known, count(*) AS said FROM statement_actors AS x"
        " JOIN actors AS a ON a.id = x.actor JOIN versions AS v ON v.id = a.version AND v.latest"
        " LEFT JOIN actor_links AS l ON l.actor = a.id WHERE x.role = 'speaker' GROUP BY a.id ORDER BY a.id"
    ):
        speaking[row["article"]].append(row)
    meant: dict[int, list[Appearance]] = defaultdict(list)
    missed = 0
    for article, actors in gold(part).items():
        for actor in actors:
            names = {folded(name) for name in actor["names"]}
            same = [row for row in speaking[article] if folded(row["name"]) in names]
            if not same:
                missed += 1
                continue
            row = max(same, key=lambda r: (r["said"], len(r["name"]), -r["id"]))
            known = row["known"] if row["known"] is not None else ("nobody", row["id"])
            meant[row["id"]].append(Appearance(actor["label"], known, row["id"]))
    # Where one of the record is two of the gold, the article was misread, not the record mislinked.
    return [some[0] for some in meant.values() if len({a.label for a in some}) == 1], missed


def figures(found: Iterable[Appearance]) -> dict[str, float]:
    """Pairwise and B-cubed precision and recall in percent, and the mean over actors of the share of pairs joined; at
    most 20 appearances of one actor count (Bagga and Baldwin, "Algorithms for Scoring Coreference Chains", 1998)."""
    by_label: dict[str, list[Appearance]] = defaultdict(list)
    for a in sorted(found, key=lambda a: (a.label, a.actor)):
        by_label[a.label].append(a)
    draw = random.Random(1)
    rows = [a for some in by_label.values() for a in (some if len(some) <= _MOST else draw.sample(some, _MOST))]
    labels, known = Counter(a.label for a in rows), Counter(a.known for a in rows)
    both = Counter((a.label, a.known) for a in rows)
    joined = sum(_pairs(n) for n in both.values())
    own: dict[str, int] = defaultdict(int)
    for (label, _), n in both.items():
        own[label] += _pairs(n)
    several = [own[label] / _pairs(n) for label, n in labels.items() if n > 1]
    return {
        "appearances": len(rows),
        "actors": len(labels),
        "precision": round(100 * joined / max(1, sum(map(_pairs, known.values()))), 2),
        "recall": round(100 * joined / max(1, sum(map(_pairs, labels.values()))), 2),
        "b3_precision": round(100 * sum(n * n / known[k] for (_, k), n in both.items()) / len(rows), 2),
        "b3_recall": round(100 * sum(n * n / labels[x] for (x, _), n in both.items()) / len(rows), 2),
        "macro_recall": round(100 * sum(several) / max(1, len(several)), 2),
    }


def _pairs(n: int) -> int:
    return n * (n - 1) // 2
