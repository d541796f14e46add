"""Plain text as people paste it: paragraphs out of lines, the headline, the furniture around it."""

import re
from dataclasses import replace
from itertools import pairwise

from sayso.article import Article
from sayso.pages.blocks import Block, article_id, collapsed, laid_out
from sayso.pages.boilerplate_lines import is_sentence
from sayso.pages.clean_blocks import cleaned
from sayso.pages.language import language
from sayso.pages.page import MAX_TEXT
from sayso.pages.paywalls import PAYWALL, WALL, is_paywall, is_wall

_HEADING = re.compile(r"^#{1,6}\s+")  # Markdown's
_WRAP = range(45, 101)  # columns at which hard-wrapped text is wrapped
# All are bounded, so that a hostile text takes no longer than its length.
_MARKDOWN = tuple(
    (re.compile(mark, re.M), words)
    for mark, words in (
        (r"^```.*$|!\[[^\[\]\n]{0,500}\]\([^()\n]{0,2000}\)", ""),
        (r"\[([^\[\]\n]{1,500})\]\([^()\n]{0,2000}\)", r"\1"),
        (r"(\*\*|__)(?=\S)([^*_\n]{1,500})(?<=\S)\1", r"\2"),
        (r"(?<!\w)([*_])(?=\S)([^*_\n]{1,500})(?<=\S)\1(?!\w)", r"\2"),
        (r"^[*+-] +", ""),
    )
)
_QUOTED = re.compile(r"(?:^>[^\n]*(?:\n|\Z))+", re.M)
_EVIDENCE = 3  # wrapped lines
_BEGINS = re.compile(r"[-*•▪◦>·]\s|[–—]\s+[^a-z]|\d{1,2}[.)]\s|[A-Z][\w.’' -]{0,30}:\s")  # bullets, "MR HOLT: "
_DATELINE = re.compile(
    r"[^\W\d_a-z][^\W\d_a-z .’'-]{1,40}(?:, [^()]{2,40})? \((?P<agency>[^\W\d_a-z][\w .]{1,30})\) [–—-]{1,2} "
)
_HEADLINE = 200  # a longer first line is body


def read_text(text: str) -> Article:
    """An article of a text that a Python caller holds: untouched, with no metadata but its language. Any `str` will
    do, lone surrogates and NUL included."""
    return Article(id=article_id(None, text), text=text, language=language(text, None))


def plain_article(text: str, url: str | None, title: str | None = None) -> Article:
    """An article of a pasted text, without the dateline, byline and furniture around it; `title` is the paragraph that
    is known to be its headline. Its text is empty where nothing but furniture is there. Raises ValueError, with the
    reason as its message, for a wall against robots, a paywall, and a text past the limits."""
    if len(text) > 2 * MAX_TEXT:  # as much again may be white space and furniture
        raise ValueError(f"its text is longer than {MAX_TEXT:,} characters: split it")
    if is_wall(text[:200].strip().partition("\n")[0], paragraphs(text[:20_000])):
        raise ValueError(WALL)
    if is_paywall(None, [], paragraphs(text[:20_000])):
        raise ValueError(PAYWALL)
    given = list(map(Block, paragraphs(text)))
    at = next((i for i, block in enumerate(given) if title and block.text == title), None)
    if at is not None:
        given[at] = replace(given[at], kind="headline")
    found = cleaned(given)
    blocks = list(found.blocks)
    if at is None and (title := _headline(blocks)):
        at = next(i for i, block in enumerate(blocks) if block.kind == "body")
        blocks[at] = Block(title, "headline")
    made, parts = laid_out(blocks)
    return Article(
        id=article_id(url, made),
        text=made,
        url=url,
        title=title,
        outlet=_agency(blocks),
        authors=found.authors,
        published=found.published,
        language=language(made, None),
        parts=parts,
    )


def _agency(blocks: list[Block]) -> str | None:
    """The agency in the dateline of the first paragraph: "HALVERN, Nov. 12 (Coastwire) - Engineers ..."."""
    first = next((block.text for block in blocks if block.kind == "body"), "")
    found = _DATELINE.match(first)
    return found[1] if found else None


def unmarked(text: str) -> str:
    """A Markdown text without its marks: links and emphasis as their words, quotations with quotation marks."""
    for mark, words in _MARKDOWN:
        text = mark.sub(words, text)
    return _QUOTED.sub(_quotation, text)


def _quotation(found: re.Match[str]) -> str:
    rows = [collapsed(row.strip().lstrip(">")) for row in found[0].splitlines()]
    words, dash, source = "\n".join(rows).strip().partition("\n— ")
    marked = words if not words or words[0] in "\"“'‘«„" else f"“{words}”"
    return f"{marked} — {source}\n" if dash else f"{marked}\n"


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: hard-wrapped lines joined, white space collapsed."""
    groups: list[list[str]] = [[]]
    for line in text.splitlines():
        indented = bool(groups[-1]) and line[:1].isspace() and not groups[-1][-1][:1].isspace()
        if not line.strip() or indented:
            groups.append([])
        if line.strip():
            groups[-1].append(_HEADING.sub("", line))
    tidy = [[collapsed(line) for line in group] for group in groups]
    width = _width(tidy)
    return [p for group in tidy for p in _joined(group, width) if p]


def _width(groups: list[list[str]]) -> int:
    """The column at which the text is hard-wrapped; 0 where too little tells that it is: lines in mid-sentence that
    have no room for the next word, most of which goes on in lower case."""
    width = max((len(line) for group in groups for line in group), default=0)
    if width not in _WRAP:
        return 0
    pairs = [pair for group in groups for pair in pairwise(group)]
    nexts = [after for line, after in pairs if _is_full(line, after, width) and not is_sentence(line)]
    return width if len(nexts) >= _EVIDENCE and sum(after[:1].islower() for after in nexts) * 2 >= len(nexts) else 0


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the next line's first word had no room in this line."""
    return len(line) + 1 + len(after.split(" ", 1)[0]) > width and not _BEGINS.match(after)


def _joined(group: list[str], width: int) -> list[str]:
    """Join each line to the one before where that one was wrapped at the width, or goes on in lower case."""
    found: list[list[str]] = []
    for line in group:
        before = found[-1][-1] if found else ""
        goes_on = line[:1].islower() and not is_sentence(before)
        if before and (goes_on or (width > 0 and _is_full(before, line, width))):
            found[-1].append(line)
        else:
            found.append([line])
    return [" ".join(each) for each in found]


def _headline(blocks: list[Block]) -> str | None:
    """The first block, where it is short, does not end as a sentence does, and is followed by body."""
    body = [block.text for block in blocks if block.kind == "body"]
    if len(body) < 2 or len(body[0]) > _HEADLINE or body[0].endswith((":", ",", ";")):
        return None
    label, colon, _ = body[0].partition(": ")
    if colon and sum(text.startswith(f"{label}: ") for text in body) > 1:
        return None  # the first speaker of a transcript
    return None if is_sentence(body[0]) and not body[0].endswith(("?", "!")) else body[0]
