"""How sure a figure is that articles tell: what it would be of articles drawn again.

Articles are the units that are drawn, with all their statements, for statements of one article are alike: the cluster
bootstrap (Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 3.8; Field and Welsh, Journal of
the Royal Statistical Society B 69, 2007). An interval of 95 % is that between the percentiles 2.5 and 97.5 of what is
drawn (Efron, Annals of Statistics 7, 1979). The seed is fixed, so that the same articles tell the same.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

FEWEST = 5  # articles that tell an interval
_DRAWS = 1000
_SEED = 1
_TOGETHER = 2_000_000  # articles that are drawn at once, which bounds the memory
_GROUPS = 1000  # into so many groups, by chance, more articles are put, which are then drawn instead


def generator() -> np.random.Generator:
    """What chance draws with."""
    return np.random.default_rng(_SEED)


def drawn_sums(articles: Floats, rng: np.random.Generator) -> Floats:
    """What the columns of articles (a row each) come to, each time that as many are drawn again: a row a draw."""
    size = len(articles)
    if not size:
        return np.zeros((_DRAWS, articles.shape[1]))
    if size > _GROUPS:
        order, starts = rng.permutation(size), np.linspace(0, size, _GROUPS, endpoint=False, dtype=int)
        articles = np.add.reduceat(articles[order], starts, axis=0)
        size = _GROUPS
    drawn = []
    step = max(1, _TOGETHER // size)
    for begin in range(0, _DRAWS, step):
        draws = min(step, _DRAWS - begin)
        picked = rng.integers(0, size, (draws, size)) + np.arange(draws)[:, None] * size
        times = np.bincount(picked.ravel(), minlength=draws * size).reshape(draws, size).astype(float)
        drawn.append(times @ articles)
    return np.concatenate(drawn)


def ends(drawn: Floats) -> tuple[Floats, Floats]:
    """The ends of the interval of each column of what was drawn; not a number where no draw tells a value."""
    ordered = np.sort(np.where(np.isfinite(drawn), drawn, np.nan), axis=0)  # what is no number comes last
    told = np.isfinite(ordered).sum(axis=0)
    low, high = (_quantile(ordered, told, share) for share in (0.025, 0.975))
    return low, high


def _quantile(ordered: Floats, told: NDArray[np.int64], share: float) -> Floats:
    """That of the first values of each column, `told` of them, between the two that are nearest."""
    at = share * np.maximum(told - 1, 0)
    below, columns = np.floor(at).astype(int), np.arange(ordered.shape[1])
    first, second = ordered[below, columns], ordered[np.ceil(at).astype(int), columns]
    found: Floats = first + (second - first) * (at - below)
    return found
