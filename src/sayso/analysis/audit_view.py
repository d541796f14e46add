"""What is shown of an audit, in which order and under which words: on the page of `sayso audit` and in a browser."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sayso.analysis.audit import ALL, Figures, Row, figures
from sayso.analysis.charts import MOST_SERIES, Series, lines
from sayso.record import Query
from sayso.record.query_syntax import UNKNOWN
from sayso.record.query_words import options

RowsByFigure = Mapping[tuple[str, str], Row]

COMPARED = (
    ("statements", "", "Statements an article"), ("sourcing", "unnamed", "Unnamed sources, of all statements"),
    ("kind", "direct", "Direct quotations, of all statements"),
    ("people", "women where told", "Women, of the people quoted whose gender the text tells"),
    ("copied", "", "Articles that repeat another’s text"),
)  # fmt: skip
BY_MONTH = (
    ("statements", "", "Statements each"), ("sourcing", "unnamed", "Unnamed"), ("sourcing", "document", "Documents"),
    ("sourcing", "media", "Media"), ("kind", "direct", "Direct"), ("people", "women where told", "Women, where told"),
    ("copied", "", "Copied"),
)  # fmt: skip
HOW = (
    "A statement is one attribution: who said what. Those inside another statement are its source’s word and are not"
    " counted by themselves; a headline that says again what its article says does not count; statements that a person"
    " marked wrong are left out.",
    "A person is counted once an article, quoted directly or not. Women and men are told apart only where the text does"
    " so; of all others the gender is unknown. Words are those of what was said; where several speak, each has an equal"
    " part.",
    "The whiskers and the two figures after a share are the interval in which it lies with 95 % confidence if the"
    " articles are a fair sample of the outlet (bootstrap over articles). Where there are fewer than 5 articles there"
    " is none. A share that is 0 in every article has no width: it is not surer for that.",
    "Beside the shares are rates: how many there are an article, and in 1,000 words of the articles’ text. A search"
    " finds the statements that are behind a figure: a statement in which two women speak is one of those behind both.",
    "Statements were found by a machine, which errs: draw some with `sayso sample` and judge them.",
)
PARTS = (
    ("sourcing", "What the sources are"), ("kind", "In quotation marks, or not"),
    ("people", "People quoted, each once an article"), ("words", "Words that people are quoted with"),
    ("distancing", "Cues that keep a distance, by who is quoted"), ("endorsing", "Cues that vouch for it"),
    ("source", "Quoted most, by share of all statements"),
)  # fmt: skip


def rates(row: Row) -> tuple[str, str]:
    """How many there are an article and in 1,000 words, as people read them."""
    an_article, words = ("–" if x is None else f"{x:.2f}" for x in (row.per_article, row.per_1000_words))
    return an_article, words


def narrowed(query: Query) -> str:
    """What a search for the statements of a figure asks beside outlet and days, as options of `sayso search`."""
    return options(replace(query, counted=False, outlet=None, month=None, published_since=None, published_until=None))


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that belong together: each with the words it stands under. `share`: they are parts of 1."""

    title: str
    share: bool
    rows: tuple[tuple[str, Row], ...]

    @property
    def top(self) -> float:
        """Where the scale ends that all of them are drawn on."""
        return 1.0 if self.share else max((v for _, r in self.rows for v in (r.value, r.high) if v), default=1.0)


@dataclass(frozen=True, slots=True)
class Lines:
    """Shares of outlets over months, also drawn, as SVG; `figures` are those of each series, None where it has none."""

    title: str
    series: tuple[Series, ...]
    figures: tuple[tuple[Row | None, ...], ...]
    svg: str


@dataclass(frozen=True, slots=True)
class Section:
    """All that is told of an outlet: `whole` of all its months together, `months` of each."""

    name: str
    whole: RowsByFigure
    tables: tuple[Table, ...]
    months: Mapping[str, RowsByFigure]


@dataclass(frozen=True, slots=True)
class Overview:
    """An audit. `compared` and `over_time` are empty where there is one outlet; `largest` are the outlets with the most
    articles, those that are shown over time."""

    outlets: tuple[str, ...]
    whole: RowsByFigure
    months: tuple[str, ...]
    compared: tuple[Table, ...]
    over_time: tuple[Lines, ...]
    largest: tuple[str, ...]
    sections: tuple[Section, ...]


def overview(rows: Sequence[Row], most: int | None = None) -> Overview | None:
    """The view of an audit's rows; None where there are none. Outlets are compared and told of by themselves at most
    so many as `most`: those with the most articles."""
    told = figures(rows)
    if not told:
        return None
    outlets = tuple(o for o in told if o != ALL)
    whole = told.get(ALL, told[outlets[0]])
    months = tuple(sorted(m for m in whole if m not in (ALL, UNKNOWN)))
    large = sorted(outlets, key=lambda o: -told[o][ALL]["articles", ""].n)
    kept = [o for o in outlets if o in set(large[:most])]
    largest = tuple(o for o in outlets if o in large[:MOST_SERIES])
    several = len(outlets) > 1
    return Overview(
        outlets,
        whole[ALL],
        months,
        tuple(_compared(told, kept)) if several else (),
        tuple(_over_time(told, largest, months)) if several and len(months) > 1 else (),
        largest,
        tuple(_section(o, told[o]) for o in ([ALL, *kept] if several else kept)),
    )


def _compared(told: Figures, outlets: Sequence[str]) -> list[Table]:
    return [
        Table(title, measure != "statements", tuple((o, told[o][ALL][measure, of]) for o in outlets))
        for measure, of, title in COMPARED
    ]


def _over_time(told: Figures, outlets: Sequence[str], months: Sequence[str]) -> Iterator[Lines]:
    for measure, of, title in COMPARED[1:4]:
        figures = tuple(tuple(told[o][m][measure, of] if m in told[o] else None for m in months) for o in outlets)
        values = (tuple(r.value if r else None for r in own) for own in figures)
        series = tuple(Series(o, own) for o, own in zip(outlets, values, strict=True))
        yield Lines(title, series, figures, lines(title, months, series, share=True))


def _section(outlet: str, months: Mapping[str, RowsByFigure]) -> Section:
    whole = months[ALL]
    tables = [
        Table(title, True, tuple((of, r) for (name, of), r in whole.items() if name == measure))
        for measure, title in PARTS
    ]
    return Section(
        "All outlets" if outlet == ALL else outlet,
        whole,
        tuple(t for t in tables if t.rows),
        {month: of for month, of in months.items() if month != ALL},
    )
