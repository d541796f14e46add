"""Statements as verbal events, in the columns that users of event data load."""

from collections.abc import Iterator
from typing import Any

from sayso.article import Article, written
from sayso.shown import candidates, least
from sayso.speech_acts import acts

COLUMNS = (
    "date", "date_last", "source", "source_type", "act", "negated", "plover", "target", "target_type", "text",
    "article", "url", "statement", "confidence", "credit", "candidates",
)  # fmt: skip


def events(article: Article) -> Iterator[tuple[Any, ...]]:
    """A row of COLUMNS for each statement: the day that it was said or else the article's, who, what was done, to
    whom, in which words. `plover` is PLOVER's type of event for the act (docs/acts.md), empty where it has none."""
    types = {name: told.plover for name, told in acts().items()}
    actors = {a.id: a for a in article.actors}
    day = article.published[:10] if article.published else None
    for s in article.statements:
        source, target = ([actors[i] for i in some] for some in (s.speakers, s.addressees))
        yield (
            s.when.start if s.when else day, s.when.end if s.when else day,
            "; ".join(a.name for a in source), "; ".join(a.type for a in source), s.act, s.negated, types[s.act],
            "; ".join(a.name for a in target), "; ".join(a.type for a in target),
            written(s.content), article.id, article.url, s.id, s.confidence, least(s), candidates(s, actors),
        )  # fmt: skip
