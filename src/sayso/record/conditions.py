"""A query as conditions of SQL: one conversion for all databases that hold statements, each with its dialect."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol

from sayso.record.query import Query, asked_for, whole
from sayso.record.query_syntax import UNKNOWN, Filter, Node, Phrase, Word, asks, condition
from sayso.text.folding import folded

Sql = tuple[str, list[Any]]  # with the values of its question marks
Conditions = tuple[list[str], list[Any]]  # that are all to be met, with the values of all
_OPEN = Query(event=())


class Dialect(Protocol):
    """How a database says what can be asked of a statement (f), or of an article (f, too). It has to know `folded`."""

    said: str  # the day of saying
    published: str  # the day of the article
    month: str  # that of the article's day, NULL where that is none
    outlets: str  # a SELECT of all outlets, each once, as `outlet`
    copied: str  # that its article repeats another one
    likely: str  # that it is at least so (?) likely to be a statement
    credited: str  # that its speakers are at least so (?) likely

    def words(self, node: Word | Phrase) -> Sql:
        """That a word or phrase stands in it."""

    def is_indexed(self, node: Node) -> bool:
        """Whether an index that is asked beside tells it, so that it is no condition."""

    def named(self, role: str, name: str) -> Sql:
        """That one who has this name, and no other, has a role in it."""

    def called(self, role: str, part: str) -> Sql:
        """That one with this in the name has a role in it."""

    def of_gender(self, some: Sequence[str]) -> Sql:
        """That a speaker is a person of one of these genders."""

    def counted(self, articles: Conditions) -> Conditions:
        """That an audit of such articles counts it."""


def conditions(query: Query, of: Dialect) -> Conditions:
    """All that a query asks of statements. Raises QueryError where its words cannot be read."""
    asked = asked_for(query)
    where, values = _fields(replace(query, event=()) if asks(asked, "event") else query, of)
    for one in asked.of:
        if not of.is_indexed(one):
            told, given = condition(one, lambda leaf: _leaf(leaf, of))
            where.append(told)
            values += given
    return where, values


def of_articles(query: Query, of: Dialect) -> Conditions:
    """What a query asks of articles."""
    where: list[str] = []
    values: list[Any] = []
    if query.outlet:
        told, given = _of_outlet(query.outlet, of)
        where.append(told)
        values += given
    for limit, compared in (
        (query.published_since, f"{of.published} >="), (query.published_until, f"{of.published} <="),
        (query.month if query.month != UNKNOWN else None, f"{of.month} ="),
    ):  # fmt: skip
        if limit:
            where.append(f"{compared} ?")
            values.append(limit)
    if query.month == UNKNOWN:
        where.append(f"{of.month} IS NULL")
    if query.copied:
        where.append(of.copied)
    return where, values


def marks(some: Sequence[Any]) -> str:
    """A question mark for each value."""
    return ", ".join("?" * len(some))


def _leaf(node: Word | Phrase | Filter, of: Dialect) -> Sql:
    if not isinstance(node, Filter):
        return of.words(node)
    where, values = _fields(replace(_OPEN, **{node.field: node.value}), of)
    return f"({' AND '.join(where) or 'true'})", values  # min-confidence:0 asks for nothing


def _fields(query: Query, of: Dialect) -> Conditions:
    """What is asked for beside words."""
    articles = of_articles(query, of)
    where, values = list(articles[0]), list(articles[1])
    told: list[Sql] = []
    if query.counted:
        counted, given = of.counted(articles)
        told.append((" AND ".join(counted), given))
    for role, name in (("speaker", query.by), ("addressee", query.to)):
        if name:
            exact = whole(name)
            told.append(of.named(role, exact) if exact else of.called(role, name))
    if query.gender:
        told.append(of.of_gender(query.gender))
    for column in ("act", "stance", "kind", "event", "sourcing"):
        if some := getattr(query, column):
            told.append((f"f.{column} IN ({marks(some)})", list(some)))
    for limit, compared in (
        (query.since, f"{of.said} >= ?"), (query.until, f"{of.said} <= ?"), (query.least, of.likely),
        (query.min_credit, of.credited),
    ):  # fmt: skip
        if limit:
            told.append((compared, [limit]))
    where += [sql for sql, _ in told]
    return where, values + [value for _, given in told for value in given]


def _of_outlet(name: str, of: Dialect) -> Sql:
    """That an outlet is meant by a name."""
    if name == UNKNOWN:
        return "coalesce(f.outlet, '') = ''", []
    if exact := whole(name):
        return "f.outlet = ?", [exact]
    # Each name is folded once, not for each article.
    named = f"SELECT outlet FROM ({of.outlets}) AS x WHERE instr(folded(outlet), ?) > 0"
    return f"f.outlet IN ({named})", [folded(name)]
