"""What is shown of a comparison, in which order and under which words: in a terminal, on a page and in a browser."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sayso.analysis.audit import UNITS
from sayso.analysis.audit_view import PARTS
from sayso.analysis.bootstrap import FEWEST
from sayso.analysis.charts import number
from sayso.analysis.compare import Difference
from sayso.record import Query
from sayso.record.query import whole
from sayso.record.query_syntax import UNKNOWN

HOW = (
    "A difference is the first figure less the second; of shares it is in percentage points. In brackets is the"
    " interval in which it lies with 95 % confidence if the articles are a fair sample (bootstrap over the articles of"
    " each). One that has 0 in it may be none.",
)
_UNIT_TITLES = {"share": "", "per article": ", an article", "per 1,000 words": ", in 1,000 words"}


@dataclass(frozen=True, slots=True)
class DifferenceTable:
    """Differences that belong together, of one unit; each with the words it stands under."""

    title: str
    unit: str
    rows: tuple[tuple[str, Difference], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two selections, what they are called, how many articles they have, why there is no interval ("" where there is
    one), and their differences."""

    first: str
    second: str
    articles: Difference
    few: str
    tables: tuple[DifferenceTable, ...]


def comparison(rows: Sequence[Difference]) -> Comparison | None:
    """The view of a comparison's rows; None where there are none."""
    if not rows:
        return None
    articles = rows[0]
    names = label(articles.query), label(articles.query_against)
    sizes = zip(names, (articles.n, articles.n_against), strict=True)
    few = [f"{name} has {n} article{'s' if n != 1 else ''}" for name, n in sizes if n < FEWEST]
    why = f"No interval can be told: {' and '.join(few)}, and it takes {FEWEST}." if few else ""
    return Comparison(*names, articles, why, tuple(_tables(rows)))


def _tables(rows: Sequence[Difference]) -> Iterator[DifferenceTable]:
    for unit in UNITS:
        for measure, title in (("statements", "Statements"), *PARTS, ("copied", "Articles that repeat another’s text")):
            some = tuple((d.of or title, d) for d in rows if (d.measure, d.unit) == (measure, unit) and _is_told(d))
            if some:
                yield DifferenceTable(title + _UNIT_TITLES[unit], unit, some)


def _is_told(d: Difference) -> bool:
    return bool(d.value or d.against)


def label(query: Query) -> str:
    """What a selection is called."""
    outlet = query.outlet or ""
    name = whole(outlet) or ("Outlets unknown" if outlet == UNKNOWN else outlet) or "All outlets"
    since, until = query.published_since, query.published_until
    if since and until:
        return f"{name}, {since} to {until}"
    return f"{name}, since {since}" if since else f"{name}, until {until}" if until else name


def amount(value: float | None, unit: str) -> str:
    """A figure as people read it."""
    if value is None:
        return "–"
    return number(value, share=True) if unit == "share" else f"{value:.2f}"


def difference(d: Difference) -> str:
    """A difference and its interval, as people read them."""
    if d.difference is None:
        return "not known"
    size = _signed(d.difference, d.unit) + (" points" if d.unit == "share" else "")
    if d.low is None or d.high is None:
        return size
    return f"{size} ({_signed(d.low, d.unit)} to {_signed(d.high, d.unit)})"


def _signed(value: float, unit: str) -> str:
    told = f"{100 * value:+.0f}" if unit == "share" else f"{value:+.2f}"
    return told.lstrip("+-") if not float(told) else told.replace("-", "−")
