"""Plain text as people paste it: paragraphs out of lines, the headline, the furniture around it."""

import re

from sayso.article import Article
from sayso.pages.language import language
from sayso.pages.layout import Block, article_id, collapsed, laid_out
from sayso.pages.lines import caption, is_furniture, is_sentence
from sayso.pages.page import MAX_TEXT
from sayso.pages.trim import trimmed
from sayso.pages.walls import WALL, is_wall

_HEADING = re.compile(r"^#{1,6}\s+")  # Markdown's
_WRAP = range(45, 101)  # columns at which hard-wrapped text is wrapped
_HEADLINE = 200  # a longer first line is body


def read_text(text: str) -> Article:
    """An article of a text that a Python caller holds: untouched, with no metadata but its language. Any `str` will
    do, lone surrogates and NUL included."""
    return Article(id=article_id(None, text), text=text, language=language(text, None))


def plain_article(text: str, url: str | None) -> Article:
    """An article of a pasted text, without the dateline, byline and furniture around it. Its text is empty where
    nothing but furniture is there. Raises ValueError, with the reason as its message, for a wall against robots and
    for a text past the limits."""
    if len(text) > 2 * MAX_TEXT:  # as much again may be white space and furniture
        raise ValueError(f"its text is longer than {MAX_TEXT:,} characters: split it")
    if is_wall(text[:200].strip().partition("\n")[0], paragraphs(text[:20_000])):
        raise ValueError(WALL)
    found = trimmed(map(Block, paragraphs(text)))
    blocks = list(found.blocks)
    title = _headline(blocks)
    if title:
        at = next(i for i, block in enumerate(blocks) if block.kind == "body")
        blocks[at] = Block(title, "headline")
    made, parts = laid_out(blocks)
    return Article(
        id=article_id(url, made),
        text=made,
        url=url,
        title=title,
        authors=found.authors,
        published=found.published,
        language=language(made, None),
        parts=parts,
    )


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: hard-wrapped lines joined, white space collapsed."""
    found: list[str] = []
    group: list[str] = []
    for line in [*text.splitlines(), ""]:
        indented = bool(group) and line[:1].isspace() and not group[-1][:1].isspace()
        if not line.strip() or indented:
            found += _joined([collapsed(each) for each in group])
            group = []
        if line.strip():
            group.append(_HEADING.sub("", line))
    return [p for p in found if p]


def _joined(group: list[str]) -> list[str]:
    """Join each line to the one before where that one was wrapped: the next word had no room in it, or goes on in
    lower case."""
    width = max(map(len, group), default=0)
    wraps = width in _WRAP and not all(map(is_sentence, group))
    found: list[list[str]] = []
    room = width  # the first line begins a paragraph
    for line in group:
        wrapped = wraps and len(line.split(" ", 1)[0]) + 1 > room
        cut = line[:1].islower() and bool(found) and not is_sentence(found[-1][-1])
        if (wrapped or cut) and not (_stands_alone(line) or _stands_alone(found[-1][-1])):
            found[-1].append(line)
        else:
            found.append([line])
        room = width - len(line)
    return [" ".join(each) for each in found]


def _stands_alone(line: str) -> bool:
    return is_furniture(line) or caption(line) is not None


def _headline(blocks: list[Block]) -> str | None:
    """The first block, where it is short, does not end as a sentence does, and is followed by body."""
    body = [block.text for block in blocks if block.kind == "body"]
    if len(body) < 2 or len(body[0]) > _HEADLINE or body[0].endswith((":", ",", ";")):
        return None
    return None if is_sentence(body[0]) and not body[0].endswith(("?", "!")) else body[0]
