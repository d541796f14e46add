"""How much of two records of the same articles is the same, statement by statement.

A statement is known by its article and its cue. One that only one of the records has differs in everything. Speakers
are compared by name and first mention, since ids count what was found before them; credit by the probability of each
who is credited or a candidate, 0 for who is neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]  # as Article.to_dict() gives it

WITHIN = 0.01  # of a probability, which is rounded to as much
PROBABILITIES = ("confidence", "credit")
PARTS = ("spans", "speakers", "act", "when", *PROBABILITIES)


@dataclass(frozen=True, slots=True)
class Sameness:
    """Of `statements` that either record has, how many are the same in each of PARTS and in `all`; the largest
    difference of a probability; and what differs, a line a statement."""

    statements: int
    same: dict[str, int]
    furthest: float
    differing: tuple[str, ...]

    def share(self, part: str = "all") -> float:
        """The share of statements, 0 to 1, that are the same in a part, or in all of them."""
        return self.same[part] / self.statements if self.statements else 1.0


def sameness(some: Sequence[Record], others: Sequence[Record]) -> Sameness:
    """Compares two records article by article. Raises ValueError where they are not of the same texts in this order."""
    if [a["text"] for a in some] != [a["text"] for a in others]:
        raise ValueError("not the same articles")
    same, furthest, differing, count = dict.fromkeys((*PARTS, "all"), 0), 0.0, [], 0
    for number, (one, other) in enumerate(zip(some, others, strict=True)):
        left, right = dict(_statements(one)), dict(_statements(other))
        for key in sorted(left.keys() | right.keys()):
            count += 1
            a, b = left.get(key), right.get(key)
            if a is None or b is None:
                alone = (a or b or {})["confidence"][""]
                differing.append(f"article {number}, cue {key}: in one alone, confidence {alone}")
                continue
            apart = {p: _apart(a[p], b[p]) for p in PROBABILITIES}
            furthest = max(furthest, *apart.values())
            unlike = [p for p in PARTS if (apart[p] > WITHIN if p in apart else a[p] != b[p])]
            for part in (*PARTS, "all"):
                same[part] += part not in unlike and not (part == "all" and unlike)
            differing += [f"article {number}, cue {key}, {p}: {a[p]} / {b[p]}" for p in unlike]
    return Sameness(count, same, furthest, tuple(differing))


def _apart(some: Mapping[Any, float], others: Mapping[Any, float]) -> float:
    return max((round(abs(some.get(k, 0) - others.get(k, 0)), 6) for k in some.keys() | others.keys()), default=0)


def _statements(article: Record) -> Iterator[tuple[tuple[int, ...], dict[str, Any]]]:
    """Each statement by the ends of its cue, with what is compared of it."""
    actors = {a["id"]: (a["name"], *(m["start"] for m in a["mentions"][:1])) for a in article["actors"]}
    for s in article["statements"]:
        spans = {role: [(x["start"], x["end"]) for x in s[role]] for role in ("cue", "source", "content", "addressee")}
        speakers = [actors[i] for i in s["speakers"]]
        credit = {actors[c["actor"]]: c["probability"] for c in (*s["credit"], *s["candidates"])}
        told = {"spans": spans, "speakers": speakers, "confidence": {"": s["confidence"]}, "credit": credit}
        yield tuple(end for span in spans["cue"] for end in span), {**s, **told}
