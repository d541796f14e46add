"""`python -m training.utterances`: a linked record of PolNeAR's articles in, the trees out that tell how likely two
statements report one utterance.

They learn from the groups of tests/linking/utterances.jsonl, of which all pairs are looked at; from pairs of other
articles that sayso found likely and a reader judged (utterances.tsv); from invented ones (utterances_invented.tsv); and
from quotations that are altered here. The trees are LightGBM's (Ke et al., NeurIPS 2017); what they reach is told by
cross-validation over the groups.
"""

import sqlite3
import sys
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path
from random import Random

import lightgbm
import numpy as np
import numpy.typing as npt

from sayso import linking
from sayso.actors.names import folded
from sayso.linking import compared_statements, passage_index
from sayso.linking.semantic_search import sentences
from sayso.linking.utterance_pairs import candidates
from sayso.linking.utterance_similarity import FIGURES, Said
from sayso.record import Record

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from labelled_utterances import Group, groups

from training.trees import export

LABELS = Path(__file__).with_name("utterances.tsv")
INVENTED = Path(__file__).with_name("utterances_invented.tsv")
OUT = Path(linking.__file__).parent / "data" / "utterances.onnx"
PARTS = 7  # of the groups, for cross-validation
ROUNDS, SEEDS = 200, 2
PARAMETERS = {
    "objective": "binary", "num_leaves": 4, "learning_rate": 0.05, "min_data_in_leaf": 20, "feature_fraction": 0.5,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 10.0, "num_threads": 1, "verbose": -1,
    "deterministic": True, "force_row_wise": True,
}  # fmt: skip
QUOTE, RETOLD, RETOLD_ID = 6, 2, -1_000_000  # words of a quotation, so many of an article, the number of each
TIMES = 3  # how much a pair of INVENTED counts

Floats = npt.NDArray[np.floating]
Pair = tuple[int, int]


