"""A row a statement: the one definition that CSV, Parquet and data frames have."""

from collections.abc import Iterator
from typing import Any

from sayso.article import Article, written
from sayso.shown import candidates, least

COLUMNS = (
    "article", "url", "title", "outlet", "published", "statement", "parent", "speakers", "source", "cue", "content",
    "addressee", "kind", "act", "negated", "stance", "sourcing", "when_start", "when_end", "confidence", "start", "end",
    "addressees", "via", "credit", "candidates", "event", "speaker_ids",
)  # fmt: skip


def rows(article: Article) -> Iterator[tuple[Any, ...]]:
    """A row of COLUMNS for each statement; `start` and `end` are code points of the article's text, from where its
    content begins to where it ends, `credit` is how likely its least likely speaker is, `candidates` who else it may
    be, `speaker_ids` the ids that the speakers have in a record."""
    actors = {a.id: a for a in article.actors}
    for s in article.statements:
        yield (
            article.id, article.url, article.title, article.outlet, article.published, s.id, s.parent,
            "; ".join(actors[i].name for i in s.speakers),
            *map(written, (s.source, s.cue, s.content, s.addressee)),
            s.kind, s.act, s.negated, s.stance, s.sourcing, s.when and s.when.start, s.when and s.when.end,
            s.confidence, s.content[0].start, s.content[-1].end,
            "; ".join(actors[i].name for i in s.addressees), s.via and s.via.span.text,
            least(s), candidates(s, actors), s.event,
            "; ".join(actors[i].identifiers.get("sayso", "") for i in s.speakers).strip("; ") or None,
        )  # fmt: skip
