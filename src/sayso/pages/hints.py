"""What is known of an article beside its page: by the mail that brought it, the feed or list that it stands in."""

from dataclasses import dataclass, replace

from sayso.article import Article, Part
from sayso.pages.blocks import article_id, inserted, squashed


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
    made = _titled(article, hints.title) if hints.title and not article.title else article
    url = article.url or hints.url
    return replace(
        made,
        id=made.id if url == article.url else article_id(url, made.text),
        url=url,
        title=article.title or hints.title,
        published=article.published or hints.published,
        outlet=article.outlet or hints.outlet,
        authors=article.authors or hints.authors,
    )


def _titled(article: Article, title: str) -> Article:
    """The article with its title as the first line, once."""
    first = article.text.partition("\n\n")[0]
    made, shown = (
        (article, first) if squashed(first) == squashed(title) else (inserted(article, 0, f"{title}\n\n"), title)
    )
    rest = (part for part in made.parts if part.start >= len(shown))
    return replace(made, parts=(Part("headline", 0, len(shown)), *rest))