class Articles:
    """The figures of pairs of statements of a record."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._said: dict[int, list[Said]] = {}

    def of(self, article: int) -> list[Said]:
        if article not in self._said:
            self._said[article] = list(compared_statements.load(self._connection, article))
        return self._said[article]

    def figures(self, one: int, other: int) -> dict[Pair, list[float]]:
        """Of all pairs of two articles that are looked at."""
        own, others = self.of(one), self.of(other)
        sharing = {s.id: passage_index.sharing(self._connection, s.content) for s in own}
        places, rows = candidates(own, others, sharing, copied=False)
        return {_pair(own[i].id, others[j].id): row for (i, j), row in zip(places, rows, strict=True)}


def main() -> None:
    """Train, print what is reached by cross-validation, put into place."""
    asking = ArgumentParser(prog="python -m training.utterances", description=__doc__)
    asking.add_argument("--record", type=Path, required=True, help="linked record of PolNeAR's training articles")
    args = asking.parse_args()
    connection = Record(args.record).connection
    articles = Articles(connection)
    chosen = groups(connection)
    found = [_of_group(connection, articles, g) for g in chosen]
    more = _labelled(connection, articles)
    more += _invented() * TIMES
    pairs = [(a, b) for g in chosen for a, b in combinations(sorted(_articles(connection, g.articles)), 2)]
    more += _altered(articles, pairs, Random(1))
    scores, right = [], []
    for part in range(PARTS):
        own = {s for g in chosen[part::PARTS] for s in g.articles}
        seen = [(row, is_same) for n, some in enumerate(found) if n % PARTS != part for row, is_same in some]
        seen += [(row, is_same) for pair, row, is_same in more if own.isdisjoint(pair)]
        boosters = fit(*_arrays(seen))
        for some in found[part::PARTS]:
            if some:
                rows, same = _arrays(some)
                scores += np.mean([b.predict(rows, raw_score=True) for b in boosters], axis=0).tolist()
                right += same.tolist()
    _tell(np.array(scores), np.array(right), sum(len(g.same) for g in chosen))
    boosters = fit(*_arrays([x for some in found for x in some] + [(row, is_same) for _, row, is_same in more]))
    export(boosters, len(FIGURES), 1.0, OUT)


def _of_group(connection: sqlite3.Connection, articles: Articles, group: Group) -> list[tuple[list[float], bool]]:
    """The figures of the pairs of a group, and which are the same; not those of which a reader could not tell."""
    of = {s: n for n, some in _articles(connection, group.articles).items() for s in some}
    return [
        (row, pair in group.same)
        for one, other in combinations(sorted(set(of.values())), 2)
        for pair, row in articles.figures(one, other).items()
        if pair not in group.unsure
    ]


def _articles(connection: sqlite3.Connection, statements: dict[int, str]) -> dict[int, list[int]]:
    out: dict[int, list[int]] = defaultdict(list)
    for s in statements:
        row = connection.execute(
            "SELECT v.article FROM versions AS v JOIN statements AS s ON s.version = v.id WHERE s.id = ?", (s,)
        ).fetchone()
        out[row["article"]].append(s)
    return out


def _labelled(connection: sqlite3.Connection, articles: Articles) -> list[tuple[Pair, list[float], bool]]:
    """The pairs of LABELS, their figures, and which report one utterance."""
    at = {
        (row["local_id"], row["start"]): (row["id"], row["article"])
        for row in connection.execute(
            "SELECT v.local_id, v.article, x.start, s.id FROM spans AS x JOIN statements AS s ON s.id = x.statement"
            " JOIN versions AS v ON v.id = s.version AND v.latest WHERE x.role = 'cue' AND x.position = 0"
        )
    }
    out = []
    for line in LABELS.read_text("utf8").splitlines()[1:]:
        first, start, second, begin, label = line.split("\t")
        (one, a), (other, b) = at[first, int(start)], at[second, int(begin)]
        pair = _pair(one, other)
        row = articles.figures(min(a, b), max(a, b)).get(pair)
        if row is not None:
            out.append((pair, row, label == "same"))
    return out


def _invented() -> list[tuple[Pair, list[float], bool]]:
    """The pairs of INVENTED, whose statements have numbers below 0: those of one letter in an event are the same."""
    events: dict[str, dict[str, list[tuple[Said, str]]]] = defaultdict(lambda: defaultdict(list))
    for number, line in enumerate(INVENTED.read_text("utf8").splitlines()[1:], 1):
        event, article, day, letter, *told = line.split("\t")
        events[event][article].append((_made(-number, int(article), day, *told), letter))
    out = []
    for articles in events.values():
        for one, other in combinations(articles.values(), 2):
            own, others = [s for s, _ in one], [s for s, _ in other]
            places, rows = candidates(own, others, {s.id: Counter() for s in own}, copied=False)
            out += [
                (_pair(own[i].id, others[j].id), row, one[i][1] == other[j][1])
                for (i, j), row in zip(places, rows, strict=True)
            ]
    return out


def _altered(articles: Articles, some: Sequence[Pair], random: Random) -> list[tuple[Pair, list[float], bool]]:
    """Quotations of the first of two articles, told again in the second one: all, in part, or with another word or
    number in them; a day later or months; of the same speaker, of nobody, or of somebody else."""
    out = []
    for first, second in some:
        own, others = articles.of(first), articles.of(second)
        quoting = [s for s in own if s.kind == "direct" and len(s.content_words.forms) >= QUOTE]
        for s in random.sample(quoting, min(RETOLD, len(quoting))):
            again = _retold(s, second, random)
            places, rows = candidates(own, [*others, again], {x.id: Counter() for x in own} | _shared(s), copied=False)
            out += [
                (_pair(s.id, again.id), row, True)
                for (i, j), row in zip(places, rows, strict=True)
                if own[i] is s and j == len(others)
            ]
    return out


def _shared(s: Said) -> dict[int, Counter[int]]:
    """That a statement shares words with the one made of it."""
    return {s.id: Counter({RETOLD_ID: 1})}


def _retold(s: Said, article: int, random: Random) -> Said:
    """A quotation told again."""
    told = s.content.split()
    if random.random() < 0.5:
        length = random.randint(min(QUOTE, len(told)), len(told))
        begin = random.randint(0, len(told) - length)
        told = told[begin : begin + length]
    if random.random() < 0.3:
        at = random.randrange(len(told))
        told[at] = "nine" if random.random() < 0.5 else "quite"
    content = "“" + " ".join(told).strip("“”\"'") + "”"
    chance = random.random()
    return replace(
        s, id=RETOLD_ID, article=article, content=content, text=f"{content} {s.source} said.", nested=False,
        cue_at=(len(content) + 1, len(content) + 2), vectors=_vector(content, f"{content} {s.source} said."),
        speakers=s.speakers if chance < 0.7 else frozenset() if chance < 0.85 else frozenset([-1]),
        names=s.names if chance < 0.7 else frozenset(), open=chance >= 0.7 and chance < 0.85, bodies=frozenset(),
        cue=random.choice(("said", "told", "added", "claimed", "wrote")),
        said=None, published=s.published and s.published + random.choice((0, 0, 1, 1, 2, 30, 200)),
    )  # fmt: skip


def _vector(content: str, sentence: str) -> npt.NDArray[np.float32]:
    vector = sentences().vector(content) + sentences().vector(sentence)
    out: npt.NDArray[np.float32] = (vector / np.linalg.norm(vector))[None]
    return out


def _made(number: int, article: int, day: str, speaker: str, cue: str, kind: str, act: str, content: str) -> Said:
    text = f"{speaker} {cue} {content}"
    return Said(
        id=number, article=article, headline=False, source=speaker, cue=cue, content=content, text=text,
        cue_at=(len(speaker) + 1, len(speaker) + 1 + len(cue)), kind=kind, act=act, negated=False, nested=False,
        open=False, speakers=frozenset([hash(speaker)]), names=frozenset([folded(speaker)]), bodies=frozenset(),
        vectors=_vector(content, text), said=None, published=date.fromisoformat(day).toordinal(),
    )  # fmt: skip


def _pair(one: int, other: int) -> Pair:
    return min(one, other), max(one, other)


def _arrays(some: list[tuple[list[float], bool]]) -> tuple[Floats, Floats]:
    rows, right = zip(*some, strict=True)
    return np.array(rows, dtype=np.float32), np.array(right, dtype=np.float64)


def fit(figures: Floats, right: Floats) -> list[lightgbm.Booster]:
    """Trees that tell from the figures (n, FIGURES) what is right, grown with different seeds."""
    data = lightgbm.Dataset(figures, right, params=PARAMETERS)
    return [lightgbm.train({**PARAMETERS, "seed": seed}, data, ROUNDS) for seed in range(SEEDS)]


def _tell(scores: Floats, right: npt.NDArray[np.bool_], all_right: int) -> None:
    """Print precision and recall of pairs by chance; what is not looked at counts as missed."""
    chances = 1 / (1 + np.exp(-scores))
    for least in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        shown = chances >= least
        hits = right[shown].sum()
        precision, recall = hits / max(1, shown.sum()), hits / all_right
        print(f"from {least}: precision {precision:.3f}, recall {recall:.3f} of {all_right}")


if __name__ == "__main__":
    main()
