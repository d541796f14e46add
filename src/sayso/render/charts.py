"""The charts that there are of a search."""

from collections.abc import Callable, Mapping
from typing import Any

from sayso.record import Query, Record
from sayso.record.act_counts import acts_by_month, relations
from sayso.render.act_charts import acts_map, timeline
from sayso.render.chart import Chart
from sayso.render.network_chart import network

# What is counted of all that fits a query, and what draws that.
KINDS: Mapping[str, tuple[Callable[[Record, Query], Any], Callable[[Any], Chart]]] = {
    "timeline": (acts_by_month, timeline),
    "acts": (acts_by_month, acts_map),
    "network": (relations, network),
}
