"""The charts that there are of a search."""

from sayso.record import Query, Record
from sayso.record.act_counts import acts_by_month, relations
from sayso.render.act_charts import acts_map, timeline
from sayso.render.chart import Chart
from sayso.render.network_chart import network

KINDS = ("timeline", "acts", "network")


def chart(kind: str, record: Record, query: Query) -> Chart:
    """One of KINDS of all statements that fit.

    Raises RecordError where they cannot be searched for.
    """
    if kind == "network":
        return network(relations(record, query))
    counts = acts_by_month(record, query)
    return timeline(counts) if kind == "timeline" else acts_map(counts)
