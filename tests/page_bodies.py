"""The bodies of 90 real pages and what 41 of them tell, as people set them down, and how to score what is read.

Bodies as article-extraction-benchmark scores them: 4-grams of words, precision and recall as means over pages. What is
read is an article's text without headline, standfirst and captions.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from sayso import Article
from sayso.pages import Page
from sayso.pages.extract import articles_of
from sayso.pages.page import Found

WORDS = re.compile(r"\w+")
APART = ("headline", "subtitle", "caption")


@dataclass(frozen=True, slots=True)
class Body:
    """A page: its file, bytes and address, and the body that people set down. Rules were chosen on the pages that are
    not held."""

    file: str
    html: bytes
    url: str
    text: str

    @property
    def is_held(self) -> bool:
        return self.file[0] not in "01234567"


def bodies(folder: Path) -> list[Body]:
    """The pages of `data/pages`."""
    with gzip.open(folder / "bodies.json.gz", "rt", encoding="utf8") as file:
        told = json.load(file)
    return [
        Body(
            name, gzip.decompress((folder / "html" / f"{name}.gz").read_bytes()), told[name]["url"], told[name]["body"]
        )
        for name in sorted(told)
    ]


def read(page: Body) -> Article:
    """The article of a page, or as much of it as stands before a paywall."""
    found = next(iter(articles_of(Page(page.html, None, "text/html", page.file, None, None))))
    assert isinstance(found, Found)
    return found.article


def body_of(article: Article) -> str:
    """What is scored of an article."""
    text = article.text
    for part in sorted(article.parts, key=lambda p: -p.start):
        if part.kind in APART:
            text = text[: part.start] + text[part.end :]
    return text


def f1(pairs: Iterable[tuple[str, str]]) -> float:
    """F1 of pairs of a body and what was found."""
    precisions, recalls = [], []
    for text, found in pairs:
        one, other = _shingles(text), _shingles(found)
        both = sum((one & other).values())
        precisions.append(both / sum(other.values()))
        recalls.append(both / sum(one.values()))
    return 2 * mean(precisions) * mean(recalls) / (mean(precisions) + mean(recalls))


def figures(folder: Path) -> dict[str, float]:
    """Percentages: F1 of all bodies and of those held; of the 41 pages read in full the right days, titles, outlets and
    lists of authors, and the strings of furniture that are not in the text."""
    pages = bodies(folder)
    made = {page.file: read(page) for page in pages}
    with gzip.open(folder / "labels.jsonl.gz", "rt", encoding="utf8") as file:
        labels = [json.loads(line) for line in file]
    right: dict[str, list[bool]] = {"date": [], "title": [], "outlet": [], "authors": [], "no_furniture": []}
    for label in labels:
        article = made[next(name for name in made if name.startswith(label["file"]))]
        right["date"] += [(article.published or "")[:10] == label["published"]] if label["published"] else []
        right["title"].append(_folded(article.title) == _folded(label["title"]))
        right["outlet"].append(_folded(article.outlet) == _folded(label["outlet"]))
        right["authors"].append([*map(_folded, article.authors)] == [*map(_folded, label["authors"])])
        flat = " ".join(article.text.split())
        right["no_furniture"] += [string not in flat for string in label["furniture"]]
    held = [page for page in pages if page.is_held]
    scores = {
        "body": f1((page.text, body_of(made[page.file])) for page in pages),
        "body_held": f1((page.text, body_of(made[page.file])) for page in held),
        **{name: mean(each) for name, each in right.items()},
    }
    return {name: round(100 * score, 2) for name, score in scores.items()}


def _folded(given: Any) -> str:
    return " ".join((given or "").casefold().split())


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORDS.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))
