"""A row a statement: the one definition that CSV, Parquet and data frames have."""

from collections.abc import Iterator
from typing import Any

from sayso.article import Article, written

COLUMNS = (
    "article", "url", "title", "outlet", "published", "statement", "parent", "speakers", "source", "cue", "content",
    "addressee", "kind", "act", "negated", "stance", "sourcing", "when_start", "when_end", "confidence", "start", "end",
    "addressees", "via",
)  # fmt: skip


def rows(article: Article) -> Iterator[tuple[Any, ...]]:
    """A row of COLUMNS for each statement; `start` and `end` are code points of the article's text, from where its
    content begins to where it ends."""
    names = {a.id: a.name for a in article.actors}
    for s in article.statements:
        yield (
            article.id, article.url, article.title, article.outlet, article.published, s.id, s.parent,
            "; ".join(names[i] for i in s.speakers),
            *map(written, (s.source, s.cue, s.content, s.addressee)),
            s.kind, s.act, s.negated, s.stance, s.sourcing, s.when and s.when.start, s.when and s.when.end,
            s.confidence, s.content[0].start, s.content[-1].end,
            "; ".join(names[i] for i in s.addressees), s.via and s.via.span.text,
        )  # fmt: skip
