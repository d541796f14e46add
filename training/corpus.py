"""PolNeAR's annotated articles, cleaned, as texts with relations."""

import gzip
import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """One who is credited: a key that is his in his article, and the names that it gives him, if any."""

    key: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementLabels:
    """What readers told of a relation: which events it may be (of `EVENTS`), its act and sourcing as the schema calls
    them, and who is credited."""

    events: tuple[str, ...]
    act: str | None = None
    sourcing: str | None = None
    entities: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """One annotated attribution. `inner` is true where it stands in another's content; `found` where no reader marked
    it as one: the network proposed it, and its cue and roles teach nothing."""

    cue: Spans
    source: Spans
    content: Spans
    inner: bool = False
    found: bool = False
    told: StatementLabels | None = None

    def moved(self, by: int) -> "Relation":
        """The same `by` code points further on."""
        cue, source, content = (tuple((s + by, e + by) for s, e in x) for x in (self.cue, self.source, self.content))
        return replace(self, cue=cue, source=source, content=content)


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text and its relations; in the `hidden` spans nobody told which words are cues of inner ones. Where it was read
    `in_full`, what the network proposes and is no relation is no statement."""

    text: str
    relations: tuple[Relation, ...]
    hidden: Spans
    in_full: bool = False


def load(path: Path) -> list[Annotated]:
    """Read a PolNeAR file; print how many slips of the annotators were mended or left out."""
    slips: Counter[str] = Counter()
    out = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            article = json.loads(line)
            cleaned = (cleaned(article["text"], r, slips) for r in article["attributions"])
            relations = tuple(r for r in cleaned if r)
            out.append(Annotated(article["text"], relations, tuple(s for r in relations for s in r.content)))
    print(f"{path.name}: {len(out)} articles, {sum(len(a.relations) for a in out)} relations; slips: {dict(slips)}")
    return out


def cleaned(text: str, raw: dict[str, Any], slips: Counter[str]) -> Relation | None:
    role = {name: _trimmed(text, raw.get(name, []), slips) for name in ("cue", "source", "content")}
    if not role["cue"] or not role["content"]:
        slips["no cue or content, left out"] += 1
        return None
    return Relation(role["cue"], role["source"], role["content"])


def _trimmed(text: str, spans: list[list[int]], slips: Counter[str]) -> Spans:
    out = []
    for start, end in spans:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        cut_short = start > 0 and text[start - 1].isalpha() and text[start].isalpha()
        if cut_short or (end < len(text) and text[end - 1].isalpha() and text[end].isalpha()):
            slips["part of a word, widened to the whole"] += 1
            while start > 0 and text[start - 1].isalpha():
                start -= 1
            while end < len(text) and text[end].isalpha():
                end += 1
        if start < end:
            out.append((start, end))
    return tuple(sorted(out))
