"""The odds of who is who across articles, counted on those that were told apart by reading.

    python -m training.identity --shared SHARED

reads PolNeAR's 840 training articles (5 minutes) and writes `src/sayso/linking/data/odds.toml`. Of each kind of
evidence its share among pairs of appearances that are one, over that among pairs of one surname that are two (the m and
u of Fellegi and Sunter, "A Theory for Record Linkage", 1969), half a pair added to each. Only the half of the actors
counts on which things are chosen (`tests/identity_gold.py`), at most 12 appearances of one, drawn by seed; kinds that
fewer than ten pairs tell of, and what no pairs here can tell, are set by hand.
"""

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

_ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(_ROOT / "tests"), str(_ROOT / "benchmarks")]

from identity import fill, link, read
from identity_gold import appearances, is_held

from sayso.actors.names import alike
from sayso.linking.appearances import Appearances
from sayso.linking.entity_clusters import FEW
from sayso.linking.entity_matching import Appearance, Node, offices, relation, same_company, surname

_MOST = 12  # appearances of one actor
_LEAST = 10  # pairs that tell enough
_STRONGEST = 40.0  # what one matter in two corpora tells of a name is not told of all the world
_BY_HAND = {
    "names": {
        "initial": 10.0, "order": 6.0, "spelling": 3.0, "initials": 30.0, "other": 6.0, "campaign": 30.0,
        "code": 1000.0,
    },
    # Too few here are two of one name, or one whom pronouns part, to count them: caution where nobody who is named
    # beside one tells more.
    "evidence": {"other gender": 0.2, "alone": 0.25},
    "surnames": {"same office": 20.0, "other office": 0.4, "company": 1.0, "given name": 0.3},
}  # fmt: skip
_TITLES = {
    "names": "That two of one surname are one, by how their names relate.",
    "evidence": "What else is told of two.",
    "surnames": "That who is called by a surname alone is the one whom other articles name in full.",
}
Counts = dict[str, tuple[Counter[str], Counter[str]]]  # of a table: of pairs that are two, and of those that are one


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--shared", type=Path, required=True, help="the folder that holds data/polnear/train_speakers.jsonl.gz"
    )
    shared = parser.parse_args().shared
    with tempfile.TemporaryDirectory() as folder:
        record = fill(Path(folder) / "train.db", read(shared, "train")[0])
        link(record, 200)
        labels = {a.actor: a.label for a in appearances(record, "train")[0] if not is_held(a.label)}
        named = {row["actor"] for row in record.connection.execute("SELECT actor FROM actor_forms")}
        people = [a for a in Appearances(record.connection).of(sorted(labels.keys() & named)) if a.sort == "person"]
        (_ROOT / "src/sayso/linking/data/odds.toml").write_text(written(counted(people, labels)), "utf8")


def counted(people: Iterable[Appearance], labels: Mapping[int, str]) -> Counts:
    """How often each kind of evidence is told of pairs, by table."""
    by_label: dict[str, list[Appearance]] = defaultdict(list)
    for a in people:
        by_label[labels[a.actor]].append(a)
    draw = random.Random(1)
    some = [a for _, own in sorted(by_label.items()) for a in (own if len(own) <= _MOST else draw.sample(own, _MOST))]
    blocks: dict[str, list[Appearance]] = defaultdict(list)
    for a in some:
        blocks[surname(a.words)].append(a)
    out: Counts = {table: (Counter(), Counter()) for table in _TITLES}
    for block in blocks.values():
        for a, b in combinations(block, 2):
            if a.article != b.article:
                one = labels[a.actor] == labels[b.actor]
                for table, kind in _told(a, b):
                    out[table][one][kind] += 1
    for a in (a for a in some if len(a.words) == 1):
        for label, own in by_label.items():
            full = tuple(b for b in own if b.article != a.article and len(b.words) > 1)
            if any(alike(surname(b.words), a.words[0]) for b in full):
                out["surnames"][label == labels[a.actor]].update(
                    _called(a, Node(full[0].words, "person", full, len(full)))
                )
    return out


def _told(a: Appearance, b: Appearance) -> Iterator[tuple[str, str]]:
    if min(len(a.words), len(b.words)) > 1:
        related = relation(a.words, b.words)
        yield "names", "name" if a.words == b.words else related[0] if related else "no relation"
    yield "evidence", "pairs"
    if a.roles and b.roles:
        yield "evidence", "same office" if set(a.roles) & set(b.roles) else "other office"
    if a.company and b.company:
        met = a.company & b.company
        yield "evidence", "same company" if same_company(a.company, b.company) else "met" if met else "strangers"


def _called(a: Appearance, whole: Node) -> Iterator[str]:
    yield "pairs"
    if a.roles and whole.roles:
        yield "same office" if any(w in whole.roles for w in offices(a)) else "other office"
    if a.company and whole.company and same_company(a.company, whole.company):
        yield "much company" if len(a.company & whole.company) >= FEW else "company"
    if a.gender and whole.gender and a.gender != whole.gender:
        yield "other gender"


def written(counts: Counts) -> str:
    """The file of odds, each with the pairs that tell it."""
    lines = [
        "# Odds of who is who across articles, by which the odds that two are one are multiplied",
        "# (`sayso.linking.entity_matching`). `python -m training.identity` made this: behind each how many pairs tell",
        "# it of those that are one, and of those that are two.",
    ]
    for table, title in _TITLES.items():
        two, one = counts[table]
        lines += ["", f"# {title}", f"[{table}]"]
        for kind in sorted({*two, *one, *_BY_HAND[table]} - {"pairs", "no relation"}):
            pairs = f"{one[kind]} and {two[kind]}"
            if (kind in _BY_HAND[table] and one[kind] + two[kind] < _LEAST) or kind not in {*one, *two}:
                lines.append(f'"{kind}" = {_BY_HAND[table][kind]}  # by hand ({pairs})')
                continue
            # Names are the prior itself; of the rest the shares are compared.
            of = (two["pairs"] + 1, one["pairs"] + 1) if table != "names" else (1, 1)
            odds = (one[kind] + 0.5) / of[1] / ((two[kind] + 0.5) / of[0])
            lines.append(f'"{kind}" = {min(max(odds, 1 / _STRONGEST), _STRONGEST):.3g}  # {pairs}')
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
