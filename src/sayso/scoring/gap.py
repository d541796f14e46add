"""Scores whom pronouns refer to, against GAP's table (Webster et al., TACL 2018): which of two names it is, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sayso.scoring.statements import as_pairs, prf

COLUMNS = "ID Text Pronoun Pronoun-offset A A-offset A-coref B B-offset B-coref URL".split()
_MASCULINE = ("he", "him", "his")
_FEMININE = ("she", "her", "hers")
_RESAMPLES = 1000

At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A text, where its pronoun and its two names stand (start and end), and which of the names the pronoun is."""

    id: str
    text: str
    feminine: bool
    pronoun: At
    names: tuple[At, At]
    gold: tuple[bool, bool]


def example(line: str) -> Example:
    """A line of GAP's table below its first. Raises ValueError, with the reason as its message, for any other."""
    cells = line.removesuffix("\r").split("\t")
    if len(cells) != len(COLUMNS):
        raise ValueError(f"has {len(cells)} columns between tabs, where GAP has {len(COLUMNS)}")
    row = dict(zip(COLUMNS, cells, strict=True))
    pronoun = row["Pronoun"].lower()
    if pronoun not in _MASCULINE + _FEMININE:
        raise ValueError(f"has a pronoun that is none of {', '.join(_MASCULINE + _FEMININE)}: {row['Pronoun']!r}")
    return Example(
        id=row["ID"],
        text=row["Text"],
        feminine=pronoun in _FEMININE,
        pronoun=_at(row, "Pronoun"),
        names=(_at(row, "A"), _at(row, "B")),
        gold=(_is_true(row, "A-coref"), _is_true(row, "B-coref")),
    )


def _at(row: Mapping[str, str], column: str) -> At:
    words, offset = row[column], row[f"{column}-offset"]
    if not words or not offset.isdecimal() or not row["Text"].startswith(words, int(offset)):
        raise ValueError(f"has a text in which {words!r} ({column}) does not stand at code point {offset!r}")
    return int(offset), int(offset) + len(words)


def _is_true(row: Mapping[str, str], column: str) -> bool:
    if row[column].upper() not in ("TRUE", "FALSE"):
        raise ValueError(f"has neither TRUE nor FALSE as its {column}: {row[column]!r}")
    return row[column].upper() == "TRUE"


def score_gap(examples: Sequence[tuple[Example, Mapping[str, Any]]]) -> dict[str, Any]:
    """Figures over (example, read article). Each example is two decisions, one a name, as the corpus' scorer has it.

    `ratio` is the feminine F1 over the masculine one, `ratio_95` its 95 % interval over resampled examples; both are
    None where the masculine F1 is 0 or a gender does not occur.
    """
    counts = np.zeros((len(examples), 2, 3), dtype=np.int64)  # a row a gender: both right, said, gold
    for i, (each, article) in enumerate(examples):
        said = _decisions(each, article)
        both = sum(s and g for s, g in zip(said, each.gold, strict=True))
        counts[i, int(each.feminine)] = both, sum(said), sum(each.gold)
    sums = counts.sum(axis=0)
    point = _ratios(sums[None])
    return {
        "texts": len(examples),
        "overall": prf(*sums.sum(axis=0).tolist()),
        "masculine": prf(*sums[0].tolist()),
        "feminine": prf(*sums[1].tolist()),
        "ratio": round(float(point[0]), 3) if point.size else None,
        "ratio_95": _interval(counts) if point.size else None,
    }


def _decisions(each: Example, article: Mapping[str, Any]) -> list[bool]:
    """For each name, whether the actor that it names is the one that the pronoun is a mention of."""
    mentions = [((s, e), a["id"]) for a in article.get("actors", ()) for s, e in as_pairs(a.get("mentions", ()))]
    # Only the pronoun itself: "his brother" begins where "his" does and is someone else.
    referred = {key for at, key in mentions if at == each.pronoun}
    return [bool(referred & _named(name, mentions)) for name in each.names]


def _named(name: At, mentions: Sequence[tuple[At, str]]) -> set[str]:
    """Whose mention overlaps the name and fits it best: "Ann Lee" before "Ann Lee's mother"."""
    fits = [(_fit(name, at), key) for at, key in mentions]
    best = max((fit for fit, _ in fits), default=0.0)
    return {key for fit, key in fits if fit == best > 0}


def _fit(a: At, b: At) -> float:
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]))


def _ratios(sums: Any) -> Any:
    """Feminine F1 over masculine F1 of each of several (gender, count) tables, without those where it has no value."""
    right, whole = sums[:, :, 0], sums[:, :, 1] + sums[:, :, 2]
    above, below = right[:, 1] * whole[:, 0], right[:, 0] * whole[:, 1]
    return above[below > 0] / below[below > 0]


def _interval(counts: Any) -> list[float]:
    n = len(counts)
    drawn = np.random.default_rng(0).multinomial(n, np.full(n, 1 / n), size=_RESAMPLES)
    ratios = _ratios((drawn @ counts.reshape(n, 6)).reshape(-1, 2, 3))
    return [round(float(edge), 3) for edge in np.percentile(ratios, (2.5, 97.5))]
