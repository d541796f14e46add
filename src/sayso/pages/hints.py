"""What is known of an article beside its page: by the mail that brought it, the feed or list that it stands in."""

from dataclasses import dataclass, replace

from sayso.article import Article, Part
from sayso.pages.blocks import article_id, squashed


@dataclass(frozen=True, slots=True)
class Hints:
    """What stands where the page itself tells none. `published` is ISO 8601."""

    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None


def filled(article: Article, hints: Hints) -> Article:
    """The article with what is known of it beside, where it has none; a title stands above its text."""
    url = article.url or hints.url
    text, parts = article.text, article.parts
    if not article.title and hints.title:
        text, parts = _titled(article, hints.title)
    changed = (url, text) != (article.url, article.text)
    return replace(
        article,
        id=article_id(url, text) if changed else article.id,
        url=url,
        text=text,
        parts=parts,
        title=article.title or hints.title,
        published=article.published or hints.published,
        outlet=article.outlet or hints.outlet,
        authors=article.authors or hints.authors,
    )


def _titled(article: Article, title: str) -> tuple[str, tuple[Part, ...]]:
    """The text with its title as the first line, once, and its parts."""
    first = article.text.partition("\n\n")[0]
    if squashed(first) == squashed(title):
        rest = tuple(part for part in article.parts if part.start >= len(first))
        return article.text, (Part("headline", 0, len(first)), *rest)
    moved = len(title) + 2
    parts = (replace(part, start=part.start + moved, end=part.end + moved) for part in article.parts)
    return f"{title}\n\n{article.text}", (Part("headline", 0, len(title)), *parts)
