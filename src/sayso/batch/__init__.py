"""Archives: millions of pages read into Parquet on Ray Data, and asked there by DuckDB. Needs the extra [batch]."""

from sayso.batch.archive import Archive, is_archive
from sayso.batch.audit import audit, compare
from sayso.batch.output import Done, Output
from sayso.batch.positions import MOST, positions
from sayso.batch.run import pending, run, settle
from sayso.batch.search import less_likely, search
from sayso.batch.shards import Shard, shards

__all__ = [
    "MOST",
    "Archive",
    "Done",
    "Output",
    "Shard",
    "audit",
    "compare",
    "is_archive",
    "less_likely",
    "pending",
    "positions",
    "run",
    "search",
    "settle",
    "shards",
]
