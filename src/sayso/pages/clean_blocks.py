"""Blocks to article blocks: drops the page furniture between them, reads the byline and the date above them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice, pairwise

from sayso.pages import boilerplate_lines as lines
from sayso.pages.blocks import Block
from sayso.pages.dates import iso

_CREDIT = re.compile(r"([.!?…][”’\"']?)\s*\([^()]{2,80}\)$")  # who took the picture, behind what it shows
_BLOCKS = 50_000
_ENOUGH = 3  # blocks; "12 comments" above the body is a count, not the beginning of the comments
_META = 250  # code points; a longer line is no byline


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The blocks that are the article's, and what the lines above its body told."""

    blocks: tuple[Block, ...]
    authors: tuple[str, ...]
    published: str | None


def cleaned(blocks: Iterable[Block]) -> Cleaned:
    """Drop furniture, lists of other articles and readers' comments; take bylines and datelines that stand above the
    body. "Photo: ..." lines are captions, and captions stay where they tell what somebody said. Raises ValueError for
    more than 50,000 blocks."""
    given = list(islice(blocks, _BLOCKS + 1))
    if len(given) > _BLOCKS:
        raise ValueError(f"it has more than {_BLOCKS:,} paragraphs: split it")
    kept: list[Block] = []
    authors: tuple[str, ...] = ()
    published = None
    in_body = in_list = False
    for block, following in pairwise([*given, Block("")]):
        text = block.text
        is_apart = block.kind in ("headline", "subtitle", "caption", "embed")
        if not is_apart and len(kept) >= _ENOUGH and lines.ends_article(text):
            break
        if not is_apart and lines.opens_list(text):
            in_list = in_body
        elif not is_apart and in_list and _is_listed(text, following.text):
            continue
        elif not (is_apart or in_body) and (meta := _meta(text)):
            authors, published = authors or meta[0], published or meta[1]
        elif own := _own(block):
            kept.append(own)
            in_list = in_list and is_apart
            in_body = in_body or (own.kind == block.kind and not is_apart and lines.is_sentence(text))
    return Cleaned(tuple(kept), authors, published)


def _is_listed(text: str, following: str) -> bool:
    """Whether a line in a list of other articles is one of them: no sentence, and no question that is answered."""
    return not lines.is_sentence(text) or (text.endswith("?") and not lines.is_sentence(following))


def _own(block: Block) -> Block | None:
    """What of a block is the article's."""
    text, caption = block.text, lines.caption(block.text)
    if block.kind in ("headline", "subtitle"):
        return block
    if block.kind == "caption" or (block.kind != "embed" and caption is not None):
        told = _CREDIT.sub(r"\1", text if caption is None else caption)
        return Block(told, "caption") if lines.is_reported(told) else None
    if lines.is_furniture(text) or lines.ends_article(text) or lines.by(text):
        return None
    return block


def _meta(line: str) -> tuple[tuple[str, ...], str | None] | None:
    """Authors and day of a line above the body that is made of byline, date and the like only; None for another."""
    authors: tuple[str, ...] = ()
    published = None
    for piece in lines.pieces(line) if len(line) <= _META else [line]:
        found, day = lines.by(piece), iso(piece)
        if not (found or day or lines.is_furniture(piece) or lines.is_role(piece)):
            return ((), None) if lines.is_dated(line) else None
        authors, published = authors or found, published or day
    return authors, published
