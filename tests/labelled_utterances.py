"""Which statements of PolNeAR's articles report one utterance, by reading (linking/utterances.jsonl), and how many of
these pairs a record ties."""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

GOLD = Path(__file__).parent / "linking" / "utterances.jsonl"

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Group:
    """Articles on one event as a record has them: the article of each statement that sayso read there, the pairs that
    report one utterance, those of which a reader could not tell, and whether the group is held for measuring."""

    articles: dict[int, str]
    same: frozenset[Pair]
    unsure: frozenset[Pair]
    held: bool

    def across(self, statements: set[int]) -> set[Pair]:
        """The pairs of these statements that stand in different articles, but for the unsure ones."""
        own = sorted(statements & self.articles.keys())
        return {p for p in combinations(own, 2) if self.articles[p[0]] != self.articles[p[1]]} - self.unsure


def groups(connection: sqlite3.Connection) -> list[Group]:
    """The groups of the gold; a statement that the record does not have is in no pair."""
    at = {
        (row["local_id"], row["start"], row["end"]): row["id"]
        for row in connection.execute(
            'SELECT v.local_id, x.start, x."end", s.id FROM spans AS x JOIN statements AS s ON s.id = x.statement'
            " JOIN versions AS v ON v.id = s.version AND v.latest WHERE x.role = 'cue' AND x.position = 0"
        )
    }
    return [_group(json.loads(line), at) for line in GOLD.read_text("utf8").splitlines()]


def _group(raw: dict[str, object], at: dict[tuple[str, int, int], int]) -> Group:
    names: list[str] = raw["articles"]  # type: ignore[assignment]
    articles = {s: name for (name, _, _), s in at.items() if name in names}

    def of(places: list[list[int]]) -> list[int]:
        return sorted({s for n, start, end in places if (s := at.get((names[n], start, end)))})

    unsure = {pair for places in raw["unsure"] for pair in combinations(of(places), 2)}  # type: ignore[attr-defined]
    same = {
        pair
        for utterance in raw["utterances"]  # type: ignore[attr-defined]
        for pair in combinations(of(utterance["statements"]), 2)
        if articles[pair[0]] != articles[pair[1]]
    }
    return Group(articles, frozenset(same), frozenset(unsure - same), bool(raw["held"]))


def tied(groups: list[Group], threads: dict[int, int]) -> Counter[str]:
    """How many pairs are `right`, `wrong` and `missed`, by the thread of each statement."""
    out: Counter[str] = Counter()
    for group in groups:
        of: dict[int, set[int]] = {}
        for s in group.articles.keys() & threads.keys():
            of.setdefault(threads[s], set()).add(s)
        shown = {pair for some in of.values() for pair in group.across(some)}
        out["right"] += len(shown & group.same)
        out["wrong"] += len(shown - group.same)
        out["missed"] += len(group.same - shown)
    return out


def told(counts: Counter[str]) -> str:
    """Precision and recall, percent."""
    shown, wanted = counts["right"] + counts["wrong"], counts["right"] + counts["missed"]
    return (
        f"precision {100 * counts['right'] / max(1, shown):.1f} ({counts['right']} of {shown}), "
        f"recall {100 * counts['right'] / max(1, wanted):.1f} ({counts['right']} of {wanted})"
    )
