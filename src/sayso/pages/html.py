"""An HTML page to an article."""

from sayso.article import Article
from sayso.pages.body import all_text, body
from sayso.pages.dom import tree
from sayso.pages.language import language
from sayso.pages.layout import Block, article_id, laid_out, squashed
from sayso.pages.metadata import metadata
from sayso.pages.page import MAX_TEXT
from sayso.pages.prune import prune, strip
from sayso.pages.reshape import reshape
from sayso.pages.trim import trimmed
from sayso.pages.walls import PAYWALL, WALL, is_paywall, is_wall

_NEAR = 3  # the headline may stand a second time in so many first blocks


def html_article(text: str, url: str | None) -> Article:
    """An article of a page's HTML. Its text is empty where the page has no body. Raises ValueError, with the reason as
    its message, for a page that is no tree, passes the limits, or keeps readers out."""
    root = tree(text)
    told = metadata(root, url)
    strip(root)
    shown = all_text(root)
    if sum(map(len, shown)) > MAX_TEXT:
        raise ValueError(f"its text is longer than {MAX_TEXT:,} characters: split it")
    prune(root, told.headline)
    reshape(root)
    found = trimmed(_without_title(body(root, told.headline), told.title, told.authors))
    texts = [block.text for block in found.blocks]
    if any(is_wall(title or "", texts or shown) for title in (root.findtext(".//title"), told.title)):
        raise ValueError(WALL)
    if is_paywall(told.is_free, texts, shown):
        raise ValueError(PAYWALL)
    if not any(block.kind == "body" for block in found.blocks):
        return Article(id="", text="")
    headline = [Block(told.title, "headline")] if told.title else []
    made, parts = laid_out([*headline, *found.blocks])
    return Article(
        id=article_id(url, made),
        text=made,
        url=url,
        title=told.title,
        outlet=told.outlet,
        authors=told.authors or found.authors,
        published=told.published or found.published,
        language=language(made, told.language),
        parts=parts,
    )


def _without_title(blocks: list[Block], title: str | None, authors: tuple[str, ...]) -> list[Block]:
    """The blocks without the headline, where it is repeated near their beginning, and the authors' bare names."""
    known = {squashed(title or ""), *map(squashed, authors), squashed(" and ".join(authors))}
    return [block for i, block in enumerate(blocks) if i >= _NEAR or squashed(block.text) not in known]
