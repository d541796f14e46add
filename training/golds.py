"""Articles with who is credited for each statement: PolNeAR's speakers, world news read in full, and GUM."""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sayso import pages
from sayso.article import Article, Statement
from sayso.scoring.speakers import found_for
from sayso.scoring.statements import attributions, listed


@dataclass(frozen=True, slots=True)
class Gold:
    """An article and its attributions: spans, and the `entities` credited with the names that the text gives them; and
    the article's name in its file."""

    article: Article
    attributions: tuple[dict[str, Any], ...]
    name: str


def polnear(data: Path, part: str) -> list[Gold]:
    """PolNeAR's `train`, or `dev`, with every relation's speakers."""
    name = {"train": "train_speakers", "dev": "dev_speakers_all"}[part]
    raw = {str(a["id"]): a for a in _lines(data / "polnear" / f"{part}.jsonl.gz")}
    articles = {key: replace(pages.read_text(a["text"]), published=a["date"]) for key, a in raw.items()}
    speakers = _lines(data / "polnear" / f"{name}.jsonl.gz")
    return [Gold(articles[str(a["id"])], tuple(a["attributions"]), str(a["id"])) for a in speakers]


def news(data: Path, part: str) -> list[Gold]:
    """World news, `train` or `dev`; what is doubtful is left out."""
    return [_read_in_full(a) for a in _lines(data / "news" / f"{part}.jsonl.gz")]


def read_pages(data: Path) -> list[Gold]:
    """The clean texts of the pages that were read in full."""
    return [_read_in_full(a) for a in _lines(data / "pages" / "labels.jsonl.gz")]


def corpus(data: Path, part: str) -> list[Gold]:
    """The open corpus, `train` or `held`."""
    return [_read_in_full(a) for a in _lines(data / "corpus" / f"{part}.jsonl.gz")]


def gum(data: Path) -> list[Gold]:
    """GUM's training split without its news."""
    texts = _lines(data / "gum" / "gum_not_news.jsonl.gz")
    return [Gold(pages.read_text(a["text"]), tuple(a["attributions"]), a["id"]) for a in texts if a["split"] == "train"]


def _read_in_full(raw: dict[str, Any]) -> Gold:
    article = replace(
        pages.read_text(raw["text"]), title=raw["title"], published=raw["published"],
        authors=tuple(raw.get("authors") or ()), outlet=raw.get("outlet"),
    )  # fmt: skip
    told = tuple(_attribution(s) for s in raw["statements"] if not s.get("doubtful"))
    return Gold(article, told, raw.get("id") or raw["file"])


def _attribution(statement: dict[str, Any]) -> dict[str, Any]:
    """A statement of a page read in full as PolNeAR's files have it."""
    names = statement["speaker"]
    kind = statement["type"] if len(names) == 1 else "person"
    nobody: list[dict[str, Any]] = [] if statement["sourcing"] == "none" else [{"type": kind, "names": []}]
    return {
        **{role: statement["spans"][role] for role in ("cue", "source", "content")},
        "entities": [{"type": kind, "names": [name]} for name in names] or nobody,
        "sourcing": statement["sourcing"],
        "act": statement["act"],
        "when": statement["when"],
    }


def found(gold: Gold, statements: Sequence[Statement]) -> dict[int, dict[str, Any]]:
    """For each statement that an article's readers marked too, by its number, what they told of it."""
    text = gold.article.text
    raw = [{r: [[x.start, x.end] for x in getattr(s, r)] for r in ("cue", "source", "content")} for s in statements]
    numbered = [{**r, "id": n} for n, r in enumerate(raw)]
    predicted = list(zip(attributions({"attributions": numbered}, text), numbered, strict=True))
    told = {"attributions": list(gold.attributions)}
    out: dict[int, dict[str, Any]] = {}
    for each, entry in zip(attributions(told, text), listed(told), strict=True):
        hit = found_for(each, predicted) if each.content else None
        if hit is not None:
            out.setdefault(hit["id"], dict(entry))
    return out


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        yield from map(json.loads, lines)
