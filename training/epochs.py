"""Texts for `training.joint`: all that is told of each, and epochs of them, rewritten and cut anew."""

import pickle
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from training import labelled, mentions
from training.augment import augmented, speakers_of
from training.coreference import Seen, labels
from training.corpus import Annotated
from training.listening import Listening
from training.mentions import Text
from training.pronouns import cleaned, genders, pool, pronominalized, renamed
from training.silver import Silver, silver
from training.windows import Example, examples

PIECES = 3600  # words of a batch, padding counted
NEWS_TIMES = 3  # an epoch reads the news so often
REWRITTEN = 0.4  # share of the articles that an epoch reads rewritten too
RENAMED = 0.4  # share of the articles that an epoch reads with other names and more pronouns


@dataclass(frozen=True, slots=True)
class Item:
    """A text to learn from: its annotated relations, its mentions, or both."""

    article: Annotated | None
    text: Text | None


Items: TypeAlias = dict[str, list[Item]]


@dataclass(frozen=True, slots=True)
class Ready:
    """An item cut into windows; `is_marked` where its cues are told, `seen` where its mentions are."""

    windows: tuple[Example, ...]
    is_marked: bool
    seen: Seen | None


def items(data: Path, weights: Path, kept: Path) -> Items:
    """All texts, once read by the shipped network; from `kept` where it is there."""
    if not kept.exists():
        network = Listening(weights)
        articles = labelled.polnear(data / "polnear" / "train_speakers.jsonl.gz")
        with ProcessPoolExecutor(2) as workers:
            parts = [articles[i : i + 42] for i in range(0, len(articles), 42)]
            inner = [s.article for made in workers.map(_silver, parts, [weights] * len(parts)) for s in made]
        chains = mentions.polnear(data / "polnear" / "train.jsonl.gz")
        gender = genders(chains)
        sure = {c.text: cleaned(c, gender) for c in chains}
        made = {
            "polnear": [Item(a, sure.get(a.text)) for a in inner],
            "news": [Item(a, t) for a, t in labelled.news(data / "news" / "train.jsonl.gz", network)],
            "gum": [Item(None, t) for t in mentions.gum(data / "gum" / "gum_not_news.jsonl.gz", "train")],
            "gap": [Item(None, t) for t in mentions.gap(data / "gap" / "gap-development.tsv.gz")],
        }
        kept.write_bytes(pickle.dumps(made))
    loaded: Items = pickle.loads(kept.read_bytes())
    return loaded


def _silver(some: list[Annotated], weights: Path) -> list[Silver]:
    return silver(some, Listening(weights))


def epoch_of(every: Items, seed: int) -> list[list[Ready]]:
    """One epoch's batches."""
    chance = random.Random(seed)
    some = every["polnear"]
    texts = [i.text for i in some if i.text]
    gender = genders(texts)
    names = pool(texts, gender)
    speakers = speakers_of([i.article for i in some if i.article])
    # GAP's texts are many and short; half of them an epoch.
    read = [*some, *every["news"] * NEWS_TIMES, *every["gum"]]
    read += chance.sample(every["gap"], len(every["gap"]) // 2)
    for i in some:
        if i.article and chance.random() < REWRITTEN:
            read.append(Item(augmented(i.article, speakers, chance), None))
        if i.text and chance.random() < RENAMED:
            read.append(Item(None, renamed(pronominalized(i.text, gender, chance), gender, names, chance)))
    made = [r for i in read if (r := _ready(i, chance)).windows]
    chance.shuffle(made)
    out = _batches(made)
    return chance.sample(out, len(out))


def _batches(made: list[Ready]) -> list[list[Ready]]:
    """Texts of like length side by side, as many as PIECES allow."""
    out: list[list[Ready]] = []
    for group in (sorted(made[i : i + 128], key=_longest) for i in range(0, len(made), 128)):
        own: list[Ready] = []
        for r in group:
            if own and sum(len(o.windows) for o in [*own, r]) * _longest(r) > PIECES:
                out.append(own)
                own = []
            own.append(r)
        out.append(own)
    return out


def _longest(r: Ready) -> int:
    return max(e.end - e.start for e in r.windows)


def _ready(item: Item, chance: random.Random) -> Ready:
    """Cut an item into windows, each time elsewhere."""
    article = item.article or Annotated(item.text.text if item.text else "", (), ())
    cut = examples(article, chance)
    if item.text is None or not cut:
        return Ready(tuple(cut), item.article is not None, None)
    split = cut[0].words
    text = labelled.credited(article, item.text, split) if item.article else item.text
    told = Seen(split, tuple(cut), (), *labels(split, text))
    return Ready(tuple(cut), item.article is not None, told)
