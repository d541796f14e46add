"""The cuts in checking/cuts.jsonl and further_cuts.jsonl, labelled by hand, and what a check tells of them."""

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sayso import Page, Reader
from sayso.checking.check import check
from sayso.checking.checked import Checked
from sayso.linking import update
from sayso.pages import read_text
from sayso.record import Record

GOLD = Path(__file__).parent / "checking" / "cuts.jsonl"
FURTHER = GOLD.with_name("further_cuts.jsonl")


@dataclass(frozen=True, slots=True)
class LabelledCut:
    """A quotation made of an article: `expect` is "ok" where an editor would print it, "warn" where the cut turns its
    sense, "speaker" where another said it; `held`: not tuned on; `misread`: only the record's speaker is wrong."""

    number: int
    article: str
    quote: str
    by: str | None
    day: str | None
    kind: str
    expect: str
    held: bool
    misread: bool

    def is_right(self, checked: Checked) -> bool:
        if self.expect == "speaker":
            return checked.verdict == "misattributed"
        return checked.stands == (self.expect == "ok")


def labelled(texts: dict[str, str], gold: Path = GOLD) -> list[LabelledCut]:
    """The cuts of a file, with their words from the texts of the articles."""
    return [
        LabelledCut(
            n, raw["article"], _quote(texts[raw["article"]], raw["pieces"]), raw["by"], raw["day"], raw["kind"],
            raw["expect"], raw["held"], raw.get("misread", False),
        )
        for n, raw in enumerate(map(json.loads, gold.read_text("utf8").splitlines()))
    ]  # fmt: skip


def _quote(text: str, pieces: list[list[int]]) -> str:
    return " ... ".join(" ".join(text[start:end].split()) for start, end in pieces)


def articles(train: Path, gold: Path = GOLD) -> list[dict[str, Any]]:
    """The articles of PolNeAR train that the cuts of a file were made of."""
    wanted = {json.loads(line)["article"] for line in gold.read_text("utf8").splitlines()}
    with gzip.open(train, "rt", encoding="utf8") as lines:
        return [a for a in map(json.loads, lines) if a["id"] in wanted]


def record_of(some: list[dict[str, Any]], path: Path, reader: Reader) -> Record:
    """A record of articles."""
    record = Record(path, new=True)
    run = record.begin("test", reader.engine)
    for a in some:
        url = f"https://{a['publisher']}.example/{a['id']}"
        read = replace(read_text(a["text"]), url=url, title=a["title"], outlet=a["publisher"], published=a["date"])
        record.add(run, Page(a["text"].encode(), url, "text/plain", url, None, "utf-8"), reader.read(read))
    update(record)
    return record


def checked(record: Record, cuts: Iterable[LabelledCut]) -> Iterator[tuple[LabelledCut, Checked]]:
    """Each cut with what is told of it."""
    for cut in cuts:
        yield cut, check(record, cut.quote, cut.by, cut.day)


def figures(told: Iterable[tuple[LabelledCut, Checked]]) -> dict[str, float]:
    """Percent of cuts that are told rightly, of turning ones that are told, and of honest ones that are not let pass;
    and how many that should not stand do. What the record misread is left out."""
    n: Counter[str] = Counter()
    for cut, found in told:
        if not cut.misread:
            right = cut.is_right(found)
            n["all"] += 1
            n["right"] += right
            n[cut.expect] += 1
            n[f"{cut.expect} right"] += right
            n["passed"] += cut.expect != "ok" and found.stands
    return {
        "right": 100 * n["right"] / n["all"],
        "told": 100 * n["warn right"] / n["warn"],
        "false alarms": 100 - 100 * n["ok right"] / n["ok"],
        "passed": n["passed"],
    }


def by_kind(told: Iterable[tuple[LabelledCut, Checked]]) -> dict[str, tuple[int, int]]:
    """How many of each kind are told rightly, and of how many."""
    n: dict[str, list[bool]] = defaultdict(list)
    for cut, found in told:
        if not cut.misread:
            n[cut.kind].append(cut.is_right(found))
    return {kind: (sum(right), len(right)) for kind, right in n.items()}
