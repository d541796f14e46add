"""Articles of a record read again from their stored text, by a newer reader; corrections stay."""

from dataclasses import replace

from sayso.article import Article, Engine
from sayso.record import apply_corrections, permanent_ids, rows
from sayso.record.connection import writing
from sayso.record.record import Record, Run
from sayso.record.rows import dumps


def to_reread(record: Record, engine: Engine | None) -> list[int]:
    """The latest versions that another engine than this one read, or that were read before credit was told, by the ids
    of their rows; without an engine all of them."""
    found = record.connection.execute(
        "SELECT id FROM versions WHERE latest AND (engine IS NOT ? OR NOT credited) ORDER BY article",
        (dumps(engine.to_dict()) if engine else None,),
    )
    return [v["id"] for v in found]


def stored(record: Record, version: int) -> Article | None:
    """The article of a version as it was before it was read; None where it is the latest no more, or was taken out."""
    if not record.connection.execute("SELECT 1 FROM versions WHERE id = ? AND latest", (version,)).fetchone():
        return None
    return replace(rows.article(record.connection, version), statements=(), actors=(), engine=None)


def keep_reread(record: Record, run: Run, version: int, article: Article) -> bool:
    """Put what was read now in the place of what a version has, and bring its corrections there; in one transaction.
    Whether the version was still the latest."""
    from sayso.parallel import name_of  # it loads the network, which nothing else of a record needs

    assert article.engine is not None
    with writing(record.connection, record.path):
        found = record.connection.execute("SELECT article FROM versions WHERE id = ? AND latest", (version,)).fetchone()
        if found is None:
            return False
        before = permanent_ids.reading(record.connection, version)
        rows.delete(record.connection, version)
        rows.insert(record.connection, version, article)
        record.connection.execute(
            "UPDATE versions SET engine = ?, run = ?, credited = ? WHERE id = ?",
            (dumps(article.engine.to_dict()), run.id, rows.credited(article), version),
        )
        apply_corrections.reattach(record.connection, found["article"])
        permanent_ids.keep(record.connection, version, before)
        record.connection.execute("DELETE FROM failures WHERE name = ?", (name_of(article),))
    return True
