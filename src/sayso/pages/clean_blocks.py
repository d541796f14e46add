"""Blocks to article blocks: drops the page furniture between them, reads the byline and the date above them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import islice, zip_longest

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


@dataclass(slots=True)
class _State:
    kept: list[Block] = field(default_factory=list)
    authors: tuple[str, ...] = ()
    published: str | None = None
    in_body: bool = False
    in_list: bool = False


def cleaned(blocks: Iterable[Block]) -> Cleaned:
    """Drop furniture, lists of other articles and readers' comments; take bylines and datelines that stand above the
    body. "Photo: ..." lines are captions, and captions stay where they tell what somebody said. Raises ValueError for
    more than 50,000 blocks."""
    state = _State()
    given = list(islice(blocks, _BLOCKS + 1))
    if len(given) > _BLOCKS:
        raise ValueError(f"it has more than {_BLOCKS:,} paragraphs: split it")
    for block, following in zip_longest(given, given[1:]):
        next_text = following.text if following else ""
        if block.kind in ("headline", "subtitle"):
            state.kept.append(block)
        elif block.kind in ("caption", "embed"):
            _take_aside(state, block)
        elif len(state.kept) >= _ENOUGH and _ends(block.text, next_text):
            break
        elif lines.opens_list(block.text):
            state.in_list = state.in_body
        elif state.in_list and _is_listed(block.text, next_text):
            continue
        elif not _is_meta(state, block.text):
            _take_body(state, block)
    return Cleaned(tuple(state.kept), state.authors, state.published)


def _ends(text: str, following: str) -> bool:
    """Whether readers' comments begin here; "Comments" may be a subheading too, where a sentence follows."""
    return lines.ends_article(text) or (lines.is_comments(text) and not lines.is_reported(following))


def _is_listed(text: str, following: str) -> bool:
    """Whether a line in a list of other articles is one of them: no sentence, and no question that is answered."""
    if not lines.is_sentence(text):
        return True
    answered = text.endswith("?") and lines.is_sentence(following) and not following.endswith(("?", "!"))
    return text.endswith(("?", "!")) and not answered


def _take_aside(state: _State, block: Block) -> None:
    text = lines.caption(block.text) if block.kind == "caption" else None
    told = block.text if text is None else text
    if block.kind == "caption":
        told = _CREDIT.sub(r"\1", told)
    if lines.is_reported(told) if block.kind == "caption" else not lines.is_furniture(told):
        state.kept.append(replace(block, text=told))


def _take_body(state: _State, block: Block) -> None:
    state.in_list = False
    text = block.text
    if lines.is_furniture(text) or lines.ends_article(text) or lines.is_comments(text) or lines.by(text):
        return
    if lines.caption(block.text) is not None:
        _take_aside(state, replace(block, kind="caption"))
        return
    state.in_body = state.in_body or lines.is_sentence(block.text)
    state.kept.append(block)


def _is_meta(state: _State, line: str) -> bool:
    """Whether a line above the body is made of byline, date and the like only; what they tell is kept."""
    if state.in_body or len(line) > _META:
        return False
    authors: tuple[str, ...] = ()
    published = None
    for piece in lines.pieces(line):
        found, day = lines.by(piece), iso(piece)
        if not (found or day or lines.is_furniture(piece) or lines.is_role(piece) or lines.is_section(piece)):
            return lines.is_dated(line)
        authors, published = authors or found, published or day
    state.authors = state.authors or authors
    state.published = state.published or published
    return True
