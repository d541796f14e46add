"""What verbs tell on stderr where they find nothing."""

from sayso.cli.output import clean
from sayso.cli.terminal import say
from sayso.record import Query, Record
from sayso.record.nearest import nearest


def say_nearest(record: Record, query: Query, missing: str = "statement") -> None:
    """Tell in one line why nothing was found, and what to do; `missing` is what there is none of."""
    say(nearest(record, query).told(clean(str(record.path)), missing))
