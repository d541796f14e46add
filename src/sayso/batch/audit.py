"""The audit of an archive: what `sayso.analysis.audit` counts was counted in every article when it was written.

There are no threads in an archive, so that only headlines are not counted twice; a copy is an article whose whole text
an earlier one has; and a source is known by its name alone.
"""

import numpy as np

from sayso.analysis.audit import Row, audited
from sayso.analysis.compare import Difference, compared
from sayso.analysis.counts import Counts, chosen, measures
from sayso.batch.archive import Archive
from sayso.batch.search import DUCKDB
from sayso.batch.tables import TALLIES, UNKNOWN
from sayso.record import Query
from sayso.record.conditions import of_articles

_ARTICLES = """
CREATE OR REPLACE TEMP TABLE counted AS
SELECT row_number() OVER (ORDER BY article) - 1 AS n, * FROM (
    SELECT article, outlet, day, audit, sources,
        row_number() OVER (PARTITION BY text_sha256 ORDER BY published NULLS LAST, article) > 1 AS copied
    FROM articles
) AS f WHERE {where}
"""
_SOURCES = "SELECT name, n, count(*) AS times FROM (SELECT unnest(sources) AS name, n FROM counted) GROUP BY ALL"


def audit(archive: Archive, outlet: str | None = None, since: str | None = None, until: str | None = None) -> list[Row]:
    """How outlets use their sources, as `sayso.analysis.audit.audit` tells it of a record."""
    return audited(audit_counts(archive, chosen(outlet, since, until)))


def compare(archive: Archive, first: Query, second: Query) -> list[Difference]:
    """How two selections differ, as `sayso.analysis.compare.compare` tells it of a record."""
    return compared(audit_counts(archive, first), audit_counts(archive, second))


def audit_counts(archive: Archive, query: Query) -> Counts:
    """What there is to count in the articles that are chosen."""
    where, values = of_articles(query, DUCKDB)
    archive.run(_ARTICLES.format(where=" AND ".join(["true", *where])), values)
    articles, outlets, days, copied = archive.columns("SELECT article, outlet, day, copied FROM counted ORDER BY n")
    told = archive.columns("SELECT unnest(audit) FROM counted ORDER BY n")
    # A field that an older archive lacks is not known.
    tallies = {c: np.ma.filled(t.astype(float), np.nan) for c, t in zip(TALLIES, told, strict=True)}
    names, places, times = archive.columns(_SOURCES)
    sources, numbers = np.unique(names.astype(str), return_inverse=True)
    return Counts(
        query,
        articles.tolist(),
        [o or None for o in np.ma.filled(outlets, None)],
        [None if d == UNKNOWN else d[:7] for d in days],
        tallies["text", "words"],
        measures(tallies, copied.astype(float)),
        np.repeat(numbers, times),
        np.repeat(places, times),
        [(name, "") for name in sources.tolist()],
    )
