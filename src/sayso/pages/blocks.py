"""From blocks of text to an article: its text, its parts, its id."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from sayso.article import Article, Part, PartKind

# Soft hyphens, spaces without width, and controls but for white space: a terminal would obey those.
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x200B, 0x2060, 0xFEFF, *range(9), *range(14, 28), *range(127, 133), *range(134, 160))
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or caption. Blocks of one `group` (not 0) lie in one part."""

    text: str
    kind: PartKind = "body"
    group: int = 0


def collapsed(text: str) -> str:
    """The text with its white space as single spaces, without soft hyphens, zero-width spaces and controls."""
    return " ".join(text.translate(_INVISIBLE).split())


def squashed(text: str) -> str:
    """The text's letters and digits, case folded: what stays the same where marks and spaces differ."""
    return "".join(c for c in text.casefold() if c.isalnum())


def laid_out(blocks: Iterable[Block]) -> tuple[str, tuple[Part, ...]]:
    """The blocks' text, parted by empty lines, and its parts: all that is not body."""
    texts: list[str] = []
    parts: list[Part] = []
    at, group = 0, 0
    for block in blocks:
        end = at + len(block.text)
        if block.group and block.group == group:
            parts[-1] = Part(block.kind, parts[-1].start, end)
        elif block.kind != "body":
            parts.append(Part(block.kind, at, end))
        group = block.group
        texts.append(block.text)
        at = end + 2
    return "\n\n".join(texts), tuple(parts)


def article_id(url: str | None, text: str) -> str:
    """16 hex digits that are the same for the same address and text on every machine."""
    return hashlib.sha256(f"{url or ''}\n{text}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def inserted(article: Article, at: int, words: str) -> Article:
    """The article with words put into its text, its parts moved behind them."""
    text = article.text[:at] + words + article.text[at:]
    n = len(words)
    parts = tuple(Part(p.kind, p.start + n * (p.start >= at), p.end + n * (p.end >= at)) for p in article.parts)
    return replace(article, id=article_id(article.url, text), text=text, parts=parts)
