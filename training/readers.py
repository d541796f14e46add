"""What readers told for this project of PolNeAR's train: acts by the guide of the news, and what is a statement.

`acts.tsv`: of relations whose cue only tells that something was said, the act by what was said, by a relation's number
in `train_speakers.jsonl.gz`. `events.tsv`: of 112 articles every cue that the network proposed, with its spans.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from training.corpus import Spans

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Judged:
    """A cue that the network proposed, with its source and content, and its event: `speech`, `state`, `none`, `bad` (a
    statement is here, and this does not stand for it) or `doubt`."""

    cue: Spans
    source: Spans
    content: Spans
    event: str


@cache
def acts() -> dict[str, dict[int, str]]:
    """By an article's id the acts of its relations, by their numbers."""
    return {
        article: {int(n): act for n, act in (one.split(":") for one in told.split())}
        for article, told in _rows("acts.tsv")
    }


@cache
def judged() -> dict[str, list[Judged]]:
    """By an article's id all that the network proposed in it."""
    out: dict[str, list[Judged]] = {}
    for article, cue, source, content, event in _rows("events.tsv"):
        out.setdefault(article, []).append(Judged(_spans(cue), _spans(source), _spans(content), event))
    return out


def _rows(name: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in (FOLDER / name).read_text("utf8").splitlines()[1:])


def _spans(told: str) -> Spans:
    ends = ([int(n) for n in one.split("-")] for one in told.split(",") if one)
    return tuple((start, end) for start, end in ends)
