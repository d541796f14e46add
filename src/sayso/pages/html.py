"""An HTML page to an article."""

from dataclasses import replace
from itertools import dropwhile, takewhile

from sayso.article import Article
from sayso.pages.blockquotes import reshape
from sayso.pages.blocks import Block, article_id, laid_out, squashed
from sayso.pages.body import all_text, body
from sayso.pages.boilerplate_lines import is_sentence, is_update
from sayso.pages.clean_blocks import cleaned
from sayso.pages.dates import held
from sayso.pages.dom import tree
from sayso.pages.language import language
from sayso.pages.metadata import local, metadata, saved
from sayso.pages.page import MAX_TEXT
from sayso.pages.paywalls import EXCERPT, PAYWALL, WALL, is_excerpt, is_paywall, is_wall
from sayso.pages.prune import prune, strip

_SHORT = 120  # code points; a longer sentence is the text
_NEAR = 3  # the headline may stand a second time in so many first blocks


def html_article(text: str, url: str | None) -> tuple[Article, str | None]:
    """An article of a page's HTML, and what is missing of it, if anything. Its text is empty where the page has no
    body. Raises ValueError, with the reason as its message, for a page that is no tree, passes the limits, or keeps
    readers out."""
    root = tree(text)
    address, retrieved = saved(text)
    told = metadata(root, url or address, retrieved)
    title, authors = told.article.title, told.article.authors
    strip(root)
    shown = all_text(root)
    if sum(map(len, shown)) > MAX_TEXT:
        raise ValueError(f"its text is longer than {MAX_TEXT:,} characters: split it")
    prune(root, told.headline)
    reshape(root)
    found = cleaned(_without_title(body(root, told.headline, told.subtitles, told.is_article), title, authors))
    texts = [block.text for block in found.blocks]
    if any(is_wall(each or "", texts or shown) for each in (root.findtext(".//title"), title)):
        raise ValueError(WALL)
    stops = is_paywall(told.is_free, texts, shown)
    if stops and not is_excerpt(texts):
        raise ValueError(PAYWALL)
    if all(block.kind in ("headline", "caption", "embed") or _is_menu(block.text) for block in found.blocks):
        return Article(id="", text=""), None
    day = _shown_day(shown, title)
    headline = [Block(title, "headline")] if title else []
    made, parts = laid_out([*headline, *dropwhile(lambda block: _is_menu(block.text), found.blocks)])
    declared = told.article.published
    article = replace(
        told.article,
        id=article_id(told.article.url, made),
        text=made,
        authors=authors or found.authors,
        published=local(declared, day) if declared else found.published or day,
        language=language(made, told.article.language),
        parts=parts,
    )
    return article, EXCERPT if stops else None


def _is_menu(text: str) -> bool:
    """Whether a block is a row of links: "City | Sport | Tides"; of a page that scripts fill no more is left."""
    return text.count(" | ") > 1 and len(text) < _SHORT and not is_sentence(text)


def _shown_day(shown: list[str], title: str | None) -> str | None:
    """The first day in the short lines between the title and the text, or right above the title."""
    known = squashed(title or "")
    at = next((i for i, text in enumerate(shown) if known and squashed(text) == known), None)
    if at is None:
        return None
    below = list(takewhile(lambda text: len(text) < _SHORT or not is_sentence(text), shown[at + 1 :]))
    near = (text for text in (*below, *reversed(shown[max(0, at - _NEAR) : at])) if not is_update(text))
    return next((day for text in near if (day := held(text))), None)


def _without_title(blocks: list[Block], title: str | None, authors: tuple[str, ...]) -> list[Block]:
    """The blocks without the headline, where it is repeated near their beginning, and the authors' bare names."""
    known = {squashed(title or ""), *map(squashed, authors), squashed(" and ".join(authors))}
    return [block for i, block in enumerate(blocks) if i >= _NEAR or squashed(block.text) not in known]
