"""`python -m training.sample_cues`: cues of PolNeAR train to be labelled by hand for act, negation and stance.

Drawn by how often their words are a cue there, so that rare ones are not lost among "said"; more than half of the
sample stands fewer than five times. Prints JSON lines: article, cue (code points), and what to read to label it.
"""

import argparse
import gzip
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

# From how many times on a cue's words belong to the stratum, and how many are drawn from it.
STRATA = ((1, 90), (2, 75), (5, 55), (20, 50), (200, 30))
AROUND = 260  # code points before and after a cue that are shown


def main() -> None:
    """Draw and print."""
    parser = argparse.ArgumentParser(prog="python -m training.sample_cues", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with polnear/")
    parser.add_argument("--seed", type=int, default=4)
    args = parser.parse_args()
    with gzip.open(args.data / "polnear" / "train.jsonl.gz", "rt", encoding="utf8") as lines:
        articles = [json.loads(line) for line in lines]
    for article, cue in drawn(articles, args.seed):
        text, start, end = article["text"], cue[0][0], cue[-1][1]
        shown = text[max(0, start - AROUND) : start] + "[[" + text[start:end] + "]]" + text[end : end + AROUND]
        print(json.dumps({"article": article["id"], "cue": cue, "shown": shown}, ensure_ascii=False))


def drawn(articles: list[dict[str, Any]], seed: int) -> list[tuple[dict[str, Any], list[list[int]]]]:
    """Articles with one of their cues, each cue once; the same for the same seed."""
    every = [(a, r["cue"]) for a in articles for r in a["attributions"] if r.get("cue")]
    often = Counter(words(a, cue) for a, cue in every)
    chance = random.Random(seed)
    out = []
    for n, (least, count) in enumerate(STRATA):
        below = STRATA[n + 1][0] if n + 1 < len(STRATA) else len(every)
        out += chance.sample([(a, cue) for a, cue in every if least <= often[words(a, cue)] < below], count)
    return out


def words(article: dict[str, Any], cue: list[list[int]]) -> str:
    """A cue's words in lower case."""
    return " ".join(article["text"][s:e] for s, e in cue).lower()


if __name__ == "__main__":
    main()
