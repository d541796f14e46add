"""The audit of an archive: what `sayso.analysis.audit` counts was counted in every article when it was written.

There are no threads in an archive, so that only headlines are not counted twice; a copy is an article whose whole text
an earlier one has; and a source is known by its name alone.
"""

import numpy as np

from sayso.analysis.audit import Row, audited
from sayso.analysis.counts import Counts, measures, month
from sayso.batch.archive import Archive
from sayso.batch.tables import TALLIES, UNKNOWN

_ARTICLES = f"""
CREATE OR REPLACE TEMP TABLE counted AS
SELECT row_number() OVER (ORDER BY article) - 1 AS n, * FROM (
    SELECT article, outlet, day, audit, sources,
        row_number() OVER (PARTITION BY text_sha256 ORDER BY published NULLS LAST, article) > 1 AS copied
    FROM articles
) WHERE ($1 IS NULL OR contains(lower(outlet), lower($1)))
    AND ($2 IS NULL OR (day >= $2 AND day <> '{UNKNOWN}')) AND ($3 IS NULL OR day <= $3)
"""
_SOURCES = "SELECT name, n, count(*) AS times FROM (SELECT unnest(sources) AS name, n FROM counted) GROUP BY ALL"


def audit(archive: Archive, outlet: str | None = None, since: str | None = None, until: str | None = None) -> list[Row]:
    """How outlets use their sources, as `sayso.analysis.audit.audit` tells it of a record."""
    return audited(audit_counts(archive, outlet, since, until))


def audit_counts(archive: Archive, outlet: str | None, since: str | None, until: str | None) -> Counts:
    """What there is to count in the articles of an outlet (a part of its name) between two days."""
    archive.run(_ARTICLES, (outlet, since, until))
    outlets, days, copied = archive.columns("SELECT outlet, day, copied FROM counted ORDER BY n")
    tallies = archive.columns("SELECT unnest(audit) FROM counted ORDER BY n")
    names, places, times = archive.columns(_SOURCES)
    sources, numbers = np.unique(names.astype(str), return_inverse=True)
    return Counts(
        [o or None for o in np.ma.filled(outlets, None)],
        [month(d) for d in days],
        measures({c: t.astype(float) for c, t in zip(TALLIES, tallies, strict=True)}, copied.astype(float)),
        np.repeat(numbers, times),
        np.repeat(places, times),
        sources.tolist(),
    )
