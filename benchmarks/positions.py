"""How rightly statements are put to claims: 28 claims with 44 statements each (`tests/analysis/claims.jsonl`), read in
PolNeAR train for this project, of which those `held` chose nothing; and what of its turns is told.

python benchmarks/positions.py RECORD [--time]

RECORD is a finished, linked record of PolNeAR train's articles by their ids; it is not changed.
"""

import argparse
import json
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sayso.analysis.claim import Asked
from sayso.analysis.position_relation import LEAST, SURE, Stands, about, stands
from sayso.analysis.positions import positions
from sayso.record import Record

CLAIMS = Path(__file__).parent.parent / "tests" / "analysis" / "claims.jsonl"
_TOPICS = ("minimum wage", "Guantanamo", "Planned Parenthood", "refugees", "trump")
_AT = """
SELECT s.id, s.permanent, v.local_id, x.start, x."end" FROM statements AS s JOIN versions AS v ON v.id = s.version
JOIN spans AS x ON x.statement = s.id AND x.role = 'cue' AND x.position = 0
"""
Gold = list[tuple[int, dict[str, Any]]]


def main() -> None:
    """Print precision and recall of both halves, of what is sure and of all that is shown, and the turns."""
    asking = argparse.ArgumentParser(description=__doc__)
    asking.add_argument("record", type=Path)
    asking.add_argument("--time", action="store_true", help="only how long it takes to ask")
    args = asking.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "news.db"
        shutil.copy(args.record, copy)
        record = Record(copy)
        claims = [json.loads(line) for line in CLAIMS.read_text("utf8").splitlines()]
        if args.time:
            _times(record, [*_TOPICS, *(c["claim"] for c in claims)])
        else:
            for name, held in (("chosen", False), ("held", True)):
                _measure(record, name, [c for c in claims if c["held"] is held])
        record.close()


def _times(record: Record, questions: Iterable[str]) -> None:
    positions(record, "warm")
    took = []
    for asked in questions:
        begin = time.perf_counter()
        positions(record, asked)
        took.append(time.perf_counter() - begin)
    took.sort()
    print(f"{len(took)} questions: median {took[len(took) // 2]:.2f} s, longest {took[-1]:.2f} s")


def _measure(record: Record, name: str, claims: list[dict[str, Any]]) -> None:
    places = _places(record.connection)
    rows: list[tuple[str, str, float]] = []
    reached = Counter[bool]()
    turns = Counter[str]()
    for claim in claims:
        gold = [(places[tuple(s["at"])][0], s) for s in claim["statements"]]
        asked = Asked.of(claim["claim"])
        rows += _judged(gold, stands(record, asked, [n for n, _ in gold]))
        near = set(about(record, asked))
        reached.update(n in near for n, s in gold if s["label"] != "none")
        turns += _turns(record, claim, places)
    share = reached[True] / reached.total()
    print(f"{name}: {len(claims)} claims; of the statements that show a position {share:.0%} are looked at")
    for called, least in (("sure", SURE), ("shown", LEAST)):
        shown = [(told, right) for told, right, chance in rows if told != "none" and chance >= least]
        good = sum(told == right for told, right in shown)
        wanted = sum(right != "none" for _, right, _ in rows)
        precision, recall = good / max(1, len(shown)), good / wanted
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"  {called:<6} precision {precision:6.1%}  recall {recall:6.1%}  F1 {f1:6.1%}  ({good} of {len(shown)})")
    print(f"  turns: {turns['shown']} of {turns['real']} real ones, {turns['false']} false")


def _places(connection: sqlite3.Connection) -> dict[tuple[str, int, int], tuple[int, str]]:
    return {(r["local_id"], r["start"], r["end"]): (r["id"], r["permanent"]) for r in connection.execute(_AT)}


def _judged(gold: Gold, found: Mapping[int, Stands]) -> list[tuple[str, str, float]]:
    """What is told of each statement that readers were sure of, what is right, and the chance."""
    sure = [(n, s["label"]) for n, s in gold if not s.get("unsure")]
    told = ((found.get(n), label) for n, label in sure)
    return [(s.stand if s else "none", label, s.chance if s else 0.0) for s, label in told]


def _turns(record: Record, claim: dict[str, Any], places: Mapping[Any, tuple[int, str]]) -> Counter[str]:
    """Real turns of a claim and how many of them are told; of a pair that readers call none, that it is told counts as
    false. Of a turn that several pairs show any will do."""
    told = {
        frozenset((c.before.statement, c.after.statement)) for p in positions(record, claim["claim"]) for c in p.changed
    }
    count = Counter[str]()
    for pair in claim["changed"]:
        shown = frozenset(places[tuple(pair[side])][1] for side in ("before", "after")) in told
        count["real"] += pair["real"]
        count["shown"] += pair["real"] and shown
        count["false"] += shown and not pair["real"] and not pair.get("unsure")
    return count


if __name__ == "__main__":
    main()
